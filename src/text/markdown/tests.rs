#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::text::testing::{Sample, codes, file, found};

fn read(text: &str) -> (Document, Vec<String>) {
    let mut report = Report::default();
    let document = parse(&file(text), 0, &Sample, &mut report);
    (document, found(&report))
}

/// The only section of a text without faults.
fn good(text: &str) -> Section {
    let (mut document, problems) = read(text);
    assert_eq!(problems, [""; 0], "{text}");
    assert_eq!(document.sections.len(), 1);
    document.sections.remove(0)
}

fn words(part: Option<&String>) -> &str {
    part.map_or("", String::as_str)
}

#[test]
fn a_text_section_has_all_its_parts() {
    let section = good(
        "## Mengapa *29 usaha* {#why}\n\n*Kabar*\n\nBaris satu\nbaris dua.\n\n![Warung](warung.svg)\n\n\
         Isi **tebal**.\n\n### Judul kecil\n\n- a\n- b\n\nSumber: {{ fact.partners.source }}\n",
    );
    assert_eq!(
        (section.id.as_str(), section.kind),
        ("why", SectionKind::Text)
    );
    assert_eq!(section.title.html, "Mengapa <em>29\u{a0}usaha</em>");
    assert_eq!(section.title.text, "Mengapa 29 usaha");
    assert_eq!(words(section.kicker.as_ref()), "Kabar");
    assert_eq!(section.lead.unwrap(), "Baris satu\nbaris dua.");
    assert_eq!(
        section.body,
        "<p>Isi <strong>tebal</strong>.</p>\n<h3>Judul kecil</h3>\n<ul><li>a</li>\n<li>b</li></ul>"
    );
    assert_eq!(words(section.source.as_ref()), "Radar &amp; Tribun, 2025");
    let picture = section.picture.unwrap();
    assert_eq!(
        (picture.name.as_str(), picture.alt.as_deref()),
        ("warung.svg", Some("Warung"))
    );
    assert_eq!(section.place.to_string(), "flyer.md:1:1");
}

#[test]
fn what_stands_before_the_first_heading_is_the_lead_in() {
    let (document, problems) =
        read("**Kota.** Satu.\n\nDua.\n\n_Source: X_\n\n## Kontak\n\nTiga.\n");
    assert_eq!(problems, [""; 0]);
    let lead_in = document.lead_in.unwrap();
    assert_eq!(words(lead_in.lead.as_ref()), "<strong>Kota.</strong> Satu.");
    assert_eq!(lead_in.body, "<p>Dua.</p>");
    assert_eq!(words(lead_in.source.as_ref()), "X");
    assert_eq!(document.sections[0].id, "kontak");
    assert_eq!(read("").0, Document::default());
}

#[test]
fn signs_have_pictures_titles_and_a_word_after() {
    let section = good(
        "## Tanda {#signs .signs}\n\n![](petugas.svg)\n\nPerhatikan.\n\n\
         1. ![](art:rompi) **Rompi.** Dipakai\n2. **Kartu identitas.**\n3. ![](art:surat)\n   **Surat?** Ya.\n\n   Lagi.\n\n\
         **Tidak ada?** Tunggu.\n",
    );
    let items: Vec<_> = section
        .items
        .iter()
        .map(|item| {
            let picture = item.picture.as_ref().map_or("", |p| &p.name);
            (picture, item.title.text.as_str(), item.body.html.as_str())
        })
        .collect();
    assert_eq!(
        items,
        [
            ("art:rompi", "Rompi", "Dipakai"),
            ("", "Kartu identitas", ""),
            ("art:surat", "Surat?", "<p>Ya.</p>\n<p>Lagi.</p>"),
        ]
    );
    assert_eq!(section.lead.unwrap(), "Perhatikan.");
    assert_eq!(section.body, "<p><strong>Tidak ada?</strong> Tunggu.</p>");
    assert_eq!(section.picture.unwrap().name, "petugas.svg");
}

#[test]
fn numbers_know_their_facts() {
    let section = good(
        "## Mereka {.numbers}\n\n- **{{ fact.partners.value }}** mitra\n- **7 %** lain\n\nKet.\n\nSUMBER: a\n",
    );
    let figures: Vec<_> = section
        .figures
        .iter()
        .map(|f| (f.fact.as_deref(), f.number.as_str(), f.label.text.as_str()))
        .collect();
    assert_eq!(
        figures,
        [(Some("partners"), "29", "mitra"), (None, "7 %", "lain")]
    );
    assert_eq!(words(section.note.as_ref()), "<p>Ket.</p>");
    assert_eq!(section.body, "");
    assert_eq!(section.source.unwrap(), "a");
    let bars = good("## B {.bars}\n\n- **{{ fact.partners }}** 2018\n");
    assert_eq!(bars.figures[0].number, "29 mitra");
}

