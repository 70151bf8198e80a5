//! Fonts whose letters are drawn with the glyphs of other fonts (ISO 32000-1, 9.6.5): whatever a letter
//! is put together from, it is one code that says what was written.

use std::collections::BTreeMap;

use lopdf::{
    Dictionary, Document, Object, ObjectId, Stream, StringFormat, content::Content,
    content::Operation, dictionary,
};

use super::font::Font;
use crate::render::print::pdf::{Broken, broken};

/// Codes of a font of one byte, without 0 and [`MEASURE`].
const MOST: usize = 254;

/// A code that is never drawn. Poppler does not trust the size of such fonts but goes by the width of
/// their letter m, of which it expects 600; without one it would take lines for larger or smaller ones.
const MEASURE: (u8, &str, i64) = (1, "m", 600);

/// A glyph of another font as part of a letter, in thousandths of the size.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stroke {
    /// The font of the glyph.
    pub font: ObjectId,
    /// Its code there.
    pub code: u16,
    /// To the right of where the letter begins.
    pub right: i64,
    /// Above the line.
    pub up: i64,
}

/// A letter: what it says, how wide it is, how it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Letter {
    /// A character, or marks of one in the order in which readers meet them.
    pub says: String,
    /// In thousandths of the size.
    pub width: i64,
    /// How broad a line is drawn around it, in thousandths of the size: fonts without bold letters get them
    /// so.
    pub outline: i64,
    /// None for a character that another letter draws with its own.
    pub strokes: Vec<Stroke>,
}

/// A letter in its font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The font.
    pub font: ObjectId,
    /// The letter's code in it.
    pub code: u8,
}

/// A font that is being put together.
#[derive(Debug)]
struct Face {
    id: ObjectId,
    codes: BTreeMap<Letter, u8>,
}

/// All letters of a document.
#[derive(Debug, Default)]
pub struct Letters {
    /// By the font that most of a line is set in: a reader takes letters of one font for one text.
    faces: BTreeMap<ObjectId, Vec<Face>>,
}

impl Letters {
    /// The code of `letter` in a font that goes with `main`.
    pub fn code(&mut self, document: &mut Document, main: ObjectId, letter: Letter) -> Code {
        let faces = self.faces.entry(main).or_default();
        for face in faces.iter() {
            if let Some(&code) = face.codes.get(&letter) {
                let font = face.id;
                return Code { font, code };
            }
        }
        let face = match faces.last_mut() {
            Some(face) if face.codes.len() < MOST => face,
            _ => {
                let id = document.new_object_id();
                let codes = BTreeMap::new();
                faces.push(Face { id, codes });
                let last = faces.len() - 1;
                &mut faces[last]
            }
        };
        let code = face.codes.len() as u8 + 1 + MEASURE.0;
        face.codes.insert(letter, code);
        Code {
            font: face.id,
            code,
        }
    }

    /// Puts the fonts into `document`.
    pub fn write(self, document: &mut Document) -> Result<(), Broken> {
        for (main, faces) in self.faces {
            let bounds = Font::of(document, main).map_or([0, -300, 1000, 1000], |font| font.bounds);
            for face in faces {
                face.write(document, bounds)?;
            }
        }
        Ok(())
    }
}

