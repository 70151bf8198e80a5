//! What each YAML file and front matter may hold. These types are the schema: they are documented
//! (`sebar help`), checked against (`shape`) and read from.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::channels::{ChannelSwitches, SlotKeys};
use crate::diagnostic::Code;
use crate::model::{Account, Change, Channel, Compared, Contact, Moment, Rules, Status, Step};

/// `content/site.yaml`: who publishes, and how everything looks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteFile {
    /// The office that publishes.
    pub organisation: OrganisationKeys,
    /// Address of the public folder: <https://example.go.id/kampanye/>.
    pub base_url: String,
    /// Language tags, the default first: [id, en].
    pub languages: Vec<String>,
    /// Name of the theme; lugas without it.
    #[serde(default = "lugas")]
    pub theme: String,
    /// Whether every piece carries the word for sample.
    #[serde(default)]
    pub sample: bool,
    /// Brand tokens that replace the theme's: {brand: "#0b6e4f"}.
    #[serde(default)]
    pub brand: BTreeMap<String, String>,
    /// Channels on, off, or with these slots: {instagram: [square, tall], telegram: true}.
    #[serde(default)]
    pub channels: ChannelSwitches,
    /// Slots of your own, and other figures for known ones; `sebar channels` lists those.
    #[serde(default)]
    pub slots: Vec<SlotKeys>,
    /// Domains that links may lead to; a link elsewhere is a warning.
    #[serde(default)]
    pub official_domains: Vec<String>,
    /// Advice that `sebar check` does not give, each with the reason.
    #[serde(default)]
    pub advice_off: AdviceOff,
    /// Under which terms the materials may be used.
    pub licence: Option<String>,
    /// How to reach the office.
    #[serde(default)]
    pub contacts: Vec<Contact>,
}

/// The office that publishes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationKeys {
    /// Its name.
    pub name: String,
    /// Its domain, as people read it: example.go.id.
    pub domain: String,
    /// Where it is.
    pub address: Option<String>,
    /// When it is open.
    pub hours: Option<String>,
    /// File name of its logo in `content/`; the theme's mark without it.
    pub logo: Option<String>,
}

/// Advice that is not given, each with the reason: {loose-figure: They are numbers of articles.}
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct AdviceOff {
    /// Sentences of many words.
    pub long_sentence: Option<String>,
    /// Texts of long words.
    pub long_words: Option<String>,
    /// Words in capitals.
    pub shouting: Option<String>,
    /// Exclamation marks and emoji.
    pub excited: Option<String>,
    /// Phrases that preach.
    pub preaching: Option<String>,
    /// Hashtags that are not the campaign's.
    pub stray_hashtag: Option<String>,
    /// Figures that no fact has.
    pub loose_figure: Option<String>,
    /// Texts that name facts and no source.
    pub no_source: Option<String>,
    /// Pages that do not say why it matters.
    pub no_reason: Option<String>,
    /// Campaigns without a contact.
    pub no_contact: Option<String>,
    /// Days gone by.
    pub past_day: Option<String>,
    /// Photographs without credit.
    pub no_credit: Option<String>,
    /// What looks like personal data.
    pub personal_data: Option<String>,
    /// The campaign's name in another spelling.
    pub name_spelling: Option<String>,
    /// Words that are not in the dictionary.
    pub spelling: Option<String>,
}

impl AdviceOff {
    /// The rules that are off: name, code and reason.
    pub fn rules(&self) -> Vec<(&'static str, Code, &str)> {
        let all = [
            ("long-sentence", Code::LongSentence, &self.long_sentence),
            ("long-words", Code::LongWords, &self.long_words),
            ("shouting", Code::Shouting, &self.shouting),
            ("excited", Code::Excited, &self.excited),
            ("preaching", Code::Preaching, &self.preaching),
            ("stray-hashtag", Code::StrayHashtag, &self.stray_hashtag),
            ("loose-figure", Code::LooseFigure, &self.loose_figure),
            ("no-source", Code::NoSource, &self.no_source),
            ("no-reason", Code::NoReason, &self.no_reason),
            ("no-contact", Code::NoContact, &self.no_contact),
            ("past-day", Code::PastDay, &self.past_day),
            ("no-credit", Code::NoCredit, &self.no_credit),
            ("personal-data", Code::PersonalData, &self.personal_data),
            ("name-spelling", Code::NameSpelling, &self.name_spelling),
            ("spelling", Code::Spelling, &self.spelling),
        ];
        all.into_iter()
            .filter_map(|(name, code, reason)| Some((name, code, reason.as_deref()?)))
            .collect()
    }
}

