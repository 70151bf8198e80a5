//! What a theme makes of photographs: a few flat inks, and stripes woven from one of them.
//!
//! A template asks for it with `treated(picture=…, by="lurik")`, which is an address that the store of
//! pictures understands: `picture/warung.jpg?treatment=lurik&stripes=90`.

use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

use serde::Deserialize;
use tera::{Kwargs, TeraResult, Value};

use crate::diagnostic::{Code, Diagnostic, Place, Report, SourceText, did_you_mean};

/// An ink: red, green and blue.
pub type Ink = [u8; 3];

/// Between a picture's address and its treatment.
const MARK: &str = "?treatment=";

/// What is made of a photograph. Shares are of its area.
#[derive(Debug, Clone, PartialEq)]
pub struct Treatment {
    /// The ink of the darkest parts, and their share.
    pub darks: (Ink, f64),
    /// The inks between, from dark to light.
    pub ground: Vec<Ink>,
    /// The ink of the lightest parts, and their share.
    pub lights: (Ink, f64),
    /// Upright stripes in the darkest ink, as thick as the picture is dark there.
    pub stripes: Option<Stripes>,
}

/// Upright stripes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stripes {
    /// How many stand side by side in the whole picture.
    pub across: u32,
    /// The thickest, of the distance from one to the next.
    pub most: f64,
}

/// The treatments of a theme by name.
pub type Treatments = BTreeMap<String, Treatment>;

/// A treatment in `theme.yaml`. Inks are names of tokens.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Declared {
    /// Stripes over flat inks.
    Stripes {
        ink: String,
        ground: OneOrMany,
        lights: String,
        #[serde(default = "tenth")]
        lights_share: f64,
        #[serde(default = "tenth")]
        darks_share: f64,
        #[serde(default = "across")]
        stripes: u32,
        #[serde(default = "most")]
        most: f64,
    },
    /// Flat inks alone, from dark to light.
    Inks {
        inks: Vec<String>,
        lights_share: Option<f64>,
        darks_share: Option<f64>,
    },
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

fn tenth() -> f64 {
    0.1
}

fn across() -> u32 {
    64
}

fn most() -> f64 {
    0.92
}

/// The treatments that `theme.yaml` declares, in the brand's colours. What is wrong goes to `report`.
pub(super) fn resolve(
    declared: &BTreeMap<String, Declared>,
    tokens: &[(String, String)],
    file: &Arc<SourceText>,
    report: &mut Report,
) -> Treatments {
    let mut found = Treatments::new();
    for (name, declared) in declared {
        match one(declared, tokens) {
            Ok(treatment) => {
                found.insert(name.clone(), treatment);
            }
            Err(problem) => report.push(unusable(name, problem, file)),
        }
    }
    found
}

/// What pages show photographs with.
pub(super) fn of_pages(
    name: &str,
    known: &Treatments,
    file: &Arc<SourceText>,
    report: &mut Report,
) -> Option<Treatment> {
    if let Some(treatment) = known.get(name) {
        return Some(treatment.clone());
    }
    let near = did_you_mean(name, known.keys().map(String::as_str));
    let label = near.map_or("no treatment has this name".to_owned(), |near| {
        format!("did you mean `{near}`?")
    });
    let from = file.text.find("page_treatment:").unwrap_or(0);
    let at = file.text[from..].find(name).map_or(from, |at| from + at);
    let title = format!("the treatment `{name}` is not there");
    report.push(
        Diagnostic::error(Code::ThemeFile, title)
            .at(
                Place::new(file, at..(at + name.len()).min(file.text.len())),
                label,
            )
            .why("pages would show photographs as they are"),
    );
    None
}

/// Why a treatment cannot be used.
struct Problem {
    /// The word in the file that is wrong.
    word: Option<String>,
    /// What is wrong with it.
    label: String,
}

