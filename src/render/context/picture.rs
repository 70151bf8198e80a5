//! Pictures as templates see them.

use serde::Serialize;

use crate::{
    bundle::portable_name,
    diagnostic::{Code, Diagnostic, Place, Report, did_you_mean},
    model::{Campaign, Picture, PictureKind},
    render::{Subject, picture::web_widths},
    theme::{Theme, qr},
};

/// A picture, as a template sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PictureContext {
    /// Address for `src` or `url()`.
    pub src: String,
    /// Alternative text; empty where it only decorates.
    pub alt: String,
    /// Who made it.
    pub credit: Option<String>,
    /// `drawing` (a figure without ground, never cropped) or `photo`.
    pub kind: PictureKind,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// WebP files of it for `srcset`, on pages and of photographs: `src` is for browsers that do not
    /// read them, and for wide screens.
    pub srcset: Option<String>,
    /// What must stay in view, from the left: `50%`.
    pub x: String,
    /// What must stay in view, from the top: `30%`.
    pub y: String,
    /// Whether it is shown as it is, whatever the theme makes of photographs.
    pub as_is: bool,
}

/// Where addresses of pictures lead: the layout engine asks by name, a browser by path.
#[derive(Debug, Clone)]
pub struct Pictures {
    /// Before the file name of a campaign's picture.
    pub campaign: String,
    /// Before the name of a theme's drawing, and on pages before the folder of its theme.
    pub art: String,
    /// Before the file name of the office's logo.
    pub site: String,
    /// Whether a browser asks, which wants names without blanks and several sizes.
    pub for_browser: bool,
}

impl Pictures {
    /// For social images and print.
    pub fn for_layout() -> Self {
        Self {
            campaign: "picture/".to_owned(),
            art: String::new(),
            site: "site/".to_owned(),
            for_browser: false,
        }
    }

    /// For pages; `root` leads from the page to the public folder, `folder` to its own pictures.
    pub fn for_page(root: &str, folder: &str) -> Self {
        Self {
            campaign: format!("{root}{folder}/pictures/"),
            art: root.to_owned(),
            site: format!("{root}assets/"),
            for_browser: true,
        }
    }

    /// The picture called `name` (a file name or `art:name`). What is missing goes to `report`.
    pub fn find(
        &self,
        subject: &Subject,
        name: &str,
        own_alt: Option<&str>,
        place: &Place,
        report: &mut Report,
    ) -> Option<PictureContext> {
        if let Some(art) = name.strip_prefix("art:") {
            return self.art(subject, art, own_alt, place, report);
        }
        if name == CODE && !self.for_browser {
            return Some(code(subject, own_alt));
        }
        let Some(picture) = subject.campaign.pictures.get(name) else {
            let known = subject.campaign.pictures.keys().map(String::as_str);
            report.push(unknown(name, did_you_mean(name, known), place));
            return None;
        };
        let said = subject.texts().pictures.get(name);
        let alt = own_alt.or_else(|| said?.alt.as_deref());
        if alt.is_none() {
            report.push(
                Diagnostic::error(
                    Code::NoAlternativeText,
                    format!("the picture `{name}` has no alternative text"),
                )
                .at(place.clone(), "asked for here")
                .why("blind readers would not learn what it shows")
                .help(format!(
                    "add to content/{}/pictures/pictures.yaml: {name}: {{alt: “what it shows”}}",
                    subject.campaign.folder
                )),
            );
        }
        let (x, y) = picture.focal;
        Some(PictureContext {
            src: format!("{}{}", self.campaign, self.file_name(subject, name)),
            alt: alt.unwrap_or_default().to_owned(),
            credit: said.and_then(|said| said.credit.clone()),
            kind: picture.kind,
            width: picture.width,
            height: picture.height,
            srcset: self.srcset(subject, name, picture),
            x: percent(x),
            y: percent(y),
            as_is: picture.as_is,
        })
    }

    fn file_name(&self, subject: &Subject, name: &str) -> String {
        if self.for_browser {
            page_name(subject.campaign, name)
        } else {
            name.to_owned()
        }
    }