fn lugas() -> String {
    "lugas".to_owned()
}

/// `content/<campaign>/campaign.yaml`: what the campaign is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CampaignFile {
    /// Short name for file names, small letters and digits: se2026.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Its slogan.
    #[serde(default)]
    pub tagline: String,
    /// What it is about, in a sentence or two.
    pub summary: String,
    /// Who answers for it; the organisation without it.
    pub owner: Option<String>,
    /// First and last day.
    #[serde(default)]
    pub period: PeriodKeys,
    /// What readers are asked to do.
    pub action: ActionKeys,
    /// Without #: `[SensusEkonomi2026]`.
    #[serde(default)]
    pub hashtags: Vec<String>,
    /// How to reach those who answer for it; the organisation's contacts without it.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// Official accounts.
    #[serde(default)]
    pub accounts: Vec<Account>,
    /// Name of a theme of its own; the site's without it.
    pub theme: Option<String>,
    /// File name of its own picture, in `pictures/`.
    pub picture: Option<String>,
    /// draft, published or withdrawn.
    #[serde(default)]
    pub status: Status,
    /// Counts up with each published change.
    #[serde(default = "first")]
    pub version: u32,
    /// Day of this version: 2026-05-12.
    pub updated: Option<String>,
    /// What changed, newest first.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// What partners may do, must not do, and check before sharing.
    #[serde(default)]
    pub rules: Rules,
}

fn first() -> u32 {
    1
}

/// First and last day, both included.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PeriodKeys {
    /// First day: 2026-05-01.
    pub from: Option<String>,
    /// Last day: 2026-08-31.
    pub until: Option<String>,
}

/// What readers are asked to do.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionKeys {
    /// In words: Periksa petugas.
    pub text: String,
    /// The address that QR codes and captions carry.
    pub link: String,
}

/// `content/<campaign>/facts.yaml`: figures and claims by key.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct FactsFile(pub BTreeMap<String, FactKeys>);

/// One fact: a `value` with its unit, or a `text`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactKeys {
    /// The figure (58.9), or a date or name.
    pub value: Option<NumberOrText>,
    /// A claim in words, instead of a value.
    pub text: Option<String>,
    /// Before the figure: Rp.
    pub prefix: Option<String>,
    /// After the figure: triliun.
    pub unit: Option<String>,
    /// What the figure is about.
    pub label: Option<String>,
    /// When it was true: "2019".
    pub as_of: Option<String>,
    /// Who says so.
    pub source: Option<String>,
    /// Where to read it.
    pub link: Option<String>,
}

/// A figure or words.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum NumberOrText {
    /// A figure.
    Number(f64),
    /// Words.
    Text(String),
}

/// `content/<campaign>/pictures/pictures.yaml`: what each picture shows, by file name.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct PicturesFile(pub BTreeMap<String, PictureKeys>);

/// What a picture shows.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PictureKeys {
    /// What a blind reader would want to be told.
    pub alt: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// What must stay in view, from left and top: [0.5, 0.3].
    pub focal: Option<Vec<f64>>,
    /// Shown as it is, whatever the theme makes of photographs.
    pub as_is: bool,
}

/// Front matter of `flyer.md` and the other texts; it may be left out.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MaterialFront {
    /// Title; the campaign's without it.
    pub title: Option<String>,
}

