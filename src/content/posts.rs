//! Posts: `posts/NN-slug.md`, one a file.

use std::collections::BTreeMap;

use super::{
    campaign::date,
    materials::Context,
    read::{self, Read},
    schema::{PostFront, TemplateName},
    yaml::Kind,
};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report},
    model::{Channel, Language, Post, PostContent, Tone},
};

/// Reads the posts of a campaign in one language, in the order of their file names.
pub fn load(context: &Context, report: &mut Report) -> Vec<Post> {
    let top = format!("content/{}/posts/", context.folder);
    let tagged = |name: &str| name.trim_end_matches(".md").contains('.');
    let names: Vec<&str> = context
        .source
        .below(&top)
        .map(|path| &path[top.len()..])
        .filter(|name| name.ends_with(".md") && !tagged(name))
        .collect();
    let mut posts = Vec::new();
    let mut slugs: BTreeMap<String, Place> = BTreeMap::new();
    for name in names {
        let Some(post) = post(context, name, report) else {
            continue;
        };
        if let Some(first) = slugs.get(&post.slug) {
            report.push(
                Diagnostic::error(
                    Code::SamePath,
                    format!("two posts are called `{}`", post.slug),
                )
                .at(
                    post.place.clone(),
                    format!("the other is {}", first.file.path),
                )
                .why("one picture would overwrite the other")
                .help("give one of the files another name after its number"),
            );
            continue;
        }
        slugs.insert(post.slug.clone(), post.place.clone());
        posts.push(post);
    }
    posts
}

fn post(context: &Context, name: &str, report: &mut Report) -> Option<Post> {
    let (path, language) = context.best(&format!("posts/{name}"), report)?;
    let file = read::text(context.source, &path, report)?;
    let (mut front, body) = read::front_matter(&file, report)?;
    if language == *context.language && language != *context.site.default_language() {
        let original = format!("content/{}/posts/{name}", context.folder);
        let original = read::text(context.source, &original, &mut Report::default())?;
        let (base, _) = read::front_matter(&original, &mut Report::default())?;
        front = base.overlaid(&front);
    }
    let mut front = read::typed::<PostFront>(front, report)?;
    let content = content(&front, report)?;
    let slides = slides(&mut front, &body, &language, report);
    let channels = channels(context, &front, report);
    let place = |key: &str| front.tree.place_of(key);
    let own_place = Place::file(&file);
    let title_place = place("title");
    let picture_place = place("picture");
    let hashtags_place = place("hashtags");
    let date = date(front.value.date.as_deref(), || place("date"), report);
    let variants = variants(&mut front);
    Some(finish(
        front.value,
        content,
        channels,
        PostPlaces {
            slug: slug(name),
            body,
            place: own_place,
            title: title_place,
            picture: picture_place,
            hashtags: hashtags_place,
            variants,
            language,
            date,
        },
    ))
    .map(|post| Post { slides, ..post })
}

/// What follows the first picture. Keys that say where and when a post goes stand at its top only.
fn slides(
    front: &mut Read<PostFront>,
    body: &Place,
    language: &Language,
    report: &mut Report,
) -> Vec<Post> {
    const OF_POSTS: [&str; 6] = [
        "channels", "date", "hashtags", "short", "variants", "slides",
    ];
    let nodes = match front.tree.get("slides").map(|node| &node.kind) {
        Some(Kind::List(nodes)) => nodes.clone(),
        _ => Vec::new(),
    };
    let values = std::mem::take(&mut front.value.slides);
    let mut slides = Vec::new();
    for (value, tree) in values.into_iter().zip(nodes) {
        for key in OF_POSTS {
            if let Some(entry) = tree.entries().iter().find(|entry| entry.key == key) {
                report.push(
                    Diagnostic::error(Code::UnknownKey, format!("`{key}` cannot stand in a slide"))
                        .at(entry.key_place.clone(), "")
                        .why("all slides of a post go out together")
                        .help("put it at the top of the front matter"),
                );
            }
        }
        let slide = Read { value, tree };
        let Some(content) = content(&slide, report) else {
            continue;
        };
        let place = |key: &str| slide.tree.place_of(key);
        let at = PostPlaces {
            slug: String::new(),
            body: body.clone(),
            place: slide.tree.place.clone().first_line(),
            title: place("title"),
            picture: place("picture"),
            hashtags: place("hashtags"),
            variants: Vec::new(),
            language: language.clone(),
            date: None,
        };
        slides.push(finish(slide.value, content, Vec::new(), at));
    }
    slides
}

/// The caption in other tones, with the place of each.
fn variants(front: &mut Read<PostFront>) -> Vec<(Tone, String, Place)> {
    let keys = std::mem::take(&mut front.value.variants);
    let all = [
        (Tone::Formal, keys.formal),
        (Tone::SemiFormal, keys.semi_formal),
        (Tone::Informal, keys.informal),
    ];
    all.into_iter()
        .filter_map(|(tone, text)| {
            let place = front.tree.place_of(&format!("variants.{}", tone.as_str()));
            Some((tone, text?, place))
        })
        .collect()
}

struct PostPlaces {
    slug: String,
    body: Place,
    place: Place,
    title: Place,
    picture: Place,
    hashtags: Place,
    variants: Vec<(Tone, String, Place)>,
    language: Language,
    date: Option<jiff::civil::Date>,
}