impl Face {
    fn write(self, document: &mut Document, bounds: [i64; 4]) -> Result<(), Broken> {
        let mut letters: Vec<(Letter, u8)> = self.codes.into_iter().collect();
        letters.sort_by_key(|(_, code)| *code);
        let mut procedures = Dictionary::new();
        let (measure, name, width) = MEASURE;
        let mut differences = vec![measure.into(), Object::Name(name.into())];
        let mut widths: Vec<Object> = vec![width.into()];
        let drawn = format!("{width} 0 0 0 0 0 d1").into_bytes();
        procedures.set(
            name,
            document.add_object(Stream::new(Dictionary::new(), drawn)),
        );
        let mut fonts = Dictionary::new();
        let mut extent = [0; 4];
        for (letter, code) in &letters {
            let name = format!("g{code}");
            let reach = letter.reach(bounds);
            extent = joined(extent, reach);
            let drawn = letter.drawn(reach).encode().map_err(broken)?;
            let procedure = document.add_object(Stream::new(Dictionary::new(), drawn));
            procedures.set(name.as_bytes(), procedure);
            differences.push(Object::Name(name.into_bytes()));
            widths.push(letter.width.into());
            for stroke in &letter.strokes {
                fonts.set(name_of(stroke.font), stroke.font);
            }
        }
        let unicode = unicode(&letters).into_bytes();
        let unicode = document.add_object(Stream::new(Dictionary::new(), unicode));
        let descriptor = document.add_object(dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => "Letters",
            "Flags" => 4,
            "ItalicAngle" => 0,
            "FontBBox" => corners(extent),
        });
        let font = dictionary! {
            "Type" => "Font",
            "Subtype" => "Type3",
            "Name" => "Letters",
            "FontBBox" => corners(extent),
            "FontMatrix" => [0.001, 0.0, 0.0, 0.001, 0.0, 0.0].map(Object::from).to_vec(),
            "CharProcs" => procedures,
            "Encoding" => dictionary! { "Type" => "Encoding", "Differences" => differences },
            "FirstChar" => measure,
            "LastChar" => letters.last().map_or(measure, |(_, code)| *code),
            "Widths" => widths,
            "FontDescriptor" => descriptor,
            "Resources" => dictionary! { "Font" => fonts },
            "ToUnicode" => unicode,
        };
        document.set_object(self.id, font);
        Ok(())
    }
}

impl Letter {
    /// How far its strokes reach at most, in a font whose letters stay in `bounds`. One letter of a font
    /// may be ten times as wide as the others; none reaches farther than its size beyond its own width.
    fn reach(&self, bounds: [i64; 4]) -> [i64; 4] {
        let [left, bottom, right, top] = bounds;
        let (left, right) = (left.max(-1000), right.min(self.width + 1000));
        let strokes = self.strokes.iter();
        let reaches = strokes.map(|one| {
            let (x, y) = (one.right, one.up);
            [left + x, bottom + y, right + x, top + y]
        });
        reaches.reduce(joined).unwrap_or([0, 0, self.width, 0])
    }

    fn drawn(&self, reach: [i64; 4]) -> Content<Vec<Operation>> {
        let mut operands = vec![self.width.into(), 0.into()];
        operands.extend(corners(reach));
        let mut operations = vec![Operation::new("d1", operands)];
        if self.outline > 0 && !self.strokes.is_empty() {
            operations.push(Operation::new("w", vec![self.outline.into()]));
            operations.push(Operation::new("Tr", vec![2.into()]));
        }
        if !self.strokes.is_empty() {
            operations.push(Operation::new("BT", Vec::new()));
        }
        let mut set = None;
        let mut at = (0, 0);
        for stroke in &self.strokes {
            if set != Some(stroke.font) {
                let font = Object::Name(name_of(stroke.font).into_bytes());
                operations.push(Operation::new("Tf", vec![font, 1000.into()]));
                set = Some(stroke.font);
            }
            let moved = (stroke.right - at.0, stroke.up - at.1);
            if moved != (0, 0) {
                operations.push(Operation::new("Td", vec![moved.0.into(), moved.1.into()]));
                at = (stroke.right, stroke.up);
            }
            let code = stroke.code.to_be_bytes().to_vec();
            let code = Object::String(code, StringFormat::Hexadecimal);
            operations.push(Operation::new("Tj", vec![code]));
        }
        if !self.strokes.is_empty() {
            operations.push(Operation::new("ET", Vec::new()));
        }
        Content { operations }
    }
}

/// The name of a font among the resources of letters.
fn name_of(font: ObjectId) -> String {
    format!("F{}", font.0)
}

fn corners(of: [i64; 4]) -> Vec<Object> {
    of.map(Object::from).to_vec()
}

fn joined(a: [i64; 4], b: [i64; 4]) -> [i64; 4] {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}

/// What the codes say (ISO 32000-1, 9.10.3).
fn unicode(letters: &[(Letter, u8)]) -> String {
    let mut map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
        /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
        /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
        1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        .to_owned();
    // a section holds a hundred entries at most
    let sections = letters.chunks(100).map(|letters| {
        let entries = letters.iter().map(|(letter, code)| {
            let units = letter.says.encode_utf16();
            let text: String = units.map(|unit| format!("{unit:04X}")).collect();
            format!("<{code:02X}> <{text}>\n")
        });
        let entries: String = entries.collect();
        format!("{} beginbfchar\n{entries}endbfchar\n", letters.len())
    });
    map.extend(sections);
    map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
}
