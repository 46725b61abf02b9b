//! Local dates and hours as instants, through whatever a time zone does to them.
//!
//! An hour that a zone leaves out is taken at the first instant after the gap; one that it has twice, at the earlier. A date
//! that a zone leaves out altogether has the instant of the next date.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::subscription::Settings;

/// How many dates in a row a zone may leave out: one, when a country crosses the date line.
const LEFT_OUT: usize = 2;

/// The next date; the last one of the calendar again after that, 31 December 9999.
pub fn after(date: Date) -> Date {
    date.tomorrow().unwrap_or(Date::MAX)
}

/// The date before; the first one of the calendar again before that.
pub fn before(date: Date) -> Date {
    date.yesterday().unwrap_or(Date::MIN)
}

/// A date and all that follow it, up to the end of the calendar.
pub fn days_from(date: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(date), |date| date.tomorrow().ok())
}

/// How many days `later` is after `earlier`; negative where it is before.
pub fn days_between(earlier: Date, later: Date) -> i64 {
    // In days, a span between two dates of the calendar always fits.
    earlier.until(later).map_or(0, |span| i64::from(span.get_days()))
}

/// The local date at a moment.
pub fn today(zone: &TimeZone, now: Timestamp) -> Date {
    zone.to_datetime(now).date()
}

/// Whether a zone leaves out a date, as `Pacific/Apia` did with 30 December 2011: midnight and the end of the day lie in one
/// gap.
pub fn is_left_out(zone: &TimeZone, date: Date) -> bool {
    let start = date.at(0, 0, 0, 0);
    match (gap(zone, start), gap(zone, date.at(23, 59, 59, 999_999_999))) {
        (Some(start), Some(end)) => start == end,
        _ => false,
    }
}

/// The first instant after the gap that a local time lies in, where it lies in one.
fn gap(zone: &TimeZone, local: DateTime) -> Option<Timestamp> {
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Gap { before, .. } => {
            // With the offset from before the gap the local time is an instant after it; the change that made it is the last
            // one up to there.
            let beyond = before.to_timestamp(local).ok()?;
            let change = zone.preceding(beyond.checked_add(1.nanosecond()).ok()?).next()?;
            Some(change.timestamp())
        }
        _ => None,
    }
}

/// The instant at which a date is posted.
pub fn due_at(settings: &Settings, date: Date) -> Timestamp {
    let zone = settings.zone.zone();
    let mut date = date;
    let local = date.to_datetime(settings.hour);
    let ambiguous = zone.to_ambiguous_timestamp(local);
    if !matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. }) {
        // Of two the earlier; it can only fail at the ends of the calendar.
        return ambiguous.earlier().unwrap_or(if date < Date::ZERO { Timestamp::MIN } else { Timestamp::MAX });
    }
    for _ in 0..LEFT_OUT {
        if !is_left_out(zone, date) {
            break;
        }
        date = after(date);
    }
    let local = date.to_datetime(settings.hour);
    gap(zone, local).or_else(|| zone.to_ambiguous_timestamp(local).earlier().ok()).unwrap_or(Timestamp::MAX)
}

/// The last date whose instant has come.
pub fn last_come(settings: &Settings, now: Timestamp) -> Date {
    // Tomorrow's has come already where midnight comes twice; mostly it is today or yesterday.
    let mut date = after(today(settings.zone.zone(), now));
    while due_at(settings, date) > now && date > Date::MIN {
        date = before(date);
    }
    date
}
