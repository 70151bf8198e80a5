//! What the tests of this module share.

use std::sync::Arc;

use super::Facts;
use crate::diagnostic::{Code, Report, SourceText};

/// A small register.
pub(super) struct Sample;

impl Facts for Sample {
    fn text(&self, key: &str, field: Option<&str>) -> Option<String> {
        let text = match (key, field) {
            ("partners", None) => "29 mitra",
            ("partners", Some("value")) => "29",
            ("interns", None) => "19 mahasiswa magang",
            ("interns", Some("value")) => "19",
            ("partners" | "interns", Some("source")) => "Radar & Tribun, 2025",
            ("not_tax", None) => "Sensus <b>bukan</b> *pajak*",
            ("not_tax", Some("link")) => "https://example.go.id/a_b",
            _ => return None,
        };
        Some(text.to_owned())
    }

    fn keys(&self) -> Vec<&str> {
        vec!["interns", "not_tax", "partners"]
    }
}

/// A file that holds `text`.
pub(super) fn file(text: &str) -> Arc<SourceText> {
    Arc::new(SourceText {
        path: "flyer.md".to_owned(),
        text: text.to_owned(),
    })
}

/// Code, place and message of all that was found.
pub(super) fn found(report: &Report) -> Vec<String> {
    let line = |d: &&crate::diagnostic::Diagnostic| {
        let text = d.place.as_ref().map_or("", |place| {
            place.file.text.get(place.span.clone()).unwrap_or("?")
        });
        format!("{}: {} [{text}]", d.code.as_str(), d.message)
    };
    report.sorted().iter().map(line).collect()
}

/// The codes of all that was found.
pub(super) fn codes(report: &Report) -> Vec<Code> {
    report.sorted().iter().map(|d| d.code).collect()
}
