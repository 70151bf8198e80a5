//! YAML as a tree in which every key and value knows where it stands.

use std::{collections::HashMap, ops::Range, sync::Arc};

use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use serde_yaml::Value;

use crate::{
    diagnostic::{Code, Diagnostic, Place, SourceText},
    text::markdown::Link,
};

/// A value and its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub place: Place,
}

/// What a [`Node`] is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Null, a truth value, a number or text.
    Scalar(Value),
    /// Values in order.
    List(Vec<Node>),
    /// Keys in order.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_place: Place,
    /// Its value.
    pub value: Node,
}

impl Node {
    /// A mapping without keys, for an empty file.
    pub fn empty(place: Place) -> Self {
        Self {
            kind: Kind::Map(Vec::new()),
            place,
        }
    }

    /// Entries of a mapping; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.entries().iter().find(|entry| entry.key == key)?;
        Some(&entry.value)
    }

    /// The place of the value that the path leads to (`bars.1.fact`), or of the nearest value on
    /// the way.
    pub fn place_of(&self, path: &str) -> Place {
        let mut node = self;
        for part in path.split('.') {
            let next = match &node.kind {
                Kind::List(items) => part.parse().ok().and_then(|i: usize| items.get(i)),
                _ => node.get(part),
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        node.place.clone()
    }

    /// Every value of a key `link` in the list or mapping under `key`.
    pub fn links_under(&self, key: &str) -> Vec<Link> {
        let children: Vec<&Node> = match self.get(key).map(|node| &node.kind) {
            Some(Kind::List(items)) => items.iter().collect(),
            Some(Kind::Map(_)) => self.get(key).into_iter().collect(),
            _ => Vec::new(),
        };
        children.into_iter().filter_map(Node::link).collect()
    }

    /// The value of its key `link`.
    pub fn link(&self) -> Option<Link> {
        let node = self.get("link")?;
        match &node.kind {
            Kind::Scalar(Value::String(url)) => Some(Link {
                url: url.clone(),
                place: node.place.clone(),
            }),
            _ => None,
        }
    }

    /// This tree with the keys of `over` laid over it: a translation over the original. Lists are
    /// replaced as a whole.
    #[must_use]
    pub fn overlaid(&self, over: &Node) -> Node {
        let (Kind::Map(base), Kind::Map(upper)) = (&self.kind, &over.kind) else {
            return over.clone();
        };
        let mut entries = base.clone();
        for entry in upper {
            match entries.iter_mut().find(|own| own.key == entry.key) {
                Some(own) => own.value = own.value.overlaid(&entry.value),
                None => entries.push(entry.clone()),
            }
        }
        Node {
            kind: Kind::Map(entries),
            place: self.place.clone(),
        }
    }

    /// The same tree without places.
    pub fn to_value(&self) -> Value {
        match &self.kind {
            Kind::Scalar(value) => value.clone(),
            Kind::List(items) => Value::Sequence(items.iter().map(Node::to_value).collect()),
            Kind::Map(entries) => {
                let pair = |entry: &Entry| (Value::from(entry.key.clone()), entry.value.to_value());
                Value::Mapping(entries.iter().map(pair).collect())
            }
        }
    }
}

/// Reads the YAML that stands in `range` of `file`: one document, a mapping at its top.
///
/// All duplicate keys are reported; of a syntax error only the first can be known.
pub fn parse(file: &Arc<SourceText>, range: Range<usize>) -> Result<Node, Vec<Diagnostic>> {
    let text = &file.text[range.clone()];
    let mut reader = Reader {
        file,
        offsets: text.char_indices().map(|(i, _)| range.start + i).collect(),
        end: range.end,
        anchors: HashMap::new(),
        problems: Vec::new(),
    };
    if let Some(problem) = tab_indentation(file, range.clone()) {
        return Err(vec![problem]);
    }
    let root = reader.document(text).map_err(|problem| vec![problem])?;
    if reader.problems.is_empty() {
        Ok(root.unwrap_or_else(|| Node::empty(Place::file(file))))
    } else {
        Err(reader.problems)
    }
}

struct Reader<'a> {
    file: &'a Arc<SourceText>,
    /// Byte offset in the file of each character.
    offsets: Vec<usize>,
    end: usize,
    anchors: HashMap<usize, Node>,
    problems: Vec<Diagnostic>,
}

type Events<'a> = Parser<'a, saphyr_parser::StrInput<'a>>;

