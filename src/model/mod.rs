//! Plain types of the field. This module knows no file, no YAML and no template.

mod campaign;
mod edition;
mod fact;
mod language;
mod sheet;
mod slot;

pub use campaign::{
    Account, Action, Campaign, CampaignTexts, Change, Compared, Contact, Described, Materials,
    Moment, Organisation, Period, Picture, PictureKind, Post, PostContent, Print, Rules, Site,
    State, Status, Step, TextMaterial, Tone, Translated,
};
pub use edition::{Area, Audience, Edition};
pub use fact::{Fact, FactRegister, FactValue};
pub use language::Language;
pub use sheet::{
    Band, Fold, FoldPanel, FoldSide, Panel, Paper, PieceKind, PrintVersion, Sheet, Sheets, Side,
};
pub use slot::{
    CaptionRules, Catalog, Channel, ChannelRules, Counting, ImageFormat, Margins, Shape, Slot,
};
