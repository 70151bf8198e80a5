//! The site that a command for writers and authors of themes works on.

use std::path::Path;

use super::{End, print};
use crate::{
    content::{self, Selection},
    diagnostic::{Report, render_human},
    model::Site,
    source::Source,
};

/// Everything in `root`, drafts too.
///
/// # Errors
/// How the command ends; what is wrong has been told.
pub fn with_drafts(root: &Path) -> Result<(Source, Site), End> {
    let mut report = Report::default();
    let source = Source::open(root, &mut report);
    let selection = Selection {
        drafts: true,
        ..Selection::default()
    };
    let Some(site) = content::load(&source, &selection, &mut report) else {
        tell(&report);
        return Err(End::Content);
    };
    Ok((source, site))
}

/// Says all that is wrong, one after the other.
pub fn tell(report: &Report) {
    for problem in report.sorted() {
        print::err(&format!("\n{}\n", render_human(problem, false).trim_end()));
    }
}
