//! Pages: whole from a disk, asking no other host, in each language.

use std::{collections::BTreeSet, fmt::Write};

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

use crate::site::{Site, Tree, full_public};

/// Pages of a site, with their text.
fn pages(public: &Tree) -> impl Iterator<Item = (&str, &str)> {
    let html = public.iter().filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
}

/// Whether a page is shown where it stands: not in place of others, and not as a file of its own.
fn is_at_its_address(page: &str) -> bool {
    !["404.html", "offline.html"].contains(&page) && !page.contains("/kit/")
}

/// Every value of an attribute of a page, as a browser reads it.
fn values<'a>(page: &'a str, attribute: &'a str) -> impl Iterator<Item = String> + 'a {
    let start = format!(" {attribute}=\"");
    let found: Vec<&str> = page.split(&start).skip(1).collect();
    found.into_iter().map(|rest| {
        let value = rest.split('"').next().unwrap();
        value
            .replace("&amp;", "&")
            .replace("&#x2F;", "/")
            .replace("&#39;", "'")
    })
}

/// The addresses that a browser fetches for a page, and those that a person may follow.
fn addresses(page: &str) -> (Vec<String>, Vec<String>) {
    let mut fetched: Vec<String> = values(page, "src").collect();
    for set in values(page, "srcset") {
        fetched.extend(
            set.split(", ")
                .map(|one| one.split(' ').next().unwrap().to_owned()),
        );
    }
    let mut followed = Vec::new();
    for tag in page.split('<').filter(|tag| tag.contains(" href=\"")) {
        let href = values(tag, "href").next().unwrap();
        let resource = ["stylesheet", "icon", "preload"]
            .iter()
            .any(|rel| tag.contains(&format!("rel=\"{rel}")));
        if tag.starts_with("link ") && resource {
            fetched.push(href);
        } else if !(tag.starts_with("link ") && tag.contains("http")) {
            followed.push(href);
        }
    }
    (fetched, followed)
}

/// The path in the public folder that `address` leads to from `page`, as a disk has it.
fn target(page: &str, address: &str) -> String {
    let path = address.split(['#', '?']).next().unwrap();
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => assert!(
                parts.pop().is_some(),
                "{address} in {page} leaves the folder"
            ),
            "." | "" => {}
            name => parts.push(name),
        }
    }
    unescaped(&parts.join("/"))
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Checks that a page is whole when it is opened from a disk.
fn assert_whole(public: &Tree, page: &str, text: &str) {
    let (fetched, followed) = addresses(text);
    let is_elsewhere = |address: &String| {
        ["https:", "http:", "tel:", "mailto:", "data:"]
            .iter()
            .any(|s| address.starts_with(s))
    };
    for address in &fetched {
        assert!(
            !is_elsewhere(address) || address.starts_with("data:"),
            "{page} fetches {address}"
        );
    }
    let ids: BTreeSet<String> = values(text, "id").collect();
    for address in fetched
        .iter()
        .chain(&followed)
        .filter(|address| !is_elsewhere(address))
    {
        if let Some(id) = address.strip_prefix('#') {
            assert!(id.is_empty() || ids.contains(id), "{page} has no #{id}");
            continue;
        }
        assert!(
            !address.is_empty() && !address.starts_with('/'),
            "`{address}` in {page}"
        );
        assert!(
            !address.contains([' ', '"', '<', '>']),
            "`{address}` in {page} is not escaped"
        );
        let path = target(page, address);
        assert!(
            public.contains_key(&path),
            "{page} leads to {address}, and there is no {path}"
        );
    }
}

#[test]
fn are_whole_on_a_disk() {
    let mut count = 0;
    for (page, text) in pages(full_public()).filter(|(page, _)| is_at_its_address(page)) {
        assert_whole(full_public(), page, text);
        count += 1;
    }
    assert_eq!(count, 6, "portal, e-flyer and kit in two languages");
}

#[test]
fn style_sheets_and_scripts_ask_no_other_host() {
    for (path, bytes) in full_public() {
        if [".css", ".js", ".svg"]
            .iter()
            .any(|end| path.ends_with(end))
        {
            let text = std::str::from_utf8(bytes)
                .unwrap()
                .replace("http://www.w3.org/", "");
            for call in [
                "url(http",
                "url(\"http",
                "url(//",
                "@import",
                "href=\"http",
                "fetch(\"http",
                "src=\"http",
            ] {
                assert!(!text.contains(call), "{path}: {call}");
            }
        }
    }
}

