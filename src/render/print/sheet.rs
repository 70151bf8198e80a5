//! Imposed sheets as a PDF: artwork as forms (`XObject`s), and around it what a print shop goes by.
//!
//! printpdf draws the sheet; lopdf puts the artwork's pages in the places that were kept for them.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::{
    Cmyk, Color, DictItem, ExternalStream, ExternalXObject, Line, LineDashPattern, LinePoint, Mm,
    Op, PaintMode, PdfDocument, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt, Rect,
    WindingOrder, XObject, XObjectId, XObjectTransform,
};

use super::{
    impose::{Imposed, ImposedSide, Placed},
    pdf::{Broken, broken, rectangle},
};

/// Millimetres around the bleed for marks and the slug line.
pub const MARGIN: f64 = 10.0;

/// Thickness of marks in points: a hairline is at least 0.2 (bookprinteconomy.cz).
const HAIRLINE: f32 = 0.25;

/// How a sheet is finished.
#[derive(Debug, Clone, Copy)]
pub enum Finish<'a> {
    /// With bleed, marks, and a slug line: a page for each side.
    Press {
        /// Millimetres that colour goes beyond the cut.
        bleed: f64,
        /// The slug lines, already in the colour of register marks.
        slug: &'a Document,
    },
    /// With an edge that no office printer reaches.
    Office {
        /// Its width in millimetres.
        edge: f64,
    },
}

impl Finish<'_> {
    /// Millimetres between the paper's edge and where it is cut.
    fn offset(self) -> f64 {
        match self {
            Finish::Press { bleed, .. } => bleed + MARGIN,
            Finish::Office { .. } => 0.0,
        }
    }
}

/// The sheets of `imposed` with the pages of `artwork`, which have `bleed` millimetres around them.
pub fn sheets(
    artwork: &Document,
    bleed: f64,
    imposed: &Imposed,
    finish: Finish,
) -> Result<Document, Broken> {
    let offset = finish.offset();
    let (width, height) = (imposed.width + 2.0 * offset, imposed.height + 2.0 * offset);
    let mut sheet = PdfDocument::new("");
    let pages = artwork.get_pages();
    for page in 0..pages.len() {
        keep_place(&mut sheet, &name('A', page));
    }
    let mut drawn = Vec::with_capacity(imposed.sides.len());
    for (index, side) in imposed.sides.iter().enumerate() {
        let mut ops = Vec::new();
        for placed in &side.placed {
            ops.extend(place(
                placed,
                bleed,
                offset,
                finish,
                (imposed.width, imposed.height),
            ));
        }
        match finish {
            Finish::Press { bleed, .. } => {
                ops.extend(marks(imposed, side, bleed));
                keep_place(&mut sheet, &name('S', index));
                let at = (Mm(offset as f32), Mm(0.0));
                ops.push(use_form(&name('S', index), at, 1.0));
            }
            Finish::Office { edge } => ops.extend(cut_ticks(imposed, side, edge)),
        }
        let mut page = PdfPage::new(Mm(width as f32), Mm(height as f32), ops);
        page.trim_box = Rect::from_xywh(
            Mm(offset as f32).into(),
            Mm(offset as f32).into(),
            Mm(imposed.width as f32).into(),
            Mm(imposed.height as f32).into(),
        );
        drawn.push(page);
    }
    sheet.with_pages(drawn);
    let options = PdfSaveOptions {
        optimize: false,
        ..PdfSaveOptions::default()
    };
    let mut document = sheet.to_lopdf_document(&options, &mut Vec::new());
    graft(&mut document, artwork, 'A')?;
    if let Finish::Press { bleed, slug } = finish {
        graft(&mut document, slug, 'S')?;
        bleed_boxes(&mut document, imposed, bleed)?;
    }
    Ok(document)
}

fn name(what: char, index: usize) -> String {
    format!("{what}{index}")
}

