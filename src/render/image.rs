//! A post, drawn for one slot.

use std::sync::Arc;

use super::{
    Subject,
    context::{self, Social},
    encode, findings, legible,
    overlay::Overlay,
    picture::PictureStore,
};
use crate::{
    diagnostic::{Code, Diagnostic, Report},
    layout::{self, Bitmap, Canvas, Finding, FitRange, FontSet, LaidOut, Page},
    model::{Channel, Post, Slot},
    plan::Encoding,
};

/// A picture that is ready to be written.
#[derive(Debug)]
pub struct Image {
    /// What a blind reader is told.
    pub alt: Alternative,
    /// What can be drawn over it; no text where nothing was drawn.
    pub overlay: Overlay,
    /// The picture and its previews; none when it was only checked.
    pub drawn: Option<Drawn>,
}

/// What a blind reader is told of an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// All text drawn on it.
    pub words: String,
    /// What the picture behind the text shows, where there is one.
    pub shows: Option<String>,
}

impl Alternative {
    /// Both, for a page. `words_on_it` leads over from what it shows to its words.
    pub fn whole(&self, words_on_it: &str) -> String {
        match &self.shows {
            None => self.words.clone(),
            Some(shows) => format!(
                "{}. {words_on_it}: {}",
                shows.trim_end_matches('.'),
                self.words
            ),
        }
    }
}

/// How far an image is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It is laid out and looked at, so that what is wrong is told.
    Findings,
    /// Its file.
    File,
    /// Its file, and previews.
    FileAndPreviews,
}

/// Encoded pixels.
#[derive(Debug)]
pub struct Drawn {
    /// In the encoding that was asked for.
    pub bytes: Vec<u8>,
    /// Small WebP pictures for the kit page, if they were asked for.
    pub previews: Vec<Preview>,
}

/// A small picture for a page.
#[derive(Debug)]
pub struct Preview {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// WebP.
    pub bytes: Vec<u8>,
}

/// Width of every picture's preview, in pixels: a thumbnail in a list.
const THUMBNAIL: u32 = 200;

/// Width of a second preview for the picture that its post is shown by, in pixels.
const CARD: u32 = 540;

/// What is drawn, and where it goes.
#[derive(Debug, Clone, Copy)]
pub struct Drawing<'a> {
    /// The post, or one of its slides.
    pub post: &'a Post,
    /// Where it goes.
    pub slot: &'a Slot,
    /// Which slide of how many, counted from 1; none where readers cannot swipe.
    pub slide: Option<(usize, usize)>,
    /// Channels of the whole post.
    pub channels: &'a [Channel],
}

impl<'a> Drawing<'a> {
    /// One slide of `post` for `slot`; 0 is the post itself.
    pub fn of(post: &'a Post, slide: usize, slot: &'a Slot) -> Self {
        let swiped = slot.carousel && !post.slides.is_empty();
        Self {
            post: post.slide(slide),
            slot,
            slide: swiped.then_some((slide + 1, post.slides.len() + 1)),
            channels: &post.channels,
        }
    }
}

/// Lays a post out for a slot, and draws as much of it as `part` says.
pub fn image(
    subject: &Subject,
    fonts: &FontSet,
    pictures: &PictureStore,
    (work, encoding): (Drawing, Encoding),
    part: Part,
    report: &mut Report,
) -> Option<Image> {
    let Drawing { post, slot, .. } = work;
    let mut context = context::social(subject, &work, report);
    let template = format!("social/{}.html", post.content.template());
    let fit = subject.theme.fit.social;
    let page = Page {
        canvas: Canvas::pixels(
            slot.width,
            slot.height,
            f64::from(slot.width) / slot.scale(),
        ),
        fit: FitRange {
            min: fit.min,
            max: fit.max,
        },
        lang: post.language.as_str(),
        fonts,
        images: pictures,
    };
    context.common.lang = post.language.as_str();
    context.common.dir = post.language.direction();
    let html = |fit: f64| super::html(subject, &template, &context, fit);
    let laid = layout::lay_out(&page, &html)
        .map_err(|problem| super::template_failed(problem, report))
        .ok()?;
    tell(&laid, post, slot, report);
    report.extend(legible::covered(&laid, post, slot));
    report.extend(legible::small_code(&laid, post, slot));
    if let Some(least) = subject.theme.smallest_social {
        report.extend(legible::too_small(&laid, post, slot, least));
    }
    let alt = alternative(&context, &laid);
    let length = alt.whole(subject.string("text_on_image")).chars().count();
    let most = subject.site.catalog.channel(slot.channel);
    if let Some(most) = most.and_then(|rules| rules.max_alt)
        && length > most
    {
        report.push(alt_too_long(post, slot, length, most));
    }
    let mut texts = Vec::new();
    let drawn = if report.has_errors() {
        None
    } else {
        let shown = work.slide.is_none_or(|(number, _)| number == 1)
            && subject
                .site
                .catalog
                .main_slot(work.channels)
                .map(Arc::as_ref)
                == Some(slot);
        // what its ground hides is known from the pixels alone: a check draws, and encodes nothing
        let drawn = layout::draw(&page, &laid).and_then(|bitmap| {
            texts = legible::on_a_phone(&laid, &bitmap);
            report.extend(legible::contrast(&laid, &texts, post, slot));
            let widths: &[u32] = match part {
                Part::Findings => return Ok(None),
                Part::File => &[],
                Part::FileAndPreviews if shown => &[CARD, THUMBNAIL],
                Part::FileAndPreviews => &[THUMBNAIL],
            };
            encoded(bitmap, slot, encoding, widths).map(Some)
        });
        drawn.map_err(|problem| report.push(problem)).ok().flatten()
    };
    Some(Image {
        alt,
        overlay: Overlay::of_slot(slot, texts),
        drawn,
    })
}

