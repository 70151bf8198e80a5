//! Pixels at another size.

use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};

use super::{bad, decode::Pixels};
use crate::{
    diagnostic::Diagnostic,
    layout::{Bitmap, Medium, Wanted},
};

/// The same picture, or a part of it, at another size; `None` for a size of nothing.
///
/// On a screen each pixel is seen: there Lanczos' filter keeps edges sharp. On paper, at 300 in an inch, none
/// is: Catmull and Rom's takes two thirds of the work.
pub(super) fn scale(pixels: &Pixels, wanted: Wanted, medium: Medium) -> Option<Pixels> {
    let size = (pixels.width, pixels.height);
    let (width, height) = (wanted.width, wanted.height);
    let kind = if pixels.has_alpha {
        PixelType::U8x4
    } else {
        PixelType::U8x3
    };
    let filter = match medium {
        Medium::Screen => FilterType::Lanczos3,
        Medium::Print => FilterType::CatmullRom,
    };
    // by default mindful of alpha
    let mut options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter));
    if let Some(part) = wanted.part {
        let [left, top, width, height] = part.pixels();
        options = options.crop(left, top, width, height);
    }
    Some(Pixels {
        width,
        height,
        bytes: resize(&pixels.bytes, size, (width, height), kind, &options)?,
        has_alpha: pixels.has_alpha,
    })
}

/// A drawn image, smaller, for a preview: with a filter that takes a third of the work of the one for
/// photographs, which nobody sees in a picture of that size.
///
/// # Errors
/// [`Code::BadPicture`](crate::diagnostic::Code::BadPicture) for a size of nothing.
pub fn thumbnail(bitmap: &Bitmap, width: u32, height: u32) -> Result<Bitmap, Diagnostic> {
    let size = (bitmap.width, bitmap.height);
    if size == (width, height) {
        return Ok(bitmap.clone());
    }
    let quick = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Bilinear))
        .use_alpha(!bitmap.is_opaque());
    let rgba = resize(&bitmap.rgba, size, (width, height), PixelType::U8x4, &quick)
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
    kind: PixelType,
    options: &ResizeOptions,
) -> Option<Vec<u8>> {
    let source = ImageRef::new(width, height, bytes, kind).ok()?;
    let mut scaled = Image::new(wanted.0, wanted.1, kind);
    Resizer::new().resize(&source, &mut scaled, options).ok()?;
    Some(scaled.into_vec())
}
