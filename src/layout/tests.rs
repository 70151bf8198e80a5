#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use super::*;

struct Shelf;

impl Images for Shelf {
    fn look_up(&self, src: &str) -> Result<Looked, NoPicture> {
        match src {
            "photo.jpg" => Ok(Looked::Raster {
                width: 1200,
                height: 800,
            }),
            "small.jpg" => Ok(Looked::Raster {
                width: 30,
                height: 20,
            }),
            "art.svg" => Drawing::parse(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'>\
                 <rect width='20' height='10' fill='#f00'/></svg>",
            )
            .map(Looked::Vector)
            .map_err(|_| NoPicture::Missing),
            _ => Err(NoPicture::Missing),
        }
    }

    fn provide(&self, _: &str, wanted: Wanted, _: Medium) -> Result<Picture, NoPicture> {
        let Wanted { width, height, .. } = wanted;
        let blue = [0, 0, 255, 255].repeat((width * height) as usize);
        Picture::from_premultiplied(blue, width, height).ok_or(NoPicture::Missing)
    }
}

fn fonts() -> FontSet {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/lugas/fonts");
    let mut fonts = FontSet::new();
    for name in ["plus-jakarta-sans-latin-wght-normal", "twemoji"] {
        let bytes = std::fs::read(folder.join(format!("{name}.woff2"))).unwrap();
        fonts.register(name, None, &bytes).unwrap();
    }
    fonts
}

const STYLE: &str = "html, body { margin: 0; height: 100% } \
    body { font: 20px/1.2 'Plus Jakarta Sans', 'Twemoji Mozilla' } ";

fn document(css: &str, body: &str) -> String {
    format!(
        "<html lang=id><head><title>x</title><style>{STYLE}{css}</style></head><body>{body}</body></html>"
    )
}

const SQUARE: Canvas = Canvas::Pixels {
    width: 400,
    height: 400,
    scale: 1.0,
};

fn laid_on(canvas: Canvas, css: &str, body: &str) -> LaidOut {
    let fonts = fonts();
    let page = Page {
        canvas,
        fit: FitRange { min: 0.5, max: 1.0 },
        lang: "id",
        fonts: &fonts,
        images: &Shelf,
    };
    let html = |fit: f64| Ok(document(&format!(":root {{ --fit: {fit} }} {css}"), body));
    lay_out(&page, &html).unwrap()
}

fn laid(css: &str, body: &str) -> LaidOut {
    laid_on(SQUARE, css, body)
}

/// What is cut, and in which box.
fn cut(css: &str, body: &str) -> Vec<(String, String)> {
    let findings = laid(css, body).findings.into_iter();
    findings
        .filter_map(|finding| match finding {
            Finding::Cut { text, within, .. } => Some((text, within)),
            _ => None,
        })
        .collect()
}

#[test]
fn text_shrinks_until_it_fits_and_no_further() {
    let css = ".box { width: 300px; height: 90px; overflow: hidden } \
               h1 { margin: 0; font-size: calc(var(--fit) * 60px); line-height: 1 }";
    let fits = |fit: f64| {
        let fixed = css.replace("var(--fit)", &fit.to_string());
        cut(&fixed, "<div class=box><h1>Petugas resmi</h1></div>").is_empty()
    };
    let found = laid(css, "<div class=box><h1>Petugas resmi</h1></div>");
    assert_eq!(found.findings, []);
    assert!((0.5..1.0).contains(&found.fit), "{}", found.fit);
    assert!(fits(found.fit) && !fits(found.fit + 0.011));
}

#[test]
fn text_that_never_fits_is_named_with_its_box() {
    let css = ".panel { width: 100px; height: 30px; overflow: hidden } p { margin: 0 }";
    let body = "<div id=cover><div class=panel><p>satu</p><p>dua</p></div></div>";
    assert_eq!(
        cut(css, body),
        [("dua".to_owned(), "panel cover".to_owned())]
    );
    assert!((laid(css, body).fit - 0.5).abs() < 1e-9);
}

#[test]
fn text_outside_the_canvas_is_cut() {
    let css = "p { position: absolute; margin: 0 } .a { left: 390px } .b { top: -30px } .c { top: 350px }";
    let body = "<p class=a>satu</p><p class=b>dua</p><p class=c>tiga</p>";
    let texts: Vec<String> = cut(css, body).into_iter().map(|(text, _)| text).collect();
    assert_eq!(texts, ["satu", "dua"]);
}

#[test]
fn tight_lines_are_no_false_alarm() {
    // the font's own box is 1.26 em high, its capitals 0.7: only ink counts
    let css = "div { overflow: hidden; font-size: 50px; line-height: .75; height: 40px }";
    assert_eq!(cut(css, "<div>TEMUI</div>"), []);
    assert_eq!(cut(css, "<div>gajah</div>").len(), 1);
}

