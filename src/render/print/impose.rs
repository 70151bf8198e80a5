//! Which page lies where on a printed sheet. All lengths are in millimetres, from the lower left
//! corner of the sheet as it is cut.

use crate::model::Sheet;

/// A4 (ISO 216), upright: what an office printer takes.
const A4: (f64, f64) = (210.0, 297.0);

/// The largest paper of an office printer: F4 is longer than A4.
const OFFICE: (f64, f64) = (215.0, 330.0);

/// Slack for sizes that are rounded: four A6 of 105 × 148 are A4 less a millimetre.
const SLACK: f64 = 0.5;

/// Printed sheets of one size.
#[derive(Debug, Clone, PartialEq)]
pub struct Imposed {
    /// Width of a sheet when it is cut.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Sides, in the order in which they are printed.
    pub sides: Vec<ImposedSide>,
}

/// One side of one sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImposedSide {
    /// Its pages.
    pub placed: Vec<Placed>,
    /// Where it is folded, from the left.
    pub folds: Vec<f64>,
}

/// A page on a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Which page, from 0.
    pub page: usize,
    /// Left edge of the finished page.
    pub x: f64,
    /// Lower edge of the finished page.
    pub y: f64,
    /// Width of the finished page as it is placed.
    pub width: f64,
    /// Height of the finished page as it is placed.
    pub height: f64,
    /// Millimetres on the sheet for each of the page.
    pub scale: f64,
    /// How much of the page's bleed shows: left, top, right, bottom.
    pub bleed: [f64; 4],
}

impl Placed {
    fn new(page: usize, (x, y): (f64, f64), (width, height): (f64, f64), bleed: f64) -> Self {
        Self {
            page,
            x,
            y,
            width,
            height,
            scale: 1.0,
            bleed: [bleed; 4],
        }
    }
}

/// A sheet for each side of the piece, as it is.
pub fn single(sheet: &Sheet, pages: usize, bleed: f64) -> Imposed {
    let size = (sheet.width, sheet.height);
    let side = |page: usize| ImposedSide {
        placed: vec![Placed::new(page, (0.0, 0.0), size, bleed)],
        folds: sheet
            .sides
            .get(page)
            .map(crate::model::Side::folds)
            .unwrap_or_default(),
    };
    Imposed {
        width: sheet.width,
        height: sheet.height,
        sides: (0..pages).map(side).collect(),
    }
}

/// `columns` × `rows` copies of each page, `gutter` apart. Front and back of a piece lie back to
/// back, since all copies are the same.
pub fn copies(
    (width, height): (f64, f64),
    (columns, rows): (usize, usize),
    gutter: f64,
    pages: usize,
    bleed: f64,
) -> Imposed {
    let place = |page: usize| {
        let at = |n: usize, size: f64| n as f64 * (size + gutter);
        let spots = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
        spots
            .map(|(column, row)| {
                let spot = (at(column, width), at(row, height));
                Placed::new(page, spot, (width, height), bleed)
            })
            .collect()
    };
    let total = |n: usize, size: f64| n as f64 * (size + gutter) - gutter;
    Imposed {
        width: total(columns, width),
        height: total(rows, height),
        sides: (0..pages)
            .map(|page| ImposedSide {
                placed: place(page),
                folds: Vec::new(),
            })
            .collect(),
    }
}

/// Sheets that are folded once, laid into one another and stapled in the fold. `pages` is padded
/// to a multiple of four; the two pages of a side sum to that number and one, the odd one on the
/// right (mindprod.com, imposition).
pub fn saddle((width, height): (f64, f64), pages: usize, bleed: f64) -> Imposed {
    let padded = pages.next_multiple_of(4);
    let side = |left: usize, right: usize| {
        let place = |number: usize, at: f64, inner: usize| {
            let mut placed = Placed::new(number - 1, (at, 0.0), (width, height), bleed);
            placed.bleed[inner] = 0.0;
            (number <= pages).then_some(placed)
        };
        ImposedSide {
            placed: [place(left, 0.0, 2), place(right, width, 0)]
                .into_iter()
                .flatten()
                .collect(),
            folds: vec![width],
        }
    };
    let sheets = 0..padded / 4;
    Imposed {
        width: 2.0 * width,
        height,
        sides: sheets
            .flat_map(|sheet| {
                let first = 2 * sheet + 1;
                [
                    side(padded + 1 - first, first),
                    side(first + 1, padded - first),
                ]
            })
            .collect(),
    }
}

/// On the paper of an office: as many copies as fit on A4, or a large piece made smaller.
pub fn office(sheet: &Sheet, pages: usize) -> Imposed {
    let size = (sheet.width, sheet.height);
    let papers = [A4, (A4.1, A4.0)];
    let fitting = papers.map(|paper| {
        let fit = |room: f64, piece: f64| ((room + SLACK) / piece).floor() as usize;
        (paper, (fit(paper.0, size.0), fit(paper.1, size.1)))
    });
    let best = fitting.into_iter().max_by_key(|(paper, (columns, rows))| {
        // of two ways alike, the sheet that lies as the piece does
        (columns * rows, (paper.0 > paper.1) == (size.0 > size.1))
    });
    match best {
        Some((paper, (columns, rows))) if columns * rows > 1 => {
            centred(copies(size, (columns, rows), 0.0, pages, 0.0), paper)
        }
        _ if is_office_paper(size) => single(sheet, pages, 0.0),
        _ => reduced(sheet, pages),
    }
}