/// An empty form, to be replaced by a page of another file.
fn keep_place(sheet: &mut PdfDocument, name: &str) {
    let dict = [("Type", "XObject"), ("Subtype", "Form")];
    let dict = dict.map(|(key, value)| (key.to_owned(), DictItem::Name(value.as_bytes().to_vec())));
    let form = ExternalXObject {
        stream: ExternalStream {
            dict: dict.into_iter().collect(),
            content: format!("%{name}%").into_bytes(),
            compress: false,
        },
        width: None,
        height: None,
        dpi: None,
    };
    sheet
        .resources
        .xobjects
        .map
        .insert(XObjectId(name.to_owned()), XObject::External(form));
}

fn use_form(name: &str, (x, y): (Mm, Mm), scale: f64) -> Op {
    Op::UseXobject {
        id: XObjectId(name.to_owned()),
        transform: XObjectTransform {
            translate_x: Some(x.into()),
            translate_y: Some(y.into()),
            scale_x: Some(scale as f32),
            scale_y: Some(scale as f32),
            dpi: Some(72.0),
            ..XObjectTransform::default()
        },
    }
}

/// A page in its place, cut where its bleed ends or the printer does.
fn place(placed: &Placed, bleed: f64, offset: f64, finish: Finish, sheet: (f64, f64)) -> Vec<Op> {
    let [left, top, right, bottom] = placed.bleed;
    let mut clip = [
        placed.x - left,
        placed.y - bottom,
        placed.x + placed.width + right,
        placed.y + placed.height + top,
    ];
    if let Finish::Office { edge } = finish {
        clip = [
            clip[0].max(edge),
            clip[1].max(edge),
            clip[2].min(sheet.0 - edge),
            clip[3].min(sheet.1 - edge),
        ];
    }
    let at = |at: f64| Mm((at + offset - bleed * placed.scale) as f32);
    vec![
        Op::SaveGraphicsState,
        clip_to(clip.map(|edge| edge + offset)),
        use_form(
            &name('A', placed.page),
            (at(placed.x), at(placed.y)),
            placed.scale,
        ),
        Op::RestoreGraphicsState,
    ]
}

fn clip_to([left, bottom, right, top]: [f64; 4]) -> Op {
    let corner = |x: f64, y: f64| LinePoint {
        p: Point::new(Mm(x as f32), Mm(y as f32)),
        bezier: false,
    };
    Op::DrawPolygon {
        polygon: Polygon {
            rings: vec![PolygonRing {
                points: vec![
                    corner(left, bottom),
                    corner(right, bottom),
                    corner(right, top),
                    corner(left, top),
                ],
            }],
            mode: PaintMode::Clip,
            winding_order: WindingOrder::NonZero,
        },
    }
}

/// Lines in the ink that stands on every plate.
struct Pen(Vec<Op>);

impl Pen {
    fn registration() -> Self {
        Self::new(Cmyk::new(1.0, 1.0, 1.0, 1.0, None))
    }

    fn new(ink: Cmyk) -> Self {
        Self(vec![
            Op::SaveGraphicsState,
            Op::SetOutlineColor {
                col: Color::Cmyk(ink),
            },
            Op::SetOutlineThickness { pt: Pt(HAIRLINE) },
        ])
    }

    /// Lines of `dashes`; an empty list ends that.
    fn dashed(&mut self, dashes: &[f32]) {
        let dash = LineDashPattern::new(0.0, dashes);
        self.0.push(Op::SetLineDashPattern { dash });
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.path(&[from, to], false);
    }

    fn path(&mut self, points: &[(f64, f64)], bezier: bool) {
        let points = points.iter().enumerate().map(|(i, (x, y))| LinePoint {
            p: Point::new(Mm(*x as f32), Mm(*y as f32)),
            // of a curve, every point but each third is a handle
            bezier: bezier && i % 3 != 0,
        });
        let line = Line {
            points: points.collect(),
            is_closed: false,
        };
        self.0.push(Op::DrawLine { line });
    }

