//! Markdown bodies, cut into sections of known kinds.

mod kinds;
mod parts;
#[cfg(test)]
mod safety;
mod section;
#[cfg(test)]
mod tests;
mod types;

pub use types::{Document, Figure, Item, Link, PictureRef, Rich, Section, SectionKind, Table};

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Facts,
    tree::{self, Kind, Node, Tree},
};
use crate::diagnostic::{Code, Diagnostic, Report, SourceText};

/// Reads the Markdown body of `file` that begins at byte `offset` (front matter stands before it).
///
/// All that is wrong goes into `report`; the document is as whole as it can be made, so that the
/// rest of it can be checked.
pub fn parse(
    file: &Arc<SourceText>,
    offset: usize,
    facts: &dyn Facts,
    report: &mut Report,
) -> Document {
    let tree = tree::read(file, offset, facts, report);
    document(tree, cut, report)
}

/// As [`parse`], with a section also from each line `---` on: without a title, unless a heading comes
/// next.
pub fn panels(
    file: &Arc<SourceText>,
    offset: usize,
    facts: &dyn Facts,
    report: &mut Report,
) -> Document {
    let tree = tree::read(file, offset, facts, report);
    document(tree, cut_at_lines, report)
}

/// Blocks under a heading, or under none.
type Group = (Option<Node>, Vec<Node>);

/// The document whose blocks `cut` puts into groups. Only the first may have no heading and be no
/// section.
fn document(tree: Tree, cut: fn(Vec<Node>) -> Vec<Group>, report: &mut Report) -> Document {
    let mut document = Document {
        lead_in: None,
        sections: Vec::new(),
        links: tree.links,
        pictures: tree.pictures,
    };
    let mut ids = BTreeSet::new();
    for (number, (heading, blocks)) in cut(tree.blocks).into_iter().enumerate() {
        match heading {
            Some(heading) => {
                warn_of_title(&heading, report);
                let section = section::section(heading, blocks, &mut ids, report);
                document.sections.push(section);
            }
            None if number == 0 => {
                document.lead_in = section::untitled(blocks, report).map(Box::new);
            }
            None => document.sections.extend(section::untitled(blocks, report)),
        }
    }
    // it stays for as long as the site
    document.sections.shrink_to_fit();
    document
}

/// Blocks, grouped under the headings of the first two levels.
fn cut(blocks: Vec<Node>) -> Vec<Group> {
    let mut groups = vec![(None, Vec::new())];
    for block in blocks {
        if block.heading_level().is_some_and(|level| level <= 2) {
            groups.push((Some(block), Vec::new()));
        } else if let Some((_, group)) = groups.last_mut() {
            group.push(block);
        }
    }
    groups
}

/// The same, and from each line on. What stands before the first line is a section, too.
fn cut_at_lines(blocks: Vec<Node>) -> Vec<Group> {
    let mut groups = Vec::new();
    for (mut heading, blocks) in cut(blocks) {
        for (number, part) in blocks.split(|block| block.kind == Kind::Rule).enumerate() {
            // no lead-in where a line ends it
            if number == 1 && groups.len() == 1 && heading.is_none() {
                groups.insert(0, (None, Vec::new()));
            }
            groups.push((heading.take(), part.to_vec()));
        }
    }
    groups
}

fn warn_of_title(heading: &Node, report: &mut Report) {
    if heading.heading_level() == Some(1) {
        let diagnostic = Diagnostic::error(Code::BadSection, "sections begin with `##`")
            .at(heading.place.clone(), "a heading of the first level")
            .help("write the title of the material as `title:` into its front matter");
        report.push(diagnostic);
    }
}
