//! Soft hyphens, for engines that break words nowhere else.

use hyphenation::{Hyphenator, Language, Load, Standard};

const SOFT_HYPHEN: char = '\u{ad}';

/// Shorter words are left whole: breaking them saves little and disturbs reading.
const SHORTEST: usize = 8;

/// Elements whose words stay whole.
const WHOLE: [&str; 9] = [
    "style", "script", "title", "h1", "h2", "h3", "th", "code", "a",
];

/// Where words of one language may be broken.
pub struct Hyphens(Standard);

impl std::fmt::Debug for Hyphens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hyphens({:?})", self.0.language())
    }
}

/// The pattern set of a BCP 47 tag, by its first part.
fn patterns(tag: &str) -> Option<Language> {
    let language = tag.split('-').next().unwrap_or_default();
    Some(match language {
        "id" | "ms" => Language::Indonesian,
        "en" => Language::EnglishUS,
        "nl" => Language::Dutch,
        "de" => Language::German1996,
        "es" => Language::Spanish,
        "fr" => Language::French,
        "pt" => Language::Portuguese,
        _ => return None,
    })
}

impl Hyphens {
    /// The patterns of a language (BCP 47); none where it has none, such as Javanese.
    pub fn of(tag: &str) -> Option<Self> {
        Standard::from_embedded(patterns(tag)?).ok().map(Self)
    }

    /// HTML with soft hyphens in the words of its text: not in headings, links and what is never
    /// shown.
    pub fn in_html(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + html.len() / 8);
        let mut whole: Vec<&str> = Vec::new();
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            let (text, tag) = rest.split_at(at);
            self.text(text, whole.is_empty(), &mut out);
            let end = tag.find('>').map_or(tag.len(), |end| end + 1);
            let (tag, after) = tag.split_at(end);
            out.push_str(tag);
            let name = tag.trim_start_matches(['<', '/']);
            let name = name
                .split(|c: char| !c.is_ascii_alphanumeric())
                .next()
                .unwrap_or_default();
            if let Some(known) = WHOLE.iter().find(|whole| **whole == name) {
                if tag.starts_with("</") {
                    whole.pop();
                } else {
                    whole.push(known);
                }
            }
            rest = after;
        }
        self.text(rest, whole.is_empty(), &mut out);
        out
    }

    fn text(&self, text: &str, breakable: bool, out: &mut String) {
        if !breakable {
            out.push_str(text);
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len());
            self.word(&rest[..word], out);
            let after = &rest[word..];
            // an address, a file name or a character reference is not a word
            let next = after.find(char::is_alphabetic).unwrap_or(after.len());
            let (between, following) = after.split_at(next);
            out.push_str(between);
            if between.ends_with(['&', '.', '/', '@', '#', '-', '_', ':']) {
                let end = following
                    .find(|c: char| !c.is_alphanumeric())
                    .unwrap_or(following.len());
                out.push_str(&following[..end]);
                rest = &following[end..];
            } else {
                rest = following;
            }
        }
    }

    fn word(&self, word: &str, out: &mut String) {
        if word.chars().count() < SHORTEST {
            out.push_str(word);
            return;
        }
        let mut from = 0;
        for at in self.0.hyphenate(word).breaks {
            out.push_str(&word[from..at]);
            out.push(SOFT_HYPHEN);
            from = at;
        }
        out.push_str(&word[from..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hyphened(tag: &str, html: &str) -> String {
        let hyphens = Hyphens::of(tag);
        hyphens
            .map(|hyphens| hyphens.in_html(html).replace(SOFT_HYPHEN, "|"))
            .unwrap_or_default()
    }

    #[test]
    fn long_words_may_break() {
        assert_eq!(
            hyphened("id", "<p>Pemerintah memberi bantuan.</p>"),
            "<p>Pe|me|rin|tah memberi bantuan.</p>"
        );
        assert_eq!(
            hyphened("en", "<p>distribution of aid</p>"),
            "<p>dis|tri|bu|tion of aid</p>"
        );
    }

    #[test]
    fn what_is_no_running_text_stays_whole() {
        for html in [
            "<h2>Pemerintah</h2>",
            "<style>.pemerintah{}</style>",
            "<p class=\"pemerintah\">a</p>",
            "<a href=\"x\">pemerintah</a>",
            "example.pemerintah &thetasym; @pemerintah",
        ] {
            assert_eq!(hyphened("id", html), html);
        }
    }

    #[test]
    fn languages_without_patterns_have_none() {
        assert!(Hyphens::of("jv").is_none());
        assert!(Hyphens::of("ar").is_none());
    }
}
