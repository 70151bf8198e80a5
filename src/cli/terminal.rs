//! What the terminal can show, and how counts, sizes and times are written on it.

use std::{env, io::IsTerminal as _, time::Duration};

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal that can show it, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always, even into a file.
    Always,
    /// Never.
    Never,
}

/// What stands at the other end of standard error or output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools)] // four independent facts about the surroundings
pub struct Terminal {
    /// A person's terminal, not a file or a pipe.
    pub is_terminal: bool,
    /// `TERM=dumb`: it knows neither colours nor how to go back in a line.
    pub is_dumb: bool,
    /// `NO_COLOR` is set (<https://no-color.org>).
    pub no_color: bool,
    /// `CI` is set: a machine keeps what is printed in a log.
    pub is_ci: bool,
}

impl Terminal {
    /// The surroundings of this process, for what is told.
    pub fn of_stderr() -> Self {
        Self::with(std::io::stderr().is_terminal())
    }

    /// The surroundings of this process, for what is asked for.
    pub fn of_stdout() -> Self {
        Self::with(std::io::stdout().is_terminal())
    }

    fn with(is_terminal: bool) -> Self {
        let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        Self {
            is_terminal,
            is_dumb: env::var_os("TERM").is_some_and(|term| term == "dumb"),
            no_color: is_set("NO_COLOR"),
            is_ci: is_set("CI") && env::var_os("CI").is_some_and(|ci| ci != "false" && ci != "0"),
        }
    }

    /// Whether a line may be drawn over again.
    pub fn is_live(self) -> bool {
        self.is_terminal && !self.is_dumb && !self.is_ci
    }

    /// How text is marked, given what the person asked for.
    pub fn style(self, asked: Colour) -> Style {
        let can = self.is_terminal && !self.is_dumb && !self.no_color;
        Style {
            colour: asked == Colour::Always || (asked == Colour::Auto && can),
        }
    }
}

/// Marks text by escape sequences (ECMA-48, SGR), or leaves it plain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Whether to mark at all.
    pub colour: bool,
}

impl Style {
    /// What matters: verbs and paths.
    pub fn strong(self, text: &str) -> String {
        self.mark("1", text)
    }

    /// What may be passed over.
    pub fn faint(self, text: &str) -> String {
        self.mark("2", text)
    }

    /// What went well, or is done.
    pub fn good(self, text: &str) -> String {
        self.mark("32", text)
    }

    /// What should be looked at.
    pub fn warning(self, text: &str) -> String {
        self.mark("1;33", text)
    }

    /// What must be mended.
    pub fn error(self, text: &str) -> String {
        self.mark("1;31", text)
    }

    fn mark(self, code: &str, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

/// `1 page`, `12 pages`, `12,480 pages`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", grouped(number))
}

/// A number with a comma at every third digit.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A length in decimal units, as download pages and file managers show it: `41.2 MB`.
pub fn size(bytes: u64) -> String {
    if bytes < 1000 {
        return counted(bytes, "byte", "bytes");
    }
    let tenths_of = |unit: u128| (u128::from(bytes) * 10 + unit / 2) / unit;
    let units = [(1_000, "kB"), (1_000_000, "MB"), (1_000_000_000, "GB")];
    let fits = |(unit, _): &&(u128, &str)| tenths_of(*unit) < 10_000;
    let (unit, name) = units.iter().find(fits).unwrap_or(&units[2]);
    let tenths = tenths_of(*unit);
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}

/// A time as exact as anybody cares to know: `0.04 s`, `2.3 s`, `48 s`, `3 min 5 s`.
pub fn seconds(time: Duration) -> String {
    let exact = time.as_secs_f64();
    let whole = exact.round() as u64;
    match exact {
        ..0.095 => format!("{exact:.2} s"),
        ..9.95 => format!("{exact:.1} s"),
        ..59.5 => format!("{whole} s"),
        _ => format!("{} min {} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TTY: Terminal = Terminal {
        is_terminal: true,
        is_dumb: false,
        no_color: false,
        is_ci: false,
    };

    #[test]
    fn colour_only_where_it_is_wanted() {
        let pipe = Terminal::default();
        let dumb = Terminal {
            is_dumb: true,
            ..TTY
        };
        let no_color = Terminal {
            no_color: true,
            ..TTY
        };
        for (terminal, auto) in [(TTY, true), (pipe, false), (dumb, false), (no_color, false)] {
            assert_eq!(terminal.style(Colour::Auto).colour, auto, "{terminal:?}");
            assert!(terminal.style(Colour::Always).colour);
            assert!(!terminal.style(Colour::Never).colour);
        }
        assert_eq!(TTY.style(Colour::Auto).error("x"), "\x1b[1;31mx\x1b[0m");
        assert_eq!(pipe.style(Colour::Auto).error("x"), "x");
    }

    #[test]
    fn lines_are_redrawn_only_for_a_person() {
        assert!(TTY.is_live());
        assert!(
            Terminal {
                no_color: true,
                ..TTY
            }
            .is_live()
        );
        assert!(!Terminal { is_ci: true, ..TTY }.is_live());
        assert!(
            !Terminal {
                is_dumb: true,
                ..TTY
            }
            .is_live()
        );
        assert!(!Terminal::default().is_live());
    }

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(counted(0, "page", "pages"), "0 pages");
        assert_eq!(counted(1, "page", "pages"), "1 page");
        assert_eq!(counted(100_000, "page", "pages"), "100,000 pages");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn sizes_never_show_a_thousand() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (999, "999 bytes"),
            (1000, "1.0 kB"),
            (999_949, "999.9 kB"),
            (999_950, "1.0 MB"),
            (41_150_000, "41.2 MB"),
            (2_500_000_000, "2.5 GB"),
            (u64::MAX, "18446744073.7 GB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn times_are_as_exact_as_needed() {
        for (millis, text) in [
            (0, "0.00 s"),
            (42, "0.04 s"),
            (99, "0.1 s"),
            (2340, "2.3 s"),
            (9949, "9.9 s"),
            (9960, "10 s"),
            (48_200, "48 s"),
            (59_700, "1 min 0 s"),
            (185_000, "3 min 5 s"),
        ] {
            assert_eq!(seconds(Duration::from_millis(millis)), text);
        }
    }
}
