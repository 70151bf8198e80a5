//! The `sebar` program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    sebar::cli::run(std::env::args_os())
}
