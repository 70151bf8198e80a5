//! Custom properties that a theme's style sheets read and nothing sets: a colour that is misspelt is
//! no colour, and says nothing.

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use super::Theme;
use crate::diagnostic::{Code, Diagnostic, Place, Report, SourceText, did_you_mean};

/// What Sebar itself sets beside the tokens: the factor on text sizes.
const GIVEN: [&str; 1] = ["fit"];

/// Reports them in the theme's own templates of images and print.
pub(super) fn check(theme: &Theme, report: &mut Report) {
    let drawn = || {
        let sources = theme.templates.sources();
        sources.filter(|(name, _)| !name.starts_with("pages/"))
    };
    let tokens = theme.tokens.iter().map(|(name, _)| name.as_str());
    let set: BTreeSet<&str> = drawn()
        .flat_map(|(_, file)| set(&file.text))
        .chain(tokens)
        .chain(GIVEN)
        .collect();
    for (_, file) in drawn().filter(|(name, _)| theme.files.is_own(name)) {
        for at in read(&file.text) {
            let name = &file.text[at.clone()];
            if !set.contains(name) {
                let near = did_you_mean(name, set.iter().copied());
                report.push(unset(file, &at, near));
            }
        }
    }
}

fn unset(file: &Arc<SourceText>, at: &Range<usize>, near: Option<&str>) -> Diagnostic {
    let label = match near {
        Some(near) => format!("did you mean `--{near}`?"),
        None => "no token, and no style sheet sets it".to_owned(),
    };
    let name = &file.text[at.clone()];
    Diagnostic::error(Code::UnknownCss, format!("nothing sets `--{name}`"))
        .at(Place::new(file, at.clone()), label)
        .why("the declaration that reads it is passed over in silence")
        .help("name a token of theme.yaml, or say what to take without it: var(--name, #000)")
}

/// Names, without hyphens, of `--name:`.
fn set(text: &str) -> impl Iterator<Item = &str> {
    names(text, "--").filter_map(|at| {
        let rest = text[at.end..].trim_start();
        rest.starts_with(':').then_some(&text[at])
    })
}

/// Names of `var(--name)` that has no other value to fall back on.
fn read(text: &str) -> impl Iterator<Item = Range<usize>> {
    names(text, "var(--").filter(|at| text[at.end..].trim_start().starts_with(')'))
}

/// The names after each `start`.
fn names<'a>(text: &'a str, start: &'a str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(start).map(move |(at, _)| {
        let from = at + start.len();
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let length = text[from..].find(|c| !is_name(c));
        from..length.map_or(text.len(), |length| from + length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_set() {
        let css = ":root{--a: 1px;--b-c:2px}p{margin:var(--a) var( --b);color:var(--d, red);top:var(--e)}--{{ x }}:1";
        let set: Vec<&str> = set(css).collect();
        assert_eq!(set, ["a", "b-c"]);
        let read: Vec<&str> = read(css).map(|at| &css[at]).collect();
        assert_eq!(read, ["a", "e"]);
        assert_eq!(names("var(--", "var(--").count(), 1);
    }
}
