//! A calendar of anniversaries: iCalendar, as RFC 5545 has it.
//!
//! The crates that write it bring a calendar library and random ids of their own along; what is needed of the format are the
//! three rules below.

use jiff::civil::Date;

use crate::answers::wording;
use crate::dataset::{Dataset, TieIx};

/// How many octets a line has at most, its end not counted (RFC 5545, 3.1).
const LINE: usize = 75;

/// One yearly event for each tie, none twice.
pub(super) fn calendar(data: &Dataset, ties: impl Iterator<Item = TieIx>) -> String {
    let mut file = String::new();
    push(&mut file, "BEGIN:VCALENDAR");
    push(&mut file, "VERSION:2.0");
    push(&mut file, &format!("PRODID:-//Twinned//twinned {}//EN", env!("CARGO_PKG_VERSION")));
    let mut seen = std::collections::HashSet::new();
    for tie in ties.filter(|&tie| seen.insert(tie)) {
        event(&mut file, data, tie);
    }
    push(&mut file, "END:VCALENDAR");
    file
}

fn event(file: &mut String, data: &Dataset, ix: TieIx) {
    let tie = &data[ix];
    // Only ties that a day is given for have a day; without one there is nothing to write.
    let Some(claim) = tie.since.first() else { return };
    let day = claim.date.first_day();
    let rule = match (day.month(), day.day()) {
        // The last day of February: the 29th where there is one.
        (2, 29) => "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
        _ => "RRULE:FREQ=YEARLY",
    };
    let since = wording::date(claim.date);
    let sources = claim.sources.iter().map(|&source| {
        let source = &data[source];
        let url = source.url.as_ref().map(|url| format!(" {url}")).unwrap_or_default();
        format!("{}: {}{url}", source.publisher, source.title)
    });
    let sources: Vec<String> = sources.collect();
    let description =
        format!("{}, since {since}.\n\n{}", wording::capitalised(wording::a_tie(tie.kind)), sources.join("\n"));
    push(file, "BEGIN:VEVENT");
    push(file, &format!("UID:{}", escaped(&tie.id)));
    push(file, &format!("DTSTAMP:{}T000000Z", basic(data.loaded)));
    push(file, &format!("DTSTART;VALUE=DATE:{}", basic(day)));
    push(file, rule);
    push(file, &format!("SUMMARY:{}", escaped(&format!("{}, since {since}", wording::tie_title(data, ix)))));
    push(file, &format!("DESCRIPTION:{}", escaped(&description)));
    push(file, "TRANSP:TRANSPARENT");
    push(file, "END:VEVENT");
}

/// `19730624`
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A text with its escapes (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Appends a line with its CRLF, folded where it is too long: no character is cut in two (RFC 5545, 3.1).
fn push(file: &mut String, line: &str) {
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LINE {
            file.push_str("\r\n ");
            used = 1;
        }
        file.push(c);
        used += c.len_utf8();
    }
    file.push_str("\r\n");
}
