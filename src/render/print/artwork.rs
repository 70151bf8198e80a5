//! The pages of a piece as the layout engine draws them, and the files that are made of them.

use jiff::tz::TimeZone;
use lopdf::{Dictionary, Document, Object};

use super::{
    BLEED, EDGE,
    described::{Description, describe},
    grey::{self, Ink},
    impose::Imposed,
    pdf::{self, Broken, broken, text},
    readout,
    sheet::{self, Finish},
    slug,
};
use crate::{
    diagnostic::Diagnostic,
    layout::{self, Canvas, FitRange, FontSet, LaidOut, Marks, Page, PdfMeta},
    model::{Print, PrintVersion},
    render::{Subject, picture::PictureStore},
};

/// What drawing a piece needs.
#[derive(Clone, Copy)]
pub struct Studio<'a> {
    /// What it is about.
    pub subject: Subject<'a>,
    /// The theme's fonts.
    pub fonts: &'a FontSet,
    /// The kit's pictures.
    pub pictures: &'a PictureStore<'a>,
    /// The piece.
    pub print: &'a Print,
    /// Its date.
    pub now: jiff::Timestamp,
}

impl Studio<'_> {
    /// A page beside the piece itself, at its one type size.
    pub fn page(&self, canvas: Canvas) -> Page<'_> {
        Page {
            canvas,
            fit: FitRange::default(),
            lang: self.print.text.language.as_str(),
            fonts: self.fonts,
            images: self.pictures,
        }
    }

    /// Whether its language is written from right to left.
    fn goes_left(&self) -> bool {
        self.print.text.language.direction() == "rtl"
    }

    /// What its files say about themselves.
    pub fn meta(&self) -> PdfMeta {
        let texts = self.subject.texts();
        let title = self.print.text.title.as_ref().unwrap_or(&texts.title);
        PdfMeta {
            title: title.clone(),
            author: texts.owner.clone(),
            subject: texts.summary.clone(),
            keywords: texts.hashtags.clone(),
            created: self.now,
        }
    }

    /// What a file to read holds beside its pages.
    pub fn marks(&self) -> Marks {
        if self.subject.theme.archive {
            Marks::Archived
        } else {
            Marks::Tagged
        }
    }

    /// What files say about themselves that are put together here.
    fn info(&self) -> Dictionary {
        let meta = self.meta();
        let created = meta
            .created
            .to_zoned(TimeZone::UTC)
            .strftime("D:%Y%m%d%H%M%SZ")
            .to_string();
        let mut info = Dictionary::new();
        info.set("Title", text(&meta.title));
        info.set("Author", text(&meta.author));
        info.set("Creator", text("Sebar"));
        info.set(
            "Producer",
            text(concat!("Sebar ", env!("CARGO_PKG_VERSION"))),
        );
        info.set("CreationDate", Object::string_literal(created));
        info
    }
}

/// Draws what was laid out on a sheet, as it is.
pub fn draw(
    studio: &Studio,
    page: &Page,
    laid: &LaidOut,
    marks: Marks,
) -> Result<Vec<u8>, Diagnostic> {
    layout::draw_pdf(
        page,
        laid,
        &studio.meta(),
        marks,
        &layout::RunningHeads::default(),
    )
}

/// A file to read, of what was laid out without bleed.
pub fn screen(studio: &Studio, page: &Page, laid: &LaidOut) -> Result<Vec<u8>, Diagnostic> {
    let bytes = draw(studio, page, laid, studio.marks())?;
    if !readout::is_needed(&laid.text) {
        return Ok(bytes);
    }
    let document = Document::load_mem(&bytes).map_err(broken)?;
    Ok(readout::as_written(&document, studio.goes_left())?.unwrap_or(bytes))
}

/// Pages with their bleed.
pub struct Artwork {
    bytes: Vec<u8>,
    document: Document,
    /// Finished size of a page in millimetres.
    size: (f64, f64),
    bleed: f64,
}

