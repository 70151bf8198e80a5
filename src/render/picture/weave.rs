//! A photograph in a few flat inks, with upright stripes as thick as it is dark there.
//!
//! Areas are cut out by tone, and a share of the picture's area decides where, so that pale and dark
//! photographs come out alike. Stripes and areas are drawn at the size that is asked for: their edges
//! are as sharp in print as on a phone.

use super::{decode::Pixels, scale::scale};
use crate::{
    layout::{Medium, Wanted},
    theme::{Ink, Stripes, Treatment},
};

/// Samples of tone that a stripe has from side to side.
const FINE: u32 = 6;
/// The most samples of tone across a picture.
const MOST_SAMPLES: u32 = 1400;
/// What stripes leave bare of the tones beside the lights, of all tones between lights and darks.
const BARE: f32 = 0.12;
/// How far tones are smoothed, of the distance between stripes: less would fray edges.
const SOFT: f32 = 0.3;
/// The thinnest stripe that is drawn, of the distance from one to the next; thinner ones would break up.
const THINNEST: f32 = 0.07;
/// How far a treated picture may be enlarged: its edges are drawn anew at any size.
const ENLARGED: u32 = 4;
/// The long side, in pixels, up to which it is: A3 at 240 dpi.
const LARGEST: u32 = 4000;

/// As how large a picture of this size counts when it is treated.
pub(super) fn size(width: u32, height: u32) -> (u32, u32) {
    let long = width.max(height).max(1);
    let factor = (f64::from(LARGEST) / f64::from(long)).clamp(1.0, f64::from(ENLARGED));
    let enlarged = |side: u32| (f64::from(side) * factor).round() as u32;
    (enlarged(width), enlarged(height))
}

/// The picture, treated, at this size. None for a size of nothing.
///
/// A part is cut out of the treated whole: its stripes stand where they would in all of it.
pub(super) fn treat(original: &Pixels, treatment: &Treatment, wanted: Wanted) -> Option<Pixels> {
    let Some(part) = wanted.part else {
        return whole(original, treatment, wanted.width, wanted.height);
    };
    let [left, top, width, height] = part.pixels();
    let across = f64::from(wanted.width) / width;
    let down = f64::from(wanted.height) / height;
    let side = |length: u32, factor: f64| (f64::from(length) * factor).round() as u32;
    let (full_width, full_height) = size(original.width, original.height);
    let (full_width, full_height) = (side(full_width, across), side(full_height, down));
    let treated = whole(original, treatment, full_width, full_height)?;
    let start = ((left * across).round() as u32, (top * down).round() as u32);
    Some(treated.cut(start, (wanted.width, wanted.height)))
}

fn whole(original: &Pixels, treatment: &Treatment, width: u32, height: u32) -> Option<Pixels> {
    let across = treatment.stripes.map_or(160, |stripes| stripes.across);
    let samples = (across * FINE).clamp(1, MOST_SAMPLES.min(width.max(1)));
    let rows = (f64::from(samples) * f64::from(height) / f64::from(width)).round();
    let small = scale(
        original,
        Wanted::whole(samples, (rows as u32).max(1)),
        Medium::Screen,
    )?;
    let tones = Tones::of(&small).even();
    let pitch = tones.width as f32 / across as f32;
    let areas = Areas::of(tones.smooth(pitch * SOFT), treatment);
    let bars = treatment
        .stripes
        .map(|stripes| Bars::of(&areas, treatment, stripes, width));
    let alpha = if original.has_alpha {
        Some(alpha(original, width, height)?)
    } else {
        None
    };
    Some(draw(
        &areas,
        bars.as_ref(),
        alpha.as_deref(),
        (width, height),
    ))
}

/// How light each sample is, from 0 to 1, in rows.
struct Tones {
    width: usize,
    height: usize,
    values: Vec<f32>,
    /// Whether the sample counts: what is clear has no tone.
    seen: Vec<bool>,
}

