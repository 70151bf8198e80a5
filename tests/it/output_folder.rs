//! The output folder: what may be replaced, and what must stay.

use std::fs;

use crate::{
    shown::shown,
    site::{CAMPAIGN, Site},
};

/// A build into `output` that is refused.
fn refused(site: &Site, output: &str) -> String {
    let run = site.run(&["build", "--output", output]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    run.said()
}

#[test]
fn that_is_a_file() {
    let site = Site::small().with("public", "berkas");
    shown!(refused(&site, "public"));
    assert_eq!(site.text("public"), "berkas");
}

#[test]
fn that_is_the_content() {
    let site = Site::small();
    let before = site.tree("");
    let said = ["content", "content/jentik", "."].map(|output| refused(&site, output));
    assert!(site.tree("") == before);
    shown!(said.join("\n\n"));
}

#[test]
fn that_holds_files_of_others() {
    let site = Site::small().with("public/skripsi.txt", "satu-satunya salinan");
    shown!(refused(&site, "public"));
    assert_eq!(site.tree("public").len(), 1);
    assert_eq!(site.text("public/skripsi.txt"), "satu-satunya salinan");
}

#[test]
fn to_which_somebody_added_a_file() {
    let site = Site::small()
        .published()
        .with("public/CNAME", "example.go.id")
        .built();
    assert_eq!(site.text("public/CNAME"), "example.go.id");
}

#[test]
fn in_which_nothing_may_be_written() {
    let site = Site::small();
    fs::create_dir(site.path("public")).unwrap();
    let mut rights = fs::metadata(site.path("public")).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(site.path("public"), rights).unwrap();
    if fs::write(site.path("public/trial"), "").is_ok() {
        // who is root may write everywhere
        return;
    }
    shown!(refused(&site, "public"));
}

#[test]
fn from_which_a_campaign_went() {
    let site = Site::full().published();
    let gone = "public/jentik/previews/jentik_kuras-bak_post_id_1600x900_v1_200w.webp";
    assert!(site.path(gone).exists());
    let site = site.built();
    assert!(!site.path(gone).exists(), "version 1 is gone");
    assert!(site.path("public/en/jentik/index.html").exists());
}

#[test]
fn that_is_built_twice_keeps_what_is_the_same() {
    let site = Site::small().built();
    let first = site.tree("public");
    let time = |site: &Site| {
        let file = fs::metadata(site.path("public/jentik/kit.zip")).unwrap();
        file.modified().unwrap()
    };
    let before = time(&site);
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0);
    assert!(site.tree("public") == first);
    assert_eq!(time(&site), before);
    shown!(run.said());
}

#[test]
fn that_another_build_is_writing() {
    let site = Site::small()
        .published()
        .with(".public.sebar-staging/lock", "4711");
    let before = site.tree("public");
    let lock = fs::File::open(site.path(".public.sebar-staging/lock")).unwrap();
    lock.lock().unwrap();
    shown!(refused(&site, "public"));
    assert!(site.tree("public") == before);
}

#[test]
fn elsewhere() {
    let site = Site::small();
    let elsewhere = Site::empty();
    let output = elsewhere.path("a/b/c");
    let run = site.run(&["build", "--output", output.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(elsewhere.path("a/b/c/jentik/kit.zip").exists());
    assert!(!site.path("public").exists());
    assert!(site.path(CAMPAIGN).exists());
}
