//! Raster pictures: what the header says, and pixels that are upright and sRGB.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, metadata::Orientation,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, ProfileText, TransformOptions};

use super::{MOST_PIXELS, bad};
use crate::diagnostic::{Code, Diagnostic};

/// Pixels, eight bits a channel, upright and sRGB.
#[derive(Debug)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    /// RGB without and RGBA with transparency, colours not multiplied by alpha.
    pub(super) bytes: Vec<u8>,
    pub(super) has_alpha: bool,
}

impl Pixels {
    /// Opaque pixels as RGBA.
    pub(super) fn with_alpha(&self) -> Vec<u8> {
        let mut rgba = vec![255; self.bytes.len() / 3 * 4];
        let pixels = rgba.as_chunks_mut::<4>().0.iter_mut();
        for (pixel, rgb) in pixels.zip(self.bytes.as_chunks::<3>().0) {
            pixel[..3].copy_from_slice(rgb);
        }
        rgba
    }
}

impl Pixels {
    /// `width` × `height` pixels of them, from this one on, or as many as there are.
    pub(super) fn cut(&self, (left, top): (u32, u32), (width, height): (u32, u32)) -> Self {
        let left = left.min(self.width.saturating_sub(width));
        let top = top.min(self.height.saturating_sub(height));
        let (width, height) = (width.min(self.width), height.min(self.height));
        let channels = if self.has_alpha { 4 } else { 3 };
        let row = self.width as usize * channels;
        let columns = left as usize * channels..(left + width) as usize * channels;
        let rows = self.bytes.chunks_exact(row.max(1));
        let rows = rows.skip(top as usize).take(height as usize);
        Self {
            width,
            height,
            bytes: rows
                .flat_map(|row| &row[columns.clone()])
                .copied()
                .collect(),
            has_alpha: self.has_alpha,
        }
    }
}

type Decoder<'a> = Box<dyn ImageDecoder + 'a>;

/// Width and height of an upright picture, before it is decoded.
pub(super) fn size(name: &str, bytes: &[u8]) -> Result<(u32, u32), Diagnostic> {
    open(name, head(bytes)).map(|(_, size, _)| size)
}

/// What stands before the pixels of a JPEG (ITU-T T.81, annex B), and all of other files: a decoder copies
/// what it is given.
fn head(bytes: &[u8]) -> &[u8] {
    let start_of_scan = 0xda;
    let mut at = 2;
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return bytes;
    }
    while let [0xff, marker, high, low, ..] = bytes.get(at..).unwrap_or_default() {
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
        if *marker == start_of_scan {
            return bytes.get(..at).unwrap_or(bytes);
        }
    }
    bytes
}

/// Decodes a picture; of an animation its first frame.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Result<Pixels, Diagnostic> {
    let (mut decoder, _, orientation) = open(name, bytes)?;
    if is_cut_short(bytes) {
        return Err(bad(name, "its end is missing").help("copy it once more from where it came"));
    }
    let profile = decoder.icc_profile().ok().flatten();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| damaged(name, &error))?;
    image.apply_orientation(orientation);
    let (width, height) = (image.width(), image.height());
    let has_alpha = image.color().has_alpha();
    let grey = matches!(
        image.color(),
        image::ColorType::L8
            | image::ColorType::L16
            | image::ColorType::La8
            | image::ColorType::La16
    );
    let mut bytes = if has_alpha {
        image.into_rgba8().into_raw()
    } else {
        image.into_rgb8().into_raw()
    };
    // a profile for grey or CMYK says nothing about the RGB that was made of it
    if let Some(profile) = profile.filter(|_| !grey) {
        bytes = to_srgb(&profile, &bytes, has_alpha).unwrap_or(bytes);
    }
    Ok(opaque(Pixels {
        width,
        height,
        bytes,
        has_alpha,
    }))
}

