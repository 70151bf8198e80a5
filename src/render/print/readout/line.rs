//! Lines that are read wrongly as they are drawn, and how they are drawn instead.

use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId, content::Operation};
use unicode_normalization::char::is_combining_mark;

use super::{
    is_rtl, is_syllabic,
    letters::{Letter, Letters, Stroke},
    run::{Cluster, Fonts, Run},
    show::Show,
};

/// How much lines and sizes of letters may differ that are read as one.
const LINE: f64 = 0.01;

/// Runs that are read as one.
pub struct Line {
    /// Of the operators, from the first `BT` to the last `ET`.
    pub range: Range<usize>,
    size: f64,
    baseline: f64,
    outline: f64,
    clusters: Vec<Cluster>,
}

/// A run, and its operators from `q` to `ET`.
struct Block {
    q: usize,
    begin: usize,
    end: usize,
    run: Run,
    /// How broad a line its letters have around them.
    outline: f64,
    text: String,
}

impl Block {
    fn is_rtl(&self) -> bool {
        is_rtl(&self.text)
    }

    /// Whether it has words that go to the right.
    fn is_other(&self) -> bool {
        !self.is_rtl() && self.text.contains(char::is_alphabetic)
    }
}

fn blocks(operations: &[Operation], fonts: &Fonts) -> Vec<Block> {
    let mut found = Vec::new();
    let (mut q, mut begin) = (0, None);
    for (at, operation) in operations.iter().enumerate() {
        match operation.operator.as_str() {
            "q" => q = at,
            "BT" => begin = Some(at),
            "ET" => {
                let Some(begin) = begin.take() else {
                    continue;
                };
                // the letters of a font cannot be filled with a pattern of their own
                if operations[q..begin].iter().any(is_pattern) {
                    continue;
                }
                if let Some(run) = Run::read(&operations[begin + 1..at], fonts) {
                    let set = operations[q..begin].iter().rev().find_map(line_width);
                    found.push(Block {
                        q,
                        begin,
                        end: at + 1,
                        text: run.text(),
                        outline: if run.outlined {
                            set.unwrap_or(1.0)
                        } else {
                            0.0
                        },
                        run,
                    });
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether an operator sets a gradient or a tiling, not a colour.
fn is_pattern(operation: &Operation) -> bool {
    operation.operator == "scn" && matches!(operation.operands.last(), Some(Object::Name(_)))
}

fn line_width(operation: &Operation) -> Option<f64> {
    let width = operation.operands.first()?.as_float().ok()?;
    (operation.operator == "w").then_some(f64::from(width))
}

/// What must be written anew. In a document whose language goes to the left (`rtl`) that is every line with
/// text that does, else only as much of a line.
pub fn lines(operations: &[Operation], fonts: &Fonts, rtl: bool) -> Vec<Line> {
    let blocks = blocks(operations, fonts);
    let rows = blocks.chunk_by(|block, next| follows(operations, block, next));
    rows.flat_map(|row| {
        if rtl && row.iter().any(Block::is_rtl) {
            vec![Line::of(row)]
        } else {
            stretches(row).map(Line::of).collect()
        }
    })
    .collect()
}

/// The parts of a row that go to the left, with what stands between them but for words of others, and
/// syllables that do not say what they draw.
fn stretches(mut row: &[Block]) -> impl Iterator<Item = &[Block]> {
    std::iter::from_fn(move || {
        while let Some(first) = row.first() {
            let mut count = 1;
            if first.is_rtl() {
                let ours = row.iter().take_while(|block| !block.is_other()).count();
                let last = row[..ours].iter().rposition(Block::is_rtl);
                count = last.map_or(1, |last| last + 1);
            }
            let (stretch, rest) = row.split_at(count);
            row = rest;
            if first.is_rtl() || (first.run.spanned && is_syllabic(&first.text)) {
                return Some(stretch);
            }
        }
        None
    })
}

/// Whether `next` goes on where `block` ends: in the same colour, on the same line, in the same tag.
fn follows(operations: &[Operation], block: &Block, next: &Block) -> bool {
    let same = |a: &Operation, b: &Operation| a.operator == b.operator && a.operands == b.operands;
    let (a, b) = (
        &operations[block.q..block.begin],
        &operations[next.q..next.begin],
    );
    let size = block.run.size;
    block.end + 1 == next.q
        && operations[block.end].operator == "Q"
        && a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| same(a, b))
        && (next.run.size - size).abs() < LINE
        && next.run.outlined == block.run.outlined
        && (next.run.baseline() - block.run.baseline()).abs() < LINE * size
        && next.run.left() > block.run.left()
}

impl Line {
    fn of(blocks: &[Block]) -> Self {
        let (first, last) = (&blocks[0], &blocks[blocks.len() - 1]);
        let clusters = blocks.iter().flat_map(|block| &block.run.clusters);
        Self {
            range: first.begin..last.end,
            size: first.run.size,
            baseline: first.run.baseline(),
            outline: first.outline,
            clusters: clusters.cloned().collect(),
        }
    }

    /// The font of the first letter in a script that needs it.
    fn main(&self) -> Option<ObjectId> {
        let ours = |cluster: &&Cluster| is_rtl(&cluster.text) || is_syllabic(&cluster.text);
        let cluster = self.clusters.iter().find(ours)?;
        Some(cluster.base()?.font)
    }

    fn thousandths(&self, length: f64) -> i64 {
        (length / self.size * 1000.0).round() as i64
    }

    /// The operators that draw it with codes of `letters`; fonts that are new to the page get `names`.
    pub fn drawn(
        &self,
        document: &mut Document,
        letters: &mut Letters,
        names: &mut Dictionary,
    ) -> Vec<Operation> {
        let Some(main) = self.main() else {
            return Vec::new();
        };
        let (text, stops) = self.as_read();
        let mut operations = Vec::new();
        for clusters in [text].into_iter().chain(stops) {
            let Some(start) = clusters.iter().find_map(Cluster::base) else {
                continue;
            };
            let mut show = Show::default();
            for cluster in clusters {
                let Some(base) = cluster.base() else {
                    continue;
                };
                let at = self.thousandths(base.x - start.x);
                for (right, letter) in self.letters(cluster) {
                    let width = letter.width;
                    let code = letters.code(document, main, letter);
                    if show.font != Some(code.font) {
                        let name = format!("letters{}", code.font.0);
                        names.set(name.as_bytes(), code.font);
                        show.set(code.font, name, self.size);
                    }
                    show.letter(at + right, width, code.code);
                }
            }
            operations.append(&mut show.operations(start.x, self.baseline));
        }
        operations
    }

    /// The clusters in the order in which they are drawn: from left to right, which readers turn around.
    /// Only the stops at the end of a line to the left come after it, each for itself: some readers
    /// would have them first.
    fn as_read(&self) -> (&[Cluster], impl Iterator<Item = &[Cluster]>) {
        let says = |c: char| c.is_alphanumeric() || is_combining_mark(c);
        let stops = self
            .clusters
            .iter()
            .take_while(|one| !one.text.contains(says))
            .count();
        let turns = self
            .clusters
            .get(stops)
            .is_some_and(|next| is_rtl(&next.text));
        let (stops, text) = self.clusters.split_at(if turns { stops } else { 0 });
        (text, stops.chunks(1).rev())
    }

    /// The letters of a cluster from left to right, and how far to the right of its beginning each is. Each
    /// character is one, since readers disagree in which order a code says several; only vowel signs stay
    /// together, which take no room. The first that is none draws it all.
    fn letters(&self, cluster: &Cluster) -> Vec<(i64, Letter)> {
        let Some(base) = cluster.base() else {
            return Vec::new();
        };
        let strokes = cluster.glyphs.iter().map(|glyph| Stroke {
            font: glyph.font,
            code: glyph.code,
            right: self.thousandths(glyph.x - base.x),
            up: self.thousandths(self.baseline - glyph.y),
        });
        let mut strokes: Vec<Stroke> = strokes.collect();
        let ends = cluster.glyphs.iter().filter(|glyph| glyph.width > 0.0);
        let ends = ends.map(|glyph| glyph.x + glyph.width);
        let width = self.thousandths(ends.fold(base.x, f64::max) - base.x);
        let rtl = is_rtl(&cluster.text);
        let parts = parts(&cluster.text, rtl);
        let count: i64 = parts.iter().map(|_| 1).sum();
        let share = width / count.max(1);
        let mut letters = Vec::new();
        for ((character, marks), left) in parts.into_iter().zip((0..).map(|number| number * share))
        {
            let letter = |says: String, width: i64, strokes: Vec<Stroke>| Letter {
                says,
                width,
                outline: self.thousandths(self.outline),
                strokes,
            };
            let character = letter(character.to_string(), share, std::mem::take(&mut strokes));
            let marks = (!marks.is_empty()).then(|| letter(marks, 0, Vec::new()));
            if rtl {
                letters.extend(marks.map(|marks| (left, marks)));
                letters.push((left, character));
            } else {
                letters.push((left, character));
                letters.extend(marks.map(|marks| (left + share, marks)));
            }
        }
        letters
    }
}

/// The characters of a text from left to right, each with the marks that belong to it.
fn parts(text: &str, rtl: bool) -> Vec<(char, String)> {
    let mut parts: Vec<(char, String)> = Vec::new();
    for c in text.chars() {
        match parts.last_mut() {
            Some((_, marks)) if is_combining_mark(c) && rtl => marks.insert(0, c),
            Some((_, marks)) if is_combining_mark(c) => marks.push(c),
            _ => parts.push((c, String::new())),
        }
    }
    if rtl {
        parts.reverse();
    }
    parts
}
