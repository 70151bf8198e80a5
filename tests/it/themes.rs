//! Several themes in one site: campaigns that ask for one, and themes that build on another.

use std::collections::BTreeSet;

use image::{DynamicImage, Rgb, RgbImage};

use crate::{
    shown::shown,
    site::{Site, Tree},
};

const THEME: &str = "themes/pasar/theme.yaml";
const CAMPAIGN: &str = "content/pasar/campaign.yaml";

/// A ball in the light: every tone there is.
fn photograph() -> Vec<u8> {
    let ball = RgbImage::from_fn(600, 400, |x, y| {
        let (dx, dy) = (f64::from(x) - 260.0, f64::from(y) - 170.0);
        let light = (1.0 - dx.hypot(dy) / 360.0).clamp(0.0, 1.0) * 255.0;
        Rgb([light as u8, (light * 0.8) as u8, 90])
    });
    let mut out = std::io::Cursor::new(Vec::new());
    let jpeg = image::ImageFormat::Jpeg;
    DynamicImage::from(ball).write_to(&mut out, jpeg).unwrap();
    out.into_inner()
}

/// One campaign in the site's theme, and one in a theme that builds on it.
fn site() -> Site {
    let font = include_bytes!("../../themes/semarak/fonts/anybody-latin-standard-normal.woff2");
    Site::copied("themes")
        .with("themes/pasar/fonts/anybody.woff2", font)
        .with("content/pasar/pictures/kios.jpg", photograph())
}

fn pixels(tree: &Tree, path: &str) -> RgbImage {
    image::load_from_memory(&tree[path]).unwrap().into_rgb8()
}

/// How much of a picture is nearly of this colour.
fn share(picture: &RgbImage, colour: [u8; 3]) -> f64 {
    let near = |pixel: &&Rgb<u8>| pixel.0.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 24);
    let count = picture.pixels().filter(near).count();
    count as f64 / f64::from(picture.width() * picture.height())
}

#[test]
fn a_campaign_wears_its_own_theme_and_the_portal_the_sites() {
    let site = site().built();
    let public = site.tree("public");
    let page = |path: &str| String::from_utf8(public[path].clone()).unwrap();
    let own = page("pasar/index.html");
    assert!(own.contains("--brand-strong:#1f30dd;") && own.contains("--paper:#fffaf0;"));
    assert!(
        own.contains("src=\"../assets/themes/pasar/art/warung.svg\""),
        "{own}"
    );
    for path in ["index.html", "jentik/index.html", "404.html"] {
        assert!(page(path).contains("--brand-strong:#064b36"), "{path}");
        assert!(!page(path).contains("Tidak dipakai portal"), "{path}");
    }
    assert!(
        public.contains_key("assets/themes/pasar/pasar.css")
            && !public.contains_key("assets/pasar.css")
    );
    // what both have is published once
    assert!(own.contains("url(\"../assets/fonts/plus-jakarta-sans-latin-wght-normal.woff2\")"));
    assert!(own.contains("url(\"../assets/themes/pasar/fonts/anybody.woff2\")"));
    let fonts: BTreeSet<&String> = public
        .keys()
        .filter(|path| path.starts_with("assets/themes/pasar/fonts/"))
        .collect();
    assert_eq!(fonts.len(), 1, "{fonts:?}");
    let file = page("pasar/kit/page/pasar_flyer_id_v1.html");
    assert!(file.contains("--brand-strong:#1f30dd") && !file.contains("<link rel=\"stylesheet\""));
}

#[test]
fn a_theme_may_ask_for_its_script_with_a_tag_of_its_own() {
    let later = "<script data-src=\"{{ assets }}lugas.js\">{{ later | safe }}</script>";
    let base = include_str!("../../themes/lugas/pages/base.html");
    assert!(base.contains(later));
    let base = base.replace(
        later,
        "<script src=\"{{ assets }}lugas.js\" defer></script>",
    );
    let site = Site::copied("full").with("themes/lugas/pages/base.html", base);
    let tree = site.built().tree("public");
    let (_, file) = tree
        .iter()
        .find(|(path, _)| path.ends_with("_flyer_id_v2.html"))
        .unwrap();
    assert!(String::from_utf8_lossy(file).contains("canShare"));
}

#[test]
fn photographs_wear_the_inks_of_the_theme_on_pages_and_pictures() {
    let site = site().built();
    let public = site.tree("public");
    let (malam, langit) = ([0x15, 0x0a, 0x3d], [0xa6, 0xdc, 0xff]);
    let shown = pixels(&public, "pasar/pictures/kios.jpg");
    assert!(share(&shown, langit) > 0.2 && share(&shown, malam) > 0.2);
    assert!((0.15..0.25).contains(&share(&shown, [255; 3])));
    let paths = public
        .keys()
        .filter(|path| path.ends_with("_1080x1080_v1.jpg"));
    let squares: Vec<&String> = paths.collect();
    for path in squares.iter().filter(|path| path.contains("bawa-tas")) {
        let picture = pixels(&public, path);
        assert!(share(&picture, langit) > 0.1, "{path}");
        assert!(share(&picture, malam) > 0.3, "{path}");
        // lettering runs from margin to margin, and only there
        let row = |y: u32| -> Vec<u32> {
            let light = |x: &u32| picture.get_pixel(*x, y).0[1] > 120;
            (0..1080).filter(light).collect()
        };
        let inked: Vec<u32> = (650..1000).flat_map(row).collect();
        let (first, last) = (inked.iter().min().unwrap(), inked.iter().max().unwrap());
        assert!(
            (79..=83).contains(first) && (997..=1001).contains(last),
            "{first} {last}"
        );
    }
    assert!(squares.iter().any(|path| path.contains("bawa-tas")));
}