#[test]
fn pages_find_their_fonts() {
    let page = "jentik/index.html";
    let css = std::str::from_utf8(&full_public()[page]).unwrap();
    let mut count = 0;
    for address in css
        .split("src:url(\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
    {
        let path = target(page, address);
        assert!(full_public().contains_key(&path), "{path}");
        count += 1;
    }
    // upright and slanted: the site writes nothing but Latin
    assert_eq!(count, 2);
}

#[test]
fn what_the_first_look_does_not_need_comes_after_it() {
    for page in ["index.html", "jentik/index.html", "jentik/kit.html"] {
        let html = std::str::from_utf8(&full_public()[page]).unwrap();
        let (before, rest) = html.split_once("<noscript class=\"rest\">").unwrap();
        let (rest, after) = rest.split_once("</noscript>").unwrap();
        for late in [".woff2", "late.css", "manifest.webmanifest"] {
            assert!(rest.contains(late), "{page}: {late}");
            assert!(
                !before.contains(late) && !after.contains(late),
                "{page}: {late}"
            );
        }
        let (_, end) = after.split_once("</footer>").unwrap();
        assert_eq!(html.matches("lugas.js").count(), 1, "{page}");
        // a tag of its own would be fetched beside the words
        assert!(end.contains("<script data-src=\""), "{page}");
        assert!(!html.contains("<script src="), "{page}");
    }
}

#[test]
fn hosts_let_the_script_run_that_stands_in_the_page() {
    let html = std::str::from_utf8(&full_public()["jentik/kit.html"]).unwrap();
    let (_, script) = html.split_once("<script data-src=").unwrap();
    let (script, _) = script.split_once("</script>").unwrap();
    let (_, script) = script.split_once('>').unwrap();
    let sum = BASE64_STANDARD.encode(Sha256::digest(script));
    let headers = std::str::from_utf8(&full_public()["_headers"]).unwrap();
    assert!(headers.contains(&format!("'sha256-{sum}'")), "{script}");
}

#[test]
fn lettering_fits_its_column_before_its_font_is_there() {
    let site = Site::semarak().built();
    let html = site.text("public/pasar/index.html");
    let (_, lines) = html.split_once(".l-title .l1{").unwrap();
    assert!(
        lines.starts_with("font-family:\"Anybody\",S"),
        "{lines:.80}"
    );
    assert!(html.contains("@font-face{font-family:S2;src:local("));
}

#[test]
fn say_their_language_and_where_the_others_are() {
    for (page, lang, other) in [
        ("jentik/index.html", "id", "../en/jentik/index.html"),
        ("en/jentik/index.html", "en", "../../jentik/index.html"),
        ("index.html", "id", "en/index.html"),
    ] {
        let text = std::str::from_utf8(&full_public()[page]).unwrap();
        assert!(text.contains(&format!("<html lang=\"{lang}\"")), "{page}");
        assert!(
            addresses(text).1.iter().any(|href| href == other),
            "{page} has no link to {other}"
        );
        assert_eq!(text.matches("<h1").count(), 1, "{page}");
        assert!(text.contains("hreflang=\"en\""), "{page}");
    }
}

#[test]
fn every_picture_has_an_alternative_text() {
    for (page, text) in pages(full_public()) {
        for tag in text.split("<img").skip(1) {
            let tag = tag.split('>').next().unwrap();
            assert!(tag.contains(" alt=\""), "{page}: <img{tag}>");
            assert!(
                tag.contains(" width=\"") && tag.contains(" height=\""),
                "{page}: <img{tag}>"
            );
        }
    }
}

#[test]
fn ids_stand_once() {
    for (page, text) in pages(full_public()) {
        let mut seen = BTreeSet::new();
        for id in values(text, "id") {
            assert!(seen.insert(id.clone()), "#{id} stands twice in {page}");
        }
    }
}

#[test]
fn are_marked_as_a_sample_where_the_site_is_one() {
    for (page, text) in pages(full_public()) {
        let word = if page.starts_with("en/") {
            "Sample"
        } else {
            "Contoh"
        };
        assert!(text.contains(word), "{page}");
    }
}

#[test]
fn the_page_for_what_is_not_there_works_at_any_depth() {
    for (base, path) in [
        ("https://example.go.id/kampanye/", "/kampanye/"),
        ("https://example.go.id", "/"),
        ("http://127.0.0.1:1111/a/b", "/a/b/"),
    ] {
        let site = Site::small();
        let run = site.run(&["build", "--base-url", base]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let public = site.tree("public");
        let text = site.text("public/404.html");
        let (fetched, followed) = addresses(&text);
        let own = fetched
            .iter()
            .chain(&followed)
            .filter(|address| !address.starts_with('#'));
        let mut count = 0;
        for address in own.filter(|address| !address.starts_with("data:") && !address.contains(':'))
        {
            let rest = address
                .strip_prefix(path)
                .unwrap_or_else(|| panic!("{address} at {base}"));
            assert!(public.contains_key(&target("404.html", rest)), "{address}");
            count += 1;
        }
        assert!(count > 3, "{text}");
        let full = format!("{}/jentik/", base.trim_end_matches('/'));
        assert!(
            site.text("public/jentik/index.html")
                .contains(&format!("rel=\"canonical\" href=\"{full}\""))
        );
        assert!(
            site.text("public/sitemap.xml")
                .contains(&format!("<loc>{full}</loc>"))
        );
    }
}

#[test]
fn pictures_of_any_name_are_found() {
    let svg =
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>"#;
    let mut png = Vec::new();
    let image = image::RgbImage::from_pixel(1600, 1000, image::Rgb([11, 110, 79]));
    let mut out = std::io::Cursor::new(&mut png);
    image.write_to(&mut out, image::ImageFormat::Png).unwrap();
    let names = [
        "Bak Mandi (1).svg",
        "kura-kura é.svg",
        "ember🪣#2.svg",
        "100% bersih & rapi.svg",
        "Foto Bak?é.png",
        "a+b;c.PNG",
    ];
    let mut site = Site::small();
    let mut flyer = String::new();
    let mut said = String::new();
    for (at, name) in names.iter().enumerate() {
        let bytes = if name.ends_with("svg") {
            svg.as_bytes()
        } else {
            &png
        };
        site = site.with(&format!("content/jentik/pictures/{name}"), bytes);
        flyer.extend(["## Bagian\n\n![](<", name, ">)\n\nIsi.\n\n"]);
        writeln!(said, "{name:?}: {{alt: Gambar {at}}}").unwrap();
    }
    let site = site
        .with("content/jentik/flyer.md", flyer)
        .with("content/jentik/pictures/pictures.yaml", said)
        .change(
            crate::site::POST,
            "title:",
            "picture: \"Foto Bak?é.png\"\ntitle:",
        )
        .built();
    let public = site.tree("public");
    for (page, text) in pages(&public).filter(|(page, _)| is_at_its_address(page)) {
        assert_whole(&public, page, text);
    }
    let flyer = site.text("public/jentik/index.html");
    for at in 0..names.len() {
        assert!(
            flyer.contains(&format!("alt=\"Gambar {at}\"")),
            "picture {at}"
        );
    }
    for path in public.keys().filter(|path| path.contains("/kit/")) {
        assert!(path.is_ascii() && !path.contains(' '), "{path}");
    }
}

#[test]
fn each_language_has_its_direction_its_dates_and_its_figures() {
    let site = Site::languages().built();
    for (page, lang, dir, day, figure) in [
        ("posyandu", "id", "ltr", "12 Mei 2026", "36.000"),
        ("jv/posyandu", "jv", "ltr", "12 Mei 2026", "36.000"),
        ("ar/posyandu", "ar", "rtl", "12 مايو 2026", "36,000"),
    ] {
        let html = format!("<html lang=\"{lang}\" dir=\"{dir}\">");
        let flyer = site.text(&format!("public/{page}/index.html"));
        assert!(flyer.contains(&html), "{page}");
        assert!(flyer.contains(figure), "{page} has no {figure}");
        let kit = site.text(&format!("public/{page}/kit.html"));
        assert!(kit.contains(&html), "{page}");
        assert!(kit.contains(day), "{page} has no {day}");
        assert_eq!(flyer.matches("hreflang=").count(), 2 * 3 + 1, "{page}");
    }
    let arabic = site.text("public/ar/index.html");
    assert!(arabic.contains("أخبار رسمية") && arabic.contains("dir=\"rtl\""));
}

/// Classes that a rule of their own gives a look: `.foot{`.
fn styled_classes(style: &str) -> BTreeSet<&str> {
    let names = style.split(['}', '\n']).filter_map(|rule| {
        let (name, _) = rule.trim_start().strip_prefix('.')?.split_once('{')?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        name.chars().all(is_name).then_some(name)
    });
    names.collect()
}

#[test]
fn no_page_lacks_the_look_that_a_page_of_another_kind_has() {
    let style = |page: &'static str| {
        let styles = page.split("<style>").skip(1);
        styles
            .map(|rest| rest.split("</style>").next().unwrap())
            .collect::<String>()
    };
    let styles: Vec<String> = pages(full_public()).map(|(_, page)| style(page)).collect();
    let anywhere: BTreeSet<&str> = styles.iter().flat_map(|own| styled_classes(own)).collect();
    for ((path, page), own) in pages(full_public()).zip(&styles) {
        for class in values(page, "class") {
            for name in class.split(' ').filter(|name| anywhere.contains(name)) {
                // alone or in a list: `.name{`, `.other,.name{`
                let is_ruled = ["{", ","].iter().any(|after| {
                    let selector = format!(".{name}{after}");
                    own.match_indices(&selector).any(|(at, _)| {
                        let before = own[..at].trim_end();
                        before.is_empty() || before.ends_with(['{', '}', ','])
                    })
                });
                assert!(is_ruled, "{path} shows .{name} without its own rule");
            }
        }
    }
}
