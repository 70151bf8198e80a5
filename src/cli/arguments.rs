//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;

use super::terminal::{Colour, Style, Terminal};
use crate::{build::Options, content::Selection, diagnostic::Format};

/// From Markdown and YAML to campaign kits: e-flyer pages, leaflets, social images, captions and
/// bundles.
#[derive(Debug, Parser)]
#[command(
    name = "sebar",
    version,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make everything and put it into the output folder
    Build(Build),
    /// Show every artifact before anything is drawn
    Plan(PlanArguments),
    /// Report everything that is wrong, and make nothing
    Check(Check),
    /// Explain a topic: content, site, campaign, facts, pictures, posts, prints, sheets, texts
    Help {
        /// What to explain; without it, the list of topics
        topic: Option<String>,
    },
}

/// Which site, and which part of it.
#[derive(Debug, Args)]
pub struct Where {
    /// The folder that holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Address of the public folder, instead of the site's own
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Also campaigns whose status is draft
    #[arg(long)]
    pub drafts: bool,
    /// Only this campaign (the name of its folder)
    #[arg(long, value_name = "CAMPAIGN")]
    pub only: Option<String>,
    /// How many threads draw; all processors without it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// The clock: 2026-05-12T00:00:00Z. Without it `SOURCE_DATE_EPOCH`, without that the machine's
    #[arg(long, value_name = "RFC3339")]
    pub now: Option<Timestamp>,
    /// How diagnostics are shown
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// When to use colour
    #[arg(long, value_enum, default_value_t)]
    pub color: Colour,
}

#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    pub place: Where,
    /// Where the site goes
    #[arg(long, value_name = "DIR", default_value = "public")]
    pub output: PathBuf,
    /// Also draw proofs: both sides of each folded piece, with folds, panels and safe areas
    #[arg(long)]
    pub proofs: bool,
}

#[derive(Debug, Args)]
pub struct PlanArguments {
    #[command(flatten)]
    pub place: Where,
    /// As JSON, with every field
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub place: Where,
}

impl Where {
    /// For the library. `SOURCE_DATE_EPOCH` as reproducible-builds.org defines it.
    pub fn options(&self) -> Result<Options, String> {
        let now = match (self.now, std::env::var("SOURCE_DATE_EPOCH")) {
            (Some(now), _) => now,
            (None, Ok(seconds)) => seconds
                .parse()
                .ok()
                .and_then(|seconds| Timestamp::from_second(seconds).ok())
                .ok_or_else(|| {
                    format!("SOURCE_DATE_EPOCH is `{seconds}`, which is not a number of seconds")
                })?,
            (None, Err(_)) => Timestamp::now(),
        };
        Ok(Options {
            root: self.root.clone(),
            selection: Selection {
                drafts: self.drafts,
                only: self.only.clone(),
                base_url: self.base_url.clone(),
            },
            proofs: false,
            now,
        })
    }

    /// How text is marked on standard error.
    pub fn style(&self) -> Style {
        Terminal::of_stderr().style(self.color)
    }

    /// Draws with as many threads as were asked for.
    pub fn threads(&self) -> Result<rayon::ThreadPool, String> {
        let threads = self.jobs.map_or(0, usize::from);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build()
            .map_err(|error| format!("threads cannot be started: {error}"))
    }
}
