//! Reads a paint tree: what is cut, what is missing, what is said and shown.

use std::collections::BTreeSet;

use kurbo::{Affine, BezPath, Rect, Shape as _};
use takumi_core::paint_tree::{
    DrawPart, Drawable, NodeKind, PaintDocument, PaintNode, PaintStep, PaintTree, Role, TextRun,
};

use super::{
    Canvas, Finding, PictureUse,
    document::Sources,
    geometry::{Clip, affine, corners, stretch},
    uses::pictures,
    words::{Words, words},
};

const SOFT_HYPHEN: char = '\u{ad}';

/// What a paint tree tells.
#[derive(Debug, Default)]
pub(super) struct Inspected {
    pub(super) findings: Vec<Finding>,
    /// All text drawn, a line a paragraph, in document order.
    pub(super) text: String,
    pub(super) pictures: Vec<PictureUse>,
    pub(super) words: Vec<Words>,
}

/// Reads `tree`, which was painted on `canvas`.
pub(super) fn inspect(canvas: Canvas, tree: &PaintTree, sources: &Sources) -> Inspected {
    let document = &tree.document;
    let mut inspected = Inspected::default();
    let over = f64::from(document.height) - canvas.pages() as f64 * canvas.page_height();
    let found = (f64::from(document.height) / canvas.page_height() - 0.01).ceil() as usize;
    if matches!(canvas, Canvas::Sheet { .. }) && found != canvas.pages() {
        inspected.findings.push(Finding::Pages {
            expected: canvas.pages(),
            found,
            over: over.max(0.0) / canvas.scale(),
        });
    }
    let order = document_order(document);
    let clips = clips_by_node(document);
    let mut paragraphs = Vec::new();
    for &id in &order {
        let node = &document.nodes[id];
        pictures(node, canvas, sources, &mut inspected.pictures);
        let NodeKind::Text { runs, .. } = &node.kind else {
            continue;
        };
        let shows = shown(document, node, runs.len());
        let text = Text {
            canvas,
            tree,
            node,
            clips: &clips[id],
        };
        for (index, run) in runs.iter().enumerate().filter(|(index, _)| shows[*index]) {
            inspected.findings.extend(text.cut(index, run));
            inspected.findings.extend(text.missing_glyphs(run));
            inspected.words.extend(text.words(index, run));
        }
        let said = runs.iter().zip(&shows).filter(|(_, shows)| **shows);
        let said = paragraph(said.map(|(run, _)| run));
        inspected.findings.extend(text.shortened(runs, &said));
        paragraphs.push(said);
    }
    paragraphs.retain(|text| !text.is_empty());
    inspected.text = paragraphs.join("\n");
    inspected
}

/// Indices of all nodes, as they stand in the document.
fn document_order(document: &PaintDocument) -> Vec<usize> {
    let mut order = Vec::with_capacity(document.nodes.len());
    let mut stack = vec![0];
    while let Some(id) = stack.pop() {
        let Some(node) = document.nodes.get(id) else {
            continue;
        };
        order.push(id);
        stack.extend(node.children.iter().rev());
    }
    order
}

/// The clips around what each node draws, in no order.
fn clips_by_node(document: &PaintDocument) -> Vec<Vec<Clip>> {
    let mut clips = vec![Vec::new(); document.nodes.len()];
    let mut open: Vec<Option<Clip>> = Vec::new();
    for step in &document.steps {
        match *step {
            PaintStep::BeginClip { node } => open.push(overflow_clip(&document.nodes[node])),
            PaintStep::BeginGroup { node } => open.push(group_clip(&document.nodes[node])),
            PaintStep::EndClip { .. } | PaintStep::EndGroup { .. } => {
                open.pop();
            }
            PaintStep::Draw {
                node,
                part: DrawPart::Drawables,
            } => clips[node] = open.iter().flatten().cloned().collect(),
            PaintStep::Draw { .. } => {}
        }
    }
    clips
}

fn overflow_clip(node: &PaintNode) -> Option<Clip> {
    match &node.kind {
        NodeKind::Box { overflow_clip, .. } => Clip::new(overflow_clip.as_ref()?, node.transform),
        _ => None,
    }
}

fn group_clip(node: &PaintNode) -> Option<Clip> {
    match &node.kind {
        NodeKind::Box { effects, .. } => {
            Clip::new(effects.as_ref()?.clip.as_ref()?, node.transform)
        }
        _ => None,
    }
}

