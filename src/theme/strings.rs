//! The texts of a theme: labels, buttons, headings, in every language it speaks.

use std::collections::BTreeMap;

use tera::Value;

use super::{StringMap, ThemeFiles, declared::broken_yaml};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report},
    model::Language,
    source::Source,
};

/// Texts by language. A language that the theme does not speak gets those of the site's first.
#[derive(Debug, Default)]
pub struct Strings {
    by_language: BTreeMap<Language, Texts>,
    empty: Texts,
}

/// The texts of one language.
#[derive(Debug)]
struct Texts {
    texts: StringMap,
    /// As templates are given them: made once, since every page has all of them.
    value: Value,
}

impl From<StringMap> for Texts {
    fn from(texts: StringMap) -> Self {
        let value = Value::from_serializable(&texts);
        Self { texts, value }
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self::from(StringMap::new())
    }
}

impl Strings {
    /// The texts of one language.
    pub fn get(&self, language: &Language) -> &StringMap {
        &self.of(language).texts
    }

    /// The same, for templates.
    pub fn value(&self, language: &Language) -> &Value {
        &self.of(language).value
    }

    fn of(&self, language: &Language) -> &Texts {
        self.by_language.get(language).unwrap_or(&self.empty)
    }

    /// The texts of every language.
    pub fn all(&self) -> impl Iterator<Item = &StringMap> {
        self.by_language.values().map(|own| &own.texts)
    }

    /// One text; its key where it is missing, so that a reader of the page sees the gap.
    pub fn text<'a>(&'a self, language: &Language, key: &'a str) -> &'a str {
        self.get(language).get(key).map_or(key, String::as_str)
    }
}

/// Reads `strings/LANG.yaml` for each of the site's languages.
pub fn load(
    files: &ThemeFiles,
    source: &Source,
    languages: &[Language],
    report: &mut Report,
) -> Strings {
    let mut strings = Strings::default();
    let mut first: Option<StringMap> = None;
    for language in languages {
        let path = format!("strings/{language}.yaml");
        let mut own = StringMap::new();
        let mut place = None;
        if files.has(&path) {
            for read in files.texts(&path, source) {
                match read {
                    Ok(file) => match serde_yaml::from_str::<StringMap>(&file.text) {
                        Ok(read) => {
                            // the theme's own words come first, then those of the theme it extends
                            for (key, text) in read {
                                own.entry(key).or_insert(text);
                            }
                            place = place.or(Some(Place::file(&file)));
                        }
                        Err(error) => report.push(broken_yaml(&file, &error)),
                    },
                    Err(problem) => report.push(problem),
                }
            }
        } else {
            report.push(
                Diagnostic::warning(
                    Code::MissingString,
                    format!("the theme has no texts in {}", language.name()),
                )
                .why(format!(
                    "buttons and headings would be in {}",
                    languages[0].name()
                ))
                .help(format!(
                    "add {path} to the theme, with the keys of strings/{}.yaml",
                    languages[0]
                )),
            );
        }
        if let Some(first) = &first {
            for (key, text) in first
                .iter()
                .filter(|(key, _)| !own.contains_key(*key))
                .collect::<Vec<_>>()
            {
                if let Some(place) = &place {
                    report.push(
                        Diagnostic::warning(
                            Code::MissingString,
                            format!("the text `{key}` is missing in {path}"),
                        )
                        .at(place.clone(), "")
                        .why(format!("readers would see “{text}”")),
                    );
                }
                own.insert(key.clone(), text.clone());
            }
        } else {
            first = Some(own.clone());
        }
        strings.by_language.insert(language.clone(), own.into());
    }
    strings
}
