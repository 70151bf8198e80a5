//! What templates read, against what they are given: a name that is not there is an error only when a
//! template meets it, which may be months later.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use super::Theme;
use crate::diagnostic::{Code, Diagnostic, Place, Report, SourceText, did_you_mean};

/// The guide's page on what templates are given. A test makes it from the types.
pub const PAGE: &str = include_str!("variables.md");

/// Reports names that no template of this theme is given.
pub(super) fn check(theme: &Theme, report: &mut Report) {
    let known = Known::of(PAGE);
    // a block reads what the template around it sets
    let all = theme.templates.sources();
    let elsewhere: BTreeSet<&str> = all.flat_map(|(_, file)| bound(&file.text)).collect();
    for (name, file) in theme
        .templates
        .sources()
        .filter(|(name, _)| theme.files.is_own(name))
    {
        let folder = name.split_inclusive('/').next().unwrap_or_default();
        let own = bound(&file.text);
        for name in shown(&file.text) {
            let word = &file.text[name.clone()];
            if !own.contains(word) && !elsewhere.contains(word) && !known.has(word) {
                let near = did_you_mean(word, known.names());
                let path = word.to_owned();
                let near = near.map(str::to_owned);
                report.push(unknown(file, &name, &Wrong { path, near }));
            }
        }
        for path in paths(&file.text) {
            let words: Vec<&str> = file.text[path.clone()].split('.').collect();
            let [root, field, ..] = words.as_slice() else {
                continue;
            };
            if own.contains(*root) {
                continue;
            }
            if *root == "t" {
                missing_text(theme, file, &path, field, report);
            } else if let Some(problem) = known.wrong(folder, &words) {
                report.push(unknown(file, &path, &problem));
            }
        }
    }
}

/// A name that is not given.
struct Wrong {
    /// As far as it is known, and one name more.
    path: String,
    /// The most alike name.
    near: Option<String>,
}

fn unknown(file: &Arc<SourceText>, at: &Range<usize>, wrong: &Wrong) -> Diagnostic {
    let label = match &wrong.near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "templates are not given this".to_owned(),
    };
    Diagnostic::error(
        Code::UnknownVariable,
        format!("there is no `{}`", wrong.path),
    )
    .at(
        Place::new(file, at.start..at.start + wrong.path.len()),
        label,
    )
    .why("what uses this template fails as soon as it is met")
    .help("`sebar help variables` lists all that templates are given")
}

/// A text that no language has.
fn missing_text(
    theme: &Theme,
    file: &Arc<SourceText>,
    at: &Range<usize>,
    key: &str,
    report: &mut Report,
) {
    let has = |key: &str| theme.strings.all().any(|strings| strings.contains_key(key));
    // what follows a test may be missing: `t.note or ""`, `t.note is defined`
    let rest = file.text[at.end..].trim_start();
    let tested = ["or ", "is defined", "is undefined"].iter();
    if has(key) || tested.into_iter().any(|test| rest.starts_with(test)) {
        return;
    }
    let keys = theme.strings.all().flat_map(|strings| strings.keys());
    let near = did_you_mean(key, keys.map(String::as_str));
    let label = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "no language has it".to_owned(),
    };
    report.push(
        Diagnostic::error(Code::MissingString, format!("there is no text `{key}`"))
            .at(Place::new(file, at.start..at.start + 2 + key.len()), label)
            .why("what uses this template fails as soon as it is met")
            .help(format!(
                "add it to {}strings/, in every language of the site",
                theme.files.folder()
            )),
    );
}

/// Names that Tera gives, and those of drawn templates that stand in no type.
const FREE: [&str; 5] = ["body", "loop", "none", "css", "fit"];

/// What templates are given, by the folder that they are in.
struct Known {
    by_folder: BTreeMap<&'static str, BTreeSet<String>>,
    shapes: BTreeMap<&'static str, BTreeSet<String>>,
    /// Which shape a variable has.
    shaped: BTreeMap<String, &'static str>,
}

