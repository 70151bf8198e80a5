//! `sebar build`

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use super::{
    End,
    arguments::Build,
    print,
    progress::Shown,
    show,
    summary::{Count, Summary},
    terminal::Terminal,
};
use crate::{
    build::{self, Outcome},
    diagnostic::{Format, Report, Severity},
    output::{Cancelled, Error, Staging},
};

/// Makes everything and publishes it.
pub fn run(arguments: &Build) -> End {
    let place = &arguments.place;
    let (options, pool) = match (place.options(), place.threads()) {
        (Ok(options), Ok(pool)) => (options, pool),
        (Err(message), _) | (_, Err(message)) => return show::usage(&message),
    };
    let options = build::Options {
        proofs: arguments.proofs,
        ..options
    };
    let begun = Instant::now();
    let cancelled = Cancelled::default();
    let stop = cancelled.clone();
    // without a handler Ctrl-C ends at once, and the next build removes what was staged
    let _ = ctrlc::set_handler(move || stop.cancel());
    let progress = Shown::stderr(Terminal::of_stderr(), place.style());
    let mut report = Report::default();
    let prepared = pool.install(|| build::prepare(&options, &progress, &mut report));
    let Some(prepared) = prepared.filter(|_| !report.has_errors()) else {
        return refused(&report, arguments);
    };
    let made = stage(arguments, &cancelled).and_then(|staging| {
        pool.install(|| build::build(&prepared, staging, &cancelled, &progress, &mut report))
    });
    match made {
        Err(error) => show::failed(error, &mut report, place),
        Ok(_) if report.has_errors() => refused(&report, arguments),
        Ok(outcome) => {
            if place.format != Format::Human {
                show::diagnostics(&report, place, false);
            }
            let warnings = report.count(Severity::Warning) as u64;
            print::err(&closing(arguments, &outcome, begun, warnings));
            // the program ends: the system takes all memory back at once, a large site's bit by bit takes time
            std::mem::forget(prepared);
            End::Good
        }
    }
}

fn stage(arguments: &Build, cancelled: &Cancelled) -> Result<Staging, Error> {
    let root = &arguments.place.root;
    let sources = ["content", "themes"].map(|top| below(root, Path::new(top)));
    let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
    Staging::open(&output(arguments), root, &sources, cancelled)
}

/// The folder that the site goes to: one that is asked for stands where the person does.
fn output(arguments: &Build) -> PathBuf {
    let asked = arguments.output.clone();
    asked.unwrap_or_else(|| below(&arguments.place.root, Path::new("public")))
}

/// `path` in `root`, as a person would type it.
fn below(root: &Path, path: &Path) -> PathBuf {
    if root == Path::new(".") {
        return path.to_owned();
    }
    root.join(path)
}

fn refused(report: &Report, arguments: &Build) -> End {
    show::diagnostics(report, &arguments.place, true);
    let shown = folder(arguments);
    let kept = output(arguments).exists();
    show::closing(report, &arguments.place, kept.then_some(shown.as_str()));
    End::Content
}

fn folder(arguments: &Build) -> String {
    format!(
        "{}/",
        output(arguments)
            .display()
            .to_string()
            .trim_end_matches('/')
    )
}

fn closing(arguments: &Build, outcome: &Outcome, begun: Instant, warnings: u64) -> String {
    let published = outcome.published.unwrap_or_default();
    let counts: Vec<Count> = outcome
        .counts
        .iter()
        .map(|(format, number)| count(format, *number))
        .collect();
    Summary {
        output: &folder(arguments),
        counts: &counts,
        bytes: outcome.bytes,
        took: begun.elapsed(),
        unchanged: published.unchanged as u64,
        removed: published.removed as u64,
        foreign: published.foreign as u64,
        warnings,
    }
    .text(arguments.place.style())
}

fn count(format: &str, number: usize) -> Count {
    let (one, many) = match format {
        "page" => ("page", "pages"),
        "leaflet" => ("leaflet", "leaflets"),
        "poster" => ("poster", "posters"),
        "card" => ("card", "cards"),
        "booklet" => ("booklet", "booklets"),
        "proof" => ("proof", "proofs"),
        "image" => ("image", "images"),
        "caption" => ("caption", "captions"),
        "message" => ("message", "messages"),
        "script" => ("script", "scripts"),
        "bundle" => ("bundle", "bundles"),
        "calendar" => ("calendar", "calendars"),
        _ => ("document", "documents"),
    };
    Count {
        number: number as u64,
        one,
        many,
    }
}
