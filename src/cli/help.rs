//! `sebar help`: what each file may hold, from the same types that read it.

use super::{End, show};
use crate::{content, diagnostic::did_you_mean};

/// Prints a topic; without one, the list of topics.
pub fn run(topic: Option<&str>) -> End {
    let schemas = content::schemas();
    let Some(topic) = topic else {
        println!("{}", overview(&schemas));
        return End::Good;
    };
    if topic == "content" {
        println!("{CONTENT}");
        return End::Good;
    }
    let wanted = |name: &str| name == topic || topic_of(name) == topic;
    if let Some((name, schema)) = schemas.iter().find(|(name, _)| wanted(name)) {
        println!("{}", keys(name, schema));
        return End::Good;
    }
    let topics = schemas.iter().map(|(name, _)| topic_of(name));
    let near = did_you_mean(topic, topics.chain(["content"]));
    let near = near
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    show::usage(&format!(
        "there is no help on `{topic}`{near}\n  = help: `sebar help` lists all topics"
    ))
}

/// What is typed for a file: `site` for site.yaml.
fn topic_of(name: &str) -> &str {
    name.split(['.', '/']).next().unwrap_or(name)
}

fn overview(schemas: &[(&str, serde_json::Value)]) -> String {
    let about = |(name, schema): &(&str, serde_json::Value)| {
        let said = schema["description"].as_str().unwrap_or_default();
        let topic = format!("sebar help {}", topic_of(name));
        format!("{topic:<22} {}", said.replace('\n', " "))
    };
    let topics: Vec<String> = schemas.iter().map(about).collect();
    format!(
        "{COMMANDS}\n{}\n\nOptions of a command: sebar build --help",
        topics.join("\n")
    )
}

const COMMANDS: &str = "sebar build            make everything and put it into public/
sebar check            report everything that is wrong
sebar plan             show every artifact before anything is drawn

sebar help content     what a site's folders and Markdown files hold";

const CONTENT: &str = "content/
  site.yaml                 who publishes, languages, theme
  sheets.yaml               papers and folds of your own
  <campaign>/               one folder a campaign; its name is its address
    campaign.yaml           title, period, link, contacts
    facts.yaml              figures and claims with their source
    flyer.md                the e-flyer page
    leaflet.md              the folded leaflet; its sections stand on panels in the order of
                            reading, or by name: ## Title {#cover}, {#flap}, {#back},
                            {#inside-left}, {#inside-middle}, {#inside-right}, {#inside-wide}
    poster.md  card.md      a poster and a pocket card: ## Title, then ## Title for the foot
    booklet.md              the booklet: what stands first is the cover, each plain ## Title
                            begins a chapter on a right page, ## Title {.kind} goes on in it
    talking-points.md  message.md  script.md  press-release.md  faq.md
    posts/01-name.md        one post: settings between --- lines, then its caption
    pictures/               pictures, and pictures.yaml with their alternative texts

A translation stands beside its original: flyer.en.md, campaign.en.yaml.
In any text, {{ fact.key }} stands for a fact.

A section of flyer.md or of a printed piece is `## Heading {.kind}`:
  text       paragraphs; the first is the lead (without a kind)
  steps      1. **Title.** what to do
  signs      1. **Title.** what to look for
  numbers    - **29** mitra
  bars       - **{{ fact.budget }}** 2019
  claim      > what is said, then a paragraph: what is so
  compare    a table; its first column names the rows
  questions  ### Question, then the answer
  contact    how to reach the office; contacts come from campaign.yaml
A paragraph that begins with `Sumber:` or `Source:` is the section's source.";

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
    lines.push("* must be there".to_owned());
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
        ];
        let inner = inner
            .into_iter()
            .flatten()
            .find_map(serde_json::Value::as_str);
        if let Some(inner) = inner.and_then(|inner| root.pointer(inner.trim_start_matches('#'))) {
            list(root, inner, &format!("{indent}  "), lines);
        }
    }
}
