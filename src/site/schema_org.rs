//! A campaign as search engines read it: schema.org types as JSON-LD (<https://schema.org>, and
//! <https://developers.google.com/search/docs/appearance/structured-data> for what is asked of each).

use serde_json::{Value, json};

use super::page::url_of;
use crate::{
    model::Status,
    render::Subject,
    text::markdown::{Item, SectionKind},
};

/// What the e-flyer of `subject` is about, ready to stand in a script element: the service, its
/// event where the campaign has a first and a last day, and the questions that it answers. None for
/// what was withdrawn.
pub fn structured_data(subject: &Subject) -> Option<String> {
    if subject.campaign.status == Status::Withdrawn {
        return None;
    }
    let mut all = vec![office(subject), service(subject)];
    all.extend(event(subject));
    all.extend(questions(subject));
    for one in &mut all {
        one["@context"] = "https://schema.org".into();
    }
    let text = serde_json::to_string(&all).ok()?;
    // a `</script>` in a text would end the element
    Some(text.replace('<', "\\u003c"))
}

fn office_id(subject: &Subject) -> String {
    format!("{}#office", subject.site.base_url)
}

fn page(subject: &Subject) -> String {
    url_of(subject.site, &format!("{}/index.html", subject.folder))
}

fn office(subject: &Subject) -> Value {
    let organisation = subject.site.organisation.get(subject.language());
    let mut office = json!({
        "@type": "GovernmentOrganization",
        "@id": office_id(subject),
        "name": organisation.name,
        "url": subject.site.base_url,
    });
    if let Some(address) = &organisation.address {
        office["address"] = json!({"@type": "PostalAddress", "streetAddress": address});
    }
    let starting = |scheme: &str| {
        let contacts = organisation.contacts.iter();
        let mut links = contacts.filter_map(|contact| contact.link.as_ref());
        links
            .find_map(|link| link.strip_prefix(scheme))
            .map(str::to_owned)
    };
    if let Some(telephone) = starting("tel:") {
        office["telephone"] = telephone.into();
    }
    if let Some(email) = starting("mailto:") {
        office["email"] = email.into();
    }
    office
}

fn service(subject: &Subject) -> Value {
    let texts = subject.texts();
    json!({
        "@type": "GovernmentService",
        "@id": format!("{}#service", page(subject)),
        "name": texts.title,
        "description": texts.summary,
        "url": page(subject),
        "provider": {"@id": office_id(subject)},
        "availableChannel": {
            "@type": "ServiceChannel",
            "name": texts.action.text,
            "serviceUrl": texts.action.link,
            "availableLanguage": subject.language().as_str(),
        },
    })
}

/// A campaign that begins and ends is an event; one without an end goes on.
fn event(subject: &Subject) -> Option<Value> {
    let texts = subject.texts();
    let (from, until) = (
        subject.campaign.period.from?,
        subject.campaign.period.until?,
    );
    let organisation = subject.site.organisation.get(subject.language());
    let place = match &organisation.address {
        Some(address) => json!({"@type": "Place", "name": organisation.name, "address": address}),
        None => json!({"@type": "VirtualLocation", "url": page(subject)}),
    };
    Some(json!({
        "@type": "Event",
        "@id": format!("{}#event", page(subject)),
        "name": texts.title,
        "description": texts.summary,
        "startDate": from.to_string(),
        "endDate": until.to_string(),
        "eventStatus": "https://schema.org/EventScheduled",
        "inLanguage": subject.language().as_str(),
        "isAccessibleForFree": true,
        "location": place,
        "organizer": {"@id": office_id(subject)},
        "url": page(subject),
    }))
}

fn questions(subject: &Subject) -> Option<Value> {
    let sections = &subject.materials().flyer.as_ref()?.document.sections;
    let asked = sections
        .iter()
        .filter(|section| section.kind == SectionKind::Questions);
    let question = |item: &Item| {
        json!({
            "@type": "Question",
            "name": item.title.text,
            "acceptedAnswer": {"@type": "Answer", "text": item.body.text},
        })
    };
    let all: Vec<Value> = asked
        .flat_map(|section| section.items.iter().map(question))
        .collect();
    (!all.is_empty()).then(|| {
        json!({
            "@type": "FAQPage",
            "@id": format!("{}#questions", page(subject)),
            "inLanguage": subject.language().as_str(),
            "mainEntity": all,
        })
    })
}
