//! One picture, compared with how it looked when a person last looked at it.

use std::{fs, path::Path};

use crate::site::full_public;

/// How far a colour may be off, of 255, before a pixel counts as changed.
const TOLERANCE: u8 = 24;

/// How many of a thousand pixels may have changed.
const CHANGED: usize = 4;

/// Set to write the reference anew; look at it before it is committed.
const RENEW: &str = "SEBAR_GOLDEN";

#[test]
fn a_post_looks_as_it_did() {
    let made = &full_public()["jentik/kit/social/jentik_kuras-bak_square_id_1080x1080_v2.png"];
    let made = image::load_from_memory(made)
        .unwrap()
        .thumbnail(270, 270)
        .into_rgb8();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/square.png");
    if std::env::var_os(RENEW).is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        made.save(&path).unwrap();
    }
    let golden = image::open(&path).unwrap().into_rgb8();
    assert_eq!(made.dimensions(), golden.dimensions());
    let is_off = |(a, b): &(&image::Rgb<u8>, &image::Rgb<u8>)| {
        a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > TOLERANCE)
    };
    let changed = made.pixels().zip(golden.pixels()).filter(is_off).count();
    let pixels = (golden.width() * golden.height()) as usize;
    if changed * 1000 > CHANGED * pixels {
        let seen = Path::new(env!("CARGO_TARGET_TMPDIR")).join("square.png");
        made.save(&seen).unwrap();
        panic!(
            "{changed} of {pixels} pixels changed: compare {} with {}; if it is better, run with {RENEW}=1",
            seen.display(),
            path.display()
        );
    }
}
