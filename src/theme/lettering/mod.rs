//! Lettering: a few words, each line of them as wide as the measure, by a variable font's width axis.
//!
//! Templates ask for it with `lettering(…)`. All lengths that come back are measures (the width that
//! lines fill is 1), so that the same numbers serve pixels, millimetres and container units.

mod face;
mod fit;
mod lines;
#[cfg(test)]
mod tests;
mod words;

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use serde::{Deserialize, Serialize};
use tera::{Kwargs, State, TeraResult, Value};

use super::FontFile;
use face::Face;
use fit::{Lockup, Room, Wish};
use lines::{Line, Title};
use words::Word;

/// The most signs, and the most in a line: longer texts are no lettering any more.
const MOST: usize = 34;
const WIDEST: usize = 12;
const LINES: usize = 4;

/// A theme's fonts, to fit lettering with, and what was fitted.
pub struct Letterer {
    fonts: Vec<Font>,
    known: Mutex<BTreeMap<String, Option<Arc<Fitted>>>>,
}

struct Font {
    names: [String; 2],
    bytes: Cow<'static, [u8]>,
    face: OnceLock<Result<Face, String>>,
}

/// What a template asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    text: Option<String>,
    html: Option<String>,
    lines: Option<Vec<String>>,
    heights: Option<Vec<f64>>,
    measures: Option<Vec<f64>>,
    #[serde(default = "one")]
    room: f64,
    #[serde(default = "tenth")]
    gap: f64,
    font: Option<String>,
    #[serde(default = "black")]
    weight: f64,
    narrow: Option<f64>,
    stretch: Option<(f64, f64)>,
    low: Option<Vec<String>>,
    #[serde(default = "yes")]
    capitals: bool,
    #[serde(default = "most")]
    most: usize,
    #[serde(default = "widest")]
    widest: usize,
    #[serde(default = "rows")]
    rows: usize,
    #[serde(default)]
    least: f64,
    /// The language of the piece.
    lang: Option<String>,
}

fn one() -> f64 {
    1.0
}

fn tenth() -> f64 {
    0.1
}

fn black() -> f64 {
    900.0
}

fn yes() -> bool {
    true
}

fn most() -> usize {
    MOST
}

fn widest() -> usize {
    WIDEST
}

fn rows() -> usize {
    LINES
}

/// What a template gets. Lengths are in measures, to the fifth decimal.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Fitted {
    /// From the highest ink to the lowest.
    height: f64,
    /// What of the measure is filled: 1, or less where the room is too low.
    width: f64,
    /// The highest capital.
    capital: f64,
    lines: Vec<FittedLine>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct FittedLine {
    /// What the line says, as written.
    text: String,
    /// Whether all of it is stressed.
    stressed: bool,
    size: f64,
    stretch: f64,
    weight: f64,
    left: f64,
    top: f64,
    baseline: f64,
    capital: f64,
    width: f64,
}

