//! Links that writers wrote: that none leads to nowhere, and which lead away from the office.

use std::{cell::LazyCell, collections::BTreeSet};

use crate::{
    content::LocalFacts,
    diagnostic::{Code, Diagnostic, Report, did_you_mean},
    model::{Campaign, Language, Site, TextMaterial},
    plan::Plan,
    site::page,
    source::Source,
    text::{
        self,
        markdown::{self, Document, Link},
    },
};

/// Checks every link of the site, in its YAML files and in its texts.
pub fn check(source: &Source, site: &Site, plan: &Plan, report: &mut Report) {
    let rules = Rules {
        site,
        paths: LazyCell::new(Box::new(|| paths(source, site, plan))),
    };
    for link in &site.links {
        rules.whole(link, report);
    }
    for campaign in &site.campaigns {
        for language in &campaign.languages {
            rules.edition(campaign, language, report);
        }
    }
}

/// Every path that a page may lead to.
fn paths(source: &Source, site: &Site, plan: &Plan) -> BTreeSet<String> {
    let artifacts = plan.kits.iter().flat_map(|kit| &kit.artifacts);
    let mut paths: BTreeSet<String> = artifacts.map(|artifact| artifact.path.clone()).collect();
    for language in &site.languages {
        paths.insert(page::portal_path(site, language));
    }
    // also campaigns that this build leaves out (`--only`)
    for folder in source.folders("content/") {
        paths.insert(format!("{folder}/index.html"));
        paths.insert(format!("{folder}/kit.html"));
    }
    paths
}

struct Rules<'a> {
    site: &'a Site,
    /// Gathered for the first link that stays on the site: most lead elsewhere.
    paths: LazyCell<BTreeSet<String>, Box<dyn FnOnce() -> BTreeSet<String> + 'a>>,
}

impl Rules<'_> {
    fn edition(&self, campaign: &Campaign, language: &Language, report: &mut Report) {
        let texts = campaign.texts.get(language);
        for link in &texts.links {
            self.whole(link, report);
        }
        for link in &texts.source_links {
            // a source may well be somebody else
            followed(link, report);
        }
        let materials = campaign.materials.get(language);
        if let Some(flyer) = &materials.flyer {
            let first = self.site.default_language();
            let folder = if language == first {
                campaign.folder.clone()
            } else {
                format!("{language}/{}", campaign.folder)
            };
            for link in &flyer.document.links {
                self.on_page(link, &flyer.document, &folder, report);
            }
        }
        let others = [
            &materials.talking_points,
            &materials.message,
            &materials.script,
            &materials.press_release,
            &materials.faq,
        ];
        let links = |text: &TextMaterial| text.document.links.clone();
        let prints = materials.prints.iter().map(|print| &print.text);
        let sent = others.into_iter().flatten().chain(prints).flat_map(links);
        let captions = materials.posts.iter().flat_map(|post| {
            let body = &post.body;
            let facts = LocalFacts {
                register: &texts.facts,
                language: &post.language,
            };
            // what else is wrong with a caption is told when it is made
            let mut told = Report::default();
            markdown::parse(&body.file, body.span.start, &facts, &mut told).links
        });
        for link in sent.chain(captions) {
            self.whole(&link, report);
        }
    }

    /// A link that is read away from the site: in a message, on paper, on another page.
    fn whole(&self, link: &Link, report: &mut Report) {
        if followed(link, report) {
            self.official(link, report);
        }
    }

    /// A link on the e-flyer in `folder`.
    fn on_page(&self, link: &Link, document: &Document, folder: &str, report: &mut Report) {
        let url = link.url.as_str();
        if text::is_whole(url) || url.starts_with("//") {
            self.official(link, report);
            return;
        }
        let (path, anchor) = url.split_once('#').unwrap_or((url, ""));
        let path = path.split('?').next().unwrap_or_default();
        if path.is_empty() {
            let ids = || document.sections.iter().map(|section| section.id.as_str());
            if !anchor.is_empty() && !ids().any(|id| id == anchor) {
                let near = did_you_mean(anchor, ids());
                let help = near.map_or_else(
                    || {
                        format!(
                            "sections of this page: {}",
                            ids().collect::<Vec<_>>().join(", ")
                        )
                    },
                    |near| format!("did you mean `#{near}`?"),
                );
                report.push(dead(link).why("nothing would happen on a tap").help(help));
            }
            return;
        }
        let target = resolved(folder, path);
        if !target.is_some_and(|target| self.paths.contains(&target)) {
            report.push(
                dead(link)
                    .why("readers would see “page not found”")
                    .help("from an e-flyer: `kit.html` is its kit, `../OTHER/index.html` another campaign")
                    .help("for a page elsewhere write the whole address: https://…"),
            );
        }
    }

    /// Warns of a link to a host that is not the office's, where it says which are.
    fn official(&self, link: &Link, report: &mut Report) {
        let domains = &self.site.official_domains;
        let Some(host) = host(&link.url) else { return };
        let own = host_of(&self.site.base_url);
        let is_official = domains
            .iter()
            .map(String::as_str)
            .chain([own])
            .any(|domain| {
                host.eq_ignore_ascii_case(domain)
                    || host
                        .len()
                        .checked_sub(domain.len() + 1)
                        .and_then(|at| host.get(at..))
                        .is_some_and(|end| {
                            end[1..].eq_ignore_ascii_case(domain) && end.starts_with('.')
                        })
            });
        if domains.is_empty() || is_official {
            return;
        }
        report.push(
            Diagnostic::warning(
                Code::UnofficialLink,
                format!("this link leads to {host}, which is not an official domain"),
            )
            .at(link.place.clone(), "")
            .why("readers are told to trust official addresses only")
            .help(format!(
                "lead to a page on {}, or add `{host}` to `official_domains` in content/site.yaml",
                domains.join(" or ")
            )),
        );
    }
}

