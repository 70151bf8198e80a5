//! What search engines are told: `sitemap.xml` and `robots.txt`.

use std::fmt::Write;

use super::{
    feeds::{editions, xml},
    page::url_of,
    portal::{Whole, page_count, page_path},
};

/// As many addresses as one file may list (sitemaps.org protocol 0.9).
const MOST: usize = 50_000;

/// All pages with their translations (sitemaps.org protocol 0.9, with
/// <https://developers.google.com/search/docs/specialty/international/localized-versions>). A path
/// and a text for each file: more addresses than one file may list stand in several, which the first
/// names.
pub fn sitemap(whole: &Whole) -> Vec<(String, String)> {
    let entries = entries(whole);
    if entries.len() <= MOST {
        return vec![("sitemap.xml".to_owned(), url_set(&entries))];
    }
    let parts: Vec<(String, String)> = entries
        .chunks(MOST)
        .enumerate()
        .map(|(at, part)| (format!("sitemap-{}.xml", at + 1), url_set(part)))
        .collect();
    let mut index = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, _) in &parts {
        // writing to a String cannot fail
        let _ = writeln!(
            index,
            "<sitemap><loc>{}</loc></sitemap>",
            xml(&url_of(whole.site, path))
        );
    }
    index += "</sitemapindex>\n";
    let mut files = vec![("sitemap.xml".to_owned(), index)];
    files.extend(parts);
    files
}

fn url_set(entries: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{}</urlset>\n",
        entries.concat()
    )
}

fn entries(whole: &Whole) -> Vec<String> {
    let site = whole.site;
    let mut entries = Vec::new();
    let mut add = |path: &str, others: &[(&str, String)], updated: Option<jiff::civil::Date>| {
        let day = updated
            .map(|day| format!("<lastmod>{day}</lastmod>"))
            .unwrap_or_default();
        let link = |(lang, path): &(&str, String)| {
            format!(
                "<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}\"/>",
                xml(&url_of(site, path))
            )
        };
        let links: String = if others.len() > 1 {
            others.iter().map(link).collect()
        } else {
            String::new()
        };
        let url = xml(&url_of(site, path));
        entries.push(format!("<url><loc>{url}</loc>{day}{links}</url>\n"));
    };
    for number in 1..=page_count(site.campaigns.len()) {
        let portals: Vec<_> = site
            .languages
            .iter()
            .map(|language| (language.as_str(), page_path(site, language, number)))
            .collect();
        for (_, path) in &portals {
            add(path, &portals, None);
        }
    }
    for kit in &whole.plan.kits {
        let updated = site.campaigns[kit.campaign].updated;
        let pages = [("index.html", true), ("kit.html", kit.has_page())];
        for (name, _) in pages.into_iter().filter(|(_, is_there)| *is_there) {
            let others: Vec<_> = editions(whole, kit, name)
                .into_iter()
                .map(|(language, path)| (language.as_str(), path))
                .collect();
            add(&format!("{}/{name}", kit.folder), &others, updated);
        }
    }
    entries
}

/// `robots.txt`: everything may be read.
pub fn robots(whole: &Whole) -> String {
    format!(
        "User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n",
        whole.site.base_url
    )
}
