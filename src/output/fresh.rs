//! Files that a person asked for and goes on with by hand. None is ever written over.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
};

/// A file that is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Path below the folder, with `/`.
    pub path: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

impl NewFile {
    /// A text file.
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            bytes: text.into().into_bytes(),
        }
    }
}

/// Why new files were not written. Nothing of them is left behind.
#[derive(Debug)]
pub enum NotWritten {
    /// Some are there already: their paths.
    Exists(Vec<String>),
    /// The machine refuses: which path, and why.
    Refused(PathBuf, std::io::Error),
}

/// Writes all of `files` below `folder`, or none.
pub fn new_files(folder: &Path, files: &[NewFile]) -> Result<(), NotWritten> {
    let there = |file: &&NewFile| fs::symlink_metadata(folder.join(&file.path)).is_ok();
    let there: Vec<String> = files
        .iter()
        .filter(there)
        .map(|file| file.path.clone())
        .collect();
    if !there.is_empty() {
        return Err(NotWritten::Exists(there));
    }
    let mut made = Made::default();
    for file in files {
        let path = folder.join(&file.path);
        made.file(&path, &file.bytes)
            .map_err(|error| NotWritten::Refused(path, error))?;
    }
    made.keep();
    Ok(())
}

/// Writes all of `files` below `folder`, over what is there under these names.
pub fn replace_files(folder: &Path, files: Vec<NewFile>) -> Result<(), NotWritten> {
    let refused = |path: &Path| {
        let path = path.to_owned();
        move |error| NotWritten::Refused(path, error)
    };
    fs::create_dir_all(folder).map_err(refused(folder))?;
    for file in files {
        let path = folder.join(&file.path);
        // beside it first: a disk that is full leaves the old file whole
        let mut staged = tempfile::NamedTempFile::new_in(folder).map_err(refused(&path))?;
        staged.write_all(&file.bytes).map_err(refused(&path))?;
        readable(staged.as_file()).map_err(refused(&path))?;
        staged
            .persist(&path)
            .map_err(|failed| NotWritten::Refused(path.clone(), failed.error))?;
    }
    Ok(())
}

/// Temporary files are for their owner only; these are for all who may read the folder.
#[cfg(unix)]
fn readable(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}

/// What was made; removed again unless it is kept.
#[derive(Default)]
struct Made {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Made {
    fn file(&mut self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            self.folder(folder)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        self.files.push(path.to_owned());
        file.write_all(bytes)
    }

    fn folder(&mut self, folder: &Path) -> std::io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(above) = folder.parent() {
            self.folder(above)?;
        }
        fs::create_dir(folder)?;
        self.folders.push(folder.to_owned());
        Ok(())
    }

    fn keep(mut self) {
        self.files.clear();
        self.folders.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for file in self.files.drain(..).rev() {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.drain(..).rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Vec<NewFile> {
        let file = |path: &&str| NewFile::text(*path, "isi\n");
        paths.iter().map(file).collect()
    }

    #[test]
    fn nothing_is_written_where_something_is_there() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("b.md"), "lama").unwrap();
        let failed = new_files(folder.path(), &files(&["a/a.md", "b.md"]));
        assert!(matches!(failed, Err(NotWritten::Exists(paths)) if paths == ["b.md"]));
        assert!(!folder.path().join("a").exists());
        assert_eq!(fs::read(folder.path().join("b.md")).unwrap(), b"lama");
    }

    #[test]
    fn what_cannot_be_written_whole_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        // `a` is a file already when `a/b.md` wants it to be a folder
        let failed = new_files(folder.path(), &files(&["x/y/z.md", "a", "a/b.md"]));
        assert!(matches!(failed, Err(NotWritten::Refused(..))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn generated_files_are_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("baru");
        replace_files(&inside, files(&["a.json"])).unwrap();
        replace_files(&inside, vec![NewFile::text("a.json", "{}")]).unwrap();
        assert_eq!(fs::read(inside.join("a.json")).unwrap(), b"{}");
        assert_eq!(fs::read_dir(inside).unwrap().count(), 1);
    }
}
