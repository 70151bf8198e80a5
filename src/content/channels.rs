//! Which channels a site speaks on, and which slots are drawn for each: the catalogue with the
//! site's own changes.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::yaml::Node;
use crate::{
    catalog,
    diagnostic::{Code, Diagnostic, Report, did_you_mean},
    model::{Catalog, Channel, ImageFormat, Margins, Slot},
};

/// Whether a channel is on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Switch {
    /// On with its usual slots, or off.
    On(bool),
    /// On with these slots.
    Slots(Vec<String>),
}

macro_rules! switches {
    ($($(#[doc = $doc:literal])* $field:ident = $channel:ident,)*) => {
        /// Channels on, off, or on with certain slots.
        #[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub struct ChannelSwitches {
            $($(#[doc = $doc])* pub $field: Option<Switch>,)*
        }

        impl ChannelSwitches {
            fn of(&self, channel: Channel) -> Option<&Switch> {
                match channel {
                    $(Channel::$channel => self.$field.as_ref(),)*
                }
            }
        }
    };
}

switches! {
    /// On without it: status.
    whatsapp = Whatsapp,
    /// On without it: square, portrait, story.
    instagram = Instagram,
    /// On without it: link.
    facebook = Facebook,
    /// On without it: post.
    x = X,
    /// On without it: thumbnail.
    youtube = Youtube,
    /// Off without it: portrait.
    threads = Threads,
    /// Off without it: photo.
    telegram = Telegram,
    /// Off without it: photo.
    tiktok = Tiktok,
    /// Off without it: post.
    linkedin = Linkedin,
    /// Your own places, with the slots that you give them.
    own = Own,
}

/// A slot of your own, or other figures for a known one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SlotKeys {
    /// The channel; own for a place that is on none.
    pub channel: Channel,
    /// Its name, small letters, digits and hyphens.
    pub name: String,
    /// Exact width in pixels.
    pub width: Option<u32>,
    /// Exact height in pixels.
    pub height: Option<u32>,
    /// Pixels on each side where no text may stand.
    pub covered: Option<Margins>,
    /// The most bytes.
    pub max_bytes: Option<u64>,
    /// File formats it takes: [png, jpeg].
    pub formats: Option<Vec<ImageFormat>>,
    /// Where the figures come from.
    pub source: Option<String>,
}

/// Pixels on a side of a slot: less holds no text, more no machine should draw for a post.
const SIDES: std::ops::RangeInclusive<u32> = 200..=8192;

/// What is known of channels, with the slots that are drawn for those that are on.
pub fn catalog(
    switches: &ChannelSwitches,
    own: &[SlotKeys],
    tree: &Node,
    report: &mut Report,
) -> Catalog {
    let mut all = catalog::known().clone();
    let mut asked = Vec::new();
    for (i, keys) in own.iter().enumerate() {
        if let Some(slot) = merged(&all, keys, i, tree, report) {
            asked.push((slot.channel, slot.name.clone()));
            put(&mut all.slots, slot);
        }
    }
    for &channel in Channel::ALL {
        if let Some(Switch::Slots(names)) = switches.of(channel) {
            check_names(&all, channel, names, tree, report);
        }
    }
    let on = |channel| match switches.of(channel) {
        None => all.channel(channel).is_some_and(|rules| rules.on),
        Some(Switch::On(on)) => *on,
        Some(Switch::Slots(_)) => true,
    };
    let drawn = |slot: &Slot| match switches.of(slot.channel) {
        Some(Switch::Slots(names)) => names.contains(&slot.name),
        _ => on(slot.channel) && (slot.usual || asked.contains(&(slot.channel, slot.name.clone()))),
    };
    Catalog {
        slots: all
            .slots
            .iter()
            .filter(|slot| drawn(slot))
            .cloned()
            .collect(),
        channels: all
            .channels
            .iter()
            .filter(|rules| on(rules.channel))
            .cloned()
            .collect(),
    }
}

/// In the place of the slot of that name, else after the last of its channel.
fn put(slots: &mut Vec<Arc<Slot>>, slot: Slot) {
    let same = |other: &Arc<Slot>| other.channel == slot.channel && other.name == slot.name;
    if let Some(known) = slots.iter_mut().find(|other| same(other)) {
        *known = Arc::new(slot);
        return;
    }
    let last = slots
        .iter()
        .rposition(|other| other.channel <= slot.channel);
    slots.insert(last.map_or(0, |last| last + 1), Arc::new(slot));
}

fn merged(
    all: &Catalog,
    keys: &SlotKeys,
    index: usize,
    tree: &Node,
    report: &mut Report,
) -> Option<Slot> {
    let place = |key: &str| tree.place_of(&format!("slots.{index}.{key}"));
    let bad = |key: &str, message: String, help: &str| {
        Diagnostic::error(Code::BadValue, message)
            .at(place(key), "")
            .why("nothing can be drawn for this slot")
            .help(help)
    };
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if keys.name.is_empty() || !keys.name.chars().all(fits) {
        let message = format!("a slot cannot be called `{}`", keys.name);
        report.push(bad(
            "name",
            message,
            "small letters, digits and hyphens: lobby-screen",
        ));
        return None;
    }
    let known = all.of(keys.channel).find(|slot| slot.name == keys.name);
    let mut length = |key: &str, length: Option<u32>| match length {
        Some(pixels) if SIDES.contains(&pixels) => length,
        Some(pixels) => {
            let message = format!("{pixels} pixels cannot be the {key} of a slot");
            report.push(bad(key, message, "from 200 to 8192 pixels"));
            None
        }
        None => {
            let message = format!("the slot `{}` has no {key}", keys.name);
            let help = "a slot of your own needs width and height";
            report.push(bad("name", message, help));
            None
        }
    };
    let width = length("width", keys.width.or(known.map(|slot| slot.width)));
    let height = length("height", keys.height.or(known.map(|slot| slot.height)));
    let (width, height) = (width?, height?);
    let covered = keys
        .covered
        .or(known.map(|slot| slot.covered))
        .unwrap_or_default();
    if covered.left.saturating_add(covered.right) >= width / 2 * 3 / 2
        || covered.top.saturating_add(covered.bottom) >= height / 2 * 3 / 2
    {
        let message = "hardly anything of this slot is left for text".to_owned();
        let help = "leave at least a quarter of each side free";
        report.push(bad("covered", message, help));
        return None;
    }
    Some(slot((width, height), covered, keys, known))
}

/// What a site says of a slot, over what is known of it.
fn slot(
    (width, height): (u32, u32),
    covered: Margins,
    keys: &SlotKeys,
    known: Option<&Arc<Slot>>,
) -> Slot {
    let formats = keys
        .formats
        .clone()
        .or(known.map(|slot| slot.formats.clone()));
    Slot {
        channel: keys.channel,
        name: keys.name.clone(),
        file: known.and_then(|slot| slot.file.clone()),
        width,
        height,
        covered,
        max_bytes: keys
            .max_bytes
            .or(known.map(|slot| slot.max_bytes))
            .unwrap_or(8_000_000),
        formats: formats
            .filter(|formats| !formats.is_empty())
            .unwrap_or_else(|| vec![ImageFormat::Png, ImageFormat::Jpeg]),
        carousel: known.is_some_and(|slot| slot.carousel),
        usual: true,
        folder: known.map_or_else(|| "social".to_owned(), |slot| slot.folder.clone()),
        source: keys
            .source
            .clone()
            .unwrap_or_else(|| "site.yaml".to_owned()),
        checked: known.map(|slot| slot.checked.clone()).unwrap_or_default(),
    }
}

fn check_names(
    all: &Catalog,
    channel: Channel,
    names: &[String],
    tree: &Node,
    report: &mut Report,
) {
    let known: Vec<&str> = all.of(channel).map(|slot| slot.name.as_str()).collect();
    for (i, name) in names.iter().enumerate() {
        if known.contains(&name.as_str()) {
            continue;
        }
        let label = match did_you_mean(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "there is no such slot".to_owned(),
        };
        let path = format!("channels.{}.{i}", channel.as_str());
        report.push(
            Diagnostic::error(
                Code::BadValue,
                format!("{} has no slot `{name}`", channel.as_str()),
            )
            .at(tree.place_of(&path), label)
            .why("no picture would be made for it")
            .help(format!(
                "slots of {}: {}",
                channel.as_str(),
                known.join(", ")
            ))
            .help("give it one of your own under `slots:`"),
        );
    }
}
