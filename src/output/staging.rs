//! The folder in which a build gathers its files before anybody sees them.

use super::{
    Cancelled, Error, RECORD, Record, Sha256,
    error::plain,
    lock::{Lock, NoLock},
    target::{ELSEWHERE, Target, refuse},
};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufWriter, Seek, SeekFrom, Write},
    ops::Bound,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A file that stands in the staging folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Path from the output folder, with `/`.
    pub path: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Sum of the bytes.
    pub sha256: Sha256,
}

/// A staging folder; removed when dropped, unless it was published. Threads may share it.
#[derive(Debug)]
pub struct Staging {
    pub(super) target: Target,
    pub(super) cancelled: Cancelled,
    /// What the published folder says of itself; none when there is none.
    pub(super) previous: Option<Record>,
    /// Every path taken; none while the file is still being written.
    files: Mutex<BTreeMap<String, Option<Written>>>,
    /// Let go in `drop`, before the folder it stands in is removed.
    lock: Option<Lock>,
}

impl Staging {
    /// Opens a staging folder beside `folder`, and mends what an interrupted build left there.
    ///
    /// `root` is the site's folder, which may hold `folder`; `sources` are folders that Sebar
    /// reads, which may neither hold it nor lie in it. A missing parent of `folder` is made.
    ///
    /// # Errors
    /// [`Code::OutputFolder`](crate::diagnostic::Code::OutputFolder) when the folder cannot be
    /// replaced or another build is at it,
    /// [`Code::ForeignFiles`](crate::diagnostic::Code::ForeignFiles) when it holds files but no
    /// record of Sebar's.
    pub fn open(
        folder: &Path,
        root: &Path,
        sources: &[&Path],
        cancelled: &Cancelled,
    ) -> Result<Self, Error> {
        let target = Target::find(folder, root, sources)?;
        let io = |error: &io::Error| refuse(&target.shown, &plain(error), ELSEWHERE);
        if let Some(parent) = target.folder.parent() {
            fs::create_dir_all(parent).map_err(|error| io(&error))?;
        }
        let lock = Lock::take(&target.work).map_err(|no_lock| match no_lock {
            NoLock::Io(error) => io(&error),
            NoLock::Held(holder) => {
                let who = holder.map_or(String::new(), |id| format!(" (process {id})"));
                let why = format!("another build is writing it{who}");
                refuse(&target.shown, &why, "wait until it has ended, or stop it")
            }
        })?;
        // from here on, dropping removes the working folder, whatever goes wrong
        let mut staging = Self {
            target,
            cancelled: cancelled.clone(),
            previous: None,
            files: Mutex::default(),
            lock: Some(lock),
        };
        let io = |error: &io::Error| refuse(&staging.target.shown, &plain(error), ELSEWHERE);
        super::publish::recover(&staging.target).map_err(|error| io(&error))?;
        let previous = staging.target.inspect()?;
        fs::create_dir(staging.folder()).map_err(|error| io(&error))?;
        staging.previous = previous;
        Ok(staging)
    }

    /// The record of what is published now, for a build that wants to skip what is unchanged.
    pub fn previous(&self) -> Option<&Record> {
        self.previous.as_ref()
    }

