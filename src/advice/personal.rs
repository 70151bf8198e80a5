//! What looks like somebody's personal data.

use std::io::Cursor;

use image::{ImageDecoder as _, ImageReader};

use super::{Context, Piece};
use crate::{
    diagnostic::{Code, Diagnostic, Report},
    model::{Campaign, PictureKind},
    source::Source,
};

/// Digits of an Indonesian population number (Peraturan Pemerintah 40/2019).
const NIK: usize = 16;

/// Looks at one text.
pub(super) fn check(context: &Context, piece: &Piece, report: &mut Report) {
    let contacts = contacts(context);
    for block in &piece.blocks {
        for (start, written) in numbers(&block.text) {
            let digits: String = written.chars().filter(char::is_ascii_digit).collect();
            let place = || block.place(start..start + written.len());
            if digits.len() == NIK && is_population_number(&digits) {
                report.push(
                    Diagnostic::advice(Code::PersonalData, "sixteen digits: is it a NIK?")
                        .at(place(), "")
                        .why("once it is sent on, it cannot be called back")
                        .help("leave it out; for an example write 16 zeros"),
                );
            } else if is_mobile(&digits) && !contacts.contains(&local(&digits)) {
                report.push(
                    Diagnostic::advice(
                        Code::PersonalData,
                        "a mobile number that is no contact of the office",
                    )
                    .at(place(), "whose is it?")
                    .why("its owner would get calls for years")
                    .help("give the office's number, or add this one to `contacts`"),
                );
            }
        }
    }
}

/// Numbers of the office and the campaign, digits only.
fn contacts(context: &Context) -> Vec<String> {
    let office = &context.site.organisation.get(context.language).contacts;
    let own = &context.campaign.texts.get(context.language).contacts;
    let all = office.iter().chain(own);
    all.flat_map(|contact| [Some(contact.value.clone()), contact.link.clone()])
        .flatten()
        .map(|text| {
            local(
                &text
                    .chars()
                    .filter(char::is_ascii_digit)
                    .collect::<String>(),
            )
        })
        .collect()
}

/// `62812…` → `0812…`
fn local(digits: &str) -> String {
    digits
        .strip_prefix("62")
        .map_or(digits.to_owned(), |rest| format!("0{rest}"))
}

/// Mobile numbers begin with 08 and have 10 to 13 digits (Kominfo, Fundamental Technical Plan).
fn is_mobile(digits: &str) -> bool {
    let digits = local(digits);
    digits.starts_with("08") && (10..=13).contains(&digits.len()) && !is_made_up(&digits[4..])
}

/// Its first two digits are a province's, from 11 to 96.
fn is_population_number(digits: &str) -> bool {
    digits[..2]
        .parse()
        .is_ok_and(|province: u8| (11..=96).contains(&province))
        && !is_made_up(&digits[2..])
}

/// All digits the same: nobody's.
fn is_made_up(digits: &str) -> bool {
    let mut all = digits.bytes();
    let first = all.next();
    all.all(|digit| Some(digit) == first)
}

/// Runs of digits with single spaces, hyphens or full stops between.
fn numbers(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut last = 0;
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        let joins = matches!(c, ' ' | '-' | '.') && at == last;
        if c.is_ascii_digit() || (c == '+' && start.is_none()) {
            start = start.or(Some(at));
            last = at + 1;
        } else if !(joins && start.is_some())
            && let Some(start) = start.take()
        {
            found.push((start, &text[start..last]));
        }
    }
    found
}

/// Photographs that carry where they were taken.
pub(super) fn photographs(source: &Source, campaign: &Campaign, report: &mut Report) {
    for (name, picture) in &campaign.pictures {
        if picture.kind != PictureKind::Photo {
            continue;
        }
        let bytes = source.bytes(&picture.path).unwrap_or_default();
        if has_place(&bytes) {
            report.push(
                Diagnostic::advice(
                    Code::PersonalData,
                    format!("{} tells where it was taken", picture.path),
                )
                .why("Sebar leaves it out of everything it publishes; whoever gets the file itself can see somebody's home")
                .help(format!("export {name} anew without location, or switch location off in the camera")),
            );
        }
    }
}

fn has_place(bytes: &[u8]) -> bool {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let decoder = reader.ok().and_then(|reader| reader.into_decoder().ok());
    let exif = decoder.and_then(|mut decoder| decoder.exif_metadata().ok().flatten());
    exif.is_some_and(|exif| has_gps(&exif).unwrap_or(false))
}

/// Whether the first directory points to a GPS directory (Exif 3.0, 4.6.3: tag 0x8825).
fn has_gps(exif: &[u8]) -> Option<bool> {
    let little = match exif.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two: [u8; 2] = exif.get(at..at + 2)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(two)
        } else {
            u16::from_be_bytes(two)
        })
    };
    let long = |at: usize| {
        let four: [u8; 4] = exif.get(at..at + 4)?.try_into().ok()?;
        Some(if little {
            u32::from_le_bytes(four)
        } else {
            u32::from_be_bytes(four)
        })
    };
    let directory = long(4)? as usize;
    let entries = short(directory)? as usize;
    let tags = (0..entries).filter_map(|entry| short(directory + 2 + entry * 12));
    Some(tags.into_iter().any(|tag| tag == 0x8825))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mobiles(text: &str) -> usize {
        let digits = |(_, written): (usize, &str)| {
            written
                .chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        numbers(text)
            .into_iter()
            .map(digits)
            .filter(|digits| is_mobile(digits))
            .count()
    }

    #[test]
    fn mobile_numbers_are_found_however_they_are_written() {
        for text in [
            "0812-3456-7890",
            "+62 812 3456 7890",
            "081234567890.",
            "(0812 3456 7890)",
        ] {
            assert_eq!(mobiles(text), 1, "{text}");
        }
        for text in [
            "0812-0000-0000",
            "(0285) 000 000",
            "12.400 dan 2026",
            "08.00 sampai 11.30",
        ] {
            assert_eq!(mobiles(text), 0, "{text}");
        }
    }

    #[test]
    fn population_numbers_begin_with_a_province() {
        assert!(is_population_number("3375014506900002"));
        assert!(!is_population_number("0000000000000000"));
        assert!(!is_population_number("9900000000000001"));
    }

    #[test]
    fn a_gps_directory_is_found_in_either_byte_order() {
        let little = b"II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0";
        let big = b"MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a";
        let none = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0";
        assert_eq!(has_gps(little), Some(true));
        assert_eq!(has_gps(big), Some(true));
        assert_eq!(has_gps(none), Some(false));
        assert_eq!(has_gps(b"II*\0\xff\xff\xff\x7f"), None);
    }
}