impl Artwork {
    /// Draws what was laid out on a sheet.
    pub fn new(
        studio: &Studio,
        page: &Page,
        laid: &LaidOut,
        marks: Marks,
    ) -> Result<Self, Diagnostic> {
        let (size, bleed) = match page.canvas {
            Canvas::Sheet {
                width,
                height,
                bleed,
                ..
            }
            | Canvas::Flow {
                width,
                height,
                bleed,
                ..
            } => ((width, height), bleed),
            Canvas::Pixels { .. } => ((0.0, 0.0), 0.0),
        };
        Self::of_bytes(draw(studio, page, laid, marks)?, size, bleed)
    }

    /// Pages that are drawn.
    pub fn of_bytes(bytes: Vec<u8>, size: (f64, f64), bleed: f64) -> Result<Self, Diagnostic> {
        let document = Document::load_mem(&bytes).map_err(broken)?;
        Ok(Self {
            bytes,
            document,
            size,
            bleed,
        })
    }

    /// How many pages there are.
    pub fn pages(&self) -> usize {
        self.document.get_pages().len()
    }

    /// To be read: cut to size.
    pub fn screen(self, studio: &Studio) -> Result<Vec<u8>, Diagnostic> {
        let mut artwork = self;
        if let Some(bytes) = readout::as_written(&artwork.document, studio.goes_left())? {
            artwork = Self::of_bytes(bytes, artwork.size, artwork.bleed)?;
        }
        Ok(pdf::cut_to_size(
            artwork.bytes,
            artwork.document,
            artwork.size,
            artwork.bleed,
        )?)
    }

    /// For a print shop.
    pub fn press(&self, studio: &Studio, imposed: &Imposed) -> Result<Vec<u8>, Diagnostic> {
        let slug = slug::lines(studio, imposed)?;
        let mut marks = Document::load_mem(&slug).map_err(broken)?;
        grey::recolour(&mut marks, Ink::Registration)?;
        let finish = Finish::Press {
            bleed: BLEED,
            slug: &marks,
        };
        let sheets = sheet::sheets(&self.document, self.bleed, imposed, finish)?;
        self.save(studio, sheets, PrintVersion::Press.name())
    }

    /// For an office printer.
    pub fn office(&self, studio: &Studio, imposed: &Imposed) -> Result<Vec<u8>, Diagnostic> {
        let mut grey = self.document.clone();
        grey::recolour(&mut grey, Ink::Grey)?;
        let sheets = sheet::sheets(&grey, self.bleed, imposed, Finish::Office { edge: EDGE })?;
        self.save(studio, sheets, PrintVersion::Office.name())
    }

    /// To be looked at before it is printed, with `overlay` on its sheets.
    pub fn proof(
        &self,
        studio: &Studio,
        imposed: &Imposed,
        overlay: &[u8],
    ) -> Result<Vec<u8>, Diagnostic> {
        let overlay = Document::load_mem(overlay).map_err(broken)?;
        let finish = Finish::Proof { overlay: &overlay };
        let sheets = sheet::sheets(&self.document, self.bleed, imposed, finish)?;
        self.save(studio, sheets, "proof")
    }

    /// What it is made `into` decides its identity together with the artwork.
    fn save(
        &self,
        studio: &Studio,
        mut sheets: Document,
        into: &str,
    ) -> Result<Vec<u8>, Diagnostic> {
        let subject = &studio.subject;
        let said = subject.string("sheet_alt");
        let version = subject.string(&format!("print_{into}")).to_owned();
        let title = studio.meta().title;
        let page = |number: usize, all: usize| {
            said.replace("{title}", &title)
                .replace("{version}", &version)
                .replace("{n}", &number.to_string())
                .replace("{all}", &all.to_string())
        };
        let description = Description {
            title: &title,
            language: subject.language().as_str(),
            page: &page,
        };
        describe(&mut sheets, &description)?;
        let saved: Result<_, Broken> =
            pdf::save(sheets, studio.info(), &[&self.bytes, into.as_bytes()]);
        Ok(saved?)
    }
}
