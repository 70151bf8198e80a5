//! A page as one file: style sheet, script, fonts and pictures inside, every link a whole address.

use std::borrow::Cow;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::Serialize;

use super::share::encoded_but;
use crate::{
    text::Letters,
    theme::{FontFile, Theme},
};

/// What stands inside of a page instead of being asked for.
#[derive(Debug, Clone, Serialize)]
pub struct Inside {
    /// Address of the icon that browsers show beside the title: with none they would ask the host for one.
    pub icon: Option<String>,
    /// The style sheets that the page would ask for late.
    pub css: String,
    /// The script.
    pub script: String,
}

/// A file's media type and bytes.
pub type File = (&'static str, Cow<'static, [u8]>);

/// `data:` address of a file.
pub fn data_url((media_type, bytes): &File) -> String {
    format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(bytes))
}

/// `data:` address of a drawing, percent-encoded: unlike base64 it packs as well as the drawing.
pub fn drawing_url(svg: &str) -> String {
    format!("data:image/svg+xml,{}", encoded_but(b"-._~=/:;,()*+", svg))
}

/// Fonts that a page of this `text` needs, upright ones: slanted words are few, and browsers slant
/// them well enough for a file that is to be small.
pub fn needed_fonts<'a>(theme: &'a Theme, text: &str) -> Vec<&'a FontFile> {
    let mut letters = Letters::default();
    letters.add(text);
    let upright = theme.fonts.iter().filter(|font| font.style == "normal");
    upright.filter(|font| font.serves(&letters)).collect()
}

/// What a page asks for of its theme, by its name in `static/`, in the order of the page.
#[derive(Debug)]
pub struct Assets<'a> {
    /// Style sheets.
    pub style_sheets: Vec<&'a str>,
    /// Scripts.
    pub scripts: Vec<&'a str>,
    /// Icons.
    pub icons: Vec<&'a str>,
}

/// What the page asks for below `base`, where the public folder is.
pub fn assets<'a>(html: &'a str, base: &str, theme: &Theme) -> Assets<'a> {
    let named = |tag: &str| {
        let start = format!("{tag}\"{}", escaped(&format!("{base}{}", theme.assets)));
        let found = html.split(start.as_str()).skip(1);
        let names: Vec<&str> = found.filter_map(|rest| rest.split('"').next()).collect();
        names
    };
    Assets {
        style_sheets: named("<link rel=\"stylesheet\" href="),
        // brought later, or asked for by a theme's own tag
        scripts: [named("<script data-src="), named("<script src=")].concat(),
        icons: named("<link rel=\"icon\" href="),
    }
}

/// `html` with every `src` below `base` as a `data:` address. `file` gives what stands at a path
/// below `base`; what it does not know stays an address.
pub fn with_pictures(html: &str, base: &str, file: &dyn Fn(&str) -> Option<File>) -> String {
    let start = format!(" src=\"{}", escaped(base));
    let mut out = String::with_capacity(html.len() * 2);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(&start) {
        out.push_str(before);
        let (path, after) = after.split_once('"').unwrap_or((after, ""));
        out.push_str(" src=\"");
        match file(&path.replace("&#x2F;", "/").replace("&amp;", "&")) {
            Some(found) => out.push_str(&data_url(&found)),
            None => out.extend([&escaped(base), path]),
        }
        out.push('"');
        rest = after;
    }
    out.push_str(rest);
    out
}

/// As templates write it into an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#x27;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_stand_in_addresses_that_are_valid() {
        assert_eq!(
            drawing_url("<svg viewBox=\"0 0 9 9\" fill='#fff'/>"),
            "data:image/svg+xml,%3Csvg%20viewBox=%220%200%209%209%22%20fill=%27%23fff%27/%3E"
        );
    }

    #[test]
    fn pictures_go_inside_and_links_stay() {
        let html = r#"<img src="https://a.id/k/b/c.svg" alt="x"><a href="https://a.id/k/b/">b</a><img src="https://a.id/k/none.svg">"#;
        let file = |path: &str| {
            (path == "b/c.svg").then(|| ("image/svg+xml", b"<svg/>".as_slice().into()))
        };
        let whole = with_pictures(html, "https://a.id/k/", &file);
        assert_eq!(
            whole,
            r#"<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="x"><a href="https://a.id/k/b/">b</a><img src="https://a.id/k/none.svg">"#
        );
    }
}
