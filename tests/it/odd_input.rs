//! Input that is unusual and right.

use crate::{
    shown::shown,
    site::{CAMPAIGN, POST, Site},
};

const SITE: &str = "content/site.yaml";
const PORTAL: &str = "public/index.html";

#[test]
fn byte_order_marks_and_windows_line_ends_change_nothing() {
    let mut odd = Site::full();
    let plain = odd.tree("content");
    for (path, bytes) in &plain {
        if let (false, Ok(text)) = (path.ends_with(".svg"), std::str::from_utf8(bytes)) {
            let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
            odd = odd.with(&format!("content/{path}"), text);
        }
    }
    let mut made = odd.built().tree("public");
    let mut expected = crate::site::full_public().clone();
    // the record holds hashes of the inputs, which did change
    made.remove(".sebar.json");
    expected.remove(".sebar.json");
    assert_eq!(
        made.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in made {
        assert!(bytes == expected[&path], "{path}");
    }
}

#[test]
fn drafts_are_left_out_unless_asked_for() {
    let site = Site::small().add(CAMPAIGN, "status: draft\n");
    let campaigns = |arguments: &[&str]| {
        let run = site.run(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        site.text(PORTAL).contains("Rumah Tanpa Jentik")
    };
    assert!(!campaigns(&["build"]));
    assert!(campaigns(&["build", "--drafts"]));
}

#[test]
fn only_one_campaign() {
    let other = Site::small()
        .text(CAMPAIGN)
        .replace("jentik", "demam")
        .replace("Rumah", "Anak");
    let site = Site::small().with("content/demam/campaign.yaml", other);
    let all = site.run(&["plan"]).stdout;
    let one = site.run(&["plan", "--only", "demam"]).stdout;
    assert!(all.contains("jentik/index.html") && all.contains("demam/index.html"));
    assert!(!one.contains("jentik/index.html") && one.contains("demam/index.html"));
}

#[test]
fn a_withdrawn_campaign_is_listed_and_has_no_kit() {
    let site = Site::small().add(CAMPAIGN, "status: withdrawn\n").built();
    assert!(!site.path("public/jentik/index.html").exists());
    let portal = site.text(PORTAL);
    assert!(portal.contains("Rumah Tanpa Jentik") && portal.contains("Ditarik"));
    assert!(!portal.contains("href=\"\""), "a link to nowhere");
}

#[test]
fn a_campaign_of_which_there_is_nothing_but_its_file() {
    let site = Site::small()
        .without(POST)
        .without("content/jentik/facts.yaml")
        .built();
    let kit = site.tree("public/jentik");
    let names: Vec<&str> = kit.keys().map(String::as_str).collect();
    shown!(names.join("\n"));
}

#[test]
fn a_site_without_any_fact() {
    let site = Site::small().without("content/jentik/facts.yaml").change(
        POST,
        "{{ fact.minutes }}",
        "sepuluh menit",
    );
    let site = site.built();
    let caption = site.text("public/jentik/kit/captions/jentik_kuras-bak_x_id_v1.txt");
    assert!(
        caption.starts_with("Cukup sepuluh menit seminggu."),
        "{caption}"
    );
}

#[test]
fn a_title_of_two_hundred_characters() {
    let title = "Kuras bak mandi, tutup tempat air, dan periksa talang ".repeat(4);
    let title: String = title.chars().take(200).collect();
    let site = Site::small().change(CAMPAIGN, "Rumah Tanpa Jentik", &title);
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(site.text("public/jentik/index.html").contains(&title));
}

#[test]
fn an_empty_yaml_file_and_an_empty_markdown_file() {
    let site = Site::small()
        .with("content/jentik/pictures/pictures.yaml", "# nanti\n")
        .with("content/jentik/flyer.md", "")
        .with("content/jentik/message.md", "---\n---\n");
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn texts_that_look_like_markup_stay_texts() {
    let odd = r#"5 < 6 & "kutip" 'petik' </title><b>"#;
    let yaml = odd.replace('\'', "''");
    let site = Site::small()
        .change(
            CAMPAIGN,
            "title: Rumah Tanpa Jentik",
            &format!("title: '{yaml}'"),
        )
        .change(SITE, "name: Kantor Contoh", &format!("name: '{yaml}'"))
        .built();
    for page in [
        "public/index.html",
        "public/jentik/index.html",
        "public/jentik/kit.html",
        "public/feed.xml",
    ] {
        let text = site.text(page);
        assert!(!text.contains("</title><b>"), "{page}");
        assert!(text.contains("5 &lt; 6 &amp; "), "{page}");
    }
    let manifest = site.text("public/jentik/kit/manifest.json");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["campaign"]["title"], odd);
}

#[test]
fn hidden_files_and_backups_are_not_read() {
    let site = Site::small()
        .with("content/jentik/.DS_Store", b"\xff\xfe")
        .with("content/jentik/posts/.01-kuras.md.swp", b"\xff\xfe")
        .with("content/jentik/campaign.yaml~", "title: [");
    shown!(site.warned());
}
