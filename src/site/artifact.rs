//! A file of a kit, as the kit page shows it.

use serde::Serialize;

use super::{
    page::{leading, url_of},
    share::{self, Share},
};
use crate::{
    build::{Made, PreviewFile},
    catalog,
    plan::Job,
    render::{Subject, document::string_key},
    text::locale,
};

/// A file of a kit.
#[derive(Debug, Clone, Serialize)]
pub struct ArtifactContext {
    /// Unique within the page.
    pub id: String,
    /// In plain words: Status WhatsApp.
    pub title: String,
    /// What it is good for, in a sentence.
    pub purpose: Option<String>,
    /// Leads to it.
    pub href: String,
    /// File name.
    pub name: String,
    /// `PNG`, `JPG`, `PDF`, `TXT`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Pixels for pictures, millimetres for sheets.
    pub width: Option<u32>,
    /// Pixels for pictures, millimetres for sheets.
    pub height: Option<u32>,
    /// Length.
    pub bytes: u64,
    /// Sum of its bytes, in hexadecimal.
    pub sha256: String,
    /// Length as people read it.
    pub size_text: String,
    /// Alternative text.
    pub alt: Option<String>,
    /// A small picture of it.
    pub preview: Option<PreviewContext>,
    /// The words that go with it, or that it is.
    pub text: Option<String>,
    /// Links that share it.
    pub share: Option<Share>,
    /// Whether its post or group is shown by it.
    pub featured: bool,
    /// The channel it is for.
    pub channel: Option<&'static str>,
    /// The slot it is for.
    pub slot: Option<String>,
    /// Its language.
    pub lang: String,
}

/// A small picture.
#[derive(Debug, Clone, Serialize)]
pub struct PreviewContext {
    /// Leads to it.
    pub src: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// All of its sizes, where there are several.
    pub srcset: Option<String>,
}

/// `made` for the page at `page`. `text` are the words that go with it.
pub fn artifact(
    subject: &Subject,
    made: &Made,
    page: &str,
    text: Option<String>,
) -> ArtifactContext {
    let (title, purpose) = words(subject, made);
    let url = url_of(subject.site, &format!("{}/index.html", subject.folder));
    let prints = &subject.materials().prints;
    let printed = made.job.as_ref().and_then(Job::print);
    let sheet = printed.and_then(|print| prints.get(print)).map(|print| {
        let size = [print.sheet.width, print.sheet.height];
        let [width, height] = size.map(|length| length.round() as u32);
        (width, height)
    });
    let size = sheet.or(made.size);
    let share = text
        .as_deref()
        .map(|text| share::links(catalog::known(), text, &url));
    let job = made.job.as_ref();
    ArtifactContext {
        id: made.name().replace('.', "-"),
        title,
        purpose,
        href: leading(page, &made.path),
        name: made.name().to_owned(),
        kind: made
            .name()
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_uppercase(),
        width: size.map(|size| size.0),
        height: size.map(|size| size.1),
        bytes: made.bytes,
        sha256: made.sha256.to_string(),
        size_text: locale::bytes(made.bytes, subject.language().as_str()),
        alt: made.alternative(subject),
        preview: preview(&|path| leading(page, path), &made.previews),
        text,
        share,
        featured: false,
        channel: job
            .and_then(Job::channel)
            .map(crate::model::Channel::as_str),
        slot: job.and_then(Job::slot).map(|slot| slot.name.clone()),
        lang: subject.language().to_string(),
    }
}

/// The largest of `previews`, with all of them to choose from. `lead` gives what leads to a path.
pub fn preview(lead: &dyn Fn(&str) -> String, previews: &[PreviewFile]) -> Option<PreviewContext> {
    let largest = previews.iter().max_by_key(|preview| preview.width)?;
    let sizes = previews
        .iter()
        .map(|one| format!("{} {}w", lead(&one.path), one.width));
    Some(PreviewContext {
        src: lead(&largest.path),
        width: largest.width,
        height: largest.height,
        srcset: (previews.len() > 1).then(|| sizes.collect::<Vec<_>>().join(", ")),
    })
}

/// Title and purpose, from the theme's strings.
fn words(subject: &Subject, made: &Made) -> (String, Option<String>) {
    let key = match &made.job {
        Some(Job::Image { slot, .. }) => format!("slot_{}_{}", slot.channel.as_str(), slot.name),
        Some(Job::Print { kind, version, .. }) => {
            let (kind, purpose) = (
                kind.string_key(),
                format!("print_{}_purpose", version.name()),
            );
            let version = subject.string(version.string_key());
            return (
                format!("{} · {version}", subject.string(kind)),
                subject.strings().get(&purpose).cloned(),
            );
        }
        Some(Job::Proof { .. }) => "kind_proof".to_owned(),
        Some(Job::Text(text)) => string_key(*text).to_owned(),
        Some(Job::Caption { channel, .. }) => format!("caption_{}", channel.as_str()),
        Some(Job::Calendar { .. }) => "kind_calendar".to_owned(),
        Some(Job::FlyerFile) => "kind_flyer_file".to_owned(),
        _ => "kind_file".to_owned(),
    };
    let strings = subject.strings();
    let title = strings.get(&key).cloned();
    let own = |slot: &crate::model::Slot| slot.name.replace('-', " ");
    let slot = made.job.as_ref().and_then(Job::slot);
    let title = title.or_else(|| slot.map(own)).unwrap_or(key.clone());
    (title, strings.get(&format!("{key}_purpose")).cloned())
}
