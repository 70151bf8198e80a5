//! One kit: its artifacts, drawn side by side, then its manifest, checksums and bundle.

use jiff::Timestamp;
use rayon::prelude::*;

use super::{
    Bundle, Made, MadeKit, Prepared, PreviewFile, Progress, Sink,
    made::stem,
    pages::readme,
    print::{printed, same_piece},
    single,
};
use crate::{
    bundle::{self, Entry, Manifest, ManifestArtifact, ManifestCampaign, ManifestEdition},
    diagnostic::{Diagnostic, Report},
    layout::{Images, Medium, Wanted},
    model::PictureKind,
    output::{Cancelled, Error, Sha256},
    plan::{Artifact, Job, Kit},
    render::{
        Subject, calendar, caption, document,
        image::{self, Drawing, Preview},
        picture::{self, PictureStore, PixelCache},
        studio::{self, Fonts},
    },
    site::{page, share},
};

/// What all kits share.
#[derive(Clone, Copy)]
pub struct Workshop<'a> {
    /// The site, read and planned.
    pub prepared: &'a Prepared,
    /// The themes' fonts.
    pub fonts: &'a Fonts,
    /// Pictures that were decoded.
    pub pixels: &'a PixelCache,
    /// Where files go.
    pub sink: Sink<'a>,
    /// Whether to stop.
    pub cancelled: &'a Cancelled,
    /// Who is told.
    pub progress: &'a dyn Progress,
    /// The clock.
    pub now: Timestamp,
}

/// How many artifacts of a kit are made here; its pages and its bundle come after.
pub fn job_count(kit: &Kit) -> usize {
    kit.artifacts
        .iter()
        .filter(|artifact| is_drawn(artifact))
        .count()
}

/// Whether an artifact is made here: its pages and its bundles come after.
pub fn is_drawn(artifact: &Artifact) -> bool {
    !matches!(
        artifact.job,
        Job::Flyer | Job::FlyerFile | Job::KitPage | Job::Bundle | Job::ChannelBundle(_)
    )
}

/// Makes all files of a kit but its pages. Problems are returned beside what was made.
pub fn make(shop: &Workshop, index: usize, kit: &Kit) -> (Result<MadeKit, Error>, Vec<Diagnostic>) {
    let subject = shop.prepared.subject(kit);
    let pictures = studio::pictures(&subject, shop.pixels);
    let drawn: Vec<_> = kit
        .artifacts
        .iter()
        .filter(|artifact| is_drawn(artifact))
        .collect();
    let together: Vec<&[&Artifact]> = drawn.chunk_by(|a, b| same_piece(a, b)).collect();
    let drawn: Vec<_> = together
        .into_par_iter()
        .map(|artifacts| {
            let mut report = Report::default();
            let made = some(shop, &subject, &pictures, artifacts, &mut report);
            for _ in artifacts {
                shop.progress.tick();
            }
            (made, report)
        })
        .collect();
    let mut report = Report::default();
    report.extend(broken_photographs(&subject, &pictures));
    let mut files = Vec::new();
    for (made, problems) in drawn {
        report.extend(problems.into_diagnostics());
        match made {
            Ok(made) => files.extend(made),
            Err(error) => return (Err(error), report.into_diagnostics()),
        }
    }
    let finished = if kit.has_bundle() {
        let file = flyer_file(shop, &subject, kit, &files, &mut report);
        file.and_then(|file| {
            files.extend(file);
            finish(shop, &subject, index, kit, files)
        })
    } else {
        Ok(MadeKit::empty(index))
    };
    (finished, report.into_diagnostics())
}

/// Makes one artifact, or all of one printed piece.
pub(super) fn some(
    shop: &Workshop,
    subject: &Subject,
    pictures: &PictureStore,
    artifacts: &[&Artifact],
    report: &mut Report,
) -> Result<Vec<Made>, Error> {
    match artifacts {
        [artifact] if artifact.job.print().is_none() => {
            let made = one(shop, subject, pictures, artifact, report)?;
            Ok(made.into_iter().collect())
        }
        versions => printed(shop, subject, pictures, versions, report),
    }
}

/// Photographs that cannot be decoded: the layout engine would leave their places empty. Decoded
/// pixels are kept for drawing.
fn broken_photographs(subject: &Subject, pictures: &PictureStore) -> Vec<Diagnostic> {
    let all: Vec<_> = subject.campaign.pictures.iter().collect();
    let photographs = all
        .into_par_iter()
        .filter(|(_, picture)| picture.kind == PictureKind::Photo);
    let broken = photographs.filter_map(|(name, found)| {
        let address = format!("picture/{name}");
        pictures
            .provide(&address, Wanted::whole(1, 1), Medium::Screen)
            .err()?;
        // once more, for a message that says which file it is
        let bytes = subject.source.bytes(&found.path);
        bytes
            .and_then(|bytes| picture::verify(&found.path, &bytes))
            .err()
    });
    broken.collect()
}

