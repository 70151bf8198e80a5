//! Pages in a real browser, used as a partner would.

use std::process::Command;

use crate::site::{CAMPAIGN, Run, Site};

/// The full site, and a second campaign that has ended and is in one language only.
fn two_campaigns() -> Site {
    let other = Site::small().text(CAMPAIGN);
    let other = other
        .replace("jentik", "demam")
        .replace("Rumah Tanpa Jentik", "Demam Tiga Hari");
    Site::full()
        .with("content/demam/campaign.yaml", other)
        .add(
            "content/demam/campaign.yaml",
            "period: {from: 2025-01-01, until: 2025-12-31}\n",
        )
        .built()
}

/// More campaigns than one page of the portal lists: twice 40, and 10.
fn many_campaigns() -> Site {
    let one = Site::small().text(CAMPAIGN);
    let mut site = Site::small().without(CAMPAIGN).without(crate::site::POST);
    site = site.without("content/jentik/facts.yaml");
    for number in 1..=90 {
        let campaign = one
            .replace("jentik", &format!("k{number}"))
            .replace("Rumah Tanpa Jentik", &format!("Kampanye {number}"));
        site = site.with(&format!("content/k{number}/campaign.yaml"), campaign);
    }
    site.built()
}

#[test]
#[ignore = "needs Chromium, Node and Poppler: run by .ci/run"]
fn pages_can_be_used() {
    let (two, many) = (two_campaigns(), many_campaigns());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/walk.mjs");
    let mut walk = Command::new("node");
    walk.arg(script)
        .arg(two.path("public"))
        .arg(many.path("public"));
    let run = Run::of(&mut walk);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}
