//! Sections of a Markdown material as templates see them.

use serde::Serialize;

use super::{BarContext, GroupContext, PictureContext, Pictures};
use crate::{
    diagnostic::Report,
    model::{FactValue, Language},
    render::Subject,
    text::markdown::{Figure, Item, PictureRef, Section, SectionKind},
};

/// A section. Which parts are filled depends on its kind.
#[derive(Debug, Clone, Serialize)]
pub struct SectionContext<'a> {
    /// Anchor.
    pub id: &'a str,
    /// `text`, `steps`, `signs`, `numbers`, `bars`, `claim`, `compare`, `questions` or `contact`.
    pub kind: &'static str,
    /// Heading as plain text.
    pub title: &'a str,
    /// Heading as inline HTML.
    pub title_html: &'a str,
    /// Line above the heading.
    pub kicker: Option<&'a str>,
    /// First paragraph, inline HTML.
    pub lead_html: Option<&'a str>,
    /// The rest, block HTML; empty if there is none.
    pub html: &'a str,
    /// Steps, signs, questions.
    pub items: Vec<ItemContext<'a>>,
    /// Figures of `numbers`.
    pub groups: Vec<GroupContext>,
    /// Figures of `bars`.
    pub bars: Vec<BarContext>,
    /// Of a claim: what is said, inline HTML.
    pub rumour_html: Option<&'a str>,
    /// Of a claim: what is so, inline HTML.
    pub fact_html: Option<&'a str>,
    /// Where it is from, inline HTML without the word "source".
    pub source_html: Option<&'a str>,
    /// What follows the list or the table, block HTML.
    pub note_html: Option<&'a str>,
    /// Of a comparison.
    pub table: Option<TableContext<'a>>,
    /// The section's picture.
    pub picture: Option<PictureContext>,
    /// The language it is in, where that is not the piece's.
    pub fallback_lang: Option<&'a str>,
}

/// One entry.
#[derive(Debug, Clone, Serialize)]
pub struct ItemContext<'a> {
    /// Plain text.
    pub title: &'a str,
    /// Inline HTML.
    pub title_html: &'a str,
    /// Inline or block HTML.
    pub html: &'a str,
    /// Its picture.
    pub picture: Option<PictureContext>,
}

/// A table; cells are inline HTML.
#[derive(Debug, Clone, Serialize)]
pub struct TableContext<'a> {
    /// Heads of the columns.
    pub head: &'a [String],
    /// Rows; the first cell of each is its head.
    pub rows: &'a [Vec<String>],
}

/// `section` for templates, with its pictures found. `language` is what it is written in.
pub fn section<'a>(
    subject: &Subject,
    section: &'a Section,
    language: &'a Language,
    pictures: &Pictures,
    report: &mut Report,
) -> SectionContext<'a> {
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
    let (groups, bars) = figures(subject, &section.figures);
    SectionContext {
        id: &section.id,
        kind: section.kind.name(),
        title: &section.title.text,
        title_html: &section.title.html,
        kicker: section.kicker.as_deref(),
        lead_html: section.lead.as_deref(),
        html: &section.body,
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
        rumour_html: section.rumour.as_deref(),
        fact_html: section.fact.as_deref(),
        source_html: section.source.as_deref(),
        note_html: section.note.as_deref(),
        table: section.table.as_ref().map(|table| TableContext {
            head: &table.head,
            rows: &table.rows,
        }),
        picture: find(&section.picture),
        fallback_lang: (language != subject.language()).then(|| language.as_str()),
    }
}

fn item<'a>(
    item: &'a Item,
    find: &mut impl FnMut(&Option<PictureRef>) -> Option<PictureContext>,
) -> ItemContext<'a> {
    ItemContext {
        title: &item.title.text,
        title_html: &item.title.html,
        html: &item.body.html,
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
