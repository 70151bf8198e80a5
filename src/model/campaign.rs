//! A site, its campaigns, and what their writers wrote.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Catalog, Channel, FactRegister, Language, PieceKind, PrintVersion, Sheet, Sheets};
use crate::{
    diagnostic::{Code, Place},
    text::markdown::{Document, Link},
};

/// Who publishes, and how all campaigns look.
#[derive(Debug, Clone)]
pub struct Site {
    /// The office.
    pub organisation: Translated<Organisation>,
    /// Address of the public folder, ending in a slash.
    pub base_url: String,
    /// Languages, the default first; never empty.
    pub languages: Vec<Language>,
    /// Name of the theme.
    pub theme: String,
    /// Where the theme is named.
    pub theme_place: Place,
    /// Whether every piece is marked as a sample.
    pub sample: bool,
    /// Brand tokens that replace the theme's, by name.
    pub brand: BTreeMap<String, String>,
    /// Where each of them stands.
    pub brand_places: BTreeMap<String, Place>,
    /// Channels that are on.
    pub channels: Vec<Channel>,
    /// What is known of channels, and the slots that are drawn for those that are on.
    pub catalog: Catalog,
    /// Domains that links may lead to without a warning.
    pub official_domains: Vec<String>,
    /// Advice that is not given.
    pub advice_off: Vec<Code>,
    /// Every link in its own file.
    pub links: Vec<Link>,
    /// Papers and folds.
    pub sheets: Sheets,
    /// All campaigns, by folder name.
    pub campaigns: Vec<Campaign>,
}

impl Site {
    /// The language whose pages stand at the root.
    pub fn default_language(&self) -> &Language {
        &self.languages[0]
    }
}

/// The office that publishes.
#[derive(Debug, Clone, Default)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Its domain, as people read it.
    pub domain: String,
    /// Where it is.
    pub address: Option<String>,
    /// When it is open.
    pub hours: Option<String>,
    /// File name of its logo in the content folder.
    pub logo: Option<String>,
    /// Under which terms the materials may be used.
    pub licence: Option<String>,
    /// How to reach it.
    pub contacts: Vec<Contact>,
}

/// A value in several languages; every language of the site has one. The others stand in a list, since
/// a map takes room for eleven at once, and most campaigns speak one language.
#[derive(Debug, Clone)]
pub struct Translated<T> {
    default: T,
    others: Vec<(Language, T)>,
}

impl<T> Translated<T> {
    /// A value for the default language, and for all others so far.
    pub fn new(default: T) -> Self {
        Self {
            default,
            others: Vec::new(),
        }
    }

    /// The value for another language.
    pub fn add(&mut self, language: Language, value: T) {
        self.others.push((language, value));
    }

    /// The value in `language`, else in the default language.
    pub fn get(&self, language: &Language) -> &T {
        let own = self.others.iter().find(|(other, _)| other == language);
        own.map_or(&self.default, |(_, value)| value)
    }
}

/// One message with an owner, a period, facts and contacts.
#[derive(Debug, Clone)]
pub struct Campaign {
    /// Folder name, also in addresses.
    pub folder: String,
    /// Short name for file names.
    pub code: String,
    /// Languages that have at least one translated material, the default first.
    pub languages: Vec<Language>,
    /// Texts and facts by language.
    pub texts: Translated<CampaignTexts>,
    /// Name of its own theme; the site's without it.
    pub theme: Option<String>,
    /// Where its theme is named.
    pub theme_place: Place,
    /// When it runs.
    pub period: Period,
    /// Whether it may be shown.
    pub status: Status,
    /// Counts up with each published change.
    pub version: u32,
    /// When the version was made.
    pub updated: Option<Date>,
    /// File name of its own picture.
    pub picture: Option<String>,
    /// Where the picture is named.
    pub picture_place: Place,
    /// Where its summary stands.
    pub summary_place: Place,
    /// Where its hashtags stand.
    pub hashtags_place: Place,
    /// Where its title stands, for what concerns the campaign as such.
    pub place: Place,
    /// Pictures by file name.
    pub pictures: BTreeMap<String, Picture>,
    /// What its writers wrote, by language.
    pub materials: Translated<Materials>,
}