/// Which of a text node's runs leave a trace: not those that are hidden or transparent, unless they
/// are the mask of a background.
fn shown(document: &PaintDocument, node: &PaintNode, runs: usize) -> Vec<bool> {
    let is_mask = |id: usize| {
        document.nodes[id].drawables.iter().any(|drawable| {
            matches!(
                drawable,
                Drawable::Masked {
                    role: Role::Background,
                    ..
                }
            )
        })
    };
    let mut around = std::iter::successors(node.parent, |&id| document.nodes[id].parent);
    let masks = around.any(is_mask);
    let mut shows = vec![masks; runs];
    for drawable in &node.drawables {
        match drawable {
            Drawable::Glyphs { run, .. } => {
                if let Some(shows) = shows.get_mut(*run) {
                    *shows = true;
                }
            }
            // text decorations belong to a run as well, and come with its glyphs
            Drawable::Fill {
                role: Role::Text, ..
            }
            | Drawable::Image {
                role: Role::Text, ..
            }
            // colour glyphs and faded text do not tell their run
            | Drawable::Group { .. } => return vec![true; runs],
            _ => {}
        }
    }
    shows
}

/// A text node with its surroundings.
struct Text<'a> {
    canvas: Canvas,
    tree: &'a PaintTree,
    node: &'a PaintNode,
    clips: &'a [Clip],
}

impl Text<'_> {
    /// What a run says that cannot be seen.
    fn cut(&self, index: usize, run: &TextRun) -> Option<Finding> {
        if run.text.trim().is_empty() || run.glyphs.is_empty() {
            return None;
        }
        let page = self.page(run);
        let font_box = Rect::new(
            0.0,
            -f64::from(run.ascent),
            f64::from(run.width),
            f64::from(run.descent),
        );
        // most runs are well inside, and the font's own box tells so
        if self.over(run, font_box, page) <= 0.0 {
            return None;
        }
        let over = self.over(run, self.ink(index, run).unwrap_or(font_box), page);
        let scale = self.canvas.scale();
        let tolerance = 1.5 * scale + 0.01 * f64::from(run.font_size);
        (over > tolerance).then(|| Finding::Cut {
            text: run.text.trim().to_owned(),
            over: over / scale,
            line: 1.4 * f64::from(run.font_size) / scale,
            within: within(&self.tree.document, self.node, Some(run)),
            page,
        })
    }

    /// Where a run stands; none if it says nothing.
    fn words(&self, index: usize, run: &TextRun) -> Option<Words> {
        if run.text.trim().is_empty() || run.glyphs.is_empty() {
            return None;
        }
        let em = Rect::new(
            0.0,
            -0.75 * f64::from(run.ascent),
            f64::from(run.width),
            0.25 * f64::from(run.descent),
        );
        let to_canvas = self.to_canvas(run);
        let bounds = to_canvas.transform_rect_bbox(em);
        let (_, scale) = stretch(to_canvas);
        let document = &self.tree.document;
        Some(words(document, self.node, (index, run), bounds, scale))
    }

    /// Which page the middle of a run is on.
    fn page(&self, run: &TextRun) -> usize {
        let middle = Rect::new(0.0, -f64::from(run.ascent) / 2.0, f64::from(run.width), 0.0);
        let y = self.to_canvas(run) * middle.center();
        ((y.y / self.canvas.page_height()).max(0.0) as usize).min(self.canvas.pages() - 1)
    }

    /// How far a box around the run's baseline start sticks out of the page and all clips.
    fn over(&self, run: &TextRun, bounds: Rect, page: usize) -> f64 {
        let height = self.canvas.page_height();
        let top = page as f64 * height;
        let bleed = self.canvas.bleed() + self.canvas.keep();
        // a flow begins below the bleed
        let above = match self.canvas {
            Canvas::Flow { .. } => 0.0,
            _ => bleed,
        };
        let paper = Rect::new(0.0, top, self.canvas.device_width(), top + height);
        let paper = Clip::canvas(paper.inset((-bleed, -above)));
        let slack = 0.2 * f64::from(run.font_size);
        let to_canvas = self.to_canvas(run);
        let points = corners(bounds).map(|corner| to_canvas * corner);
        self.clips
            .iter()
            .chain([&paper])
            .flat_map(|clip| points.iter().map(move |&point| clip.outside(point, slack)))
            .fold(0.0, f64::max)
    }

    /// From the start of the run's baseline to the canvas.
    fn to_canvas(&self, run: &TextRun) -> Affine {
        let start = Affine::translate((f64::from(run.x), f64::from(run.y)));
        let line = run.transform.map_or(Affine::IDENTITY, affine);
        affine(self.node.transform) * start * line
    }

    /// The box around the outlines of the run's glyphs, from the start of its baseline. Glyphs
    /// without an outline, such as emoji, count with their em box.
    fn ink(&self, index: usize, run: &TextRun) -> Option<Rect> {
        let outlines = self.tree.run_outlines(self.node.id, index)?;
        let mut ink: Option<Rect> = None;
        for (position, outline) in outlines.iter().enumerate() {
            let bounds = match outline {
                Some(path) => BezPath::from_svg(path).ok()?.bounding_box(),
                None => em_box(run, position),
            };
            if bounds.area() > 0.0 {
                ink = Some(ink.map_or(bounds, |ink| ink.union(bounds)));
            }
        }
        ink
    }

    /// Text that the engine put an ellipsis in place of: a glyph of its own without text, as is the
    /// hyphen after a soft hyphen.
    fn shortened(&self, runs: &[TextRun], said: &str) -> Option<Finding> {
        let before = |index: usize| index.checked_sub(1).map_or("", |before| &runs[before].text);
        let (_, run) = runs.iter().enumerate().find(|(index, run)| {
            run.text.is_empty() && !run.glyphs.is_empty() && !before(*index).ends_with(SOFT_HYPHEN)
        })?;
        Some(Finding::Cut {
            text: said.to_owned(),
            over: 0.0,
            line: 0.0,
            within: within(&self.tree.document, self.node, Some(run)),
            page: self.page(run),
        })
    }

    fn missing_glyphs(&self, run: &TextRun) -> Option<Finding> {
        let units: Vec<u16> = run.text.encode_utf16().collect();
        let mut starts: Vec<usize> = run
            .glyphs
            .iter()
            .filter_map(|glyph| Some(glyph.cluster? as usize))
            .collect();
        starts.push(units.len());
        starts.sort_unstable();
        let mut missing = BTreeSet::new();
        for glyph in run.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let Some(start) = glyph.cluster.map(|start| start as usize) else {
                missing.extend(run.text.chars());
                continue;
            };
            let end = starts.iter().find(|&&next| next > start).copied();
            let cluster = units.get(start..end.unwrap_or(units.len()));
            missing.extend(String::from_utf16_lossy(cluster.unwrap_or_default()).chars());
        }
        (!missing.is_empty()).then(|| Finding::MissingGlyph {
            characters: missing.into_iter().collect(),
            text: run.text.trim().to_owned(),
            within: within(&self.tree.document, self.node, Some(run)),
        })
    }
}

