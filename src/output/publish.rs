//! From the staging folder to the published one, and back to order after an interruption.

use super::{
    Error, Made, RECORD, Record, Staging,
    error::plain,
    staging::crosses,
    target::{Target, some_of},
};
use crate::diagnostic::{Code, Diagnostic};
use std::{
    collections::BTreeMap,
    fs::{self, File, Metadata},
    io,
    path::{Path, PathBuf},
};

/// What a build changed in the published folder, in files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// New, or with other bytes than before.
    pub written: usize,
    /// As before, with the time of last change as before.
    pub unchanged: usize,
    /// Made by the build before, no longer by this one.
    pub removed: usize,
    /// Not Sebar's, and kept.
    pub foreign: usize,
}

impl Staging {
    /// Puts the staged files in the place of the published ones, with a record of them. `keys`
    /// gives the artifact key of each path that has one.
    ///
    /// # Errors
    /// [`Error::Fault`] for a key without a file or a file begun and not finished;
    /// [`Code::ForeignFiles`] when a file that Sebar did not make has the path of one it made.
    /// After any error the published folder is as it was.
    pub fn publish(self, keys: &BTreeMap<String, String>) -> Result<Published, Error> {
        self.cancelled.check()?;
        let record = self.record(keys)?;
        let mut published = self.keep_times(&record);
        let foreign = self.foreign(&record)?;
        published.foreign = foreign.iter().filter(|entry| !entry.is_dir).count();
        self.carry(&foreign)?;
        self.write_record(&record)?;
        if let Ok(metadata) = fs::metadata(&self.target.folder) {
            // who may enter the folder is the person's choice, not ours
            let _ = fs::set_permissions(self.folder(), metadata.permissions());
        }
        self.cancelled.check()?;
        swap(&self.target).map_err(|why| {
            Diagnostic::error(
                Code::WriteFailed,
                format!("`{}` cannot be replaced: {why}", self.target.shown),
            )
            .help("close what has the folder open, then build again")
        })?;
        Ok(published)
    }

    fn record(&self, keys: &BTreeMap<String, String>) -> Result<Record, Error> {
        let written = self.finished()?;
        if let Some(path) = keys.keys().find(|path| !written.contains_key(*path)) {
            return Err(Error::Fault(format!("`{path}` has a key and was not made")));
        }
        let made = |(path, written): (String, super::Written)| {
            let key = keys.get(&path).cloned();
            let made = Made {
                bytes: written.bytes,
                sha256: written.sha256,
                key,
            };
            (path, made)
        };
        Ok(Record::new(written.into_iter().map(made).collect()))
    }

    /// Gives files that are as before their time of last change, so that what compares by time
    /// (a web server, rsync) sees that they are.
    fn keep_times(&self, record: &Record) -> Published {
        let none = BTreeMap::new();
        let before = self.previous.as_ref().map_or(&none, |record| &record.files);
        let mut published = Published::default();
        for (path, made) in &record.files {
            let same = before.get(path).filter(|b| b.sha256 == made.sha256);
            let old = same.and_then(|_| fs::symlink_metadata(self.target.folder.join(path)).ok());
            if old.as_ref().is_some_and(|old| is_file_of(old, made.bytes)) {
                published.unchanged += 1;
                keep_time(old.as_ref(), &self.folder().join(path));
            } else {
                published.written += 1;
            }
        }
        let is_gone = |path: &&String| !record.files.contains_key(*path);
        published.removed = before.keys().filter(is_gone).count();
        published
    }

