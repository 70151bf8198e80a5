//! Channels and their slots.

/// Where pictures and texts go.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Channel {
    Whatsapp,
    Instagram,
    Facebook,
    X,
    Youtube,
}

impl Channel {
    /// Every channel, in the order of the kit.
    pub const ALL: [Channel; 5] = [
        Channel::Whatsapp,
        Channel::Instagram,
        Channel::Facebook,
        Channel::X,
        Channel::Youtube,
    ];

    /// The name in YAML, file names and the manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Whatsapp => "whatsapp",
            Channel::Instagram => "instagram",
            Channel::Facebook => "facebook",
            Channel::X => "x",
            Channel::Youtube => "youtube",
        }
    }

    /// The channel with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str() == name)
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

/// One place on one channel.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// The channel it belongs to.
    pub channel: Channel,
    /// Its name within the channel.
    pub name: String,
    /// Exact width in pixels.
    pub width: u32,
    /// Exact height in pixels.
    pub height: u32,
    /// The most bytes the channel takes.
    pub max_bytes: u64,
    /// The most characters of a caption (weighted for X).
    pub max_caption: usize,
    /// The most hashtags, where the channel has a limit.
    #[serde(default)]
    pub max_hashtags: Option<usize>,
    /// The most characters of alternative text.
    pub max_alt: usize,
    /// Whether the channel wants JPEG even for flat drawings.
    #[serde(default)]
    pub jpeg_only: bool,
    /// The folder of the kit it goes to.
    pub folder: String,
    /// Where the figures come from, and when they were checked.
    pub source: String,
}

impl Slot {
    /// The layout that serves it.
    pub fn shape(&self) -> Shape {
        Shape::of(self.width, self.height)
    }

    /// Size to lay out at, in CSS pixels.
    pub fn design_size(&self) -> (u32, u32) {
        let width = self.shape().design_width();
        let height = f64::from(self.height) / self.scale();
        (width, height.round() as u32)
    }

    /// Pixels per CSS pixel.
    pub fn scale(&self) -> f64 {
        f64::from(self.width) / f64::from(self.shape().design_width())
    }
}
