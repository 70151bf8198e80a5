//! A campaign as search engines read it: schema.org types as JSON-LD (<https://schema.org>, and
//! <https://developers.google.com/search/docs/appearance/structured-data> for what is asked of each).

use serde::Serialize;

use super::page::url_of;
use crate::{model::Status, render::Subject, text::markdown::SectionKind};

/// What the e-flyer of `subject` is about, ready to stand in a script element: the service, its
/// event where the campaign has a first and a last day, and the questions that it answers. None for
/// what was withdrawn.
pub fn structured_data(subject: &Subject) -> Option<String> {
    if subject.campaign.status == Status::Withdrawn {
        return None;
    }
    let about = About {
        subject,
        office: format!("{}#office", subject.site.base_url),
        page: url_of(subject.site, &format!("{}/index.html", subject.folder)),
    };
    let mut all = vec![about.office(), about.service()];
    all.extend(about.event());
    all.extend(about.questions());
    let all: Vec<_> = all.into_iter().map(Whole::of).collect();
    let text = serde_json::to_string(&all).ok()?;
    // a `</script>` in a text would end the element
    Some(text.replace('<', "\\u003c"))
}

/// A thing that can stand alone.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    thing: Thing<'a>,
    #[serde(rename = "@context")]
    context: &'static str,
}

impl<'a> Whole<'a> {
    fn of(thing: Thing<'a>) -> Self {
        let context = "https://schema.org";
        Self { thing, context }
    }
}

/// One thing, with its keys in the order in which they are written.
#[derive(Serialize)]
#[serde(tag = "@type")]
enum Thing<'a> {
    #[serde(rename = "GovernmentOrganization")]
    Office {
        #[serde(rename = "@id")]
        id: &'a str,
        name: &'a str,
        url: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        address: Option<Address<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        telephone: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        email: Option<&'a str>,
    },
    #[serde(rename = "GovernmentService", rename_all = "camelCase")]
    Service {
        #[serde(rename = "@id")]
        id: String,
        name: &'a str,
        description: &'a str,
        url: &'a str,
        provider: Id<'a>,
        available_channel: ServiceChannel<'a>,
    },
    #[serde(rename_all = "camelCase")]
    Event {
        #[serde(rename = "@id")]
        id: String,
        name: &'a str,
        description: &'a str,
        start_date: String,
        end_date: String,
        event_status: &'static str,
        in_language: &'a str,
        is_accessible_for_free: bool,
        location: Location<'a>,
        organizer: Id<'a>,
        url: &'a str,
    },
    #[serde(rename = "FAQPage", rename_all = "camelCase")]
    Questions {
        #[serde(rename = "@id")]
        id: String,
        in_language: &'a str,
        main_entity: Vec<Question<'a>>,
    },
}

/// A thing that is said elsewhere.
#[derive(Serialize)]
struct Id<'a> {
    #[serde(rename = "@id")]
    id: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename = "PostalAddress", rename_all = "camelCase")]
struct Address<'a> {
    street_address: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct ServiceChannel<'a> {
    name: &'a str,
    service_url: &'a str,
    available_language: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
enum Location<'a> {
    Place { name: &'a str, address: &'a str },
    VirtualLocation { url: &'a str },
}

#[derive(Serialize)]
#[serde(tag = "@type", rename_all = "camelCase")]
struct Question<'a> {
    name: &'a str,
    accepted_answer: Answer<'a>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
struct Answer<'a> {
    text: &'a str,
}

/// A campaign with the addresses that name things.
struct About<'a> {
    subject: &'a Subject<'a>,
    office: String,
    page: String,
}

impl About<'_> {
    fn office(&self) -> Thing<'_> {
        let site = self.subject.site;
        let organisation = site.organisation.get(self.subject.language());
        let contacts = &organisation.contacts;
        let starting = |scheme: &str| {
            let mut links = contacts.iter().filter_map(|contact| contact.link.as_ref());
            links.find_map(|link| link.strip_prefix(scheme))
        };
        Thing::Office {
            id: &self.office,
            name: &organisation.name,
            url: &site.base_url,
            address: organisation.address.as_deref().map(|address| Address {
                street_address: address,
            }),
            telephone: starting("tel:"),
            email: starting("mailto:"),
        }
    }

    fn service(&self) -> Thing<'_> {
        let texts = self.subject.texts();
        Thing::Service {
            id: format!("{}#service", self.page),
            name: &texts.title,
            description: &texts.summary,
            url: &self.page,
            provider: Id { id: &self.office },
            available_channel: ServiceChannel {
                name: &texts.action.text,
                service_url: &texts.action.link,
                available_language: self.subject.language().as_str(),
            },
        }
    }

    /// A campaign that begins and ends is an event; one without an end goes on.
    fn event(&self) -> Option<Thing<'_>> {
        let (subject, texts) = (self.subject, self.subject.texts());
        let period = &subject.campaign.period;
        let (from, until) = (period.from?, period.until?);
        let organisation = subject.site.organisation.get(subject.language());
        let location = match &organisation.address {
            Some(address) => Location::Place {
                name: &organisation.name,
                address,
            },
            None => Location::VirtualLocation { url: &self.page },
        };
        Some(Thing::Event {
            id: format!("{}#event", self.page),
            name: &texts.title,
            description: &texts.summary,
            start_date: from.to_string(),
            end_date: until.to_string(),
            event_status: "https://schema.org/EventScheduled",
            in_language: subject.language().as_str(),
            is_accessible_for_free: true,
            location,
            organizer: Id { id: &self.office },
            url: &self.page,
        })
    }

    fn questions(&self) -> Option<Thing<'_>> {
        let sections = &self.subject.materials().flyer.as_ref()?.document.sections;
        let asked = sections
            .iter()
            .filter(|section| section.kind == SectionKind::Questions);
        let items = asked.flat_map(|section| &section.items);
        let all: Vec<_> = items
            .map(|item| Question {
                name: &item.title.text,
                accepted_answer: Answer {
                    text: &item.body.text,
                },
            })
            .collect();
        (!all.is_empty()).then(|| Thing::Questions {
            id: format!("{}#questions", self.page),
            in_language: self.subject.language().as_str(),
            main_entity: all,
        })
    }
}
