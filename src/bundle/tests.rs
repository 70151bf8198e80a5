//! What a bundle holds, byte for byte, and which names it refuses.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::{
    diagnostic::Code,
    output::{Cancelled, Error, Sha256, Staging},
};
use ::zip::{CompressionMethod, ZipArchive};
use proptest::prelude::*;
use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read as _},
};

fn entry(name: &str, bytes: impl Into<Vec<u8>>) -> Entry<'static> {
    Entry {
        name: name.to_owned(),
        source: Source::Bytes(bytes.into().into()),
    }
}

fn zip(entries: Vec<Entry>) -> Vec<u8> {
    let out = Cursor::new(Vec::new());
    write_zip("kit.zip", entries, out).unwrap().into_inner()
}

fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn problems(names: &[&str]) -> Vec<String> {
    let problems = check_names(names.iter().copied());
    assert!(problems.iter().all(|p| p.code == Code::UnsafeName));
    problems.into_iter().map(|p| p.message).collect()
}

#[test]
fn entries_are_sorted_with_the_read_me_first() {
    let names = [
        "rules/a.txt",
        "manifest.json",
        "SHA256SUMS",
        "captions/x.txt",
        "README.txt",
    ];
    let made = unzip(&zip(names.map(|name| entry(name, name)).into()));
    let names: Vec<&str> = made.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "README.txt",
            "SHA256SUMS",
            "captions/x.txt",
            "manifest.json",
            "rules/a.txt"
        ]
    );
}

#[test]
fn texts_are_deflated_and_pictures_stored() {
    let text = "Data Anda aman. ".repeat(100);
    let bytes = zip(vec![
        entry("a.PNG", &*text),
        entry("b.txt", &*text),
        entry("kosong.txt", ""),
    ]);
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut method = |index| archive.by_index(index).unwrap().compression();
    assert_eq!(method(0), CompressionMethod::Stored);
    assert_eq!(method(1), CompressionMethod::Deflated);
    assert_eq!(method(2), CompressionMethod::Stored);
}

#[test]
fn nothing_of_the_machine_is_in_the_file() {
    let bytes = zip(vec![entry("a.txt", "abc"), entry("gambar/ꦲ.png", "x")]);
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for index in 0..archive.len() {
        let file = archive.by_index(index).unwrap();
        let time = file.last_modified().unwrap();
        assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1));
        assert_eq!(file.unix_mode().unwrap() & 0o777, 0o644);
        assert!(file.extra_data().is_none_or(|data| data.is_empty()));
    }
    // general purpose flags of the local headers (APPNOTE 4.4.4): bit 3 would be a data
    // descriptor, bit 11 says that the name is UTF-8
    let flags = |name: &str| {
        let at = bytes
            .windows(name.len())
            .position(|w| w == name.as_bytes())
            .unwrap()
            - 30;
        assert_eq!(&bytes[at..at + 4], b"PK\x03\x04");
        u16::from_le_bytes([bytes[at + 6], bytes[at + 7]])
    };
    assert_eq!(flags("a.txt"), 0);
    assert_eq!(flags("gambar/ꦲ.png"), 1 << 11);
}

/// These sums change only with the compressor: then say so in the change log, since every
/// published bundle gets other bytes.
#[test]
fn the_bytes_are_the_same_on_every_machine() {
    let lines = (0..5000).map(|n| format!("{} {}\n", n * n, n % 7));
    let text = lines.collect::<Vec<_>>().concat();
    let bytes = zip(vec![entry("a.txt", text), entry("b.png", [0, 1, 2])]);
    assert_eq!(
        Sha256::of(&bytes).to_string(),
        "94ad768676a49b223ee529d562885bb2cbc3559b193a5dee652a98b7c4a19da1"
    );
}

#[test]
fn staged_files_give_the_same_bytes_as_memory() {
    let folder = tempfile::tempdir().unwrap();
    let (root, output) = (folder.path(), folder.path().join("public"));
    let staging = Staging::open(&output, root, &[], &Cancelled::default()).unwrap();
    let text = (0..100_000)
        .map(|n| format!("{n} "))
        .collect::<Vec<_>>()
        .concat();
    let written = staging.write("kit/a.txt", text.as_bytes()).unwrap();
    let staged = Entry {
        name: "a.txt".to_owned(),
        source: Source::File(staging.read_path("kit/a.txt").unwrap()),
    };
    let out = staging.create("kit.zip").unwrap();
    let made = write_zip("kit.zip", [staged], out)
        .unwrap()
        .finish()
        .unwrap();
    staging.publish(&BTreeMap::new()).unwrap();
    let bytes = fs::read(output.join("kit.zip")).unwrap();
    assert_eq!(bytes, zip(vec![entry("a.txt", text)]));
    assert_eq!(made.sha256, Sha256::of(&bytes));
    assert_eq!(written.sha256, Sha256::of(&unzip(&bytes)[0].1));

    let gone = Entry {
        name: "a.txt".to_owned(),
        source: Source::File(output.join("gone.txt")),
    };
    let error = write_zip("kit.zip", [gone], Cursor::new(Vec::new())).unwrap_err();
    assert!(matches!(error, Error::Problem(d) if d.code == Code::Unreadable));
}

