//! How finely a JPEG should keep colour beside brightness.

use jpeg_encoder::{ImageBuffer, JpegColorType};

use crate::layout::Bitmap;

/// How many colour samples a JPEG keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chroma {
    /// One for each pixel (4:4:4): lettering and drawings in colour stay sharp.
    Full,
    /// One for four pixels (4:2:0): half the work, and in photographs nobody sees it.
    Quarter,
}

/// Every so many rows of blocks is looked at: lettering and drawings are higher than that.
const STRIDE: usize = 4;

/// Difference of colour within a block of 2×2 pixels that the eye sees as an edge: about a quarter
/// of the way from a grey to the strongest colour. In photographs the lens softens such edges.
const EDGE: i32 = 40;

/// One block in so many with an edge in colour makes the whole picture keep its colour: drawings have
/// several times as many, a photograph with white lettering and a small logo fewer.
const RARE: usize = 300;

/// What `bitmap` needs.
pub(super) fn of(bitmap: &Bitmap) -> Chroma {
    let row = bitmap.width.max(1) as usize * 4;
    let pairs = bitmap.rgba.chunks_exact(row * 2).step_by(STRIDE);
    let (mut blocks, mut edges) = (0, 0);
    for pair in pairs {
        let (above, below) = pair.split_at(row);
        let (above, below) = (above.as_chunks::<8>().0, below.as_chunks::<8>().0);
        blocks += above.len();
        edges += above.iter().zip(below).filter(|two| is_edge(*two)).count();
    }
    if edges * RARE > blocks {
        Chroma::Full
    } else {
        Chroma::Quarter
    }
}

/// Whether the colours of four pixels, two of each row, differ: red and blue against green, which is
/// near what JPEG's Cr and Cb hold (ITU-T T.871, §7) and cheaper to work out.
fn is_edge((above, below): (&[u8; 8], &[u8; 8])) -> bool {
    let differences = |pixel: &[u8]| {
        let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(i32::from);
        [(red - green) / 2, (blue - green) / 2]
    };
    let four = [&above[..4], &above[4..], &below[..4], &below[4..]].map(differences);
    (0..2).any(|channel| {
        let values = four.map(|pixel| pixel[channel]);
        let most = values.into_iter().fold(i32::MIN, i32::max);
        let least = values.into_iter().fold(i32::MAX, i32::min);
        most - least > EDGE
    })
}

/// A picture whose colour is already the mean of four pixels, for an encoder that takes the first of
/// them (the mean of its own costs more than all the rest of its work).
pub(super) struct Quartered<'a> {
    pub(super) bitmap: &'a Bitmap,
    pub(super) width: u16,
    pub(super) height: u16,
}

impl Quartered<'_> {
    fn row(&self, y: u16) -> &[[u8; 4]] {
        let pixels = self.bitmap.rgba.as_chunks::<4>().0;
        let start = usize::from(y.min(self.height - 1)) * usize::from(self.width);
        &pixels[start..][..usize::from(self.width)]
    }
}

impl ImageBuffer for Quartered<'_> {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        JpegColorType::Ycbcr
    }

    fn width(&self) -> u16 {
        self.width
    }

    fn height(&self) -> u16 {
        self.height
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let [brightness, blue, red, _] = buffers;
        let start = brightness.len();
        brightness.extend(self.row(y).iter().map(|&pixel| luma(pixel)));
        // every other row of colour is never looked at
        blue.resize(brightness.len(), 0);
        red.resize(brightness.len(), 0);
        if y % 2 == 1 {
            return;
        }
        let (above, below) = (self.row(y), self.row(y + 1));
        let (blue, red) = (&mut blue[start..], &mut red[start..]);
        let blocks = above.as_chunks().0.iter().zip(below.as_chunks().0);
        let places = blue.as_chunks_mut().0.iter_mut();
        let places = places.zip(red.as_chunks_mut().0);
        for (([a, b], [c, d]), (blue, red)) in blocks.zip(places) {
            let (cb, cr) = colour([*a, *b, *c, *d]);
            (*blue, *red) = ([cb; 2], [cr; 2]);
        }
        // the last column of an odd width stands for two
        if let ([.., a], [.., c], true) = (above, below, self.width % 2 == 1) {
            let last = blue.len() - 1;
            (blue[last], red[last]) = colour([*a, *a, *c, *c]);
        }
    }
}

/// Red and blue of a pixel, each with room for a sum beside it.
const RED_AND_BLUE: u32 = 0x00ff_00ff;

/// Brightness (ITU-T T.871, §7) in 256ths, red and blue with one multiplication.
fn luma(pixel: [u8; 4]) -> u8 {
    let pixel = u32::from_le_bytes(pixel);
    let red_and_blue = (pixel & RED_AND_BLUE).wrapping_mul((77 << 16) + 29) >> 16;
    let green = (pixel >> 8 & 0xff) * 150;
    ((red_and_blue + green + 128) >> 8) as u8
}

/// Cb and Cr (ITU-T T.871, §7) of the mean of four pixels.
fn colour(four: [[u8; 4]; 4]) -> (u8, u8) {
    const HALF: i32 = (128 << 10) + 511;
    let four = four.map(u32::from_le_bytes);
    let red_and_blue: u32 = four.iter().map(|pixel| pixel & RED_AND_BLUE).sum();
    let green: u32 = four.iter().map(|pixel| pixel >> 8 & 0xff).sum();
    let [red, green, blue] =
        [red_and_blue & 0xffff, green, red_and_blue >> 16].map(u32::cast_signed);
    let cb = -43 * red - 85 * green + 128 * blue + HALF;
    let cr = 128 * red - 107 * green - 21 * blue + HALF;
    ((cb >> 10) as u8, (cr >> 10) as u8)
}
