//! From the events of the Markdown parser to the tree.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{
    Tree,
    node::{Heading, Kind, Node, text_of},
    origin::Origin,
};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report},
    text::{
        Facts,
        expression::{Piece, pieces},
        markdown::{Link, PictureRef},
        url,
    },
};

/// Lists, quotes and stress may stand in one another so deep; beyond it they are taken flat.
const MAX_DEPTH: usize = 24;

pub(super) fn build(source: &str, origin: Origin, facts: &dyn Facts, report: &mut Report) -> Tree {
    let options =
        Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut builder = Builder {
        source,
        origin,
        facts,
        report,
        stack: Vec::new(),
        root: Node::new(Kind::Root, origin.place(0..0, "")),
        open: Vec::new(),
        run: None,
        links: Vec::new(),
        pictures: Vec::new(),
    };
    for (event, span) in Parser::new_ext(source, options).into_offset_iter() {
        builder.event(event, span);
    }
    builder.flush();
    builder.end_line();
    Tree {
        blocks: builder.root.children,
        links: builder.links,
        pictures: builder.pictures,
    }
}

struct Builder<'a, 'r> {
    source: &'a str,
    origin: Origin<'a>,
    facts: &'a dyn Facts,
    report: &'r mut Report,
    stack: Vec<Node>,
    root: Node,
    /// One for each tag that has started and not ended: whether it has a node on the stack.
    open: Vec<bool>,
    /// Text that stands in the source exactly so, gathered until something else comes.
    run: Option<Range<usize>>,
    links: Vec<Link>,
    pictures: Vec<PictureRef>,
}