impl Known {
    fn of(page: &'static str) -> Self {
        let mut known = Self {
            by_folder: BTreeMap::new(),
            shapes: BTreeMap::new(),
            shaped: BTreeMap::new(),
        };
        let (mut folder, mut shape) = ("", None);
        for line in page.lines() {
            if let Some(heading) = line.strip_prefix("## ") {
                folder = heading.split('`').nth(1).unwrap_or_default();
                shape = heading.strip_prefix("A ");
            }
            let Some((path, said)) = line
                .strip_prefix("- `")
                .and_then(|line| line.split_once('`'))
            else {
                continue;
            };
            let path = path.replace("[]", "");
            if let Some(shape) = shape {
                known.shapes.entry(shape).or_default().insert(path);
                continue;
            }
            if let Some(kind) = said.strip_prefix(" → ") {
                let kind = kind.split(':').next().unwrap_or_default();
                known.shaped.insert(path.clone(), kind);
            }
            known.by_folder.entry(folder).or_default().insert(path);
        }
        known
    }

    /// Whether some template is given this name.
    fn has(&self, name: &str) -> bool {
        FREE.contains(&name) || self.by_folder.values().any(|set| set.contains(name))
    }

    /// All names without a part.
    fn names(&self) -> impl Iterator<Item = &str> {
        let all = self.by_folder.values().flatten().map(String::as_str);
        all.filter(|name| !name.contains('.'))
    }

    /// The first name of a path that is not given.
    fn wrong(&self, folder: &str, words: &[&str]) -> Option<Wrong> {
        let sets = ["", folder].map(|folder| self.by_folder.get(folder));
        let has = |path: &str| sets.iter().flatten().any(|set| set.contains(path));
        let mut path = (*words.first()?).to_owned();
        // a name that is not known may be the template's own
        if !has(&path) {
            return None;
        }
        for word in &words[1..] {
            let next = format!("{path}.{word}");
            let below = format!("{path}.");
            let names = |set: &BTreeSet<String>, below: &str| -> Vec<String> {
                let rest = set.iter().filter_map(|known| known.strip_prefix(below));
                let names = rest.filter_map(|rest| rest.split('.').next());
                names.map(str::to_owned).collect()
            };
            let inside: Vec<String> = match self.shaped.get(&path) {
                Some(shape) => self.shapes.get(shape).map(|set| names(set, "")),
                None => Some(
                    sets.iter()
                        .flatten()
                        .flat_map(|set| names(set, &below))
                        .collect(),
                ),
            }?;
            // of what has no parts, or any, nothing can be said
            if inside.is_empty() || inside.iter().any(|name| name == "KEY") {
                return None;
            }
            if !inside.iter().any(|name| name == word) {
                let near = did_you_mean(word, inside.iter().map(String::as_str));
                return Some(Wrong {
                    path: next,
                    near: near.map(str::to_owned),
                });
            }
            path = next;
        }
        None
    }
}

/// Names without a part that are shown as they are: `{{ lang }}`, `{{ html | safe }}`.
fn shown(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for tag in tags(text)
        .into_iter()
        .filter(|tag| text[..tag.start].ends_with("{{"))
    {
        let inside = &text[tag.clone()];
        let word = inside.trim_start_matches(|c: char| c == '-' || c.is_whitespace());
        let start = tag.end - word.len();
        let length = word
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(word.len());
        let rest = word[length..].trim_start_matches(|c: char| c == '-' || c.is_whitespace());
        let is_name = word.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_name && (rest.is_empty() || rest.starts_with('|')) {
            found.push(start..start + length);
        }
    }
    found
}

/// The insides of `{{ … }}` and `{% … %}`.
fn tags(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|start| at + start) {
        let end = match text.get(start + 1..start + 2) {
            Some("{") => "}}",
            Some("%") => "%}",
            Some("#") => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(length) = text[start + 2..].find(end) else {
            break;
        };
        if end != "#}" {
            found.push(start + 2..start + 2 + length);
        }
        at = start + 2 + length + 2;
    }
    found
}

