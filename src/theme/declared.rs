//! `theme.yaml`, and that of the theme it extends beneath.

use std::{collections::BTreeMap, sync::Arc};

use serde::Deserialize;

use super::{Fits, FontFile, files::Layer, files::names, treatment};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report, SourceText, did_you_mean},
    source::Source,
};

/// `theme.yaml` as it is written. A theme that extends another says only what is other there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeYaml {
    name: String,
    extends: Option<String>,
    #[serde(default)]
    tokens: serde_yaml::Mapping,
    fonts: Option<Vec<FontFile>>,
    font_stack: Option<String>,
    fit: Option<Fits>,
    smallest: Option<Smallest>,
    archive: Option<bool>,
    #[serde(default)]
    treatments: BTreeMap<String, treatment::Declared>,
    page_treatment: Option<String>,
    #[serde(default)]
    contrasts: Vec<ContrastYaml>,
}

/// The smallest text sizes: pixels at design size, points on paper.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Smallest {
    pub(super) social: f64,
    #[allow(dead_code)]
    print: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ContrastYaml {
    text: String,
    ground: String,
    #[serde(default = "of_text")]
    least: f64,
}

/// WCAG 2.2, level AA, of text that is not large.
fn of_text() -> f64 {
    4.5
}

/// Two tokens, one of which is to be readable on the other.
#[derive(Debug, Clone)]
pub struct Contrast {
    /// The token of letters or shapes.
    pub text: String,
    /// The token of their ground.
    pub ground: String,
    /// The least contrast, as WCAG 2.2 measures it.
    pub least: f64,
    /// Where it is declared.
    pub file: Arc<SourceText>,
}

/// What a theme declares, with what it takes over.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) name: String,
    /// In the order in which they were declared first.
    pub(super) tokens: Vec<(String, String)>,
    pub(super) fonts: Vec<FontFile>,
    pub(super) font_stack: String,
    pub(super) fit: Fits,
    pub(super) smallest: Option<Smallest>,
    pub(super) archive: bool,
    pub(super) treatments: BTreeMap<String, treatment::Declared>,
    pub(super) page_treatment: Option<String>,
    pub(super) contrasts: Vec<Contrast>,
    /// The theme's own file.
    pub(super) file: Arc<SourceText>,
}

/// Who asks for a theme, and where.
pub(super) struct Asked<'a> {
    pub(super) name: &'a str,
    pub(super) place: Place,
}

/// Reads a theme's own folder and those that it extends. What is wrong goes to `report`.
pub(super) fn read(
    source: &Source,
    asked: Asked,
    report: &mut Report,
) -> Option<(Vec<Layer>, Declared)> {
    let mut layers = Vec::new();
    let mut files: Vec<(Arc<SourceText>, ThemeYaml)> = Vec::new();
    let (mut name, mut place) = (asked.name.to_owned(), asked.place);
    loop {
        let Some(layer) = Layer::find(source, &name) else {
            report.push(no_theme(source, &name, place));
            return None;
        };
        let file = layer
            .text("theme.yaml", source)
            .map_err(|problem| report.push(problem))
            .ok()?;
        let yaml = serde_yaml::from_str::<ThemeYaml>(&file.text)
            .map_err(|error| report.push(broken_yaml(&file, &error)))
            .ok()?;
        let seen = layers
            .iter()
            .any(|known: &Layer| known.folder == layer.folder);
        if seen {
            report.push(circle(&name, place));
            return None;
        }
        let next = yaml.extends.clone();
        if let Some(next) = &next {
            place = place_of(&file, "extends:", next);
        }
        layers.push(layer);
        files.push((file, yaml));
        match next {
            Some(next) => name = next,
            None => break,
        }
    }
    Some((layers, merged(files, report)?))
}

/// Where a value stands after a key.
fn place_of(file: &Arc<SourceText>, key: &str, value: &str) -> Place {
    let from = file.text.find(key).map_or(0, |at| at + key.len());
    let at = file.text[from..].find(value).map_or(0, |at| from + at);
    Place::new(file, at..(at + value.len()).min(file.text.len()))
}

