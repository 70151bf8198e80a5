//! Commands beside build, check and plan: explain, schema, completions, man; and what every command
//! does where it cannot do its work.

use std::{fs, process::Stdio};

use crate::{
    shown::shown,
    site::{CAMPAIGN, Run, Site},
};

fn run(arguments: &[&str]) -> Run {
    Site::empty().run(arguments)
}

#[test]
fn explain_tells_of_one_code_or_lists_all() {
    let one = run(&["explain", "sb0107"]);
    assert_eq!((one.code, one.stderr.as_str()), (0, ""));
    let all = run(&["explain"]);
    assert_eq!((all.code, all.stderr.as_str()), (0, ""));
    shown!(format!("{}\n\n{}", one.stdout, all.stdout));
}

#[test]
fn explain_of_no_code() {
    let run = run(&["explain", "SB0170"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    shown!(run.stderr);
}

#[test]
fn every_topic_of_the_guide_is_printed() {
    let list = run(&["help"]).stdout;
    let topics: Vec<&str> = list
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("sebar help "))
        .filter_map(|rest| rest.split_whitespace().next())
        .collect();
    assert!(topics.len() >= 14, "{list}");
    for topic in topics {
        let page = run(&["help", topic]);
        assert_eq!((page.code, page.stderr.as_str()), (0, ""), "{topic}");
        assert!(page.stdout.lines().count() > 3, "{topic}");
        assert!(
            page.stdout.lines().all(|line| line.chars().count() <= 130),
            "{topic}"
        );
    }
}

#[test]
fn schemas_are_printed_and_written() {
    let printed = run(&["schema"]);
    let all: serde_json::Value = serde_json::from_str(&printed.stdout).unwrap();
    let site = Site::empty();
    for _ in 0..2 {
        // a second time over the first: they are made anew with each version
        assert_eq!(site.run(&["schema", "--output", "skema"]).code, 0);
    }
    let files = site.tree("skema");
    assert_eq!(files.len(), all.as_object().unwrap().len());
    for (name, schema) in all.as_object().unwrap() {
        let written = &files[&format!("{name}.json")];
        let written: serde_json::Value = serde_json::from_slice(written).unwrap();
        assert_eq!(&written, schema, "{name}");
    }
    assert!(
        all["campaign"]["required"]
            .as_array()
            .unwrap()
            .contains(&"title".into())
    );
    assert!(
        !all["campaign-translation"]
            .to_string()
            .contains("\"required\":[")
    );
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = run(&["completions", shell]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{shell}");
        for command in ["serve", "explain", "completions"] {
            assert!(run.stdout.contains(command), "{shell} {command}");
        }
    }
}

#[test]
fn manual_pages_are_printed_and_written() {
    let printed = run(&["man"]).stdout;
    assert!(printed.contains(".TH sebar 1"), "{printed}");
    let site = Site::empty();
    assert_eq!(site.run(&["man", "--output", "man1"]).code, 0);
    let pages = site.tree("man1");
    for page in ["sebar.1", "sebar-build.1", "sebar-serve.1"] {
        assert!(pages.contains_key(page), "{page}: {:?}", pages.keys());
    }
    assert!(String::from_utf8_lossy(&pages["sebar-build.1"]).contains("base\\-url"));
}

#[test]
fn annotations_and_sarif() {
    let site = Site::small().change(CAMPAIGN, "hashtags:", "hastags:");
    let github = site.run(&["check", "--format", "github"]);
    assert_eq!(github.code, 1);
    let start = format!("::error file={CAMPAIGN},line=5,col=1,title=SB0102%3A an unknown key::");
    assert!(github.stdout.starts_with(&start), "{}", github.stdout);
    assert_eq!(github.stdout.lines().count(), 1);
    let sarif = site.run(&["check", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&sarif.stdout).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(
        (&result["ruleId"], &result["level"]),
        (&"SB0102".into(), &"error".into())
    );
    let good = Site::small().run(&["check", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&good.stdout).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

/// Every command that reads a site, in an empty folder.
#[test]
fn in_an_empty_folder() {
    let said = ["build", "check", "plan", "new campaign posyandu"].map(|command| {
        let arguments: Vec<&str> = command.split(' ').collect();
        let site = Site::empty();
        let run = site.run(&arguments);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{command}");
        assert!(site.tree("").is_empty(), "{command}");
        format!("$ sebar {command}\n{}", run.said())
    });
    shown!(said.join("\n\n"));
}

#[cfg(unix)]
#[test]
fn without_permission_to_write() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = Site::empty();
    let locked = site.path("kunci");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(locked.join("coba"), "").is_ok() {
        // whoever may do everything cannot be refused
        return;
    }
    for command in [
        "init kunci/situs",
        "schema --output kunci/skema",
        "man --output kunci/man",
    ] {
        let arguments: Vec<&str> = command.split(' ').collect();
        let run = site.run(&arguments);
        assert_eq!(run.code, 3, "{command}: {}", run.stderr);
        assert!(run.stderr.contains("kunci") && run.stderr.contains("nothing was written"));
    }
    assert_eq!(fs::read_dir(&locked).unwrap().count(), 0);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A file that grows no more, as on a disk that is full.
#[cfg(unix)]
#[test]
fn on_a_disk_that_is_full() {
    let site = Site::small().published();
    let before = site.tree("public");
    let program = env!("CARGO_BIN_EXE_sebar");
    let script = format!("trap '' XFSZ; ulimit -f 8; exec {program} build");
    let mut command = site.command(&[]);
    let mut shell = std::process::Command::new("sh");
    shell
        .args(["-c", &script])
        .current_dir(command.get_current_dir().unwrap())
        .stdin(Stdio::null());
    shell
        .env("SOURCE_DATE_EPOCH", crate::site::NOW)
        .env_remove("CI");
    let run = Run::of(&mut shell);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(site.tree("public") == before, "public/ was touched");
    let _ = &mut command;
    // which file is the first to be too long depends on how many are written at once
    let said = run.said();
    let head = said
        .lines()
        .find(|line| line.starts_with("error["))
        .unwrap();
    let (code, _) = head.split_once("]: ").unwrap();
    shown!(format!("{code}]: …"));
}

#[cfg(unix)]
#[test]
fn with_a_reader_that_went_away() {
    let site = Site::full();
    for command in [
        "help",
        "help posts",
        "explain",
        "explain SB0102",
        "schema",
        "completions bash",
        "man",
        "plan",
        "check --format json",
    ] {
        let arguments: Vec<&str> = command.split(' ').collect();
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut child = site.command(&arguments);
        child.stdout(writer).stderr(Stdio::piped());
        let output = child.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{command}: {said}");
        assert!(!said.contains("panic"), "{command}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn with_nobody_to_tell() {
    let site = Site::small().change(CAMPAIGN, "hashtags:", "hastags:");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = site.command(&["check"]).stderr(writer).status().unwrap();
    assert_eq!(status.code(), Some(1));
}

/// A picture that is too small, a document that is refused: what only drawing finds out.
#[test]
fn what_drawing_finds_out() {
    let mut png = Vec::new();
    let image = image::RgbImage::from_fn(1200, 800, |x, y| image::Rgb([x as u8, y as u8, 90]));
    let mut out = std::io::Cursor::new(&mut png);
    image.write_to(&mut out, image::ImageFormat::Png).unwrap();
    let site = Site::small()
        .with("content/jentik/pictures/bak.png", png)
        .with(
            "content/jentik/pictures/pictures.yaml",
            "bak.png: {alt: Bak, credit: Kantor Contoh}\n",
        )
        .change(crate::site::POST, "title:", "picture: bak.png\ntitle:");
    shown!(site.warned());
}

#[test]
fn a_document_that_the_layout_engine_refuses() {
    let deep = format!(
        "{}{{{{ post.title }}}}{}\n",
        "<div>".repeat(4000),
        "</div>".repeat(4000)
    );
    let site = Site::small().with("themes/lugas/social/statement.html", deep);
    shown!(site.refused());
}

/// Text of the theme that is far below its own smallest size.
#[test]
fn text_that_is_too_small_on_a_phone() {
    let small = "<style>p { font-size: 8px; padding: 20px; color: #000; background: #fff }</style><p>{{ post.title }}</p>\n";
    let site = Site::small().with("themes/lugas/social/statement.html", small);
    shown!(site.run(&["check"]).said());
}

/// More pages than staples hold.
#[test]
fn a_booklet_that_is_too_thick() {
    let chapters: String = (1..=34)
        .map(|number| format!("## Bab {number}\n\nKuras bak mandi seminggu sekali.\n\n"))
        .collect();
    let site = Site::small().with(
        "content/jentik/booklet.md",
        format!("Kuras bak mandi\n\n{chapters}"),
    );
    let warning = "warning[SB0208]: the booklet has 72 pages";
    assert_eq!(told(&site), warning);
    let checked = site.run(&["check"]);
    assert!(checked.said().contains(warning), "{}", checked.said());
    shown!(checked.said());
}

/// A page that is black all over; how much toner it takes is known once it is drawn.
#[test]
fn an_office_version_that_takes_much_toner() {
    let theme = "<style>html,body{margin:0}.night{width:297mm;height:420mm;background:#000}h1{margin:0;padding:30mm;font-size:12pt;color:#fff}</style><div class=\"night\"><h1>Malam</h1></div>\n";
    let site = Site::small()
        .with("themes/lugas/print/poster.html", theme)
        .with("content/jentik/poster.md", "## Malam\n\nKuras.\n");
    shown!(told(&site));
}

/// What a build says for programs: severity, code and message.
fn told(site: &Site) -> String {
    let run = site.run(&["build", "--format", "json"]);
    let told = run.stdout.lines().map(|line| {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| found[key].as_str().unwrap().to_owned();
        format!(
            "{}[{}]: {}",
            text("severity"),
            text("code"),
            text("message")
        )
    });
    told.collect::<Vec<_>>().join("\n")
}
