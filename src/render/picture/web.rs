//! Photographs for pages: no larger than a screen shows, and without what a camera noted about the
//! place and its owner.

use super::{PixelCache, bad, decode::Pixels, scale::scale, weave::treat};
use crate::{
    diagnostic::Diagnostic,
    layout::{Bitmap, Medium, NoPicture, Wanted},
    render::encode,
    theme::Treatment,
};

/// Widths for `srcset`, in pixels: a phone, a phone of many pixels or half a desktop.
const WIDTHS: [u32; 2] = [480, 960];

/// The widest that a page ever shows a picture, in pixels.
const WIDEST: u32 = 1600;

/// WebP quality of the smaller pictures.
const QUALITY: u8 = 78;

/// And that of flat inks, whose edges show what is lost.
const EDGES: u8 = 92;

/// File name and width of every file that [`web_sizes`] makes for a picture that is `width` pixels
/// wide, the narrowest first; the last is the one for `src`.
pub fn web_widths(name: &str, width: u32) -> Vec<(String, u32)> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut files: Vec<(String, u32)> = WIDTHS
        .into_iter()
        .filter(|&narrower| narrower < width)
        .map(|narrower| (format!("{stem}-{narrower}.webp"), narrower))
        .collect();
    files.push((name.to_owned(), width.min(WIDEST)));
    files
}

/// A raster picture as a page needs it, with what the theme makes of photographs there: file names and
/// bytes, as [`web_widths`] lists them for `name`. Its pixels stay in `pixels` for what is drawn with them.
///
/// # Errors
/// As [`inspect`](super::inspect).
pub fn web_sizes(
    name: &str,
    (file, bytes): (&str, &[u8]),
    treatment: Option<&Treatment>,
    pixels: &PixelCache,
) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
    let original = pixels
        .original(file, bytes)
        .map_err(|problem| match problem {
            NoPicture::Bad(diagnostic) => *diagnostic,
            NoPicture::Missing => bad(file, "it cannot be had"),
        })?;
    let quality = if treatment.is_some() { EDGES } else { QUALITY };
    let mut larger: Option<Pixels> = None;
    let mut files = Vec::new();
    for (name, width) in web_widths(name, original.width).into_iter().rev() {
        let height = u64::from(original.height) * u64::from(width) / u64::from(original.width);
        let wanted = Wanted::whole(width, (height as u32).max(1));
        let scaled = match treatment {
            Some(treatment) => treat(&original, treatment, wanted),
            // each of the one before: to go through all pixels of a camera for a phone's takes long
            None => scale(larger.as_ref().unwrap_or(&original), wanted, Medium::Screen),
        };
        let scaled = scaled.ok_or_else(|| bad(file, "it cannot be scaled"))?;
        let bitmap = bitmap(&scaled);
        let extension = name.rsplit_once('.').map_or("", |(_, end)| end);
        let bytes = match extension.to_ascii_lowercase().as_str() {
            "webp" => encode::webp(&bitmap, quality),
            "jpg" | "jpeg" => encode::jpeg_at(&bitmap, 84),
            _ => encode::png(&bitmap),
        }?;
        files.push((name, bytes));
        larger = Some(scaled);
    }
    files.reverse();
    Ok(files)
}

fn bitmap(pixels: &Pixels) -> Bitmap {
    Bitmap {
        width: pixels.width,
        height: pixels.height,
        rgba: if pixels.has_alpha {
            pixels.bytes.clone()
        } else {
            pixels.with_alpha()
        },
    }
}
