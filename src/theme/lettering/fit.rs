//! Lines of lettering, each as wide as the measure: the width axis does the work, and the size
//! gives way only where the axis ends.

use super::face::Face;

/// Below this width of letters, in percent, heavy ones close up.
const NARROW: f64 = 90.0;
/// Of two lines, one this much lower than the highest does not hold the other back.
const LEADING: f64 = 0.75;

/// What may vary. Lengths are in measures.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Room {
    /// The greatest height of all lines together.
    pub(super) height: f64,
    /// Between two lines, of the tallest capital.
    pub(super) gap: f64,
    /// The weight of letters.
    pub(super) weight: f64,
    /// The weight of letters that are narrow.
    pub(super) narrow: f64,
    /// The narrowest and the widest letters, in percent.
    pub(super) stretch: (f64, f64),
}

/// A line to be set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wish {
    /// What it says, in the letters that are drawn.
    pub(super) text: String,
    /// Its capital height, in relation to that of the other lines.
    pub(super) height: f64,
    /// What it fills of the measure.
    pub(super) measure: f64,
}

/// How a line is set. Lengths are in measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Set {
    /// The font size.
    pub(super) size: f64,
    /// The width of letters, in percent.
    pub(super) stretch: f64,
    /// Their weight.
    pub(super) weight: f64,
    /// Where the line box starts, so that its ink starts at 0.
    pub(super) left: f64,
    /// The top of a line box as high as the font size.
    pub(super) top: f64,
    /// Where the letters stand.
    pub(super) baseline: f64,
    /// The height of a capital.
    pub(super) capital: f64,
    /// From ink to ink.
    pub(super) width: f64,
}

/// All lines, set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lockup {
    /// From the highest ink to the lowest, in measures.
    pub(super) height: f64,
    /// 1, or less where the room is too low for lines that fill the measure.
    pub(super) width: f64,
    /// The lines, from above.
    pub(super) lines: Vec<Set>,
}

/// Between which capital heights a line can fill its measure, and what it needs beside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// With the widest letters.
    pub(super) least: f64,
    /// With the narrowest letters.
    pub(super) most: f64,
    /// Above its capitals, of their height.
    above: f64,
    /// Below them, of their height.
    below: f64,
}

/// The bounds of a line; none if it has no ink.
pub(super) fn bounds(face: &Face, text: &str, measure: f64, room: &Room) -> Option<Bounds> {
    let wide = face.ink(text, room.stretch.1, room.weight)?;
    let narrow = face.ink(text, room.stretch.0, room.narrow)?;
    let capital = |ink: f64| measure / ink * face.capital;
    Some(Bounds {
        least: capital(wide.width),
        most: capital(narrow.width).max(capital(wide.width)),
        above: wide.above.max(narrow.above) / face.capital,
        below: wide.below.max(narrow.below) / face.capital,
    })
}

/// Capital heights for lines of these bounds and relative heights, as large as the room allows.
pub(super) fn capitals(lines: &[(Bounds, f64)], room: &Room) -> Vec<f64> {
    let at = |factor: f64| -> Vec<f64> {
        let one = |(bounds, height): &(Bounds, f64)| {
            (factor * height).clamp(bounds.least, bounds.most.max(bounds.least))
        };
        lines.iter().map(one).collect()
    };
    let highest = lines.iter().map(|(_, height)| *height).fold(0.0, f64::max);
    let ends = lines
        .iter()
        .filter(|(_, height)| *height >= LEADING * highest)
        .map(|(bounds, height)| bounds.most / height);
    let (mut low, mut high) = (0.0, ends.fold(f64::INFINITY, f64::min));
    if stacked(lines, &at(high), room).1 <= room.height {
        return at(high);
    }
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if stacked(lines, &at(middle), room).1 <= room.height {
            low = middle;
        } else {
            high = middle;
        }
    }
    at(low)
}

