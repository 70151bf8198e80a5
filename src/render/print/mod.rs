//! A printed piece in its three versions, from one or two layouts: in colour for screen and press,
//! which share their artwork, and in outlines for offices.

mod artwork;
mod booklet;
mod described;
mod findings;
mod grey;
mod impose;
mod look;
mod marks;
mod pdf;
mod proof;
mod readout;
mod sheet;
mod slug;
mod whole;

use self::artwork::{Artwork, Studio};
use super::{Subject, context, html, image::Preview, picture::PictureStore, template_failed};
use crate::{
    diagnostic::{Diagnostic, Report},
    layout::{self, Canvas, FitRange, FontSet, LaidOut, Marks, Page},
    model::{PieceKind, Print, PrintVersion},
};
pub use look::Look;

/// Millimetres that colour goes beyond the cut (webforma.co.uk).
const BLEED: f64 = 3.0;

/// Millimetres inside the cut that text keeps clear of (webforma.co.uk), and that office printers
/// leave white.
const EDGE: f64 = 5.0;

/// Widths of previews, in pixels, the widest first.
const PREVIEWS: [u32; 2] = [540, 240];

/// Width of the picture that toner is measured on, in pixels.
const MEASURED: u32 = 300;

/// How far a piece is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// It is laid out, so that what is wrong is told.
    Findings,
    /// A picture of it, for who writes it.
    Look,
    /// Its files, and previews.
    Files,
}

/// What is made of a piece.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Becomes the date of the files.
    pub now: jiff::Timestamp,
    /// Which of its versions.
    pub versions: &'a [PrintVersion],
    /// What of them.
    pub part: Part,
    /// Whether a proof is asked for.
    pub proof: bool,
    /// Whether pictures of its first side are, for pages.
    pub previews: bool,
}

impl Wanted<'_> {
    fn has(&self, version: PrintVersion) -> bool {
        self.versions.contains(&version)
    }

    /// Whether anything in colour is wanted.
    fn colour(&self) -> bool {
        self.proof || self.has(PrintVersion::Screen) || self.has(PrintVersion::Press)
    }
}

/// A piece, ready to be written.
#[derive(Debug, Default)]
pub struct Piece {
    /// The PDF of each version; none when it was only checked.
    pub files: Vec<(PrintVersion, Vec<u8>)>,
    /// Pictures of its first side.
    pub previews: Vec<Preview>,
    /// A PNG with folds, panels and safe areas drawn over; of a booklet a PDF of its sheets.
    pub proof: Option<Vec<u8>>,
    /// How it looks, for who writes it.
    pub look: Option<Look>,
    /// How much of the office version's paper is covered with toner, in percent.
    pub toner: Option<f64>,
}

/// Lays a piece out, and draws it unless that was not wanted. What is wrong goes to `report`.
pub fn piece(
    subject: &Subject,
    fonts: &FontSet,
    pictures: &PictureStore,
    print: &Print,
    wanted: Wanted,
    report: &mut Report,
) -> Option<Piece> {
    let studio = Studio {
        subject: *subject,
        fonts,
        pictures,
        print,
        now: wanted.now,
    };
    if print.kind == PieceKind::Booklet {
        return booklet::booklet(&studio, wanted, report);
    }
    // without a press version nothing is cut off
    let bleed = if print.versions.contains(&PrintVersion::Press) {
        BLEED
    } else {
        0.0
    };
    let mut context = context::print(subject, print, bleed, report);
    let pages = context.sides.len();
    let mut colour = None;
    if wanted.colour() {
        let laid = lay_out(&studio, &context, pages, bleed, report)?;
        findings::tell(&laid.laid, print, report);
        colour = Some(laid);
    }
    let faults = report.has_errors();
    let mut office = None;
    if wanted.has(PrintVersion::Office) {
        context.version = "office";
        context.bleed = 0.0;
        let laid = lay_out(&studio, &context, pages, 0.0, report)?;
        // what is wrong in both was told
        if !faults {
            findings::tell(&laid.laid, print, report);
        }
        office = Some(laid);
    }
    let mut piece = Piece::default();
    if report.has_errors() {
        return Some(piece);
    }
    if let Some(office) = &office {
        let measured = layout::draw_pages(&office.page, &office.laid, MEASURED);
        let measured = measured.map_err(|problem| report.push(problem)).ok()?;
        let toner = findings::toner(&measured);
        report.extend(findings::much_toner(toner, print));
        piece.toner = Some(toner);
    }
    let drawn = match wanted.part {
        Part::Findings => Ok(()),
        Part::Look => look::of_piece(print, colour.as_ref(), office.as_ref(), wanted)
            .map(|look| piece.look = look),
        Part::Files => draw_colour(&studio, colour.as_ref(), wanted, &mut piece)
            .and_then(|()| draw_office(&studio, office.as_ref(), &mut piece)),
    };
    drawn.map_err(|problem| report.push(problem)).ok()?;
    Some(piece)
}

