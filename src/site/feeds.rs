//! What machines read of a site: site map, Atom feed, `kits.json`, `robots.txt`.

use std::fmt::Write;

use serde::Serialize;

use super::{
    page::{self, url_of},
    portal::{Whole, subject},
};
use crate::model::{Language, State};

/// All pages and their languages (sitemaps.org protocol 0.9, with xhtml links).
pub fn sitemap(whole: &Whole) -> String {
    let site = whole.site;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut add = |path: &str, updated: Option<jiff::civil::Date>| {
        let day = updated
            .map(|day| format!("<lastmod>{day}</lastmod>"))
            .unwrap_or_default();
        // writing to a String cannot fail
        let _ = writeln!(
            out,
            "<url><loc>{}</loc>{day}</url>",
            xml(&url_of(site, path))
        );
    };
    for language in &site.languages {
        add(&page::portal_path(site, language), None);
    }
    for kit in &whole.plan.kits {
        let updated = site.campaigns[kit.campaign].updated;
        add(&format!("{}/index.html", kit.folder), updated);
        add(&format!("{}/kit.html", kit.folder), updated);
    }
    out + "</urlset>\n"
}

/// The newest versions of kits (RFC 4287).
pub fn atom(whole: &Whole) -> String {
    let site = whole.site;
    let language = site.default_language();
    let office = &site.organisation.get(language).name;
    let day = |kit: &crate::plan::Kit| site.campaigns[kit.campaign].updated.unwrap_or(whole.today);
    let mut kits: Vec<_> = whole.plan.kits.iter().collect();
    kits.sort_by(|a, b| day(b).cmp(&day(a)).then_with(|| a.folder.cmp(&b.folder)));
    let newest = kits.first().map_or(whole.today, |kit| day(kit));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n<title>{}</title>\n<id>{base}</id>\n<link href=\"{base}\"/>\n<link rel=\"self\" href=\"{base}feed.xml\"/>\n<updated>{newest}T00:00:00Z</updated>\n<author><name>{}</name></author>\n",
        xml(office),
        xml(office),
        base = xml(&site.base_url),
    );
    for kit in kits {
        let about = subject(whole, kit);
        let url = xml(&url_of(site, &format!("{}/kit.html", kit.folder)));
        let _ = writeln!(
            out,
            "<entry xml:lang=\"{}\"><title>{}</title><id>{url}#v{}</id><link href=\"{url}\"/><updated>{}T00:00:00Z</updated><summary>{}</summary></entry>",
            kit.edition.language,
            xml(&about.texts().title),
            about.campaign.version,
            day(kit),
            xml(&about.texts().summary),
        );
    }
    out + "</feed>\n"
}

/// `kits.json`: every kit, for programs of others. Format 1.
#[derive(Debug, Serialize)]
struct Kits<'a> {
    format: u32,
    base_url: &'a str,
    kits: Vec<KitEntry<'a>>,
}

#[derive(Debug, Serialize)]
struct KitEntry<'a> {
    campaign: &'a str,
    code: &'a str,
    title: &'a str,
    summary: &'a str,
    edition: &'a crate::model::Edition,
    state: State,
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    page: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bundle: Option<Bundle>,
    artifacts: usize,
}

#[derive(Debug, Serialize)]
struct Bundle {
    url: String,
    bytes: u64,
    sha256: String,
}

/// `kits.json`.
pub fn kits_json(whole: &Whole) -> String {
    let site = whole.site;
    let kits = whole.plan.kits.iter().zip(whole.made).map(|(kit, made)| {
        let about = subject(whole, kit);
        let bundle = made.bundle.as_ref();
        KitEntry {
            campaign: &about.campaign.folder,
            code: &about.campaign.code,
            title: &about.texts().title,
            summary: &about.texts().summary,
            edition: &kit.edition,
            state: about.campaign.state(whole.today),
            version: about.campaign.version,
            updated: about.campaign.updated.map(|day| day.to_string()),
            page: url_of(site, &format!("{}/index.html", kit.folder)),
            kit: bundle.map(|_| url_of(site, &format!("{}/kit.html", kit.folder))),
            bundle: bundle.map(|bundle| Bundle {
                url: url_of(site, &bundle.file.path),
                bytes: bundle.file.bytes,
                sha256: bundle.file.sha256.to_string(),
            }),
            artifacts: made.files.len(),
        }
    });
    let all = Kits {
        format: 1,
        base_url: &site.base_url,
        kits: kits.collect(),
    };
    // plain structs of text and numbers always serialize
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}

/// `robots.txt`: everything may be read.
pub fn robots(whole: &Whole) -> String {
    format!(
        "User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n",
        whole.site.base_url
    )
}

/// Languages of one campaign's pages, with the path of `page` in each.
pub fn editions<'a>(
    whole: &Whole<'a>,
    kit: &crate::plan::Kit,
    page: &str,
) -> Vec<(&'a Language, String)> {
    let same = whole.plan.of_campaign(kit.campaign).filter(|(_, other)| {
        other.edition.area == kit.edition.area && other.edition.audience == kit.edition.audience
    });
    same.map(|(_, other)| (&other.edition.language, format!("{}/{page}", other.folder)))
        .collect()
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
