//! Pictures of a kit: decoded once, scaled once per size, dropped when memory is short.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use libjpeg_turbo_rs::{PixelFormat, Subsampling, compress};

use super::{
    bad,
    decode::{self, Pixels},
    scale::scale,
    svg,
    weave::{self, treat},
};
use crate::{
    layout::{Drawings, Images, Looked, Medium, NoPicture, Picture, Wanted},
    source::fingerprint,
    theme::{Treatment, Treatments},
};

/// Bytes of pixels that are kept for the next job: half a dozen photographs of 4 million pixels, and
/// some of their sizes. Scaling one anew costs less than a tenth of encoding an image of it.
const MOST_KEPT: usize = 96 << 20;

/// JPEG quality of photographs inside a PDF.
const PRINT_QUALITY: u8 = 88;

/// Reads a picture: from the URL in the HTML or CSS to the file's bytes. SVG comes ready to draw,
/// with its `var(…)` replaced.
type Read<'a> = dyn Fn(&str) -> Option<Arc<[u8]>> + Send + Sync + 'a;

/// What is known of a photograph without reading it, by the URL in the HTML or CSS.
type Know<'a> = dyn Fn(&str) -> Option<Known> + Send + Sync + 'a;

/// A photograph that was looked at before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its [`fingerprint`].
    pub fingerprint: u128,
    /// Width of the upright picture in pixels.
    pub width: u32,
    /// Height, likewise.
    pub height: u32,
}

/// Something that is made once, whoever comes first.
type Cell<T> = Arc<OnceLock<Result<T, NoPicture>>>;

/// Pixels that were decoded and scaled, up to a limit, for several [`PictureStore`]s; cloning it is
/// sharing it. What is dropped is made anew when it is asked for: results never depend on it.
#[derive(Clone, Default)]
pub struct PixelCache {
    drawings: Arc<Drawings>,
    kept: Arc<Mutex<Kept>>,
}

impl fmt::Debug for PixelCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PixelCache")
    }
}

impl PixelCache {
    /// Drops all pixels, for a watching build that has nothing to do.
    pub fn clear(&self) {
        *lock(&self.kept) = Kept::default();
    }

    /// The pixels of the picture `name`, decoded unless they are kept.
    ///
    /// # Errors
    /// What is wrong with its `bytes`.
    pub(super) fn original(&self, name: &str, bytes: &[u8]) -> Result<Arc<Pixels>, NoPicture> {
        self.original_of(name, fingerprint(bytes), || Ok(bytes))
    }

    fn original_of<B: AsRef<[u8]>>(
        &self,
        name: &str,
        fingerprint: u128,
        read: impl FnOnce() -> Result<B, NoPicture>,
    ) -> Result<Arc<Pixels>, NoPicture> {
        let key = Key {
            fingerprint,
            variant: None,
        };
        let make = || {
            let pixels = decode::decode(name, read()?.as_ref())?;
            Ok(Value::Original(Arc::new(pixels)))
        };
        match self.keep(&key, make)? {
            Value::Original(pixels) => Ok(pixels),
            Value::Variant(..) => Err(NoPicture::Missing),
        }
    }

    /// The value of `key`, made by `make` unless it is kept.
    ///
    /// Nothing in `make` waits for other threads but for a value that `make` itself asks for, and
    /// variants only ask for originals: there is no circle to be caught in.
    fn keep(
        &self,
        key: &Key,
        make: impl FnOnce() -> Result<Value, NoPicture>,
    ) -> Result<Value, NoPicture> {
        let cell = lock(&self.kept).cell(key);
        let value = cell.get_or_init(make).clone();
        lock(&self.kept).note(key, value.as_ref().map_or(0, Value::bytes));
        value
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The pictures of a kit by their addresses. Each is read, decoded and scaled when it is first asked
/// for; jobs on other threads that ask for the same wait for it.
pub struct PictureStore<'a> {
    read: Box<Read<'a>>,
    know: Box<Know<'a>>,
    treatments: Treatments,
    pixels: PixelCache,
    files: Mutex<BTreeMap<String, Cell<File>>>,
}

/// A picture file that was looked at.
#[derive(Debug, Clone)]
struct File {
    looked: Looked,
    /// None of one that was known.
    bytes: Option<Arc<[u8]>>,
    fingerprint: u128,
}

impl fmt::Debug for PictureStore<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PictureStore")
    }
}

impl<'a> PictureStore<'a> {
    /// A store that gets its files from `read`.
    pub fn new(read: impl Fn(&str) -> Option<Arc<[u8]>> + Send + Sync + 'a) -> Self {
        Self::sharing(&PixelCache::default(), read)
    }

