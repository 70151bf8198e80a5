//! What the studio is told, as JSON.

use serde::Serialize;

use super::{
    Desk, Loaded,
    desk::{post_of, shown},
};
use crate::{
    build::{
        Prepared,
        preview::{is_picture, media_type},
    },
    diagnostic::{Diagnostic, Group, Report, Severity, render_group},
    model::Campaign,
    plan::{Artifact, Job, Kit},
    render::{overlay::Overlay, print::Part},
};

/// The site: its kits, and all that is wrong.
#[derive(Debug, Serialize)]
pub struct Overview {
    generation: u64,
    office: String,
    language: String,
    theme: String,
    themes: Vec<String>,
    kits: Vec<KitLine>,
    problems: Vec<Problem>,
}

#[derive(Debug, Serialize)]
struct KitLine {
    folder: String,
    campaign: String,
    title: String,
    language: String,
    language_name: String,
    draft: bool,
    pieces: usize,
    /// A piece to know it by.
    cover: Option<Tile>,
}

/// One kit with every piece.
#[derive(Debug, Serialize)]
pub struct KitView {
    generation: u64,
    folder: String,
    title: String,
    groups: Vec<PieceGroup>,
    problems: Vec<Problem>,
}

/// Pieces that were written in one file.
#[derive(Debug, Serialize)]
struct PieceGroup {
    title: String,
    /// The file, from the root.
    file: Option<String>,
    tiles: Vec<Tile>,
}

/// One piece.
#[derive(Debug, Clone, Serialize)]
struct Tile {
    path: String,
    name: String,
    kind: &'static str,
    width: Option<u32>,
    height: Option<u32>,
    stamp: String,
}

/// Something that is wrong, as the terminal shows it.
#[derive(Debug, Serialize)]
pub struct Problem {
    severity: Severity,
    code: &'static str,
    message: String,
    file: Option<String>,
    text: String,
}

/// One piece, drawn.
#[derive(Debug, Serialize)]
pub struct PieceView {
    /// The file to show as a picture, if there is one.
    picture: Option<String>,
    /// What can be drawn over that picture.
    overlay: Option<Overlay>,
    /// The words, of a text.
    text: Option<String>,
    problems: Vec<Problem>,
}

/// The whole site.
pub fn overview(desk: &Desk, loaded: &Loaded) -> Overview {
    let problems = problems(loaded.report.sorted().into_iter().cloned().collect());
    let Some(prepared) = &loaded.prepared else {
        return Overview {
            generation: loaded.generation,
            office: String::new(),
            language: "id".to_owned(),
            theme: desk.worn().unwrap_or_default(),
            themes: Vec::new(),
            kits: Vec::new(),
            problems,
        };
    };
    let site = &prepared.site;
    let themes = crate::theme::names(&prepared.source);
    Overview {
        generation: loaded.generation,
        office: site.organisation.get(site.default_language()).name.clone(),
        language: site.default_language().to_string(),
        theme: site.theme.clone(),
        themes,
        kits: prepared
            .plan
            .kits
            .iter()
            .map(|kit| line(loaded, prepared, kit))
            .collect(),
        problems,
    }
}

fn line(loaded: &Loaded, prepared: &Prepared, kit: &Kit) -> KitLine {
    let campaign = &prepared.site.campaigns[kit.campaign];
    let is_wide =
        |artifact: &&Artifact| artifact.size.is_some_and(|(width, height)| width > height);
    let pictures = kit
        .artifacts
        .iter()
        .filter(|artifact| artifact.size.is_some());
    let cover = pictures
        .clone()
        .find(is_wide)
        .or_else(|| pictures.clone().next());
    KitLine {
        folder: kit.folder.clone(),
        campaign: campaign.folder.clone(),
        title: campaign.texts.get(&kit.edition.language).title.clone(),
        language: kit.edition.language.to_string(),
        language_name: kit.edition.language.name().to_owned(),
        draft: campaign.status == crate::model::Status::Draft,
        pieces: kit.artifacts.len(),
        cover: cover.map(|artifact| tile(loaded, artifact)),
    }
}

