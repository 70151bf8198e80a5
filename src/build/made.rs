//! What is known of a file once it was made. Its bytes are on disk, not here.

use serde::Serialize;

use super::preview::Shelf;
use crate::{
    output::{Error, Sha256, Staging, Written},
    plan::Job,
    render::{Subject, image::Alternative, overlay::Overlay, print::Part},
};

/// Where files go: a build stages them, a check only counts them.
#[derive(Debug, Clone, Copy)]
pub enum Sink<'a> {
    /// Into the staging folder.
    Staged(&'a Staging),
    /// Into memory, to be looked at.
    Shelf(&'a Shelf),
    /// Nowhere.
    Nowhere,
}

impl Sink<'_> {
    /// Whether files are only counted.
    pub fn only_checks(self) -> bool {
        matches!(self, Sink::Nowhere)
    }

    /// Which part of a printed piece is made.
    pub fn part(self) -> Part {
        match self {
            Sink::Staged(_) => Part::Files,
            Sink::Shelf(shelf) => shelf.part,
            Sink::Nowhere => Part::Findings,
        }
    }

    /// Writes a whole file.
    pub fn write(self, path: &str, bytes: &[u8]) -> Result<Written, Error> {
        match self {
            Sink::Staged(staging) => staging.write(path, bytes),
            Sink::Shelf(shelf) => {
                shelf.put(path, bytes);
                Ok(counted(path, bytes))
            }
            Sink::Nowhere => Ok(counted(path, bytes)),
        }
    }
}

fn counted(path: &str, bytes: &[u8]) -> Written {
    Written {
        path: path.to_owned(),
        bytes: bytes.len() as u64,
        sha256: Sha256::of(bytes),
    }
}

/// One file of a kit, made.
#[derive(Debug, Clone)]
pub struct Made {
    /// Path below the public folder.
    pub path: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Sum of the bytes.
    pub sha256: Sha256,
    /// The job that made it; none for what belongs to the kit as such.
    pub job: Option<Job>,
    /// Media type.
    pub media_type: &'static str,
    /// Width and height in pixels, for pictures.
    pub size: Option<(u32, u32)>,
    /// Alternative text, for pictures.
    pub alt: Option<Alternative>,
    /// What can be drawn over its picture, where somebody looks at it.
    pub overlay: Option<Overlay>,
    /// The words themselves, for captions and texts.
    pub text: Option<String>,
    /// How much of the paper is covered with toner, in percent, for office versions.
    pub toner: Option<f64>,
    /// Small pictures of it for pages, the smallest first.
    pub previews: Vec<PreviewFile>,
}

/// The name of a file without its folders and its ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A small picture for a page.
#[derive(Debug, Clone, Serialize)]
pub struct PreviewFile {
    /// Path below the public folder.
    pub path: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Made {
    /// A file of a kit that has no picture and no words.
    pub fn plain(written: Written, media_type: &'static str, job: Option<Job>) -> Self {
        Self {
            path: written.path,
            bytes: written.bytes,
            sha256: written.sha256,
            job,
            media_type,
            size: None,
            alt: None,
            overlay: None,
            text: None,
            toner: None,
            previews: Vec::new(),
        }
    }

    /// What a page tells of it to those who cannot see it.
    pub fn alternative(&self, subject: &Subject) -> Option<String> {
        let alt = self.alt.as_ref()?;
        Some(alt.whole(subject.string("text_on_image")))
    }

    /// The last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// All files of one kit, made.
#[derive(Debug)]
pub struct MadeKit {
    /// Index of the kit in the plan.
    pub kit: usize,
    /// In the order of the plan, those with a job.
    pub files: Vec<Made>,
    /// All of them as one ZIP file; none where there is nothing to hand on but the page.
    pub bundle: Option<Bundle>,
    /// ZIP files of one channel each.
    pub channel_bundles: Vec<Made>,
}

/// The ZIP file of a kit, made.
#[derive(Debug)]
pub struct Bundle {
    /// The file.
    pub file: Made,
    /// How many files are in it.
    pub entries: usize,
}

impl MadeKit {
    /// A kit that has nothing but its pages.
    pub fn empty(kit: usize) -> Self {
        Self {
            kit,
            files: Vec::new(),
            bundle: None,
            channel_bundles: Vec::new(),
        }
    }
}
