//! The command line: the only part that prints and exits.

pub mod progress;
pub mod summary;
pub mod terminal;
