//! The site as a whole: `site.yaml`, and each folder beside it that is a campaign.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{
    campaign, channels, prints,
    read::{self, Read},
    schema::SiteFile,
    yaml::Node,
};
use crate::{
    diagnostic::{Code, Diagnostic, Place, Report},
    model::{Campaign, Language, Organisation, Site, Status, Translated},
    source::Source,
    text::markdown::Link,
};

const SITE: &str = "content/site.yaml";

/// Which campaigns to read.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Also those that are drafts.
    pub drafts: bool,
    /// Only the one in this folder.
    pub only: Option<String>,
    /// Instead of the site's own base address.
    pub base_url: Option<String>,
    /// Instead of the site's own theme.
    pub theme: Option<String>,
}

/// Reads the whole site. What is wrong goes to `report`; without a usable `site.yaml` there is no
/// site.
pub fn load(source: &Source, selection: &Selection, report: &mut Report) -> Option<Site> {
    if !source.has(SITE) {
        if source.below("content/").next().is_some() {
            report.push(
                Diagnostic::error(Code::NoContent, "content/site.yaml is missing")
                    .why("Sebar cannot know who publishes, in which languages and where")
                    .help("write it; `sebar help site` shows every key"),
            );
        }
        return None;
    }
    let tree = read::tree(source, SITE, report)?;
    let file = read::typed::<SiteFile>(tree.clone(), report)?;
    let languages = languages(&file.value, &file.tree, report)?;
    let base_url = selection
        .base_url
        .clone()
        .unwrap_or(file.value.base_url.clone());
    check_base_url(&base_url, file.tree.place_of("base_url"), report);
    check_tokens(&file.value.brand, &file.tree, report);
    let advice_off = advice_off(&file, report);
    let places = file.tree.get("brand").map(Node::entries);
    let places = places.into_iter().flatten();
    let brand_places = places.map(|entry| (entry.key.clone(), entry.key_place.clone()));
    let brand_places = brand_places.collect();
    let mut links = links(&file.tree);
    let organisation = organisations(source, &tree, &languages, &mut links, report)?;
    let keys = &file.value;
    let catalog = channels::catalog(&keys.channels, &keys.slots, &file.tree, report);
    let mut site = Site {
        organisation,
        base_url: format!("{}/", base_url.trim_end_matches('/')),
        languages,
        theme: selection.theme.clone().unwrap_or(file.value.theme),
        theme_place: file.tree.place_of("theme"),
        sample: file.value.sample,
        brand: file.value.brand,
        brand_places,
        channels: catalog.channels.iter().map(|rules| rules.channel).collect(),
        catalog,
        official_domains: file.value.official_domains,
        advice_off,
        links,
        sheets: prints::sheets(source, report),
        campaigns: Vec::new(),
    };
    site.campaigns = campaigns(source, &site, selection, report);
    Some(site)
}

fn campaigns(
    source: &Source,
    site: &Site,
    selection: &Selection,
    report: &mut Report,
) -> Vec<Campaign> {
    let folders = source.folders("content/");
    if folders.is_empty() {
        report.push(
            Diagnostic::error(Code::NoContent, "there is no campaign in content/")
                .why("there is nothing to make kits from")
                .help("a campaign is a folder with a campaign.yaml in it"),
        );
    }
    if let Some(only) = &selection.only
        && !folders.contains(&only.as_str())
    {
        let near = crate::diagnostic::did_you_mean(only, folders.iter().copied());
        let mut problem =
            Diagnostic::error(Code::NoContent, format!("there is no campaign `{only}`"));
        if let Some(near) = near {
            problem = problem.help(format!("did you mean `{near}`?"));
        }
        report.push(problem.help(format!("campaigns here: {}", folders.join(", "))));
    }
    let wanted = |name: &&str| selection.only.as_ref().is_none_or(|only| only == name);
    let read = |name: &str| {
        let mut report = Report::default();
        let campaign = campaign::load(source, (site, selection), name, &mut report);
        (campaign, report)
    };
    let all: Vec<_> = folders.into_par_iter().filter(wanted).map(read).collect();
    let mut campaigns = Vec::with_capacity(all.len());
    for (campaign, problems) in all {
        report.extend(problems.into_diagnostics());
        let shown = |one: &Campaign| selection.drafts || one.status != Status::Draft;
        campaigns.extend(campaign.filter(shown));
    }
    campaigns
}

