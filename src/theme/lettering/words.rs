//! The words of a title: which are stressed, which only connect, and where its writer broke it.

/// A word, as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Its characters.
    pub(super) text: String,
    /// Whether it is stressed.
    pub(super) stressed: bool,
    /// Whether the writer ends the line with it.
    pub(super) ends_line: bool,
}

/// The words of plain text; a line of the text is a line of the writer.
pub(super) fn of_text(text: &str) -> Vec<Word> {
    let mut words = Words::default();
    for c in text.chars() {
        words.push(c);
    }
    words.finish()
}

/// The words of inline HTML: `<em>` and `<strong>` stress, `<br>` ends a line, other tags say nothing.
pub(super) fn of_html(html: &str) -> Vec<Word> {
    let mut words = Words::default();
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        let special = match c {
            '<' => rest.split_once('>').map(|(tag, rest)| {
                words.tag(tag.trim_start_matches('<'));
                rest
            }),
            // in HTML, a line of the file is no line of the text
            '\n' => Some(&rest[1..]).inspect(|_| words.push(' ')),
            '&' => entity(rest).map(|(c, rest)| {
                words.push(c);
                rest
            }),
            _ => None,
        };
        rest = special.unwrap_or_else(|| {
            words.push(c);
            &rest[c.len_utf8()..]
        });
    }
    words.finish()
}

/// The character of the reference that `text` begins with, and what follows it.
fn entity(text: &str) -> Option<(char, &str)> {
    let (name, rest) = text.strip_prefix('&')?.split_once(';')?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "shy" => '\u{ad}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, rest))
}

#[derive(Default)]
struct Words {
    done: Vec<Word>,
    open: String,
    stress: usize,
    /// Whether any of the open word is stressed.
    stressed: bool,
}

impl Words {
    fn push(&mut self, c: char) {
        match c {
            '\n' => self.end_line(),
            // a number and what it counts stay together; other ties are for running text
            '\u{a0}' | '\u{202f}' if self.open.starts_with(|c: char| c.is_ascii_digit()) => {
                self.open.push(' ');
            }
            // where a browser may or may not break: says nothing here
            '\u{ad}' | '\u{200b}' | '\u{2060}' => {}
            c if c.is_whitespace() => self.end_word(),
            c => {
                self.open.push(c);
                self.stressed |= self.stress > 0;
            }
        }
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.split_whitespace().next().unwrap_or_default();
        match name.trim_end_matches('/').to_ascii_lowercase().as_str() {
            "em" | "strong" => self.stress += 1,
            "/em" | "/strong" => self.stress = self.stress.saturating_sub(1),
            "br" => self.end_line(),
            _ => {}
        }
    }

    fn end_word(&mut self) {
        let text = std::mem::take(&mut self.open);
        let stressed = std::mem::take(&mut self.stressed);
        if !text.trim().is_empty() {
            self.done.push(Word {
                text: text.trim().to_owned(),
                stressed,
                ends_line: false,
            });
        }
    }

    fn end_line(&mut self) {
        self.end_word();
        if let Some(last) = self.done.last_mut() {
            last.ends_line = true;
        }
    }

    fn finish(mut self) -> Vec<Word> {
        self.end_word();
        if let Some(last) = self.done.last_mut() {
            last.ends_line = false;
        }
        self.done
    }
}

const INDONESIAN: &[&str] = &[
    "agar", "akan", "antara", "atau", "bagi", "bukan", "cuma", "dalam", "dan", "dari", "dengan",
    "demi", "di", "hanya", "ikut", "ini", "itu", "jadi", "juga", "kalau", "karena", "ke", "lewat",
    "masih", "oleh", "pada", "para", "per", "saat", "sambil", "saja", "sampai", "sang", "sebelum",
    "sejak", "serta", "si", "supaya", "sudah", "tak", "tanpa", "tapi", "tentang", "untuk", "yang",
];
const ENGLISH: &[&str] = &[
    "a", "about", "an", "and", "are", "as", "at", "be", "before", "but", "by", "for", "from", "if",
    "in", "is", "it", "its", "not", "of", "on", "only", "or", "our", "so", "than", "that", "the",
    "their", "then", "to", "via", "was", "we", "were", "when", "with", "your",
];

/// Whether a word only connects others. Of a language that is not known, words of up to three letters
/// do.
pub(super) fn connects(word: &str, language: &str, own: Option<&[String]>) -> bool {
    let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let bare = bare.to_lowercase();
    if let Some(own) = own {
        return own.iter().any(|known| known.to_lowercase() == bare);
    }
    match language.split('-').next().unwrap_or_default() {
        "id" | "ms" => INDONESIAN.contains(&bare.as_str()),
        "en" => ENGLISH.contains(&bare.as_str()),
        _ => bare.chars().count() <= 3 && bare.chars().all(char::is_alphabetic),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &[Word]) -> String {
        let one = |word: &Word| {
            let mark = if word.stressed { "*" } else { "" };
            let end = if word.ends_line { "/" } else { "" };
            format!("{mark}{}{mark}{end}", word.text)
        };
        words.iter().map(one).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn stress_ties_and_breaks_are_read() {
        let tied = "dari\u{a0}<em>rumah</em>";
        assert_eq!(said(&of_html(tied)), "dari|*rumah*");
        let html = "Cek <em>dulu,\nbaru</em> beli<br>\n29&#160;mitra &amp; <a href=\"x\">saya</a>";
        assert_eq!(
            said(&of_html(html)),
            "Cek|*dulu,*|*baru*|beli/|29 mitra|&|saya"
        );
        assert_eq!(
            said(&of_text("Cek dulu,\n baru  beli\n")),
            "Cek|dulu,/|baru|beli"
        );
        assert_eq!(said(&of_html("a < b &amp c &#xZ;")), "a|<|b|&amp|c|&#xZ;");
        assert_eq!(said(&of_text(" \n ")), "");
    }

    #[test]
    fn connecting_words_are_known_by_language() {
        assert!(connects("dari", "id", None) && connects("Untuk,", "id", None));
        assert!(!connects("beli", "id", None) && connects("The", "en-GB", None));
        assert!(connects("und", "de", None) && !connects("2026", "de", None));
        let own = ["ayo".to_owned()];
        assert!(connects("Ayo!", "id", Some(&own)) && !connects("dari", "id", Some(&own)));
    }
}