/// What a campaign says of itself, in one language.
#[derive(Debug, Clone, Default)]
pub struct CampaignTexts {
    /// Its name.
    pub title: String,
    /// Its slogan.
    pub tagline: String,
    /// What it is about, in a sentence or two.
    pub summary: String,
    /// Who answers for it.
    pub owner: String,
    /// What readers are asked to do.
    pub action: Action,
    /// Hashtags without `#`.
    pub hashtags: Vec<String>,
    /// How to reach those who answer for it.
    pub contacts: Vec<Contact>,
    /// Official accounts.
    pub accounts: Vec<Account>,
    /// What changed from version to version, newest first.
    pub changes: Vec<Change>,
    /// What partners may do and not do.
    pub rules: Rules,
    /// Figures and claims.
    pub facts: FactRegister,
    /// Where readers are led: its action, contacts and accounts.
    pub links: Vec<Link>,
    /// Where its facts are from.
    pub source_links: Vec<Link>,
    /// What is said of pictures, by file name.
    pub pictures: BTreeMap<String, Described>,
}

/// What is said of a picture, in one language.
#[derive(Debug, Clone, Default)]
pub struct Described {
    /// Alternative text.
    pub alt: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// What readers are asked to do.
#[derive(Debug, Clone, Default)]
pub struct Action {
    /// In words.
    pub text: String,
    /// The address that QR codes and captions carry.
    pub link: String,
}

/// One way to reach somebody.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// What it is: Telepon, Surel.
    pub label: String,
    /// As people read it.
    pub value: String,
    /// `tel:`, `mailto:` or `https:` address.
    pub link: Option<String>,
}

/// An official account.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The channel's name.
    pub channel: String,
    /// As people read it: `@kantorcontoh`.
    pub handle: String,
    /// Its address.
    pub link: Option<String>,
}

/// What changed in one version.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The version.
    pub version: u32,
    /// When: 2026-05-12.
    pub date: Option<String>,
    /// What changed, in a sentence.
    pub text: String,
}

/// The do-and-don't card and the checklist before sharing.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// What partners may do.
    #[serde(rename = "do")]
    pub may: Vec<String>,
    /// What they must not do.
    #[serde(rename = "dont")]
    pub must_not: Vec<String>,
    /// What to check before sharing.
    pub checklist: Vec<String>,
}

/// First and last day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

/// Whether a campaign may be shown.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Built only with `--drafts`.
    Draft,
    /// Built and shown.
    #[default]
    Published,
    /// Listed as withdrawn; its pages say so, and it has no files.
    Withdrawn,
}

/// Where a campaign stands on a given day.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum State {
    Running,
    Coming,
    Ended,
    Withdrawn,
}

impl Campaign {
    /// How many Markdown files it is written in, translations included.
    pub fn material_count(&self) -> usize {
        let count = |language| {
            let materials: &Materials = self.materials.get(language);
            let texts = [
                &materials.flyer,
                &materials.talking_points,
                &materials.message,
                &materials.script,
                &materials.press_release,
                &materials.faq,
            ];
            let own = texts
                .into_iter()
                .flatten()
                .chain(materials.prints.iter().map(|print| &print.text))
                .filter(|text| text.language == *language);
            own.count()
                + materials
                    .posts
                    .iter()
                    .filter(|post| post.language == *language)
                    .count()
        };
        self.languages.iter().map(count).sum()
    }

    /// Where it stands on `today`.
    pub fn state(&self, today: Date) -> State {
        if self.status == Status::Withdrawn {
            State::Withdrawn
        } else if self.period.from.is_some_and(|from| today < from) {
            State::Coming
        } else if self.period.until.is_some_and(|until| today > until) {
            State::Ended
        } else {
            State::Running
        }
    }
}

/// Drawn or photographed: templates crop the second and not the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum PictureKind {
    Drawing,
    Photo,
}

/// A picture that a writer put beside the materials.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Path from the site's root.
    pub path: String,
    /// Drawn or photographed.
    pub kind: PictureKind,
    /// Width in pixels, upright; for drawings in CSS pixels.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// What must stay in view, as fractions from left and top.
    pub focal: (f64, f64),
    /// Shown as it is, whatever the theme makes of photographs.
    pub as_is: bool,
}

/// What a campaign's writers wrote, in one language. A material that has no translation is there
/// in the default language, and says so.
#[derive(Debug, Clone, Default)]
pub struct Materials {
    /// The e-flyer page.
    pub flyer: Option<TextMaterial>,
    /// Printed pieces, in the order of the kit.
    pub prints: Vec<Print>,
    /// Talking points.
    pub talking_points: Option<TextMaterial>,
    /// The message for groups.
    pub message: Option<TextMaterial>,
    /// What to say in half a minute.
    pub script: Option<TextMaterial>,
    /// The release for the press.
    pub press_release: Option<TextMaterial>,
    /// Questions and answers.
    pub faq: Option<TextMaterial>,
    /// Posts, by file name.
    pub posts: Vec<Post>,
}

