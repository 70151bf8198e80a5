//! A booklet: text that flows over pages, behind a cover.

use super::{
    BLEED, EDGE, Laid, Look, Part, Piece, Wanted,
    artwork::{Artwork, Studio},
    findings, impose, look, pdf, previews, proof, whole,
};
use crate::{
    diagnostic::{Code, Diagnostic, Report},
    layout::{self, Canvas, FitRange, LaidOut, Marks, Page, RunningHeads},
    model::{Print, PrintVersion},
    render::{
        context::{self, BookletContext},
        html, template_failed,
    },
    text::Hyphens,
};

/// Millimetres above and below the text of a page, running heads in them.
const MARGIN: f64 = 18.0;

/// More pages than this are too thick to be stapled in the fold.
const STAPLED: usize = 64;

/// Lays a booklet out, and draws it unless that was not wanted.
pub fn booklet(studio: &Studio, wanted: Wanted, report: &mut Report) -> Option<Piece> {
    let print = studio.print;
    let mut context = context::booklet(&studio.subject, print, (BLEED, MARGIN), report);
    let flow = Flow {
        studio,
        hyphens: Hyphens::of(print.text.language.as_str()),
    };
    let laid = flow.lay_out(&context, report)?;
    findings::tell(&laid, print, report);
    let cover = flow.cover(&context, report)?;
    findings::tell(&cover, print, report);
    let mut piece = Piece::default();
    if report.has_errors() {
        return Some(piece);
    }
    let drawn = match wanted.part {
        Part::Findings => flow
            .thickness(&mut context, &laid)
            .map(|pages| report.extend(too_thick(pages, studio.print)))
            .map(Some),
        Part::Look => flow
            .look(&context, cover, wanted)
            .map(|look| piece.look = look)
            .map(Some),
        Part::Files => {
            let laid = (&laid, &cover);
            flow.draw(&mut context, laid, wanted, &mut piece, report)
        }
    };
    drawn.map_err(|problem| report.push(problem)).ok()??;
    Some(piece)
}

struct Flow<'s, 'a> {
    studio: &'s Studio<'a>,
    hyphens: Option<Hyphens>,
}

