//! The printed pieces of the sample site with shorter and longer texts: each fits, or is said not to.

use std::{collections::BTreeSet, path::Path};

use crate::site::{Site, tree};

/// The sample site with nothing but what is printed, in one language, with `percent` of its words.
fn sample(percent: usize) -> Site {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut site = Site::empty();
    for (path, bytes) in tree(&content) {
        let name = path.rsplit('/').next().unwrap();
        let printed = ["leaflet.md", "poster.md", "card.md", "booklet.md"].contains(&name);
        if path.contains("/posts/") || name.contains(".en.") || name.ends_with(".md") && !printed {
            continue;
        }
        let path = format!("content/{path}");
        site = if printed {
            let text = String::from_utf8(bytes).unwrap();
            site.with(&path, stretched(&text, percent))
        } else {
            site.with(&path, bytes)
        };
    }
    site.change("content/site.yaml", "[id, en]", "[id]")
}

/// A text whose running words are so many percent of what they were.
fn stretched(text: &str, percent: usize) -> String {
    let (front, body) = match text
        .strip_prefix("---\n")
        .and_then(|rest| rest.find("---\n"))
    {
        Some(end) => text.split_at(end + 8),
        None => ("", text),
    };
    let lines = body.lines().map(|line| stretched_line(line, percent));
    let lines: Vec<String> = lines.collect();
    format!("{front}{}\n", lines.join("\n"))
}

/// Headings, tables, pictures and facts stay; of a list its numbers and stressed words.
fn stretched_line(line: &str, percent: usize) -> String {
    let is_said = line.starts_with(|first: char| first.is_alphanumeric()) && !line.contains("{{");
    let start = line.rfind("**").map_or(0, |at| at + 2);
    let (kept, said) = line.split_at(start);
    let words: Vec<&str> = said.split(' ').collect();
    if !is_said || said.trim().is_empty() || said.contains('[') || line.starts_with("Sumber") {
        return line.to_owned();
    }
    let count = (words.len() * percent).div_ceil(100);
    let words = words.into_iter().cycle().take(count);
    kept.to_owned() + &words.collect::<Vec<_>>().join(" ")
}

/// The codes of all errors that a check finds.
fn errors(site: &Site) -> BTreeSet<String> {
    let run = site.run(&["check", "--format", "json"]);
    let found = run.stdout.lines().map(|line| {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| found[key].as_str().unwrap().to_owned();
        (text("severity"), text("code"))
    });
    let errors = found.filter(|(severity, _)| severity == "error");
    errors.map(|(_, code)| code).collect()
}

#[test]
fn sample_texts_fit_or_are_reported_at_any_length() {
    for percent in [60, 80, 100] {
        let errors = errors(&sample(percent));
        assert_eq!(errors, BTreeSet::new(), "{percent} %");
    }
    let too_long = BTreeSet::from(["SB0201".to_owned()]);
    for percent in [120, 150, 200] {
        let errors = errors(&sample(percent));
        assert!(errors.is_subset(&too_long), "{percent} %: {errors:?}");
    }
    assert_eq!(errors(&sample(600)), too_long);
}
