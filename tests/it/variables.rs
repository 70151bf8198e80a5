//! The guide's page on what templates are given, and the types that they are given: the page is made
//! from the types, and checks of themes go by the page.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

const PAGE: &str = "src/theme/variables.md";

const INTRO: &str = "# Variables that templates are given

What stands here is made from the types that Sebar hands over; `sebar theme check` goes by it. `[]` stands behind
lists, `.KEY` for the names that a site gives. What may be missing is `none`. Drawn templates (`social/`, `print/`)
have `css`, too: the tokens as custom properties, to stand in a `<style>`, and `fit`: the factor on text sizes.
";

/// Types that many variables have.
const SHAPES: [(&str, &str); 3] = [
    ("PictureContext", "picture"),
    ("SectionContext", "section"),
    ("ArtifactContext", "file"),
];

/// Heading, type, and the files that it and its parts are in, the nearest first.
const GROUPS: [(&str, &str, &[&str]); 11] = [
    ("Every template of a campaign", "Common", &[]),
    (
        "A picture",
        "PictureContext",
        &["src/render/context/picture.rs"],
    ),
    (
        "A section",
        "SectionContext",
        &["src/render/context/section.rs"],
    ),
    (
        "A file",
        "ArtifactContext",
        &["src/site/artifact.rs", "src/site/share.rs"],
    ),
    (
        "Social images: `social/`",
        "Social",
        &["src/render/context/social.rs"],
    ),
    (
        "Sheets: `print/`",
        "PrintContext",
        &["src/render/context/print.rs"],
    ),
    (
        "Booklets: `print/`",
        "BookletContext",
        &["src/render/context/booklet.rs"],
    ),
    ("Every page: `pages/`", "Page", &["src/site/page.rs"]),
    (
        "The e-flyer: `pages/`",
        "Flyer",
        &["src/site/flyer.rs", "src/site/kit.rs", "src/site/share.rs"],
    ),
    (
        "The portal: `pages/`",
        "Portal",
        &["src/site/portal.rs", "src/site/listing.rs"],
    ),
    (
        "The kit page: `pages/`",
        "KitPage",
        &["src/site/kit.rs", "src/model/campaign.rs"],
    ),
];

const SHARED: [&str; 6] = [
    "src/render/context/mod.rs",
    "src/render/context/section.rs",
    "src/render/context/picture.rs",
    "src/render/context/social.rs",
    "src/site/artifact.rs",
    "src/model/campaign.rs",
];

struct Field {
    name: String,
    kind: String,
    said: String,
    flat: bool,
}

/// The structs of a file with their fields, by name.
fn structs(file: &str) -> BTreeMap<String, Vec<Field>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(path).unwrap();
    let (mut found, mut open) = (BTreeMap::new(), None::<(String, Vec<Field>)>);
    let (mut said, mut rename, mut flat, mut skip) = (String::new(), None, false, false);
    for line in text.lines() {
        let line = line.trim();
        let start = line.trim_start_matches("pub ").strip_prefix("struct ");
        if let Some(start) = start.filter(|_| line.ends_with('{')) {
            let name = start.split(['<', ' ']).next().unwrap().to_owned();
            open = Some((name, Vec::new()));
            said.clear();
        } else if let Some(words) = line.strip_prefix("///") {
            said = [said.as_str(), words.trim()].join(" ").trim().into();
        } else if let Some(attribute) = line.strip_prefix("#[serde(") {
            flat |= attribute.starts_with("flatten");
            skip |= attribute.starts_with("skip)");
            let renamed = attribute.strip_prefix("rename = \"");
            rename = renamed.and_then(|rest| rest.split('"').next().map(str::to_owned));
        } else if line == "}" {
            if let Some((name, fields)) = open.take() {
                found.insert(name, fields);
            }
        } else if let Some((_, fields)) = &mut open
            && let Some((name, kind)) = line.trim_start_matches("pub ").split_once(": ")
        {
            let field = Field {
                name: rename
                    .take()
                    .unwrap_or_else(|| name.trim_start_matches("r#").to_owned()),
                kind: kind.trim_end_matches(',').to_owned(),
                said: std::mem::take(&mut said),
                flat: std::mem::take(&mut flat),
            };
            // what Sebar keeps for itself is not given to templates
            if !std::mem::take(&mut skip) {
                fields.push(field);
            }
        }
    }
    found
}

struct Book {
    files: Vec<BTreeMap<String, Vec<Field>>>,
}

impl Book {
    /// The struct that a type is made of, and whether there are many.
    fn inner(&self, kind: &str) -> Option<(&str, &[Field], &'static str)> {
        let mut words = kind.split(|c: char| !c.is_alphanumeric());
        let known = |word| self.files.iter().find_map(|file| file.get_key_value(word));
        let (name, fields) = words.find_map(known)?;
        let many = if kind.contains("BTreeMap") {
            ".KEY"
        } else if kind.contains("Vec<") || kind.starts_with("&'a [") {
            "[]"
        } else {
            ""
        };
        Some((name, fields, many))
    }

    fn list(&self, fields: &[Field], before: &str, lines: &mut String) {
        for field in fields {
            let inner = self.inner(&field.kind);
            if field.flat {
                // the page's own part, and what every template of a campaign is given, stand above
                if let Some((_, fields, _)) =
                    inner.filter(|(name, ..)| !["Page", "Common"].contains(name))
                {
                    self.list(fields, before, lines);
                }
                continue;
            }
            let many = inner.map_or("", |(_, _, many)| many);
            let path = format!("{before}{}{many}", field.name);
            let shape = inner.and_then(|(name, _, _)| {
                SHAPES
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, shape)| *shape)
            });
            let arrow = shape.map(|shape| format!(" → {shape}")).unwrap_or_default();
            let said = if field.said.is_empty() {
                String::new()
            } else {
                format!(": {}", field.said)
            };
            wrapped(&format!("- `{path}`{arrow}{said}"), lines);
            if let (Some((_, fields, _)), None) = (inner, shape) {
                self.list(fields, &format!("{path}."), lines);
            }
        }
    }
}

/// In lines that fit a terminal.
fn wrapped(text: &str, lines: &mut String) {
    let mut length = 0;
    for word in text.split(' ') {
        if length + word.chars().count() > 115 {
            lines.push_str("\n  ");
            length = 2;
        } else if length > 0 {
            lines.push(' ');
            length += 1;
        }
        lines.push_str(word);
        length += word.chars().count();
    }
    lines.push('\n');
}

fn page() -> String {
    let mut page = INTRO.to_owned();
    for (heading, kind, files) in GROUPS {
        let files = files.iter().chain(&SHARED).map(|file| structs(file));
        let book = Book {
            files: files.collect(),
        };
        let (_, fields, _) = book.inner(kind).unwrap();
        let _ = write!(page, "\n## {heading}\n\n");
        book.list(fields, "", &mut page);
    }
    page
}

#[test]
fn the_guide_tells_what_templates_are_given() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let made = page();
    if std::env::var_os("INSTA_FORCE_PASS").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == made,
        "{PAGE} is not what the types say; INSTA_FORCE_PASS=1 cargo test --test it variables writes it"
    );
}
