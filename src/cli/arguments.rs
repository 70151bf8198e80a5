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
    /// Draw every social image, small, onto one sheet to look at
    Sheet(Sheet),
    /// List every channel and slot, with its limits and their sources
    Channels(Channels),
    /// Show the site while it is written, at an address on this computer only
    Serve(Serve),
    /// Begin a site: a small one that builds, with all that an editor and CI need
    Init(Init),
    /// Begin a campaign, a post, a leaflet or another text
    New(New),
    /// Check a theme, or begin one
    Theme(ThemeArguments),
    /// Explain a code that a message carries
    Explain {
        /// The code: SB0102. Without it, the table of all codes
        code: Option<String>,
    },
    /// Explain a topic: content, facts, posts, leaflets, languages, themes, bundles, ci …
    Help {
        /// What to explain; without it, the list of topics
        topic: Option<String>,
    },
    /// Print what each YAML file may hold as JSON Schema, for editors
    Schema {
        /// Write one file each into this folder
        #[arg(long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
    /// Print what a shell needs to complete commands and options
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff), or write one for each command
    Man {
        /// Write sebar.1, sebar-build.1 and so on into this folder
        #[arg(long, value_name = "DIR")]
        output: Option<PathBuf>,
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
    /// Where the site goes; without it, to public/ in the site's folder
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Also draw proofs: both sides of each sheet with folds, panels and safe areas, and the sheets of
    /// booklets with the numbers of their pages
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
pub struct Sheet {
    #[command(flatten)]
    pub place: Where,
    /// Where the sheet goes
    #[arg(long, value_name = "FILE", default_value = "sheet.png")]
    pub output: PathBuf,
}

#[derive(Debug, Args)]
pub struct Channels {
    /// The folder that holds content/; its own slots are listed too
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// As JSON, with every field
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub place: Where,
}

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub place: Where,
    /// Where to listen; the next free one if it is taken
    #[arg(long, value_name = "PORT", default_value_t = 1111)]
    pub port: u16,
    /// Open the browser
    #[arg(long)]
    pub open: bool,
}

#[derive(Debug, Args)]
pub struct Init {
    /// Where; made if it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// The office that publishes: "Puskesmas Contoh"
    #[arg(long, value_name = "NAME")]
    pub organisation: Option<String>,
    /// Its domain: example.go.id
    #[arg(long, value_name = "DOMAIN")]
    pub domain: Option<String>,
    /// Languages, the first one first: id,en
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    pub languages: Option<Vec<String>>,
    /// Where the site will stand: <https://example.go.id/kampanye/>
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The office's colour: "#0b6e4f"
    #[arg(long, value_name = "COLOUR")]
    pub colour: Option<String>,
    /// The office's logo, which is copied: logo.svg
    #[arg(long, value_name = "FILE")]
    pub logo: Option<PathBuf>,
    /// Ask nothing, and take what is usual for all that was not said
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct New {
    /// What to begin
    pub kind: NewKind,
    /// Of a campaign or post its name, else the campaign that it is for
    pub name: String,
    /// The folder that holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// For a post: its campaign, where there are several
    #[arg(long, value_name = "CAMPAIGN")]
    pub campaign: Option<String>,
    /// For a post: which layout draws it
    #[arg(long, value_enum, default_value_t)]
    pub template: PostTemplate,
    /// In this language, beside what is there in the first: en
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
}

#[derive(Debug, Args)]
pub struct ThemeArguments {
    #[command(subcommand)]
    pub command: ThemeCommand,
    /// The folder that holds content/ and themes/
    #[arg(long, value_name = "DIR", default_value = ".", global = true)]
    pub root: PathBuf,
}

/// What `sebar theme` can do.
#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// Report what is wrong with a theme or lacking in it
    Check {
        /// Which; without it, those that the site and its campaigns wear
        name: Option<String>,
    },
    /// Begin a theme that builds on another; never writes over anything
    New {
        /// Its name, which becomes its folder's
        name: String,
        /// The theme that it builds on
        #[arg(long, value_name = "THEME", default_value = "lugas")]
        extends: String,
    },
}

/// What `sebar new` can begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum NewKind {
    /// A folder with everything that a first kit needs
    Campaign,
    /// An image for each channel, with its caption
    Post,
    /// The e-flyer page
    Flyer,
    /// The folded leaflet
    Leaflet,
    /// The message for WhatsApp groups
    Message,
    /// What to say at a meeting
    TalkingPoints,
    /// What to say in half a minute
    Script,
    /// Questions and answers
    Faq,
    /// The release for the press
    PressRelease,
    /// Figures and claims with their source
    Facts,
}

/// The layouts of posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum PostTemplate {
    /// One sentence, with or without a picture
    #[default]
    Statement,
    /// One figure from a fact
    Number,
    /// A rumour and what is so
    Rebuttal,
    /// What to do, one after the other
    Steps,
    /// A question that asks for answers
    Question,
    /// Somebody's words, with their name
    Quote,
    /// Short items, none before the other
    List,
    /// How it was, and how it is
    Compare,
    /// Day, hour and place
    Event,
    /// A word to those who helped
    Thanks,
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
                theme: None,
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
