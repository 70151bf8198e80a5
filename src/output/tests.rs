//! Whole builds into temporary folders: what is published, kept, refused and mended.

#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::diagnostic::{Code, Diagnostic};
use std::{
    collections::BTreeMap,
    fs,
    io::{Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};
use tempfile::TempDir;

/// A site folder with `content/`, and where it publishes to.
struct Site(TempDir);

impl Site {
    fn new() -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        fs::create_dir(site.path("content")).unwrap();
        site
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn open_at(&self, output: &Path) -> Result<Staging, Error> {
        let content = self.path("content");
        let sources = [content.as_path()];
        Staging::open(output, self.0.path(), &sources, &Cancelled::default())
    }

    /// What is said of an output folder that is refused.
    fn refusal(&self, output: &str) -> Diagnostic {
        problem(self.open_at(&self.path(output)).unwrap_err())
    }

    fn open(&self) -> Staging {
        self.open_at(&self.path("public")).unwrap()
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<Published, Error> {
        let staging = self.open();
        for (path, text) in files {
            staging.write(path, text.as_bytes())?;
        }
        staging.publish(&BTreeMap::new())
    }

    fn put(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    fn get(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path(path)).ok()
    }

    fn work(&self) -> PathBuf {
        self.path(".public.sebar-staging")
    }

    /// Every file below the site's folder, in order.
    fn files(&self) -> Vec<String> {
        walkdir::WalkDir::new(self.0.path())
            .sort_by_file_name()
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| !entry.file_type().is_dir())
            .map(|entry| {
                let path = entry.path().strip_prefix(self.0.path()).unwrap();
                path.to_str().unwrap().replace('\\', "/")
            })
            .collect()
    }
}

fn problem(error: Error) -> Diagnostic {
    match error {
        Error::Problem(diagnostic) => *diagnostic,
        other => panic!("not the person's: {other}"),
    }
}

fn is_fault<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::Fault(_)))
}

const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

#[test]
fn what_is_staged_is_published_with_a_record() {
    let site = Site::new();
    let staging = site.open();
    let written = staging.write("id/kit/abc.txt", b"abc").unwrap();
    assert_eq!((written.bytes, written.sha256.to_string()), (3, ABC.into()));
    staging.write("index.html", b"<p>").unwrap();
    let keys = BTreeMap::from([("id/kit/abc.txt".to_owned(), "k1".to_owned())]);
    let published = staging.publish(&keys).unwrap();
    assert_eq!((published.written, published.unchanged), (2, 0));
    assert_eq!(
        site.files(),
        [
            "public/.sebar.json",
            "public/id/kit/abc.txt",
            "public/index.html"
        ]
    );
    let record = Record::load(&site.path("public")).unwrap().unwrap();
    let made = &record.files["id/kit/abc.txt"];
    assert_eq!((made.bytes, made.sha256.to_string()), (3, ABC.into()));
    assert_eq!(made.key.as_deref(), Some("k1"));
    assert_eq!(record.files["index.html"].key, None);
    assert!(!site.work().exists());
}

#[test]
fn a_file_written_bit_by_bit_may_go_back() {
    let site = Site::new();
    let staging = site.open();
    let mut file = staging.create("kit.zip").unwrap();
    file.write_all(b"xbc").unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file.write_all(b"a").unwrap();
    let written = file.finish().unwrap();
    assert_eq!((written.bytes, written.sha256.to_string()), (3, ABC.into()));
    let path = staging.read_path("kit.zip").unwrap();
    assert_eq!(fs::read(path).unwrap(), b"abc");
}

