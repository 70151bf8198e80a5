//! The record of what a build made: `.sebar.json` in the published folder.
//!
//! By it the next build knows which files are Sebar's own, which are unchanged, and which it may
//! remove. It holds no time, so the same inputs give the same record.

use super::{Error, Sha256, error::plain};
use crate::diagnostic::{Code, Diagnostic};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, io, path::Path};

/// The record's file name.
pub const RECORD: &str = ".sebar.json";

/// The only format of records so far.
const FORMAT: u32 = 1;

/// What one build made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The format of this record.
    pub format: u32,
    /// The version of Sebar that made it.
    pub sebar: String,
    /// Every file but the record itself, by its path from the folder, with `/`.
    pub files: BTreeMap<String, Made>,
}

/// One file that Sebar made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Length in bytes.
    pub bytes: u64,
    /// Sum of the bytes.
    pub sha256: Sha256,
    /// Key of the artifact: hash of all that it was made from. None for a file without a job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// The part of every record, of whatever format, that may be relied upon.
#[derive(Deserialize)]
struct Head {
    format: u32,
    #[serde(default)]
    sebar: String,
}

impl Record {
    /// A record of `files` by this version of Sebar.
    pub fn new(files: BTreeMap<String, Made>) -> Self {
        Self {
            format: FORMAT,
            sebar: env!("CARGO_PKG_VERSION").to_owned(),
            files,
        }
    }

    /// The record in `folder`; none if there is no such file or folder.
    pub fn load(folder: &Path) -> Result<Option<Self>, Error> {
        let path = folder.join(RECORD);
        let unreadable = |why: String| {
            let told = Diagnostic::error(
                Code::OutputFolder,
                format!("the record `{}` cannot be read: {why}", path.display()),
            )
            .why("without it Sebar cannot tell its own files from yours, so it touches none")
            .help("move the folder away, or name another one with --output");
            Error::from(told)
        };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(unreadable(plain(&error))),
        };
        let head: Head =
            serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
        if head.format != FORMAT {
            return Err(unreadable(format!(
                "it has format {}, made by Sebar {}; this is Sebar {}",
                head.format,
                head.sebar,
                env!("CARGO_PKG_VERSION")
            )));
        }
        serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|error| unreadable(error.to_string()))
    }

    /// The record as it is written: indented JSON, files in order, a final line end.
    pub fn to_json(&self) -> Result<Vec<u8>, Error> {
        let mut json = serde_json::to_vec_pretty(self)
            .map_err(|error| Error::Fault(format!("the record is not JSON: {error}")))?;
        json.push(b'\n');
        Ok(json)
    }
}
