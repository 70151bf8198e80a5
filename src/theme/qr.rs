//! QR codes as vectors: one path, with the quiet zone that readers need.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// Modules of light around the code (ISO/IEC 18004 asks for four).
const QUIET_ZONE: usize = 4;

/// A QR code for `text` as SVG, with error correction M. `dark` and `light` are colours. None if
/// the text is too long for any code.
pub fn svg(text: &str, dark: &str, light: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..]
                .iter()
                .take_while(|color| **color == Color::Dark)
                .count();
            if run > 0 {
                let (left, top) = (x + QUIET_ZONE, y + QUIET_ZONE);
                // writing to a String cannot fail
                let _ = write!(path, "M{left} {top}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    let side = width + 2 * QUIET_ZONE;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{side}\" height=\"{side}\" shape-rendering=\"crispEdges\"><path fill=\"{light}\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"{dark}\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone() {
        let svg = svg("https://example.go.id/se2026", "#000", "#fff").unwrap_or_default();
        // version 3 has 29 modules, and 4 on each side
        assert!(svg.contains("viewBox=\"0 0 37 37\""), "{svg}");
        assert!(svg.contains("M4 4h7v1h-7z"), "{svg}");
    }

    #[test]
    fn a_text_that_no_code_holds_is_refused() {
        assert_eq!(svg(&"x".repeat(5000), "#000", "#fff"), None);
    }
}
