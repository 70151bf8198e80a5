//! Printed pieces: sheets and folds, what does not fit, and the files that are made.

use std::collections::BTreeMap;

use lopdf::{Document, Object};
use proptest::prelude::*;

use crate::site::{CAMPAIGN, Site};

const LEAFLET: &str = "content/jentik/leaflet.md";
const POSTER: &str = "content/jentik/poster.md";
const CARD: &str = "content/jentik/card.md";
const BOOKLET: &str = "content/jentik/booklet.md";

/// A leaflet with sections in the order of reading, one for each of `titles`.
fn leaflet(front: &str, titles: &[&str]) -> String {
    let section = |title: &&str| format!("## {title}\n\nKuras bak mandi tiap minggu.\n\n");
    let sections: String = titles.iter().map(section).collect();
    format!("---\n{front}---\n\n{sections}")
}

/// Whether a message has all of `parts`.
fn says(message: &str, parts: &[&str]) {
    for part in parts {
        assert!(message.contains(part), "no `{part}` in:\n{message}");
    }
}

fn read(site: &Site, name: &str) -> Document {
    let tree = site.tree("public");
    let (_, bytes) = tree
        .iter()
        .find(|(path, _)| path.ends_with(name))
        .expect(name);
    let mut document = Document::load_mem(bytes).expect(name);
    document.decompress();
    document
}

/// A box of the first page, in whole millimetres.
fn page_box(document: &Document, name: &str) -> [i64; 4] {
    let page = document.get_pages()[&1];
    let page = document.get_dictionary(page).unwrap();
    let corners = page.get(name.as_bytes()).unwrap().as_array().unwrap();
    let corner =
        |at: usize| (f64::from(corners[at].as_float().unwrap()) * 25.4 / 72.0).round() as i64;
    [0, 1, 2, 3].map(corner)
}

#[test]
fn a_fold_that_is_not_there() {
    says(
        &Site::small()
            .with(LEAFLET, leaflet("fold: z-fol\n", &["Satu"]))
            .refused(),
        &[
            "SB0107",
            "leaflet.md:2",
            "`z-fol`",
            "did you mean `z-fold`?",
            "tri-fold",
        ],
    );
}

#[test]
fn a_paper_that_is_not_there() {
    says(
        &Site::small()
            .with(LEAFLET, leaflet("paper: folio\n", &["Satu"]))
            .refused(),
        &["SB0107", "leaflet.md:2", "`folio`", "f4"],
    );
}

#[test]
fn a_paper_that_no_press_takes() {
    let front = "paper: {width: 5, height: 210}\n";
    says(
        &Site::small()
            .with(LEAFLET, leaflet(front, &["Satu"]))
            .refused(),
        &["SB0107", "leaflet.md:2", "5 × 210 mm"],
    );
}

#[test]
fn a_poster_cannot_be_folded() {
    says(
        &Site::small()
            .with(POSTER, leaflet("fold: bi-fold\n", &["Satu"]))
            .refused(),
        &["SB0107", "poster.md:2", "no fold to choose"],
    );
}

#[test]
fn more_sections_than_panels() {
    let titles = ["Satu", "Dua", "Tiga", "Empat", "Lima"];
    says(
        &Site::small()
            .with(LEAFLET, leaflet("fold: bi-fold\n", &titles))
            .refused(),
        &["SB0141", "leaflet.md:21", "no panel left", "inside-right"],
    );
}

