//! Diagnostics and closing words, on stderr.

use super::{End, arguments::Where, summary::failure, terminal};
use crate::{
    diagnostic::{Format, Report, Severity, render_human, render_json},
    output::Error,
};

/// Shows all diagnostics. Warnings stay silent where `errors_only`, but are counted.
pub fn diagnostics(report: &Report, place: &Where, errors_only: bool) {
    let colour = place.style().colour;
    for diagnostic in report.sorted() {
        if errors_only && diagnostic.severity != Severity::Error {
            continue;
        }
        match place.format {
            Format::Json => println!("{}", render_json(diagnostic)),
            Format::Human => eprintln!("\n{}", render_human(diagnostic, colour).trim_end()),
        }
    }
}

/// The last line after content problems: how many, and that nothing was lost.
pub fn closing(report: &Report, place: &Where, kept: Option<&str>) {
    let count = |severity| report.count(severity) as u64;
    eprint!(
        "{}",
        failure(
            count(Severity::Error),
            count(Severity::Warning),
            kept,
            place.style()
        )
    );
}

/// How many problems there are, after a run that would not have written anything.
pub fn counted(report: &Report, place: &Where) {
    let style = place.style();
    let errors = report.count(Severity::Error) as u64;
    let warnings = report.count(Severity::Warning) as u64;
    let errors = (errors > 0).then(|| style.error(&terminal::counted(errors, "error", "errors")));
    let warnings =
        (warnings > 0).then(|| style.warning(&terminal::counted(warnings, "warning", "warnings")));
    let all: Vec<String> = [errors, warnings].into_iter().flatten().collect();
    eprintln!("\n  {}", all.join(", "));
}

/// A wrong use of the command line.
pub fn usage(message: &str) -> End {
    eprintln!("error: {message}");
    End::Usage
}

/// Why a file was not written, and how the run ends by it.
pub fn failed(error: Error, report: &mut Report, place: &Where) -> End {
    match error {
        Error::Problem(problem) => {
            report.push(*problem);
            diagnostics(report, place, true);
            closing(report, place, None);
            End::Content
        }
        Error::Fault(what) => {
            eprintln!("error: a fault in Sebar: {what}");
            eprintln!("  = help: please report it; nothing was written");
            End::Fault
        }
        Error::Cancelled => {
            eprintln!("  Stopped. Nothing was written.");
            End::Stopped
        }
    }
}
