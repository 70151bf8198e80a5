//! What each kind of section is made of.

use super::{
    parts::{self, misfit},
    types::{Figure, Item, PictureRef, Rich, Section, SectionKind, Table},
};
use crate::{
    diagnostic::{Place, Report},
    text::tree::{Kind, Node, text_of},
};

/// Puts `blocks` where the section's kind wants them.
pub(super) fn fill(section: &mut Section, blocks: Vec<Node>, report: &mut Report) {
    match section.kind {
        SectionKind::Text => text(section, blocks, report),
        SectionKind::Contact => flow(section, blocks, Vec::new(), report),
        SectionKind::Steps | SectionKind::Signs => list(section, blocks, report),
        SectionKind::Numbers | SectionKind::Bars => figures(section, blocks, report),
        SectionKind::Claim => claim(section, blocks, report),
        SectionKind::Compare => compare(section, blocks, report),
        SectionKind::Questions => questions(section, blocks, report),
    }
}

/// The lead is a first paragraph; the rest of `before`, and `after`, are the body.
fn flow(section: &mut Section, mut before: Vec<Node>, after: Vec<Node>, report: &mut Report) {
    if before.first().is_some_and(Node::is_paragraph) {
        let lead = before.remove(0);
        section.lead = some(parts::html(lead.children, report));
    }
    before.extend(after);
    section.body = parts::html(before, report);
}

fn some(html: String) -> Option<String> {
    Some(html).filter(|html| !html.is_empty())
}

fn text(section: &mut Section, blocks: Vec<Node>, report: &mut Report) {
    flow(section, blocks, Vec::new(), report);
    let shown = section.lead.is_some() || !section.body.is_empty();
    if !shown && section.picture.is_none() && section.source.is_none() {
        let example = "## Heading\n\nA paragraph.";
        report.push(misfit(&section.place, "a section without text", example));
    }
}

/// Cuts `blocks` at the first that `wanted` likes: before, that one, after.
fn cut_at(
    mut blocks: Vec<Node>,
    wanted: impl Fn(&Node) -> bool,
) -> (Vec<Node>, Option<Node>, Vec<Node>) {
    let Some(at) = blocks.iter().position(wanted) else {
        return (blocks, None, Vec::new());
    };
    let after = blocks.split_off(at + 1);
    let found = blocks.pop();
    (blocks, found, after)
}

fn is_list(node: &Node) -> bool {
    matches!(node.kind, Kind::List { .. })
}

fn list(section: &mut Section, blocks: Vec<Node>, report: &mut Report) {
    let name = section.kind.name();
    let example = "1. **Title.** What to do.\n2. **Title.** What to do next.";
    let (before, list, after) = cut_at(blocks, is_list);
    let numbered = |list: &Node| list.kind != Kind::List { start: None };
    if !list.as_ref().is_some_and(numbered) {
        let message = format!("a section of kind `{name}` needs a numbered list");
        let place = list.as_ref().map_or(&section.place, |list| &list.place);
        report.push(misfit(place, message, example));
    }
    for node in list.into_iter().flat_map(|list| list.children) {
        let item = item(node, report);
        if item.title.is_empty() {
            let message = format!("an item of `{name}` without a title");
            report.push(misfit(&item.place, message, example));
        }
        section.items.push(item);
    }
    flow(section, before, after, report);
}

/// Picture, title and text of a list's item.
fn item(mut node: Node, report: &mut Report) -> Item {
    let mut line = take_line(&mut node);
    let mut picture = None;
    if let Some(Kind::Image(found)) = line.first().map(|node| &node.kind) {
        picture = Some(PictureRef::clone(found));
        line.remove(0);
        skip_blanks(&mut line);
    }
    let title = match take_strong(&mut line) {
        Some(strong) => without_full_stop(parts::title(strong, report)),
        None => Rich::default(),
    };
    skip_blanks(&mut line);
    let picture = picture.or_else(|| parts::take_picture(&mut node.children));
    let body = if node.children.is_empty() {
        parts::inline(line, report)
    } else {
        let mut rest = Vec::new();
        if !line.is_empty() {
            let mut paragraph = Node::new(Kind::Paragraph { tight: false }, node.place.clone());
            paragraph.children = line;
            rest.push(paragraph);
        }
        rest.append(&mut node.children);
        parts::prose(rest, report)
    };
    Item {
        title,
        body,
        picture,
        place: node.place,
    }
}

/// The inline nodes of an item's first paragraph, if it begins with one.
fn take_line(item: &mut Node) -> Vec<Node> {
    if !item.children.first().is_some_and(Node::is_paragraph) {
        return Vec::new();
    }
    let mut line = item.children.remove(0).children;
    skip_blanks(&mut line);
    line
}

fn skip_blanks(line: &mut Vec<Node>) {
    let words = line.iter().position(|node| !node.is_blank());
    line.drain(..words.unwrap_or(line.len()));
    if let Some(Kind::Text(text)) = line.first_mut().map(|node| &mut node.kind) {
        *text = text.trim_start().to_owned();
    }
}

/// The children of the stressed words that `line` begins with.
fn take_strong(line: &mut Vec<Node>) -> Option<Vec<Node>> {
    let strong = matches!(line.first()?.kind, Kind::Strong);
    strong.then(|| line.remove(0).children)
}

