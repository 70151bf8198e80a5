//! Small things that every kind of section is made of.

use super::types::{PictureRef, Rich};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report},
    text::{
        html,
        inline::keep_together,
        message,
        tree::{Kind, Node, text_of},
    },
};

/// Words that begin a paragraph which says where something is from.
const SOURCE_WORDS: &[&str] = &["sumber", "source"];

/// Inline nodes, as HTML and as text.
pub(super) fn inline(mut nodes: Vec<Node>, report: &mut Report) -> Rich {
    refuse_pictures(&mut nodes, report);
    Rich {
        html: html::inline(&nodes),
        text: text_of(&nodes).trim().to_owned(),
    }
}

/// Inline nodes or blocks, as HTML only.
pub(super) fn html(mut nodes: Vec<Node>, report: &mut Report) -> String {
    refuse_pictures(&mut nodes, report);
    html::inline(&nodes)
}

/// Inline nodes of a title: numbers stay with what they count.
pub(super) fn title(nodes: Vec<Node>, report: &mut Report) -> Rich {
    let mut title = inline(nodes, report);
    title.html = keep_together(&title.html);
    title
}

/// Blocks, as HTML and as text.
pub(super) fn blocks(mut nodes: Vec<Node>, report: &mut Report) -> Rich {
    refuse_pictures(&mut nodes, report);
    Rich {
        html: html::blocks(&nodes),
        text: message::plain_blocks(&nodes),
    }
}

/// A single paragraph as inline HTML, anything else as blocks.
pub(super) fn prose(mut nodes: Vec<Node>, report: &mut Report) -> Rich {
    match nodes.as_mut_slice() {
        [only] if only.is_paragraph() => inline(std::mem::take(&mut only.children), report),
        _ => blocks(nodes, report),
    }
}

/// A section or item shows one picture, in a place of its own; any other is reported.
fn refuse_pictures(nodes: &mut Vec<Node>, report: &mut Report) {
    nodes.retain_mut(|node| {
        let Kind::Image(picture) = &node.kind else {
            refuse_pictures(&mut node.children, report);
            return true;
        };
        let message = format!("picture `{}` has no place here", picture.name);
        let diagnostic = Diagnostic::error(Code::BadSection, message)
            .at(node.place.clone(), "would not be shown")
            .why("A section shows one picture, and each item of a list one at its head.")
            .help("give the picture a paragraph of its own, and a second one a section of its own");
        report.push(diagnostic);
        false
    });
}

/// The picture of a paragraph that holds nothing else.
pub(super) fn lone_picture(block: &Node) -> Option<&PictureRef> {
    let mut pictures = block.children.iter().filter(|node| !node.is_blank());
    match (block.is_paragraph(), pictures.next(), pictures.next()) {
        (
            true,
            Some(Node {
                kind: Kind::Image(picture),
                ..
            }),
            None,
        ) => Some(picture),
        _ => None,
    }
}

/// Takes the first paragraph out that holds nothing but a picture.
pub(super) fn take_picture(blocks: &mut Vec<Node>) -> Option<PictureRef> {
    let at = blocks.iter().position(|b| lone_picture(b).is_some())?;
    let picture = lone_picture(&blocks[at]).cloned();
    blocks.remove(at);
    picture
}

/// The children of a paragraph that holds nothing but stressed words.
pub(super) fn only_stress(block: &mut Node) -> Option<&mut Vec<Node>> {
    match block.children.as_mut_slice() {
        [
            Node {
                kind: Kind::Em,
                children,
                ..
            },
        ] if matches!(block.kind, Kind::Paragraph { .. }) => Some(children),
        _ => None,
    }
}

/// Whether a block says where something is from.
pub(super) fn is_source(block: &Node) -> bool {
    if !block.is_paragraph() {
        return false;
    }
    let text = text_of(&block.children);
    let Some((word, _)) = text.split_once(':') else {
        return false;
    };
    let word = word.trim().to_lowercase();
    SOURCE_WORDS.contains(&word.as_str())
}

/// Takes the inline nodes of the source out: the last paragraph that says one, without the word
/// that begins it, since themes and channels set their own.
pub(super) fn take_source(blocks: &mut Vec<Node>) -> Option<Vec<Node>> {
    let at = blocks.iter().rposition(is_source)?;
    let mut block = blocks.remove(at);
    let unwrapped = only_stress(&mut block).map(std::mem::take);
    let mut nodes = unwrapped.unwrap_or(block.children);
    drop_source_word(&mut nodes);
    Some(nodes)
}

/// `Sumber: X` → `X`, also where the word is stressed (`**Sumber:** X`).
fn drop_source_word(nodes: &mut Vec<Node>) {
    let Some(first) = nodes.first_mut() else {
        return;
    };
    if let Kind::Text(text) = &mut first.kind {
        let rest = text.split_once(':').map_or(text.as_str(), |(_, rest)| rest);
        *text = rest.trim_start().to_owned();
    } else {
        drop_source_word(&mut first.children);
    }
    if text_of(&nodes[..1]).is_empty() {
        nodes.remove(0);
    }
    if let Some(Node {
        kind: Kind::Text(text),
        ..
    }) = nodes.first_mut()
    {
        *text = text.trim_start_matches([':', ' ']).to_owned();
    }
}

/// An error about a section that does not fit its kind.
pub(super) fn misfit(place: &Place, message: impl Into<String>, example: &str) -> Diagnostic {
    Diagnostic::error(Code::BadSection, message)
        .at(place.clone(), "")
        .help(format!("for example:\n{example}"))
}
