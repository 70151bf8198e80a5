//! A theme: templates, tokens, fonts, drawings and strings. A theme only ever yields HTML and CSS;
//! it knows nothing of media.

mod art;
mod files;
mod lettering;
pub mod qr;
mod strings;
mod templates;
mod treatment;

use std::{collections::BTreeMap, sync::Arc};

use serde::Deserialize;

use crate::{
    diagnostic::{Code, Diagnostic, Place, Report, SourceText, did_you_mean},
    model::{Language, PieceKind, Site},
    source::Source,
};

pub use art::ArtProblem;
pub use files::ThemeFiles;
use lettering::Letterer;
pub use strings::Strings;
pub use templates::Templates;
pub use treatment::{Ink, Stripes, Treatment, Treatments};

/// A theme, ready for any job.
#[derive(Debug)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// All its files, the site's own over the built-in ones.
    pub files: ThemeFiles,
    /// Brand tokens in the theme's order, the site's values over the theme's.
    pub tokens: Vec<(String, String)>,
    /// Its fonts, in the order of the font stack.
    pub fonts: Vec<FontFile>,
    /// What `font-family` takes, in style sheets.
    pub font_stack: String,
    /// How far text may shrink.
    pub fit: Fits,
    /// The smallest text on social images, in CSS pixels of the design.
    pub smallest_social: Option<f64>,
    /// Its texts, by language.
    pub strings: Strings,
    /// What it makes of photographs, by name.
    pub treatments: Treatments,
    /// What it makes of photographs on pages.
    pub page_treatment: Option<Treatment>,
    /// Its templates.
    pub templates: Templates,
}

/// `theme.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeYaml {
    name: String,
    tokens: serde_yaml::Mapping,
    fonts: Vec<FontFile>,
    font_stack: String,
    fit: Fits,
    smallest: Option<Smallest>,
    #[serde(default)]
    treatments: BTreeMap<String, treatment::Declared>,
    page_treatment: Option<String>,
}

/// One font file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontFile {
    /// Path in the theme's folder.
    pub file: String,
    /// The family's name inside the file.
    pub family: String,
    /// The family's name in style sheets.
    pub css_family: String,
    /// One weight, or the range of a variable font: `200 800`.
    pub weight: serde_yaml::Value,
    /// `normal` or `italic`.
    pub style: String,
    /// Characters it serves, as in CSS.
    pub unicode_range: Option<String>,
}

/// How far `--fit` may go, by kind of template.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fits {
    /// Social images.
    pub social: Fit,
    /// Folded leaflets.
    pub leaflet: Fit,
    /// Posters; as leaflets without it.
    pub poster: Option<Fit>,
    /// Pocket cards; as leaflets without it.
    pub card: Option<Fit>,
}

impl Fits {
    /// That of a printed piece.
    pub fn of(&self, kind: PieceKind) -> Fit {
        let own = match kind {
            PieceKind::Poster => self.poster,
            PieceKind::Card => self.card,
            PieceKind::Leaflet | PieceKind::Booklet => None,
        };
        own.unwrap_or(self.leaflet)
    }
}

/// The smallest and largest factor on text sizes.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fit {
    /// Where shrinking ends.
    pub min: f64,
    /// Where it begins.
    pub max: f64,
}

/// The smallest text sizes: pixels at design size, points on paper.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Smallest {
    social: f64,
    #[allow(dead_code)]
    print: f64,
}

/// Loads the site's theme. What is wrong with it goes to `report`.
pub fn load(source: &Source, site: &Site, report: &mut Report) -> Option<Theme> {
    let files = ThemeFiles::find(source, &site.theme);
    if !files.has("theme.yaml") {
        report.push(no_theme(source, site));
        return None;
    }
    let yaml = files
        .text("theme.yaml", source)
        .map_err(|problem| report.push(problem))
        .ok()?;
    let read = serde_yaml::from_str::<ThemeYaml>(&yaml.text);
    let theme = read
        .map_err(|error| report.push(broken_yaml(&yaml, &error)))
        .ok()?;
    let tokens = tokens(&theme.tokens, site, report);
    let strings = strings::load(&files, source, &site.languages, report);
    let letterer = letterer(&files, &theme.fonts, source);
    let treatments = treatment::resolve(&theme.treatments, &tokens, &yaml, report);
    let page_treatment = theme
        .page_treatment
        .and_then(|name| treatment::of_pages(&name, &treatments, &yaml, report));
    let known = treatments.keys().cloned().collect();
    let templates = Templates::load(&files, source, (&tokens, letterer, known), report)?;
    Some(Theme {
        name: theme.name,
        files,
        tokens,
        fonts: theme.fonts,
        font_stack: theme.font_stack,
        fit: theme.fit,
        smallest_social: theme.smallest.map(|least| least.social),
        strings,
        treatments,
        page_treatment,
        templates,
    })
}

