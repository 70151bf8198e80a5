//! What a campaign as a whole is without: a contact, a reason, a source, a credit; and days gone by.

use super::{Context, Kind, Piece, language::find_words, prose};
use crate::{
    content::translated,
    diagnostic::{Code, Diagnostic, Place, Report},
    model::{PictureKind, PieceKind, Print, TextMaterial},
};

/// Looks at one campaign in one language.
pub(super) fn check(context: &Context, report: &mut Report) {
    let is_first = context.language == context.site.default_language();
    if is_first {
        contact(context, report);
        past(context, report);
    }
    credits(context, report);
    reason(context, report);
    sources(context, report);
}

/// What the campaign's own YAML files say, as texts to read.
pub(super) fn own_words(context: &Context) -> Vec<Piece> {
    let is_first = context.language == context.site.default_language();
    let files = ["campaign.yaml", "facts.yaml"].map(|name| {
        let path = format!("content/{}/{name}", context.campaign.folder);
        if is_first {
            path
        } else {
            translated(&path, context.language)
        }
    });
    let files = files.into_iter().filter(|path| context.source.has(path));
    let read = files.filter_map(|path| context.source.text(&path).ok());
    read.map(|file| Piece {
        kind: Kind::Long,
        blocks: prose::values(&file, 0..file.text.len()),
    })
    .collect()
}

fn contact(context: &Context, report: &mut Report) {
    if context
        .campaign
        .texts
        .get(context.language)
        .contacts
        .is_empty()
    {
        report.push(
            Diagnostic::advice(Code::NoContact, "nobody can be asked about this campaign")
                .at(context.campaign.place.clone(), "neither it nor the site has `contacts`")
                .why("readers with a question are left alone, and rumours answer it")
                .help("contacts: [{label: Telepon, value: (0285) 000 000, link: \"tel:+62285000000\"}]"),
        );
    }
}

/// A campaign that is over. What is marked as a sample stays as it is.
fn past(context: &Context, report: &mut Report) {
    let campaign = context.campaign;
    let Some(until) = campaign.period.until.filter(|_| !context.site.sample) else {
        return;
    };
    if until < context.today {
        report.push(
            Diagnostic::advice(Code::PastDay, format!("this campaign ended on {until}"))
                .at(campaign.place.clone(), "")
                .why("what is published now looks forgotten")
                .help("set a new `period`, or say `status: withdrawn`"),
        );
    }
    let posts = &campaign.materials.get(context.language).posts;
    for post in posts {
        if let Some(date) = post.date.filter(|date| *date > until) {
            report.push(
                Diagnostic::advice(
                    Code::PastDay,
                    format!("this post is for {date}, after the campaign's end"),
                )
                .at(
                    post.title_place.clone(),
                    format!("the campaign ends on {until}"),
                )
                .why("partners would post it when all is over")
                .help("change its `date`, or the campaign's `period`"),
            );
        }
    }
}

fn credits(context: &Context, report: &mut Report) {
    let campaign = context.campaign;
    if context.language != context.site.default_language() {
        return;
    }
    let said = &campaign.texts.get(context.language).pictures;
    for (name, picture) in &campaign.pictures {
        let has_credit = said.get(name).is_some_and(|said| said.credit.is_some());
        if picture.kind == PictureKind::Photo && !has_credit {
            report.push(
                Diagnostic::advice(Code::NoCredit, format!("{} has no credit", picture.path))
                    .why("who took it has the right to be named, and partners must know whether they may share it")
                    .help(format!("in pictures.yaml: {name}: {{alt: …, credit: Foto Kantor Contoh}}")),
            );
        }
    }
}

/// The page says somewhere what the matter is good for.
fn reason(context: &Context, report: &mut Report) {
    let materials = context.campaign.materials.get(context.language);
    let Some(flyer) = own(context, materials.flyer.as_ref()) else {
        return;
    };
    let reasons = &context.words.reasons;
    let says = |block: &prose::Block| {
        let text = block.text.to_lowercase();
        reasons.iter().any(|word| find_words(&text, word).is_some())
    };
    if !reasons.is_empty() && !prose::markdown(&flyer.body).iter().any(says) {
        report.push(
            Diagnostic::advice(Code::NoReason, "the page does not say why it matters")
                .at(flyer.body.clone().first_line(), "")
                .why("people do what they see a use in")
                .help("begin with a section that says what readers gain"),
        );
    }
}

/// Texts that name facts name a source.
fn sources(context: &Context, report: &mut Report) {
    let materials = context.campaign.materials.get(context.language);
    let texts = [
        &materials.flyer,
        &materials.talking_points,
        &materials.press_release,
    ];
    // a poster or a card has no room for it, and leads to the page that has
    let is_read = |print: &&Print| matches!(print.kind, PieceKind::Leaflet | PieceKind::Booklet);
    let prints = materials.prints.iter().filter(is_read);
    let texts = texts
        .into_iter()
        .flatten()
        .chain(prints.map(|print| &print.text));
    for text in texts.filter_map(|text| own(context, Some(text))) {
        let written = text
            .body
            .file
            .text
            .get(text.body.span.clone())
            .unwrap_or_default();
        let named = ["sumber:", "source:", ".source"];
        let small = written.to_lowercase();
        let Some(at) = written
            .find("{{")
            .filter(|_| !named.iter().any(|word| small.contains(word)))
        else {
            continue;
        };
        let end = written[at..]
            .find("}}")
            .map_or(written.len(), |end| at + end + 2);
        let start = text.body.span.start;
        report.push(
            Diagnostic::advice(Code::NoSource, "this text has facts and names no source")
                .at(Place::new(&text.body.file, start + at..start + end), "")
                .why("“who says so?” is the first thing that a partner is asked")
                .help("end the section with: Sumber: {{ fact.NAME.source }}"),
        );
    }
}

/// A text that is written in the language itself.
fn own<'a>(context: &Context, text: Option<&'a TextMaterial>) -> Option<&'a TextMaterial> {
    text.filter(|text| text.language == *context.language)
}
