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
fn a_withdrawn_campaign_says_so_and_has_no_kit() {
    let site = Site::full()
        .change(CAMPAIGN, "status: published", "status: withdrawn")
        .built();
    for (page, banner) in [
        ("jentik/index.html", "Jangan dibagikan lagi"),
        ("jentik/kit.html", "Jangan dibagikan lagi"),
        ("en/jentik/index.html", "Do not share it any more"),
    ] {
        let text = site.text(&format!("public/{page}"));
        assert!(text.contains(banner), "{page}");
        for gone in ["wa.me", "ld+json", "kit.zip", "og:image", "Tiga langkah"] {
            assert!(!text.contains(gone), "{gone} in {page}");
        }
    }
    let page = site.text("public/jentik/index.html");
    assert!(
        page.contains("<title>Ditarik: Rumah Tanpa Jentik"),
        "{page}"
    );
    assert!(!site.path("public/jentik/kit").exists());
    assert!(!site.path("public/jentik/kit.zip").exists());
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

#[test]
fn a_flyer_of_forty_pictures_and_a_table_of_twelve_columns() {
    let columns: String = (1..12).map(|n| format!(" | Bulan {n}")).collect();
    let cells: String = (1..12).map(|n| format!(" | {}", n * 37)).collect();
    let line = "---|".repeat(12);
    let mut flyer =
        format!("## Tabel {{.compare}}\n\n| Kota{columns} |\n|{line}\n| Semarang{cells} |\n");
    let mut said = String::new();
    let svg =
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>"#;
    let mut site = Site::small();
    for n in 0..40 {
        flyer.push_str(&format!("\n## Gambar {n}\n\n![](g{n}.svg)\n\nIsi.\n"));
        said.push_str(&format!("g{n}.svg: {{alt: Gambar {n}}}\n"));
        site = site.with(&format!("content/jentik/pictures/g{n}.svg"), svg);
    }
    let site = site
        .with("content/jentik/flyer.md", flyer)
        .with("content/jentik/pictures/pictures.yaml", said)
        .built();
    let page = site.text("public/jentik/index.html");
    for n in 0..40 {
        assert!(page.contains(&format!("alt=\"Gambar {n}\"")), "picture {n}");
    }
    let lazy = page.matches("loading=\"lazy\"").count();
    assert!(lazy >= 40, "only {lazy} pictures wait until they are near");
    for n in 1..12 {
        assert!(page.contains(&format!("Bulan {n}<")) && page.contains(&format!(">{}<", n * 37)));
    }
}
