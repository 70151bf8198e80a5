//! Waits for files to change, and reads the site anew when they rest.

use std::{
    path::Path,
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

use notify::{Event, EventKind, PollWatcher, RecursiveMode, Watcher};

use super::{Change, Desk};

/// A file that is saved changes several times at once: this long after the last change it is read.
const REST: Duration = Duration::from_millis(12);

/// Where files never rest, the site is read this often.
const LONGEST: Duration = Duration::from_millis(150);

/// How often files are looked at where the machine does not tell of changes.
const POLL: Duration = Duration::from_millis(400);

/// Folders that hold what a site is made from.
const FOLDERS: [&str; 3] = ["content", "themes", "dictionaries"];

/// What is told of a change.
#[derive(Debug)]
pub struct Reloaded {
    /// Files that changed, from the root, each once.
    pub files: Vec<String>,
    /// What that changed.
    pub change: Change,
    /// How long reading took.
    pub took: Duration,
}

/// Watches the site in `root` until the program ends. `tell` is told of each reading.
///
/// # Errors
/// What the machine says if files can be watched in no way.
pub fn watch(
    desk: Arc<Desk>,
    root: &Path,
    tell: impl Fn(Reloaded) + Send + 'static,
) -> notify::Result<()> {
    let root = std::fs::canonicalize(root)?;
    let (sender, events) = mpsc::channel();
    let mut watcher = watcher(sender)?;
    watcher.watch(&root, RecursiveMode::NonRecursive)?;
    watch_folders(watcher.as_mut(), &root);
    std::thread::spawn(move || {
        while let Ok(first) = events.recv() {
            let batch = rested(first, &events);
            let files = files(&root, &batch);
            // a folder that was deleted and is there again must be watched again
            if batch
                .iter()
                .flat_map(|event| &event.paths)
                .any(|path| path.parent() == Some(&root))
            {
                watch_folders(watcher.as_mut(), &root);
            }
            if files.is_empty() {
                continue;
            }
            let begun = Instant::now();
            let change = desk.reload();
            tell(Reloaded {
                files,
                change,
                took: begun.elapsed(),
            });
        }
    });
    Ok(())
}

fn watcher(sender: mpsc::Sender<Event>) -> notify::Result<Box<dyn Watcher + Send>> {
    let polls = sender.clone();
    let tell = move |event: notify::Result<Event>| {
        // after a failed event the next one brings everything up to date
        if let Ok(event) = event {
            let _ = sender.send(event);
        }
    };
    if let Ok(watcher) = notify::recommended_watcher(tell) {
        return Ok(Box::new(watcher));
    }
    let tell = move |event: notify::Result<Event>| {
        if let Ok(event) = event {
            let _ = polls.send(event);
        }
    };
    let config = notify::Config::default().with_poll_interval(POLL);
    Ok(Box::new(PollWatcher::new(tell, config)?))
}

fn watch_folders(watcher: &mut dyn Watcher, root: &Path) {
    for folder in FOLDERS {
        let path = root.join(folder);
        if path.is_dir() {
            // one that is watched already is watched anew, which does no harm
            let _ = watcher.watch(&path, RecursiveMode::Recursive);
        }
    }
}

/// The first event and all that follow it closely.
fn rested(first: Event, events: &mpsc::Receiver<Event>) -> Vec<Event> {
    let begun = Instant::now();
    let mut batch = vec![first];
    while begun.elapsed() < LONGEST {
        match events.recv_timeout(REST) {
            Ok(event) => batch.push(event),
            Err(_) => break,
        }
    }
    batch
}

/// The files of the site that events are about: not those that were only read, and not what editors
/// leave beside them.
fn files(root: &Path, batch: &[Event]) -> Vec<String> {
    let changes = batch
        .iter()
        .filter(|event| !matches!(event.kind, EventKind::Access(_)));
    let paths = changes.flat_map(|event| &event.paths);
    let mut files: Vec<String> = paths.filter_map(|path| inside(root, path)).collect();
    files.sort();
    files.dedup();
    files
}

fn inside(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).ok()?;
    let parts: Vec<String> = below
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    let is_source = FOLDERS.contains(&parts.first()?.as_str());
    let is_hidden = |part: &String| part.starts_with('.') || part.ends_with('~');
    (is_source && !parts.iter().any(is_hidden)).then(|| parts.join("/"))
}
