//! What is due: a pure function of a subscription, of what is posted already, of the data and of a moment.
//!
//! Each local date with something to say is due once, at its instant. Who was away at that instant posts on return: on the
//! same local day late, older days within the subscription's bound together in one message, and what is older is skipped.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp};

use super::day::{self, Sieve};
use super::schedule;
use super::subscription::{PostKind, Subscription};
use crate::dataset::Dataset;

/// A post is late when it goes out later than this after its instant.
pub const LATE: SignedDuration = SignedDuration::from_mins(15);
/// How many days a digest tells of.
pub const DIGEST_DAYS: usize = 7;
/// How many days ahead the next posts are looked for: every tie has a round year within five.
const HORIZON: usize = 5 * 366 + DIGEST_DAYS;

/// Whether a post keeps to its instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lateness {
    /// Within [`LATE`].
    OnTime,
    /// Later, on the same local day.
    SameDay,
    /// On a later local day.
    CatchUp,
}

/// A post that is to go out now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What sort.
    pub kind: PostKind,
    /// The dates that it tells of, in order: one, or several in one message; of a digest its Mondays.
    pub dates: Vec<Date>,
    /// The instant of the last of them.
    pub due_at: Timestamp,
    /// Whether it keeps to that.
    pub late: Lateness,
}

/// What to do about a subscription now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Posts that are to go out now, the oldest first.
    pub due: Vec<Due>,
    /// Dates that had something to say and are too long ago.
    pub skipped: Vec<(PostKind, Date)>,
    /// What to store as [`Subscription::done_through`] together with the above.
    pub done_through: Date,
    /// When to plan again, unless settings or data change before. There may then be nothing to say.
    pub next: Option<Timestamp>,
}

/// Says what is due. `handled` tells whether a post of a kind and date exists in whatever state, skipped ones included; but
/// not one skipped on a date after [`Subscription::done_through`], whose hour is still to come, and not a digest that was
/// never sent on a date that has none any more: it would stand for the single days of its week, of which nobody was told.
pub fn plan(
    subscription: &Subscription,
    handled: &dyn Fn(PostKind, Date) -> bool,
    data: &Dataset,
    now: Timestamp,
) -> Plan {
    let settings = &subscription.settings;
    let last = schedule::last_come(settings, now);
    let next = |last| schedule::days_from(schedule::after(last)).map(|date| schedule::due_at(settings, date)).next();
    if now < subscription.made {
        // The clock has been set back behind the subscription's making, or was wrong then: either way nothing is due, and
        // what is known of later days is not to be forgotten.
        let first = schedule::last_come(settings, subscription.made);
        let done_through = subscription.done_through;
        return Plan { due: Vec::new(), skipped: Vec::new(), done_through, next: next(first) };
    }
    let mut plan = Plan { due: Vec::new(), skipped: Vec::new(), done_through: last, next: next(last) };
    if subscription.done_through >= last {
        // Nothing has come since. Where the clock or the zone went back behind what is done, so does what is stored: the
        // posts that exist already are known by `handled`.
        return plan;
    }
    let Some(sieve) = Sieve::new(data, &settings.filter) else { return plan };
    let today = schedule::today(settings.zone.zone(), now);
    let dates = schedule::days_from(schedule::after(subscription.done_through)).take_while(|&date| date <= last);
    // Several dates may have one instant, where a zone leaves one out.
    let mut at_once: BTreeMap<(Timestamp, PostKind), Vec<Date>> = BTreeMap::new();
    let mut older: BTreeMap<PostKind, Vec<Date>> = BTreeMap::new();
    for date in dates {
        let Some(kind) = kind_on(subscription, date, handled).filter(|&kind| !is_handled(kind, date, handled)) else {
            continue;
        };
        if !says_something(data, kind, date, &sieve) {
            continue;
        }
        let due_at = schedule::due_at(settings, date);
        let local = schedule::today(settings.zone.zone(), due_at);
        if local >= today || now.duration_since(due_at) <= LATE {
            at_once.entry((due_at, kind)).or_default().push(date);
        } else if schedule::days_between(local, today) <= i64::from(settings.catch_up_days) {
            older.entry(kind).or_default().push(date);
        } else {
            plan.skipped.push((kind, date));
        }
    }
    for (kind, dates) in older {
        let due_at = dates.last().map_or(now, |&date| schedule::due_at(settings, date));
        plan.due.push(Due { kind, dates, due_at, late: Lateness::CatchUp });
    }
    for ((due_at, kind), dates) in at_once {
        let late = if now.duration_since(due_at) <= LATE { Lateness::OnTime } else { Lateness::SameDay };
        plan.due.push(Due { kind, dates, due_at, late });
    }
    plan
}

/// The next `n` posts that have something to say, with their instants, the soonest first.
pub fn upcoming(
    subscription: &Subscription,
    handled: &dyn Fn(PostKind, Date) -> bool,
    data: &Dataset,
    now: Timestamp,
    n: usize,
) -> Vec<(Timestamp, Date, PostKind)> {
    let settings = &subscription.settings;
    let Some(sieve) = Sieve::new(data, &settings.filter) else { return Vec::new() };
    let last = schedule::last_come(settings, now.max(subscription.made));
    let posts = schedule::days_from(schedule::after(last)).take(HORIZON).filter_map(|date| {
        let kind = kind_on(subscription, date, handled).filter(|&kind| !is_handled(kind, date, handled))?;
        says_something(data, kind, date, &sieve).then(|| (schedule::due_at(settings, date), date, kind))
    });
    posts.take(n).collect()
}

/// What sort of post a date has, if any.
fn kind_on(subscription: &Subscription, date: Date, handled: &dyn Fn(PostKind, Date) -> bool) -> Option<PostKind> {
    match subscription.digests_from {
        // A Monday may be told of by itself and then lie ahead once more, when its hour is moved on before digests begin: a
        // digest would tell of it again, so that week is told of day by day.
        Some(from) if date >= from && !handled(PostKind::Daily, monday(date)) => {
            (date.weekday() == Weekday::Monday).then_some(PostKind::Digest)
        }
        _ => Some(PostKind::Daily),
    }
}

/// Whether a date is told of already: by its own post, or by the digest of its week.
fn is_handled(kind: PostKind, date: Date, handled: &dyn Fn(PostKind, Date) -> bool) -> bool {
    handled(kind, date) || (kind == PostKind::Daily && handled(PostKind::Digest, monday(date)))
}

/// The Monday of a date's week.
fn monday(date: Date) -> Date {
    let back = date.weekday().to_monday_zero_offset();
    (0..back).fold(date, |date, _| schedule::before(date))
}

fn says_something(data: &Dataset, kind: PostKind, date: Date, sieve: &Sieve) -> bool {
    told_of(kind, date).any(|date| day::any_on(data, date, sieve))
}

/// The dates that a post tells of: its own, or the seven days from a Monday on.
pub fn told_of(kind: PostKind, date: Date) -> impl Iterator<Item = Date> {
    let days = match kind {
        PostKind::Daily => 1,
        PostKind::Digest => DIGEST_DAYS,
    };
    schedule::days_from(date).take(days)
}