impl<'a> Builder<'a, '_> {
    fn event(&mut self, event: Event<'a>, span: Range<usize>) {
        if let Event::Text(text) = event {
            return self.text(&text, span);
        }
        self.flush();
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => self.leaf(Kind::Code(code.into_string()), span),
            Event::SoftBreak => self.leaf(Kind::SoftBreak, span),
            Event::HardBreak => self.leaf(Kind::HardBreak, span),
            Event::Rule => {
                self.end_line();
                let node = Node::new(Kind::Rule, self.place(span));
                self.top().children.push(node);
            }
            Event::InlineHtml(html) => self.raw_html(&html, span),
            // the rest belongs to extensions that are off, or to a block of HTML told of at its start
            _ => {}
        }
    }

    fn place(&self, span: Range<usize>) -> Place {
        let shown = self.source.get(span.clone()).unwrap_or_default();
        self.origin.place(span, shown)
    }

    fn top(&mut self) -> &mut Node {
        self.stack.last_mut().unwrap_or(&mut self.root)
    }

    fn text(&mut self, text: &str, span: Range<usize>) {
        if let Kind::CodeBlock(code) = &mut self.top().kind {
            code.push_str(text);
            return;
        }
        let verbatim = self.source.get(span.clone()) == Some(text);
        match &mut self.run {
            Some(run) if verbatim && run.end == span.start => run.end = span.end,
            _ => {
                self.flush();
                if verbatim {
                    self.run = Some(span);
                } else {
                    // an entity, or a character that had to be replaced
                    self.leaf(Kind::Text(text.to_owned()), span);
                }
            }
        }
    }

    /// Ends a run of text: fills in its facts, and makes bare addresses links.
    fn flush(&mut self) {
        let Some(run) = self.run.take() else {
            return;
        };
        let source = self.source;
        let (text, origin) = (&source[run.clone()], self.origin);
        // as most have no fact in them
        if !text.contains("{{") {
            return self.words(run);
        }
        let escaped = text.starts_with("{{") && source[..run.start].ends_with('\\');
        let place = |span: Range<usize>| {
            origin.place(run.start + span.start..run.start + span.end, &text[span])
        };
        let from = if escaped { 2 } else { 0 };
        for piece in pieces(text, from, self.facts, self.report, &place) {
            match piece {
                Piece::Text(span) => self.words(run.start + span.start..run.start + span.end),
                Piece::Fact { key, text, span } => {
                    let span = run.start + span.start..run.start + span.end;
                    self.leaf(Kind::Fact { key, text }, span);
                }
            }
        }
    }

    fn words(&mut self, span: Range<usize>) {
        let source = self.source;
        let text = &source[span.clone()];
        let in_link = |node: &Node| matches!(node.kind, Kind::Link { .. } | Kind::Image(_));
        let mut done = span.start;
        // most texts have none
        if text.contains("://") && !self.stack.iter().any(in_link) {
            for found in url::find(text).into_iter().filter(|f| f.has_scheme) {
                let at = span.start + found.span.start..span.start + found.span.end;
                self.plain_words(done..at.start);
                done = at.end;
                self.bare_link(at);
            }
        }
        self.plain_words(done..span.end);
    }

    fn plain_words(&mut self, span: Range<usize>) {
        if !span.is_empty() {
            self.leaf(Kind::Text(self.source[span.clone()].to_owned()), span);
        }
    }

    fn bare_link(&mut self, span: Range<usize>) {
        let url = self.source[span.clone()].to_owned();
        let place = self.place(span);
        let mut node = Node::new(Kind::Link { url: url.clone() }, place.clone());
        let words = Node::new(Kind::Text(url.clone()), place.clone());
        node.children.push(words);
        self.links.push(Link { url, place });
        self.add(node);
    }

    fn leaf(&mut self, kind: Kind, span: Range<usize>) {
        let node = Node::new(kind, self.place(span));
        self.add(node);
    }

    /// Adds an inline node; in a tight list or after flattening, a line is begun for it.
    fn add(&mut self, node: Node) {
        self.begin_line(&node.place);
        self.top().children.push(node);
    }

    fn begin_line(&mut self, place: &Place) {
        use Kind::{Item, List, Quote, Root, Row, Table};
        if matches!(
            self.top().kind,
            Root | Item | Quote | List { .. } | Table | Row
        ) {
            let line = Node::new(Kind::Paragraph { tight: true }, place.clone());
            self.stack.push(line);
        }
    }

    fn end_line(&mut self) {
        if matches!(self.top().kind, Kind::Paragraph { tight: true }) {
            self.close();
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: Range<usize>) {
        let inline = matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        );
        if !inline {
            self.end_line();
        }
        let place = self.place(span.clone());
        let kind = self.kind(tag, &span, &place);
        self.open.push(kind.is_some());
        let Some(kind) = kind else {
            return;
        };
        if inline {
            self.begin_line(&place);
        }
        self.stack.push(Node::new(kind, place));
    }

    /// The kind of a node that starts, or `None` to go on without it.
    fn kind(&mut self, tag: Tag<'a>, span: &Range<usize>, place: &Place) -> Option<Kind> {
        let nests = !matches!(
            tag,
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Item | Tag::HtmlBlock
        ) && !matches!(
            tag,
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell
        );
        if nests && self.too_deep(place) {
            return None;
        }
        Some(match tag {
            Tag::Paragraph => Kind::Paragraph { tight: false },
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => Kind::Heading(Box::new(Heading {
                level: level as u8,
                id: id.map(pulldown_cmark::CowStr::into_string),
                classes: classes
                    .into_iter()
                    .map(pulldown_cmark::CowStr::into_string)
                    .collect(),
                others: attrs
                    .into_iter()
                    .map(|(key, value)| value.map_or(key.to_string(), |v| format!("{key}={v}")))
                    .collect(),
            })),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(_) => Kind::CodeBlock(String::new()),
            Tag::List(start) => Kind::List { start },
            Tag::Item if matches!(self.top().kind, Kind::List { .. }) => Kind::Item,
            Tag::Table(_) => Kind::Table,
            Tag::TableHead | Tag::TableRow => Kind::Row,
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Em,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strike,
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let url = self.destination(&dest_url, place);
                let mail = link_type == LinkType::Email;
                let url = if mail { format!("mailto:{url}") } else { url };
                return self.link(&url, place);
            }
            Tag::Image { dest_url, .. } => Kind::Image(Box::new(PictureRef {
                name: self.destination(&dest_url, place),
                alt: None,
                place: place.clone(),
            })),
            Tag::HtmlBlock => {
                self.raw_html(
                    self.source.get(span.clone()).unwrap_or_default(),
                    span.clone(),
                );
                return None;
            }
            _ => return None,
        })
    }

    fn too_deep(&mut self, place: &Place) -> bool {
        let too_deep = self.stack.len() >= MAX_DEPTH;
        if too_deep && !self.open.contains(&false) {
            let message = "lists, quotes or stress nested too deeply to be shown";
            let diagnostic = Diagnostic::error(Code::BadSection, message);
            self.report
                .push(diagnostic.at(place.clone(), "taken flat from here"));
        }
        too_deep
    }

    /// The target of a link or picture, with facts filled in.
    fn destination(&mut self, written: &str, place: &Place) -> String {
        let at = |_| place.clone();
        let parts = pieces(written, 0, self.facts, self.report, &at);
        let parts = parts.into_iter().map(|piece| match piece {
            Piece::Text(span) => written[span].to_owned(),
            Piece::Fact { text, .. } => text,
        });
        parts.collect()
    }

    fn link(&mut self, url: &str, place: &Place) -> Option<Kind> {
        let url = match url::safe(url) {
            Some(url) if !url.is_empty() => url,
            safe => {
                let message = match safe {
                    Some(_) => "a link without an address".to_owned(),
                    None => format!("a link to `{url}` is refused"),
                };
                let diagnostic = Diagnostic::error(Code::DeadLink, message)
                    .why("readers who tap it would get nothing, or run what they did not ask for")
                    .help("a link may lead to a page (`https:`), a number (`tel:`) or a mailbox (`mailto:`)");
                self.report.push(diagnostic.at(place.clone(), ""));
                return None;
            }
        };
        let link = Link {
            url: url.clone(),
            place: place.clone(),
        };
        self.links.push(link);
        Some(Kind::Link { url })
    }

    fn end(&mut self, tag: TagEnd) {
        let inline = matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        );
        if !inline {
            self.end_line();
        }
        if self.open.pop() == Some(true) {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(mut node) = self.stack.pop() else {
            return;
        };
        match &mut node.kind {
            Kind::Paragraph { tight: true } => {
                if let Some(last) = node.children.last() {
                    node.place.span.end = last.place.span.end.max(node.place.span.end);
                }
            }
            Kind::Image(picture) => {
                let alt = text_of(&std::mem::take(&mut node.children));
                picture.alt = Some(alt.trim().to_owned()).filter(|alt| !alt.is_empty());
                self.pictures.push(PictureRef::clone(picture));
            }
            _ => {}
        }
        self.top().children.push(node);
    }

    fn raw_html(&mut self, html: &str, span: Range<usize>) {
        let html = html.trim();
        let comment =
            html.starts_with("<!--") && html.find("-->") == Some(html.len().saturating_sub(3));
        // the tag that opens has told of it already
        if comment || html.starts_with("</") {
            return;
        }
        let line = html.lines().next().unwrap_or_default();
        let at = self.source[span.clone()].find(line).unwrap_or(0) + span.start;
        let message = "HTML is left out of Markdown";
        let diagnostic = Diagnostic::warning(Code::RawHtml, message)
            .why("the same text becomes pages, messages and images; HTML would show in some of them only")
            .help("write it in Markdown, or leave it out");
        let place = self.place(at..at + line.len());
        self.report.push(diagnostic.at(place, "left out"));
    }
}
