//! What every job of one kit is about: the site, the theme, a campaign and an edition of it.

use crate::{
    content::LocalFacts,
    model::{Campaign, CampaignTexts, Edition, Language, Materials, Site},
    source::Source,
    theme::{StringMap, Theme, Themes},
};

/// One edition of one campaign, with all it is made from.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Where files come from.
    pub source: &'a Source,
    /// The site.
    pub site: &'a Site,
    /// The campaign's theme.
    pub theme: &'a Theme,
    /// The campaign.
    pub campaign: &'a Campaign,
    /// Which version of it.
    pub edition: &'a Edition,
    /// The edition's folder below the public folder.
    pub folder: &'a str,
}

impl<'a> Subject<'a> {
    /// What the jobs of a planned kit are about.
    pub fn of(
        (source, site, themes): (&'a Source, &'a Site, &'a Themes),
        kit: &'a crate::plan::Kit,
    ) -> Self {
        Self {
            source,
            site,
            theme: themes.of(kit.campaign),
            campaign: &site.campaigns[kit.campaign],
            edition: &kit.edition,
            folder: &kit.folder,
        }
    }

    /// The edition's language.
    pub fn language(&self) -> &'a Language {
        &self.edition.language
    }

    /// The campaign's texts in that language.
    pub fn texts(&self) -> &'a CampaignTexts {
        self.campaign.texts.get(self.language())
    }

    /// What was written in that language.
    pub fn materials(&self) -> &'a Materials {
        self.campaign.materials.get(self.language())
    }

    /// The theme's strings in that language.
    pub fn strings(&self) -> &'a StringMap {
        self.theme.strings.get(self.language())
    }

    /// The theme's string for `key`.
    pub fn string(&self, key: &'a str) -> &'a str {
        self.theme.strings.text(self.language(), key)
    }

    /// The campaign's facts as that language writes them.
    pub fn facts(&self) -> LocalFacts<'a> {
        LocalFacts {
            register: &self.texts().facts,
            language: self.language(),
        }
    }

    /// The campaign's link as people read it: without scheme and trailing slash.
    pub fn link_text(&self) -> &'a str {
        bare(&self.texts().action.link)
    }

    /// Hashtags with `#`, of a post or of the campaign.
    pub fn hashtags(&self, own: Option<&Vec<String>>) -> Vec<String> {
        let tags = own.unwrap_or(&self.texts().hashtags);
        tags.iter()
            .map(|tag| format!("#{}", tag.trim_start_matches('#')))
            .collect()
    }
}

/// An address without scheme, `www.` and trailing slash.
pub fn bare(link: &str) -> &str {
    let link = link.split_once("://").map_or(link, |(_, rest)| rest);
    link.strip_prefix("www.")
        .unwrap_or(link)
        .trim_end_matches('/')
}
