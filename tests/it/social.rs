//! Channels, their slots, and what is made for each.

use serde_json::Value;

use crate::{
    shown::shown,
    site::{POST, Site},
};

/// Who publishes, and where.
pub const SITE: &str = "content/site.yaml";
/// Its channels in the small site.
pub const SWITCHES: &str = "{whatsapp: false, instagram: false, facebook: false, youtube: false}";

/// The small site with these channels and no other.
fn on(channels: &str) -> Site {
    let others = "whatsapp: false, instagram: false, facebook: false, x: false, youtube: false";
    let kept: Vec<&str> = others
        .split(", ")
        .filter(|off| {
            let name = off.split(':').next().unwrap_or_default();
            !channels.contains(&format!("{name}:"))
        })
        .collect();
    let switches = [kept.join(", "), channels.to_owned()];
    let switches: Vec<&str> = switches
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    Site::small().change(SITE, SWITCHES, &format!("{{{}}}", switches.join(", ")))
}

fn planned(site: &Site) -> Vec<String> {
    let run = site.run(&["plan", "--json"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let path = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        row["path"].as_str().unwrap().to_owned()
    };
    run.stdout.lines().map(path).collect()
}

#[test]
fn channels_are_listed_with_their_limits() {
    let run = Site::small().run(&["channels"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    shown!(run.stdout);
}

#[test]
fn channels_for_machines() {
    let run = Site::small().run(&["channels", "--json"]);
    let known: Value = serde_json::from_str(&run.stdout).unwrap();
    let channels = known["channels"].as_array().unwrap();
    let x = channels.iter().find(|one| one["channel"] == "x").unwrap();
    assert_eq!(x["caption"]["most"], 280);
    assert_eq!(x["caption"]["counting"], "weighted");
    let slots = known["slots"].as_array().unwrap();
    assert!(
        slots
            .iter()
            .all(|slot| slot["source"] != "" && slot["checked"] != "")
    );
    assert!(slots.iter().any(|slot| slot["width"] == 851));
}

#[test]
fn a_site_says_which_slots_are_drawn_and_adds_its_own() {
    let site = on("instagram: [tall], telegram: true").add(
        SITE,
        "slots:\n  - {channel: own, name: lobby, width: 1920, height: 1080}\n  - {channel: telegram, name: photo, width: 640, height: 640}\n",
    );
    let pictures: Vec<String> = planned(&site)
        .into_iter()
        .filter(|path| path.ends_with(".png"))
        .collect();
    assert_eq!(
        pictures,
        [
            "jentik/kit/social/jentik_kuras-bak_tall_id_1080x1440_v1.png",
            "jentik/kit/social/jentik_kuras-bak_telegram-photo_id_640x640_v1.png",
            "jentik/kit/social/jentik_kuras-bak_own-lobby_id_1920x1080_v1.png",
        ]
    );
}

#[test]
fn slots_that_cannot_be() {
    let site = on("instagram: [tal]").add(
        SITE,
        "slots:\n  - {channel: own, name: Lobby, width: 1920, height: 1080}\n  - {channel: own, name: lobby, width: 1920}\n  - {channel: own, name: strip, width: 20000, height: 100}\n",
    );
    shown!(site.refused());
}

#[test]
fn slides_are_numbered_where_readers_swipe() {
    let slides = "title: \"Kuras bak mandi, *seminggu sekali*\"\nslides:\n  - {template: list, title: Yang diperiksa, items: [Bak, Vas]}\n  - {template: thanks, title: Terima kasih}";
    let site = on("instagram: [portrait, story]").change(
        POST,
        "title: \"Kuras bak mandi, *seminggu sekali*\"",
        slides,
    );
    let pictures: Vec<String> = planned(&site)
        .into_iter()
        .filter(|path| path.ends_with(".png"))
        .collect();
    assert_eq!(
        pictures,
        [
            "jentik/kit/social/jentik_kuras-bak_portrait-1_id_1080x1350_v1.png",
            "jentik/kit/social/jentik_kuras-bak_portrait-2_id_1080x1350_v1.png",
            "jentik/kit/social/jentik_kuras-bak_portrait-3_id_1080x1350_v1.png",
            "jentik/kit/social/jentik_kuras-bak_story_id_1080x1920_v1.png",
        ]
    );
}

#[test]
fn keys_of_posts_in_slides() {
    let slides = "title: \"Kuras bak mandi, *seminggu sekali*\"\nslides:\n  - {template: thanks, title: Terima kasih, date: 2026-05-01}\n  - {template: quote, title: Bersih}";
    let title = "title: \"Kuras bak mandi, *seminggu sekali*\"";
    shown!(Site::small().change(POST, title, slides).refused());
}

#[test]
fn captions_in_other_tones_and_a_calendar() {
    let front = "date: 2026-05-16\nvariants:\n  formal: |\n    Bapak dan Ibu, **kuras** bak mandi.\n\n    Cukup {{ fact.minutes }}.\n  informal: Yuk, *kuras* bak!\ntemplate: statement";
    let site = on("whatsapp: true, x: true, facebook: true")
        .change(POST, "template: statement", front)
        .built();
    let kit = site.tree("public/jentik/kit");
    let is_words = |path: &&String| path.starts_with("captions/") || path.starts_with("calendar/");
    let words: Vec<String> = kit
        .keys()
        .filter(is_words)
        .map(|path| format!("== {path}\n{}", String::from_utf8_lossy(&kit[path])))
        .collect();
    let manifest: Value = serde_json::from_slice(&kit["manifest.json"]).unwrap();
    let artifacts = manifest["artifacts"].as_array().unwrap();
    let shares: Vec<String> = artifacts
        .iter()
        .filter_map(|one| {
            Some(format!(
                "{} {}",
                one["path"].as_str()?,
                one["share"].as_str()?
            ))
        })
        .collect();
    shown!(format!(
        "{}\n== share\n{}",
        words.join("\n"),
        shares.join("\n")
    ));
}

#[test]
fn each_channel_counts_in_its_own_way() {
    // 170 emoji: 170 characters, 340 weighted, 340 UTF-16 units, 680 bytes
    let site = |channel: &str| on(channel).add(POST, &"🐟".repeat(170));
    let said = |channel: &str| site(channel).run(&["check"]).said();
    assert!(said("x: true").contains("too long for x"));
    assert!(said("threads: true").contains("too long for threads"));
    assert!(!said("telegram: true").contains("too long"));
    assert!(!said("whatsapp: true").contains("too long"));
}

#[test]
fn text_that_a_channel_covers() {
    let site = Site::small().add(
        SITE,
        "slots: [{channel: x, name: post, covered: {top: 200}}]\n",
    );
    shown!(site.refused());
}

#[test]
fn text_that_its_ground_hides() {
    let site = Site::small().add(SITE, "brand: {brand-strong: \"#d9d2c4\"}\n");
    shown!(site.refused());
}

#[test]
fn pictures_that_are_much_too_small() {
    let mut small = std::io::Cursor::new(Vec::new());
    let grey = image::RgbImage::from_pixel(200, 120, image::Rgb([120, 120, 120]));
    grey.write_to(&mut small, image::ImageFormat::Png).unwrap();
    let site = Site::small()
        .with("content/jentik/pictures/bak.png", small.into_inner())
        .with(
            "content/jentik/pictures/pictures.yaml",
            "bak.png: {alt: Bak mandi.}\n",
        )
        .change(
            POST,
            "template: statement",
            "template: statement\npicture: bak.png",
        );
    shown!(site.refused());
}

#[test]
fn a_word_that_no_line_holds() {
    let word = "Mempertanggungjawabkan".repeat(4);
    let title = "title: \"Kuras bak mandi, *seminggu sekali*\"";
    shown!(
        Site::small()
            .change(POST, title, &format!("title: {}", &word[..80]))
            .refused()
    );
}

#[test]
fn text_four_times_too_long() {
    let text = "Kuras bak mandi sampai bersih, tutup rapat, lalu periksa lagi. ".repeat(30);
    let title = "title: \"Kuras bak mandi, *seminggu sekali*\"";
    let long = format!("{title}\ntext: \"{}\"", text.trim());
    shown!(Site::small().change(POST, title, &long).refused());
}

#[test]
fn hashtags_that_the_campaign_writes_otherwise() {
    let site = Site::small().change(
        POST,
        "template: statement",
        "template: statement\nhashtags: [tanpajentik]",
    );
    shown!(site.warned());
}
