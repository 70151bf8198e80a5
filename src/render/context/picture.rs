//! Pictures as templates see them.

use serde::Serialize;

use crate::{
    diagnostic::{Code, Diagnostic, Place, Report, did_you_mean},
    model::PictureKind,
    render::Subject,
    theme::Theme,
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
    /// What must stay in view, from the left: `50%`.
    pub x: String,
    /// What must stay in view, from the top: `30%`.
    pub y: String,
}

/// Where addresses of pictures lead: the layout engine asks by name, a browser by path.
#[derive(Debug, Clone)]
pub struct Pictures {
    /// Before the file name of a campaign's picture.
    pub campaign: String,
    /// Before the name of a theme's drawing.
    pub art: String,
    /// Before the file name of the office's logo.
    pub site: String,
}

impl Pictures {
    /// For social images and print.
    pub fn for_layout() -> Self {
        Self {
            campaign: "picture/".to_owned(),
            art: String::new(),
            site: "site/".to_owned(),
        }
    }

    /// For pages; `root` leads from the page to the public folder, `folder` to its own pictures.
    pub fn for_page(root: &str, folder: &str) -> Self {
        Self {
            campaign: format!("{root}{folder}/pictures/"),
            art: format!("{root}assets/"),
            site: format!("{root}assets/"),
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
        let Some(picture) = subject.campaign.pictures.get(name) else {
            let known = subject.campaign.pictures.keys().map(String::as_str);
            report.push(unknown(name, did_you_mean(name, known), place));
            return None;
        };
        let alt = own_alt.or_else(|| subject.texts().alternatives.get(name).map(String::as_str));
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
            src: format!("{}{name}", self.campaign),
            alt: alt.unwrap_or_default().to_owned(),
            credit: picture.credit.clone(),
            kind: picture.kind,
            width: picture.width,
            height: picture.height,
            x: percent(x),
            y: percent(y),
        })
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
        Some(PictureContext {
            src: format!("{}{address}", self.art),
            alt: own_alt.unwrap_or_default().to_owned(),
            credit: None,
            kind: PictureKind::Drawing,
            width: size.width,
            height: size.height,
            x: "50%".to_owned(),
            y: "50%".to_owned(),
        })
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