#[test]
fn an_absolute_box_leaves_a_clip_that_does_not_hold_it() {
    let css = ".clip { overflow: hidden; height: 10px; width: 10px } \
               .out { position: absolute; top: 100px; left: 100px } .holder { position: relative }";
    let body = "<div class=clip><div class=out>bebas</div></div>";
    assert_eq!(cut(css, body), []);
    let held = "<div class='clip holder'><div class=out>tertahan</div></div>";
    assert_eq!(cut(css, held).len(), 1);
}

#[test]
fn turned_boxes_are_measured_in_their_own_space() {
    let css = ".t { transform: rotate(30deg); overflow: hidden; width: 200px; height: 40px; \
               margin: 100px; white-space: nowrap }";
    assert_eq!(cut(css, "<div class=t>Agak miring</div>"), []);
    assert_eq!(
        cut(css, "<div class=t>Agak miring dan terlalu panjang</div>").len(),
        1
    );
}

#[test]
fn rounded_corners_cut_what_is_in_them() {
    let css = ".r { border-radius: 60px; overflow: hidden; width: 120px; height: 120px } \
               .m { padding-top: 45px; text-align: center }";
    assert_eq!(cut(css, "<div class='r m'>tengah</div>"), []);
    assert_eq!(cut(css, "<div class=r>pojok</div>").len(), 1);
}

#[test]
fn an_ellipsis_is_text_that_is_cut_and_a_hyphen_is_not() {
    let css = ".e { width: 100px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis } \
               .h { width: 100px }";
    assert_eq!(cut(css, "<p class=e>terlalu panjang sekali</p>").len(), 1);
    let hyphened = laid(css, "<p class=h>pem&shy;be&shy;ri&shy;tahu&shy;an</p>");
    assert_eq!(hyphened.findings, []);
    assert_eq!(hyphened.text, "pemberitahuan");
}

#[test]
fn hidden_text_is_neither_said_nor_cut() {
    let css = ".v { visibility: hidden } .d { display: none } .o { position: absolute; top: -99px } \
               .g { background: linear-gradient(red, blue); background-clip: text; color: transparent }";
    let body = "<p class='v o'>tak tampak</p><p class=d>tiada</p><p>ada <b>di sini</b></p><p class=g>warna</p>";
    let found = laid(css, body);
    assert_eq!(found.findings, []);
    assert_eq!(found.text, "ada di sini\nwarna");
}

#[test]
fn missing_characters_are_named() {
    let found = laid("", "<p id=x>Aksara ᬅ dan ᬓ, 😀</p>");
    let [
        Finding::MissingGlyph {
            characters, within, ..
        },
    ] = &found.findings[..]
    else {
        panic!("{:?}", found.findings);
    };
    assert_eq!((characters.as_str(), within.as_str()), ("ᬅᬓ", "x"));
    assert!(found.text.contains('😀'));
}

#[test]
fn pictures_are_asked_for_as_large_as_they_are_drawn() {
    let css = "img { display: block; width: 300px; height: 100px; object-fit: cover } \
               div { width: 100px; height: 100px; background: url(photo.jpg) center / cover }";
    let found = laid(css, "<img src=photo.jpg alt=''><div></div>");
    let sizes: Vec<_> = found.pictures.iter().map(|used| &used.rect[2..]).collect();
    assert_eq!(sizes, [[300.0, 200.0], [150.0, 100.0]]);
    assert_eq!(found.sources.0["photo.jpg"].wanted, Wanted::whole(300, 200));
}

#[test]
fn what_a_box_cuts_off_is_not_asked_for() {
    let css = "img { display: block; width: 300px; height: 100px; object-fit: cover; \
               object-position: 50% 100% }";
    let found = laid(css, "<img src=photo.jpg alt=''>");
    assert_eq!(found.pictures[0].rect[2..], [300.0, 200.0]);
    let lower_half = Some(Part::new([0.0, 400.0, 1200.0, 400.0]));
    let wanted = |width, height| Wanted {
        width,
        height,
        part: lower_half,
    };
    assert_eq!(found.sources.0["photo.jpg"].wanted, wanted(300, 100));
    // twice the pixels, twice the size
    let twice = Canvas::pixels(800, 800, 400.0);
    let found = laid_on(twice, css, "<img src=photo.jpg alt=''>");
    assert_eq!(found.sources.0["photo.jpg"].wanted, wanted(600, 200));
    // an image has all its pixels made once, paper takes what there is
    let small = "<img src=small.jpg alt=''>";
    let found = laid(css, small);
    assert_eq!(found.sources.0["small.jpg"].wanted.width, 300);
    let found = laid_on(Canvas::plain(100.0, 100.0, 1), css, small);
    assert_eq!(found.sources.0["small.jpg"].wanted.width, 30);
    // two boxes that show different parts need all of it
    let twice = "<img src=photo.jpg alt=''><img src=photo.jpg alt=''>";
    let found = laid(css, twice);
    assert_eq!(found.sources.0["photo.jpg"].wanted, Wanted::whole(300, 200));
}

