#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use serde_json::json;
use tera::{Context, Tera};

use super::*;
use crate::layout::{
    Canvas, FitRange, FontSet, Images, Looked, Medium, NoPicture, Page, Picture, Wanted, draw,
    lay_out,
};

const ANYBODY: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/themes/semarak/fonts/anybody-latin-standard-normal.woff2"
));

fn letterer() -> Letterer {
    let font: FontFile = serde_yaml::from_str(
        "{file: a.woff2, family: Anybody Thin, css_family: Anybody, weight: 100 900, style: normal}",
    )
    .unwrap();
    Letterer::new(vec![(&font, Cow::Borrowed(ANYBODY))])
}

fn asked(arguments: serde_json::Value) -> Result<Option<Fitted>, String> {
    letterer().fitted(&serde_json::from_value(arguments).unwrap())
}

fn fitted(arguments: serde_json::Value) -> Fitted {
    asked(arguments).unwrap().unwrap()
}

fn texts(fitted: &Fitted) -> Vec<&str> {
    fitted.lines.iter().map(|line| line.text.as_str()).collect()
}

struct NoImages;

impl Images for NoImages {
    fn look_up(&self, _: &str) -> Result<Looked, NoPicture> {
        Err(NoPicture::Missing)
    }

    fn provide(&self, _: &str, _: Wanted, _: Medium) -> Result<Picture, NoPicture> {
        Err(NoPicture::Missing)
    }
}

/// `fitted` as a template sets it, on a measure of 1600 pixels with 200 around it.
fn html(fitted: &Fitted) -> String {
    let mut lines = String::new();
    for line in &fitted.lines {
        let px = |measures: f64| measures * 1600.0;
        let _ = write!(
            lines,
            "<span style=\"position:absolute;white-space:nowrap;line-height:1;text-transform:uppercase;left:{}px;top:{}px;font-size:{}px;font-variation-settings:'wght' {},'wdth' {}\">{}</span>",
            px(line.left),
            px(line.top),
            px(line.size),
            line.weight,
            line.stretch,
            line.text
        );
    }
    format!(
        "<html style=\"height:100%;background:#fff\"><body style=\"margin:0;height:100%;background:#fff;color:#000;font-family:'Anybody Thin'\"><div style=\"position:absolute;left:200px;top:200px\">{lines}</div></body></html>"
    )
}

/// Where there is ink: left, top, right and bottom in measures, as the layout engine draws it.
fn ink(fitted: &Fitted) -> [f64; 4] {
    let mut fonts = FontSet::new();
    fonts.register("anybody", None, ANYBODY).unwrap();
    let page = Page {
        canvas: Canvas::pixels(2000, 2400, 2000.0),
        fit: FitRange::default(),
        lang: "id",
        fonts: &fonts,
        images: &NoImages,
    };
    let laid = lay_out(&page, &|_| Ok(html(fitted))).unwrap();
    let picture = draw(&page, &laid).unwrap();
    let png = crate::layout::png(&picture).unwrap();
    let picture = image::load_from_memory(&png).unwrap().to_luma8();
    let mut edges = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    for (x, y, pixel) in picture.enumerate_pixels() {
        if pixel.0[0] < 128 {
            let (x, y) = (f64::from(x), f64::from(y));
            edges[0] = edges[0].min(x);
            edges[1] = edges[1].min(y);
            edges[2] = edges[2].max(x + 1.0);
            edges[3] = edges[3].max(y + 1.0);
        }
    }
    edges.map(|edge| (edge - 200.0) / 1600.0)
}

/// Each line of `fitted` alone.
fn singly(fitted: &Fitted) -> Vec<Fitted> {
    let one = |line: &FittedLine| Fitted {
        lines: vec![line.clone()],
        ..fitted.clone()
    };
    fitted.lines.iter().map(one).collect()
}

#[test]
fn every_line_fills_the_measure_from_ink_to_ink() {
    for lines in [
        vec!["Cek", "dulu,", "baru beli"],
        vec!["Usahamu", "ikut", "dihitung"],
        vec!["“Jujur”", "19,8%", "Yogyakarta"],
        vec!["Aj", "WAVE"],
    ] {
        let fitted = fitted(json!({"lines": lines, "room": 1.2, "rows": 4}));
        for line in singly(&fitted) {
            let [left, _, right, _] = ink(&line);
            assert!(left.abs() < 0.003, "{:?} starts at {left}", line.lines);
            assert!(
                (right - 1.0).abs() < 0.003,
                "{:?} ends at {right}",
                line.lines
            );
        }
        let [_, top, _, bottom] = ink(&fitted);
        assert!(top.abs() < 0.008, "{lines:?} begins at {top}");
        assert!(
            (bottom - fitted.height).abs() < 0.008,
            "{lines:?} {bottom} {}",
            fitted.height
        );
        assert!(fitted.height <= 1.2 + 1e-5);
    }
}

