//! What can be drawn over the picture of a piece while it is looked at: how well its text is told from
//! its ground, what keeps clear of edges, and where paper is cut and folded. All in the picture's
//! pixels.

use serde::Serialize;

use crate::model::Slot;

/// Left, top, right and bottom.
pub type Bounds = [f64; 4];

/// Boxes and lines over a picture.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Overlay {
    /// Width and height of the picture.
    pub size: (u32, u32),
    /// How wide the picture is on paper, in millimetres.
    pub paper: Option<f64>,
    /// Each run of text.
    pub texts: Vec<TextBox>,
    /// Where text may stand; nothing where it may stand everywhere.
    pub safe: Vec<Bounds>,
    /// Where paper is cut; nothing where nothing is cut off.
    pub cut: Vec<Bounds>,
    /// Faces of a sheet, between whose neighbours it is folded.
    pub panels: Vec<PanelBox>,
    /// Where paper is folded: from left and top to right and bottom.
    pub folds: Vec<Bounds>,
}

/// One run of text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TextBox {
    /// Where it stands.
    pub rect: Bounds,
    /// Its contrast with its ground where that is weakest (WCAG 2.2); none if its colour is not known.
    pub contrast: Option<f64>,
    /// The least contrast that text of its size needs.
    pub least: f64,
}

/// One face of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PanelBox {
    /// Its name.
    pub name: String,
    /// Its width in millimetres.
    pub millimetres: f64,
    /// Where it lies.
    pub rect: Bounds,
}

impl Overlay {
    /// Over the picture for a slot.
    pub fn of_slot(slot: &Slot, texts: Vec<TextBox>) -> Self {
        let covered = slot.covered;
        let safe = [
            covered.left,
            covered.top,
            slot.width.saturating_sub(covered.right),
            slot.height.saturating_sub(covered.bottom),
        ];
        let whole = [0, 0, slot.width, slot.height];
        Self {
            size: (slot.width, slot.height),
            texts,
            safe: (safe != whole)
                .then(|| safe.map(f64::from))
                .into_iter()
                .collect(),
            ..Self::default()
        }
    }
}