impl Flow<'_, '_> {
    fn page(&self, context: &BookletContext) -> Page<'_> {
        Page {
            canvas: Canvas::Flow {
                width: context.width,
                height: context.height,
                bleed: context.bleed,
                margin: context.margin,
            },
            ..self.cover_page(context)
        }
    }

    fn cover_page(&self, context: &BookletContext) -> Page<'_> {
        Page {
            canvas: Canvas::Sheet {
                width: context.width,
                height: context.height,
                bleed: context.bleed,
                keep: EDGE,
                pages: 1,
            },
            fit: FitRange::default(),
            lang: self.studio.print.text.language.as_str(),
            fonts: self.studio.fonts,
            images: self.studio.pictures,
        }
    }

    fn lay_out(&self, context: &BookletContext, report: &mut Report) -> Option<LaidOut> {
        let html = |fit: f64| {
            let html = html(&self.studio.subject, "print/booklet.html", context, fit)?;
            let html = whole::short_paragraphs(&html, context.width);
            Ok(match &self.hyphens {
                Some(hyphens) => hyphens.in_html(&html),
                None => html,
            })
        };
        layout::lay_out(&self.page(context), &html)
            .map_err(|problem| template_failed(problem, report))
            .ok()
    }

    fn cover(&self, context: &BookletContext, report: &mut Report) -> Option<LaidOut> {
        let html = |fit: f64| {
            html(
                &self.studio.subject,
                "print/booklet-cover.html",
                context,
                fit,
            )
        };
        layout::lay_out(&self.cover_page(context), &html)
            .map_err(|problem| template_failed(problem, report))
            .ok()
    }

    fn heads(&self, context: &BookletContext) -> Result<RunningHeads, Diagnostic> {
        let mut context = context.clone();
        let mut head = |place: &'static str| {
            context.place = place;
            html(
                &self.studio.subject,
                "print/booklet-heads.html",
                &context,
                1.0,
            )
        };
        Ok(RunningHeads {
            left: head("left")?,
            right: head("right")?,
            left_foot: head("left_foot")?,
            right_foot: head("right_foot")?,
        })
    }

    fn pages(
        &self,
        context: &BookletContext,
        laid: &LaidOut,
        marks: Marks,
    ) -> Result<Vec<u8>, Diagnostic> {
        let heads = self.heads(context)?;
        layout::draw_pdf(
            &self.page(context),
            laid,
            &self.studio.meta(),
            marks,
            &heads,
        )
    }

    fn draw(
        &self,
        context: &mut BookletContext,
        (laid, cover): (&LaidOut, &LaidOut),
        wanted: Wanted,
        piece: &mut Piece,
        report: &mut Report,
    ) -> Result<Option<()>, Diagnostic> {
        let first = self.pages(context, laid, self.studio.marks())?;
        let moved = to_right_pages(context, &pdf::outline(&first)?);
        let bytes = if moved > 0 {
            let Some(laid) = self.lay_out(context, report) else {
                return Ok(None);
            };
            self.pages(context, &laid, self.studio.marks())?
        } else {
            first
        };
        if wanted.colour()
            && self
                .colour(context, &bytes, wanted, piece, report)?
                .is_none()
        {
            return Ok(None);
        }
        if wanted.previews {
            piece.previews = previews(&self.cover_page(context), cover)?;
        }
        if wanted.has(PrintVersion::Office) {
            let Some(office) = self.office(context, report)? else {
                return Ok(None);
            };
            piece.files.push((PrintVersion::Office, office));
        }
        Ok(Some(()))
    }

    /// The files in colour of pages that are drawn.
    fn colour(
        &self,
        context: &mut BookletContext,
        bytes: &[u8],
        wanted: Wanted,
        piece: &mut Piece,
        report: &mut Report,
    ) -> Result<Option<()>, Diagnostic> {
        let size = (context.width, context.height);
        // the cover's art lies under its words, which belong to the text
        context.words = false;
        let Some(art) = self.cover(context, report) else {
            return Ok(None);
        };
        let meta = self.studio.meta();
        let art = layout::draw_pdf(
            &self.cover_page(context),
            &art,
            &meta,
            Marks::None,
            &RunningHeads::default(),
        )?;
        let bytes = pdf::underlay(bytes, &art)?;
        let artwork = Artwork::of_bytes(bytes, size, context.bleed)?;
        context.words = true;
        report.extend(too_thick(artwork.pages(), self.studio.print));
        let imposed = impose::saddle(size, artwork.pages(), BLEED);
        if wanted.proof {
            piece.proof = Some(proof::booklet(self.studio, &artwork, &imposed)?);
        }
        if wanted.has(PrintVersion::Press) {
            let press = artwork.press(self.studio, &imposed)?;
            piece.files.push((PrintVersion::Press, press));
        }
        if wanted.has(PrintVersion::Screen) {
            let screen = artwork.screen(self.studio)?;
            piece.files.push((PrintVersion::Screen, screen));
        }
        Ok(Some(()))
    }

    /// How many pages there will be. Only a PDF is cut into pages.
    fn thickness(&self, context: &mut BookletContext, laid: &LaidOut) -> Result<usize, Diagnostic> {
        let bytes = self.pages(context, laid, self.studio.marks())?;
        let moved = to_right_pages(context, &pdf::outline(&bytes)?);
        Ok(pdf::page_count(&bytes)? + moved)
    }

    /// How its cover looks.
    fn look(
        &self,
        context: &BookletContext,
        laid: LaidOut,
        wanted: Wanted,
    ) -> Result<Option<Look>, Diagnostic> {
        let page = self.cover_page(context);
        let cover = Laid { page, laid };
        look::of_piece(self.studio.print, Some(&cover), Some(&cover), wanted)
    }

    fn office(
        &self,
        context: &mut BookletContext,
        report: &mut Report,
    ) -> Result<Option<Vec<u8>>, Diagnostic> {
        context.version = "office";
        context.bleed = 0.0;
        let Some(laid) = self.lay_out(context, report) else {
            return Ok(None);
        };
        let size = (context.width, context.height);
        let bytes = self.pages(context, &laid, Marks::None)?;
        let artwork = Artwork::of_bytes(bytes, size, 0.0)?;
        let imposed = impose::office_booklet(size, artwork.pages());
        artwork.office(self.studio, &imposed).map(Some)
    }
}

/// Notes which chapters need an empty page before them to begin on a right page, given where they
/// begin now (title and page, from 1). How many there are.
fn to_right_pages(context: &mut BookletContext, outline: &[(String, usize)]) -> usize {
    let mut entries = outline.iter();
    let mut shift = 0;
    for chapter in context.chapters.iter_mut().filter(|chapter| chapter.starts) {
        let Some((_, page)) = entries.find(|(title, _)| title.starts_with(chapter.section.title))
        else {
            break;
        };
        if (page + shift) % 2 == 0 {
            chapter.blank_before = true;
            shift += 1;
        }
    }
    shift
}

fn too_thick(pages: usize, print: &Print) -> Option<Diagnostic> {
    (pages > STAPLED).then(|| {
        Diagnostic::warning(Code::ThickBooklet, format!("the booklet has {pages} pages"))
            .at(print.text.body.clone().first_line(), "")
            .why(format!(
                "more than {STAPLED} pages are too thick to be stapled in the fold"
            ))
            .help("make two booklets of it, or ask the print shop to glue its back")
    })
}
