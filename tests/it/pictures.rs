//! Pictures as cameras and partners hand them in.

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage};

use crate::site::{POST, Site};

/// A small site whose flyer shows the picture `name`.
fn site_with(name: &str, bytes: &[u8]) -> Site {
    Site::small()
        .with(&format!("content/jentik/pictures/{name}"), bytes)
        .with(
            "content/jentik/pictures/pictures.yaml",
            format!("{name}: {{alt: Dua warna}}\n"),
        )
        .with(
            "content/jentik/flyer.md",
            format!("## Satu\n\n![]({name})\n\nIsi.\n"),
        )
        .built()
}

#[test]
fn a_photograph_whose_end_is_missing_is_told_once_as_the_writer_knows_it() {
    let noise = RgbImage::from_fn(200, 100, |x, y| {
        Rgb([(x * y) as u8, (x * 7) as u8, y as u8])
    });
    let whole = encoded(&noise, ImageFormat::Jpeg);
    let site = Site::small()
        .with("content/jentik/pictures/bak.jpg", &whole[..whole.len() / 2])
        .with(
            "content/jentik/pictures/pictures.yaml",
            "bak.jpg: {alt: Bak mandi}\n",
        )
        .with(
            POST,
            "---\ntemplate: photo\ntitle: Bak\npicture: bak.jpg\n---\nIsi.\n",
        )
        .with(
            "content/jentik/flyer.md",
            "## Satu\n\n![](bak.jpg)\n\nIsi.\n",
        );
    let said = site.refused();
    assert_eq!(said.matches("its end is missing").count(), 1, "{said}");
    assert!(said.contains("content/jentik/pictures/bak.jpg"), "{said}");
}

/// What the pages show of it; what no browser need know comes as PNG, under a name that says so.
fn on_pages(site: &Site, name: &str) -> DynamicImage {
    let (stem, extension) = name.rsplit_once('.').unwrap();
    let shown = match extension {
        "jpg" | "png" | "webp" => extension,
        _ => "png",
    };
    let path = format!("public/jentik/pictures/{stem}.{shown}");
    image::load_from_memory(&std::fs::read(site.path(&path)).unwrap()).unwrap()
}

/// Red on the left, blue on the right.
fn two_colours() -> RgbImage {
    RgbImage::from_fn(200, 100, |x, _| {
        if x < 100 {
            Rgb([220, 30, 30])
        } else {
            Rgb([30, 30, 220])
        }
    })
}

fn encoded(image: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn is_red(image: &DynamicImage, x: u32, y: u32) -> bool {
    let pixel = image.get_pixel(x, y);
    pixel[0] > 150 && pixel[2] < 100
}

#[test]
fn that_a_camera_held_upright_are_turned() {
    let jpeg = encoded(&two_colours(), ImageFormat::Jpeg);
    // EXIF: orientation 6, to be turned a quarter clockwise (TIFF, little-endian, one entry)
    let mut exif =
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    let length = u16::try_from(exif.len() + 2).unwrap();
    let mut turned = jpeg[..2].to_vec();
    turned.extend([0xff, 0xe1]);
    turned.extend(length.to_be_bytes());
    turned.append(&mut exif);
    turned.extend(&jpeg[2..]);
    let site = site_with("bak.jpg", &turned);
    let shown = on_pages(&site, "bak.jpg");
    assert_eq!(shown.dimensions(), (100, 200));
    assert!(is_red(&shown, 50, 20) && !is_red(&shown, 50, 180));
    let bytes = std::fs::read(site.path("public/jentik/pictures/bak.jpg")).unwrap();
    assert!(
        !bytes.windows(4).any(|four| four == b"Exif"),
        "what the camera noted is published"
    );
}

#[test]
fn in_the_colours_of_printers() {
    let cmyk = include_bytes!("../sites/pictures/cmyk.jpg");
    let shown = on_pages(&site_with("bak.jpg", cmyk), "bak.jpg");
    assert!(is_red(&shown, 4, 4), "{:?}", shown.get_pixel(4, 4));
}

#[test]
fn that_move_are_shown_by_their_first_frame() {
    let mut gif = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut gif);
        let frame = |colour| {
            image::Frame::new(DynamicImage::from(RgbImage::from_pixel(80, 40, colour)).into_rgba8())
        };
        encoder
            .encode_frames([Rgb([220, 30, 30]), Rgb([30, 30, 220])].map(frame))
            .unwrap();
    }
    let site = site_with("bak.gif", &gif);
    assert!(is_red(&on_pages(&site, "bak.gif"), 40, 20));
}

#[test]
fn of_every_kind_are_taken() {
    for (name, format) in [
        ("bak.png", ImageFormat::Png),
        ("bak.webp", ImageFormat::WebP),
        ("bak.bmp", ImageFormat::Bmp),
        ("bak.tif", ImageFormat::Tiff),
        // the bytes say what it is, not the name
        ("bak.jpg", ImageFormat::Png),
    ] {
        let site = site_with(name, &encoded(&two_colours(), format));
        let shown = on_pages(&site, name);
        assert!(is_red(&shown, 10, 50) && !is_red(&shown, 190, 50), "{name}");
    }
}

#[test]
fn photographs_go_out_as_jpeg() {
    // as large as its place: a smaller one is refused
    let large = RgbImage::from_pixel(2000, 1200, Rgb([220, 30, 30]));
    let site = Site::small()
        .with(
            "content/jentik/pictures/bak.jpg",
            encoded(&large, ImageFormat::Jpeg),
        )
        .with(
            "content/jentik/pictures/pictures.yaml",
            "bak.jpg: {alt: Merah}\n",
        )
        .change(POST, "title:", "picture: bak.jpg\ntitle:")
        .built();
    let path = "public/jentik/kit/social/jentik_kuras-bak_post_id_1600x900_v1.jpg";
    let bytes = std::fs::read(site.path(path)).unwrap();
    assert_eq!(image::guess_format(&bytes).unwrap(), ImageFormat::Jpeg);
}
