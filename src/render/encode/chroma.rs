//! How finely a JPEG should keep colour beside brightness.

use libjpeg_turbo_rs::Subsampling;

use crate::layout::Bitmap;

/// Every so many rows of blocks is looked at: lettering and drawings are higher than that.
const STRIDE: usize = 4;

/// Difference of colour within a block of 2×2 pixels that the eye sees as an edge: about a quarter
/// of the way from a grey to the strongest colour. In photographs the lens softens such edges.
const EDGE: i16 = 81;

/// One block in so many with an edge in colour makes the whole picture keep its colour: drawings have
/// several times as many, a photograph with white lettering and a small logo fewer.
const RARE: usize = 300;

/// What `bitmap` needs: a sample of colour for each pixel (4:4:4), with which lettering and drawings in
/// colour stay sharp, or one for four (4:2:0), which is two thirds of the work, and nobody sees it in
/// photographs.
pub(super) fn of(bitmap: &Bitmap) -> Subsampling {
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
        Subsampling::S444
    } else {
        Subsampling::S420
    }
}

/// Whether the colours of four pixels, two of each row, differ: red and blue against green, which is
/// near twice what JPEG's Cr and Cb hold (ITU-T T.871, §7) and cheaper to work out.
fn is_edge((above, below): (&[u8; 8], &[u8; 8])) -> bool {
    let pixels = [&above[..4], &above[4..], &below[..4], &below[4..]];
    let spread = |channel: usize| {
        let values = pixels.map(|pixel| i16::from(pixel[channel]) - i16::from(pixel[1]));
        let [a, b, c, d] = values;
        a.max(b).max(c.max(d)) - a.min(b).min(c.min(d))
    };
    // both, whatever the first is, so that the processor takes many blocks at once
    (spread(0) > EDGE) | (spread(2) > EDGE)
}
