//! A laid-out document to pixels.

use std::{collections::HashMap, sync::Arc};

use takumi::prelude::{Bitmap as EngineBitmap, OutputFormat, Quality, RenderOptions};
use takumi_core::{resources::image::ImageSource, viewport::Viewport};

use super::{
    LaidOut, Looked, Medium, Page, Wanted, Words,
    document::{Sources, language, refused},
};
use crate::diagnostic::Diagnostic;

/// Pixels: rows of RGBA bytes, colours not multiplied by alpha.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitmap {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `width * height * 4` bytes.
    pub rgba: Vec<u8>,
}

impl Bitmap {
    /// Whether nothing shines through.
    pub fn is_opaque(&self) -> bool {
        // a row at once: leaving off at the first clear pixel would mean to compare one by one
        let mut rows = self.rgba.chunks(self.width.max(1) as usize * 4);
        rows.all(|row| {
            let pixels = row.as_chunks::<4>().0.iter();
            // whole pixels: processors take many words at once, but no byte of each
            let all = pixels.fold(!0, |all, pixel| all & u32::from_le_bytes(*pixel));
            all.to_le_bytes()[3] == 255
        })
    }

    /// With white below what is clear.
    #[must_use]
    pub fn on_white(mut self) -> Self {
        if self.is_opaque() {
            return self;
        }
        let over = |colour: u8, alpha: u8| {
            let (colour, alpha) = (u16::from(colour), u16::from(alpha));
            ((colour * alpha + 255 * (255 - alpha) + 127) / 255) as u8
        };
        for pixel in self.rgba.as_chunks_mut::<4>().0 {
            let [red, green, blue, alpha] = *pixel;
            *pixel = [over(red, alpha), over(green, alpha), over(blue, alpha), 255];
        }
        self
    }

    /// Without `cut` pixels on every side.
    fn inset(self, cut: u32) -> Self {
        if cut == 0 || 2 * cut >= self.width.min(self.height) {
            return self;
        }
        let (width, height) = (self.width - 2 * cut, self.height - 2 * cut);
        let (row, cut_row) = (self.width as usize * 4, cut as usize * 4);
        let rows = self.rgba.chunks_exact(row);
        let mut rgba = Vec::with_capacity(width as usize * height as usize * 4);
        for row in rows.skip(cut as usize).take(height as usize) {
            rgba.extend_from_slice(&row[cut_row..row.len() - cut_row]);
        }
        Self {
            width,
            height,
            rgba,
        }
    }
}

/// Draws an image. For a sheet see [`draw_pages`].
///
/// # Errors
/// [`Code::Drawing`](crate::diagnostic::Code::Drawing) if the engine refuses the document. A picture
/// that cannot be had leaves its place empty: [`lay_out`](super::lay_out) has found it already.
pub fn draw(page: &Page, laid: &LaidOut) -> Result<Bitmap, Diagnostic> {
    draw_on(page, laid, page.canvas.viewport(), 1.0)
}

/// A page of a sheet, drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnPage {
    /// Its pixels.
    pub bitmap: Bitmap,
    /// Where text stands on them.
    pub words: Vec<Words>,
}

/// Draws the pages of a sheet as images that are about `width` pixels wide, without their bleed.
///
/// # Errors
/// As [`draw`].
pub fn draw_pages(page: &Page, laid: &LaidOut, width: u32) -> Result<Vec<Bitmap>, Diagnostic> {
    let (pages, _, cut) = whole_pages(page, laid, width, page.canvas.pages())?;
    Ok(pages.into_iter().map(|page| page.inset(cut)).collect())
}

/// As [`draw_pages`], the first page alone.
///
/// # Errors
/// As [`draw`].
pub fn draw_first_page(page: &Page, laid: &LaidOut, width: u32) -> Result<Bitmap, Diagnostic> {
    let (pages, _, cut) = whole_pages(page, laid, width, 1)?;
    let first = pages.into_iter().next();
    let first = first.ok_or_else(|| refused(&"it has no page"))?;
    Ok(first.inset(cut))
}

/// As [`draw_pages`], with where text stands on them. `with_bleed` adds what is cut off, so that a page
/// is as much wider.
///
/// # Errors
/// As [`draw`].
pub fn draw_pages_and_words(
    page: &Page,
    laid: &LaidOut,
    width: u32,
    with_bleed: bool,
) -> Result<Vec<DrawnPage>, Diagnostic> {
    let (pages, scale, cut) = whole_pages(page, laid, width, page.canvas.pages())?;
    let cut = if with_bleed { 0 } else { cut };
    let scale = scale / page.canvas.scale();
    let height = page.canvas.page_height();
    let edge = f64::from(cut) / scale;
    let drawn = pages.into_iter().enumerate().map(|(number, bitmap)| {
        let top = number as f64 * height;
        let inside = |words: &&Words| (top..top + height).contains(&words.rect[1]);
        let words = laid.words.iter().filter(inside);
        DrawnPage {
            bitmap: bitmap.inset(cut),
            words: words
                .map(|words| words.moved((edge, top + edge), scale))
                .collect(),
        }
    });
    Ok(drawn.collect())
}

