//! The kit page: every file of a kit, grouped by what one wants to do.

use serde::Serialize;

use super::{
    artifact::{ArtifactContext, artifact},
    flyer::{head_image, stop},
    page::{self, Head, Page},
};
use crate::{
    build::{Made, MadeKit},
    diagnostic::Report,
    model::{Channel, Language, Post, Rules, Status},
    plan::{Job, TextJob},
    render::{
        Subject,
        context::{self, Common, Pictures},
    },
    text::locale::{self, DateStyle},
};

/// What `pages/kit.html` is given.
#[derive(Debug, Serialize)]
pub struct KitPage<'a> {
    #[serde(flatten)]
    page: Page<'a>,
    #[serde(flatten)]
    common: Common<'a>,
    posts: Vec<PostGroup>,
    groups: Vec<Group>,
    /// All files; none of what was withdrawn.
    zip: Option<Zip>,
    /// Those of one channel.
    channel_zips: Vec<ChannelZip>,
    rules: Option<&'a Rules>,
    facts: Vec<FactLine>,
    changes: Vec<ChangeLine<'a>>,
}

#[derive(Debug, Serialize)]
struct PostGroup {
    slug: String,
    title: String,
    date_text: Option<String>,
    items: Vec<ArtifactContext>,
}

#[derive(Debug, Serialize)]
struct Group {
    id: &'static str,
    items: Vec<ArtifactContext>,
}

#[derive(Debug, Serialize)]
struct Zip {
    href: &'static str,
    name: String,
    bytes: u64,
    size_text: String,
    files: usize,
    sha256: String,
    seconds_3g: u64,
}

#[derive(Debug, Serialize)]
struct ChannelZip {
    channel: &'static str,
    href: String,
    name: String,
    size_text: String,
}

#[derive(Debug, Serialize)]
struct FactLine {
    label: Option<String>,
    text: String,
    source: Option<String>,
    as_of: Option<String>,
    link: Option<String>,
}

/// What changed in one version.
#[derive(Debug, Serialize)]
pub struct ChangeLine<'a> {
    version: u32,
    date_text: Option<String>,
    text: &'a str,
}

/// Bits a second on a weak 3G connection, as seen in use.
const SLOW_3G: u64 = 750_000;

/// The context of the kit page of `subject`.
pub fn kit<'a>(
    subject: &Subject<'a>,
    made: &MadeKit,
    others: &[(&'a Language, String)],
    report: &mut Report,
) -> KitPage<'a> {
    let path = format!("{}/kit.html", subject.folder);
    let root = page::root_of(&path);
    let pictures = Pictures::for_page(&root, &subject.campaign.folder);
    let texts = subject.texts();
    let posts = subject.materials().posts.iter().enumerate();
    let withdrawn = subject.campaign.status == Status::Withdrawn;
    KitPage {
        page: page::page(
            (subject.site, subject.theme),
            &path,
            subject.language(),
            others,
            head(subject, made, report),
        ),
        common: context::common(subject, &pictures, report),
        posts: posts
            .map(|(i, post)| post_group(subject, made, &path, i, post))
            .collect(),
        groups: groups(subject, made, &path),
        zip: zip(subject, made),
        channel_zips: made
            .channel_bundles
            .iter()
            .map(|bundle| channel_zip(subject, bundle))
            .collect(),
        rules: (!withdrawn).then_some(&texts.rules),
        facts: if withdrawn {
            Vec::new()
        } else {
            facts(subject)
        },
        changes: changes(subject),
    }
}

/// What changed from version to version, newest first.
pub fn changes<'a>(subject: &Subject<'a>) -> Vec<ChangeLine<'a>> {
    let line = |change: &'a crate::model::Change| ChangeLine {
        version: change.version,
        date_text: change.date.as_deref().map(|day| day_text(subject, day)),
        text: &change.text,
    };
    subject.texts().changes.iter().map(line).collect()
}

/// The words that go with a campaign when no post is meant: its message, else its first caption.
pub fn share_text(subject: &Subject, files: &[Made]) -> String {
    let is_message = |file: &&Made| matches!(file.job, Some(Job::Text(TextJob::Message)));
    let is_caption = |file: &&Made| {
        matches!(
            file.job,
            Some(Job::Caption {
                channel: Channel::Whatsapp,
                ..
            })
        )
    };
    let message = files.iter().find(is_message);
    let found = message.or_else(|| files.iter().find(is_caption));
    let text = found.and_then(|file| file.text.as_deref()).map(str::trim);
    let texts = subject.texts();
    text.map_or_else(
        || format!("{}\n\n{}", texts.title, texts.action.link),
        str::to_owned,
    )
}

