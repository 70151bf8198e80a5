//! PDFs whose text is read out as it was written, whatever its script.
//!
//! Readers take a page's glyphs from left to right, turn around what is written to the left, and take a
//! glyph for what its font says; most pass over `/ActualText`, and poppler takes each for a word. So dots
//! and vowels that are glyphs of their own, syllables in another order than their characters, and
//! ligatures of letters that go to the left come out wrong. Here every letter of such scripts becomes one
//! code of a font of its own, which says what was written and draws the same glyphs, and a line in such a
//! script becomes one text.

mod font;
mod letters;
mod line;
mod run;
mod show;

use lopdf::{Dictionary, Document, Object, ObjectId, content::Content};

use self::{font::Font, letters::Letters, run::Fonts};
use super::pdf::{self, Broken, broken};

/// The file with its text as it was written; none if it is so already. `rtl` is whether its language
/// goes to the left.
pub fn as_written(document: &Document, rtl: bool) -> Result<Option<Vec<u8>>, Broken> {
    if !concerns(document) {
        return Ok(None);
    }
    let mut document = document.clone();
    let mut letters = Letters::default();
    for content in contents(&document) {
        content.rewrite(&mut document, &mut letters, rtl)?;
    }
    letters.write(&mut document)?;
    pdf::written(document).map(Some)
}

/// Whether readers have trouble with what `text` is written in.
pub fn is_needed(text: &str) -> bool {
    !text.is_ascii() && (is_rtl(text) || is_syllabic(text))
}

/// Whether any font of the document says anything in a script that readers have trouble with.
fn concerns(document: &Document) -> bool {
    let fonts = document.objects.iter().filter(|(_, object)| {
        let font = object.as_dict().ok();
        font.is_some_and(|font| font.has_type(b"Font") && font.has(b"ToUnicode"))
    });
    let mut fonts = fonts.filter_map(|(id, _)| Font::of(document, *id));
    fonts.any(|font| font.texts().any(is_needed))
}

/// Whether a character of `text` belongs to a script that is written from right to left (Unicode,
/// `DerivedBidiClass.txt`: what R and AL are kept for; Arabic digits go to the right).
fn is_rtl(text: &str) -> bool {
    let rtl = |c: char| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
            && !matches!(c, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
    };
    text.chars().any(rtl)
}

/// Whether a character of `text` belongs to a script whose syllables are put together: from Devanagari to
/// Khmer, and those of Bali, Java and the Sunda lands.
fn is_syllabic(text: &str) -> bool {
    let syllabic = |c: char| {
        matches!(c, '\u{900}'..='\u{109f}' | '\u{1700}'..='\u{17ff}' | '\u{1900}'..='\u{1cff}'
            | '\u{a800}'..='\u{abff}' | '\u{11000}'..='\u{11fff}')
    };
    text.chars().any(syllabic)
}

/// A stream of operators, and the dictionary with the resources that it draws with.
struct Drawing {
    stream: ObjectId,
    owner: ObjectId,
}

/// All that draws text: pages, and what they draw as one.
fn contents(document: &Document) -> Vec<Drawing> {
    let mut found = Vec::new();
    for page in document.get_pages().into_values() {
        // one stream a page, as the layout engine writes them
        if let &[stream] = &document.get_page_contents(page)[..] {
            let owner = page;
            found.push(Drawing { stream, owner });
        }
    }
    let forms = document.objects.iter().filter(|(_, object)| {
        let form = object
            .as_stream()
            .and_then(|form| form.dict.get(b"Subtype"));
        form.and_then(Object::as_name).is_ok_and(|is| is == b"Form")
    });
    found.extend(forms.map(|(&stream, _)| Drawing {
        stream,
        owner: stream,
    }));
    found
}

impl Drawing {
    /// The fonts among its resources.
    fn fonts(&self, document: &Document) -> Option<Dictionary> {
        let owner = match document.get_object(self.owner).ok()? {
            Object::Stream(stream) => &stream.dict,
            other => other.as_dict().ok()?,
        };
        let (_, resources) = document.dereference(owner.get(b"Resources").ok()?).ok()?;
        let fonts = resources.as_dict().ok()?.get(b"Font").ok()?;
        let (_, fonts) = document.dereference(fonts).ok()?;
        fonts.as_dict().ok().cloned()
    }

    fn rewrite(
        &self,
        document: &mut Document,
        letters: &mut Letters,
        rtl: bool,
    ) -> Result<(), Broken> {
        let Some(mut names) = self.fonts(document) else {
            return Ok(());
        };
        let mut fonts = Fonts::new();
        for (name, font) in &names {
            if let Some(font) = font
                .as_reference()
                .ok()
                .and_then(|id| Font::of(document, id))
            {
                fonts.insert(name.clone(), font);
            }
        }
        let stream = document.get_object(self.stream).and_then(Object::as_stream);
        let plain = stream.and_then(lopdf::Stream::get_plain_content);
        let operations = Content::decode(&plain.map_err(broken)?).map_err(broken)?;
        let operations = operations.operations;
        let lines = line::lines(&operations, &fonts, rtl);
        if lines.is_empty() {
            return Ok(());
        }
        let mut new = Vec::with_capacity(operations.len());
        let mut done = 0;
        for line in lines {
            new.extend_from_slice(&operations[done..line.range.start]);
            new.extend(line.drawn(document, letters, &mut names));
            done = line.range.end;
        }
        new.extend_from_slice(&operations[done..]);
        let new = Content { operations: new }.encode().map_err(broken)?;
        let stream = document.get_object_mut(self.stream);
        let stream = stream.and_then(Object::as_stream_mut).map_err(broken)?;
        stream.dict.remove(b"Filter");
        stream.dict.remove(b"DecodeParms");
        stream.set_content(new);
        self.set_fonts(document, names)
    }

    /// Puts fonts among its resources.
    fn set_fonts(&self, document: &mut Document, fonts: Dictionary) -> Result<(), Broken> {
        let owner = match document.get_object(self.owner).map_err(broken)? {
            Object::Stream(stream) => &stream.dict,
            other => other.as_dict().map_err(broken)?,
        };
        let resources = owner.get(b"Resources").map_err(broken)?;
        let (_, resources) = document.dereference(resources).map_err(broken)?;
        let mut resources = resources.as_dict().map_err(broken)?.clone();
        resources.set("Font", fonts);
        let owner = document.get_object_mut(self.owner).map_err(broken)?;
        let owner = match owner {
            Object::Stream(stream) => &mut stream.dict,
            other => other.as_dict_mut().map_err(broken)?,
        };
        owner.set("Resources", resources);
        Ok(())
    }
}
