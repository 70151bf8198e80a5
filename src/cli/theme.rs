//! `sebar theme`: for authors of themes.

use super::{
    End,
    arguments::{ThemeArguments, ThemeCommand},
    open, print, show, starter,
    terminal::counted,
};
use crate::{
    build::check_theme,
    bundle::portable_name,
    diagnostic::{Report, Severity, did_you_mean},
    model::Site,
    output::new_files,
    source::Source,
    theme,
};

/// Checks a theme, or begins one.
pub fn run(arguments: &ThemeArguments) -> End {
    let (source, site) = match open::with_drafts(&arguments.root) {
        Ok(opened) => opened,
        Err(end) => return end,
    };
    match &arguments.command {
        ThemeCommand::Check { name } => check(&source, &site, name.as_deref()),
        ThemeCommand::New { name, extends } => begin(arguments, &source, name, extends),
    }
}

/// The theme of this name; without one, those that the site and its campaigns wear.
fn check(source: &Source, site: &Site, name: Option<&str>) -> End {
    let mut names: Vec<&str> = match name {
        Some(name) => vec![name],
        None => std::iter::once(site.theme.as_str())
            .chain(
                site.campaigns
                    .iter()
                    .filter_map(|campaign| campaign.theme.as_deref()),
            )
            .collect(),
    };
    names.sort_unstable();
    names.dedup();
    if let Some(missing) = name.and_then(|name| missing(source, name, "")) {
        return show::usage(&missing);
    }
    let mut report = Report::default();
    for name in &names {
        check_theme(source, site, name, &mut report);
    }
    open::tell(&report);
    let said = match (
        report.count(Severity::Error),
        report.count(Severity::Warning),
    ) {
        (0, 0) => format!("  Nothing is wrong with {}.\n", names.join(", ")),
        (errors, warnings) => format!(
            "\n  {} and {}.\n",
            counted(errors as u64, "error", "errors"),
            counted(warnings as u64, "warning", "warnings")
        ),
    };
    print::err(&said);
    if report.has_errors() {
        End::Content
    } else {
        End::Good
    }
}

/// What to say if there is no theme of this name; `purpose` is what it was wanted for.
fn missing(source: &Source, name: &str, purpose: &str) -> Option<String> {
    let known = theme::names(source);
    if known.iter().any(|known| known == name) {
        return None;
    }
    let near = did_you_mean(name, known.iter().map(String::as_str));
    let near = near
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    Some(format!(
        "there is no theme `{name}`{purpose}{near}\n  = help: themes here: {}",
        known.join(", ")
    ))
}

/// Writes a theme that builds on another, with a template of its own to begin with.
fn begin(arguments: &ThemeArguments, source: &Source, name: &str, extends: &str) -> End {
    let folder = portable_name(name);
    if theme::names(source).contains(&folder)
        || source.below(&format!("themes/{folder}/")).next().is_some()
    {
        return show::usage(&format!(
            "there is a theme `{folder}` already\n  = help: choose another name"
        ));
    }
    if let Some(missing) = missing(source, extends, " to build on") {
        return show::usage(&missing);
    }
    let gaps = [("name", folder.clone()), ("extends", extends.to_owned())];
    let top = format!("themes/{folder}/");
    let mut files = starter::files("theme", &top, &gaps);
    // its template builds on parts of the default theme
    files.retain(|file| extends == "lugas" || !file.path.ends_with(".html"));
    if extends != "lugas" {
        // other themes have other tokens
        for file in &mut files {
            let text = String::from_utf8_lossy(&file.bytes).replace("\n  brand", "\n  # brand");
            file.bytes = text.replace("tokens:\n", "# tokens:\n").into_bytes();
        }
    }
    if let Err(problem) = new_files(&arguments.root, &files) {
        return show::machine(&problem);
    }
    for file in &files {
        print::err(&format!("  {}\n", file.path));
    }
    print::err(&format!(
        "\n  `theme: {folder}` in content/site.yaml, or in the campaign.yaml of one campaign, puts it on.\n  `sebar theme check {folder}` says what is wrong with it; `sebar help themes` is the guide.\n"
    ));
    End::Good
}
