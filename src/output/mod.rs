//! The only writer: stages a whole site beside the published one and swaps the two.
//!
//! ```text
//! site/public/                      what visitors get, with its record .sebar.json
//! site/.public.sebar-staging/lock   held by the build that runs
//! site/.public.sebar-staging/new/   what that build has made so far
//! site/.public.sebar-staging/old/   the folder that is being replaced, for a moment
//! ```
//!
//! What holds at every instant, so that a build may be killed at any of them:
//!
//! - `public/` or, between two renames, `old/` is whole; the next build puts `old/` back.
//! - A file that Sebar did not make is never deleted: a folder without a record is refused, and in
//!   a folder with one, foreign files are linked into the new folder before the old one goes.
//! - Two builds never stage for the same folder at once.
//!
//! Nothing is flushed to the disk by force: a power cut may lose the last build, as it may lose
//! any file written in the last seconds.

mod error;
mod fresh;
mod lock;
mod publish;
mod record;
mod save;
mod sha256;
mod staging;
mod target;
#[cfg(test)]
mod tests;

pub use error::{Cancelled, Error};
pub use fresh::{NewFile, NotWritten, new_files, replace_files};
pub use publish::Published;
pub use record::{Made, RECORD, Record};
pub use save::save;
pub use sha256::Sha256;
pub use staging::{Staged, Staging, Written};
