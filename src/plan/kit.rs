//! The artifacts of one kit: which files its materials become.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Artifact, CalendarEntry, CalendarFormat, Encoding, FileNames, Inputs, Job, Kit, TextJob, names,
};
use crate::model::{
    Campaign, Channel, Edition, ImageFormat, Materials, PictureKind, Post, PostContent, Site, Slot,
    Status, Tone,
};

/// All that is made of one edition of a campaign, with `proofs` if they are asked for.
pub(super) fn kit(
    site: &Site,
    index: usize,
    edition: &Edition,
    proofs: bool,
    inputs: &Inputs,
) -> Kit {
    let campaign = &site.campaigns[index];
    let folder = edition.folder(&campaign.folder, site.default_language());
    let planned = planned(site, campaign, edition, &folder, proofs);
    let artifact = |(path, job, size): Planned| Artifact {
        key: inputs.key(&path, edition),
        path,
        job,
        size,
    };
    Kit {
        campaign: index,
        edition: edition.clone(),
        artifacts: planned.into_iter().map(artifact).collect(),
        folder,
    }
}

/// An artifact's path, what makes it, and its size in pixels where it has one.
type Planned = (String, Job, Option<(u32, u32)>);

fn planned(
    site: &Site,
    campaign: &Campaign,
    edition: &Edition,
    folder: &str,
    proofs: bool,
) -> Vec<Planned> {
    let materials = campaign.materials.get(&edition.language);
    let texts = TextJob::ALL.into_iter();
    let texts: Vec<TextJob> = texts
        .filter(|text| is_written(*text, campaign, edition))
        .collect();
    let has_files =
        !(materials.posts.is_empty() && materials.prints.is_empty() && texts.is_empty());
    let page = |name: &str, job| (format!("{folder}/{name}"), job, None);
    let mut jobs = vec![page("index.html", Job::Flyer)];
    if has_files || campaign.status == Status::Withdrawn {
        jobs.push(page("kit.html", Job::KitPage));
    }
    if campaign.status == Status::Withdrawn || !has_files {
        // whoever has the address of what was withdrawn learns that it must not be shared any more;
        // what is nothing but a page is shared by its address
        return jobs;
    }
    let names = FileNames::new(campaign, edition, folder);
    jobs.extend(posts_and_calendars(
        site, campaign, materials, &names, folder,
    ));
    jobs.extend(print_jobs(materials, &names, proofs));
    jobs.extend(texts.into_iter().map(|text| {
        let (folder, name) = names::place_of(text);
        (names.text(folder, name), Job::Text(text), None)
    }));
    if materials.flyer.is_some() {
        jobs.push((names.page("flyer"), Job::FlyerFile, None));
    }
    // in their usual order
    let channels: BTreeSet<Channel> = jobs
        .iter()
        .filter_map(|(_, job, _)| job.channel())
        .collect();
    jobs.push(page("kit.zip", Job::Bundle));
    if channels.len() > 1 {
        jobs.extend(channels.into_iter().map(|channel| {
            let name = format!("kit-{}.zip", channel.as_str());
            page(&name, Job::ChannelBundle(channel))
        }));
    }
    jobs
}

/// Pictures and captions of all posts, then the calendars of those that have a day.
fn posts_and_calendars(
    site: &Site,
    campaign: &Campaign,
    materials: &Materials,
    names: &FileNames,
    folder: &str,
) -> Vec<Planned> {
    let mut jobs = Vec::new();
    let mut entries = Vec::new();
    for (i, post) in materials.posts.iter().enumerate() {
        let made = post_jobs(site, campaign, names, i, post);
        if post.date.is_some() {
            entries.extend(calendar_entries(i, post, &made, folder));
        }
        jobs.extend(made);
    }
    if !entries.is_empty() {
        let entries: Arc<[CalendarEntry]> = entries.into();
        for (format, ending) in [(CalendarFormat::Ics, "ics"), (CalendarFormat::Csv, "csv")] {
            let entries = Arc::clone(&entries);
            let job = Job::Calendar { format, entries };
            jobs.push((names.calendar(ending), job, None));
        }
    }
    jobs
}

/// The versions of every printed piece, each with its proof if `proofs` are asked for.
fn print_jobs(materials: &Materials, names: &FileNames, proofs: bool) -> Vec<Planned> {
    let mut jobs = Vec::new();
    for (print, piece) in materials.prints.iter().enumerate() {
        let kind = piece.kind;
        for version in piece.versions.iter().copied() {
            let path = names.print(kind.name(), version.name());
            let job = Job::Print {
                print,
                kind,
                version,
            };
            jobs.push((path, job, None));
        }
        if proofs {
            let path = names.proof(kind);
            jobs.push((path, Job::Proof { print, kind }, None));
        }
    }
    jobs
}

