//! Campaigns as the portal lists them, and the index that its search asks for.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    page,
    portal::{Whole, subject},
};
use crate::{
    diagnostic::Report,
    model::{Campaign, Channel, Language, Site, State},
    plan::Kit,
    render::context::{PictureContext, Pictures},
    text::locale::{self, DateStyle},
};

/// One campaign in the list, but for its picture.
#[derive(Debug, Clone, Serialize)]
pub struct Entry<'a> {
    title: &'a str,
    tagline: &'a str,
    summary: &'a str,
    /// Leads to its e-flyer from the public folder.
    path: String,
    /// Leads to its kit page from the public folder; none of what was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    kit: Option<String>,
    /// Where it stands on the day of the build.
    pub state: State,
    languages: Vec<&'a str>,
    channels: Vec<Channel>,
    /// What it has: `page`, `leaflet`, `image`…
    formats: Vec<&'static str>,
    /// Whom it has editions for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    audiences: Vec<&'a str>,
    /// The language of its texts.
    lang: &'a str,
    /// How many files it has.
    items: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_text: Option<String>,
    #[serde(skip)]
    campaign: &'a Campaign,
    #[serde(skip)]
    shown: Option<&'a Kit>,
}

/// What there is in the whole list, to filter it by.
#[derive(Debug, Default, Clone, Serialize)]
pub struct Choices<'a> {
    states: Vec<State>,
    languages: Vec<Spoken<'a>>,
    channels: Vec<Channel>,
    formats: Vec<&'static str>,
    audiences: Vec<&'a str>,
}

/// A language and what it calls itself.
#[derive(Debug, Clone, Serialize)]
struct Spoken<'a> {
    lang: &'a str,
    name: &'a str,
}

/// Every campaign in `language`, or in the language that it has: those that run first, the newest
/// of them before the others.
pub fn entries<'a>(whole: &Whole<'a>, language: &'a Language) -> Vec<Entry<'a>> {
    let campaigns = whole.site.campaigns.iter().enumerate();
    let mut entries: Vec<Entry> = campaigns
        .map(|(index, campaign)| entry(whole, language, index, campaign))
        .collect();
    entries.sort_by(|a, b| {
        let newest = b.campaign.updated.cmp(&a.campaign.updated);
        a.state.cmp(&b.state).then(newest)
    });
    entries
}

fn entry<'a>(
    whole: &Whole<'a>,
    language: &'a Language,
    index: usize,
    campaign: &'a Campaign,
) -> Entry<'a> {
    let site = whole.site;
    let shown = if campaign.languages.contains(language) {
        language
    } else {
        site.default_language()
    };
    let texts = campaign.texts.get(shown);
    let mut found = None;
    let mut items = 0;
    let (mut channels, mut formats) = (BTreeSet::new(), Vec::new());
    let mut audiences = BTreeSet::new();
    for (at, kit) in whole.plan.of_campaign(index) {
        if kit.edition.language == *shown && found.is_none() {
            found = Some(kit);
            items = whole.made.get(at).map_or(0, |made| made.files.len());
        }
        channels.extend(kit.channels());
        for artifact in &kit.artifacts {
            let format = artifact.job.format();
            if !formats.contains(&format) {
                formats.push(format);
            }
        }
        audiences.extend(kit.edition.audience.as_ref().map(|one| one.0.as_str()));
    }
    let state = campaign.state(whole.today);
    let day = |day: Option<jiff::civil::Date>| {
        day.map(|day| locale::date(day, language.as_str(), DateStyle::Long))
    };
    let path = |name: &str| found.map(|kit| format!("{}/{name}", kit.folder));
    Entry {
        title: &texts.title,
        tagline: &texts.tagline,
        summary: &texts.summary,
        path: path("index.html").unwrap_or_default(),
        kit: path("kit.html").filter(|_| found.is_some_and(Kit::has_bundle)),
        state,
        languages: campaign.languages.iter().map(Language::as_str).collect(),
        channels: channels.into_iter().collect(),
        formats,
        audiences: audiences.into_iter().collect(),
        lang: shown.as_str(),
        items,
        updated_text: day(campaign.updated),
        start_text: day(campaign.period.from),
        end_text: day(campaign.period.until),
        campaign,
        shown: found,
    }
}

/// Puts into `all` what is not in it yet.
fn add<T: PartialEq + Copy>(all: &mut Vec<T>, some: &[T]) {
    for one in some {
        if !all.contains(one) {
            all.push(*one);
        }
    }
}

impl<'a> Choices<'a> {
    /// What `entries` hold, each once.
    pub fn of(site: &'a Site, entries: &[Entry<'a>]) -> Self {
        let mut choices = Self::default();
        let mut languages = Vec::new();
        for entry in entries {
            add(&mut choices.states, &[entry.state]);
            add(&mut choices.channels, &entry.channels);
            add(&mut choices.formats, &entry.formats);
            add(&mut choices.audiences, &entry.audiences);
            add(&mut languages, &entry.languages);
        }
        choices.states.sort();
        choices.channels.sort();
        choices.audiences.sort_unstable();
        let spoken = site.languages.iter();
        choices.languages = spoken
            .filter(|language| languages.contains(&language.as_str()))
            .map(|language| Spoken {
                lang: language.as_str(),
                name: language.name(),
            })
            .collect();
        choices
    }
}

impl Entry<'_> {
    /// The campaign's own picture, for a page that `root` leads from.
    pub fn picture(
        &self,
        whole: &Whole,
        root: &str,
        report: &mut Report,
    ) -> Option<PictureContext> {
        let subject = subject(whole, self.shown?);
        let pictures = Pictures::for_page(root, &self.campaign.folder);
        let name = self.campaign.picture.as_ref()?;
        pictures.find(&subject, name, None, &self.campaign.picture_place, report)
    }
}

/// The path of the search index in a language.
pub fn index_path(whole: &Whole, language: &Language) -> String {
    page::portal_path(whole.site, language).replace("index.html", "search.js")
}

/// The index: every campaign, handed to the page as a script, since a page that was opened from a
/// disk may not fetch.
pub fn index(entries: &[Entry]) -> String {
    // plain structs of text and numbers always serialize
    let json = serde_json::to_string(entries).unwrap_or_default();
    // line ends that JSON allows and older scripts do not
    let json = json
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    format!("sebarSearch({json});\n")
}