fn one(declared: &Declared, tokens: &[(String, String)]) -> Result<Treatment, Problem> {
    let ink = |name: &String| ink(name, tokens);
    let treatment = match declared {
        Declared::Stripes {
            ink: dark,
            ground,
            lights,
            lights_share,
            darks_share,
            stripes,
            most,
        } => {
            let ground = match ground {
                OneOrMany::One(name) => std::slice::from_ref(name),
                OneOrMany::Many(names) => names,
            };
            Treatment {
                darks: (ink(dark)?, *darks_share),
                ground: ground.iter().map(ink).collect::<Result<_, _>>()?,
                lights: (ink(lights)?, *lights_share),
                stripes: Some(Stripes {
                    across: *stripes,
                    most: *most,
                }),
            }
        }
        Declared::Inks {
            inks,
            lights_share,
            darks_share,
        } => {
            let [dark, ground @ .., light] = inks.as_slice() else {
                return Err(wrong("two inks at the least"));
            };
            let share = 1.0 / inks.len() as f64;
            Treatment {
                darks: (ink(dark)?, darks_share.unwrap_or(share)),
                ground: ground.iter().map(ink).collect::<Result<_, _>>()?,
                lights: (ink(light)?, lights_share.unwrap_or(share)),
                stripes: None,
            }
        }
    };
    checked(treatment)
}

fn checked(treatment: Treatment) -> Result<Treatment, Problem> {
    let (darks, lights) = (treatment.darks.1, treatment.lights.1);
    if !(0.0..=1.0).contains(&darks) || !(0.0..=1.0).contains(&lights) || darks + lights > 1.0 {
        return Err(wrong("shares are from 0 to 1, and together no more than 1"));
    }
    if let Some(Stripes { across, most }) = treatment.stripes {
        if !(8..=400).contains(&across) {
            return Err(wrong("stripes: from 8 to 400 across the picture"));
        }
        if !(0.1..=1.0).contains(&most) {
            return Err(wrong("most: from 0.1 to 1 of the distance of two stripes"));
        }
        if treatment.ground.is_empty() {
            return Err(wrong("a ground is needed"));
        }
    }
    Ok(treatment)
}

fn wrong(label: &str) -> Problem {
    Problem {
        word: None,
        label: label.to_owned(),
    }
}

/// The ink that a token is.
fn ink(name: &str, tokens: &[(String, String)]) -> Result<Ink, Problem> {
    let problem = |label: String| Problem {
        word: Some(name.to_owned()),
        label,
    };
    let Some((_, value)) = tokens.iter().find(|(known, _)| known == name) else {
        let near = did_you_mean(name, tokens.iter().map(|(known, _)| known.as_str()));
        return Err(problem(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "no token has this name".to_owned(),
        }));
    };
    hex(value).ok_or_else(|| {
        problem(format!(
            "its value is {value}; an ink is written as #150a3d"
        ))
    })
}

/// `#150a3d` or `#fff` as an ink.
pub fn hex(colour: &str) -> Option<Ink> {
    let digits = colour.trim().trim_start_matches('#');
    if !digits.is_ascii() {
        return None;
    }
    let part = |at: usize, length: usize| {
        let part = digits.get(at * length..(at + 1) * length)?;
        let value = u8::from_str_radix(part, 16).ok()?;
        Some(if length == 1 { value * 17 } else { value })
    };
    let length = match digits.len() {
        3 => 1,
        6 => 2,
        _ => return None,
    };
    Some([part(0, length)?, part(1, length)?, part(2, length)?])
}

fn unusable(name: &str, problem: Problem, file: &Arc<SourceText>) -> Diagnostic {
    let text = &file.text;
    let from = text.find("treatments:").unwrap_or(0);
    let find = |word: &str, from: usize| Some(from + text.get(from..)?.find(word)?);
    let own = find(&format!("{name}:"), from).unwrap_or(from);
    let word = problem.word.as_deref().unwrap_or(name);
    let at = find(word, own).unwrap_or(own);
    let title = format!("the treatment `{name}` cannot be used");
    Diagnostic::error(Code::ThemeFile, title)
        .at(Place::new(file, at..at + word.len()), problem.label)
        .why("pictures that ask for it could not be drawn")
        .help("inks are names of tokens, so that a brand's colours reach pictures too")
}

