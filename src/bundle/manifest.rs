//! What a kit says of itself to machines: `manifest.json` and `SHA256SUMS`.

use crate::output::{Error, Sha256};
use serde::{Deserialize, Serialize};

/// The list of all that a kit holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the manifest: 1.
    pub format: u32,
    /// Whose message it is.
    pub campaign: ManifestCampaign,
    /// Which version of the campaign's texts.
    pub edition: ManifestEdition,
    /// The campaign's version, counted up by its writers.
    pub version: u32,
    /// Every file but the manifest and the sums, by path.
    pub artifacts: Vec<ManifestArtifact>,
}

/// The campaign that a kit is for.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ManifestCampaign {
    /// Its short code, as in file names.
    pub code: String,
    /// Its title, in the edition's language.
    pub title: String,
    /// Who answers for it.
    pub owner: String,
    /// Where the action asked for is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Day of the last change, as `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Under which terms it may be passed on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

/// One version of a campaign.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ManifestEdition {
    /// Language tag (BCP 47), for example `id`.
    pub language: String,
    /// The area it speaks to, where there is more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// The audience it speaks to, where there is more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
}

/// One file of a kit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ManifestArtifact {
    /// Path in the kit, with `/`.
    pub path: String,
    /// Media type (RFC 6838), for example `image/png`.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Sum of the bytes.
    pub sha256: Sha256,
    /// Length in bytes.
    pub bytes: u64,
    /// Language tag (BCP 47).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What it was made from, for example `posts/01-tanda-petugas`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub material: Option<String>,
    /// Where it is posted, for example `instagram`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Which place there, for example `story`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    /// Width of an image in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height of an image in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// How a caption speaks: `formal`, `semi-formal` or `informal`; without it, as the post itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tone: Option<String>,
    /// Link that opens the channel with the text in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
    /// Alternative text of an image: all words that are drawn on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// What the picture behind the words shows, where there is one: said before the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<String>,
    /// How much of the paper an office version covers with toner, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toner: Option<f64>,
}

impl Manifest {
    /// A manifest of `artifacts`, in the order of their paths.
    pub fn new(
        campaign: ManifestCampaign,
        edition: ManifestEdition,
        version: u32,
        mut artifacts: Vec<ManifestArtifact>,
    ) -> Self {
        artifacts.sort_by(|a, b| a.path.cmp(&b.path));
        Self {
            format: 1,
            campaign,
            edition,
            version,
            artifacts,
        }
    }

    /// Indented JSON with a final line end.
    ///
    /// # Errors
    /// [`Error::Fault`], which no manifest can cause.
    pub fn to_json(&self) -> Result<Vec<u8>, Error> {
        let mut json = serde_json::to_vec_pretty(self)
            .map_err(|error| Error::Fault(format!("a manifest is not JSON: {error}")))?;
        json.push(b'\n');
        Ok(json)
    }
}

impl ManifestArtifact {
    /// An artifact of which no more is known than what its file tells.
    pub fn new(path: impl Into<String>, bytes: u64, sha256: Sha256) -> Self {
        let path = path.into();
        Self {
            media_type: media_type(&path).to_owned(),
            path,
            sha256,
            bytes,
            language: None,
            material: None,
            channel: None,
            slot: None,
            width: None,
            height: None,
            tone: None,
            share: None,
            alt: None,
            shows: None,
            toner: None,
        }
    }
}

/// The media type that the ending of `path` stands for (IANA media types).
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css",
        "csv" => "text/csv",
        "html" => "text/html",
        "ics" => "text/calendar",
        "jpg" | "jpeg" => "image/jpeg",
        "js" => "text/javascript",
        "json" => "application/json",
        "md" => "text/markdown",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// The text of `SHA256SUMS`, sorted by name, as `sha256sum --check` reads it. The names must have
/// passed [`check_names`](super::check_names): the format has no plain way to write a line end.
pub fn sums<N: AsRef<str>>(files: &[(N, Sha256)]) -> String {
    let mut files: Vec<_> = files
        .iter()
        .map(|(name, sum)| (name.as_ref(), sum))
        .collect();
    files.sort_unstable();
    let lines = files.iter().map(|(name, sum)| format!("{sum}  {name}\n"));
    lines.collect::<Vec<_>>().concat()
}
