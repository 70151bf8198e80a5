//! What templates are given. These types are the contract with themes: each field is documented,
//! and nothing else reaches a template.

mod booklet;
mod picture;
mod print;
mod section;
mod social;

use std::collections::BTreeMap;

use serde::Serialize;

use super::Subject;
use crate::{
    diagnostic::Report,
    model::{Contact, FactValue, Language, Site},
};

pub use booklet::{BookletContext, booklet};
pub use picture::{PictureContext, Pictures, page_name};
pub use print::{PrintContext, places, print};
pub use section::{ItemContext, SectionContext, section};
pub use social::{BarContext, GroupContext, Social, social};

/// What every template is given.
#[derive(Debug, Clone, Serialize)]
pub struct Common<'a> {
    /// The language of the piece, as a BCP 47 tag.
    pub lang: &'a str,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The theme's strings in that language.
    pub t: &'a tera::Value,
    /// Whether the piece carries the word for sample.
    pub sample: bool,
    /// The office.
    pub org: Org<'a>,
    /// The campaign.
    pub campaign: CampaignContext<'a>,
    /// Facts by key.
    pub fact: BTreeMap<&'a str, FactContext<'a>>,
}

/// The office.
#[derive(Debug, Clone, Serialize)]
pub struct Org<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its domain, as people read it.
    pub domain: &'a str,
    /// Where it is.
    pub address: Option<&'a str>,
    /// When it is open.
    pub hours: Option<&'a str>,
    /// Address of its logo; none: the theme's mark.
    pub logo: Option<String>,
    /// Under which terms the materials may be used.
    pub licence: Option<&'a str>,
}

/// The campaign.
#[derive(Debug, Clone, Serialize)]
pub struct CampaignContext<'a> {
    /// Folder name.
    pub folder: &'a str,
    /// Short name.
    pub code: &'a str,
    /// Its name.
    pub title: &'a str,
    /// Its slogan.
    pub tagline: &'a str,
    /// What it is about.
    pub summary: &'a str,
    /// Who answers for it.
    pub owner: &'a str,
    /// What readers are asked to do.
    pub action: ActionContext<'a>,
    /// Address with scheme.
    pub link: &'a str,
    /// Address as people read it.
    pub link_text: &'a str,
    /// With `#`.
    pub hashtags: Vec<String>,
    /// Version number.
    pub version: u32,
    /// Day of the version, 2026-05-12.
    pub updated: Option<String>,
    /// First and last day.
    pub period: PeriodContext,
    /// Its own picture.
    pub picture: Option<PictureContext>,
    /// `draft`, `published` or `withdrawn`.
    pub status: crate::model::Status,
    /// Contacts of those who answer for it.
    pub contacts: &'a [Contact],
    /// Official accounts.
    pub accounts: &'a [crate::model::Account],
}

/// What readers are asked to do.
#[derive(Debug, Clone, Serialize)]
pub struct ActionContext<'a> {
    /// In words.
    pub text: &'a str,
    /// Where it leads.
    pub link: &'a str,
}

/// First and last day, as 2026-05-12.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodContext {
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
}

/// A fact.
#[derive(Debug, Clone, Serialize)]
pub struct FactContext<'a> {
    /// Prefix, figure and unit.
    pub text: String,
    /// The figure by the language's rules, or the words.
    pub value: String,
    /// The figure as a number, to draw with.
    pub number: Option<f64>,
    /// Before the figure.
    pub prefix: Option<&'a str>,
    /// After the figure.
    pub unit: Option<&'a str>,
    /// What it is about.
    pub label: Option<&'a str>,
    /// Who says so.
    pub source: Option<&'a str>,
    /// When it was true.
    pub as_of: Option<&'a str>,
    /// Where to read it.
    pub link: Option<&'a str>,
}

/// What every template of this subject is given.
pub fn common<'a>(subject: &Subject<'a>, pictures: &Pictures, report: &mut Report) -> Common<'a> {
    let language = subject.language();
    let (campaign, texts) = (subject.campaign, subject.texts());
    Common {
        lang: language.as_str(),
        dir: language.direction(),
        t: subject.theme.strings.value(language),
        sample: subject.site.sample,
        org: org(subject.site, language, pictures),
        campaign: CampaignContext {
            folder: &campaign.folder,
            code: &campaign.code,
            title: &texts.title,
            tagline: &texts.tagline,
            summary: &texts.summary,
            owner: &texts.owner,
            action: ActionContext {
                text: &texts.action.text,
                link: &texts.action.link,
            },
            link: &texts.action.link,
            link_text: subject.link_text(),
            hashtags: subject.hashtags(None),
            version: campaign.version,
            updated: campaign.updated.map(|day| day.to_string()),
            period: PeriodContext {
                from: campaign.period.from.map(|day| day.to_string()),
                until: campaign.period.until.map(|day| day.to_string()),
            },
            picture: campaign.picture.as_ref().and_then(|name| {
                pictures.find(subject, name, None, &campaign.picture_place, report)
            }),
            status: campaign.status,
            contacts: &texts.contacts,
            accounts: &texts.accounts,
        },
        fact: facts(subject),
    }
}

/// The office, as `language` calls it.
pub fn org<'a>(site: &'a Site, language: &Language, pictures: &Pictures) -> Org<'a> {
    let organisation = site.organisation.get(language);
    Org {
        name: &organisation.name,
        domain: &organisation.domain,
        address: organisation.address.as_deref(),
        hours: organisation.hours.as_deref(),
        logo: organisation
            .logo
            .as_ref()
            .map(|logo| format!("{}{logo}", pictures.site)),
        licence: organisation.licence.as_deref(),
    }
}

fn facts<'a>(subject: &Subject<'a>) -> BTreeMap<&'a str, FactContext<'a>> {
    let local = subject.facts();
    let one = |(key, fact): (&'a String, &'a crate::model::Fact)| {
        let number = match fact.value {
            FactValue::Number(number) => Some(number),
            FactValue::Text(_) => None,
        };
        let context = FactContext {
            text: local.whole(fact),
            value: local.value(fact),
            number,
            prefix: fact.prefix.as_deref(),
            unit: fact.unit.as_deref(),
            label: fact.label.as_deref(),
            source: fact.source.as_deref(),
            as_of: fact.as_of.as_deref(),
            link: fact.link.as_deref(),
        };
        (key.as_str(), context)
    };
    subject.texts().facts.iter().map(one).collect()
}
