//! Spelling, where the site gives a Hunspell dictionary.

use std::collections::{BTreeMap, BTreeSet};

use spellbook::Dictionary;

use super::{Context, Piece};
use crate::{
    diagnostic::{Code, Diagnostic, Report},
    model::Site,
    source::Source,
};

/// Dictionaries of a site by language: `dictionaries/id.aff` and `dictionaries/id.dic`.
pub(super) struct Dictionaries(BTreeMap<String, Own>);

struct Own {
    words: Dictionary,
    /// From `dictionaries/id.txt`, in small letters.
    more: BTreeSet<String>,
}

impl Dictionaries {
    /// Reads those that are there.
    pub(super) fn of(source: &Source, site: &Site, report: &mut Report) -> Self {
        let mut all = BTreeMap::new();
        for language in &site.languages {
            let path = |ending: &str| format!("dictionaries/{language}.{ending}");
            let (rules, words) = (path("aff"), path("dic"));
            if !source.has(&words) {
                continue;
            }
            let read = |path: &str, report: &mut Report| {
                let text = source.text(path).map_err(|problem| report.push(problem));
                text.map_or(String::new(), |text| text.text.clone())
            };
            let dictionary = Dictionary::new(&read(&rules, report), &read(&words, report));
            let more = if source.has(&path("txt")) {
                read(&path("txt"), report)
            } else {
                String::new()
            };
            match dictionary {
                Ok(words) => {
                    let more = more
                        .lines()
                        .map(|line| line.trim().to_lowercase())
                        .collect();
                    all.insert(language.to_string(), Own { words, more });
                }
                Err(error) => report.push(
                    Diagnostic::warning(
                        Code::Unreadable,
                        format!("the dictionary {words} cannot be used: {error}"),
                    )
                    .why("spelling is not checked in this language")
                    .help("take the .aff and .dic of one Hunspell dictionary, both saved as UTF-8"),
                ),
            }
        }
        Self(all)
    }

    /// Looks at one text. Names and abbreviations, which begin with a capital, are left alone; each
    /// word is told once a text.
    pub(super) fn check(&self, context: &Context, piece: &Piece, report: &mut Report) {
        let Some(own) = self.0.get(context.language.as_str()) else {
            return;
        };
        let mut told = BTreeSet::new();
        for block in &piece.blocks {
            for (at, word) in block.words() {
                let is_plain = word.chars().all(|c| c.is_lowercase() || c == '-');
                let is_known = || {
                    own.more.contains(word) || own.words.check(word) || parts_are_known(own, word)
                };
                if word.chars().count() < 3
                    || !is_plain
                    || is_known()
                    || !told.insert(word.to_owned())
                {
                    continue;
                }
                let mut near = Vec::new();
                own.words.suggest(word, &mut near);
                near.truncate(3);
                let label = match near.join(", ") {
                    near if near.is_empty() => String::new(),
                    near => format!("did you mean: {near}?"),
                };
                report.push(
                    Diagnostic::advice(
                        Code::Spelling,
                        format!("“{word}” is not in the dictionary"),
                    )
                    .at(block.place(at..at + word.len()), label)
                    .why("a slip of the finger makes readers doubt the rest")
                    .help(format!(
                        "if it is right, add it to dictionaries/{}.txt",
                        context.language
                    )),
                );
            }
        }
    }
}

/// Words said twice (`hati-hati`) and joined ones are known by their parts.
fn parts_are_known(own: &Own, word: &str) -> bool {
    word.contains('-')
        && word
            .split('-')
            .all(|part| own.words.check(part) || own.more.contains(part))
}