/// Makes one artifact that is not a page and not the bundle.
fn one(
    shop: &Workshop,
    subject: &Subject,
    pictures: &PictureStore,
    artifact: &Artifact,
    report: &mut Report,
) -> Result<Option<Made>, Error> {
    shop.cancelled.check()?;
    let materials = subject.materials();
    match &artifact.job {
        Job::Image {
            post,
            slide,
            slot,
            encoding,
        } => {
            let post = &materials.posts[*post];
            let work = (Drawing::of(post, *slide, slot), *encoding);
            let part = if shop.sink.only_checks() {
                image::Part::Findings
            } else {
                image::Part::FileAndPreviews
            };
            let fonts = shop.fonts.of(subject.theme);
            let Some(image) = image::image(subject, fonts, pictures, work, part, report) else {
                return Ok(None);
            };
            let (bytes, previews) = image.drawn.map_or((Vec::new(), Vec::new()), |drawn| {
                (drawn.bytes, drawn.previews)
            });
            let mut made = plain(shop, artifact, &bytes, encoding.media_type())?;
            made.alt = Some(image.alt);
            made.overlay = matches!(shop.sink, Sink::Shelf(_)).then_some(image.overlay);
            made.previews = write_previews(shop, subject, artifact, &previews)?;
            Ok(Some(made))
        }
        Job::Calendar { format, entries } => {
            let text = calendar::calendar(subject, *format, entries);
            let made = plain(shop, artifact, text.as_bytes(), format.media_type())?;
            Ok(Some(made))
        }
        Job::Caption {
            post,
            channel,
            tone,
        } => {
            let post = &materials.posts[*post];
            let text = caption::caption(subject, post, *channel, *tone, report);
            words(shop, artifact, &text).map(Some)
        }
        Job::Text(job) => {
            let text = document::document(subject, *job, report);
            words(shop, artifact, &text).map(Some)
        }
        Job::Flyer
        | Job::FlyerFile
        | Job::KitPage
        | Job::Bundle
        | Job::ChannelBundle(_)
        | Job::Print { .. }
        | Job::Proof { .. } => Ok(None),
    }
}

/// The e-flyer as one file, once all that it shows is there.
fn flyer_file(
    shop: &Workshop,
    subject: &Subject,
    kit: &Kit,
    files: &[Made],
    report: &mut Report,
) -> Result<Option<Made>, Error> {
    let mut artifacts = kit.artifacts.iter();
    let Some(artifact) = artifacts.find(|artifact| artifact.job == Job::FlyerFile) else {
        return Ok(None);
    };
    let html = if shop.sink.only_checks() {
        Ok(String::new())
    } else {
        single::flyer_file(shop, subject, files)
    };
    match html {
        Ok(html) => plain(shop, artifact, html.as_bytes(), "text/html; charset=utf-8").map(Some),
        Err(problem) => {
            report.push(problem);
            Ok(None)
        }
    }
}

/// Documents carry the day of their version, so that a later build gives the same bytes.
pub(super) fn created(shop: &Workshop, subject: &Subject) -> Timestamp {
    let day = subject.campaign.updated;
    let midnight = day.and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok());
    midnight.map_or(shop.now, |midnight| midnight.timestamp())
}

pub(super) fn plain(
    shop: &Workshop,
    artifact: &Artifact,
    bytes: &[u8],
    media_type: &'static str,
) -> Result<Made, Error> {
    let written = shop.sink.write(&artifact.path, bytes)?;
    let mut made = Made::plain(written, media_type, Some(artifact.job.clone()));
    made.size = artifact.size;
    Ok(made)
}

fn words(shop: &Workshop, artifact: &Artifact, text: &str) -> Result<Made, Error> {
    let text = text.trim_end().to_owned() + "\n";
    let mut made = plain(shop, artifact, text.as_bytes(), "text/plain; charset=utf-8")?;
    made.text = Some(text.trim_end().to_owned());
    Ok(made)
}

pub(super) fn write_previews(
    shop: &Workshop,
    subject: &Subject,
    artifact: &Artifact,
    previews: &[Preview],
) -> Result<Vec<PreviewFile>, Error> {
    let stem = stem(&artifact.path);
    let write = |preview: &Preview| {
        let path = format!("{}/previews/{stem}_{}w.webp", subject.folder, preview.width);
        shop.sink.write(&path, &preview.bytes)?;
        Ok(PreviewFile {
            path,
            width: preview.width,
            height: preview.height,
        })
    };
    previews.iter().map(write).collect()
}

