//! A Markdown body as a message: for WhatsApp with its marks, or as plain text.
//!
//! WhatsApp knows `*bold*`, `_italic_`, `~strike~`, monospace, lists and quotes. It has no headings,
//! tables or link text: a heading becomes a bold line, a link `text: url`, a table one line a row.
//! Source: WhatsApp help centre, "How to format your messages".

mod ink;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::ink::{Ink, Sort};
use super::{
    Facts,
    tree::{self, Kind, Node},
};
use crate::diagnostic::{Code, Diagnostic, Report, SourceText};

/// The Markdown body of `file` from byte `offset` on, as a WhatsApp message.
///
/// A mark goes only where WhatsApp takes it for one: on one line, at the edges of words, not next to
/// an address (which would swallow it). A `*`, `_`, `~` or backtick of the writer that WhatsApp would
/// take for a mark is replaced by a character that looks the same.
pub fn whatsapp(
    file: &Arc<SourceText>,
    offset: usize,
    facts: &dyn Facts,
    report: &mut Report,
) -> String {
    write(file, offset, facts, report, true)
}

/// The Markdown body of `file` from byte `offset` on, as plain text: bullets are `- `, numbers stay.
pub fn plain(
    file: &Arc<SourceText>,
    offset: usize,
    facts: &dyn Facts,
    report: &mut Report,
) -> String {
    write(file, offset, facts, report, false)
}

/// Blocks that were read already, as plain text.
pub(super) fn plain_blocks(nodes: &[Node]) -> String {
    Writer::new(false).message(nodes)
}

fn write(
    file: &Arc<SourceText>,
    offset: usize,
    facts: &dyn Facts,
    report: &mut Report,
    marks: bool,
) -> String {
    let tree = tree::read(file, offset, facts, report);
    for picture in &tree.pictures {
        let diagnostic = Diagnostic::warning(Code::BadSection, "a picture in a text message")
            .at(picture.place.clone(), "left out")
            .help("say in words what it shows, or leave it to the image of the post");
        report.push(diagnostic);
    }
    for link in tree.links.iter().filter(|link| !has_scheme(&link.url)) {
        let message = format!("`{}` leads nowhere from a message", link.url);
        let diagnostic = Diagnostic::warning(Code::DeadLink, message)
            .at(link.place.clone(), "left out")
            .help("write the whole address, with `https://`");
        report.push(diagnostic);
    }
    Writer::new(marks).message(&tree.blocks)
}

fn has_scheme(url: &str) -> bool {
    url.split(['/', '?', '#'])
        .next()
        .is_some_and(|head| head.contains(':'))
}

/// Writes blocks out; remembers which stress it stands in, since a mark never stands in itself.
struct Writer {
    marks: bool,
    inside: Vec<char>,
    pairs: usize,
}

impl Writer {
    fn new(marks: bool) -> Self {
        Self {
            marks,
            inside: Vec::new(),
            pairs: 0,
        }
    }

    fn message(mut self, nodes: &[Node]) -> String {
        let ink = self.blocks(nodes, "\n\n");
        ink.finish(self.marks)
    }

    fn blocks(&mut self, nodes: &[Node], between: &str) -> Ink {
        let mut out = Ink::default();
        for node in nodes {
            let block = self.block(node);
            if !block.is_blank() {
                if !out.is_blank() {
                    out.fixed(between);
                }
                out.append(block);
            }
        }
        out
    }

    fn block(&mut self, node: &Node) -> Ink {
        let children = &node.children;
        match &node.kind {
            Kind::Heading(_) => self.stressed('*', children),
            Kind::Quote => {
                let quote = self.blocks(children, "\n");
                if self.marks {
                    quote.indented("> ", "> ")
                } else {
                    quote
                }
            }
            Kind::List { start } => self.list(*start, children),
            Kind::Table => self.table(children),
            Kind::CodeBlock(code) => {
                let mut out = Ink::default();
                let code = code.trim_end();
                let fence = if self.marks { "```" } else { "" };
                out.fixed(&format!("{fence}{code}{fence}"));
                out
            }
            Kind::Rule => {
                let mut out = Ink::default();
                out.fixed("———");
                out
            }
            _ => self.inline(children).trimmed().1,
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Node]) -> Ink {
        let mut out = Ink::default();
        for (index, item) in items.iter().enumerate() {
            let bullet = match start {
                Some(first) => format!("{}. ", first.saturating_add(index as u64)),
                None => "- ".to_owned(),
            };
            let words = self.blocks(&item.children, "\n");
            if index > 0 {
                out.fixed("\n");
            }
            out.append(words.indented(&bullet, &" ".repeat(bullet.len())));
        }
        out
    }

