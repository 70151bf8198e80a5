//! The nodes of the tree.

use crate::{diagnostic::Place, text::markdown::PictureRef};

/// One node with all that stands in it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::text) struct Node {
    pub kind: Kind,
    pub place: Place,
    pub children: Vec<Node>,
}

/// What a node is. What is rare and long stands in a box, since every word is a node.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::text) enum Kind {
    Root,
    /// `tight`: a line of a list without blank lines.
    Paragraph {
        tight: bool,
    },
    Heading(Box<Heading>),
    Quote,
    /// With the number of the first item, if it is numbered.
    List {
        start: Option<u64>,
    },
    Item,
    /// Its first row is the head.
    Table,
    Row,
    Cell,
    CodeBlock(String),
    Rule,
    Text(String),
    Fact {
        key: String,
        text: String,
    },
    Code(String),
    Em,
    Strong,
    Strike,
    Link {
        url: String,
    },
    Image(Box<PictureRef>),
    SoftBreak,
    HardBreak,
}

/// A heading's level, and what stands in braces after it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::text) struct Heading {
    pub level: u8,
    pub id: Option<String>,
    pub classes: Vec<String>,
    /// `key` or `key=value`.
    pub others: Vec<String>,
}

impl Node {
    pub fn new(kind: Kind, place: Place) -> Self {
        Self {
            kind,
            place,
            children: Vec::new(),
        }
    }

    pub fn is_paragraph(&self) -> bool {
        matches!(self.kind, Kind::Paragraph { .. })
    }

    /// The level, of a heading.
    pub fn heading_level(&self) -> Option<u8> {
        match &self.kind {
            Kind::Heading(heading) => Some(heading.level),
            _ => None,
        }
    }

    /// Whether it is text of blanks only.
    pub fn is_blank(&self) -> bool {
        match &self.kind {
            Kind::Text(text) => text.trim().is_empty(),
            Kind::SoftBreak | Kind::HardBreak => true,
            _ => false,
        }
    }
}

/// The words in inline nodes, without mark-up.
pub(in crate::text) fn text_of(nodes: &[Node]) -> String {
    let mut out = String::new();
    write_text(nodes, &mut out);
    out
}

fn write_text(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match &node.kind {
            Kind::Text(text) | Kind::Fact { text, .. } | Kind::Code(text) => out.push_str(text),
            Kind::SoftBreak => out.push(' '),
            Kind::HardBreak => out.push('\n'),
            Kind::Image(_) => {}
            _ => write_text(&node.children, out),
        }
    }
}
