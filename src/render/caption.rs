//! The text that goes with a post on one channel, in that channel's form and length.

use std::sync::Arc;

use crate::{
    diagnostic::{Code, Diagnostic, Place, Report, SourceText},
    model::{CaptionRules, Channel, Counting, Post, Tone},
    render::Subject,
    text,
};

/// The caption of `post` on `channel`, in another tone where one is asked for. One that does not fit
/// is reported, never cut.
pub fn caption(
    subject: &Subject,
    post: &Post,
    channel: Channel,
    tone: Option<Tone>,
    report: &mut Report,
) -> String {
    let facts = subject.facts();
    let Some(rules) = subject.site.catalog.caption(channel) else {
        return String::new();
    };
    let written = Written::of(post, tone);
    let write = if rules.formatted {
        text::whatsapp
    } else {
        text::plain
    };
    let body = write(&written.file, written.start, &facts, report);
    let mut hashtags = subject.hashtags(post.hashtags.as_ref());
    if rules.max_hashtags == Some(1) {
        // the channel shows one only: by our rule the first, which `sebar help posts` says
        hashtags.truncate(1);
    }
    if tone.is_none() {
        check_hashtags(subject, post, (channel, rules), &hashtags, report);
    }
    let limit = rules.most;
    let length = |text: &str| length(rules.counting, text);
    let full = whole(subject, &body, &hashtags);
    if length(&full) <= limit {
        return full;
    }
    let short = post.short.as_ref().map(|short| {
        let short = text::inline(short, &post.place, &facts, report).text;
        whole(subject, &short, &hashtags)
    });
    match short {
        Some(short) if length(&short) <= limit => short,
        other => {
            let short = other.as_deref().map(length);
            let lengths = (length(&full), limit, short);
            report.push(too_long(&written.place, channel, &post.slug, lengths));
            full
        }
    }
}

/// The Markdown of a caption.
struct Written {
    file: Arc<SourceText>,
    start: usize,
    place: Place,
}

impl Written {
    /// The body of the post, or the text for `tone` from its front matter.
    fn of(post: &Post, tone: Option<Tone>) -> Self {
        let variant = post
            .variants
            .iter()
            .find(|(known, _, _)| Some(*known) == tone);
        match variant {
            Some((tone, text, place)) => Self {
                // a value of YAML has lost its lines: its problems are told by its key
                file: Arc::new(SourceText {
                    path: format!("{} (variants.{})", post.place.file.path, tone.as_str()),
                    text: text.clone(),
                }),
                start: 0,
                place: place.clone().first_line(),
            },
            None => Self {
                file: Arc::clone(&post.body.file),
                start: post.body.span.start,
                place: post.body.clone().first_line(),
            },
        }
    }
}

/// The length of a text as a channel counts it.
pub fn length(counting: Counting, text: &str) -> usize {
    match counting {
        Counting::Characters => text.chars().count(),
        Counting::Utf16 => text.encode_utf16().count(),
        Counting::Weighted => text::weighted_length(text),
        Counting::EmojiBytes => text::emoji_bytes_length(text),
    }
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
    (channel, rules): (Channel, &CaptionRules),
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
    if let Some(register) = &post.hashtags {
        check_casing(subject, register, place, report);
    }
    if let Some(most) = rules.max_hashtags
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

/// One hashtag has one form: the campaign's, since screen readers tell words by their capitals.
fn check_casing(subject: &Subject, own: &[String], place: &Place, report: &mut Report) {
    let plain = |tag: &str| tag.trim_start_matches('#').to_owned();
    let register: Vec<String> = subject
        .texts()
        .hashtags
        .iter()
        .map(|tag| plain(tag))
        .collect();
    for tag in own.iter().map(|tag| plain(tag)) {
        let like = |known: &&String| known.to_lowercase() == tag.to_lowercase() && **known != tag;
        if let Some(known) = register.iter().find(like) {
            report.push(
                Diagnostic::warning(
                    Code::BadValue,
                    format!("the hashtag `{tag}` is written `{known}` in the campaign"),
                )
                .at(place_of(&tag, place), format!("did you mean `{known}`?"))
                .why("a screen reader tells its words apart by their capitals")
                .help(format!("write {known}")),
            );
        }
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

/// `lengths`: of the whole caption, the limit, and of the short form where there is one.
fn too_long(
    place: &Place,
    channel: Channel,
    slug: &str,
    (length, limit, short): (usize, usize, Option<usize>),
) -> Diagnostic {
    let over = length - limit;
    let label = format!("{length} characters with link and hashtags, {over} too many");
    let problem = Diagnostic::error(
        Code::CaptionTooLong,
        format!(
            "the caption of `{slug}` is too long for {}",
            channel.as_str()
        ),
    )
    .at(place.clone(), label)
    .why(format!(
        "the channel takes {limit} characters and would cut the rest"
    ));
    match short {
        None => problem
            .help("add `short: …` to the front matter: a caption for channels with little room"),
        Some(short) => problem.help(format!("`short:` is too long as well: {short} characters")),
    }
}
