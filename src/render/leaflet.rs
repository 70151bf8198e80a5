//! The folded leaflet, as a tagged PDF in reading order.

use std::collections::BTreeMap;

use super::{Subject, context, findings, image::Preview, picture::PictureStore};
use crate::{
    diagnostic::{Place, Report},
    layout::{self, Canvas, Finding, FitRange, FontSet, LaidOut, Page, PdfMeta},
    model::TextMaterial,
};

/// A4 across, two sides (ISO 216), in millimetres.
const SHEET: Canvas = Canvas::Sheet {
    width: 297.0,
    height: 210.0,
    pages: 2,
};

/// Widths of previews, in pixels, the widest first.
const PREVIEWS: [u32; 2] = [540, 240];

/// A leaflet that is ready to be written.
#[derive(Debug)]
pub struct Leaflet {
    /// All text on it.
    pub text: String,
    /// The PDF and pictures of its first side; none when it was only checked.
    pub drawn: Option<(Vec<u8>, Vec<Preview>)>,
}

/// Lays the leaflet out, and draws it unless `only_check`. `now` becomes its date.
pub fn leaflet(
    subject: &Subject,
    fonts: &FontSet,
    pictures: &PictureStore,
    material: &TextMaterial,
    (now, only_check): (jiff::Timestamp, bool),
    report: &mut Report,
) -> Option<Leaflet> {
    let mut context = context::leaflet(subject, material, report);
    context.common.lang = material.language.as_str();
    context.common.dir = material.language.direction();
    let fit = subject.theme.fit.leaflet;
    let page = Page {
        canvas: SHEET,
        fit: FitRange {
            min: fit.min,
            max: fit.max,
        },
        lang: material.language.as_str(),
        fonts,
        images: pictures,
    };
    let html = |fit: f64| super::html(subject, "print/leaflet.html", &context, fit);
    let laid = layout::lay_out(&page, &html)
        .map_err(|problem| super::template_failed(problem, report))
        .ok()?;
    tell(&laid, material, report);
    if only_check || report.has_errors() {
        return Some(Leaflet {
            text: laid.text,
            drawn: None,
        });
    }
    let drawn = draw(subject, &page, &laid, now, report);
    Some(Leaflet {
        text: laid.text,
        drawn,
    })
}

fn draw(
    subject: &Subject,
    page: &Page,
    laid: &LaidOut,
    now: jiff::Timestamp,
    report: &mut Report,
) -> Option<(Vec<u8>, Vec<Preview>)> {
    let texts = subject.texts();
    let meta = PdfMeta {
        title: texts.title.clone(),
        author: texts.owner.clone(),
        subject: texts.summary.clone(),
        keywords: texts.hashtags.clone(),
        created: now,
    };
    let pdf = layout::draw_pdf(page, laid, &meta)
        .map_err(|problem| report.push(problem))
        .ok()?;
    let sides = layout::draw_pages(page, laid, PREVIEWS[0]).map_err(|problem| report.push(problem));
    let side = sides.ok()?.into_iter().next()?;
    let previews = super::image::previews(side, &PREVIEWS).map_err(|problem| report.push(problem));
    Some((pdf, previews.ok()?))
}

fn tell(laid: &LaidOut, material: &TextMaterial, report: &mut Report) {
    let first_line = material.body.clone().first_line();
    let (cut, others): (Vec<&Finding>, Vec<&Finding>) = laid
        .findings
        .iter()
        .partition(|finding| finding.is_overflow());
    let mut panels: BTreeMap<&str, (Place, Vec<&Finding>)> = BTreeMap::new();
    for finding in cut {
        let (panel, place) = panel_of(finding, material);
        let panel = panels.entry(panel).or_insert((place, Vec::new()));
        panel.1.push(finding);
    }
    for (panel, (place, cut)) in panels {
        let piece = match panel {
            "" => "the leaflet".to_owned(),
            panel => format!("the {} panel", panel.replace('-', " ")),
        };
        let problem = findings::too_much(&piece, place, &cut);
        report.push(problem.help("or move a part to another panel"));
    }
    report.extend(findings::missing_glyphs(
        &laid.findings,
        &material.body.file,
        &first_line,
    ));
    for finding in others {
        if matches!(finding, Finding::MissingGlyph { .. }) {
            continue;
        }
        let problem = finding.diagnostic();
        report.push(match problem.place {
            Some(_) => problem,
            None => problem.at(panel_of(finding, material).1, ""),
        });
    }
}

/// The panel that a finding is about, or an empty name, and where its heading stands.
fn panel_of<'a>(finding: &Finding, material: &'a TextMaterial) -> (&'a str, Place) {
    let sections = &material.document.sections;
    let within = finding.within().unwrap_or_default();
    let found = sections
        .iter()
        .find(|section| within.split_whitespace().any(|name| name == section.id));
    match found {
        Some(section) => (&section.id, section.place.clone()),
        None => ("", material.body.clone().first_line()),
    }
}
