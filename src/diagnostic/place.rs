//! A position in a file that a person wrote.

use std::{fmt, ops::Range, sync::Arc};

/// A text file as it was read: without byte order mark, lines ended by `\n`.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceText {
    /// Path from the site's root, with `/`.
    pub path: String,
    /// The text.
    pub text: String,
}

/// A range of bytes in a [`SourceText`].
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceText>,
    /// First and one past the last byte.
    pub span: Range<usize>,
}

impl Place {
    /// A range of bytes of `file`.
    pub fn new(file: &Arc<SourceText>, span: Range<usize>) -> Self {
        Self {
            file: Arc::clone(file),
            span,
        }
    }

    /// The whole first line of `file`: for what concerns the file as such.
    pub fn file(file: &Arc<SourceText>) -> Self {
        let end = file.text.find('\n').unwrap_or(file.text.len());
        Self::new(file, 0..end)
    }

    /// The first line of this place that has text in it.
    #[must_use]
    pub fn first_line(mut self) -> Self {
        let text = self.file.text.get(self.span.clone()).unwrap_or_default();
        let skipped = text.len() - text.trim_start().len();
        let rest = &text[skipped..];
        let length = rest.find('\n').unwrap_or(rest.len());
        self.span = self.span.start + skipped..self.span.start + skipped + length;
        self
    }

    /// Line and column of its start, both counted from 1; columns in characters.
    pub fn line_column(&self) -> (usize, usize) {
        self.position(self.span.start)
    }

    /// Line and column one past its end.
    pub fn end_line_column(&self) -> (usize, usize) {
        self.position(self.span.end)
    }

    fn position(&self, at: usize) -> (usize, usize) {
        let at = at.min(self.file.text.len());
        let before = self.file.text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        (line, column)
    }
}

impl fmt::Display for Place {
    /// `path:line:column`, as editors and terminals link it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_column();
        write!(f, "{}:{line}:{column}", self.file.path)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
