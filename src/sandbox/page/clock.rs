//! Turning the sandbox's clock: to a time, by days, back to now, or on until the bot says something of its own accord.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use jiff::fmt::temporal::Pieces;
use jiff::{SignedDuration, Span, Timestamp, tz::TimeZone};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::Desk;
use super::deeds::{Refused, refused};
use crate::sandbox::state::Shared;

/// The years, in UTC, to which the clock can be turned: a day before and after them is still a date in every time zone.
const YEARS: std::ops::RangeInclusive<i16> = 2..=9998;
/// The clock is not run further than this for one post.
const FURTHEST: SignedDuration = SignedDuration::from_hours(400 * 24);
/// How long a bot has, in real time, to begin waiting for something, or to do what it was woken for.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a post may lag behind the wait that follows it, in real time.
const LAG: Duration = Duration::from_millis(300);
/// How a run to the next post ended well.
const POSTED: &str = "posted";
/// How long to wait for a bot that waits for nothing, in real time.
const IDLE: Duration = Duration::from_millis(500);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Turn {
    to: Option<String>,
    days: Option<i64>,
}

/// `POST /sandbox/clock`
pub(super) async fn turn(State(desk): State<Arc<Desk>>, Json(turn): Json<Turn>) -> Result<Json<Value>, Refused> {
    let dial = &desk.shared.dial;
    let mut ran = Value::Null;
    match (turn.to.as_deref(), turn.days) {
        (Some("now"), None) => dial.reset(),
        (Some("next post"), None) => {
            let ended = to_next_post(&desk.shared).await;
            let channel = desk.shared.read(|state| state.messages.unasked().1).filter(|_| ended == POSTED);
            ran = json!({"ended": ended, "channel": channel});
        }
        (Some(at), None) => {
            dial.set(moment(at)?);
        }
        (None, Some(days)) => {
            let span = Span::new().try_days(days).map_err(|_| out_of_reach())?;
            let later = dial.now().to_zoned(TimeZone::UTC).checked_add(span).map_err(|_| out_of_reach())?;
            dial.set(within_reach(later.timestamp())?);
        }
        _ => return Err(refused("write either \"to\" or \"days\"")),
    }
    Ok(Json(with(shown(&desk.shared), "ran", ran)))
}

/// The moment that a text names.
fn moment(text: &str) -> Result<Timestamp, Refused> {
    match text.parse() {
        Ok(at) => within_reach(at),
        // Well written, but beyond what a timestamp can hold.
        Err(_) if Pieces::parse(text).is_ok_and(|at| at.time().is_some() && at.offset().is_some()) => {
            Err(out_of_reach())
        }
        Err(_) => Err(refused(format!("{text:?} is not a time: write RFC 3339, such as 2026-06-24T09:00:00Z"))),
    }
}

fn within_reach(at: Timestamp) -> Result<Timestamp, Refused> {
    let year = at.to_zoned(TimeZone::UTC).year();
    if YEARS.contains(&year) { Ok(at) } else { Err(out_of_reach()) }
}

fn out_of_reach() -> Refused {
    refused(format!("the clock can be turned to the years {} to {} (UTC), no further", YEARS.start(), YEARS.end()))
}

/// The time it shows, and how far it is from the system's.
pub(super) fn shown(shared: &Shared) -> Value {
    let dial = &shared.dial;
    let waits = dial.next_alarm().map(|at| at.to_string());
    json!({"now": dial.now().to_string(), "ahead_ms": dial.ahead().as_millis() as i64, "waits_for": waits})
}

fn with(mut value: Value, field: &str, what: Value) -> Value {
    value[field] = what;
    value
}

/// Turns the clock from one moment that the bot waits for to the next, until it sends a message that nobody asked for.
/// Says how it ended.
async fn to_next_post(shared: &Shared) -> &'static str {
    let dial = &shared.dial;
    let before = shared.read(|state| state.messages.unasked().0);
    let end = dial.now().checked_add(FURTHEST).unwrap_or(Timestamp::MAX);
    loop {
        let Some(next) = next_alarm(shared).await else { return "the bot waits for no time" };
        if next > end {
            return "nothing within 400 days";
        }
        let waits = dial.waits();
        if next > dial.now() {
            dial.set(next);
        }
        // Woken, it posts or waits again, or both, in either order.
        let posted = posted_within(shared, before, PATIENCE, || dial.waits() > waits).await;
        if posted || posted_within(shared, before, LAG, || false).await {
            return POSTED;
        }
    }
}

async fn next_alarm(shared: &Shared) -> Option<Timestamp> {
    let mut changes = shared.dial.changes();
    let deadline = Instant::now() + IDLE;
    loop {
        if let Some(at) = shared.dial.next_alarm() {
            return Some(at);
        }
        if timeout_at(deadline, changes.changed()).await.is_err() {
            return shared.dial.next_alarm();
        }
    }
}

/// Whether a message that nobody asked for came, before the time was over or there was another reason to stop waiting.
async fn posted_within(shared: &Shared, before: u64, within: Duration, enough: impl Fn() -> bool) -> bool {
    let (mut said, mut turned) = (shared.changes(), shared.dial.changes());
    let deadline = Instant::now() + within;
    loop {
        if shared.read(|state| state.messages.unasked().0) > before {
            return true;
        }
        if enough() {
            return false;
        }
        let change = async {
            tokio::select! {
                _ = said.changed() => {}
                _ = turned.changed() => {}
            }
        };
        if timeout_at(deadline, change).await.is_err() {
            return shared.read(|state| state.messages.unasked().0) > before;
        }
    }
}
