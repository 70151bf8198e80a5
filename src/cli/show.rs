//! Diagnostics and closing words, on stderr; diagnostics for machines on stdout.

use super::{End, arguments::Where, print, summary::failure, terminal};
use crate::{
    diagnostic::{Code, Format, Report, Severity, github_line, json_line, render_group, sarif},
    output::{Error, NotWritten},
};

/// Shows all diagnostics. For people only errors where `errors_only`; the others are counted.
pub fn diagnostics(report: &Report, place: &Where, errors_only: bool) {
    let lines = |line: fn(&crate::diagnostic::Diagnostic) -> String| {
        let lines = report.sorted().into_iter().map(line);
        lines.map(|line| line + "\n").collect::<String>()
    };
    match place.format {
        Format::Human => {
            let colour = place.style().colour;
            let shown = |group: &&crate::diagnostic::Group| {
                !errors_only || group.first.severity == Severity::Error
            };
            for group in report.groups().iter().filter(shown) {
                print::err(&format!("\n{}\n", render_group(group, colour).trim_end()));
            }
        }
        Format::Json => print::out(&lines(json_line)),
        Format::Github => print::out(&lines(github_line)),
        Format::Sarif => print::out(&(sarif(&report.sorted()) + "\n")),
    }
}

/// The last line after content problems: how many, and that nothing was lost.
pub fn closing(report: &Report, place: &Where, kept: Option<&str>) {
    let count = |severity| report.count(severity) as u64;
    let failure = failure(
        count(Severity::Error),
        count(Severity::Warning),
        kept,
        place.style(),
    );
    print::err(&failure);
    print::err(&more(report, place, true));
}

/// Where to read on about the codes that were shown.
fn more(report: &Report, place: &Where, errors_only: bool) -> String {
    let shown = report.sorted();
    let mut codes: Vec<Code> = shown
        .iter()
        .filter(|found| !errors_only || found.severity == Severity::Error)
        .map(|found| found.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    match codes[..] {
        [] => String::new(),
        _ if place.format != Format::Human => String::new(),
        [code] => format!("  More about it: sebar explain {}\n", code.as_str()),
        [first, ..] => format!(
            "  More about each code: sebar explain {} …\n",
            first.as_str()
        ),
    }
}

/// How many problems there are, after a run that would not have written anything.
pub fn counted(report: &Report, place: &Where) {
    let style = place.style();
    let errors = report.count(Severity::Error) as u64;
    let warnings = report.count(Severity::Warning) as u64;
    let errors = (errors > 0).then(|| style.error(&terminal::counted(errors, "error", "errors")));
    let warnings =
        (warnings > 0).then(|| style.warning(&terminal::counted(warnings, "warning", "warnings")));
    let advice = report.count(Severity::Advice) as u64;
    let advice =
        (advice > 0).then(|| terminal::counted(advice, "piece of advice", "pieces of advice"));
    let all: Vec<String> = [errors, warnings, advice].into_iter().flatten().collect();
    print::err(&format!("\n  {}\n", all.join(", ")));
    print::err(&more(report, place, false));
}

/// A wrong use of the command line.
pub fn usage(message: &str) -> End {
    print::err(&format!("error: {message}\n"));
    End::Usage
}

/// Why files that a person asked for were not written.
pub fn machine(problem: &NotWritten) -> End {
    match problem {
        NotWritten::Exists(paths) => usage(&format!(
            "{} already: nothing was written\n  = {}\n  = help: Sebar never writes over what you wrote; choose another name or folder",
            if paths.len() == 1 {
                "this file is there"
            } else {
                "these files are there"
            },
            paths.join("\n  = "),
        )),
        NotWritten::Refused(path, error) => {
            usage(&format!(
                "{} cannot be written: {error}\n  = help: nothing was written; check that the folder is yours and that the disk is not full",
                path.display()
            ));
            End::Fault
        }
    }
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
            print::err(&format!("error: a fault in Sebar: {what}\n"));
            print::err("  = help: please report it; nothing was written\n");
            End::Fault
        }
        Error::Cancelled => {
            print::err("  Stopped. Nothing was written.\n");
            End::Stopped
        }
    }
}
