//! Pieces of a build one at a time, in memory: what a writer looks at while writing. A piece has the
//! very bytes that a build would publish; pages stand on stand-ins for pieces that nobody looked at.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use super::{
    Bundle, Made, MadeKit, Prepared, PreviewFile, Silent, Sink,
    kit::{self, Workshop},
    made::stem,
    pages, pictures,
};
use crate::{
    diagnostic::{Diagnostic, Report},
    output::{Cancelled, Error, Sha256, Written},
    plan::{Artifact, Job, Kit},
    render::{
        overlay::Overlay,
        picture::PixelCache,
        print::Part,
        studio::{self, Fonts},
    },
    site::portal::Whole,
};

/// Files by their path below the public folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Where files wait to be looked at.
#[derive(Debug)]
pub struct Shelf {
    files: Mutex<Files>,
    /// What of a printed piece is looked at.
    pub(super) part: Part,
}

impl Shelf {
    fn new(part: Part) -> Self {
        Self {
            files: Mutex::default(),
            part,
        }
    }

    /// Keeps a file.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), bytes.to_vec());
    }

    fn into_files(self) -> Files {
        self.files
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// One artifact, made.
#[derive(Debug, Default)]
pub struct Piece {
    /// Its file, and small pictures of it; nothing if it could not be made.
    pub files: Files,
    /// What can be drawn over its picture.
    pub overlay: Option<Overlay>,
    /// What is wrong with it.
    pub problems: Vec<Diagnostic>,
}

impl Piece {
    /// What shows it as a picture: the largest of its files that are one.
    pub fn picture(&self) -> Option<(&String, &Vec<u8>)> {
        let pictures = self.files.iter().filter(|(name, _)| is_picture(name));
        pictures.max_by_key(|(_, bytes)| bytes.len())
    }
}

/// What is shared by all that is made for looking at.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    /// The site, read and planned.
    pub prepared: &'a Prepared,
    /// The themes' fonts.
    pub fonts: &'a Fonts,
    /// Pictures that were decoded.
    pub pixels: &'a PixelCache,
}

/// The fonts of a site's themes.
pub fn fonts(prepared: &Prepared, report: &mut Report) -> Fonts {
    Fonts::load(&prepared.themes, &prepared.source, report)
}

/// Makes one artifact of a kit; of a printed piece its `part`.
pub fn piece(bench: Bench, kit: &Kit, artifact: &Artifact, part: Part) -> Piece {
    let shelf = Shelf::new(part);
    let mut report = Report::default();
    let made = one(bench, &shelf, kit, artifact, &mut report);
    let problems = report.sorted().into_iter().cloned();
    let mut piece = Piece {
        problems: problems.collect(),
        ..Piece::default()
    };
    match made {
        Ok(made) => piece.overlay = made.into_iter().find_map(|made| made.overlay),
        Err(Error::Problem(problem)) => piece.problems.push(*problem),
        Err(_) => {}
    }
    piece.files = shelf.into_files();
    piece
}

/// Every page of the site. Sizes of files that were not made are 0.
pub fn pages(bench: Bench) -> Piece {
    let prepared = bench.prepared;
    let shelf = Shelf::new(Part::Files);
    let mut report = Report::default();
    let kits = prepared.plan.kits.iter().enumerate();
    let made: Vec<MadeKit> = kits
        .map(|(index, kit)| stand_in(bench, index, kit))
        .collect();
    let whole = Whole {
        source: &prepared.source,
        site: &prepared.site,
        theme: prepared.themes.site(),
        themes: &prepared.themes,
        plan: &prepared.plan,
        made: &made,
        today: prepared.now.to_zoned(jiff::tz::TimeZone::UTC).date(),
    };
    let sink = Sink::Shelf(&shelf);
    let written = pictures::write(prepared, bench.pixels, sink, &mut report);
    let written = written.and_then(|()| pages::write(&whole, sink, &mut report));
    if let Err(Error::Problem(problem)) = written {
        report.push(*problem);
    }
    let problems = report.sorted().into_iter().cloned();
    Piece {
        problems: problems.collect(),
        files: shelf.into_files(),
        ..Piece::default()
    }
}

