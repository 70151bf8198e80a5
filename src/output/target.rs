//! The folder that a build publishes to: where it really is, and whether it may be replaced.

use super::{Error, RECORD, Record, error::plain};
use crate::diagnostic::{Code, Diagnostic};
use std::{
    ffi::OsString,
    fs, io,
    path::{Component, Path, PathBuf},
};

/// The way out when a folder will not do.
pub(super) const ELSEWHERE: &str = "name another folder with --output, for example public";

/// How many foreign files a diagnostic names.
const NAMED: usize = 3;

/// An output folder and its neighbours.
#[derive(Debug)]
pub(super) struct Target {
    /// As the person typed it, for messages.
    pub(super) shown: String,
    /// Absolute, without links: what is replaced.
    pub(super) folder: PathBuf,
    /// The working folder beside it.
    pub(super) work: PathBuf,
}

impl Target {
    /// Finds the real folder and checks that it is none that Sebar must not replace: `root` may
    /// hold it, the folders `sources` may neither hold it nor stand in it.
    pub(super) fn find(folder: &Path, root: &Path, sources: &[&Path]) -> Result<Self, Error> {
        let shown = folder.display().to_string();
        let refuse = |why: String| refuse(&shown, &why, ELSEWHERE);
        let real = resolve(folder).map_err(|error| refuse(plain(&error)))?;
        for (kept, is_source) in [(root, false)]
            .into_iter()
            .chain(sources.iter().map(|source| (*source, true)))
        {
            // a folder that is not there cannot be harmed
            let Ok(kept_real) = resolve(kept) else {
                continue;
            };
            let name = kept.display();
            if kept_real == real {
                return Err(refuse(format!("it is `{name}`, which Sebar reads")));
            }
            if kept_real.starts_with(&real) {
                return Err(refuse(format!("it holds `{name}`, which Sebar reads")));
            }
            if is_source && real.starts_with(&kept_real) {
                return Err(refuse(format!("it lies in `{name}`, which Sebar reads")));
            }
        }
        let (Some(parent), Some(name)) = (real.parent(), real.file_name()) else {
            return Err(refuse("it is the root of a disk".to_owned()));
        };
        let mut work = OsString::from(".");
        work.push(name);
        work.push(".sebar-staging");
        Ok(Self {
            shown,
            work: parent.join(work),
            folder: real,
        })
    }

    /// Checks what stands there now, and reads its record; none when there is nothing.
    pub(super) fn inspect(&self) -> Result<Option<Record>, Error> {
        let refuse = |why: String| refuse(&self.shown, &why, ELSEWHERE);
        let metadata = match fs::metadata(&self.folder) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(refuse(plain(&error))),
        };
        if !metadata.is_dir() {
            return Err(refuse("it is a file".to_owned()));
        }
        if is_mount_point(&self.folder) {
            let why = "it is a mount point, which cannot be renamed";
            let help = format!("name a folder in it, for example {}/site", self.shown);
            return Err(self::refuse(&self.shown, why, &help));
        }
        let names = names(&self.folder).map_err(|error| refuse(plain(&error)))?;
        // the new folder is made beside, but the old one must be emptied too
        tempfile::tempfile_in(&self.folder)
            .map_err(|error| refuse(format!("it is not writable: {}", plain(&error))))?;
        if names.is_empty() {
            return Ok(None);
        }
        match Record::load(&self.folder)? {
            Some(record) => Ok(Some(record)),
            None => Err(self.foreign(&names).into()),
        }
    }

    fn foreign(&self, names: &[String]) -> Diagnostic {
        Diagnostic::error(
            Code::ForeignFiles,
            format!(
                "the output folder `{}` holds files that Sebar did not make: {}",
                self.shown,
                some_of(names)
            ),
        )
        .why(format!(
            "a build replaces the whole folder; without the record {RECORD} nobody knows what may go"
        ))
        .help("name an empty or a new folder with --output, or move the files away")
    }
}

/// An output folder that cannot be used.
pub(super) fn refuse(shown: &str, why: &str, help: &str) -> Error {
    let what = format!("the output folder `{shown}` cannot be used: {why}");
    Error::from(Diagnostic::error(Code::OutputFolder, what).help(help))
}

/// The first few names, and how many more there are.
pub(super) fn some_of(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(NAMED).map(|n| format!("`{n}`")).collect();
    match names.len().saturating_sub(NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The path without links and dots; the last parts need not exist yet.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    match path.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        found => return found,
    }
    if path.is_symlink() {
        let error = "it is a symbolic link that leads nowhere";
        return Err(io::Error::new(io::ErrorKind::NotFound, error));
    }
    let mut real = match path.parent() {
        Some(parent) => resolve(parent)?,
        None => return Ok(path),
    };
    match path.components().next_back() {
        Some(Component::Normal(name)) => real.push(name),
        Some(Component::ParentDir) => _ = real.pop(),
        _ => {}
    }
    Ok(real)
}

/// The names of what stands directly in `folder`, in order.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

/// Whether another disk begins here, as in a container with a mounted output folder.
#[cfg(unix)]
fn is_mount_point(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let device = |path: &Path| fs::metadata(path).map(|metadata| metadata.dev()).ok();
    folder.parent().map(device) != Some(device(folder))
}

#[cfg(not(unix))]
fn is_mount_point(_: &Path) -> bool {
    false
}