impl Tones {
    fn of(pixels: &Pixels) -> Self {
        let channels = if pixels.has_alpha { 4 } else { 3 };
        let samples = pixels.bytes.chunks_exact(channels);
        let light = |rgb: &[u8]| {
            let [r, g, b] = [rgb[0], rgb[1], rgb[2]].map(f32::from);
            (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255.0
        };
        Self {
            width: pixels.width as usize,
            height: pixels.height as usize,
            seen: samples
                .clone()
                .map(|sample| sample.get(3).is_none_or(|alpha| *alpha > 127))
                .collect(),
            values: samples.map(light).collect(),
        }
    }

    /// With contrast brought out where it is weak, and all tones used about alike.
    fn even(mut self) -> Self {
        let around = self.smooth(self.width as f32 / 10.0);
        for (value, around) in self.values.iter_mut().zip(&around.values) {
            *value = (*value + 0.4 * (*value - around)).clamp(0.0, 1.0);
        }
        let ranks = Ranks::of(&self);
        for value in &mut self.values {
            *value = 0.5 * *value + 0.5 * ranks.share_below(*value);
        }
        self
    }

    /// Each sample the mean of its surroundings, which reach about `radius` samples.
    fn smooth(&self, radius: f32) -> Self {
        let radius = (radius.round() as usize).max(1);
        let mut values = self.values.clone();
        // what is clear takes no part: it is as light as what is seen on the average
        let seen = self.seen.iter().filter(|seen| **seen).count().max(1);
        let sum = values.iter().zip(&self.seen).filter(|(_, seen)| **seen);
        let mean = sum.map(|(value, _)| f64::from(*value)).sum::<f64>() / seen as f64;
        for (value, seen) in values.iter_mut().zip(&self.seen) {
            if !seen {
                *value = mean as f32;
            }
        }
        // twice the mean of a box is nearly as round as a bell
        for _ in 0..2 {
            for row in values.chunks_exact_mut(self.width) {
                box_mean(row, radius);
            }
            let mut column = vec![0.0; self.height];
            for x in 0..self.width {
                for (y, value) in column.iter_mut().enumerate() {
                    *value = values[y * self.width + x];
                }
                box_mean(&mut column, radius);
                for (y, value) in column.iter().enumerate() {
                    values[y * self.width + x] = *value;
                }
            }
        }
        Self {
            values,
            seen: self.seen.clone(),
            ..*self
        }
    }

    /// Row `y` of a picture that is `height` rows high, with pixels between these columns of samples.
    fn row(&self, y: u32, height: u32, columns: &[(usize, usize, f32)], out: &mut Vec<f32>) {
        let (from, to, share) = between(y, height, self.height);
        let [above, below] =
            [from, to].map(|row| &self.values[row * self.width..(row + 1) * self.width]);
        let mixed = above.iter().zip(below);
        let mixed: Vec<f32> = mixed
            .map(|(above, below)| above + (below - above) * share)
            .collect();
        out.clear();
        let pixels = columns.iter();
        out.extend(
            pixels.map(|&(from, to, share)| mixed[from] + (mixed[to] - mixed[from]) * share),
        );
    }
}

/// Each value the mean of those up to `radius` away.
fn box_mean(values: &mut [f32], radius: usize) {
    let mut sums = Vec::with_capacity(values.len() + 1);
    sums.push(0.0_f64);
    for value in values.iter() {
        sums.push(sums[sums.len() - 1] + f64::from(*value));
    }
    let count = values.len();
    for (at, value) in values.iter_mut().enumerate() {
        let (from, to) = (at.saturating_sub(radius), (at + radius + 1).min(count));
        *value = ((sums[to] - sums[from]) / (to - from) as f64) as f32;
    }
}

/// The two samples of `count` between which the middle of pixel `at` of `pixels` lies, and how far it
/// is from the first to the second.
fn between(at: u32, pixels: u32, count: usize) -> (usize, usize, f32) {
    let place = (at as f32 + 0.5) * count as f32 / pixels as f32 - 0.5;
    let first = place.clamp(0.0, (count - 1) as f32);
    let from = first as usize;
    (from, (from + 1).min(count - 1), first - from as f32)
}

/// Tones in their order.
struct Ranks {
    counts: Vec<u32>,
    all: u32,
}

const STEPS: usize = 4096;

impl Ranks {
    fn of(tones: &Tones) -> Self {
        let mut counts = vec![0; STEPS + 1];
        let seen = tones.values.iter().zip(&tones.seen);
        for (value, _) in seen.filter(|(_, seen)| **seen) {
            counts[(value * STEPS as f32) as usize] += 1;
        }
        let mut all = 0;
        for count in &mut counts {
            all += *count;
            *count = all;
        }
        Self { counts, all }
    }

