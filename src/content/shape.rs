//! Holds a YAML tree against the JSON Schema of the type that will be read from it, and reports
//! everything that does not fit, each at its place. The schema is made from that very type, so
//! what is documented, what is checked and what is read cannot differ.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use schemars::JsonSchema;
use serde_json::Value as Schema;

use super::yaml::{Entry, Kind, Node};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};

/// Everything in `node` that does not fit the type `T`. `file` names the file in messages.
pub fn misfits<T: JsonSchema>(node: &Node, file: &str) -> Vec<Diagnostic> {
    let schema = schema_of::<T>();
    let mut check = Check {
        root: &schema,
        file,
        found: Vec::new(),
    };
    check.node(&schema, node, "");
    check.found
}

/// The schema of a type: worked out once, since it costs as much as reading a campaign does.
fn schema_of<T: JsonSchema>() -> Arc<Schema> {
    type Known = BTreeMap<Cow<'static, str>, Arc<Schema>>;
    static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let schema = known.entry(T::schema_id());
    let schema = schema.or_insert_with(|| Arc::new(schemars::schema_for!(T).to_value()));
    Arc::clone(schema)
}

struct Check<'a> {
    root: &'a Schema,
    file: &'a str,
    found: Vec<Diagnostic>,
}

impl<'a> Check<'a> {
    fn node(&mut self, schema: &'a Schema, node: &Node, name: &str) {
        let schema = self.resolved(schema);
        if let Some(choices) = alternatives(schema) {
            let choices: Vec<&Schema> = choices.iter().map(|s| self.resolved(s)).collect();
            if let Some(values) = all_constants(&choices) {
                self.one_of(&values, node, name);
            } else if let Some(chosen) = choices.iter().find(|s| takes(s, node)) {
                self.node(chosen, node, name);
            } else {
                self.wrong_type(&choices, node, name);
            }
            return;
        }
        if let Some(values) = schema.get("enum").and_then(Schema::as_array) {
            let values: Vec<&str> = values.iter().filter_map(Schema::as_str).collect();
            self.one_of(&values, node, name);
        } else if !takes(schema, node) {
            self.wrong_type(&[schema], node, name);
        } else {
            match &node.kind {
                Kind::Map(entries) => self.map(schema, entries, node, name),
                Kind::List(items) => {
                    if let Some(schema) = schema.get("items") {
                        for item in items {
                            self.node(schema, item, name);
                        }
                    }
                }
                Kind::Scalar(_) => {}
            }
        }
    }

    fn map(&mut self, schema: &'a Schema, entries: &[Entry], node: &Node, name: &str) {
        let properties = schema.get("properties").and_then(Schema::as_object);
        let others = schema.get("additionalProperties");
        for entry in entries {
            if let Some(schema) = properties.and_then(|known| known.get(&entry.key)) {
                self.node(schema, &entry.value, &entry.key);
            } else if let Some(schema) = others.filter(|schema| schema.is_object()) {
                self.node(schema, &entry.value, &entry.key);
            } else if others == Some(&Schema::Bool(false)) {
                let known = properties
                    .into_iter()
                    .flat_map(|p| p.keys().map(String::as_str));
                self.unknown_key(entry, &known.collect::<Vec<_>>());
            }
        }
        let required = schema.get("required").and_then(Schema::as_array);
        for key in required.into_iter().flatten().filter_map(Schema::as_str) {
            if !entries.iter().any(|entry| entry.key == key) {
                let inside = if name.is_empty() {
                    String::new()
                } else {
                    format!(" in `{name}`")
                };
                self.found.push(
                    Diagnostic::error(
                        Code::MissingKey,
                        format!("the key `{key}` is missing{inside}"),
                    )
                    .at(first_line(node), "")
                    .help(format!("add a line `{key}: …`{}", meaning(schema, key))),
                );
            }
        }
    }

    fn unknown_key(&mut self, entry: &Entry, known: &[&str]) {
        let label = match did_you_mean(&entry.key, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "Sebar does not know this key".to_owned(),
        };
        self.found.push(
            Diagnostic::error(
                Code::UnknownKey,
                format!("unknown key `{}` in {}", entry.key, self.file),
            )
            .at(entry.key_place.clone(), label)
            .why("what stands under it would be left out")
            .help(format!("keys that can stand here: {}", known.join(", "))),
        );
    }

