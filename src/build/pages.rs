//! Pages, portal, feeds and what they need beside them, once all kits are made.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use super::{Made, MadeKit, Sink};
use crate::{
    diagnostic::Report,
    model::Language,
    output::{Error, Written},
    plan::Kit,
    render::{Subject, document::foot},
    site::{
        app, feeds, flyer, kit, kits_json, listing,
        page::manifest_path,
        portal::{self, Whole, subject},
        sitemap,
    },
    theme::{Theme, WORKER},
};

/// Writes every page and all that the pages need.
pub fn write(whole: &Whole, sink: Sink, report: &mut Report) -> Result<(), Error> {
    let kits = whole.plan.kits.par_iter().zip(whole.made);
    let written: Vec<_> = kits
        .map(|(planned, made)| {
            let mut report = Report::default();
            let written = kit_pages(whole, sink, planned, made, &mut report);
            (written, report)
        })
        .collect();
    for (written, problems) in written {
        report.extend(problems.into_diagnostics());
        written?;
    }
    for language in &whole.site.languages {
        portals(whole, sink, language, report)?;
    }
    machines(whole, sink)?;
    let kept = assets(whole, sink, report)?;
    app(whole, sink, kept, report)
}

/// The portal in one language, and for its first the page for what is not there.
fn portals(
    whole: &Whole,
    sink: Sink,
    language: &Language,
    report: &mut Report,
) -> Result<(), Error> {
    let entries = listing::entries(whole, language);
    let list = portal::List::of(whole, language, &entries);
    if list.pages() > 1 {
        let index = listing::index(&entries);
        sink.write(&listing::index_path(whole, language), index.as_bytes())?;
    }
    for number in 1..=list.pages() {
        let (path, context) = list.page(number, report);
        let theme = whole.theme;
        page(theme, sink, &path, "pages/portal.html", &context, report)?;
    }
    if language == whole.site.default_language() {
        let context = portal::not_found(whole, &entries, report);
        page(
            whole.theme,
            sink,
            "404.html",
            "pages/not-found.html",
            &context,
            report,
        )?;
    }
    Ok(())
}

/// What programs read.
fn machines(whole: &Whole, sink: Sink) -> Result<(), Error> {
    for (path, text) in sitemap::sitemap(whole) {
        sink.write(&path, text.as_bytes())?;
    }
    sink.write("robots.txt", sitemap::robots(whole).as_bytes())?;
    sink.write("feed.xml", feeds::atom(whole).as_bytes())?;
    sink.write("feed.json", feeds::json(whole).as_bytes())?;
    sink.write(kits_json::LIST, kits_json::kits_json(whole).as_bytes())?;
    sink.write(kits_json::SCHEMA, kits_json::schema().as_bytes())?;
    Ok(())
}

/// What makes the portal an app, where the theme has a service worker; and `_headers`. `kept` are
/// the files that every page needs.
fn app(
    whole: &Whole,
    sink: Sink,
    mut kept: Vec<Written>,
    report: &mut Report,
) -> Result<(), Error> {
    let headers = app::headers(whole, &scripts(whole));
    sink.write("_headers", headers.as_bytes())?;
    let files = &whole.theme.files;
    if !files.has(WORKER) {
        return Ok(());
    }
    for language in &whole.site.languages {
        let path = manifest_path(whole.site, language);
        sink.write(&path, app::manifest(whole, language).as_bytes())?;
    }
    let context = portal::offline(whole, report);
    kept.extend(page(
        whole.theme,
        sink,
        "offline.html",
        "pages/offline.html",
        &context,
        report,
    )?);
    match files.text(WORKER, whole.source) {
        Ok(worker) => sink
            .write("sw.js", app::worker(&worker.text, &kept).as_bytes())
            .map(|_| ()),
        Err(problem) => {
            report.push(problem);
            Ok(())
        }
    }
}

fn kit_pages(
    whole: &Whole,
    sink: Sink,
    planned: &Kit,
    made: &MadeKit,
    report: &mut Report,
) -> Result<(), Error> {
    let about = subject(whole, planned);
    let others = feeds::editions(whole, planned, "index.html");
    let files = (made.files.as_slice(), planned.has_page());
    let context = flyer::flyer(&about, files, &others, report);
    let path = format!("{}/index.html", planned.folder);
    let theme = about.theme;
    page(theme, sink, &path, "pages/flyer.html", &context, report)?;
    if !planned.has_page() {
        return Ok(());
    }
    let others = feeds::editions(whole, planned, "kit.html");
    let context = kit::kit(&about, made, &others, report);
    let path = format!("{}/kit.html", planned.folder);
    page(theme, sink, &path, "pages/kit.html", &context, report)?;
    Ok(())
}

