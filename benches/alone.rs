//! The leaflets of a site as PDFs to read, or its social images, and nothing else: no pages, previews and bundles.
//! To be compared with programs that only typeset, or only draw.
//!
//!     cargo bench --bench alone -- leaflets|images ROOT OUT

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use sebar::{
    content::{self, Selection},
    diagnostic::Report,
    layout::FontSet,
    model::PrintVersion,
    plan::{self, Artifact, Job, Kit},
    render::{
        Subject, image,
        picture::{PictureStore, PixelCache},
        print::{Part, Wanted, piece},
        studio::{Fonts, pictures},
    },
    source::Source,
    theme::Themes,
};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Makes what is wanted of a kit and writes it below the folder; how many files that are.
type Maker = fn(&Subject, &Kit, &FontSet, &PictureStore, &Path) -> Outcome<usize>;

fn main() -> Outcome<()> {
    // cargo adds an option of its own
    let arguments: Vec<PathBuf> = env::args_os()
        .skip(1)
        .filter(|one| one != "--bench")
        .map(PathBuf::from)
        .collect();
    let [what, root, out] = arguments.as_slice() else {
        return Err("usage: alone leaflets|images ROOT OUT".into());
    };
    let make: Maker = match what.to_str() {
        Some("leaflets") => leaflets,
        Some("images") => images,
        _ => return Err("what is made is either leaflets or images".into()),
    };
    let mut report = Report::default();
    let source = Source::open(root, &mut report);
    let site = content::load(&source, &Selection::default(), &mut report);
    let site = site.ok_or("the site cannot be read")?;
    let themes = Themes::load(&source, &site, &mut report).ok_or("the theme cannot be read")?;
    let plan = plan::plan(&site, &themes, &source, false, &mut report);
    let fonts = Fonts::load(&themes, &source, &mut report);
    let pixels = PixelCache::default();
    let mut made = 0;
    for (number, kit) in plan.kits.iter().enumerate() {
        let subject = Subject::of((&source, &site, &themes), kit);
        let folder = out.join(number.to_string());
        fs::create_dir_all(&folder)?;
        let store = pictures(&subject, &pixels);
        made += make(&subject, kit, fonts.of(subject.theme), &store, &folder)?;
    }
    println!("{made} files");
    Ok(())
}

fn leaflets(
    subject: &Subject,
    _: &Kit,
    fonts: &FontSet,
    store: &PictureStore,
    folder: &Path,
) -> Outcome<usize> {
    let wanted = Wanted {
        now: jiff::Timestamp::UNIX_EPOCH,
        versions: &[PrintVersion::Screen],
        part: Part::Files,
        proof: false,
        previews: false,
    };
    let mut made = 0;
    for print in &subject.materials().prints {
        let piece = piece(subject, fonts, store, print, wanted, &mut Report::default());
        for (_, bytes) in piece.ok_or("a leaflet cannot be made")?.files {
            fs::write(folder.join(format!("{made}.pdf")), bytes)?;
            made += 1;
        }
    }
    Ok(made)
}

fn images(
    subject: &Subject,
    kit: &Kit,
    fonts: &FontSet,
    store: &PictureStore,
    folder: &Path,
) -> Outcome<usize> {
    let image = |artifact: &Artifact| -> Outcome<usize> {
        let Job::Image {
            post,
            slide,
            slot,
            encoding,
        } = &artifact.job
        else {
            return Ok(0);
        };
        let drawing = image::Drawing::of(&subject.materials().posts[*post], *slide, slot);
        let work = (drawing, *encoding);
        let report = &mut Report::default();
        let image = image::image(subject, fonts, store, work, image::Part::File, report);
        let drawn = image
            .and_then(|image| image.drawn)
            .ok_or("an image cannot be drawn")?;
        let name = Path::new(&artifact.path)
            .file_name()
            .ok_or("no file name")?;
        fs::write(folder.join(name), drawn.bytes)?;
        Ok(1)
    };
    kit.artifacts.par_iter().map(image).sum()
}
