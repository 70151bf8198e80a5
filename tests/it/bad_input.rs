//! Broken content: every mistake is reported at its place, and the published folder stays as it is.

use std::fs;

use crate::{
    shown::shown,
    site::{CAMPAIGN, POST, Site},
};

const SITE: &str = "content/site.yaml";
const PICTURE: &str = "content/jentik/pictures/bak.png";

#[test]
fn no_content_folder() {
    shown!(Site::empty().refused());
}

#[test]
fn empty_content_folder() {
    let site = Site::empty();
    fs::create_dir(site.path("content")).unwrap();
    shown!(site.refused());
}

#[test]
fn no_site_file() {
    shown!(Site::small().without(SITE).refused());
}

#[test]
fn no_campaign() {
    let site = Site::small();
    fs::remove_dir_all(site.path("content/jentik")).unwrap();
    shown!(site.refused());
}

#[test]
fn folder_without_a_campaign_file() {
    shown!(
        Site::small()
            .with("content/demam/flyer.md", "## Demam\n")
            .refused()
    );
}

#[test]
fn campaign_that_was_asked_for_and_is_not_there() {
    let run = Site::small().run(&["build", "--only", "jentki"]);
    assert_eq!(run.code, 1);
    shown!(run.said());
}

#[test]
fn yaml_that_cannot_be_read() {
    let site = Site::small().change(
        CAMPAIGN,
        "title: Rumah Tanpa Jentik",
        "title: Rumah: tanpa jentik",
    );
    shown!(site.refused());
}

#[test]
fn quote_that_is_not_closed() {
    shown!(
        Site::small()
            .change(CAMPAIGN, "title: Rumah", "title: \"Rumah")
            .refused()
    );
}

#[test]
fn value_of_the_wrong_kind() {
    let site = Site::small()
        .change(CAMPAIGN, "version: 1", "version: satu")
        .change(CAMPAIGN, "[TanpaJentik]", "TanpaJentik")
        .change(SITE, "sample: true", "sample: ya");
    shown!(site.refused());
}

#[test]
fn number_where_text_is_wanted() {
    shown!(
        Site::small()
            .change(CAMPAIGN, "title: Rumah Tanpa Jentik", "title: 2026")
            .refused()
    );
}

#[test]
fn line_indented_with_a_tab() {
    shown!(Site::small().change(SITE, "  name:", "\tname:").refused());
}

#[test]
fn key_that_stands_twice() {
    shown!(
        Site::small()
            .add(CAMPAIGN, "title: Rumah Sehat\n")
            .refused()
    );
}

#[test]
fn key_that_nobody_knows() {
    shown!(
        Site::small()
            .change(CAMPAIGN, "hashtags:", "hastags:")
            .refused()
    );
}

#[test]
fn key_that_is_missing() {
    shown!(
        Site::small()
            .change(CAMPAIGN, "summary: Sepuluh", "tagline: Sepuluh")
            .refused()
    );
}

#[test]
fn key_that_the_template_needs() {
    shown!(
        Site::small()
            .change(POST, "statement", "rebuttal")
            .refused()
    );
}

#[test]
fn choice_that_is_none() {
    let site = Site::small().change(POST, "statement", "statment");
    shown!(site.add(CAMPAIGN, "status: live\n").refused());
}

#[test]
fn values_that_cannot_be_used() {
    let site = Site::small()
        .change(CAMPAIGN, "updated: 2026-05-12", "updated: 12-05-2026")
        .change(CAMPAIGN, "code: jentik", "code: Jentik 26")
        .change(SITE, "https://example.go.id/kampanye/", "example.go.id")
        .add(SITE, "brand: {ink: hitam}\n");
    shown!(site.refused());
}

#[test]
fn period_that_ends_before_it_begins() {
    let site = Site::small().add(CAMPAIGN, "period: {from: 2026-08-31, until: 2026-05-01}\n");
    shown!(site.refused());
}

