//! How a text reads: sentences, words, capitals, marks, and whether it preaches.

use super::{Context, Kind, Piece, language::find_words, prose::Block};
use crate::diagnostic::{Code, Diagnostic, Report};

/// The most words of a sentence: on a phone about five lines. Plain-language guides ask for an
/// average of 15 to 20 (plainlanguage.gov, GOV.UK content design: 25 at most).
const MOST_WORDS: usize = 25;

/// The least words of a text whose syllables are counted.
const ENOUGH_WORDS: usize = 60;

/// The most emoji of a text.
const MOST_EMOJI: usize = 3;

/// Looks at one text.
pub(super) fn check(context: &Context, piece: &Piece, report: &mut Report) {
    for block in &piece.blocks {
        long_sentences(context, block, report);
        preaching(context, block, report);
        shouting(block, report);
    }
    long_words(context, piece, report);
    exclamations(piece, report);
    emoji(piece, report);
}

fn long_sentences(context: &Context, block: &Block, report: &mut Report) {
    for range in block.sentences(&context.words.abbreviations) {
        let count = super::prose::words(&block.text[range.clone()]).count();
        if count > MOST_WORDS {
            report.push(
                Diagnostic::advice(
                    Code::LongSentence,
                    format!("this sentence has {count} words"),
                )
                .at(
                    block.place(range),
                    format!("more than {MOST_WORDS} are read twice"),
                )
                .why("on a phone it fills half the screen, and readers lose its beginning")
                .help("make two of it"),
            );
        }
    }
}

fn long_words(context: &Context, piece: &Piece, report: &mut Report) {
    let Some(syllables) = context.words.syllables else {
        return;
    };
    // names do not count: they are what they are
    let is_name = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let words: Vec<(&Block, usize, &str)> = piece
        .blocks
        .iter()
        .flat_map(|block| block.words().map(move |(at, word)| (block, at, word)))
        .filter(|(_, _, word)| !is_name(word))
        .collect();
    let Some((block, at, longest)) = words
        .iter()
        .max_by_key(|(_, _, word)| (syllables.count)(word))
        .copied()
    else {
        return;
    };
    let all: usize = words
        .iter()
        .map(|(_, _, word)| (syllables.count)(&word.to_lowercase()))
        .sum();
    let average = all as f64 / words.len() as f64;
    if words.len() >= ENOUGH_WORDS && average > syllables.most {
        report.push(
            Diagnostic::advice(
                Code::LongWords,
                format!("the words of this text have {average:.1} syllables on average"),
            )
            .at(block.place(at..at + longest.len()), "the longest of them")
            .why(format!(
                "above {:.1} a text is slow to read for most people",
                syllables.most
            ))
            .help("say it with everyday words: verbs instead of nouns made from verbs"),
        );
    }
}

/// A row of words in capitals: short ones alone are most likely abbreviations.
fn shouting(block: &Block, report: &mut Report) {
    let is_loud = |word: &str| {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() > 1 && letters.clone().all(char::is_uppercase)
    };
    let mut row: Vec<(usize, &str)> = Vec::new();
    let mut rows = Vec::new();
    for (at, word) in block.words() {
        if is_loud(word) {
            row.push((at, word));
        } else {
            rows.push(std::mem::take(&mut row));
        }
    }
    rows.push(row);
    for row in rows {
        let longest = row
            .iter()
            .map(|(_, word)| word.chars().count())
            .max()
            .unwrap_or(0);
        let all: usize = row.iter().map(|(_, word)| word.chars().count()).sum();
        let is_shouted = longest >= 9 || (row.len() > 1 && longest >= 5 && all >= 12);
        if let (true, Some((first, _)), Some((last, word))) = (is_shouted, row.first(), row.last())
        {
            report.push(
                Diagnostic::advice(Code::Shouting, "words in capitals")
                    .at(block.place(*first..last + word.len()), "")
                    .why("they are harder to read, and sound like shouting")
                    .help("write them in small letters, and **stress** the one word that matters"),
            );
        }
    }
}

fn exclamations(piece: &Piece, report: &mut Report) {
    let most = if piece.kind == Kind::Short { 1 } else { 3 };
    let marks = piece.blocks.iter().flat_map(|block| {
        block
            .text
            .match_indices('!')
            .map(move |(at, _)| (block, at))
    });
    let marks: Vec<(&Block, usize)> = marks.collect();
    if let Some((block, at)) = marks.get(most) {
        report.push(
            Diagnostic::advice(
                Code::Excited,
                format!("{} exclamation marks in one text", marks.len()),
            )
            .at(block.place(*at..at + 1), format!("{most} would do"))
            .why("many of them are what false news looks like")
            .help("end the sentence with a full stop"),
        );
    }
}

fn emoji(piece: &Piece, report: &mut Report) {
    let all = piece.blocks.iter().flat_map(|block| {
        let found = block.text.char_indices().filter(|(_, c)| is_emoji(*c));
        found.map(move |(at, c)| (block, at, c))
    });
    let all: Vec<(&Block, usize, char)> = all.collect();
    if let Some((block, at, sign)) = all.get(MOST_EMOJI) {
        report.push(
            Diagnostic::advice(Code::Excited, format!("{} emoji in one text", all.len()))
                .at(
                    block.place(*at..at + sign.len_utf8()),
                    format!("{MOST_EMOJI} would do"),
                )
                .why("a screen reader reads the name of every one of them aloud")
                .help("keep those that say something"),
        );
    }
}

/// Pictographs (Unicode blocks 1F300–1FAFF and 2600–27BF).
fn is_emoji(sign: char) -> bool {
    matches!(sign, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}')
}

fn preaching(context: &Context, block: &Block, report: &mut Report) {
    // small letters of another length would move all places after them
    let small = block.text.to_lowercase();
    if small.len() != block.text.len() {
        return;
    }
    for phrase in &context.words.preaching {
        if let Some(at) = find_words(&small, phrase) {
            report.push(
                Diagnostic::advice(Code::Preaching, format!("“{phrase}” preaches"))
                    .at(block.place(at..at + phrase.len()), "")
                    .why("readers who are told what they ought to be stop reading")
                    .help("say what to do, and what it is good for"),
            );
        }
    }
}
