//! HTML and CSS to a laid-out document: what fits, what does not, pixels, a tagged PDF.
//!
//! The only module that knows the layout engine (takumi). A caller hands over HTML (as a function of
//! the text size, so that text can shrink until it fits), a [`Canvas`], a [`FontSet`] and
//! [`Images`]; it gets a [`LaidOut`] with [`Finding`]s, and from that a [`Bitmap`] or a PDF.
//!
//! Nothing is read, written or kept between calls here, and all of it may run on many threads.

mod apart;
mod canvas;
pub mod css;
mod document;
mod draw;
mod finding;
mod fonts;
mod geometry;
mod images;
mod inspect;
mod pdf;
mod uses;
mod words;

pub use canvas::{Canvas, FitRange};
pub use document::{LaidOut, Page, lay_out};
pub use draw::{
    Bitmap, DrawnPage, draw, draw_first_page, draw_pages, draw_pages_and_words, png, webp,
};
pub use finding::{Finding, picture_of};
pub use fonts::FontSet;
pub use images::{
    Drawing, Drawings, Images, Looked, Medium, NoPicture, Part, Picture, PictureUse, Wanted,
};
pub use pdf::{Marks, PdfMeta, RunningHeads, draw_pdf};
pub use words::Words;

#[cfg(test)]
mod tests;
