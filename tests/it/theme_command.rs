//! `sebar theme`: for authors of themes.

use std::{fs, path::Path};

use crate::{shown::shown, site::Site};

const PHOTO: &str = "themes/pasar/social/photo.html";
const THEME: &str = "themes/pasar/theme.yaml";

/// A site with a theme whose font has its licence.
fn site() -> Site {
    let font = include_bytes!("../../themes/semarak/fonts/anybody-latin-standard-normal.woff2");
    Site::copied("themes")
        .with("themes/pasar/fonts/anybody.woff2", font)
        .with("themes/pasar/fonts/anybody-LICENSE.txt", "OFL")
        .without("content/pasar/campaign.yaml")
        .without("content/pasar/flyer.md")
        .without("content/pasar/posts/01-bawa-tas.md")
        .without("content/pasar/pictures/pictures.yaml")
}

fn checked(site: &Site, name: &str) -> (i32, String) {
    let run = site.run(&["theme", "check", name]);
    assert_eq!(run.stdout, "");
    (run.code, run.stderr)
}

#[test]
fn the_themes_of_the_project_are_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let site = Site::full();
    for entry in fs::read_dir(folder).unwrap() {
        let folder = entry.unwrap().path();
        if folder.join("theme.yaml").is_file() {
            let name = folder.file_name().unwrap().to_str().unwrap();
            let said = checked(&site, name);
            assert_eq!(said, (0, format!("  Nothing is wrong with {name}.\n")));
        }
    }
}

#[test]
fn a_sound_theme() {
    let said = checked(&site(), "pasar");
    assert_eq!(said, (0, "  Nothing is wrong with pasar.\n".to_owned()));
}

#[test]
fn everything_that_is_wrong_with_a_theme() {
    let site = site()
        .change(PHOTO, "{{ post.picture.alt }}", "{{ post.picture.text }}")
        .change(
            PHOTO,
            "{{ post.title }}</title>",
            "{{ post.titel }} {{ t.sampel }} {{ sampel }}</title>",
        )
        .change(PHOTO, "overflow:hidden", "overflow-hide:yes")
        .change(PHOTO, "background:var(--malam)", "background:var(--malan)")
        .without("themes/pasar/fonts/anybody-LICENSE.txt")
        .add(
            THEME,
            "contrasts:\n  - {text: langit, ground: surface}\n  - {text: malam, ground: langot}\n",
        );
    let (code, said) = checked(&site, "pasar");
    assert_eq!(code, 1);
    shown!(said);
}

#[test]
fn a_theme_that_stands_alone_and_lacks_much() {
    let theme = "name: sendiri\nfonts: []\nfont_stack: serif\nfit: {social: {min: 1, max: 1}, leaflet: {min: 1, max: 1}}\n";
    let site = site()
        .with("themes/sendiri/theme.yaml", theme)
        .with(
            "themes/sendiri/social/statement.html",
            "<p>{{ post.title }}</p>",
        )
        .with("themes/sendiri/strings/id.yaml", "sample: Contoh\n");
    let (code, said) = checked(&site, "sendiri");
    assert_eq!(code, 0);
    let brief: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("warning"))
        .collect();
    shown!(brief.join("\n"));
}

#[test]
fn a_theme_that_is_not_there() {
    shown!(checked(&site(), "pasat").1);
}

#[test]
fn a_new_theme_builds_without_a_warning() {
    let site = Site::full();
    let run = site.run(&["theme", "new", "Hari Besar"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    let (code, said) = checked(&site, "hari-besar");
    assert_eq!(
        (code, said.as_str()),
        (0, "  Nothing is wrong with hari-besar.\n")
    );
    let again = site.run(&["theme", "new", "hari-besar"]);
    assert_eq!(again.code, 2);
    let unknown = site.run(&["theme", "new", "lain", "--extends", "lugos"]);
    assert_eq!(unknown.code, 2);
    let upon = site.run(&["theme", "new", "turunan", "--extends", "hari-besar"]);
    assert_eq!(upon.code, 0);
    assert_eq!(checked(&site, "turunan").0, 0);
    assert!(!site.path("themes/turunan/social/statement.html").exists());
    shown!(format!(
        "{}\n{}\n{}\n{}",
        run.stderr, again.stderr, unknown.stderr, upon.stderr
    ));
    let site = site.change("content/site.yaml", "theme: lugas", "theme: hari-besar");
    let check = site.run(&["check"]);
    assert!(!check.stderr.contains("themes/"), "{}", check.stderr);
    assert_eq!(check.code, 0, "{}", check.stderr);
}