    /// A cross in a circle of `radius`.
    fn target(&mut self, (x, y): (f64, f64), radius: f64) {
        let reach = 1.5 * radius;
        self.line((x - reach, y), (x + reach, y));
        self.line((x, y - reach), (x, y + reach));
        // a circle of four Bézier curves
        let k = 0.5523 * radius;
        let (l, r, b, t) = (x - radius, x + radius, y - radius, y + radius);
        self.path(
            &[
                (r, y),
                (r, y + k),
                (x + k, t),
                (x, t),
                (x - k, t),
                (l, y + k),
                (l, y),
                (l, y - k),
                (x - k, b),
                (x, b),
                (x + k, b),
                (r, y - k),
                (r, y),
            ],
            true,
        );
    }

    fn done(mut self) -> Vec<Op> {
        self.0.push(Op::RestoreGraphicsState);
        self.0
    }
}

/// Crop, fold and register marks of one side, outside of the bleed.
fn marks(imposed: &Imposed, side: &ImposedSide, bleed: f64) -> Vec<Op> {
    /// Millimetres between bleed and mark, and length of a mark.
    const GAP: f64 = 1.0;
    const LENGTH: f64 = 5.0;
    let mut pen = Pen::registration();
    let offset = bleed + MARGIN;
    let (width, height) = (imposed.width + 2.0 * offset, imposed.height + 2.0 * offset);
    let (near, far) = (MARGIN - GAP, MARGIN - GAP - LENGTH);
    let (across, along) = cuts(imposed, side);
    for x in across {
        let x = x + offset;
        pen.line((x, far), (x, near));
        pen.line((x, height - far), (x, height - near));
    }
    for y in along {
        let y = y + offset;
        pen.line((far, y), (near, y));
        pen.line((width - far, y), (width - near, y));
    }
    pen.dashed(&[2.0, 2.0]);
    for x in &side.folds {
        let x = x + offset;
        pen.line((x, far), (x, near));
        pen.line((x, height - far), (x, height - near));
    }
    pen.dashed(&[]);
    // targets stand in the middle of each edge, or beside a mark that is there
    let aside = |middle: f64, taken: &[f64]| {
        let clear = |at: &f64| taken.iter().all(|mark| (mark - at).abs() > 6.0);
        let spots = [middle, middle - 20.0];
        spots.into_iter().find(clear).unwrap_or(middle) + offset
    };
    let (across, along) = cuts(imposed, side);
    let middle = aside(imposed.width / 2.0, &[side.folds.clone(), across].concat());
    let y = aside(imposed.height / 2.0, &along);
    let (x, centre) = (MARGIN / 2.0 + 1.0, MARGIN / 2.0 + 1.0);
    for at in [
        (x, y),
        (width - x, y),
        (middle, centre),
        (middle, height - centre),
    ] {
        pen.target(at, 1.6);
    }
    pen.done()
}

/// Where the sheet is cut: from the left, and from below. Not where it is folded.
fn cuts(imposed: &Imposed, side: &ImposedSide) -> (Vec<f64>, Vec<f64>) {
    let sorted = |mut all: Vec<f64>| {
        all.sort_by(f64::total_cmp);
        all.dedup_by(|a, b| (*a - *b).abs() < 0.01);
        all
    };
    let placed = || side.placed.iter();
    let fold = |x: &f64| side.folds.iter().all(|fold| (fold - x).abs() > 0.01);
    let across = placed()
        .flat_map(|one| [one.x, one.x + one.width])
        .chain([0.0, imposed.width]);
    let along = placed()
        .flat_map(|one| [one.y, one.y + one.height])
        .chain([0.0, imposed.height]);
    (
        sorted(across.filter(fold).collect()),
        sorted(along.collect()),
    )
}