/// Front matter of `leaflet.md`, `poster.md`, `card.md` and `booklet.md`; it may be left out.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PrintFront {
    /// Title; the campaign's without it.
    pub title: Option<String>,
    /// a3, a4, a5, a6, dl, f4, one of content/sheets.yaml, or {width: 210, height: 200} in millimetres.
    pub paper: Option<PaperChoice>,
    /// Of a leaflet: tri-fold, z-fold, gate-fold, bi-fold, none, or one of content/sheets.yaml.
    pub fold: Option<String>,
    /// screen, office, press: which files are made of it; all of them without it.
    pub versions: Option<Vec<crate::model::PrintVersion>>,
}

/// A paper by its name or by its size.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum PaperChoice {
    /// Its name.
    Name(String),
    /// Its size.
    Size(PaperSize),
}

/// Upright, in millimetres.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperSize {
    /// Width in millimetres.
    pub width: f64,
    /// Height in millimetres.
    pub height: f64,
}

/// Front matter of `posts/NN-slug.md`; the body is the caption.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PostFront {
    /// statement, number, people, rebuttal, steps, question, quote, list, compare, event, thanks, photo.
    pub template: TemplateName,
    /// Title; *stars* mark stressed words.
    pub title: String,
    /// Line above the title; the campaign's title without it.
    pub kicker: Option<String>,
    /// Line below the title.
    pub text: Option<String>,
    /// Channels it is for; all that are on without it.
    pub channels: Option<Vec<Channel>>,
    /// When to post it: 2026-05-04.
    pub date: Option<String>,
    /// A file name in `pictures/`, art:name for the theme's own, or qr for a code to the campaign's link.
    pub picture: Option<String>,
    /// Alternative text, where the picture's own does not serve.
    pub alt: Option<String>,
    /// For number: the key of the fact.
    pub number: Option<String>,
    /// For number: facts to compare.
    #[serde(default)]
    pub bars: Vec<Compared>,
    /// For people: facts that count people.
    #[serde(default)]
    pub groups: Vec<Compared>,
    /// For rebuttal: what is said. The title is the fact.
    pub claim: Option<String>,
    /// For rebuttal: where it is said.
    pub from: Option<String>,
    /// For rebuttal: what somebody asks back.
    pub reply: Option<String>,
    /// For steps.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Without #, the most important first; the campaign's without it.
    pub hashtags: Option<Vec<String>>,
    /// Who says so; the fact's source without it.
    pub source: Option<String>,
    /// For quote: who said it. The title is what was said.
    pub by: Option<String>,
    /// For quote: who that is.
    pub role: Option<String>,
    /// For list: its lines.
    #[serde(default)]
    pub items: Vec<String>,
    /// For compare: how it was.
    pub before: Option<Moment>,
    /// For compare: how it is.
    pub after: Option<Moment>,
    /// For event: when and where.
    pub event: Option<EventKeys>,
    /// For thanks: who says it; the organisation without it.
    pub signed: Option<String>,
    /// Caption for channels with little room.
    pub short: Option<String>,
    /// The caption in other tones.
    #[serde(default)]
    pub variants: VariantKeys,
    /// What follows where readers can swipe: each a template, a title and that template's keys.
    #[serde(default)]
    pub slides: Vec<PostFront>,
}

/// The caption in other tones, as Markdown.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct VariantKeys {
    /// For letters and officials.
    pub formal: Option<String>,
    /// For neighbours.
    pub semi_formal: Option<String>,
    /// For friends.
    pub informal: Option<String>,
}

/// When and where.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventKeys {
    /// The day: 2026-05-23.
    pub date: String,
    /// From when to when: 08.00–11.00 WIB.
    pub time: Option<String>,
    /// Where: Balai Desa Sukamaju.
    pub place: String,
    /// How to find it.
    pub address: Option<String>,
}

/// Which layout draws a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum TemplateName {
    Statement,
    Number,
    People,
    Rebuttal,
    Steps,
    Question,
    Quote,
    List,
    Compare,
    Event,
    Thanks,
    Photo,
}
