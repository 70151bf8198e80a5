//! HTML from the tree. Every tag is written here; every character of the writer is escaped.

use super::tree::{Kind, Node};

/// `text` with the characters escaped that mean something in HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(text, &mut out);
    out
}

fn push_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    let is_special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    while let Some(at) = rest.bytes().position(is_special) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        out.push_str(match special.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &special[1..];
    }
    out.push_str(rest);
}

/// Inline nodes.
pub(super) fn inline(nodes: &[Node]) -> String {
    let mut out = String::new();
    push(nodes, &mut out);
    out.trim().to_owned()
}

/// Blocks, one a line.
pub(super) fn blocks(nodes: &[Node]) -> String {
    inline(nodes)
}

fn push(nodes: &[Node], out: &mut String) {
    for node in nodes {
        push_node(node, out);
    }
}

fn push_node(node: &Node, out: &mut String) {
    let children = &node.children;
    match &node.kind {
        Kind::Root | Kind::Row | Kind::Cell => push(children, out),
        Kind::Paragraph { tight: true } => {
            push(children, out);
            trim_end(out);
        }
        Kind::Paragraph { tight: false } => block("p", children, out),
        Kind::Heading(heading) => block(heading_tag(heading.level), children, out),
        Kind::Quote => block("blockquote", children, out),
        Kind::List { start: None } => block("ul", children, out),
        Kind::List { start: Some(1) } => block("ol", children, out),
        Kind::List { start: Some(n) } => {
            out.extend(["<ol start=\"", &n.to_string(), "\">"]);
            push(children, out);
            out.push_str("</ol>\n");
        }
        Kind::Item => block("li", children, out),
        Kind::Table => table(children, out),
        Kind::CodeBlock(code) => {
            out.push_str("<pre><code>");
            push_escaped(code, out);
            out.push_str("</code></pre>\n");
        }
        Kind::Rule => out.push_str("<hr>\n"),
        Kind::Text(text) | Kind::Fact { text, .. } => push_escaped(text, out),
        Kind::Code(code) => {
            out.push_str("<code>");
            push_escaped(code, out);
            out.push_str("</code>");
        }
        Kind::Em => span("em", children, out),
        Kind::Strong => span("strong", children, out),
        Kind::Strike => span("s", children, out),
        Kind::Link { url } => {
            out.push_str("<a href=\"");
            push_escaped(url, out);
            out.push_str("\">");
            push(children, out);
            out.push_str("</a>");
        }
        // pictures are parts of their own; what is left here was reported
        Kind::Image(_) => {}
        Kind::SoftBreak => out.push('\n'),
        Kind::HardBreak => out.push_str("<br>\n"),
    }
}

/// Sections have the first two levels.
fn heading_tag(level: u8) -> &'static str {
    match level {
        0..=3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

fn span(tag: &str, children: &[Node], out: &mut String) {
    out.extend(["<", tag, ">"]);
    push(children, out);
    out.extend(["</", tag, ">"]);
}

fn block(tag: &str, children: &[Node], out: &mut String) {
    // a list after the words of an item begins on its own line
    if !out.is_empty() && !out.ends_with(['\n', '>']) {
        out.push('\n');
    }
    out.extend(["<", tag, ">"]);
    push(children, out);
    trim_end(out);
    out.extend(["</", tag, ">\n"]);
}

fn trim_end(out: &mut String) {
    out.truncate(out.trim_end().len());
}

fn table(rows: &[Node], out: &mut String) {
    out.push_str("<table>\n");
    for (index, row) in rows.iter().enumerate() {
        match index {
            0 => out.push_str("<thead>"),
            1 => out.push_str("<tbody>"),
            _ => {}
        }
        let tag = if index == 0 { "th scope=\"col\"" } else { "td" };
        out.push_str("<tr>");
        for cell in &row.children {
            out.extend(["<", tag, ">"]);
            push(&cell.children, out);
            out.extend(["</", &tag[..2], ">"]);
        }
        out.push_str("</tr>");
        out.push_str(if index == 0 { "</thead>\n" } else { "\n" });
    }
    if rows.len() > 1 {
        out.push_str("</tbody>");
    }
    out.push_str("</table>\n");
}
