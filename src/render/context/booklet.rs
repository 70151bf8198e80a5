//! A booklet, as its templates see it.

use serde::Serialize;

use super::{Common, PictureContext, Pictures, SectionContext, common, section};
use crate::{
    diagnostic::{Code, Diagnostic, Report},
    model::{Contact, Print},
    render::Subject,
    text::markdown::SectionKind,
    theme::qr,
};

/// What the templates of a booklet are given. All lengths are in millimetres.
#[derive(Debug, Clone, Serialize)]
pub struct BookletContext<'a> {
    /// What every template is given.
    #[serde(flatten)]
    pub common: Common<'a>,
    /// Title of the piece.
    pub title: String,
    /// `screen`, which is printed in colour too, or `office`.
    pub version: &'static str,
    /// Finished width of a page.
    pub width: f64,
    /// Finished height of a page.
    pub height: f64,
    /// How far colour goes beyond the finished paper.
    pub bleed: f64,
    /// Room above and below the text of a page.
    pub margin: f64,
    /// What stands before the first heading, for the cover.
    pub lead: Option<SectionContext<'a>>,
    /// The cover's picture.
    pub picture: Option<PictureContext>,
    /// One for each heading of the second level, chapters and their parts.
    pub chapters: Vec<ChapterContext<'a>>,
    /// Sources of all chapters, told at the end.
    pub notes: Vec<NoteContext<'a>>,
    /// Address of the QR code that leads to the campaign's link.
    pub qr: &'static str,
    /// How to reach the office.
    pub contacts: &'a [Contact],
    /// For running heads: `left`, `right`, `left_foot` or `right_foot`.
    pub place: &'static str,
    /// For the cover: whether it is drawn with its words.
    pub words: bool,
}

/// A chapter, or a part of the one before it.
#[derive(Debug, Clone, Serialize)]
pub struct ChapterContext<'a> {
    /// What stands in it.
    pub section: SectionContext<'a>,
    /// Of its chapter, from 1.
    pub number: usize,
    /// Whether a chapter begins with it, which is where a heading has no kind: `## Title`. Headings
    /// with a kind (`## Title {.steps}`) go on in the chapter.
    pub starts: bool,
    /// Whether an empty page comes before it, so that it begins on a right one.
    pub blank_before: bool,
    /// Number of its end note.
    pub note: Option<usize>,
}

/// A source.
#[derive(Debug, Clone, Serialize)]
pub struct NoteContext<'a> {
    /// From 1.
    pub number: usize,
    /// Id of its chapter.
    pub chapter: &'a str,
    /// Inline HTML.
    pub html: &'a str,
}

/// The context of a booklet. What is wrong with it goes to `report`.
pub fn booklet<'a>(
    subject: &Subject<'a>,
    print: &'a Print,
    (bleed, margin): (f64, f64),
    report: &mut Report,
) -> BookletContext<'a> {
    let (sheet, text) = (&print.sheet, &print.text);
    let pictures = Pictures::for_layout();
    let document = &text.document;
    if document.sections.is_empty() {
        report.push(
            Diagnostic::error(Code::BadSection, "this booklet has no chapter")
                .at(text.body.clone().first_line(), "")
                .why("there would be a cover and nothing in it")
                .help("begin a chapter with a heading: ## Title"),
        );
    }
    let lead = document
        .lead_in
        .as_ref()
        .map(|lead| section(subject, lead, &text.language, &pictures, report));
    let mut notes = Vec::new();
    let mut chapters: Vec<ChapterContext> = Vec::with_capacity(document.sections.len());
    for one in &document.sections {
        let before = chapters.last().map_or(0, |chapter| chapter.number);
        let starts = before == 0 || one.kind == SectionKind::Text;
        let context = section(subject, one, &text.language, &pictures, report);
        let note = context.source_html.map(|html| {
            let number = notes.len() + 1;
            notes.push(NoteContext {
                number,
                chapter: context.id,
                html,
            });
            number
        });
        chapters.push(ChapterContext {
            section: context,
            number: before + usize::from(starts),
            starts,
            blank_before: false,
            note,
        });
    }
    let mut common = common(subject, &pictures, report);
    common.lang = text.language.as_str();
    common.dir = text.language.direction();
    BookletContext {
        title: text
            .title
            .clone()
            .unwrap_or_else(|| subject.texts().title.clone()),
        version: "screen",
        width: sheet.width,
        height: sheet.height,
        bleed,
        margin,
        picture: lead
            .as_ref()
            .and_then(|lead| lead.picture.clone())
            .or_else(|| common.campaign.picture.clone()),
        common,
        lead,
        chapters,
        notes,
        qr: qr::ADDRESS,
        contacts: &subject.texts().contacts,
        place: "",
        words: true,
    }
}
