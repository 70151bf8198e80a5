//! What drawing jobs share: fonts registered once, and pictures looked up by address.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Subject,
    picture::{Known, PictureStore, PixelCache},
};
use crate::{
    diagnostic::{Diagnostic, Report},
    layout::FontSet,
    model::PictureKind,
    source::Source,
    theme::{ArtProblem, Theme, Themes, qr},
};

/// The fonts of every theme of a site, ready for the layout engine.
#[derive(Debug, Default)]
pub struct Fonts {
    by_theme: BTreeMap<String, FontSet>,
    none: FontSet,
}

impl Fonts {
    /// Reads them. What is wrong goes to `report`.
    pub fn load(themes: &Themes, source: &Source, report: &mut Report) -> Self {
        let mut by_theme = BTreeMap::new();
        for theme in themes.all() {
            by_theme.insert(theme.folder.clone(), of_theme(theme, source, report));
        }
        Self {
            by_theme,
            none: FontSet::new(),
        }
    }

    /// Those of one theme.
    pub fn of(&self, theme: &Theme) -> &FontSet {
        self.by_theme.get(&theme.folder).unwrap_or(&self.none)
    }
}

fn of_theme(theme: &Theme, source: &Source, report: &mut Report) -> FontSet {
    let mut fonts = FontSet::new();
    for font in theme.needed_fonts() {
        let registered = theme
            .files
            .bytes(&font.file, source)
            .and_then(|bytes| fonts.register(&font.file, font.unicode_range.as_deref(), &bytes));
        if let Err(problem) = registered {
            report.push(problem);
        }
    }
    fonts
}

/// Pictures of one campaign by the address that templates give them: `picture/NAME`, `site/NAME`,
/// `art/NAME.svg?…`, `qr.svg`.
pub fn pictures<'a>(subject: &Subject<'a>, pixels: &PixelCache) -> PictureStore<'a> {
    let subject = *subject;
    let store = PictureStore::sharing(pixels, move |address| bytes(&subject, address).ok());
    store
        .knowing(move |address| known(&subject, address))
        .treating(&subject.theme.treatments)
}

/// What was found out of a photograph when the content was read.
fn known(subject: &Subject, address: &str) -> Option<Known> {
    let name = address.strip_prefix("picture/")?;
    let picture = subject.campaign.pictures.get(name);
    let picture = picture.filter(|picture| picture.kind == PictureKind::Photo)?;
    Some(Known {
        fingerprint: subject.source.fingerprint(&picture.path).ok()?,
        width: picture.width,
        height: picture.height,
    })
}

fn bytes(subject: &Subject, address: &str) -> Result<Arc<[u8]>, Option<Diagnostic>> {
    if address == qr::ADDRESS {
        let token = |name: &str| {
            let found = subject.theme.tokens.iter().find(|(known, _)| known == name);
            found.map_or("#000000", |(_, value)| value.as_str())
        };
        let link = &subject.texts().action.link;
        let svg = qr::svg(link, token("ink"), token("surface")).ok_or(None)?;
        return Ok(svg.into_bytes().into());
    }
    if let Some(name) = address.strip_prefix("picture/") {
        let picture = subject.campaign.pictures.get(name).ok_or(None)?;
        return Ok(subject.source.bytes(&picture.path).map_err(Some)?.into());
    }
    if let Some(name) = address.strip_prefix("site/") {
        return Ok(subject
            .source
            .bytes(&format!("content/{name}"))
            .map_err(Some)?
            .into());
    }
    match subject.theme.art(address, subject.source) {
        Ok(svg) => Ok(svg.into_bytes().into()),
        Err(ArtProblem::Broken(problem)) => Err(Some(problem)),
        Err(ArtProblem::Unknown(_)) => Err(None),
    }
}
