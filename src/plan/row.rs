//! A plan as lines, for people and for programs.

use serde::Serialize;

use super::Plan;
use crate::model::{Channel, Language, Site};

/// One line of `sebar plan --json`.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    path: &'a str,
    campaign: &'a str,
    language: &'a Language,
    #[serde(skip_serializing_if = "Option::is_none")]
    area: Option<&'a crate::model::Area>,
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<&'a crate::model::Audience>,
    material: String,
    format: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<Channel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slot: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    key: &'a str,
}

impl std::fmt::Display for Row<'_> {
    /// Format, size, path: what a person looks for.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let size = match (self.width, self.height) {
            (Some(width), Some(height)) => format!("{width}×{height}"),
            _ => String::new(),
        };
        write!(f, "{:<9} {size:<10} {}", self.format, self.path)
    }
}

impl Plan {
    /// Every artifact with what is known of it.
    pub fn rows<'a>(&'a self, site: &'a Site) -> impl Iterator<Item = Row<'a>> {
        self.kits.iter().flat_map(move |kit| {
            let campaign = &site.campaigns[kit.campaign];
            let materials = campaign.materials.get(&kit.edition.language);
            kit.artifacts.iter().map(move |artifact| Row {
                path: &artifact.path,
                campaign: &campaign.folder,
                language: &kit.edition.language,
                area: kit.edition.area.as_ref(),
                audience: kit.edition.audience.as_ref(),
                material: artifact.job.material(materials),
                format: artifact.job.format(),
                channel: artifact.job.channel(),
                slot: artifact.job.slot().map(|slot| slot.name.as_str()),
                width: artifact.size.map(|size| size.0),
                height: artifact.size.map(|size| size.1),
                key: &artifact.key,
            })
        })
    }
}
