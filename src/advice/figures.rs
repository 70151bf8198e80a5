//! Figures that stand in a text though no fact has them.

use std::ops::Range;

use super::{Context, Piece, language::Words, prose::Block};
use crate::{
    content::LocalFacts,
    diagnostic::{Code, Diagnostic, Report},
};

/// Looks at one text.
pub(super) fn check(context: &Context, piece: &Piece, report: &mut Report) {
    for block in &piece.blocks {
        for range in figures_of(context.words, block) {
            report.push(problem(context, block, range));
        }
    }
}

fn problem(context: &Context, block: &Block, range: Range<usize>) -> Diagnostic {
    let written = &block.text[range.clone()];
    let register = &context.campaign.texts.get(context.language).facts;
    let local = LocalFacts {
        register,
        language: context.language,
    };
    let same = register.iter().find(|(_, fact)| {
        local
            .whole(fact)
            .split_whitespace()
            .any(|word| word == written)
    });
    let found = Diagnostic::advice(
        Code::LooseFigure,
        format!("the figure {written} stands in the text"),
    )
    .at(block.place(range.clone()), "no fact, no source")
    .why("it has no source, and will be wrong in one place and right in another");
    match same {
        Some((key, _)) => found.help(format!("write {{{{ fact.{key} }}}}, which says the same")),
        None => found.help("put it into facts.yaml with its source, and call it by its name"),
    }
}

/// Figures: numbers with thousands, of three digits and more, or with a unit that makes one. Years,
/// times, telephone numbers and what is numbered are none.
fn figures_of(words: &Words, block: &Block) -> Vec<Range<usize>> {
    let tokens: Vec<(usize, &str)> = tokens(&block.text);
    let mut found = Vec::new();
    for (index, (at, token)) in tokens.iter().enumerate() {
        let near = |step: isize| {
            let other = index
                .checked_add_signed(step)
                .and_then(|other| tokens.get(other));
            let word = other.map_or("", |(_, word)| word);
            word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%')
                .to_lowercase()
        };
        let number = token.trim_matches(|c: char| !c.is_ascii_digit());
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let is_number = number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        // so many digits are no figure, but somebody's number
        if digits == 0
            || digits > 12
            || !is_number
            || token.contains(['(', '+', '/', '-', '#', '@', ':'])
        {
            continue;
        }
        let is_neighbour_digits =
            |word: &str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_digit());
        let before = near(-1);
        if words.numbered.contains(&before)
            || is_neighbour_digits(&before)
            || is_neighbour_digits(&near(1))
        {
            continue;
        }
        let has_unit = token.contains('%') || words.units.contains(&near(1));
        let is_grouped = digits > 3 && number.contains(['.', ',']);
        let is_year = digits == 4 && !number.contains(['.', ',']);
        let is_time = digits == 4 && number.len() == 5 && number.as_bytes().get(2) == Some(&b'.');
        let is_large = digits >= 3 && !is_year && !is_time && !number.starts_with('0');
        if has_unit || (is_grouped && !is_time) || is_large {
            let start = at + token.find(number).unwrap_or(0);
            found.push(start..start + number.len());
        }
    }
    found
}

fn tokens(text: &str) -> Vec<(usize, &str)> {
    let offset = |token: &str| token.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace()
        .map(|token| (offset(token), token))
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        advice::{language, prose},
        diagnostic::{Place, SourceText},
        model::Language,
    };

    fn found(text: &str) -> Vec<String> {
        let file = Arc::new(SourceText {
            path: "a.md".to_owned(),
            text: text.to_owned(),
        });
        let words = language::words(&Language::new("id").unwrap());
        let blocks = prose::markdown(&Place::new(&file, 0..text.len()));
        let ranges = blocks.iter().flat_map(|block| {
            figures_of(&words, block)
                .into_iter()
                .map(|range| block.text[range].to_owned())
        });
        ranges.collect()
    }

    #[test]
    fn figures_are_told_from_years_times_and_telephone_numbers() {
        assert_eq!(
            found("Ada 12.400 balita, 29 mitra dan 61,5 persen rumah."),
            ["12.400", "61,5"]
        );
        assert_eq!(found("Sebanyak 350 orang, atau 7%."), ["350", "7"]);
        for text in [
            "Tahun 2026 pukul 08.00 sampai 11.30.",
            "Telepon (0285) 000 000 atau 0812-0000-0000.",
            "Lihat Pasal 136 dan versi 120.",
            "Sudah {{ fact.people }} ikut sejak 12 Mei 2026.",
            "Di example.go.id/se2026 dan #SE2026.",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
