//! One section: its head, and the parts that all kinds share.

use std::collections::BTreeSet;

use super::{
    kinds,
    parts::{self, lone_picture},
    types::{Rich, Section, SectionKind},
};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report, did_you_mean},
    text::tree::{Kind, Node, text_of},
};

/// What stands under no heading: before the first one, or from a line on.
pub(super) fn untitled(blocks: Vec<Node>, report: &mut Report) -> Option<Section> {
    let first = blocks.first()?;
    let mut section = empty(first.place.clone());
    fill(&mut section, blocks, report);
    Some(section)
}

/// What stands under `heading`.
pub(super) fn section(
    heading: Node,
    mut blocks: Vec<Node>,
    ids: &mut BTreeSet<String>,
    report: &mut Report,
) -> Section {
    let mut section = empty(heading.place.clone());
    section.kind = kind(&heading, report);
    section.id = id(&heading, ids, report);
    section.title = parts::title(heading.children, report);
    if section.title.is_empty() {
        let diagnostic = Diagnostic::error(Code::BadSection, "a section without a title");
        report.push(diagnostic.at(section.place.clone(), ""));
    }
    section.kicker = take_kicker(&mut blocks, report);
    fill(&mut section, blocks, report);
    section
}

fn empty(place: Place) -> Section {
    Section {
        id: String::new(),
        kind: SectionKind::Text,
        title: Rich::default(),
        kicker: None,
        lead: None,
        body: String::new(),
        items: Vec::new(),
        rumour: None,
        fact: None,
        source: None,
        note: None,
        table: None,
        picture: None,
        figures: Vec::new(),
        place,
    }
}

fn fill(section: &mut Section, mut blocks: Vec<Node>, report: &mut Report) {
    let answers = section.kind == SectionKind::Questions;
    // an answer may name its own source; the section's stands at the very end
    if !answers || blocks.last().is_some_and(parts::is_source) {
        section.source = parts::take_source(&mut blocks).map(|nodes| parts::html(nodes, report));
    }
    let first_question = blocks.iter().position(|b| b.heading_level().is_some());
    let first_picture = blocks.iter().position(|b| lone_picture(b).is_some());
    if !answers || first_picture < first_question || first_question.is_none() {
        section.picture = parts::take_picture(&mut blocks);
    }
    kinds::fill(section, blocks, report);
}

/// A first paragraph that is only `*italic*`, with something after it.
fn take_kicker(blocks: &mut Vec<Node>, report: &mut Report) -> Option<String> {
    if blocks.len() < 2 || parts::is_source(&blocks[0]) {
        return None;
    }
    let nodes = std::mem::take(parts::only_stress(&mut blocks[0])?);
    blocks.remove(0);
    Some(parts::inline(nodes, report).text)
}

fn kind(heading: &Node, report: &mut Report) -> SectionKind {
    let Kind::Heading(head) = &heading.kind else {
        return SectionKind::Text;
    };
    for other in &head.others {
        let message = format!("a heading takes `{{#id .kind}}` only, not `{other}`");
        let place = within(&heading.place, other);
        let diagnostic = Diagnostic::error(Code::BadSection, message);
        let diagnostic = match SectionKind::from_name(other) {
            Some(kind) => diagnostic.help(format!("did you mean `.{}`?", kind.name())),
            None => diagnostic,
        };
        report.push(diagnostic.at(place, "not known"));
    }
    let mut found = None;
    for class in &head.classes {
        match SectionKind::from_name(class) {
            Some(kind) if found.is_none() => found = Some(kind),
            Some(_) => {
                let message = "a section is of one kind";
                let place = within(&heading.place, &format!(".{class}"));
                let diagnostic = Diagnostic::error(Code::BadSection, message);
                report.push(diagnostic.at(place, "a second kind"));
            }
            None => report.push(unknown_kind(class, &heading.place)),
        }
    }
    found.unwrap_or_default()
}

fn unknown_kind(class: &str, heading: &Place) -> Diagnostic {
    let names = SectionKind::ALL.iter().map(|kind| kind.name());
    let message = format!("`.{class}` is not a kind of section");
    let diagnostic = Diagnostic::error(Code::BadSection, message)
        .at(within(heading, &format!(".{class}")), "no such kind");
    if let Some(near) = did_you_mean(class, names.clone()) {
        return diagnostic.help(format!("did you mean `.{near}`?"));
    }
    let all: Vec<String> = names.map(|name| format!(".{name}")).collect();
    diagnostic.help(format!("the kinds are: {}", all.join(", ")))
}

/// The last place of `what` within a heading, or the heading.
fn within(heading: &Place, what: &str) -> Place {
    let written = heading.file.text.get(heading.span.clone());
    match written.and_then(|text| text.rfind(what)) {
        Some(at) => {
            let start = heading.span.start + at;
            Place::new(&heading.file, start..start + what.len())
        }
        None => heading.clone(),
    }
}

fn id(heading: &Node, ids: &mut BTreeSet<String>, report: &mut Report) -> String {
    let written = match &heading.kind {
        Kind::Heading(head) => head.id.clone(),
        _ => None,
    };
    let Some(id) = written else {
        return own_id(&text_of(&heading.children), ids);
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let place = within(&heading.place, &format!("#{id}"));
    if id.is_empty() || !id.chars().all(fits) {
        let message = format!("`{id}` cannot be an id");
        let diagnostic = Diagnostic::error(Code::BadSection, message)
            .at(place, "letters, digits, `-` and `_` only")
            .help("an id becomes part of the address of the page");
        report.push(diagnostic);
        return own_id(&id, ids);
    }
    if !ids.insert(id.clone()) {
        let message = format!("id `{id}` stands twice");
        let diagnostic = Diagnostic::error(Code::BadSection, message);
        report.push(diagnostic.at(place, "used before"));
        return own_id(&id, ids);
    }
    id
}

/// An id made from words, like none before.
fn own_id(words: &str, ids: &mut BTreeSet<String>) -> String {
    let lower = words.to_lowercase();
    let parts = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let slug = parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let slug = if slug.is_empty() {
        "section".to_owned()
    } else {
        slug
    };
    let mut id = slug.clone();
    let mut number = 2;
    while !ids.insert(id.clone()) {
        id = format!("{slug}-{number}");
        number += 1;
    }
    id
}
