//! When to post what: `calendar.ics` for calendar programs, `calendar.csv` for spreadsheets.

use ics::{
    Event, ICalendar, escape_text,
    parameters::Value as ValueOf,
    properties::{Description, DtEnd, DtStart, Summary},
};
use jiff::{ToSpan, civil::Date};

use crate::{
    model::Post,
    plan::{CalendarEntry, CalendarFormat},
    render::Subject,
};

/// The calendar of a kit.
pub fn calendar(subject: &Subject, format: CalendarFormat, entries: &[CalendarEntry]) -> String {
    let posts = &subject.materials().posts;
    let dated: Vec<(Date, &Post, &CalendarEntry)> = entries
        .iter()
        .filter_map(|entry| {
            let post = posts.get(entry.post)?;
            Some((post.date?, post, entry))
        })
        .collect();
    match format {
        CalendarFormat::Ics => ics(subject, &dated),
        CalendarFormat::Csv => csv(subject, &dated),
    }
}

fn label<'a>(subject: &'a Subject, entry: &CalendarEntry) -> &'a str {
    let rules = subject.site.catalog.channel(entry.channel);
    rules.map_or(entry.channel.as_str(), |rules| rules.label.as_str())
}

fn title(post: &Post) -> String {
    post.title.replace('*', "")
}

/// One event a post and channel, over the whole day (RFC 5545).
fn ics(subject: &Subject, dated: &[(Date, &Post, &CalendarEntry)]) -> String {
    let mut calendar = ICalendar::new("2.0", "-//Sebar//Sebar//EN");
    let domain = &subject.site.organisation.get(subject.language()).domain;
    let stamp = subject.campaign.updated;
    for (day, post, entry) in dated {
        let uid = format!(
            "{}-{}-{}-{}@{domain}",
            subject.campaign.code,
            post.slug,
            entry.channel.as_str(),
            subject.edition.suffix(),
        );
        let stamp = format!("{}T000000Z", digits(stamp.unwrap_or(*day)));
        let mut event = Event::new(uid, stamp);
        let date_only = |date: Date| (digits(date), ValueOf::DATE);
        let (start, value) = date_only(*day);
        let mut begins = DtStart::new(start);
        begins.add(value);
        event.push(begins);
        // the day after the last, which no day in a file is too late for
        let next = day.checked_add(1.day()).unwrap_or(*day);
        let (end, value) = date_only(next);
        let mut ends = DtEnd::new(end);
        ends.add(value);
        event.push(ends);
        let summary = format!("{}: {}", label(subject, entry), title(post));
        event.push(Summary::new(escape_text(summary)));
        event.push(Description::new(escape_text(files(entry).join("\n"))));
        calendar.add_event(event);
    }
    calendar.to_string()
}

fn digits(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

fn files(entry: &CalendarEntry) -> Vec<String> {
    entry
        .pictures
        .iter()
        .chain(&entry.caption)
        .cloned()
        .collect()
}

/// One row a post and channel, with a head in the reader's language (RFC 4180).
fn csv(subject: &Subject, dated: &[(Date, &Post, &CalendarEntry)]) -> String {
    let head = [
        "calendar_date",
        "calendar_channel",
        "calendar_post",
        "calendar_pictures",
        "calendar_caption",
    ];
    let mut rows = vec![head.map(|key| subject.string(key).to_owned())];
    for (day, post, entry) in dated {
        rows.push([
            day.to_string(),
            label(subject, entry).to_owned(),
            title(post),
            entry.pictures.join("\n"),
            entry.caption.clone().unwrap_or_default(),
        ]);
    }
    let line = |row: &[String; 5]| row.each_ref().map(|cell| quoted(cell)).join(",") + "\r\n";
    // the mark that tells spreadsheets it is UTF-8
    format!("\u{feff}{}", rows.iter().map(line).collect::<String>())
}

/// A cell between quotation marks, those inside doubled.
fn quoted(cell: &str) -> String {
    format!("\"{}\"", inert(cell).replace('"', "\"\""))
}

/// A cell that no spreadsheet takes for a formula (OWASP, "CSV injection").
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