impl Letterer {
    /// With these fonts of a theme, whose bytes are `bytes`.
    pub fn new(fonts: Vec<(&FontFile, Cow<'static, [u8]>)>) -> Self {
        let font = |(font, bytes): (&FontFile, _)| Font {
            names: [font.css_family.clone(), font.family.clone()],
            bytes,
            face: OnceLock::new(),
        };
        Self {
            fonts: fonts.into_iter().map(font).collect(),
            known: Mutex::default(),
        }
    }

    /// The answer to `lettering(…)`: none where the text is no lettering.
    ///
    /// # Errors
    /// What a theme's author has to mend: an unknown argument, a font that is not there.
    pub fn answer(&self, arguments: &Kwargs, state: &State) -> TeraResult<Value> {
        let mut asked: Asked = arguments.deserialize()?;
        if asked.lang.is_none() {
            asked.lang = state.get::<String>("lang")?;
        }
        // components see only what they take: without this, lines would break by no language's rules
        if asked.lang.is_none() {
            return Err(tera::Error::message(
                "`lettering` does not know the language: a component takes it from the page with `@lang`",
            ));
        }
        let key = serde_json::to_string(&asked).unwrap_or_default();
        let known = |letterer: &Self| {
            let known = letterer.known.lock();
            known
                .unwrap_or_else(PoisonError::into_inner)
                .get(&key)
                .cloned()
        };
        let fitted = if let Some(fitted) = known(self) {
            fitted
        } else {
            let fitted = self.fitted(&asked).map_err(tera::Error::message)?;
            let fitted = fitted.map(Arc::new);
            let known = self.known.lock();
            let mut known = known.unwrap_or_else(PoisonError::into_inner);
            known.insert(key, fitted.clone());
            fitted
        };
        fitted.map_or_else(
            || Ok(Value::none()),
            |fitted| Value::try_from_serializable(&*fitted),
        )
    }

    fn fitted(&self, asked: &Asked) -> Result<Option<Fitted>, String> {
        let face = self.face(asked.font.as_deref())?;
        let room = asked.room(face)?;
        let words = asked.words()?;
        let drawn: Vec<(Word, bool)> = words.iter().map(|word| asked.drawn(word)).collect();
        let title = Title {
            words: &drawn,
            lines: asked.rows,
            widest: asked.widest,
        };
        let signs = |(word, _): &(Word, bool)| word.text.chars().count();
        let covered = drawn.iter().all(|(word, _)| face.covers(&word.text));
        if words.is_empty() || drawn.iter().map(signs).sum::<usize>() > asked.most || !covered {
            return Ok(None);
        }
        let Some(lines) = asked.broken(&title, face, &room) else {
            return Ok(None);
        };
        let texts = lines.iter().map(|line| title.text(line)).collect();
        let Some(wishes) = asked.wishes(&title, &lines, texts, (face, &room))? else {
            return Ok(None);
        };
        let Some(lockup) = fit::fit(face, &wishes, &room) else {
            return Ok(None);
        };
        let lowest = lockup.lines.iter().map(|line| line.capital);
        let enough = lowest.fold(f64::INFINITY, f64::min) >= asked.least;
        Ok(enough.then(|| answer(&lockup, &lines, &words)))
    }

    /// The face of this name; without a name, the first with a width axis.
    fn face(&self, name: Option<&str>) -> Result<&Face, String> {
        let read = |font: &'_ Font| -> Result<(), String> {
            let face = font.face.get_or_init(|| Face::read(&font.bytes));
            face.as_ref().map(|_| ()).map_err(Clone::clone)
        };
        for font in &self.fonts {
            let named = name.is_none_or(|name| font.names.iter().any(|known| known == name));
            if !named {
                continue;
            }
            read(font).map_err(|error| format!("the font {}: {error}", font.names[0]))?;
            if let Some(Ok(face)) = font.face.get()
                && (name.is_some() || face.stretch.0 < face.stretch.1)
            {
                return Ok(face);
            }
        }
        let mut known: Vec<&str> = self
            .fonts
            .iter()
            .map(|font| font.names[0].as_str())
            .collect();
        known.dedup();
        let known = known.join(", ");
        Err(match name {
            Some(name) => format!("the theme has no font `{name}`; it has {known}"),
            None => format!("none of the theme's fonts has a width axis: {known}"),
        })
    }
}

impl Asked {
    fn room(&self, face: &Face) -> Result<Room, String> {
        let (least, most) = face.stretch;
        let (low, high) = self.stretch.unwrap_or(face.stretch);
        let (low, high) = (low.clamp(least, most), high.clamp(least, most));
        if low > high || self.room <= 0.0 || self.gap < 0.0 {
            return Err("`room` must be above 0, `gap` not below, and `stretch` rise".to_owned());
        }
        Ok(Room {
            height: self.room,
            gap: self.gap,
            weight: self.weight,
            narrow: self.narrow.unwrap_or(self.weight.min(780.0)),
            stretch: (low, high),
        })
    }

