//! What a print shop and an office cut, fold and register by: lines around the artwork.

use printpdf::{Cmyk, Color, Greyscale, Line, LineDashPattern, LinePoint, Mm, Op, Point, Pt};

use super::{
    impose::{Imposed, ImposedSide},
    sheet::MARGIN,
};

/// Thickness of marks in points: a hairline is at least 0.2 (bookprinteconomy.cz).
const HAIRLINE: f32 = 0.25;

/// Lines in the ink that stands on every plate.
struct Pen(Vec<Op>);

impl Pen {
    fn registration() -> Self {
        Self::new(Color::Cmyk(Cmyk::new(1.0, 1.0, 1.0, 1.0, None)))
    }

    fn new(ink: Color) -> Self {
        Self(vec![
            Op::SaveGraphicsState,
            Op::SetOutlineColor { col: ink },
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
pub fn marks(imposed: &Imposed, side: &ImposedSide, bleed: f64) -> Vec<Op> {
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
pub fn cut_ticks(imposed: &Imposed, side: &ImposedSide, edge: f64) -> Vec<Op> {
    const LENGTH: f64 = 4.0;
    if side.placed.len() < 2 {
        return Vec::new();
    }
    let mut pen = Pen::new(Color::Greyscale(Greyscale::new(0.4, None)));
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
