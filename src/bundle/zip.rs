//! The ZIP file itself.

use super::check_names;
use crate::{
    diagnostic::{Code, Diagnostic},
    output::Error,
};
use std::{
    borrow::Cow,
    fs::File,
    io::{self, Read, Seek, Write},
    path::PathBuf,
};
use zip::{
    CompressionMethod, DateTime, System, ZipWriter, result::ZipError, write::SimpleFileOptions,
};

/// What is compressed already: deflating it again costs time and saves nothing.
const COMPRESSED: [&str; 8] = ["gif", "jpeg", "jpg", "pdf", "png", "webp", "woff2", "zip"];

/// Bytes handed to the compressor at once. Always the same, wherever they come from: what a
/// compressor makes may depend on how it is fed.
const CHUNK: usize = 64 * 1024;

/// Length in bytes from which an entry needs the 64-bit extension; a little below 4 GiB, since
/// deflating may make an entry longer.
const LARGE: u64 = 0xff00_0000;

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Path in the bundle, with `/`.
    pub name: String,
    /// Where the bytes are.
    pub source: Source<'a>,
}

/// Where the bytes of an entry are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source<'a> {
    /// In memory.
    Bytes(Cow<'a, [u8]>),
    /// In a staged file (see [`read_path`](crate::output::Staging::read_path)).
    File(PathBuf),
}

/// Writes the ZIP file to `out` and gives `out` back. `bundle` is its path, for messages.
///
/// The order of `entries` does not matter: they are sorted.
///
/// # Errors
/// [`Code::UnsafeName`] for the first name that some system cannot hold (a plan should have asked
/// [`check_names`] before), [`Code::WriteFailed`] when `out` fails.
pub fn write_zip<'a, W: Write + Seek>(
    bundle: &str,
    entries: impl IntoIterator<Item = Entry<'a>>,
    out: W,
) -> Result<W, Error> {
    let mut entries: Vec<Entry> = entries.into_iter().collect();
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    let names = entries.iter().map(|entry| entry.name.as_str());
    if let Some(problem) = check_names(names).into_iter().next() {
        return Err(problem.into());
    }
    let failed = |error| match error {
        ZipError::Io(error) => Error::write(bundle, &error),
        other => Error::Fault(format!("`{bundle}`: {other}")),
    };
    let mut zip = ZipWriter::new(out);
    for Entry { name, source } in &entries {
        let unreadable = |error: &io::Error| unreadable(bundle, name, error);
        match source {
            Source::Bytes(bytes) => {
                let length = bytes.len() as u64;
                zip.start_file(name, options(name, length))
                    .map_err(failed)?;
                copy(bytes.as_ref(), &mut zip)
            }
            Source::File(path) => {
                let file = File::open(path).map_err(|error| unreadable(&error))?;
                let length = file.metadata().map_err(|error| unreadable(&error))?.len();
                zip.start_file(name, options(name, length))
                    .map_err(failed)?;
                copy(file, &mut zip)
            }
        }
        .map_err(|error| match error {
            Failed::Read(error) => unreadable(&error),
            Failed::Write(error) => Error::write(bundle, &error),
        })?;
    }
    zip.finish().map_err(failed)
}

fn unreadable(bundle: &str, name: &str, error: &io::Error) -> Error {
    let what = format!("`{name}` cannot be read for `{bundle}`: {error}");
    Diagnostic::error(Code::Unreadable, what).into()
}

/// The same on every machine: method by name, one time, one mode, one system.
fn options(name: &str, length: u64) -> SimpleFileOptions {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_compressed = COMPRESSED.iter().any(|c| c.eq_ignore_ascii_case(ending));
    let options = SimpleFileOptions::default()
        // the earliest time that the format can hold: 1980-01-01
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix)
        .large_file(length >= LARGE);
    if is_compressed || length == 0 {
        options.compression_method(CompressionMethod::Stored)
    } else {
        options
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(6))
    }
}

enum Failed {
    Read(io::Error),
    Write(io::Error),
}

/// Copies in whole chunks.
fn copy(mut from: impl Read, to: &mut impl Write) -> Result<(), Failed> {
    let mut chunk = Vec::with_capacity(CHUNK);
    loop {
        chunk.clear();
        let mut part = from.by_ref().take(CHUNK as u64);
        part.read_to_end(&mut chunk).map_err(Failed::Read)?;
        if chunk.is_empty() {
            return Ok(());
        }
        to.write_all(&chunk).map_err(Failed::Write)?;
    }
}
