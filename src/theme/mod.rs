//! A theme: templates, tokens, fonts, drawings and strings. A theme only ever yields HTML and CSS;
//! it knows nothing of media.

mod art;
mod check;
mod declared;
mod files;
mod font;
mod lettering;
mod properties;
pub mod qr;
mod strings;
mod styles;
mod templates;
mod themes;
mod treatment;
mod variables;

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    diagnostic::{Code, Diagnostic, Place, Report, did_you_mean},
    model::{Language, PieceKind, Site},
    source::Source,
};

pub use art::ArtProblem;
pub use check::check;
pub use declared::Contrast;
pub use files::{ThemeFiles, names};
pub use font::FontFile;
use lettering::Letterer;
pub use strings::Strings;
use styles::Styles;
pub use templates::Templates;
pub use themes::Themes;
pub use treatment::{Ink, Stripes, Treatment, Treatments, hex as ink_of};
pub use variables::PAGE as VARIABLES;

/// A theme's service worker.
pub const WORKER: &str = "app/sw.js";

/// A theme's script that stands inside of every page and brings the others once the page is seen.
pub const LATER: &str = "app/later.js";

/// A theme, ready for any job.
#[derive(Debug)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// The name of its folder, by which it is asked for.
    pub folder: String,
    /// Where its style sheets, scripts and fonts stand below the public folder, with a slash at the
    /// end: `assets/` of the site's theme, `assets/themes/pasar/` of another.
    pub assets: String,
    /// Whether pages tell browsers of the web app, which is the site's theme's.
    pub is_app: bool,
    /// The script that brings the others once a page is seen; empty where the theme has none.
    pub later: String,
    /// All its files, the site's own over the built-in ones, over those of the theme it extends.
    pub files: ThemeFiles,
    /// Brand tokens in the theme's order, the site's values over the theme's.
    pub tokens: Vec<(String, String)>,
    /// The same by name, as pages are given them.
    pub token_values: tera::Value,
    /// Its fonts, in the order of the font stack.
    pub fonts: Vec<FontFile>,
    /// What `font-family` takes, in style sheets.
    pub font_stack: String,
    /// How far text may shrink.
    pub fit: Fits,
    /// The smallest text on social images, in CSS pixels of the design.
    pub smallest_social: Option<f64>,
    /// Whether PDFs to read are made to be kept (PDF/A-2a, ISO 19005-2) as well.
    pub archive: bool,
    /// Its texts, by language.
    pub strings: Strings,
    /// What it makes of photographs, by name.
    pub treatments: Treatments,
    /// What it makes of photographs on pages.
    pub page_treatment: Option<Treatment>,
    /// Colours that it declares to be readable on each other.
    pub contrasts: Vec<Contrast>,
    /// Its templates.
    pub templates: Templates,
    /// What its pages use of its style sheets.
    pub styles: Styles,
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

