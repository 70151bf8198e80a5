//! A writer's first hour, as typed: init, new, break, fix, build.

use std::fs;

use crate::{
    shown::shown,
    site::{Run, Site},
};

fn typed(site: &Site, line: &str) -> Run {
    let arguments: Vec<&str> = line.split(' ').collect();
    site.run(&arguments)
}

/// A site begun in an empty folder.
fn begun(options: &str) -> Site {
    let site = Site::empty();
    let run = typed(&site, format!("init {options}").trim());
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    site
}

#[test]
fn from_nothing_to_a_kit() {
    let site = Site::empty();
    let mut said = Vec::new();
    let mut type_in = |site: &Site, line: &str, code: i32| {
        let run = typed(site, line);
        assert_eq!(run.code, code, "{line}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{line}");
        let lines = run.said();
        let lines = lines.lines().take_while(|line| !line.contains(" in all"));
        said.push(format!(
            "$ sebar {line}\n{}",
            lines.collect::<Vec<_>>().join("\n")
        ));
    };
    type_in(&site, "init", 0);
    type_in(&site, "check", 0);
    type_in(&site, "new campaign vaksin-anak", 0);
    type_in(
        &site,
        "new post jadwal --campaign vaksin-anak --template steps",
        0,
    );
    type_in(&site, "new talking-points vaksin-anak", 0);
    type_in(&site, "check --drafts", 0);
    let path = "content/vaksin-anak/campaign.yaml";
    let site = site.change(path, "status: draft", "stauts: published");
    type_in(&site, "build", 1);
    let site = site.change(path, "stauts:", "status:");
    type_in(&site, "build", 0);
    assert!(site.path("public/vaksin-anak/kit.zip").exists());
    shown!(said.join("\n\n"));
}

/// `sebar init` in a terminal, where `keys` are typed.
#[cfg(target_os = "linux")]
fn asked(keys: &str) -> (Site, Run) {
    use std::process::Command;

    let site = Site::empty();
    let mut terminal = Command::new("sh");
    let line = format!("printf '{keys}' | script -qec \"$SEBAR init\" /dev/null");
    terminal
        .args(["-c", &line])
        .env("SEBAR", env!("CARGO_BIN_EXE_sebar"))
        .current_dir(site.path(""));
    let run = Run::of(&mut terminal);
    (site, run)
}

#[test]
#[cfg(target_os = "linux")]
#[ignore = "needs script, of util-linux: run by .ci/run"]
fn in_a_terminal_each_answer_is_asked_for() {
    let (site, run) = asked(r"en,id\nVillage Hall\n\n\n#123456\n");
    assert_eq!(run.code, 0, "{}", run.stdout);
    let questions = [
        "Languages, the main one first [id]:",
        "Which office publishes [Example Office]:",
        "Its domain [example.go.id]:",
        "Where the site will stand [https://example.go.id/campaigns/]:",
        "Colour of the office [#0b6e4f]:",
        "A site stands in this folder",
    ];
    let mut rest = run.stdout.as_str();
    for question in questions {
        let (_, after) = rest.split_once(question).expect(question);
        rest = after;
    }
    let yaml = site.text("content/site.yaml");
    for said in [
        "\"Village Hall\"",
        "[en, id]",
        "#123456",
        "https://example.go.id/campaigns/",
    ] {
        assert!(yaml.contains(said), "{said}: {yaml}");
    }
    assert_eq!(site.warned(), "  Nothing is wrong.");
}

#[test]
#[cfg(target_os = "linux")]
#[ignore = "needs script, of util-linux: run by .ci/run"]
fn who_goes_away_while_asked_leaves_nothing_behind() {
    // the terminal's end comes after the second answer
    let (site, run) = asked(r"id\nBalai Desa\n");
    assert_eq!(run.code, 130, "{}", run.stdout);
    assert!(run.stdout.contains("Nothing was written"), "{}", run.stdout);
    assert!(site.tree("").is_empty());
    let (site, run) = asked(r"id,id\n");
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(
        run.stdout.contains("is not a language tag of its own"),
        "{}",
        run.stdout
    );
    assert!(site.tree("").is_empty());
}

