//! How an artifact is made.

use std::sync::Arc;

use serde::Serialize;

use crate::model::{Channel, Materials, PieceKind, PrintVersion, Slot, Tone};

/// How an artifact is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// The e-flyer page.
    Flyer,
    /// The e-flyer as one file of the kit, with all it needs inside.
    FlyerFile,
    /// The page to take the kit from.
    KitPage,
    /// One version of a printed piece.
    Print {
        /// Index in the materials' prints.
        print: usize,
        /// What it is.
        kind: PieceKind,
        /// For whom.
        version: PrintVersion,
    },
    /// Both sides of a sheet with folds, panels and safe areas drawn over, or the sheets of a booklet with
    /// the numbers of their pages.
    Proof {
        /// Index in the materials' prints.
        print: usize,
        /// What it is.
        kind: PieceKind,
    },
    /// One post for one slot.
    Image {
        /// Index in the materials' posts.
        post: usize,
        /// Which of its slides, where the slot can be swiped through: 0 is the post itself.
        slide: usize,
        /// Where it goes.
        slot: Arc<Slot>,
        /// How it is encoded.
        encoding: Encoding,
    },
    /// The text that goes with a post on one channel.
    Caption {
        /// Index in the materials' posts.
        post: usize,
        /// The channel.
        channel: Channel,
        /// In which tone; none: as the post itself speaks.
        tone: Option<Tone>,
    },
    /// When what is posted where, for a calendar program or a spreadsheet.
    Calendar {
        /// For which of them.
        format: CalendarFormat,
        /// What is posted.
        entries: Arc<[CalendarEntry]>,
    },
    /// A Markdown material as text.
    Text(TextJob),
    /// All of the kit as one ZIP file.
    Bundle,
    /// What the kit has for one channel as one ZIP file.
    ChannelBundle(Channel),
}

/// A material that becomes a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum TextJob {
    Message,
    TalkingPoints,
    Script,
    Faq,
    PressRelease,
    Rules,
}

/// Which program reads a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CalendarFormat {
    Ics,
    Csv,
}

impl CalendarFormat {
    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            CalendarFormat::Ics => "text/calendar; charset=utf-8",
            CalendarFormat::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// A post on one channel, on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry {
    /// Index in the materials' posts.
    pub post: usize,
    /// The channel.
    pub channel: Channel,
    /// Its pictures, as paths in the kit.
    pub pictures: Vec<String>,
    /// Its caption, as a path in the kit.
    pub caption: Option<String>,
}

/// How a picture is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// Flat colours, sharp edges.
    Png,
    /// Photographs, and where a channel asks for it.
    Jpeg,
}

impl Encoding {
    /// The end of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Encoding::Png => "png",
            Encoding::Jpeg => "jpg",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Encoding::Png => "image/png",
            Encoding::Jpeg => "image/jpeg",
        }
    }
}

impl Job {
    /// What a material becomes, as in the list of words: page, leaflet, image…
    pub fn format(&self) -> &'static str {
        match self {
            Job::Flyer | Job::FlyerFile | Job::KitPage => "page",
            Job::Print { kind, .. } => kind.name(),
            Job::Proof { .. } => "proof",
            Job::Image { .. } => "image",
            Job::Caption { .. } => "caption",
            Job::Calendar { .. } => "calendar",
            Job::Text(TextJob::Message) => "message",
            Job::Text(TextJob::Script) => "script",
            Job::Text(_) => "document",
            Job::Bundle | Job::ChannelBundle(_) => "bundle",
        }
    }
}

impl Job {
    /// The material it is made from.
    pub fn material(&self, materials: &Materials) -> String {
        match self {
            Job::Flyer | Job::FlyerFile => "flyer".to_owned(),
            Job::KitPage | Job::Bundle | Job::ChannelBundle(_) => "kit".to_owned(),
            Job::Print { kind, .. } | Job::Proof { kind, .. } => kind.name().to_owned(),
            Job::Calendar { .. } => "calendar".to_owned(),
            Job::Image { post, .. } | Job::Caption { post, .. } => {
                let slug = materials
                    .posts
                    .get(*post)
                    .map_or("", |post| post.slug.as_str());
                format!("posts/{slug}")
            }
            Job::Text(text) => text.name().to_owned(),
        }
    }

    /// The printed piece that it is a file of, by its index in the materials.
    pub fn print(&self) -> Option<usize> {
        match self {
            Job::Print { print, .. } | Job::Proof { print, .. } => Some(*print),
            _ => None,
        }
    }

    /// The channel it is for.
    pub fn channel(&self) -> Option<Channel> {
        match self {
            Job::Image { slot, .. } => Some(slot.channel),
            Job::Caption { channel, .. } | Job::ChannelBundle(channel) => Some(*channel),
            Job::Text(TextJob::Message) => Some(Channel::Whatsapp),
            _ => None,
        }
    }

    /// How it speaks, where there is a choice.
    pub fn tone(&self) -> Option<Tone> {
        match self {
            Job::Caption { tone, .. } => *tone,
            _ => None,
        }
    }

    /// The slot it is for.
    pub fn slot(&self) -> Option<&Slot> {
        match self {
            Job::Image { slot, .. } => Some(slot),
            _ => None,
        }
    }
}

impl TextJob {
    /// Every text, in the order of the kit.
    pub const ALL: [TextJob; 6] = [
        TextJob::Message,
        TextJob::TalkingPoints,
        TextJob::Script,
        TextJob::Faq,
        TextJob::PressRelease,
        TextJob::Rules,
    ];

    /// The name in file names and the manifest.
    pub fn name(self) -> &'static str {
        match self {
            TextJob::Message => "message",
            TextJob::TalkingPoints => "talking-points",
            TextJob::Script => "script",
            TextJob::Faq => "faq",
            TextJob::PressRelease => "press-release",
            TextJob::Rules => "rules",
        }
    }
}
