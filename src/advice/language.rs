//! What rules know of a language, from `phrases.yaml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::Language;

/// Words that rules look for; none where a language is not known.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Phrases that preach.
    pub preaching: Vec<String>,
    /// Words that say what a thing is good for.
    pub reasons: Vec<String>,
    /// What ends with a full stop and ends no sentence.
    pub abbreviations: Vec<String>,
    /// What makes a number a figure.
    pub units: Vec<String>,
    /// After these a number is a name.
    pub numbered: Vec<String>,
    /// How syllables are counted; none where that is not known.
    #[serde(skip)]
    pub syllables: Option<Syllables>,
}

/// How syllables are counted in a language, and how many are many.
#[derive(Debug, Clone, Copy)]
pub struct Syllables {
    /// Of one word in small letters.
    pub count: fn(&str) -> usize,
    /// The most for a word on average over a text.
    pub most: f64,
}

/// The words of a language.
pub fn words(language: &Language) -> Words {
    let all: BTreeMap<String, Words> =
        serde_yaml::from_str(include_str!("phrases.yaml")).unwrap_or_default();
    let tag = language.as_str().split('-').next().unwrap_or_default();
    let mut words = all.get(tag).cloned().unwrap_or_default();
    words.syllables = match tag {
        "id" => Some(Syllables {
            count: indonesian,
            most: 2.95,
        }),
        "en" => Some(Syllables {
            count: english,
            most: 1.8,
        }),
        _ => None,
    };
    words
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Each vowel is a syllable; `ai`, `au` and `oi` at the end of a word are one.
fn indonesian(word: &str) -> usize {
    let vowels = word.chars().filter(|letter| is_vowel(*letter)).count();
    let joined = ["ai", "au", "oi"].iter().any(|pair| word.ends_with(pair));
    (vowels - usize::from(joined && vowels > 1)).max(1)
}

/// Groups of vowels, without a silent `e` at the end.
fn english(word: &str) -> usize {
    let mut groups = 0;
    let mut before = false;
    for letter in word.chars() {
        let vowel = is_vowel(letter) || letter == 'y';
        groups += usize::from(vowel && !before);
        before = vowel;
    }
    let silent = word.ends_with('e') && !word.ends_with("le");
    (groups - usize::from(silent && groups > 1)).max(1)
}

/// Whether `phrase` stands in `text` as words of its own; where.
pub fn find_words(text: &str, phrase: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find(phrase).map(|at| from + at) {
        let end = at + phrase.len();
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = text[..at].chars().next_back();
        let after = text[end..].chars().next();
        if !is_letter(before) && !is_letter(after) {
            return Some(at);
        }
        from = end;
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn of(tag: &str) -> Words {
        words(&Language::new(tag).unwrap())
    }

    #[test]
    fn the_words_of_both_languages_can_be_read() {
        for tag in ["id", "en", "en-GB"] {
            let words = of(tag);
            assert!(
                words.preaching.len() > 10 && words.reasons.len() > 10,
                "{tag}"
            );
        }
        assert!(of("jv").preaching.is_empty());
    }

    #[test]
    fn syllables_are_counted_as_they_are_spoken() {
        for (word, count) in [
            ("balita", 3),
            ("pantai", 2),
            ("penyelenggaraan", 6),
            ("tumbuh", 2),
            ("dua", 2),
        ] {
            assert_eq!(indonesian(word), count, "{word}");
        }
        for (word, count) in [
            ("census", 2),
            ("people", 2),
            ("make", 1),
            ("responsibility", 6),
        ] {
            assert_eq!(english(word), count, "{word}");
        }
    }

    #[test]
    fn phrases_match_whole_words() {
        assert_eq!(find_words("agar-agar manis, agar sehat", "agar"), Some(0));
        assert_eq!(find_words("pagar rumah", "agar"), None);
        assert_eq!(find_words("pagar, agar aman", "agar"), Some(7));
    }
}
