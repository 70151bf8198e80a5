//! `sebar sheet`

use super::{End, arguments::Sheet, progress::Shown, show, terminal::Terminal};
use crate::{build, diagnostic::Report, output};

/// Draws every social image, small, onto one sheet.
pub fn run(arguments: &Sheet) -> End {
    let place = &arguments.place;
    let (options, pool) = match (place.options(), place.threads()) {
        (Ok(options), Ok(pool)) => (options, pool),
        (Err(message), _) | (_, Err(message)) => return show::usage(&message),
    };
    let progress = Shown::stderr(Terminal::of_stderr(), place.style());
    let mut report = Report::default();
    let drawn = pool.install(|| {
        let prepared = build::prepare(&options, &progress, &mut report)?;
        build::sheet(&prepared, &progress, &mut report)
            .map_err(|problem| report.push(problem))
            .ok()
    });
    if let Some(bytes) = drawn
        && let Err(error) = output::save(&arguments.output, &bytes)
    {
        return show::failed(error, &mut report, place);
    }
    show::diagnostics(&report, place, false);
    if report.has_errors() {
        show::counted(&report, place);
        return End::Content;
    }
    End::Good
}
