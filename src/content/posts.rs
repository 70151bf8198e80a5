//! Posts: `posts/NN-slug.md`, one a file.

use std::collections::BTreeMap;

use super::{
    campaign::date,
    materials::Context,
    read::{self, Read},
    schema::{PostFront, TemplateName},
};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report},
    model::{Channel, Language, Post, PostContent},
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
    let front = read::typed::<PostFront>(front, report)?;
    let content = content(&front, report)?;
    let channels = channels(context, &front, report);
    let place = |key: &str| front.tree.place_of(key);
    let own_place = Place::file(&file);
    let title_place = place("title");
    let picture_place = place("picture");
    let hashtags_place = place("hashtags");
    let date = date(front.value.date.as_deref(), || place("date"), report);
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
            language,
            date,
        },
    ))
}

struct PostPlaces {
    slug: String,
    body: Place,
    place: Place,
    title: Place,
    picture: Place,
    hashtags: Place,
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
        let name = format!("{:?}", keys.template).to_lowercase();
        report.push(
            Diagnostic::error(
                Code::MissingKey,
                format!("the template `{name}` needs the key `{key}`"),
            )
            .at(front.tree.place_of("template"), "")
            .why("this layout would have nothing to draw")
            .help(format!("add a line `{example}`")),
        );
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
    }
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