/// Where a glyph without an outline is: as high as capitals mostly are, as wide as its advance.
fn em_box(run: &TextRun, position: usize) -> Rect {
    let start = run.glyphs[position].x;
    let end = run
        .glyphs
        .get(position + 1)
        .map_or(run.width, |next| next.x);
    Rect::new(
        f64::from(start.min(end)),
        -0.75 * f64::from(run.ascent),
        f64::from(start.max(end)),
        0.25 * f64::from(run.descent),
    )
}

/// The names around a run, the nearest first and each once: classes and `id`s, or else its tag.
fn within(document: &PaintDocument, node: &PaintNode, run: Option<&TextRun>) -> String {
    let around = std::iter::successors(Some(node.id), |&id| document.nodes[id].parent)
        .filter_map(|id| document.nodes[id].element.as_ref());
    let own = run.and_then(|run| run.element.as_ref());
    let elements: Vec<_> = own.into_iter().chain(around).collect();
    let mut names: Vec<&str> = Vec::new();
    for element in &elements {
        let classes = element
            .class_name
            .iter()
            .flat_map(|class| class.split_whitespace());
        for name in element.id.as_deref().into_iter().chain(classes) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if names.is_empty() {
        names.extend(
            elements
                .iter()
                .find_map(|element| element.tag_name.as_deref()),
        );
    }
    names.join(" ")
}

/// The text of a paragraph: its lines joined as they were before they were broken.
fn paragraph<'a>(runs: impl Iterator<Item = &'a TextRun>) -> String {
    let mut text = String::new();
    let mut line = 0;
    for run in runs {
        if run.line != line && !text.ends_with(SOFT_HYPHEN) {
            text.push(' ');
        }
        line = run.line;
        text.push_str(&run.text);
    }
    let text = text.replace(SOFT_HYPHEN, "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