#[test]
fn our_own_mistakes_are_faults() {
    let site = Site::new();
    let staging = site.open();
    for path in [
        "",
        "/a",
        "../a",
        "a/../../b",
        "a//b",
        "a\\b",
        "c:a",
        "./a",
        RECORD,
    ] {
        assert!(is_fault(&staging.write(path, b"")), "{path}");
    }
    staging.write("a/b", b"").unwrap();
    assert!(is_fault(&staging.write("a/b", b"")));
    assert!(is_fault(&staging.write("a/b/c", b"")));
    assert!(is_fault(&staging.write("a", b"")));
    assert!(is_fault(&staging.read_path("x")));
    let unknown = BTreeMap::from([("x".to_owned(), "k".to_owned())]);
    assert!(is_fault(&staging.publish(&unknown)));

    let staging = site.open();
    drop(staging.create("half").unwrap());
    assert!(is_fault(&staging.publish(&BTreeMap::new())));
    assert!(!site.path("public").exists());
}

#[test]
fn without_publish_nothing_stays() {
    let site = Site::new();
    site.build(&[("a", "1")]).unwrap();
    let before = site.files();
    let staging = site.open();
    staging.write("a", b"2").unwrap();
    assert!(site.work().exists());
    drop(staging);
    assert_eq!(site.files(), before);
    assert_eq!(site.get("public/a").unwrap(), "1");
    assert!(!site.work().exists());
}

#[test]
fn publishing_the_same_twice_gives_the_same_bytes_and_times() {
    let site = Site::new();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let time = |path: &str| fs::metadata(site.path(path)).unwrap().modified().unwrap();
    site.build(&[("a", "1"), ("b/c", "2"), ("d", "3")]).unwrap();
    let record = site.get("public/.sebar.json");
    for path in ["public/a", "public/b/c", "public/d", "public/.sebar.json"] {
        let file = fs::File::options()
            .write(true)
            .open(site.path(path))
            .unwrap();
        file.set_modified(long_ago).unwrap();
    }
    let again = site.build(&[("d", "3"), ("b/c", "2"), ("a", "1")]).unwrap();
    assert_eq!((again.written, again.unchanged, again.removed), (0, 3, 0));
    assert_eq!(site.get("public/.sebar.json"), record);
    assert_eq!(time("public/.sebar.json"), long_ago);

    let other = site.build(&[("a", "1"), ("b/c", "new")]).unwrap();
    assert_eq!((other.written, other.unchanged, other.removed), (1, 1, 1));
    assert_eq!(time("public/a"), long_ago);
    assert_ne!(time("public/b/c"), long_ago);
    assert!(!site.path("public/d").exists());
}

#[test]
fn a_file_changed_by_hand_is_made_anew() {
    let site = Site::new();
    site.build(&[("a", "1")]).unwrap();
    site.put("public/a", "by hand");
    let published = site.build(&[("a", "1")]).unwrap();
    assert_eq!((published.written, published.unchanged), (1, 0));
    assert_eq!(site.get("public/a").unwrap(), "1");
}

