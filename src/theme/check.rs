//! What a theme lacks, for its author: a build meets it only when a piece asks for it.

use super::{StringMap, Theme, files, properties, variables};
use crate::{
    diagnostic::{Code, Diagnostic, Report},
    model::Language,
};

/// The theme that says which texts there are.
const MEASURE: &str = "lugas";

/// Every template that Sebar asks a theme for.
const TEMPLATES: [&str; 22] = [
    "pages/flyer.html",
    "pages/kit.html",
    "pages/not-found.html",
    "pages/portal.html",
    "print/booklet-cover.html",
    "print/booklet-heads.html",
    "print/booklet.html",
    "print/card.html",
    "print/leaflet.html",
    "print/poster.html",
    "social/compare.html",
    "social/event.html",
    "social/list.html",
    "social/number.html",
    "social/people.html",
    "social/photo.html",
    "social/question.html",
    "social/quote.html",
    "social/rebuttal.html",
    "social/statement.html",
    "social/steps.html",
    "social/thanks.html",
];

/// Reports what the theme lacks for a site in these languages.
pub fn check(theme: &Theme, languages: &[Language], report: &mut Report) {
    for name in TEMPLATES.iter().filter(|name| !theme.templates.has(name)) {
        report.push(
            Diagnostic::warning(
                Code::MissingTemplate,
                format!("the theme {} has no template {name}", theme.folder),
            )
            .why("a piece that asks for it could not be made")
            .help("add it, or build on a theme that has it: `extends: lugas` in theme.yaml"),
        );
    }
    texts(theme, languages, report);
    licences(theme, report);
    variables::check(theme, report);
    properties::check(theme, report);
}

/// Texts that the default theme has, and this one has not.
fn texts(theme: &Theme, languages: &[Language], report: &mut Report) {
    for language in languages {
        let path = format!("strings/{language}.yaml");
        let Some(measure) = files::built_in_text(MEASURE, &path) else {
            continue;
        };
        let known: StringMap = serde_yaml::from_str(measure).unwrap_or_default();
        let own = theme.strings.get(language);
        let missing: Vec<&str> = known
            .keys()
            .filter(|key| !own.contains_key(*key))
            .map(String::as_str)
            .collect();
        if missing.is_empty() {
            continue;
        }
        report.push(
            Diagnostic::warning(
                Code::MissingString,
                format!(
                    "the theme {} lacks {} texts in {}",
                    theme.folder,
                    missing.len(),
                    language.name()
                ),
            )
            .why("readers would see the name of the text, or the page would fail")
            .help(format!("add to {path}: {}", missing.join(", "))),
        );
    }
}

/// Fonts that nobody is told the terms of.
fn licences(theme: &Theme, report: &mut Report) {
    let is_licence = |name: &str| {
        let name = name.to_ascii_lowercase();
        ["licence", "license", "ofl", "copying"]
            .iter()
            .any(|word| name.contains(word))
    };
    let licences: Vec<&str> = theme
        .files
        .below("fonts/")
        .filter(|path| is_licence(path))
        .collect();
    for font in &theme.fonts {
        // `anybody-LICENSE.txt` beside anybody-latin.woff2, or one LICENSE.txt for all
        let covers = |path: &&str| {
            let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
            let end = ["licen", "ofl", "copying"]
                .iter()
                .filter_map(|word| name.find(word))
                .min();
            let stem = name[..end.unwrap_or(0)].trim_matches(['-', '_', '.']);
            let file = font.file.rsplit('/').next().unwrap_or(&font.file);
            file.to_ascii_lowercase().starts_with(stem)
        };
        if licences.iter().any(covers) {
            continue;
        }
        report.push(
            Diagnostic::warning(
                Code::FontLicence,
                format!("the font {} has no licence beside it", font.file),
            )
            .why("whoever gets the theme, or a kit with this font in it, may not know the terms")
            .help(format!(
                "put its licence into {}fonts/, as NAME-LICENSE.txt",
                theme.files.folder()
            )),
        );
    }
}