#[test]
fn panels_begin_at_lines_as_well() {
    let text = "Sampul tanpa judul\n\n---\n\n## Tanda\n\nKuras bak.\n\n---\n\nTutup tempat air.\n\n\
                ---\n\n## Mengapa {#inside-left}\n\nSepuluh menit.\n\n---\n\nLanjutan.\n\n---\n\nAkhir.\n";
    let site = Site::small().with(LEAFLET, text).built();
    let screen = read(&site, "_screen.pdf");
    assert_eq!(screen.get_pages().len(), 2);
    let said = screen.extract_text(&[1, 2]).unwrap();
    for words in ["Sampul tanpa judul", "Kuras bak", "Lanjutan", "Akhir"] {
        assert!(said.replace('\n', " ").contains(words), "{words}: {said}");
    }
    // a panel without a title has no heading that would be empty
    let bookmarks = screen.objects.values().filter_map(|object| {
        let title = object.as_dict().ok()?.get(b"Title").ok()?;
        lopdf::decode_text_string(title).ok()
    });
    assert!(bookmarks.into_iter().all(|title| !title.trim().is_empty()));
    let seventh = format!("{text}\n---\n\nTerlalu banyak.\n");
    says(
        &Site::small().with(LEAFLET, seventh).refused(),
        &["SB0141", "leaflet.md:29", "no panel left"],
    );
}

#[test]
fn fewer_sections_than_panels() {
    let site = Site::small().with(LEAFLET, leaflet("", &["Satu", "Dua"]));
    says(
        &site.run(&["check"]).stderr,
        &["SB0141", "`inside-left`", "warning"],
    );
}

#[test]
fn a_booklet_without_chapters() {
    says(
        &Site::small()
            .with(BOOKLET, "---\ntitle: Kosong\n---\n\nHanya pembuka.\n")
            .refused(),
        &["SB0141", "booklet.md", "no chapter"],
    );
}

#[test]
fn text_that_does_not_fit_says_by_how_much() {
    let long = "Kuras bak mandi, tutup tempat air, dan daur ulang barang bekas. ".repeat(60);
    let text = format!("## Sampul {{#cover}}\n\nJudul\n\n## Tanda {{#flap}}\n\n{long}\n");
    says(
        &Site::small().with(LEAFLET, text).refused(),
        &["SB0201", "leaflet.md:5", "`flap`", " mm (about "],
    );
}

