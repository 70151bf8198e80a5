//! `sebar plan`

use std::io::Write;

use super::{End, arguments::PlanArguments, show};
use crate::{build, diagnostic::Report};

/// Prints every artifact, one a line.
pub fn run(arguments: &PlanArguments) -> End {
    let place = &arguments.place;
    let options = match place.options() {
        Ok(options) => options,
        Err(message) => return show::usage(&message),
    };
    let mut report = Report::default();
    let prepared = build::prepare(&options, &build::Silent, &mut report);
    if report.has_errors() {
        show::diagnostics(&report, place, true);
        show::counted(&report, place);
        return End::Content;
    }
    let Some(prepared) = prepared else {
        return End::Content;
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for row in prepared.plan.rows(&prepared.site) {
        let line = if arguments.json {
            // plain structs of text and numbers always serialize
            serde_json::to_string(&row).unwrap_or_default()
        } else {
            row.to_string()
        };
        if writeln!(out, "{line}").is_err() {
            // whoever reads has read enough
            break;
        }
    }
    End::Good
}
