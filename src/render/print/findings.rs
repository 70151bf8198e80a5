//! What layout found out about a printed piece, told at the line where it was written.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Code, Diagnostic, Place, Report},
    layout::{Bitmap, Finding, LaidOut, picture_of},
    model::{PieceKind, Print},
    render::findings::{missing_glyphs, others, short},
};

/// CSS pixels in a millimetre (CSS Values 4, §6.2).
const PX_PER_MM: f64 = 96.0 / 25.4;

/// Percent of toner on office paper beyond which it curls, smears and costs too much.
const MUCH_TONER: f64 = 25.0;

/// Reports all that was found out.
pub fn tell(laid: &LaidOut, print: &Print, report: &mut Report) {
    let first_line = print.text.body.clone().first_line();
    let mut panels: BTreeMap<&str, (Place, Vec<&Finding>)> = BTreeMap::new();
    for finding in laid.findings.iter().filter(|finding| finding.is_overflow()) {
        let (panel, place) = panel_of(finding, print);
        panels
            .entry(panel)
            .or_insert((place, Vec::new()))
            .1
            .push(finding);
    }
    for (panel, (place, cut)) in panels {
        report.push(too_much(panel, place, &cut, print));
    }
    report.extend(missing_glyphs(
        &laid.findings,
        &print.text.body.file,
        &first_line,
    ));
    let elsewhere = |finding: &Finding| (place_of(finding, print), String::new());
    report.extend(others(&laid.findings, elsewhere));
}

/// How much is over: in millimetres and lines where it sticks out below, in millimetres where a word
/// or a table is too wide.
fn too_much(panel: &str, place: Place, cut: &[&Finding], print: &Print) -> Diagnostic {
    let kind = print.kind.name();
    let piece = match panel {
        "" => format!("the {kind}"),
        panel => format!("the panel `{panel}` of the {kind}"),
    };
    let mut over = 0.0_f64;
    let mut line = 0.0_f64;
    let mut hidden = "";
    for finding in cut {
        let (by, high) = match finding {
            Finding::Cut {
                text,
                over: by,
                line: high,
                ..
            } => {
                if hidden.is_empty() {
                    hidden = text;
                }
                (*by, *high)
            }
            Finding::Pages { over: by, .. } => (*by, 0.0),
            _ => continue,
        };
        if by > over {
            (over, line) = (by, high);
        }
    }
    let words: usize = cut
        .iter()
        .filter_map(|finding| match finding {
            Finding::Cut { text, .. } => Some(text.split_whitespace().count()),
            _ => None,
        })
        .sum();
    let millimetres = (over / PX_PER_MM).ceil().max(1.0);
    let lines = if line > 0.0 {
        let lines = (over / line).ceil().max(1.0);
        let plural = if lines > 1.0 { "s" } else { "" };
        format!(" (about {lines} line{plural})")
    } else {
        String::new()
    };
    let problem = Diagnostic::error(Code::TextCut, format!("the text does not fit on {piece}"));
    let problem = problem.at(
        place,
        format!("at its smallest size it is {millimetres} mm{lines} too much"),
    );
    if words == 0 {
        return problem
            .why("a reader would not see its end")
            .help("shorten it, or move a part to another panel");
    }
    problem
        .why(format!("a reader would not see “{}”", short(hidden)))
        .help(format!(
            "shorten it by about {words} words, or move a part to another panel"
        ))
}

/// Where a picture that is too small is asked for, or else the panel.
fn place_of(finding: &Finding, print: &Print) -> Place {
    let name = match finding {
        Finding::Enlarged { src, .. } => picture_of(src).strip_prefix("picture/"),
        _ => None,
    };
    let mut pictures = print.text.document.pictures.iter();
    let found = pictures.find(|picture| Some(picture.name.as_str()) == name);
    found.map_or_else(
        || panel_of(finding, print).1,
        |picture| picture.place.clone(),
    )
}

/// The panel that a finding is about, or an empty name, and where its heading stands.
fn panel_of<'a>(finding: &Finding, print: &'a Print) -> (&'a str, Place) {
    let within = finding.within().unwrap_or_default();
    if print.kind == PieceKind::Booklet {
        let sections = &print.text.document.sections;
        let found = sections
            .iter()
            .find(|section| within.split_whitespace().any(|name| name == section.id));
        return match found {
            Some(section) => ("", section.place.clone()),
            None => ("", print.text.body.clone().first_line()),
        };
    }
    let mut unreported = Report::default();
    let placed = crate::render::context::places(print, &mut unreported);
    let found = placed
        .into_iter()
        .find(|(panel, _)| within.split_whitespace().any(|name| name == *panel));
    match found {
        Some((panel, section)) => (panel, section.place.clone()),
        None => ("", print.text.body.clone().first_line()),
    }
}

/// How dark pages are, in percent: what toner they take.
pub fn toner(pages: &[Bitmap]) -> f64 {
    let pixels = pages.iter().flat_map(|page| page.rgba.chunks_exact(4));
    let (mut dark, mut count) = (0.0, 0_u64);
    for pixel in pixels {
        let share = |at: usize| f64::from(pixel[at]) / 255.0;
        let luma = 0.299 * share(0) + 0.587 * share(1) + 0.114 * share(2);
        dark += (1.0 - luma) * share(3);
        count += 1;
    }
    if count == 0 {
        0.0
    } else {
        (1000.0 * dark / count as f64).round() / 10.0
    }
}

/// A warning for an office version that takes much toner.
pub fn much_toner(toner: f64, print: &Print) -> Option<Diagnostic> {
    (toner > MUCH_TONER).then(|| {
        Diagnostic::warning(
            Code::MuchToner,
            format!(
                "the office version of the {} covers {toner} % of its paper with toner",
                print.kind.name()
            ),
        )
        .at(print.text.body.clone().first_line(), "")
        .why("office printers smear it, and it is dear to copy")
        .help("take smaller or lighter pictures")
    })
}
