//! Same inputs, same bytes.

use std::process::Command;

use crate::site::{NOW, Run, Site, Tree, full_public};

/// Builds the full site with other circumstances.
fn built(change: impl Fn(&mut Command)) -> Tree {
    let site = Site::full();
    let mut command = site.command(&["build"]);
    change(&mut command);
    let run = Run::of(&mut command);
    assert_eq!(run.code, 0, "{}", run.stderr);
    site.tree("public")
}

fn assert_same(made: &Tree, expected: &Tree) {
    assert_eq!(
        made.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in made {
        assert!(*bytes == expected[path], "{path} differs");
    }
}

#[test]
fn folder_time_zone_locale_and_threads_change_nothing() {
    let one = built(|command| {
        command
            .args(["--jobs", "1"])
            .env("TZ", "Asia/Jakarta")
            .env("LANG", "id_ID.UTF-8");
    });
    assert_same(&one, full_public());
    let two = built(|command| {
        command
            .args(["--jobs", "2", "--color", "always"])
            .env("TZ", "America/Los_Angeles")
            .env("LC_ALL", "C");
    });
    assert_same(&two, full_public());
}

#[test]
fn the_clock_is_an_input() {
    let day = "2026-05-12T07:00:00+07:00";
    let said = built(|command| {
        command.args(["--now", day]).env_remove("SOURCE_DATE_EPOCH");
    });
    assert_same(&said, full_public());
    let over = built(|command| {
        command.args(["--now", day]).env("SOURCE_DATE_EPOCH", "0");
    });
    assert_same(&over, full_public());
}

#[test]
fn a_later_build_changes_only_what_time_changes() {
    let next_year = NOW.parse::<u64>().unwrap() + 365 * 24 * 60 * 60;
    let later = built(|command| {
        command.env("SOURCE_DATE_EPOCH", next_year.to_string());
    });
    let differs = later
        .iter()
        .filter(|(path, bytes)| **bytes != full_public()[*path]);
    let paths: Vec<&str> = differs.map(|(path, _)| path.as_str()).collect();
    // the campaign has ended by then, which the portals and the list of kits say
    assert_eq!(
        paths,
        [".sebar.json", "en/index.html", "index.html", "kits.json"]
    );
}

#[test]
fn a_clock_that_is_none_is_refused() {
    let site = Site::small();
    let mut command = site.command(&["build"]);
    let run = Run::of(command.env("SOURCE_DATE_EPOCH", "kemarin"));
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "error: SOURCE_DATE_EPOCH is `kemarin`, which is not a number of seconds\n"
    );
}
