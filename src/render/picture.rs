//! Pictures that writers hand in: checked by their content, decoded once, scaled once per size.
//!
//! Names and endings are not trusted: what a file is, its bytes say.

mod decode;
mod store;
mod svg;

use crate::{
    diagnostic::{Code, Diagnostic},
    layout::Looked,
};

pub use store::PictureStore;

/// Pixels beyond which a picture is refused: decoding it could take all memory there is.
pub const MOST_PIXELS: u64 = 100_000_000;

/// What the picture `name` is, from the start of its `bytes`; nothing is decoded.
///
/// # Errors
/// [`Code::BadPicture`] if it is no picture that can be used, [`Code::HugePicture`] if it has more
/// than [`MOST_PIXELS`].
pub fn inspect(name: &str, bytes: &[u8]) -> Result<Looked, Diagnostic> {
    match svg::markup(bytes) {
        Some(markup) => svg::check(name, markup).map(Looked::Vector),
        None => decode::header(name, bytes),
    }
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
