//! `sebar channels`

use std::io::Write;

use super::{End, arguments::Channels};
use crate::{
    catalog, content,
    diagnostic::Report,
    model::{Catalog, ChannelRules, Counting, Slot},
    source::Source,
};

/// Prints what is known of each channel and slot; what a site changes is marked.
pub fn run(arguments: &Channels) -> End {
    let source = Source::open(&arguments.root, &mut Report::default());
    // without a site, or with a faulty one, the catalogue alone is what there is to say
    let selection = content::Selection::default();
    let site = content::load(&source, &selection, &mut Report::default());
    let drawn = site.map(|site| site.catalog);
    let known = with(catalog::known(), drawn.as_ref());
    let text = if arguments.json {
        // plain structs of text and numbers always serialize
        serde_json::to_string_pretty(&known).unwrap_or_default() + "\n"
    } else {
        table(&known, drawn.as_ref())
    };
    // whoever closed the pipe has read enough
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    End::Good
}

/// The catalogue with the site's own slots in their places.
fn with(known: &Catalog, drawn: Option<&Catalog>) -> Catalog {
    let mut all = known.clone();
    for slot in drawn.iter().flat_map(|drawn| &drawn.slots) {
        let same = |other: &&mut std::sync::Arc<Slot>| {
            other.channel == slot.channel && other.name == slot.name
        };
        match all.slots.iter_mut().find(same) {
            Some(known) => known.clone_from(slot),
            None => all.slots.push(slot.clone()),
        }
    }
    all.slots.sort_by_key(|slot| slot.channel);
    all
}

fn table(known: &Catalog, drawn: Option<&Catalog>) -> String {
    let mut lines = Vec::new();
    for rules in &known.channels {
        lines.push(head(rules));
        for slot in known.of(rules.channel) {
            let on = match drawn {
                Some(drawn) => drawn.slots.contains(slot),
                None => slot.usual && rules.on,
            };
            lines.push(format!("  {} {}", if on { "*" } else { " " }, line(slot)));
        }
        lines.push(format!("      {}, {}\n", rules.source, rules.checked));
    }
    lines.push(
        "* drawn here. Others: `channels: {instagram: [square, tall]}` in site.yaml.\n".to_owned(),
    );
    lines.join("\n")
}

fn head(rules: &ChannelRules) -> String {
    let mut parts = vec![format!("{} ({})", rules.label, rules.channel.as_str())];
    if let Some(caption) = &rules.caption {
        let counting = match caption.counting {
            Counting::Characters => "characters",
            Counting::Utf16 => "UTF-16 units",
            Counting::Weighted => "weighted characters",
            Counting::EmojiBytes => "characters, emoji by their bytes",
        };
        parts.push(format!("caption {} {counting}", caption.most));
        if let Some(most) = caption.max_hashtags {
            parts.push(format!("hashtags {most}"));
        }
    }
    if let Some(most) = rules.max_alt {
        parts.push(format!("alternative text {most}"));
    }
    parts.join(", ")
}

fn line(slot: &Slot) -> String {
    let formats: Vec<String> = slot
        .formats
        .iter()
        .map(|format| format!("{format:?}").to_uppercase())
        .collect();
    let covered = slot.covered;
    let sides = [
        ("top", covered.top),
        ("right", covered.right),
        ("bottom", covered.bottom),
        ("left", covered.left),
    ];
    let covered: Vec<String> = sides
        .iter()
        .filter(|(_, pixels)| *pixels > 0)
        .map(|(side, pixels)| format!("{side} {pixels}"))
        .collect();
    let covered = match covered.as_slice() {
        [] => String::new(),
        sides => format!("  covered: {}", sides.join(", ")),
    };
    let size = format!("{}×{}", slot.width, slot.height);
    let line = format!(
        "{:<12} {size:<10} {:>5} KB  {:<9}{covered}",
        slot.name,
        slot.max_bytes / 1000,
        formats.join(" ")
    );
    line.trim_end().to_owned()
}
