//! Where words leave the program. Whoever reads may stop reading: a closed pipe is no mistake.

use std::io::Write as _;

/// Data, on standard output.
pub fn out(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Words for people, on standard error.
pub fn err(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
