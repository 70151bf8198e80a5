//! A printed sheet, as its template sees it: sides, and on them faces with one section each.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use super::{Common, Pictures, SectionContext, common, section};
use crate::{
    diagnostic::{Code, Diagnostic, Report, did_you_mean},
    model::{Contact, PieceKind, Print, Sheet, Side},
    render::Subject,
    text::markdown::Section,
    theme::qr,
};

/// What the template of a printed sheet is given. All lengths are in millimetres.
#[derive(Debug, Clone, Serialize)]
pub struct PrintContext<'a> {
    /// What every template is given.
    #[serde(flatten)]
    pub common: Common<'a>,
    /// Title of the piece.
    pub title: String,
    /// `screen`, which is printed in colour too, or `office`.
    pub version: &'static str,
    /// `leaflet`, `poster` or `card`.
    pub piece: &'static str,
    /// Name of the fold.
    pub fold: &'a str,
    /// Finished width.
    pub width: f64,
    /// Finished height.
    pub height: f64,
    /// How far colour goes beyond the finished paper.
    pub bleed: f64,
    /// One page each.
    pub sides: Vec<SideContext<'a>>,
    /// Sections by the name of their face, with `_` for `-`; none where nothing was written.
    pub panels: BTreeMap<String, Option<SectionContext<'a>>>,
    /// Address of the QR code that leads to the campaign's link.
    pub qr: &'static str,
    /// How to reach the office.
    pub contacts: &'a [Contact],
}

/// Sections by the name of their face.
type Panels<'a> = BTreeMap<String, Option<SectionContext<'a>>>;

/// One side of a sheet.
#[derive(Debug, Clone, Serialize)]
pub struct SideContext<'a> {
    /// Widths of the panels, without bleed.
    pub columns: Vec<f64>,
    /// Whether a band lies under panels.
    pub banded: bool,
    /// Panels and bands in the order in which they are read.
    pub faces: Vec<FaceContext<'a>>,
}

/// One panel or band.
#[derive(Debug, Clone, Serialize)]
pub struct FaceContext<'a> {
    /// Its name.
    pub name: String,
    /// First column, from 1.
    pub column: usize,
    /// The column after its last.
    pub end: usize,
    /// Width without bleed.
    pub width: f64,
    /// `panel`, `above` for a panel with a band under it, or `band`.
    pub place: &'static str,
    /// Whether it has the paper's left edge.
    pub first: bool,
    /// Whether it has the paper's right edge.
    pub last: bool,
    /// What stands on it.
    pub section: Option<SectionContext<'a>>,
}

/// The context of a sheet. What is wrong with it goes to `report`.
pub fn print<'a>(
    subject: &Subject<'a>,
    print: &'a Print,
    bleed: f64,
    report: &mut Report,
) -> PrintContext<'a> {
    let (sheet, text) = (&print.sheet, &print.text);
    let pictures = Pictures::for_layout();
    let mut panels: Panels = sheet
        .reading
        .iter()
        .map(|panel| (panel.replace('-', "_"), None))
        .collect();
    for (panel, one) in places(print, report) {
        let context = section(subject, one, &text.language, &pictures, report);
        panels.insert(panel.replace('-', "_"), Some(context));
    }
    let sides = sheet.sides.iter().enumerate();
    let sides =
        sides.filter(|(i, side)| *i == 0 || side.panels.len() > 1 || is_written(side, &panels));
    let mut common = common(subject, &Pictures::for_layout(), report);
    common.lang = text.language.as_str();
    common.dir = text.language.direction();
    PrintContext {
        common,
        title: text
            .title
            .clone()
            .unwrap_or_else(|| subject.texts().title.clone()),
        version: "screen",
        piece: print.kind.name(),
        fold: &sheet.fold,
        width: sheet.width,
        height: sheet.height,
        bleed,
        sides: sides
            .map(|(_, side)| side_of(sheet, side, &panels))
            .collect(),
        panels,
        qr: qr::ADDRESS,
        contacts: &subject.texts().contacts,
    }
}

fn is_written(side: &Side, panels: &Panels) -> bool {
    let names = side.panels.iter().map(|panel| &panel.name);
    names
        .chain(side.bands.iter().map(|band| &band.name))
        .any(|name| written(panels, name).is_some())
}

fn written<'p, 'a>(panels: &'p Panels<'a>, name: &str) -> Option<&'p SectionContext<'a>> {
    panels.get(&name.replace('-', "_"))?.as_ref()
}