#[test]
fn boxes_with_a_size_of_their_own_stand_apart_from_their_picture() {
    let apart = |css: &str, body: &str| laid(css, body).sources.0["photo.jpg"].apart;
    let one = "<div><img src=photo.jpg alt=''></div>";
    let sized = "img { width: 60px; height: 2em }";
    assert!(apart(sized, one));
    assert!(apart(
        "div { position: relative; width: 90px; height: 40px } \
         img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover }",
        one
    ));
    for asks in [
        "img { width: 60px }",
        "img { width: 100%; height: 60px }",
        "img { width: 60px; height: 40px; object-fit: none }",
        "img { width: 60px; height: 40px; max-width: 50% }",
        "img { position: absolute; inset: 0; width: auto; height: 100% }",
        // an item of a flex container is no smaller than what is in it
        "div { display: flex } img { width: 60px; height: 40px }",
    ] {
        assert!(!apart(asks, one), "{asks}");
    }
    // each of its boxes counts
    let css = format!("{sized} p img {{ width: auto }}");
    let twice = "<div><img src=photo.jpg alt=''></div><p><img src=photo.jpg alt=''></p>";
    assert!(!apart(&css, twice));
}

#[test]
fn what_stands_apart_is_not_laid_out_for_a_background() {
    // as a background it is drawn in its own size, so that fewer pixels would be drawn smaller
    let css = "img { width: 60px; height: 40px } \
               div { width: 300px; height: 300px; background: url(photo.jpg) no-repeat }";
    let found = laid(css, "<img src=photo.jpg alt=''><div></div>");
    assert!(found.sources.0["photo.jpg"].apart);
    assert_eq!(
        found.sources.0["photo.jpg"].wanted,
        Wanted::whole(1200, 800)
    );
}

#[test]
fn a_picture_whose_own_size_matters_keeps_it() {
    let css = "img { max-width: 100% } div { width: 200px }";
    let own = laid(css, "<img src=small.jpg alt=''>");
    assert_eq!(own.pictures[0].rect[2..], [30.0, 20.0]);
    // scaled to 200 pixels this one is still 200 wide
    let found = laid(css, "<div><img src=photo.jpg alt=''></div>");
    assert_eq!(found.sources.0["photo.jpg"].wanted.width, 200);
    // a size that follows from the picture's: scaling it would shrink it again
    let half = laid(
        "div { display: flex } img { width: 50%; max-width: 50% } div { width: max-content }",
        "<div><img src=photo.jpg alt=''></div>",
    );
    let drawn = (
        half.pictures[0].rect[2],
        half.sources.0["photo.jpg"].wanted.width,
    );
    assert!(drawn.0 as u32 == drawn.1 || drawn.1 == 1200, "{drawn:?}");
}

#[test]
fn small_and_missing_pictures_are_found() {
    let css = "img { width: 120px; height: 80px } .bg { height: 9px; background: url(tiada.svg) }";
    let found = laid(
        css,
        "<img src=small.jpg alt=''><img src=art.svg alt=''><div class=bg></div>",
    );
    let [
        Finding::MissingPicture { src },
        Finding::Enlarged { factor, .. },
    ] = &found.findings[..]
    else {
        panic!("{:?}", found.findings);
    };
    assert_eq!(src, "tiada.svg");
    assert!((factor - 4.0).abs() < 0.01);
}

#[test]
fn pixels_are_drawn_where_they_were_laid_out() {
    let css = "img { position: absolute; left: 100px; top: 0; width: 90px; height: 60px } \
               .s { top: 100px; width: 20px; height: 10px }";
    let fonts = fonts();
    let page = Page {
        canvas: SQUARE,
        fit: FitRange::default(),
        lang: "id",
        fonts: &fonts,
        images: &Shelf,
    };
    let html = document(
        css,
        "<img src=photo.jpg alt=''><img class=s src=art.svg alt=''>",
    );
    let laid = lay_out(&page, &|_| Ok(html.clone())).unwrap();
    let drawn = draw(&page, &laid).unwrap();
    let at = |x: usize, y: usize| &drawn.rgba[(y * 400 + x) * 4..][..4];
    assert_eq!(at(145, 30), [0, 0, 255, 255]);
    assert_eq!(at(110, 105), [255, 0, 0, 255]);
    assert_eq!(at(50, 30)[3], 0);
}

const SHEET: Canvas = Canvas::Sheet {
    width: 100.0,
    height: 50.0,
    bleed: 0.0,
    keep: 0.0,
    pages: 2,
};

