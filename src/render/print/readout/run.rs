//! A run of text in a page's operators, read: which letters it draws, and where.

use std::collections::BTreeMap;

use lopdf::{Object, ObjectId, content::Operation};

use super::font::Font;

/// Fonts by the names under which a page knows them.
pub type Fonts = BTreeMap<Vec<u8>, Font>;

/// A glyph, where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Its font.
    pub font: ObjectId,
    /// Its code in the font.
    pub code: u16,
    /// In the units of the run.
    pub x: f64,
    /// Downwards, in the units of the run.
    pub y: f64,
    /// In the units of the run.
    pub width: f64,
}

/// Glyphs that belong together, and what they say: a letter with its dots and vowels, a ligature, a
/// syllable.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// As it was written.
    pub text: String,
    /// In the order in which they are drawn.
    pub glyphs: Vec<Glyph>,
}

impl Cluster {
    /// The glyph that stands on the line: of letters that go to the left it is drawn after its marks.
    pub fn base(&self) -> Option<&Glyph> {
        let wide = |glyph: &&Glyph| glyph.width > 0.0;
        if super::is_rtl(&self.text) {
            self.glyphs.iter().rev().find(wide).or(self.glyphs.last())
        } else {
            self.glyphs.iter().find(wide).or(self.glyphs.first())
        }
    }
}

/// What stands between `BT` and `ET`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    /// Of its font.
    pub size: f64,
    /// From left to right.
    pub clusters: Vec<Cluster>,
    /// Whether anything in it says otherwise than its font does.
    pub spanned: bool,
    /// Whether its letters have outlines, which make them bold.
    pub outlined: bool,
}

impl Run {
    /// The line that its letters stand on.
    pub fn baseline(&self) -> f64 {
        let base = self.clusters.iter().find_map(Cluster::base);
        base.map_or(0.0, |glyph| glyph.y)
    }

    /// Where it begins at the left.
    pub fn left(&self) -> f64 {
        let base = self.clusters.iter().find_map(Cluster::base);
        base.map_or(0.0, |glyph| glyph.x)
    }

    /// All that it says, from left to right.
    pub fn text(&self) -> String {
        self.clusters.iter().map(|one| one.text.as_str()).collect()
    }

    /// Reads the operators between `BT` and `ET`. None for what the layout engine writes only around
    /// text that is none to read: letters on their side, fonts of colours.
    pub fn read(operations: &[Operation], fonts: &Fonts) -> Option<Self> {
        let mut pen = Pen::default();
        for operation in operations {
            pen.follow(operation, fonts)?;
        }
        let run = pen.run;
        let whole = |one: &Cluster| !one.text.is_empty() && !one.glyphs.is_empty();
        let clusters = !run.clusters.is_empty() && run.clusters.iter().all(whole);
        (clusters && run.size > 0.0 && pen.open.is_empty()).then_some(run)
    }
}

/// Where reading has come to.
#[derive(Default)]
struct Pen<'f> {
    font: Option<&'f Font>,
    spacing: f64,
    at: (f64, f64),
    /// Marked content that is open: whether it is a cluster.
    open: Vec<bool>,
    run: Run,
}

impl<'f> Pen<'f> {
    fn follow(&mut self, operation: &Operation, fonts: &'f Fonts) -> Option<()> {
        let operands = &operation.operands[..];
        match (operation.operator.as_str(), operands) {
            ("Tr", [Object::Integer(0)]) if !self.run.outlined => {}
            ("Tr", [Object::Integer(2)]) => {
                if self.font.is_some() && !self.run.outlined {
                    return None;
                }
                self.run.outlined = true;
            }
            ("Tc", [spacing]) => self.spacing = number(spacing)?,
            ("Tf", [Object::Name(name), size]) => {
                self.font = Some(fonts.get(name)?);
                let size = number(size)?;
                // a run has one size
                let first = self.run.size == 0.0;
                if !first && (self.run.size - size).abs() > f64::EPSILON {
                    return None;
                }
                self.run.size = size;
            }
            ("Tm", [a, b, c, d, x, y]) => {
                let upright = [a, b, c, d].map(number);
                if upright != [1.0, 0.0, 0.0, -1.0].map(Some) {
                    return None;
                }
                self.at = (number(x)?, number(y)?);
            }
            ("Tj", [Object::String(codes, _)]) => self.show(codes)?,
            ("TJ", [Object::Array(parts)]) => {
                for part in parts {
                    match part {
                        Object::String(codes, _) => self.show(codes)?,
                        back => self.at.0 -= number(back)? / 1000.0 * self.run.size,
                    }
                }
            }
            ("BMC", _) => self.open.push(false),
            ("BDC", [Object::Name(tag), Object::Dictionary(says)]) if tag == b"Span" => {
                let text = lopdf::decode_text_string(says.get(b"ActualText").ok()?).ok()?;
                let glyphs = Vec::new();
                self.run.clusters.push(Cluster { text, glyphs });
                self.run.spanned = true;
                self.open.push(true);
            }
            ("EMC", _) => {
                self.open.pop()?;
            }
            _ => return None,
        }
        Some(())
    }

    fn show(&mut self, codes: &[u8]) -> Option<()> {
        let font = self.font?;
        for code in codes.chunks(2) {
            let &[high, low] = code else {
                return None;
            };
            let code = u16::from_be_bytes([high, low]);
            let width = font.width(code) / 1000.0 * self.run.size;
            let glyph = Glyph {
                font: font.id,
                code,
                x: self.at.0,
                y: self.at.1,
                width,
            };
            self.at.0 += width + self.spacing;
            if self.open.contains(&true) {
                self.run.clusters.last_mut()?.glyphs.push(glyph);
            } else {
                let text = font.says(code)?.to_owned();
                let glyphs = vec![glyph];
                self.run.clusters.push(Cluster { text, glyphs });
            }
        }
        Some(())
    }
}

fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}
