//! The text that goes with a post on one channel, in that channel's form and length.

use crate::{
    catalog,
    diagnostic::{Code, Diagnostic, Place, Report},
    model::{Channel, Post},
    render::Subject,
    text,
};

/// The caption of `post` on `channel`. One that does not fit is reported, never cut.
pub fn caption(subject: &Subject, post: &Post, channel: Channel, report: &mut Report) -> String {
    let facts = subject.facts();
    let body = match channel {
        Channel::Whatsapp => text::whatsapp(&post.body.file, post.body.span.start, &facts, report),
        _ => text::plain(&post.body.file, post.body.span.start, &facts, report),
    };
    let hashtags = subject.hashtags(post.hashtags.as_ref());
    check_hashtags(subject, post, channel, &hashtags, report);
    let full = whole(subject, &body, &hashtags);
    let Some(limit) = limit(channel) else {
        return full;
    };
    if length(channel, &full) <= limit {
        return full;
    }
    let short = post.short.as_ref().map(|short| {
        let short = text::inline(short, &post.place, &facts, report).text;
        whole(subject, &short, &hashtags)
    });
    match short {
        Some(short) if length(channel, &short) <= limit => short,
        other => {
            report.push(too_long(
                post,
                channel,
                limit,
                length(channel, &full),
                other.as_deref(),
            ));
            full
        }
    }
}

/// The caption's length as the channel counts it.
pub fn length(channel: Channel, caption: &str) -> usize {
    match channel {
        Channel::X => text::weighted_length(caption),
        _ => caption.chars().count(),
    }
}

fn limit(channel: Channel) -> Option<usize> {
    let mut slots = catalog::slots()
        .iter()
        .filter(|slot| slot.channel == channel);
    slots.next().map(|slot| slot.max_caption)
}

fn whole(subject: &Subject, body: &str, hashtags: &[String]) -> String {
    let link = &subject.texts().action.link;
    let mut parts = vec![body.trim().to_owned()];
    if !link.is_empty() && !body.contains(link.as_str()) {
        parts.push(link.clone());
    }
    if !hashtags.is_empty() {
        parts.push(hashtags.join(" "));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn check_hashtags(
    subject: &Subject,
    post: &Post,
    channel: Channel,
    hashtags: &[String],
    report: &mut Report,
) {
    let place = match post.hashtags {
        Some(_) => &post.hashtags_place,
        None => &subject.campaign.hashtags_place,
    };
    for tag in hashtags {
        let word = tag.trim_start_matches('#');
        if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || c == '_') {
            report.push(
                Diagnostic::error(Code::BadValue, format!("`{tag}` is not a hashtag"))
                    .at(place_of(word, place), "")
                    .why("channels end a hashtag at the first space or sign")
                    .help("letters, digits and _ only: SensusEkonomi2026"),
            );
        }
    }
    let most = catalog::slots()
        .iter()
        .filter(|slot| slot.channel == channel)
        .find_map(|slot| slot.max_hashtags);
    if let Some(most) = most
        && hashtags.len() > most
    {
        report.push(
            Diagnostic::error(
                Code::TooManyHashtags,
                format!(
                    "{} hashtags are too many for {}",
                    hashtags.len(),
                    channel.as_str()
                ),
            )
            .at(place.clone(), format!("it takes {most}"))
            .why("the channel refuses the post, or hides it")
            .help(format!("keep the {most} that people search for"))
            .help("a post may have hashtags of its own: `hashtags: […]`"),
        );
    }
}

/// Where `word` stands after the start of `list`.
fn place_of(word: &str, list: &Place) -> Place {
    let start = list.span.start;
    let found = list.file.text.get(start..).and_then(|rest| rest.find(word));
    found.map_or_else(
        || list.clone(),
        |at| Place::new(&list.file, start + at..start + at + word.len()),
    )
}

fn too_long(
    post: &Post,
    channel: Channel,
    limit: usize,
    length: usize,
    short: Option<&str>,
) -> Diagnostic {
    let over = length - limit;
    let label = format!("{length} characters with link and hashtags, {over} too many");
    let problem = Diagnostic::error(
        Code::CaptionTooLong,
        format!(
            "the caption of `{}` is too long for {}",
            post.slug,
            channel.as_str()
        ),
    )
    .at(post.body.clone().first_line(), label)
    .why(format!(
        "the channel takes {limit} characters and would cut the rest"
    ));
    match short {
        None => problem
            .help("add `short: …` to the front matter: a caption for channels with little room"),
        Some(short) => problem.help(format!(
            "`short:` is too long as well: {} characters",
            self::length(channel, short)
        )),
    }
}
