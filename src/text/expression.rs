//! Expressions in text: `{{ fact.key }}` and `{{ fact.key.field }}`, nothing else.

use std::ops::Range;

use super::{FIELDS, Facts};
use crate::diagnostic::{Code, Diagnostic, Place, Report, did_you_mean};

/// A stretch of text after its expressions are filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// As written.
    Text(Range<usize>),
    /// In place of an expression.
    Fact {
        /// The key of the fact.
        key: String,
        /// What stands there now.
        text: String,
        /// Where the expression stood.
        span: Range<usize>,
    },
}

/// Cuts `text` at its expressions. What cannot be filled in is reported and stays as written.
///
/// `from` is where to begin looking: past a `{{` that the writer escaped.
pub(super) fn pieces(
    text: &str,
    from: usize,
    facts: &dyn Facts,
    report: &mut Report,
    place: &dyn Fn(Range<usize>) -> Place,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut done, mut at) = (0, from);
    while let Some(open) = find(text, "{{", at) {
        let inside = open + 2;
        let next = find(text, "{{", inside).unwrap_or(text.len());
        let close = find(text, "}}", inside).filter(|close| *close < next);
        let Some(close) = close else {
            let end = open + text[open..next].trim_end().len();
            report.push(unclosed(&text[open..end]).at(place(open..end), "not closed"));
            at = next;
            continue;
        };
        let span = open..close + 2;
        at = span.end;
        match look_up(text[inside..close].trim(), facts) {
            Ok((key, found)) => {
                if done < open {
                    pieces.push(Piece::Text(done..open));
                }
                done = span.end;
                pieces.push(Piece::Fact {
                    key,
                    text: found,
                    span,
                });
            }
            Err(diagnostic) => report.push(diagnostic.at(place(span), "cannot be filled in")),
        }
    }
    if done < text.len() {
        pieces.push(Piece::Text(done..text.len()));
    }
    pieces
}

fn find(text: &str, what: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(what).map(|at| from + at)
}

fn unclosed(expression: &str) -> Diagnostic {
    let message = format!("`{expression}` is not closed on its line");
    Diagnostic::error(Code::Expression, message)
        .help("write `{{ fact.key }}`; for the braces themselves write `\\{{`")
}

/// Key and text of an expression, or what is wrong with it.
fn look_up(expression: &str, facts: &dyn Facts) -> Result<(String, String), Box<Diagnostic>> {
    let mut words = expression.split('.').map(str::trim);
    let (root, key, field) = (words.next(), words.next(), words.next());
    let (Some("fact"), Some(key), None) = (root, key.filter(|k| is_name(k)), words.next()) else {
        return Err(Box::new(not_an_expression(expression, facts)));
    };
    match facts.text(key, field) {
        Some(text) => Ok((key.to_owned(), text)),
        None => Err(Box::new(unknown(key, field, facts))),
    }
}

fn is_name(text: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    !text.is_empty() && text.chars().all(letter)
}

fn not_an_expression(expression: &str, facts: &dyn Facts) -> Diagnostic {
    let message = format!("`{{{{ {expression} }}}}` is not an expression that texts have");
    let diagnostic =
        Diagnostic::error(Code::Expression, message).why("readers would see the braces");
    let bare = expression.rsplit('.').next().unwrap_or_default();
    if facts.keys().contains(&bare) {
        return diagnostic.help(format!("write `{{{{ fact.{bare} }}}}`"));
    }
    diagnostic.help("write `{{ fact.key }}` or `{{ fact.key.source }}`")
}

fn unknown(key: &str, field: Option<&str>, facts: &dyn Facts) -> Diagnostic {
    let keys = facts.keys();
    if keys.contains(&key) {
        return unknown_field(key, field);
    }
    let message = format!("there is no fact `{key}`");
    let diagnostic =
        Diagnostic::error(Code::UnknownFact, message).why("the sentence would be left with a gap");
    match did_you_mean(key, keys.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None if keys.is_empty() => diagnostic.help(format!("write `{key}` into `facts.yaml`")),
        None => diagnostic.help(format!("facts of this campaign: {}", keys.join(", "))),
    }
}

fn unknown_field(key: &str, field: Option<&str>) -> Diagnostic {
    let Some(field) = field else {
        let message = format!("fact `{key}` has neither `value` nor `text`");
        return Diagnostic::error(Code::UnknownFact, message);
    };
    let message = format!("fact `{key}` has no `{field}`");
    let diagnostic = Diagnostic::error(Code::UnknownFact, message);
    if FIELDS.contains(&field) {
        diagnostic.help(format!("write `{field}:` under `{key}` in `facts.yaml`"))
    } else if let Some(near) = did_you_mean(field, FIELDS.iter().copied()) {
        diagnostic.help(format!("did you mean `{near}`?"))
    } else {
        diagnostic.help(format!("a fact has: {}", FIELDS.join(", ")))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{diagnostic::SourceText, text::testing::Sample};

    fn run(text: &str) -> (String, Vec<(Code, Range<usize>, String)>) {
        let file = Arc::new(SourceText {
            path: "a.md".to_owned(),
            text: text.to_owned(),
        });
        let mut report = Report::default();
        let place = |span| Place::new(&file, span);
        let filled = pieces(text, 0, &Sample, &mut report, &place)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(span) => text[span].to_owned(),
                Piece::Fact { text, .. } => text,
            })
            .collect();
        let found = report.sorted().into_iter().map(|d| {
            let span = d.place.clone().unwrap().span;
            (d.code, span, d.help.join(" "))
        });
        (filled, found.collect())
    }

    #[test]
    fn facts_are_filled_in() {
        let (text, found) = run("Ada {{ fact.partners }} dan {{fact.interns.value}} orang.");
        assert_eq!(text, "Ada 29 mitra dan 19 orang.");
        assert!(found.is_empty());
    }

    #[test]
    fn a_wrong_key_is_shown_where_it_stands() {
        let (text, found) = run("Ada {{ fact.partner }} orang.");
        assert_eq!(text, "Ada {{ fact.partner }} orang.");
        let help = "did you mean `partners`?".to_owned();
        assert_eq!(found, [(Code::UnknownFact, 4..22, help)]);
    }

    #[test]
    fn other_expressions_are_errors() {
        for text in [
            "{{ partners }}",
            "{{ fact }}",
            "{{ a | b }}",
            "{{ }}",
            "{{ fact.a.b.c }}",
        ] {
            let (kept, found) = run(text);
            assert_eq!(kept, text);
            assert_eq!(found[0].0, Code::Expression, "{text}");
        }
        assert_eq!(run("{{ partners }}").1[0].2, "write `{{ fact.partners }}`");
    }

    #[test]
    fn an_open_expression_does_not_swallow_the_next() {
        let (text, found) = run("a {{ b {{ fact.partners }} c {{ d ");
        assert_eq!(text, "a {{ b 29 mitra c {{ d ");
        assert_eq!(
            found.iter().map(|f| f.1.clone()).collect::<Vec<_>>(),
            [2..6, 29..33]
        );
    }

    #[test]
    fn a_field_that_is_not_there_is_said() {
        assert_eq!(
            run("{{ fact.partners.sorce }}").1[0].2,
            "did you mean `source`?"
        );
        assert!(
            run("{{ fact.partners.link }}").1[0]
                .2
                .contains("`link:` under `partners`")
        );
    }
}