/// A decoder, the size of the upright picture, and the turn that makes it upright.
fn open<'a>(
    name: &str,
    bytes: &'a [u8],
) -> Result<(Decoder<'a>, (u32, u32), Orientation), Diagnostic> {
    let format = image::guess_format(bytes).map_err(|_| unknown(name, bytes))?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.no_limits(); // ours is below, and says what it is
    let mut decoder = reader
        .into_decoder()
        .map_err(|error| damaged(name, &error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(huge(name, width, height));
    }
    if width == 0 || height == 0 {
        return Err(bad(name, "it has no size"));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let size = match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        _ => (width, height),
    };
    Ok((Box::new(decoder), size, orientation))
}

fn huge(name: &str, width: u32, height: u32) -> Diagnostic {
    let megapixels = u64::from(width) * u64::from(height) / 1_000_000;
    Diagnostic::error(
        Code::HugePicture,
        format!("the picture `{name}` has {width} × {height} pixels: {megapixels} million"),
    )
    .why("decoding it could take all memory there is; no slot needs more than 20 million")
    .help("save it smaller: 4000 pixels on the long side are enough for a poster")
}

fn damaged(name: &str, error: &ImageError) -> Diagnostic {
    bad(name, error).help("open it in an image editor and save it as JPEG or PNG")
}

/// What to say of bytes that are no picture known here.
fn unknown(name: &str, bytes: &[u8]) -> Diagnostic {
    // ISO base media files carry their kind after `ftyp`
    let brand = bytes.get(4..12).unwrap_or_default();
    let what = match brand.strip_prefix(b"ftyp") {
        Some(b"heic" | b"heix" | b"mif1" | b"msf1") => "it is HEIC, which phones write",
        Some(b"avif" | b"avis") => "it is AVIF",
        _ if bytes.starts_with(b"%PDF") => "it is a PDF",
        _ if bytes.is_empty() => "it is empty",
        _ => "it is no JPEG, PNG, WebP, GIF, TIFF, BMP or SVG",
    };
    bad(name, what).help("save it as JPEG (photographs) or PNG (graphics)")
}

/// Whether the data of a JPEG ends before its end marker, which decoders forgive with grey pixels.
/// Inside the data no marker can stand, so no scan starts after the last end.
fn is_cut_short(bytes: &[u8]) -> bool {
    let (start_of_scan, end_of_image) = ([0xff, 0xda], [0xff, 0xd9]);
    let is_jpeg = matches!(image::guess_format(bytes), Ok(ImageFormat::Jpeg));
    is_jpeg && {
        let last_end = bytes.windows(2).rposition(|pair| pair == end_of_image);
        let after = &bytes[last_end.unwrap_or_default()..];
        after.windows(2).any(|pair| pair == start_of_scan)
    }
}

/// Colours of an RGB profile as sRGB; `None` if they are that already, or the profile is no use.
fn to_srgb(profile: &[u8], pixels: &[u8], has_alpha: bool) -> Option<Vec<u8>> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    if profile.color_space != DataColorSpace::Rgb || is_named_srgb(&profile) {
        return None;
    }
    let layout = if has_alpha { Layout::Rgba } else { Layout::Rgb };
    let srgb = ColorProfile::new_srgb();
    let transform = profile
        .create_transform_8bit(layout, &srgb, layout, TransformOptions::default())
        .ok()?;
    let mut converted = vec![0; pixels.len()];
    transform.transform(pixels, &mut converted).ok()?;
    Some(converted)
}

fn is_named_srgb(profile: &ColorProfile) -> bool {
    let names: Vec<&str> = match &profile.description {
        Some(ProfileText::PlainString(name)) => vec![name],
        Some(ProfileText::Localizable(names)) => {
            names.iter().map(|name| name.value.as_str()).collect()
        }
        Some(ProfileText::Description(name)) => vec![&name.ascii_string],
        None => Vec::new(),
    };
    names.iter().any(|name| name.contains("sRGB"))
}

/// Drops an alpha channel that hides nothing.
fn opaque(mut pixels: Pixels) -> Pixels {
    if pixels.has_alpha && pixels.bytes.chunks_exact(4).all(|pixel| pixel[3] == 255) {
        pixels.bytes = pixels
            .bytes
            .chunks_exact(4)
            .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
            .collect();
        pixels.has_alpha = false;
    }
    pixels
}
