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
        brightness.extend(self.row(y).iter().map(|&pixel| luma(pixel)));
        if y % 2 == 1 {
            // never looked at
            blue.resize(brightness.len(), 0);
            red.resize(brightness.len(), 0);
            return;
        }
        let (above, below) = (self.row(y), self.row(y + 1));
        let pairs = above.as_chunks::<2>().0.iter();
        for (above, below) in pairs.zip(below.as_chunks::<2>().0) {
            let (cb, cr) = colour([above[0], above[1], below[0], below[1]]);
            blue.extend_from_slice(&[cb, cb]);
            red.extend_from_slice(&[cr, cr]);
        }
        if let ([.., above], [.., below], true) = (above, below, self.width % 2 == 1) {
            let (cb, cr) = colour([*above, *above, *below, *below]);
            blue.push(cb);
            red.push(cr);
        }
    }
}

/// Brightness (ITU-T T.871, §7) in 256ths, which lets the processor take many pixels at once.
fn luma([red, green, blue, _]: [u8; 4]) -> u8 {
    ((u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29 + 128) >> 8) as u8
}

/// Cb and Cr (ITU-T T.871, §7) of the mean of four pixels.
fn colour(four: [[u8; 4]; 4]) -> (u8, u8) {
    const HALF: i32 = (128 << 10) + 511;
    let [red, green, blue] = [0, 1, 2].map(|channel| {
        four.iter()
            .map(|pixel| i32::from(pixel[channel]))
            .sum::<i32>()
    });
    let cb = -43 * red - 85 * green + 128 * blue + HALF;
    let cr = 128 * red - 107 * green - 21 * blue + HALF;
    ((cb >> 10) as u8, (cr >> 10) as u8)
}
