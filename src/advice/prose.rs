//! The words of a text, each still at its place: all that is not read (marks, addresses, facts) is
//! blanked, byte for byte, so that a position in a block is a position in the file.

use std::{ops::Range, sync::Arc};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Place, SourceText};

/// A paragraph, a heading, an entry of a list, a cell, or a value of a YAML file.
#[derive(Debug, Clone)]
pub struct Block {
    file: Arc<SourceText>,
    start: usize,
    /// As long as its part of the file.
    pub text: String,
}

impl Block {
    /// Where a part of the text stands.
    pub fn place(&self, range: Range<usize>) -> Place {
        Place::new(&self.file, self.start + range.start..self.start + range.end)
    }

    /// The words of the text, each with where it begins.
    pub fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        words(&self.text)
    }

    /// The sentences of the text, as ranges. `abbreviations` end with a full stop and go on.
    pub fn sentences(&self, abbreviations: &[String]) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, mark) in self.text.match_indices(['.', '!', '?', '…', ':', ';']) {
            let end = at + mark.len();
            let rest = &self.text[end..];
            let closes = rest.trim_start_matches(['”', '"', '’', ')', '*', '_']);
            if !(closes.is_empty() || closes.starts_with(char::is_whitespace)) {
                continue;
            }
            let word = self.text[start..at].rsplit(char::is_whitespace).next();
            let word = word
                .unwrap_or_default()
                .trim_start_matches(['(', '“'])
                .to_lowercase();
            if mark == "." && abbreviations.contains(&word) {
                continue;
            }
            sentences.push(start..end);
            start = end;
        }
        sentences.push(start..self.text.len());
        let trimmed = sentences.into_iter().filter_map(|range| {
            let text = &self.text[range.clone()];
            let skipped = text.len() - text.trim_start().len();
            let length = text.trim().len();
            (length > 0).then(|| range.start + skipped..range.start + skipped + length)
        });
        trimmed.collect()
    }
}

/// The words of a text, each with where it begins: letters and digits, joined by hyphens or
/// apostrophes.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    text.split(move |c| !is_part(c))
        .map(|word| word.trim_matches(['-', '\'', '’']))
        .filter(|word| word.chars().any(char::is_alphabetic))
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// A block whose end is not seen yet: where it is, and where its texts are.
type Open = (Range<usize>, Vec<Range<usize>>);

/// The blocks of a Markdown body.
pub fn markdown(body: &Place) -> Vec<Block> {
    let all = &body.file.text;
    let source = all.get(body.span.clone()).unwrap_or_default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut blocks = Vec::new();
    let mut open: Option<Open> = None;
    let mut close = |open: &mut Option<Open>| {
        if let Some((range, texts)) = open.take() {
            let start = body.span.start + range.start;
            let text = blanked(&source[range.clone()], range.start, &texts);
            if !text.trim().is_empty() {
                blocks.push(Block {
                    file: Arc::clone(&body.file),
                    start,
                    text,
                });
            }
        }
    };
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell) => {
                close(&mut open);
                open = Some((range, Vec::new()));
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell,
            ) => {
                close(&mut open);
            }
            Event::Text(_) => {
                if let Some((_, texts)) = &mut open {
                    texts.push(range);
                }
            }
            _ => {}
        }
    }
    close(&mut open);
    blocks
}

/// The texts in `range` of a YAML file: the values of keys that readers see.
pub fn values(file: &Arc<SourceText>, range: Range<usize>) -> Vec<Block> {
    const READ: [&str; 9] = [
        "title", "tagline", "summary", "text", "kicker", "short", "claim", "reply", "label",
    ];
    let mut blocks = Vec::new();
    let mut at = range.start;
    for line in file
        .text
        .get(range)
        .unwrap_or_default()
        .split_inclusive('\n')
    {
        let key = line.trim_start().split(':').next().unwrap_or_default();
        let value = line.find(": ").map(|colon| colon + 2);
        if let Some(value) = value.filter(|_| READ.contains(&key)) {
            let length = line.trim_end().len();
            let text = value..length.max(value);
            blocks.push(Block {
                file: Arc::clone(file),
                start: at + value,
                // stars mark stressed words in a title, and stand in no word
                text: blanked(&line[text.clone()], value, &[text]).replace('*', " "),
            });
        }
        at += line.len();
    }
    blocks
}

