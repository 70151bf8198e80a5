//! `sebar check`

use super::{End, arguments::Check, print, progress::Shown, show, terminal::Terminal};
use crate::{build, diagnostic::Report};

/// Reports everything that is wrong, and makes nothing.
pub fn run(arguments: &Check) -> End {
    let place = &arguments.place;
    let (options, pool) = match (place.options(), place.threads()) {
        (Ok(options), Ok(pool)) => (options, pool),
        (Err(message), _) | (_, Err(message)) => return show::usage(&message),
    };
    let progress = Shown::stderr(Terminal::of_stderr(), place.style());
    let mut report = Report::default();
    let checked = pool.install(|| match build::prepare(&options, &progress, &mut report) {
        Some(prepared) => {
            let done = build::check(&prepared, &progress, &mut report);
            report.extend(build::advise(&prepared));
            done
        }
        None => Ok(()),
    });
    if let Err(error) = checked {
        return show::failed(error, &mut report, place);
    }
    show::diagnostics(&report, place, false);
    if report.sorted().is_empty() {
        print::err("  Nothing is wrong.\n");
    } else {
        show::counted(&report, place);
    }
    if report.has_errors() {
        End::Content
    } else {
        End::Good
    }
}
