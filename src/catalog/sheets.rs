//! Papers and folds, and what is wrong with those that a site adds.

use std::sync::OnceLock;

use crate::model::{Fold, Sheets};

/// Every paper and fold Sebar knows.
pub fn sheets() -> &'static Sheets {
    static SHEETS: OnceLock<Sheets> = OnceLock::new();
    SHEETS.get_or_init(|| {
        // a broken catalogue is a bug that `every_sheet_is_sound` finds before anybody builds
        serde_yaml::from_str(include_str!("sheets.yaml")).unwrap_or_default()
    })
}

/// What a fold cannot be: in words, none if it is sound.
pub fn unsound(fold: &Fold) -> Option<String> {
    let panels = |side: &crate::model::FoldSide| -> Vec<String> {
        let panels = side.panels.iter().map(|panel| panel.name.clone());
        let bands = side.bands.iter().map(|band| band.name.clone());
        panels.chain(bands).collect()
    };
    let mut names: Vec<String> = fold.sides.iter().flat_map(panels).collect();
    if fold.sides.is_empty() || fold.sides.len() > 2 {
        return Some(format!(
            "a sheet has one or two sides, not {}",
            fold.sides.len()
        ));
    }
    if fold.sides.iter().any(|side| side.panels.is_empty()) {
        return Some("a side has no panel".to_owned());
    }
    let sizes = fold.sides.iter().flat_map(|side| &side.panels);
    if let Some(panel) = sizes
        .into_iter()
        .find(|panel| panel.share <= 0.0 || panel.short < 0.0)
    {
        return Some(format!("the panel `{}` has no width", panel.name));
    }
    let mut read = fold.reading.clone();
    names.sort();
    read.sort();
    if let Some([twice, _]) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Some(format!("two panels are called `{twice}`"));
    }
    if names != read {
        return Some("`reading` must name every panel and band once".to_owned());
    }
    for side in &fold.sides {
        let beside = |band: &crate::model::Band| {
            let all: Vec<&str> = side
                .panels
                .iter()
                .map(|panel| panel.name.as_str())
                .collect();
            let over: Vec<&str> = band.over.iter().map(String::as_str).collect();
            !over.is_empty() && all.windows(over.len()).any(|part| part == over)
        };
        if let Some(band) = side.bands.iter().find(|band| !beside(band)) {
            return Some(format!(
                "`{}` must be over panels that stand side by side",
                band.name
            ));
        }
    }
    mirrored(fold)
}

/// Both sides must be folded at the same places of the paper.
fn mirrored(fold: &Fold) -> Option<String> {
    let [outside, inside] = fold.sides.as_slice() else {
        return None;
    };
    let widths = |side: &crate::model::FoldSide| -> Vec<(f64, f64)> {
        side.panels
            .iter()
            .map(|panel| (panel.share, panel.short))
            .collect()
    };
    let mut turned = widths(inside);
    turned.reverse();
    (widths(outside) != turned).then(|| {
        "the inside must have the widths of the outside from right to left, or its folds would lie \
         elsewhere"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Paper, Sheet};

    fn widths(paper: &str, fold: &str) -> Vec<Vec<f64>> {
        let paper = sheets().paper(paper).cloned().unwrap_or(Paper {
            name: String::new(),
            width: 0.0,
            height: 0.0,
        });
        let Some(fold) = sheets().fold(fold) else {
            return Vec::new();
        };
        let sheet = Sheet::new(&paper, fold);
        let side =
            |side: &crate::model::Side| side.panels.iter().map(|panel| panel.width).collect();
        sheet.sides.iter().map(side).collect()
    }

    #[test]
    fn every_sheet_is_sound() {
        assert_eq!(sheets().papers.len(), 6);
        assert_eq!(sheets().folds.len(), 7);
        for fold in &sheets().folds {
            assert_eq!(unsound(fold), None, "{}", fold.name);
        }
    }

    #[test]
    fn flaps_are_short_as_print_shops_want_them() {
        assert_eq!(
            widths("a4", "tri-fold"),
            [[97.0, 100.0, 100.0], [100.0, 100.0, 97.0]]
        );
        assert_eq!(
            widths("f4", "tri-fold"),
            [[108.0, 111.0, 111.0], [111.0, 111.0, 108.0]]
        );
        assert_eq!(widths("f4", "z-fold"), [[110.0; 3], [110.0; 3]]);
        assert_eq!(widths("a4", "gate-fold")[1], [73.5, 150.0, 73.5]);
        assert_eq!(widths("a4", "bi-fold")[0], [148.5, 148.5]);
    }

    #[test]
    fn folds_that_cannot_be_folded_are_told() {
        let mut fold = sheets()
            .fold("tri-fold")
            .cloned()
            .unwrap_or_else(|| sheets().folds[0].clone());
        fold.sides[1].panels.reverse();
        fold.sides[1].bands.clear();
        fold.reading.retain(|name| name != "inside-wide");
        assert!(unsound(&fold).is_some_and(|why| why.contains("from right to left")));
        fold.reading.pop();
        assert!(unsound(&fold).is_some_and(|why| why.contains("reading")));
    }
}
