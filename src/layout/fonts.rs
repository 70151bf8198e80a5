//! Fonts, registered once and used by every job.

use takumi_core::{
    Fonts,
    resources::{
        font::{FontError, FontResource},
        unicode_range::{UnicodeRange, UnicodeRangeSet},
    },
};

use crate::{
    diagnostic::{Code, Diagnostic},
    text::spans,
};

/// The fonts of a theme. System fonts are never used.
#[derive(Default)]
pub struct FontSet(pub(super) Fonts);

impl std::fmt::Debug for FontSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FontSet")
    }
}

impl FontSet {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the font file `bytes` (WOFF2, WOFF, TrueType or OpenType, variable ones too) and
    /// returns the families in it. Fonts are tried in the order in which they were added; `range`
    /// (as CSS `unicode-range` writes it) limits the characters that are taken from the file.
    ///
    /// # Errors
    /// [`Code::ThemeFile`], naming `file`, if the file is not a font that can be read.
    pub fn register(
        &mut self,
        file: &str,
        range: Option<&str>,
        bytes: &[u8],
    ) -> Result<Vec<String>, Diagnostic> {
        let range: UnicodeRangeSet = range
            .into_iter()
            .flat_map(spans)
            .map(|span| UnicodeRange::new(*span.start(), *span.end()))
            .collect();
        let families = self
            .0
            .register(FontResource::new(bytes).unicode_range(range));
        families
            .map(|families| families.into_iter().map(|family| family.name).collect())
            .map_err(|error| unusable(file, &error))
    }
}

fn unusable(file: &str, error: &FontError) -> Diagnostic {
    Diagnostic::error(
        Code::ThemeFile,
        format!("the font `{file}` cannot be used: {error}"),
    )
    .help("take a WOFF2, TrueType or OpenType file, and one that a font viewer opens")
}
