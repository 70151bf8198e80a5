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
        /// Width of the paper in millimetres.
        width: f64,
        /// Height of the paper in millimetres.
        height: f64,
        /// How many pages there must be.
        pages: usize,
    },
}

impl Canvas {
    /// An image of `width` × `height` device pixels that the templates see as `css_width` wide.
    pub fn pixels(width: u32, height: u32, css_width: f64) -> Self {
        Self::Pixels {
            width,
            height,
            scale: f64::from(width) / css_width,
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
            Self::Sheet {
                width,
                height,
                pages,
            } => (width * PX_PER_MM, height * PX_PER_MM * pages as f64),
        }
    }

    /// Device pixels in a CSS pixel.
    pub(super) fn scale(&self) -> f64 {
        match *self {
            Self::Pixels { scale, .. } => scale,
            Self::Sheet { .. } => SHEET_PX_PER_MM / PX_PER_MM,
        }
    }

    /// Height of one page in device pixels.
    pub(super) fn page_height(&self) -> f64 {
        match *self {
            Self::Pixels { height, .. } => f64::from(height),
            Self::Sheet { height, .. } => height * SHEET_PX_PER_MM,
        }
    }

    /// Width in device pixels.
    pub(super) fn device_width(&self) -> f64 {
        match *self {
            Self::Pixels { width, .. } => f64::from(width),
            Self::Sheet { width, .. } => width * SHEET_PX_PER_MM,
        }
    }

    /// How many pages there must be.
    pub(super) fn pages(&self) -> usize {
        match *self {
            Self::Pixels { .. } => 1,
            Self::Sheet { pages, .. } => pages,
        }
    }

    /// Pixels of a picture that are worth having for a device pixel: on paper as many as make 300
    /// an inch, which is right for print.
    pub(super) fn picture_scale(&self) -> f64 {
        match self {
            Self::Pixels { .. } => 1.0,
            Self::Sheet { .. } => PRINT_DPI / (SHEET_PX_PER_MM * 25.4),
        }
    }

    /// How much larger than they are pictures may be drawn without a word: on paper 200 pixels an inch
    /// are enough.
    pub(super) fn most_enlarged(&self) -> f64 {
        match self {
            Self::Pixels { .. } => 1.02,
            Self::Sheet { .. } => PRINT_DPI / 200.0,
        }
    }

    /// Pixels an inch of a picture that is enlarged by `factor`, on paper.
    pub(super) fn dpi(&self, factor: f64) -> Option<u32> {
        match self {
            Self::Pixels { .. } => None,
            Self::Sheet { .. } => Some((PRINT_DPI / factor).round() as u32),
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
            Self::Sheet { .. } => Viewport::new((Some(width), None::<u32>))
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
