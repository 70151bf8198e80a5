//! Sections of a Markdown material as templates see them.

use serde::Serialize;

use super::{BarContext, GroupContext, PictureContext, Pictures};
use crate::{
    diagnostic::Report,
    model::{FactValue, Language},
    render::Subject,
    text::markdown::{Figure, Item, PictureRef, Rich, Section, SectionKind},
};

/// A section. Which parts are filled depends on its kind.
#[derive(Debug, Clone, Serialize)]
pub struct SectionContext {
    /// Anchor.
    pub id: String,
    /// `text`, `steps`, `signs`, `numbers`, `bars`, `claim`, `compare`, `questions` or `contact`.
    pub kind: &'static str,
    /// Heading as plain text.
    pub title: String,
    /// Heading as inline HTML.
    pub title_html: String,
    /// Line above the heading.
    pub kicker: Option<String>,
    /// First paragraph, inline HTML.
    pub lead_html: Option<String>,
    /// The rest, block HTML; empty if there is none.
    pub html: String,
    /// Steps, signs, questions.
    pub items: Vec<ItemContext>,
    /// Figures of `numbers`.
    pub groups: Vec<GroupContext>,
    /// Figures of `bars`.
    pub bars: Vec<BarContext>,
    /// Of a claim: what is said, inline HTML.
    pub rumour_html: Option<String>,
    /// Of a claim: what is so, inline HTML.
    pub fact_html: Option<String>,
    /// Where it is from, inline HTML without the word "source".
    pub source_html: Option<String>,
    /// What follows the list or the table, block HTML.
    pub note_html: Option<String>,
    /// Of a comparison.
    pub table: Option<TableContext>,
    /// The section's picture.
    pub picture: Option<PictureContext>,
    /// The language it is in, where that is not the piece's.
    pub fallback_lang: Option<String>,
}

/// One entry.
#[derive(Debug, Clone, Serialize)]
pub struct ItemContext {
    /// Plain text.
    pub title: String,
    /// Inline HTML.
    pub title_html: String,
    /// Inline or block HTML.
    pub html: String,
    /// Its picture.
    pub picture: Option<PictureContext>,
}

/// A table; cells are inline HTML.
#[derive(Debug, Clone, Serialize)]
pub struct TableContext {
    /// Heads of the columns.
    pub head: Vec<String>,
    /// Rows; the first cell of each is its head.
    pub rows: Vec<Vec<String>>,
}

/// `section` for templates, with its pictures found. `language` is what it is written in.
pub fn section(
    subject: &Subject,
    section: &Section,
    language: &Language,
    pictures: &Pictures,
    report: &mut Report,
) -> SectionContext {
    let mut find = |picture: &Option<PictureRef>| {
        let picture = picture.as_ref()?;
        pictures.find(
            subject,
            &picture.name,
            picture.alt.as_deref(),
            &picture.place,
            report,
        )
    };
    let html = |rich: &Option<Rich>| rich.as_ref().map(|rich| rich.html.clone());
    let (groups, bars) = figures(subject, &section.figures);
    let cells = |row: &Vec<Rich>| row.iter().map(|cell| cell.html.clone()).collect();
    SectionContext {
        id: section.id.clone(),
        kind: section.kind.name(),
        title: section.title.text.clone(),
        title_html: section.title.html.clone(),
        kicker: section.kicker.as_ref().map(|kicker| kicker.text.clone()),
        lead_html: html(&section.lead),
        html: section.body.html.clone(),
        items: section
            .items
            .iter()
            .map(|entry| item(entry, &mut find))
            .collect(),
        groups: if section.kind == SectionKind::Numbers {
            groups
        } else {
            Vec::new()
        },
        bars: if section.kind == SectionKind::Bars {
            bars
        } else {
            Vec::new()
        },
        rumour_html: html(&section.rumour),
        fact_html: html(&section.fact),
        source_html: html(&section.source),
        note_html: html(&section.note),
        table: section.table.as_ref().map(|table| TableContext {
            head: cells(&table.head),
            rows: table.rows.iter().map(cells).collect(),
        }),
        picture: find(&section.picture),
        fallback_lang: (language != subject.language()).then(|| language.to_string()),
    }
}

fn item(
    item: &Item,
    find: &mut impl FnMut(&Option<PictureRef>) -> Option<PictureContext>,
) -> ItemContext {
    ItemContext {
        title: item.title.text.clone(),
        title_html: item.title.html.clone(),
        html: item.body.html.clone(),
        picture: find(&item.picture),
    }
}

fn figures(subject: &Subject, figures: &[Figure]) -> (Vec<GroupContext>, Vec<BarContext>) {
    let register = &subject.texts().facts;
    let value = |figure: &Figure| match &figure.fact {
        Some(key) => match register.get(key)?.value {
            FactValue::Number(number) => Some(number),
            FactValue::Text(_) => None,
        },
        None => figure.number.parse().ok(),
    };
    let values: Vec<Option<f64>> = figures.iter().map(value).collect();
    let groups = figures
        .iter()
        .zip(&values)
        .map(|(figure, number)| GroupContext {
            label: figure.label.text.clone(),
            value: figure.number.clone(),
            number: *number,
        });
    let bars = figures.iter().zip(&values).zip(shares(&values));
    let bars = bars.map(|((figure, value), share)| BarContext {
        label: figure.label.text.clone(),
        text: figure.number.clone(),
        value: *value,
        share,
    });
    (groups.collect(), bars.collect())
}

/// Each value as a share of the largest, from 0 to 1.
pub(super) fn shares(values: &[Option<f64>]) -> Vec<f64> {
    let largest = values.iter().flatten().copied().fold(0.0, f64::max);
    let share = |value: &Option<f64>| match value {
        Some(value) if largest > 0.0 => (value / largest).clamp(0.0, 1.0),
        _ => 0.0,
    };
    values.iter().map(share).collect()
}
