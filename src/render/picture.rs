//! Pictures that writers hand in: checked by their content, decoded once, scaled once per size.
//!
//! Names and endings are not trusted: what a file is, its bytes say.

mod decode;
mod scale;
mod store;
mod svg;
mod weave;
mod web;

use crate::{
    diagnostic::{Code, Diagnostic},
    model::PictureKind,
};

pub use scale::thumbnail;
pub use store::{Known, PictureStore, PixelCache};
pub use web::{web_sizes, web_widths};

/// Pixels beyond which a picture is refused: decoding it could take all memory there is.
pub const MOST_PIXELS: u64 = 100_000_000;

/// What a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inspected {
    /// An SVG or pixels.
    pub kind: PictureKind,
    /// Width in pixels, upright (after the turn that a camera noted); of an SVG in CSS pixels.
    pub width: u32,
    /// Height, likewise.
    pub height: u32,
}

/// What the picture `name` is, from the start of its `bytes`; pixels are not decoded.
///
/// # Errors
/// [`Code::BadPicture`] if it is no picture that can be used, [`Code::HugePicture`] if it has more
/// than [`MOST_PIXELS`].
pub fn inspect(name: &str, bytes: &[u8]) -> Result<Inspected, Diagnostic> {
    if let Some(markup) = svg::markup(bytes) {
        let (width, height) = svg::check(name, markup)?.size();
        return Ok(Inspected {
            kind: PictureKind::Drawing,
            width: width.round().max(1.0) as u32,
            height: height.round().max(1.0) as u32,
        });
    }
    let (width, height) = decode::size(name, bytes)?;
    Ok(Inspected {
        kind: PictureKind::Photo,
        width,
        height,
    })
}

/// Decodes the picture `name` in full, to find out before a build whether that works.
///
/// # Errors
/// As [`inspect`].
pub fn verify(name: &str, bytes: &[u8]) -> Result<(), Diagnostic> {
    match svg::markup(bytes) {
        Some(markup) => svg::check(name, markup).map(drop),
        None => decode::decode(name, bytes).map(drop),
    }
}

/// A diagnostic for a picture that cannot be used.
fn bad(name: &str, what: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(
        Code::BadPicture,
        format!("the picture `{name}` cannot be used: {what}"),
    )
}

#[cfg(test)]
mod tests;
