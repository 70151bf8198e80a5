//! The leaflet, as its template sees it: one section a panel.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Common, Pictures, SectionContext, common, section};
use crate::{
    diagnostic::{Code, Diagnostic, Report, did_you_mean},
    model::{Contact, TextMaterial},
    render::Subject,
};

/// Panels of an A4 tri-fold, by the id of their section.
pub const PANELS: [&str; 7] = [
    "cover",
    "flap",
    "back",
    "inside-left",
    "inside-middle",
    "inside-right",
    "inside-wide",
];

/// What the leaflet's template is given.
#[derive(Debug, Serialize)]
pub struct Leaflet<'a> {
    /// What every template is given.
    #[serde(flatten)]
    pub common: Common<'a>,
    /// By name, with `_` for `-`; none where nothing was written for a panel.
    pub panels: BTreeMap<String, Option<SectionContext>>,
    /// Address of the QR code that leads to the campaign's link.
    pub qr: &'static str,
    /// How to reach the office.
    pub contacts: &'a [Contact],
}

/// The context of the leaflet. What is wrong with it goes to `report`.
pub fn leaflet<'a>(
    subject: &Subject<'a>,
    material: &TextMaterial,
    report: &mut Report,
) -> Leaflet<'a> {
    let pictures = Pictures::for_layout();
    let mut panels: BTreeMap<String, Option<SectionContext>> = PANELS
        .iter()
        .map(|panel| (panel.replace('-', "_"), None))
        .collect();
    if let Some(stray) = &material.document.lead_in {
        report.push(
            Diagnostic::error(Code::BadSection, "this text belongs to no panel")
                .at(stray.place.clone(), "it stands before the first heading")
                .why("it would not be printed")
                .help("put it below a heading that names its panel: ## Title {#cover}"),
        );
    }
    for one in &material.document.sections {
        if !PANELS.contains(&one.id.as_str()) {
            let label = match did_you_mean(&one.id, PANELS) {
                Some(near) => format!("did you mean `#{near}`?"),
                None => "no panel has this name".to_owned(),
            };
            report.push(
                Diagnostic::error(Code::BadSection, format!("`#{}` is not a panel", one.id))
                    .at(one.place.clone(), label)
                    .why("the text would not be printed")
                    .help(format!("panels of this leaflet: {}", PANELS.join(", "))),
            );
            continue;
        }
        let context = section(subject, one, &material.language, &pictures, report);
        panels.insert(one.id.replace('-', "_"), Some(context));
    }
    Leaflet {
        common: common(subject, &Pictures::for_layout(), report),
        panels,
        qr: "qr.svg",
        contacts: &subject.texts().contacts,
    }
}
