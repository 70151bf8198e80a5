//! Materials that go out as text files: messages, talking points, scripts, releases, rules.

use crate::{
    diagnostic::Report,
    model::TextMaterial,
    plan::TextJob,
    render::Subject,
    text::{
        self,
        locale::{self, DateStyle},
    },
};

/// The text of `job`; empty where nothing was written for it.
pub fn document(subject: &Subject, job: TextJob, report: &mut Report) -> String {
    let materials = subject.materials();
    let material = match job {
        TextJob::Rules => return rules(subject),
        TextJob::Message => &materials.message,
        TextJob::TalkingPoints => &materials.talking_points,
        TextJob::Script => &materials.script,
        TextJob::Faq => &materials.faq,
        TextJob::PressRelease => &materials.press_release,
    };
    let Some(material) = material else {
        return String::new();
    };
    match job {
        TextJob::Message => message(subject, material, report),
        _ => sheet(subject, job, material, report),
    }
}

/// Ready to paste: nothing but the message, and where it leads.
fn message(subject: &Subject, material: &TextMaterial, report: &mut Report) -> String {
    let body = text::whatsapp(
        &material.body.file,
        material.body.span.start,
        &subject.facts(),
        report,
    );
    let link = &subject.texts().action.link;
    if body.contains(link.as_str()) || link.is_empty() {
        format!("{body}\n")
    } else {
        format!("{body}\n\n{link}\n")
    }
}

/// With a head that says what it is, and a foot that says where it is from.
fn sheet(subject: &Subject, job: TextJob, material: &TextMaterial, report: &mut Report) -> String {
    let body = text::plain(
        &material.body.file,
        material.body.span.start,
        &subject.facts(),
        report,
    );
    let kind = subject.string(string_key(job));
    let title = material.title.as_deref().unwrap_or(&subject.texts().title);
    let mut head = vec![
        title.to_owned(),
        format!("{kind} · {}", subject.texts().title),
    ];
    if subject.site.sample {
        head.push(subject.string("sample").to_owned());
    }
    format!("{}\n\n{body}\n\n{}\n", head.join("\n"), foot(subject))
}

fn rules(subject: &Subject) -> String {
    let rules = &subject.texts().rules;
    let lists = [
        ("rules_do", &rules.may),
        ("rules_dont", &rules.must_not),
        ("rules_checklist", &rules.checklist),
    ];
    let mut parts = vec![subject.texts().title.clone()];
    for (heading, lines) in lists.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        let lines: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
        parts.push(format!("{}\n{}", subject.string(heading), lines.join("\n")));
    }
    parts.push(foot(subject));
    parts.join("\n\n") + "\n"
}

/// Who says so, where to check it, and which version this is.
pub fn foot(subject: &Subject) -> String {
    let organisation = subject.site.organisation.get(subject.language());
    let number = subject.campaign.version.to_string();
    let version = subject.string("version").replace("{version}", &number);
    let day = subject
        .campaign
        .updated
        .map(|day| locale::date(day, subject.language().as_str(), DateStyle::Long));
    let version = [Some(version), day]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    format!(
        "{}\n{}\n{version}",
        organisation.name,
        subject.texts().action.link
    )
}

/// The theme's string that names a kind of text.
pub fn string_key(job: TextJob) -> &'static str {
    match job {
        TextJob::Message => "kind_message",
        TextJob::TalkingPoints => "kind_talking_points",
        TextJob::Script => "kind_script",
        TextJob::Faq => "kind_faq",
        TextJob::PressRelease => "kind_press_release",
        TextJob::Rules => "kind_rules",
    }
}
