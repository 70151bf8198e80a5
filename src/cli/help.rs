//! `sebar help`: the guide, and what each file may hold, from the same types that read it.

use super::{
    End, paper, print, show,
    terminal::{Colour, Terminal},
};
use crate::{content, diagnostic::did_you_mean};

/// A page of the guide: its topic, and its Markdown.
pub const GUIDE: [(&str, &str); 11] = [
    ("start", include_str!("guide/start.md")),
    ("content", include_str!("guide/content.md")),
    ("facts", include_str!("guide/facts.md")),
    ("posts", include_str!("guide/posts.md")),
    ("leaflets", include_str!("guide/leaflets.md")),
    ("languages", include_str!("guide/languages.md")),
    ("themes", include_str!("guide/themes.md")),
    ("variables", crate::theme::VARIABLES),
    ("bundles", include_str!("guide/bundles.md")),
    ("advice", include_str!("guide/advice.md")),
    ("ci", include_str!("guide/ci.md")),
];

/// Prints a topic; without one, the list of topics.
pub fn run(typed: Option<&str>) -> End {
    let style = Terminal::of_stdout().style(Colour::Auto);
    let schemas = content::schemas();
    let Some(typed) = typed else {
        print::out(&overview(&schemas));
        return End::Good;
    };
    let topic = typed.to_lowercase();
    let is_meant = |name: &str| name == topic || name.trim_end_matches('s') == topic;
    let page = GUIDE.iter().find(|(name, _)| is_meant(name));
    let wanted = |name: &str| name == topic || is_meant(topic_of(name));
    let file = schemas.iter().find(|(name, _)| wanted(name));
    let page = page.map(|(_, markdown)| paper::page(markdown, style));
    let keys = file.map(|(name, schema)| keys(name, schema));
    let parts: Vec<String> = page.into_iter().chain(keys).collect();
    if parts.is_empty() {
        return unknown(typed, &schemas);
    }
    print::out(&parts.join("\n"));
    End::Good
}

fn unknown(typed: &str, schemas: &[(&str, serde_json::Value)]) -> End {
    let files = schemas.iter().map(|(name, _)| topic_of(name));
    let topics = GUIDE.iter().map(|(name, _)| *name).chain(files);
    let near = did_you_mean(typed, topics);
    let near = near
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    show::usage(&format!(
        "there is no help on `{typed}`{near}\n  = help: `sebar help` lists all topics"
    ))
}

/// What is typed for a file: `site` for site.yaml.
fn topic_of(name: &str) -> &str {
    name.split(['.', '/']).next().unwrap_or(name)
}

fn overview(schemas: &[(&str, serde_json::Value)]) -> String {
    let line = |(topic, said): (&str, &str)| format!("  sebar help {topic:<12} {said}\n");
    let heading = |markdown: &'static str| {
        let first = markdown.lines().next().unwrap_or_default();
        first.trim_start_matches("# ")
    };
    let guide: String = GUIDE
        .iter()
        .map(|(topic, markdown)| line((topic, heading(markdown))))
        .collect();
    let is_in_guide = |name: &str| GUIDE.iter().any(|(topic, _)| *topic == topic_of(name));
    let files: String = schemas
        .iter()
        .filter(|(name, _)| !is_in_guide(name))
        .map(|(name, schema)| {
            let said = schema["description"].as_str().unwrap_or_default();
            line((topic_of(name), &said.replace('\n', " ")))
        })
        .collect();
    format!(
        "{COMMANDS}\nThe guide:\n{guide}\nKeys of a file:\n{files}\nOptions of a command: sebar build --help\n"
    )
}

const COMMANDS: &str = "  sebar init [DIR]        begin a site
  sebar new KIND NAME     begin a campaign, a post, a leaflet or another text
  sebar serve             see it while you write
  sebar check             what is wrong, and advice
  sebar build             make everything and put it into public/
  sebar plan              every artifact before anything is drawn
  sebar sheet             every social image, small, on one sheet
  sebar channels          every channel and slot, with its limits
  sebar theme check, new  for authors of themes
  sebar explain [CODE]    more about a message
  sebar schema, completions, man    for editors, shells and manuals
";

/// Keys of a file with their meaning, `*` on those that must be there.
fn keys(name: &str, schema: &serde_json::Value) -> String {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut lines = vec![text(&schema["description"]), String::new()];
    let inner = schema
        .get("additionalProperties")
        .and_then(|inner| inner.get("$ref"));
    let shape = match inner.and_then(serde_json::Value::as_str) {
        Some(reference) => schema
            .pointer(reference.trim_start_matches('#'))
            .unwrap_or(schema),
        None => schema,
    };
    if inner.is_some() {
        lines.push(format!("{name} maps names to entries with these keys:"));
    }
    list(schema, shape, "  ", &mut lines);
    lines.push(String::new());
    lines.push("* must be there\n".to_owned());
    lines.join("\n")
}

fn list(
    root: &serde_json::Value,
    shape: &serde_json::Value,
    indent: &str,
    lines: &mut Vec<String>,
) {
    let Some(properties) = shape
        .get("properties")
        .and_then(serde_json::Value::as_object)
    else {
        // a choice: the keys of each that has some
        let choices = shape.get("anyOf").and_then(serde_json::Value::as_array);
        let references = choices.into_iter().flatten();
        let references = references.filter_map(|choice| choice.get("$ref")?.as_str());
        for reference in references {
            if let Some(choice) = root.pointer(reference.trim_start_matches('#')) {
                list(root, choice, indent, lines);
            }
        }
        return;
    };
    let required = shape.get("required").and_then(serde_json::Value::as_array);
    for (key, value) in properties {
        let must = required.is_some_and(|keys| keys.iter().any(|name| name == key));
        let star = if must { "*" } else { " " };
        let said = value
            .get("description")
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default();
        let width = 22_usize.saturating_sub(indent.len());
        lines.push(format!(
            "{indent}{key:<width$}{star} {}",
            said.replace('\n', " ")
        ));
        let inner = [
            value.get("$ref"),
            value.pointer("/items/$ref"),
            value.pointer("/allOf/0/$ref"),
            value.pointer("/anyOf/0/$ref"),
        ];
        let inner = inner
            .into_iter()
            .flatten()
            .find_map(serde_json::Value::as_str);
        // slides hold what posts hold: once is enough
        let inner = inner.filter(|inner| *inner != "#");
        if let Some(inner) = inner.and_then(|inner| root.pointer(inner.trim_start_matches('#'))) {
            list(root, inner, &format!("{indent}  "), lines);
        }
    }
}
