//! Names that style sheets ask for, as a page has them.

/// What a rule may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An element's name.
    Element,
    /// An element's class.
    Class,
    /// An element's id.
    Id,
}

/// Calls `found` for every element, class and id in `html`.
pub fn in_html<'a>(html: &'a str, mut found: impl FnMut(Kind, &'a str)) {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let name = start(after, |c| c.is_ascii_alphanumeric() || c == '-');
        rest = &after[name.len()..];
        if name.is_empty() {
            // an end tag, a comment, or a sign of a text
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
            }
            continue;
        }
        found(Kind::Element, name);
        rest = attributes(rest, &mut found);
        if name == "script" || name == "style" {
            rest = rest.find("</").map_or("", |end| &rest[end..]);
        }
    }
}

/// Reads attributes up to the end of their tag, and gives what comes after.
fn attributes<'a>(mut rest: &'a str, found: &mut impl FnMut(Kind, &'a str)) -> &'a str {
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return rest;
        }
        if let Some(after) = rest.strip_prefix('>') {
            return after;
        }
        let name = start(rest, |c| {
            !c.is_ascii_whitespace() && !matches!(c, '=' | '>' | '/')
        });
        // an equals sign where a name should be
        let after = &rest[name.len().max(1)..];
        let assigned = rest[name.len()..].strip_prefix('=');
        let Some(assigned) = assigned.filter(|_| !name.is_empty()) else {
            rest = after;
            continue;
        };
        let (value, after) = value(assigned);
        rest = after;
        let kind = match name {
            "id" => Kind::Id,
            "class" => Kind::Class,
            _ => continue,
        };
        for word in value.split_ascii_whitespace() {
            found(kind, word);
        }
    }
}

/// An attribute's value, quoted or not, and what comes after.
fn value(text: &str) -> (&str, &str) {
    if let Some(quote @ ('"' | '\'')) = text.chars().next() {
        let value = &text[1..];
        return value.split_once(quote).unwrap_or((value, ""));
    }
    let value = start(text, |c| !c.is_ascii_whitespace() && c != '>');
    (value, &text[value.len()..])
}

/// The custom properties that a text asks for: `--a` of `var(--a)`.
pub fn variables(text: &str) -> impl Iterator<Item = &str> {
    let asked = text.split("var(").skip(1);
    asked.filter_map(|rest| {
        let name = start(rest.trim_start(), is_of_name);
        name.starts_with("--").then_some(name)
    })
}

/// The names that a script may give to elements: words at the beginning of its literals, not those of
/// selectors (`'.a'`), by which it asks for names.
pub fn given(script: &str) -> impl Iterator<Item = &str> {
    let literals = script.split(['\'', '"', '`']).skip(1);
    let words = literals.map(|rest| start(rest, is_of_name));
    words.filter(|word| !word.is_empty())
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

fn start(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn broken_tags_are_read_as_far_as_they_go() {
        for html in [
            "<",
            "<p",
            "<p class",
            "<p class=",
            "<p class=\"a",
            "<p =a>",
            "<!--",
            "<script>",
        ] {
            in_html(html, |_, _| {});
        }
        let mut classes = Vec::new();
        in_html("<p =x class=a id=b><b class='c\nd'/>", |kind, name| {
            if kind == Kind::Class {
                classes.push(name);
            }
        });
        assert_eq!(classes, ["a", "c", "d"]);
    }

    proptest! {
        #[test]
        fn any_text_comes_to_an_end(html in "[<>=\"' a-c/!é-]{0,40}") {
            in_html(&html, |_, name| assert!(!name.is_empty()));
        }
    }
}
