//! The program as a person uses it: whole sites in temporary folders, run by the real binary.
//!
//! Small sites stand in `tests/sites/`; a test copies one and changes a line. What the program says
//! is compared with `tests/snapshots/`, since its wording is part of what it promises.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod advice;
mod bad_input;
mod browser;
mod cli;
mod codes;
mod codes_on_pictures;
mod commands;
mod determinism;
mod golden;
mod kit;
mod lengths;
mod machines;
mod nothing_silent;
mod odd_input;
mod output_folder;
mod pages;
mod pictures;
mod plan;
mod print;
mod readme;
mod serve;
mod session;
mod shown;
mod site;
mod social;
mod texts;
mod theme_command;
mod themes;
mod variables;
