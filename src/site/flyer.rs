//! The e-flyer: the campaign as one responsive page.

use serde::Serialize;

use super::{
    artifact::{PreviewContext, artifact, preview},
    kit::{ChangeLine, changes, share_text},
    page::{self, Head, HeadImage, Page, url_of},
    schema_org::structured_data,
    share::{self, Share},
    single_file::{Inside, drawing_url},
};
use crate::{
    build::Made,
    diagnostic::Report,
    model::{Language, PictureKind, PrintVersion, Status},
    plan::Job,
    render::{
        Subject,
        context::{self, Common, Pictures, SectionContext},
    },
    text::{locale, markdown::SectionKind},
    theme::Theme,
};

/// The largest drawing that stands inside of its page, in bytes: a quarter of that when packed.
const SMALL_DRAWING: usize = 24 << 10;

/// What `pages/flyer.html` is given.
#[derive(Debug, Serialize)]
pub struct Flyer<'a> {
    #[serde(flatten)]
    page: Page<'a>,
    #[serde(flatten)]
    common: Common<'a>,
    sections: Vec<SectionContext<'a>>,
    share: ShareBlock,
    /// None where there is nothing to take home but the page itself.
    kit: Option<KitLink>,
    /// What most readers take away: printed pieces, and the page as one file.
    downloads: Vec<Download>,
    /// Leads to the office on a map.
    map_href: Option<String>,
    /// What changed from version to version, newest first.
    changes: Vec<ChangeLine<'a>>,
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
struct Download {
    title: String,
    href: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    size_text: String,
}

#[derive(Debug, Serialize)]
struct KitLink {
    href: String,
}

impl Flyer<'_> {
    /// Puts everything inside that the page would ask for, the fonts as `faces`.
    pub fn set_inside(&mut self, faces: String, inside: Inside) {
        self.page.faces = faces;
        self.page.inside = Some(inside);
    }
}

/// The context of the e-flyer of `subject`. `files` are those of its kit, which may have a page,
/// `others` the languages it is in.
pub fn flyer<'a>(
    subject: &Subject<'a>,
    (files, has_kit): (&[Made], bool),
    others: &[(&'a Language, String)],
    report: &mut Report,
) -> Flyer<'a> {
    let path = path(subject);
    let head = head(subject, files, report);
    let (site, theme, language) = (subject.site, subject.theme, subject.language());
    let page = page::page((site, theme), &path, language, others, head);
    let kit = has_kit.then(|| "kit.html".to_owned());
    context(subject, files, page, kit, report)
}

/// The context of the same page as one file: every address in it is whole.
pub fn flyer_file<'a>(subject: &Subject<'a>, files: &[Made], report: &mut Report) -> Flyer<'a> {
    let path = path(subject);
    let head = head(subject, files, report);
    let (site, theme, language) = (subject.site, subject.theme, subject.language());
    let page = page::page((site, theme), &path, language, &[], head).below(&site.base_url);
    let kit = url_of(site, &format!("{}/kit.html", subject.folder));
    context(subject, files, page, Some(kit), report)
}

fn path(subject: &Subject) -> String {
    format!("{}/index.html", subject.folder)
}

fn context<'a>(
    subject: &Subject<'a>,
    files: &[Made],
    page: Page<'a>,
    kit: Option<String>,
    report: &mut Report,
) -> Flyer<'a> {
    let root = page.root.clone();
    let pictures = Pictures::for_page(&root, &subject.campaign.folder);
    let withdrawn = subject.campaign.status == Status::Withdrawn;
    let mut sections = Vec::new();
    if let Some(material) = &subject.materials().flyer {
        let document = &material.document;
        let all = document
            .lead_in
            .as_deref()
            .into_iter()
            .chain(&document.sections);
        // what was withdrawn is not told again; how to ask the office is
        for one in all.filter(|one| !withdrawn || one.kind == SectionKind::Contact) {
            sections.push(context::section(
                subject,
                one,
                &material.language,
                &pictures,
                report,
            ));
        }
    }
    let text = share_text(subject, files);
    let url = url_of(subject.site, &path(subject));
    let mut common = context::common(subject, &pictures, report);
    if let (Some(shown), Some(svg)) = (&mut common.campaign.picture, drawing(subject)) {
        shown.src = drawing_url(&svg);
    }
    Flyer {
        page,
        common,
        sections,
        share: ShareBlock {
            links: share::links(crate::catalog::known(), &text, &url),
            url,
            text,
            image: share_image(subject, files, &root),
        },
        kit: kit.map(|href| KitLink { href }),
        downloads: files
            .iter()
            .filter_map(|file| download(subject, file, &root))
            .collect(),
        map_href: subject
            .site
            .organisation
            .get(subject.language())
            .address
            .as_deref()
            .map(share::map),
        changes: changes(subject),
    }
}

