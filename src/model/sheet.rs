//! Paper, its folds, and the faces between them. All lengths are in millimetres.

/// What a printed piece is.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum PieceKind {
    /// Folded, or a flyer that is not.
    #[default]
    Leaflet,
    /// One large side.
    Poster,
    /// Fits a pocket.
    Card,
    /// Pages, bound in the fold.
    Booklet,
}

impl PieceKind {
    /// Every kind, in the order of the kit.
    pub const ALL: [PieceKind; 4] = [
        PieceKind::Leaflet,
        PieceKind::Poster,
        PieceKind::Card,
        PieceKind::Booklet,
    ];

    /// The name of its file, and in file names and the manifest.
    pub fn name(self) -> &'static str {
        match self {
            PieceKind::Leaflet => "leaflet",
            PieceKind::Poster => "poster",
            PieceKind::Card => "card",
            PieceKind::Booklet => "booklet",
        }
    }

    /// The theme's string that names it.
    pub fn string_key(self) -> &'static str {
        match self {
            PieceKind::Leaflet => "kind_leaflet",
            PieceKind::Poster => "kind_poster",
            PieceKind::Card => "kind_card",
            PieceKind::Booklet => "kind_booklet",
        }
    }

    /// Its paper and fold, where the writer names none.
    pub fn usual(self) -> (&'static str, &'static str) {
        match self {
            PieceKind::Leaflet => ("a4", "tri-fold"),
            PieceKind::Poster => ("a3", "poster"),
            PieceKind::Card => ("a6", "card"),
            PieceKind::Booklet => ("a5", "pages"),
        }
    }
}

/// A paper, upright.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// As front matter names it.
    pub name: String,
    /// Width in millimetres.
    pub width: f64,
    /// Height in millimetres.
    pub height: f64,
}

/// How a sheet is folded, whatever its size.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fold {
    /// As front matter names it.
    pub name: String,
    /// What it is for.
    #[serde(rename = "for", default)]
    pub piece: PieceKind,
    /// Whether the paper lies with its long edge at the top.
    #[serde(default)]
    pub across: bool,
    /// The outside, then the inside.
    pub sides: Vec<FoldSide>,
    /// Every panel and band in the order in which they are read.
    pub reading: Vec<String>,
}

/// One side of a sheet.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FoldSide {
    /// From left to right.
    pub panels: Vec<FoldPanel>,
    /// What may lie under them.
    #[serde(default)]
    pub bands: Vec<Band>,
}

/// One panel of a fold.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FoldPanel {
    /// What a section is put on it by: `## Title {#cover}`.
    pub name: String,
    /// Its part of the width.
    #[serde(default = "one")]
    pub share: f64,
    /// Millimetres less than its part.
    #[serde(default)]
    pub short: f64,
}

fn one() -> f64 {
    1.0
}

/// A face under neighbouring panels, which it takes a part of their height from.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// What a section is put on it by.
    pub name: String,
    /// The panels, from left to right.
    pub over: Vec<String>,
}

/// Papers and folds to choose from.
#[derive(
    Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields, default)]
pub struct Sheets {
    /// Papers.
    pub papers: Vec<Paper>,
    /// Folds.
    pub folds: Vec<Fold>,
}

impl Sheets {
    /// The paper of that name; a later one takes the place of an earlier.
    pub fn paper(&self, name: &str) -> Option<&Paper> {
        self.papers.iter().rev().find(|paper| paper.name == name)
    }

    /// The fold of that name.
    pub fn fold(&self, name: &str) -> Option<&Fold> {
        self.folds.iter().rev().find(|fold| fold.name == name)
    }
}

/// A paper with its folds: where every panel lies.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Sheet {
    /// Name of the paper, or its size.
    pub paper: String,
    /// Name of the fold.
    pub fold: String,
    /// Finished, unfolded width in millimetres.
    pub width: f64,
    /// Finished height in millimetres.
    pub height: f64,
    /// The outside, then the inside; none of a booklet.
    pub sides: Vec<Side>,
    /// Panels and bands in the order in which they are read.
    pub reading: Vec<String>,
}

/// One side of a sheet.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Side {
    /// From left to right.
    pub panels: Vec<Panel>,
    /// What may lie under them.
    pub bands: Vec<Band>,
}

/// One face between folds.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Panel {
    /// Its name.
    pub name: String,
    /// Where it begins, from the left edge of the paper.
    pub x: f64,
    /// How wide it is.
    pub width: f64,
}

impl Sheet {
    /// `paper` folded by `fold`.
    pub fn new(paper: &Paper, fold: &Fold) -> Self {
        let (width, height) = if fold.across == (paper.width > paper.height) {
            (paper.width, paper.height)
        } else {
            (paper.height, paper.width)
        };
        let sides = fold.sides.iter().map(|side| Side {
            panels: panels(width, &side.panels),
            bands: side.bands.clone(),
        });
        Self {
            paper: paper.name.clone(),
            fold: fold.name.clone(),
            width,
            height,
            sides: sides.collect(),
            reading: fold.reading.clone(),
        }
    }

    /// Pages of that size, without a fold.
    pub fn pages(paper: &Paper) -> Self {
        Self {
            paper: paper.name.clone(),
            fold: "pages".to_owned(),
            width: paper.width,
            height: paper.height,
            sides: Vec::new(),
            reading: Vec::new(),
        }
    }
}

impl Side {
    /// Where it is folded, from the left edge of the paper.
    pub fn folds(&self) -> Vec<f64> {
        self.panels.iter().skip(1).map(|panel| panel.x).collect()
    }
}

/// Parts of `width`: what panels are short of is shared by all.
fn panels(width: f64, panels: &[FoldPanel]) -> Vec<Panel> {
    let short: f64 = panels.iter().map(|panel| panel.short).sum();
    let shares: f64 = panels.iter().map(|panel| panel.share).sum();
    let part = (width + short) / shares;
    let mut x = 0.0;
    let place = |panel: &FoldPanel| {
        let width = panel.share * part - panel.short;
        let placed = Panel {
            name: panel.name.clone(),
            x,
            width,
        };
        x += width;
        placed
    };
    panels.iter().map(place).collect()
}

/// Which of its three files.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum PrintVersion {
    /// To read: tagged, with live links.
    Screen,
    /// For a print shop: imposed, with bleed and marks.
    Press,
    /// For an office printer: grey, with an unprinted edge.
    Office,
}

impl PrintVersion {
    /// Every version, in the order of the kit.
    pub const ALL: [PrintVersion; 3] = [
        PrintVersion::Screen,
        PrintVersion::Office,
        PrintVersion::Press,
    ];

    /// The theme's string that names it.
    pub fn string_key(self) -> &'static str {
        match self {
            PrintVersion::Screen => "print_screen",
            PrintVersion::Press => "print_press",
            PrintVersion::Office => "print_office",
        }
    }

    /// The name in file names.
    pub fn name(self) -> &'static str {
        match self {
            PrintVersion::Screen => "screen",
            PrintVersion::Press => "press",
            PrintVersion::Office => "office",
        }
    }
}
