//! What every page is given beside its own matter.

use serde::Serialize;

use super::single_file::Inside;
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report},
    model::{Contact, Language, Site},
    theme::{StringMap, Theme},
};

/// What every page is given.
#[derive(Debug, Serialize)]
pub struct Page<'a> {
    /// Leads from the page to the public folder: `../`.
    pub root: String,
    /// Leads from the page to what its theme brings along, style sheets and scripts: `../assets/`.
    pub assets: String,
    /// Address of the page.
    pub url: String,
    /// Leads to the portal in the page's language.
    pub portal_href: String,
    /// Leads to the feed.
    pub feed_href: String,
    /// Leads to the same feed as JSON.
    pub feed_json_href: String,
    /// Leads to the web app manifest; none where the theme is no app.
    pub manifest_href: Option<String>,
    /// Tokens: the beginning of the page's style sheet, which stands inside of it, since on a slow
    /// network each file that has to come first costs a second.
    pub css: String,
    /// Rules of the fonts, which are asked for after the first look.
    pub faces: String,
    /// The script that brings fonts and scripts after the first look.
    pub later: &'a str,
    /// What else stands inside of a page that is one file.
    pub inside: Option<Inside>,
    /// The page in each language, the default first.
    pub alternates: Vec<Alternate<'a>>,
    /// For the head of the page.
    pub head: Head,
    /// The theme's tokens, by name.
    pub tokens: &'a tera::Value,
    /// How to reach the office.
    pub contacts: &'a [Contact],
    /// Under which terms the materials may be used.
    pub licence: Option<&'a str>,
}

/// The page in one language.
#[derive(Debug, Serialize)]
pub struct Alternate<'a> {
    /// The language's tag.
    pub lang: &'a str,
    /// What it calls itself.
    pub name: &'a str,
    /// Leads there from this page.
    pub href: String,
    /// Its address.
    pub url: String,
    /// Whether it is this page.
    pub current: bool,
}

/// For the head of a page.
#[derive(Debug, Serialize)]
pub struct Head {
    /// At most 70 characters, which is what searches show.
    pub title: String,
    /// At most 200 characters, which is what searches and previews show.
    pub description: String,
    /// For previews.
    pub image: Option<HeadImage>,
    /// Structured data, ready to stand in a script element.
    pub json_ld: Option<String>,
}

/// For previews.
#[derive(Debug, Clone, Serialize)]
pub struct HeadImage {
    /// Address.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Alternative text.
    pub alt: String,
    /// Media type.
    #[serde(rename = "type")]
    pub media_type: &'static str,
}

/// The page at `path` of the public folder, in `language`. `others` are the languages it is in and
/// the path in each.
pub fn page<'a>(
    (site, theme): (&'a Site, &'a Theme),
    path: &str,
    language: &'a Language,
    others: &[(&'a Language, String)],
    head: Head,
) -> Page<'a> {
    let organisation = site.organisation.get(language);
    let root = root_of(path);
    let alternates = others.iter().map(|(other, path)| Alternate {
        lang: other.as_str(),
        name: other.name(),
        href: format!("{root}{path}"),
        url: url_of(site, path),
        current: *other == language,
    });
    Page {
        url: url_of(site, path),
        portal_href: format!("{root}{}", portal_path(site, language)),
        feed_href: format!("{root}feed.xml"),
        feed_json_href: format!("{root}feed.json"),
        assets: format!("{root}{}", theme.assets),
        manifest_href: theme
            .is_app
            .then(|| format!("{root}{}", manifest_path(site, language))),
        css: theme.style(),
        faces: theme.faces(&root),
        later: &theme.later,
        inside: None,
        alternates: alternates.collect(),
        head,
        tokens: &theme.token_values,
        contacts: &organisation.contacts,
        licence: organisation.licence.as_deref(),
        root,
    }
}

/// The portal's path in a language.
pub fn portal_path(site: &Site, language: &Language) -> String {
    if language == site.default_language() {
        "index.html".to_owned()
    } else {
        format!("{language}/index.html")
    }
}

impl Page<'_> {
    /// The page with all its addresses below `base`, so that it leads to the site from wherever it
    /// is shown.
    #[must_use]
    pub fn below(mut self, base: &str) -> Self {
        let whole = |href: &str| format!("{base}{}", href.trim_start_matches("../"));
        self.assets = whole(&self.assets);
        self.portal_href = whole(&self.portal_href);
        self.feed_href = whole(&self.feed_href);
        self.feed_json_href = whole(&self.feed_json_href);
        self.manifest_href = self.manifest_href.as_deref().map(whole);
        for alternate in &mut self.alternates {
            alternate.href.clone_from(&alternate.url);
        }
        base.clone_into(&mut self.root);
        self
    }
}

/// The path of the web app manifest in a language, beside its portal.
pub fn manifest_path(site: &Site, language: &Language) -> String {
    portal_path(site, language).replace("index.html", "manifest.webmanifest")
}

/// Leads from the page at `page` to the file at `path`, both of the public folder: a kit page names
/// hundreds of files, most of them below its own folder.
pub fn leading(page: &str, path: &str) -> String {
    let folder = page.rfind('/').map_or("", |end| &page[..=end]);
    path.strip_prefix(folder)
        .map_or_else(|| format!("{}{path}", root_of(page)), str::to_owned)
}

/// Leads from the page at `path` to the public folder.
pub fn root_of(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// Address of the file at `path`; a folder's own page has the folder's address.
pub fn url_of(site: &Site, path: &str) -> String {
    let short = match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    };
    format!("{}{short}", site.base_url)
}

/// The strings of `theme` in `language`, for pages that have no campaign.
pub fn strings<'a>(theme: &'a Theme, language: &Language) -> &'a StringMap {
    theme.strings.get(language)
}

/// `text` in at most `most` characters. A longer one ends at a word, with an ellipsis, and is
/// reported: searches and previews would cut it anywhere.
pub fn at_most(text: &str, most: usize, place: &Place, report: &mut Report) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = text.chars().count();
    if length <= most {
        return text;
    }
    report.push(
        Diagnostic::warning(
            Code::CaptionTooLong,
            format!("a text for searches and previews has {length} characters"),
        )
        .at(place.clone(), format!("they show {most}"))
        .why("readers of a preview see it shortened")
        .help("write a shorter title or summary"),
    );
    let cut: String = text.chars().take(most - 1).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', '.', ';', ':']))
}
