//! Every artifact of a build, before anything is drawn. A plan is data: it can be printed, tested
//! without pixels, and stays cheap for 100,000 artifacts, since it names jobs and holds no bytes.

mod job;
mod key;
mod kit;
mod names;
mod row;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Code, Diagnostic, Report},
    model::{Channel, Edition, Site},
    source::Source,
    theme::Themes,
};

pub use job::{CalendarEntry, CalendarFormat, Encoding, Job, TextJob};
pub use key::Inputs;
pub use names::{FileNames, Folder};
pub use row::Row;

/// What a build will make.
#[derive(Debug, Default)]
pub struct Plan {
    /// One for each campaign and edition, in the order of the site.
    pub kits: Vec<Kit>,
}

/// All artifacts of one edition of one campaign.
#[derive(Debug)]
pub struct Kit {
    /// Index of the campaign in the site.
    pub campaign: usize,
    /// Which version of it.
    pub edition: Edition,
    /// Its folder below the public folder, without a slash at the end.
    pub folder: String,
    /// What is made for it, in the order it is shown.
    pub artifacts: Vec<Artifact>,
}

impl Kit {
    /// Whether there is more to hand on than the e-flyer page: only then is there a bundle.
    pub fn has_bundle(&self) -> bool {
        self.artifacts.iter().any(|one| one.job == Job::Bundle)
    }

    /// Whether there is a page to take it from. One that was withdrawn has it too, to say so.
    pub fn has_page(&self) -> bool {
        self.artifacts.iter().any(|one| one.job == Job::KitPage)
    }

    /// The channels that it has files for, in their usual order.
    pub fn channels(&self) -> Vec<Channel> {
        let found = self.artifacts.iter().filter_map(|a| a.job.channel());
        found.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// One file that a build makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Path below the public folder.
    pub path: String,
    /// How it is made.
    pub job: Job,
    /// Width and height in pixels, for pictures.
    pub size: Option<(u32, u32)>,
    /// Hash of all inputs, in hexadecimal.
    pub key: String,
}

impl Plan {
    /// The kits of one campaign, by its index in the site, each with its own place in the plan.
    pub fn of_campaign(&self, campaign: usize) -> impl Iterator<Item = (usize, &Kit)> {
        // kits stand in the order of campaigns
        let start = self.kits.partition_point(|kit| kit.campaign < campaign);
        let own = self.kits.iter().enumerate().skip(start);
        own.take_while(move |(_, kit)| kit.campaign == campaign)
    }

    /// How many artifacts there are.
    pub fn len(&self) -> usize {
        self.kits.iter().map(|kit| kit.artifacts.len()).sum()
    }

    /// Whether there is nothing to make.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Plans the build of a whole site, with `proofs` of its printed pieces if they are asked for. Two
/// artifacts with one path are reported.
pub fn plan(
    site: &Site,
    themes: &Themes,
    source: &Source,
    proofs: bool,
    report: &mut Report,
) -> Plan {
    let inputs: Vec<(&str, Inputs)> = themes
        .all()
        .iter()
        .map(|theme| {
            let inputs = Inputs::of_site(site, theme, source, report);
            (theme.folder.as_str(), inputs)
        })
        .collect();
    let mut plan = Plan::default();
    for (index, campaign) in site.campaigns.iter().enumerate() {
        let theme = &themes.of(index).folder;
        let of_theme = inputs.iter().find(|(name, _)| name == theme);
        let Some((_, inputs)) = of_theme else {
            continue;
        };
        let inputs = inputs.with_campaign(campaign, source, report);
        for language in &campaign.languages {
            let edition = Edition::of(language.clone());
            plan.kits
                .push(kit::kit(site, index, &edition, proofs, &inputs));
        }
    }
    same_paths(&plan, site, report);
    plan
}

fn same_paths(plan: &Plan, site: &Site, report: &mut Report) {
    let mut seen = BTreeMap::new();
    for kit in &plan.kits {
        for artifact in &kit.artifacts {
            if let Some(first) = seen.insert(artifact.path.to_lowercase(), kit.campaign) {
                let (first, second) = (&site.campaigns[first], &site.campaigns[kit.campaign]);
                report.push(
                    Diagnostic::error(
                        Code::SamePath,
                        format!("{} would be written twice", artifact.path),
                    )
                    .at(
                        second.place.clone(),
                        format!("also made by {}", first.place.file.path),
                    )
                    .why("one file would overwrite the other")
                    .help("rename one of the folders or posts"),
                );
            }
        }
    }
}