/// A layout, and the page it is for.
struct Laid<'a> {
    page: Page<'a>,
    laid: LaidOut,
}

fn lay_out<'a>(
    studio: &Studio<'a>,
    context: &context::PrintContext,
    pages: usize,
    bleed: f64,
    report: &mut Report,
) -> Option<Laid<'a>> {
    let sheet = &studio.print.sheet;
    let fit = studio.subject.theme.fit.of(studio.print.kind);
    let page = Page {
        canvas: Canvas::Sheet {
            width: sheet.width,
            height: sheet.height,
            bleed,
            keep: EDGE,
            pages,
        },
        fit: FitRange {
            min: fit.min,
            max: fit.max,
        },
        lang: studio.print.text.language.as_str(),
        fonts: studio.fonts,
        images: studio.pictures,
    };
    let template = format!("print/{}.html", studio.print.kind.name());
    let html = |fit: f64| html(&studio.subject, &template, context, fit);
    let laid = layout::lay_out(&page, &html)
        .map_err(|problem| template_failed(problem, report))
        .ok()?;
    Some(Laid { page, laid })
}

/// The files that share the artwork in colour, with previews and proof.
fn draw_colour(
    studio: &Studio,
    colour: Option<&Laid>,
    wanted: Wanted,
    piece: &mut Piece,
) -> Result<(), Diagnostic> {
    let Some(colour) = colour else {
        return Ok(());
    };
    let sheet = &studio.print.sheet;
    if studio.print.versions.contains(&PrintVersion::Press) {
        let artwork = Artwork::new(studio, &colour.page, &colour.laid, studio.marks())?;
        if wanted.has(PrintVersion::Press) {
            let size = (sheet.width, sheet.height);
            let pages = artwork.pages();
            let imposed = match studio.print.kind {
                PieceKind::Card => impose::copies(size, (2, 2), 2.0 * BLEED, pages, BLEED),
                _ => impose::single(sheet, pages, BLEED),
            };
            let press = artwork.press(studio, &imposed)?;
            piece.files.push((PrintVersion::Press, press));
        }
        if wanted.has(PrintVersion::Screen) {
            piece
                .files
                .push((PrintVersion::Screen, artwork.screen(studio)?));
        }
    } else if wanted.has(PrintVersion::Screen) {
        let screen = artwork::screen(studio, &colour.page, &colour.laid)?;
        piece.files.push((PrintVersion::Screen, screen));
    }
    if wanted.proof {
        piece.proof = Some(proof::proof(studio, &colour.page, &colour.laid)?);
    }
    if wanted.previews {
        piece.previews = previews(&colour.page, &colour.laid)?;
    }
    Ok(())
}

/// Pictures of the first side.
fn previews(page: &Page, laid: &LaidOut) -> Result<Vec<Preview>, Diagnostic> {
    let first = layout::draw_first_page(page, laid, PREVIEWS[0])?;
    super::image::previews(first, &PREVIEWS)
}

fn draw_office(
    studio: &Studio,
    office: Option<&Laid>,
    piece: &mut Piece,
) -> Result<(), Diagnostic> {
    let Some(office) = office else {
        return Ok(());
    };
    let artwork = Artwork::new(studio, &office.page, &office.laid, Marks::None)?;
    let imposed = impose::office(&studio.print.sheet, artwork.pages());
    let sheets = artwork.office(studio, &imposed)?;
    piece.files.push((PrintVersion::Office, sheets));
    Ok(())
}