impl Treatment {
    /// The treatment that an address asks for, and the address without it.
    pub fn asked<'a>(address: &'a str, known: &Treatments) -> (&'a str, Option<Self>) {
        let Some((picture, asked)) = address.rsplit_once(MARK) else {
            return (address, None);
        };
        let mut parts = asked.split('&');
        let name = parts.next().unwrap_or_default();
        let Some(mut treatment) = known.get(name).cloned() else {
            return (address, None);
        };
        for (key, value) in parts.filter_map(|part| part.split_once('=')) {
            match (key, &mut treatment.stripes) {
                ("stripes", Some(stripes)) => {
                    stripes.across = value.parse().unwrap_or(stripes.across);
                }
                ("ground", _) => treatment.ground = value.split('-').filter_map(hex).collect(),
                _ => {}
            }
        }
        (picture, Some(treatment))
    }
}

/// `treated(picture=post.picture, by="lurik")`: its address, with what is to be made of it.
///
/// # Errors
/// What a theme's author has to mend.
pub(super) fn address(
    arguments: &Kwargs,
    known: &[String],
    tokens: &[(String, String)],
) -> TeraResult<String> {
    let asked: Asked = arguments.deserialize()?;
    let mut address = match (&asked.picture, &asked.src) {
        (Some(picture), None) => picture.src.clone(),
        (None, Some(src)) => src.clone(),
        _ => return Err(tera::Error::message("one of `picture` and `src` is needed")),
    };
    if !known.contains(&asked.by) {
        let near = did_you_mean(&asked.by, known.iter().map(String::as_str));
        let near = near.map(|near| format!("; did you mean `{near}`?"));
        return Err(tera::Error::message(format!(
            "the theme has no treatment `{}`{}",
            asked.by,
            near.unwrap_or_default()
        )));
    }
    // on pages, files are published before pages are rendered: see `page_treatment`
    let as_is = asked.picture.as_ref().is_some_and(|picture| picture.as_is);
    if as_is || !address.starts_with("picture/") {
        return Ok(address);
    }
    // writing to a String cannot fail
    let _ = write!(address, "{MARK}{}", asked.by);
    if let Some(across) = asked.across()? {
        let _ = write!(address, "&stripes={across}");
    }
    if let Some(ground) = &asked.ground {
        let names = match ground {
            OneOrMany::One(name) => std::slice::from_ref(name),
            OneOrMany::Many(names) => names,
        };
        let inks = names.iter().map(|name| {
            let [r, g, b] = ink(name, tokens)
                .map_err(|problem| tera::Error::message(format!("`{name}`: {}", problem.label)))?;
            Ok(format!("{r:02x}{g:02x}{b:02x}"))
        });
        let inks = inks.collect::<TeraResult<Vec<_>>>()?;
        let _ = write!(address, "&ground={}", inks.join("-"));
    }
    Ok(address)
}

/// What a template asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    picture: Option<Shown>,
    src: Option<String>,
    by: String,
    /// Width and height of the box that the picture fills, in any unit.
    r#box: Option<(f64, f64)>,
    /// From one stripe to the next, in the same unit.
    pitch: Option<f64>,
    stripes: Option<u32>,
    ground: Option<OneOrMany>,
}

/// What is needed of a picture.
#[derive(Debug, Deserialize)]
struct Shown {
    src: String,
    width: f64,
    height: f64,
    #[serde(default)]
    as_is: bool,
}

impl Asked {
    /// How many stripes the whole picture has.
    fn across(&self) -> TeraResult<Option<u32>> {
        let count = match (self.stripes, self.pitch, self.r#box, &self.picture) {
            (Some(stripes), None, None, _) => f64::from(stripes),
            (None, Some(pitch), Some((width, height)), Some(picture)) if pitch > 0.0 => {
                // as wide as it is drawn, with what the box cuts off
                let scale = f64::max(width / picture.width, height / picture.height);
                picture.width * scale / pitch
            }
            (None, None, None, _) => return Ok(None),
            _ => {
                let message = "either `stripes`, or `pitch`, `box` and `picture` together";
                return Err(tera::Error::message(message));
            }
        };
        Ok(Some(count.round().clamp(8.0, 400.0) as u32))
    }
}

