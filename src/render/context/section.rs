//! Sections of a Markdown material as templates see them.

use serde::Serialize;

use super::Pictures;
use super::picture::PictureContext;
use crate::{
    diagnostic::Report,
    model::{FactValue, Language},
    render::Subject,
    text::markdown::{Figure, Item, PictureRef, Rich, Section},
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
    /// Figures of `numbers` and `bars`.
    pub figures: Vec<FigureContext>,
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

/// A figure with its label.
#[derive(Debug, Clone, Serialize)]
pub struct FigureContext {
    /// As shown.
    pub number: String,
    /// Inline HTML.
    pub label: String,
    /// To draw with.
    pub value: Option<f64>,
    /// Of the largest of its group, from 0 to 1.
    pub share: f64,
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
        figures: figures(subject, &section.figures),
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

fn figures(subject: &Subject, figures: &[Figure]) -> Vec<FigureContext> {
    let register = &subject.texts().facts;
    let value = |figure: &Figure| match &figure.fact {
        Some(key) => match register.get(key)?.value {
            FactValue::Number(number) => Some(number),
            FactValue::Text(_) => None,
        },
        None => figure.number.parse().ok(),
    };
    let values: Vec<Option<f64>> = figures.iter().map(value).collect();
    figures
        .iter()
        .zip(shares(&values))
        .zip(&values)
        .map(|((figure, share), value)| FigureContext {
            number: figure.number.clone(),
            label: figure.label.html.clone(),
            value: *value,
            share,
        })
        .collect()
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
