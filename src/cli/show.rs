//! Diagnostics and closing words, on stderr.

use super::{End, arguments::Where};
use crate::{
    diagnostic::{Format, Report, Severity, render_human, render_json},
    output::Error,
};

/// Shows all diagnostics. Warnings stay silent where `errors_only`, but are counted.
pub fn diagnostics(report: &Report, place: &Where, errors_only: bool) {
    let colour = place.color.wanted();
    for diagnostic in report.sorted() {
        if errors_only && diagnostic.severity != Severity::Error {
            continue;
        }
        match place.format {
            Format::Json => println!("{}", render_json(diagnostic)),
            Format::Human => eprintln!("{}", render_human(diagnostic, colour)),
        }
    }
}

/// The last line after content problems: how many, and that nothing was lost.
pub fn closing(report: &Report, tail: &str) {
    let errors = counted(report.count(Severity::Error), "error");
    let warnings = counted(report.count(Severity::Warning), "warning");
    let found: Vec<String> = [errors, warnings].into_iter().flatten().collect();
    eprintln!("  {}{tail}", found.join(", "));
}

fn counted(count: usize, what: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        count => Some(format!("{count} {what}s")),
    }
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
            closing(report, ", nothing was written");
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