fn one(
    bench: Bench,
    shelf: &Shelf,
    kit: &Kit,
    artifact: &Artifact,
    report: &mut Report,
) -> Result<Vec<Made>, Error> {
    let prepared = bench.prepared;
    let nobody = Cancelled::default();
    let shop = Workshop {
        prepared,
        fonts: bench.fonts,
        pixels: bench.pixels,
        sink: Sink::Shelf(shelf),
        cancelled: &nobody,
        progress: &Silent,
        now: prepared.now,
    };
    let subject = prepared.subject(kit);
    let pictures = studio::pictures(&subject, bench.pixels);
    kit::some(&shop, &subject, &pictures, &[artifact], report)
}

/// A kit whose texts are there, and whose pictures are drawn when somebody looks at them.
fn stand_in(bench: Bench, index: usize, kit: &Kit) -> MadeKit {
    let empty = |path: &str| Written {
        path: path.to_owned(),
        bytes: 0,
        sha256: Sha256::of(&[]),
    };
    let file = |artifact: &Artifact| -> Option<Made> {
        match artifact.job {
            Job::Image { .. } | Job::Print { .. } | Job::Proof { .. } => {
                let media_type = media_type(&artifact.path);
                let mut made = Made::plain(
                    empty(&artifact.path),
                    media_type,
                    Some(artifact.job.clone()),
                );
                made.size = artifact.size;
                made.previews = previews(kit, artifact);
                Some(made)
            }
            // what is wrong with a text is told where the text is looked at
            _ => {
                let mut told = Report::default();
                let shelf = Shelf::new(Part::Files);
                let made = one(bench, &shelf, kit, artifact, &mut told);
                made.ok()?.into_iter().next()
            }
        }
    };
    let drawn = kit
        .artifacts
        .iter()
        .filter(|artifact| kit::is_drawn(artifact));
    let path = format!("{}/kit.zip", kit.folder);
    let is_bundle = |artifact: &Artifact| matches!(artifact.job, Job::Bundle);
    let bundle = kit.artifacts.iter().any(is_bundle).then(|| Bundle {
        file: Made::plain(empty(&path), "application/zip", Some(Job::Bundle)),
        entries: kit.artifacts.len(),
    });
    MadeKit {
        kit: index,
        files: drawn.filter_map(file).collect(),
        bundle,
        channel_bundles: Vec::new(),
    }
}

/// The smaller pictures of an artifact, by names that [`artifact_of`] leads back from.
fn previews(kit: &Kit, artifact: &Artifact) -> Vec<PreviewFile> {
    // A4 across, where an artifact has no size in pixels
    let (width, height) = artifact.size.unwrap_or((297, 210));
    let name = stem(&artifact.path);
    [240, 540]
        .map(|wide| PreviewFile {
            path: format!("{}/previews/{name}_{wide}w.webp", kit.folder),
            width: wide,
            height: (wide * height).div_ceil(width.max(1)),
        })
        .to_vec()
}

/// The artifact of `kit` that a file belongs to: its own, or a small picture of it.
pub fn artifact_of<'a>(kit: &'a Kit, path: &str) -> Option<&'a Artifact> {
    let own = kit.artifacts.iter().find(|artifact| artifact.path == path);
    own.or_else(|| {
        let small = path.strip_prefix(&format!("{}/previews/", kit.folder))?;
        let (name, _) = small.rsplit_once('_')?;
        let is_shown = |artifact: &&Artifact| {
            let own = &artifact.path;
            stem(own) == name && (is_picture(own) || own.ends_with(".pdf"))
        };
        kit.artifacts.iter().find(is_shown)
    })
}

/// Whether a file is a picture, by its name.
pub fn is_picture(path: &str) -> bool {
    media_type(path).starts_with("image/")
}

/// The media type of a file that a build makes, by its name.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "otf" => "font/otf",
        "ttf" => "font/ttf",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "zip" => "application/zip",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