impl Reader<'_> {
    fn document(&mut self, text: &str) -> Result<Option<Node>, Diagnostic> {
        let mut events = Parser::new_from_str(text);
        let mut root = None;
        while let Some(event) = events.next_event() {
            let (event, span) = event.map_err(|error| self.syntax(&error))?;
            match event {
                Event::StreamStart | Event::StreamEnd | Event::Nothing | Event::DocumentEnd => {}
                Event::DocumentStart(_) if root.is_none() => {}
                Event::DocumentStart(_) => {
                    return Err(Diagnostic::error(
                        Code::YamlSyntax,
                        "a second document begins here",
                    )
                    .at(
                        self.place(span),
                        "everything after this line would be left out",
                    )
                    .help("remove the line `---`"));
                }
                event => root = Some(self.node(event, span, &mut events)?),
            }
        }
        Ok(root)
    }

    fn node<'b>(
        &mut self,
        event: Event<'b>,
        span: Span,
        events: &mut Events<'b>,
    ) -> Result<Node, Diagnostic> {
        let place = self.place(span);
        let (kind, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => (Kind::Scalar(scalar(&text, style)), anchor),
            Event::SequenceStart(anchor, _) => (self.list(events)?, anchor),
            Event::MappingStart(anchor, _) => (self.map(events)?, anchor),
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some(node) => (node.kind.clone(), 0),
                None => (Kind::Scalar(Value::Null), 0),
            },
            _ => (Kind::Scalar(Value::Null), 0),
        };
        let node = Node { kind, place };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn list(&mut self, events: &mut Events) -> Result<Kind, Diagnostic> {
        let mut items = Vec::new();
        loop {
            match self.next(events)? {
                Some((Event::SequenceEnd, _)) | None => return Ok(Kind::List(items)),
                Some((event, span)) => items.push(self.node(event, span, events)?),
            }
        }
    }

    fn map(&mut self, events: &mut Events) -> Result<Kind, Diagnostic> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (event, span) = match self.next(events)? {
                Some((Event::MappingEnd, _)) | None => return Ok(Kind::Map(entries)),
                Some(next) => next,
            };
            let key_node = self.node(event, span, events)?;
            let key = key_text(&key_node);
            let value = match self.next(events)? {
                Some((event, span)) => self.node(event, span, events)?,
                None => return Ok(Kind::Map(entries)),
            };
            if let Some(first) = entries.iter().find(|entry| entry.key == key) {
                let line = first.key_place.line_column().0;
                self.problems.push(
                    Diagnostic::error(Code::DuplicateKey, format!("the key `{key}` stands twice"))
                        .at(
                            key_node.place.clone(),
                            format!("it stands in line {line} too"),
                        )
                        .why("only one of the two values could be used")
                        .help("keep one of them"),
                );
                continue;
            }
            entries.push(Entry {
                key,
                key_place: key_node.place,
                value,
            });
        }
    }

    fn next<'b>(&self, events: &mut Events<'b>) -> Result<Option<(Event<'b>, Span)>, Diagnostic> {
        events
            .next_event()
            .transpose()
            .map_err(|error| self.syntax(&error))
    }

    fn place(&self, span: Span) -> Place {
        let start = self.byte(span.start.index());
        let end = self.byte(span.end.index()).max(start);
        let shown = self.file.text[start..end].trim_end();
        Place::new(self.file, start..start + shown.len())
    }

    fn byte(&self, index: usize) -> usize {
        self.offsets.get(index).copied().unwrap_or(self.end)
    }

    fn syntax(&self, error: &saphyr_parser::ScanError) -> Diagnostic {
        let at = self.byte(error.marker().index());
        let place = Place::new(self.file, at..at);
        let diagnostic = Diagnostic::error(Code::YamlSyntax, "this YAML cannot be read")
            .at(place, error.info().to_owned())
            .why("nothing of this file can be used until it is mended");
        let line = self.file.text[..at].rsplit('\n').next().unwrap_or_default();
        let before = self.file.text[..at]
            .trim_end()
            .rsplit('\n')
            .next()
            .unwrap_or_default();
        if line.matches(": ").count() > 1 || before.matches(": ").count() > 1 {
            diagnostic
                .help("put a text that has a colon in it between quotes: title: \"Satu: dua\"")
        } else {
            diagnostic.help("look at this line and the one above: indentation, quotes, colons")
        }
    }
}

fn key_text(node: &Node) -> String {
    match &node.kind {
        Kind::Scalar(Value::String(text)) => text.clone(),
        Kind::Scalar(Value::Number(number)) => number.to_string(),
        Kind::Scalar(Value::Bool(truth)) => truth.to_string(),
        _ => String::new(),
    }
}

/// A plain scalar is what the YAML core schema says; a quoted one is text.
fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::from(text);
    }
    match serde_yaml::from_str(text) {
        Ok(value @ (Value::Null | Value::Bool(_) | Value::Number(_))) => value,
        _ => Value::from(text),
    }
}

fn tab_indentation(file: &Arc<SourceText>, range: Range<usize>) -> Option<Diagnostic> {
    let mut at = range.start;
    for line in file.text[range].split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line[..indent].contains('\t') && !line.trim().is_empty() {
            return Some(
                Diagnostic::error(Code::YamlSyntax, "this line is indented with a tab")
                    .at(Place::new(file, at..at + indent), "YAML takes spaces only")
                    .why("nothing of this file can be used until it is mended")
                    .help(
                        "use two spaces for each level; most editors have “convert tabs to spaces”",
                    ),
            );
        }
        at += line.len();
    }
    None
}
