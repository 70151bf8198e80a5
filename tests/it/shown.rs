//! Snapshots, all in one folder, each named after its module and test.

/// Where snapshots stand, and what in them differs from run to run.
pub fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_omit_expression(true);
    settings.add_filter(r"(?m) +\d+(\.\d+)? m?s$", " [time]");
    settings
}

/// Compares a text with the snapshot of the test that asks.
macro_rules! shown {
    ($text:expr) => {
        crate::shown::settings().bind(|| insta::assert_snapshot!($text))
    };
}

pub(crate) use shown;
