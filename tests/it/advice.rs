//! Advice: each rule at its line, none where a text is good, and none that was switched off.

use crate::{
    shown::shown,
    site::{CAMPAIGN, NOW, POST, Site},
};

const FLYER: &str = "content/jentik/flyer.md";
const FACTS: &str = "content/jentik/facts.yaml";

/// The small site with another caption.
fn caption(text: &str) -> Site {
    let site = Site::small();
    let post = site.text(POST);
    let (front, _) = post.rsplit_once("---\n").unwrap();
    let post = format!("{front}---\n{text}\n");
    site.with(POST, post)
}

#[test]
fn good_texts_get_none() {
    assert_eq!(Site::small().run(&["check"]).said(), "  Nothing is wrong.");
}

/// The sample site, on the clock of all tests.
#[test]
fn the_sample_site_gets_none() {
    let options = sebar::build::Options {
        root: env!("CARGO_MANIFEST_DIR").into(),
        selection: sebar::content::Selection::default(),
        now: jiff::Timestamp::from_second(NOW.parse().unwrap()).unwrap(),
        proofs: false,
    };
    let mut report = sebar::diagnostic::Report::default();
    let prepared = sebar::build::prepare(&options, &sebar::build::Silent, &mut report).unwrap();
    let advice = sebar::build::advise(&prepared);
    let said: Vec<String> = advice
        .iter()
        .map(|found| sebar::diagnostic::render_human(found, false))
        .collect();
    assert_eq!(said, [""; 0]);
}

#[test]
fn sentences_and_words() {
    let long = "Dalam rangka meningkatkan kebersihan rumah yang menjadi perhatian kita bersama maka \
        setiap keluarga di kampung ini diharapkan dapat menguras bak mandi dan menutup tempat air \
        sekali dalam seminggu.";
    shown!(caption(long).warned());
}

#[test]
fn words_of_many_syllables() {
    let text = "Penyelenggaraan pemberantasan dilaksanakan berkesinambungan. ".to_lowercase();
    shown!(
        Site::small()
            .with(FLYER, format!("## Mengapa\n\n{}\n", text.repeat(16)))
            .warned()
    );
}

#[test]
fn shouting_and_excitement() {
    let text = "SEGERA KURAS BAK MANDI! Sekarang juga!\n\nYuk 💧💧💧💧";
    shown!(caption(text).warned());
}

#[test]
fn preaching() {
    shown!(caption("Sebagai warga negara yang baik, kuraslah bak mandi.").warned());
}

#[test]
fn figures_and_hashtags() {
    let text = "Sudah 1.250 rumah ikut. Cukup 100 persen dari 10 menit. #TanpaJentk";
    let facts = "homes: {value: 1250, unit: rumah, source: Kantor Contoh}\n";
    shown!(caption(text).add(FACTS, facts).warned());
}

#[test]
fn a_page_without_reason_and_source() {
    let flyer = "## Tiga langkah {.steps}\n\n1. **Kuras.** Cukup {{ fact.minutes }}.\n";
    shown!(Site::small().with(FLYER, flyer).warned());
}

#[test]
fn nobody_to_ask() {
    let site = Site::small();
    let yaml = site.text("content/site.yaml");
    let (before, _) = yaml.split_once("contacts:").unwrap();
    shown!(site.with("content/site.yaml", before).warned());
}

#[test]
fn days_gone_by() {
    let site = Site::small()
        .change("content/site.yaml", "sample: true", "sample: false")
        .add(CAMPAIGN, "period: {from: 2025-05-01, until: 2025-08-31}\n")
        .change(POST, "template:", "date: 2025-09-02\ntemplate:");
    shown!(site.warned());
}

#[test]
fn personal_data() {
    let text = "Hubungi 0812-3456-7890 dengan NIK 3375014506900002. Kantor: (0285) 000 000.";
    shown!(caption(text).warned());
}

#[test]
fn a_photograph_with_its_place_and_without_credit() {
    let site = Site::small()
        .with("content/jentik/pictures/bak.jpg", photograph())
        .with(
            "content/jentik/pictures/pictures.yaml",
            "bak.jpg: {alt: Bak mandi}\n",
        );
    shown!(site.warned());
}

/// A JPEG with an Exif segment that points to a GPS directory.
fn photograph() -> Vec<u8> {
    let mut jpeg = Vec::new();
    let image = image::RgbImage::from_pixel(1600, 1200, image::Rgb([90, 120, 140]));
    let mut out = std::io::Cursor::new(&mut jpeg);
    image.write_to(&mut out, image::ImageFormat::Jpeg).unwrap();
    let mut exif =
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0".to_vec();
    exif.extend([0; 6]);
    let length = u16::try_from(exif.len() + 2).unwrap();
    let segment = [&[0xff, 0xe1][..], &length.to_be_bytes(), &exif].concat();
    jpeg.splice(2..2, segment);
    jpeg
}

#[test]
fn names_in_another_spelling() {
    shown!(caption("Ikut Rumah Tanpa Jentk minggu ini bersama Kantor Conto.").warned());
}

#[test]
fn spelling_with_a_dictionary() {
    let site = caption("Kuras bak mandi seminggu sekli bersama tetangga, hati-hati licin.")
        .with("dictionaries/id.aff", "SET UTF-8\n")
        .with(
            "dictionaries/id.dic",
            "8\nkuras\nbak\nmandi\nsekali\nbersama\ntetangga\nhati\nlicin\n",
        )
        .with(
            "dictionaries/id.txt",
            "seminggu\ncukup\nuntuk\nmenjaga\nrumah\ndari\njentik\nnyamuk\nmenit\n",
        );
    shown!(site.warned());
}

#[test]
fn a_rule_that_is_off_says_why() {
    let text = "Sebagai warga negara yang baik, kuraslah bak mandi.";
    let off = |reason: &str| format!("advice_off: {{preaching: \"{reason}\"}}\n");
    let site = caption(text).add("content/site.yaml", &off("Kutipan dari naskah resmi."));
    assert_eq!(site.run(&["check"]).said(), "  Nothing is wrong.");
    shown!(caption(text).add("content/site.yaml", &off(" ")).refused());
}
