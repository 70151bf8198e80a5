//! Printed pieces: their text, and the sheet they are printed on.

use super::{
    materials::{self, Context},
    read::{self, Read},
    schema::{PaperChoice, PrintFront},
};
use crate::{
    catalog,
    diagnostic::{Code, Diagnostic, Report, did_you_mean},
    model::{Fold, Paper, PieceKind, Print, PrintVersion, Sheet, Sheets, TextMaterial},
    source::Source,
    text::markdown,
};

const SHEETS: &str = "content/sheets.yaml";

/// Bounds of a paper's edges, in millimetres: a stamp, and the longest sheet of a print shop.
const EDGES: std::ops::RangeInclusive<f64> = 40.0..=1200.0;

/// Sebar's papers and folds, and the site's own.
pub fn sheets(source: &Source, report: &mut Report) -> Sheets {
    let mut all = catalog::sheets().clone();
    if !source.has(SHEETS) {
        return all;
    }
    let own =
        read::tree(source, SHEETS, report).and_then(|tree| read::typed::<Sheets>(tree, report));
    let Some(own) = own else {
        return all;
    };
    for (i, paper) in own.value.papers.iter().enumerate() {
        if !(EDGES.contains(&paper.width) && EDGES.contains(&paper.height)) {
            report.push(no_paper(paper).at(own.tree.place_of(&format!("papers.{i}")), ""));
        }
    }
    for (i, fold) in own.value.folds.iter().enumerate() {
        if let Some(why) = catalog::unsound(fold) {
            let place = own.tree.place_of(&format!("folds.{i}.name"));
            report.push(
                Diagnostic::error(
                    Code::BadValue,
                    format!("the fold `{}` cannot be folded", fold.name),
                )
                .at(place, why)
                .why("panels would be printed where the paper is folded elsewhere")
                .help("`sebar help sheets` shows every key"),
            );
        }
    }
    all.papers.extend(own.value.papers);
    all.folds.extend(own.value.folds);
    all
}

/// Every piece that is written.
pub fn load(context: &Context, report: &mut Report) -> Vec<Print> {
    let one = |kind: PieceKind| piece(context, kind, report);
    PieceKind::ALL.into_iter().filter_map(one).collect()
}

fn piece(context: &Context, kind: PieceKind, report: &mut Report) -> Option<Print> {
    // elsewhere a line is a line; on a sheet that is folded it is where the next panel begins
    let cut = match kind {
        PieceKind::Leaflet => markdown::panels,
        PieceKind::Poster | PieceKind::Card | PieceKind::Booklet => markdown::parse,
    };
    let name = format!("{}.md", kind.name());
    let (front, text) = materials::text::<PrintFront>(context, &name, cut, report)?;
    let sheet = sheet(&context.site.sheets, kind, &front, report)?;
    let text = TextMaterial {
        title: front.value.title.clone(),
        ..text
    };
    let wanted = |version: &PrintVersion| {
        let named = front.value.versions.as_ref();
        named.is_none_or(|named| named.contains(version))
    };
    let versions = PrintVersion::ALL.into_iter().filter(wanted).collect();
    Some(Print {
        kind,
        sheet,
        versions,
        text,
    })
}

fn sheet(
    sheets: &Sheets,
    kind: PieceKind,
    front: &Read<PrintFront>,
    report: &mut Report,
) -> Option<Sheet> {
    let (usual_paper, usual_fold) = kind.usual();
    let paper = match &front.value.paper {
        None => sheets.paper(usual_paper).cloned(),
        Some(PaperChoice::Name(name)) => {
            let found = sheets.paper(name).cloned();
            if found.is_none() {
                let names = sheets.papers.iter().map(|paper| paper.name.as_str());
                report.push(unknown("paper", name, names, front));
            }
            found
        }
        Some(PaperChoice::Size(size)) => {
            let paper = Paper {
                name: format!("{}x{}", size.width, size.height),
                width: size.width,
                height: size.height,
            };
            if EDGES.contains(&paper.width) && EDGES.contains(&paper.height) {
                Some(paper)
            } else {
                report.push(no_paper(&paper).at(front.tree.place_of("paper"), ""));
                None
            }
        }
    };
    if kind == PieceKind::Booklet {
        if front.value.fold.is_some() {
            report.push(no_fold(kind).at(front.tree.place_of("fold"), ""));
        }
        return paper.map(|paper| Sheet::pages(&paper));
    }
    let name = front.value.fold.as_deref().unwrap_or(usual_fold);
    let fits = |fold: &&Fold| fold.piece == kind;
    let Some(fold) = sheets.fold(name).filter(fits) else {
        let names = sheets
            .folds
            .iter()
            .filter(fits)
            .map(|fold| fold.name.as_str());
        report.push(if kind == PieceKind::Leaflet {
            unknown("fold", name, names, front)
        } else {
            no_fold(kind).at(front.tree.place_of("fold"), "")
        });
        return None;
    };
    paper.map(|paper| Sheet::new(&paper, fold))
}

fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    front: &Read<PrintFront>,
) -> Diagnostic {
    let label = match did_you_mean(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there is no such {what}"),
    };
    Diagnostic::error(
        Code::BadValue,
        format!("`{name}` is not a {what} that Sebar knows"),
    )
    .at(front.tree.place_of(what), label)
    .why("the piece cannot be laid out without it")
    .help(format!(
        "it can be: {}",
        known.collect::<Vec<_>>().join(", ")
    ))
    .help(format!("a {what} of your own goes into {SHEETS}"))
}

fn no_fold(kind: PieceKind) -> Diagnostic {
    Diagnostic::error(
        Code::BadValue,
        format!("a {} has no fold to choose", kind.name()),
    )
    .help("take the key out; only leaflet.md has `fold:`")
}

fn no_paper(paper: &Paper) -> Diagnostic {
    Diagnostic::error(
        Code::BadValue,
        format!(
            "a paper of {} × {} mm cannot be printed on",
            paper.width, paper.height
        ),
    )
    .help(format!(
        "edges go from {} to {} mm",
        EDGES.start(),
        EDGES.end()
    ))
}
