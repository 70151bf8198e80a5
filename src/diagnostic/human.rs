//! Diagnostics for people: excerpt, carets, reason and help, as compilers show them.

use std::borrow::Cow;

use codespan_reporting::{
    diagnostic::{Diagnostic as Shown, Label, LabelStyle, Severity as Level},
    files::SimpleFile,
    term,
};

use super::{Diagnostic, Group, Severity};

/// How many further messages at the same place are told.
const ALSO: usize = 4;

/// One diagnostic with its excerpt; without colour unless asked.
pub fn render(diagnostic: &Diagnostic, colour: bool) -> String {
    let alone = Group {
        first: diagnostic,
        others: Vec::new(),
    };
    render_group(&alone, colour)
}

/// Diagnostics of one kind at one place: one excerpt, and the others in a line each.
pub fn render_group(group: &Group, colour: bool) -> String {
    let diagnostic = group.first;
    let mut shown = Shown::new(level(diagnostic.severity))
        .with_code(diagnostic.code.as_str())
        .with_message(&diagnostic.message)
        .with_notes(notes(group));
    let (path, text) = match &diagnostic.place {
        Some(place) => (place.file.path.as_str(), place.file.text.as_str()),
        None => ("", ""),
    };
    let mut text = Cow::Borrowed(text);
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

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Advice => Level::Note,
    }
}

fn notes(group: &Group) -> Vec<String> {
    let others = group.others.iter().take(ALSO);
    let mut notes: Vec<String> = others
        .map(|other| format!("also: {}", other.message))
        .collect();
    if let Some(more) = group
        .others
        .len()
        .checked_sub(ALSO)
        .filter(|more| *more > 0)
    {
        notes.push(format!("and {more} more of this kind here"));
    }
    notes.extend(group.first.why.clone());
    notes.extend(group.first.help.iter().map(|help| format!("help: {help}")));
    notes
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