#[test]
fn a_table_that_is_too_wide() {
    let word = "Penanggungjawabkegiatan";
    let row = format!("| {} |\n", [word; 6].join(" | "));
    let text = format!(
        "## Sampul {{#cover}}\n\nJudul\n\n## Tabel {{#flap .compare}}\n\n{row}|---|---|---|---|---|---|\n{row}"
    );
    let run = Site::small().with(LEAFLET, text).run(&["check"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("SB0201") && run.stderr.contains("`flap`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_site_has_folds_of_its_own() {
    let sheets = "papers: [{name: kartu-nama, width: 55, height: 85}]\n\
                  folds:\n  - name: jendela\n    across: true\n    sides:\n      - panels: [{name: cover}]\n    reading: [cover]\n";
    let site = Site::small()
        .with("content/sheets.yaml", sheets)
        .with(LEAFLET, leaflet("paper: a5\nfold: jendela\n", &["Satu"]));
    let run = site.run(&["check"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let broken = sheets.replace("reading: [cover]", "reading: [cover, back]");
    says(
        &Site::small().with("content/sheets.yaml", broken).refused(),
        &["SB0107", "sheets.yaml", "`jendela`", "reading"],
    );
}

#[test]
fn three_versions_of_a_leaflet() {
    let titles = ["Satu", "Dua", "Tiga", "Empat", "Lima", "Enam"];
    let site = Site::small()
        .with(LEAFLET, leaflet("paper: f4\n", &titles))
        .built();
    let screen = read(&site, "_screen.pdf");
    assert_eq!(screen.get_pages().len(), 2);
    assert_eq!(page_box(&screen, "MediaBox"), [3, 3, 333, 218]);
    let press = read(&site, "_press.pdf");
    assert_eq!(page_box(&press, "MediaBox"), [0, 0, 356, 241]);
    assert_eq!(page_box(&press, "BleedBox"), [10, 10, 346, 231]);
    assert_eq!(page_box(&press, "TrimBox"), [13, 13, 343, 228]);
    let office = read(&site, "_office.pdf");
    assert_eq!(page_box(&office, "MediaBox"), [0, 0, 330, 215]);
    for version in [&press, &office] {
        let id = version.trailer.get(b"ID").unwrap().as_array().unwrap();
        assert_eq!(id[0], id[1]);
    }
}

#[test]
fn sheets_for_printers_say_what_they_are() {
    let titles = ["Satu", "Dua", "Tiga", "Empat", "Lima", "Enam"];
    let site = Site::small().with(LEAFLET, leaflet("title: Jentik\n", &titles));
    let site = site.built();
    for (name, version) in [
        ("_press.pdf", "untuk percetakan"),
        ("_office.pdf", "untuk printer kantor"),
    ] {
        let document = read(&site, name);
        let mut said = Vec::new();
        let mut marks = 0;
        for object in document.objects.values() {
            if let Ok(alt) = object.as_dict().and_then(|of| of.get(b"Alt")) {
                said.push(lopdf::decode_text_string(alt).unwrap());
            }
            if let Ok(content) = object.as_stream().and_then(lopdf::Stream::decode_content) {
                let operators = content.operations.iter().map(|one| one.operator.as_str());
                marks += operators.filter(|one| ["BDC", "BMC"].contains(one)).count();
            }
        }
        said.sort();
        let of = |sheet: usize| {
            format!(
                "Jentik, {version}, lembar {sheet} dari 2. Untuk dibaca atau didengarkan ada versi \
                 untuk layar."
            )
        };
        assert_eq!(said, [of(1), of(2)]);
        // one around each sheet, and none that leads to tags of another file
        assert_eq!(marks, 2, "{name}");
    }
}

#[test]
fn what_is_read_is_made_to_be_kept() {
    let site = Site::small().with(LEAFLET, leaflet("fold: none\n", &["Satu"]));
    let site = site.built();
    let claims = |name: &str| {
        let document = read(&site, name);
        let catalog = document.catalog().unwrap();
        let intents = catalog.get(b"OutputIntents").is_ok();
        let metadata = catalog
            .get(b"Metadata")
            .and_then(|of| document.dereference(of));
        let said = metadata.map(|(_, said)| said.as_stream().unwrap().content.clone());
        let said = String::from_utf8_lossy(&said.unwrap_or_default()).into_owned();
        (
            intents,
            said.contains("pdfaid:part"),
            said.contains("pdfuaid:part"),
        )
    };
    assert_eq!(claims("_screen.pdf"), (true, true, true));
    assert_eq!(claims("_press.pdf"), (false, false, true));
    let site = Site::small().with(BOOKLET, leaflet("", &["Satu"])).built();
    let tree = site.tree("public");
    let mut files = tree.iter();
    let (_, booklet) = files
        .find(|(path, _)| path.ends_with("_screen.pdf"))
        .unwrap();
    let said = String::from_utf8_lossy(booklet);
    assert!(said.contains("pdfaid:part"), "it is not said in plain text");
    // a theme need not promise it
    let theme = include_str!("../../themes/lugas/theme.yaml").replace("archive: true", "");
    let site = Site::small()
        .with("themes/lugas/theme.yaml", theme)
        .with(LEAFLET, leaflet("fold: none\n", &["Satu"]));
    let site = site.built();
    let screen = read(&site, "_screen.pdf");
    assert!(screen.catalog().unwrap().get(b"OutputIntents").is_err());
}

#[test]
fn a_campaign_need_not_say_when_it_was_made() {
    let site = Site::small()
        .change(CAMPAIGN, "updated: 2026-05-12\n", "")
        .with(LEAFLET, leaflet("fold: none\n", &["Satu"]));
    let run = site.run(&["check"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn office_sheets_have_no_colour() {
    let site = Site::small()
        .with(CARD, leaflet("", &["Satu", "Dua"]))
        .built();
    let office = read(&site, "card_id_v1_office.pdf");
    assert_eq!(page_box(&office, "MediaBox"), [0, 0, 210, 297]);
    for object in office.objects.values() {
        let Object::Stream(stream) = object else {
            continue;
        };
        let Ok(content) = stream.decode_content() else {
            continue;
        };
        let colour = content
            .operations
            .iter()
            .find(|one| matches!(one.operator.as_str(), "rg" | "RG"));
        assert!(colour.is_none(), "{colour:?}");
    }
}

#[test]
fn a_booklet_is_imposed_for_stapling() {
    let titles = ["Satu", "Dua", "Tiga"];
    let site = Site::small()
        .with(BOOKLET, leaflet("title: Buku\n", &titles))
        .built();
    let screen = read(&site, "_screen.pdf");
    let press = read(&site, "_press.pdf");
    let pages = screen.get_pages().len();
    assert_eq!(press.get_pages().len(), pages.div_ceil(4) * 2);
    assert_eq!(page_box(&press, "TrimBox"), [13, 13, 309, 223]);
    // chapters begin on right pages
    let numbers: std::collections::BTreeMap<_, _> = screen
        .get_pages()
        .into_iter()
        .map(|(number, id)| (id, number))
        .collect();
    let chapters = headings(&screen, &numbers);
    for title in titles {
        let page = chapters
            .iter()
            .find(|(found, _)| found == title)
            .map(|(_, page)| *page);
        assert_eq!(page.map(|page| page % 2), Some(1), "{title}: {chapters:?}");
    }
}

/// What each page says, line by line. The layout engine begins each line at its own height.
fn lines(document: &Document) -> Vec<Vec<String>> {
    let pages = document.get_pages().into_keys();
    let lines = |page| -> Vec<String> {
        let text = document.extract_text(&[page]).unwrap();
        text.lines().map(str::to_owned).collect()
    };
    pages.map(lines).collect()
}

#[test]
fn no_line_of_a_booklet_stands_alone() {
    let mut text = "## Bab satu\n\n".to_owned();
    for paragraph in 1..=40 {
        let words = 20 + paragraph * 7 % 40;
        let words = (1..words).map(|word| format!("p{paragraph}w{word}"));
        text += &[&words.collect::<Vec<_>>().join(" "), ".\n\n"].concat();
    }
    let site = Site::small().with(BOOKLET, text).built();
    let pages = lines(&read(&site, "_screen.pdf"));
    let mut broken = 0;
    for paragraph in 1..=40 {
        let start = format!("p{paragraph}w");
        let own = |page: &Vec<String>| page.iter().filter(|line| line.contains(&start)).count();
        let parts: Vec<usize> = pages.iter().map(own).filter(|lines| *lines > 0).collect();
        if parts.len() > 1 {
            broken += 1;
            assert!(parts.iter().all(|lines| *lines >= 2), "{start}: {parts:?}");
        }
    }
    assert!(
        broken > 0,
        "no paragraph goes over a page's end: nothing is tested"
    );
}

#[test]
fn a_table_over_a_pages_end_has_its_head_again() {
    let rows: String = (1..=60)
        .map(|row| format!("| Baris {row} | Isi |\n"))
        .collect();
    let text = format!("## Tabel {{.compare}}\n\n| Kepala | Lain |\n|---|---|\n{rows}");
    let site = Site::small().with(BOOKLET, text).built();
    let pages = lines(&read(&site, "_screen.pdf"));
    let with = |words: &str| -> Vec<usize> {
        let pages = pages.iter().enumerate();
        let pages = pages.filter(|(_, lines)| lines.concat().contains(words));
        pages.map(|(page, _)| page).collect()
    };
    assert!(with("Baris").len() > 2, "{:?}", with("Baris"));
    assert_eq!(with("Kepala"), with("Baris"));
}

/// Bookmarks with their pages.
fn headings(
    document: &Document,
    numbers: &std::collections::BTreeMap<lopdf::ObjectId, u32>,
) -> Vec<(String, u32)> {
    let found = document.objects.values().filter_map(|object| {
        let item = object.as_dict().ok()?;
        let title = lopdf::decode_text_string(item.get(b"Title").ok()?).ok()?;
        let (_, to) = document.dereference(item.get(b"Dest").ok()?).ok()?;
        let page = to.as_array().ok()?.first()?.as_reference().ok()?;
        Some((title, *numbers.get(&page)?))
    });
    found.collect()
}

#[test]
fn proofs_are_drawn_when_asked_for() {
    let site = Site::small().with(
        LEAFLET,
        leaflet("fold: bi-fold\n", &["Satu", "Dua", "Tiga", "Empat"]),
    );
    assert!(!site.run(&["plan"]).stdout.contains("_proof.png"));
    let run = site.run(&["build", "--proofs"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let tree = site.tree("public");
    let (_, png) = tree
        .iter()
        .find(|(path, _)| path.ends_with("_proof.png"))
        .unwrap();
    let proof = image::load_from_memory(png).unwrap();
    // two sides of A4 across, one under the other
    assert_eq!((proof.width(), proof.height()), (1400, 1980));
}

#[test]
fn the_proof_of_a_booklet_is_its_sheets_with_the_numbers_of_their_pages() {
    let site = Site::small().with(BOOKLET, leaflet("", &["Satu", "Dua", "Tiga"]));
    let run = site.run(&["build", "--proofs"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (proof, press) = (read(&site, "_proof.pdf"), read(&site, "_press.pdf"));
    assert_eq!(proof.get_pages().len(), press.get_pages().len());
    assert_eq!(page_box(&proof, "MediaBox"), [0, 0, 296, 210]);
    // a form for each page, and one over each side
    let forms = proof.objects.values().filter(|object| {
        let form = object.as_stream().map(|stream| stream.dict.get(b"Subtype"));
        form.is_ok_and(|kind| {
            kind.and_then(Object::as_name)
                .is_ok_and(|kind| kind == b"Form")
        })
    });
    let pages = read(&site, "_screen.pdf").get_pages().len();
    assert!(forms.count() >= pages + proof.get_pages().len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// Text of any length either fits, or is reported as too long: nothing is cut in silence.
    #[test]
    fn any_length_fits_or_is_reported(percent in 60_usize..200, panel in 0_usize..6) {
        let sentence = "Jentik tumbuh di air yang tenang; periksa bak mandi, vas bunga, dan talang. ";
        let words: Vec<&str> = sentence.split(' ').cycle().take(90 * percent / 100).collect();
        let mut sections = String::new();
        for (at, name) in ["cover", "flap", "back", "inside-left", "inside-middle", "inside-right"].iter().enumerate() {
            let text = if at == panel { words.join(" ") } else { sentence.to_owned() };
            sections.push_str(&["## Judul {#", name, "}\n\n", &text, "\n\n"].concat());
        }
        let site = Site::small().with(LEAFLET, &sections);
        let run = site.run(&["build"]);
        if run.code == 0 {
            let screen = read(&site, "_screen.pdf");
            prop_assert_eq!(screen.get_pages().len(), 2);
        } else {
            prop_assert!(run.stderr.contains("SB0201"), "{}", run.stderr);
        }
    }
}

/// Words of other scripts, as they stand in an Indonesian text.
const JAVANESE: &str = "ꦥꦺꦴꦱꦾꦤ꧀ꦢꦸ ꦢꦺꦱ";
const HINDI: &str = "नमस्ते दुनिया कार्ड";
const ARABIC: [&str; 3] = ["مركز", "الصحة في القرية", "أحضروا أطفالكم كل شهر"];

fn with_other_scripts() -> Site {
    let [centre, health, bring] = ARABIC;
    let text = format!(
        "## Aksara\n\nPara ibu diundang ke posyandu, dalam bahasa Arab {centre} {health} berarti pusat kesehatan \
         desa.\n\n{bring}. كِتَاب.\n\nTulisan {JAVANESE} berarti posyandu desa. Bahasa Hindi: {HINDI}.\n"
    );
    Site::small().with(POSTER, text).built()
}

/// What the fonts say whose letters are drawn with those of others, from left to right, text by text.
fn letters(document: &Document) -> Vec<String> {
    let mut says = BTreeMap::new();
    for (name, font) in document.get_page_fonts(document.get_pages()[&1]).unwrap() {
        if font.get(b"Subtype").and_then(Object::as_name).unwrap() != b"Type3" {
            continue;
        }
        let map = font.get(b"ToUnicode").and_then(Object::as_reference);
        let map = document.get_object(map.unwrap()).unwrap();
        let map = map.as_stream().unwrap().get_plain_content().unwrap();
        let map = String::from_utf8(map).unwrap();
        let codes = map.lines().filter(|line| line.ends_with('>'));
        let codes = codes.filter_map(|line| {
            let (code, text) = line.strip_prefix('<')?.split_once("> <")?;
            let units = text.strip_suffix('>')?.as_bytes().chunks(4);
            let units = units.map(|unit| u16::from_str_radix(str::from_utf8(unit).ok()?, 16).ok());
            let text = String::from_utf16(&units.collect::<Option<Vec<u16>>>()?).ok()?;
            Some((u8::from_str_radix(code, 16).ok()?, text))
        });
        says.insert(name, codes.collect::<BTreeMap<u8, String>>());
    }
    let content = document.get_page_content(document.get_pages()[&1]);
    let mut font = None;
    let mut texts = Vec::new();
    for operation in lopdf::content::Content::decode(&content)
        .unwrap()
        .operations
    {
        match (operation.operator.as_str(), &operation.operands[..]) {
            ("Tf", [Object::Name(name), _]) => font = says.get(name),
            ("TJ", [Object::Array(shown)]) => {
                let codes = shown.iter().filter_map(|part| part.as_str().ok()).flatten();
                texts.extend(font.map(|says| codes.map(|code| says[code].as_str()).collect()));
            }
            _ => {}
        }
    }
    texts
}

#[test]
fn every_letter_says_what_was_written() {
    let site = with_other_scripts();
    let texts = letters(&read(&site, "_screen.pdf"));
    let has = |words: &str| texts.iter().any(|text| text.contains(words));
    for words in JAVANESE.split(' ').chain(HINDI.split(' ')) {
        assert!(has(words), "{words}: {texts:?}");
    }
    // what goes to the left ends at the left: with the blanks between words, and vowels behind their letters
    for words in ARABIC.into_iter().chain(["كِتَاب"]) {
        let words: String = words.chars().rev().collect();
        assert!(has(&words), "{words}: {texts:?}");
    }
    let press = read(&site, "_press.pdf");
    assert_eq!(letters(&press), [""; 0], "for paper it is drawn as it is");
}

#[test]
fn latin_text_is_left_as_it_is() {
    let site = Site::small().with(POSTER, "## Aksara\n\nKuras bak mandi.\n");
    assert_eq!(letters(&read(&site.built(), "_screen.pdf")), [""; 0]);
}

/// As poppler reads them.
#[test]
#[ignore = "needs Poppler: run by .ci/run"]
fn other_scripts_are_read_out_of_a_pdf() {
    let site = with_other_scripts();
    let tree = site.tree("public");
    let mut files = tree.keys();
    let screen = files.find(|path| path.ends_with("_screen.pdf")).unwrap();
    let mut poppler = std::process::Command::new("pdftotext");
    poppler.arg(site.path("public").join(screen)).arg("-");
    let said = crate::site::Run::of(&mut poppler).stdout;
    let is_mark = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let said = said.replace(is_mark, " ");
    let said: Vec<&str> = said.split_whitespace().collect();
    let said = said.join(" ");
    for words in ARABIC.into_iter().chain([JAVANESE, HINDI]) {
        assert!(said.contains(words), "{words}: {said}");
    }
}
