//! A printed piece in its three versions, from one or two layouts: in colour for screen and press,
//! which share their artwork, and in outlines for offices.

mod artwork;
mod booklet;
mod findings;
mod grey;
mod impose;
mod pdf;
mod proof;
mod sheet;
mod slug;

use self::artwork::{Artwork, Studio};
use super::{Subject, context, html, image::Preview, picture::PictureStore, template_failed};
use crate::{
    diagnostic::{Diagnostic, Report},
    layout::{self, Canvas, Finding, FitRange, FontSet, LaidOut, Marks, Page},
    model::{PieceKind, Print, PrintVersion},
};

/// Millimetres that colour goes beyond the cut (webforma.co.uk).
const BLEED: f64 = 3.0;

/// Millimetres inside the cut that text keeps clear of (webforma.co.uk), and that office printers
/// leave white.
const EDGE: f64 = 5.0;

/// Widths of previews, in pixels.
const PREVIEWS: [u32; 2] = [240, 540];

/// Width of the picture that toner is measured on, in pixels.
const MEASURED: u32 = 300;

/// What is made of a piece.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Becomes the date of the files.
    pub now: jiff::Timestamp,
    /// Whether to lay out only.
    pub only_check: bool,
    /// Whether a proof is asked for.
    pub proof: bool,
}

/// A piece, ready to be written.
#[derive(Debug, Default)]
pub struct Piece {
    /// All text on it.
    pub text: String,
    /// The PDF of each version; none when it was only checked.
    pub files: Vec<(PrintVersion, Vec<u8>)>,
    /// Pictures of its first side.
    pub previews: Vec<Preview>,
    /// A PNG with folds, panels and safe areas drawn over.
    pub proof: Option<Vec<u8>>,
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
    let mut context = context::print(subject, print, BLEED, report);
    let pages = context.sides.len();
    let colour = lay_out(&studio, &context, pages, BLEED, report)?;
    findings::tell(&colour.laid, print, report);
    context.version = "office";
    context.bleed = 0.0;
    let faults = report.has_errors();
    let office = lay_out(&studio, &context, pages, 0.0, report)?;
    if !faults {
        findings::tell(&office.laid, print, report);
    }
    let mut piece = Piece {
        text: colour.laid.text.clone(),
        ..Piece::default()
    };
    if wanted.only_check || report.has_errors() {
        return Some(piece);
    }
    draw(&studio, &colour, &office, wanted.proof, &mut piece)
        .map_err(|problem| report.push(problem))
        .ok()?;
    report.extend(
        piece
            .toner
            .and_then(|toner| findings::much_toner(toner, print)),
    );
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

fn draw(
    studio: &Studio,
    colour: &Laid,
    office: &Laid,
    proof: bool,
    piece: &mut Piece,
) -> Result<(), Diagnostic> {
    let sheet = &studio.print.sheet;
    let artwork = Artwork::new(studio, &colour.page, &colour.laid, Marks::Tagged)?;
    let imposed = match studio.print.kind {
        PieceKind::Card => impose::copies(
            (sheet.width, sheet.height),
            (2, 2),
            2.0 * BLEED,
            artwork.pages(),
            BLEED,
        ),
        _ => impose::single(sheet, artwork.pages(), BLEED),
    };
    let press = artwork.press(studio, &imposed)?;
    let plain = Artwork::new(studio, &office.page, &office.laid, Marks::None)?;
    let office_sheets = plain.office(studio, &impose::office(sheet, plain.pages()))?;
    piece.files = vec![
        (PrintVersion::Screen, artwork.screen()?),
        (PrintVersion::Press, press),
        (PrintVersion::Office, office_sheets),
    ];
    let largest = PREVIEWS[PREVIEWS.len() - 1];
    let sides = layout::draw_pages(&colour.page, &colour.laid, largest)?;
    if let Some(side) = sides.first() {
        let preview = |width| super::image::preview(side, width);
        piece.previews = PREVIEWS
            .into_iter()
            .map(preview)
            .collect::<Result<_, _>>()?;
    }
    let measured = layout::draw_pages(&office.page, &office.laid, MEASURED)?;
    piece.toner = Some(findings::toner(&measured));
    if proof {
        piece.proof = Some(proof::proof(studio, &colour.page, &colour.laid)?);
    }
    Ok(())
}

/// Findings that say that text is cut.
fn is_cut(finding: &&Finding) -> bool {
    finding.is_overflow()
}
