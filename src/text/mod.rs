//! Text: what writers write, as parts that templates and channels can use.
//!
//! - [`markdown`] cuts a Markdown body into sections of known kinds, with safe HTML.
//! - [`inline`] and [`fill`] do the same for one line out of a YAML file.
//! - [`whatsapp`] and [`plain`] write a Markdown body as a message and as plain text.
//! - [`weighted_length`] counts as X counts.
//! - [`locale`] writes numbers, dates and sizes as a language writes them.
//!
//! Facts (`{{ fact.key }}`) are filled in by all of them; this module knows them only as [`Facts`].

mod expression;
mod facts;
mod html;
mod hyphens;
mod inline;
mod letters;
pub mod locale;
pub mod markdown;
mod message;
#[cfg(test)]
mod testing;
mod tree;
mod url;
mod weighted;

pub use facts::{FIELDS, Facts, NoFacts};
pub use html::escape;
pub use hyphens::Hyphens;
pub use inline::{fill, inline, keep_together};
pub use letters::{Letters, script, spans};
pub use message::{plain, whatsapp};
pub use url::{is_whole, safe};
pub use weighted::{emoji_bytes_length, weighted_length};
