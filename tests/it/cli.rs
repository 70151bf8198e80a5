//! The command line: help, exit codes, what goes where.

use crate::{
    shown::shown,
    site::{CAMPAIGN, POST, Run, Site},
};

fn run(arguments: &[&str]) -> Run {
    Site::empty().run(arguments)
}

#[test]
fn help() {
    let run = run(&["help"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    shown!(run.stdout);
}

#[test]
fn options() {
    let said = [
        &["--help"][..],
        &["build", "--help"],
        &["plan", "--help"],
        &["check", "--help"],
    ]
    .map(|arguments| {
        let run = run(arguments);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        format!("$ sebar {}\n{}", arguments.join(" "), run.stdout)
    });
    shown!(said.join("\n"));
}

#[test]
fn help_names_every_key_that_is_read() {
    for (name, schema) in sebar::content::schemas() {
        let topic = name.split(['.', '/']).next().unwrap();
        let run = run(&["help", topic]);
        assert_eq!(run.code, 0, "{topic}: {}", run.stderr);
        let mut keys = Vec::new();
        collect(&schema, &mut keys);
        assert!(!keys.is_empty(), "{name}");
        for key in keys {
            let listed = run
                .stdout
                .lines()
                .any(|line| line.split_whitespace().next() == Some(key.as_str()));
            assert!(listed, "`sebar help {topic}` does not name `{key}`");
        }
    }
}

/// Every key of a schema, at any depth.
fn collect(schema: &serde_json::Value, keys: &mut Vec<String>) {
    if let Some(object) = schema.as_object() {
        if let Some(properties) = object.get("properties").and_then(|value| value.as_object()) {
            keys.extend(properties.keys().cloned());
        }
        for value in object.values() {
            collect(value, keys);
        }
    } else if let Some(list) = schema.as_array() {
        for value in list {
            collect(value, keys);
        }
    }
}

#[test]
fn help_on_what_there_is_no_help_for() {
    let run = run(&["help", "campaing"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    shown!(run.stderr);
}

#[test]
fn version() {
    let run = run(&["--version"]);
    assert_eq!(
        (run.code, run.stdout),
        (0, format!("sebar {}\n", env!("CARGO_PKG_VERSION")))
    );
}

#[test]
fn wrong_use_ends_with_two() {
    for arguments in [
        &[][..],
        &["bulid"],
        &["build", "--ouput", "x"],
        &["build", "--jobs", "0"],
        &["build", "--now", "kemarin"],
        &["build", "lain"],
    ] {
        let run = run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_good_build() {
    let run = Site::full().run(&["build"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""));
    // how far it has come is told at most once a second, and lengths follow the encoders' versions
    let is_final = |line: &&str| !line.contains("Drawing") || line.contains("46/46");
    let lines = run
        .stderr
        .lines()
        .filter(is_final)
        .take_while(|line| !line.contains(" in all"));
    let told: Vec<&str> = lines.collect();
    let told = told.join("\n");
    shown!(told);
}

#[test]
fn a_site_elsewhere() {
    let site = Site::small();
    let here = Site::empty();
    let root = site.path("");
    let run = here.run(&["build", "--root", root.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(site.path("public/jentik/kit.zip").exists());
    assert!(here.tree("").is_empty());
    // a folder that is named stands where the person does
    let place = root.to_str().unwrap();
    let run = here.run(&["build", "--root", place, "--output", "hasil"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(here.path("hasil/jentik/kit.zip").exists());
    assert!(!site.path("hasil").exists());
}

#[test]
fn warnings_are_counted_by_a_build_and_shown_by_a_check() {
    let site = Site::small().with("content/jentik/flier.md", "Kuras.\n");
    let build = site.run(&["build"]);
    assert_eq!(build.code, 0);
    assert!(
        build.stderr.contains("1 warning. sebar check shows it."),
        "{}",
        build.stderr
    );
    assert!(!build.stderr.contains("flier.md"));
    assert!(site.run(&["check"]).stderr.contains("flier.md"));
}

#[test]
fn all_mistakes_are_shown_at_once() {
    let site = Site::small()
        .change(POST, "statement", "statment")
        .change(CAMPAIGN, "version: 1", "verson: 1")
        .with("content/jentik/flyer.md", "## A {.stepz}\n\nB.\n");
    let run = site.run(&["check"]);
    assert_eq!(run.code, 1);
    for code in ["SB0102", "SB0107", "SB0141"] {
        assert!(run.stderr.contains(code), "{code}\n{}", run.stderr);
    }
}

#[test]
fn diagnostics_for_machines() {
    let site = Site::small().change(CAMPAIGN, "hashtags:", "hastags:");
    for command in ["check", "build", "plan"] {
        let run = site.run(&[command, "--format", "json"]);
        assert_eq!(run.code, 1);
        let lines: Vec<&str> = run.stdout.lines().collect();
        let [line] = lines[..] else {
            panic!("{}", run.stdout)
        };
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(found["code"], "SB0102");
        assert_eq!(
            (&found["file"], &found["line"], &found["column"]),
            (&CAMPAIGN.into(), &5.into(), &1.into())
        );
    }
}

#[test]
fn colour_only_when_asked_or_on_a_terminal() {
    let site = Site::small().change(CAMPAIGN, "hashtags:", "hastags:");
    let is_marked = |arguments: &[&str]| site.run(arguments).stderr.contains('\x1b');
    assert!(!is_marked(&["check"]));
    assert!(!is_marked(&["check", "--color", "never"]));
    assert!(is_marked(&["check", "--color", "always"]));
}