    /// `Head: value`, or `Head. Column: value; column: value` when there are several columns.
    fn table(&mut self, rows: &[Node]) -> Ink {
        let mut out = Ink::default();
        let Some((head, rows)) = rows.split_first() else {
            return out;
        };
        for row in rows {
            let Some((first, values)) = row.children.split_first() else {
                continue;
            };
            let mut line = self.stressed('*', &first.children);
            let mut between = match values.len() {
                _ if line.is_blank() => "",
                1 => ": ",
                _ => ". ",
            };
            for (index, value) in values.iter().enumerate() {
                let value = self.inline(&value.children);
                if value.is_blank() {
                    continue;
                }
                line.fixed(between);
                between = "; ";
                let column = head.children.get(index + 1).filter(|_| values.len() > 1);
                if let Some(column) = column.filter(|c| !c.children.is_empty()) {
                    line.append(self.inline(&column.children));
                    line.fixed(": ");
                }
                line.append(value);
            }
            if !out.is_blank() {
                out.fixed("\n");
            }
            out.append(line);
        }
        out
    }

    fn inline(&mut self, nodes: &[Node]) -> Ink {
        let mut out = Ink::default();
        for node in nodes {
            match &node.kind {
                Kind::Text(text) | Kind::Fact { text, .. } => out.literal(&text.replace('\n', " ")),
                Kind::Code(code) if self.marks && !code.contains('`') => {
                    out.fixed(&format!("`{code}`"));
                }
                Kind::Code(code) => out.literal(code),
                Kind::Em => out.append(self.stressed('_', &node.children)),
                Kind::Strong => out.append(self.stressed('*', &node.children)),
                Kind::Strike => out.append(self.stressed('~', &node.children)),
                Kind::Link { url } => out.append(self.link(url, &node.children)),
                Kind::SoftBreak => out.fixed(" "),
                Kind::HardBreak => out.fixed("\n"),
                Kind::Image(_) => {}
                _ => {
                    let block = self.block(node);
                    out.append(block);
                }
            }
        }
        out
    }

    fn stressed(&mut self, mark: char, nodes: &[Node]) -> Ink {
        if !self.marks || self.inside.contains(&mark) {
            return self.inline(nodes);
        }
        self.inside.push(mark);
        let words = self.inline(nodes);
        self.inside.pop();
        let mut out = Ink::default();
        for (index, line) in words.lines().into_iter().enumerate() {
            if index > 0 {
                out.fixed("\n");
            }
            let (before, words, after) = line.trimmed();
            let marked = !words.is_blank() && !words.text().contains("://");
            self.pairs += usize::from(marked);
            out.append(before);
            if marked {
                out.push(mark, Sort::Mark(self.pairs));
            }
            out.append(words);
            if marked {
                out.push(mark, Sort::Mark(self.pairs));
            }
            out.append(after);
        }
        out
    }

    fn link(&mut self, url: &str, children: &[Node]) -> Ink {
        let mut words = self.inline(children);
        let bare = match url.split_once(':') {
            Some(("mailto" | "tel" | "sms", rest)) => rest,
            _ => url,
        };
        let text = words.text();
        if !has_scheme(url) {
            return words;
        }
        if text.trim().is_empty() || same_address(&text, bare) {
            let mut out = Ink::default();
            out.fixed(if bare == url || text.trim().is_empty() {
                bare
            } else {
                text.trim()
            });
            return out;
        }
        words.fixed(": ");
        words.fixed(bare);
        words
    }
}

/// Whether the words of a link are its address, whole or shortened.
fn same_address(text: &str, address: &str) -> bool {
    let short = |text: &str| {
        let text = text.trim().to_lowercase();
        let text = text
            .strip_prefix("https://")
            .or(text.strip_prefix("http://"))
            .unwrap_or(&text);
        text.trim_end_matches('/').replace([' ', '-', '(', ')'], "")
    };
    short(text) == short(address)
}
