//! What is wrong with a document, seen once it is laid out.

use crate::diagnostic::{Code, Diagnostic};

/// What is wrong with a document, seen once it is laid out.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// Text that is hidden, in part or whole, at the smallest size allowed.
    Cut {
        /// The text that is hidden.
        text: String,
        /// How far it sticks out, in CSS pixels; 0 if the engine put an ellipsis in its place.
        over: f64,
        /// About how high a line of it is, in CSS pixels; 0 where `over` is.
        line: f64,
        /// Names of the boxes around it, the nearest first: ids and classes, or else its tag.
        within: String,
        /// Which page, from 0.
        page: usize,
    },
    /// Characters that no font has.
    MissingGlyph {
        /// The characters, each once.
        characters: String,
        /// The text they stand in.
        text: String,
        /// As in [`Finding::Cut`].
        within: String,
    },
    /// A picture that is not there.
    MissingPicture {
        /// Its URL in the HTML or CSS.
        src: String,
    },
    /// A picture that cannot be used.
    BadPicture {
        /// Its URL in the HTML or CSS.
        src: String,
        /// Why not.
        diagnostic: Diagnostic,
    },
    /// A raster picture that is drawn much larger than it is.
    Enlarged {
        /// Its URL in the HTML or CSS.
        src: String,
        /// How many times larger; on paper, than at 300 pixels an inch.
        factor: f64,
        /// On paper: its pixels an inch.
        dpi: Option<u32>,
    },
    /// More or fewer pages than the sheet has.
    Pages {
        /// How many there must be.
        expected: usize,
        /// How many there are.
        found: usize,
        /// How much higher they are together than they must be, in CSS pixels.
        over: f64,
    },
}

impl Finding {
    /// Whether text does not fit, so that smaller text may help.
    pub fn is_overflow(&self) -> bool {
        match self {
            Self::Cut { .. } => true,
            Self::Pages {
                expected, found, ..
            } => found > expected,
            _ => false,
        }
    }

    /// The names (`id` and classes) of the boxes around the text, the nearest first.
    pub fn within(&self) -> Option<&str> {
        match self {
            Self::Cut { within, .. } | Self::MissingGlyph { within, .. } => Some(within),
            _ => None,
        }
    }

    /// The finding in words, without a place: only the caller knows where the text was written.
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::Cut {
                text, over, within, ..
            } => cut(text, *over, within),
            Self::MissingGlyph {
                characters, text, ..
            } => Diagnostic::error(
                Code::MissingGlyph,
                format!(
                    "no font of the theme has {} (in “{}”)",
                    names(characters),
                    short(text)
                ),
            )
            .why("a reader would see empty boxes")
            .help("write it with other characters, or add a font to the theme that has them"),
            Self::MissingPicture { src } => Diagnostic::error(
                Code::UnknownPicture,
                format!("the picture `{src}` is not there"),
            ),
            Self::BadPicture { diagnostic, .. } => diagnostic.clone(),
            Self::Enlarged { src, factor, dpi } => enlarged(picture_of(src), *factor, *dpi),
            Self::Pages {
                expected, found, ..
            } => Diagnostic::error(
                Code::TextCut,
                format!("the document takes {found} pages instead of {expected}"),
            )
            .help("shorten the text"),
        }
    }
}

/// The picture that an address leads to, without what is to be made of it.
pub fn picture_of(src: &str) -> &str {
    src.split_once('?').map_or(src, |(picture, _)| picture)
}

/// Pixels an inch below which a picture is not printed: its steps would be seen.
const LEAST_DPI: u32 = 150;

fn enlarged(src: &str, factor: f64, dpi: Option<u32>) -> Diagnostic {
    let Some(dpi) = dpi else {
        return on_screen(src, factor)
            .why("it looks blurred")
            .help("take a picture with more pixels");
    };
    let message = format!("the picture `{src}` has {dpi} pixels an inch in print");
    let more = (300.0 / f64::from(dpi.max(1))).max(1.0);
    let help = format!(
        "take a picture with {more:.1} times as many pixels on each edge: 300 an inch are right"
    );
    if dpi < LEAST_DPI {
        Diagnostic::error(Code::Enlarged, message)
            .why("it is printed in visible steps, and a print shop would send it back")
            .help(help)
    } else {
        Diagnostic::warning(Code::Enlarged, message)
            .why("it looks blurred in print")
            .help(help)
    }
}

/// A picture that is a little too small looks soft; one that is much too small is refused.
fn on_screen(src: &str, factor: f64) -> Diagnostic {
    const REFUSED: f64 = 1.2;
    let message = format!("the picture `{src}` is drawn {factor:.1} times its size");
    // 1.2 by the ratio of whole pixels may come out a little more
    if factor > REFUSED + 0.005 {
        Diagnostic::error(Code::Enlarged, message)
    } else {
        Diagnostic::warning(Code::Enlarged, message)
    }
}

fn cut(text: &str, over: f64, within: &str) -> Diagnostic {
    let text = short(text);
    let within = within.split_whitespace().next().unwrap_or("page");
    let message = if over > 0.0 {
        format!("“{text}” does not fit in `{within}`: {over:.0} px too much")
    } else {
        format!("“{text}” is shortened in `{within}`")
    };
    Diagnostic::error(Code::TextCut, message)
        .why("a reader would see only part of it")
        .help("shorten the text")
}

/// The first words of a text.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let start: String = text.chars().take(MOST).collect();
    format!("{}…", start.trim_end())
}

/// Characters with their code points, since some of them cannot be seen.
fn names(characters: &str) -> String {
    let each: Vec<String> = characters
        .chars()
        .map(|c| format!("“{c}” (U+{:04X})", u32::from(c)))
        .collect();
    each.join(", ")
}
