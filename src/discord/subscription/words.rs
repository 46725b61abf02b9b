//! A subscription in words: what it posts and when, and what became of its days.

use jiff::civil::Date;

use crate::anniversaries::planner::LATE;
use crate::anniversaries::{PostKind, Settings, Subscription};
use crate::answers::wording;
use crate::dataset::Dataset;
use crate::discord::limits;
use crate::discord::markdown::escaped;
use crate::state::{PostState, Shown};

/// How long a reason may be, so that ten of them fit.
const REASON: usize = 160;

/// `Each day at 09:00 (Asia/Tokyo) in <#1>: partnerships of Kobe, Japan; round years only.`
pub(super) fn settings(data: &Dataset, subscription: &Subscription) -> String {
    let settings = &subscription.settings;
    let when = if settings.weekly_digest { "On Mondays, for the week ahead," } else { "Each day" };
    let hour = settings.hour.strftime("%H:%M");
    let mut text = format!("{when} at {hour} ({}) in <#{}>: ", escaped(settings.zone.name()), subscription.channel);
    text.push_str(&subject(data, settings));
    text.push('.');
    if settings.filter.only_round {
        text.push_str(" Round years only.");
    }
    if let Some(role) = settings.mention_role {
        text.push_str(&format!(" Each post mentions <@&{role}>."));
    }
    if settings.crosspost {
        text.push_str(" Each post is published to the channel's followers.");
    }
    match settings.catch_up_days {
        0 => text.push_str(" What is missed is made up for on the same day alone."),
        days => {
            let days = wording::count(usize::from(days), "day", "days");
            text.push_str(&format!(" What is missed is made up for within {days}."));
        }
    }
    text
}

/// `partnerships of Kobe, Japan with China, sister cities, and dated facts`
fn subject(data: &Dataset, settings: &Settings) -> String {
    let filter = &settings.filter;
    let mut text = "partnerships".to_owned();
    if let Some(kind) = filter.kind {
        text.push_str(&format!(" ({})", wording::tie_kind(kind)));
    }
    if let Some(place) = &filter.place {
        let name = data.places.by_id(place).map(|ix| wording::place_title(data, ix));
        match name {
            Some(name) => text.push_str(&format!(" of {}", escaped(&name))),
            None => text.push_str(&format!(" of a place that is no longer in the data (`{}`)", place.replace('`', ""))),
        }
    }
    if let Some(country) = filter.country {
        text.push_str(&format!(" with {}", country.name()));
    }
    if filter.facts {
        text.push_str(", and dated facts");
    }
    text
}

/// A short form for a list to choose from: `3: each day at 09:00, Asia/Tokyo, Kobe`.
pub(super) fn choice(data: &Dataset, subscription: &Subscription) -> String {
    let settings = &subscription.settings;
    let how = if settings.weekly_digest { "Mondays" } else { "each day" };
    let mut text = format!("{}: {how} at {}, {}", subscription.id, settings.hour.strftime("%H:%M"), settings.zone);
    let place = settings.filter.place.as_deref().and_then(|place| data.places.by_id(place));
    if let Some(place) = place {
        text.push_str(&format!(", {}", data[place].name));
    }
    if let Some(country) = settings.filter.country {
        text.push_str(&format!(", {}", country.name()));
    }
    limits::shortened(&text, limits::CHOICE).into_owned()
}

/// `24 June 2026: late by 2 h 5 min, [message](…)`
pub(super) fn day(guild: u64, shown: &Shown) -> String {
    let what = match PostKind::from_word(&shown.kind) {
        Some(PostKind::Digest) => format!("week from {}", date(shown.date)),
        _ => date(shown.date),
    };
    let reason = shown.reason.as_deref().map(|reason| escaped(&limits::shortened(reason, REASON)));
    let mut text = format!("{what}: {}", state(shown));
    if let Some(reason) = reason {
        text.push_str(&format!(": {reason}"));
    }
    if let Some(message) = shown.message {
        text.push_str(&format!(", [message](https://discord.com/channels/{guild}/{}/{message})", shown.channel));
    }
    text
}

fn state(shown: &Shown) -> String {
    let late = shown.lateness.unwrap_or_default();
    match shown.state {
        PostState::Posted if late > LATE.as_secs() => format!("late by {}", span(late)),
        PostState::Posted => "on time".to_owned(),
        PostState::Skipped => "skipped".to_owned(),
        PostState::Unknown => "unknown whether it was posted".to_owned(),
        PostState::Failed => "not posted".to_owned(),
        PostState::Held => "held back".to_owned(),
        PostState::Waiting => "about to be posted".to_owned(),
        PostState::Trying => "being posted".to_owned(),
    }
}

/// `20 min`, `2 h 5 min`, `1 day 3 h`
fn span(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    match (days, hours) {
        (0, 0) => format!("{minutes} min"),
        (0, hours) => format!("{hours} h {minutes} min"),
        (1, hours) => format!("1 day {hours} h"),
        (days, hours) => format!("{days} days {hours} h"),
    }
}

fn date(date: Date) -> String {
    wording::date(date.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        let check = |seconds: i64, expected: &str| assert_eq!(span(seconds), expected);
        check(20 * 60 + 59, "20 min");
        check(2 * 3600 + 5 * 60, "2 h 5 min");
        check(86_400 + 3 * 3600, "1 day 3 h");
        check(3 * 86_400, "3 days 0 h");
    }
}
