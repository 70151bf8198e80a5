//! Whatever a reader would miss is said, once, at the writer's own line: what is wrong, why it
//! matters, what to do.

use crate::{
    shown::shown,
    site::{CAMPAIGN, POST, Site},
};

const SITE: &str = "content/site.yaml";
const FLYER: &str = "content/jentik/flyer.md";
const LEAFLET: &str = "content/jentik/leaflet.md";
const PICTURES: &str = "content/jentik/pictures/pictures.yaml";
const SQUARE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>"#;

/// The small site with the front matter of its post changed.
fn post(from: &str, to: &str) -> Site {
    Site::small().change(POST, from, to)
}

/// The small site with a flyer.
fn flyer(text: &str) -> Site {
    Site::small().with(FLYER, format!("## Satu {{#satu}}\n\n{text}\n"))
}

#[test]
fn text_that_does_not_fit_on_a_picture() {
    let long = "Sepuluh menit seminggu cukup untuk menjaga seisi rumah. ".repeat(24);
    shown!(post("Kuras bak mandi, *seminggu sekali*", &long).refused());
}

#[test]
fn text_that_does_not_fit_on_a_panel() {
    let long = "Telur nyamuk menempel di dinding bak dan bertahan saat kering. ".repeat(60);
    let leaflet = format!(
        "## Depan {{#cover}}\n\nSepuluh menit\n\n## Dalam {{#inside-left}}\n\nMengapa\n\n{long}\n"
    );
    shown!(Site::small().with(LEAFLET, leaflet).refused());
}

#[test]
fn character_that_no_font_has_on_a_picture() {
    shown!(post("Kuras bak mandi", "ᬓᬸᬭᬲ᭄").refused());
}

#[test]
fn character_that_no_font_has_on_a_panel() {
    shown!(
        Site::small()
            .with(LEAFLET, "## Depan {#cover}\n\nᬓᬸᬭᬲ᭄ bak mandi\n")
            .refused()
    );
}

#[test]
fn picture_of_a_post_that_is_not_there() {
    let site = post("title:", "picture: bak-mnadi.svg\ntitle:");
    shown!(
        site.with("content/jentik/pictures/bak-mandi.svg", SQUARE)
            .refused()
    );
}

#[test]
fn picture_of_a_flyer_that_is_not_there() {
    shown!(flyer("![](bak.svg)").refused());
}

#[test]
fn picture_of_a_leaflet_that_is_not_there() {
    shown!(
        Site::small()
            .with(
                LEAFLET,
                "## Depan {#cover}\n\nSepuluh menit\n\n![](bak.svg)\n"
            )
            .refused()
    );
}

#[test]
fn picture_of_a_campaign_that_is_not_there() {
    shown!(
        Site::small()
            .change(CAMPAIGN, "version: 1", "picture: bak.svg\nversion: 1")
            .refused()
    );
}

#[test]
fn picture_of_the_theme_that_is_not_there() {
    shown!(post("title:", "picture: art:rompy\ntitle:").refused());
}

#[test]
fn picture_that_is_only_described() {
    let site = Site::small().with("content/jentik/pictures/bak-mandi.svg", SQUARE);
    shown!(
        site.with(PICTURES, "bak-mandl.svg: {alt: Bak mandi}\n")
            .refused()
    );
}

#[test]
fn logo_that_is_not_there() {
    shown!(
        Site::small()
            .change(SITE, "  domain:", "  logo: lambang.svg\n  domain:")
            .refused()
    );
}

#[test]
fn picture_without_alternative_text() {
    let site = post("title:", "picture: bak-mandi.svg\ntitle:");
    shown!(
        site.with("content/jentik/pictures/bak-mandi.svg", SQUARE)
            .refused()
    );
}

#[test]
fn fact_that_is_not_there_in_markdown() {
    shown!(
        Site::small()
            .change(POST, "fact.minutes", "fact.minuets")
            .refused()
    );
}

#[test]
fn fact_that_is_not_there_in_front_matter() {
    shown!(post("title: \"Kuras", "title: \"{{ fact.minuets }} kuras").refused());
}

#[test]
fn fact_that_is_not_there_for_a_number() {
    shown!(
        post(
            "template: statement",
            "template: number\nnumber: homes_2026"
        )
        .refused()
    );
}

#[test]
fn fact_in_a_campaign_that_has_none() {
    shown!(Site::small().without("content/jentik/facts.yaml").refused());
}

#[test]
fn fact_without_a_source() {
    shown!(
        Site::small()
            .add(
                "content/jentik/facts.yaml",
                "homes: {value: 84, unit: rumah}\n"
            )
            .warned()
    );
}

#[test]
fn translations_that_are_missing() {
    let site = Site::full()
        .without("content/jentik/faq.en.md")
        .without("content/jentik/posts/02-makin-banyak.en.md")
        .change("content/jentik/facts.en.yaml", "unit: minutes, ", "")
        .without("content/jentik/pictures/pictures.en.yaml");
    shown!(site.warned());
}

#[test]
fn campaign_without_its_translation() {
    shown!(
        Site::full()
            .without("content/jentik/campaign.en.yaml")
            .warned()
    );
}

#[test]
fn language_that_the_site_does_not_have() {
    shown!(
        Site::small()
            .with("content/jentik/message.jv.md", "Kuras.\n")
            .refused()
    );
}

#[test]
fn texts_of_a_language_that_the_theme_does_not_speak() {
    shown!(Site::small().change(SITE, "[id]", "[id, jv]").warned());
}

