//! Where a text that is read stands in a file.

use std::{ops::Range, sync::Arc};

use crate::diagnostic::{Place, SourceText};

/// Where a Markdown text comes from: says the [`Place`] of a range of it.
#[derive(Debug, Clone, Copy)]
pub(in crate::text) enum Origin<'a> {
    /// From this byte of the file to its end.
    Body(&'a Arc<SourceText>, usize),
    /// A value out of a YAML file: escapes and folding may have changed it.
    Value(&'a Place),
}

impl Origin<'_> {
    /// `shown` is the text of the range.
    pub fn place(self, span: Range<usize>, shown: &str) -> Place {
        match self {
            Self::Body(file, offset) => {
                let words = shown.trim_end();
                let shown = if words.is_empty() { shown } else { words };
                let start = offset + span.start;
                Place::new(file, start..start + shown.len())
            }
            Self::Value(place) => {
                let written = place.file.text.get(place.span.clone()).unwrap_or_default();
                let mut hits = written.match_indices(shown);
                match (hits.next(), hits.next()) {
                    (Some((at, _)), None) if !shown.is_empty() => {
                        let start = place.span.start + at;
                        Place::new(&place.file, start..start + shown.len())
                    }
                    _ => place.clone(),
                }
            }
        }
    }
}
