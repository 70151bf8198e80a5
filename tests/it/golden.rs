//! Pictures, compared with how they looked when a person last looked at them.

use std::{fs, path::Path};

use image::{DynamicImage, imageops::FilterType};

use crate::site::{Site, full_public};

/// How far a colour may be off, of 255, before a pixel counts as changed.
const TOLERANCE: u8 = 24;

/// How many of a thousand pixels may have changed.
const CHANGED: usize = 4;

/// Set to write the references anew; look at them before they are committed.
const RENEW: &str = "SEBAR_GOLDEN";

/// Compares a picture with the one of that name in `tests/golden/`.
fn looks_as_it_did(name: &str, made: &DynamicImage) {
    let made = made.to_rgb8();
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os(RENEW).is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        made.save(&path).unwrap();
    }
    let golden = image::open(&path).unwrap().into_rgb8();
    assert_eq!(made.dimensions(), golden.dimensions(), "{name}");
    let is_off = |(a, b): &(&image::Rgb<u8>, &image::Rgb<u8>)| {
        a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > TOLERANCE)
    };
    let changed = made.pixels().zip(golden.pixels()).filter(is_off).count();
    let pixels = (golden.width() * golden.height()) as usize;
    if changed * 1000 > CHANGED * pixels {
        let seen = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        made.save(&seen).unwrap();
        panic!(
            "{changed} of {pixels} pixels changed: compare {} with {}; if it is better, run with {RENEW}=1",
            seen.display(),
            path.display()
        );
    }
}

#[test]
fn a_post_looks_as_it_did() {
    let made = &full_public()["jentik/kit/social/jentik_kuras-bak_square_id_1080x1080_v2.png"];
    let made = image::load_from_memory(made).unwrap().thumbnail(270, 270);
    looks_as_it_did("square.png", &made);
}

/// Every kind of post in every shape, long and short, in four scripts, with and without pictures.
#[test]
fn every_kind_of_post_looks_as_it_did() {
    let site = Site::kinds();
    let run = site.run(&["sheet"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let sheet = image::open(site.path("sheet.png")).unwrap();
    let (width, height) = (sheet.width() / 3, sheet.height() / 3);
    let small = sheet.resize_exact(width, height, FilterType::Triangle);
    looks_as_it_did("kinds.png", &small);
}

/// The same in the festive theme, where lines are fitted by their width axis and photographs are woven.
#[test]
fn every_kind_of_post_in_semarak_looks_as_it_did() {
    let site = Site::semarak();
    let run = site.run(&["sheet"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stderr.contains("warning"), "{}", run.stderr);
    let sheet = image::open(site.path("sheet.png")).unwrap();
    let (width, height) = (sheet.width() / 4, sheet.height() / 4);
    let small = sheet.resize_exact(width, height, FilterType::Triangle);
    looks_as_it_did("semarak.png", &small);
}
