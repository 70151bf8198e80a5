//! A theme, looked through for its author.

use std::collections::BTreeSet;

use super::lint_theme;
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report},
    model::Site,
    render::legible,
    source::Source,
    theme::{self, Contrast, Theme},
};

/// Loads the theme called `name` as `site` would, and reports all that is wrong with it or lacking.
/// Whether there is such a theme at all.
pub fn check_theme(source: &Source, site: &Site, name: &str, report: &mut Report) -> bool {
    let Some(theme) = theme::load(source, site, (name, &site.theme_place), None, report) else {
        return false;
    };
    lint_theme(&theme, &mut BTreeSet::new(), report);
    theme::check(&theme, &site.languages, report);
    for pair in &theme.contrasts {
        report.extend(weak(&theme, pair));
    }
    true
}

/// Two colours that are too alike for what they are declared for.
fn weak(theme: &Theme, pair: &Contrast) -> Option<Diagnostic> {
    let value = |name: &str| {
        let token = theme.tokens.iter().find(|(known, _)| known == name);
        token.map(|(_, value)| value.as_str())
    };
    let place = || {
        let from = pair.file.text.find("contrasts:").unwrap_or(0);
        let at = pair.file.text[from..]
            .find(&pair.text)
            .map_or(from, |at| from + at);
        Place::new(
            &pair.file,
            at..(at + pair.text.len()).min(pair.file.text.len()),
        )
    };
    let colours = [&pair.text, &pair.ground].map(|name| {
        let colour = value(name).and_then(theme::ink_of);
        colour.ok_or(name)
    });
    let (text, ground) = match colours {
        [Ok(text), Ok(ground)] => (text, ground),
        [Err(name), _] | [_, Err(name)] => {
            return Some(
                Diagnostic::error(
                    Code::ThemeFile,
                    format!("the contrast of `{name}` cannot be told"),
                )
                .at(place(), "no token of this name is a colour such as #150a3d")
                .why("nobody would notice when it is hard to read"),
            );
        }
    };
    let found = legible::contrast_of(text, ground);
    (found < pair.least).then(|| {
        Diagnostic::error(
            Code::LowContrast,
            format!(
                "`{}` on `{}` has a contrast of {found:.1}, less than {}",
                pair.text, pair.ground, pair.least
            ),
        )
        .at(place(), format!("{} on {}", pair.text, pair.ground))
        .why("people with weak eyes, or in the sun, cannot read it")
        .help("4.5 is the least for text, 3 for large letters and shapes (WCAG 2.2)")
    })
}
