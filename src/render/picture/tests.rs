#![allow(clippy::unwrap_used, clippy::panic)]

use std::{
    io::Cursor,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};
use libjpeg_turbo_rs::{ColorSpace, Encoder, PixelFormat};
use moxcms::ColorProfile;

use super::{
    decode::{self, decode},
    scale::scale,
    *,
};
use crate::{
    layout::{Images, Looked, Medium, NoPicture, Part, Wanted},
    source::fingerprint,
    theme::{Ink, Stripes, Treatment, Treatments},
};

const RED: [u8; 3] = [200, 30, 20];
const BLUE: [u8; 3] = [20, 40, 190];

/// Red on the left half, blue on the right half: 60 × 40.
fn two_colours() -> RgbImage {
    RgbImage::from_fn(60, 40, |x, _| image::Rgb(if x < 30 { RED } else { BLUE }))
}

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// As a camera or an editor writes it, with what it noted in Exif, and with its colour profile.
fn jpeg(exif: Option<&[u8]>, profile: Option<&[u8]>) -> Vec<u8> {
    let pixels = two_colours();
    let mut encoder = Encoder::new(&pixels, 60, 40, PixelFormat::Rgb).quality(95);
    if let Some(exif) = exif {
        encoder = encoder.exif_data(exif);
    }
    if let Some(profile) = profile {
        encoder = encoder.icc_profile(profile);
    }
    encoder.encode().unwrap()
}

/// The pixel at a place, and whether it is nearly `colour`.
fn is_near(pixels: &decode::Pixels, (x, y): (u32, u32), colour: [u8; 3]) -> bool {
    let channels = if pixels.has_alpha { 4 } else { 3 };
    let at = (y * pixels.width + x) as usize * channels;
    let pixel = &pixels.bytes[at..at + 3];
    let near = pixel.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 12);
    assert!(near, "{pixel:?} is not {colour:?}");
    near
}

fn code(result: Result<impl std::fmt::Debug, Diagnostic>) -> Code {
    result.unwrap_err().code
}

#[test]
fn every_format_is_known_by_its_content() {
    for format in [
        ImageFormat::Png,
        ImageFormat::Gif,
        ImageFormat::WebP,
        ImageFormat::Tiff,
        ImageFormat::Bmp,
    ] {
        let bytes = encoded(two_colours(), format);
        let known = inspect("name.jpg", &bytes).unwrap();
        assert_eq!((known.width, known.height), (60, 40), "{format:?}");
        let pixels = decode("name.jpg", &bytes).unwrap();
        assert!(!pixels.has_alpha, "{format:?}");
        is_near(&pixels, (5, 20), RED);
        is_near(&pixels, (55, 20), BLUE);
    }
}

