//! The leaflets of a site as PDFs to read and nothing else, to be compared with programs that only typeset.
//!
//!     cargo bench --bench leaflets -- ROOT OUT

use std::{env, error::Error, fs, path::PathBuf};

use sebar::{
    content::{self, Selection},
    diagnostic::Report,
    model::PrintVersion,
    plan,
    render::{
        Subject,
        picture::PixelCache,
        print::{Part, Wanted, piece},
        studio::{Fonts, pictures},
    },
    source::Source,
    theme::Themes,
};

fn main() -> Result<(), Box<dyn Error>> {
    // cargo adds an option of its own
    let mut folders = env::args_os().skip(1).filter(|one| one != "--bench");
    let (Some(root), Some(out)) = (folders.next(), folders.next()) else {
        return Err("usage: leaflets ROOT OUT".into());
    };
    let out = PathBuf::from(out);
    fs::create_dir_all(&out)?;
    let mut report = Report::default();
    let source = Source::open(root.as_ref(), &mut report);
    let site = content::load(&source, &Selection::default(), &mut report);
    let site = site.ok_or("the site cannot be read")?;
    let themes = Themes::load(&source, &site, &mut report).ok_or("the theme cannot be read")?;
    let plan = plan::plan(&site, &themes, &source, false, &mut report);
    let fonts = Fonts::load(&themes, &source, &mut report);
    let pixels = PixelCache::default();
    let wanted = Wanted {
        now: jiff::Timestamp::UNIX_EPOCH,
        versions: &[PrintVersion::Screen],
        part: Part::Files,
        proof: false,
        previews: false,
    };
    let mut number = 0;
    for kit in &plan.kits {
        let subject = Subject::of((&source, &site, &themes), kit);
        let store = pictures(&subject, &pixels);
        for print in &subject.materials().prints {
            let font = fonts.of(subject.theme);
            let made = piece(&subject, font, &store, print, wanted, &mut report);
            for (_, bytes) in made.ok_or("a leaflet cannot be made")?.files {
                fs::write(out.join(format!("{number}.pdf")), bytes)?;
                number += 1;
            }
        }
    }
    println!("{number} leaflets");
    Ok(())
}
