//! Pictures of a build: decoded once, scaled once per size, dropped when memory is short.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use fast_image_resize::{PixelType, Resizer, images::Image, images::ImageRef};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::{
    bad,
    decode::{self, Pixels},
    svg,
};
use crate::layout::{Drawings, Images, Looked, Medium, NoPicture, Picture};

/// Bytes of pixels that are kept for the next job: a dozen photographs with their sizes.
const MOST_KEPT: usize = 144 << 20;

/// JPEG quality of photographs inside a PDF.
const PRINT_QUALITY: u8 = 88;

/// Reads a picture: from the URL in the HTML or CSS to the file's bytes. SVG comes ready to draw,
/// with its `var(…)` replaced.
type Read = dyn Fn(&str) -> Option<Arc<[u8]>> + Send + Sync;

/// The pictures of a build. Each is read, decoded and scaled when it is first asked for; jobs on
/// other threads that ask for the same wait for it.
pub struct PictureStore {
    read: Box<Read>,
    drawings: Drawings,
    known: Mutex<BTreeMap<String, Cell<Looked>>>,
    kept: Mutex<Kept>,
}

/// Something that is made once, whoever comes first.
type Cell<T> = Arc<OnceLock<Result<T, NoPicture>>>;

impl fmt::Debug for PictureStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PictureStore")
    }
}

impl PictureStore {
    /// A store that gets its files from `read`.
    pub fn new(read: impl Fn(&str) -> Option<Arc<[u8]>> + Send + Sync + 'static) -> Self {
        Self {
            read: Box::new(read),
            drawings: Drawings::default(),
            known: Mutex::default(),
            kept: Mutex::default(),
        }
    }

    /// Drops all pixels, for a watching build that has nothing to do.
    pub fn forget_pixels(&self) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Kept::default();
    }

    fn bytes(&self, src: &str) -> Result<Arc<[u8]>, NoPicture> {
        (self.read)(src).ok_or(NoPicture::Missing)
    }

    fn inspect(&self, src: &str) -> Result<Looked, NoPicture> {
        let bytes = self.bytes(src)?;
        Ok(match svg::markup(&bytes) {
            Some(markup) => {
                svg::check(src, markup)?;
                let drawing = self.drawings.parse(markup);
                Looked::Vector(drawing.map_err(|error| bad(src, error))?)
            }
            None => decode::header(src, &bytes)?,
        })
    }

    fn original(&self, src: &str) -> Result<Arc<Pixels>, NoPicture> {
        let key = Key {
            src: src.to_owned(),
            variant: None,
        };
        let make = || {
            let pixels = decode::decode(src, &self.bytes(src)?)?;
            Ok(Value::Original(Arc::new(pixels)))
        };
        match self.keep(key, make)? {
            Value::Original(pixels) => Ok(pixels),
            Value::Variant(..) => Err(NoPicture::Missing),
        }
    }

    /// The value of `key`, made by `make` unless it is kept.
    fn keep(
        &self,
        key: Key,
        make: impl FnOnce() -> Result<Value, NoPicture>,
    ) -> Result<Value, NoPicture> {
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let cell = lock().cell(&key);
        let value = cell.get_or_init(make).clone();
        lock().note(&key, value.as_ref().map_or(0, Value::bytes));
        value
    }
}

impl Images for PictureStore {
    fn look_up(&self, src: &str) -> Result<Looked, NoPicture> {
        let cell = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(src.to_owned()).or_default())
        };
        cell.get_or_init(|| self.inspect(src)).clone()
    }

    fn provide(
        &self,
        src: &str,
        width: u32,
        height: u32,
        medium: Medium,
    ) -> Result<Picture, NoPicture> {
        let key = Key {
            src: src.to_owned(),
            variant: Some((width, height, medium)),
        };
        let make = || {
            let original = self.original(src)?;
            let unusable = || NoPicture::from(bad(src, "it cannot be scaled"));
            let scaled = scale(&original, width, height).ok_or_else(unusable)?;
            let (picture, bytes) = hand_over(scaled, medium).ok_or_else(unusable)?;
            Ok(Value::Variant(picture, bytes))
        };
        match self.keep(key, make)? {
            Value::Variant(picture, _) => Ok(picture),
            Value::Original(_) => Err(NoPicture::Missing),
        }
    }
}