fn side_of<'a>(sheet: &Sheet, side: &Side, panels: &Panels<'a>) -> SideContext<'a> {
    let count = side.panels.len();
    let column = |name: &str| side.panels.iter().position(|panel| panel.name == name);
    let bands: Vec<_> = side
        .bands
        .iter()
        .filter(|band| written(panels, &band.name).is_some())
        .collect();
    let face = |name: &String| {
        let (start, end, band) = match (column(name), bands.iter().find(|band| band.name == *name))
        {
            (Some(at), _) => (at, at + 1, false),
            (None, Some(band)) => {
                let start = column(band.over.first()?)?;
                (start, start + band.over.len(), true)
            }
            (None, None) => return None,
        };
        Some(FaceContext {
            name: name.clone(),
            column: start + 1,
            end: end + 1,
            width: side.panels[start..end]
                .iter()
                .map(|panel| panel.width)
                .sum(),
            place: match band {
                true => "band",
                false if bands.iter().any(|band| band.over.contains(name)) => "above",
                false => "panel",
            },
            first: start == 0,
            last: end == count,
            section: written(panels, name).cloned(),
        })
    };
    SideContext {
        columns: side.panels.iter().map(|panel| panel.width).collect(),
        banded: !bands.is_empty(),
        faces: sheet.reading.iter().filter_map(face).collect(),
    }
}

/// Which section stands on which face: where it is named by `{#id}`, else in the order of reading.
pub fn places<'p>(print: &'p Print, report: &mut Report) -> Vec<(&'p str, &'p Section)> {
    let reading = &print.sheet.reading;
    let document = &print.text.document;
    if let Some(stray) = &document.lead_in {
        report.push(
            Diagnostic::error(Code::BadSection, "this text belongs to no panel")
                .at(stray.place.clone(), "it stands before the first heading")
                .why("it would not be printed")
                .help("put it below a heading: ## Title"),
        );
    }
    let named = |section: &&Section| reading.contains(&section.id);
    let taken: Vec<&str> = document
        .sections
        .iter()
        .filter(named)
        .map(|section| section.id.as_str())
        .collect();
    let free = reading
        .iter()
        .map(String::as_str)
        .filter(|name| !taken.contains(name) && !is_band(print, name));
    let mut free: VecDeque<&str> = free.collect();
    let mut placed = Vec::new();
    for section in &document.sections {
        if let Some(name) = reading.iter().find(|name| **name == section.id) {
            placed.push((name.as_str(), section));
        } else if has_own_id(section) {
            report.push(not_a_panel(print, section));
        } else if let Some(name) = free.pop_front() {
            placed.push((name, section));
        } else {
            report.push(too_many(print, section));
        }
    }
    if print.sheet.sides.iter().any(|side| side.panels.len() > 1) {
        for name in free
            .into_iter()
            .filter(|name| *name != "back" && *name != "cover")
        {
            report.push(
                Diagnostic::warning(
                    Code::BadSection,
                    format!("nothing is written for the panel `{name}`"),
                )
                .at(print.text.body.clone().first_line(), "")
                .why("it is printed with an ornament only")
                .help(format!(
                    "write a section `## Title {{#{name}}}`, or choose a fold with fewer panels"
                )),
            );
        }
    }
    placed
}

/// Bands of folded sheets are only used by name: most pieces have none.
fn is_band(print: &Print, name: &str) -> bool {
    let bands = print.sheet.sides.iter().flat_map(|side| &side.bands);
    print.kind == PieceKind::Leaflet && bands.into_iter().any(|band| band.name == name)
}

/// Whether the writer gave the section its id.
fn has_own_id(section: &Section) -> bool {
    let place = &section.place;
    let heading = place.file.text.get(place.span.clone()).unwrap_or_default();
    !section.id.is_empty() && heading.contains('{') && heading.contains(&format!("#{}", section.id))
}

fn not_a_panel(print: &Print, section: &Section) -> Diagnostic {
    let reading = &print.sheet.reading;
    let label = match did_you_mean(&section.id, reading.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `#{near}`?"),
        None => "no panel has this name".to_owned(),
    };
    Diagnostic::error(
        Code::BadSection,
        format!("`#{}` is not a panel", section.id),
    )
    .at(section.place.clone(), label)
    .why("the text would not be printed")
    .help(format!(
        "panels of this {}: {}",
        print.kind.name(),
        reading.join(", ")
    ))
}

fn too_many(print: &Print, section: &Section) -> Diagnostic {
    let reading = &print.sheet.reading;
    let panels = reading.iter().filter(|name| !is_band(print, name)).count();
    Diagnostic::error(
        Code::BadSection,
        format!("this {} has no panel left", print.kind.name()),
    )
    .at(
        section.place.clone(),
        format!("more than {panels} sections"),
    )
    .why("the text would not be printed")
    .help("move it into another section, or choose a fold with more panels")
    .help(format!("panels: {}", reading.join(", ")))
}
