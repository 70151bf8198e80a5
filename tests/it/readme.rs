//! What the README promises.

use std::{fs, path::Path};

use crate::site::Site;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// Words between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn is_option(word: &str) -> bool {
    let name = word.strip_prefix("--");
    name.is_some_and(|name| name.starts_with(char::is_alphabetic))
}

#[test]
fn the_first_campaign_is_right_as_it_stands() {
    let readme = readme();
    let start = readme.find("## Your first campaign").unwrap();
    let part = readme[start..].split("\n## ").next().unwrap();
    let mut site = Site::empty();
    let mut files = 0;
    for block in part.split("```").collect::<Vec<_>>().chunks_exact(2) {
        let [said, code] = block else { unreachable!() };
        let path = quoted(said)
            .find(|word| word.starts_with("content/"))
            .unwrap();
        let lines = code
            .lines()
            .skip(1)
            .map(|line| line.strip_prefix("   ").unwrap_or(line));
        let text: Vec<&str> = lines.collect();
        site = site.with(path, text.join("\n"));
        files += 1;
    }
    assert_eq!(files, 4);
    assert_eq!(site.warned(), "  Nothing is wrong.");
}

#[test]
fn commands_and_options_are_there() {
    let site = Site::empty();
    let help = |command: &str| site.run(&[command, "--help"]).stdout;
    let commands = [
        "build", "plan", "check", "serve", "init", "new", "schema", "man",
    ];
    let known = commands.map(help).concat();
    let readme = readme();
    let text = quoted(&readme);
    for word in text
        .flat_map(str::split_whitespace)
        .filter(|word| is_option(word))
    {
        assert!(
            known.contains(word) || word == "--release" || word == "--path",
            "{word}"
        );
    }
    for quote in quoted(&readme).filter(|quote| quote.starts_with("sebar help ")) {
        let arguments: Vec<&str> = quote.split(' ').skip(1).collect();
        assert_eq!(site.run(&arguments).code, 0, "{quote}");
    }
}

#[test]
fn files_it_names_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = readme();
    let links = readme
        .split("](")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap());
    let named = ["src/", "tests/", "themes/", "benches/", ".ci/"];
    let named = quoted(&readme).filter(|word| named.iter().any(|top| word.starts_with(top)));
    for path in links
        .filter(|link| !link.starts_with("https://"))
        .chain(named)
    {
        assert!(root.join(path).exists(), "{path}");
    }
}
