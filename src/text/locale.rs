//! Numbers, dates, sizes and lists as a language writes them.
//!
//! Separators and month names after Unicode CLDR. A language without a row is written as English.

use jiff::civil::Date;

/// How one language writes.
struct Locale {
    decimal: char,
    group: char,
    months: [&'static str; 12],
    months_short: [&'static str; 12],
    /// From Monday.
    weekdays: [&'static str; 7],
    /// Between two entries of a list, before the last of three or more, and between only two.
    comma: &'static str,
    last: &'static str,
    both: &'static str,
}

const INDONESIAN: Locale = Locale {
    decimal: ',',
    group: '.',
    months: [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    months_short: [
        "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
    ],
    weekdays: [
        "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu",
    ],
    comma: ", ",
    last: ", dan ",
    both: " dan ",
};

const ENGLISH: Locale = Locale {
    decimal: '.',
    group: ',',
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    months_short: [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
    weekdays: [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
    comma: ", ",
    last: " and ",
    both: " and ",
};

/// With western digits, as many readers of Arabic use beside Latin text.
const ARABIC: Locale = Locale {
    decimal: '.',
    group: ',',
    months: [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    months_short: [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    weekdays: [
        "الاثنين",
        "الثلاثاء",
        "الأربعاء",
        "الخميس",
        "الجمعة",
        "السبت",
        "الأحد",
    ],
    comma: "، ",
    last: " و",
    both: " و",
};

/// `lang` is a language tag; what follows its first part does not matter (`id-ID`).
fn locale(lang: &str) -> &'static Locale {
    match lang.split(['-', '_']).next().unwrap_or_default() {
        // the languages of Indonesia write numbers and dates as Indonesian does
        "id" | "ms" | "jv" | "jw" | "su" | "min" | "ban" | "bug" => &INDONESIAN,
        "ar" => &ARABIC,
        _ => &ENGLISH,
    }
}

/// The name of a date's month.
pub fn month(date: Date, lang: &str) -> String {
    let at = usize::from(date.month().unsigned_abs()) - 1;
    locale(lang).months[at].to_owned()
}

/// The name of a date's day of the week.
pub fn weekday(date: Date, lang: &str) -> String {
    let at = date.weekday().to_monday_zero_offset().unsigned_abs();
    locale(lang).weekdays[usize::from(at)].to_owned()
}

/// `36000` as "36.000" in Indonesian; as many decimals as `value` has.
pub fn number(value: f64, lang: &str) -> String {
    let written = value.to_string();
    decimal(&written, lang).unwrap_or(written)
}

/// A number written with digits and a point (`-1234.50`), its decimals kept; `None` if it is none.
pub fn decimal(written: &str, lang: &str) -> Option<String> {
    let locale = locale(lang);
    let (sign, digits) = match written.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", written),
    };
    let (whole, part) = match digits.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (digits, None),
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !part.is_none_or(all_digits) {
        return None;
    }
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(locale.group);
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out.push(locale.decimal);
        out.push_str(part);
    }
    Some(out)
}

/// How much of a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateStyle {
    /// "12 Mei 2026"
    #[default]
    Long,
    /// "12 Agu 2026"
    Short,
    /// "12 Mei"
    Day,
    /// "Mei 2026"
    Month,
}

/// A date in words.
pub fn date(date: Date, lang: &str, style: DateStyle) -> String {
    let locale = locale(lang);
    let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    let name = |names: &[&'static str; 12]| names.get(month).copied().unwrap_or_default();
    let (day, year) = (date.day(), date.year());
    match style {
        DateStyle::Long => format!("{day} {} {year}", name(&locale.months)),
        DateStyle::Short => format!("{day} {} {year}", name(&locale.months_short)),
        DateStyle::Day => format!("{day} {}", name(&locale.months)),
        DateStyle::Month => format!("{} {year}", name(&locale.months)),
    }
}

/// "1 Mei–31 Agustus 2026": what both ends share stands once.
pub fn date_range(from: Date, until: Date, lang: &str) -> String {
    let end = date(until, lang, DateStyle::Long);
    if from == until {
        end
    } else if from.year() != until.year() {
        format!("{}–{end}", date(from, lang, DateStyle::Long))
    } else if from.month() != until.month() {
        format!("{}–{end}", date(from, lang, DateStyle::Day))
    } else {
        format!("{}–{end}", from.day())
    }
}

/// A size in decimal units: "512 B", "104 KB", "4,2 MB". Kilobytes are whole, larger units have one
/// decimal unless it is 0.
pub fn bytes(size: u64, lang: &str) -> String {
    if size < 1_000 {
        return format!("{size} B");
    }
    let rounded = |step: u64| size / step + u64::from(size % step >= step / 2);
    let kilobytes = rounded(1_000);
    if kilobytes < 1_000 {
        return format!("{kilobytes} KB");
    }
    let (tenths, unit) = match rounded(100_000) {
        tenths if tenths < 10_000 => (tenths, "MB"),
        _ => (rounded(100_000_000), "GB"),
    };
    let written = match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{}.{tenth}", tenths / 10),
    };
    format!("{} {unit}", decimal(&written, lang).unwrap_or(written))
}

/// "a, b, dan c"
pub fn list<S: AsRef<str>>(entries: &[S], lang: &str) -> String {
    let locale = locale(lang);
    let mut out = String::new();
    for (index, entry) in entries.iter().enumerate() {
        out.push_str(match (index, entries.len() - index) {
            (0, _) => "",
            (1, 1) => locale.both,
            (_, 1) => locale.last,
            _ => locale.comma,
        });
        out.push_str(entry.as_ref());
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(number(58.9, "id"), "58,9");
        assert_eq!(number(58.9, "en"), "58.9");
        assert_eq!(number(36_000.0, "id"), "36.000");
        assert_eq!(number(36_000.0, "en-GB"), "36,000");
        assert_eq!(number(-1_234_567.5, "jv"), "-1.234.567,5");
        assert_eq!(number(999.0, "id"), "999");
        assert_eq!(number(f64::NAN, "id"), "NaN");
        assert_eq!(decimal("1234.50", "id").as_deref(), Some("1.234,50"));
        for wrong in ["", "-", "1.", ".5", "1e5", "1,5", "1.2.3", "１"] {
            assert_eq!(decimal(wrong, "id"), None, "{wrong}");
        }
    }

    #[test]
    fn dates() {
        let may = day(2026, 5, 12);
        assert_eq!(date(may, "id", DateStyle::Long), "12 Mei 2026");
        assert_eq!(date(may, "en", DateStyle::Long), "12 May 2026");
        assert_eq!(date(may, "xx", DateStyle::Month), "May 2026");
        assert_eq!(date(day(2026, 8, 1), "id", DateStyle::Short), "1 Agu 2026");
        assert_eq!(date(may, "ar", DateStyle::Day), "12 مايو");
    }

    #[test]
    fn ranges_say_each_thing_once() {
        let range = |from, until| date_range(from, until, "id");
        assert_eq!(
            range(day(2026, 5, 1), day(2026, 8, 31)),
            "1 Mei–31 Agustus 2026"
        );
        assert_eq!(range(day(2026, 5, 1), day(2026, 5, 31)), "1–31 Mei 2026");
        assert_eq!(range(day(2026, 5, 1), day(2026, 5, 1)), "1 Mei 2026");
        assert_eq!(
            range(day(2026, 12, 1), day(2027, 1, 2)),
            "1 Desember 2026–2 Januari 2027"
        );
    }

    #[test]
    fn sizes() {
        let cases = [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 KB"),
            (104_123, "104 KB"),
            (999_499, "999 KB"),
            (999_700, "1 MB"),
            (4_200_000, "4,2 MB"),
            (4_000_000, "4 MB"),
            (999_960_000, "1 GB"),
            (1_250_000_000, "1,3 GB"),
            (12_345_678_900_000, "12.345,7 GB"),
        ];
        for (size, text) in cases {
            assert_eq!(bytes(size, "id"), text);
        }
        assert_eq!(bytes(4_200_000, "en"), "4.2 MB");
        assert_eq!(bytes(u64::MAX, "en"), "18,446,744,073.7 GB");
    }

    #[test]
    fn lists() {
        assert_eq!(list::<&str>(&[], "id"), "");
        assert_eq!(list(&["a"], "id"), "a");
        assert_eq!(list(&["a", "b"], "id"), "a dan b");
        assert_eq!(list(&["a", "b", "c"], "id"), "a, b, dan c");
        assert_eq!(list(&["a", "b", "c"], "en"), "a, b and c");
        assert_eq!(list(&["أ", "ب", "ج"], "ar"), "أ، ب وج");
    }

    proptest! {
        #[test]
        fn separators_are_all_that_changes(value in -1e12f64..1e12) {
            let shown = number(value, "id").replace('.', "").replace(',', ".");
            prop_assert_eq!(shown, value.to_string());
        }
    }
}