#[test]
fn a_title_is_lettered_in_the_lines_of_its_writer() {
    let post = "content/pasar/posts/01-bawa-tas.md";
    let bands = |site: Site| -> usize {
        let public = site.built().tree("public");
        let mut paths = public.keys();
        let path = paths.find(|path| path.ends_with("bawa-tas_square_id_1080x1080_v1.jpg"));
        let picture = pixels(&public, path.unwrap());
        let is_inked = |y: u32| (60..1020).any(|x| picture.get_pixel(x, y).0[1] > 120);
        let rows: Vec<bool> = (605..1080).map(is_inked).collect();
        rows.windows(2).filter(|two| two[1] && !two[0]).count()
    };
    assert_eq!(bands(site()), 2);
    let broken = "title: |\n  Bawa\n  tas *dari\n  rumah*";
    assert_eq!(
        bands(site().change(post, "title: \"Bawa tas dari *rumah*\"", broken)),
        3
    );
}

#[test]
fn a_change_of_a_theme_concerns_its_own_campaigns() {
    let keys = |site: &Site| {
        let plan = site.run(&["plan", "--json"]);
        assert_eq!(plan.code, 0, "{}", plan.stderr);
        let row = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
        let rows: Vec<_> = plan.stdout.lines().map(row).collect();
        let of = |folder: &str| -> BTreeSet<String> {
            let own = rows.iter().filter(|row| {
                let path = row["path"].as_str().unwrap_or_default();
                path.starts_with(folder)
            });
            own.map(|row| row["key"].to_string()).collect()
        };
        (of("jentik/"), of("pasar/"))
    };
    let before = site();
    let (jentik, pasar) = keys(&before);
    assert!(!jentik.is_empty() && !pasar.is_empty());
    let after = before.change(THEME, "#a6dcff", "#a6dcfe");
    let (same, other) = keys(&after);
    assert_eq!(jentik, same);
    assert!(pasar.is_disjoint(&other));
}

#[test]
fn a_theme_that_is_not_there() {
    shown!(
        site()
            .change(CAMPAIGN, "theme: pasar", "theme: pasat")
            .refused()
    );
}

#[test]
fn a_theme_that_extends_nothing() {
    shown!(
        site()
            .change(THEME, "extends: lugas", "extends: lugass")
            .refused()
    );
}

#[test]
fn a_theme_that_extends_itself() {
    shown!(
        site()
            .change(THEME, "extends: lugas", "extends: pasar")
            .refused()
    );
}

#[test]
fn a_theme_that_lacks_what_it_needs() {
    shown!(site().change(THEME, "extends: lugas\n", "").refused());
}

#[test]
fn a_treatment_of_an_unknown_ink() {
    shown!(site().change(THEME, "ink: malam", "ink: malan").refused());
}

#[test]
fn pages_ask_for_an_unknown_treatment() {
    shown!(
        site()
            .change(THEME, "page_treatment: lurik", "page_treatment: lurek")
            .refused()
    );
}

#[test]
fn a_template_asks_for_an_unknown_treatment() {
    let photo = "themes/pasar/social/photo.html";
    shown!(
        site()
            .change(photo, "by=\"lurik\"", "by=\"lurek\"")
            .refused()
    );
}

#[test]
fn a_site_takes_the_fonts_of_the_scripts_that_it_writes() {
    let fonts = |site: &Site| -> BTreeSet<String> {
        let files = site.tree("public").into_keys();
        let fonts = files.filter_map(|path| Some(path.strip_prefix("assets/fonts/")?.to_owned()));
        fonts.filter(|name| name.ends_with(".woff2")).collect()
    };
    let latin = Site::small().built();
    assert!(
        fonts(&latin)
            .iter()
            .all(|name| name.starts_with("plus-jakarta-sans-latin-")),
        "{:?}",
        fonts(&latin)
    );
    assert!(
        !latin
            .text("public/index.html")
            .contains("Noto Sans SC\";src")
    );
    let campaign = "content/jentik/campaign.yaml";
    let chinese = Site::small()
        .add(campaign, "\ntagline: \"防蚊 ini\"\n")
        .built();
    assert!(fonts(&chinese).contains("noto-sans-sc-chinese-simplified-400-normal.woff2"));
    assert!(
        chinese
            .text("public/index.html")
            .contains("Noto Sans SC\";src")
    );
}

#[test]
fn the_tag_for_samples_is_whole_below_a_full_list() {
    let site = Site::semarak();
    // the others take time, and are looked at elsewhere
    std::fs::remove_dir_all(site.path("content/pasar/posts")).unwrap();
    let site = site
        .with(
            "content/pasar/posts/09-list.md",
            "---\ntemplate: list\ntitle: Empat hal yang *tidak dilakukan mitra*\nitems:\n  \
             - Menerima uang, bingkisan, atau jamuan khusus\n  \
             - Memakai kartu identitas untuk urusan pribadi\n  \
             - Memotret warga, rumah, atau lembar jawaban\n  \
             - Mengunggah keseruan lapangan yang membuka data\n---\nPasar desa.\n",
        )
        .change("content/site.yaml", "x: false", "x: [post]")
        .built();
    let public = site.tree("public");
    let post = public.keys().find(|path| path.contains("list_post_id_"));
    let post = pixels(&public, post.unwrap());
    // down through the tag's left end, beside its letters, to the woven edge at 812
    let is_dark = |y: &u32| {
        post.get_pixel(72, *y)
            .0
            .iter()
            .all(|channel| *channel < 100)
    };
    let foot = (600..808).rev().find(is_dark).unwrap();
    let height = (600..=foot).rev().take_while(is_dark).count();
    assert!(
        height > 40,
        "{height} px of the tag are left, down to {foot}"
    );
}
