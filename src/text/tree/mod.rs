//! Markdown as a tree, with facts filled in, raw HTML left out and links made safe.
//!
//! Everything that writes text out (HTML, WhatsApp, plain) walks this tree, so that all channels
//! say the same.

mod build;
mod node;
mod origin;

use std::sync::Arc;

pub(super) use node::{Kind, Node, text_of};
pub(super) use origin::Origin;

use super::{
    Facts,
    markdown::{Link, PictureRef},
};
use crate::diagnostic::{Place, Report, SourceText};

/// A text that was read.
#[derive(Debug)]
pub(super) struct Tree {
    pub blocks: Vec<Node>,
    pub links: Vec<Link>,
    pub pictures: Vec<PictureRef>,
}

/// Reads a Markdown body.
pub(super) fn read(
    file: &Arc<SourceText>,
    offset: usize,
    facts: &dyn Facts,
    report: &mut Report,
) -> Tree {
    let source = file.text.get(offset..).unwrap_or_default();
    build::build(source, Origin::Body(file, offset), facts, report)
}

/// Reads one line: stress, links and facts, no blocks. Line ends count as blanks.
pub(super) fn read_line(line: &str, place: &Place, facts: &dyn Facts, report: &mut Report) -> Tree {
    let joined = line.split_whitespace().collect::<Vec<_>>().join(" ");
    // a full stop at the head keeps `1.`, `#`, `-` and `>` from starting a block
    let guarded = format!(".{joined}");
    let mut tree = build::build(&guarded, Origin::Value(place), facts, report);
    let mut inlines: Vec<Node> = tree.blocks.drain(..).flat_map(|b| b.children).collect();
    if let Some(Kind::Text(text)) = inlines.first_mut().map(|node| &mut node.kind) {
        text.remove(0);
    }
    inlines.retain(|node| !matches!(&node.kind, Kind::Text(text) if text.is_empty()));
    tree.blocks = inlines;
    tree
}
