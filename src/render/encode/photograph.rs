//! Photographs as PNG. Nothing repeats in them, so what counts is how well a pixel is told from its neighbours, and
//! looking for repetitions is time lost: rows are filtered by one predictor and written as Huffman codes.

use png::{ColorType, Encoder, EncodingError, chunk::IDAT};

use super::deflate::Zlib;
use crate::layout::Bitmap;

/// Filtered bytes that share their Huffman codes: few enough to stay in a processor's cache, and for
/// the codes to follow the picture from its sky to its meadow.
const BLOCK: usize = 128 << 10;

/// The filter type of Paeth's predictor (PNG, third edition, §9.2): it is the best for most rows of a
/// photograph, and to try all of them for each costs more than it saves.
const PAETH: u8 = 4;

/// Encodes as PNG, with alpha where it is needed.
pub(super) fn png(bitmap: &Bitmap) -> Result<Vec<u8>, EncodingError> {
    if bitmap.is_opaque() {
        png_of::<3>(bitmap, ColorType::Rgb)
    } else {
        png_of::<4>(bitmap, ColorType::Rgba)
    }
}

fn png_of<const CHANNELS: usize>(
    bitmap: &Bitmap,
    color: ColorType,
) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::with_capacity(bitmap.rgba.len() / 2);
    let mut encoder = Encoder::new(&mut bytes, bitmap.width, bitmap.height);
    encoder.set_color(color);
    let mut writer = encoder.write_header()?;
    let length = bitmap.width as usize * CHANNELS;
    // a pixel of nothing on the left saves asking for the first one
    let mut row = vec![0; CHANNELS + length];
    let mut above = row.clone();
    let mut filtered = Vec::with_capacity(BLOCK + 1 + length);
    let mut zlib = Zlib::default();
    for pixels in bitmap.rgba.chunks_exact(bitmap.width as usize * 4) {
        take_channels::<CHANNELS>(pixels, &mut row[CHANNELS..]);
        filtered.push(PAETH);
        filter::<CHANNELS>(&row, &above, &mut filtered);
        (row, above) = (above, row);
        if filtered.len() >= BLOCK {
            writer.write_chunk(IDAT, zlib.block(&filtered))?;
            filtered.clear();
        }
    }
    writer.write_chunk(IDAT, zlib.end(&filtered))?;
    writer.finish()?;
    Ok(bytes)
}

/// The first channels of RGBA pixels.
fn take_channels<const CHANNELS: usize>(rgba: &[u8], row: &mut [u8]) {
    if CHANNELS == 4 {
        row.copy_from_slice(rgba);
        return;
    }
    // four pixels as three words: several times as fast as byte by byte
    let (fours, rest) = rgba.as_chunks::<16>();
    let (threes, row_rest) = row.as_chunks_mut::<12>();
    for (four, three) in fours.iter().zip(threes) {
        let pixel =
            |at: usize| u32::from_le_bytes([four[at * 4], four[at * 4 + 1], four[at * 4 + 2], 0]);
        let [first, second, third, fourth] = [pixel(0), pixel(1), pixel(2), pixel(3)];
        let words = [
            first | second << 24,
            second >> 8 | third << 16,
            third >> 16 | fourth << 8,
        ];
        three.copy_from_slice(words.map(u32::to_le_bytes).as_flattened());
    }
    let rest = rest.as_chunks::<4>().0.iter();
    for (pixel, rgb) in rest.zip(row_rest.chunks_exact_mut(3)) {
        rgb.copy_from_slice(&pixel[..3]);
    }
}

/// What Paeth's predictor leaves of a row; both rows begin with a pixel of nothing.
fn filter<const CHANNELS: usize>(row: &[u8], above: &[u8], filtered: &mut Vec<u8>) {
    let start = filtered.len();
    let length = row.len() - CHANNELS;
    filtered.resize(start + length, 0);
    let out = &mut filtered[start..];
    // slices of one length: the processor then takes many bytes at once
    let (left, here) = (&row[..length], &row[CHANNELS..][..length]);
    let (corner, top) = (&above[..length], &above[CHANNELS..][..length]);
    for at in 0..length {
        out[at] = here[at].wrapping_sub(predicted(left[at], top[at], corner[at]));
    }
}

/// Which of its neighbours a byte is most like (PNG, third edition, §9.4).
fn predicted(left: u8, top: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, top, corner].map(i16::from);
    let (from_left, from_top) = ((b - c).abs(), (a - c).abs());
    let from_corner = (a + b - 2 * c).abs();
    let top_or_corner = if from_top <= from_corner { top } else { corner };
    if from_left <= from_top && from_left <= from_corner {
        left
    } else {
        top_or_corner
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use png::{Compression, Filter};

    use super::*;

    /// Soft light with grain over it, as in a photograph, and below it a plain area.
    fn picture(width: u32, height: u32, alpha: u8) -> Bitmap {
        let pixel = |x: u32, y: u32| {
            if y * 4 > height * 3 {
                return [12, 80, 60, 255];
            }
            let grain = (x * 7919 + y * 104_729).wrapping_mul(2_654_435_761) >> 29;
            let light = (f64::from(x) / 90.0).sin() + (f64::from(y) / 70.0).cos();
            let grey = (light * 50.0 + 110.0) as u8 + grain as u8;
            [grey, grey / 2 + 40, 200 - grey / 2, alpha]
        };
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        Bitmap {
            width,
            height,
            rgba: places.flat_map(|(x, y)| pixel(x, y)).collect(),
        }
    }

    fn decoded(bytes: &[u8]) -> image::RgbaImage {
        image::load_from_memory(bytes).unwrap().into_rgba8()
    }

    #[test]
    fn every_pixel_comes_back_from_many_blocks() {
        for (width, height, alpha) in [(700, 400, 255), (333, 501, 120), (1, 1, 255), (5, 1, 9)] {
            let picture = picture(width, height, alpha);
            let back = decoded(&png(&picture).unwrap());
            assert_eq!(back.dimensions(), (width, height));
            assert!(*back.as_raw() == picture.rgba, "{width} × {height}");
        }
    }

    #[test]
    fn files_are_smaller_than_with_codes_that_are_always_the_same() {
        let picture = picture(700, 400, 255);
        let rgb: Vec<u8> = picture
            .rgba
            .chunks(4)
            .flat_map(|pixel| &pixel[..3])
            .copied()
            .collect();
        let mut fixed = Vec::new();
        let mut encoder = Encoder::new(&mut fixed, picture.width, picture.height);
        encoder.set_color(ColorType::Rgb);
        encoder.set_compression(Compression::Fast);
        encoder.set_filter(Filter::Paeth);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&rgb).unwrap();
        writer.finish().unwrap();
        assert!(png(&picture).unwrap().len() * 10 < fixed.len() * 9);
    }
}
