//! Diagnostics for people: excerpt, carets, reason and help, as compilers show them.

use std::{borrow::Cow, ops::Range};

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
    let mut at = None;
    if let Some(place) = &diagnostic.place {
        let end = place.span.end.min(text.len());
        let start = place.span.start.min(end);
        let (shorter, marked) = with_short_line(&text, start, end);
        at = Some(column(&shorter, marked.start));
        text = shorter.into();
        shown = shown.with_labels(vec![
            Label::new(LabelStyle::Primary, (), marked).with_message(&diagnostic.label),
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
    let mut shown = result.unwrap_or_else(|_| format!("{path}: {}\n", diagnostic.message));
    if let (Some(place), Some(column)) = (&diagnostic.place, at) {
        // the place as it is in the file, not in the line that was shortened
        let line = place.line_column().0;
        shown = shown.replacen(&format!("{path}:{line}:{column}"), &place.to_string(), 1);
    }
    shown
        .lines()
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}

/// The column at which a byte stands, from 1, in characters.
fn column(text: &str, at: usize) -> usize {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.chars().count() + 1
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

/// How much of a line stands before the marked part, where its beginning is left out.
const BEFORE: usize = 60;

/// `text` with the line at `start` shortened to what an excerpt shows, and the marked part within
/// it.
fn with_short_line(text: &str, start: usize, end: usize) -> (String, Range<usize>) {
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let nth = |from: usize, nth: usize| {
        let rest = &text[from..to];
        rest.char_indices().nth(nth).map_or(to, |(at, _)| from + at)
    };
    let is_far = text[from..start].chars().count() + BEFORE > EXCERPT;
    let first = if is_far {
        let back = text[from..start].char_indices().rev().nth(BEFORE);
        back.map_or(from, |(at, _)| from + at)
    } else {
        from
    };
    let last = nth(first, EXCERPT);
    let (head, tail) = (
        if first > from { "…" } else { "" },
        if last < to { "…" } else { "" },
    );
    let shorter = format!(
        "{}{head}{}{tail}{}",
        &text[..from],
        &text[first..last],
        &text[to..]
    );
    let moved = |at: usize| at + head.len() - (first - from);
    // a mark that goes on below the line stays as long as what was taken away allows
    let end = if end > to {
        moved(last) + tail.len() + (end - to)
    } else {
        moved(end.min(last))
    };
    (shorter, moved(start)..end)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_shown_around_the_mark() {
        let words = "kata ".repeat(100);
        let text = format!("satu\n{words}\ntiga\n");
        let at = text.match_indices("kata").nth(60).map_or(0, |(at, _)| at);
        let (shorter, marked) = with_short_line(&text, at, at + 4);
        assert_eq!(&shorter[marked.clone()], "kata");
        let line = shorter.lines().nth(1).unwrap();
        assert!(line.starts_with('…') && line.ends_with('…'), "{line}");
        assert!(line.chars().count() <= EXCERPT + 2, "{line}");
        let (whole, marked) = with_short_line("satu dua\n", 5, 8);
        assert_eq!((whole.as_str(), marked), ("satu dua\n", 5..8));
    }
}