#[test]
fn a_camera_that_was_turned_gives_an_upright_picture() {
    // TIFF header, one entry: tag 0x0112 (orientation), SHORT, one value: 6, a quarter turn
    let mut exif = b"II*\0\x08\0\0\0\x01\0".to_vec();
    exif.extend_from_slice(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0");
    let bytes = jpeg(Some(&exif), None);
    let known = inspect("a.jpg", &bytes).unwrap();
    assert_eq!((known.width, known.height), (40, 60));
    let pixels = decode("a.jpg", &bytes).unwrap();
    assert_eq!((pixels.width, pixels.height), (40, 60));
    is_near(&pixels, (20, 5), RED);
    is_near(&pixels, (20, 55), BLUE);
}

#[test]
fn inks_become_light() {
    // no cyan, full magenta and yellow: red; full cyan and magenta: blue; files hold what is left white
    let inks: Vec<u8> = (0..60 * 40)
        .flat_map(|at| {
            if at % 60 < 30 {
                [255, 0, 0, 255]
            } else {
                [0, 0, 255, 255]
            }
        })
        .collect();
    for kind in [ColorSpace::Cmyk, ColorSpace::Ycck] {
        let encoder = Encoder::new(&inks, 60, 40, PixelFormat::Cmyk).quality(95);
        let bytes = encoder.colorspace(kind).encode().unwrap();
        let pixels = decode("a.jpg", &bytes).unwrap();
        is_near(&pixels, (5, 20), [255, 0, 0]);
        is_near(&pixels, (55, 20), [0, 0, 255]);
    }
}

#[test]
fn another_colour_space_becomes_srgb() {
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let bytes = jpeg(None, Some(&profile));
    let pixels = decode("a.jpg", &bytes).unwrap();
    // Display P3 is wider: its red is beyond sRGB's, so the numbers move apart
    assert!(pixels.bytes[0] > RED[0] + 10, "{:?}", &pixels.bytes[..3]);
    let srgb = ColorProfile::new_srgb().encode().unwrap();
    let bytes = jpeg(None, Some(&srgb));
    is_near(&decode("a.jpg", &bytes).unwrap(), (5, 20), RED);
}

#[test]
fn transparency_is_kept_where_there_is_any() {
    let clear = RgbaImage::from_pixel(4, 4, image::Rgba([9, 9, 9, 128]));
    let pixels = decode("a.png", &encoded(clear, ImageFormat::Png)).unwrap();
    assert!(pixels.has_alpha);
    let opaque = RgbaImage::from_pixel(4, 4, image::Rgba([9, 8, 7, 255]));
    let pixels = decode("a.png", &encoded(opaque, ImageFormat::Png)).unwrap();
    assert_eq!(
        (pixels.has_alpha, &pixels.bytes[..3]),
        (false, &[9, 8, 7][..])
    );
}

#[test]
fn what_is_no_picture_is_refused_with_advice() {
    let png = encoded(two_colours(), ImageFormat::Png);
    let whole = jpeg(None, None);
    for bytes in [
        &b""[..],
        b"hello",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        &png[..png.len() / 2],
        &whole[..whole.len() / 2],
        b"<svg",
        b"\xff\xd8\xff\xe0",
    ] {
        let problem = verify("a.jpg", bytes).unwrap_err();
        assert_eq!(problem.code, Code::BadPicture, "{bytes:?}");
    }
    let heic = verify("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").unwrap_err();
    assert!(heic.message.contains("HEIC"));
}

#[test]
fn a_huge_picture_is_refused_before_it_is_decoded() {
    let mut bytes = encoded(two_colours(), ImageFormat::Bmp);
    // width and height of a BMP are at 18 and 22
    bytes[18..22].copy_from_slice(&20_000_u32.to_le_bytes());
    bytes[22..26].copy_from_slice(&20_000_u32.to_le_bytes());
    assert_eq!(code(inspect("a.bmp", &bytes)), Code::HugePicture);
}

#[test]
fn a_photograph_that_is_known_is_read_when_it_is_decoded() {
    let reads = AtomicUsize::new(0);
    let bytes: Arc<[u8]> = encoded(two_colours(), ImageFormat::Png).into();
    let known = Known {
        fingerprint: fingerprint(&bytes),
        width: 60,
        height: 40,
    };
    let pixels = PixelCache::default();
    let store = || {
        let read = |_: &str| {
            reads.fetch_add(1, Ordering::Relaxed);
            Some(Arc::clone(&bytes))
        };
        PictureStore::sharing(&pixels, read).knowing(|src| (src == "a.png").then_some(known))
    };
    let read = || reads.load(Ordering::Relaxed);
    let size = |store: &PictureStore, src: &str| match store.look_up(src) {
        Ok(Looked::Raster { width, height }) => (width, height),
        other => panic!("{other:?}"),
    };
    let wanted = Wanted::whole(30, 20);
    let first = store();
    assert_eq!(size(&first, "a.png"), (60, 40));
    assert_eq!(read(), 0);
    first.provide("a.png", wanted, Medium::Print).unwrap();
    assert_eq!(read(), 1);
    // the same one in another campaign
    let second = store();
    assert_eq!(size(&second, "a.png"), (60, 40));
    second.provide("a.png", wanted, Medium::Print).unwrap();
    assert_eq!(read(), 1);
    // others are looked at
    assert_eq!(size(&second, "b.png"), (60, 40));
    assert_eq!(read(), 2);
}

#[test]
fn a_file_that_only_begins_like_the_inside_of_a_jpeg_is_read_whole() {
    // the length of a BMP stands where a JPEG has its first marker: 0xff, start of scan
    let bitmap = DynamicImage::from(RgbImage::new(73, 254));
    let mut bytes = encoded(bitmap, ImageFormat::Bmp);
    bytes.resize(0xdaff, 0);
    bytes[2..4].copy_from_slice(&[0xff, 0xda]);
    let found = inspect("a.bmp", &bytes).unwrap();
    assert_eq!((found.width, found.height), (73, 254));
}

#[test]
fn a_store_reads_and_scales_once() {
    let reads = AtomicUsize::new(0);
    let bytes: Arc<[u8]> = encoded(two_colours(), ImageFormat::Png).into();
    let store = PictureStore::new(|src: &str| {
        reads.fetch_add(1, Ordering::Relaxed);
        (src == "a.png").then(|| Arc::clone(&bytes))
    });
    for _ in 0..3 {
        let looked = store.look_up("a.png").unwrap();
        assert!(matches!(
            looked,
            Looked::Raster {
                width: 60,
                height: 40
            }
        ));
        assert!(
            store
                .provide("a.png", Wanted::whole(30, 20), Medium::Screen)
                .is_ok()
        );
        assert!(
            store
                .provide("a.png", Wanted::whole(30, 20), Medium::Print)
                .is_ok()
        );
    }
    assert_eq!(reads.load(Ordering::Relaxed), 1);
    assert!(matches!(store.look_up("b.png"), Err(NoPicture::Missing)));
}

#[test]
fn only_the_part_that_is_shown_is_scaled() {
    let pixels = decode("a.png", &encoded(two_colours(), ImageFormat::Png)).unwrap();
    let wanted = |left: f64| Wanted {
        width: 90,
        height: 120,
        part: Some(Part::new([left, 0.0, 30.0, 40.0])),
    };
    let part = |left: f64| scale(&pixels, wanted(left), Medium::Screen).unwrap();
    assert_eq!((part(0.0).width, part(0.0).height), (90, 120));
    assert!(is_near(&part(0.0), (85, 60), RED));
    assert!(is_near(&part(30.0), (5, 60), BLUE));
    // from the middle of a pixel on
    assert!(is_near(&part(14.5), (40, 60), RED) && is_near(&part(14.5), (50, 60), BLUE));
}

#[test]
fn pages_get_small_pictures_without_metadata() {
    let large = DynamicImage::from(two_colours()).resize_exact(
        2000,
        1000,
        image::imageops::FilterType::Nearest,
    );
    let png = encoded(large, ImageFormat::Png);
    let files = web_sizes("foto.jpg", ("foto.png", &png), None, &PixelCache::default()).unwrap();
    let sizes: Vec<_> = files
        .iter()
        .map(|(name, bytes)| {
            let size = inspect(name, bytes).unwrap();
            (name.as_str(), size.width, size.height)
        })
        .collect();
    assert_eq!(
        sizes,
        [
            ("foto-480.webp", 480, 240),
            ("foto-960.webp", 960, 480),
            ("foto.jpg", 1600, 800)
        ]
    );
    assert!(files[2].1.starts_with(b"\xff\xd8\xff"));
    assert_eq!(web_widths("a.png", 300), [("a.png".to_owned(), 300)]);
}

fn lurik(ground: &[Ink]) -> Treatment {
    Treatment {
        darks: ([21, 10, 61], 0.1),
        ground: ground.to_vec(),
        lights: ([255; 3], 0.1),
        stripes: Some(Stripes {
            across: 20,
            most: 0.92,
        }),
    }
}

/// Black on the left to white on the right, clear on its lower half.
fn ramp() -> Vec<u8> {
    let ramp = RgbaImage::from_fn(200, 100, |x, y| {
        let light = (x * 255 / 199) as u8;
        image::Rgba([light, light, light, if y < 50 { 255 } else { 0 }])
    });
    encoded(ramp, ImageFormat::Png)
}

fn treated(bytes: &[u8], treatment: &Treatment, width: u32, height: u32) -> decode::Pixels {
    let pixels = decode("a.png", bytes).unwrap();
    weave::treat(&pixels, treatment, Wanted::whole(width, height)).unwrap()
}

#[test]
fn stripes_grow_with_the_dark_and_stop_at_the_lights() {
    const GROUND: Ink = [166, 220, 255];
    let pixels = treated(&ramp(), &lurik(&[GROUND]), 400, 200);
    let row = &pixels.bytes[60 * 400 * 4..61 * 400 * 4];
    // 20 stripes of 20 pixels
    let dark = |stripe: usize| -> usize {
        let cell = row[stripe * 80..(stripe + 1) * 80].chunks_exact(4);
        cell.filter(|pixel| pixel[..3] == [21, 10, 61]).count()
    };
    let thickness: Vec<usize> = (0..20).map(dark).collect();
    assert!(thickness.is_sorted_by(|a, b| a >= b), "{thickness:?}");
    assert_eq!(thickness[0], 20, "the darkest tenth is solid");
    assert!((3..=18).contains(&thickness[8]), "{thickness:?}");
    assert_eq!(thickness[19], 0);
    let pixel = |x: usize| &row[x * 4..x * 4 + 3];
    assert_eq!(pixel(395), [255; 3], "the lightest tenth");
    assert_eq!(pixel(200), GROUND, "between two stripes");
    // edges are a pixel wide: hardly a colour is none of the three
    let mixed = row.chunks_exact(4).filter(|pixel| {
        ![[21, 10, 61], GROUND, [255; 3]].contains(&[pixel[0], pixel[1], pixel[2]])
    });
    assert!(mixed.count() < 60);
}

#[test]
fn a_part_of_a_treated_picture_is_cut_out_of_the_whole() {
    let treatment = lurik(&[[166, 220, 255]]);
    let whole = treated(&ramp(), &treatment, 400, 200);
    // the right half of the upper half, of a picture that counts as 800 pixels wide
    let part = Part::new([400.0, 0.0, 400.0, 200.0]);
    let wanted = Wanted {
        width: 200,
        height: 100,
        part: Some(part),
    };
    let pixels = decode("a.png", &ramp()).unwrap();
    let cut = weave::treat(&pixels, &treatment, wanted).unwrap();
    assert_eq!((cut.width, cut.height), (200, 100));
    for row in [0, 50, 99] {
        let at = (row * 400 + 200) * 4;
        assert_eq!(cut.bytes[row * 800..][..800], whole.bytes[at..][..800]);
    }
}

#[test]
fn a_treated_cut_out_stays_clear_and_sharp_at_any_size() {
    let treatment = lurik(&[[255, 102, 173], [166, 220, 255]]);
    let large = treated(&ramp(), &treatment, 800, 400);
    assert!(large.has_alpha);
    let alpha = |y: usize| large.bytes[(y * 800 + 300) * 4 + 3];
    assert_eq!((alpha(190), alpha(210)), (255, 0));
    assert_eq!(weave::size(200, 100), (800, 400));
    assert_eq!(weave::size(5000, 100), (5000, 100));
    // the same bytes each time, and one stripe more or less is another picture
    assert_eq!(large.bytes, treated(&ramp(), &treatment, 800, 400).bytes);
    // what has no tones at all, or is as small as can be, is drawn as well
    let flat = encoded(
        RgbImage::from_pixel(3, 2, image::Rgb(RED)),
        ImageFormat::Png,
    );
    assert_eq!(treated(&flat, &treatment, 1, 1).bytes.len(), 3);
    let inks = Treatment {
        stripes: None,
        ..lurik(&[])
    };
    assert_eq!(treated(&flat, &inks, 30, 20).bytes.len(), 1800);
}

#[test]
fn the_store_treats_photographs_and_leaves_drawings() {
    let known = Treatments::from([("lurik".to_owned(), lurik(&[[166, 220, 255]]))]);
    let read = |src: &str| -> Option<Arc<[u8]>> {
        match src {
            "picture/a.png" => Some(ramp().into()),
            "picture/b.svg" => Some(
                b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'/>"
                    .as_slice()
                    .into(),
            ),
            _ => None,
        }
    };
    let store = PictureStore::new(read).treating(&known);
    let size = |src: &str| match store.look_up(src).unwrap() {
        Looked::Raster { width, height } => (width, height),
        Looked::Vector(drawing) => {
            let (width, height) = drawing.size();
            (width as u32, height as u32)
        }
    };
    assert_eq!(size("picture/a.png"), (200, 100));
    assert_eq!(size("picture/a.png?treatment=lurik&stripes=30"), (800, 400));
    assert_eq!(size("picture/b.svg?treatment=lurik"), (4, 2));
    let none = store.look_up("picture/a.png?treatment=batik").unwrap_err();
    assert_eq!(none, NoPicture::Missing);
    for src in ["picture/a.png", "picture/a.png?treatment=lurik"] {
        for medium in [Medium::Screen, Medium::Print] {
            assert!(
                store.provide(src, Wanted::whole(100, 50), medium).is_ok(),
                "{src}"
            );
        }
    }
}
