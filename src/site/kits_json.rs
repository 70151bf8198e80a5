//! `kits.json`: every kit, for programs of others, with a schema that says what it holds.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    page::url_of,
    portal::{Whole, subject},
};
use crate::model::{Channel, Edition, State};

/// Name of the list.
pub const LIST: &str = "kits.json";

/// Name of its schema.
pub const SCHEMA: &str = "kits.schema.json";

/// Every kit that the site offers. Format 1: keys are only ever added.
#[derive(Debug, Serialize, JsonSchema)]
struct Kits<'a> {
    /// Address of the schema.
    #[serde(rename = "$schema")]
    schema: String,
    /// Counts up when a key changes its meaning or goes.
    format: u32,
    /// Address of the portal.
    base_url: &'a str,
    /// One for each campaign and edition.
    kits: Vec<KitEntry<'a>>,
}

/// One kit.
#[derive(Debug, Serialize, JsonSchema)]
struct KitEntry<'a> {
    /// The campaign's folder, the same in every language.
    campaign: &'a str,
    /// Short name, which file names begin with.
    code: &'a str,
    /// Name of the campaign.
    title: &'a str,
    /// What it is about.
    summary: &'a str,
    /// For whom it is.
    edition: &'a Edition,
    /// Where it stood on the day of the build.
    state: State,
    /// Counts up with each published change.
    version: u32,
    /// Day of the version, `2026-05-12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    /// First day of the campaign.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// Last day of the campaign.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// Channels that it has files for.
    channels: Vec<Channel>,
    /// Address of the e-flyer.
    page: String,
    /// Address of the kit page; none where there is nothing to take but the e-flyer.
    #[serde(skip_serializing_if = "Option::is_none")]
    kit: Option<String>,
    /// All files as one ZIP file; none of a campaign that was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    bundle: Option<Bundle>,
    /// How many files it has.
    artifacts: usize,
}

/// A ZIP file.
#[derive(Debug, Serialize, JsonSchema)]
struct Bundle {
    /// Its address.
    url: String,
    /// Length.
    bytes: u64,
    /// Sum of its bytes, in hexadecimal.
    sha256: String,
}

/// `kits.json`.
pub fn kits_json(whole: &Whole) -> String {
    let site = whole.site;
    let kits = whole.plan.kits.iter().zip(whole.made).map(|(kit, made)| {
        let about = subject(whole, kit);
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        KitEntry {
            campaign: &about.campaign.folder,
            code: &about.campaign.code,
            title: &about.texts().title,
            summary: &about.texts().summary,
            edition: &kit.edition,
            state: about.campaign.state(whole.today),
            version: about.campaign.version,
            updated: day(about.campaign.updated),
            from: day(about.campaign.period.from),
            until: day(about.campaign.period.until),
            channels: kit.channels(),
            page: url_of(site, &format!("{}/index.html", kit.folder)),
            kit: kit
                .has_page()
                .then(|| url_of(site, &format!("{}/kit.html", kit.folder))),
            bundle: made.bundle.as_ref().map(|bundle| Bundle {
                url: url_of(site, &bundle.file.path),
                bytes: bundle.file.bytes,
                sha256: bundle.file.sha256.to_string(),
            }),
            artifacts: made.files.len(),
        }
    });
    let all = Kits {
        schema: url_of(site, SCHEMA),
        format: 1,
        base_url: &site.base_url,
        kits: kits.collect(),
    };
    pretty(&all)
}

/// The JSON Schema of `kits.json` (draft 2020-12).
pub fn schema() -> String {
    pretty(&schemars::schema_for!(Kits))
}

fn pretty(value: &impl Serialize) -> String {
    // plain structs of text and numbers always serialize
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
