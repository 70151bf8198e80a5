//! The command line: arguments, messages, exit codes. Nothing else prints.

mod arguments;
mod build;
mod channels;
mod check;
mod explain;
mod generate;
mod help;
mod init;
mod new;
mod open;
mod paper;
mod plan;
mod print;
pub mod progress;
mod serve;
mod sheet;
mod show;
mod starter;
pub mod summary;
pub mod terminal;
mod theme;

use std::{ffi::OsString, process::ExitCode};

use clap::Parser;

use arguments::{Arguments, Command};

/// How a run ends; the exit code that scripts see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// All is well.
    Good = 0,
    /// The content or the theme has mistakes.
    Content = 1,
    /// The command line was wrong.
    Usage = 2,
    /// Sebar or the machine failed.
    Fault = 3,
    /// Stopped by Ctrl-C (128 + SIGINT, as shells have it).
    Stopped = 130,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        ExitCode::from(end as u8)
    }
}

/// Runs one command.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // clap's own help and version are no mistake
            let end = if error.use_stderr() {
                End::Usage
            } else {
                End::Good
            };
            let _ = error.print();
            return end.into();
        }
    };
    let end = match arguments.command {
        Command::Build(build) => build::run(&build),
        Command::Plan(plan) => plan::run(&plan),
        Command::Check(check) => check::run(&check),
        Command::Serve(serve) => serve::run(&serve),
        Command::Init(init) => init::run(&init),
        Command::New(new) => new::run(&new),
        Command::Theme(theme) => theme::run(&theme),
        Command::Explain { code } => explain::run(code.as_deref()),
        Command::Sheet(sheet) => sheet::run(&sheet),
        Command::Channels(channels) => channels::run(&channels),
        Command::Help { topic } => help::run(topic.as_deref()),
        Command::Schema { output } => generate::schema(output.as_deref()),
        Command::Completions { shell } => generate::completions(shell),
        Command::Man { output } => generate::man(output.as_deref()),
    };
    end.into()
}
