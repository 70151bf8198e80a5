//! Which letters texts hold, and which a font serves.

use std::{collections::BTreeSet, ops::RangeInclusive};

use unicode_script::{Script, UnicodeScript};

/// Letters beyond ASCII. A theme's fonts for scripts that a site never writes can be left alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letters(BTreeSet<char>);

impl Letters {
    /// Adds those of a text, be they written as they are or as `&#233;`.
    pub fn add(&mut self, text: &str) {
        if !text.is_ascii() {
            self.0.extend(text.chars().filter(|one| !one.is_ascii()));
        }
        for part in text.split("&#").skip(1) {
            let number = part.split(';').next().unwrap_or_default();
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            self.0.extend(number.ok().and_then(char::from_u32));
        }
    }

    /// Whether one of them is among `spans`.
    pub fn any_in(&self, spans: impl Iterator<Item = RangeInclusive<u32>>) -> bool {
        let whole = |number: &u32| char::from_u32(*number);
        spans.into_iter().any(|span| {
            // the ends of a span may be no letters themselves
            let (from, until) = (span.clone().find_map(|n| whole(&n)), *span.end());
            let first = from.and_then(|from| self.0.range(from..).next());
            first.is_some_and(|first| u32::from(*first) <= until)
        })
    }
}

/// The script that most letters of a text are in, as ISO 15924 names it, in small letters: `latn`, `arab`,
/// `java`. Without letters it is Latin.
pub fn script(text: &str) -> String {
    let mut found: Vec<(Script, usize)> = Vec::new();
    for one in text.chars().map(|one| one.script()) {
        match found.iter_mut().find(|(known, _)| *known == one) {
            Some((_, count)) => *count += 1,
            None if matches!(one, Script::Common | Script::Inherited | Script::Unknown) => {}
            None => found.push((one, 1)),
        }
    }
    // of two alike, the first
    let most = found.into_iter().rev().max_by_key(|(_, count)| *count);
    let most = most.map_or(Script::Latin, |(script, _)| script);
    most.short_name().to_ascii_lowercase()
}

/// The spans of a CSS `unicode-range`: `U+0000-00FF, U+0131`. What is not of that form is passed over, as
/// browsers do (CSS Fonts 4, §4.5).
pub fn spans(range: &str) -> impl Iterator<Item = RangeInclusive<u32>> {
    let number = |digits: &str| u32::from_str_radix(digits, 16).ok();
    range.split(',').filter_map(move |span| {
        let span = span
            .trim()
            .trim_start_matches(['U', 'u'])
            .strip_prefix('+')?;
        let (from, until) = span.split_once('-').unwrap_or((span, span));
        Some(number(from)?..=number(until)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_in_the_spans_of_a_font() {
        let mut letters = Letters::default();
        letters.add("Kafé di \u{a97c}");
        letters.add("&#x6f22; &#8364; &#no; &#xffffffff;");
        let any = |range| letters.any_in(spans(range));
        assert!(any("U+A980-A9DF, U+A97C") && any("u+6f22") && any("U+20A0-20AB, U+20AC"));
        assert!(!any("U+0600-06FF") && !any("U+0041-005A") && !any(""));
        // a span of surrogates has no letters
        assert!(!any("U+D800-DFFF") && any("U+D800-FFFFF, U+E9"));
    }

    #[test]
    fn the_script_is_that_of_most_letters() {
        assert_eq!(script("Sensus 2026"), "latn");
        assert_eq!(script("2026!"), "latn");
        assert_eq!(script("زنوا أطفالكم BPS"), "arab");
        assert_eq!(script("ꦱꦺꦤ꧀ꦱꦸꦱ꧀"), "java");
        assert_eq!(script("经济普查 2026"), "hani");
    }

    #[test]
    fn a_range_is_read_as_css_writes_it() {
        let read: Vec<_> = spans("U+0000-00FF, u+131 , nonsense, U+4??, U+5-x").collect();
        assert_eq!(read, [0..=0xff, 0x131..=0x131]);
    }
}