#[test]
fn languages_that_are_none() {
    shown!(
        Site::small()
            .change(SITE, "[id]", "[id, Inggris, id]")
            .refused()
    );
}

#[test]
fn text_that_is_not_utf8() {
    let site = Site::small();
    let mut bytes = fs::read(site.path(POST)).unwrap();
    bytes.extend(b"caf\xe9\n");
    shown!(site.with(POST, bytes).refused());
}

#[test]
fn front_matter_that_is_not_closed() {
    shown!(
        Site::small()
            .change(POST, "\n---\nCukup", "\n\nCukup")
            .refused()
    );
}

#[test]
fn picture_that_is_none() {
    shown!(Site::small().with(PICTURE, "bukan gambar").refused());
}

#[test]
fn picture_that_is_cut_short() {
    let mut png = Vec::new();
    let image = image::RgbImage::from_fn(64, 64, |x, y| image::Rgb([x as u8, y as u8, 7]));
    let mut out = std::io::Cursor::new(&mut png);
    image.write_to(&mut out, image::ImageFormat::Png).unwrap();
    png.truncate(png.len() / 2);
    let site = Site::small().with(
        "content/jentik/pictures/pictures.yaml",
        "bak.png: {alt: Bak}\n",
    );
    let site = site.change(POST, "title:", "picture: bak.png\ntitle:");
    shown!(site.with(PICTURE, png).refused());
}

#[test]
fn picture_with_too_many_pixels() {
    shown!(
        Site::small()
            .with(PICTURE, header_of_a_png(30_000, 30_000))
            .refused()
    );
}

/// A PNG that ends where its pixels would begin.
fn header_of_a_png(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    png.extend(&header);
    png.extend(crc32(&header).to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    png
}

/// The check sum of a PNG's chunks (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        let bit = |sum: u32, _| (sum >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(sum & 1));
        (0..8).fold(sum ^ u32::from(*byte), bit)
    })
}

#[test]
fn drawing_that_cannot_be_read() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path></svg>";
    let site = Site::small().change(POST, "title:", "picture: bak.svg\nalt: Bak\ntitle:");
    shown!(site.with("content/jentik/pictures/bak.svg", svg).refused());
}

#[test]
fn drawing_that_asks_another_host() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="https://example.com/x.png" width="9" height="9"/></svg>"#;
    shown!(
        Site::small()
            .with("content/jentik/pictures/bak.svg", svg)
            .refused()
    );
}

#[test]
fn folder_that_windows_cannot_hold() {
    let site = Site::small().with("content/con/campaign.yaml", Site::small().text(CAMPAIGN));
    shown!(site.refused());
}

#[test]
fn folder_that_is_no_address() {
    let site = Site::small().with(
        "content/Rumah Sehat/campaign.yaml",
        Site::small().text(CAMPAIGN),
    );
    shown!(site.refused());
}

#[test]
fn two_posts_of_one_name() {
    let post = Site::small().text(POST);
    shown!(
        Site::small()
            .with("content/jentik/posts/02-kuras-bak.md", post)
            .refused()
    );
}

#[test]
fn campaign_with_the_name_of_a_language() {
    let site = Site::full();
    let campaign = site.text(CAMPAIGN).replace("picture:", "# ");
    shown!(site.with("content/en/campaign.yaml", campaign).refused());
}

#[test]
fn campaign_with_the_name_of_what_sebar_writes() {
    let campaign = Site::small().text(CAMPAIGN);
    shown!(
        Site::small()
            .with("content/assets/campaign.yaml", campaign)
            .refused()
    );
}

#[cfg(unix)]
#[test]
fn link_that_leads_back_to_itself() {
    let site = Site::small();
    std::os::unix::fs::symlink("..", site.path("content/jentik/pictures")).unwrap();
    shown!(site.refused());
}

#[cfg(unix)]
#[test]
fn link_that_leads_nowhere() {
    let site = Site::small();
    std::os::unix::fs::symlink("gone.md", site.path("content/jentik/flyer.md")).unwrap();
    shown!(site.refused());
}