const SIDES: &str = ".side { width: 100mm; height: 50mm; overflow: hidden; break-after: page } \
    .side:last-child { break-after: auto } p, h1 { margin: 0; font-size: 16px }";

#[test]
fn a_sheet_has_its_pages_and_its_text_within_them() {
    let good = laid_on(
        SHEET,
        SIDES,
        "<div class=side><h1>Satu</h1></div><div class=side><p>dua</p></div>",
    );
    assert_eq!((good.findings, good.text.as_str()), (vec![], "Satu\ndua"));
    let one = laid_on(SHEET, SIDES, "<div class=side><h1>Satu</h1></div>");
    assert_eq!(
        one.findings,
        [Finding::Pages {
            expected: 2,
            found: 1,
            over: 0.0
        }]
    );
    let css = format!("{SIDES} .side:last-child {{ height: 80mm }}");
    let high = laid_on(
        SHEET,
        &css,
        "<div class=side></div><div class=side><p>dua</p></div>",
    );
    let [Finding::Pages { found: 3, over, .. }] = high.findings[..] else {
        panic!("{:?}", high.findings);
    };
    assert!((over - 30.0 * 96.0 / 25.4).abs() < 1.0, "{over}");
    let css = format!("{SIDES} p {{ position: relative; top: -8px }}");
    let across = laid_on(
        SHEET,
        &css,
        "<div class=side></div><div class=side><p>atas</p></div>",
    );
    assert!(
        matches!(&across.findings[..], [Finding::Cut { page: 0 | 1, .. }]),
        "{:?}",
        across.findings
    );
}

#[test]
fn a_pdf_is_the_same_twice_and_previews_show_its_pages() {
    let fonts = fonts();
    let page = Page {
        canvas: SHEET,
        fit: FitRange::default(),
        lang: "id",
        fonts: &fonts,
        images: &Shelf,
    };
    let css = format!("{SIDES} .b {{ background: #0f0 }} img {{ width: 50mm; height: 30mm }}");
    let body = "<div class=side><h1>Satu</h1><img src=photo.jpg alt='Foto'></div><div class='side b'><p>dua</p></div>";
    let html = document(&css, body);
    let laid = lay_out(&page, &|_| Ok(html.clone())).unwrap();
    // 50 mm at 300 dpi
    assert_eq!(laid.sources.0["photo.jpg"].wanted.width, 591);
    let meta = PdfMeta {
        title: "Contoh".to_owned(),
        author: "Kantor Contoh".to_owned(),
        subject: String::new(),
        keywords: vec!["contoh".to_owned()],
        created: "2026-05-04T00:00:00Z".parse().unwrap(),
    };
    let pdf = draw_pdf(&page, &laid, &meta, Marks::Tagged, &RunningHeads::default()).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert_eq!(
        pdf,
        draw_pdf(&page, &laid, &meta, Marks::Tagged, &RunningHeads::default()).unwrap()
    );
    let sides = draw_pages(&page, &laid, 200).unwrap();
    assert_eq!(sides.len(), 2);
    assert_eq!((sides[1].width, sides[1].height), (200, 100));
    assert_eq!(
        &sides[1].rgba[(90 * 200 + 100) * 4..][..4],
        [0, 255, 0, 255]
    );
    // where nothing is drawn there is paper, also on a dark page of the portal
    assert_eq!(&sides[0].rgba[(90 * 200 + 190) * 4..][..4], [255; 4]);
    assert!(draw_first_page(&page, &laid, 200).unwrap() == sides[0]);
}

#[test]
fn a_picture_without_alternative_text_makes_no_pdf() {
    let fonts = fonts();
    let page = Page {
        canvas: SHEET,
        fit: FitRange::default(),
        lang: "id",
        fonts: &fonts,
        images: &Shelf,
    };
    let html = document(
        SIDES,
        "<div class=side><h1>x</h1><img src=art.svg></div><div class=side></div>",
    );
    let laid = lay_out(&page, &|_| Ok(html.clone())).unwrap();
    let meta = PdfMeta {
        title: "x".to_owned(),
        author: String::new(),
        subject: String::new(),
        keywords: vec![],
        created: jiff::Timestamp::UNIX_EPOCH,
    };
    let problem =
        draw_pdf(&page, &laid, &meta, Marks::Tagged, &RunningHeads::default()).unwrap_err();
    assert_eq!(
        problem.code,
        crate::diagnostic::Code::NoAlternativeText,
        "{problem:?}"
    );
}

#[test]
fn a_file_that_is_no_font_is_refused() {
    let problem = FontSet::new()
        .register("fonts/x.woff2", None, b"no")
        .unwrap_err();
    assert!(problem.message.contains("fonts/x.woff2"));
}