#[test]
fn a_claim_has_rumour_and_fact() {
    let section = good("## K {.claim}\n\n> “Awas.”\n\n{{ fact.not_tax }}.\n\nLagi.\n\nSumber: s\n");
    assert_eq!(words(section.rumour.as_ref()), "“Awas.”");
    assert_eq!(
        words(section.fact.as_ref()),
        "Sensus &lt;b&gt;bukan&lt;/b&gt; *pajak*."
    );
    assert_eq!(section.body, "<p>Lagi.</p>");
}

#[test]
fn a_comparison_is_a_table() {
    let section =
        good("## P {.compare}\n\n| a | b |\n|--|:-:|\n| *c* | d \\| e |\n| f |\n\nSumber: s\n");
    let table = section.table.unwrap();
    assert_eq!(table.head[1], "b");
    assert_eq!(table.rows[0][0], "<em>c</em>");
    assert_eq!(table.rows[0][1], "d | e");
    assert_eq!(table.rows[1].len(), 2);
}

#[test]
fn questions_have_answers_and_their_own_sources() {
    let section = good(
        "## T {.questions}\n\n*Kicker*\n\n### Satu?\n\nYa.\n\nSumber: a\n\n### Dua?\n\n![](art:kartu)\n\nTidak.\n\nTapi.\n\n#### Kecil\n\nx\n\nSumber: b\n",
    );
    assert_eq!(words(section.kicker.as_ref()), "Kicker");
    assert_eq!(section.items[0].body.html, "<p>Ya.</p>\n<p>Sumber: a</p>");
    assert_eq!(
        section.items[1].body.html,
        "<p>Tidak.</p>\n<p>Tapi.</p>\n<h4>Kecil</h4>\n<p>x</p>"
    );
    assert_eq!(section.items[1].picture.as_ref().unwrap().name, "art:kartu");
    assert_eq!(
        (section.picture, section.source.unwrap()),
        (None, "b".to_owned())
    );
}

#[test]
fn kinds_that_do_not_fit_are_errors() {
    let cases = [
        (
            "## A {.steps}\n\nx\n",
            "a section of kind `steps` needs a numbered list",
        ),
        (
            "## A {.steps}\n\n- **a** b\n",
            "a section of kind `steps` needs a numbered list",
        ),
        (
            "## A {.signs}\n\n1. a\n",
            "an item of `signs` without a title",
        ),
        (
            "## A {.numbers}\n\n- a\n",
            "an item without a stressed number at its head",
        ),
        (
            "## A {.bars}\n\n- **1** a\n",
            "a bar without a fact: its length is not known",
        ),
        (
            "## A {.claim}\n\nx\n",
            "a section of kind `claim` needs the rumour as a quote",
        ),
        (
            "## A {.claim}\n\n> x\n",
            "a section of kind `claim` needs the fact as a paragraph after the quote",
        ),
        (
            "## A {.compare}\n\nx\n",
            "a section of kind `compare` needs a table",
        ),
        (
            "## A {.questions}\n\nx\n",
            "a section of kind `questions` needs questions",
        ),
        (
            "## A {.questions}\n\n### b\n",
            "a question without an answer",
        ),
        ("## A\n", "a section without text"),
        ("# A\n\nx\n", "sections begin with `##`"),
        ("## A {.contact .steps}\n", "a section is of one kind"),
        ("## A {#x}\n\nx\n\n## B {#x}\n\ny\n", "id `x` stands twice"),
        (
            "## A\n\nx ![](a.png) y\n",
            "picture `a.png` has no place here",
        ),
        (
            "## A\n\nx\n\n![](a.png)\n\n![](b.png)\n",
            "picture `b.png` has no place here",
        ),
    ];
    for (text, message) in cases {
        let (_, problems) = read(text);
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        assert!(
            problems[0].starts_with(&format!("SB0141: {message}")),
            "{text}: {problems:?}"
        );
    }
}

#[test]
fn a_kind_with_a_slip_is_put_right() {
    let mut report = Report::default();
    parse(&file("## A {#a .stpes}\n\nx\n"), 0, &Sample, &mut report);
    let diagnostic = report.sorted()[0].clone();
    assert_eq!(diagnostic.help, ["did you mean `.steps`?"]);
    assert_eq!(diagnostic.place.unwrap().span, 9..15);
}

#[test]
fn places_count_from_the_start_of_the_file() {
    let text = "---\ntitle: é\n---\n## A\n\né {{ fact.partnerz }}\n\n> - x {{ nope }}\n";
    let offset = text.find("## A").unwrap();
    let mut report = Report::default();
    parse(&file(text), offset, &Sample, &mut report);
    let places: Vec<String> = report
        .sorted()
        .iter()
        .map(|d| d.place.as_ref().unwrap().to_string())
        .collect();
    assert_eq!(places, ["flyer.md:6:3", "flyer.md:8:7"]);
}

