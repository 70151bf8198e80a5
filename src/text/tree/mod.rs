//! Markdown as a tree, with facts filled in, raw HTML left out and links made safe.
//!
//! Everything that writes text out (HTML, WhatsApp, plain) walks this tree, so that all channels
//! say the same.

mod build;
mod node;

pub(super) use build::{Origin, Tree, read, read_line};
pub(super) use node::{Kind, Node, text_of};