    /// A store that shares its pixels with others: the same file under another address, or in
    /// another campaign, is decoded once.
    pub fn sharing(
        pixels: &PixelCache,
        read: impl Fn(&str) -> Option<Arc<[u8]>> + Send + Sync + 'a,
    ) -> Self {
        Self {
            read: Box::new(read),
            know: Box::new(|_| None),
            treatments: Treatments::new(),
            pixels: pixels.clone(),
            files: Mutex::default(),
        }
    }

    /// The store, with what may be made of photographs (see [`Treatment::asked`]).
    #[must_use]
    pub fn treating(mut self, treatments: &Treatments) -> Self {
        self.treatments.clone_from(treatments);
        self
    }

    /// The store, with what is known of photographs: they are read when they are decoded, not before.
    #[must_use]
    pub fn knowing(mut self, know: impl Fn(&str) -> Option<Known> + Send + Sync + 'a) -> Self {
        self.know = Box::new(know);
        self
    }

    fn file(&self, src: &str) -> Result<File, NoPicture> {
        let cell = Arc::clone(lock(&self.files).entry(src.to_owned()).or_default());
        cell.get_or_init(|| self.look_at(src)).clone()
    }

    fn read(&self, src: &str) -> Result<Arc<[u8]>, NoPicture> {
        (self.read)(src).ok_or(NoPicture::Missing)
    }

    fn look_at(&self, src: &str) -> Result<File, NoPicture> {
        if let Some(known) = (self.know)(src) {
            let (width, height) = (known.width, known.height);
            return Ok(File {
                looked: Looked::Raster { width, height },
                bytes: None,
                fingerprint: known.fingerprint,
            });
        }
        let bytes = self.read(src)?;
        let looked = if let Some(markup) = svg::markup(&bytes) {
            svg::check(src, markup)?;
            let drawing = self.pixels.drawings.parse(markup);
            Looked::Vector(drawing.map_err(|error| bad(src, error))?)
        } else {
            let (width, height) = decode::size(src, &bytes)?;
            Looked::Raster { width, height }
        };
        Ok(File {
            looked,
            fingerprint: fingerprint(&bytes),
            bytes: Some(bytes),
        })
    }
}

impl Images for PictureStore<'_> {
    fn look_up(&self, src: &str) -> Result<Looked, NoPicture> {
        let (src, treatment) = Treatment::asked(src, &self.treatments);
        let looked = self.file(src)?.looked;
        Ok(match (looked, treatment) {
            (Looked::Raster { width, height }, Some(_)) => {
                let (width, height) = weave::size(width, height);
                Looked::Raster { width, height }
            }
            (looked, _) => looked,
        })
    }

    fn provide(&self, src: &str, wanted: Wanted, medium: Medium) -> Result<Picture, NoPicture> {
        let (src, treatment) = Treatment::asked(src, &self.treatments);
        let file = self.file(src)?;
        let treated = treatment.as_ref().map(|treatment| format!("{treatment:?}"));
        let key = Key {
            fingerprint: file.fingerprint,
            variant: Some((wanted, medium, treated)),
        };
        let make = || {
            let bytes = || file.bytes.clone().map_or_else(|| self.read(src), Ok);
            let original = self.pixels.original_of(src, file.fingerprint, bytes)?;
            let unusable = || NoPicture::from(bad(src, "it cannot be scaled"));
            let scaled = match &treatment {
                Some(treatment) => treat(&original, treatment, wanted),
                None => scale(&original, wanted, medium),
            };
            let scaled = scaled.ok_or_else(unusable)?;
            // JPEG would fray the edges of flat inks
            let medium = treatment.as_ref().map_or(medium, |_| Medium::Screen);
            let (picture, bytes) = hand_over(scaled, medium).ok_or_else(unusable)?;
            Ok(Value::Variant(picture, bytes))
        };
        match self.pixels.keep(&key, make)? {
            Value::Variant(picture, _) => Ok(picture),
            Value::Original(_) => Err(NoPicture::Missing),
        }
    }
}

/// What is kept: a file's own pixels, or those of one size for one medium.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    fingerprint: u128,
    /// Of variants also what was made of the picture.
    variant: Option<(Wanted, Medium, Option<String>)>,
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
        pixels.with_alpha()
    };
    let bytes = rgba.len();
    Some((Picture::from_premultiplied(rgba, width, height)?, bytes))
}

fn print_jpeg(pixels: &Pixels) -> Option<Vec<u8>> {
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let (format, chroma) = (PixelFormat::Rgb, Subsampling::S420);
    compress(&pixels.bytes, width, height, format, PRINT_QUALITY, chroma).ok()
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
