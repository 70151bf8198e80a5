//! A picture of both sides of a sheet with its folds, panels and safe areas drawn over, to be looked
//! at before anything is printed.

use std::fmt::Write;

use super::{EDGE, artwork::Studio};
use crate::{
    diagnostic::Diagnostic,
    layout::{self, Bitmap, Canvas, FitRange, LaidOut, Page},
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
    encode::png(&whole, encode::Effort::Small)
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
    let page = Page {
        canvas: Canvas::pixels(drawn.width, drawn.height, f64::from(drawn.width)),
        fit: FitRange::default(),
        lang: studio.print.text.language.as_str(),
        fonts: studio.fonts,
        images: studio.pictures,
    };
    let laid = layout::lay_out(&page, &|_| Ok(html.clone()))?;
    layout::draw(&page, &laid)
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
