//! Every artifact of a build, before anything is drawn. A plan is data: it can be printed, tested
//! without pixels, and stays cheap for 100,000 artifacts, since it names jobs and holds no bytes.

mod key;
mod names;

use std::{collections::BTreeSet, sync::Arc};

use serde::Serialize;

use crate::{
    diagnostic::{Code, Diagnostic, Report},
    model::{
        Campaign, Channel, Edition, ImageFormat, Language, Materials, PictureKind, PieceKind, Post,
        PostContent, PrintVersion, Site, Slot, Status, Tone,
    },
    source::Source,
    theme::Theme,
};

pub use key::Inputs;
pub use names::{FileNames, Folder};

/// What a build will make.
#[derive(Debug, Default)]
pub struct Plan {
    /// One for each campaign and edition, in the order of the site.
    pub kits: Vec<Kit>,
}

/// All artifacts of one edition of one campaign.
#[derive(Debug)]
pub struct Kit {
    /// Index of the campaign in the site.
    pub campaign: usize,
    /// Which version of it.
    pub edition: Edition,
    /// Its folder below the public folder, without a slash at the end.
    pub folder: String,
    /// What is made for it, in the order it is shown.
    pub artifacts: Vec<Artifact>,
}

impl Kit {
    /// Whether there is more to hand on than the e-flyer page: only then is there a bundle.
    pub fn has_bundle(&self) -> bool {
        self.artifacts.iter().any(|one| one.job == Job::Bundle)
    }

    /// Whether there is a page to take it from. One that was withdrawn has it too, to say so.
    pub fn has_page(&self) -> bool {
        self.artifacts.iter().any(|one| one.job == Job::KitPage)
    }

    /// The channels that it has files for, in their usual order.
    pub fn channels(&self) -> Vec<Channel> {
        let found = self.artifacts.iter().filter_map(|a| a.job.channel());
        found.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// One file that a build makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Path below the public folder.
    pub path: String,
    /// How it is made.
    pub job: Job,
    /// Width and height in pixels, for pictures.
    pub size: Option<(u32, u32)>,
    /// Hash of all inputs, in hexadecimal.
    pub key: String,
}

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
    /// Both sides of a folded piece, with folds, panels and safe areas drawn over.
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

/// One line of `sebar plan --json`.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    path: &'a str,
    campaign: &'a str,
    language: &'a Language,
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<&'a crate::model::Area>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<&'a crate::model::Audience>,
    material: String,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<Channel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slot: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    key: &'a str,
}

impl Plan {
    /// Every artifact with what is known of it.
    pub fn rows<'a>(&'a self, site: &'a Site) -> impl Iterator<Item = Row<'a>> {
        self.kits.iter().flat_map(move |kit| {
            let campaign = &site.campaigns[kit.campaign];
            let materials = campaign.materials.get(&kit.edition.language);
            kit.artifacts.iter().map(move |artifact| Row {
                path: &artifact.path,
                campaign: &campaign.folder,
                language: &kit.edition.language,
                area: kit.edition.area.as_ref(),
                audience: kit.edition.audience.as_ref(),
                material: artifact.job.material(materials),
                format: artifact.job.format(),
                channel: artifact.job.channel(),
                slot: artifact.job.slot().map(|slot| slot.name.as_str()),
                width: artifact.size.map(|size| size.0),
                height: artifact.size.map(|size| size.1),
                key: &artifact.key,
            })
        })
    }

    /// The kits of one campaign, by its index in the site, each with its own place in the plan.
    pub fn of_campaign(&self, campaign: usize) -> impl Iterator<Item = (usize, &Kit)> {
        // kits stand in the order of campaigns
        let start = self.kits.partition_point(|kit| kit.campaign < campaign);
        let own = self.kits.iter().enumerate().skip(start);
        own.take_while(move |(_, kit)| kit.campaign == campaign)
    }

    /// How many artifacts there are.
    pub fn len(&self) -> usize {
        self.kits.iter().map(|kit| kit.artifacts.len()).sum()
    }

