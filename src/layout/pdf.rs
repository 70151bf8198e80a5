//! A laid-out document to a tagged PDF.

use std::sync::Arc;

use jiff::{Timestamp, tz::TimeZone};
use takumi_core::units::ONE_MM_IN_PX;
use takumi_pdf::{
    PageMargins, PageOptions, PdfDate, PdfError, PdfMetadata, PdfOptions, Tagging, UncoveredText,
    render,
};

use super::{
    Canvas, LaidOut, Medium, Page,
    document::{language, refused},
};
use crate::diagnostic::{Code, Diagnostic};

/// What a PDF says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfMeta {
    /// Title, which viewers show in place of the file name.
    pub title: String,
    /// Whose document it is.
    pub author: String,
    /// What it is about, in a sentence.
    pub subject: String,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// When it was made: the clock of the build, never that of the machine.
    pub created: Timestamp,
}

/// Writes a PDF with tags (PDF/UA-1, ISO 14289-1), bookmarks from the headings, and fonts subset.
/// The same input gives the same bytes.
///
/// # Errors
/// [`Code::MissingGlyph`] for characters that no font has, [`Code::NoAlternativeText`] for a picture
/// without `alt`, [`Code::Drawing`] for all else that the engine refuses.
pub fn draw_pdf(page: &Page, laid: &LaidOut, meta: &PdfMeta) -> Result<Vec<u8>, Diagnostic> {
    let options = PdfOptions::builder()
        .node(laid.parsed.node.clone())
        .stylesheet(Arc::clone(&laid.parsed.sheet))
        .page(paper(page.canvas))
        .fonts(&page.fonts.0)
        .images(laid.sources.provided(page, Medium::Print, 1.0))
        .lang(Some(language(page.lang)?))
        .metadata(metadata(meta))
        .producer(concat!("Sebar ", env!("CARGO_PKG_VERSION")).to_owned())
        .outline(true)
        .tagged(Tagging::Ua1)
        .uncovered_text(UncoveredText::Error)
        .build();
    render(options).map_err(|error| failed(&error))
}

fn paper(canvas: Canvas) -> PageOptions {
    let (width, height) = match canvas {
        Canvas::Sheet { width, height, .. } => {
            (width as f32 * ONE_MM_IN_PX, height as f32 * ONE_MM_IN_PX)
        }
        Canvas::Pixels { .. } => {
            let (width, height) = canvas.css_size();
            (width as f32, height as f32)
        }
    };
    PageOptions {
        width,
        height,
        margin: PageMargins::uniform(0.0),
    }
}

fn metadata(meta: &PdfMeta) -> PdfMetadata {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let created = meta.created.to_zoned(TimeZone::UTC);
    PdfMetadata {
        title: some(&meta.title),
        description: some(&meta.subject),
        authors: some(&meta.author).into_iter().collect(),
        keywords: meta.keywords.clone(),
        creator: Some("Sebar".to_owned()),
        creation_date: Some(PdfDate {
            year: created.year().unsigned_abs(),
            month: created.month().unsigned_abs(),
            day: created.day().unsigned_abs(),
            hour: created.hour().unsigned_abs(),
            minute: created.minute().unsigned_abs(),
            second: created.second().unsigned_abs(),
        }),
        xmp: Vec::new(),
    }
}

fn failed(error: &PdfError) -> Diagnostic {
    match error {
        PdfError::UncoveredCharacters(characters) => Diagnostic::error(
            Code::MissingGlyph,
            format!("no font of the theme has {characters}"),
        )
        .why("a reader would see empty boxes")
        .help("write it with other characters, or add a font to the theme that has them"),
        // the short form of this one hides which rule was broken, and its type is the engine's own
        PdfError::Krilla(error) => {
            let rules = format!("{error:?}");
            if rules.contains("MissingAltText") {
                return Diagnostic::error(
                    Code::NoAlternativeText,
                    "a picture in the document has no `alt`",
                )
                .why("blind readers would not learn what it shows")
                .help("give every `img` in the template an `alt`, an empty one if it decorates");
            }
            refused(&rules)
        }
        error => refused(error),
    }
}