/// `source` with everything blanked that is in none of `texts` (which count from `offset` before
/// it), and in them facts, addresses and marks.
fn blanked(source: &str, offset: usize, texts: &[Range<usize>]) -> String {
    let mut bytes = vec![b' '; source.len()];
    for range in texts {
        let (start, end) = (
            range.start.saturating_sub(offset),
            range.end.saturating_sub(offset),
        );
        let end = end.min(source.len());
        if let Some(text) = source.get(start..end) {
            bytes[start..end].copy_from_slice(text.as_bytes());
        }
    }
    let mut from = 0;
    while let Some(open) = find(&bytes, b"{{", from) {
        let close = find(&bytes, b"}}", open).map_or(bytes.len(), |close| close + 2);
        bytes[open..close].fill(b' ');
        from = close;
    }
    // whole characters were copied, and whole ones are blanked
    let text = String::from_utf8(bytes).unwrap_or_else(|_| " ".repeat(source.len()));
    without_addresses(text)
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(what.len())
        .position(|window| window == what)
        .map(|at| from + at)
}

/// Addresses of pages and mail are read by nobody as words.
fn without_addresses(text: String) -> String {
    let is_address = |token: &str| {
        let token = token.trim_end_matches(['.', ',', ')', '"']);
        token.contains("://")
            || token.contains('@')
            || token.contains('/') && token.contains('.')
            || is_domain(token)
    };
    let mut blank: Vec<Range<usize>> = Vec::new();
    for token in text.split_whitespace().filter(|token| is_address(token)) {
        let start = token.as_ptr() as usize - text.as_ptr() as usize;
        blank.push(start..start + token.len());
    }
    let mut bytes = text.into_bytes();
    for range in blank {
        bytes[range].fill(b' ');
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// `example.go.id`, but neither `1.361` nor `a.n`.
fn is_domain(token: &str) -> bool {
    let parts: Vec<&str> = token.split('.').collect();
    parts.len() > 1
        && parts
            .iter()
            .all(|part| part.len() > 1 && part.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Place {
        let file = Arc::new(SourceText {
            path: "a.md".to_owned(),
            text: text.to_owned(),
        });
        Place::new(&file, 0..text.len())
    }

    #[test]
    fn blocks_keep_the_place_of_each_word() {
        let body = body(
            "## Satu {#a .steps}\n\n1. **Dua.** Tiga {{ fact.x }} di [sini](https://a.id).\n\nEmpat.\n",
        );
        let blocks = markdown(&body);
        let said: Vec<Vec<&str>> = blocks
            .iter()
            .map(|block| block.words().map(|(_, word)| word).collect())
            .collect();
        assert_eq!(
            said,
            [
                vec!["Satu"],
                vec!["Dua", "Tiga", "di", "sini"],
                vec!["Empat"]
            ]
        );
        for block in &blocks {
            for (at, word) in block.words() {
                let place = block.place(at..at + word.len());
                assert_eq!(&place.file.text[place.span.clone()], word);
            }
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        let blocks = markdown(&body(
            "Harga Rp 1.361, dll. di sini. “Benar?” Ya! Lihat example.go.id.",
        ));
        let abbreviations = ["dll".to_owned()];
        let sentences: Vec<&str> = blocks[0]
            .sentences(&abbreviations)
            .into_iter()
            .map(|range| &blocks[0].text[range])
            .collect();
        assert_eq!(sentences[..2], ["Harga Rp 1.361, dll. di sini.", "“Benar?"]);
        assert_eq!(sentences.len(), 4, "{sentences:?}");
    }

    #[test]
    fn values_of_front_matter_are_read() {
        let body =
            body("template: statement\ntitle: \"Satu *dua*\"\npicture: a.svg\nshort: Tiga.\n");
        let blocks = values(&body.file, 0..body.span.end);
        let words: Vec<&str> = blocks
            .iter()
            .flat_map(Block::words)
            .map(|(_, word)| word)
            .collect();
        assert_eq!(words, ["Satu", "dua", "Tiga"]);
    }
}
