//! A PDF without colour: every colour operator, gradient and picture of its pages becomes grey.

use libjpeg_turbo_rs::{PixelFormat, Subsampling, compress};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, content::Operation};

use super::pdf::{Broken, broken, is, rewrite};
use crate::layout::Bitmap;

/// JPEG quality of grey photographs.
const QUALITY: u8 = 85;

/// How light a colour looks, from 0 to 1 (ITU-R BT.601, on encoded values as printers do it).
fn luma([r, g, b]: [f32; 3]) -> f32 {
    0.299 * r + 0.587 * g + 0.114 * b
}

/// What becomes of an RGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// As grey as it looks.
    Grey,
    /// All four inks, for what must stand on every plate: the colour of register marks.
    Registration,
}

/// Turns all colours of a picture into grey, as an office printer does.
pub fn of_bitmap(bitmap: &mut Bitmap) {
    for pixel in bitmap.rgba.as_chunks_mut::<4>().0 {
        let colour = [pixel[0], pixel[1], pixel[2]].map(f32::from);
        pixel[..3].fill(luma(colour).round() as u8);
    }
}

/// Turns all colours of `document` into `ink`.
pub fn recolour(document: &mut Document, ink: Ink) -> Result<(), Broken> {
    let ids: Vec<ObjectId> = document.objects.keys().copied().collect();
    let contents = content_streams(document);
    for id in ids {
        match document.objects.get_mut(&id) {
            Some(Object::Stream(stream)) if contents.contains(&id) || is_content(&stream.dict) => {
                content(stream, ink)?;
            }
            Some(Object::Stream(stream))
                if is(&stream.dict, b"Subtype", b"Image") && ink == Ink::Grey =>
            {
                picture(stream)?;
            }
            Some(Object::Stream(stream)) => shading(&mut stream.dict),
            Some(Object::Dictionary(dictionary)) => shading(dictionary),
            _ => {}
        }
    }
    Ok(())
}

fn is_content(dictionary: &Dictionary) -> bool {
    is(dictionary, b"Subtype", b"Form")
        || matches!(dictionary.get(b"PatternType"), Ok(Object::Integer(1)))
}

/// Streams of drawing operators that do not say so themselves: of pages, and of drawn glyphs.
fn content_streams(document: &Document) -> std::collections::BTreeSet<ObjectId> {
    let mut found = std::collections::BTreeSet::new();
    let references = |object: &Object| -> Vec<ObjectId> {
        match object {
            Object::Reference(id) => vec![*id],
            Object::Array(array) => array
                .iter()
                .filter_map(|one| one.as_reference().ok())
                .collect(),
            _ => Vec::new(),
        }
    };
    for object in document.objects.values() {
        let Object::Dictionary(dictionary) = object else {
            continue;
        };
        if is(dictionary, b"Type", b"Page")
            && let Ok(contents) = dictionary.get(b"Contents")
        {
            found.extend(references(contents));
        }
        if let Ok(glyphs) = dictionary.get(b"CharProcs") {
            let glyphs = match glyphs {
                Object::Reference(id) => document.get_dictionary(*id).ok(),
                other => other.as_dict().ok(),
            };
            for (_, glyph) in glyphs.into_iter().flat_map(Dictionary::iter) {
                found.extend(references(glyph));
            }
        }
    }
    found
}

fn content(stream: &mut Stream, ink: Ink) -> Result<(), Broken> {
    rewrite(stream, |operations| {
        let mut changed = false;
        for operation in operations {
            if let Some(new) = recoloured(operation, ink) {
                *operation = new;
                changed = true;
            }
        }
        changed
    })
}