    fn share_below(&self, value: f32) -> f32 {
        self.counts[(value * STEPS as f32) as usize] as f32 / self.all.max(1) as f32
    }

    /// The tone that this share of the area is darker than.
    fn tone(&self, share: f64) -> f32 {
        let wanted = (share * f64::from(self.all)).round() as u32;
        let step = self.counts.partition_point(|count| *count < wanted);
        step as f32 / STEPS as f32
    }
}

/// Flat inks by tone.
struct Areas {
    tones: Tones,
    /// Each ink from dark to light, with the tone from which it is laid.
    inks: Vec<(f32, Ink)>,
    /// The tones between which the ground lies.
    ground: (f32, f32),
}

impl Areas {
    fn of(tones: Tones, treatment: &Treatment) -> Self {
        let ranks = Ranks::of(&tones);
        let (darks, lights) = (treatment.darks.1, treatment.lights.1);
        let each = (1.0 - darks - lights) / treatment.ground.len().max(1) as f64;
        let mut inks = Vec::with_capacity(treatment.ground.len() + 2);
        let mut lay = |share: f64, ink: Ink| {
            // the first covers all that is darker, too
            let from = if inks.is_empty() {
                f32::NEG_INFINITY
            } else {
                ranks.tone(share)
            };
            inks.push((from, ink));
        };
        if darks > 0.0 {
            lay(0.0, treatment.darks.0);
        }
        for (number, ink) in treatment.ground.iter().enumerate() {
            lay(darks + each * number as f64, *ink);
        }
        if lights > 0.0 {
            lay(1.0 - lights, treatment.lights.0);
        }
        Self {
            ground: (ranks.tone(darks), ranks.tone(1.0 - lights)),
            tones,
            inks,
        }
    }
}

/// How thick each stripe is at each row of tones, of the distance from one to the next.
struct Bars {
    thickness: Vec<f32>,
    count: usize,
    /// Pixels from one stripe to the next: whole ones, so that no stripe looks unlike its neighbour.
    pitch: u32,
    ink: Ink,
}

impl Bars {
    fn of(areas: &Areas, treatment: &Treatment, stripes: Stripes, width: u32) -> Self {
        let tones = &areas.tones;
        let pitch = (f64::from(width) / f64::from(stripes.across))
            .round()
            .max(2.0) as u32;
        let count = width.div_ceil(pitch) as usize;
        let span = tones.width as f64 * f64::from(pitch) / f64::from(width);
        let (dark, light) = areas.ground;
        let bare = light - (light - dark) * BARE;
        let thick = |tone: f32| {
            let share = ((bare - tone) / (bare - dark).max(1e-6)).clamp(0.0, 1.0);
            let thick = share * stripes.most as f32;
            if thick < THINNEST { 0.0 } else { thick }
        };
        let mut thickness = Vec::with_capacity(count * tones.height);
        for row in tones.values.chunks_exact(tones.width) {
            for bar in 0..count {
                let last = tones.width - 1;
                let from = ((bar as f64 * span) as usize).min(last);
                let to = (((bar + 1) as f64 * span) as usize).clamp(from + 1, tones.width);
                let mean = row[from..to].iter().sum::<f32>() / (to - from) as f32;
                thickness.push(thick(mean));
            }
        }
        Self {
            thickness,
            count,
            pitch,
            ink: treatment.darks.0,
        }
    }
}

/// The areas and stripes in pixels.
fn draw(
    areas: &Areas,
    bars: Option<&Bars>,
    alpha: Option<&[u8]>,
    (width, height): (u32, u32),
) -> Pixels {
    let channels = if alpha.is_some() { 4 } else { 3 };
    let mut bytes = Vec::with_capacity(width as usize * height as usize * channels);
    let columns: Vec<_> = (0..width)
        .map(|x| between(x, width, areas.tones.width))
        .collect();
    let (mut row, mut below) = (Vec::new(), Vec::new());
    areas.tones.row(0, height, &columns, &mut row);
    for y in 0..height {
        let next = (y + 1).min(height - 1);
        areas.tones.row(next, height, &columns, &mut below);
        let thickness = bars.map(|bars| bars.row(areas.tones.height, y, height));
        for (x, tone) in row.iter().enumerate() {
            let right = row.get(x + 1).unwrap_or(tone);
            // an edge is a pixel wide: so much tones change from this one to the next (a root is the
            // same on every machine, `hypot` is not)
            let (across, down) = (right - tone, below[x] - tone);
            let slope = (across * across + down * down).sqrt().max(1e-5);
            let mut colour = areas.colour(*tone, slope);
            if let (Some(bars), Some(thickness)) = (bars, &thickness) {
                colour = over(colour, bars.ink, bars.covers(x, thickness));
            }
            bytes.extend(colour);
            if let Some(alpha) = alpha {
                bytes.push(alpha[y as usize * width as usize + x]);
            }
        }
        std::mem::swap(&mut row, &mut below);
    }
    Pixels {
        width,
        height,
        bytes,
        has_alpha: alpha.is_some(),
    }
}

/// `colour` with this much of an ink over it.
fn over(colour: Ink, ink: Ink, share: f32) -> Ink {
    if share <= 0.0 {
        return colour;
    }
    if share >= 1.0 {
        return ink;
    }
    let mut mixed = colour;
    for (part, ink) in mixed.iter_mut().zip(ink) {
        let (from, to) = (f32::from(*part), f32::from(ink));
        *part = (from + (to - from) * share).round() as u8;
    }
    mixed
}

impl Areas {
    /// The colour of a pixel of this tone, if tones change by `slope` from it to the next.
    fn colour(&self, tone: f32, slope: f32) -> Ink {
        let mut inks = self.inks.iter();
        let mut colour = inks.next().map_or([255; 3], |(_, ink)| *ink);
        for (from, ink) in inks {
            let inside = (tone - from) / slope + 0.5;
            if inside <= 0.0 {
                break;
            }
            colour = over(colour, *ink, inside);
        }
        colour
    }
}

impl Bars {
    /// How thick each stripe is in row `y` of `height`.
    fn row(&self, rows: usize, y: u32, height: u32) -> Vec<f32> {
        let (from, to, share) = between(y, height, rows);
        let [above, below] =
            [from, to].map(|row| &self.thickness[row * self.count..(row + 1) * self.count]);
        let mixed = above.iter().zip(below);
        mixed
            .map(|(above, below)| above + (below - above) * share)
            .collect()
    }

    /// How much of the pixel at `x` its stripe covers.
    fn covers(&self, x: usize, thickness: &[f32]) -> f32 {
        let (bar, pitch) = (x / self.pitch as usize, self.pitch as f32);
        let half = thickness.get(bar).copied().unwrap_or(0.0) * pitch / 2.0;
        let middle = (bar as f32 + 0.5) * pitch;
        let away = (x as f32 + 0.5 - middle).abs();
        (half - away + 0.5).min(2.0 * half)
    }
}

/// What is clear and what is not, at this size, with an edge as sharp as at the picture's own.
fn alpha(original: &Pixels, width: u32, height: u32) -> Option<Vec<u8>> {
    let scaled = scale(original, Wanted::whole(width, height), Medium::Screen)?;
    let factor = (f64::from(width) / f64::from(original.width)).max(1.0) as f32;
    let sharp = |alpha: u8| {
        let share = (f32::from(alpha) / 255.0 - 0.5) * factor + 0.5;
        (share.clamp(0.0, 1.0) * 255.0).round() as u8
    };
    let pixels = scaled.bytes.chunks_exact(4);
    Some(pixels.map(|pixel| sharp(pixel[3])).collect())
}
