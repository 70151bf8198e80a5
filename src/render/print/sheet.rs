//! Imposed sheets as a PDF: artwork as forms (`XObject`s), and around it what a print shop goes by.
//!
//! printpdf draws the sheet; lopdf puts the artwork's pages in the places that were kept for them.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use printpdf::{
    DictItem, ExternalStream, ExternalXObject, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfPage,
    PdfSaveOptions, Point, Polygon, PolygonRing, WindingOrder, XObject, XObjectId,
    XObjectTransform,
};

use super::{
    impose::{Imposed, Placed},
    marks::{cut_ticks, marks},
    pdf::{Broken, broken, rectangle},
};

/// Millimetres around the bleed for marks and the slug line.
pub const MARGIN: f64 = 10.0;

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
    /// As it is cut, with lines and numbers over it.
    Proof {
        /// They, on pages as large as a sheet.
        overlay: &'a Document,
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
            Finish::Proof { .. } | Finish::Office { .. } => 0.0,
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
            Finish::Proof { .. } => {
                keep_place(&mut sheet, &name('S', index));
                ops.push(use_form(&name('S', index), (Mm(0.0), Mm(0.0)), 1.0));
            }
            Finish::Office { edge } => ops.extend(cut_ticks(imposed, side, edge)),
        }
        drawn.push(PdfPage::new(Mm(width as f32), Mm(height as f32), ops));
    }
    sheet.with_pages(drawn);
    let options = PdfSaveOptions {
        optimize: false,
        ..PdfSaveOptions::default()
    };
    let mut document = sheet.to_lopdf_document(&options, &mut Vec::new());
    graft(&mut document, artwork, 'A')?;
    match finish {
        Finish::Press { bleed, slug } => {
            graft(&mut document, slug, 'S')?;
            page_boxes(&mut document, imposed, bleed)?;
        }
        Finish::Proof { overlay } => graft(&mut document, overlay, 'S')?,
        Finish::Office { .. } => {}
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

/// `BleedBox` and `TrimBox` (ISO 32000-1, 14.11.2), which differ from the paper's `MediaBox`.
fn page_boxes(document: &mut Document, imposed: &Imposed, bleed: f64) -> Result<(), Broken> {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let boxed = |from: f64, size: (f64, f64)| rectangle([from, from, from + size.0, from + size.1]);
    let trim = (imposed.width, imposed.height);
    let bled = (trim.0 + 2.0 * bleed, trim.1 + 2.0 * bleed);
    for page in pages {
        let page = document.get_object_mut(page).and_then(Object::as_dict_mut);
        let page = page.map_err(broken)?;
        page.set("BleedBox", boxed(MARGIN, bled));
        page.set("TrimBox", boxed(MARGIN + bleed, trim));
        page.remove(b"Annots");
    }
    Ok(())
}

/// Size of a slug line's page, in millimetres.
pub fn slug_size(imposed: &Imposed) -> (f64, f64) {
    (imposed.width, MARGIN / 2.5)
}
