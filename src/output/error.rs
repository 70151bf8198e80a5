//! Whose fault it is when a file cannot be written.

use crate::diagnostic::{Code, Diagnostic};
use std::{
    fmt, io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Why a file was not written.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// The person at the keyboard can mend it: a full disk, a folder without write permission.
    Problem(Box<Diagnostic>),
    /// Sebar itself is wrong, whatever the content: a path written twice or outside the folder.
    Fault(String),
    /// The person asked to stop.
    Cancelled,
}

impl Error {
    /// A system call on `path` that failed; or, for a [staged](super::Staged) file, the wish to
    /// stop that its writer met.
    pub(crate) fn write(path: impl fmt::Display, error: &io::Error) -> Self {
        if let Some(own) = error.get_ref().and_then(|own| own.downcast_ref::<Self>()) {
            return own.clone();
        }
        let told = Diagnostic::error(
            Code::WriteFailed,
            format!("`{path}` cannot be written: {}", plain(error)),
        );
        Self::from(match error.kind() {
            io::ErrorKind::StorageFull => {
                told.help("free some space on the disk, then build again")
            }
            io::ErrorKind::PermissionDenied => {
                told.help("check who owns the folder and what it permits")
            }
            _ => told,
        })
    }
}

impl From<Diagnostic> for Error {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Problem(Box::new(diagnostic))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(diagnostic) => f.write_str(&diagnostic.message),
            Self::Fault(what) => write!(f, "a fault in Sebar: {what}"),
            Self::Cancelled => f.write_str("stopped"),
        }
    }
}

impl std::error::Error for Error {}

/// The system's reason, in lower case and without its number.
pub(crate) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text
        .split_once(" (os error")
        .map_or(&*text, |(before, _)| before);
    let mut rest = text.chars();
    match rest.next() {
        Some(first) => first.to_lowercase().chain(rest).collect(),
        None => "unknown reason".to_owned(),
    }
}

/// A wish to stop, shared by all threads: the command line sets it on Ctrl-C, each write asks it.
#[derive(Debug, Clone, Default)]
pub struct Cancelled(Arc<AtomicBool>);

impl Cancelled {
    /// Asks all who hold this flag to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// [`Error::Cancelled`] once somebody asked to stop: `cancelled.check()?` in a long loop.
    pub fn check(&self) -> Result<(), Error> {
        if self.is_cancelled() {
            return Err(Error::Cancelled);
        }
        Ok(())
    }
}
