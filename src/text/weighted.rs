//! Length as X counts it.
//!
//! Rules of the twitter-text project, configuration version 3: text is normalised to NFC; a code
//! point in one of four ranges weighs 1, any other 2; an emoji sequence weighs 2; an address weighs
//! 23 however long it is.

use std::ops::RangeInclusive;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::url;

/// What an address weighs.
const URL: usize = 23;

/// What weighs 1: Latin to Georgian, and the common blanks, dashes and quotes.
const LIGHT: &[RangeInclusive<u32>] = &[0..=4351, 8192..=8205, 8208..=8223, 8242..=8247];

/// Where emoji begin. Only a character that can be one matters: a sequence then weighs 2.
const EMOJI: &[RangeInclusive<u32>] = &[
    0xa9..=0xa9,
    0xae..=0xae,
    0x203c..=0x203c,
    0x2049..=0x2049,
    0x2122..=0x2122,
    0x2139..=0x2139,
    0x2194..=0x21aa,
    0x231a..=0x23fa,
    0x24c2..=0x24c2,
    0x25aa..=0x25fe,
    0x2600..=0x27bf,
    0x2934..=0x2935,
    0x2b05..=0x2b55,
    0x3030..=0x3030,
    0x303d..=0x303d,
    0x3297..=0x3299,
    0x1_f000..=0x1_faff,
];

const AS_EMOJI: char = '\u{fe0f}';
const AS_TEXT: char = '\u{fe0e}';
const KEYCAP: char = '\u{20e3}';

/// The weighted length of a post on X; 280 fit into one.
pub fn weighted_length(text: &str) -> usize {
    let text: String = text.nfc().collect();
    let mut length = 0;
    let mut done = 0;
    for found in url::find(&text) {
        length += words(&text[done..found.span.start]) + URL;
        done = found.span.end;
    }
    length + words(&text[done..])
}

/// The length of a post on Threads: characters, but an emoji sequence by its bytes in UTF-8.
pub fn emoji_bytes_length(text: &str) -> usize {
    let each = text.graphemes(true).map(|grapheme| {
        if is_emoji(grapheme) {
            grapheme.len()
        } else {
            grapheme.chars().count()
        }
    });
    each.sum()
}

fn words(text: &str) -> usize {
    text.graphemes(true).map(weight).sum()
}

fn weight(grapheme: &str) -> usize {
    if is_emoji(grapheme) {
        return 2;
    }
    let light = |c: char| LIGHT.iter().any(|range| range.contains(&(c as u32)));
    grapheme.chars().map(|c| if light(c) { 1 } else { 2 }).sum()
}

