//! One build, one plan or one check: the steps in their order, in parallel where they are many.

mod kit;
mod links;
mod made;
mod pages;
mod pictures;
pub mod preview;
mod print;
mod progress;
mod sheet;
mod single;
mod theme;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use jiff::Timestamp;
use rayon::prelude::*;

use crate::{
    advice,
    content::{self, Selection},
    diagnostic::{Diagnostic, Report},
    model::Site,
    output::{Cancelled, Error, Published, Staging},
    plan::{self, Plan},
    render::{Subject, picture::PixelCache, studio::Fonts},
    site::portal::Whole,
    source::Source,
    theme::{Theme, Themes},
};

pub use progress::{Progress, Silent};
pub use sheet::sheet;
pub use theme::check_theme;

pub use made::{Bundle, Made, MadeKit, PreviewFile, Sink};

/// What to build, and how.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that holds `content/`.
    pub root: PathBuf,
    /// Which campaigns.
    pub selection: Selection,
    /// Whether to draw proofs of what is printed.
    pub proofs: bool,
    /// The clock.
    pub now: Timestamp,
}

/// A site that was read and planned.
#[derive(Debug)]
pub struct Prepared {
    /// Its files.
    pub source: Source,
    /// The site.
    pub site: Site,
    /// Its themes.
    pub themes: Themes,
    /// What will be made.
    pub plan: Plan,
    now: Timestamp,
}

impl Prepared {
    /// What the jobs of one of its kits are about.
    fn subject<'a>(&'a self, kit: &'a plan::Kit) -> Subject<'a> {
        Subject::of((&self.source, &self.site, &self.themes), kit)
    }
}

/// What a build made.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Artifacts by format, in the order of the kit.
    pub counts: Vec<(&'static str, usize)>,
    /// Bytes of all artifacts.
    pub bytes: u64,
    /// Bytes of all bundles.
    pub bundle_bytes: u64,
    /// What changed in the published folder; none after a check or an error.
    pub published: Option<Published>,
}

/// Reads and plans. What is wrong goes to `report`; none where nothing can be planned.
pub fn prepare(
    options: &Options,
    progress: &dyn Progress,
    report: &mut Report,
) -> Option<Prepared> {
    let source = Source::open(&options.root, report);
    let site = content::load(&source, &options.selection, report)?;
    let themes = Themes::load(&source, &site, report)?;
    lint(&themes, report);
    let materials: usize = site
        .campaigns
        .iter()
        .map(crate::model::Campaign::material_count)
        .sum();
    let pictures: usize = site
        .campaigns
        .iter()
        .map(|campaign| campaign.pictures.len())
        .sum();
    let read = [
        counted(site.campaigns.len(), "campaign"),
        counted(materials, "material"),
        counted(pictures, "picture"),
    ];
    progress.phase("Reading", &read.join(", "));
    let plan = plan::plan(&site, &themes, &source, options.proofs, report);
    let (artifacts, kits) = (
        counted(plan.len(), "artifact"),
        counted(plan.kits.len(), "kit"),
    );
    progress.phase("Planning", &format!("{artifacts} in {kits}"));
    links::check(&source, &site, &plan, report);
    Some(Prepared {
        source,
        site,
        themes,
        plan,
        now: options.now,
    })
}

