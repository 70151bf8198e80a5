//! `sebar build`

use std::time::Instant;

use super::{
    End,
    arguments::Build,
    progress::{Progress, Summary},
    show,
};
use crate::{
    build::{self, Outcome, Prepared},
    diagnostic::{Report, Severity},
    output::{Cancelled, Error, Staging},
};

/// Makes everything and publishes it.
pub fn run(arguments: &Build) -> End {
    let place = &arguments.place;
    let (options, pool) = match (place.options(), place.threads()) {
        (Ok(options), Ok(pool)) => (options, pool),
        (Err(message), _) | (_, Err(message)) => return show::usage(&message),
    };
    let begun = Instant::now();
    let cancelled = Cancelled::default();
    let stop = cancelled.clone();
    // without a handler Ctrl-C ends at once, and the next build removes what was staged
    let _ = ctrlc::set_handler(move || stop.cancel());
    let progress = Progress::new(place.color);
    let mut report = Report::default();
    let prepared = pool.install(|| build::prepare(&options, &progress, &mut report));
    let Some(prepared) = prepared.filter(|_| !report.has_errors()) else {
        return refused(&report, arguments);
    };
    let made = stage(arguments, &prepared, &cancelled).and_then(|staging| {
        pool.install(|| build::build(&prepared, staging, &cancelled, &progress, &mut report))
    });
    match made {
        Err(error) => show::failed(error, &mut report, place),
        Ok(_) if report.has_errors() => refused(&report, arguments),
        Ok(outcome) => {
            let warnings = report.count(Severity::Warning);
            let summary = summary(arguments, &outcome, begun, warnings);
            if place.format == crate::diagnostic::Format::Json {
                show::diagnostics(&report, place, false);
            }
            progress.summary(&summary);
            End::Good
        }
    }
}

fn stage(arguments: &Build, prepared: &Prepared, cancelled: &Cancelled) -> Result<Staging, Error> {
    let _ = prepared;
    let root = &arguments.place.root;
    let output = if arguments.output.is_absolute() {
        arguments.output.clone()
    } else {
        root.join(&arguments.output)
    };
    let sources = [root.join("content"), root.join("themes")];
    let sources: Vec<&std::path::Path> = sources.iter().map(std::path::PathBuf::as_path).collect();
    Ok(Staging::open(&output, root, &sources, cancelled)?)
}

fn refused(report: &Report, arguments: &Build) -> End {
    show::diagnostics(report, &arguments.place, true);
    let output = arguments.output.display();
    show::closing(report, &format!(", nothing was written; {output}/ is as it was"));
    End::Content
}

fn summary(arguments: &Build, outcome: &Outcome, begun: Instant, warnings: usize) -> Summary {
    let published = outcome.published.unwrap_or_default();
    Summary {
        folder: format!("{}/", arguments.output.display().to_string().trim_end_matches('/')),
        counts: outcome.counts.clone(),
        bytes: outcome.bytes + outcome.bundle_bytes,
        seconds: begun.elapsed().as_secs_f64(),
        unchanged: published.unchanged,
        warnings,
    }
}
