//! How far a build has come, on standard error.
//!
//! On a person's terminal the drawing is a bar; in a file or a log it is a plain line at most once
//! a second. Every step that is done leaves one line, the same in both:
//!
//! ```text
//!    Reading  4 campaigns, 46 materials, 31 pictures        0.04 s
//!   Planning  312 artifacts in 6 kits
//!    Drawing  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 312/312         1.9 s
//! ```

use super::terminal::{Style, Terminal, grouped, seconds};
use crate::build::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::{
    fmt,
    io::Write,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Columns before the text of a line; verbs end two before.
pub(super) const INDENT: usize = 12;

/// Columns of the text, before the time.
const TEXT: usize = 44;

/// Columns of the time, aligned to the right.
const TIME: usize = 8;

/// Columns of the bar.
const BAR: u64 = 30;

/// Times below this are not worth a word.
const BRIEF: Duration = Duration::from_millis(10);

/// How often a line may be written where lines cannot be drawn over.
const EVERY: Duration = Duration::from_secs(1);

/// Tells a person or a log. When it is dropped in the midst of drawing, the bar goes.
pub struct Shown {
    style: Style,
    is_live: bool,
    state: Mutex<State>,
}

struct State {
    out: Box<dyn Write + Send>,
    /// When the step that runs began.
    since: Instant,
    drawing: Option<Drawing>,
}

struct Drawing {
    total: u64,
    done: u64,
    told: Instant,
    /// Only on a terminal.
    bar: Option<ProgressBar>,
}

impl Shown {
    /// On standard error.
    pub fn stderr(terminal: Terminal, style: Style) -> Self {
        Self::new(Box::new(std::io::stderr()), terminal.is_live(), style)
    }

    /// On anything that is written to; the bar, where lines are `live`, is on standard error.
    pub fn new(out: Box<dyn Write + Send>, is_live: bool, style: Style) -> Self {
        let state = State {
            out,
            since: Instant::now(),
            drawing: None,
        };
        Self {
            style,
            is_live,
            state: Mutex::new(state),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tick_at(&self, now: Instant) {
        let mut state = self.state();
        let since = state.since;
        let Some(drawing) = &mut state.drawing else {
            return;
        };
        drawing.done += 1;
        if let Some(bar) = &drawing.bar {
            bar.inc(1);
        } else if now.saturating_duration_since(drawing.told) >= EVERY
            && drawing.done < drawing.total
        {
            drawing.told = now;
            let text = share(drawing.done, drawing.total);
            let line = line(self.style, "Drawing", &text, now - since);
            state.tell(&line);
        }
    }
}

impl State {
    fn tell(&mut self, line: &str) {
        // a closed terminal is no reason to stop a build
        let _ = writeln!(self.out, "{line}");
    }
}

impl Progress for Shown {
    fn phase(&self, verb: &str, text: &str) {
        let mut state = self.state();
        let took = state.since.elapsed();
        state.tell(&line(self.style, verb, text, took));
        state.since = Instant::now();
    }

    fn start_drawing(&self, total: u64) {
        let mut state = self.state();
        let now = Instant::now();
        state.since = now;
        state.drawing = Some(Drawing {
            total,
            done: 0,
            told: now,
            bar: self.is_live.then(|| live_bar(total, self.style)),
        });
    }

    fn tick(&self) {
        self.tick_at(Instant::now());
    }

    fn finish(&self) {
        let mut state = self.state();
        let Some(drawing) = state.drawing.take() else {
            return;
        };
        if let Some(bar) = &drawing.bar {
            bar.finish_and_clear();
        }
        let text = if drawing.bar.is_some() {
            drawn(self.style, drawing.done, drawing.total)
        } else {
            share(drawing.done, drawing.total)
        };
        let took = state.since.elapsed();
        state.tell(&line(self.style, "Drawing", &text, took));
        state.since = Instant::now();
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        if let Some(bar) = self.state().drawing.take().and_then(|drawing| drawing.bar) {
            bar.finish_and_clear();
        }
    }
}

/// The bar that is drawn over and over: the same line as in the end, with the time so far.
fn live_bar(total: u64, style: Style) -> ProgressBar {
    let line = move |state: &ProgressState, out: &mut dyn fmt::Write| {
        let text = drawn(style, state.pos(), state.len().unwrap_or_default());
        let _ = out.write_str(&line(style, "Drawing", &text, state.elapsed()));
    };
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(15));
    // the template is right; if it were not, the bar would only look otherwise
    if let Ok(look) = ProgressStyle::with_template("{line}") {
        bar.set_style(look.with_key("line", line));
    }
    bar.tick();
    bar
}

/// `Verb  text      time`, in columns; without a time if it was brief.
fn line(style: Style, verb: &str, text: &str, took: Duration) -> String {
    let space = " ".repeat((INDENT - 2).saturating_sub(verb.chars().count()));
    let verb = style.strong(verb);
    if took < BRIEF {
        return format!("{space}{verb}  {text}");
    }
    let gap = TEXT.saturating_sub(visible(text)).max(2);
    let time = style.faint(&format!("{:>TIME$}", seconds(took)));
    format!("{space}{verb}  {text}{}{time}", " ".repeat(gap))
}

/// How much is done, in numbers.
fn share(done: u64, total: u64) -> String {
    format!("{}/{}", grouped(done), grouped(total))
}

/// How much is done, as a bar and in numbers. Full only when all is done.
fn drawn(style: Style, done: u64, total: u64) -> String {
    let full = match total {
        0 => BAR,
        total => (u128::from(done.min(total)) * u128::from(BAR) / u128::from(total)) as u64,
    };
    let bar = style.good(&"━".repeat(full as usize));
    let rest = style.faint(&"┄".repeat((BAR - full) as usize));
    format!("{bar}{rest} {}", share(done, total))
}

/// Columns that a text takes: its characters without escape sequences.
fn visible(text: &str) -> usize {
    let mut parts = text.split('\x1b');
    let first = parts.next().unwrap_or_default().chars().count();
    let after = |part: &str| {
        part.split_once('m')
            .map_or(0, |(_, text)| text.chars().count())
    };
    first + parts.map(after).sum::<usize>()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::sync::Arc;

    const PLAIN: Style = Style { colour: false };

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl Log {
        fn shown(&self) -> Shown {
            Shown::new(Box::new(self.clone()), false, PLAIN)
        }

        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn lines_stand_in_columns() {
        let of = |verb, text: &str, time| line(PLAIN, verb, text, millis(time));
        let bar = drawn(PLAIN, 312, 312);
        let lines = [
            of("Reading", "4 campaigns, 46 materials, 31 pictures", 42),
            of("Planning", "312 artifacts in 6 kits", 3),
            of("Drawing", &bar, 1900),
            of("Packing", "6 bundles, 41.2 MB", 0),
        ];
        assert_eq!(
            lines.join("\n"),
            "   Reading  4 campaigns, 46 materials, 31 pictures        0.04 s
  Planning  312 artifacts in 6 kits
   Drawing  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 312/312         1.9 s
   Packing  6 bundles, 41.2 MB"
        );
    }

    #[test]
    fn colour_does_not_move_the_columns() {
        let style = Style { colour: true };
        let marked = line(style, "Drawing", &drawn(style, 5, 10), millis(1900));
        let plain = line(PLAIN, "Drawing", &drawn(PLAIN, 5, 10), millis(1900));
        assert_ne!(marked, plain);
        assert_eq!(visible(&marked), visible(&plain));
    }

    #[test]
    fn a_bar_is_full_only_in_the_end() {
        let full = |done, total| drawn(PLAIN, done, total).matches('━').count();
        assert_eq!(full(0, 312), 0);
        assert_eq!(full(156, 312), 15);
        assert_eq!(full(99_999, 100_000), 29);
        assert_eq!(full(312, 312), 30);
        assert_eq!(full(0, 0), 30);
        assert_eq!(visible(&drawn(PLAIN, 7, 9)), 30 + 4);
    }

    #[test]
    fn a_log_gets_at_most_one_line_a_second() {
        let log = Log::default();
        let shown = log.shown();
        shown.start_drawing(1000);
        let start = shown.state().since;
        for tick in 1..=1000 {
            shown.tick_at(start + millis(tick * 3));
        }
        shown.finish();
        let text = log.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[0].starts_with("   Drawing  334/1,000  "), "{text}");
        assert!(lines[0].ends_with("1.0 s"), "{text}");
        assert!(lines[1].starts_with("   Drawing  668/1,000  "), "{text}");
        assert!(lines[2].starts_with("   Drawing  1,000/1,000"), "{text}");
    }

    #[test]
    fn threads_may_share_it() {
        let log = Log::default();
        let shown = log.shown();
        shown.phase("Reading", "1 campaign");
        shown.start_drawing(40);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..10).for_each(|_| shown.tick()));
            }
        });
        shown.finish();
        shown.tick();
        shown.finish();
        let text = log.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(lines[0].starts_with("   Reading  1 campaign"), "{text}");
        assert!(lines[1].starts_with("   Drawing  40/40"), "{text}");
    }
}
