//! What a partner unpacks: bundle, manifest and sums.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
};

use serde_json::Value;
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::{
    shown::shown,
    site::{Tree, full_public},
};

/// Files of the kit in the site's first language, by path in the kit.
fn kit() -> Tree {
    let inside = |(path, bytes): (&String, &Vec<u8>)| {
        Some((path.strip_prefix("jentik/kit/")?.to_owned(), bytes.clone()))
    };
    full_public().iter().filter_map(inside).collect()
}

fn manifest(folder: &str) -> Value {
    serde_json::from_slice(&full_public()[&format!("{folder}/kit/manifest.json")]).unwrap()
}

fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn archive() -> ZipArchive<Cursor<&'static [u8]>> {
    ZipArchive::new(Cursor::new(full_public()["jentik/kit.zip"].as_slice())).unwrap()
}

#[test]
fn the_manifest_says_what_is_there() {
    let manifest = manifest("jentik");
    let mut shown = manifest.clone();
    for artifact in shown["artifacts"].as_array_mut().unwrap() {
        artifact["sha256"] = "[sum]".into();
        artifact["bytes"] = "[bytes]".into();
    }
    shown!(serde_json::to_string_pretty(&shown).unwrap());
    let kit = kit();
    for artifact in manifest["artifacts"].as_array().unwrap() {
        let bytes = &kit[artifact["path"].as_str().unwrap()];
        assert_eq!(artifact["bytes"], bytes.len());
        assert_eq!(artifact["sha256"], sum(bytes));
    }
}

#[test]
fn alternative_texts_say_all_that_is_drawn() {
    for (folder, words) in [
        (
            "jentik",
            [
                "Bak mandi berisi air jernih",
                "Kuras bak mandi,",
                "seminggu sekali",
                "Sikat dindingnya",
                "Contoh",
            ],
        ),
        (
            "en/jentik",
            [
                "A tank of clear water",
                "Drain the tank",
                "once a week",
                "Scrub its walls",
                "Sample",
            ],
        ),
    ] {
        let manifest = manifest(folder);
        let images = manifest["artifacts"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|artifact| {
                artifact["material"] == "posts/kuras-bak" && artifact.get("width").is_some()
            });
        let mut count = 0;
        for image in images {
            let said = ["shows", "alt"].map(|key| image[key].as_str().unwrap_or_default());
            let said = said.join(" ").to_lowercase();
            for word in words {
                assert!(said.contains(&word.to_lowercase()), "{word}: {said}");
            }
            count += 1;
        }
        assert_eq!(count, 6);
    }
}

#[test]
fn the_sums_agree_with_the_files() {
    let kit = kit();
    let sums = std::str::from_utf8(&kit["SHA256SUMS"]).unwrap();
    let mut summed = Vec::new();
    for line in sums.lines() {
        let (sum_said, path) = line.split_once("  ").unwrap();
        assert_eq!(sum(&kit[path]), sum_said, "{path}");
        summed.push(path);
    }
    let all: Vec<&str> = kit
        .keys()
        .map(String::as_str)
        .filter(|path| *path != "SHA256SUMS")
        .collect();
    assert_eq!(summed, all);
}

#[test]
fn the_bundle_holds_the_kit_and_begins_with_its_read_me() {
    let kit = kit();
    let mut archive = archive();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert_eq!(names[0], "README.txt");
    let mut held = Tree::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let time = file.last_modified().unwrap();
        assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1));
        held.insert(file.name().unwrap().into_owned(), bytes);
    }
    assert!(held == kit);
}

#[test]
fn a_channels_bundle_holds_files_and_its_read_me_names_their_folders() {
    let mut channels = Vec::new();
    for (path, bytes) in full_public() {
        let Some(channel) = path.strip_prefix("jentik/kit-") else {
            continue;
        };
        channels.push(channel.trim_end_matches(".zip"));
        let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
        let mut read_me = String::new();
        let mut first = archive.by_name("README.txt").unwrap();
        first.read_to_string(&mut read_me).unwrap();
        drop(first);
        let named: BTreeSet<&str> = read_me
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
            .collect();
        let names = archive.file_names().map(|name| name.unwrap().into_owned());
        let names: Vec<String> = names.collect();
        let held: BTreeSet<&str> = names
            .iter()
            .filter_map(|name| Some(name.split_once('/')?.0))
            .collect();
        assert!(!held.is_empty(), "{path} holds nothing");
        assert_eq!(named, held, "{path}");
    }
    // not "own", which is on but has neither slot nor caption
    assert_eq!(channels, ["facebook", "instagram", "whatsapp", "x"]);
}

#[test]
fn names_can_be_read_outside_the_kit() {
    let names: Vec<String> = kit().into_keys().collect();
    shown!(names.join("\n"));
}

#[test]
fn the_read_me() {
    shown!(std::str::from_utf8(&kit()["README.txt"]).unwrap());
}