/// The baselines of lines with these capital heights, and the height of all.
pub(super) fn stacked(lines: &[(Bounds, f64)], capitals: &[f64], room: &Room) -> (Vec<f64>, f64) {
    let gap = room.gap * capitals.iter().copied().fold(0.0, f64::max);
    let (mut at, mut hanging) = (0.0_f64, 0.0_f64);
    let mut baselines = Vec::with_capacity(lines.len());
    for (number, ((bounds, _), capital)) in lines.iter().zip(capitals).enumerate() {
        let above = bounds.above * capital;
        if number > 0 {
            // a comma may hang into the gap, as long as it does not touch the line below
            at += gap.max(hanging + above + gap / 2.0 * f64::from(hanging + above > 0.0));
        } else {
            at += above;
        }
        at += capital;
        baselines.push(at);
        hanging = bounds.below * capital;
    }
    (baselines, at + hanging)
}

/// Sets `lines`; none if one of them has no ink.
pub(super) fn fit(face: &Face, lines: &[Wish], room: &Room) -> Option<Lockup> {
    let each = lines.iter().map(|line| {
        let bounds = bounds(face, &line.text, line.measure, room)?;
        Some((bounds, line.height))
    });
    let bounded: Vec<(Bounds, f64)> = each.collect::<Option<_>>()?;
    let capitals = capitals(&bounded, room);
    let (baselines, height) = stacked(&bounded, &capitals, room);
    // not even the widest letters are low enough: then all of it becomes smaller
    let shrink = (room.height / height).min(1.0);
    let set = lines.iter().zip(&capitals).zip(&baselines);
    let set = set.map(|((line, capital), baseline)| {
        let line = one(face, line, capital / face.capital, room)?;
        let size = line.size * shrink;
        let baseline = baseline * shrink;
        Some(Set {
            size,
            left: line.left * shrink,
            top: baseline - face.baseline * size,
            baseline,
            capital: face.capital * size,
            width: line.width * shrink,
            ..line
        })
    });
    Some(Lockup {
        height: height * shrink,
        width: shrink,
        lines: set.collect::<Option<_>>()?,
    })
}

/// One line at about this size, without its height.
fn one(face: &Face, line: &Wish, size: f64, room: &Room) -> Option<Set> {
    let ink = |stretch: f64, weight: f64| Some(face.ink(&line.text, stretch, weight)?.width);
    let wanted = line.measure / size;
    let solved = |weight: f64| solve(wanted, room.stretch, |stretch| ink(stretch, weight));
    let (mut stretch, mut weight) = (solved(room.weight)?, room.weight);
    if stretch < NARROW && room.narrow < room.weight {
        (stretch, weight) = (solved(room.narrow)?, room.narrow);
    }
    let stretch = (stretch * 100.0).round() / 100.0;
    let ink = face.ink(&line.text, stretch, weight)?;
    let size = line.measure / ink.width;
    Some(Set {
        size,
        stretch,
        weight,
        left: -ink.left * size,
        top: 0.0,
        baseline: 0.0,
        capital: 0.0,
        width: line.measure,
    })
}

/// Where in `range` a rising function has this value; the nearer end if nowhere. The value is
/// closed in on from both sides, since the function is made of pieces that are all but straight.
fn solve(wanted: f64, range: (f64, f64), value: impl Fn(f64) -> Option<f64>) -> Option<f64> {
    let (mut low, mut high) = range;
    let (mut under, mut over) = (value(low)? - wanted, value(high)? - wanted);
    if under >= 0.0 || low >= high {
        return Some(low);
    }
    if over <= 0.0 {
        return Some(high);
    }
    for round in 0..24 {
        let straight = low - under * (high - low) / (over - under);
        // every third step halves, so that a bend near one end cannot hold it up
        let middle = if round % 3 == 2 {
            f64::midpoint(low, high)
        } else {
            straight
        };
        let found = value(middle)? - wanted;
        if found.abs() < 1e-5 * wanted || high - low < 1e-3 {
            return Some(middle);
        }
        if found < 0.0 {
            (low, under) = (middle, found);
        } else {
            (high, over) = (middle, found);
        }
    }
    Some(f64::midpoint(low, high))
}