/// The campaign's picture where it is a small drawing: on a slow network a file of its own would come
/// a second after the words beside it.
fn drawing(subject: &Subject) -> Option<String> {
    let name = subject.campaign.picture.as_deref()?;
    let svg = if let Some(art) = name.strip_prefix("art:") {
        let address = Theme::art_address(art);
        subject.theme.art(&address, subject.source).ok()?
    } else {
        let found = subject.campaign.pictures.get(name);
        let found = found.filter(|found| found.kind == PictureKind::Drawing)?;
        let bytes = subject.source.bytes(&found.path).ok()?;
        String::from_utf8(bytes).ok()?
    };
    (svg.len() <= SMALL_DRAWING).then_some(svg)
}

/// A file that readers of the e-flyer are offered; none of those that only partners need.
fn download(subject: &Subject, file: &Made, root: &str) -> Option<Download> {
    let job = file.job.as_ref()?;
    let offered = match job {
        Job::Print { version, .. } => *version == PrintVersion::Screen,
        other => *other == Job::FlyerFile,
    };
    offered.then(|| {
        let shown = artifact(subject, file, "", None);
        Download {
            title: shown.title,
            href: format!("{root}{}", file.path),
            name: shown.name,
            kind: shown.kind,
            size_text: shown.size_text,
        }
    })
}

/// Title, description, preview picture and structured data.
pub fn head(subject: &Subject, files: &[Made], report: &mut Report) -> Head {
    let texts = subject.texts();
    let office = &subject.site.organisation.get(subject.language()).name;
    let place = &subject.campaign.place;
    if subject.campaign.status == Status::Withdrawn {
        // a preview in a chat must not spread it any further
        return stop(subject, report);
    }
    let whole = format!("{} · {office}", texts.title);
    let title = if whole.chars().count() <= 70 {
        whole
    } else {
        texts.title.clone()
    };
    Head {
        title: page::at_most(&title, 70, place, report),
        description: page::at_most(&texts.summary, 200, &subject.campaign.summary_place, report),
        image: head_image(subject, files),
        json_ld: structured_data(subject),
    }
}

/// What searches and previews show of a campaign that was withdrawn.
pub fn stop(subject: &Subject, report: &mut Report) -> Head {
    let title = subject.string("withdrawn_head");
    let title = title.replace("{title}", &subject.texts().title);
    Head {
        title: page::at_most(&title, 70, &subject.campaign.place, report),
        description: subject.string("withdrawn_title").to_owned(),
        image: None,
        json_ld: None,
    }
}

/// The picture for link previews: the first post's, at the size that previews ask for.
pub fn head_image(subject: &Subject, files: &[Made]) -> Option<HeadImage> {
    let is_link =
        |job: &Option<Job>| matches!(job, Some(Job::Image { slot, .. }) if slot.name == "link");
    let is_image = |job: &Option<Job>| matches!(job, Some(Job::Image { .. }));
    let first = files.iter().find(|file| is_link(&file.job));
    let file = first.or_else(|| files.iter().find(|file| is_image(&file.job)))?;
    let (width, height) = file.size?;
    Some(HeadImage {
        url: url_of(subject.site, &file.path),
        width,
        height,
        alt: file.alternative(subject).unwrap_or_default(),
        media_type: file.media_type,
    })
}

/// The square of the first post, which every chat shows whole; else its first picture.
fn share_image(subject: &Subject, files: &[Made], root: &str) -> Option<ShareImage> {
    let is_square =
        |job: &Option<Job>| matches!(job, Some(Job::Image { slot, .. }) if slot.name == "square");
    let is_image = |job: &Option<Job>| matches!(job, Some(Job::Image { .. }));
    let first = files.iter().find(|file| is_square(&file.job));
    let file = first.or_else(|| files.iter().find(|file| is_image(&file.job)))?;
    Some(ShareImage {
        href: format!("{root}{}", file.path),
        bytes: file.bytes,
        size_text: locale::bytes(file.bytes, subject.language().as_str()),
        alt: file.alternative(subject).unwrap_or_default(),
        preview: preview(&|path| format!("{root}{path}"), &file.previews),
    })
}
