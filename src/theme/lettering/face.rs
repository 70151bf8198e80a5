//! A font file as lettering needs it: how wide the ink of a line is, at any width of the letters.

use harfrust::{Buffer, Font, GlyphId, ShapeOptions, ShaperFont, shape};
use skrifa::{
    FontRef, MetadataProvider, Tag,
    instance::{LocationRef, Size},
};

const WIDTH: Tag = Tag::new(b"wdth");
const WEIGHT: Tag = Tag::new(b"wght");

/// One font, at any width and weight that it has.
pub(super) struct Face {
    font: Font,
    /// Capital height, in em.
    pub(super) capital: f64,
    /// From the top of a line box of one em to the baseline, in em.
    pub(super) baseline: f64,
    /// The ends of the width axis in percent; both 100 where there is none.
    pub(super) stretch: (f64, f64),
}

/// The ink of a line, in em.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    /// From where the line starts to where its ink starts.
    pub(super) left: f64,
    /// From the ink's left edge to its right edge.
    pub(super) width: f64,
    /// What stands above the capitals, such as an accent; none below 3 hundredths of an em, by which
    /// round letters overshoot.
    pub(super) above: f64,
    /// What hangs below the baseline, such as the tail of a comma.
    pub(super) below: f64,
}

const OVERSHOOT: f64 = 0.03;

/// Of a font's unit, so that advances between two drawn widths are not rounded.
const PARTS: i32 = 64;

impl Face {
    /// Reads a font file: WOFF2, WOFF, TrueType or OpenType.
    ///
    /// # Errors
    /// What is wrong with the file, in words.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let plain = match bytes.get(..4) {
            Some(b"wOF2") => wuff::decompress_woff2(bytes).map_err(|error| error.to_string())?,
            Some(b"wOFF") => wuff::decompress_woff1(bytes).map_err(|error| error.to_string())?,
            _ => bytes.to_vec(),
        };
        let file = FontRef::new(&plain).map_err(|error| error.to_string())?;
        let metrics = file.metrics(Size::new(1.0), LocationRef::default());
        let capital = metrics.cap_height.map_or(0.7, f64::from);
        let (ascent, descent) = (f64::from(metrics.ascent), f64::from(metrics.descent));
        let axis = file.axes().get_by_tag(WIDTH);
        let stretch = axis.map_or((100.0, 100.0), |axis| {
            (f64::from(axis.min_value()), f64::from(axis.max_value()))
        });
        let font = Font::new(plain, 0).ok_or("no font in it can be read")?;
        Ok(Self {
            font,
            capital,
            // the engine and browsers share what a line is higher than its font, half above
            baseline: f64::midpoint(1.0, ascent + descent),
            stretch,
        })
    }

    /// Whether it has a glyph for every character that leaves a trace.
    pub(super) fn covers(&self, text: &str) -> bool {
        let characters = self.font.charmap();
        text.chars().filter(|c| !c.is_whitespace()).all(|c| {
            characters
                .map_unicode(c)
                .is_some_and(|glyph| glyph.to_u32() != 0)
        })
    }

    /// The ink of `text` with letters of `stretch` percent and this weight. None if it has none.
    pub(super) fn ink(&self, text: &str, stretch: f64, weight: f64) -> Option<Ink> {
        let font = self
            .font
            .instance_builder()
            .variations([(WIDTH, stretch as f32), (WEIGHT, weight as f32)])
            .build();
        let mut line = Buffer::new();
        line.push_str(text);
        line.guess_segment_properties();
        let em = i32::from(font.units_per_em());
        let shaper = ShaperFont::new(&font).with_scale(em.saturating_mul(PARTS));
        shape(&shaper, &mut line, ShapeOptions::new()).ok()?;
        let units = |parts: i32| f64::from(parts) / f64::from(PARTS);
        let metrics = font.glyph_metrics();
        let (mut at, mut edges) = (0.0_f64, None::<[f64; 4]>);
        for (glyph, position) in line.glyph_infos().iter().zip(line.glyph_positions()) {
            let outline = metrics.extents(GlyphId::new(glyph.glyph_id));
            if let Some(outline) = outline.filter(|outline| outline.width > 0.0) {
                let left = at + units(position.x_offset) + f64::from(outline.x_bearing);
                let top = units(position.y_offset) + f64::from(outline.y_bearing);
                let right = left + f64::from(outline.width);
                let bottom = top - f64::from(outline.height).abs();
                let [l, r, t, b] = edges.unwrap_or([left, right, top, bottom]);
                edges = Some([l.min(left), r.max(right), t.max(top), b.min(bottom)]);
            }
            at += units(position.x_advance);
        }
        let em = f64::from(em);
        let [left, right, top, bottom] = edges?.map(|edge| edge / em);
        let beyond = |over: f64| if over > OVERSHOOT { over } else { 0.0 };
        Some(Ink {
            left,
            width: right - left,
            above: beyond(top - self.capital),
            below: beyond(-bottom),
        })
    }
}