/// The theme's own words over those of the themes it extends.
fn merged(files: Vec<(Arc<SourceText>, ThemeYaml)>, report: &mut Report) -> Option<Declared> {
    let mut tokens: Vec<(String, String)> = Vec::new();
    let mut all = files.into_iter();
    let (file, mut yaml) = all.next()?;
    let mut mappings = vec![std::mem::take(&mut yaml.tokens)];
    let mut contrasts = declared_in(&file, std::mem::take(&mut yaml.contrasts));
    for (file, mut parent) in all {
        contrasts.extend(declared_in(&file, std::mem::take(&mut parent.contrasts)));
        mappings.push(std::mem::take(&mut parent.tokens));
        yaml.fonts = yaml.fonts.or(parent.fonts);
        yaml.font_stack = yaml.font_stack.or(parent.font_stack);
        yaml.fit = yaml.fit.or(parent.fit);
        yaml.smallest = yaml.smallest.or(parent.smallest);
        yaml.archive = yaml.archive.or(parent.archive);
        yaml.page_treatment = yaml.page_treatment.or(parent.page_treatment);
        for (name, treatment) in parent.treatments {
            yaml.treatments.entry(name).or_insert(treatment);
        }
    }
    for mapping in mappings.into_iter().rev() {
        for (name, value) in &mapping {
            let (Some(name), Some(value)) = (name.as_str(), value.as_str()) else {
                continue;
            };
            match tokens.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => value.clone_into(known),
                None => tokens.push((name.to_owned(), value.to_owned())),
            }
        }
    }
    let mut missing = |key: &str| report.push(incomplete(&file, key));
    let (Some(fonts), Some(font_stack), Some(fit)) = (yaml.fonts, yaml.font_stack, yaml.fit) else {
        missing("`fonts`, `font_stack` and `fit`");
        return None;
    };
    Some(Declared {
        name: yaml.name,
        tokens,
        fonts,
        font_stack,
        fit,
        smallest: yaml.smallest,
        archive: yaml.archive.unwrap_or_default(),
        treatments: yaml.treatments,
        page_treatment: yaml.page_treatment,
        contrasts,
        file,
    })
}

fn declared_in(file: &Arc<SourceText>, pairs: Vec<ContrastYaml>) -> Vec<Contrast> {
    let pair = |pair: ContrastYaml| Contrast {
        text: pair.text,
        ground: pair.ground,
        least: pair.least,
        file: Arc::clone(file),
    };
    pairs.into_iter().map(pair).collect()
}

fn incomplete(file: &Arc<SourceText>, keys: &str) -> Diagnostic {
    Diagnostic::error(Code::ThemeFile, format!("{} cannot be used", file.path))
        .at(
            Place::file(file),
            format!("{keys} are needed, here or in the theme that it extends"),
        )
        .why("nothing can be drawn with this theme until it is mended")
        .help("extends: lugas")
}

fn circle(name: &str, place: Place) -> Diagnostic {
    Diagnostic::error(
        Code::ThemeFile,
        format!("the theme `{name}` extends itself"),
    )
    .at(place, "leads back to it")
    .why("nobody could say where its files begin")
    .help("name another theme, such as lugas, or none")
}

/// There is no theme of this name.
pub(super) fn no_theme(source: &Source, name: &str, place: Place) -> Diagnostic {
    let known = names(source);
    let label = match did_you_mean(name, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "there is no such theme".to_owned(),
    };
    Diagnostic::error(Code::NoTheme, format!("the theme `{name}` is not there"))
        .at(place, label)
        .why("without a theme nothing can be drawn")
        .help(format!("themes here: {}", known.join(", ")))
        .help("a theme of your own is a folder themes/NAME with a theme.yaml")
}

/// An error of the YAML reader, at its line in the theme's file.
pub(super) fn broken_yaml(file: &Arc<SourceText>, error: &serde_yaml::Error) -> Diagnostic {
    let at = error.location().map_or(0, |location| location.index());
    let at = at.min(file.text.len());
    let end = file.text[at..]
        .find('\n')
        .map_or(file.text.len(), |end| at + end);
    Diagnostic::error(Code::ThemeFile, format!("{} cannot be used", file.path))
        .at(Place::new(file, at..end), error.to_string())
        .why("nothing can be drawn with this theme until it is mended")
}
