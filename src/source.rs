//! The only reader: finds the files of a site and reads them.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_128;

use crate::{
    diagnostic::{Code, Diagnostic, Place, Report, SourceText},
    text::Letters,
};

/// The files of a site, found once.
#[derive(Debug)]
pub struct Source {
    root: PathBuf,
    /// By the path from the root, with `/`.
    files: BTreeMap<String, File>,
    /// Those of the content that was read.
    letters: Mutex<Letters>,
}

/// A file that was found.
#[derive(Debug, Default)]
struct File {
    path: PathBuf,
    /// Its text once it was read, where that is byte for byte what stands in it. Places in it keep it
    /// anyway, and the keys of artifacts need not read it again.
    text: OnceLock<Arc<SourceText>>,
    /// The fingerprint of its bytes once they were read.
    fingerprint: OnceLock<u128>,
}

/// A number that files with other bytes share by no more than a chance in 2¹²⁸: by it the same photograph is known
/// in twenty campaigns. It seals nothing: for that there is [`Sha256`](crate::output::Sha256), which takes longer.
pub fn fingerprint(bytes: &[u8]) -> u128 {
    xxh3_128(bytes)
}

impl Source {
    /// Finds the files under `content/`, `themes/` and `dictionaries/` of `root`. What cannot be walked goes to
    /// `report`.
    pub fn open(root: &Path, report: &mut Report) -> Self {
        let mut files = BTreeMap::new();
        for top in ["content", "themes", "dictionaries"] {
            find(root, top, &mut files, report);
        }
        if !files.keys().any(|path| path.starts_with("content/")) {
            report.push(no_content(root));
        }
        Self {
            root: root.to_owned(),
            files,
            letters: Mutex::default(),
        }
    }

    /// Whether there is such a file.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Paths below `folder` (which ends in `/`), in order.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.files
            .range(folder.to_owned()..)
            .map(|(path, _)| path.as_str())
            .take_while(move |path| path.starts_with(folder))
    }

    /// Names of the folders directly below `folder` (which ends in `/`), in order, each once.
    pub fn folders<'a>(&'a self, folder: &'a str) -> Vec<&'a str> {
        let mut names: Vec<&str> = self
            .below(folder)
            .filter_map(|path| path[folder.len()..].split_once('/'))
            .map(|(name, _)| name)
            .collect();
        names.dedup();
        names
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        match self.known(path) {
            Some(text) => Ok(text.text.clone().into_bytes()),
            None => self.read(path),
        }
    }

    /// The [`fingerprint`] of a file; one that was read before is not read again.
    pub fn fingerprint(&self, path: &str) -> Result<u128, Diagnostic> {
        match self.files.get(path).and_then(|file| file.fingerprint.get()) {
            Some(known) => Ok(*known),
            None => self.read(path).map(|bytes| fingerprint(&bytes)),
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        let unreadable = |error: std::io::Error| unreadable(path, &error.to_string());
        let Some(file) = self.files.get(path) else {
            return std::fs::read(self.root.join(path)).map_err(unreadable);
        };
        let bytes = std::fs::read(&file.path).map_err(unreadable)?;
        file.fingerprint.get_or_init(|| fingerprint(&bytes));
        Ok(bytes)
    }

    /// A text that was read before.
    fn known(&self, path: &str) -> Option<&Arc<SourceText>> {
        self.files.get(path)?.text.get()
    }

    /// A number that changes with the file: of short texts with every byte, of others with their
    /// length and the time of the last change.
    pub fn stamp(&self, path: &str) -> u64 {
        let mut hash = DefaultHasher::new();
        path.hash(&mut hash);
        if path.ends_with(".md") || path.ends_with(".yaml") {
            self.bytes(path).ok().hash(&mut hash);
        } else if let Some(file) = self.files.get(path) {
            let known = std::fs::metadata(&file.path).ok();
            let known = known.map(|known| (known.len(), known.modified().ok()));
            known.hash(&mut hash);
        }
        hash.finish()
    }

    /// The text of a file, without byte order mark and with `\n` at line ends.
    pub fn text(&self, path: &str) -> Result<Arc<SourceText>, Diagnostic> {
        if let Some(text) = self.known(path) {
            return Ok(Arc::clone(text));
        }
        let bytes = self.read(path)?;
        let verbatim = !bytes.contains(&b'\r') && !bytes.starts_with(MARK.as_bytes());
        let text = text_of(path, bytes)?;
        if path.starts_with("content/") {
            let mut letters = self.letters.lock().unwrap_or_else(PoisonError::into_inner);
            letters.add(&text.text);
        }
        if let Some(file) = self.files.get(path).filter(|_| verbatim) {
            // another thread may have been first
            let _ = file.text.set(Arc::clone(&text));
        }
        Ok(text)
    }

    /// The letters of the content that was read so far.
    pub fn letters(&self) -> Letters {
        let letters = self.letters.lock();
        letters.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The byte order mark.
const MARK: &str = "\u{feff}";

/// Text from bytes: UTF-8, without byte order mark, lines ended by `\n`.
pub fn text_of(path: &str, bytes: Vec<u8>) -> Result<Arc<SourceText>, Diagnostic> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let file = Arc::new(SourceText {
            path: path.to_owned(),
            text,
        });
        let place = Place::new(&file, good..good + '\u{fffd}'.len_utf8());
        Diagnostic::error(Code::NotUtf8, format!("{path} is not UTF-8 text"))
            .at(place, "this byte is not UTF-8")
            .why("readers would see broken letters")
            .help("save the file as UTF-8 in your editor (in Notepad: Save As, Encoding: UTF-8)")
    })?;
    let text = match text.strip_prefix(MARK) {
        Some(after) => after.to_owned(),
        None => text,
    };
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    };
    Ok(Arc::new(SourceText {
        path: path.to_owned(),
        text,
    }))
}