/// The operator in the new ink, if it sets a colour.
fn recoloured(operation: &Operation, ink: Ink) -> Option<Operation> {
    let numbers: Vec<f32> = operation
        .operands
        .iter()
        .filter_map(|one| one.as_float().ok())
        .collect();
    let (stroke, colour) = match (operation.operator.as_str(), &numbers[..]) {
        (name @ ("rg" | "RG" | "sc" | "SC" | "scn" | "SCN"), &[r, g, b]) => {
            (name.starts_with(|c: char| c.is_uppercase()), [r, g, b])
        }
        (name @ ("g" | "G"), &[grey]) => (name == "G", [grey; 3]),
        // colour spaces go with their colours
        ("cs" | "CS", _) => {
            let name = operation
                .operands
                .first()
                .and_then(|one| one.as_name().ok());
            return (name != Some(b"Pattern")).then(|| {
                let operator = if operation.operator == "CS" { "G" } else { "g" };
                Operation::new(operator, vec![Object::Real(0.0)])
            });
        }
        _ => return None,
    };
    Some(match (ink, stroke) {
        (Ink::Grey, stroke) => {
            let grey = Object::Real((luma(colour) * 1000.0).round() / 1000.0);
            Operation::new(if stroke { "G" } else { "g" }, vec![grey])
        }
        (Ink::Registration, stroke) => {
            let full = vec![Object::Real(1.0); 4];
            Operation::new(if stroke { "K" } else { "k" }, full)
        }
    })
}

/// Gradients: the ends of their functions, and the space that these stand in.
fn shading(dictionary: &mut Dictionary) {
    for key in [b"C0", b"C1"] {
        let Ok(Object::Array(ends)) = dictionary.get(key) else {
            continue;
        };
        let ends: Vec<f32> = ends.iter().filter_map(|one| one.as_float().ok()).collect();
        if let &[r, g, b] = &ends[..] {
            dictionary.set(key.to_vec(), vec![Object::Real(luma([r, g, b]))]);
        }
    }
    if dictionary.has(b"ShadingType") {
        dictionary.set("ColorSpace", "DeviceGray");
    }
    if let Ok(Object::Dictionary(inner)) = dictionary.get_mut(b"Shading") {
        shading(inner);
    }
    if let Ok(Object::Dictionary(inner)) = dictionary.get_mut(b"Function") {
        shading(inner);
    }
    if let Ok(Object::Array(inner)) = dictionary.get_mut(b"Functions") {
        for function in inner {
            if let Object::Dictionary(function) = function {
                shading(function);
            }
        }
    }
}

/// A picture with a palette keeps its pixels, and gets grey entries. Whether it had one.
fn palette(dictionary: &mut Dictionary) -> bool {
    let Ok(Object::Array(space)) = dictionary.get_mut(b"ColorSpace") else {
        return false;
    };
    let [_, base, _, Object::String(colours, _)] = space.as_mut_slice() else {
        return false;
    };
    let grey = colours
        .chunks_exact(3)
        .map(|colour| luma([colour[0], colour[1], colour[2]].map(f32::from)).round() as u8);
    *colours = grey.collect();
    *base = Object::Name(b"DeviceGray".to_vec());
    true
}

/// A picture as grey pixels. Masks have no colour, and stay.
fn picture(stream: &mut Stream) -> Result<(), Broken> {
    if palette(&mut stream.dict) {
        return Ok(());
    }
    if matches!(stream.dict.get(b"ImageMask"), Ok(Object::Boolean(true)))
        || is(&stream.dict, b"ColorSpace", b"DeviceGray")
    {
        return Ok(());
    }
    let size = |key: &[u8]| {
        stream
            .dict
            .get(key)
            .and_then(Object::as_i64)
            .unwrap_or_default()
    };
    let (width, height) = (size(b"Width") as usize, size(b"Height") as usize);
    if is(&stream.dict, b"Filter", b"DCTDecode") {
        let image = image::load_from_memory_with_format(&stream.content, image::ImageFormat::Jpeg)
            .map_err(broken)?;
        let grey = image.to_luma8();
        let (format, chroma) = (PixelFormat::Grayscale, Subsampling::S444);
        let bytes = compress(&grey, width, height, format, QUALITY, chroma);
        stream.set_content(bytes.map_err(broken)?);
    } else {
        let plain = stream.get_plain_content().map_err(broken)?;
        if plain.len() != width * height * 3 {
            return Err(broken("a picture whose pixels are not RGB of eight bits"));
        }
        let grey = plain.chunks_exact(3).map(|pixel| {
            let share = |at: usize| f32::from(pixel[at]);
            luma([share(0), share(1), share(2)]).round() as u8
        });
        stream.dict.remove(b"Filter");
        stream.dict.remove(b"DecodeParms");
        stream.set_content(grey.collect());
    }
    stream.dict.set("ColorSpace", "DeviceGray");
    stream.dict.remove(b"Decode");
    Ok(())
}
