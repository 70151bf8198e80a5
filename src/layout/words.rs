//! Where each run of text stands on the canvas, how large it is and in which colour.

use kurbo::Rect;
use takumi_core::paint_tree::{Drawable, Paint, PaintDocument, PaintNode, TextRun};

/// One run of text: a line, or part of one in the same style.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// What it says.
    pub text: String,
    /// Left, top, right and bottom in device pixels: from the height of capitals to below the line.
    pub rect: [f64; 4],
    /// Font size in device pixels.
    pub size: f64,
    /// Font weight, 400 for normal.
    pub weight: f32,
    /// Red, green, blue and alpha; none for gradients and colour glyphs.
    pub colour: Option<[u8; 4]>,
}

impl Words {
    /// The same on a canvas that begins at `x`, `y` of this one and is drawn `scale` times as large.
    pub(super) fn moved(&self, (x, y): (f64, f64), scale: f64) -> Self {
        let [left, top, right, bottom] = self.rect;
        Self {
            rect: [left - x, top - y, right - x, bottom - y].map(|at| at * scale),
            size: self.size * scale,
            ..self.clone()
        }
    }
}

/// `run`, whose em box stands at `bounds` on the canvas, where lengths are stretched by `scale`.
pub(super) fn words(
    document: &PaintDocument,
    node: &PaintNode,
    (index, run): (usize, &TextRun),
    bounds: Rect,
    scale: f64,
) -> Words {
    let font = document.fonts.get(run.font);
    Words {
        text: run.text.trim().to_owned(),
        rect: [bounds.x0, bounds.y0, bounds.x1, bounds.y1],
        size: f64::from(run.font_size) * scale,
        weight: font.map_or(400.0, |font| font.weight),
        colour: colour(node, index),
    }
}

/// What the glyphs of a run are filled with.
fn colour(node: &PaintNode, index: usize) -> Option<[u8; 4]> {
    node.drawables.iter().find_map(|drawable| match drawable {
        Drawable::Glyphs {
            run,
            paint: Paint::Color { color },
            ..
        } if *run == index => Some(*color),
        _ => None,
    })
}