#[test]
fn the_axis_works_between_its_ends_and_the_size_gives_way_beyond() {
    let found = fitted(
        json!({"lines": ["Usahamu", "ikut", "dihitung"], "heights": [1, 0.45, 1], "room": 0.6}),
    );
    for line in &found.lines {
        assert!((50.0..=150.0).contains(&line.stretch), "{line:?}");
        let weight = if line.stretch < 90.0 { 780.0 } else { 900.0 };
        assert!(
            (line.weight - weight).abs() < 1e-9 || line.stretch < 100.0,
            "{line:?}"
        );
    }
    let [first, low, last] = [0, 1, 2].map(|line| found.lines[line].capital);
    assert!(
        (first - last).abs() < 1e-3,
        "lines of one height: {first} {last}"
    );
    assert!((low / first - 0.45).abs() < 0.01 || found.lines[1].stretch > 149.0);
    // a short word in a low room is as wide as the axis goes; then all becomes smaller
    let short = fitted(json!({"text": "Ya", "room": 0.2}));
    assert!(
        (short.height - 0.2).abs() < 1e-4 && short.width < 0.9,
        "{short:?}"
    );
    assert!((short.lines[0].stretch - 150.0).abs() < 1e-9);
    // a room that is too high is not filled: the axis ends
    let wide = fitted(json!({"text": "Merdeka", "room": 3}));
    assert!(wide.height < 0.5 && (wide.lines[0].stretch - 50.0).abs() < 1e-9);
    // only a part of the axis may be asked for
    let part = fitted(json!({"text": "Merdeka", "room": 3, "stretch": [80, 110]}));
    assert!((part.lines[0].stretch - 80.0).abs() < 1e-9);
}

#[test]
fn a_title_is_broken_where_it_reads_well() {
    let broken = |text: &str, room: f64| {
        let found = fitted(json!({"text": text, "room": room, "lang": "id"}));
        texts(&found).join("/")
    };
    assert_eq!(
        broken("Usahamu ikut dihitung", 0.9),
        "Usahamu/ikut/dihitung"
    );
    assert_eq!(
        broken("Pilah sampah dari rumah", 1.2),
        "Pilah/sampah/dari/rumah"
    );
    assert_eq!(
        broken("Pilah sampah dari rumah", 0.45),
        "Pilah sampah/dari rumah"
    );
    assert_eq!(broken("Cek dulu,\nbaru beli", 1.2), "Cek dulu,/baru beli");
    assert_eq!(
        broken("Ada 29\u{a0}mitra di sini", 1.0),
        "Ada/29 mitra/di sini"
    );
    let low = fitted(json!({"text": "Usahamu ikut dihitung", "lang": "id"}));
    assert!(low.lines[1].capital < 0.75 * low.lines[0].capital);
    let stressed =
        fitted(json!({"html": "Data <em>usaha kamu</em> aman", "lang": "id", "room": 0.8}));
    let marks: Vec<bool> = stressed.lines.iter().map(|line| line.stressed).collect();
    assert!(marks.contains(&true), "{stressed:?}");
}

#[test]
fn what_is_no_lettering_is_none() {
    let none = |text: &str| asked(json!({"text": text})).unwrap().is_none();
    assert!(none(""));
    assert!(none("Pertanggungjawaban"));
    assert!(none("Sensus Ekonomi 2026 untuk anak muda semua"));
    assert!(none("عربي") && none("ꦲꦤ") && none("Ya 🙂"));
    assert!(none("satu\ndua\ntiga\nempat\nlima"));
    assert!(
        asked(json!({"text": "Satu dua", "room": 0.1, "least": 0.2}))
            .unwrap()
            .is_none()
    );
    assert!(
        asked(json!({"text": "Sensus Ekonomi 2026", "rows": 1, "widest": 40}))
            .unwrap()
            .is_some()
    );
}

#[test]
fn a_mistake_of_the_theme_is_told() {
    let wrong = |arguments| asked(arguments).unwrap_err();
    assert_eq!(
        wrong(json!({"text": "Ya", "font": "Anybodi"})),
        "the theme has no font `Anybodi`; it has Anybody"
    );
    assert!(wrong(json!({})).starts_with("one of `text`"));
    assert!(
        wrong(json!({"lines": ["Ya", "Tidak"], "heights": [1]})).contains("1 entries for 2 lines")
    );
    assert!(wrong(json!({"text": "Ya", "room": 0})).contains("above 0"));
}

/// Templates that can ask for lettering.
fn templates() -> Tera {
    let letterer = letterer();
    let mut tera = Tera::default();
    tera.register_function("lettering", move |arguments: Kwargs, state: &State| {
        letterer.answer(&arguments, state)
    });
    tera
}

#[test]
fn templates_get_the_same_numbers_each_time() {
    let mut tera = templates();
    let template = "{% set set = lettering(text=title, room=0.9) %}{% if set %}{% for l in set.lines %}{{ l.text }} {{ l.size * 1000 }} {{ l.stretch }};{% endfor %}{% else %}none{% endif %}";
    tera.add_raw_template("t", template).unwrap();
    let render = |title: &str| {
        let mut context = Context::new();
        context.insert("title", title);
        context.insert("lang", "id");
        tera.render("t", &context).unwrap()
    };
    let first = render("Usahamu ikut dihitung");
    assert!(
        first.starts_with("Usahamu ") && first.matches(';').count() == 3,
        "{first}"
    );
    assert_eq!(first, render("Usahamu ikut dihitung"));
    assert_eq!(render("عربي"), "none");
}

#[test]
fn a_component_that_does_not_take_the_language_is_told_so() {
    let mut tera = templates();
    let render = |tera: &mut Tera, takes: &str| {
        let component = format!(
            "{{% component c({takes}) %}}{{% set l = lettering(text=\"Ikut\") %}}{{% endcomponent c %}}{{{{ <c /> }}}}"
        );
        tera.add_raw_template("t", &component).unwrap();
        let mut context = Context::new();
        context.insert("lang", "id");
        tera.render("t", &context)
    };
    assert!(render(&mut tera, "@lang").is_ok());
    let error = render(&mut tera, "").unwrap_err().to_string();
    assert!(error.contains("`@lang`"), "{error}");
}
