//! The newest versions of kits, for feed readers: Atom and JSON Feed.

use std::fmt::Write;

use super::{
    page::url_of,
    portal::{Whole, subject},
};
use crate::{model::Language, plan::Kit};

/// How many entries a feed has; `kits.json` lists every kit.
const NEWEST: usize = 100;

fn day(whole: &Whole, kit: &Kit) -> jiff::civil::Date {
    let updated = whole.site.campaigns[kit.campaign].updated;
    updated.unwrap_or(whole.today)
}

/// The newest first.
fn newest<'a>(whole: &Whole<'a>) -> Vec<&'a Kit> {
    let mut kits: Vec<_> = whole.plan.kits.iter().collect();
    kits.sort_by(|a, b| {
        let days = day(whole, b).cmp(&day(whole, a));
        days.then_with(|| a.folder.cmp(&b.folder))
    });
    kits.truncate(NEWEST);
    kits
}

/// Address of the page that an entry leads to.
fn front(whole: &Whole, kit: &Kit) -> String {
    let name = if kit.has_page() {
        "kit.html"
    } else {
        "index.html"
    };
    url_of(whole.site, &format!("{}/{name}", kit.folder))
}

/// Which version of which kit: what a feed reader tells entries apart by.
fn id(whole: &Whole, kit: &Kit) -> String {
    let version = whole.site.campaigns[kit.campaign].version;
    format!("{}#v{version}", front(whole, kit))
}

/// The newest versions of kits (RFC 4287).
pub fn atom(whole: &Whole) -> String {
    let site = whole.site;
    let language = site.default_language();
    let office = &site.organisation.get(language).name;
    let kits = newest(whole);
    let newest = kits.first().map_or(whole.today, |kit| day(whole, kit));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n<title>{}</title>\n<id>{base}</id>\n<link href=\"{base}\"/>\n<link rel=\"self\" href=\"{base}feed.xml\"/>\n<updated>{newest}T00:00:00Z</updated>\n<author><name>{}</name></author>\n",
        xml(office),
        xml(office),
        base = xml(&site.base_url),
    );
    for kit in kits {
        let about = subject(whole, kit);
        let url = xml(&front(whole, kit));
        let _ = writeln!(
            out,
            "<entry xml:lang=\"{}\"><title>{}</title><id>{}</id><link href=\"{url}\"/><updated>{}T00:00:00Z</updated><summary>{}</summary></entry>",
            kit.edition.language,
            xml(&about.texts().title),
            xml(&id(whole, kit)),
            day(whole, kit),
            xml(&about.texts().summary),
        );
    }
    out + "</feed>\n"
}

/// The same for readers of JSON (JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>).
pub fn json(whole: &Whole) -> String {
    let site = whole.site;
    let language = site.default_language();
    let office = &site.organisation.get(language).name;
    let item = |kit: &Kit| {
        let about = subject(whole, kit);
        serde_json::json!({
            "id": id(whole, kit),
            "url": front(whole, kit),
            "title": about.texts().title,
            "content_text": about.texts().summary,
            "date_modified": format!("{}T00:00:00Z", day(whole, kit)),
            "language": kit.edition.language.as_str(),
        })
    };
    let items: Vec<_> = newest(whole).into_iter().map(item).collect();
    let feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": office,
        "home_page_url": site.base_url,
        "feed_url": url_of(site, "feed.json"),
        "language": language.as_str(),
        "authors": [{"name": office, "url": site.base_url}],
        "items": items,
    });
    // values of text always serialize
    serde_json::to_string_pretty(&feed).unwrap_or_default() + "\n"
}

/// Languages of one campaign's pages, with the path of `page` in each.
pub fn editions<'a>(whole: &Whole<'a>, kit: &Kit, page: &str) -> Vec<(&'a Language, String)> {
    let same = whole.plan.of_campaign(kit.campaign).filter(|(_, other)| {
        other.edition.area == kit.edition.area && other.edition.audience == kit.edition.audience
    });
    same.map(|(_, other)| (&other.edition.language, format!("{}/{page}", other.folder)))
        .collect()
}

/// Text that may stand in XML.
pub fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
