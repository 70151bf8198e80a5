//! From HTML to a laid-out document whose text fits.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use takumi_core::{
    context::RenderContext,
    html::{FromHtmlOptions, parse_html},
    layout::{node::Node, tree::RenderNode},
    paint_tree::{PaintTree, PaintTreeOptions, paint_tree},
    resources::image::ImageSource,
    style::{ComputedStyle, Lang, SizingContext, StyleSheet},
};

use super::{
    Canvas, Finding, FitRange, FontSet, Images, Looked, NoPicture, Part, PictureUse, Wanted, Words,
    apart::apart,
    images::stand_in,
    inspect::{Inspected, inspect},
};
use crate::diagnostic::{Code, Diagnostic};

/// Shrinking stops when the best factor is known this closely.
const FIT_STEP: f64 = 0.01;

/// What is laid out where, and with what.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The surface.
    pub canvas: Canvas,
    /// How far text may shrink.
    pub fit: FitRange,
    /// BCP 47 tag of the text's language.
    pub lang: &'a str,
    /// The fonts.
    pub fonts: &'a FontSet,
    /// Where pictures come from.
    pub images: &'a dyn Images,
}

/// A document that is laid out: what is wrong with it, what it says and shows.
#[derive(Clone)]
pub struct LaidOut {
    /// The factor for text sizes with which everything fits, or else the smallest allowed.
    pub fit: f64,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// All text that is drawn, a line a paragraph, in document order.
    pub text: String,
    /// The pictures that are drawn, also each use of one that is used twice.
    pub pictures: Vec<PictureUse>,
    /// Where each run of text stands.
    pub words: Vec<Words>,
    pub(super) parsed: Parsed,
    pub(super) sources: Sources,
}

impl std::fmt::Debug for LaidOut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LaidOut")
            .field("fit", &self.fit)
            .field("findings", &self.findings)
            .field("text", &self.text)
            .field("pictures", &self.pictures)
            .finish_non_exhaustive()
    }
}

/// A node tree and its style sheets.
#[derive(Clone)]
pub(super) struct Parsed {
    pub(super) node: Node,
    pub(super) sheet: Arc<StyleSheet>,
}

/// What each picture of a document is, and how large it is asked for.
#[derive(Clone, Default)]
pub(super) struct Sources(pub(super) BTreeMap<String, Source>);

/// One picture of a document.
#[derive(Clone)]
pub(super) struct Source {
    pub(super) looked: Looked,
    /// Pixels to ask for; the whole picture until it is known how large it is drawn.
    pub(super) wanted: Wanted,
    /// Whether no element that shows it is as large as it is because of it (see [`apart`]).
    pub(super) apart: bool,
}

impl Sources {
    /// What layout needs of them: the drawings, and stand-ins for pixels.
    fn stand_ins(&self) -> HashMap<Arc<str>, ImageSource> {
        let each = |(src, source): (&String, &Source)| {
            let image = match &source.looked {
                Looked::Vector(drawing) => drawing.source(),
                Looked::Raster { .. } => stand_in(source.wanted.width, source.wanted.height)?,
            };
            Some((Arc::from(src.as_str()), image))
        };
        self.0.iter().filter_map(each).collect()
    }
}

/// Lays out the HTML that `html` makes for a factor of the text sizes, with the largest factor with
/// which nothing is cut.
///
/// Of two factors, the HTML may differ in text sizes only: which pictures there are is asked once.
///
/// # Errors
/// What `html` reports, and [`Code::Drawing`] if the engine refuses the document. Text that does
/// not fit is no error here but a [`Finding`].
pub fn lay_out(
    page: &Page,
    html: &dyn Fn(f64) -> Result<String, Diagnostic>,
) -> Result<LaidOut, Diagnostic> {
    let parsed = parse(&html(page.fit.max)?)?;
    let lang = language(page.lang)?;
    let (sources, missing) = look_up(page, lang, &parsed);
    let images = sources.stand_ins();
    let attempt = |fit: f64, parsed: Parsed| -> Result<Attempt, Diagnostic> {
        let inspected = inspect(
            page.canvas,
            &paint(page, lang, &parsed, images.clone())?,
            &sources,
        );
        Ok(Attempt {
            fit,
            parsed,
            inspected,
        })
    };
    let best = fit(page.fit, attempt(page.fit.max, parsed)?, |factor| {
        attempt(factor, parse(&html(factor)?)?)
    })?;
    let sources = scale(page, lang, &best, sources)?;
    let Attempt {
        fit,
        parsed,
        inspected,
    } = best;
    let mut findings = missing;
    findings.extend(inspected.findings);
    findings.extend(enlarged(page.canvas, &inspected.pictures));
    Ok(LaidOut {
        fit,
        findings,
        text: inspected.text,
        pictures: inspected.pictures,
        words: inspected.words,
        parsed,
        sources,
    })
}