fn head(subject: &Subject, made: &MadeKit, report: &mut Report) -> Head {
    if subject.campaign.status == Status::Withdrawn {
        return stop(subject, report);
    }
    let texts = subject.texts();
    let title = format!("{} · {}", subject.string("materials"), texts.title);
    let description = subject
        .string("kit_description")
        .replace("{campaign}", &texts.title);
    Head {
        title: page::at_most(&title, 70, &subject.campaign.place, report),
        description: page::at_most(&description, 200, &subject.campaign.place, report),
        image: head_image(subject, &made.files),
        json_ld: None,
    }
}

fn post_group(
    subject: &Subject,
    made: &MadeKit,
    page: &str,
    index: usize,
    post: &Post,
) -> PostGroup {
    let caption = |wanted: Channel| {
        made.files.iter().find_map(|file| match file.job {
            Some(Job::Caption {
                post,
                channel,
                tone: None,
            }) if post == index && channel == wanted => file.text.clone(),
            _ => None,
        })
    };
    let images = made.files.iter().filter_map(|file| match &file.job {
        Some(Job::Image { post, slot, .. }) if *post == index => Some((file, slot.channel)),
        _ => None,
    });
    let mut items: Vec<ArtifactContext> = images
        .map(|(file, channel)| artifact(subject, file, page, caption(channel)))
        .collect();
    if let Some(first) = items.first_mut() {
        first.featured = true;
    }
    PostGroup {
        slug: post.slug.clone(),
        title: post.title.replace('*', ""),
        date_text: post
            .date
            .map(|day| locale::date(day, subject.language().as_str(), DateStyle::Long)),
        items,
    }
}

fn groups(subject: &Subject, made: &MadeKit, page: &str) -> Vec<Group> {
    let of = |id, wanted: &dyn Fn(&Job) -> bool| {
        let files = made
            .files
            .iter()
            .filter(|file| file.job.as_ref().is_some_and(wanted));
        let items: Vec<_> = files
            .map(|file| artifact(subject, file, page, file.text.clone()))
            .collect();
        (!items.is_empty()).then_some(Group { id, items })
    };
    let text = |wanted: &'static [TextJob]| move |job: &Job| matches!(job, Job::Text(text) if wanted.contains(text));
    let groups = [
        of("share", &|job| {
            matches!(job, Job::Text(TextJob::Message) | Job::FlyerFile)
        }),
        of("print", &|job| job.print().is_some()),
        of("talk", &|job| {
            let words = [TextJob::TalkingPoints, TextJob::Script, TextJob::Faq];
            matches!(job, Job::Calendar { .. })
                || matches!(job, Job::Text(text) if words.contains(text))
        }),
        of("press", &text(&[TextJob::PressRelease])),
    ];
    groups.into_iter().flatten().collect()
}

fn zip(subject: &Subject, made: &MadeKit) -> Option<Zip> {
    let bundle = made.bundle.as_ref()?;
    let bytes = bundle.file.bytes;
    Some(Zip {
        href: "kit.zip",
        name: zip_name(subject, "kit"),
        bytes,
        size_text: locale::bytes(bytes, subject.language().as_str()),
        files: bundle.entries,
        sha256: bundle.file.sha256.to_string(),
        seconds_3g: (bytes * 8).div_ceil(SLOW_3G),
    })
}

fn channel_zip(subject: &Subject, bundle: &Made) -> ChannelZip {
    let channel = bundle.job.as_ref().and_then(Job::channel);
    let channel = channel.map_or("", Channel::as_str);
    ChannelZip {
        channel,
        href: bundle.name().to_owned(),
        name: zip_name(subject, channel),
        size_text: locale::bytes(bundle.bytes, subject.language().as_str()),
    }
}

/// As it is called once it was downloaded, so that it tells what it is.
fn zip_name(subject: &Subject, what: &str) -> String {
    let campaign = subject.campaign;
    let suffix = subject.edition.suffix();
    format!(
        "{}_{what}_{suffix}_v{}.zip",
        campaign.code, campaign.version
    )
}

fn facts(subject: &Subject) -> Vec<FactLine> {
    let local = subject.facts();
    let line = |fact: &crate::model::Fact| FactLine {
        label: fact.label.clone(),
        text: local.whole(fact),
        source: fact.source.clone(),
        as_of: fact.as_of.clone(),
        link: fact.link.clone(),
    };
    subject.texts().facts.values().map(line).collect()
}

fn day_text(subject: &Subject, day: &str) -> String {
    match day.parse() {
        Ok(day) => locale::date(day, subject.language().as_str(), DateStyle::Long),
        Err(_) => day.to_owned(),
    }
}
