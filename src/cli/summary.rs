//! The last lines of a build: what there is now, or why all is as it was.

use super::{
    progress::INDENT,
    terminal::{Style, counted, seconds, size},
};
use std::time::Duration;

/// Columns of the counts before they go on in the next line.
const WIDTH: usize = 84;

/// How many there are of one kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// How many; nothing is said of none.
    pub number: u64,
    /// The word for one: `page`.
    pub one: &'static str,
    /// The word for more: `pages`.
    pub many: &'static str,
}

/// What a good build made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary<'a> {
    /// The output folder, as the person typed it.
    pub output: &'a str,
    /// What was made, in the order to be said.
    pub counts: &'a [Count],
    /// Length of all files together, in bytes.
    pub bytes: u64,
    /// How long the whole build took.
    pub took: Duration,
    /// Files as they were before.
    pub unchanged: u64,
    /// Files made by the build before and no longer made.
    pub removed: u64,
    /// Files in the output folder that Sebar did not make.
    pub foreign: u64,
    /// Warnings that were not shown.
    pub warnings: u64,
}

impl Summary<'_> {
    /// The lines, with an empty one before and a line end after.
    pub fn text(&self, style: Style) -> String {
        let said = self.counts.iter().filter(|count| count.number > 0);
        let counts = said.map(|count| counted(count.number, count.one, count.many));
        let mut text = [
            head(self.output, style),
            join(counts),
            format!("     {}\n", style.faint(&seconds(self.took))),
        ]
        .concat();
        for line in self.changes() {
            text.extend([" ".repeat(INDENT), style.faint(&line), "\n".to_owned()]);
        }
        if self.warnings > 0 {
            let warnings = style.warning(&counted(self.warnings, "warning", "warnings"));
            let them = if self.warnings == 1 { "it" } else { "them" };
            text.extend(["\n  ", &warnings, ". sebar check shows ", them, ".\n"]);
        }
        text
    }

    /// What is said below the counts.
    fn changes(&self) -> Vec<String> {
        let was = |number: u64| if number == 1 { "was" } else { "were" };
        let files = |number: u64| counted(number, "file", "files");
        let all = size(self.bytes) + " in all";
        let mut lines = Vec::new();
        lines.push(if self.unchanged > 0 {
            let unchanged = counted(self.unchanged, "unchanged", "unchanged");
            let was = was(self.unchanged);
            format!("{all}; {unchanged} since the last build {was} kept")
        } else {
            all
        });
        if self.removed > 0 {
            let (files, was) = (files(self.removed), was(self.removed));
            lines.push(format!("{files} no longer made {was} removed"));
        }
        if self.foreign > 0 {
            let (files, was) = (files(self.foreign), was(self.foreign));
            lines.push(format!("{files} that Sebar did not make {was} kept"));
        }
        lines
    }
}

/// The last line of a build that failed. `kept` is the output folder, if something is published
/// there.
pub fn failure(errors: u64, warnings: u64, kept: Option<&str>, style: Style) -> String {
    let errors = style.error(&counted(errors, "error", "errors"));
    let and = match warnings {
        0 => String::new(),
        _ => format!(
            " and {}",
            style.warning(&counted(warnings, "warning", "warnings"))
        ),
    };
    let as_it_was = kept.map_or(String::new(), |output| {
        format!("; {} is as it was", folder(output))
    });
    format!("\n  {errors}{and}, nothing was written{as_it_was}.\n")
}

/// The output folder, right-aligned as the verbs are; in a line of its own if it is long.
fn head(output: &str, style: Style) -> String {
    let name = folder(output);
    let marked = style.strong(&name);
    match (INDENT - 2).checked_sub(name.chars().count()) {
        Some(space) => format!("\n{}{marked}  ", " ".repeat(space)),
        None => format!("\n  {marked}\n{}", " ".repeat(INDENT)),
    }
}

fn folder(output: &str) -> String {
    format!("{}/", output.trim_end_matches(['/', '\\']))
}

/// The parts with dots between, in lines that are not too long.
fn join(parts: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    let mut column = 0;
    for part in parts {
        let width = part.chars().count() + 3;
        if column > 0 && column + width > WIDTH {
            text.extend([" ·\n", &" ".repeat(INDENT)]);
            column = 0;
        } else if column > 0 {
            text.push_str(" · ");
        }
        text.push_str(&part);
        column += width;
    }
    if text.is_empty() {
        text.push_str("nothing to make");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { colour: false };

    const fn count(number: u64, one: &'static str, many: &'static str) -> Count {
        Count { number, one, many }
    }

    const COUNTS: [Count; 6] = [
        count(12, "page", "pages"),
        count(18, "leaflet or poster", "leaflets and posters"),
        count(0, "booklet", "booklets"),
        count(224, "image", "images"),
        count(52, "caption", "captions"),
        count(1, "bundle", "bundles"),
    ];

    #[test]
    fn a_good_build_says_what_there_is() {
        let summary = Summary {
            output: "public",
            counts: &COUNTS,
            bytes: 48_612_345,
            took: Duration::from_millis(2300),
            unchanged: 3,
            warnings: 1,
            ..Summary::default()
        };
        assert_eq!(
            summary.text(PLAIN),
            "
   public/  12 pages · 18 leaflets and posters · 224 images · 52 captions · 1 bundle     2.3 s
            48.6 MB in all; 3 unchanged since the last build were kept

  1 warning. sebar check shows it.
"
        );
    }

    #[test]
    fn only_what_happened_is_said() {
        let summary = Summary {
            output: "out/here/public/",
            took: Duration::from_millis(40),
            ..Summary::default()
        };
        assert_eq!(
            summary.text(PLAIN),
            "
  out/here/public/
            nothing to make     0.04 s
            0 bytes in all
"
        );
        let counts = [count(1, "page", "pages")];
        let summary = Summary {
            counts: &counts,
            unchanged: 1,
            removed: 2,
            foreign: 1,
            warnings: 3,
            ..summary
        };
        assert_eq!(
            summary.text(PLAIN),
            "
  out/here/public/
            1 page     0.04 s
            0 bytes in all; 1 unchanged since the last build was kept
            2 files no longer made were removed
            1 file that Sebar did not make was kept

  3 warnings. sebar check shows them.
"
        );
    }

    #[test]
    fn many_kinds_go_on_in_the_next_line() {
        let counts = [count(100_000, "leaflet or poster", "leaflets and posters"); 5];
        let summary = Summary {
            output: "public",
            counts: &counts,
            ..Summary::default()
        };
        let text = summary.text(PLAIN);
        assert!(
            text.lines().all(|line| line.chars().count() <= 104),
            "{text}"
        );
        assert!(text.contains(" ·\n            100,000 leaflets"), "{text}");
    }

    #[test]
    fn a_failed_build_says_that_nothing_changed() {
        let kept = Some("public");
        assert_eq!(
            failure(2, 0, kept, PLAIN),
            "\n  2 errors, nothing was written; public/ is as it was.\n"
        );
        assert_eq!(
            failure(1, 2, None, PLAIN),
            "\n  1 error and 2 warnings, nothing was written.\n"
        );
        let style = Style { colour: true };
        assert!(failure(1, 0, None, style).starts_with("\n  \x1b[1;31m1 error\x1b[0m,"));
    }
}