/// The pictures and captions of a post.
fn post_jobs(
    site: &Site,
    campaign: &Campaign,
    names: &FileNames,
    index: usize,
    post: &Post,
) -> Vec<Planned> {
    let mut jobs = Vec::new();
    let slots = site.catalog.slots.iter();
    for slot in slots.filter(|slot| post.channels.contains(&slot.channel)) {
        let slides = if slot.carousel { post.slides.len() } else { 0 };
        for slide in 0..=slides {
            let encoding = encoding(campaign, post.slide(slide), slot);
            let number = (slides > 0).then_some(slide + 1);
            let job = Job::Image {
                post: index,
                slide,
                slot: Arc::clone(slot),
                encoding,
            };
            let path = names.image(&post.slug, slot, number, encoding);
            jobs.push((path, job, Some((slot.width, slot.height))));
        }
    }
    let tones = post.variants.iter().map(|(tone, _, _)| Some(*tone));
    let tones: Vec<Option<Tone>> = std::iter::once(None).chain(tones).collect();
    let takes_text = |channel: &&Channel| site.catalog.caption(**channel).is_some();
    for &channel in post.channels.iter().filter(takes_text) {
        for &tone in &tones {
            let job = Job::Caption {
                post: index,
                channel,
                tone,
            };
            jobs.push((names.caption(&post.slug, channel, tone), job, None));
        }
    }
    jobs
}

/// What is posted on each channel, from the jobs of one post.
fn calendar_entries(
    index: usize,
    post: &Post,
    jobs: &[Planned],
    folder: &str,
) -> Vec<CalendarEntry> {
    let inside = |path: &str| {
        let top = format!("{folder}/kit/");
        path.strip_prefix(&top).unwrap_or(path).to_owned()
    };
    let entry = |&channel: &Channel| {
        let of_channel = jobs
            .iter()
            .filter(|(_, job, _)| job.channel() == Some(channel));
        let (pictures, captions): (Vec<_>, Vec<_>) =
            of_channel.partition(|(_, job, _)| matches!(job, Job::Image { .. }));
        CalendarEntry {
            post: index,
            channel,
            pictures: pictures.iter().map(|(path, _, _)| inside(path)).collect(),
            caption: captions.first().map(|(path, _, _)| inside(path)),
        }
    };
    let entries = post.channels.iter().map(entry);
    entries
        .filter(|entry| !entry.pictures.is_empty() || entry.caption.is_some())
        .collect()
}

fn is_written(text: TextJob, campaign: &Campaign, edition: &Edition) -> bool {
    let materials = campaign.materials.get(&edition.language);
    match text {
        TextJob::Message => materials.message.is_some(),
        TextJob::TalkingPoints => materials.talking_points.is_some(),
        TextJob::Script => materials.script.is_some(),
        TextJob::Faq => materials.faq.is_some(),
        TextJob::PressRelease => materials.press_release.is_some(),
        TextJob::Rules => {
            let rules = &campaign.texts.get(&edition.language).rules;
            !(rules.may.is_empty() && rules.must_not.is_empty() && rules.checklist.is_empty())
        }
    }
}

/// Photographs go out as JPEG, flat drawings as the slot prefers; a slot may take one only.
fn encoding(campaign: &Campaign, post: &Post, slot: &Slot) -> Encoding {
    let inner: Vec<&String> = match &post.content {
        PostContent::Steps { steps } => steps
            .iter()
            .filter_map(|step| step.picture.as_ref())
            .collect(),
        PostContent::Compare { before, after } => {
            let both = [&before.picture, &after.picture];
            both.into_iter().flatten().collect()
        }
        _ => Vec::new(),
    };
    let photo = post
        .picture
        .iter()
        .chain(inner)
        .filter_map(|name| campaign.pictures.get(name))
        .any(|picture| picture.kind == PictureKind::Photo);
    let wanted = if photo {
        ImageFormat::Jpeg
    } else {
        ImageFormat::Png
    };
    match slot
        .formats
        .iter()
        .find(|format| **format == wanted)
        .or(slot.formats.first())
    {
        Some(ImageFormat::Png) => Encoding::Png,
        _ => Encoding::Jpeg,
    }
}
