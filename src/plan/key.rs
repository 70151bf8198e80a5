//! The key of an artifact: a hash of everything it is made from. Equal keys, equal bytes.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::{
    diagnostic::Report,
    model::{Campaign, Edition, Site},
    source::{Source, fingerprint},
    theme::Theme,
};

/// A hash over inputs that many artifacts share.
#[derive(Debug, Clone)]
pub struct Inputs(Sha256);

impl Inputs {
    /// The program, the site's own files and the theme.
    pub fn of_site(site: &Site, theme: &Theme, source: &Source, report: &mut Report) -> Self {
        let mut inputs = Self(Sha256::new());
        inputs.add(env!("CARGO_PKG_VERSION").as_bytes());
        inputs.add(site.base_url.as_bytes());
        let top = |path: &&str| !path["content/".len()..].contains('/');
        for path in source.below("content/").filter(top) {
            inputs.add_file(path, source, report);
        }
        for (path, bytes) in theme.files.all(source) {
            inputs.add(path.as_bytes());
            match bytes {
                Ok(bytes) => inputs.add(&fingerprint(&bytes).to_le_bytes()),
                Err(problem) => report.push(problem),
            }
        }
        inputs
    }

    /// These, and all files of a campaign.
    #[must_use]
    pub fn with_campaign(&self, campaign: &Campaign, source: &Source, report: &mut Report) -> Self {
        let mut inputs = self.clone();
        let folder = format!("content/{}/", campaign.folder);
        for path in source.below(&folder) {
            inputs.add_file(path, source, report);
        }
        inputs
    }

    /// The key of the artifact at `path`.
    pub fn key(&self, path: &str, edition: &Edition) -> String {
        let mut inputs = self.clone();
        inputs.add(path.as_bytes());
        inputs.add(edition.suffix().as_bytes());
        let hash = inputs.0.finalize();
        let mut key = String::with_capacity(32);
        for byte in &hash[..16] {
            // writing to a String cannot fail
            let _ = write!(key, "{byte:02x}");
        }
        key
    }

    fn add_file(&mut self, path: &str, source: &Source, report: &mut Report) {
        self.add(path.as_bytes());
        match source.fingerprint(path) {
            Ok(fingerprint) => self.add(&fingerprint.to_le_bytes()),
            Err(problem) => report.push(problem),
        }
    }

    /// Each part with its length, so that no two lists of parts hash alike.
    fn add(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }
}
