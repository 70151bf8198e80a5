//! All pictures of a site on one sheet, small, to be looked at side by side: a row a post, a column a
//! slot.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Prepared, Progress};
use crate::{
    diagnostic::{Code, Diagnostic, Report},
    layout::{self, Bitmap},
    plan::{Artifact, Job},
    render::{
        Subject,
        image::{self, Drawing},
        picture::{self, PixelCache},
        studio::{self, Fonts},
    },
};

/// Height of each picture on the sheet, in pixels.
const HEIGHT: u32 = 420;

/// Between pictures, in pixels.
const GAP: u32 = 20;

/// The sheet's ground: no theme's.
const GROUND: [u8; 4] = [0xd6, 0xcd, 0xb9, 0xff];

/// Draws every social image and puts them on one sheet, as PNG. What is wrong with one goes to
/// `report`, and its place stays empty.
///
/// # Errors
/// [`Code::NoContent`] where there is no picture at all.
pub fn sheet(
    prepared: &Prepared,
    progress: &dyn Progress,
    report: &mut Report,
) -> Result<Vec<u8>, Diagnostic> {
    let fonts = Fonts::load(&prepared.themes, &prepared.source, report);
    let pixels = PixelCache::default();
    let drawn = |artifact: &&Artifact| matches!(artifact.job, Job::Image { .. });
    let jobs: usize = prepared
        .plan
        .kits
        .iter()
        .map(|kit| kit.artifacts.iter().filter(drawn).count())
        .sum();
    progress.start_drawing(jobs as u64);
    let mut rows = Vec::new();
    for kit in &prepared.plan.kits {
        let subject = prepared.subject(kit);
        let (fonts, pictures) = (fonts.of(subject.theme), studio::pictures(&subject, &pixels));
        let each: Vec<_> = kit
            .artifacts
            .par_iter()
            .filter_map(|artifact| {
                let (post, drawing, encoding) = drawing(&subject, &artifact.job)?;
                let mut problems = Report::default();
                let work = (drawing, encoding);
                let part = image::Part::File;
                let image = image::image(&subject, fonts, &pictures, work, part, &mut problems);
                let bytes = image.and_then(|image| image.drawn).map(|drawn| drawn.bytes);
                let small = bytes.and_then(|bytes| thumbnail(&bytes));
                progress.tick();
                Some((post, small, problems))
            })
            .collect();
        let mut posts: BTreeMap<usize, Vec<Bitmap>> = BTreeMap::new();
        for (post, small, problems) in each {
            report.extend(problems.into_diagnostics());
            posts.entry(post).or_default().extend(small);
        }
        rows.extend(posts.into_values());
    }
    progress.finish();
    rows.retain(|row| !row.is_empty());
    if rows.is_empty() {
        return Err(
            Diagnostic::error(Code::NoContent, "there is no picture to show")
                .help("write a post, and turn a channel on in site.yaml"),
        );
    }
    layout::png(&composed(&rows))
}

fn drawing<'a>(
    subject: &Subject<'a>,
    job: &'a Job,
) -> Option<(usize, Drawing<'a>, crate::plan::Encoding)> {
    let Job::Image {
        post,
        slide,
        slot,
        encoding,
    } = job
    else {
        return None;
    };
    let drawing = Drawing::of(&subject.materials().posts[*post], *slide, slot);
    Some((*post, drawing, *encoding))
}

/// What was encoded, small: losses of the format are seen too.
fn thumbnail(bytes: &[u8]) -> Option<Bitmap> {
    let decoded = ::image::load_from_memory(bytes).ok()?.into_rgba8();
    let whole = Bitmap {
        width: decoded.width(),
        height: decoded.height(),
        rgba: decoded.into_raw(),
    };
    let width = f64::from(whole.width) * f64::from(HEIGHT) / f64::from(whole.height);
    picture::thumbnail(&whole, width.round() as u32, HEIGHT).ok()
}

/// Rows of pictures on one ground.
fn composed(rows: &[Vec<Bitmap>]) -> Bitmap {
    let row_width = |row: &Vec<Bitmap>| row.iter().map(|cell| cell.width + GAP).sum::<u32>() + GAP;
    let width = rows.iter().map(row_width).max().unwrap_or(GAP);
    let height = rows.len() as u32 * (HEIGHT + GAP) + GAP;
    let mut rgba = GROUND.repeat((width * height) as usize);
    for (index, row) in rows.iter().enumerate() {
        let top = GAP + index as u32 * (HEIGHT + GAP);
        let mut left = GAP;
        for cell in row {
            for (y, line) in cell.rgba.chunks_exact(cell.width as usize * 4).enumerate() {
                let start = ((top as usize + y) * width as usize + left as usize) * 4;
                rgba[start..start + line.len()].copy_from_slice(line);
            }
            left += cell.width + GAP;
        }
    }
    Bitmap {
        width,
        height,
        rgba,
    }
}