/// `Title.` stands as a heading, which has no full stop.
fn without_full_stop(mut title: Rich) -> Rich {
    for text in [&mut title.html, &mut title.text] {
        if text.ends_with('.') && !text.ends_with("..") {
            text.pop();
        }
    }
    title
}

fn figures(section: &mut Section, blocks: Vec<Node>, report: &mut Report) {
    let bars = section.kind == SectionKind::Bars;
    let example = if bars {
        "- **{{ fact.budget_2018 }}** 2018\n- **{{ fact.budget_2019 }}** 2019"
    } else {
        "- **29** partners\n- **{{ fact.interns.value }}** interns"
    };
    let (before, list, after) = cut_at(blocks, is_list);
    if list.is_none() {
        let message = format!("a section of kind `{}` needs a list", section.kind.name());
        report.push(misfit(&section.place, message, example));
    }
    for node in list.into_iter().flat_map(|list| list.children) {
        section.figures.extend(figure(node, bars, example, report));
    }
    section.note = some(parts::html(after, report));
    flow(section, before, Vec::new(), report);
}

fn figure(mut node: Node, bar: bool, example: &str, report: &mut Report) -> Option<Figure> {
    let place = node.place.clone();
    let mut line = take_line(&mut node);
    let Some(strong) = take_strong(&mut line) else {
        let message = "an item without a stressed number at its head";
        report.push(misfit(&place, message, example));
        return None;
    };
    if let Some(more) = node.children.first() {
        let message = "a number has one line: what it counts";
        report.push(misfit(&more.place, message, example));
    }
    let fact = sole_fact(&strong);
    if bar && fact.is_none() {
        let message = "a bar without a fact: its length is not known";
        report.push(misfit(&place, message, example));
    }
    let label = parts::inline(line, report);
    if label.is_empty() {
        let message = "a number that does not say what it counts";
        report.push(misfit(&place, message, example));
    }
    Some(Figure {
        fact,
        number: text_of(&strong).trim().to_owned(),
        label,
        place,
    })
}

/// The key, when nodes are one fact and nothing else.
fn sole_fact(nodes: &[Node]) -> Option<String> {
    let mut nodes = nodes.iter().filter(|node| !node.is_blank());
    match (nodes.next().map(|node| &node.kind), nodes.next()) {
        (Some(Kind::Fact { key, .. }), None) => Some(key.clone()),
        _ => None,
    }
}

fn claim(section: &mut Section, blocks: Vec<Node>, report: &mut Report) {
    let example = "> What people say.\n\nWhat is so.\n\nSource: who says it";
    let (before, quote, mut after) = cut_at(blocks, |node| matches!(node.kind, Kind::Quote));
    if let Some(quote) = quote {
        section.rumour = some(parts::prose(quote.children, report).html);
    } else {
        let message = "a section of kind `claim` needs the rumour as a quote";
        report.push(misfit(&section.place, message, example));
    }
    if after.first().is_some_and(Node::is_paragraph) {
        section.fact = some(parts::html(after.remove(0).children, report));
    }
    if section.rumour.is_some() && section.fact.is_none() {
        let message = "a section of kind `claim` needs the fact as a paragraph after the quote";
        report.push(misfit(&section.place, message, example));
    }
    flow(section, before, after, report);
}

fn compare(section: &mut Section, blocks: Vec<Node>, report: &mut Report) {
    let example = "| | Before | After |\n|---|---|---|\n| Price | Rp 1.000 | Rp 2.000 |";
    let (before, table, after) = cut_at(blocks, |node| matches!(node.kind, Kind::Table));
    if let Some(node) = table {
        let table = rows(node.children, report);
        if table.head.len() < 2 || table.rows.is_empty() {
            let message = "a comparison needs two columns and a row at least";
            report.push(misfit(&node.place, message, example));
        }
        section.table = Some(table);
    } else {
        let message = "a section of kind `compare` needs a table";
        report.push(misfit(&section.place, message, example));
    }
    flow(section, before, after, report);
}

fn rows(rows: Vec<Node>, report: &mut Report) -> Table {
    let mut rows = rows.into_iter().map(|row| {
        let cells = row.children.into_iter();
        cells
            .map(|cell| parts::html(cell.children, report))
            .collect()
    });
    Table {
        head: rows.next().unwrap_or_default(),
        rows: rows.collect(),
    }
}

fn questions(section: &mut Section, blocks: Vec<Node>, report: &mut Report) {
    let example = "### A question?\n\nThe answer.";
    let mut groups: Vec<(Node, Vec<Node>)> = Vec::new();
    let mut before = Vec::new();
    for block in blocks {
        if block.heading_level() == Some(3) {
            groups.push((block, Vec::new()));
        } else if let Some((_, answer)) = groups.last_mut() {
            answer.push(block);
        } else {
            before.push(block);
        }
    }
    if groups.is_empty() {
        let message = "a section of kind `questions` needs questions";
        report.push(misfit(&section.place, message, example));
    }
    for (question, mut answer) in groups {
        let place: Place = question.place;
        if answer.is_empty() {
            report.push(misfit(&place, "a question without an answer", example));
        }
        let picture = parts::take_picture(&mut answer);
        section.items.push(Item {
            title: parts::title(question.children, report),
            body: parts::blocks(answer, report),
            picture,
            place,
        });
    }
    flow(section, before, Vec::new(), report);
}