/// What is kept: a picture's own pixels, or those of one size for one medium.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    src: String,
    variant: Option<(u32, u32, Medium)>,
}

#[derive(Debug, Clone)]
enum Value {
    Original(Arc<Pixels>),
    /// With its size in bytes.
    Variant(Picture, usize),
}

impl Value {
    fn bytes(&self) -> usize {
        match self {
            Self::Original(pixels) => pixels.bytes.len(),
            Self::Variant(_, bytes) => *bytes,
        }
    }
}

/// Values with their sizes, and when each was last asked for.
#[derive(Default)]
struct Kept {
    entries: BTreeMap<Key, Entry>,
    clock: u64,
    bytes: usize,
}

#[derive(Default)]
struct Entry {
    cell: Cell<Value>,
    bytes: usize,
    used: u64,
}

impl Kept {
    fn cell(&mut self, key: &Key) -> Cell<Value> {
        self.clock += 1;
        let entry = self.entries.entry(key.clone()).or_default();
        entry.used = self.clock;
        Arc::clone(&entry.cell)
    }

    /// Notes how large a value turned out, and drops what was not asked for longest.
    fn note(&mut self, key: &Key, bytes: usize) {
        if let Some(entry) = self.entries.get_mut(key) {
            self.bytes = self.bytes + bytes - entry.bytes;
            entry.bytes = bytes;
        }
        while self.bytes > MOST_KEPT {
            let made = self.entries.iter().filter(|(_, entry)| entry.bytes > 0);
            let Some(oldest) = made.min_by_key(|(_, entry)| entry.used) else {
                break;
            };
            let oldest = oldest.0.clone();
            if let Some(entry) = self.entries.remove(&oldest) {
                self.bytes -= entry.bytes;
            }
        }
    }
}

/// The pixels at another size, with Lanczos' filter, which keeps edges sharp.
fn scale(pixels: &Pixels, width: u32, height: u32) -> Option<Pixels> {
    let kind = if pixels.has_alpha {
        PixelType::U8x4
    } else {
        PixelType::U8x3
    };
    let source = ImageRef::new(pixels.width, pixels.height, &pixels.bytes, kind).ok()?;
    let mut scaled = Image::new(width, height, kind);
    // by default Lanczos3, and mindful of alpha
    Resizer::new().resize(&source, &mut scaled, None).ok()?;
    Some(Pixels {
        width,
        height,
        bytes: scaled.into_vec(),
        has_alpha: pixels.has_alpha,
    })
}

/// The pixels as the engine likes them best, with the bytes that takes.
fn hand_over(pixels: Pixels, medium: Medium) -> Option<(Picture, usize)> {
    let (width, height) = (pixels.width, pixels.height);
    if medium == Medium::Print && !pixels.has_alpha {
        let jpeg = print_jpeg(&pixels)?;
        return Some((Picture::from_encoded(&jpeg)?, jpeg.len()));
    }
    let rgba = if pixels.has_alpha {
        premultiplied(pixels.bytes)
    } else {
        let mut rgba = Vec::with_capacity(pixels.bytes.len() / 3 * 4);
        for rgb in pixels.bytes.chunks_exact(3) {
            rgba.extend_from_slice(&[rgb[0], rgb[1], rgb[2], 255]);
        }
        rgba
    };
    let bytes = rgba.len();
    Some((Picture::from_premultiplied(rgba, width, height)?, bytes))
}

fn print_jpeg(pixels: &Pixels) -> Option<Vec<u8>> {
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, PRINT_QUALITY);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.set_optimized_huffman_tables(true);
    let (width, height) = (pixels.width.try_into().ok()?, pixels.height.try_into().ok()?);
    encoder
        .encode(&pixels.bytes, width, height, ColorType::Rgb)
        .ok()?;
    Some(jpeg)
}

fn premultiplied(mut rgba: Vec<u8>) -> Vec<u8> {
    for pixel in rgba.chunks_exact_mut(4) {
        let alpha = u16::from(pixel[3]);
        for channel in &mut pixel[..3] {
            *channel = ((u16::from(*channel) * alpha + 127) / 255) as u8;
        }
    }
    rgba
}
