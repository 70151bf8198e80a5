//! Whether what is drawn can be read: out of what a channel covers, large enough on a phone, and
//! told apart from its ground.
//!
//! Contrast is measured on the pixels that were drawn, so that a photograph behind a text counts as
//! what it is (WCAG 2.2, success criterion 1.4.3).

use std::sync::LazyLock;

use super::overlay::TextBox;
use crate::{
    diagnostic::{Code, Diagnostic},
    layout::{Bitmap, LaidOut, PictureUse, Words},
    model::{Margins, Post, Slot},
    theme::qr,
};

/// Width of a phone's screen in CSS pixels, where a picture is shown as wide as it.
const PHONE: f64 = 360.0;

/// Sizes on a phone, in CSS pixels, from which text is large (WCAG 2.2: 18 pt, or 14 pt in bold).
const LARGE: f64 = 24.0;
const LARGE_BOLD: f64 = 14.0 * 96.0 / 72.0;

/// Weight from which text is bold.
const BOLD: f32 = 700.0;

/// The least contrast of text, and of large text (WCAG 2.2, level AA).
const LEAST: f64 = 4.5;
const LEAST_LARGE: f64 = 3.0;

/// The least width of a module of a QR code in pixels: three are left of a picture at half its size.
const LEAST_MODULE: f64 = 6.0;

/// How far text may reach into what is covered, in pixels: less is not seen.
const SLACK: f64 = 2.0;

/// Text and codes that stand where the channel covers the picture, at most one problem for all.
pub fn covered(laid: &LaidOut, post: &Post, slot: &Slot) -> Option<Diagnostic> {
    if slot.covered == Margins::default() {
        return None;
    }
    let outside = |rect: [f64; 4]| {
        let [left, top, right, bottom] = rect;
        let margins = slot.covered;
        left + SLACK < f64::from(margins.left)
            || top + SLACK < f64::from(margins.top)
            || right - SLACK > f64::from(slot.width - margins.right)
            || bottom - SLACK > f64::from(slot.height - margins.bottom)
    };
    let words = laid.words.iter().filter(|words| outside(words.rect));
    let words: Vec<&str> = words.map(|words| words.text.as_str()).collect();
    let is_sign = |src: &str| src == qr::ADDRESS || src.starts_with("site/");
    let signs = laid.pictures.iter().filter(|used| {
        let [left, top, width, height] = used.rect.map(f64::from);
        is_sign(&used.src) && outside([left, top, left + width, top + height])
    });
    let signs = signs.count();
    if words.is_empty() && signs == 0 {
        return None;
    }
    let what = match words.first() {
        Some(first) => format!("“{first}” stands"),
        None => "the logo or QR code stands".to_owned(),
    };
    Some(
        Diagnostic::error(
            Code::Covered,
            format!("{what} where {} covers the picture", name(slot)),
        )
        .at(post.title_place.clone(), "")
        .why("a reader would see the app's own buttons over it, or nothing")
        .help(if words.is_empty() {
            "leave this channel out for this post (`channels:`), or take another picture"
        } else {
            "shorten the text, so that it needs less room"
        })
        .help("a template of the theme has to keep out of slot.left, .top, .right and .bottom"),
    )
}

/// Text under the theme's smallest size, in CSS pixels of the design.
pub fn too_small(laid: &LaidOut, post: &Post, slot: &Slot, least: f64) -> Option<Diagnostic> {
    let size = |words: &Words| words.size / slot.scale();
    let smallest = laid
        .words
        .iter()
        .filter(|words| !words.text.is_empty())
        .min_by(|a, b| a.size.total_cmp(&b.size))?;
    if size(smallest) > least - 0.5 {
        return None;
    }
    Some(
        Diagnostic::warning(
            Code::SmallText,
            format!(
                "“{}” is drawn at {:.0} px on the picture for {}, under the theme's {least:.0}",
                short(&smallest.text),
                size(smallest),
                name(slot)
            ),
        )
        .at(post.title_place.clone(), "")
        .why("on a phone it is too small to read")
        .help("shorten the text"),
    )
}

/// A QR code whose modules are so small that none of it is left once a messenger has squeezed the picture and
/// shown it at half its size.
pub fn small_code(laid: &LaidOut, post: &Post, slot: &Slot) -> Option<Diagnostic> {
    let drawn = laid.pictures.iter().filter(|used| used.src == qr::ADDRESS);
    // its drawing is as many units wide as it has modules
    let sides = |used: &PictureUse| {
        let side = f64::from(used.rect[2].min(used.rect[3]));
        (side, LEAST_MODULE * f64::from(used.intrinsic.0))
    };
    let (side, least) = drawn.map(sides).find(|(side, least)| side < least)?;
    Some(
        Diagnostic::error(
            Code::SmallText,
            format!(
                "the QR code on the picture for {} is {side:.0} px wide, it needs {least:.0}",
                name(slot)
            ),
        )
        .at(post.title_place.clone(), "")
        .why("phones could not scan it once a messenger has squeezed the picture")
        .help("shorten the text, so that the picture gets more room")
        .help("or give the campaign a shorter link: its code has fewer modules"),
    )
}

/// How every text on a picture is told from its ground. `px` are the picture's pixels in a CSS pixel
/// as readers see it.
pub fn measured(words: &[Words], bitmap: &Bitmap, px: f64) -> Vec<TextBox> {
    let text = |words: &Words| {
        let size = words.size / px;
        let large = size >= LARGE || (size >= LARGE_BOLD && words.weight >= BOLD);
        TextBox {
            rect: words.rect,
            contrast: ratio(words, bitmap),
            least: if large { LEAST_LARGE } else { LEAST },
        }
    };
    words.iter().map(text).collect()
}