#[test]
fn names_that_some_system_cannot_hold_are_refused() {
    let long = "a".repeat(121);
    let wide = "ꦲ".repeat(90);
    for name in [
        "",
        "/a",
        "a/",
        "a//b",
        "../a",
        "a/./b",
        "a\\b",
        "C:a",
        "what?.txt",
        "a\nb",
        "a\u{7f}",
        "con",
        "NUL.txt",
        "sub/Aux.tar.gz",
        "com1",
        "LPT9.pdf",
        "com¹",
        "con .txt",
        "a.",
        "a ",
        " a",
        "d./a",
        "cafe\u{301}.txt",
        "foto\u{202e}gpj.exe",
        &long,
        &wide,
    ] {
        assert_eq!(problems(&[name]).len(), 1, "{name:?}");
        let error = write_zip("kit.zip", [entry(name, "")], Cursor::new(Vec::new()));
        assert!(
            matches!(error, Err(Error::Problem(d)) if d.code == Code::UnsafeName),
            "{name:?}"
        );
    }
    let fine = [
        "README.txt",
        "com0",
        "com10",
        "console.txt",
        "a.con",
        "Kafé.txt",
        "ꦲꦏ꧀.txt",
        ".sebar.json",
        "a b.txt",
    ];
    assert_eq!(problems(&fine), [""; 0]);
}

#[test]
fn names_that_would_overwrite_each_other_are_refused() {
    for (first, second) in [
        ("a.txt", "A.txt"),
        ("a.txt", "a.txt"),
        ("straße.txt", "STRASSE.txt"),
        ("É/a", "é/A"),
        ("Print", "print/a.pdf"),
    ] {
        assert_eq!(problems(&[first, second]).len(), 1, "{first} {second}");
        assert_eq!(problems(&[second, first]).len(), 1, "{second} {first}");
    }
    assert_eq!(problems(&["a/b", "a/c", "a.b"]), [""; 0]);
}

#[test]
fn portable_names_are_plain() {
    for (text, name) in [
        ("Petugas resmi memakai rompi", "petugas-resmi-memakai-rompi"),
        ("  Rp 58,9 triliun (2019)! ", "rp-58-9-triliun-2019"),
        ("Jum'at & Qur’an", "jumat-quran"),
        (
            "Crème brûlée, Łódź, Đà Nẵng, İstanbul, Straße",
            "creme-brulee-lodz-da-nang-istanbul-strasse",
        ),
        ("ﬁle ①", "file-1"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-x"),
    ] {
        assert_eq!(portable_name(text), name);
    }
    let long = portable_name(&"kata panjang ".repeat(10));
    assert_eq!(
        long,
        "kata-panjang-kata-panjang-kata-panjang-kata-panjang-kata"
    );
    assert_ne!(portable_name("ꦲꦏ꧀"), portable_name("ꦲꦏ"));
}

#[test]
fn the_sums_are_as_sha256sum_reads_them() {
    let sum = Sha256::of(b"abc");
    let text = sums(&[("manifest.json", sum), ("README.txt", sum)]);
    assert_eq!(text, format!("{sum}  README.txt\n{sum}  manifest.json\n"));
}

#[test]
fn a_manifest_leaves_out_what_is_not_known_and_reads_back() {
    let campaign = ManifestCampaign {
        code: "se2026".to_owned(),
        title: "Sensus Ekonomi 2026".to_owned(),
        owner: "Kantor Contoh".to_owned(),
        ..ManifestCampaign::default()
    };
    let edition = ManifestEdition {
        language: "id".to_owned(),
        ..ManifestEdition::default()
    };
    let image = ManifestArtifact {
        channel: Some("instagram".to_owned()),
        slot: Some("story".to_owned()),
        width: Some(1080),
        height: Some(1920),
        alt: Some("Petugas di depan pintu".to_owned()),
        shows: None,
        ..ManifestArtifact::new("social/a.png", 3, Sha256::of(b"abc"))
    };
    let text = ManifestArtifact::new("captions/a.txt", 3, Sha256::of(b"abc"));
    let manifest = Manifest::new(campaign, edition, 1, vec![image, text]);
    let json = manifest.to_json().unwrap();
    assert_eq!(serde_json::from_slice::<Manifest>(&json).unwrap(), manifest);
    insta::assert_snapshot!(String::from_utf8(json).unwrap(), @r#"
    {
      "format": 1,
      "campaign": {
        "code": "se2026",
        "title": "Sensus Ekonomi 2026",
        "owner": "Kantor Contoh"
      },
      "edition": {
        "language": "id"
      },
      "version": 1,
      "artifacts": [
        {
          "path": "captions/a.txt",
          "type": "text/plain",
          "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          "bytes": 3
        },
        {
          "path": "social/a.png",
          "type": "image/png",
          "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          "bytes": 3,
          "channel": "instagram",
          "slot": "story",
          "width": 1080,
          "height": 1920,
          "alt": "Petugas di depan pintu"
        }
      ]
    }
    "#);
}

proptest! {
    // no name begins like one that Windows keeps for a device
    #[test]
    fn what_goes_in_comes_out(
        files in prop::collection::btree_map("k[a-z]{0,7}(/k[a-z]{0,7})?\\.(txt|png)", prop::collection::vec(any::<u8>(), 0..2000), 0..8)
    ) {
        let entries: Vec<_> = files.iter().map(|(n, b)| entry(n, b.clone())).collect();
        let mut other = entries.clone();
        other.reverse();
        let bytes = zip(entries);
        prop_assert_eq!(&bytes, &zip(other));
        prop_assert_eq!(unzip(&bytes), files.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn a_portable_name_is_safe_for_any_text(text in any::<String>()) {
        let name = portable_name(&text);
        prop_assert!(check_names([name.as_str()]).is_empty());
        prop_assert!(name.len() <= 62 && !name.is_empty());
        prop_assert!(name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-')));
        prop_assert_eq!(portable_name(&name), name);
    }
}