    fn words(&self) -> Result<Vec<Word>, String> {
        match (&self.text, &self.html, &self.lines) {
            (Some(text), None, None) => Ok(words::of_text(text)),
            (None, Some(html), None) => Ok(words::of_html(html)),
            (None, None, Some(lines)) => Ok(words::of_text(&lines.join("\n"))),
            _ => Err("one of `text`, `html` and `lines` is needed".to_owned()),
        }
    }

    /// A word in the letters that are drawn, and whether it only connects.
    fn drawn(&self, word: &Word) -> (Word, bool) {
        let language = self.lang.as_deref().unwrap_or_default();
        let connects = words::connects(&word.text, language, self.low.as_deref());
        let mut drawn = word.clone();
        if self.capitals {
            drawn.text = drawn.text.to_uppercase();
        }
        (drawn, connects)
    }

    /// The lines: the writer's, or those that look best; none if one is too long or they are too many.
    fn broken(&self, title: &Title, face: &Face, room: &Room) -> Option<Vec<Line>> {
        let given = match (title.written(), &self.lines) {
            (Some(written), _) => Some(written),
            (None, Some(_)) => Some(title.whole()),
            (None, None) => None,
        };
        let lines = given.or_else(|| title.best(face, room))?;
        let short = |line: &Line| title.text(line).chars().count() <= self.widest;
        (lines.len() <= self.rows && lines.iter().all(short)).then_some(lines)
    }

    /// What is wished of each line; none if one has no ink.
    fn wishes(
        &self,
        title: &Title,
        lines: &[Line],
        texts: Vec<String>,
        (face, room): (&Face, &Room),
    ) -> Result<Option<Vec<Wish>>, String> {
        let heights = given(self.heights.as_ref(), "heights", lines.len())?;
        let measures = given(self.measures.as_ref(), "measures", lines.len())?;
        let bounds = texts
            .iter()
            .map(|text| fit::bounds(face, text, 1.0, room))
            .collect::<Option<Vec<_>>>();
        let Some(bounds) = bounds else {
            return Ok(None);
        };
        let heights = heights
            .cloned()
            .unwrap_or_else(|| title.heights(lines, &bounds));
        let wish = |(number, (text, height))| Wish {
            text,
            height,
            measure: measures.map_or(1.0, |measures| measures[number]),
        };
        Ok(Some(
            texts
                .into_iter()
                .zip(heights)
                .enumerate()
                .map(wish)
                .collect(),
        ))
    }
}

/// A list that has an entry for each line.
fn given<'a>(
    list: Option<&'a Vec<f64>>,
    name: &str,
    lines: usize,
) -> Result<Option<&'a Vec<f64>>, String> {
    let Some(list) = list else { return Ok(None) };
    if list.len() != lines || list.iter().any(|entry| *entry <= 0.0) {
        let count = list.len();
        return Err(format!(
            "`{name}` has {count} entries for {lines} lines; each must be above 0"
        ));
    }
    Ok(Some(list))
}

fn answer(lockup: &Lockup, lines: &[Line], words: &[Word]) -> Fitted {
    let rounded = |length: f64| (length * 1e5).round() / 1e5;
    let one = |(set, line): (&fit::Set, &Line)| {
        let words = &words[line.clone()];
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        FittedLine {
            text: texts.join(" "),
            stressed: words.iter().all(|word| word.stressed),
            size: rounded(set.size),
            stretch: set.stretch,
            weight: set.weight,
            left: rounded(set.left),
            top: rounded(set.top),
            baseline: rounded(set.baseline),
            capital: rounded(set.capital),
            width: rounded(set.width),
        }
    };
    let highest = lockup.lines.iter().map(|line| line.capital);
    Fitted {
        height: rounded(lockup.height),
        width: rounded(lockup.width),
        capital: rounded(highest.fold(0.0, f64::max)),
        lines: lockup.lines.iter().zip(lines).map(one).collect(),
    }
}
