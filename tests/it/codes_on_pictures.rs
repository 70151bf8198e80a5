//! QR codes on social images: `picture: qr`.

use image::imageops::FilterType;
use libjpeg_turbo_rs::{PixelFormat, Subsampling, compress};

use crate::{
    shown::shown,
    site::{POST, Site},
    social::{SITE, SWITCHES},
};

/// The small site with a code on its post.
fn site(channels: &str) -> Site {
    Site::small().change(SITE, SWITCHES, channels).change(
        POST,
        "---\ntemplate:",
        "---\npicture: qr\ntemplate:",
    )
}

/// As people get a picture that was sent twice: squeezed, and at half its size.
fn squeezed(picture: &[u8]) -> image::GrayImage {
    let whole = image::load_from_memory(picture).unwrap().to_rgb8();
    let (width, height) = whole.dimensions();
    let size = (width as usize, height as usize);
    let (format, chroma) = (PixelFormat::Rgb, Subsampling::S420);
    let bytes = compress(&whole, size.0, size.1, format, 40, chroma).unwrap();
    image::load_from_memory(&bytes)
        .unwrap()
        .resize_exact(width / 2, height / 2, FilterType::Triangle)
        .into_luma8()
}

#[test]
fn a_code_on_a_picture_is_scanned_after_a_messenger_squeezed_it() {
    let channels = "{whatsapp: true, instagram: [square, portrait, story], facebook: [link]}";
    let site = site(channels).built();
    let mut read = 0;
    for (path, bytes) in site.tree("public/jentik/kit") {
        let ending = path.rsplit('.').next().unwrap_or_default();
        if !["png", "jpg"].contains(&ending) {
            continue;
        }
        let picture = squeezed(&bytes);
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let mut reader = quircs::Quirc::default();
        let codes = reader.identify(width, height, &picture);
        let texts: Vec<String> = codes
            .filter_map(|code| code.ok()?.decode().ok())
            .map(|data| String::from_utf8(data.payload).unwrap())
            .collect();
        assert_eq!(texts, ["https://example.go.id/jentik"], "{path}");
        read += 1;
    }
    assert!(read >= 5, "{read}");
    let manifest = site.text("public/jentik/kit/manifest.json");
    assert!(
        manifest.contains("Kode QR menuju example.go.id/jentik"),
        "{manifest}"
    );
}

#[test]
fn a_code_that_a_channel_covers() {
    shown!(
        site("{whatsapp: false, instagram: false, facebook: [cover], youtube: false}").refused()
    );
}

#[test]
fn a_code_that_is_too_small_to_be_scanned() {
    let link = format!("https://example.go.id/jentik?{}", "kelurahan=".repeat(120));
    let campaign = "content/jentik/campaign.yaml";
    let site = site("{whatsapp: true, instagram: false, facebook: false, youtube: false}").change(
        campaign,
        "https://example.go.id/jentik",
        &link,
    );
    shown!(site.refused());
}
