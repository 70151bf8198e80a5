//! Texts to begin with, from `starter/`: gaps are `[[name]]`, or `[["name"]]` where the text is to
//! stand in quotes.

use include_dir::{Dir, include_dir};

use crate::{content, output::NewFile};

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// What goes into the gaps, by name.
pub type Gaps = [(&'static str, String)];

/// The file at `path` of the starter with its gaps filled; empty where there is none.
pub fn text(path: &str, gaps: &Gaps) -> String {
    let file = STARTER.get_file(path);
    let text = file.and_then(include_dir::File::contents_utf8);
    let mut text = text.unwrap_or_default().to_owned();
    for (name, value) in gaps {
        // text in JSON quotes is text in YAML quotes, too (YAML 1.2, chapter 1.3)
        let quoted = serde_json::Value::from(value.as_str()).to_string();
        text = text.replace(&format!("[[\"{name}\"]]"), &quoted);
        text = text.replace(&format!("[[{name}]]"), value);
    }
    text
}

/// The languages that there are texts in.
pub fn language(wanted: &str) -> &'static str {
    match wanted.split('-').next() {
        Some("en") => "en",
        _ => "id",
    }
}

/// All files below `folder` of the starter, as they shall stand below `to`.
pub fn files(folder: &str, to: &str, gaps: &Gaps) -> Vec<NewFile> {
    let mut paths = Vec::new();
    if let Some(folder) = STARTER.get_dir(folder) {
        collect(folder, &mut paths);
    }
    paths.sort();
    let file = |path: String| {
        let below = path[folder.len()..].trim_start_matches('/');
        NewFile::text(format!("{to}{below}"), text(&path, gaps))
    };
    paths.into_iter().map(file).collect()
}

fn collect(folder: &Dir, paths: &mut Vec<String>) {
    paths.extend(folder.files().map(|file| {
        let parts = file.path().iter().map(|part| part.to_string_lossy());
        parts.collect::<Vec<_>>().join("/")
    }));
    for inner in folder.dirs() {
        collect(inner, paths);
    }
}

/// What an editor and a code host need, for a site whose content is checked by this version.
pub fn surroundings() -> Vec<NewFile> {
    let gaps = [("version", env!("CARGO_PKG_VERSION").to_owned())];
    let places = [
        ("gitignore", ".gitignore"),
        ("vscode-settings.json", ".vscode/settings.json"),
        ("vscode-extensions.json", ".vscode/extensions.json"),
        ("github.yml", ".github/workflows/sebar.yml"),
        ("gitlab-ci.yml", ".gitlab-ci.yml"),
    ];
    let file = |(from, to): (&str, &str)| NewFile::text(to, text(&format!("editor/{from}"), &gaps));
    let mut files: Vec<NewFile> = places.into_iter().map(file).collect();
    for (name, schema) in content::editor_schemas() {
        files.push(NewFile::text(
            format!("{SCHEMAS}/{name}.json"),
            format!("{schema:#}\n"),
        ));
    }
    files
}

/// Where the schemas stand in a site.
pub const SCHEMAS: &str = ".sebar/schemas";

/// Lets editors find the schema of each YAML file by its first line
/// (github.com/redhat-developer/yaml-language-server, Using inlined schema).
pub fn with_schema_lines(files: &mut [NewFile]) {
    for file in files {
        let Some(stem) = file.path.strip_suffix(".yaml") else {
            continue;
        };
        let name = stem.rsplit('/').next().unwrap_or(stem);
        let schema = match name.split_once('.') {
            Some((name, _)) => format!("{name}-translation"),
            None => name.to_owned(),
        };
        let up = "../".repeat(file.path.matches('/').count());
        let line = format!("# yaml-language-server: $schema={up}{SCHEMAS}/{schema}.json\n");
        file.bytes.splice(0..0, line.into_bytes());
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_raw_or_in_quotes() {
        let gaps = [
            ("title", "Loket \"Sabtu\"".to_owned()),
            ("code", "s".to_owned()),
        ];
        let text = text("draft/id/campaign.yaml", &gaps);
        assert!(text.contains("title: \"Loket \\\"Sabtu\\\"\"\n"), "{text}");
        assert!(text.contains("code: \"s\"\n"), "{text}");
    }

    #[test]
    fn a_schema_line_leads_from_the_file_to_its_schema() {
        let mut files = [
            NewFile::text("content/site.yaml", "a: 1\n"),
            NewFile::text("content/x/facts.en.yaml", ""),
            NewFile::text("content/x/flyer.md", "Isi\n"),
        ];
        with_schema_lines(&mut files);
        let lines = files.map(|file| String::from_utf8(file.bytes).unwrap());
        assert_eq!(
            lines,
            [
                "# yaml-language-server: $schema=../.sebar/schemas/site.json\na: 1\n",
                "# yaml-language-server: $schema=../../.sebar/schemas/facts-translation.json\n",
                "Isi\n"
            ]
        );
    }
}
