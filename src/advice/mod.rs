//! What a reader would thank the writer for: rules beyond right and wrong. Nothing of it keeps a kit
//! from being made, and each rule can be switched off in `site.yaml`.

mod campaign;
mod figures;
mod language;
mod names;
mod personal;
mod prose;
mod reading;
mod spelling;

use jiff::civil::Date;

use crate::{
    diagnostic::{Diagnostic, Report},
    model::{Campaign, Language, Materials, Site},
    source::Source,
};

use self::{language::Words, prose::Block};

/// What rules look at: a campaign in one language.
#[derive(Clone, Copy)]
struct Context<'a> {
    source: &'a Source,
    site: &'a Site,
    campaign: &'a Campaign,
    language: &'a Language,
    words: &'a Words,
    today: Date,
}

/// A text that is read as a whole.
struct Piece {
    kind: Kind,
    /// What it says, in order.
    blocks: Vec<Block>,
}

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// In passing: a post, a message, lines of a YAML file.
    Short,
    /// The page, which must say why.
    Flyer,
    /// By those who look for more.
    Long,
    /// Aloud.
    Spoken,
}

/// All advice on a site, without the rules that it has switched off.
pub fn advise(source: &Source, site: &Site, today: Date) -> Vec<Diagnostic> {
    let mut report = Report::default();
    let dictionaries = spelling::Dictionaries::of(source, site, &mut report);
    for campaign in &site.campaigns {
        for language in &campaign.languages {
            let words = language::words(language);
            let context = Context {
                source,
                site,
                campaign,
                language,
                words: &words,
                today,
            };
            campaign::check(&context, &mut report);
            for piece in pieces(&context) {
                reading::check(&context, &piece, &mut report);
                figures::check(&context, &piece, &mut report);
                names::check(&context, &piece, &mut report);
                personal::check(&context, &piece, &mut report);
                dictionaries.check(&context, &piece, &mut report);
            }
        }
        personal::photographs(source, campaign, &mut report);
    }
    let is_wanted = |found: &&Diagnostic| !site.advice_off.contains(&found.code);
    report
        .sorted()
        .into_iter()
        .filter(is_wanted)
        .cloned()
        .collect()
}

/// Every text of a campaign that is written in the language itself.
fn pieces(context: &Context) -> Vec<Piece> {
    let Context {
        campaign, language, ..
    } = *context;
    let materials: &Materials = campaign.materials.get(language);
    let texts = [
        (Kind::Flyer, &materials.flyer),
        (Kind::Long, &materials.talking_points),
        (Kind::Short, &materials.message),
        (Kind::Spoken, &materials.script),
        (Kind::Long, &materials.press_release),
        (Kind::Long, &materials.faq),
    ];
    let texts = texts
        .into_iter()
        .filter_map(|(kind, text)| Some((kind, text.as_ref()?)));
    let prints = materials
        .prints
        .iter()
        .map(|print| (Kind::Long, &print.text));
    let own = texts
        .chain(prints)
        .filter(|(_, text)| text.language == *language);
    let mut pieces: Vec<Piece> = own
        .map(|(kind, text)| Piece {
            kind,
            blocks: prose::markdown(&text.body),
        })
        .collect();
    for post in materials
        .posts
        .iter()
        .filter(|post| post.language == *language)
    {
        let mut blocks = prose::values(&post.body.file, 0..post.body.span.start);
        blocks.extend(prose::markdown(&post.body));
        pieces.push(Piece {
            kind: Kind::Short,
            blocks,
        });
    }
    pieces.extend(campaign::own_words(context));
    pieces
}
