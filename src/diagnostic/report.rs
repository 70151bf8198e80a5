//! Diagnostics as text for people and as JSON for machines.

use super::{Diagnostic, Severity};

/// How diagnostics are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// With excerpts, for people.
    #[default]
    Human,
    /// One JSON object a line, for machines.
    Json,
}

/// Diagnostics, gathered from all steps of a build.
#[derive(Debug, Default, Clone)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// All, in the order in which they came.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// Whether nothing may be written.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|d| d.severity == Severity::Error)
    }

    /// How many there are of one severity, the same ones counted once.
    pub fn count(&self, severity: Severity) -> usize {
        let of = |d: &&&Diagnostic| d.severity == severity;
        self.sorted().iter().filter(of).count()
    }

    /// All, errors first, then by file and position, each once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> = self.diagnostics.iter().collect();
        all.sort_by_cached_key(|d| {
            let place = d
                .place
                .as_ref()
                .map(|p| (p.file.path.clone(), p.span.start));
            (d.severity, place, d.code, d.message.clone())
        });
        all.dedup();
        all
    }
}

impl Extend<Diagnostic> for Report {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, iter: T) {
        self.diagnostics.extend(iter);
    }
}

/// Excerpt, carets, reason and help, as rustc shows them; without colour unless asked.
pub fn render_human(diagnostic: &Diagnostic, colour: bool) -> String {
    use codespan_reporting::{
        diagnostic::{Diagnostic as Shown, Label, LabelStyle, Severity as Level},
        files::SimpleFile,
        term,
    };
    let level = match diagnostic.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
    };
    let mut notes = Vec::new();
    notes.extend(diagnostic.why.clone());
    notes.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    let mut shown = Shown::new(level)
        .with_code(diagnostic.code.as_str())
        .with_message(&diagnostic.message)
        .with_notes(notes);
    let (path, text) = match &diagnostic.place {
        Some(place) => (place.file.path.as_str(), place.file.text.as_str()),
        None => ("", ""),
    };
    let mut text = std::borrow::Cow::Borrowed(text);
    if let Some(place) = &diagnostic.place {
        let end = place.span.end.min(text.len());
        let start = place.span.start.min(end);
        let (shorter, end) = with_short_line(&text, start, end);
        text = shorter.into();
        shown = shown.with_labels(vec![
            Label::new(LabelStyle::Primary, (), start..end).with_message(&diagnostic.label),
        ]);
    }
    let file = SimpleFile::new(path, text.as_ref());
    let config = term::Config::default();
    let result = if colour {
        let mut buffer = termcolor::Ansi::new(Vec::new());
        term::emit_to_write_style(&mut buffer, &config, &file, &shown)
            .map(|()| String::from_utf8_lossy(&buffer.into_inner()).into_owned())
    } else {
        term::emit_into_string(&config, &file, &shown)
    };
    // the renderer fails only on a span outside the text, which is clamped above
    let shown = result.unwrap_or_else(|_| format!("{path}: {}\n", diagnostic.message));
    shown
        .lines()
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}

/// The most characters of a line that an excerpt shows.
const EXCERPT: usize = 140;

/// `text` with the line at `start` shortened to what an excerpt shows, and the end of the marked
/// part within it.
fn with_short_line(text: &str, start: usize, end: usize) -> (String, usize) {
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line = &text[from..to];
    let cut = line.char_indices().nth(EXCERPT).map(|(at, _)| from + at);
    match cut {
        Some(cut) if cut > start => {
            let shorter = format!("{}…{}", &text[..cut], &text[to..]);
            (shorter, if end > cut { cut } else { end })
        }
        _ => (text.to_owned(), end),
    }
}

/// One JSON object in one line.
pub fn render_json(diagnostic: &Diagnostic) -> String {
    let (line, column) = match &diagnostic.place {
        Some(place) => place.line_column(),
        None => (0, 0),
    };
    let place = diagnostic.place.as_ref();
    serde_json::json!({
        "code": diagnostic.code.as_str(),
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "file": place.map(|place| &place.file.path),
        "line": place.map(|_| line),
        "column": place.map(|_| column),
        "label": diagnostic.label,
        "why": diagnostic.why,
        "help": diagnostic.help,
    })
    .to_string()
}
