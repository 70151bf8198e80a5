//! Pictures that the pages show, once for all pages that show them.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Prepared, Sink};
use crate::{
    diagnostic::{Diagnostic, Report},
    model::{Campaign, Picture, PictureKind},
    output::Error,
    render::{
        context::page_name,
        picture::{PixelCache, web_sizes, web_widths},
    },
    theme::{Theme, Treatment},
};

/// Writes what the pages of all campaigns show: the theme's drawings in the brand's colours, a
/// writer's as they are, photographs in the sizes of screens and without any of their metadata.
///
/// The photographs' pixels stay in `pixels` for what is drawn with them.
pub fn write(
    prepared: &Prepared,
    pixels: &PixelCache,
    sink: Sink,
    report: &mut Report,
) -> Result<(), Error> {
    let (mut art, mut photographs) = (BTreeMap::new(), Photographs::new());
    for (index, campaign) in prepared.site.campaigns.iter().enumerate() {
        let theme = prepared.themes.of(index);
        for name in names(campaign) {
            if let Some(name) = name.strip_prefix("art:") {
                let address = Theme::art_address(name);
                art.insert(format!("{}{address}", theme.assets), (theme, address));
            } else if let Some(found) = campaign.pictures.get(name) {
                let path = format!("{}/pictures/{}", campaign.folder, page_name(campaign, name));
                let treatment = theme.page_treatment.as_ref().filter(|_| !found.as_is);
                let published = (found, path, treatment);
                sort_out(prepared, sink, published, &mut photographs, report)?;
            }
        }
    }
    for (path, (theme, address)) in art {
        if let Ok(svg) = theme.art(&address, &prepared.source) {
            sink.write(&path, svg.as_bytes())?;
        }
    }
    if sink.only_checks() {
        return Ok(());
    }
    let written: Vec<_> = photographs
        .into_par_iter()
        .map(|(_, copies)| scale(prepared, pixels, sink, &copies))
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

/// By content, ending and treatment, every photograph with the paths it is published at, without its
/// widths: the same one in twenty campaigns is scaled and encoded once.
type Photographs<'a> = BTreeMap<(u128, String, String), Vec<Published<'a>>>;

/// A picture, where it is published, and what is made of photographs there.
type Published<'a> = (&'a Picture, String, Option<&'a Treatment>);

/// Writes a drawing; notes a photograph.
fn sort_out<'a>(
    prepared: &Prepared,
    sink: Sink,
    (found, path, treatment): Published<'a>,
    photographs: &mut Photographs<'a>,
    report: &mut Report,
) -> Result<(), Error> {
    let source = &prepared.source;
    if found.kind == PictureKind::Drawing {
        match source.bytes(&found.path) {
            Ok(svg) => {
                sink.write(&path, &svg)?;
            }
            Err(problem) => report.push(problem),
        }
        return Ok(());
    }
    match source.fingerprint(&found.path) {
        Ok(fingerprint) => {
            let ending = path.rsplit('.').next().unwrap_or_default().to_owned();
            let treated = treatment.map(|treatment| format!("{treatment:?}"));
            let key = (fingerprint, ending, treated.unwrap_or_default());
            let copies = photographs.entry(key).or_default();
            copies.push((found, path, treatment));
        }
        Err(problem) => report.push(problem),
    }
    Ok(())
}

/// Writes all copies of one photograph in all its sizes.
fn scale(
    prepared: &Prepared,
    pixels: &PixelCache,
    sink: Sink,
    copies: &[Published],
) -> Result<Option<Diagnostic>, Error> {
    let Some((first, path, treatment)) = copies.first() else {
        return Ok(None);
    };
    let bytes = prepared.source.bytes(&first.path);
    let made = bytes.and_then(|bytes| web_sizes(path, (&first.path, &bytes), *treatment, pixels));
    let sizes = match made {
        Ok(sizes) => sizes,
        Err(problem) => return Ok(Some(problem)),
    };
    for (found, path, _) in copies {
        let files = web_widths(path, found.width);
        for ((file, _), (_, bytes)) in files.iter().zip(&sizes) {
            sink.write(file, bytes)?;
        }
    }
    Ok(None)
}