/// Where several pieces on a sheet of office paper are cut apart: short grey ticks at their corners.
fn cut_ticks(imposed: &Imposed, side: &ImposedSide, edge: f64) -> Vec<Op> {
    const LENGTH: f64 = 4.0;
    if side.placed.len() < 2 {
        return Vec::new();
    }
    let mut pen = Pen::new(Cmyk::new(0.0, 0.0, 0.0, 0.6, None));
    let (across, along) = cuts(imposed, side);
    let inside = |at: &f64, size: f64| *at > edge && *at < size - edge;
    for x in across.into_iter().filter(|x| inside(x, imposed.width)) {
        pen.line((x, edge), (x, edge + LENGTH));
        pen.line(
            (x, imposed.height - edge),
            (x, imposed.height - edge - LENGTH),
        );
    }
    for y in along.into_iter().filter(|y| inside(y, imposed.height)) {
        pen.line((edge, y), (edge + LENGTH, y));
        pen.line(
            (imposed.width - edge, y),
            (imposed.width - edge - LENGTH, y),
        );
    }
    pen.done()
}

/// Puts the pages of `artwork` into the places that were kept for them, with all they refer to.
fn graft(sheet: &mut Document, artwork: &Document, what: char) -> Result<(), Broken> {
    let mut artwork = artwork.clone();
    artwork.renumber_objects_with(sheet.max_id + 1);
    let mut forms = Vec::new();
    for page in artwork.get_pages().into_values() {
        forms.push(form(&artwork, page)?);
    }
    sheet.max_id = artwork.max_id;
    sheet.objects.append(&mut artwork.objects);
    let place = |object: &Object| -> Option<usize> {
        let content = &object.as_stream().ok()?.content;
        let text = std::str::from_utf8(content).ok()?.trim();
        text.strip_prefix('%')?
            .strip_suffix('%')?
            .strip_prefix(what)?
            .parse()
            .ok()
    };
    let places: Vec<(ObjectId, usize)> = sheet
        .objects
        .iter()
        .filter_map(|(id, object)| Some((*id, place(object)?)))
        .collect();
    for (id, page) in places {
        let form = forms
            .get(page)
            .cloned()
            .ok_or_else(|| broken("a page of the artwork is missing"))?;
        sheet.objects.insert(id, Object::Stream(form));
    }
    Ok(())
}

/// A page as a form: its drawing, and the resources that it shares with the other pages.
pub fn form(artwork: &Document, page: ObjectId) -> Result<Stream, Broken> {
    let page = artwork.get_dictionary(page).map_err(broken)?;
    let contents = page.get(b"Contents").map_err(broken)?;
    let mut form = match contents {
        Object::Reference(id) => artwork
            .get_object(*id)
            .and_then(Object::as_stream)
            .cloned()
            .map_err(broken)?,
        _ => return Err(broken("a page with other than one content stream")),
    };
    form.dict.set("Type", "XObject");
    form.dict.set("Subtype", "Form");
    form.dict
        .set("BBox", page.get(b"MediaBox").map_err(broken)?.clone());
    let none = || Object::Dictionary(Dictionary::new());
    form.dict.set(
        "Resources",
        page.get(b"Resources").cloned().unwrap_or_else(|_| none()),
    );
    Ok(form)
}

fn bleed_boxes(document: &mut Document, imposed: &Imposed, bleed: f64) -> Result<(), Broken> {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let (left, right, top) = (
        MARGIN,
        MARGIN + imposed.width + 2.0 * bleed,
        MARGIN + imposed.height + 2.0 * bleed,
    );
    for page in pages {
        let page = document
            .get_object_mut(page)
            .and_then(Object::as_dict_mut)
            .map_err(broken)?;
        page.set("BleedBox", rectangle([left, left, right, top]));
        page.remove(b"Annots");
    }
    Ok(())
}

/// Size of a slug line's page, in millimetres.
pub fn slug_size(imposed: &Imposed) -> (f64, f64) {
    (imposed.width, MARGIN / 2.5)
}
