//! The e-flyer as one file, made with the kit that it goes into.

use std::{borrow::Cow, fs};

use super::{Made, kit::Workshop, preview::media_type};
use crate::{
    diagnostic::{Diagnostic, Report},
    model::PictureKind,
    render::{Subject, context::page_name, picture},
    site::{
        flyer,
        single_file::{self, File, Inside},
    },
};

/// The widest that photographs inside are, in pixels: most phones show no more.
const PHOTO_WIDTH: u32 = 960;

/// The page. What is wrong with it is told when the e-flyer itself is made.
pub fn flyer_file(
    shop: &Workshop,
    subject: &Subject,
    files: &[Made],
) -> Result<String, Diagnostic> {
    let template = "pages/flyer.html";
    let mut told = Report::default();
    let base = &subject.site.base_url;
    let mut page = flyer::flyer_file(subject, files, &mut told);
    let templates = &subject.theme.templates;
    // first without, to see which fonts its text needs
    let text = templates.render(template, &page)?;
    page.set_inside(faces(subject, &text)?, inside(subject, &text)?);
    let html = templates.render(template, &page)?;
    let html = subject.theme.styles.fitted(&html);
    let file = |path: &str| file(shop, subject, path);
    Ok(single_file::with_pictures(&html, base, &file))
}

/// Rules of the fonts, with their files.
fn faces(subject: &Subject, text: &str) -> Result<String, Diagnostic> {
    let theme = subject.theme;
    let mut faces = String::new();
    for font in single_file::needed_fonts(theme, text) {
        let bytes = theme.files.bytes(&font.file, subject.source)?;
        faces += &font.face(&single_file::data_url(&(media_type(&font.file), bytes)));
    }
    Ok(faces)
}

/// Icon, style sheets and script.
fn inside(subject: &Subject, text: &str) -> Result<Inside, Diagnostic> {
    let theme = subject.theme;
    let read = |name: &str| theme.files.text(&format!("static/{name}"), subject.source);
    let assets = single_file::assets(text, &subject.site.base_url, theme);
    let mut css = String::new();
    for name in &assets.style_sheets {
        css += &read(name)?.text;
    }
    let mut script = String::new();
    for name in &assets.scripts {
        script += &read(name)?.text;
    }
    let icon = match assets.icons.first() {
        Some(name) => {
            let path = format!("static/{name}");
            let bytes = theme.files.bytes(&path, subject.source)?;
            Some(single_file::data_url(&(media_type(name), bytes)))
        }
        None => None,
    };
    Ok(Inside { icon, css, script })
}

/// What stands at `path` of the public folder, as far as an e-flyer shows it.
fn file(shop: &Workshop, subject: &Subject, path: &str) -> Option<File> {
    let art = path.strip_prefix(&subject.theme.assets);
    if let Some(art) = art.filter(|art| art.starts_with("art/")) {
        let svg = subject.theme.art(art, subject.source).ok()?;
        return Some(("image/svg+xml", Cow::Owned(svg.into_bytes())));
    }
    if let Some(asset) = path.strip_prefix("assets/") {
        let bytes = subject.source.bytes(&format!("content/{asset}")).ok()?;
        return Some((media_type(asset), bytes.into()));
    }
    let campaign = subject.campaign;
    let pictures = format!("{}/pictures/", campaign.folder);
    if let Some(wanted) = path.strip_prefix(&pictures) {
        let mut all = campaign.pictures.iter();
        let (_, found) = all.find(|(name, _)| page_name(campaign, name) == wanted)?;
        if found.kind == PictureKind::Photo {
            let sizes = picture::web_widths(path, found.width);
            let (name, _) = sizes.iter().rfind(|(_, width)| *width <= PHOTO_WIDTH)?;
            return published(shop, name);
        }
    }
    published(shop, path)
}

/// A file that was made before.
fn published(shop: &Workshop, path: &str) -> Option<File> {
    let super::Sink::Staged(staging) = shop.sink else {
        return None;
    };
    let bytes = fs::read(staging.read_path(path).ok()?).ok()?;
    Some((media_type(path), bytes.into()))
}
