//! A kit as one ZIP file: the same bytes on every machine, and openable on every one.
//!
//! Entries are sorted by name, carry one fixed time and one mode, and nothing of the machine that
//! made them. The names are checked for all systems, not only for the one that builds. Files are
//! streamed from the staging folder, so a bundle may be larger than memory.

mod manifest;
mod names;
mod zip;

pub use manifest::{
    Manifest, ManifestArtifact, ManifestCampaign, ManifestEdition, media_type, sums,
};
pub use names::{check_names, portable_name};
pub use zip::{Entry, Source, write_zip};

#[cfg(test)]
mod tests;
