//! Diagnostics for machines: JSON lines, annotations of a code host, SARIF.

use serde_json::{Value, json};

use super::{Code, Diagnostic, Severity, explain};

/// One JSON object in one line.
pub fn json_line(diagnostic: &Diagnostic) -> String {
    let position = diagnostic.place.as_ref().map(super::Place::line_column);
    json!({
        "code": diagnostic.code.as_str(),
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "file": diagnostic.place.as_ref().map(|place| &place.file.path),
        "line": position.map(|(line, _)| line),
        "column": position.map(|(_, column)| column),
        "label": diagnostic.label,
        "why": diagnostic.why,
        "help": diagnostic.help,
    })
    .to_string()
}

/// A workflow command of GitHub Actions, which shows the message at its line in a pull request
/// (docs.github.com: Workflow commands, `error`, `warning` and `notice`).
pub fn github_line(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        let (line, column) = place.line_column();
        let file = escaped(&place.file.path, true);
        properties.push(format!("file={file},line={line},col={column}"));
    }
    let title = format!("{}: {}", diagnostic.code.as_str(), diagnostic.code.title());
    properties.push(format!("title={}", escaped(&title, true)));
    let said = escaped(&sentences(diagnostic), false);
    format!("::{level} {}::{said}", properties.join(","))
}

/// As workflow commands want it: `%`, line ends and, in a property, `:` and `,` by their codes.
fn escaped(text: &str, in_property: bool) -> String {
    let text = text.replace('%', "%25");
    let text = text.replace('\r', "%0D").replace('\n', "%0A");
    if in_property {
        text.replace(':', "%3A").replace(',', "%2C")
    } else {
        text
    }
}

/// Everything that is said, a line each.
fn sentences(diagnostic: &Diagnostic) -> String {
    let mut lines = vec![diagnostic.message.clone()];
    lines.extend(Some(diagnostic.label.clone()).filter(|label| !label.is_empty()));
    lines.extend(diagnostic.why.clone());
    lines.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    lines.join("\n")
}

/// All of them as one SARIF log (OASIS SARIF 2.1.0), which code hosts and editors read.
pub fn sarif(diagnostics: &[&Diagnostic]) -> String {
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "sebar",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": Code::ALL.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(|found| result(found)).collect::<Vec<_>>(),
        }],
    });
    log.to_string()
}

fn rule(code: Code) -> Value {
    let chapter = explain::chapter(code);
    json!({
        "id": code.as_str(),
        "shortDescription": {"text": code.title()},
        "fullDescription": {"text": chapter.split("\n\n").next().unwrap_or_default()},
        "help": {"text": chapter, "markdown": chapter},
    })
}

fn result(diagnostic: &Diagnostic) -> Value {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    };
    let index = Code::ALL.iter().position(|code| *code == diagnostic.code);
    let locations: Vec<Value> = diagnostic.place.iter().map(location).collect();
    json!({
        "ruleId": diagnostic.code.as_str(),
        "ruleIndex": index,
        "level": level,
        "message": {"text": sentences(diagnostic)},
        "locations": locations,
    })
}

fn location(place: &super::Place) -> Value {
    let (line, column) = place.line_column();
    let (end_line, end_column) = place.end_line_column();
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&place.file.path)},
        "region": {
            "startLine": line, "startColumn": column,
            "endLine": end_line, "endColumn": end_column,
        },
    }})
}

/// A path as a relative reference: what RFC 3986 does not take as it is, by its bytes.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::{Place, SourceText};

    fn found() -> Diagnostic {
        let file = Arc::new(SourceText {
            path: "content/rumah sehat/facts.yaml".to_owned(),
            text: "a: 1\nbulan: {nilai: 12}\n".to_owned(),
        });
        Diagnostic::warning(Code::UnknownKey, "unknown key `nilai`: 100 %")
            .at(Place::new(&file, 13..18), "did you mean `value`?")
            .why("it changes nothing")
            .help("rename it")
    }

    #[test]
    fn an_annotation_keeps_to_one_line() {
        assert_eq!(
            github_line(&found()),
            "::warning file=content/rumah sehat/facts.yaml,line=2,col=9,title=SB0102%3A an unknown \
             key::unknown key `nilai`: 100 %25%0Adid you mean `value`?%0Ait changes nothing%0Ahelp: \
             rename it"
        );
    }

    #[test]
    fn sarif_points_at_the_rule_and_the_region() {
        let found = found();
        let log: Value = serde_json::from_str(&sarif(&[&found])).unwrap();
        let run = &log["runs"][0];
        let result = &run["results"][0];
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "SB0102");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(
            place["artifactLocation"]["uri"],
            "content/rumah%20sehat/facts.yaml"
        );
        assert_eq!(
            place["region"],
            json!({"startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 14})
        );
    }
}
