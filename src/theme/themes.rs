//! The themes of a site: its own, and those that campaigns ask for.

use super::{Theme, load};
use crate::{diagnostic::Report, model::Site, source::Source};

/// Every theme that is needed, each loaded once.
#[derive(Debug)]
pub struct Themes {
    /// The site's first.
    all: Vec<Theme>,
    /// By campaign, in the order of the site: which of them.
    of_campaign: Vec<usize>,
}

impl Themes {
    /// Loads them. What is wrong goes to `report`; none if one cannot be had.
    pub fn load(source: &Source, site: &Site, report: &mut Report) -> Option<Self> {
        let own = load(source, site, (&site.theme, &site.theme_place), None, report);
        let mut all: Vec<Option<Theme>> = vec![own];
        let mut names = vec![site.theme.as_str()];
        let mut of_campaign = Vec::with_capacity(site.campaigns.len());
        for campaign in &site.campaigns {
            let name = campaign.theme.as_deref().unwrap_or(&site.theme);
            let known = names.iter().position(|known| *known == name);
            of_campaign.push(known.unwrap_or(names.len()));
            if known.is_none() {
                let asked = (name, &campaign.theme_place);
                let first = all.first().and_then(Option::as_ref);
                all.push(load(source, site, asked, first, report));
                names.push(name);
            }
        }
        Some(Self {
            all: all.into_iter().collect::<Option<_>>()?,
            of_campaign,
        })
    }

    /// The site's own: of the portal, and of what all pages share.
    pub fn site(&self) -> &Theme {
        &self.all[0]
    }

    /// That of a campaign, by its index in the site.
    pub fn of(&self, campaign: usize) -> &Theme {
        let index = self.of_campaign.get(campaign).copied().unwrap_or_default();
        &self.all[index]
    }

    /// All of them, the site's first.
    pub fn all(&self) -> &[Theme] {
        &self.all
    }
}
