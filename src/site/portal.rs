//! The portal: all campaigns, in each language of the site; and the pages for what is not there and
//! for when there is no network.

use serde::Serialize;

use super::{
    listing::{self, Choices, Entry},
    page::{self, Head, HeadImage, Page},
};
use crate::{
    build::MadeKit,
    diagnostic::Report,
    model::{Language, Site},
    plan::Plan,
    render::{
        Subject,
        context::{Org, PictureContext, Pictures, org},
    },
    source::Source,
    theme::{Theme, Themes},
};

/// How many campaigns one page lists: about five screens of a desktop.
const PER_PAGE: usize = 40;

/// What `pages/portal.html`, `pages/not-found.html` and `pages/offline.html` are given.
#[derive(Debug, Serialize)]
pub struct Portal<'a> {
    #[serde(flatten)]
    page: Page<'a>,
    lang: &'a str,
    dir: &'static str,
    t: &'a tera::Value,
    sample: bool,
    org: Org<'a>,
    campaigns: Vec<Listed<'a>>,
    /// How many there are on all pages.
    total: usize,
    /// Which page of the list this is, and how many there are.
    number: usize,
    pages: usize,
    /// Lead to the pages of the list.
    page_hrefs: Vec<String>,
    /// Leads to the search index, where there are more pages than one.
    search_href: Option<String>,
    /// What the list can be filtered by.
    choices: Choices<'a>,
}

/// One campaign in the list.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    entry: Entry<'a>,
    picture: Option<PictureContext>,
}

/// All that the portal is made from.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a> {
    /// Where files come from.
    pub source: &'a Source,
    /// The site.
    pub site: &'a Site,
    /// Its own theme.
    pub theme: &'a Theme,
    /// That, and those of campaigns.
    pub themes: &'a Themes,
    /// What was planned.
    pub plan: &'a Plan,
    /// What was made of it, in the order of the plan.
    pub made: &'a [MadeKit],
    /// The day of the build.
    pub today: jiff::civil::Date,
}

/// The list of all campaigns in one language, of which each page shows some.
#[derive(Debug)]
pub struct List<'a, 'e> {
    whole: &'e Whole<'a>,
    language: &'a Language,
    entries: &'e [Entry<'a>],
    choices: Choices<'a>,
    preview: Option<HeadImage>,
}

impl<'a, 'e> List<'a, 'e> {
    /// The list of `entries`, which are all campaigns.
    pub fn of(whole: &'e Whole<'a>, language: &'a Language, entries: &'e [Entry<'a>]) -> Self {
        Self {
            whole,
            language,
            entries,
            choices: Choices::of(whole.site, entries),
            preview: preview(whole, language),
        }
    }

    /// How many pages it has.
    pub fn pages(&self) -> usize {
        page_count(self.entries.len())
    }

    /// One of them, from 1, with its path.
    pub fn page(&self, number: usize, report: &mut Report) -> (String, Portal<'a>) {
        let (site, language, pages) = (self.whole.site, self.language, self.pages());
        let path = page_path(site, language, number);
        let languages = site.languages.iter();
        let others: Vec<_> = languages
            .map(|one| (one, page_path(site, one, number)))
            .collect();
        let first = (number - 1) * PER_PAGE;
        let listed = &self.entries[first..self.entries.len().min(first + PER_PAGE)];
        let head = head(self.whole, language, "portal_title", self.preview.clone());
        let mut portal = context(self.whole, language, &path, (&others, head), listed, report);
        let root = portal.page.root.clone();
        portal.number = number;
        portal.pages = pages;
        portal.total = self.entries.len();
        portal.page_hrefs = (1..=pages)
            .map(|number| format!("{root}{}", page_path(site, language, number)))
            .collect();
        portal.search_href =
            (pages > 1).then(|| format!("{root}{}", listing::index_path(self.whole, language)));
        portal.choices = self.choices.clone();
        (path, portal)
    }
}

/// How many pages list `campaigns`.
pub fn page_count(campaigns: usize) -> usize {
    campaigns.div_ceil(PER_PAGE).max(1)
}

/// The path of one page of the portal: `index.html`, then `page-2.html`…
pub fn page_path(site: &Site, language: &Language, number: usize) -> String {
    let first = page::portal_path(site, language);
    if number == 1 {
        first
    } else {
        first.replace("index.html", &format!("page-{number}.html"))
    }
}

/// The page for what is not there. Hosts show it at any address, so its links are absolute.
pub fn not_found<'a>(whole: &Whole<'a>, entries: &[Entry<'a>], report: &mut Report) -> Portal<'a> {
    rootless(whole, "404.html", "lost_title", entries, report)
}

/// The page that the service worker shows for what it has not kept.
pub fn offline<'a>(whole: &Whole<'a>, report: &mut Report) -> Portal<'a> {
    rootless(whole, "offline.html", "offline_title", &[], report)
}

/// A page in the site's first language that is shown in place of others.
fn rootless<'a>(
    whole: &Whole<'a>,
    path: &str,
    title: &str,
    entries: &[Entry<'a>],
    report: &mut Report,
) -> Portal<'a> {
    let language = whole.site.default_language();
    let shown = &entries[..entries.len().min(5)];
    let head = head(whole, language, title, preview(whole, language));
    let mut found = context(whole, language, path, (&[], head), shown, report);
    let base = base_path(&whole.site.base_url);
    found.page = found.page.below(&base);
    found
}

/// `https://example.go.id/kampanye/` → `/kampanye/`.
pub fn base_path(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or("/", |at| &rest[at..]).to_owned()
}

fn head(whole: &Whole, language: &Language, title: &str, image: Option<HeadImage>) -> Head {
    let office = &whole.site.organisation.get(language).name;
    let text = |key| whole.theme.strings.text(language, key);
    Head {
        title: format!("{} · {office}", text(title)),
        description: text("portal_description").replace("{office}", office),
        image,
        json_ld: None,
    }
}

fn context<'a>(
    whole: &Whole<'a>,
    language: &'a Language,
    path: &str,
    (others, head): (&[(&'a Language, String)], Head),
    listed: &[Entry<'a>],
    report: &mut Report,
) -> Portal<'a> {
    let (site, theme) = (whole.site, whole.theme);
    let root = page::root_of(path);
    let pictures = Pictures::for_page(&root, "");
    let campaigns = listed.iter().map(|entry| Listed {
        picture: entry.picture(whole, &root, report),
        entry: entry.clone(),
    });
    Portal {
        campaigns: campaigns.collect(),
        page: page::page((site, theme), path, language, others, head),
        lang: language.as_str(),
        dir: language.direction(),
        t: theme.strings.value(language),
        sample: site.sample,
        org: org(site, language, &pictures),
        total: listed.len(),
        number: 1,
        pages: 1,
        page_hrefs: Vec::new(),
        search_href: None,
        choices: Choices::default(),
    }
}

/// The subject of a planned kit.
pub fn subject<'a>(whole: &Whole<'a>, kit: &'a crate::plan::Kit) -> Subject<'a> {
    Subject::of((whole.source, whole.site, whole.themes), kit)
}

/// The portal is previewed by the first campaign that runs.
fn preview(whole: &Whole, language: &Language) -> Option<HeadImage> {
    let kits = whole.plan.kits.iter().zip(whole.made);
    let mut own: Vec<_> = kits
        .filter(|(kit, _)| kit.edition.language == *language)
        .collect();
    own.sort_by_key(|(kit, _)| whole.site.campaigns[kit.campaign].state(whole.today));
    own.into_iter()
        .find_map(|(kit, made)| super::flyer::head_image(&subject(whole, kit), &made.files))
}
