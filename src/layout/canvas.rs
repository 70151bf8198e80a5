//! The surface a document is laid out on.

use takumi_core::viewport::{MediaTarget, Viewport};

/// CSS pixels in a millimetre (CSS Values 4, §6.2: 96 px are one inch).
pub(super) const PX_PER_MM: f64 = 96.0 / 25.4;

/// Device pixels in a millimetre of a sheet while it is measured: whole tenths, since the engine
/// takes the width of a canvas in whole device pixels and no paper is a whole number of CSS pixels.
const SHEET_PX_PER_MM: f64 = 10.0;

/// Pixels of a picture in an inch of paper beyond which nobody sees a difference.
const PRINT_DPI: f64 = 300.0;

/// The surface a document is laid out on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Canvas {
    /// An image.
    Pixels {
        /// Width in device pixels: that of the file.
        width: u32,
        /// Height in device pixels.
        height: u32,
        /// Device pixels in a CSS pixel.
        scale: f64,
    },
    /// Paper: `pages` boxes, one under the other, that a PDF cuts apart.
    Sheet {
        /// Finished width of the paper in millimetres.
        width: f64,
        /// Finished height of the paper in millimetres.
        height: f64,
        /// How far the page goes beyond the finished paper on every side, in millimetres: room for
        /// colour that is cut off. Text must not reach into it.
        bleed: f64,
        /// How far inside the finished paper text must stay, in millimetres: what a guillotine cuts
        /// askew, and printers cannot reach.
        keep: f64,
        /// How many pages there must be.
        pages: usize,
    },
    /// Pages that text flows over, as many as it needs. What is laid out spans the whole width; above
    /// and below it is room for running heads.
    Flow {
        /// Finished width of a page in millimetres.
        width: f64,
        /// Finished height of a page in millimetres.
        height: f64,
        /// As of a sheet.
        bleed: f64,
        /// Millimetres above and below the text.
        margin: f64,
    },
}

/// Higher than any text, in device pixels: a flow has no last page before it is cut into pages.
const ENDLESS: f64 = 1e9;

impl Canvas {
    /// An image of `width` × `height` device pixels that the templates see as `css_width` wide.
    pub fn pixels(width: u32, height: u32, css_width: f64) -> Self {
        Self::Pixels {
            width,
            height,
            scale: f64::from(width) / css_width,
        }
    }

    /// Pages of `width` × `height` mm without bleed, drawn to their very edge.
    pub fn plain(width: f64, height: f64, pages: usize) -> Self {
        Self::Sheet {
            width,
            height,
            bleed: 0.0,
            keep: 0.0,
            pages,
        }
    }

    /// Width and height of the whole canvas in CSS pixels, all pages of a sheet together.
    pub fn css_size(&self) -> (f64, f64) {
        match *self {
            Self::Pixels {
                width,
                height,
                scale,
            } => (f64::from(width) / scale, f64::from(height) / scale),
            Self::Sheet { .. } | Self::Flow { .. } => {
                let (width, height) = self.page_mm();
                (width * PX_PER_MM, height * PX_PER_MM * self.pages() as f64)
            }
        }
    }

    /// Width and height of one page of a sheet with its bleed, in millimetres; nothing of an image.
    pub(super) fn page_mm(&self) -> (f64, f64) {
        match *self {
            Self::Pixels { .. } => (0.0, 0.0),
            Self::Sheet {
                width,
                height,
                bleed,
                ..
            }
            | Self::Flow {
                width,
                height,
                bleed,
                ..
            } => (width + 2.0 * bleed, height + 2.0 * bleed),
        }
    }

    /// How far the finished paper is inside the page, in device pixels.
    pub(super) fn bleed(&self) -> f64 {
        match *self {
            Self::Pixels { .. } => 0.0,
            Self::Sheet { bleed, .. } | Self::Flow { bleed, .. } => bleed * SHEET_PX_PER_MM,
        }
    }

    /// How far inside the finished paper text must stay, in device pixels.
    pub(super) fn keep(&self) -> f64 {
        match *self {
            Self::Sheet { keep, .. } => keep * SHEET_PX_PER_MM,
            Self::Pixels { .. } | Self::Flow { .. } => 0.0,
        }
    }

    /// Device pixels in a CSS pixel.
    pub(super) fn scale(&self) -> f64 {
        match *self {
            Self::Pixels { scale, .. } => scale,
            Self::Sheet { .. } | Self::Flow { .. } => SHEET_PX_PER_MM / PX_PER_MM,
        }
    }

    /// Height of one page in device pixels.
    pub(super) fn page_height(&self) -> f64 {
        match *self {
            Self::Pixels { height, .. } => f64::from(height),
            Self::Sheet { .. } => self.page_mm().1 * SHEET_PX_PER_MM,
            Self::Flow { .. } => ENDLESS,
        }
    }

    /// Width in device pixels.
    pub(super) fn device_width(&self) -> f64 {
        match *self {
            Self::Pixels { width, .. } => f64::from(width),
            Self::Sheet { .. } | Self::Flow { .. } => self.page_mm().0 * SHEET_PX_PER_MM,
        }
    }

    /// How many pages there must be.
    pub(super) fn pages(&self) -> usize {
        match *self {
            Self::Pixels { .. } | Self::Flow { .. } => 1,
            Self::Sheet { pages, .. } => pages,
        }
    }

    /// Pixels of a picture that are worth having for a device pixel: on paper as many as make 300
    /// an inch, which is right for print.
    pub(super) fn picture_scale(&self) -> f64 {
        match self {
            Self::Pixels { .. } => 1.0,
            Self::Sheet { .. } | Self::Flow { .. } => PRINT_DPI / (SHEET_PX_PER_MM * 25.4),
        }
    }

    /// How much larger than they are pictures may be drawn without a word: on paper 200 pixels an inch
    /// are enough.
    pub(super) fn most_enlarged(&self) -> f64 {
        match self {
            Self::Pixels { .. } => 1.02,
            Self::Sheet { .. } | Self::Flow { .. } => PRINT_DPI / 200.0,
        }
    }

    /// Pixels an inch of a picture that is enlarged by `factor`, on paper.
    pub(super) fn dpi(&self, factor: f64) -> Option<u32> {
        match self {
            Self::Pixels { .. } => None,
            Self::Sheet { .. } | Self::Flow { .. } => Some((PRINT_DPI / factor).round() as u32),
        }
    }

    /// The engine's name for it.
    pub(super) fn viewport(&self) -> Viewport {
        let scale = self.scale() as f32;
        let width = self.device_width().round() as u32;
        match *self {
            Self::Pixels { height, .. } => {
                Viewport::new((width, height)).with_device_pixel_ratio(scale)
            }
            Self::Sheet { .. } | Self::Flow { .. } => Viewport::new((Some(width), None::<u32>))
                .with_device_pixel_ratio(scale)
                .with_media_target(MediaTarget::Print),
        }
    }
}

/// How far text may shrink: `--fit` goes from `max` down to `min`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitRange {
    /// The smallest factor that is still readable.
    pub min: f64,
    /// The factor that the design was made for, mostly 1.
    pub max: f64,
}

impl Default for FitRange {
    /// No shrinking.
    fn default() -> Self {
        Self { min: 1.0, max: 1.0 }
    }
}
