//! The e-flyer: the campaign as one responsive page.

use serde::Serialize;

use super::{
    artifact::{PreviewContext, preview},
    kit::share_text,
    page::{self, Head, HeadImage, Page, root_of, url_of},
    share::{self, Share},
};
use crate::{
    build::MadeKit,
    diagnostic::Report,
    model::Language,
    plan::Job,
    render::{
        Subject,
        context::{self, Common, Pictures, SectionContext},
    },
    text::locale,
};

/// What `pages/flyer.html` is given.
#[derive(Debug, Serialize)]
pub struct Flyer<'a> {
    #[serde(flatten)]
    page: Page<'a>,
    #[serde(flatten)]
    common: Common<'a>,
    sections: Vec<SectionContext>,
    share: ShareBlock,
    /// None where there is nothing to take home but the page itself.
    kit: Option<KitLink>,
}

#[derive(Debug, Serialize)]
struct ShareBlock {
    #[serde(flatten)]
    links: Share,
    url: String,
    text: String,
    image: Option<ShareImage>,
}

#[derive(Debug, Serialize)]
struct ShareImage {
    href: String,
    bytes: u64,
    size_text: String,
    alt: String,
    preview: Option<PreviewContext>,
}

#[derive(Debug, Serialize)]
struct KitLink {
    href: String,
}

/// The context of the e-flyer of `subject`.
pub fn flyer<'a>(
    subject: &Subject<'a>,
    made: &MadeKit,
    others: &[(&'a Language, String)],
    report: &mut Report,
) -> Flyer<'a> {
    let path = format!("{}/index.html", subject.folder);
    let root = root_of(&path);
    let pictures = Pictures::for_page(&root, &subject.campaign.folder);
    let common = context::common(subject, &pictures, report);
    let mut sections = Vec::new();
    if let Some(material) = &subject.materials().flyer {
        let document = &material.document;
        for one in document.lead_in.iter().chain(&document.sections) {
            sections.push(context::section(
                subject,
                one,
                &material.language,
                &pictures,
                report,
            ));
        }
    }
    let text = share_text(subject, made);
    let url = url_of(subject.site, &path);
    let head = head(subject, made, report);
    Flyer {
        page: page::page(
            (subject.site, subject.theme),
            &path,
            subject.language(),
            others,
            head,
        ),
        common,
        sections,
        share: ShareBlock {
            links: share::links(&text, &url),
            url: url.clone(),
            text,
            image: share_image(subject, made, &root),
        },
        kit: made.bundle.as_ref().map(|_| KitLink {
            href: "kit.html".to_owned(),
        }),
    }
}

/// Title, description, preview picture and structured data.
pub fn head(subject: &Subject, made: &MadeKit, report: &mut Report) -> Head {
    let texts = subject.texts();
    let office = &subject.site.organisation.get(subject.language()).name;
    let place = &subject.campaign.place;
    let whole = format!("{} · {office}", texts.title);
    let title = if whole.chars().count() <= 70 {
        whole
    } else {
        texts.title.clone()
    };
    Head {
        title: page::at_most(&title, 70, place, report),
        description: page::at_most(&texts.summary, 200, &subject.campaign.summary_place, report),
        image: head_image(subject, made),
        json_ld: json_ld(subject),
    }
}

/// The picture for link previews: the first post's, at the size that previews ask for.
pub fn head_image(subject: &Subject, made: &MadeKit) -> Option<HeadImage> {
    let is_link =
        |job: &Option<Job>| matches!(job, Some(Job::Image { slot, .. }) if slot.name == "link");
    let is_image = |job: &Option<Job>| matches!(job, Some(Job::Image { .. }));
    let first = made.files.iter().find(|file| is_link(&file.job));
    let file = first.or_else(|| made.files.iter().find(|file| is_image(&file.job)))?;
    let (width, height) = file.size?;
    Some(HeadImage {
        url: url_of(subject.site, &file.path),
        width,
        height,
        alt: file.alt.clone().unwrap_or_default(),
        media_type: file.media_type,
    })
}

/// The square of the first post, which every chat shows whole; else its first picture.
fn share_image(subject: &Subject, made: &MadeKit, root: &str) -> Option<ShareImage> {
    let is_square =
        |job: &Option<Job>| matches!(job, Some(Job::Image { slot, .. }) if slot.name == "square");
    let is_image = |job: &Option<Job>| matches!(job, Some(Job::Image { .. }));
    let first = made.files.iter().find(|file| is_square(&file.job));
    let file = first.or_else(|| made.files.iter().find(|file| is_image(&file.job)))?;
    Some(ShareImage {
        href: format!("{root}{}", file.path),
        bytes: file.bytes,
        size_text: locale::bytes(file.bytes, subject.language().as_str()),
        alt: file.alt.clone().unwrap_or_default(),
        preview: preview(root, &file.previews),
    })
}

/// The campaign as schema.org sees it, safe within a script element.
fn json_ld(subject: &Subject) -> Option<String> {
    let texts = subject.texts();
    let organisation = subject.site.organisation.get(subject.language());
    let period = subject.campaign.period;
    let mut data = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": texts.title,
        "description": texts.summary,
        "inLanguage": subject.language().as_str(),
        "url": texts.action.link,
        "provider": {
            "@type": "GovernmentOrganization",
            "name": organisation.name,
            "url": subject.site.base_url,
        },
    });
    if let (Some(from), Some(until)) = (period.from, period.until) {
        data["hoursAvailable"] = serde_json::json!({
            "@type": "OpeningHoursSpecification",
            "validFrom": from.to_string(),
            "validThrough": until.to_string(),
        });
    }
    let text = serde_json::to_string(&data).ok()?;
    Some(text.replace('<', "\\u003c"))
}
