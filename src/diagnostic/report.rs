//! Diagnostics, gathered from all steps of a build.

use super::{Diagnostic, Severity};

/// How diagnostics are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// With excerpts, for people.
    #[default]
    Human,
    /// One JSON object a line, for machines.
    Json,
    /// Annotations for GitHub Actions.
    Github,
    /// One SARIF 2.1.0 log, for code hosts and editors.
    Sarif,
}

/// Diagnostics, gathered from all steps of a build.
#[derive(Debug, Default, Clone)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

/// Diagnostics of one kind at one place, such as a title that is too long for three channels.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    /// The one that is shown whole.
    pub first: &'a Diagnostic,
    /// The others.
    pub others: Vec<&'a Diagnostic>,
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

    /// All in the same order, those of one kind at one place together.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group> = Vec::new();
        for found in self.sorted() {
            let same = |group: &&mut Group| {
                let first = group.first;
                first.place.is_some()
                    && (first.severity, first.code, &first.place)
                        == (found.severity, found.code, &found.place)
            };
            match groups.last_mut().filter(same) {
                Some(group) => group.others.push(found),
                None => groups.push(Group {
                    first: found,
                    others: Vec::new(),
                }),
            }
        }
        groups
    }
}

impl Extend<Diagnostic> for Report {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, iter: T) {
        self.diagnostics.extend(iter);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::{Code, Place, SourceText, human};

    fn place(path: &str, at: usize) -> Place {
        let file = Arc::new(SourceText {
            path: path.to_owned(),
            text: "title: Satu\ntext: Dua\n".to_owned(),
        });
        Place::new(&file, at..at + 5)
    }

    #[test]
    fn errors_come_first_and_each_once() {
        let mut report = Report::default();
        let cut = |slot: &str, at: Place| {
            Diagnostic::error(Code::TextCut, format!("too long for {slot}")).at(at, "")
        };
        report.push(Diagnostic::warning(Code::UnknownFile, "a.md is not used"));
        report.push(cut("square", place("b.md", 0)));
        report.push(cut("story", place("b.md", 0)));
        report.push(cut("story", place("b.md", 0)));
        report.push(cut("story", place("b.md", 12)));
        report.push(cut("story", place("a.md", 12)));
        let said: Vec<(String, usize)> = report
            .groups()
            .iter()
            .map(|group| {
                let at = group.first.place.as_ref();
                (
                    at.map_or(String::new(), Place::to_string),
                    group.others.len(),
                )
            })
            .collect();
        let said: Vec<(&str, usize)> = said.iter().map(|(at, n)| (at.as_str(), *n)).collect();
        assert_eq!(
            said,
            [("a.md:2:1", 0), ("b.md:1:1", 1), ("b.md:2:1", 0), ("", 0)]
        );
        assert_eq!(
            (
                report.count(Severity::Error),
                report.count(Severity::Warning)
            ),
            (4, 1)
        );
        let shown = human::render_group(&report.groups()[1], false);
        assert!(shown.contains("too long for square"), "{shown}");
        assert!(shown.contains("  = also: too long for story"), "{shown}");
    }
}