/// Whether a link can be followed from anywhere; one that cannot is reported.
fn followed(link: &Link, report: &mut Report) -> bool {
    let is_whole = text::is_whole(&link.url) || link.url.is_empty();
    if !is_whole {
        report.push(
            dead(link)
                .why("whoever reads it in a message or on paper cannot follow it")
                .help("write the whole address: https://…, tel:…, mailto:…"),
        );
    }
    is_whole
}

fn dead(link: &Link) -> Diagnostic {
    Diagnostic::error(
        Code::DeadLink,
        format!("the link `{}` leads nowhere", link.url),
    )
    .at(link.place.clone(), "")
}

/// The path from the public folder; none if it leaves that folder or begins at the host.
fn resolved(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            ".." => _ = parts.pop()?,
            "." => {}
            name => parts.push(name),
        }
    }
    let path = parts.join("/");
    let is_folder = path.is_empty() || path.ends_with('/');
    Some(if is_folder { path + "index.html" } else { path })
}

/// The host of a link to a page.
fn host(url: &str) -> Option<&str> {
    let is_page = ["https://", "http://", "//"].iter().any(|start| {
        url.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    });
    is_page.then(|| host_of(url))
}

fn host_of(url: &str) -> &str {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_resolved_inside_the_public_folder() {
        let from = |path| resolved("en/jentik", path);
        assert_eq!(from("kit.html").as_deref(), Some("en/jentik/kit.html"));
        assert_eq!(
            from("../jentik/./").as_deref(),
            Some("en/jentik/index.html")
        );
        assert_eq!(from("../../index.html").as_deref(), Some("index.html"));
        assert_eq!(from("../../../index.html"), None);
        assert_eq!(from("/kit.html"), None);
    }

    #[test]
    fn hosts_are_what_a_browser_asks() {
        assert_eq!(
            host("https://example.go.id@evil.com:80/x"),
            Some("evil.com")
        );
        assert_eq!(host("HTTP://Example.go.id?x"), Some("Example.go.id"));
        assert_eq!(host("//example.com"), Some("example.com"));
        assert_eq!(host("mailto:a@example.com"), None);
    }
}
