//! A piece as whoever writes it sees it: a picture of its sides, and what can be drawn over them.

use super::{EDGE, Laid, Wanted, grey};
use crate::{
    diagnostic::Diagnostic,
    layout::{self, Bitmap, Canvas, DrawnPage},
    model::{Print, PrintVersion, Sheet, Side},
    render::{
        encode, legible,
        overlay::{Bounds, Overlay, PanelBox},
    },
};

/// Pixels in a millimetre: about 100 an inch, as much as the studio shows.
const PX: f64 = 4.0;

/// Between sides, in pixels.
const GAP: u32 = 24;

/// What is between sides: the studio's own ground.
const GROUND: [u8; 4] = [0xf4, 0xf3, 0xef, 0xff];

/// CSS pixels in a millimetre (CSS Values 4, §6.2).
const PX_PER_MM: f64 = 96.0 / 25.4;

/// How a piece looks.
#[derive(Debug, Clone)]
pub struct Look {
    /// Its sides, one under the other, as a PNG.
    pub picture: Vec<u8>,
    /// What can be drawn over them.
    pub overlay: Overlay,
}

/// The version of a piece that is wanted first; none if that was not laid out.
pub fn of_piece(
    print: &Print,
    colour: Option<&Laid>,
    office: Option<&Laid>,
    wanted: Wanted,
) -> Result<Option<Look>, Diagnostic> {
    let Some(&version) = wanted.versions.first() else {
        return Ok(None);
    };
    let laid = match version {
        PrintVersion::Office => office,
        PrintVersion::Screen | PrintVersion::Press => colour,
    };
    let look = laid.map(|laid| look(&print.sheet, laid, version));
    look.transpose()
}

/// The sides of what was laid out: for a print shop with what is cut off, for an office in grey.
fn look(sheet: &Sheet, laid: &Laid, version: PrintVersion) -> Result<Look, Diagnostic> {
    let bleed = match laid.page.canvas {
        Canvas::Sheet { bleed, .. } if version == PrintVersion::Press => bleed,
        _ => 0.0,
    };
    let width = (sheet.width * PX).round();
    let scale = width / sheet.width;
    let mut sides =
        layout::draw_pages_and_words(&laid.page, &laid.laid, width as u32, bleed > 0.0)?;
    if version == PrintVersion::Office {
        for side in &mut sides {
            grey::of_bitmap(&mut side.bitmap);
        }
    }
    let mut overlay = Overlay {
        paper: Some(sheet.width + 2.0 * bleed),
        ..Overlay::default()
    };
    let mut top = 0.0;
    for (index, side) in sides.iter().enumerate() {
        let mut texts = legible::measured(&side.words, &side.bitmap, scale / PX_PER_MM);
        for text in &mut texts {
            text.rect = moved(text.rect, (0.0, top));
        }
        overlay.texts.extend(texts);
        let paper = Paper {
            sheet,
            scale,
            start: (bleed * scale, top + bleed * scale),
        };
        paper.mark(sheet.sides.get(index), bleed > 0.0, &mut overlay);
        top += f64::from(side.bitmap.height + GAP);
    }
    let whole = stacked(sides);
    overlay.size = (whole.width, whole.height);
    Ok(Look {
        picture: encode::png(&whole)?,
        overlay,
    })
}

/// A side of paper on the picture.
struct Paper<'a> {
    sheet: &'a Sheet,
    /// Pixels in a millimetre.
    scale: f64,
    /// Its upper left corner, in pixels.
    start: (f64, f64),
}

impl Paper<'_> {
    /// Notes where it is cut and folded, what its panels are, and what in them keeps clear.
    fn mark(&self, side: Option<&Side>, is_cut: bool, overlay: &mut Overlay) {
        let (width, height) = (self.sheet.width, self.sheet.height);
        if is_cut {
            overlay.cut.push(self.bounds([0.0, 0.0, width, height]));
        }
        let panels = side.map_or(&[][..], |side| &side.panels[..]);
        let faces = panels.iter().map(|panel| (panel.x, panel.width));
        let mut faces: Vec<(f64, f64)> = faces.collect();
        if faces.is_empty() {
            faces.push((0.0, width));
        }
        for (x, wide) in faces {
            let safe = [x + EDGE, EDGE, x + wide - EDGE, height - EDGE];
            overlay.safe.push(self.bounds(safe));
        }
        overlay.panels.extend(panels.iter().map(|panel| PanelBox {
            name: panel.name.clone(),
            millimetres: panel.width,
            rect: self.bounds([panel.x, 0.0, panel.x + panel.width, height]),
        }));
        let folds = side.map(Side::folds).unwrap_or_default();
        let folds = folds.iter().map(|&x| self.bounds([x, 0.0, x, height]));
        overlay.folds.extend(folds);
    }

    /// Millimetres on the paper, in pixels of the picture.
    fn bounds(&self, millimetres: Bounds) -> Bounds {
        moved(millimetres.map(|at| at * self.scale), self.start)
    }
}

fn moved([left, top, right, bottom]: Bounds, (x, y): (f64, f64)) -> Bounds {
    [left + x, top + y, right + x, bottom + y]
}

/// Sides one under the other, which are all as wide.
fn stacked(sides: Vec<DrawnPage>) -> Bitmap {
    let width = sides.first().map_or(0, |side| side.bitmap.width);
    let gap = GROUND.repeat((width * GAP) as usize);
    let bytes: usize = sides.iter().map(|side| side.bitmap.rgba.len()).sum();
    let mut whole = Bitmap {
        width,
        height: 0,
        rgba: Vec::with_capacity(bytes + sides.len() * gap.len()),
    };
    for side in sides {
        if whole.height > 0 {
            whole.rgba.extend_from_slice(&gap);
            whole.height += GAP;
        }
        whole.rgba.extend_from_slice(&side.bitmap.rgba);
        whole.height += side.bitmap.height;
    }
    whole
}