#[test]
fn every_draft_builds_without_a_word() {
    for (options, language) in [("", "id"), ("--languages en,id", "en")] {
        let site = begun(options);
        let new = |line: &str| {
            let run = typed(&site, &format!("new {line}"));
            assert_eq!(run.code, 0, "{line}: {}", run.stderr);
        };
        new("campaign Contoh");
        for template in [
            "statement",
            "number",
            "rebuttal",
            "steps",
            "question",
            "quote",
            "list",
            "compare",
            "event",
            "thanks",
        ] {
            new(&format!(
                "post {template} --campaign contoh --template {template}"
            ));
        }
        for kind in ["talking-points", "script", "faq", "press-release"] {
            new(&format!("{kind} contoh"));
        }
        let run = typed(&site, "check --drafts");
        assert_eq!(run.said(), "  Nothing is wrong.", "{language}");
        for (path, bytes) in site.tree("content") {
            let text = String::from_utf8(bytes).unwrap();
            assert!(!text.contains("[["), "{path} has a gap");
        }
    }
}

#[test]
fn a_translation_is_begun_beside_its_original() {
    let site = begun("--languages id,en");
    for line in ["flyer", "leaflet", "message", "campaign"] {
        let run = typed(&site, &format!("new {line} loket-sabtu --language en"));
        assert_eq!(run.code, 0, "{line}: {}", run.stderr);
    }
    let run = typed(&site, "new post tiga-langkah --language en");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let files = site.tree("content/loket-sabtu");
    for file in [
        "flyer.en.md",
        "leaflet.en.md",
        "message.en.md",
        "campaign.en.yaml",
        "posts/02-tiga-langkah.en.md",
    ] {
        assert!(files.contains_key(file), "{file}");
    }
    let run = typed(&site, "check");
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn what_was_asked_for_stands_in_the_site() {
    let folder = Site::empty().with(
        "lambang.svg",
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>"#,
    );
    let run = folder.run(&[
        "init",
        "situs",
        "--organisation",
        "Puskesmas \"Sehat\": Kota",
        "--domain",
        "sehat.example.go.id",
        "--base-url",
        "https://sehat.example.go.id/kabar/",
        "--colour",
        "#8a1f4b",
        "--logo",
        "lambang.svg",
        "--languages",
        "id,en",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    shown!(folder.text("situs/content/site.yaml"));
    let check = folder.run(&["check", "--root", "situs"]);
    assert_eq!(check.said(), "  Nothing is wrong.");
}

#[test]
fn nothing_is_ever_written_over() {
    let site = begun("");
    let before = site.tree("");
    for line in [
        "init",
        "new campaign loket-sabtu",
        "new flyer loket-sabtu",
        "new post loket-sabtu",
        "new facts loket-sabtu",
    ] {
        let run = typed(&site, line);
        assert_eq!(run.code, 2, "{line}: {}", run.stderr);
        assert!(
            run.stderr.contains("already") || run.stderr.contains("of that name"),
            "{}",
            run.stderr
        );
    }
    assert!(site.tree("") == before);
    // what stands beside the content may be the writer's own
    let site = Site::empty().with(".gitignore", "saya\n");
    let run = typed(&site, "init");
    assert!(
        run.stderr.contains("Left as it was: .gitignore"),
        "{}",
        run.stderr
    );
    assert_eq!(site.text(".gitignore"), "saya\n");
}

#[test]
fn wrong_answers_are_refused_before_anything_is_written() {
    let mut said = Vec::new();
    for line in [
        "init --domain https://example.go.id/",
        "init --colour hijau",
        "init --languages id,id",
        "init --base-url example.go.id",
        "init --logo tidak-ada.svg",
    ] {
        let site = Site::empty();
        let run = typed(&site, line);
        assert_eq!(run.code, 2, "{line}");
        assert_eq!(fs::read_dir(site.path("")).unwrap().count(), 0, "{line}");
        said.push(format!("$ sebar {line}\n{}", run.said()));
    }
    let site = begun("");
    for line in [
        "new flyer loket-sabtoe",
        "new post satu --campaign lain",
        "new post satu --language en",
        "new post dua",
    ] {
        let run = typed(&site, line);
        said.push(format!("$ sebar {line}  → {}\n{}", run.code, run.said()));
    }
    shown!(said.join("\n\n"));
}