/// Paths such as `post.title`, outside of quotes.
fn paths(text: &str) -> Vec<Range<usize>> {
    let is_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for tag in tags(text) {
        let (mut at, mut quote) = (tag.start, None);
        while at < tag.end {
            let b = bytes[at];
            if quote == Some(b) {
                quote = None;
            } else if quote.is_none() && (b == b'"' || b == b'\'') {
                quote = Some(b);
            } else if quote.is_none() && is_word(b) {
                let start = at;
                while at < tag.end && (is_word(bytes[at]) || bytes[at] == b'.') {
                    at += 1;
                }
                let before = bytes[start - 1];
                let path = text[start..at].trim_end_matches('.');
                let is_name = path.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
                if is_name && path.contains('.') && before != b'.' && before != b'<' {
                    found.push(start..start + path.len());
                }
                continue;
            }
            at += 1;
        }
    }
    found
}

/// Names that a template gives itself: of `set`, `for` and components.
fn bound(text: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for tag in tags(text) {
        let inside = text[tag].trim_matches(|c: char| c == '-' || c.is_whitespace());
        let (keyword, rest) = inside.split_once(' ').unwrap_or((inside, ""));
        let rest = match keyword {
            "set" | "set_global" => rest.split('=').next().unwrap_or_default(),
            "for" => rest.split(" in ").next().unwrap_or_default(),
            "component" => rest,
            _ => continue,
        };
        // what a component takes over with @ stays what it is
        let own = rest.split(|c: char| !(c.is_alphanumeric() || "_@.".contains(c)));
        names.extend(own.filter(|name| !name.is_empty() && !name.starts_with('@')));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(folder: &str, path: &str) -> Option<(String, Option<String>)> {
        let words: Vec<&str> = path.split('.').collect();
        let wrong = Known::of(PAGE).wrong(folder, &words)?;
        Some((wrong.path, wrong.near))
    }

    #[test]
    fn names_are_checked_as_far_as_they_are_known() {
        for path in [
            "post.title",
            "post.picture.src",
            "campaign.action.text",
            "fact.partners.text",
            "own.thing",
            "post.title.x",
            "t.swipe",
        ] {
            assert_eq!(wrong("social/", path), None, "{path}");
        }
        let found = wrong("social/", "post.titel");
        assert_eq!(found, Some(("post.titel".into(), Some("title".into()))));
        let found = wrong("social/", "post.picture.sorce");
        assert!(found.is_some_and(|(path, _)| path == "post.picture.sorce"));
        let found = wrong("social/", "campaign.action.txt");
        assert_eq!(
            found,
            Some(("campaign.action.txt".into(), Some("text".into())))
        );
        // the same name means something else elsewhere
        assert_eq!(wrong("print/", "post.titel"), None);
    }

    #[test]
    fn names_without_a_part_are_found_where_they_are_shown() {
        let text =
            "{{ one }}{{- two | safe -}}{{ f(x=1) }}{{ post.title }}{{ \"x\" }}{% if three %}";
        let found: Vec<&str> = shown(text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, ["one", "two"]);
        let known = Known::of(PAGE);
        assert!(known.has("lang") && !known.has("salah"));
    }

    #[test]
    fn names_stand_in_tags_outside_of_quotes() {
        let text = "a.b {{ post.title ~ \"x.y\" }}{# c.d #}{% if org.logo and 1.5 > n %}{{ <social.title/> }}{{ f(x=t.note) }}";
        let found: Vec<&str> = paths(text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, ["post.title", "org.logo", "t.note"]);
        let text = "{%- set pic = post.picture -%}{% for k, one in post.items %}{% component a.b(x, @post, y = 1) -%}";
        let names: Vec<&str> = bound(text).into_iter().collect();
        assert!(
            ["pic", "k", "one", "x", "y"]
                .iter()
                .all(|name| names.contains(name))
        );
        assert!(!names.contains(&"post"), "{names:?}");
    }
}
