//! What each code is about, at length: one chapter each in `src/cli/guide/codes.md`.

use super::Code;

/// The chapters, as Markdown.
pub const CHAPTERS: &str = include_str!("../cli/guide/codes.md");

/// The chapter on `code`, without its heading.
pub fn chapter(code: Code) -> &'static str {
    let heading = heading(code);
    let after = CHAPTERS.split_once(&heading);
    let text = after.map_or("", |(_, rest)| rest.split("\n## SB").next().unwrap_or(rest));
    text.trim()
}

fn heading(code: Code) -> String {
    format!("\n## {}: {}\n", code.as_str(), code.title())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_chapter_for_each_code_in_their_order() {
        let found: Vec<&str> = CHAPTERS
            .lines()
            .filter(|line| line.starts_with("## SB"))
            .map(|line| &line[3..])
            .collect();
        let wanted: Vec<String> = Code::ALL
            .iter()
            .map(|code| format!("{}: {}", code.as_str(), code.title()))
            .collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn each_chapter_shows_what_is_wrong_and_what_is_right() {
        for code in Code::ALL {
            let chapter = chapter(*code);
            let (reason, examples) = chapter.split_once("\nWrong:").expect(chapter);
            assert!(reason.len() > 40, "{code:?}");
            let (wrong, right) = examples.split_once("\nRight").expect(chapter);
            assert!(wrong.matches("```").count() == 2, "{code:?}");
            assert!(right.matches("```").count() == 2, "{code:?}");
        }
    }

    #[test]
    fn codes_are_in_order_and_none_stands_twice() {
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
    }

    #[test]
    fn codes_are_found_as_people_type_them() {
        for typed in ["SB0102", "sb0102", "0102", " SB0102 "] {
            assert_eq!(Code::from_typed(typed), Some(Code::UnknownKey), "{typed}");
        }
        for typed in ["", "SB", "SB102", "SB9999", "SB0102x"] {
            assert_eq!(Code::from_typed(typed), None, "{typed}");
        }
    }
}