#[test]
fn foreign_files_are_carried_over() {
    let site = Site::new();
    site.build(&[("a", "1"), ("b/c", "2")]).unwrap();
    site.put("public/CNAME", "example.go.id");
    site.put("public/b/notes.txt", "mine");
    fs::create_dir_all(site.path("public/.git/refs/tags")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/nowhere", site.path("public/link")).unwrap();
    let published = site.build(&[("a", "1")]).unwrap();
    assert_eq!(published.foreign, if cfg!(unix) { 3 } else { 2 });
    assert_eq!(site.get("public/CNAME").unwrap(), "example.go.id");
    assert_eq!(site.get("public/b/notes.txt").unwrap(), "mine");
    assert!(site.path("public/.git/refs/tags").is_dir());
    assert!(!site.path("public/b/c").exists());
    #[cfg(unix)]
    assert_eq!(
        fs::read_link(site.path("public/link")).unwrap(),
        Path::new("/nowhere")
    );
}

#[test]
fn a_foreign_file_in_the_way_stops_the_build() {
    for (theirs, ours) in [("x", "x"), ("x", "x/y"), ("x/y", "x")] {
        let site = Site::new();
        site.build(&[("a", "1")]).unwrap();
        site.put(&format!("public/{theirs}"), "mine");
        let error = site.build(&[("a", "2"), (ours, "new")]).unwrap_err();
        assert_eq!(problem(error).code, Code::ForeignFiles, "{theirs} {ours}");
        assert_eq!(site.get(&format!("public/{theirs}")).unwrap(), "mine");
        assert_eq!(site.get("public/a").unwrap(), "1");
    }
}

#[test]
fn a_folder_without_a_record_is_left_alone() {
    let site = Site::new();
    for name in ["letter.odt", "photo.jpg", "tax.ods", "will.pdf"] {
        site.put(&format!("public/{name}"), "mine");
    }
    let before = site.files();
    let diagnostic = site.refusal("public");
    assert_eq!(diagnostic.code, Code::ForeignFiles);
    let named = "`letter.odt`, `photo.jpg`, `tax.ods` and 1 more";
    assert!(
        diagnostic.message.ends_with(named),
        "{}",
        diagnostic.message
    );
    assert_eq!(site.files(), before);
    assert!(!site.work().exists());
}

#[test]
fn a_record_that_cannot_be_read_is_no_licence() {
    let site = Site::new();
    for record in ["", "{}", r#"{"format": 2, "sebar": "9.0.0", "files": []}"#] {
        site.put("public/.sebar.json", record);
        let diagnostic = site.refusal("public");
        assert_eq!(diagnostic.code, Code::OutputFolder, "{record}");
        assert_eq!(site.get("public/.sebar.json").unwrap(), record);
    }
}

#[test]
fn what_sebar_reads_is_never_replaced() {
    let site = Site::new();
    site.put("file", "");
    for wrong in [
        "",
        "content",
        "content/public",
        "..",
        "content/new/../..",
        "file",
        "/",
    ] {
        let diagnostic = site.refusal(wrong);
        assert_eq!(diagnostic.code, Code::OutputFolder, "{wrong}");
    }
    assert_eq!(site.files(), ["file"]);
    // a neighbour that only begins with the same letters is fine
    site.open_at(&site.path("content-public")).unwrap();
}

#[test]
fn missing_parents_are_made_and_an_empty_folder_is_used() {
    let site = Site::new();
    let staging = site.open_at(&site.path("out/put/../site")).unwrap();
    staging.write("a", b"1").unwrap();
    staging.publish(&BTreeMap::new()).unwrap();
    assert_eq!(site.get("out/site/a").unwrap(), "1");

    fs::create_dir(site.path("public")).unwrap();
    site.build(&[("a", "1")]).unwrap();
    assert_eq!(site.get("public/a").unwrap(), "1");
}

#[cfg(unix)]
#[test]
fn a_linked_folder_is_replaced_where_it_really_is() {
    let site = Site::new();
    fs::create_dir(site.path("real")).unwrap();
    std::os::unix::fs::symlink(site.path("real"), site.path("public")).unwrap();
    site.build(&[("a", "1")]).unwrap();
    site.build(&[("a", "2")]).unwrap();
    assert!(site.path("public").is_symlink());
    assert_eq!(site.get("real/a").unwrap(), "2");

    std::os::unix::fs::symlink(site.path("content"), site.path("there")).unwrap();
    let diagnostic = site.refusal("there");
    assert_eq!(diagnostic.code, Code::OutputFolder);
    std::os::unix::fs::symlink("/nowhere/at/all", site.path("dangling")).unwrap();
    let diagnostic = site.refusal("dangling");
    assert!(
        diagnostic.message.contains("leads nowhere"),
        "{diagnostic:?}"
    );
}

#[test]
fn two_builds_do_not_share_a_folder() {
    let site = Site::new();
    let first = site.open();
    first.write("a", b"1").unwrap();
    let diagnostic = site.refusal("public");
    assert_eq!(diagnostic.code, Code::OutputFolder);
    assert!(
        diagnostic.message.contains("another build"),
        "{diagnostic:?}"
    );
    if cfg!(unix) {
        let process = format!("process {}", std::process::id());
        assert!(diagnostic.message.contains(&process), "{diagnostic:?}");
    }
    first.publish(&BTreeMap::new()).unwrap();
    site.build(&[("a", "2")]).unwrap();
}

#[test]
fn a_build_killed_before_the_swap_leaves_no_trace() {
    let site = Site::new();
    site.build(&[("a", "1")]).unwrap();
    site.put(".public.sebar-staging/lock", "99999\n");
    site.put(".public.sebar-staging/new/half", "…");
    drop(site.open());
    assert_eq!(site.files(), ["public/.sebar.json", "public/a"]);
}

#[test]
fn a_build_killed_between_the_two_renames_gives_the_old_site_back() {
    let site = Site::new();
    site.build(&[("a", "1")]).unwrap();
    site.put("public/CNAME", "mine");
    site.put(".public.sebar-staging/new/a", "2");
    fs::rename(site.path("public"), site.work().join("old")).unwrap();
    drop(site.open());
    assert_eq!(
        site.files(),
        ["public/.sebar.json", "public/CNAME", "public/a"]
    );
    assert_eq!(site.get("public/a").unwrap(), "1");

    // the same, when somebody made the folder anew and put files there meanwhile
    fs::create_dir_all(site.work()).unwrap();
    fs::rename(site.path("public"), site.work().join("old")).unwrap();
    site.put("public/x", "mine");
    assert!(site.open_at(&site.path("public")).is_err());
    assert_eq!(site.get("public/x").unwrap(), "mine");
    assert_eq!(site.get(".public.sebar-staging/old/CNAME").unwrap(), "mine");
}

#[test]
fn a_build_killed_after_the_swap_keeps_the_new_site() {
    let site = Site::new();
    site.build(&[("a", "2")]).unwrap();
    // its record is already gone: removing is not done in one step
    site.put(".public.sebar-staging/old/a", "1");
    drop(site.open());
    assert_eq!(site.files(), ["public/.sebar.json", "public/a"]);
    assert_eq!(site.get("public/a").unwrap(), "2");
}

#[cfg(unix)]
#[test]
fn a_folder_without_write_permission_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = Site::new();
    site.build(&[("a", "1")]).unwrap();
    let allow = |mode| {
        fs::set_permissions(site.path("public"), fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(0o555);
    // root may write everywhere
    if fs::write(site.path("public/probe"), "").is_err() {
        let diagnostic = site.refusal("public");
        assert!(
            diagnostic.message.contains("not writable"),
            "{diagnostic:?}"
        );
    }
    allow(0o750);
    let _ = fs::remove_file(site.path("public/probe"));
    site.build(&[("a", "2")]).unwrap();
    let mode = fs::metadata(site.path("public"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o750);
}

#[test]
fn a_wish_to_stop_is_heard_at_the_next_write() {
    let site = Site::new();
    let cancelled = Cancelled::default();
    let staging = Staging::open(&site.path("public"), &site.path(""), &[], &cancelled).unwrap();
    staging.write("a", b"1").unwrap();
    let mut half = staging.create("b").unwrap();
    cancelled.cancel();
    assert_eq!(staging.write("c", b"").unwrap_err(), Error::Cancelled);
    let error = half.write(b"1").unwrap_err();
    assert_eq!(Error::write("b", &error), Error::Cancelled);
    assert_eq!(
        staging.publish(&BTreeMap::new()).unwrap_err(),
        Error::Cancelled
    );
    assert!(site.files().is_empty());
}

#[test]
fn many_threads_may_write() {
    let site = Site::new();
    let staging = site.open();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let staging = &staging;
            scope.spawn(move || {
                for file in 0..50 {
                    staging.write(&format!("{file}/{thread}"), b"x").unwrap();
                }
            });
        }
    });
    assert_eq!(staging.publish(&BTreeMap::new()).unwrap().written, 200);
}
