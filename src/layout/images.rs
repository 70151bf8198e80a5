//! Pictures, from the side of layout: what it asks for, and what it is given.

use std::{fmt, str::FromStr, sync::Arc};

use takumi_core::resources::{
    image::{ImageCacheMode, ImageSource, ResourceCache, SvgSource},
    image_buffer::ImageBuffer,
};

use crate::diagnostic::Diagnostic;

/// Where layout gets pictures from, by the URL that stands in the HTML or CSS.
pub trait Images: Sync {
    /// What `src` is, before anything is decoded.
    ///
    /// # Errors
    /// See [`NoPicture`].
    fn look_up(&self, src: &str) -> Result<Looked, NoPicture>;

    /// The pixels of the raster picture `src` that are wanted.
    ///
    /// # Errors
    /// See [`NoPicture`].
    fn provide(&self, src: &str, wanted: Wanted, medium: Medium) -> Result<Picture, NoPicture>;
}

/// Which pixels of a picture are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wanted {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The part of the picture that is shown, where its box cuts off the rest; `None` for all of it.
    pub part: Option<Part>,
}

impl Wanted {
    /// All of a picture, at this size.
    pub fn whole(width: u32, height: u32) -> Self {
        Self {
            width,
            height,
            part: None,
        }
    }
}

/// A part of a picture, in 64ths of its pixels: what a box shows does not begin at whole ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// What is cut off on the left.
    pub left: u32,
    /// What is cut off above.
    pub top: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl Part {
    /// Units of a part in a pixel.
    const UNITS: f64 = 64.0;

    /// Left, top, width and height in pixels.
    pub fn new(pixels: [f64; 4]) -> Self {
        let [left, top, width, height] = pixels.map(|length| (length * Self::UNITS).round() as u32);
        Self {
            left,
            top,
            width,
            height,
        }
    }

    /// Left, top, width and height in pixels.
    pub fn pixels(&self) -> [f64; 4] {
        [self.left, self.top, self.width, self.height].map(|length| f64::from(length) / Self::UNITS)
    }
}

/// What a picture is.
#[derive(Debug, Clone)]
pub enum Looked {
    /// An SVG.
    Vector(Drawing),
    /// Pixels, upright (after the turn that a camera noted).
    Raster {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
}

/// What a picture is for, which decides how it is best handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Medium {
    /// An image: pixels.
    Screen,
    /// A PDF: JPEG bytes where there is no transparency.
    Print,
}

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq)]
pub enum NoPicture {
    /// There is none of that name.
    Missing,
    /// There is one, and it cannot be used.
    Bad(Box<Diagnostic>),
}

impl From<Diagnostic> for NoPicture {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Bad(Box::new(diagnostic))
    }
}

/// A parsed SVG; cloning is cheap.
#[derive(Clone)]
pub struct Drawing(Arc<SvgSource>);

/// Parses SVGs and keeps what they looked like at the sizes they were drawn at: a motif stands in
/// many images, and drawing it costs more than copying it.
pub struct Drawings(ResourceCache);

/// Bytes of drawn SVGs that are kept.
const MOST_DRAWN: u64 = 32 << 20;

impl Default for Drawings {
    fn default() -> Self {
        Self(ResourceCache::new(MOST_DRAWN))
    }
}

impl fmt::Debug for Drawings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drawings")
    }
}

impl Drawings {
    /// As [`Drawing::parse`].
    ///
    /// # Errors
    /// The engine's words for what is wrong.
    pub fn parse(&self, markup: &str) -> Result<Drawing, String> {
        let cached = self
            .0
            .get_or_decode(markup.as_bytes(), ImageCacheMode::Auto);
        match cached {
            Ok(ImageSource::Svg(svg)) => Ok(Drawing(svg)),
            Ok(_) => Err("it is no SVG".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl Drawing {
    /// Parses SVG markup. It must be whole: `var(…)` replaced, nothing referred to outside.
    ///
    /// # Errors
    /// The engine's words for what is wrong.
    pub fn parse(markup: &str) -> Result<Self, String> {
        SvgSource::from_str(markup)
            .map(|svg| Self(Arc::new(svg)))
            .map_err(|error| error.to_string())
    }

    /// Width and height in CSS pixels, from `width`/`height` or else the `viewBox`.
    pub fn size(&self) -> (f32, f32) {
        self.0.dimensions()
    }

    pub(super) fn source(&self) -> ImageSource {
        ImageSource::Svg(Arc::clone(&self.0))
    }
}

impl fmt::Debug for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Drawing({:?})", self.size())
    }
}

/// A raster picture, ready to be drawn; cloning is cheap.
#[derive(Debug, Clone)]
pub struct Picture(ImageSource);

impl Picture {
    /// From rows of RGBA bytes whose colours are already multiplied by alpha (opaque pixels are the
    /// same either way). `None` if the length is not `width * height * 4`.
    pub fn from_premultiplied(rgba: Vec<u8>, width: u32, height: u32) -> Option<Self> {
        ImageBuffer::from_premultiplied_rgba(rgba, width, height)
            .map(|buffer| Self(ImageSource::Bitmap(Arc::new(buffer))))
    }

    /// From an encoded picture, which a PDF takes over as it is if it is a JPEG.
    pub fn from_encoded(bytes: &[u8]) -> Option<Self> {
        // a cache that keeps nothing: only this way does the engine keep the bytes
        let cache = ResourceCache::new(0);
        cache
            .get_or_decode(bytes, ImageCacheMode::Auto)
            .ok()
            .map(Self)
    }

    pub(super) fn source(&self) -> ImageSource {
        self.0.clone()
    }
}

/// A picture as it is drawn in a document.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureUse {
    /// The URL that stands in the HTML or CSS.
    pub src: String,
    /// Left, top, width and height in device pixels of the whole picture, also of what a clip hides.
    pub rect: [f32; 4],
    /// The same of what its box leaves of it, if that is less.
    pub shown: Option<[f32; 4]>,
    /// Pixels of a raster picture; CSS pixels of an SVG.
    pub intrinsic: (f32, f32),
    /// Whether it is an SVG.
    pub vector: bool,
    /// Whether an element stands for it (`img`), and does not wear it (a background, a mask).
    pub replaced: bool,
    /// How much larger it is drawn than it is, in CSS pixels (images) or at 300 dpi (paper).
    pub enlarged: f32,
}

/// Something of `width` × `height` pixels that layout can measure and nobody can draw: the start of
/// a PNG file, up to the end of its header (PNG, third edition, §5.6 and §11.2.1).
pub(super) fn stand_in(width: u32, height: u32) -> Option<ImageSource> {
    let mut header = b"IHDR".to_vec();
    header.extend_from_slice(&width.to_be_bytes());
    header.extend_from_slice(&height.to_be_bytes());
    // eight bits a channel, RGB, no interlacing
    header.extend_from_slice(&[8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\r".to_vec();
    png.extend_from_slice(&header);
    png.extend_from_slice(&crc32(&header).to_be_bytes());
    Picture::from_encoded(&png).map(|picture| picture.0)
}

/// The checksum of PNG chunks (PNG, third edition, annex D), bit by bit: it runs over 17 bytes.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 * (crc & 1))
        })
    })
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn a_stand_in_has_its_size() {
        let Some(ImageSource::Encoded(source)) = stand_in(2400, 1600) else {
            panic!("not kept encoded");
        };
        assert_eq!(source.dimensions(), (2400, 1600));
    }
}
