//! What is known of a font inside a PDF: what its codes say, and how wide they are.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// A font whose codes are glyphs of two bytes, as the layout engine writes all but colour fonts.
#[derive(Debug)]
pub struct Font {
    /// Where it stands in the document.
    pub id: ObjectId,
    /// Left, bottom, right, top of its largest letters, in thousandths of its size.
    pub bounds: [i64; 4],
    says: BTreeMap<u16, String>,
    widths: BTreeMap<u16, f64>,
    default_width: f64,
}

impl Font {
    /// The font at `id`; none if it is of another kind.
    pub fn of(document: &Document, id: ObjectId) -> Option<Self> {
        let font = document.get_dictionary(id).ok()?;
        let unicode = font.get(b"ToUnicode").ok()?.as_reference().ok()?;
        let unicode = document.get_object(unicode).ok()?.as_stream().ok()?;
        let says = says(&unicode.get_plain_content().ok()?);
        let descendants = resolved(document, font, b"DescendantFonts")?;
        let (_, inner) = document
            .dereference(descendants.as_array().ok()?.first()?)
            .ok()?;
        let inner = inner.as_dict().ok()?;
        let descriptor = resolved(document, inner, b"FontDescriptor")?;
        let bounds = descriptor.as_dict().ok()?.get(b"FontBBox").ok()?;
        let bounds = numbers(bounds.as_array().ok()?);
        let [left, bottom, right, top] = bounds[..] else {
            return None;
        };
        let default_width = inner.get(b"DW").and_then(Object::as_float);
        Some(Self {
            id,
            bounds: [left.floor(), bottom.floor(), right.ceil(), top.ceil()].map(|at| at as i64),
            says,
            widths: resolved(document, inner, b"W").map_or_else(BTreeMap::new, widths),
            default_width: default_width.map_or(1000.0, f64::from),
        })
    }

    /// What a code says; none if the font does not tell.
    pub fn says(&self, code: u16) -> Option<&str> {
        self.says.get(&code).map(String::as_str)
    }

    /// All that its codes say.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.says.values().map(String::as_str)
    }

    /// How wide a code is, in thousandths of the font's size.
    pub fn width(&self, code: u16) -> f64 {
        self.widths
            .get(&code)
            .copied()
            .unwrap_or(self.default_width)
    }
}

fn resolved<'d>(document: &'d Document, of: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    let (_, object) = document.dereference(of.get(key).ok()?).ok()?;
    Some(object)
}

fn numbers(array: &[Object]) -> Vec<f64> {
    let number = |one: &Object| one.as_float().map_or(0.0, f64::from);
    array.iter().map(number).collect()
}

/// The lines `<code> <text>` of a map to Unicode (ISO 32000-1, 9.10.3).
fn says(map: &[u8]) -> BTreeMap<u16, String> {
    let map = String::from_utf8_lossy(map);
    let pairs = map.lines().filter_map(|line| {
        let (code, text) = line.trim().split_once(' ')?;
        let hex = |text: &str| -> Option<Vec<u16>> {
            let digits = text.trim().strip_prefix('<')?.strip_suffix('>')?;
            let units = digits.as_bytes().chunks(4);
            units
                .map(|unit| u16::from_str_radix(str::from_utf8(unit).ok()?, 16).ok())
                .collect()
        };
        let &[code] = &hex(code)?[..] else {
            return None;
        };
        Some((code, String::from_utf16(&hex(text)?).ok()?))
    });
    pairs.collect()
}

/// Widths as `first [width …]` and `first last width` (ISO 32000-1, 9.7.4.3).
fn widths(array: &Object) -> BTreeMap<u16, f64> {
    let mut found = BTreeMap::new();
    let mut rest = array.as_array().map_or(&[][..], Vec::as_slice);
    let code = |object: &Object| {
        object
            .as_i64()
            .ok()
            .and_then(|code| u16::try_from(code).ok())
    };
    loop {
        rest = match rest {
            [first, Object::Array(widths), rest @ ..] => {
                if let Some(first) = code(first) {
                    found.extend((first..=u16::MAX).zip(numbers(widths)));
                }
                rest
            }
            [first, last, width, rest @ ..] => {
                if let (Some(first), Some(last), Ok(width)) =
                    (code(first), code(last), width.as_float())
                {
                    found.extend((first..=last).map(|code| (code, f64::from(width))));
                }
                rest
            }
            _ => return found,
        };
    }
}
