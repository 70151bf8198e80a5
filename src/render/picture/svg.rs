//! SVG pictures: nothing in them may reach outside the file, or run.

use super::bad;
use crate::{diagnostic::Diagnostic, layout::Drawing};

/// The text of `bytes` if they are an SVG: UTF-8 whose first element is `svg`.
pub(super) fn markup(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!") {
            ">"
        } else {
            break;
        };
        rest = rest.split_once(end)?.1.trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let name = name.split_once(':').map_or(name, |(prefix, local)| {
        let is_prefix = prefix.chars().all(char::is_alphanumeric);
        if is_prefix { local } else { name }
    });
    let after = name.strip_prefix("svg")?;
    after
        .starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/')
        .then_some(text)
}

/// Parses an SVG and refuses what an image must not do.
pub(super) fn check(name: &str, markup: &str) -> Result<Drawing, Diagnostic> {
    if let Some(outside) = outside(markup) {
        return Err(bad(name, format!("it refers to `{outside}`"))
            .why("a picture must be whole in itself: nothing is fetched while drawing")
            .help("embed what it refers to, or draw it in the file"));
    }
    if let Some(active) = active(markup) {
        return Err(bad(name, format!("it contains `{active}`"))
            .why("pages that show it would run what it brings along")
            .help("save it as a plain SVG"));
    }
    if let Err(error) = well_formed(markup) {
        return Err(bad(name, format!("it is not well-formed XML ({error})"))
            .why("browsers would show a broken picture in its place")
            .help("open it in a drawing program and save it once more"));
    }
    let drawing = Drawing::parse(markup).map_err(|error| bad(name, error))?;
    let (width, height) = drawing.size();
    if !(width > 0.0 && height > 0.0) {
        return Err(bad(name, "it has no size").help("give the `svg` element a `viewBox`"));
    }
    Ok(drawing)
}

/// The engine reads SVG as leniently as HTML; browsers do not.
fn well_formed(markup: &str) -> Result<(), roxmltree::Error> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    roxmltree::Document::parse_with_options(markup.trim_start_matches('\u{feff}'), options)
        .map(drop)
}

/// The first reference that leaves the file.
fn outside(markup: &str) -> Option<&str> {
    let links = attributes(markup).filter(|attribute| {
        let local = attribute.name.rsplit(':').next().unwrap_or_default();
        // a link is followed by a reader, not by the drawing
        matches!(local, "href" | "src") && attribute.element != "a"
    });
    let links = links.map(|attribute| attribute.value.trim());
    let urls = markup.split("url(").skip(1).map(|rest| {
        let inside = rest.split(')').next().unwrap_or_default();
        inside.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'')
    });
    let imports = markup.split("@import").skip(1).map(|rest| {
        let rest = rest.split(';').next().unwrap_or_default();
        rest.split('<').next().unwrap_or_default().trim()
    });
    links
        .chain(urls)
        .find(|url| !url.starts_with('#') && !url.starts_with("data:") && !url.is_empty())
        .or_else(|| imports.into_iter().next())
}

/// The first thing that could run, or that hides text from this check.
fn active(markup: &str) -> Option<&str> {
    let elements = ["<script", "<foreignObject", "<!ENTITY", "<iframe"];
    let element = elements
        .into_iter()
        .find(|element| markup.contains(element));
    let handler = attributes(markup).find_map(|attribute| {
        let script = attribute.value.trim_start().to_ascii_lowercase();
        (attribute.name.starts_with("on") || script.starts_with("javascript:"))
            .then_some(attribute.name)
    });
    element.or(handler)
}

struct Attribute<'a> {
    element: &'a str,
    name: &'a str,
    value: &'a str,
}

/// All attributes in the order in which they stand. Not a full XML parser: the engine's own runs
/// after it.
fn attributes(markup: &str) -> impl Iterator<Item = Attribute<'_>> {
    markup.split('<').skip(1).flat_map(|tag| {
        let end = tag.find(|c: char| c.is_whitespace() || c == '>' || c == '/');
        let (element, mut rest) = tag.split_at(end.unwrap_or(tag.len()));
        let element = element.rsplit(':').next().unwrap_or(element);
        std::iter::from_fn(move || {
            let (before, after) = rest.split_once('=')?;
            let name = before
                .trim_end()
                .rsplit(|c: char| c.is_whitespace() || c == '/')
                .next()
                .unwrap_or_default();
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let (value, after) = after[1..].split_once(quote)?;
            rest = after;
            Some(Attribute {
                element,
                name,
                value,
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> String {
        format!(
            "<?xml version='1.0'?><!-- a > b -->\n<svg xmlns='http://www.w3.org/2000/svg' \
             xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 20 10'>{inside}</svg>"
        )
    }

    #[test]
    fn an_svg_is_known_by_its_first_element() {
        assert!(markup(svg("").as_bytes()).is_some());
        assert!(markup(b"\xef\xbb\xbf <!DOCTYPE svg><svg/>").is_some());
        assert!(markup(b"<html><svg></svg></html>").is_none());
        assert!(markup(b"see <svg>").is_none());
        assert!(markup(b"<svgfoo>").is_none());
    }

    #[test]
    fn a_whole_svg_is_taken() {
        let drawing = check(
            "a.svg",
            &svg(
                "<defs><linearGradient id='g'/></defs><a href='https://example.go.id'>\
                  <rect width='5' height='5' fill='url(#g)'/></a><use xlink:href='#g'/>\
                  <image href='data:image/png;base64,AAAA' width='1' height='1'/>",
            ),
        );
        assert_eq!(drawing.map(|drawing| drawing.size()), Ok((20.0, 10.0)));
    }

    #[test]
    fn what_reaches_outside_is_refused() {
        for inside in [
            "<image href='http://example.com/a.png'/>",
            "<image xlink:href = \"../a.png\"/>",
            "<rect fill='url(https://example.com/a.svg#g)'/>",
            "<style>@import 'a.css';</style>",
        ] {
            assert!(check("a.svg", &svg(inside)).is_err(), "{inside}");
        }
    }

    #[test]
    fn what_could_run_is_refused() {
        for inside in [
            "<script>1</script>",
            "<rect onclick='x()'/>",
            "<a href=' javascript:x()'><rect/></a>",
            "<foreignObject><p>x</p></foreignObject>",
        ] {
            assert!(check("a.svg", &svg(inside)).is_err(), "{inside}");
        }
    }
}
