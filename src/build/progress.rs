//! Who is told how far a build has come.

/// What a build tells of its progress. Threads may share it.
pub trait Progress: Sync {
    /// A step that is done: a verb (`Reading`), and what came of it (`4 campaigns`). It took the
    /// time since the step before.
    fn phase(&self, verb: &str, text: &str);

    /// The drawing of `total` artifacts begins.
    fn start_drawing(&self, total: u64);

    /// One more artifact is drawn.
    fn tick(&self);

    /// The drawing is done.
    fn finish(&self);
}

/// Tells nothing: for tests, and for `--quiet`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn phase(&self, _: &str, _: &str) {}
    fn start_drawing(&self, _: u64) {}
    fn tick(&self) {}
    fn finish(&self) {}
}
