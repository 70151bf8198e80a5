//! Pictures that the pages show, once for all pages that show them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::Sink;
use crate::{
    diagnostic::{Diagnostic, Report},
    model::{Campaign, Picture, PictureKind},
    output::Error,
    render::{
        context::page_name,
        picture::{self, web_sizes, web_widths},
    },
    site::portal::Whole,
    theme::Theme,
};

/// Writes what the pages of all campaigns show: the theme's drawings in the brand's colours, a
/// writer's as they are, photographs in the sizes of screens and without any of their metadata.
pub fn write(whole: &Whole, sink: Sink, report: &mut Report) -> Result<(), Error> {
    let (mut art, mut photographs) = (BTreeSet::new(), Photographs::new());
    for campaign in &whole.site.campaigns {
        for name in names(campaign) {
            if let Some(name) = name.strip_prefix("art:") {
                art.insert(Theme::art_address(name));
            } else if let Some(found) = campaign.pictures.get(name) {
                let path = format!("{}/pictures/{}", campaign.folder, page_name(campaign, name));
                sort_out(whole, sink, (found, path), &mut photographs, report)?;
            }
        }
    }
    for address in art {
        if let Ok(svg) = whole.theme.art(&address, whole.source) {
            sink.write(&format!("assets/{address}"), svg.as_bytes())?;
        }
    }
    if sink.only_checks() {
        return Ok(());
    }
    let written: Vec<_> = photographs
        .into_par_iter()
        .map(|(_, copies)| scale(whole, sink, &copies))
        .collect();
    for problem in written {
        report.extend(problem?);
    }
    Ok(())
}

/// Every picture that the pages of a campaign may show.
pub fn names(campaign: &Campaign) -> BTreeSet<&str> {
    let mut names: BTreeSet<&str> = campaign.picture.iter().map(String::as_str).collect();
    for language in &campaign.languages {
        if let Some(flyer) = &campaign.materials.get(language).flyer {
            let pictures = flyer.document.pictures.iter();
            names.extend(pictures.map(|picture| picture.name.as_str()));
        }
    }
    names
}

/// By content and ending, every photograph with the paths it is published at, without its widths: the
/// same one in twenty campaigns is scaled and encoded once.
type Photographs<'a> = BTreeMap<([u8; 32], String), Vec<(&'a Picture, String)>>;

/// Writes a drawing; notes a photograph.
fn sort_out<'a>(
    whole: &Whole,
    sink: Sink,
    (found, path): (&'a Picture, String),
    photographs: &mut Photographs<'a>,
    report: &mut Report,
) -> Result<(), Error> {
    let bytes = match whole.source.bytes(&found.path) {
        Ok(bytes) => bytes,
        Err(problem) => {
            report.push(problem);
            return Ok(());
        }
    };
    if found.kind == PictureKind::Drawing && picture::is_svg(&bytes) {
        return sink.write(&path, &bytes).map(|_| ());
    }
    let ending = path.rsplit('.').next().unwrap_or_default().to_owned();
    let key = (Sha256::digest(&bytes).into(), ending);
    photographs.entry(key).or_default().push((found, path));
    Ok(())
}

/// Writes all copies of one photograph in all its sizes.
fn scale(
    whole: &Whole,
    sink: Sink,
    copies: &[(&Picture, String)],
) -> Result<Option<Diagnostic>, Error> {
    let Some((first, path)) = copies.first() else {
        return Ok(None);
    };
    let treatment = whole.theme.page_treatment.as_ref();
    let sizes = whole.source.bytes(&first.path);
    let sizes = match sizes.and_then(|bytes| web_sizes(path, &bytes, treatment)) {
        Ok(sizes) => sizes,
        Err(problem) => return Ok(Some(problem)),
    };
    for (found, path) in copies {
        let files = web_widths(path, found.width);
        for ((file, _), (_, bytes)) in files.iter().zip(&sizes) {
            sink.write(file, bytes)?;
        }
    }
    Ok(None)
}
