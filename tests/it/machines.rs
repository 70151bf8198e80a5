//! What programs make of the pages: search engines, browsers that install, readers of lists.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::site::{CAMPAIGN, Site, full_public};

fn text(path: &str) -> &'static str {
    let bytes = full_public().get(path);
    std::str::from_utf8(bytes.unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

fn json(path: &str) -> Value {
    serde_json::from_str(text(path)).unwrap()
}

/// The structured data of a page, by type.
fn structured(page: &str) -> Vec<(String, Value)> {
    let (_, rest) = page
        .split_once("<script type=\"application/ld+json\">")
        .unwrap();
    let (data, _) = rest.split_once("</script>").unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    let graph = data.as_array().unwrap().clone();
    let named = |one: Value| {
        assert_eq!(one["@context"], "https://schema.org");
        (one["@type"].as_str().unwrap().to_owned(), one)
    };
    graph.into_iter().map(named).collect()
}

#[test]
fn search_engines_learn_of_service_event_and_questions() {
    let graph = structured(text("jentik/index.html"));
    let types: Vec<&str> = graph.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        types,
        [
            "GovernmentOrganization",
            "GovernmentService",
            "Event",
            "FAQPage"
        ]
    );
    let event = &graph[2].1;
    assert_eq!(event["startDate"], "2026-05-01");
    assert_eq!(event["endDate"], "2026-08-31");
    let question = &graph[3].1["mainEntity"][0];
    assert_eq!(question["name"], "Berapa lama?");
    assert_eq!(question["acceptedAnswer"]["text"], "Cukup 10\u{a0}menit.");
}

#[test]
fn a_campaign_without_an_end_is_no_event_and_no_text_ends_the_script() {
    let site = Site::small().change(
        CAMPAIGN,
        "Rumah Tanpa Jentik",
        "\"Rumah </script><b>Jentik\"",
    );
    let page = site.built().text("public/jentik/index.html");
    let graph = structured(&page);
    assert!(graph.iter().all(|(name, _)| name != "Event"));
    assert_eq!(graph[1].1["name"], "Rumah </script><b>Jentik");
}

#[test]
fn the_schema_names_every_key_of_the_list() {
    let schema = json("kits.schema.json");
    let keys = |value: &Value| -> BTreeSet<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    let list = json("kits.json");
    assert!(keys(&list).is_subset(&keys(&schema["properties"])));
    let kit = &schema["$defs"]["KitEntry"]["properties"];
    for entry in list["kits"].as_array().unwrap() {
        assert!(keys(entry).is_subset(&keys(kit)), "{entry}");
    }
    for (_, property) in kit.as_object().unwrap() {
        let says = property.get("description").is_some();
        assert!(says, "{property} says nothing");
    }
}

#[test]
fn the_app_starts_at_the_portal_of_its_language() {
    for (folder, lang, scope) in [("", "id", "./"), ("en/", "en", "./../")] {
        let manifest = json(&format!("{folder}manifest.webmanifest"));
        assert_eq!(manifest["lang"], lang);
        assert_eq!(manifest["start_url"], "./");
        assert_eq!(manifest["scope"], scope);
        for icon in manifest["icons"].as_array().unwrap() {
            let path = icon["src"].as_str().unwrap().replace("../", "");
            assert!(full_public().contains_key(&path), "{path}");
        }
    }
}

/// What the service worker is told: version, and files.
fn told(worker: &str) -> Value {
    let (told, _) = worker
        .strip_prefix("const SITE = ")
        .unwrap()
        .split_once(";\n")
        .unwrap();
    serde_json::from_str(told).unwrap()
}

#[test]
fn the_service_worker_keeps_what_every_page_needs() {
    let told_now = told(text("sw.js"));
    for path in told_now["files"].as_array().unwrap() {
        let path = path.as_str().unwrap();
        assert!(full_public().contains_key(path), "{path}");
    }
    let paths = told_now["files"].to_string();
    for needed in [
        "late.css",
        "lugas.js",
        "offline.html",
        "latin-wght-normal.woff2",
    ] {
        assert!(paths.contains(needed), "{needed} is not in {paths}");
    }
    let same = Site::small().built().text("public/sw.js");
    let other = Site::small().add("content/site.yaml", "brand: {paper: \"#fffffe\"}\n");
    let other = other.built().text("public/sw.js");
    assert_ne!(
        told(&same)["version"],
        told(&other)["version"],
        "browsers would keep the old colours"
    );
}

#[test]
fn an_e_flyer_in_one_file_asks_for_nothing() {
    for (path, lang) in [
        ("jentik/kit/page/jentik_flyer_id_v2.html", "id"),
        ("en/jentik/kit/page/jentik_flyer_en_v2.html", "en"),
    ] {
        let page = text(path);
        assert!(page.contains(&format!("<html lang=\"{lang}\"")));
        for part in page.split('<').filter(|part| !part.starts_with('/')) {
            let tag = part.split('>').next().unwrap();
            for source in tag.split(" src=\"").skip(1) {
                assert!(source.starts_with("data:image/"), "{path}: <{tag}>");
            }
            assert!(!tag.contains(" srcset="), "{path}: <{tag}>");
            for link in tag.split(" href=\"").skip(1) {
                let is_whole = ["#", "https:", "tel:", "mailto:", "data:image/"];
                assert!(
                    is_whole.iter().any(|start| link.starts_with(start)),
                    "{path}: <{tag}>"
                );
            }
            assert!(!tag.contains("rel=\"stylesheet\""), "{path}: <{tag}>");
        }
        assert_eq!(page.matches("url(\"data:font/woff2").count(), 1, "{path}");
        assert!(page.len() < 400_000, "{path} has {} bytes", page.len());
    }
}

#[test]
fn a_page_of_another_script_brings_its_font() {
    let javanese = "Rumah ꦲꦺꦴꦩꦃ";
    let site = Site::full().change(
        CAMPAIGN,
        "title: Rumah Tanpa Jentik",
        &format!("title: {javanese}"),
    );
    let site = site.built();
    let page = site.text("public/jentik/kit/page/jentik_flyer_id_v2.html");
    assert_eq!(page.matches("url(\"data:font/woff2").count(), 2);
    assert!(page.contains("font-family:\"Noto Sans Javanese\""));
}

#[test]
fn a_long_list_has_pages_and_an_index() {
    let one = Site::small().text(CAMPAIGN);
    let mut site = Site::small();
    for number in 1..=44 {
        let campaign = one
            .replace("jentik", &format!("k{number}"))
            .replace("Rumah Tanpa Jentik", &format!("Kampanye {number}"));
        site = site.with(&format!("content/k{number}/campaign.yaml"), campaign);
    }
    let site = site.built();
    let listed = |page: &str| site.text(page).matches("<li class=\"entry\"").count();
    assert_eq!(listed("public/index.html"), 40);
    assert_eq!(listed("public/page-2.html"), 5);
    assert!(
        site.text("public/sitemap.xml")
            .contains("/page-2.html</loc>")
    );
    let index = site.text("public/search.js");
    let list = index.strip_prefix("sebarSearch(").unwrap();
    let list: Value = serde_json::from_str(list.strip_suffix(");\n").unwrap()).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 45);
    for entry in list.as_array().unwrap() {
        assert!(
            site.path("public")
                .join(entry["path"].as_str().unwrap())
                .exists()
        );
    }
    assert!(
        !full_public().contains_key("search.js"),
        "a short list is in the page"
    );
}
