//! A laid-out document to a tagged PDF.

use std::sync::Arc;

use jiff::{Timestamp, tz::TimeZone};
use takumi_core::{
    html::{FromHtmlOptions, parse_html},
    units::ONE_MM_IN_PX,
};
use takumi_pdf::{
    Band, PageMargin, PageMargins, PageOptions, PageOverride, PageRules, PdfDate, PdfError,
    PdfMetadata, PdfOptions, PdfStandard, Tagging, UncoveredText, render,
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

/// What a PDF holds beside its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// Tags (PDF/UA-1, ISO 14289-1) and bookmarks from the headings: for reading.
    Tagged,
    /// The same, with what an archive asks for (PDF/A-2a, ISO 19005-2).
    Archived,
    /// Nothing: for paper.
    None,
}

/// What stands above and below the text of a flow, as HTML; elements of class `pageNumber` show the
/// page's number. The first page has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunningHeads {
    /// Above the text of left pages.
    pub left: String,
    /// Above the text of right pages.
    pub right: String,
    /// Below the text of left pages.
    pub left_foot: String,
    /// Below the text of right pages.
    pub right_foot: String,
}

fn running_heads(heads: &RunningHeads) -> Result<PageRules, Diagnostic> {
    let band = |html: &str| -> Result<Option<Band>, Diagnostic> {
        let parsed =
            parse_html(html, FromHtmlOptions::default()).map_err(|error| refused(&error))?;
        Ok(Some(Band::from(parsed.node)))
    };
    Ok(PageRules {
        first: PageOverride {
            header: Some(Band::Off),
            footer: Some(Band::Off),
        },
        last: PageOverride::default(),
        odd: PageOverride {
            header: band(&heads.right)?,
            footer: band(&heads.right_foot)?,
        },
        even: PageOverride {
            header: band(&heads.left)?,
            footer: band(&heads.left_foot)?,
        },
    })
}

/// Writes a PDF with fonts subset, and with what [`Marks`] say. A page is as large as the canvas,
/// bleed included. The same input gives the same bytes.
///
/// # Errors
/// [`Code::MissingGlyph`] for characters that no font has, [`Code::NoAlternativeText`] for a picture
/// without `alt`, [`Code::Drawing`] for all else that the engine refuses.
pub fn draw_pdf(
    page: &Page,
    laid: &LaidOut,
    meta: &PdfMeta,
    marks: Marks,
    heads: &RunningHeads,
) -> Result<Vec<u8>, Diagnostic> {
    let (tagged, standard) = match marks {
        Marks::Tagged => (Tagging::Ua1, PdfStandard::None),
        Marks::Archived => (Tagging::Ua1, PdfStandard::A2a),
        Marks::None => (Tagging::Off, PdfStandard::None),
    };
    let heads = match page.canvas {
        Canvas::Flow { .. } => running_heads(heads)?,
        _ => PageRules::default(),
    };
    let options = PdfOptions::builder()
        .pages(heads)
        .node(laid.parsed.node.clone())
        .stylesheet(Arc::clone(&laid.parsed.sheet))
        .page(paper(page.canvas))
        .fonts(&page.fonts.0)
        .images(laid.sources.provided(page, Medium::Print, 1.0))
        .lang(Some(language(page.lang)?))
        .metadata(metadata(meta))
        .producer(concat!("Sebar ", env!("CARGO_PKG_VERSION")).to_owned())
        .outline(marks != Marks::None)
        .tagged(tagged)
        .standard(standard)
        .uncovered_text(UncoveredText::Error)
        .build();
    render(options).map_err(|error| failed(&error))
}

fn paper(canvas: Canvas) -> PageOptions {
    let mut margin = PageMargins::uniform(0.0);
    let (width, height) = match canvas {
        Canvas::Sheet { .. } | Canvas::Flow { .. } => {
            let (width, height) = canvas.page_mm();
            (width as f32 * ONE_MM_IN_PX, height as f32 * ONE_MM_IN_PX)
        }
        Canvas::Pixels { .. } => {
            let (width, height) = canvas.css_size();
            (width as f32, height as f32)
        }
    };
    if let Canvas::Flow {
        bleed, margin: mm, ..
    } = canvas
    {
        let above = PageMargin::Px((bleed + mm) as f32 * ONE_MM_IN_PX);
        (margin.top, margin.bottom) = (above, above);
    }
    PageOptions {
        width,
        height,
        margin,
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