    /// Writes a whole file. `path` goes from the output folder, with `/`.
    ///
    /// # Errors
    /// [`Error::Fault`] for a path that leaves the folder or is taken.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<Written, Error> {
        let file = self.take(path)?;
        fs::write(file, bytes).map_err(|error| Error::write(path, &error))?;
        Ok(self.keep(Written {
            path: path.to_owned(),
            bytes: bytes.len() as u64,
            sha256: Sha256::of(bytes),
        }))
    }

    /// Begins a file too big for memory; it counts once it is [finished](Staged::finish).
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn create(&self, path: &str) -> Result<Staged<'_>, Error> {
        let file = File::create(self.take(path)?).map_err(|error| Error::write(path, &error))?;
        Ok(Staged {
            staging: self,
            path: path.to_owned(),
            file: BufWriter::with_capacity(128 * 1024, file),
        })
    }

    /// Where a finished file stands until it is published, for those that read it again.
    ///
    /// # Errors
    /// [`Error::Fault`] when no such file was finished.
    pub fn read_path(&self, path: &str) -> Result<PathBuf, Error> {
        match self.files().get(path) {
            Some(Some(_)) => Ok(self.folder().join(path)),
            _ => Err(Error::Fault(format!(
                "`{path}` is read before it is written"
            ))),
        }
    }

    /// The folder that will be published.
    pub(super) fn folder(&self) -> PathBuf {
        self.target.work.join("new")
    }

    /// All finished files, by path.
    pub(super) fn finished(&self) -> Result<BTreeMap<String, Written>, Error> {
        let files = self.files();
        let finished = files.iter().map(|(path, written)| match written {
            Some(written) => Ok((path.clone(), written.clone())),
            None => Err(Error::Fault(format!(
                "`{path}` was begun and never finished"
            ))),
        });
        finished.collect()
    }

    /// Takes a path for a file that is about to be written, and makes its folder.
    fn take(&self, path: &str) -> Result<PathBuf, Error> {
        self.cancelled.check()?;
        let fault = |why: &str| Err(Error::Fault(format!("`{path}` {why}")));
        if !stays_inside(path) {
            return fault("is not a plain path in the output folder");
        }
        {
            let mut files = self.files();
            if files.contains_key(path) {
                return fault("is written twice");
            }
            if crosses(&files, path) {
                return fault("would be a file and a folder at once");
            }
            files.insert(path.to_owned(), None);
        }
        let file = self.folder().join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|error| Error::write(path, &error))?;
        }
        Ok(file)
    }

    fn keep(&self, written: Written) -> Written {
        self.files()
            .insert(written.path.clone(), Some(written.clone()));
        written
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Option<Written>>> {
        // the map is whole after every statement, so a panic elsewhere does not spoil it
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // what cannot be removed now is removed by the next build
        let _ = fs::remove_dir_all(self.folder());
        drop(self.lock.take());
        // stays when it still holds the old site: then only a rename can have failed
        let _ = fs::remove_dir(&self.target.work);
    }
}

/// A file in the staging folder that is written bit by bit.
#[derive(Debug)]
pub struct Staged<'a> {
    staging: &'a Staging,
    path: String,
    file: BufWriter<File>,
}

impl Staged<'_> {
    /// Ends the file, and sums it up by reading it once more (a writer may have gone back in it).
    pub fn finish(mut self) -> Result<Written, Error> {
        let path = self.staging.folder().join(&self.path);
        let read = || Sha256::read(File::open(path)?);
        let (bytes, sha256) = (self.file.flush().and_then(|()| read()))
            .map_err(|error| Error::write(&self.path, &error))?;
        Ok(self.staging.keep(Written {
            path: self.path,
            bytes,
            sha256,
        }))
    }
}

impl Write for Staged<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.staging.cancelled.check().map_err(io::Error::other)?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Staged<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Whether `path` is made of plain names alone, on every system, and is not the record's.
fn stays_inside(path: &str) -> bool {
    path != RECORD
        && !path.contains(['\\', '\0', ':'])
        && path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}

/// Whether one of `path` and `files` would have to be the folder of the other.
pub(super) fn crosses<T>(files: &BTreeMap<String, T>, path: &str) -> bool {
    let is_in_a_file = path.match_indices('/').any(|(end, _)| {
        path.get(..end)
            .is_some_and(|folder| files.contains_key(folder))
    });
    let inside = format!("{path}/");
    let range = (Bound::Included(inside.as_str()), Bound::Unbounded);
    let next = files.range::<str, _>(range).next();
    is_in_a_file || next.is_some_and(|(next, _)| next.starts_with(&inside))
}