/// The answer as a value that is escaped where it is put.
pub(super) fn answer(
    arguments: &Kwargs,
    known: &[String],
    tokens: &[(String, String)],
) -> TeraResult<Value> {
    address(arguments, known, tokens).map(Value::from)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tokens() -> Vec<(String, String)> {
        let token = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        [
            ("malam", "#150a3d"),
            ("langit", "#a6dcff"),
            ("putih", "#fff"),
            ("tint", "red"),
        ]
        .map(token)
        .to_vec()
    }

    fn declared(yaml: &str) -> Result<Treatment, String> {
        let declared: Declared = serde_yaml::from_str(yaml).map_err(|error| error.to_string())?;
        one(&declared, &tokens()).map_err(|problem| problem.label)
    }

    fn lurik() -> Treatment {
        declared("{kind: stripes, ink: malam, ground: langit, lights: putih}").unwrap()
    }

    #[test]
    fn a_treatment_is_declared_by_tokens() {
        let lurik = lurik();
        assert_eq!(lurik.darks, ([0x15, 0x0a, 0x3d], 0.1));
        assert_eq!(lurik.ground, [[0xa6, 0xdc, 0xff]]);
        assert_eq!(lurik.lights.0, [255; 3]);
        assert_eq!(lurik.stripes.unwrap().across, 64);
        let inks = declared("{kind: inks, inks: [malam, langit, putih]}").unwrap();
        assert!((inks.darks.1 - 1.0 / 3.0).abs() < 1e-9 && inks.ground.len() == 1);
        let wrong = [
            (
                "{kind: stripes, ink: malm, ground: langit, lights: putih}",
                "did you mean `malam`?",
            ),
            (
                "{kind: stripes, ink: tint, ground: langit, lights: putih}",
                "its value is red",
            ),
            ("{kind: inks, inks: [malam]}", "two inks"),
            (
                "{kind: inks, inks: [malam, putih], darks_share: 0.9}",
                "together no more",
            ),
            (
                "{kind: stripes, ink: malam, ground: [], lights: putih}",
                "a ground is needed",
            ),
            (
                "{kind: stripes, ink: malam, ground: langit, lights: putih, stripes: 3}",
                "from 8",
            ),
            ("{kind: inks, inks: [malam, putih], pitch: 3}", "pitch"),
        ];
        for (yaml, message) in wrong {
            let found = declared(yaml).unwrap_err();
            assert!(found.contains(message), "{yaml}: {found}");
        }
    }

    fn asked(arguments: &serde_json::Value) -> Result<String, String> {
        let value = Value::try_from_serializable(arguments).unwrap();
        let map = value.as_map().unwrap().clone();
        let arguments = Kwargs::new(Arc::new(map));
        address(&arguments, &["lurik".to_owned()], &tokens()).map_err(|error| error.to_string())
    }

    #[test]
    fn an_address_carries_what_is_asked() {
        let picture = json!({"src": "picture/a?b.jpg", "width": 3000, "height": 2000, "alt": ""});
        let address = asked(&json!({
            "picture": picture, "by": "lurik", "box": [1080, 1350], "pitch": 12, "ground": ["malam", "langit"],
        }));
        let address = address.unwrap();
        assert_eq!(
            address,
            "picture/a?b.jpg?treatment=lurik&stripes=169&ground=150a3d-a6dcff"
        );
        let known = Treatments::from([("lurik".to_owned(), lurik())]);
        let (picture, treatment) = Treatment::asked(&address, &known);
        let treatment = treatment.unwrap();
        assert_eq!(picture, "picture/a?b.jpg");
        assert_eq!(treatment.stripes.unwrap().across, 169);
        assert_eq!(treatment.ground, [[0x15, 0x0a, 0x3d], [0xa6, 0xdc, 0xff]]);
        assert_eq!(Treatment::asked("art/a.svg?fill=red", &known).1, None);
        let page = asked(&json!({"src": "../a/pictures/b.jpg", "by": "lurik"})).unwrap();
        assert_eq!(page, "../a/pictures/b.jpg");
    }

    #[test]
    fn a_mistake_of_the_theme_is_told() {
        let wrong = |arguments: serde_json::Value| asked(&arguments).unwrap_err();
        assert!(
            wrong(json!({"src": "picture/a", "by": "lurek"})).contains("did you mean `lurik`?")
        );
        assert!(wrong(json!({"by": "lurik"})).contains("one of `picture`"));
        assert!(wrong(json!({"src": "picture/a", "by": "lurik", "pitch": 3})).contains("together"));
        assert!(
            wrong(json!({"src": "picture/a", "by": "lurik", "ground": "malm"})).contains("malam")
        );
    }
}