impl Theme {
    /// `--token:value;` for every token: what stands between the braces of `:root{…}`.
    pub fn custom_properties(&self) -> String {
        self.tokens
            .iter()
            .map(|(name, value)| format!("--{name}:{value};"))
            .collect()
    }

    /// `@font-face` rules for browsers, with addresses relative to `assets/`.
    pub fn font_faces(&self) -> String {
        self.fonts
            .iter()
            .map(|font| font.face(&font.file))
            .collect()
    }
}

impl FontFile {
    /// Its `@font-face` rule, with the font at `address`.
    pub fn face(&self, address: &str) -> String {
        let weight = match &self.weight {
            serde_yaml::Value::Number(number) => number.to_string(),
            other => other.as_str().unwrap_or("400").to_owned(),
        };
        let range = self
            .unicode_range
            .as_ref()
            .map(|range| format!(";unicode-range:{range}"))
            .unwrap_or_default();
        format!(
            "@font-face{{font-family:\"{}\";src:url(\"{address}\") format(\"woff2\");font-weight:{weight};font-style:{};font-display:swap{range}}}\n",
            self.css_family, self.style
        )
    }
}

/// Fonts that cannot be read are reported where they are registered for drawing.
fn letterer(files: &ThemeFiles, fonts: &[FontFile], source: &Source) -> Letterer {
    let read = fonts
        .iter()
        .filter_map(|font| Some((font, files.bytes(&font.file, source).ok()?)));
    Letterer::new(read.collect())
}

fn tokens(own: &serde_yaml::Mapping, site: &Site, report: &mut Report) -> Vec<(String, String)> {
    let text = |value: &serde_yaml::Value| value.as_str().map(str::to_owned);
    let own: Vec<(String, String)> = own
        .iter()
        .filter_map(|(name, value)| Some((text(name)?, text(value)?)))
        .collect();
    for name in site
        .brand
        .keys()
        .filter(|name| !own.iter().any(|(known, _)| known == *name))
    {
        let label = match did_you_mean(name, own.iter().map(|(known, _)| known.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the theme does not know this name".to_owned(),
        };
        let place = site.brand_places.get(name).unwrap_or(&site.theme_place);
        report.push(
            Diagnostic::error(
                Code::UnknownKey,
                format!("the theme {} has no token `{name}`", site.theme),
            )
            .at(place.clone(), label)
            .why("the colour would change nothing")
            .help(format!(
                "tokens: {}",
                own.iter()
                    .map(|(known, _)| known.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            )),
        );
    }
    own.into_iter()
        .map(|(name, value)| {
            let value = site.brand.get(&name).cloned().unwrap_or(value);
            (name, value)
        })
        .collect()
}

fn no_theme(source: &Source, site: &Site) -> Diagnostic {
    let mut known = source.folders("themes/");
    if !known.contains(&"lugas") {
        known.push("lugas");
    }
    let label = match did_you_mean(&site.theme, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "there is no such theme".to_owned(),
    };
    Diagnostic::error(
        Code::NoTheme,
        format!("the theme `{}` is not there", site.theme),
    )
    .at(site.theme_place.clone(), label)
    .why("without a theme nothing can be drawn")
    .help(format!("themes here: {}", known.join(", ")))
    .help("a theme of your own is a folder themes/NAME with a theme.yaml")
}

/// An error of the YAML reader, at its line in the theme's file.
fn broken_yaml(file: &Arc<SourceText>, error: &serde_yaml::Error) -> Diagnostic {
    let at = error.location().map_or(0, |location| location.index());
    let at = at.min(file.text.len());
    let end = file.text[at..]
        .find('\n')
        .map_or(file.text.len(), |end| at + end);
    Diagnostic::error(Code::ThemeFile, format!("{} cannot be used", file.path))
        .at(Place::new(file, at..end), error.to_string())
        .why("nothing can be drawn with this theme until it is mended")
}

/// Texts of a language, with the address of the language they fall back on.
pub type StringMap = BTreeMap<String, String>;

/// The strings of `language`.
pub fn strings_of<'a>(theme: &'a Theme, language: &Language) -> &'a StringMap {
    theme.strings.get(language)
}
