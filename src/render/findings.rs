//! What layout found out about a piece, told at the line where it was written.

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    diagnostic::{Code, Diagnostic, Place, SourceText},
    layout::Finding,
};

/// Text that does not fit on `piece` at its smallest size. `cut` are the findings that say so.
pub fn too_much(piece: &str, place: Place, cut: &[&Finding]) -> Diagnostic {
    let texts = cut.iter().filter_map(|finding| match finding {
        Finding::Cut { text, .. } => Some(text.as_str()),
        _ => None,
    });
    let words = texts.clone().flat_map(str::split_whitespace).count();
    let first = texts.clone().next().unwrap_or_default();
    let problem = Diagnostic::error(Code::TextCut, format!("the text does not fit on {piece}"));
    if words == 0 {
        return problem
            .at(place, "at its smallest size it is too long")
            .why("a reader would not see its end")
            .help("shorten it");
    }
    let (noun, verb) = if words == 1 {
        ("word", "is")
    } else {
        ("words", "are")
    };
    problem
        .at(
            place,
            format!("at its smallest size {words} {noun} {verb} cut"),
        )
        .why(format!("a reader would not see “{}”", short(first)))
        .help(format!("shorten it by about {words} {noun}"))
}

/// What is neither cut text nor a missing character: each at its own place, or else where `elsewhere`
/// says, with a label.
pub fn others(
    findings: &[Finding],
    elsewhere: impl Fn(&Finding) -> (Place, String),
) -> Vec<Diagnostic> {
    let told_apart = |finding: &&Finding| {
        finding.is_overflow() || matches!(finding, Finding::MissingGlyph { .. })
    };
    let others = findings.iter().filter(|finding| !told_apart(finding));
    let told = others.map(|finding| {
        let problem = finding.diagnostic();
        if problem.place.is_some() {
            return problem;
        }
        let (place, label) = elsewhere(finding);
        problem.at(place, label)
    });
    told.collect()
}

/// Characters that no font has: at the first place in `file` where one of them stands, else at
/// `place`.
pub fn missing_glyphs(
    findings: &[Finding],
    file: &Arc<SourceText>,
    place: &Place,
) -> Option<Diagnostic> {
    let missing = |finding: &Finding| match finding {
        Finding::MissingGlyph { characters, .. } => characters.chars().collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let characters: BTreeSet<char> = findings.iter().flat_map(missing).collect();
    if characters.is_empty() {
        return None;
    }
    let is_missing = |c: char| characters.contains(&c);
    let place = match file.text.find(is_missing) {
        Some(at) => {
            let rest = &file.text[at..];
            let end = rest.find(|c| !is_missing(c)).unwrap_or(rest.len());
            Place::new(file, at..at + end)
        }
        None => place.clone(),
    };
    let names = characters.iter().map(|&c| named(c));
    Some(
        Diagnostic::error(
            Code::MissingGlyph,
            format!(
                "no font of the theme has {}",
                names.collect::<Vec<_>>().join(", ")
            ),
        )
        .at(place, "")
        .why("a reader would see empty boxes")
        .help("write it with other characters, or add a font to the theme that has them"),
    )
}

/// With its code point, since some characters cannot be seen.
fn named(c: char) -> String {
    format!("“{c}” (U+{:04X})", u32::from(c))
}

/// The first words of a text.
pub fn short(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let start: String = text.chars().take(MOST).collect();
    format!("{}…", start.trim_end())
}
