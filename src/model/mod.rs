//! Plain types of the field. This module knows no file, no YAML and no template.

mod campaign;
mod edition;
mod fact;
mod language;
mod slot;

pub use campaign::{
    Account, Action, Campaign, CampaignTexts, Change, Compared, Contact, Described, Materials,
    Organisation, Period, Picture, PictureKind, Post, PostContent, Rules, Side, Site, State,
    Status, Step, TextMaterial, Tone, Translated,
};
pub use edition::{Area, Audience, Edition};
pub use fact::{Fact, FactRegister, FactValue};
pub use language::Language;
pub use slot::{
    CaptionRules, Catalog, Channel, ChannelRules, Counting, ImageFormat, Margins, Shape, Slot,
};
