//! The facts register of a campaign, in one language.

use super::{
    read,
    schema::{FactKeys, FactsFile, NumberOrText},
    yaml::Node,
};
use crate::{
    diagnostic::{Code, Diagnostic, Report},
    model::{Fact, FactRegister, FactValue, Language},
    source::Source,
    text::{Facts, locale, markdown::Link},
};

/// Reads `facts.yaml` with the translation of `language` laid over it; beside the facts, every link
/// in them.
pub fn load(
    source: &Source,
    folder: &str,
    language: Option<&Language>,
    report: &mut Report,
) -> (FactRegister, Vec<Link>) {
    let path = format!("content/{folder}/facts.yaml");
    let mut register = FactRegister::new();
    let mut links = Vec::new();
    let base = source.has(&path).then(|| read::tree(source, &path, report));
    let Some(base) = base.flatten() else {
        return (register, links);
    };
    let tree = match language {
        Some(language) => translated(source, &base, &path, language, report),
        None => base,
    };
    let Some(file) = read::typed::<FactsFile>(tree, report) else {
        return (register, links);
    };
    links.extend(
        file.tree
            .entries()
            .iter()
            .filter_map(|entry| entry.value.link()),
    );
    for (key, keys) in file.value.0 {
        if let Some(fact) = fact(&key, keys, &file.tree, report) {
            register.insert(key, fact);
        }
    }
    (register, links)
}

fn translated(
    source: &Source,
    base: &Node,
    path: &str,
    language: &Language,
    report: &mut Report,
) -> Node {
    let path = read::translated(path, language);
    let over = if source.has(&path) {
        read::tree(source, &path, report).unwrap_or_else(|| Node::empty(base.place.clone()))
    } else {
        Node::empty(base.place.clone())
    };
    for entry in base.entries() {
        for field in ["text", "unit"] {
            let has = |node: &Node| node.get(field).is_some();
            if has(&entry.value) && !over.get(&entry.key).is_some_and(has) {
                report.push(
                    Diagnostic::warning(
                        Code::MissingTranslation,
                        format!(
                            "the fact `{}` has no `{field}` in {}",
                            entry.key,
                            language.name()
                        ),
                    )
                    .at(entry.key_place.clone(), format!("not in {path}"))
                    .why(format!(
                        "readers in {} would see it in another language",
                        language.name()
                    ))
                    .help(format!("add to {path}: {}: {{{field}: …}}", entry.key)),
                );
            }
        }
    }
    base.overlaid(&over)
}

fn fact(key: &str, keys: FactKeys, tree: &Node, report: &mut Report) -> Option<Fact> {
    let place = tree.place_of(&format!("{key}.value"));
    let (value, decimals) = match (keys.value, keys.text) {
        (Some(NumberOrText::Number(number)), None) => {
            let written = place.file.text.get(place.span.clone()).unwrap_or_default();
            let decimals = written
                .split_once('.')
                .map_or(0, |(_, digits)| digits.len());
            (FactValue::Number(number), decimals)
        }
        (Some(NumberOrText::Text(text)), None) | (None, Some(text)) => (FactValue::Text(text), 0),
        (both, _) => {
            let what = if both.is_some() {
                "both `value` and `text`"
            } else {
                "neither `value` nor `text`"
            };
            report.push(
                Diagnostic::error(Code::BadValue, format!("the fact `{key}` has {what}"))
                    .at(place, "")
                    .help("give a figure as `value`, or a claim as `text`"),
            );
            return None;
        }
    };
    if keys.source.is_none() {
        report.push(
            Diagnostic::warning(Code::MissingKey, format!("the fact `{key}` has no source"))
                .at(tree.place_of(key), "")
                .why("partners are asked “who says so?” and could not answer")
                .help("add `source: …`"),
        );
    }
    Some(Fact {
        value,
        decimals,
        prefix: keys.prefix,
        unit: keys.unit,
        label: keys.label,
        as_of: keys.as_of,
        source: keys.source,
        link: keys.link,
    })
}

/// A register as the texts of one language see it.
#[derive(Debug, Clone, Copy)]
pub struct LocalFacts<'a> {
    /// The facts.
    pub register: &'a FactRegister,
    /// The language that figures are written in.
    pub language: &'a Language,
}

impl LocalFacts<'_> {
    /// The figure alone, by the language's rules.
    pub fn value(&self, fact: &Fact) -> String {
        match &fact.value {
            FactValue::Number(number) => {
                let written = format!("{number:.*}", fact.decimals);
                locale::decimal(&written, self.language.as_str()).unwrap_or(written)
            }
            FactValue::Text(text) => text.clone(),
        }
    }

    /// Prefix, figure and unit, held together by non-breaking spaces.
    pub fn whole(&self, fact: &Fact) -> String {
        let value = self.value(fact);
        let parts = [
            fact.prefix.as_deref(),
            Some(value.as_str()),
            fact.unit.as_deref(),
        ];
        parts
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\u{a0}")
    }
}

impl Facts for LocalFacts<'_> {
    fn text(&self, key: &str, field: Option<&str>) -> Option<String> {
        let fact = self.register.get(key)?;
        match field {
            None | Some("text") => Some(self.whole(fact)),
            Some("value") => Some(self.value(fact)),
            Some("unit") => fact.unit.clone(),
            Some("prefix") => fact.prefix.clone(),
            Some("label") => fact.label.clone(),
            Some("source") => fact.source.clone(),
            Some("as_of") => fact.as_of.clone(),
            Some("link") => fact.link.clone(),
            Some(_) => None,
        }
    }

    fn keys(&self) -> Vec<&str> {
        self.register.keys().map(String::as_str).collect()
    }
}