fn find(root: &Path, top: &str, files: &mut BTreeMap<String, File>, report: &mut Report) {
    let folder = root.join(top);
    if !folder.exists() {
        return;
    }
    let walk = WalkDir::new(&folder).follow_links(true).sort_by_file_name();
    let shown = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || name.ends_with('~'))
    };
    for entry in walk.into_iter().filter_entry(shown) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let path = entry.into_path();
                let name = relative(root, &path);
                let file = File {
                    path,
                    ..File::default()
                };
                files.insert(name, file);
            }
            Ok(_) => {}
            Err(error) => report.push(walk_error(root, &error)),
        }
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts = below.iter().map(|part| part.to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

fn walk_error(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = error.path().map(|path| relative(root, path));
    let path = path.unwrap_or_default();
    if let Some(ancestor) = error.loop_ancestor() {
        let ancestor = relative(root, ancestor);
        return Diagnostic::error(
            Code::SymlinkLoop,
            format!("{path} is a symbolic link that leads back to {ancestor}"),
        )
        .why("following it would never end")
        .help(format!(
            "remove the link {path}, or let it point outside {ancestor}"
        ));
    }
    let reason = error
        .io_error()
        .map_or_else(|| error.to_string(), ToString::to_string);
    unreadable(&path, &reason)
}

fn unreadable(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::error(Code::Unreadable, format!("{path} cannot be read: {reason}"))
        .why("what stands in it would be missing from the kits")
        .help("check that the file is there and that you may read it")
}

fn no_content(root: &Path) -> Diagnostic {
    let folder = root.join("content");
    let message = if folder.is_dir() {
        "the content folder is empty"
    } else {
        "there is no content folder here"
    };
    Diagnostic::error(Code::NoContent, message)
        .why("there is nothing to make kits from")
        .help("go to the folder that holds `content/`, or name it with `--root DIR`")
        .help("or begin a site here: `sebar init`")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_once_and_its_bytes_stay_those_of_the_file() {
        let root = tempfile::tempdir().unwrap();
        let content = root.path().join("content");
        std::fs::create_dir(&content).unwrap();
        let files: [(&str, &[u8]); 4] = [
            ("content/a.md", b"satu\ndua\n"),
            ("content/b.md", b"satu\r\ndua\r\n"),
            ("content/c.md", b"satu\rdua\r"),
            ("content/d.md", b"\xef\xbb\xbfsatu\ndua\n"),
        ];
        for (path, bytes) in files {
            std::fs::write(root.path().join(path), bytes).unwrap();
        }
        let source = Source::open(root.path(), &mut Report::default());
        for (path, bytes) in files {
            assert_eq!(source.text(path).unwrap().text, "satu\ndua\n", "{path}");
            assert_eq!(source.bytes(path).unwrap(), bytes, "{path}");
        }
        std::fs::remove_dir_all(content).unwrap();
        assert_eq!(source.bytes("content/a.md").unwrap(), files[0].1);
        assert!(source.bytes("content/b.md").is_err());
    }
}