    fn srcset(&self, subject: &Subject, name: &str, picture: &Picture) -> Option<String> {
        if !self.for_browser || picture.kind == PictureKind::Drawing {
            return None;
        }
        let name = page_name(subject.campaign, name);
        let files = web_widths(&name, picture.width);
        let webp = files.iter().filter(|(file, _)| file.ends_with(".webp"));
        let each: Vec<String> = webp
            .map(|(file, width)| format!("{}{file} {width}w", self.campaign))
            .collect();
        (!each.is_empty()).then(|| each.join(", "))
    }

    fn art(
        &self,
        subject: &Subject,
        name: &str,
        own_alt: Option<&str>,
        place: &Place,
        report: &mut Report,
    ) -> Option<PictureContext> {
        let address = Theme::art_address(name);
        let svg = match subject.theme.art(&address, subject.source) {
            Ok(svg) => svg,
            Err(crate::theme::ArtProblem::Unknown(near)) => {
                report.push(unknown(&format!("art:{name}"), near.as_deref(), place));
                return None;
            }
            Err(crate::theme::ArtProblem::Broken(problem)) => {
                report.push(problem);
                return None;
            }
        };
        let size = crate::render::picture::inspect(&address, svg.as_bytes());
        let size = size.map_err(|problem| report.push(problem)).ok()?;
        let folder = if self.for_browser {
            &subject.theme.assets
        } else {
            ""
        };
        Some(PictureContext {
            src: format!("{}{folder}{address}", self.art),
            alt: own_alt.unwrap_or_default().to_owned(),
            credit: None,
            kind: PictureKind::Drawing,
            width: size.width,
            height: size.height,
            srcset: None,
            x: "50%".to_owned(),
            y: "50%".to_owned(),
            as_is: true,
        })
    }
}

/// The name of the picture that is a QR code to what the campaign asks for. Pages have a link instead.
const CODE: &str = "qr";

fn code(subject: &Subject, own_alt: Option<&str>) -> PictureContext {
    let link = subject.link_text();
    let said = || subject.string("qr_alt").replace("{link}", link);
    // a drawing of any size: what counts is that it is square
    let side = 1000;
    PictureContext {
        src: qr::ADDRESS.to_owned(),
        alt: own_alt.map_or_else(said, str::to_owned),
        credit: None,
        kind: PictureKind::Drawing,
        width: side,
        height: side,
        srcset: None,
        x: "50%".to_owned(),
        y: "50%".to_owned(),
        as_is: true,
    }
}

/// A picture's file name in the public folder: small letters, digits and hyphens, so that it works
/// in any address. Two names that become one are told apart by a number.
pub fn page_name(campaign: &Campaign, name: &str) -> String {
    let portable = |name: &str| {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let extension = match extension.to_ascii_lowercase().as_str() {
            known @ ("svg" | "jpg" | "jpeg" | "png" | "webp") => known.to_owned(),
            _ => "png".to_owned(),
        };
        format!("{}.{extension}", portable_name(stem))
    };
    let own = portable(name);
    let earlier = campaign.pictures.keys().take_while(|other| *other != name);
    match earlier.filter(|other| portable(other) == own).count() {
        0 => own,
        before => format!("{}-{own}", before + 1),
    }
}

fn percent(share: f64) -> String {
    format!("{}%", (share * 100.0).round())
}

fn unknown(name: &str, near: Option<&str>, place: &Place) -> Diagnostic {
    let label = match near {
        Some(near) if name.starts_with("art:") => format!("did you mean `art:{near}`?"),
        Some(near) => format!("did you mean `{near}`?"),
        None => "there is no such picture".to_owned(),
    };
    Diagnostic::error(
        Code::UnknownPicture,
        format!("the picture `{name}` is not there"),
    )
    .at(place.clone(), label)
    .why("readers would see an empty place")
    .help("put the file into the campaign's pictures/ folder, or take one of the theme's (art:…)")
}