/// A layout with one factor.
struct Attempt {
    fit: f64,
    parsed: Parsed,
    inspected: Inspected,
}

impl Attempt {
    fn fits(&self) -> bool {
        !self.inspected.findings.iter().any(Finding::is_overflow)
    }
}

/// The attempt with the largest factor that fits, or else the one with the smallest factor.
fn fit(
    range: FitRange,
    largest: Attempt,
    attempt: impl Fn(f64) -> Result<Attempt, Diagnostic>,
) -> Result<Attempt, Diagnostic> {
    if largest.fits() || range.max - range.min < FIT_STEP {
        return Ok(largest);
    }
    // in whole steps, so that the same text has the same size on every machine
    let steps = ((range.max - range.min) / FIT_STEP).floor() as u32;
    let factor = |step: u32| range.min + f64::from(step) * FIT_STEP;
    let mut best = attempt(range.min)?;
    if !best.fits() {
        return Ok(best);
    }
    let (mut low, mut high) = (0, steps + 1);
    while high - low > 1 {
        let middle = u32::midpoint(low, high);
        let tried = attempt(factor(middle))?;
        if tried.fits() {
            best = tried;
            low = middle;
        } else {
            high = middle;
        }
    }
    Ok(best)
}

pub(super) fn language(tag: &str) -> Result<Lang, Diagnostic> {
    Lang::parse(tag).map_err(|error| Diagnostic::error(Code::UnknownLanguage, error.to_string()))
}

fn parse(html: &str) -> Result<Parsed, Diagnostic> {
    let parsed = parse_html(html, FromHtmlOptions::default())
        .map_err(|error| Diagnostic::error(Code::Drawing, error.to_string()))?;
    Ok(Parsed {
        sheet: Arc::new(StyleSheet::parse_owned_list_loosy(parsed.css)),
        node: parsed.node,
    })
}

fn paint(
    page: &Page,
    lang: Lang,
    parsed: &Parsed,
    images: HashMap<Arc<str>, ImageSource>,
) -> Result<PaintTree, Diagnostic> {
    let options = PaintTreeOptions::builder()
        .viewport(page.canvas.viewport())
        .fonts(&page.fonts.0)
        .node(parsed.node.clone())
        .stylesheet(Arc::clone(&parsed.sheet))
        .images(images)
        .lang(Some(lang))
        .build();
    paint_tree(options).map_err(|error| refused(&error))
}

/// The diagnostic for a document that the engine refuses.
pub(super) fn refused(error: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(
        Code::Drawing,
        format!("the layout engine refuses the document: {error}"),
    )
}

/// Asks for every picture that the document names.
fn look_up(page: &Page, lang: Lang, parsed: &Parsed) -> (Sources, Vec<Finding>) {
    let tree = styled(page, lang, parsed);
    let apart = apart(&tree);
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    for src in tree.needs().images {
        match page.images.look_up(&src) {
            Ok(looked) => {
                let wanted = match looked {
                    Looked::Vector(_) => Wanted::whole(0, 0),
                    Looked::Raster { width, height } => Wanted::whole(width, height),
                };
                let apart = apart.get(src.as_str()).is_some_and(|apart| *apart);
                let source = Source {
                    looked,
                    wanted,
                    apart,
                };
                sources.0.insert(src, source);
            }
            Err(NoPicture::Missing) => findings.push(Finding::MissingPicture { src }),
            Err(NoPicture::Bad(diagnostic)) => findings.push(Finding::BadPicture {
                src,
                diagnostic: *diagnostic,
            }),
        }
    }
    (sources, findings)
}

/// The document with the styles of its elements.
fn styled(page: &Page, lang: Lang, parsed: &Parsed) -> RenderNode {
    let viewport = page.canvas.viewport();
    let context = RenderContext::builder()
        .fonts(page.fonts.0.snapshot_with_fallbacks(None))
        .sizing(SizingContext::builder().viewport(viewport).build())
        .stylesheet(Arc::clone(&parsed.sheet))
        .style(Box::new(ComputedStyle::root(Some(lang), None)))
        .build();
    RenderNode::from_node(&context, parsed.node.clone())
}