fn counted(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// What a reader would thank the writer for.
pub fn advise(prepared: &Prepared) -> Vec<Diagnostic> {
    let today = prepared.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    advice::advise(&prepared.source, &prepared.site, today)
}

/// Lays out everything and writes nothing.
pub fn check(
    prepared: &Prepared,
    progress: &dyn Progress,
    report: &mut Report,
) -> Result<(), Error> {
    make(
        prepared,
        Sink::Nowhere,
        &Cancelled::default(),
        progress,
        report,
    )
    .map(|_| ())
}

/// Makes everything, and publishes it unless something is wrong with the content.
pub fn build(
    prepared: &Prepared,
    staging: Staging,
    cancelled: &Cancelled,
    progress: &dyn Progress,
    report: &mut Report,
) -> Result<Outcome, Error> {
    let made = make(
        prepared,
        Sink::Staged(&staging),
        cancelled,
        progress,
        report,
    )?;
    if report.has_errors() {
        return Ok(Outcome::default());
    }
    let mut keys = BTreeMap::new();
    for artifact in prepared.plan.kits.iter().flat_map(|kit| &kit.artifacts) {
        keys.insert(artifact.path.clone(), artifact.key.clone());
    }
    let published = staging.publish(&keys)?;
    Ok(Outcome {
        published: Some(published),
        ..outcome(prepared, &made)
    })
}

fn make(
    prepared: &Prepared,
    sink: Sink,
    cancelled: &Cancelled,
    progress: &dyn Progress,
    report: &mut Report,
) -> Result<Vec<MadeKit>, Error> {
    let fonts = Fonts::load(&prepared.themes, &prepared.source, report);
    // first, since the e-flyers in one file take them up
    let pixels = PixelCache::default();
    pictures::write(prepared, &pixels, sink, report)?;
    let studio = (&fonts, &pixels);
    let done = draw_all(prepared, studio, sink, cancelled, progress, report)?;
    if report.has_errors() && !sink.only_checks() {
        return Ok(done);
    }
    let whole = Whole {
        source: &prepared.source,
        site: &prepared.site,
        theme: prepared.themes.site(),
        themes: &prepared.themes,
        plan: &prepared.plan,
        made: &done,
        today: prepared.now.to_zoned(jiff::tz::TimeZone::UTC).date(),
    };
    pages::write(&whole, sink, report)?;
    Ok(done)
}

/// Every kit, in parallel; within each, every artifact in parallel. Pictures are decoded once and
/// let go when memory is short, so that memory does not grow with the site.
fn draw_all(
    prepared: &Prepared,
    (fonts, pixels): (&Fonts, &PixelCache),
    sink: Sink,
    cancelled: &Cancelled,
    progress: &dyn Progress,
    report: &mut Report,
) -> Result<Vec<MadeKit>, Error> {
    let jobs: usize = prepared.plan.kits.iter().map(kit::job_count).sum();
    progress.start_drawing(jobs as u64);
    let shop = kit::Workshop {
        prepared,
        fonts,
        pixels,
        sink,
        cancelled,
        progress,
        now: prepared.now,
    };
    // handed out in their order, since campaigns that share pictures mostly stand side by side
    let kits = prepared.plan.kits.iter().enumerate().par_bridge();
    let mut results: Vec<_> = kits.map(|(i, kit)| (i, kit::make(&shop, i, kit))).collect();
    results.sort_by_key(|(i, _)| *i);
    progress.finish();
    let mut made = Vec::with_capacity(results.len());
    let mut failed = None;
    for (_, (kit, problems)) in results {
        report.extend(problems);
        match kit {
            Ok(kit) => made.push(kit),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    match failed {
        Some(error) => Err(error),
        None => Ok(made),
    }
}

fn lint(themes: &Themes, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for theme in themes.all() {
        lint_theme(theme, &mut seen, report);
    }
}

/// CSS that the layout engine would ignore in silence, told once of files that themes share.
fn lint_theme<'a>(theme: &'a Theme, seen: &mut BTreeSet<&'a str>, report: &mut Report) {
    for (name, file) in theme.templates.sources() {
        if !name.starts_with("pages/") && seen.insert(file.path.as_str()) {
            report.extend(crate::layout::css::lint_template(file));
        }
    }
}

fn outcome(prepared: &Prepared, made: &[MadeKit]) -> Outcome {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for artifact in prepared.plan.kits.iter().flat_map(|kit| &kit.artifacts) {
        let format = artifact.job.format();
        match counts.iter_mut().find(|(name, _)| *name == format) {
            Some((_, count)) => *count += 1,
            None => counts.push((format, 1)),
        }
    }
    Outcome {
        counts,
        bytes: made
            .iter()
            .flat_map(|kit| &kit.files)
            .map(|file| file.bytes)
            .sum(),
        bundle_bytes: made
            .iter()
            .flat_map(|kit| {
                let whole = kit.bundle.iter().map(|bundle| &bundle.file);
                whole.chain(&kit.channel_bundles)
            })
            .map(|bundle| bundle.bytes)
            .sum(),
        published: None,
    }
}
