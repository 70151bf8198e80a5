//! The files of one printed piece.

use super::{
    Made,
    kit::{Workshop, created, plain, write_previews},
    made::stem,
    preview::media_type,
};
use crate::{
    diagnostic::Report,
    model::{Print, PrintVersion},
    output::Error,
    plan::{Artifact, Job},
    render::{Subject, image::Alternative, picture::PictureStore, print},
};

/// Whether two artifacts are versions of one printed piece.
pub fn same_piece(a: &Artifact, b: &Artifact) -> bool {
    a.job.print().is_some() && a.job.print() == b.job.print()
}

fn version(artifact: &Artifact) -> Option<PrintVersion> {
    match artifact.job {
        Job::Print { version, .. } => Some(version),
        _ => None,
    }
}

/// All files of one printed piece, whose versions share what is costly.
pub fn printed(
    shop: &Workshop,
    subject: &Subject,
    pictures: &PictureStore,
    artifacts: &[&Artifact],
    report: &mut Report,
) -> Result<Vec<Made>, Error> {
    shop.cancelled.check()?;
    let index = artifacts.iter().find_map(|artifact| artifact.job.print());
    let Some(print) = index.and_then(|index| subject.materials().prints.get(index)) else {
        return Ok(Vec::new());
    };
    let versions: Vec<PrintVersion> = artifacts
        .iter()
        .filter_map(|artifact| version(artifact))
        .collect();
    let wanted = print::Wanted {
        now: created(shop, subject),
        versions: &versions,
        part: shop.sink.part(),
        proof: artifacts
            .iter()
            .any(|artifact| matches!(artifact.job, Job::Proof { .. })),
        previews: true,
    };
    let Some(piece) = print::piece(
        subject,
        shop.fonts.of(subject.theme),
        pictures,
        print,
        wanted,
        report,
    ) else {
        return Ok(Vec::new());
    };
    let mut made = Vec::with_capacity(artifacts.len());
    let mut previews = Vec::new();
    for artifact in artifacts {
        let (bytes, media_type) = match artifact.job {
            Job::Print { version, .. } => {
                let file = piece.files.iter().find(|(made, _)| *made == version);
                (file.map(|(_, bytes)| bytes.as_slice()), "application/pdf")
            }
            _ => (piece.proof.as_deref(), media_type(&artifact.path)),
        };
        let mut file = plain(shop, artifact, bytes.unwrap_or_default(), media_type)?;
        file.alt = Some(alternative(subject, print));
        match artifact.job {
            Job::Print {
                version: PrintVersion::Screen,
                ..
            } => {
                previews = write_previews(shop, subject, artifact, &piece.previews)?;
                file.previews.clone_from(&previews);
            }
            // it looks the same but for its marks
            Job::Print {
                version: PrintVersion::Press,
                ..
            } => file.previews.clone_from(&previews),
            Job::Print {
                version: PrintVersion::Office,
                ..
            } => file.toner = piece.toner,
            _ => {}
        }
        if let Some(look) = &piece.look {
            let path = format!(
                "{}/previews/{}_look.png",
                subject.folder,
                stem(&artifact.path)
            );
            shop.sink.write(&path, &look.picture)?;
            file.overlay = Some(look.overlay.clone());
        }
        made.push(file);
    }
    Ok(made)
}

/// What a picture of a piece says to those who do not see it.
fn alternative(subject: &Subject, print: &Print) -> Alternative {
    let alt = subject.string("print_alt");
    let kind = subject.string(print.kind.string_key());
    Alternative {
        words: alt
            .replace("{piece}", kind)
            .replace("{campaign}", &subject.texts().title),
        shows: None,
    }
}
