//! Captions and texts, ready to be pasted.

use crate::{shown::shown, site::full_public};

fn text(path: &str) -> &'static str {
    std::str::from_utf8(&full_public()[path]).unwrap()
}

/// Several files with their names.
fn texts(paths: &[&str]) -> String {
    let each = paths
        .iter()
        .map(|path| format!("== {path}\n{}", text(path)));
    each.collect::<Vec<_>>().join("\n")
}

#[test]
fn captions() {
    shown!(texts(&[
        "jentik/kit/captions/jentik_kuras-bak_whatsapp_id_v2.txt",
        "jentik/kit/captions/jentik_kuras-bak_instagram_id_v2.txt",
        "jentik/kit/captions/jentik_kuras-bak_x_id_v2.txt",
        "en/jentik/kit/captions/jentik_makin-banyak_instagram_en_v2.txt",
    ]));
}

#[test]
fn documents() {
    shown!(texts(&[
        "jentik/kit/whatsapp/jentik_message_id_v2.txt",
        "jentik/kit/talk/jentik_talking-points_id_v2.txt",
        "jentik/kit/talk/jentik_script_id_v2.txt",
        "en/jentik/kit/talk/jentik_faq_en_v2.txt",
        "jentik/kit/press/jentik_press-release_id_v2.txt",
        "en/jentik/kit/rules/jentik_rules_en_v2.txt",
    ]));
}

#[test]
fn figures_are_written_by_the_rules_of_each_language() {
    let indonesian = text("jentik/kit/captions/jentik_makin-banyak_instagram_id_v2.txt");
    let english = text("en/jentik/kit/captions/jentik_makin-banyak_instagram_en_v2.txt");
    assert!(indonesian.contains("84,25\u{a0}persen"), "{indonesian}");
    assert!(english.contains("84.25\u{a0}per cent"), "{english}");
}

#[test]
fn feeds_for_machines() {
    let mut kits: serde_json::Value = serde_json::from_str(text("kits.json")).unwrap();
    for kit in kits["kits"].as_array_mut().unwrap() {
        kit["bundle"]["sha256"] = "[sum]".into();
        kit["bundle"]["bytes"] = "[bytes]".into();
    }
    let kits = serde_json::to_string_pretty(&kits).unwrap();
    let others = texts(&[
        "sitemap.xml",
        "feed.xml",
        "feed.json",
        "robots.txt",
        "_headers",
    ]);
    shown!(format!("{others}\n== kits.json\n{kits}"));
}