/// Manifest, read-me, checksums, and all of it as one ZIP file.
fn finish(
    shop: &Workshop,
    subject: &Subject,
    index: usize,
    kit: &Kit,
    files: Vec<Made>,
) -> Result<MadeKit, Error> {
    let top = format!("{}/kit/", kit.folder);
    let inside = |made: &Made| made.path[top.len()..].to_owned();
    let manifest = manifest(subject, &files, &top);
    let read_me = readme(subject, &files.iter().collect::<Vec<_>>());
    let mut all: Vec<Made> = files.clone();
    let mut add = |name: &str, bytes: &[u8], media_type| -> Result<(), Error> {
        let written = shop.sink.write(&format!("{top}{name}"), bytes)?;
        all.push(Made::plain(written, media_type, None));
        Ok(())
    };
    add("manifest.json", &manifest.to_json()?, "application/json")?;
    add(
        "README.txt",
        read_me.as_bytes(),
        "text/plain; charset=utf-8",
    )?;
    let sums: Vec<_> = all.iter().map(|made| (inside(made), made.sha256)).collect();
    let sums = bundle::sums(&sums);
    let written = shop
        .sink
        .write(&format!("{top}SHA256SUMS"), sums.as_bytes())?;
    all.push(Made::plain(written, "text/plain; charset=utf-8", None));
    let entries = |all: &[&Made]| -> Result<Vec<Entry>, Error> {
        let Sink::Staged(staging) = shop.sink else {
            return Ok(Vec::new());
        };
        let entry = |made: &&Made| {
            Ok(Entry {
                name: inside(made),
                source: bundle::Source::File(staging.read_path(&made.path)?),
            })
        };
        all.iter().map(entry).collect()
    };
    let everything: Vec<&Made> = all.iter().collect();
    let bundle = Bundle {
        file: pack(shop, kit, Job::Bundle, entries(&everything)?)?,
        entries: all.len(),
    };
    let mut channel_bundles = Vec::new();
    for artifact in &kit.artifacts {
        let Job::ChannelBundle(channel) = artifact.job else {
            continue;
        };
        let own = |made: &&Made| made.job.as_ref().and_then(Job::channel) == Some(channel);
        let own: Vec<&Made> = files.iter().filter(own).collect();
        let read_me = readme(subject, &own);
        let mut sums: Vec<_> = own.iter().map(|made| (inside(made), made.sha256)).collect();
        sums.push(("README.txt".to_owned(), Sha256::of(read_me.as_bytes())));
        let mut entries = entries(&own)?;
        for (name, text) in [("README.txt", read_me), ("SHA256SUMS", bundle::sums(&sums))] {
            entries.push(Entry {
                name: name.to_owned(),
                source: bundle::Source::Bytes(text.into_bytes().into()),
            });
        }
        channel_bundles.push(pack(shop, kit, artifact.job.clone(), entries)?);
    }
    Ok(MadeKit {
        kit: index,
        files,
        bundle: Some(bundle),
        channel_bundles,
    })
}

fn pack(shop: &Workshop, kit: &Kit, job: Job, entries: Vec<Entry>) -> Result<Made, Error> {
    let own = kit.artifacts.iter().find(|artifact| artifact.job == job);
    let path = own.map_or("", |artifact| artifact.path.as_str());
    let written = match shop.sink {
        Sink::Staged(staging) => {
            bundle::write_zip(path, entries, staging.create(path)?)?.finish()?
        }
        Sink::Shelf(_) | Sink::Nowhere => shop.sink.write(path, &[])?,
    };
    Ok(Made::plain(written, "application/zip", Some(job)))
}

/// The link that opens a caption's channel with the caption in it.
fn share_link(subject: &Subject, made: &Made) -> Option<String> {
    let text = made.text.as_deref()?;
    let channel = made.job.as_ref()?.channel()?;
    let pattern = subject.site.catalog.channel(channel)?.share.as_deref()?;
    let page = format!("{}/index.html", subject.folder);
    Some(share::link(
        pattern,
        text,
        &page::url_of(subject.site, &page),
    ))
}

fn manifest(subject: &Subject, files: &[Made], top: &str) -> Manifest {
    let (campaign, texts) = (subject.campaign, subject.texts());
    let materials = subject.materials();
    let artifact = |made: &Made| ManifestArtifact {
        path: made.path[top.len()..].to_owned(),
        media_type: made.media_type.to_owned(),
        sha256: made.sha256,
        bytes: made.bytes,
        language: Some(subject.language().to_string()),
        material: made.job.as_ref().map(|job| job.material(materials)),
        channel: made
            .job
            .as_ref()
            .and_then(Job::channel)
            .map(|channel| channel.as_str().to_owned()),
        slot: made
            .job
            .as_ref()
            .and_then(Job::slot)
            .map(|slot| slot.name.clone()),
        width: made.size.map(|size| size.0),
        height: made.size.map(|size| size.1),
        alt: made.alt.as_ref().map(|alt| alt.words.clone()),
        shows: made.alt.as_ref().and_then(|alt| alt.shows.clone()),
        toner: made.toner,
        tone: made
            .job
            .as_ref()
            .and_then(Job::tone)
            .map(|tone| tone.as_str().to_owned()),
        share: share_link(subject, made),
    };
    Manifest::new(
        ManifestCampaign {
            code: campaign.code.clone(),
            title: texts.title.clone(),
            owner: texts.owner.clone(),
            link: Some(texts.action.link.clone()),
            updated: campaign.updated.map(|day| day.to_string()),
            licence: subject
                .site
                .organisation
                .get(subject.language())
                .licence
                .clone(),
        },
        ManifestEdition {
            language: subject.language().to_string(),
            area: subject.edition.area.as_ref().map(|area| area.0.clone()),
            audience: subject
                .edition
                .audience
                .as_ref()
                .map(|audience| audience.0.clone()),
        },
        campaign.version,
        files.iter().map(artifact).collect(),
    )
}
