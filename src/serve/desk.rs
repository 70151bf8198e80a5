//! The site as it was read last, and the pieces that were drawn of it.

use std::{
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use tokio::sync::watch;

use crate::{
    build::{
        self, Options, Prepared, Silent,
        preview::{self, Bench, Piece},
    },
    diagnostic::{Diagnostic, Report, Severity},
    model::Campaign,
    plan::{Artifact, Job, Kit},
    render::{picture::PixelCache, print::Part, studio},
};

/// What open pages are told.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Change {
    /// Counts up with each reading.
    pub generation: u64,
    /// Artifacts that are other than before: path, and new stamp.
    pub changed: BTreeMap<String, String>,
    /// How many errors reading found.
    pub errors: usize,
}

/// A site, read and planned at one moment.
#[derive(Debug)]
pub struct Loaded {
    /// Counts up with each reading.
    pub generation: u64,
    /// The site; none while its `site.yaml` or its theme cannot be read.
    pub prepared: Option<Prepared>,
    /// What reading found.
    pub report: Report,
    /// By path of the artifact: changes when the artifact does.
    stamps: BTreeMap<String, u64>,
    pages: OnceLock<Piece>,
    advice: OnceLock<Vec<Diagnostic>>,
}

/// What is on a writer's desk; all that serves it shares one.
#[derive(Debug)]
pub struct Desk {
    options: Mutex<Options>,
    loaded: Mutex<Arc<Loaded>>,
    pixels: PixelCache,
    fonts: Mutex<Option<(u64, Arc<Fonts>)>>,
    drawn: Mutex<HashMap<(String, Part), Drawn>>,
    changes: watch::Sender<Change>,
    /// Only one reading at a time.
    reading: Mutex<()>,
}

/// A piece with the stamp of what it was made from, drawn once by whoever comes first.
type Drawn = (u64, Arc<OnceLock<Piece>>);

/// Fonts, and what is wrong with them.
struct Fonts {
    set: studio::Fonts,
    problems: Vec<Diagnostic>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts")
            .field("problems", &self.problems)
            .finish_non_exhaustive()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// Reads the site for the first time.
    pub fn open(options: Options) -> Self {
        let loaded = Loaded::read(&options, 1);
        Self {
            options: Mutex::new(options),
            loaded: Mutex::new(Arc::new(loaded)),
            pixels: PixelCache::default(),
            fonts: Mutex::default(),
            drawn: Mutex::default(),
            changes: watch::Sender::default(),
            reading: Mutex::default(),
        }
    }

    /// The site as it was read last.
    pub fn loaded(&self) -> Arc<Loaded> {
        Arc::clone(&lock(&self.loaded))
    }

    /// Reads the site anew, and tells every open page what is other than before.
    pub fn reload(&self) -> Change {
        let _alone = lock(&self.reading);
        let before = self.loaded();
        let options = lock(&self.options).clone();
        let loaded = Loaded::read(&options, before.generation + 1);
        let is_new = |(path, stamp): &(&String, &u64)| before.stamps.get(*path) != Some(*stamp);
        let change = Change {
            generation: loaded.generation,
            changed: loaded
                .stamps
                .iter()
                .filter(is_new)
                .map(|(path, stamp)| (path.clone(), shown(*stamp)))
                .collect(),
            errors: loaded.report.count(Severity::Error),
        };
        *lock(&self.loaded) = Arc::new(loaded);
        self.changes.send_replace(change.clone());
        change
    }

    /// Shows the site in another theme.
    pub fn wear(&self, theme: Option<String>) -> Change {
        lock(&self.options).selection.theme = theme;
        self.reload()
    }

    /// The theme that was asked for instead of the site's own.
    pub fn worn(&self) -> Option<String> {
        lock(&self.options).selection.theme.clone()
    }

    /// Tells of every change from now on.
    pub fn changes(&self) -> watch::Receiver<Change> {
        self.changes.subscribe()
    }

    /// The artifact at `path`, or the one that `path` is a small picture of, drawn now unless it was
    /// drawn before; of a printed piece its `part`. None if there is no such artifact.
    pub fn piece<T>(&self, path: &str, part: Part, look: impl FnOnce(&Piece) -> T) -> Option<T> {
        let loaded = self.loaded();
        let (prepared, kit, artifact) = loaded.find(path)?;
        let stamp = loaded.stamp(&artifact.path);
        let is_print = artifact.job.print().is_some();
        let part = if is_print { part } else { Part::Files };
        let cell = {
            let mut drawn = lock(&self.drawn);
            let entry = drawn.entry((artifact.path.clone(), part)).or_default();
            if entry.0 != stamp {
                *entry = (stamp, Arc::default());
            }
            Arc::clone(&entry.1)
        };
        let piece = cell.get_or_init(|| {
            let fonts = self.fonts(&loaded, prepared);
            let mut piece = preview::piece(self.bench(prepared, &fonts), kit, artifact, part);
            piece.problems.extend(fonts.problems.iter().cloned());
            piece
        });
        Some(look(piece))
    }

    /// All pages as they were read last.
    pub fn pages<T>(&self, look: impl FnOnce(&Piece) -> T) -> Option<T> {
        let loaded = self.loaded();
        let prepared = loaded.prepared.as_ref()?;
        let pages = loaded.pages.get_or_init(|| {
            let fonts = self.fonts(&loaded, prepared);
            preview::pages(self.bench(prepared, &fonts))
        });
        Some(look(pages))
    }

