//! Pixels at another size, with Lanczos' filter, which keeps edges sharp.

use fast_image_resize::{
    PixelType, Resizer,
    images::{Image, ImageRef},
};

use super::{bad, decode::Pixels};
use crate::{diagnostic::Diagnostic, layout::Bitmap};

/// The same picture at another size; `None` for a size of nothing.
pub(super) fn scale(pixels: &Pixels, width: u32, height: u32) -> Option<Pixels> {
    let (size, wanted) = ((pixels.width, pixels.height), (width, height));
    Some(Pixels {
        width,
        height,
        bytes: resize(&pixels.bytes, size, wanted, pixels.has_alpha)?,
        has_alpha: pixels.has_alpha,
    })
}

/// A drawn image at another size.
///
/// # Errors
/// [`Code::BadPicture`](crate::diagnostic::Code::BadPicture) for a size of nothing.
pub fn scaled(bitmap: &Bitmap, width: u32, height: u32) -> Result<Bitmap, Diagnostic> {
    let size = (bitmap.width, bitmap.height);
    if size == (width, height) {
        return Ok(bitmap.clone());
    }
    let rgba = resize(&bitmap.rgba, size, (width, height), true)
        .ok_or_else(|| bad("preview", "it cannot be scaled"))?;
    Ok(Bitmap {
        width,
        height,
        rgba,
    })
}

fn resize(
    bytes: &[u8],
    (width, height): (u32, u32),
    wanted: (u32, u32),
    has_alpha: bool,
) -> Option<Vec<u8>> {
    let kind = if has_alpha {
        PixelType::U8x4
    } else {
        PixelType::U8x3
    };
    let source = ImageRef::new(width, height, bytes, kind).ok()?;
    let mut scaled = Image::new(wanted.0, wanted.1, kind);
    // by default Lanczos3, and mindful of alpha
    Resizer::new().resize(&source, &mut scaled, None).ok()?;
    Some(scaled.into_vec())
}