/// A printed piece.
#[derive(Debug, Clone)]
pub struct Print {
    /// What it is.
    pub kind: PieceKind,
    /// What it is printed on.
    pub sheet: Sheet,
    /// Which files are made of it, in the order of the kit.
    pub versions: Vec<PrintVersion>,
    /// What it says.
    pub text: TextMaterial,
}

/// A Markdown file.
#[derive(Debug, Clone)]
pub struct TextMaterial {
    /// Title from the front matter.
    pub title: Option<String>,
    /// Markdown without front matter, and where it begins in the file.
    pub body: Place,
    /// As sections.
    pub document: Document,
    /// The language it is really in.
    pub language: Language,
}

/// A post: one template, one caption, many slots.
#[derive(Debug, Clone)]
pub struct Post {
    /// From the file name, without its number: `kenali-petugas`.
    pub slug: String,
    /// Title with its stressed words in `*`, as written.
    pub title: String,
    /// Line above the title.
    pub kicker: Option<String>,
    /// Line below the title.
    pub text: Option<String>,
    /// What the template draws.
    pub content: PostContent,
    /// Name of the picture: a file name or `art:name`.
    pub picture: Option<String>,
    /// Where the picture is named.
    pub picture_place: Place,
    /// Alternative text, where the picture's own does not serve.
    pub alt: Option<String>,
    /// Channels it is for.
    pub channels: Vec<Channel>,
    /// When to post it.
    pub date: Option<Date>,
    /// Hashtags without `#`; none: the campaign's.
    pub hashtags: Option<Vec<String>>,
    /// Where they stand.
    pub hashtags_place: Place,
    /// Who says so.
    pub source: Option<String>,
    /// Caption for channels with little room.
    pub short: Option<String>,
    /// The caption in other tones: Markdown, and where it stands.
    pub variants: Vec<(Tone, String, Place)>,
    /// What follows the first picture where a channel lets readers swipe.
    pub slides: Vec<Post>,
    /// The caption's Markdown.
    pub body: Place,
    /// The whole file, for what concerns the post as such.
    pub place: Place,
    /// Where the title stands.
    pub title_place: Place,
    /// The language it is really in.
    pub language: Language,
}

/// What a post's template draws besides title and picture.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub enum PostContent {
    Statement,
    Number {
        fact: String,
        fact_place: Place,
        bars: Vec<(Compared, Place)>,
    },
    People {
        groups: Vec<(Compared, Place)>,
    },
    Rebuttal {
        claim: String,
        from: Option<String>,
        reply: Option<String>,
    },
    Steps {
        steps: Vec<Step>,
    },
    Question,
    Quote {
        by: String,
        role: Option<String>,
    },
    List {
        items: Vec<String>,
    },
    Compare {
        before: Moment,
        after: Moment,
    },
    Event {
        day: Date,
        time: Option<String>,
        venue: String,
        address: Option<String>,
    },
    Thanks {
        signed: Option<String>,
    },
    Photo,
}

impl Post {
    /// One of its slides; 0, and any that is not there, is the post itself.
    pub fn slide(&self, number: usize) -> &Post {
        let slide = number.checked_sub(1).and_then(|at| self.slides.get(at));
        slide.unwrap_or(self)
    }
}

impl PostContent {
    /// The template's name.
    pub fn template(&self) -> &'static str {
        match self {
            PostContent::Statement => "statement",
            PostContent::Number { .. } => "number",
            PostContent::People { .. } => "people",
            PostContent::Rebuttal { .. } => "rebuttal",
            PostContent::Steps { .. } => "steps",
            PostContent::Question => "question",
            PostContent::Quote { .. } => "quote",
            PostContent::List { .. } => "list",
            PostContent::Compare { .. } => "compare",
            PostContent::Event { .. } => "event",
            PostContent::Thanks { .. } => "thanks",
            PostContent::Photo => "photo",
        }
    }
}

/// A fact beside others.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Compared {
    /// Key in `facts.yaml`.
    pub fact: String,
    /// What stands beside the figure.
    pub label: String,
}

/// How a caption speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Tone {
    Formal,
    SemiFormal,
    Informal,
}

impl Tone {
    /// The name in YAML, file names and the manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Tone::Formal => "formal",
            Tone::SemiFormal => "semi-formal",
            Tone::Informal => "informal",
        }
    }
}

/// One of two that are compared: how it was, how it is.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// What stands above it; without it, the theme's word for before or after.
    pub label: Option<String>,
    /// What it was or is.
    pub text: String,
    /// A picture's file name or `art:name`.
    pub picture: Option<String>,
}

/// One step.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What to do, verb first.
    pub title: String,
    /// How, in one sentence.
    pub text: Option<String>,
    /// A picture's file name or `art:name`.
    pub picture: Option<String>,
}