/// The same of a picture for a slot, as wide as the screen of a phone.
pub fn on_a_phone(laid: &LaidOut, bitmap: &Bitmap) -> Vec<TextBox> {
    measured(&laid.words, bitmap, f64::from(bitmap.width) / PHONE)
}

/// Text that its ground hides: the worst of each text on the picture.
pub fn contrast(
    laid: &LaidOut,
    measured: &[TextBox],
    post: &Post,
    slot: &Slot,
) -> Option<Diagnostic> {
    let weak = laid.words.iter().zip(measured).filter_map(|(words, text)| {
        let found = text.contrast?;
        (found < text.least).then_some((words, found, text.least))
    });
    let (words, found, least) = weak.min_by(|(_, a, x), (_, b, y)| (a / x).total_cmp(&(b / y)))?;
    Some(
        Diagnostic::error(
            Code::LowContrast,
            format!(
                "“{}” is hard to read on the picture for {}: contrast {found:.1}",
                short(&words.text),
                name(slot)
            ),
        )
        .at(
            post.title_place.clone(),
            format!("at least {least} is needed"),
        )
        .why("readers with weak eyes, or in sunlight, would not see it")
        .help("take brand colours that differ more, or a picture that is calmer behind the text"),
    )
}

/// The contrast of a text with its ground where it is weakest; none if its colour is not known.
///
/// In every square of the line's height the pixels are ordered by their contrast with the text. The
/// first are the letters themselves and their edges, less than three quarters; what comes after is
/// ground.
fn ratio(words: &Words, bitmap: &Bitmap) -> Option<f64> {
    const GROUND: f64 = 0.78;
    let colour = words.colour.filter(|colour| colour[3] == 255)?;
    let own = luminance([colour[0], colour[1], colour[2]]);
    let clamp = |value: f64, most: u32| value.round().clamp(0.0, f64::from(most)) as usize;
    let [x0, y0, x1, y1] = words.rect;
    // above and below a line there is more ground than between its letters
    let more = (y1 - y0) * 0.2;
    let (y0, y1) = (y0 - more, y1 + more);
    let (left, right) = (clamp(x0, bitmap.width), clamp(x1, bitmap.width));
    let (top, bottom) = (clamp(y0, bitmap.height), clamp(y1, bitmap.height));
    let side = (bottom.saturating_sub(top)).max(8);
    let mut weakest: Option<f64> = None;
    let mut start = left;
    while start < right {
        // what is left over belongs to the last square
        let end = if start + side + side / 2 >= right {
            right
        } else {
            start + side
        };
        let mut found: Vec<f64> = Vec::new();
        for y in (top..bottom).step_by(2) {
            for x in (start..end).step_by(2) {
                let at = (y * bitmap.width as usize + x) * 4;
                let pixel = &bitmap.rgba[at..at + 3];
                found.push(against(own, luminance([pixel[0], pixel[1], pixel[2]])));
            }
        }
        if found.len() >= 16 {
            let middle = (found.len() as f64 * GROUND) as usize;
            let (_, ground, _) = found.select_nth_unstable_by(middle, f64::total_cmp);
            weakest = Some(weakest.map_or(*ground, |weakest| weakest.min(*ground)));
        }
        start = end;
    }
    weakest
}

/// The contrast of two colours (WCAG 2.2, "contrast ratio"): from 1 to 21.
pub fn contrast_of(one: [u8; 3], other: [u8; 3]) -> f64 {
    against(luminance(one), luminance(other))
}

/// WCAG 2.2, "contrast ratio".
fn against(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// WCAG 2.2, "relative luminance".
fn luminance(rgb: [u8; 3]) -> f64 {
    let [red, green, blue] = rgb.map(|channel| LINEAR[usize::from(channel)]);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Light of a channel by its value: a power for each pixel would cost more than drawing it.
static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    std::array::from_fn(|value| {
        let share = value as f64 / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    })
});

fn name(slot: &Slot) -> String {
    format!("{} {}", slot.channel.as_str(), slot.name)
}

/// The first words of a text.
fn short(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let start: String = text.chars().take(MOST).collect();
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of `ink` on stripes of two grounds, a third of the pixels.
    fn drawn(ink: u8, left: u8, right: u8) -> (Words, Bitmap) {
        let (width, height) = (200, 40);
        let pixel = |x: usize, y: usize| {
            let ground = if x < 100 { left } else { right };
            if x % 6 < 2 && y > 5 { ink } else { ground }
        };
        let rgba = (0..height).flat_map(|y| {
            (0..width).flat_map(move |x| [pixel(x, y), pixel(x, y), pixel(x, y), 255])
        });
        let words = Words {
            text: "Halo".to_owned(),
            rect: [0.0, 0.0, width as f64, height as f64],
            size: 30.0,
            weight: 400.0,
            colour: Some([ink, ink, ink, 255]),
        };
        let bitmap = Bitmap {
            width: width as u32,
            height: height as u32,
            rgba: rgba.collect(),
        };
        (words, bitmap)
    }

    #[test]
    fn contrast_is_that_of_the_weakest_part_of_the_ground() {
        let (words, bitmap) = drawn(0, 255, 255);
        assert!((ratio(&words, &bitmap).unwrap_or_default() - 21.0).abs() < 0.01);
        let (words, bitmap) = drawn(255, 0, 200);
        let found = ratio(&words, &bitmap).unwrap_or_default();
        assert!((1.5..1.8).contains(&found), "{found}");
    }

    #[test]
    fn text_without_a_plain_colour_is_not_judged() {
        let (mut words, bitmap) = drawn(0, 255, 255);
        words.colour = None;
        assert_eq!(ratio(&words, &bitmap), None);
    }
}
