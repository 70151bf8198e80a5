//! Pixels to PNG, JPEG and WebP files, without metadata.

mod chroma;
mod deflate;
mod photograph;

use std::{borrow::Cow, fmt::Display};

use libjpeg_turbo_rs::{PixelFormat, Subsampling, compress};

use crate::{
    diagnostic::{Code, Diagnostic},
    layout::{self, Bitmap},
};

pub use crate::layout::webp;

/// One row in so many is looked at to tell photographs from drawings.
const STRIDE: usize = 16;

/// JPEG qualities, best first. Above the first nobody sees a difference, below the last anybody.
const QUALITIES: [u8; 6] = [92, 88, 84, 80, 75, 70];

/// Encodes as JPEG, with the highest quality of 92, 88, 84, 80, 75 and 70 that stays within `limit`
/// bytes, or else with the lowest. Colour is sampled down where that blurs nothing: see `chroma`.
///
/// # Errors
/// [`Code::Drawing`] if a side is longer than 65535 pixels.
pub fn jpeg(bitmap: &Bitmap, limit: Option<usize>) -> Result<Vec<u8>, Diagnostic> {
    let bitmap = &*on_white(bitmap);
    let chroma = chroma::of(bitmap);
    let limit = limit.unwrap_or(usize::MAX);
    let best = jpeg_of(bitmap, QUALITIES[0], chroma)?;
    if best.len() <= limit {
        return Ok(best);
    }
    // bisect the rest: each try costs as much as drawing the image
    let (mut low, mut high) = (0, QUALITIES.len() - 1);
    let mut smallest = None;
    while low < high {
        let middle = usize::midpoint(low, high);
        let bytes = jpeg_of(bitmap, QUALITIES[middle], chroma)?;
        if bytes.len() <= limit {
            smallest = Some((middle, bytes));
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    match smallest {
        Some((at, bytes)) if at == low => Ok(bytes),
        _ => jpeg_of(bitmap, QUALITIES[low], chroma),
    }
}

/// Encodes as JPEG with one quality.
///
/// # Errors
/// As [`jpeg`].
pub fn jpeg_at(bitmap: &Bitmap, quality: u8) -> Result<Vec<u8>, Diagnostic> {
    let bitmap = &*on_white(bitmap);
    jpeg_of(bitmap, quality, chroma::of(bitmap))
}

/// `bitmap` is opaque. The Huffman tables are those of the standard's Annex K: a picture's own would
/// make it a fortieth smaller at twice to three times the work.
fn jpeg_of(bitmap: &Bitmap, quality: u8, chroma: Subsampling) -> Result<Vec<u8>, Diagnostic> {
    let (width, height) = (bitmap.width as usize, bitmap.height as usize);
    let format = PixelFormat::Rgba;
    compress(&bitmap.rgba, width, height, format, quality, chroma)
        .map_err(|error| failed("JPEG", &error))
}

/// The pixels with what is clear over white.
fn on_white(bitmap: &Bitmap) -> Cow<'_, Bitmap> {
    if bitmap.is_opaque() {
        Cow::Borrowed(bitmap)
    } else {
        Cow::Owned(bitmap.clone().on_white())
    }
}

/// Encodes as PNG: with a palette up to 256 colours, else RGB, with alpha where it is needed. What is
/// like a photograph is compressed in a way of its own: several times as fast.
///
/// # Errors
/// [`Code::Drawing`] if the image has no size.
pub fn png(bitmap: &Bitmap) -> Result<Vec<u8>, Diagnostic> {
    if is_photographic(bitmap) {
        photograph::png(bitmap).map_err(|error| failed("PNG", &error))
    } else {
        layout::png(bitmap)
    }
}

/// Whether most pixels differ from the one before: plain areas are what compresses well.
fn is_photographic(bitmap: &Bitmap) -> bool {
    let row = bitmap.width.max(1) as usize * 4;
    let (mut pairs, mut differing) = (0, 0);
    for pixels in bitmap.rgba.chunks_exact(row).step_by(STRIDE) {
        let pixels = pixels.as_chunks::<4>().0;
        pairs += pixels.len() - 1;
        differing += pixels.windows(2).filter(|two| two[0] != two[1]).count();
    }
    differing * 2 > pairs
}

fn failed(format: &str, error: &dyn Display) -> Diagnostic {
    Diagnostic::error(
        Code::Drawing,
        format!("an image cannot be written as {format}: {error}"),
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bitmap(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Bitmap {
        let rgba = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Bitmap {
            width,
            height,
            rgba: rgba.flat_map(|(x, y)| pixel(x, y)).collect(),
        }
    }

    /// Pixels that no encoder finds a rule in.
    fn noise(x: u32, y: u32) -> [u8; 4] {
        let mixed = (x * 7919 + y * 104_729 + 1).wrapping_mul(2_654_435_761);
        let [red, green, blue, _] = mixed.to_le_bytes();
        [red, green, blue, 255]
    }

    fn decoded(bytes: &[u8]) -> Vec<u8> {
        image::load_from_memory(bytes)
            .unwrap()
            .into_rgba8()
            .into_raw()
    }

    proptest! {
        #[test]
        fn png_gives_back_every_pixel(
            width in 1_u32..40,
            height in 1_u32..12,
            colours in 1_u32..400,
            alpha in any::<bool>(),
        ) {
            let bitmap = bitmap(width, height, |x, y| {
                let [r, g, b, _] = noise((x + y * width) % colours, 3);
                [r, g, b, if alpha { r } else { 255 }]
            });
            prop_assert_eq!(&decoded(&png(&bitmap).unwrap()), &bitmap.rgba);
            prop_assert_eq!(&decoded(&photograph::png(&bitmap).unwrap()), &bitmap.rgba);
        }
    }

    #[test]
    fn few_colours_make_a_small_file() {
        let flat = bitmap(300, 200, |x, y| {
            if x > y {
                [9, 9, 9, 255]
            } else {
                [250, 0, 0, 255]
            }
        });
        assert!(png(&flat).unwrap().len() < 1500);
    }

    #[test]
    fn photographs_are_told_from_drawings() {
        assert!(is_photographic(&bitmap(64, 64, noise)));
        let drawing = |x: u32, y: u32| {
            if x / 8 > y / 8 {
                [9, 9, 9, 255]
            } else {
                noise(x / 8, 1)
            }
        };
        assert!(!is_photographic(&bitmap(64, 64, drawing)));
        assert!(!is_photographic(&bitmap(1, 1, noise)));
    }

    #[test]
    fn jpeg_takes_the_best_quality_within_the_limit() {
        let noisy = bitmap(120, 90, noise);
        let sizes: Vec<usize> = QUALITIES
            .iter()
            .map(|&quality| jpeg_at(&noisy, quality).unwrap().len())
            .collect();
        assert!(sizes.is_sorted_by(|a, b| a > b));
        let limits = std::iter::once(None).chain(sizes.iter().map(|&size| Some(size)));
        let found: Vec<usize> = limits
            .map(|limit| jpeg(&noisy, limit).unwrap().len())
            .collect();
        assert_eq!(found[0], sizes[0]);
        assert_eq!(found[1..], sizes);
        assert_eq!(jpeg(&noisy, Some(10)).unwrap().len(), sizes[5]);
    }

    #[test]
    fn colour_that_is_sampled_down_stays_where_it_is() {
        // an odd size: the last row and column have no partner
        let two = bitmap(101, 51, |x, y| match (x < 48, y < 32) {
            (true, true) => [220, 30, 30, 255],
            (false, true) => [30, 30, 220, 255],
            (_, false) => [30, 160, 60, 255],
        });
        let decoded = decoded(&jpeg_of(&two, 92, Subsampling::S420).unwrap());
        for (x, y) in [(0, 0), (40, 20), (60, 20), (100, 0), (5, 50), (100, 50)] {
            let at = (y * 101 + x) * 4;
            let (seen, meant) = (&decoded[at..at + 3], &two.rgba[at..at + 3]);
            let far = seen.iter().zip(meant).map(|(a, b)| a.abs_diff(*b)).max();
            assert!(far < Some(12), "{x}, {y}: {seen:?} for {meant:?}");
        }
    }

    #[test]
    fn what_is_clear_becomes_white_in_a_jpeg() {
        let half = bitmap(32, 16, |x, y| match x {
            0..16 => [90, 20, 20, 0],
            _ => noise(x, y),
        });
        let rgba = decoded(&jpeg(&half, None).unwrap());
        let clear = rgba.chunks(32 * 4).flat_map(|row| &row[..8 * 4]);
        assert!(clear.into_iter().all(|&channel| channel > 250));
    }

    #[test]
    fn webp_is_lossy_and_keeps_the_size() {
        let plain = bitmap(64, 48, |x, _| [x as u8 * 2, 80, 90, 255]);
        let bytes = webp(&plain, 80).unwrap();
        assert_eq!(
            image::guess_format(&bytes).unwrap(),
            image::ImageFormat::WebP
        );
        assert_eq!(decoded(&bytes).len(), plain.rgba.len());
        assert!(bytes.len() < png(&plain).unwrap().len() * 4);
    }
}
