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

    /// How style sheets name its format (CSS Fonts Module Level 4, §11.1), by its ending.
    fn format(&self) -> &'static str {
        match self.file.rsplit_once('.').map(|(_, ending)| ending) {
            Some("woff2") => "woff2",
            Some("woff") => "woff",
            Some("otf") => "opentype",
            _ => "truetype",
        }
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
        let (family, format, style) = (&self.css_family, self.format(), &self.style);
        format!(
            "@font-face{{font-family:\"{family}\";src:url(\"{address}\") format(\"{format}\");font-weight:{weight};font-style:{style};font-display:swap{range}}}\n"
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_the_format_of_its_file() {
        let rule = |file: &str| {
            let font =
                format!("{{file: {file}, family: A, css_family: A, weight: 400, style: normal}}");
            let font: FontFile = serde_yaml::from_str(&font).unwrap();
            font.face("x")
        };
        for (file, format) in [
            ("fonts/a.woff2", "woff2"),
            ("fonts/a.woff", "woff"),
            ("fonts/a.otf", "opentype"),
            ("fonts/a.ttf", "truetype"),
        ] {
            let expected = format!("src:url(\"x\") format(\"{format}\");");
            assert!(rule(file).contains(&expected), "{}", rule(file));
        }
    }
}
