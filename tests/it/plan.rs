//! The plan: every artifact before anything is drawn.

use serde_json::Value;

use crate::{
    shown::shown,
    site::{Site, full_public},
};

fn rows(site: &Site) -> Vec<Value> {
    let run = site.run(&["plan", "--json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    run.stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn of_a_whole_site() {
    let run = Site::full().run(&["plan"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    shown!(run.stdout);
}

#[test]
fn rows_for_machines() {
    let mut rows = rows(&Site::small());
    for row in &mut rows {
        let key = row["key"].as_str().unwrap();
        assert!(
            key.len() == 32 && key.bytes().all(|b| b.is_ascii_hexdigit()),
            "{key}"
        );
        row["key"] = "[key]".into();
    }
    let lines: Vec<String> = rows.iter().map(Value::to_string).collect();
    shown!(lines.join("\n"));
}

#[test]
fn is_what_a_build_makes() {
    for row in rows(&Site::full()) {
        let path = row["path"].as_str().unwrap();
        let made = full_public()
            .get(path)
            .unwrap_or_else(|| panic!("{path} was not made"));
        if let Some(width) = row["width"].as_u64() {
            let image = image::load_from_memory(made).unwrap();
            let size = (u64::from(image.width()), u64::from(image.height()));
            assert_eq!(size, (width, row["height"].as_u64().unwrap()), "{path}");
        }
    }
}

#[test]
fn keys_follow_what_an_artifact_is_made_from() {
    let key = |site: &Site| rows(site)[2]["key"].clone();
    let before = key(&Site::small());
    assert_eq!(before, key(&Site::small()));
    let changes = [
        Site::small().change("content/site.yaml", "Kantor Contoh", "Kantor Lain"),
        Site::small().change("content/jentik/facts.yaml", "10", "12"),
        Site::small().with(
            "content/jentik/pictures/a.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        Site::small().with("themes/lugas/strings/id.yaml", "sample: Uji\n"),
    ];
    for (at, site) in changes.iter().enumerate() {
        assert_ne!(before, key(site), "change {at}");
    }
}

#[test]
fn writes_nothing() {
    let site = Site::small();
    let before = site.tree("");
    site.run(&["plan"]);
    site.run(&["check"]);
    assert!(site.tree("") == before);
}
