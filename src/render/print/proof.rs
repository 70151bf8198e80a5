//! A piece to be looked at before anything is printed: a picture of both sides of a sheet with its folds,
//! panels and safe areas drawn over; of a booklet its sheets as they are printed, with the numbers of
//! their pages.

use std::fmt::Write;

use super::{
    EDGE,
    artwork::{Artwork, Studio},
    impose::{Imposed, ImposedSide},
};
use crate::{
    diagnostic::Diagnostic,
    layout::{self, Bitmap, Canvas, LaidOut, Marks, Page, RunningHeads},
    model::{Sheet, Side},
    render::encode,
};

/// Width of a side, in pixels: about 120 an inch on A4.
const WIDTH: u32 = 1400;

/// The sides of `laid`, one under the other, as a PNG.
pub fn proof(studio: &Studio, page: &Page, laid: &LaidOut) -> Result<Vec<u8>, Diagnostic> {
    let mut sides = layout::draw_pages(page, laid, WIDTH)?;
    let sheet = &studio.print.sheet;
    for (drawn, side) in sides.iter_mut().zip(&sheet.sides) {
        let overlay = overlay(studio, sheet, side, drawn)?;
        lay_over(drawn, &overlay);
    }
    let (width, height) = sides
        .first()
        .map_or((0, 0), |side| (side.width, side.height));
    let whole = Bitmap {
        width,
        height: height * sides.len() as u32,
        rgba: sides.into_iter().flat_map(|side| side.rgba).collect(),
    };
    encode::png(&whole)
}

fn overlay(
    studio: &Studio,
    sheet: &Sheet,
    side: &Side,
    drawn: &Bitmap,
) -> Result<Bitmap, Diagnostic> {
    let scale = f64::from(drawn.width) / sheet.width;
    let mut html = format!(
        "<style>html,body{{margin:0;height:100%}}div{{position:absolute;box-sizing:border-box}}\
         .safe{{border:2px dashed #0078d7}}.fold{{top:0;bottom:0;border-left:3px dashed #d0006f}}\
         .name{{background:#d0006f;color:#fff;font:700 17px/1 {};padding:5px 9px}}</style>",
        studio.subject.theme.font_stack
    );
    for panel in &side.panels {
        let (x, width) = (panel.x * scale, panel.width * scale);
        let safe = EDGE * scale;
        // writing to a String cannot fail
        let _ = write!(
            html,
            "<div class=safe style=\"left:{}px;top:{safe}px;width:{}px;height:{}px\"></div>\
             <div class=name style=\"left:{}px;top:{}px\">{} · {:.1} mm</div>",
            x + safe,
            width - 2.0 * safe,
            f64::from(drawn.height) - 2.0 * safe,
            x + safe,
            f64::from(drawn.height) - safe - 27.0,
            panel.name,
            panel.width,
        );
    }
    for fold in side.folds() {
        let _ = write!(
            html,
            "<div class=fold style=\"left:{}px\"></div>",
            fold * scale - 1.5
        );
    }
    let canvas = Canvas::pixels(drawn.width, drawn.height, f64::from(drawn.width));
    let page = studio.page(canvas);
    let laid = layout::lay_out(&page, &|_| Ok(html.clone()))?;
    layout::draw(&page, &laid)
}

/// The sheets of a booklet, as a PDF.
pub fn booklet(
    studio: &Studio,
    artwork: &Artwork,
    imposed: &Imposed,
) -> Result<Vec<u8>, Diagnostic> {
    let pages = imposed.sides.len();
    let page = studio.page(Canvas::plain(imposed.width, imposed.height, pages));
    let sides = imposed.sides.iter().enumerate();
    let sides: String = sides
        .map(|(index, side)| numbered(studio, imposed, index, side))
        .collect();
    let html = format!(
        "<style>html,body{{margin:0}}div{{position:absolute;box-sizing:border-box}}\
         .side{{position:relative;width:{}mm;height:{}mm;overflow:hidden}}.side+.side{{break-before:page}}\
         .safe{{border:.3mm dashed #0078d7}}.fold{{top:0;bottom:0;border-left:.4mm dashed #d0006f}}\
         .name{{background:#d0006f;color:#fff;font:700 12pt/1 {};padding:1.6mm 3mm;white-space:nowrap}}</style>{sides}",
        imposed.width, imposed.height, studio.subject.theme.font_stack
    );
    let laid = layout::lay_out(&page, &|_| Ok(html.clone()))?;
    let overlay = layout::draw_pdf(
        &page,
        &laid,
        &studio.meta(),
        Marks::None,
        &RunningHeads::default(),
    )?;
    artwork.proof(studio, imposed, &overlay)
}

/// One side of a sheet: which it is, and which pages lie on it.
fn numbered(studio: &Studio, imposed: &Imposed, index: usize, side: &ImposedSide) -> String {
    let said = studio
        .subject
        .string("slug_side")
        .replace("{side}", &(index + 1).to_string())
        .replace("{sides}", &imposed.sides.len().to_string());
    let mut html = "<div class=side>".to_owned();
    for placed in &side.placed {
        let top = imposed.height - placed.y - placed.height;
        // writing to a String cannot fail
        let _ = write!(
            html,
            "<div class=safe style=\"left:{}mm;top:{}mm;width:{}mm;height:{}mm\"></div>\
             <div class=name style=\"left:{}mm;top:{}mm\">{}</div>",
            placed.x + EDGE,
            top + EDGE,
            placed.width - 2.0 * EDGE,
            placed.height - 2.0 * EDGE,
            placed.x + EDGE,
            top + EDGE,
            placed.page + 1,
        );
    }
    for fold in &side.folds {
        let _ = write!(
            html,
            "<div class=fold style=\"left:{}mm\"></div>\
             <div class=name style=\"left:{}mm;bottom:{EDGE}mm\">{said}</div>",
            fold - 0.2,
            fold + EDGE,
        );
    }
    html + "</div>"
}

/// Blends `above`, whose colours are not multiplied by alpha, over `below`.
fn lay_over(below: &mut Bitmap, above: &Bitmap) {
    let pixels = below
        .rgba
        .chunks_exact_mut(4)
        .zip(above.rgba.chunks_exact(4));
    for (below, above) in pixels {
        let alpha = u32::from(above[3]);
        for channel in 0..3 {
            let mixed =
                u32::from(above[channel]) * alpha + u32::from(below[channel]) * (255 - alpha);
            below[channel] = (mixed / 255) as u8;
        }
    }
}