fn languages(file: &SiteFile, tree: &Node, report: &mut Report) -> Option<Vec<Language>> {
    let mut languages = Vec::new();
    for (i, tag) in file.languages.iter().enumerate() {
        match Language::new(tag) {
            Some(language) if !languages.contains(&language) => languages.push(language),
            _ => report.push(
                Diagnostic::error(
                    Code::BadValue,
                    format!("`{tag}` is not a language tag of its own"),
                )
                .at(tree.place_of(&format!("languages.{i}")), "")
                .help("write each language once, as its tag: id, en, jv, ar"),
            ),
        }
    }
    if languages.is_empty() {
        report.push(
            Diagnostic::error(Code::BadValue, "the site has no language")
                .at(tree.place_of("languages"), "")
                .help("languages: [id]"),
        );
        return None;
    }
    Some(languages)
}

fn check_base_url(url: &str, place: Place, report: &mut Report) {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let host = rest
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_default();
    if host.is_empty() || url.contains([' ', '"', '<', '>', '?', '#']) {
        report.push(
            Diagnostic::error(Code::BadValue, "the base address cannot be used")
                .at(place, "not an http or https address")
                .why("previews in WhatsApp, the feed and the site map need the full address")
                .help("base_url: https://example.go.id/kampanye/"),
        );
    }
}

/// Rules that are switched off. Whoever comes after must be told why.
fn advice_off(file: &Read<SiteFile>, report: &mut Report) -> Vec<Code> {
    let rules = file.value.advice_off.rules();
    for (name, _, _) in rules
        .iter()
        .filter(|(_, _, reason)| reason.trim().is_empty())
    {
        report.push(
            Diagnostic::error(
                Code::BadValue,
                format!("`{name}` is switched off without a reason"),
            )
            .at(file.tree.place_of(&format!("advice_off.{name}")), "")
            .why("whoever comes after you would not know whether it can go on again")
            .help(format!("{name}: why it does not serve here")),
        );
    }
    rules.into_iter().map(|(_, code, _)| code).collect()
}

fn check_tokens(brand: &BTreeMap<String, String>, tree: &Node, report: &mut Report) {
    for (token, value) in brand {
        let hex = value.strip_prefix('#').unwrap_or_default();
        let good = matches!(hex.len(), 3 | 6) && hex.bytes().all(|b| b.is_ascii_hexdigit());
        if !good {
            report.push(
                Diagnostic::error(
                    Code::BadValue,
                    format!("the brand token `{token}` is not a colour"),
                )
                .at(tree.place_of(&format!("brand.{token}")), "")
                .help("write colours in quotes, as \"#0b6e4f\""),
            );
        }
    }
}

fn organisations(
    source: &Source,
    tree: &Node,
    languages: &[Language],
    links: &mut Vec<Link>,
    report: &mut Report,
) -> Option<Translated<Organisation>> {
    let default = read::typed::<SiteFile>(tree.clone(), report)?;
    let mut organisations = Translated::new(organisation(source, &default, report));
    for language in &languages[1..] {
        let path = read::translated(SITE, language);
        if !source.has(&path) {
            continue;
        }
        if let Some(over) = read::tree(source, &path, report)
            && let Some(file) = read::typed::<SiteFile>(tree.overlaid(&over), report)
        {
            links.extend(self::links(&over));
            organisations.add(language.clone(), organisation(source, &file, report));
        }
    }
    Some(organisations)
}

/// Every link of a site file.
fn links(tree: &Node) -> Vec<Link> {
    tree.links_under("contacts")
}

fn organisation(source: &Source, file: &Read<SiteFile>, report: &mut Report) -> Organisation {
    let keys = &file.value.organisation;
    let logo = keys.logo.clone().filter(|logo| {
        let is_there = source.has(&format!("content/{logo}"));
        if !is_there {
            report.push(
                Diagnostic::error(
                    Code::UnknownPicture,
                    format!("the logo `{logo}` is not in content/"),
                )
                .at(
                    file.tree.place_of("organisation.logo"),
                    "there is no such file",
                )
                .why("every piece would go out without the mark of the office")
                .help("put the file beside site.yaml, or leave the key out for the theme's mark"),
            );
        }
        is_there
    });
    Organisation {
        name: keys.name.clone(),
        domain: keys.domain.clone(),
        address: keys.address.clone(),
        hours: keys.hours.clone(),
        logo,
        licence: file.value.licence.clone(),
        contacts: file.value.contacts.clone(),
    }
}
