//! One line of text out of a YAML file.

use super::{
    Facts, html,
    markdown::Rich,
    tree::{self, text_of},
};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report},
    text::expression::{Piece, pieces},
};

/// `line` with stress (`*…*`), links and facts, such as a post's title.
///
/// `place` is the value in its file. Numbers stay with what they count (see [`keep_together`]), in the
/// HTML only.
pub fn inline(line: &str, place: &Place, facts: &dyn Facts, report: &mut Report) -> Rich {
    let tree = tree::read_line(line, place, facts, report);
    for picture in &tree.pictures {
        let diagnostic = Diagnostic::warning(Code::BadSection, "a picture in a line of text")
            .at(picture.place.clone(), "left out")
            .help("name it under `picture:`");
        report.push(diagnostic);
    }
    let nodes = tree.blocks;
    Rich {
        html: keep_together(&html::inline(&nodes)),
        text: text_of(&nodes).trim().to_owned(),
    }
}

/// `text` with its facts filled in; everything else stays as written.
pub fn fill(text: &str, place: &Place, facts: &dyn Facts, report: &mut Report) -> String {
    let origin = tree::Origin::Value(place);
    let at = |span: std::ops::Range<usize>| origin.place(span.clone(), &text[span]);
    let pieces = pieces(text, 0, facts, report, &at);
    let words = pieces.into_iter().map(|piece| match piece {
        Piece::Text(span) => text[span].to_owned(),
        Piece::Fact { text, .. } => text,
    });
    words.collect()
}

/// Puts U+00A0 between a number and the word after it ("29 mitra"), so that no line ends between.
///
/// A number here begins with a digit and has digits, `.`, `,` and `%` only; a year (1900 to 2099) is
/// none. A word begins with a letter.
pub fn keep_together(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(' ') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        let start = before.rfind([' ', '\u{a0}', '(', '>']).map_or(0, |i| {
            i + before[i..].chars().next().map_or(1, char::len_utf8)
        });
        let counts = is_count(&before[start..]) && after.starts_with(char::is_alphabetic);
        out.push_str(before);
        out.push(if counts { '\u{a0}' } else { ' ' });
        rest = after;
    }
    out.push_str(rest);
    out
}

fn is_count(word: &str) -> bool {
    let number = word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || ".,%".contains(c))
        && word.ends_with(|c: char| c.is_ascii_digit() || c == '%');
    let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    number && !(year && word.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::testing::{Sample, file, found};

    fn line(text: &str) -> (Rich, Vec<String>) {
        let file = file(&format!("title: {text}\n"));
        let place = Place::new(&file, 7..7 + text.len());
        let mut report = Report::default();
        let rich = inline(text, &place, &Sample, &mut report);
        (rich, found(&report))
    }

    #[test]
    fn stress_becomes_em() {
        let (rich, _) = line("Petugas resmi memakai *rompi, kartu identitas,* dan *surat tugas*");
        assert_eq!(
            rich.html,
            "Petugas resmi memakai <em>rompi, kartu identitas,</em> dan <em>surat tugas</em>"
        );
        assert_eq!(
            rich.text,
            "Petugas resmi memakai rompi, kartu identitas, dan surat tugas"
        );
        assert_eq!(line("*Sibuk?* Ya").0.html, "<em>Sibuk?</em> Ya");
        assert_eq!(line("*“Sibuk”*").0.html, "<em>“Sibuk”</em>");
    }

    #[test]
    fn no_line_starts_a_block() {
        for text in ["1. Satu", "# Dua", "- tiga", "empat -", "---", "+++"] {
            assert_eq!(line(text).0.html, text);
        }
        assert_eq!(line("> a").0.html, "&gt; a");
        assert_eq!(line("  a\n  b ").0.html, "a b");
        assert_eq!(line("").0, Rich::default());
    }

    #[test]
    fn facts_in_a_value_have_their_place() {
        let (rich, problems) = line("Ada {{ fact.partners }} & {{ fact.partnrs }}");
        assert_eq!(rich.html, "Ada 29\u{a0}mitra &amp; {{ fact.partnrs }}");
        assert_eq!(
            problems,
            ["SB0120: there is no fact `partnrs` [{{ fact.partnrs }}]"]
        );
    }

    #[test]
    fn fill_leaves_marks_alone() {
        let file = file("source: x");
        let place = Place::new(&file, 8..9);
        let mut report = Report::default();
        let text = fill("*a* {{ fact.interns }}", &place, &Sample, &mut report);
        assert_eq!(text, "*a* 19 mahasiswa magang");
    }

    #[test]
    fn numbers_stay_with_what_they_count() {
        let cases = [
            ("Ada 29 mitra", "Ada 29_mitra"),
            ("Ekonomi 2026 dimulai", "Ekonomi 2026 dimulai"),
            ("Rp 58,9 triliun", "Rp 58,9_triliun"),
            ("tiga 3, empat", "tiga 3, empat"),
            ("<em>19 orang</em>", "<em>19_orang</em>"),
            ("di 5 di", "di 5_di"),
            ("A4 kertas", "A4 kertas"),
        ];
        for (text, glued) in cases {
            assert_eq!(keep_together(text).replace('\u{a0}', "_"), glued);
        }
    }
}
