//! The fonts of a theme, and which of them a site needs.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Strings, ThemeFiles};
use crate::{
    source::Source,
    text::{Letters, spans},
};

/// One font file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontFile {
    /// Path in the theme's folder.
    pub file: String,
    /// The family's name inside the file.
    pub family: String,
    /// The family's name in style sheets.
    pub css_family: String,
    /// One weight, or the range of a variable font: `200 800`.
    pub weight: serde_yaml::Value,
    /// `normal` or `italic`.
    pub style: String,
    /// Characters it serves, as in CSS.
    pub unicode_range: Option<String>,
    /// Where browsers find it, below the public folder.
    #[serde(skip)]
    pub published: String,
    /// Whether the site writes letters that it serves: the others are neither loaded nor published.
    #[serde(skip)]
    pub is_needed: bool,
}

impl FontFile {
    /// Whether texts with these letters beside ASCII take any from it.
    pub fn serves(&self, letters: &Letters) -> bool {
        self.unicode_range.as_ref().is_none_or(|range| {
            spans(range).any(|span| *span.start() <= 0x7f) || letters.any_in(spans(range))
        })
    }

    /// Its `@font-face` rule, with the font at `address`.
    pub fn face(&self, address: &str) -> String {
        let weight = match &self.weight {
            serde_yaml::Value::Number(number) => number.to_string(),
            other => other.as_str().unwrap_or("400").to_owned(),
        };
        let range = self
            .unicode_range
            .as_ref()
            .map(|range| format!(";unicode-range:{range}"))
            .unwrap_or_default();
        format!(
            "@font-face{{font-family:\"{}\";src:url(\"{address}\") format(\"woff2\");font-weight:{weight};font-style:{};font-display:swap{range}}}\n",
            self.css_family, self.style
        )
    }
}

/// All that pages and pieces of the site may write: what was read of its content, and what the theme
/// says itself.
pub(super) fn written(files: &ThemeFiles, source: &Source, strings: &Strings) -> Letters {
    let mut letters = source.letters();
    let said = strings.all().flat_map(BTreeMap::values);
    said.for_each(|text| letters.add(text));
    let templates = files
        .below("")
        .filter(|path| path.ends_with(".html") || path.ends_with(".css"));
    for text in templates.filter_map(|path| files.text(path, source).ok()) {
        letters.add(&text.text);
    }
    letters
}
