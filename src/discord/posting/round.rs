//! A round of planning: which subscriptions are looked at now, what is written for them, and when the next round is.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use tracing::warn;

use super::desk::Desk;
use super::key;
use crate::anniversaries::{Due, Plan, PostKind, Subscription, plan};
use crate::dataset::Dataset;
use crate::discord::render::post;
use crate::discord::subscription::stored;
use crate::failpoints::step;
use crate::state::{Day, NewPost, Planned, StateError};

/// How many subscriptions are planned and written at once: as many bodies are in memory.
const AT_ONCE: usize = 200;
/// Of so many subscriptions at most the days are looked up one by one.
const FEW: usize = 20;
/// So many days before the first one that is planned are looked up: a daily post may be told of by a digest of its week.
const DAYS_BEFORE: i64 = 7;
/// What is said of a day that is passed over.
const TOO_LONG_AGO: &str = "it was too long ago to be made up for";

/// The subscriptions that are posted for, and when each is to be planned again.
#[derive(Debug, Default)]
pub struct Rounds {
    known: HashMap<i64, Known>,
    wakes: BTreeSet<(Timestamp, i64)>,
    /// Which state of the subscriptions this is.
    revision: Option<i64>,
    /// When the last round was.
    last: Option<Timestamp>,
}

/// A subscription, and when it is to be planned again.
#[derive(Debug)]
struct Known {
    subscription: Subscription,
    wakes: Option<Timestamp>,
}

impl Rounds {
    /// Plans whatever is due, after reading the subscriptions anew where any changed. Gives how often the outbox was written
    /// to, where it was.
    ///
    /// # Errors
    /// Where the state cannot be used.
    pub async fn go(&mut self, desk: &Desk) -> Result<Option<i64>, StateError> {
        let revision = desk.state.revision().await?;
        if self.revision != Some(revision) {
            self.read(desk).await?;
            self.revision = Some(revision);
        }
        let now = desk.clock.now();
        if self.last.replace(now).is_some_and(|last| now < last) {
            self.wake_all(now);
        }
        let due: Vec<i64> = self.wakes.iter().take_while(|(at, _)| *at <= now).map(|(_, id)| *id).collect();
        let mut wrote = None;
        for some in due.chunks(AT_ONCE) {
            let handled = self.handled(desk, some).await?;
            let data = desk.data.get();
            let mut plans = Vec::with_capacity(some.len());
            let mut after = Vec::with_capacity(some.len());
            for id in some {
                let Some(known) = self.known.get(id) else { continue };
                let days = handled.get(id).map_or(&[][..], Vec::as_slice);
                let (planned, plan) = planned(desk.state.database(), &data, &known.subscription, days, now);
                plans.extend(planned);
                after.push((*id, plan.done_through, plan.next));
            }
            if !plans.is_empty() {
                step("planned");
                wrote = Some(desk.state.write_plans(&plans, TOO_LONG_AGO, now).await?);
                step("written");
            }
            // Only now: what could not be written is planned again.
            for (id, done_through, next) in after {
                self.planned(id, done_through, next);
            }
        }
        Ok(wrote)
    }

    /// Has all of them planned again: the clock was set back, and what they wait for may be nearer than it was.
    fn wake_all(&mut self, now: Timestamp) {
        for known in self.known.values_mut() {
            known.wakes = Some(now);
        }
        self.wakes = self.known.keys().map(|&id| (now, id)).collect();
    }

    /// When the next round is; nothing where nothing is ahead.
    pub fn next(&self) -> Option<Timestamp> {
        self.wakes.first().map(|(at, _)| *at)
    }

    /// The days of these that need no planning any more: of a few each by itself, of many all at once.
    async fn handled(&self, desk: &Desk, some: &[i64]) -> Result<HashMap<i64, Vec<(String, Date)>>, StateError> {
        let since = |id: &i64| {
            let done_through = self.known.get(id).map(|known| known.subscription.done_through)?;
            Some(done_through.checked_sub(DAYS_BEFORE.days()).unwrap_or(Date::MIN))
        };
        if some.len() > FEW {
            let first = some.iter().filter_map(since).min().unwrap_or(Date::MAX);
            return desk.state.handled_since(first).await;
        }
        let mut handled = HashMap::new();
        for id in some {
            let Some(since) = since(id) else { continue };
            handled.insert(*id, desk.state.handled_of(*id, since).await?);
        }
        Ok(handled)
    }

    fn planned(&mut self, id: i64, done_through: Date, next: Option<Timestamp>) {
        let Some(known) = self.known.get_mut(&id) else { return };
        if let Some(before) = known.wakes.take() {
            self.wakes.remove(&(before, id));
        }
        known.subscription.done_through = done_through;
        known.wakes = next;
        self.wakes.extend(next.map(|next| (next, id)));
    }

    /// Reads the subscriptions anew; those that changed are planned now.
    async fn read(&mut self, desk: &Desk) -> Result<(), StateError> {
        let now = desk.clock.now();
        let mut before = std::mem::take(&mut self.known);
        self.wakes.clear();
        for kept in desk.state.active_subscriptions().await? {
            let subscription = match stored::read(&kept) {
                Ok(subscription) => subscription,
                // It stays as it is: the release that wrote it can read it.
                Err(unreadable) => {
                    warn!("{unreadable}");
                    continue;
                }
            };
            let same = before.remove(&kept.id).filter(|known| known.subscription == subscription);
            let known = same.unwrap_or(Known { subscription, wakes: Some(now) });
            self.wakes.extend(known.wakes.map(|at| (at, kept.id)));
            self.known.insert(kept.id, known);
        }
        Ok(())
    }
}

/// Plans one subscription: what is to be written, where anything is, and the plan.
fn planned(
    database: &str,
    data: &Dataset,
    subscription: &Subscription,
    handled: &[(String, Date)],
    now: Timestamp,
) -> (Option<Planned>, Plan) {
    let is_handled = |kind: PostKind, date: Date| handled.iter().any(|(word, day)| *day == date && word == kind.word());
    let plan = plan(subscription, &is_handled, data, now);
    let moved = plan.done_through != subscription.done_through;
    let planned = Planned {
        subscription: subscription.id.0,
        channel: subscription.channel.0,
        posts: plan.due.iter().map(|due| new_post(database, data, subscription, due)).collect(),
        skipped: plan.skipped.iter().map(|(kind, date)| (kind.word(), *date)).collect(),
        done_through: moved.then_some(plan.done_through),
    };
    let says_something = moved || !planned.posts.is_empty() || !planned.skipped.is_empty();
    (says_something.then_some(planned), plan)
}

/// A message that is due, with what it is known by at Discord.
fn new_post(database: &str, data: &Dataset, subscription: &Subscription, due: &Due) -> NewPost {
    let kind = due.kind.word();
    let day = |&date: &Date| {
        let (nonce, mark) = key::of(database, subscription.id.0, subscription.channel.0, kind, date);
        Day { date, nonce, mark }
    };
    let days: Vec<Day> = due.dates.iter().map(day).collect();
    let marks: Vec<&str> = days.iter().map(|day| day.mark.as_str()).collect();
    let mut body = post(data, subscription, due, Some(&marks.join(" ")));
    body["nonce"] = json!(days.last().map(|day| day.nonce.as_str()));
    body["enforce_nonce"] = json!(true);
    NewPost { kind, days, body: body.to_string(), crosspost: subscription.settings.crosspost }
}
