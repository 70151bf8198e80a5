//! QR codes as vectors: one path, with the quiet zone that readers need.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The address by which images and print ask for the code to the campaign's link.
pub const ADDRESS: &str = "qr.svg";

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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::layout::{
        Canvas, Drawing, FitRange, FontSet, Images, Looked, Medium, NoPicture, Page, Picture,
        Wanted, draw, lay_out,
    };

    struct OneCode(String);

    impl Images for OneCode {
        fn look_up(&self, _: &str) -> Result<Looked, NoPicture> {
            let drawing = Drawing::parse(&self.0);
            drawing.map(Looked::Vector).map_err(|_| NoPicture::Missing)
        }

        fn provide(&self, _: &str, _: Wanted, _: Medium) -> Result<Picture, NoPicture> {
            Err(NoPicture::Missing)
        }
    }

    /// A code as people get it who were sent the picture twice: squeezed, then shown at half size.
    fn squeezed(link: &str, side: u32) -> image::GrayImage {
        let code = OneCode(svg(link, "#10231c", "#ffffff").unwrap());
        let fonts = FontSet::new();
        let page = Page {
            canvas: Canvas::pixels(1080, 1080, 1080.0),
            fit: FitRange::default(),
            lang: "id",
            fonts: &fonts,
            images: &code,
        };
        let html = |_: f64| {
            Ok(format!(
                "<html><body style='margin:0;background:#064b36;height:100%'><img src='qr.svg' style='position:absolute;left:613px;top:597px;width:{side}px;height:{side}px'></body></html>"
            ))
        };
        let laid = lay_out(&page, &html).unwrap();
        let bitmap = draw(&page, &laid).unwrap();
        let poor = crate::render::encode::jpeg_at(&bitmap, 40).unwrap();
        let whole = image::load_from_memory(&poor).unwrap();
        whole
            .resize_exact(540, 540, image::imageops::FilterType::Triangle)
            .into_luma8()
    }

    #[test]
    fn a_code_that_whatsapp_squeezed_is_read() {
        let link = "https://example.go.id/sensus-ekonomi-2026/petugas";
        let picture = squeezed(link, 240);
        let mut reader = quircs::Quirc::default();
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let codes: Vec<_> = reader.identify(width, height, &picture).collect();
        assert_eq!(codes.len(), 1);
        let data = codes[0].as_ref().unwrap().decode().unwrap();
        assert_eq!(String::from_utf8(data.payload).unwrap(), link);
    }

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