    /// Whether there is nothing to make.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
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

/// Plans the build of a whole site, with `proofs` of its printed pieces if they are asked for. Two
/// artifacts with one path are reported.
pub fn plan(
    site: &Site,
    theme: &Theme,
    source: &Source,
    proofs: bool,
    report: &mut Report,
) -> Plan {
    let inputs = Inputs::of_site(site, theme, source, report);
    let mut plan = Plan::default();
    for (index, campaign) in site.campaigns.iter().enumerate() {
        let inputs = inputs.with_campaign(campaign, source, report);
        for language in &campaign.languages {
            let edition = Edition::of(language.clone());
            plan.kits.push(kit(site, index, &edition, proofs, &inputs));
        }
    }
    same_paths(&plan, site, report);
    plan
}

fn kit(site: &Site, index: usize, edition: &Edition, proofs: bool, inputs: &Inputs) -> Kit {
    let campaign = &site.campaigns[index];
    let folder = edition.folder(&campaign.folder, site.default_language());
    let materials = campaign.materials.get(&edition.language);
    let has_files = !materials.posts.is_empty()
        || !materials.prints.is_empty()
        || TextJob::ALL
            .into_iter()
            .any(|text| is_written(text, campaign, edition));
    let names = FileNames::new(campaign, edition, &folder);
    let mut artifacts = Vec::new();
    let mut add = |path: String, job: Job, size| {
        let key = inputs.key(&path, edition);
        artifacts.push(Artifact {
            path,
            job,
            size,
            key,
        });
    };
    add(format!("{folder}/index.html"), Job::Flyer, None);
    if has_files || campaign.status == Status::Withdrawn {
        add(format!("{folder}/kit.html"), Job::KitPage, None);
    }
    let kit_of = |artifacts| Kit {
        campaign: index,
        edition: edition.clone(),
        folder: folder.clone(),
        artifacts,
    };
    if campaign.status == Status::Withdrawn || !has_files {
        // whoever has the address of what was withdrawn learns that it must not be shared any more;
        // what is nothing but a page is shared by its address
        return kit_of(artifacts);
    }
    let mut calendar = Vec::new();
    for (i, post) in materials.posts.iter().enumerate() {
        let made = post_jobs(site, campaign, &names, i, post);
        if post.date.is_some() {
            calendar.extend(calendar_entries(i, post, &made, &folder));
        }
        for (path, job, size) in made {
            add(path, job, size);
        }
    }
    if !calendar.is_empty() {
        let entries: Arc<[CalendarEntry]> = calendar.into();
        for (format, ending) in [(CalendarFormat::Ics, "ics"), (CalendarFormat::Csv, "csv")] {
            let entries = Arc::clone(&entries);
            add(
                names.calendar(ending),
                Job::Calendar { format, entries },
                None,
            );
        }
    }
    for (print, piece) in materials.prints.iter().enumerate() {
        let kind = piece.kind;
        for version in piece.versions.iter().copied() {
            let path = names.print(kind.name(), version.name());
            let job = Job::Print {
                print,
                kind,
                version,
            };
            add(path, job, None);
        }
        if proofs && !piece.sheet.sides.is_empty() {
            let path = names.proof(kind.name());
            add(path, Job::Proof { print, kind }, None);
        }
    }
    for text in TextJob::ALL
        .into_iter()
        .filter(|text| is_written(*text, campaign, edition))
    {
        let (folder, name) = names::place_of(text);
        add(names.text(folder, name), Job::Text(text), None);
    }
    if materials.flyer.is_some() {
        add(names.page("flyer"), Job::FlyerFile, None);
    }
    add(format!("{folder}/kit.zip"), Job::Bundle, None);
    let channels = channels(materials);
    for channel in channels.iter().filter(|_| channels.len() > 1) {
        let path = format!("{folder}/kit-{}.zip", channel.as_str());
        add(path, Job::ChannelBundle(*channel), None);
    }
    kit_of(artifacts)
}

/// The channels that a campaign has posts for, in their usual order.
fn channels(materials: &Materials) -> Vec<Channel> {
    let posts = materials.posts.iter();
    let all: BTreeSet<Channel> = posts
        .flat_map(|post| post.channels.iter().copied())
        .collect();
    all.into_iter().collect()
}

type Planned = (String, Job, Option<(u32, u32)>);

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

fn same_paths(plan: &Plan, site: &Site, report: &mut Report) {
    let mut seen = std::collections::BTreeMap::new();
    for kit in &plan.kits {
        for artifact in &kit.artifacts {
            if let Some(first) = seen.insert(artifact.path.to_lowercase(), kit.campaign) {
                let (first, second) = (&site.campaigns[first], &site.campaigns[kit.campaign]);
                report.push(
                    Diagnostic::error(
                        Code::SamePath,
                        format!("{} would be written twice", artifact.path),
                    )
                    .at(
                        second.place.clone(),
                        format!("also made by {}", first.place.file.path),
                    )
                    .why("one file would overwrite the other")
                    .help("rename one of the folders or posts"),
                );
            }
        }
    }
}

impl std::fmt::Display for Row<'_> {
    /// Format, size, path: what a person looks for.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let size = match (self.width, self.height) {
            (Some(width), Some(height)) => format!("{width}×{height}"),
            _ => String::new(),
        };
        write!(f, "{:<9} {size:<10} {}", self.format, self.path)
    }
}
