//! Whatever is written: nothing panics, and only our own HTML comes out.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use crate::text::testing::{Sample, file};

/// Bits that make Markdown parsers stumble, mixed.
fn markdown() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "## A",
        "# ",
        "### ",
        " {#a .steps}",
        " {.claim}",
        " {.numbers}",
        " {.questions}",
        " {.compare}",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```",
        "| ",
        "|--|--|\n",
        "{{ ",
        " }}",
        "fact.partners",
        "fact.",
        "\\",
        "<script>",
        "</script>",
        "<b ",
        "<!--",
        "-->",
        "&#0;",
        "&lt;",
        "&Tab;",
        "[a](",
        ")",
        "![",
        "](",
        "javascript:",
        "java&Tab;script:x",
        "data:text/html,",
        "https://a.id/",
        "\"",
        "'",
        "\u{a0}",
        "é",
        "😀",
        "\u{0}",
        "Sumber:",
        "[a]: javascript:x\n",
        "[a]",
        "<javascript:x>",
    ]);
    let any = prop_oneof![4 => bits.prop_map(str::to_owned), 1 => "\\PC{0,4}"];
    prop::collection::vec(any, 0..40).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_panics_and_nothing_dangerous_comes_out(text in markdown()) {
        let mut report = Report::default();
        let document = parse(&file(&text), 0, &Sample, &mut report);
        for section in document.lead_in.as_deref().into_iter().chain(&document.sections) {
            let parts = [Some(&section.body), section.lead.as_ref(), section.rumour.as_ref(),
                section.fact.as_ref(), section.note.as_ref(), section.source.as_ref()];
            let items = section.items.iter().flat_map(|item| [&item.title, &item.body]);
            let labels = section.figures.iter().map(|figure| &figure.label);
            let riches = std::iter::once(&section.title).chain(items).chain(labels);
            let cells = section.table.iter().flat_map(|t| t.rows.iter().flatten().chain(&t.head));
            let htmls = parts.into_iter().flatten().chain(cells);
            for html in riches.map(|rich| &rich.html).chain(htmls) {
                check_html(html)?;
            }
        }
        for d in report.sorted() {
            let place = d.place.clone().expect("every fault has a place");
            prop_assert!(place.file.text.get(place.span.clone()).is_some(), "{:?}", place.span);
        }
    }

    #[test]
    fn any_text_is_read(text in any::<String>(), line in "\\PC*") {
        let mut report = Report::default();
        parse(&file(&text), 0, &Sample, &mut report);
        let place = crate::diagnostic::Place::file(&file(&line));
        check_html(&crate::text::inline(&line, &place, &Sample, &mut report).html)?;
    }
}

/// Only our tags, closed in order; only safe addresses.
fn check_html(html: &str) -> Result<(), TestCaseError> {
    const TAGS: &[&str] = &[
        "p",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "strong",
        "em",
        "s",
        "a",
        "code",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ];
    let mut open = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, _) = part.split_once('>').expect("a tag ends");
        let name = tag
            .trim_start_matches('/')
            .split(' ')
            .next()
            .unwrap_or_default();
        if name == "br" || name == "hr" {
            continue;
        }
        prop_assert!(TAGS.contains(&name), "{}", html);
        if tag.starts_with('/') {
            prop_assert_eq!(open.pop(), Some(name), "{}", html);
        } else {
            open.push(name);
        }
        if let Some((_, url)) = tag.split_once("href=\"") {
            let url = url.to_lowercase();
            prop_assert!(
                !url.starts_with("javascript:") && !url.starts_with("data:"),
                "{}",
                html
            );
        }
    }
    prop_assert!(open.is_empty(), "{}", html);
    Ok(())
}

#[test]
fn deep_nesting_is_taken_flat() {
    for text in [
        ">".repeat(5_000) + " a",
        "- ".repeat(3_000) + "a",
        "*a **b ".repeat(2_000) + &"** c*".repeat(2_000),
    ] {
        let mut report = Report::default();
        let document = parse(&file(&text), 0, &Sample, &mut report);
        assert!(document.lead_in.is_some());
        assert!(report.has_errors());
    }
}
