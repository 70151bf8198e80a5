//! From a file to a typed value: front matter cut off, translation laid over, shape checked.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::{
    shape,
    yaml::{self, Node},
};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report, SourceText},
    model::Language,
    source::Source,
};

/// A typed value, with the tree that knows where each part of it stands.
#[derive(Debug)]
pub struct Read<T> {
    /// The value.
    pub value: T,
    /// Where its parts stand.
    pub tree: Node,
}

/// The path of a translation: `flyer.md` → `flyer.en.md`.
pub fn translated(path: &str, language: &Language) -> String {
    match path.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{language}.{extension}"),
        None => format!("{path}.{language}"),
    }
}

/// The text of a file; a problem goes to `report`.
pub fn text(source: &Source, path: &str, report: &mut Report) -> Option<Arc<SourceText>> {
    source
        .text(path)
        .map_err(|problem| report.push(problem))
        .ok()
}

/// The tree of a YAML file that is there; problems go to `report`.
pub fn tree(source: &Source, path: &str, report: &mut Report) -> Option<Node> {
    let file = text(source, path, report)?;
    let range = 0..file.text.len();
    yaml::parse(&file, range)
        .map_err(|problems| report.extend(problems))
        .ok()
}

/// The typed value of a tree; everything that does not fit goes to `report`.
pub fn typed<T: DeserializeOwned + JsonSchema>(tree: Node, report: &mut Report) -> Option<Read<T>> {
    let path = tree.place.file.path.clone();
    let name = path.rsplit('/').next().unwrap_or_default();
    let misfits = shape::misfits::<T>(&tree, name);
    if !misfits.is_empty() {
        report.extend(misfits);
        return None;
    }
    match serde_yaml::from_value(tree.to_value()) {
        Ok(value) => Some(Read { value, tree }),
        Err(error) => {
            report.push(
                Diagnostic::error(Code::BadValue, format!("{name} cannot be read: {error}"))
                    .at(tree.place, ""),
            );
            None
        }
    }
}

/// Front matter and body of a Markdown file. A file without front matter has an empty tree.
pub fn front_matter(file: &Arc<SourceText>, report: &mut Report) -> Option<(Node, Place)> {
    let text = &file.text;
    let Some(after) = text.strip_prefix("---\n") else {
        return Some((
            Node::empty(Place::file(file)),
            Place::new(file, 0..text.len()),
        ));
    };
    let start = text.len() - after.len();
    let mut end = start;
    for line in after.split_inclusive('\n') {
        if line.trim_end() == "---" {
            let tree = yaml::parse(file, start..end);
            let tree = tree.map_err(|problems| report.extend(problems)).ok()?;
            return Some((tree, Place::new(file, end + line.len()..text.len())));
        }
        end += line.len();
    }
    report.push(
        Diagnostic::error(Code::FrontMatter, "the front matter is not closed")
            .at(Place::new(file, 0..3), "it begins here and never ends")
            .why("the whole text would be taken for settings")
            .help("put a line `---` after the last setting, before the text"),
    );
    None
}