fn is_emoji(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let second = chars.next();
    if first.is_ascii_digit() || first == '#' || first == '*' {
        return grapheme.ends_with(KEYCAP);
    }
    let pictured = EMOJI.iter().any(|range| range.contains(&(first as u32)));
    // © and ® are letters until they are asked for as emoji
    pictured && second != Some(AS_TEXT) && (first as u32 > 0xff || second == Some(AS_EMOJI))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_follow_the_rules() {
        let cases = [
            ("", 0),
            ("Sensus Ekonomi", 14),
            ("caf\u{e9}", 4),
            ("cafe\u{301}", 4),   // the same after NFC
            ("“Halo” – ya…", 13), // … is U+2026, outside the ranges
            ("あいう", 6),
            ("调查", 4),
            ("ꦱꦺꦤ꧀ꦱꦸꦱ꧀", 16), // eight code points
            ("تعداد", 5),
            ("€5", 3),
            ("😀", 2),
            ("👨\u{200d}👩\u{200d}👧\u{200d}👦", 2),
            ("👍🏽", 2),
            ("🇮🇩🇮🇩", 4),
            ("1\u{fe0f}\u{20e3}", 2),
            ("1", 1),
            ("©", 1),
            ("©\u{fe0f}", 2),
            ("❤\u{fe0f}", 2),
            ("❤", 2),
            ("❤\u{fe0e}", 4),
            (
                "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
                2,
            ),
        ];
        for (text, length) in cases {
            assert_eq!(weighted_length(text), length, "{text}");
        }
    }

    #[test]
    fn an_address_weighs_23_whatever_its_length() {
        let long = format!("https://example.go.id/{}", "a".repeat(300));
        assert_eq!(weighted_length(&long), 23);
        assert_eq!(weighted_length("Cek https://a.id. Ya"), 4 + 23 + 4);
        assert_eq!(weighted_length("example.go.id/se2026"), 23);
        assert_eq!(weighted_length("a.id b.id"), 47);
        assert_eq!(weighted_length("tanya@example.go.id"), 19);
        assert_eq!(weighted_length("dll.dan"), 7);
    }

    /// The facts of twitter-text's published conformance cases for weighted counting with emoji
    /// sequences as one (`conformance/validate.yml`, configuration version 3), on texts of our own.
    #[test]
    fn counts_agree_with_the_conformance_cases() {
        let words = |count: usize| "xxxxxxxxxx-".repeat(count);
        let hiragana = |count: usize| "あいうえおかきくけこ".chars().cycle().take(count);
        let host = |count: usize| format!("http://{}.com", hiragana(count).collect::<String>());
        let spaces: String = ('\u{2000}'..='\u{200b}').collect();
        let signs = "‐ ‑ ‒ – — ― ‖ ‗ ‘ ’ ‚ ‛ “ ” „ ‟ ′ ″ ‴ ‵ ‶ ‷";
        let cases = [
            // an address, alone and after words
            ("Hi http://test.co".to_owned(), 26),
            ("http://test.co".to_owned(), 23),
            // over the limit, with an address in the middle and at the end
            (format!("285 chars-{}", words(25)), 285),
            (
                format!("285 chars- http://www.twitter.com/jack {}", words(24)),
                11 + 23 + 1 + 264,
            ),
            (
                format!("{} http://www.twitter.com/jack ", words(24)),
                264 + 1 + 23 + 1,
            ),
            ("https://www.twitter.com/aloha ".repeat(10), 240),
            // scripts and emoji that weigh two
            (hiragana(160).collect(), 320),
            (format!("the{}", hiragana(160).collect::<String>()), 323),
            ("😷".repeat(160), 320),
            ("😷👾😡🔥💩".to_owned(), 10),
            // normalisation: one letter from two, three code points from one
            ("A\u{301}B".to_owned(), 2),
            ("A\u{fb2c}".to_owned(), 4),
            (format!("{}A\u{301}x", "x".repeat(279)), 281),
            // sequences count once
            ("H🐱☺👨\u{200d}👩\u{200d}👧\u{200d}👦".to_owned(), 7),
            ("🙋🏽👨\u{200d}🎤".to_owned(), 4),
            // punctuation that weighs one
            (format!("{spaces} {signs}"), 12 + 1 + 43),
            // labels that no address can have
            (format!("{}.com", "x".repeat(64)), 68),
            (
                format!("{} {}", hiragana(120).collect::<String>(), host(53)),
                358,
            ),
            (
                format!("{} {}", hiragana(120).collect::<String>(), host(52)),
                264,
            ),
        ];
        for (text, length) in cases {
            assert_eq!(weighted_length(&text), length, "{text}");
        }
    }

    #[test]
    fn threads_counts_emoji_by_their_bytes() {
        assert_eq!(emoji_bytes_length("Yuk, ke posyandu!"), 17);
        assert_eq!(emoji_bytes_length("ꦱꦺꦤ꧀"), 4);
        assert_eq!(emoji_bytes_length("a😀"), 5);
        assert_eq!(emoji_bytes_length("👍🏽"), 8);
    }

    proptest! {
        #[test]
        fn never_panics_and_adds_up(a in "\\PC{0,40}", b in "\\PC{0,40}") {
            // words that cannot join: an address or a sequence never goes over a line end
            let whole = weighted_length(&format!("{a}\n{b}"));
            prop_assert_eq!(whole, weighted_length(&a) + 1 + weighted_length(&b));
        }
    }
}
