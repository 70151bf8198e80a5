//! Pages, portal, feeds and what they need beside them, once all kits are made.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::Serialize;

use super::{Made, MadeKit, Sink, pictures};
use crate::{
    diagnostic::Report,
    output::Error,
    plan::Kit,
    render::{Subject, document::foot},
    site::{
        feeds, flyer, kit,
        portal::{self, Whole, subject},
    },
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
        let path = crate::site::page::portal_path(whole.site, language);
        let context = portal::portal(whole, language, report);
        page(whole, sink, &path, "pages/portal.html", &context, report)?;
    }
    let context = portal::not_found(whole, report);
    page(
        whole,
        sink,
        "404.html",
        "pages/not-found.html",
        &context,
        report,
    )?;
    sink.write("sitemap.xml", feeds::sitemap(whole).as_bytes())?;
    sink.write("feed.xml", feeds::atom(whole).as_bytes())?;
    sink.write("kits.json", feeds::kits_json(whole).as_bytes())?;
    sink.write("robots.txt", feeds::robots(whole).as_bytes())?;
    assets(whole, sink, report)?;
    pictures::write(whole, sink, report)
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
    let context = flyer::flyer(&about, made, &others, report);
    let path = format!("{}/index.html", planned.folder);
    page(whole, sink, &path, "pages/flyer.html", &context, report)?;
    let Some(bundle) = &made.bundle else {
        return Ok(());
    };
    let others = feeds::editions(whole, planned, "kit.html");
    let context = kit::kit(&about, (made, bundle), &others, report);
    let path = format!("{}/kit.html", planned.folder);
    page(whole, sink, &path, "pages/kit.html", &context, report)
}

fn page(
    whole: &Whole,
    sink: Sink,
    path: &str,
    template: &str,
    context: &impl Serialize,
    report: &mut Report,
) -> Result<(), Error> {
    match whole.theme.templates.render(template, context) {
        Ok(html) => sink.write(path, html.as_bytes()).map(|_| ()),
        Err(problem) => {
            report.push(problem);
            Ok(())
        }
    }
}

/// The theme's style sheets, scripts and fonts, the brand's tokens, and the office's logo.
fn assets(whole: &Whole, sink: Sink, report: &mut Report) -> Result<(), Error> {
    let files = &whole.theme.files;
    let mut copy = |from: &str, to: &str| -> Result<(), Error> {
        match files.bytes(from, whole.source) {
            Ok(bytes) => sink.write(to, &bytes).map(|_| ()),
            Err(problem) => {
                report.push(problem);
                Ok(())
            }
        }
    };
    for path in files.below("static/") {
        copy(path, &format!("assets/{}", &path["static/".len()..]))?;
    }
    for path in files.below("fonts/") {
        copy(path, &format!("assets/{path}"))?;
    }
    let brand = format!(
        "{}:root{{{}}}\n",
        whole.theme.font_faces(),
        whole.theme.custom_properties()
    );
    sink.write("assets/brand.css", brand.as_bytes())?;
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
    Ok(())
}

/// `README.txt`: the first thing in a bundle.
pub fn readme(subject: &Subject, files: &[Made]) -> String {
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
