//! Channels and their slots. What is known of each is data: see [`crate::catalog`].

use std::sync::Arc;

macro_rules! channels {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// Where pictures and texts go.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        #[serde(rename_all = "lowercase")]
        pub enum Channel {
            $($(#[doc = $doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Channel {
            /// Every channel, in the order of the kit.
            pub const ALL: &[Channel] = &[$(Channel::$variant,)*];

            /// The name in YAML, file names and the manifest.
            pub fn as_str(self) -> &'static str {
                match self { $(Channel::$variant => $name,)* }
            }
        }
    };
}

channels! {
    /// WhatsApp.
    Whatsapp = "whatsapp",
    /// Instagram.
    Instagram = "instagram",
    /// Facebook.
    Facebook = "facebook",
    /// X.
    X = "x",
    /// `YouTube`.
    Youtube = "youtube",
    /// Threads.
    Threads = "threads",
    /// Telegram.
    Telegram = "telegram",
    /// `TikTok`.
    Tiktok = "tiktok",
    /// `LinkedIn`.
    Linkedin = "linkedin",
    /// Places of the office's own, such as its site or a screen in its hall.
    Own = "own",
}

impl Channel {
    /// The channel with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.as_str() == name)
    }
}

/// Which of a theme's layouts serves a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// Tall, with room for the channel's own controls above and below.
    Story,
    /// Taller than wide.
    Portrait,
    /// As tall as wide.
    Square,
    /// Wider than tall.
    Wide,
}

impl Shape {
    /// The name in templates.
    pub fn as_str(self) -> &'static str {
        match self {
            Shape::Story => "story",
            Shape::Portrait => "portrait",
            Shape::Square => "square",
            Shape::Wide => "wide",
        }
    }

    /// The layout for a picture of this size in pixels.
    pub fn of(width: u32, height: u32) -> Self {
        let ratio = f64::from(width) / f64::from(height.max(1));
        match ratio {
            r if r < 0.66 => Shape::Story,
            r if r < 0.95 => Shape::Portrait,
            r if r < 1.2 => Shape::Square,
            _ => Shape::Wide,
        }
    }

    /// The width in CSS pixels that themes design for.
    pub fn design_width(self) -> u32 {
        match self {
            Shape::Wide => 1200,
            _ => 1080,
        }
    }
}

/// How a channel counts the length of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counting {
    /// Unicode code points.
    Characters,
    /// UTF-16 code units: an emoji is two or more.
    Utf16,
    /// As X: light and heavy characters, an address always 23.
    Weighted,
    /// Code points, but emoji by their bytes in UTF-8.
    EmojiBytes,
}

/// What a channel takes as text beside a picture.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaptionRules {
    /// The most of it, as the channel counts.
    pub most: usize,
    /// How the channel counts.
    pub counting: Counting,
    /// Whether `*bold*` and the like are shown as in WhatsApp, or else as plain signs.
    #[serde(default)]
    pub formatted: bool,
    /// The most hashtags, where there is a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_hashtags: Option<usize>,
}

/// What is known of a channel as such.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelRules {
    /// Which.
    pub channel: Channel,
    /// Its name as people write it.
    pub label: String,
    /// Whether posts go to it unless a site says otherwise.
    #[serde(default)]
    pub on: bool,
    /// What it takes as text; none: no text goes there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<CaptionRules>,
    /// The most characters of alternative text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_alt: Option<usize>,
    /// Link that opens the channel with a text in it: `{text}`, `{url}` and `{tags}` are filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
    /// Where the figures come from.
    pub source: String,
    /// When they were checked: 2026-11.
    pub checked: String,
}

/// A file format that a channel takes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum ImageFormat {
    Png,
    Jpeg,
}

/// What a channel covers or cuts off on each side, in pixels of the slot. Text, logo and QR code
/// stay out of it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct Margins {
    pub left: u32,
    pub top: u32,
    pub right: u32,
    pub bottom: u32,
}

/// One place on one channel.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// The channel it belongs to.
    pub channel: Channel,
    /// Its name within the channel.
    pub name: String,
    /// Its name in file names, where that is clear without the channel's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Exact width in pixels.
    pub width: u32,
    /// Exact height in pixels.
    pub height: u32,
    /// What the channel covers or cuts off.
    #[serde(default)]
    pub covered: Margins,
    /// The most bytes the channel takes.
    pub max_bytes: u64,
    /// File formats it takes, the preferred one for drawings first.
    pub formats: Vec<ImageFormat>,
    /// Whether several pictures can be posted as one, to be swiped through.
    #[serde(default)]
    pub carousel: bool,
    /// Whether it is drawn wherever its channel is on, or only where a site asks for it.
    #[serde(default)]
    pub usual: bool,
    /// The folder of the kit it goes to.
    pub folder: String,
    /// Where the figures come from.
    pub source: String,
    /// When they were checked: 2026-11.
    pub checked: String,
}

impl Slot {
    /// Width and height of what is laid out, in pixels: of a wide slot whose sides are cut off, only
    /// what stays in view; the ground goes on at both sides.
    fn stage(&self) -> (u32, u32) {
        let cut = self.covered.left + self.covered.right;
        let width = if self.width > self.height {
            self.width.saturating_sub(cut)
        } else {
            self.width
        };
        (width.max(1), self.height)
    }

    /// The layout that serves it.
    pub fn shape(&self) -> Shape {
        let (width, height) = self.stage();
        Shape::of(width, height)
    }

    /// Size of the stage that templates lay out, in CSS pixels.
    pub fn design_size(&self) -> (u32, u32) {
        let height = f64::from(self.height) / self.scale();
        (self.shape().design_width(), height.round() as u32)
    }

    /// Pixels per CSS pixel.
    pub fn scale(&self) -> f64 {
        f64::from(self.stage().0) / f64::from(self.shape().design_width())
    }

    /// Its name in file names: clear outside of the kit, too.
    pub fn file_name(&self) -> String {
        match &self.file {
            Some(name) => name.clone(),
            None => format!("{}-{}", self.channel.as_str(), self.name),
        }
    }
}

/// Everything known of channels and slots, in the order of the kit.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Catalog {
    /// Channels.
    pub channels: Vec<ChannelRules>,
    /// Slots; two of one channel have different names.
    pub slots: Vec<Arc<Slot>>,
}

impl Catalog {
    /// What is known of a channel.
    pub fn channel(&self, channel: Channel) -> Option<&ChannelRules> {
        self.channels.iter().find(|rules| rules.channel == channel)
    }

    /// What a channel takes as text.
    pub fn caption(&self, channel: Channel) -> Option<&CaptionRules> {
        self.channel(channel)?.caption.as_ref()
    }

    /// The slots of a channel.
    pub fn of(&self, channel: Channel) -> impl Iterator<Item = &Arc<Slot>> {
        self.slots
            .iter()
            .filter(move |slot| slot.channel == channel)
    }

    /// The slot that a post on these channels is shown by: the first.
    pub fn main_slot(&self, channels: &[Channel]) -> Option<&Arc<Slot>> {
        self.slots
            .iter()
            .find(|slot| channels.contains(&slot.channel))
    }
}
