//! Where text and clips are on the canvas, and how far one sticks out of the other.

use kurbo::{Affine, BezPath, ParamCurveNearest, Point, Rect, Shape as _};
use takumi_core::paint_tree::{CornerRadii, Matrix, PaintRect, Shape};

/// The engine's matrix as kurbo has it: the same order of the same six numbers.
pub(super) fn affine(matrix: Matrix) -> Affine {
    Affine::new(matrix.map(f64::from))
}

/// How much longer lengths along both axes become.
pub(super) fn stretch(affine: Affine) -> (f64, f64) {
    let [a, b, c, d, _, _] = affine.as_coeffs();
    (a.hypot(b), c.hypot(d))
}

pub(super) fn rect(rect: &PaintRect) -> Rect {
    let (x, y) = (f64::from(rect.x), f64::from(rect.y));
    Rect::new(x, y, x + f64::from(rect.width), y + f64::from(rect.height))
}

/// The corners of a rectangle.
pub(super) fn corners(rect: Rect) -> [Point; 4] {
    [
        Point::new(rect.x0, rect.y0),
        Point::new(rect.x1, rect.y0),
        Point::new(rect.x1, rect.y1),
        Point::new(rect.x0, rect.y1),
    ]
}

/// A region outside which nothing shows.
#[derive(Debug, Clone)]
pub(super) struct Clip {
    /// From the canvas into the space of the shape.
    to_local: Affine,
    region: Region,
}

#[derive(Debug, Clone)]
enum Region {
    Rect(Rect),
    /// Horizontal and vertical radius of the corners, from top left clockwise.
    Rounded(Rect, [(f64, f64); 4]),
    Path(BezPath),
}

impl Clip {
    /// `shape` in a space that `transform` maps onto the canvas; `None` if it cannot be read, or if
    /// that space has no extent.
    pub(super) fn new(shape: &Shape, transform: Matrix) -> Option<Self> {
        let transform = affine(transform);
        if transform.determinant().abs() < 1e-9 {
            return None;
        }
        let region = match shape {
            Shape::Rect { rect: r } => Region::Rect(rect(r)),
            Shape::RoundedRect { rect: r, radii } => Region::Rounded(rect(r), each(radii)),
            Shape::Path { d, .. } => Region::Path(BezPath::from_svg(d).ok()?),
        };
        Some(Self {
            to_local: transform.inverse(),
            region,
        })
    }

    /// A rectangle of the canvas itself.
    pub(super) fn canvas(rect: Rect) -> Self {
        Self {
            to_local: Affine::IDENTITY,
            region: Region::Rect(rect),
        }
    }

    /// How far `point` of the canvas is outside, 0 if it is inside. A rounded corner may be cut by
    /// `slack`: the box around a word is not the word.
    pub(super) fn outside(&self, point: Point, slack: f64) -> f64 {
        let point = self.to_local * point;
        match &self.region {
            Region::Rect(rect) => outside_rect(*rect, point),
            Region::Rounded(rect, radii) => {
                let beyond = outside_rect(*rect, point);
                let corner = outside_corner(*rect, radii, point) - slack;
                beyond.max(corner)
            }
            Region::Path(path) if path.contains(point) => 0.0,
            Region::Path(path) => {
                let nearest = path
                    .segments()
                    .map(|segment| segment.nearest(point, 0.1).distance_sq)
                    .fold(f64::INFINITY, f64::min);
                (nearest.sqrt() - slack).max(0.0)
            }
        }
    }
}

fn each(radii: &CornerRadii) -> [(f64, f64); 4] {
    [
        radii.top_left,
        radii.top_right,
        radii.bottom_right,
        radii.bottom_left,
    ]
    .map(|radius| (f64::from(radius.x), f64::from(radius.y)))
}

fn outside_rect(rect: Rect, point: Point) -> f64 {
    let beyond = [
        rect.x0 - point.x,
        point.x - rect.x1,
        rect.y0 - point.y,
        point.y - rect.y1,
    ];
    beyond.into_iter().fold(0.0, f64::max)
}

/// How far a point inside the rectangle is outside the ellipse that rounds the corner nearest to it.
fn outside_corner(rect: Rect, radii: &[(f64, f64); 4], point: Point) -> f64 {
    let left = point.x < rect.center().x;
    let top = point.y < rect.center().y;
    let (rx, ry) = radii[match (left, top) {
        (true, true) => 0,
        (false, true) => 1,
        (false, false) => 2,
        (true, false) => 3,
    }];
    let dx = rx
        - if left {
            point.x - rect.x0
        } else {
            rect.x1 - point.x
        };
    let dy = ry
        - if top {
            point.y - rect.y0
        } else {
            rect.y1 - point.y
        };
    if rx <= 0.0 || ry <= 0.0 || dx <= 0.0 || dy <= 0.0 {
        return 0.0;
    }
    ((dx / rx).hypot(dy / ry) - 1.0) * rx.min(ry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use takumi_core::paint_tree::PaintPoint;

    fn shape(radius: f32) -> Shape {
        let corner = PaintPoint {
            x: radius,
            y: radius,
        };
        Shape::RoundedRect {
            rect: PaintRect {
                x: 0.0,
                y: 0.0,
                width: 100.0,
                height: 100.0,
            },
            radii: CornerRadii {
                top_left: corner,
                top_right: corner,
                bottom_right: corner,
                bottom_left: corner,
            },
        }
    }

    fn outside(clip: Option<&Clip>, x: f64, y: f64) -> f64 {
        clip.map_or(f64::NAN, |clip| clip.outside(Point::new(x, y), 0.0))
    }

    #[test]
    fn a_circle_hides_its_corners() {
        let clip = Clip::new(&shape(50.0), [1.0, 0.0, 0.0, 1.0, 10.0, 0.0]);
        assert!(outside(clip.as_ref(), 60.0, 50.0) < 1e-6);
        assert!(outside(clip.as_ref(), 12.0, 50.0) < 1e-6);
        // the corner is 50·(√2 − 1) from the circle
        assert!((outside(clip.as_ref(), 10.0, 0.0) - 20.71).abs() < 0.01);
        assert!((outside(clip.as_ref(), 0.0, 50.0) - 10.0).abs() < 1e-6);
    }

    #[test]
    fn a_turned_clip_is_measured_in_its_own_space() {
        // a quarter turn: local (x, y) is at (−y, x)
        let clip = Clip::new(&shape(0.0), [0.0, 1.0, -1.0, 0.0, 0.0, 0.0]);
        assert!(outside(clip.as_ref(), -50.0, 50.0) < 1e-6);
        assert!((outside(clip.as_ref(), 5.0, 50.0) - 5.0).abs() < 1e-6);
    }
}