/// So many pages of a sheet with their bleed, on white paper, the pixels of a CSS pixel, and those of the
/// bleed. Without it a page is about `width` pixels wide.
fn whole_pages(
    page: &Page,
    laid: &LaidOut,
    width: u32,
    pages: usize,
) -> Result<(Vec<Bitmap>, f64, u32), Diagnostic> {
    let (css_width, css_height) = page.canvas.css_size();
    let bleed = page.canvas.bleed() / page.canvas.scale();
    let scale = f64::from(width) / (css_width - 2.0 * bleed);
    let width = (css_width * scale).round() as u32;
    let height = (css_height * scale / page.canvas.pages() as f64).round() as u32;
    let cut = (bleed * scale).round() as u32;
    let viewport = Viewport::new((width, height * pages as u32))
        .with_device_pixel_ratio(scale as f32)
        .with_media_target(page.canvas.viewport().media_target);
    let pixels = f64::from(width) / (page.canvas.device_width() * page.canvas.picture_scale());
    let whole = draw_on(page, laid, viewport, pixels.min(1.0))?;
    let rows = width as usize * 4 * height as usize;
    let pages = whole.rgba.chunks_exact(rows.max(1)).map(|rgba| {
        let page = Bitmap {
            width,
            height,
            rgba: rgba.to_vec(),
        };
        page.on_white()
    });
    Ok((pages.collect(), scale, cut))
}

/// With pictures of `pixels` times the size at which they were laid out: a preview needs few.
fn draw_on(
    page: &Page,
    laid: &LaidOut,
    viewport: Viewport,
    pixels: f64,
) -> Result<Bitmap, Diagnostic> {
    let options = RenderOptions::builder()
        .viewport(viewport)
        .fonts(&page.fonts.0)
        .node(laid.parsed.node.clone())
        .stylesheet(Arc::clone(&laid.parsed.sheet))
        .images(laid.sources.provided(page, Medium::Screen, pixels))
        .lang(Some(language(page.lang)?))
        .build();
    let bitmap = takumi::render(options).map_err(|error| refused(&error))?;
    Ok(Bitmap {
        width: bitmap.width(),
        height: bitmap.height(),
        rgba: bitmap.into_raw(),
    })
}

impl Sources {
    /// The pictures themselves, at `pixels` times the sizes in which they are wanted.
    pub(super) fn provided(
        &self,
        page: &Page,
        medium: Medium,
        pixels: f64,
    ) -> HashMap<Arc<str>, ImageSource> {
        let scaled = |side: u32| ((f64::from(side) * pixels).ceil() as u32).max(1);
        let mut images = HashMap::new();
        for (src, source) in &self.0 {
            let image = match &source.looked {
                Looked::Vector(drawing) => Some(drawing.source()),
                Looked::Raster { .. } => {
                    let wanted = Wanted {
                        width: scaled(source.wanted.width),
                        height: scaled(source.wanted.height),
                        ..source.wanted
                    };
                    let picture = page.images.provide(src, wanted, medium);
                    picture.ok().map(|picture| picture.source())
                }
            };
            if let Some(image) = image {
                images.insert(Arc::from(src.as_str()), image);
            }
        }
        images
    }
}

/// Encodes pixels as lossy WebP, `quality` from 0 to 100.
///
/// # Errors
/// [`Code::Drawing`](crate::diagnostic::Code::Drawing) if the picture is larger than the format
/// allows (16383 pixels).
pub fn webp(bitmap: &Bitmap, quality: u8) -> Result<Vec<u8>, Diagnostic> {
    let quality = Quality::new(quality);
    write(bitmap, OutputFormat::WebP { quality })
}

/// Encodes pixels as PNG, with a palette where up to 256 colours allow it.
///
/// # Errors
/// [`Code::Drawing`](crate::diagnostic::Code::Drawing) if there are no pixels.
pub fn png(bitmap: &Bitmap) -> Result<Vec<u8>, Diagnostic> {
    write(bitmap, OutputFormat::Png)
}

fn write(bitmap: &Bitmap, format: OutputFormat) -> Result<Vec<u8>, Diagnostic> {
    let pixels = EngineBitmap::from_raw(bitmap.width, bitmap.height, bitmap.rgba.clone())
        .ok_or_else(|| refused(&"the pixels do not fill the picture"))?;
    let mut bytes = Vec::new();
    takumi::write_image(&pixels, &mut bytes, format).map_err(|error| refused(&error))?;
    Ok(bytes)
}
