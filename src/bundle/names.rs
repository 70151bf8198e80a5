//! Names that Windows, macOS, Linux, phones and old ZIP programs all can hold.

use crate::{
    diagnostic::{Code, Diagnostic},
    output::Sha256,
};
use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};
use std::collections::BTreeMap;

/// Longest name of one file or folder, in characters; room for what a download adds (` (1)`).
const LONGEST: usize = 120;

/// Longest name of one file or folder in bytes, on Linux file systems.
const LONGEST_BYTES: usize = 255;

/// Longest name that [`portable_name`] gives, in characters.
const LONGEST_SLUG: usize = 60;

/// Names that Windows keeps for devices, whatever the extension.
/// Source: Microsoft, "Naming Files, Paths, and Namespaces".
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// What is wrong with the names of a bundle's entries (paths with `/`), if anything.
pub fn check_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut files: BTreeMap<String, &str> = BTreeMap::new();
    let mut folders: BTreeMap<String, &str> = BTreeMap::new();
    for name in names {
        if let Some(why) = unsafe_part(name) {
            problems.push(problem(name, &why));
        }
        let folded = fold(name);
        for (end, _) in folded.match_indices('/') {
            folders.insert(folded.get(..end).unwrap_or_default().to_owned(), name);
        }
        if let Some(other) = files.insert(folded, name) {
            problems.push(problem(name, &clash(name, other)));
        }
    }
    for (folded, name) in files {
        if let Some(other) = folders.get(&folded) {
            problems.push(problem(name, &format!("`{other}` needs a folder there")));
        }
    }
    problems
}

fn problem(name: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnsafeName,
        format!("the bundle cannot hold `{}`: {why}", name.escape_debug()),
    )
    .why("some who open the kit would get an error, or lose a file")
    .help("rename the file that it is made from; plain letters, digits and hyphens always work")
}

fn clash(name: &str, other: &str) -> String {
    if name == other {
        "there are two of that name".to_owned()
    } else {
        format!("`{other}` differs in nothing but capitals, and would be overwritten")
    }
}

/// Why some system cannot hold the path, if so.
fn unsafe_part(path: &str) -> Option<String> {
    if !ComposingNormalizer::new_nfc().is_normalized(path) {
        return Some("its accents are written apart (it is not in Unicode form NFC)".to_owned());
    }
    path.split('/').find_map(unsafe_name)
}

fn unsafe_name(name: &str) -> Option<String> {
    if matches!(name, "" | "." | "..") {
        return Some("it is not a plain path inside the kit".to_owned());
    }
    if let Some(wrong) = name.chars().find(|c| is_forbidden(*c)) {
        return Some(format!("`{}` cannot stand in a name", wrong.escape_debug()));
    }
    if name.starts_with(' ') || name.ends_with([' ', '.']) {
        return Some("a name begins with a space, or ends in a space or full stop".to_owned());
    }
    if is_device(name) {
        return Some(format!("Windows keeps the name `{name}` for a device"));
    }
    let length = name.chars().count();
    if length > LONGEST || name.len() > LONGEST_BYTES {
        return Some(format!(
            "a name has {length} characters; at most {LONGEST} ({LONGEST_BYTES} bytes) are safe"
        ));
    }
    None
}

/// What Windows forbids, control characters, and marks that turn the reading direction (with
/// which `gpj.exe` can be made to look like `exe.jpg`).
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_ascii_lowercase();
    let is_port = |port: &str| {
        let number = stem.strip_prefix(port).unwrap_or_default();
        let mut digits = number.chars();
        matches!(digits.next(), Some('1'..='9' | '¹' | '²' | '³')) && digits.next().is_none()
    };
    DEVICES.contains(&stem.as_str()) || is_port("com") || is_port("lpt")
}

/// Equal for two names that a file system which ignores capitals takes for one.
fn fold(name: &str) -> String {
    let folded = CaseMapper::new().fold_string(name).into_owned();
    ComposingNormalizer::new_nfc()
        .normalize(&folded)
        .into_owned()
}

/// `text` as a file name without extension: lower-case ASCII letters, digits and hyphens.
///
/// Accents are folded, apostrophes dropped, all else becomes a hyphen. A text without Latin
/// letters or digits gets a name from its hash, so that two such texts get two names.
pub fn portable_name(text: &str) -> String {
    let apart = DecomposingNormalizer::new_nfkd().normalize(text);
    let mut name = String::new();
    for c in CaseMapper::new().fold_string(&apart).chars() {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            '\u{300}'..='\u{36f}' | '\'' | '’' | '‘' | 'ʼ' => {}
            'æ' => name.push_str("ae"),
            'œ' => name.push_str("oe"),
            'ø' => name.push('o'),
            'ð' | 'đ' => name.push('d'),
            'þ' => name.push_str("th"),
            'ł' => name.push('l'),
            'ı' => name.push('i'),
            _ if name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
    }
    if let Some(longest) = name.get(..LONGEST_SLUG) {
        // at the end of a word, if the first word is not longer than all the room
        let is_whole = name.get(LONGEST_SLUG..).is_some_and(|r| r.starts_with('-'));
        let end = if is_whole || name.len() == LONGEST_SLUG {
            LONGEST_SLUG
        } else {
            longest.rfind('-').unwrap_or(LONGEST_SLUG)
        };
        name.truncate(end);
    }
    name.truncate(name.trim_end_matches('-').len());
    if name.is_empty() {
        let sum = Sha256::of(text.as_bytes()).to_string();
        name = format!("x-{}", sum.get(..8).unwrap_or_default());
    } else if is_device(&name) {
        name.push_str("-x");
    }
    name
}