/// Loads the theme of this name for `site`, which asks for it there. Of a site's `first` theme and
/// another one, the other's files stand in a folder of their own. What is wrong goes to `report`.
pub fn load(
    source: &Source,
    site: &Site,
    (name, place): (&str, &Place),
    first: Option<&Theme>,
    report: &mut Report,
) -> Option<Theme> {
    let asked = declared::Asked {
        name,
        place: place.clone(),
    };
    let (layers, declared) = declared::read(source, asked, report)?;
    let files = ThemeFiles::new(layers);
    let tokens = tokens(declared.tokens, (site, name), first.is_none(), report);
    let strings = strings::load(&files, source, &site.languages, report);
    let letterer = letterer(&files, &declared.fonts, source);
    let treatments = treatment::resolve(&declared.treatments, &tokens, &declared.file, report);
    // of one that is declared and cannot be used, enough was said
    let page_treatment = declared.page_treatment.and_then(|name| {
        let said = declared.treatments.contains_key(&name) && !treatments.contains_key(&name);
        if said {
            return None;
        }
        treatment::of_pages(&name, &treatments, &declared.file, report)
    });
    let known = treatments.keys().cloned().collect();
    let templates = Templates::load(&files, source, (&tokens, letterer, known), report)?;
    let assets = match first {
        None => "assets/".to_owned(),
        Some(_) => format!("assets/themes/{name}/"),
    };
    let mut fonts = declared.fonts;
    let letters = font::written(&files, source, &strings);
    for font in &mut fonts {
        font.is_needed = font.serves(&letters);
        let shared = first.is_some_and(|first| files.share(&first.files, &font.file, source));
        let folder = if shared { "assets/" } else { &assets };
        font.published = format!("{folder}{}", font.file);
    }
    let later = later(&files, source, report);
    let styles = Styles::load(&files, source);
    let is_app = files.has(WORKER) && first.is_none_or(|first| first.is_app);
    Some(Theme {
        name: declared.name,
        folder: name.to_owned(),
        assets,
        is_app,
        later,
        files,
        token_values: tera::Value::from_serializable(
            &tokens.iter().cloned().collect::<StringMap>(),
        ),
        tokens,
        fonts,
        font_stack: declared.font_stack,
        fit: declared.fit,
        archive: declared.archive,
        smallest_social: declared.smallest.map(|least| least.social),
        strings,
        treatments,
        page_treatment,
        contrasts: declared.contrasts,
        templates,
        styles,
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

    /// The rules of a page's fonts. `root` leads from the page to the public folder.
    pub fn faces(&self, root: &str) -> String {
        self.needed_fonts()
            .map(|font| font.face(&format!("{root}{}", font.published)))
            .collect()
    }

    /// The fonts that the site's texts need, in the order of the font stack.
    pub fn needed_fonts(&self) -> impl Iterator<Item = &FontFile> {
        self.fonts.iter().filter(|font| font.is_needed)
    }

    /// What a page's style sheet begins with: the tokens.
    pub fn style(&self) -> String {
        format!(":root{{{}}}\n", self.custom_properties())
    }
}

/// The script that brings the others, without its indents and comments: every page carries it.
fn later(files: &ThemeFiles, source: &Source, report: &mut Report) -> String {
    if !files.has(LATER) {
        return String::new();
    }
    match files.text(LATER, source) {
        Ok(script) => {
            let lines = script.text.lines().map(str::trim);
            let told = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
            told.collect::<Vec<_>>().join("\n")
        }
        Err(problem) => {
            report.push(problem);
            String::new()
        }
    }
}

/// Fonts that cannot be read are reported where they are registered for drawing.
fn letterer(files: &ThemeFiles, fonts: &[FontFile], source: &Source) -> Letterer {
    let read = fonts
        .iter()
        .filter_map(|font| Some((font, files.bytes(&font.file, source).ok()?)));
    Letterer::new(read.collect())
}

/// The tokens with the brand's values. The site's theme must know every name of the brand; another
/// takes those that it knows.
fn tokens(
    own: Vec<(String, String)>,
    (site, theme): (&Site, &str),
    all_known: bool,
    report: &mut Report,
) -> Vec<(String, String)> {
    let is_known = |name: &&String| own.iter().any(|(known, _)| known == *name);
    for name in site
        .brand
        .keys()
        .filter(|name| all_known && !is_known(name))
    {
        let label = match did_you_mean(name, own.iter().map(|(known, _)| known.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the theme does not know this name".to_owned(),
        };
        let place = site.brand_places.get(name).unwrap_or(&site.theme_place);
        report.push(
            Diagnostic::error(
                Code::UnknownKey,
                format!("the theme {theme} has no token `{name}`"),
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

/// Texts of a language, with the address of the language they fall back on.
pub type StringMap = BTreeMap<String, String>;

/// The strings of `language`.
pub fn strings_of<'a>(theme: &'a Theme, language: &Language) -> &'a StringMap {
    theme.strings.get(language)
}
