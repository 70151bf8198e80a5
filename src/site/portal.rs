//! The portal: all campaigns, in each language of the site; and the page for what is not there.

use serde::Serialize;

use super::page::{self, Head, HeadImage, Page};
use crate::{
    build::MadeKit,
    diagnostic::Report,
    model::{Campaign, Language, Site, State},
    plan::Plan,
    render::{
        Subject,
        context::{Org, PictureContext, Pictures, org},
    },
    source::Source,
    text::locale::{self, DateStyle},
    theme::{StringMap, Theme},
};

/// What `pages/portal.html` and `pages/not-found.html` are given.
#[derive(Debug, Serialize)]
pub struct Portal<'a> {
    #[serde(flatten)]
    page: Page<'a>,
    lang: &'a str,
    dir: &'static str,
    t: &'a StringMap,
    sample: bool,
    org: Org<'a>,
    campaigns: Vec<Entry<'a>>,
}

/// One campaign in the list.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    title: &'a str,
    tagline: &'a str,
    summary: &'a str,
    href: String,
    kit_href: Option<String>,
    state: State,
    languages: Vec<Spoken<'a>>,
    lang: &'a str,
    items: usize,
    updated_text: Option<String>,
    start_text: Option<String>,
    end_text: Option<String>,
    picture: Option<PictureContext>,
}

#[derive(Debug, Serialize)]
struct Spoken<'a> {
    lang: &'a str,
    name: &'a str,
}

/// All that the portal is made from.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a> {
    /// Where files come from.
    pub source: &'a Source,
    /// The site.
    pub site: &'a Site,
    /// Its theme.
    pub theme: &'a Theme,
    /// What was planned.
    pub plan: &'a Plan,
    /// What was made of it, in the order of the plan.
    pub made: &'a [MadeKit],
    /// The day of the build.
    pub today: jiff::civil::Date,
}

/// The portal in `language`.
pub fn portal<'a>(whole: &Whole<'a>, language: &'a Language, report: &mut Report) -> Portal<'a> {
    let site = whole.site;
    let path = page::portal_path(site, language);
    let others: Vec<_> = site
        .languages
        .iter()
        .map(|one| (one, page::portal_path(site, one)))
        .collect();
    context(whole, language, &path, &others, "portal_title", report)
}

/// The page for what is not there. Hosts show it at any address, so its links are absolute.
pub fn not_found<'a>(whole: &Whole<'a>, report: &mut Report) -> Portal<'a> {
    let language = whole.site.default_language();
    let mut found = context(whole, language, "404.html", &[], "lost_title", report);
    let base = base_path(&whole.site.base_url);
    found.page.portal_href = format!("{base}{}", found.page.portal_href);
    found.page.feed_href = format!("{base}{}", found.page.feed_href);
    for entry in &mut found.campaigns {
        entry.href = format!("{base}{}", entry.href);
    }
    found.page.root = base;
    found
}

/// `https://example.go.id/kampanye/` → `/kampanye/`.
fn base_path(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or("/", |at| &rest[at..]).to_owned()
}

fn context<'a>(
    whole: &Whole<'a>,
    language: &'a Language,
    path: &str,
    others: &[(&'a Language, String)],
    title: &'a str,
    report: &mut Report,
) -> Portal<'a> {
    let (site, theme) = (whole.site, whole.theme);
    let root = page::root_of(path);
    let office = &site.organisation.get(language).name;
    let strings = theme.strings.get(language);
    let text = |key: &'a str| theme.strings.text(language, key);
    let mut campaigns: Vec<Entry> = site
        .campaigns
        .iter()
        .enumerate()
        .map(|one| entry(whole, language, one, &root, report))
        .collect();
    campaigns.sort_by_key(|entry| entry.state);
    let head = Head {
        title: format!("{} · {office}", text(title)),
        description: text("portal_description").replace("{office}", office),
        image: preview(whole, language),
        json_ld: None,
    };
    let pictures = Pictures::for_page(&root, "");
    Portal {
        page: page::page((site, theme), path, language, others, head),
        lang: language.as_str(),
        dir: language.direction(),
        t: strings,
        sample: site.sample,
        org: org(site, language, &pictures),
        campaigns,
    }
}

fn entry<'a>(
    whole: &Whole<'a>,
    language: &'a Language,
    (index, campaign): (usize, &'a Campaign),
    root: &str,
    report: &mut Report,
) -> Entry<'a> {
    let site = whole.site;
    let shown = if campaign.languages.contains(language) {
        language
    } else {
        site.default_language()
    };
    let texts = campaign.texts.get(shown);
    let mut kits = whole.plan.of_campaign(index);
    let found = kits.find(|(_, kit)| kit.edition.language == *shown);
    let kit = found.map(|(_, kit)| kit);
    let picture = kit.and_then(|kit| {
        let subject = subject(whole, kit);
        let pictures = Pictures::for_page(root, &campaign.folder);
        let name = campaign.picture.as_ref()?;
        pictures.find(&subject, name, None, &campaign.picture_place, report)
    });
    let day = |day: Option<jiff::civil::Date>| {
        day.map(|day| locale::date(day, language.as_str(), DateStyle::Long))
    };
    let made = found.and_then(|(at, _)| whole.made.get(at));
    let has_bundle = made.is_some_and(|made| made.bundle.is_some());
    Entry {
        title: &texts.title,
        tagline: &texts.tagline,
        summary: &texts.summary,
        href: kit.map_or_else(String::new, |kit| {
            format!("{root}{}/index.html", kit.folder)
        }),
        kit_href: kit
            .filter(|_| has_bundle)
            .map(|kit| format!("{root}{}/kit.html", kit.folder)),
        state: campaign.state(whole.today),
        languages: campaign
            .languages
            .iter()
            .map(|one| Spoken {
                lang: one.as_str(),
                name: one.name(),
            })
            .collect(),
        lang: shown.as_str(),
        items: made.map_or(0, |made| made.files.len()),
        updated_text: day(campaign.updated),
        start_text: day(campaign.period.from),
        end_text: day(campaign.period.until),
        picture,
    }
}

/// The subject of a planned kit.
pub fn subject<'a>(whole: &Whole<'a>, kit: &'a crate::plan::Kit) -> Subject<'a> {
    Subject {
        source: whole.source,
        site: whole.site,
        theme: whole.theme,
        campaign: &whole.site.campaigns[kit.campaign],
        edition: &kit.edition,
        folder: &kit.folder,
    }
}

/// The portal is previewed by the first campaign that runs.
fn preview(whole: &Whole, language: &Language) -> Option<HeadImage> {
    let kits = whole.plan.kits.iter().zip(whole.made);
    let mut own: Vec<_> = kits
        .filter(|(kit, _)| kit.edition.language == *language)
        .collect();
    own.sort_by_key(|(kit, _)| whole.site.campaigns[kit.campaign].state(whole.today));
    own.into_iter()
        .find_map(|(kit, made)| super::flyer::head_image(&subject(whole, kit), made))
}