fn page(
    theme: &Theme,
    sink: Sink,
    path: &str,
    template: &str,
    context: &impl Serialize,
    report: &mut Report,
) -> Result<Option<Written>, Error> {
    match theme.templates.render(template, context) {
        Ok(html) => {
            let html = theme.styles.fitted(&html);
            sink.write(path, html.as_bytes()).map(Some)
        }
        Err(problem) => {
            report.push(problem);
            Ok(None)
        }
    }
}

/// The scripts that stand inside of pages, of every theme: the one that brings the others, and in
/// e-flyers that are one file the others.
fn scripts(whole: &Whole) -> Vec<Vec<u8>> {
    let mut found: Vec<Vec<u8>> = Vec::new();
    let mut add = |script: Vec<u8>| {
        if !script.is_empty() && !found.contains(&script) {
            found.push(script);
        }
    };
    for theme in whole.themes.all() {
        add(theme.later.clone().into_bytes());
        let scripts = theme.files.below("static/");
        for path in scripts.filter(|path| path.ends_with(".js")) {
            let script = theme.files.bytes(path, whole.source).unwrap_or_default();
            add(script.into_owned());
        }
    }
    found
}

/// What themes bring along, and the office's logo. Those that every page needs are returned.
fn assets(whole: &Whole, sink: Sink, report: &mut Report) -> Result<Vec<Written>, Error> {
    let mut kept = Vec::new();
    for theme in whole.themes.all() {
        let written = theme_assets(whole, theme, sink, report)?;
        // pages of other themes bring theirs when they are seen
        if theme.folder == whole.theme.folder {
            kept = written;
        }
    }
    let logos: BTreeSet<&String> = whole
        .site
        .languages
        .iter()
        .filter_map(|language| whole.site.organisation.get(language).logo.as_ref())
        .collect();
    for logo in logos {
        match whole.source.bytes(&format!("content/{logo}")) {
            Ok(bytes) => {
                sink.write(&format!("assets/{logo}"), &bytes)?;
            }
            Err(problem) => report.push(problem),
        }
    }
    Ok(kept)
}

/// A theme's late style sheets, scripts and fonts. Those that each of its pages needs are returned.
fn theme_assets(
    whole: &Whole,
    theme: &Theme,
    sink: Sink,
    report: &mut Report,
) -> Result<Vec<Written>, Error> {
    let (files, folder) = (&theme.files, &theme.assets);
    let mut copy = |from: &str, to: &str| -> Result<Option<Written>, Error> {
        match files.bytes(from, whole.source) {
            Ok(bytes) => sink.write(to, &bytes).map(Some),
            Err(problem) => {
                report.push(problem);
                Ok(None)
            }
        }
    };
    let mut kept = Vec::new();
    for path in files.below("static/") {
        let written = copy(path, &format!("{folder}{}", &path["static/".len()..]))?;
        kept.extend(written.filter(|_| !path.ends_with(".png")));
    }
    // the first font is the one for plain text; browsers ask for the others when they meet their letters
    let first = theme.fonts.first().map(|font| font.file.as_str());
    let is_first = theme.folder == whole.theme.folder;
    let portal = (!is_first).then_some(&whole.theme.files);
    let unneeded = |path: &str| {
        let mut fonts = theme.fonts.iter();
        fonts.any(|font| font.file == path && !font.is_needed)
    };
    for path in files.below("fonts/").filter(|path| !unneeded(path)) {
        if portal.is_some_and(|portal| files.share(portal, path, whole.source)) {
            continue;
        }
        let written = copy(path, &format!("{folder}{path}"))?;
        kept.extend(written.filter(|_| Some(path) == first));
    }
    Ok(kept)
}

/// `README.txt`: the first thing in a bundle of `files`.
pub fn readme(subject: &Subject, files: &[&Made]) -> String {
    let texts = subject.texts();
    let title = format!("{}\n{}", texts.title, texts.tagline);
    let mut folders: Vec<String> = files
        .iter()
        .filter_map(|made| made.path.split("/kit/").nth(1)?.split_once('/'))
        .map(|(folder, _)| folder.to_owned())
        .collect();
    folders.sort();
    folders.dedup();
    let lines: Vec<String> = folders
        .iter()
        .map(|folder| {
            let key = format!("folder_{folder}");
            let said = subject.strings().get(&key).cloned().unwrap_or_default();
            format!("  {folder:<10} {said}").trim_end().to_owned()
        })
        .collect();
    let organisation = subject.site.organisation.get(subject.language());
    let mut parts = vec![
        title,
        subject
            .string("readme_about")
            .replace("{office}", &organisation.name),
        format!("{}\n{}", subject.string("readme_folders"), lines.join("\n")),
        subject.string("readme_verify").to_owned(),
    ];
    if subject.site.sample {
        parts.push(subject.string("sample_about").to_owned());
    }
    parts.extend(organisation.licence.clone());
    parts.push(foot(subject));
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n\n") + "\n"
}