    fn bench<'a>(&'a self, prepared: &'a Prepared, fonts: &'a Fonts) -> Bench<'a> {
        Bench {
            prepared,
            fonts: &fonts.set,
            pixels: &self.pixels,
        }
    }

    /// The theme's fonts, read once for as long as the theme stays as it is.
    fn fonts(&self, loaded: &Loaded, prepared: &Prepared) -> Arc<Fonts> {
        let stamp = theme_stamp(prepared);
        let mut kept = lock(&self.fonts);
        match &*kept {
            Some((known, fonts)) if *known == stamp => Arc::clone(fonts),
            _ => {
                let mut report = Report::default();
                let set = preview::fonts(prepared, &mut report);
                let problems = report.into_diagnostics();
                let fonts = Arc::new(Fonts { set, problems });
                *kept = Some((stamp, Arc::clone(&fonts)));
                // what was drawn for another theme is never asked for again
                lock(&self.drawn).retain(|(path, _), (stamp, _)| loaded.stamp(path) == *stamp);
                fonts
            }
        }
    }
}

impl Loaded {
    fn read(options: &Options, generation: u64) -> Self {
        let mut report = Report::default();
        let prepared = build::prepare(options, &Silent, &mut report);
        let stamps = prepared.as_ref().map(stamps).unwrap_or_default();
        Self {
            generation,
            prepared,
            report,
            stamps,
            pages: OnceLock::new(),
            advice: OnceLock::new(),
        }
    }

    /// Changes when the artifact at `path` does.
    pub fn stamp(&self, path: &str) -> u64 {
        self.stamps.get(path).copied().unwrap_or_default()
    }

    /// The kit in `folder`.
    pub fn kit(&self, folder: &str) -> Option<(&Prepared, &Kit)> {
        let prepared = self.prepared.as_ref()?;
        let kit = prepared.plan.kits.iter().find(|kit| kit.folder == folder)?;
        Some((prepared, kit))
    }

    /// What a reader would thank for, found when it is first asked for.
    pub fn advice(&self) -> &[Diagnostic] {
        let prepared = self.prepared.as_ref();
        self.advice
            .get_or_init(|| prepared.map(build::advise).unwrap_or_default())
    }

    fn find(&self, path: &str) -> Option<(&Prepared, &Kit, &Artifact)> {
        let prepared = self.prepared.as_ref()?;
        let inside = |kit: &&Kit| {
            let below = path.strip_prefix(&kit.folder);
            below.is_some_and(|rest| rest.starts_with('/'))
        };
        let mut kits = prepared.plan.kits.iter().filter(inside);
        kits.find_map(|kit| Some((prepared, kit, preview::artifact_of(kit, path)?)))
    }
}

/// A stamp for each artifact: it changes when a file does that the artifact is made from. A post
/// depends on its own file, other texts on all that are no posts, and all on everything else.
fn stamps(prepared: &Prepared) -> BTreeMap<String, u64> {
    let source = &prepared.source;
    // many pieces are made from one file
    let known = source.below("content/");
    let known: HashMap<&str, u64> = known.map(|path| (path, source.stamp(path))).collect();
    let stamp = |path: &str| known.get(path).copied().unwrap_or_default();
    let is_top = |path: &&str| path.matches('/').count() == 1;
    let of_site = hash(source.below("content/").filter(is_top).map(stamp));
    let of_theme = theme_stamp(prepared);
    let mut stamps = BTreeMap::new();
    for kit in &prepared.plan.kits {
        let campaign = &prepared.site.campaigns[kit.campaign];
        let top = format!("content/{}/", campaign.folder);
        let (posts, others): (Vec<&str>, Vec<&str>) = source
            .below(&top)
            .partition(|path| path[top.len()..].starts_with("posts/"));
        let (texts, shared): (Vec<&str>, Vec<&str>) =
            others.into_iter().partition(|path| path.ends_with(".md"));
        let of = |paths: &[&str]| hash(paths.iter().copied().map(stamp));
        let shared = hash([of_site, of_theme, of(&shared)].into_iter());
        let texts = of(&texts);
        for artifact in &kit.artifacts {
            let own = match post_of(&artifact.job) {
                Some(index) => of(&post_files(campaign, kit, index, &posts)),
                None => texts,
            };
            stamps.insert(artifact.path.clone(), hash([shared, own].into_iter()));
        }
    }
    stamps
}

/// The post that a job is about.
pub(super) fn post_of(job: &Job) -> Option<usize> {
    match job {
        Job::Image { post, .. } | Job::Caption { post, .. } => Some(*post),
        _ => None,
    }
}

/// The files of a post: its own and those that it translates or is translated by.
fn post_files<'a>(campaign: &Campaign, kit: &Kit, post: usize, all: &[&'a str]) -> Vec<&'a str> {
    let materials = campaign.materials.get(&kit.edition.language);
    let Some(post) = materials.posts.get(post) else {
        return Vec::new();
    };
    let stem = |path: &str| path.split('.').next().unwrap_or_default().to_owned();
    let own = stem(&post.place.file.path);
    all.iter()
        .filter(|path| stem(path) == own)
        .copied()
        .collect()
}

/// A stamp as pages see it: a number in JavaScript holds fewer digits.
pub(super) fn shown(stamp: u64) -> String {
    format!("{stamp:x}")
}

/// Changes with any theme: campaigns may have their own, and themes build on each other.
fn theme_stamp(prepared: &Prepared) -> u64 {
    let source = &prepared.source;
    let mut names = DefaultHasher::new();
    for theme in prepared.themes.all() {
        theme.folder.hash(&mut names);
    }
    for campaign in &prepared.site.campaigns {
        campaign.theme.hash(&mut names);
    }
    let files = source.below("themes/").map(|path| source.stamp(path));
    hash(std::iter::once(names.finish()).chain(files))
}

fn hash(numbers: impl Iterator<Item = u64>) -> u64 {
    let mut hash = DefaultHasher::new();
    for number in numbers {
        number.hash(&mut hash);
    }
    hash.finish()
}
