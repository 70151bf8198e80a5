//! One kit: its artifacts, drawn side by side, then its manifest, checksums and bundle.

use jiff::Timestamp;
use rayon::prelude::*;

use super::{Bundle, Made, MadeKit, Prepared, PreviewFile, Progress, Sink};
use crate::{
    bundle::{self, Entry, Manifest, ManifestArtifact, ManifestCampaign, ManifestEdition},
    diagnostic::{Diagnostic, Report},
    layout::{FontSet, Images, Medium},
    model::PictureKind,
    output::{Cancelled, Error},
    plan::{Artifact, Job, Kit},
    render::{
        Subject, caption, document,
        image::{self, Preview},
        leaflet,
        picture::{self, PictureStore, PixelCache},
        studio,
    },
};

/// What all kits share.
#[derive(Clone, Copy)]
pub struct Workshop<'a> {
    /// The site, read and planned.
    pub prepared: &'a Prepared,
    /// The theme's fonts.
    pub fonts: &'a FontSet,
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

fn is_drawn(artifact: &Artifact) -> bool {
    !matches!(artifact.job, Job::Flyer | Job::KitPage | Job::Bundle)
}

/// Makes all files of a kit but its pages. Problems are returned beside what was made.
pub fn make(shop: &Workshop, index: usize, kit: &Kit) -> (Result<MadeKit, Error>, Vec<Diagnostic>) {
    let prepared = shop.prepared;
    let subject = Subject {
        source: &prepared.source,
        site: &prepared.site,
        theme: &prepared.theme,
        campaign: &prepared.site.campaigns[kit.campaign],
        edition: &kit.edition,
        folder: &kit.folder,
    };
    let pictures = studio::pictures(&subject, shop.pixels);
    let drawn: Vec<_> = kit
        .artifacts
        .par_iter()
        .filter(|artifact| is_drawn(artifact))
        .map(|artifact| {
            let mut report = Report::default();
            let made = one(shop, &subject, &pictures, artifact, &mut report);
            shop.progress.tick();
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
    let bundled = finish(shop, &subject, index, kit, files);
    (bundled, report.into_diagnostics())
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
        pictures.provide(&address, 1, 1, Medium::Screen).err()?;
        // once more, for a message that says which file it is
        let bytes = subject.source.bytes(&found.path);
        bytes
            .and_then(|bytes| picture::verify(&found.path, &bytes))
            .err()
    });
    broken.collect()
}

/// Makes one artifact that is not a page and not the bundle.
pub fn one(
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
            slot,
            encoding,
        } => {
            let post = &materials.posts[*post];
            let work = (post, *slot, *encoding);
            let only_check = shop.sink.only_checks();
            let Some(image) = image::image(subject, shop.fonts, pictures, work, only_check, report)
            else {
                return Ok(None);
            };
            let (bytes, previews) = image.drawn.map_or((Vec::new(), Vec::new()), |drawn| {
                (drawn.bytes, drawn.previews)
            });
            let mut made = plain(shop, artifact, &bytes, encoding.media_type())?;
            made.alt = Some(image.alt);
            made.boxes = image.texts;
            made.previews = write_previews(shop, subject, artifact, &previews)?;
            Ok(Some(made))
        }
        Job::Leaflet => {
            let Some(material) = &materials.leaflet else {
                return Ok(None);
            };
            let how = (created(shop, subject), shop.sink.only_checks());
            let made = leaflet::leaflet(subject, shop.fonts, pictures, material, how, report);
            let Some(made) = made else {
                return Ok(None);
            };
            let (bytes, previews) = made.drawn.unwrap_or_default();
            let mut file = plain(shop, artifact, &bytes, "application/pdf")?;
            file.alt = Some(
                subject
                    .string("leaflet_alt")
                    .replace("{campaign}", &subject.texts().title),
            );
            file.previews = write_previews(shop, subject, artifact, &previews)?;
            Ok(Some(file))
        }
        Job::Caption { post, channel } => {
            let text = caption::caption(subject, &materials.posts[*post], *channel, report);
            words(shop, artifact, &text).map(Some)
        }
        Job::Text(job) => {
            let text = document::document(subject, *job, report);
            words(shop, artifact, &text).map(Some)
        }
        Job::Flyer | Job::KitPage | Job::Bundle => Ok(None),
    }
}

/// Documents carry the day of their version, so that a later build gives the same bytes.
fn created(shop: &Workshop, subject: &Subject) -> Timestamp {
    let day = subject.campaign.updated;
    let midnight = day.and_then(|day| day.to_zoned(jiff::tz::TimeZone::UTC).ok());
    midnight.map_or(shop.now, |midnight| midnight.timestamp())
}

fn plain(
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

fn write_previews(
    shop: &Workshop,
    subject: &Subject,
    artifact: &Artifact,
    previews: &[Preview],
) -> Result<Vec<PreviewFile>, Error> {
    let name = artifact.path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
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
    if !kit.has_bundle() {
        return Ok(MadeKit {
            kit: index,
            files,
            bundle: None,
        });
    }
    let top = format!("{}/kit/", kit.folder);
    let inside = |made: &Made| made.path[top.len()..].to_owned();
    let manifest = manifest(subject, &files, &top);
    let readme = super::pages::readme(subject, &files);
    let mut all: Vec<Made> = files.clone();
    let mut add = |name: &str, bytes: &[u8], media_type| -> Result<(), Error> {
        let written = shop.sink.write(&format!("{top}{name}"), bytes)?;
        all.push(Made::plain(written, media_type, None));
        Ok(())
    };
    add("manifest.json", &manifest.to_json()?, "application/json")?;
    add("README.txt", readme.as_bytes(), "text/plain; charset=utf-8")?;
    let sums: Vec<_> = all.iter().map(|made| (inside(made), made.sha256)).collect();
    let sums = bundle::sums(&sums);
    let written = shop
        .sink
        .write(&format!("{top}SHA256SUMS"), sums.as_bytes())?;
    all.push(Made::plain(written, "text/plain; charset=utf-8", None));
    let bundle = Bundle {
        file: pack(shop, kit, &all, &inside)?,
        entries: all.len(),
    };
    Ok(MadeKit {
        kit: index,
        files,
        bundle: Some(bundle),
    })
}

fn pack(
    shop: &Workshop,
    kit: &Kit,
    all: &[Made],
    inside: &dyn Fn(&Made) -> String,
) -> Result<Made, Error> {
    let path = format!("{}/kit.zip", kit.folder);
    let Sink::Staged(staging) = shop.sink else {
        let written = shop.sink.write(&path, &[])?;
        return Ok(Made::plain(written, "application/zip", Some(Job::Bundle)));
    };
    let mut entries = Vec::with_capacity(all.len());
    for made in all {
        let source = bundle::Source::File(staging.read_path(&made.path)?);
        entries.push(Entry {
            name: inside(made),
            source,
        });
    }
    let written = bundle::write_zip(&path, entries, staging.create(&path)?)?.finish()?;
    Ok(Made::plain(written, "application/zip", Some(Job::Bundle)))
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
        alt: made.alt.clone(),
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