#[test]
fn links_to_nowhere() {
    shown!(
        flyer("[tiga](#tiga), [kit](kits.html), [lain](../demam/index.html), [satu](#satu)")
            .refused()
    );
}

#[test]
fn link_that_would_run_a_script() {
    shown!(flyer("[buka](javascript:alert(1))").refused());
}

#[test]
fn link_that_would_run_a_script_in_yaml() {
    shown!(
        Site::small()
            .change(
                CAMPAIGN,
                "https://example.go.id/jentik",
                "javascript:alert(1)"
            )
            .refused()
    );
}

#[test]
fn links_outside_the_official_domains() {
    let site = Site::full()
        .add(
            FLYER,
            "\nBaca [ini](https://bit.ly/jentik) atau [itu](https://dinas.example.go.id/).\n",
        )
        .change(
            "content/jentik/campaign.en.yaml",
            "See how",
            "See how, link: \"https://example.com/jentik\"",
        )
        .change(SITE, "tel:+62285000000", "https://wa.me/62285000000");
    shown!(site.warned());
}

#[test]
fn html_in_markdown() {
    shown!(flyer("Kuras <b>bak</b> mandi.\n\n<script>alert(1)</script>").warned());
}

#[test]
fn caption_that_is_too_long_for_x() {
    let long = "Sikat dindingnya, lalu tutup lagi rapat-rapat. ".repeat(7);
    shown!(Site::small().add(POST, &long).refused());
}

#[test]
fn short_caption_that_is_too_long_for_x() {
    let long = "Sikat dindingnya, lalu tutup lagi rapat-rapat. ".repeat(7);
    shown!(
        post("title:", &format!("short: {long}\ntitle:"))
            .add(POST, &long)
            .refused()
    );
}

#[test]
fn more_hashtags_than_instagram_takes() {
    let site = Site::full().change(CAMPAIGN, "RumahSehat", "B, C, D, E, F");
    shown!(site.refused());
}

#[test]
fn hashtag_with_a_space() {
    shown!(
        Site::small()
            .change(CAMPAIGN, "[TanpaJentik]", "[Tanpa Jentik]")
            .refused()
    );
}

#[test]
fn text_that_an_address_needs_and_has_too_much_of() {
    let long = "Sepuluh menit seminggu cukup untuk menjaga rumah dari jentik nyamuk. ".repeat(4);
    shown!(
        Site::small()
            .change(CAMPAIGN, "summary: ", &format!("summary: {long}"))
            .warned()
    );
}

#[test]
fn expression_that_cannot_be_read() {
    shown!(
        Site::small()
            .change(POST, "{{ fact.minutes }}", "{{ minutes | upper }}")
            .refused()
    );
}

#[test]
fn section_of_an_unknown_kind() {
    shown!(
        Site::small()
            .with(
                FLYER,
                "## Tiga langkah {.stepz}\n\n1. **Kuras.** Buang airnya.\n"
            )
            .refused()
    );
}

#[test]
fn panel_of_an_unknown_name() {
    shown!(
        Site::small()
            .with(
                LEAFLET,
                "## Depan {#cover}\n\nSepuluh menit\n\n## Tengah {#inside-midle}\n\nKuras.\n"
            )
            .refused()
    );
}

#[test]
fn file_that_nothing_uses() {
    let site = Site::small().with("content/jentik/flier.md", "Kuras.\n");
    shown!(
        site.with("content/jentik/poster/01-kuras.md", "Kuras.\n")
            .warned()
    );
}

#[test]
fn style_that_the_layout_engine_does_not_know() {
    let theme = "{% extends \"social/base.html\" %}\n{% block body %}<style>h1 { colour: red }</style>{% endblock %}\n";
    shown!(
        Site::small()
            .with("themes/lugas/social/statement.html", theme)
            .refused()
    );
}

#[test]
fn template_with_a_mistake() {
    let theme = "{% extends \"social/base.html\" %}\n{% block body %}\n<h1>{{ post.titel }}</h1>\n{% endblock %}\n";
    shown!(
        Site::small()
            .with("themes/lugas/social/statement.html", theme)
            .refused()
    );
}

#[test]
fn template_that_cannot_be_read() {
    let theme = "<style>{{ css | safe }}</style>\n{% if post %}\n<h1>{{ post.title }</h1>\n";
    shown!(
        Site::small()
            .with("themes/lugas/social/statement.html", theme)
            .refused()
    );
}

#[test]
fn template_that_the_theme_does_not_have() {
    let theme = "name: polos\ntokens: {ink: \"#111\"}\nfonts: []\nfont_stack: sans-serif\n\
        fit: {social: {min: 0.6, max: 1.0}, leaflet: {min: 0.8, max: 1.0}}\n";
    let site = Site::small().change(SITE, "sample:", "theme: polos\nsample:");
    let site = site.with("themes/polos/strings/id.yaml", "sample: Contoh\n");
    shown!(site.with("themes/polos/theme.yaml", theme).refused());
}

#[test]
fn theme_that_is_not_there() {
    shown!(
        Site::small()
            .change(SITE, "sample:", "theme: luags\nsample:")
            .refused()
    );
}

#[test]
fn brand_token_that_the_theme_does_not_have() {
    shown!(
        Site::small()
            .change(SITE, "sample:", "brand: {brnad: \"#0b6e4f\"}\nsample:")
            .refused()
    );
}

#[test]
fn drawing_of_the_theme_with_a_colour_it_does_not_get() {
    let site = post("title:", "picture: art:titik\ntitle:");
    let art = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="var(--tint)" d="M0 0h9v9z"/></svg>"#;
    shown!(site.with("themes/lugas/art/titik.svg", art).refused());
}
