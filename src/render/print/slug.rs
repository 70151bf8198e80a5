//! The line beside a press sheet that says what it is.

use super::{
    artwork::Studio,
    impose::Imposed,
    sheet::{MARGIN, slug_size},
};
use crate::{
    diagnostic::Diagnostic,
    layout::{self, Canvas, Marks},
    text::escape,
};

/// A PDF with a page for each side: piece, language, version, side, date.
pub fn lines(studio: &Studio, imposed: &Imposed) -> Result<Vec<u8>, Diagnostic> {
    let (width, height) = slug_size(imposed);
    let subject = &studio.subject;
    let sides = imposed.sides.len();
    let page = studio.page(Canvas::plain(width, height, sides));
    let day = studio.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let line = |side: usize| {
        let side = subject
            .string("slug_side")
            .replace("{side}", &side.to_string())
            .replace("{sides}", &imposed.sides.len().to_string());
        let kind = subject.string(studio.print.kind.string_key());
        let parts = [
            subject.campaign.code.as_str(),
            kind,
            studio.print.text.language.as_str(),
            &format!("v{}", subject.campaign.version),
            &side,
            &day.to_string(),
        ];
        format!("<p>{}</p>", escape(&parts.join("  ·  ")))
    };
    let lines: String = (1..=imposed.sides.len()).map(line).collect();
    let stack = &subject.theme.font_stack;
    // between the first crop mark and the first fold, where nothing else stands
    let html = format!(
        "<style>html,body{{margin:0}}p{{margin:0;height:{}mm;padding-left:{}mm;font:500 6.5pt/{}mm {stack};color:#000;white-space:nowrap}}p+p{{break-before:page}}</style>{lines}",
        height - 0.1,
        MARGIN / 2.0,
        height - 0.1,
    );
    let laid = layout::lay_out(&page, &|_| Ok(html.clone()))?;
    layout::draw_pdf(
        &page,
        &laid,
        &studio.meta(),
        Marks::None,
        &layout::RunningHeads::default(),
    )
}
