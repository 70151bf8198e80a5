//! What is wrong, where, why it matters to the reader of the kit, and what to do about it.
//!
//! Everything that can go wrong with content or a theme becomes a [`Diagnostic`]; they are
//! collected, never swallowed, and shown together at the end.

mod code;
pub mod explain;
mod human;
mod machine;
mod place;
mod report;

pub use code::Code;
pub use human::{render as render_human, render_group};
pub use machine::{github_line, json_line, sarif};
pub use place::{Place, SourceText};
pub use report::{Format, Group, Report};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written until it is mended.
    Error,
    /// The build goes on; a reader may still be ill served.
    Warning,
    /// Nothing is wrong; a reader would still thank for it.
    Advice,
}

/// One thing that is wrong, or may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Which kind of thing; stable, listed in the code table.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line, without a full stop.
    pub message: String,
    /// Where, if it stands in a file.
    pub place: Option<Place>,
    /// What to say beside the carets.
    pub label: String,
    /// What a reader of the kit would see or miss.
    pub why: Option<String>,
    /// What to do, the most useful first.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error without a place yet.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A warning without a place yet.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// Advice without a place yet.
    pub fn advice(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Advice, message)
    }

    fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            place: None,
            label: String::new(),
            why: None,
            help: Vec::new(),
        }
    }

    /// Where it stands, and what to say beside the carets (may be empty).
    #[must_use]
    pub fn at(mut self, place: Place, label: impl Into<String>) -> Self {
        self.place = Some(place);
        self.label = label.into();
        self
    }

    /// What a reader of the kit would see or miss.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// What to do; may be called more than once.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// The candidate that is most like `wrong`, if one is near enough to be meant.
pub fn did_you_mean<'a>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let limit = (wrong.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(wrong, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}
