//! Breaks a title into lines, and says how high they stand to each other.

use std::{collections::BTreeMap, ops::Range};

use super::{
    face::Face,
    fit::{Bounds, Room, bounds, capitals, stacked},
    words::Word,
};

/// The capitals of a line of connecting words, to those of the highest line.
const LOW: f64 = 0.5;
/// No line of other words is lower than this.
const LEAST_KEY: f64 = 0.5;
/// What a line that only connects may reach of the highest, where its few letters cannot go as low as [`LOW`].
const LOW_ENOUGH: f64 = 2.0 / 3.0;
/// Between these widths, in percent, letters are at their best.
const COMFORT: (f64, f64) = (62.0, 125.0);

/// The words of a line, by their numbers.
pub(super) type Line = Range<usize>;

/// What lines are made of.
pub(super) struct Title<'a> {
    /// Its words as they are drawn, and whether each only connects.
    pub(super) words: &'a [(Word, bool)],
    /// The most lines.
    pub(super) lines: usize,
    /// The most signs in a line.
    pub(super) widest: usize,
}

impl Title<'_> {
    /// What a line of these words says.
    pub(super) fn text(&self, line: &Line) -> String {
        let words = self.words[line.clone()].iter();
        words
            .map(|(word, _)| word.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The lines that its writer made; none if no break was given.
    pub(super) fn written(&self) -> Option<Vec<Line>> {
        let ends = |(at, (word, _)): (usize, &(Word, bool))| word.ends_line.then_some(at + 1);
        let mut ends: Vec<usize> = self.words.iter().enumerate().filter_map(ends).collect();
        if ends.is_empty() {
            return None;
        }
        ends.push(self.words.len());
        Some(ranges(&ends))
    }

    /// All of it as one line.
    pub(super) fn whole(&self) -> Vec<Line> {
        ranges(&[self.words.len()])
    }

    /// The lines that look best in `room`; none if no line is short enough.
    pub(super) fn best(&self, face: &Face, room: &Room) -> Option<Vec<Line>> {
        let mut known = BTreeMap::new();
        let mut best: Option<(f64, Vec<Line>)> = None;
        for ends in self.breaks() {
            let lines = ranges(&ends);
            let Some(score) = self.score(face, room, &lines, &mut known) else {
                continue;
            };
            // of two alike, the first found: fewer lines
            if best.as_ref().is_none_or(|(most, _)| score > most + 1e-9) {
                best = Some((score, lines));
            }
        }
        best.map(|(_, lines)| lines)
    }

    /// Every way to break it, as the ends of lines.
    fn breaks(&self) -> Vec<Vec<usize>> {
        let count = self.words.len();
        let least = 2.min(count).min(self.lines);
        let mut all = Vec::new();
        for lines in least..=self.lines.min(count) {
            extend(&mut Vec::new(), lines, count, &mut all);
        }
        all
    }

    /// How high lines stand to each other: the longer, the lower, and those that only connect low.
    pub(super) fn heights(&self, lines: &[Line], bounds: &[Bounds]) -> Vec<f64> {
        let natural = |bounds: &Bounds| (bounds.least * bounds.most).sqrt();
        let low: Vec<bool> = lines.iter().map(|line| self.connects(line)).collect();
        let keys = bounds.iter().zip(&low).filter(|(_, low)| !**low);
        let highest = keys
            .map(|(bounds, _)| natural(bounds))
            .fold(0.0_f64, f64::max);
        let one = |(bounds, low): (&Bounds, &bool)| match low {
            true if highest > 0.0 => LOW,
            true => 1.0,
            false => (natural(bounds) / highest).sqrt().max(LEAST_KEY),
        };
        bounds.iter().zip(&low).map(one).collect()
    }

    fn connects(&self, line: &Line) -> bool {
        self.words[line.clone()]
            .iter()
            .all(|(_, connects)| *connects)
    }

    /// How good these lines look; none if one is too long.
    fn score(
        &self,
        face: &Face,
        room: &Room,
        lines: &[Line],
        known: &mut BTreeMap<(usize, usize), Option<Bounds>>,
    ) -> Option<f64> {
        let mut each = Vec::with_capacity(lines.len());
        for line in lines {
            let text = self.text(line);
            if text.chars().count() > self.widest {
                return None;
            }
            let key = (line.start, line.end);
            each.push(
                (*known
                    .entry(key)
                    .or_insert_with(|| bounds(face, &text, 1.0, room)))?,
            );
        }
        let heights = self.heights(lines, &each);
        let bounded: Vec<(Bounds, f64)> = each.into_iter().zip(heights).collect();
        let capitals = capitals(&bounded, room);
        let (_, height) = stacked(&bounded, &capitals, room);
        let shrink = (room.height / height).min(1.0);
        let mut score = 0.4 * (height / room.height).min(1.0) - (1.0 - shrink);
        let mut signs = 0.0;
        let mut letters = 0.0;
        let highest = capitals.iter().copied().fold(0.0_f64, f64::max);
        for ((line, (bounds, _)), capital) in lines.iter().zip(&bounded).zip(&capitals) {
            let count = self.text(line).chars().count() as f64;
            if !self.connects(line) {
                signs += count;
                letters += count * capital * shrink;
                score -= discomfort(bounds, *capital, room) * count / self.signs();
            }
            score -= self.bad_end(line, lines.len(), capital / highest);
        }
        // large letters are what lettering is for
        score += letters / f64::max(signs, 1.0) / room.height.min(1.0) * 1.5;
        Some(score + self.stress_kept(lines) - 0.02 * lines.len() as f64)
    }

    fn signs(&self) -> f64 {
        let count = |(word, _): &(Word, bool)| word.text.chars().count();
        self.words.iter().map(count).sum::<usize>().max(1) as f64
    }

    /// A line that ends in a connecting word hangs, unless all of it connects and it stands low enough
    /// beside the highest line (`share`) to be read with the next.
    fn bad_end(&self, line: &Line, lines: usize, share: f64) -> f64 {
        let hangs = self.words[line.end - 1].1 && line.end < self.words.len();
        let alone = self.connects(line) && share <= LOW_ENOUGH;
        match (hangs, alone) {
            (true, false) => 0.15,
            // a low line needs lines above or below that carry it
            (_, true) if lines < 3 => 0.05,
            _ => 0.0,
        }
    }

    /// Stressed words that have lines of their own can be set in another ink.
    fn stress_kept(&self, lines: &[Line]) -> f64 {
        if self.words.iter().all(|(word, _)| !word.stressed) {
            return 0.0;
        }
        let whole = |line: &Line| {
            let mut words = self.words[line.clone()].iter();
            let first = words.next().is_some_and(|(word, _)| word.stressed);
            words.all(|(word, _)| word.stressed == first)
        };
        if lines.iter().all(whole) { 0.12 } else { 0.0 }
    }
}

/// How far letters are from where they are at their best; at the ends of the axis the most.
fn discomfort(bounds: &Bounds, capital: f64, room: &Room) -> f64 {
    let (low, high) = room.stretch;
    let span = (1.0 / bounds.least - 1.0 / bounds.most).max(1e-9);
    let share = ((1.0 / capital - 1.0 / bounds.most) / span).clamp(0.0, 1.0);
    // at a given measure, the ink grows with the axis all but in a straight line
    let stretch = high - share * (high - low);
    let stretch = low + high - stretch;
    let (narrow, wide) = COMFORT;
    ((narrow - stretch).max(0.0) + 0.4 * (stretch - wide).max(0.0)) / 40.0 * 0.3
}

fn ranges(ends: &[usize]) -> Vec<Line> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends).map(|(start, end)| start..*end).collect()
}

/// All ways to end `lines` more lines in `count` words, after those in `ends`.
fn extend(ends: &mut Vec<usize>, lines: usize, count: usize, all: &mut Vec<Vec<usize>>) {
    let start = ends.last().copied().unwrap_or(0);
    if lines <= 1 {
        let mut whole = ends.clone();
        whole.push(count);
        all.push(whole);
        return;
    }
    for end in start + 1..=count + 1 - lines {
        ends.push(end);
        extend(ends, lines - 1, count, all);
        ends.pop();
    }
}
