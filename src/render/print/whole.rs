//! Paragraphs that go to the next page as a whole.
//!
//! The layout engine leaves two lines of a paragraph at the foot of a page and two at the head of the
//! next where it can (CSS Fragmentation 3, §3.3). Of three lines it leaves two, so that the last stands
//! alone: it must not break those.

/// Millimetres that a letter of running text takes at the very least.
const LETTER: f64 = 1.6;

/// Lines that are kept together.
const LINES: f64 = 3.0;

/// Said of an element, it is not broken.
const WHOLE: &str = " style=\"break-inside:avoid\"";

/// `html` with every paragraph and list item that may be three lines of `width` millimetres marked as
/// one that is not broken.
pub fn short_paragraphs(html: &str, width: f64) -> String {
    let most = (LINES * width / LETTER) as usize;
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (open, after) = tag.split_at(end);
        match open.strip_suffix('>') {
            Some(start) if is_plain(start) && is_short(start, after, most) => {
                out.push_str(start);
                out.push_str(WHOLE);
                out.push('>');
            }
            _ => out.push_str(open),
        }
        rest = after;
    }
    out + rest
}

/// Whether a tag begins a paragraph or list item without a style of its own.
fn is_plain(tag: &str) -> bool {
    let name = tag.split_whitespace().next().unwrap_or_default();
    matches!(name, "<p" | "<li") && !tag.contains("style=")
}

/// Whether what the tag `open` begins ends after `most` letters or fewer.
fn is_short(open: &str, after: &str, most: usize) -> bool {
    let end = if open.starts_with("<p") {
        "</p>"
    } else {
        "</li>"
    };
    let Some(end) = after.find(end) else {
        return false;
    };
    let mut inside_tag = false;
    let letters = after[..end].chars().filter(|&c| {
        inside_tag = c == '<' || inside_tag && c != '>';
        !inside_tag && c != '>'
    });
    letters.take(most + 1).count() <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_be_three_lines_stays_whole() {
        let long = "kata ".repeat(60);
        let html = format!(
            "<p>pendek</p><p class=\"lead\">a<b>b</b></p><p>{long}</p><p style=\"x\">c</p><pre>d</pre>\
             <ul><li>butir</li><li><p>{long}</p></li></ul>"
        );
        let expected = format!(
            "<p{WHOLE}>pendek</p><p class=\"lead\"{WHOLE}>a<b>b</b></p><p>{long}</p><p style=\"x\">c</p><pre>d</pre>\
             <ul><li{WHOLE}>butir</li><li><p>{long}</p></li></ul>"
        );
        assert_eq!(short_paragraphs(&html, 116.0), expected);
    }
}