fn finish(front: PostFront, content: PostContent, channels: Vec<Channel>, at: PostPlaces) -> Post {
    Post {
        slug: at.slug,
        title: front.title,
        kicker: front.kicker,
        text: front.text,
        content,
        picture: front.picture,
        picture_place: at.picture,
        alt: front.alt,
        channels,
        date: at.date,
        hashtags: front.hashtags,
        hashtags_place: at.hashtags,
        source: front.source,
        short: front.short,
        variants: at.variants,
        slides: Vec::new(),
        body: at.body,
        place: at.place,
        title_place: at.title,
        language: at.language,
    }
}

/// `01-kenali-petugas.md` → `kenali-petugas`.
fn slug(name: &str) -> String {
    let stem = name.trim_end_matches(".md");
    let rest = stem.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest
        .strip_prefix('-')
        .filter(|_| rest.len() < stem.len())
        .unwrap_or(stem);
    crate::bundle::portable_name(rest)
}

fn channels(context: &Context, front: &Read<PostFront>, report: &mut Report) -> Vec<Channel> {
    let on = &context.site.channels;
    let Some(wanted) = &front.value.channels else {
        return on.clone();
    };
    for (i, channel) in wanted
        .iter()
        .enumerate()
        .filter(|(_, channel)| !on.contains(channel))
    {
        report.push(
            Diagnostic::warning(
                Code::BadValue,
                format!("the channel {} is off in site.yaml", channel.as_str()),
            )
            .at(front.tree.place_of(&format!("channels.{i}")), "")
            .why("no picture will be made for it"),
        );
    }
    on.iter()
        .copied()
        .filter(|channel| wanted.contains(channel))
        .collect()
}

/// What the template draws; a key that it needs and does not have is reported.
fn content(front: &Read<PostFront>, report: &mut Report) -> Option<PostContent> {
    let keys = &front.value;
    let mut missing = |key: &str, example: &str| {
        report.push(lacks(front, key, example));
        None
    };
    match keys.template {
        TemplateName::Statement => Some(PostContent::Statement),
        TemplateName::Question => Some(PostContent::Question),
        TemplateName::Number => match &keys.number {
            Some(fact) => Some(PostContent::Number {
                fact: fact.clone(),
                fact_place: front.tree.place_of("number"),
                bars: compared(&keys.bars, front, "bars"),
            }),
            None => missing("number", "number: the_key_of_a_fact"),
        },
        TemplateName::People if keys.groups.is_empty() => {
            missing("groups", "groups: [{fact: partners, label: mitra}]")
        }
        TemplateName::People => Some(PostContent::People {
            groups: compared(&keys.groups, front, "groups"),
        }),
        TemplateName::Rebuttal => match &keys.claim {
            Some(claim) => Some(PostContent::Rebuttal {
                claim: claim.clone(),
                from: keys.from.clone(),
                reply: keys.reply.clone(),
            }),
            None => missing("claim", "claim: “what people pass on”"),
        },
        TemplateName::Steps if keys.steps.is_empty() => missing(
            "steps",
            "steps: [{title: Lihat rompinya, text: …, picture: \"art:rompi\"}]",
        ),
        TemplateName::Steps => Some(PostContent::Steps {
            steps: keys.steps.clone(),
        }),
        TemplateName::Quote => match &keys.by {
            Some(by) => Some(PostContent::Quote {
                by: by.clone(),
                role: keys.role.clone(),
            }),
            None => missing("by", "by: who said it"),
        },
        TemplateName::List if keys.items.is_empty() => {
            missing("items", "items: [Kartu keluarga, Buku tabungan]")
        }
        TemplateName::List => Some(PostContent::List {
            items: keys.items.clone(),
        }),
        TemplateName::Compare => match (&keys.before, &keys.after) {
            (Some(before), Some(after)) => Some(PostContent::Compare {
                before: before.clone(),
                after: after.clone(),
            }),
            (None, _) => missing("before", "before: {text: how it was}"),
            (_, None) => missing("after", "after: {text: how it is}"),
        },
        TemplateName::Event => match &keys.event {
            Some(event) => {
                let place = || front.tree.place_of("event.date");
                let day = date(Some(&event.date), place, report)?;
                Some(PostContent::Event {
                    day,
                    time: event.time.clone(),
                    venue: event.place.clone(),
                    address: event.address.clone(),
                })
            }
            None => missing("event", "event: {date: 2026-05-23, place: Balai Desa}"),
        },
        TemplateName::Thanks => Some(PostContent::Thanks {
            signed: keys.signed.clone(),
        }),
        TemplateName::Photo if keys.picture.is_none() => {
            missing("picture", "picture: a file in pictures/")
        }
        TemplateName::Photo => Some(PostContent::Photo),
    }
}

/// A post without a key that its template draws.
fn lacks(front: &Read<PostFront>, key: &str, example: &str) -> Diagnostic {
    let name = format!("{:?}", front.value.template).to_lowercase();
    Diagnostic::error(
        Code::MissingKey,
        format!("the template `{name}` needs the key `{key}`"),
    )
    .at(front.tree.place_of("template"), "")
    .why("this layout would have nothing to draw")
    .help(format!("add a line `{example}`"))
}

fn compared(
    list: &[crate::model::Compared],
    front: &Read<PostFront>,
    key: &str,
) -> Vec<(crate::model::Compared, Place)> {
    let place = |i: usize| front.tree.place_of(&format!("{key}.{i}.fact"));
    list.iter()
        .enumerate()
        .map(|(i, one)| (one.clone(), place(i)))
        .collect()
}