/// A booklet on office paper: two pages side by side, to be printed on both sides and folded.
pub fn office_booklet(size: (f64, f64), pages: usize) -> Imposed {
    let imposed = saddle(size, pages, 0.0);
    let fits =
        |paper: (f64, f64)| imposed.width <= paper.0 + SLACK && imposed.height <= paper.1 + SLACK;
    let across = (A4.1, A4.0);
    if fits(across) {
        centred(imposed, across)
    } else {
        imposed
    }
}

fn is_office_paper((width, height): (f64, f64)) -> bool {
    let (short, long) = (width.min(height), width.max(height));
    short <= OFFICE.0 + SLACK && long <= OFFICE.1 + SLACK
}

/// The same in the middle of `paper`.
pub fn centred(mut imposed: Imposed, paper: (f64, f64)) -> Imposed {
    let (dx, dy) = (
        (paper.0 - imposed.width) / 2.0,
        (paper.1 - imposed.height) / 2.0,
    );
    for side in &mut imposed.sides {
        for placed in &mut side.placed {
            placed.x += dx;
            placed.y += dy;
        }
        for fold in &mut side.folds {
            *fold += dx;
        }
    }
    (imposed.width, imposed.height) = paper;
    imposed
}

/// On A4 as large as it fits.
fn reduced(sheet: &Sheet, pages: usize) -> Imposed {
    let paper = if sheet.width > sheet.height {
        (A4.1, A4.0)
    } else {
        A4
    };
    let scale = (paper.0 / sheet.width).min(paper.1 / sheet.height);
    let mut imposed = single(sheet, pages, 0.0);
    for side in &mut imposed.sides {
        for placed in &mut side.placed {
            placed.scale = scale;
            placed.width *= scale;
            placed.height *= scale;
        }
        for fold in &mut side.folds {
            *fold *= scale;
        }
    }
    (imposed.width, imposed.height) = (sheet.width * scale, sheet.height * scale);
    centred(imposed, paper)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Paper;

    fn plain(width: f64, height: f64) -> Sheet {
        Sheet::pages(&Paper {
            name: String::new(),
            width,
            height,
        })
    }

    /// Page numbers from 1, left to right, as they are printed.
    fn numbers(imposed: &Imposed) -> Vec<Vec<usize>> {
        let side = |side: &ImposedSide| side.placed.iter().map(|placed| placed.page + 1).collect();
        imposed.sides.iter().map(side).collect()
    }

    #[test]
    fn eight_pages_are_two_sheets() {
        let imposed = saddle((148.0, 210.0), 8, 3.0);
        assert_eq!(numbers(&imposed), [[8, 1], [2, 7], [6, 3], [4, 5]]);
        assert_eq!((imposed.width, imposed.height), (296.0, 210.0));
        let [left, right] = imposed.sides[0].placed[..] else {
            unreachable!("two pages")
        };
        assert_eq!(
            (left.bleed, right.bleed),
            ([3.0, 3.0, 0.0, 3.0], [0.0, 3.0, 3.0, 3.0])
        );
    }

    #[test]
    fn pages_are_padded_at_the_end() {
        assert_eq!(
            numbers(&saddle((148.0, 210.0), 5, 3.0)),
            [vec![1], vec![2], vec![3], vec![4, 5]]
        );
        assert_eq!(numbers(&saddle((148.0, 210.0), 1, 3.0)), [vec![1], vec![]]);
    }

    #[test]
    fn every_page_of_a_booklet_is_printed_once() {
        for pages in 1..70 {
            let mut all: Vec<usize> = numbers(&saddle((1.0, 1.0), pages, 0.0)).concat();
            all.sort_unstable();
            assert_eq!(all, (1..=pages).collect::<Vec<_>>());
            for side in numbers(&saddle((1.0, 1.0), pages, 0.0)) {
                if let [left, right] = side[..] {
                    assert_eq!(left + right, pages.next_multiple_of(4) + 1);
                    assert_eq!((left % 2, right % 2), (0, 1));
                }
            }
        }
    }

    #[test]
    fn offices_print_several_small_pieces_on_a_sheet() {
        let count = |width, height| {
            let imposed = office(&plain(width, height), 1);
            let placed = &imposed.sides[0].placed;
            (
                placed.len(),
                imposed.width,
                imposed.height,
                (placed[0].scale * 100.0).round(),
            )
        };
        assert_eq!(count(105.0, 148.0), (4, 210.0, 297.0, 100.0));
        assert_eq!(count(148.0, 210.0), (2, 297.0, 210.0, 100.0));
        assert_eq!(count(99.0, 210.0), (3, 297.0, 210.0, 100.0));
        assert_eq!(count(297.0, 210.0), (1, 297.0, 210.0, 100.0));
        assert_eq!(count(330.0, 215.0), (1, 330.0, 215.0, 100.0));
        assert_eq!(count(297.0, 420.0), (1, 210.0, 297.0, 71.0));
    }
}