/// The file, and previews of those widths.
fn encoded(
    bitmap: Bitmap,
    slot: &Slot,
    encoding: Encoding,
    preview_widths: &[u32],
) -> Result<Drawn, Diagnostic> {
    let limit = Some(usize::try_from(slot.max_bytes).unwrap_or(usize::MAX));
    let bytes = match encoding {
        Encoding::Png => encode::png(&bitmap)?,
        Encoding::Jpeg => encode::jpeg(&bitmap, limit)?,
    };
    if bytes.len() as u64 > slot.max_bytes {
        return Err(Diagnostic::error(
            Code::BadPicture,
            format!(
                "the picture for {} {} has {} bytes, its limit is {}",
                slot.channel.as_str(),
                slot.name,
                bytes.len(),
                slot.max_bytes
            ),
        )
        .why("the channel would refuse it")
        .help("take a simpler picture, or a photograph instead of a drawing"));
    }
    let previews = previews(bitmap, preview_widths)?;
    Ok(Drawn { bytes, previews })
}

/// WebP pictures of those widths, each made from the one before, or of the bitmap's own width where
/// that is smaller. The narrowest comes first.
pub fn previews(bitmap: Bitmap, widths: &[u32]) -> Result<Vec<Preview>, Diagnostic> {
    let mut larger = bitmap;
    let mut previews = Vec::with_capacity(widths.len());
    for &width in widths {
        let width = width.min(larger.width);
        let ratio = f64::from(width) / f64::from(larger.width);
        let height = (f64::from(larger.height) * ratio).round().max(1.0) as u32;
        larger = super::picture::thumbnail(&larger, width, height)?;
        previews.push(Preview {
            width,
            height,
            // so small that more would not be seen, and several stand on one page
            bytes: encode::webp(&larger, 62)?,
        });
    }
    previews.reverse();
    Ok(previews)
}

fn alternative(context: &Social, laid: &LaidOut) -> Alternative {
    let picture = context.post.picture.as_ref();
    let shows = picture.map(|picture| picture.alt.trim().to_owned());
    // where lines may break and which way text runs is for the eye only
    let unseen = ['\u{200b}', '\u{200e}', '\u{200f}', '\u{2060}'];
    let drawn = laid.text.replace(unseen, "");
    Alternative {
        words: drawn.split_whitespace().collect::<Vec<_>>().join(" "),
        shows: shows.filter(|shows| !shows.is_empty()),
    }
}

fn tell(laid: &LaidOut, post: &Post, slot: &Slot, report: &mut Report) {
    let place = || post.title_place.clone();
    let name = format!(
        "{} {} ({} × {} px)",
        slot.channel.as_str(),
        slot.name,
        slot.width,
        slot.height
    );
    let cut = laid.findings.iter().filter(|finding| finding.is_overflow());
    let cut: Vec<&Finding> = cut.collect();
    if !cut.is_empty() {
        let piece = format!("the picture for {name}");
        report.push(findings::too_much(&piece, place(), &cut));
    }
    report.extend(findings::missing_glyphs(
        &laid.findings,
        &post.place.file,
        &place(),
    ));
    let elsewhere = |_: &Finding| (place(), format!("on {name}"));
    report.extend(findings::others(&laid.findings, elsewhere));
}

fn alt_too_long(post: &Post, slot: &Slot, length: usize, most: usize) -> Diagnostic {
    Diagnostic::warning(
        Code::CaptionTooLong,
        format!(
            "the alternative text has {length} characters, {} takes {}",
            slot.channel.as_str(),
            most
        ),
    )
    .at(post.title_place.clone(), "")
    .why("the channel cuts what is over")
    .help("describe the picture in fewer words (`alt:`)")
}