    /// What stands in the published folder and is not Sebar's, in order.
    fn foreign(&self, record: &Record) -> Result<Vec<Foreign>, Error> {
        let folder = &self.target.folder;
        if !folder.exists() {
            return Ok(Vec::new());
        }
        let none = BTreeMap::new();
        let ours = self.previous.as_ref().map_or(&none, |record| &record.files);
        let mut foreign = Vec::new();
        let mut clashes = Vec::new();
        for entry in walkdir::WalkDir::new(folder)
            .min_depth(1)
            .sort_by_file_name()
        {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(folder).display().to_string();
                Error::write(path, &error.into())
            })?;
            let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let path = slashed(relative);
            let is_dir = entry.file_type().is_dir();
            if path == RECORD || ours.contains_key(&path) || (is_dir && crosses(ours, &path)) {
                continue;
            }
            let is_made = record.files.contains_key(&path);
            if is_made || (!is_dir && crosses(&record.files, &path)) {
                clashes.push(path);
            } else {
                let path = relative.to_owned();
                foreign.push(Foreign { path, is_dir });
            }
        }
        if clashes.is_empty() {
            return Ok(foreign);
        }
        Err(Error::from(
            Diagnostic::error(
                Code::ForeignFiles,
                format!(
                    "Sebar did not make {} in `{}`, and would now make a file there",
                    some_of(&clashes),
                    self.target.shown
                ),
            )
            .why("the file would be lost")
            .help("move it away, or give it another name"),
        ))
    }

    /// Brings foreign files into the new folder while they also stay in the old one.
    fn carry(&self, foreign: &[Foreign]) -> Result<(), Error> {
        let new = self.folder();
        for Foreign { path, is_dir } in foreign {
            let to = new.join(path);
            let done = if *is_dir {
                fs::create_dir_all(&to)
            } else {
                let parent = to.parent().unwrap_or(&new);
                fs::create_dir_all(parent).and_then(|()| link(&self.target.folder.join(path), &to))
            };
            done.map_err(|error| Error::write(path.display(), &error))?;
        }
        Ok(())
    }

    fn write_record(&self, record: &Record) -> Result<(), Error> {
        let json = record.to_json()?;
        let old = self.target.folder.join(RECORD);
        let new = self.folder().join(RECORD);
        fs::write(&new, &json).map_err(|error| Error::write(RECORD, &error))?;
        if fs::read(&old).is_ok_and(|old| old == json) {
            keep_time(fs::metadata(&old).ok().as_ref(), &new);
        }
        Ok(())
    }
}

/// A file or folder in the published folder that is not Sebar's.
struct Foreign {
    path: PathBuf,
    is_dir: bool,
}

fn is_file_of(metadata: &Metadata, bytes: u64) -> bool {
    metadata.is_file() && metadata.len() == bytes
}

/// A convenience for others: where a file system keeps no times, nothing is lost.
fn keep_time(old: Option<&Metadata>, new: &Path) {
    if let Some(time) = old.and_then(|old| old.modified().ok()) {
        let _ = File::options()
            .write(true)
            .open(new)
            .and_then(|file| file.set_modified(time));
    }
}

/// The same file under a second name, or a copy where the file system has no such thing.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let metadata = fs::symlink_metadata(from)?;
    #[cfg(unix)]
    if metadata.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    if !metadata.is_file() {
        let why = "it is neither a file nor a folder";
        return Err(io::Error::new(io::ErrorKind::Unsupported, why));
    }
    fs::copy(from, to)?;
    keep_time(Some(&metadata), to);
    Ok(())
}

/// The path with `/`. A name that is not Unicode is surely not ours, and equals none of ours.
fn slashed(path: &Path) -> String {
    let names: Vec<_> = path
        .components()
        .map(|name| name.as_os_str().to_string_lossy())
        .collect();
    names.join("/")
}

/// The two renames. Between them there is no published folder; [`recover`] knows that.
fn swap(target: &Target) -> Result<(), String> {
    let (folder, old) = (&target.folder, target.work.join("old"));
    let had_old = match fs::rename(folder, &old) {
        Ok(()) => true,
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(plain(&error)),
    };
    if let Err(error) = fs::rename(target.work.join("new"), folder) {
        let why = plain(&error);
        if had_old && let Err(error) = fs::rename(&old, folder) {
            return Err(format!(
                "{why}; what was published waits in `{}` ({}) and the next build puts it back",
                old.display(),
                plain(&error)
            ));
        }
        return Err(why);
    }
    // the new site is in its place; what cannot be removed now is removed by the next build
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

/// Mends what an interrupted build left: puts the old folder back if the swap stopped between its
/// two renames, removes it if the swap was done, and removes what was staged.
pub(super) fn recover(target: &Target) -> io::Result<()> {
    let (folder, old) = (&target.folder, target.work.join("old"));
    if old.exists() {
        if folder.join(RECORD).exists() {
            fs::remove_dir_all(&old)?;
        } else if !folder.exists() || fs::remove_dir(folder).is_ok() {
            fs::rename(&old, folder)?;
        } else {
            // somebody put other files there since: neither folder is ours to drop
            let old = old.display();
            let why = format!("it holds other files; what was published before waits in `{old}`");
            return Err(io::Error::other(why));
        }
    }
    match fs::remove_dir_all(target.work.join("new")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
