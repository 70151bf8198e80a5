//! One version of a campaign: a language and, where there are any, an area and an audience.

use super::Language;

/// A part of the country with its own contacts; named by its code.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Area(pub String);

/// A group of readers with its own wording; named by its key.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Audience(pub String);

/// Which version of a campaign.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
pub struct Edition {
    /// The language of its texts.
    pub language: Language,
    /// The area it is for; none for the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<Area>,
    /// The readers it is for; none for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
}

impl Edition {
    /// The edition for everybody, everywhere, in one language.
    pub fn of(language: Language) -> Self {
        Self {
            language,
            area: None,
            audience: None,
        }
    }

    /// The folder of one campaign's edition below the public folder, without a slash at its end:
    /// `campaign`, `en/campaign`, `en/campaign/3375/village`.
    pub fn folder(&self, campaign: &str, default_language: &Language) -> String {
        let language = (self.language != *default_language).then(|| self.language.as_str());
        let area = self.area.as_ref().map(|area| area.0.as_str());
        let audience = self.audience.as_ref().map(|audience| audience.0.as_str());
        let parts = [language, Some(campaign), area, audience];
        parts.into_iter().flatten().collect::<Vec<_>>().join("/")
    }

    /// What tells its files apart: `id`, `id_3375_village`.
    pub fn suffix(&self) -> String {
        let area = self.area.as_ref().map(|area| area.0.as_str());
        let audience = self.audience.as_ref().map(|audience| audience.0.as_str());
        let parts = [Some(self.language.as_str()), area, audience];
        parts.into_iter().flatten().collect::<Vec<_>>().join("_")
    }
}