    fn one_of(&mut self, values: &[&str], node: &Node, name: &str) {
        let text = match &node.kind {
            Kind::Scalar(serde_yaml::Value::String(text)) => text.as_str(),
            _ => "",
        };
        if values.contains(&text) {
            return;
        }
        let label = match did_you_mean(text, values.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "not one of those that Sebar knows".to_owned(),
        };
        let written = &node.place.file.text[node.place.span.clone()];
        self.found.push(
            Diagnostic::error(Code::BadValue, format!("`{name}` cannot be `{written}`"))
                .at(node.place.clone(), label)
                .help(format!("it can be: {}", values.join(", "))),
        );
    }

    fn wrong_type(&mut self, wanted: &[&Schema], node: &Node, name: &str) {
        let names: Vec<&str> = wanted
            .iter()
            .flat_map(|s| type_names(s))
            .filter(|n| *n != "null")
            .collect();
        let wanted = names
            .iter()
            .map(|n| in_words(n))
            .collect::<Vec<_>>()
            .join(" or ");
        let found = found_in_words(node);
        let what = if name.is_empty() {
            "this".to_owned()
        } else {
            format!("`{name}`")
        };
        let mut diagnostic = Diagnostic::error(
            Code::WrongType,
            format!("{what} must be {wanted}, not {found}"),
        )
        .at(node.place.clone(), format!("this is {found}"));
        if names.contains(&"string") && matches!(node.kind, Kind::Scalar(_)) {
            let text = &node.place.file.text[node.place.span.clone()];
            diagnostic = diagnostic.help(format!("put it between quotes: \"{text}\""));
        } else if names.contains(&"array") {
            diagnostic = diagnostic.help("write a list: one line `- …` for each");
        } else if names.contains(&"boolean") {
            diagnostic = diagnostic.help("write true or false, without quotes");
        } else if names.contains(&"integer") || names.contains(&"number") {
            diagnostic = diagnostic.help("write it in digits, without quotes and unit");
        }
        self.found.push(diagnostic);
    }

    fn resolved(&self, schema: &'a Schema) -> &'a Schema {
        match schema.get("$ref").and_then(Schema::as_str) {
            Some(reference) => {
                let pointer = reference.trim_start_matches('#');
                self.root.pointer(pointer).unwrap_or(schema)
            }
            None => schema,
        }
    }
}

fn alternatives(schema: &Schema) -> Option<&Vec<Schema>> {
    let choices = schema.get("anyOf").or_else(|| schema.get("oneOf"))?;
    choices.as_array()
}

fn all_constants<'s>(choices: &[&'s Schema]) -> Option<Vec<&'s str>> {
    choices
        .iter()
        .map(|s| s.get("const").and_then(Schema::as_str))
        .collect()
}

fn type_names(schema: &Schema) -> Vec<&str> {
    match schema.get("type") {
        Some(Schema::String(name)) => vec![name.as_str()],
        Some(Schema::Array(names)) => names.iter().filter_map(Schema::as_str).collect(),
        _ if schema.get("enum").is_some() || schema.get("const").is_some() => vec!["string"],
        _ => Vec::new(),
    }
}

fn takes(schema: &Schema, node: &Node) -> bool {
    use serde_yaml::Value;
    let names = type_names(schema);
    names.is_empty()
        || names.iter().any(|name| match (&node.kind, *name) {
            (Kind::Map(_), "object") | (Kind::List(_), "array") => true,
            (Kind::Scalar(value), name) => match value {
                Value::Null => name == "null",
                Value::Bool(_) => name == "boolean",
                Value::Number(n) => name == "number" || name == "integer" && !n.is_f64(),
                _ => name == "string",
            },
            _ => false,
        })
}

fn in_words(name: &str) -> &str {
    match name {
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "keys with values",
        other => other,
    }
}

fn found_in_words(node: &Node) -> &'static str {
    use serde_yaml::Value;
    match &node.kind {
        Kind::Map(_) => "keys with values",
        Kind::List(_) => "a list",
        Kind::Scalar(Value::Null) => "empty",
        Kind::Scalar(Value::Bool(_)) => "true or false",
        Kind::Scalar(Value::Number(_)) => "a number",
        Kind::Scalar(_) => "text",
    }
}

fn meaning(schema: &Schema, key: &str) -> String {
    let said = schema
        .pointer(&format!("/properties/{key}/description"))
        .and_then(Schema::as_str);
    said.map(|text| format!(": {}", lower(text.trim_end_matches('.'))))
        .unwrap_or_default()
}

/// With a small first letter, to go on in a sentence.
fn lower(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map(|first| first.to_lowercase().chain(rest).collect())
        .unwrap_or_default()
}

fn first_line(node: &Node) -> crate::diagnostic::Place {
    let mut place = node.place.clone();
    let text = &place.file.text[place.span.clone()];
    let end = text.find('\n').unwrap_or(text.len());
    place.span.end = place.span.start + end;
    place
}