#[test]
fn facts_stay_out_of_code_and_escapes() {
    let section =
        good("## A\n\n`{{ fact.x }}` \\{{ fact.y }} {{ fact.partners }}\n\n    {{ fact.z }}\n");
    assert_eq!(
        words(section.lead.as_ref()),
        "<code>{{ fact.x }}</code> {{ fact.y }} 29 mitra"
    );
    assert_eq!(section.body, "<pre><code>{{ fact.z }}\n</code></pre>");
}

#[test]
fn html_is_left_out_and_said() {
    let (document, problems) =
        read("## A\n\na <b>c</b> <!-- note -->\n\n<script>\nx\n</script>\n\n<!-- n -->\n");
    assert_eq!(document.sections[0].lead.as_ref().unwrap(), "a c");
    assert_eq!(document.sections[0].body, "");
    assert_eq!(
        problems,
        [
            "SB0140: HTML is left out of Markdown [<b>]",
            "SB0140: HTML is left out of Markdown [<script>]"
        ]
    );
}

#[test]
fn links_are_listed_and_dangerous_ones_refused() {
    let (document, problems) = read(
        "## A\n\n[a](https://a.id/?x=1&y=2) https://b.id. [c](javascript:x) [d](<{{ fact.not_tax.link }}>) \
         <e@f.id> [g]() [h](data:x) `https://i.id`\n",
    );
    let lead = document.sections[0].lead.as_ref().unwrap();
    assert_eq!(
        lead,
        "<a href=\"https://a.id/?x=1&amp;y=2\">a</a> <a href=\"https://b.id\">https://b.id</a>. c \
         <a href=\"https://example.go.id/a_b\">d</a> <a href=\"mailto:e@f.id\">e@f.id</a> g h \
         <code>https://i.id</code>"
    );
    let urls: Vec<&str> = document
        .links
        .iter()
        .map(|link| link.url.as_str())
        .collect();
    assert_eq!(
        urls,
        [
            "https://a.id/?x=1&y=2",
            "https://b.id",
            "https://example.go.id/a_b",
            "mailto:e@f.id"
        ]
    );
    assert_eq!(
        problems,
        [
            "SB0123: a link to `javascript:x` is refused [[c](javascript:x)]",
            "SB0123: a link without an address [[g]()]",
            "SB0123: a link to `data:x` is refused [[h](data:x)]",
        ]
    );
}

#[test]
fn ids_are_made_and_kept_apart() {
    let (document, _) =
        read("## Halo, Dunia!\n\nx\n\n## Halo dunia\n\nx\n\n## 调查\n\nx\n\n## é 2\n\nx\n");
    let ids: Vec<&str> = document.sections.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["halo-dunia", "halo-dunia-2", "section", "2"]);
}

#[test]
fn a_panel_begins_at_a_heading_and_at_a_line() {
    let text =
        "satu\n\n---\n\n## Dua\n\ndua\n\n---\n\ntiga\n\n---\n\n## Empat {#back}\n\nempat\n\n***\n";
    let mut report = Report::default();
    let document = panels(&file(text), 0, &Sample, &mut report);
    let told: Vec<(&str, &str)> = document
        .sections
        .iter()
        .map(|section| (section.title.text.as_str(), words(section.lead.as_ref())))
        .collect();
    assert_eq!(
        told,
        [
            ("", "satu"),
            ("Dua", "dua"),
            ("", "tiga"),
            ("Empat", "empat")
        ]
    );
    assert_eq!(document.lead_in, None);
    assert_eq!(found(&report), [""; 0]);

    // a line in any other text is a line
    let document = parse(&file(text), 0, &Sample, &mut report);
    assert_eq!(document.sections.len(), 2);
    assert!(document.lead_in.is_some());
    // and without one, what stands before the first heading belongs to no panel
    let document = panels(&file("satu\n\n## Dua\n\ndua\n"), 0, &Sample, &mut report);
    assert!(document.lead_in.is_some());
}

#[test]
fn the_sample_site_has_no_faults() {
    let folder = std::path::Path::new("content/sensus-ekonomi-2026");
    for name in [
        "flyer.md",
        "leaflet.md",
        "faq.md",
        "press-release.md",
        "talking-points.md",
        "script.md",
    ] {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let body = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.find("---\n").map(|at| at + 8));
        let mut report = Report::default();
        let document = parse(&file(&text), body.unwrap_or(0), &Sample, &mut report);
        let problems = codes(&report);
        // the register of these tests is smaller than the campaign's
        assert!(
            problems.iter().all(|code| *code == Code::UnknownFact),
            "{name}: {:?}",
            found(&report)
        );
        assert!(!document.sections.is_empty(), "{name}");
    }
}
