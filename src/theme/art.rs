//! The theme's own drawings: SVG whose colours are tokens.
//!
//! A drawing may say `var(--brand)` or `var(--fill)` where a colour stands. The address of a
//! drawing carries its parameters: `art/kawung.svg?fill=%23f4a300`. Parameters come first, then
//! the tokens; a name that is neither is the theme's mistake.

use super::Theme;
use crate::{
    diagnostic::{Code, Diagnostic, Place, did_you_mean},
    source::Source,
};

/// Why a drawing cannot be had.
#[derive(Debug)]
pub enum ArtProblem {
    /// There is no such drawing; the most alike name.
    Unknown(Option<String>),
    /// It cannot be used.
    Broken(Diagnostic),
}

impl Theme {
    /// The address of a drawing without parameters.
    pub fn art_address(name: &str) -> String {
        format!("art/{name}.svg")
    }

    /// The drawing at `address`, with its colours put in.
    pub fn art(&self, address: &str, source: &Source) -> Result<String, ArtProblem> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        if !self.files.has(path) {
            let stem = |path: &str| {
                path.trim_start_matches("art/")
                    .trim_end_matches(".svg")
                    .to_owned()
            };
            let known: Vec<String> = self.files.below("art/").map(stem).collect();
            let near = did_you_mean(&stem(path), known.iter().map(String::as_str));
            return Err(ArtProblem::Unknown(near.map(str::to_owned)));
        }
        let file = self.files.text(path, source).map_err(ArtProblem::Broken)?;
        let parameters: Vec<(&str, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name, value.replace("%23", "#")))
            .collect();
        let value = |name: &str| {
            let parameter = parameters
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value);
            parameter.or_else(|| {
                self.tokens
                    .iter()
                    .find(|(known, _)| known == name)
                    .map(|(_, value)| value)
            })
        };
        filled(&file.text, value).map_err(|span| {
            let name = file.text.get(span.clone()).unwrap_or_default().to_owned();
            let problem = Diagnostic::error(
                Code::ThemeFile,
                format!("{name} has no value in this drawing"),
            )
            .at(Place::new(&file, span), "neither a token nor a parameter")
            .why("this part would be drawn black")
            .help("name a token of theme.yaml, or say what to take without one: var(--name, #000)");
            ArtProblem::Broken(problem)
        })
    }
}

/// `text` with each `var(--name)` or `var(--name, fallback)` replaced; the span of the first that
/// has no value.
fn filled<'a>(
    text: &str,
    value: impl Fn(&str) -> Option<&'a String>,
) -> Result<String, std::ops::Range<usize>> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = text[at..].find("var(--") {
        let start = at + found;
        let Some(length) = text[start..].find(')') else {
            break;
        };
        let end = start + length + 1;
        let inner = &text[start + "var(--".len()..end - 1];
        let (name, fallback) = match inner.split_once(',') {
            Some((name, fallback)) => (name.trim(), Some(fallback.trim())),
            None => (inner.trim(), None),
        };
        out.push_str(&text[at..start]);
        match value(name).map(String::as_str).or(fallback) {
            Some(colour) => out.push_str(colour),
            None => return Err(start..end),
        }
        at = end;
    }
    out.push_str(&text[at..]);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn variables_are_filled_and_gaps_are_found() {
        let amber = "#f4a300".to_owned();
        let value = |name: &str| (name == "fill").then_some(&amber);
        let svg = r#"<path fill="var(--fill)" stroke="var(--x, none)"/>"#;
        let done = filled(svg, value).map_err(|_| ());
        assert_eq!(
            done,
            Ok(r##"<path fill="#f4a300" stroke="none"/>"##.to_owned())
        );
        assert_eq!(filled(r#"<g fill="var(--gap)"/>"#, value), Err(9..19));
    }
}