/// The kit in `folder`; none while its campaign cannot be read.
pub fn kit(loaded: &Loaded, folder: &str) -> Option<KitView> {
    let (prepared, kit) = loaded.kit(folder)?;
    let campaign = &prepared.site.campaigns[kit.campaign];
    let mut groups: Vec<(Option<usize>, PieceGroup)> = Vec::new();
    for artifact in &kit.artifacts {
        if matches!(artifact.job, Job::Bundle) {
            continue;
        }
        let post = post_of(&artifact.job);
        let is_page = matches!(artifact.job, Job::Flyer | Job::KitPage);
        let key = if is_page { Some(usize::MAX) } else { post };
        let tile = tile(loaded, artifact);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.tiles.push(tile),
            None => groups.push((key, group(campaign, kit, post, is_page, tile))),
        }
    }
    let top = format!("content/{}/", campaign.folder);
    let of_kit = |found: &&Diagnostic| {
        let file = found.place.as_ref().map(|place| place.file.path.as_str());
        file.is_none_or(|file| file.starts_with(&top) || !file.starts_with("content/"))
    };
    let found = loaded.report.sorted().into_iter().chain(loaded.advice());
    Some(KitView {
        generation: loaded.generation,
        folder: folder.to_owned(),
        title: campaign.texts.get(&kit.edition.language).title.clone(),
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        problems: problems(found.filter(of_kit).cloned().collect()),
    })
}

fn group(
    campaign: &Campaign,
    kit: &Kit,
    post: Option<usize>,
    is_page: bool,
    tile: Tile,
) -> PieceGroup {
    let materials = campaign.materials.get(&kit.edition.language);
    let post = post.and_then(|index| materials.posts.get(index));
    PieceGroup {
        title: match post {
            Some(post) => post.title.replace('*', ""),
            None if is_page => "pages".to_owned(),
            None => "texts".to_owned(),
        },
        file: post.map(|post| post.place.file.path.clone()),
        tiles: vec![tile],
    }
}

fn tile(loaded: &Loaded, artifact: &Artifact) -> Tile {
    let media_type = media_type(&artifact.path);
    let kind = match media_type.split(['/', ';']).next().unwrap_or_default() {
        "image" => "image",
        "text" if media_type.starts_with("text/html") => "page",
        "text" => "text",
        _ if media_type == "application/pdf" => "print",
        _ => "file",
    };
    let name = match &artifact.job {
        Job::Image { slot, .. } => format!("{} {}", slot.channel.as_str(), slot.name),
        Job::Caption { channel, .. } => channel.as_str().to_owned(),
        _ => artifact
            .path
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned(),
    };
    Tile {
        path: artifact.path.clone(),
        name,
        kind,
        width: artifact.size.map(|size| size.0),
        height: artifact.size.map(|size| size.1),
        stamp: shown(loaded.stamp(&artifact.path)),
    }
}

/// The piece at `path`, drawn now if it was not drawn before.
pub fn piece(desk: &Desk, path: &str) -> Option<PieceView> {
    desk.piece(path, Part::Look, |piece| {
        let own = piece.files.get_key_value(path);
        let own = own.filter(|(name, _)| is_picture(name));
        let picture = own.or_else(|| piece.picture()).map(|(name, _)| name);
        let words = piece.files.get(path);
        let words = words.filter(|_| {
            let kind = media_type(path);
            kind.starts_with("text/") && !kind.starts_with("text/html")
        });
        PieceView {
            picture: picture.cloned(),
            overlay: piece.overlay.clone(),
            text: words.map(|bytes| String::from_utf8_lossy(bytes).into_owned()),
            problems: problems(piece.problems.clone()),
        }
    })
}

fn problems(found: Vec<Diagnostic>) -> Vec<Problem> {
    let mut report = Report::default();
    report.extend(found);
    report.groups().iter().map(problem).collect()
}

fn problem(group: &Group) -> Problem {
    let first = group.first;
    Problem {
        severity: first.severity,
        code: first.code.as_str(),
        message: first.message.clone(),
        file: first.place.as_ref().map(ToString::to_string),
        text: render_group(group, false).trim_end().to_owned(),
    }
}
