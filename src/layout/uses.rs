//! Which pictures a paint tree shows, and how large.

use kurbo::{Point, Rect};
use takumi_core::paint_tree::{Drawable, NodeKind, Paint, PaintNode, Role, Shape};

use super::{
    Canvas, Looked, PictureUse,
    document::Sources,
    geometry::{affine, rect, stretch},
};

/// Adds the pictures that a node draws.
pub(super) fn pictures(
    node: &PaintNode,
    canvas: Canvas,
    sources: &Sources,
    found: &mut Vec<PictureUse>,
) {
    let mut add = |src: &str, bounds: Rect, shown: Rect, replaced: bool| {
        let Some(source) = sources.0.get(src) else {
            return; // a data: URL
        };
        let transform = affine(node.transform);
        let (sx, sy) = stretch(transform);
        let on_canvas = |rect: Rect| {
            let start: Point = transform * rect.origin();
            [start.x, start.y, rect.width() * sx, rect.height() * sy].map(|length| length as f32)
        };
        let (width, height) = (bounds.width() * sx, bounds.height() * sy);
        let is_less =
            bounds.width() - shown.width() > 0.5 || bounds.height() - shown.height() > 0.5;
        let (intrinsic, vector) = match &source.looked {
            Looked::Vector(drawing) => (drawing.size(), true),
            Looked::Raster { width, height } => ((*width as f32, *height as f32), false),
        };
        let wanted = canvas.picture_scale() * (width / f64::from(intrinsic.0));
        found.push(PictureUse {
            src: src.to_owned(),
            rect: on_canvas(bounds),
            shown: (is_less && shown.area() > 0.0).then(|| on_canvas(shown)),
            intrinsic,
            vector,
            replaced,
            enlarged: wanted.max(canvas.picture_scale() * (height / f64::from(intrinsic.1))) as f32,
        });
    };
    each_picture(&node.drawables, &mut add);
    if let NodeKind::Box {
        effects: Some(effects),
        ..
    } = &node.kind
    {
        each_picture(effects.mask.as_deref().unwrap_or_default(), &mut add);
    }
}

/// Takes the URL of a picture, its local rectangle, what its own box leaves of that, and whether an element
/// stands for it.
type Note<'a> = dyn FnMut(&str, Rect, Rect, bool) + 'a;

/// Calls `note` with every picture in `drawables`.
fn each_picture(drawables: &[Drawable], note: &mut Note) {
    for drawable in drawables {
        match drawable {
            Drawable::Image {
                image,
                rect: at,
                clip,
                role,
                ..
            } => {
                let at = rect(at);
                let shown = match clip {
                    Shape::Rect { rect: clip } | Shape::RoundedRect { rect: clip, .. } => {
                        at.intersect(rect(clip))
                    }
                    Shape::Path { .. } => at,
                };
                note(&image.src, at, shown, *role == Role::Image);
            }
            Drawable::Fill { shape, paint, .. } | Drawable::Stroke { shape, paint, .. } => {
                painted_picture(shape, paint, note);
            }
            Drawable::Masked { mask, content, .. } => {
                each_picture(mask, note);
                each_picture(content, note);
            }
            Drawable::Group { drawables, .. } => each_picture(drawables, note),
            Drawable::Shadow { .. } | Drawable::Glyphs { .. } => {}
        }
    }
}

fn painted_picture(shape: &Shape, paint: &Paint, note: &mut Note) {
    match paint {
        Paint::Image { image, .. } => {
            if let Shape::Rect { rect: at } | Shape::RoundedRect { rect: at, .. } = shape {
                note(&image.src, rect(at), rect(at), false);
            }
        }
        Paint::Pattern {
            tile,
            tile_width,
            tile_height,
            x,
            y,
            ..
        } => {
            if let Paint::Image { image, .. } = tile.as_ref() {
                let first = |at: &[f32]| f64::from(at.first().copied().unwrap_or_default());
                let size = (f64::from(*tile_width), f64::from(*tile_height));
                let at = Rect::from_origin_size((first(x), first(y)), size);
                note(&image.src, at, at, false);
            }
        }
        _ => {}
    }
}