/// Notes for every raster picture which pixels of it are worth having: of what its box shows, as many
/// as are drawn. Where the document's layout rests on a picture's own size, other pixels would change
/// it: then pictures stay whole, or else keep their size as well. Where it may, it is laid out once more
/// to see.
fn scale(page: &Page, lang: Lang, best: &Attempt, sources: Sources) -> Result<Sources, Diagnostic> {
    let uses = &best.inspected.pictures;
    let raster = |source: &Source| matches!(source.looked, Looked::Raster { .. });
    if !sources.0.values().any(raster) {
        return Ok(sources);
    }
    let stays = |used: &PictureUse| {
        used.vector || used.replaced && sources.0.get(&used.src).is_some_and(|source| source.apart)
    };
    if uses.iter().all(stays) {
        let scaled = sources.wanting(page.canvas, uses, true);
        debug_assert!(keeps_place(page, lang, best, &scaled)?);
        return Ok(scaled);
    }
    let cropped = uses.iter().any(|used| used.shown.is_some());
    for crops in [true, false].into_iter().filter(|crops| cropped || !crops) {
        let scaled = sources.wanting(page.canvas, uses, crops);
        if keeps_place(page, lang, best, &scaled)? {
            return Ok(scaled);
        }
    }
    Ok(sources)
}

/// Whether each picture stands where it stood, if its pixels are those that `scaled` wants.
fn keeps_place(
    page: &Page,
    lang: Lang,
    best: &Attempt,
    scaled: &Sources,
) -> Result<bool, Diagnostic> {
    let uses = &best.inspected.pictures;
    let tree = paint(page, lang, &best.parsed, scaled.stand_ins())?;
    let again = inspect(page.canvas, &tree, scaled).pictures;
    let same = |(again, used): (&PictureUse, &PictureUse)| {
        let source = scaled.0.get(&used.src);
        let part = source.and_then(|source| source.wanted.part);
        let expected = used.shown.filter(|_| part.is_some()).unwrap_or(used.rect);
        let [.., width, height] = expected;
        // pixels are whole ones: half of one across a box is as many more along it as it is longer
        let slack = 1.0 + (width / height).max(height / width).max(1.0);
        let mut sides = again.rect.iter().zip(expected);
        sides.all(|(a, b)| (a - b).abs() < slack)
    };
    Ok(again.len() == uses.len() && again.iter().zip(uses).all(same))
}

impl Sources {
    /// With the pixels that these uses want; with `crops` only those that a box shows, of pictures that
    /// are used once.
    fn wanting(&self, canvas: Canvas, uses: &[PictureUse], crops: bool) -> Self {
        let mut sources = self.clone();
        for (src, source) in &mut sources.0 {
            let Looked::Raster { width, height } = source.looked else {
                continue;
            };
            let mut uses = uses.iter().filter(|used| used.src == *src);
            let pixels = |length: f32, most: f64| {
                let pixels = f64::from(length) * canvas.picture_scale();
                pixels.round().min(most).max(1.0) as u32
            };
            // what an image enlarges is better made up with the filter for photographs; paper takes no
            // more than there is
            let (across, down) = match canvas {
                Canvas::Pixels { width, height, .. } => (f64::from(width), f64::from(height)),
                Canvas::Sheet { .. } | Canvas::Flow { .. } => (0.0, 0.0),
            };
            let (full_width, full_height) = (f64::from(width), f64::from(height));
            let whole = |used: &PictureUse| {
                (
                    pixels(used.rect[2], full_width),
                    pixels(used.rect[3], full_height),
                )
            };
            source.wanted = match (uses.next(), uses.next()) {
                (None, _) => continue,
                (
                    Some(PictureUse {
                        rect,
                        shown: Some(shown),
                        ..
                    }),
                    None,
                ) if crops => {
                    let share =
                        |at: usize| f64::from(shown[at] - rect[at]) / f64::from(rect[at + 2]);
                    let size = |at: usize| f64::from(shown[at]) / f64::from(rect[at]);
                    let part = [
                        share(0).max(0.0) * full_width,
                        share(1).max(0.0) * full_height,
                        size(2).min(1.0) * full_width,
                        size(3).min(1.0) * full_height,
                    ];
                    Wanted {
                        width: pixels(shown[2], part[2].floor().max(across)),
                        height: pixels(shown[3], part[3].floor().max(down)),
                        part: Some(Part::new(part)),
                    }
                }
                (Some(first), second) => {
                    let sizes = second.into_iter().chain(uses).map(whole);
                    let (width, height) = sizes.fold(whole(first), |largest, size| {
                        (largest.0.max(size.0), largest.1.max(size.1))
                    });
                    Wanted::whole(width, height)
                }
            };
        }
        sources
    }
}

/// The raster pictures that are drawn much larger than they are.
fn enlarged(canvas: Canvas, pictures: &[PictureUse]) -> Vec<Finding> {
    let mut worst: BTreeMap<&str, f64> = BTreeMap::new();
    for used in pictures.iter().filter(|used| !used.vector) {
        let factor = f64::from(used.enlarged);
        let known = worst.entry(&used.src).or_insert(0.0);
        *known = known.max(factor);
    }
    worst
        .into_iter()
        .filter(|(_, factor)| *factor > canvas.most_enlarged())
        .map(|(src, factor)| Finding::Enlarged {
            src: src.to_owned(),
            factor,
            dpi: canvas.dpi(factor),
        })
        .collect()
}
