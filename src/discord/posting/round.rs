//! A round of planning: which subscriptions are looked at now, what is written for them, and when the next round is.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::json;
use tracing::warn;

use super::desk::Desk;
use super::key;
use crate::anniversaries::{Due, PostKind, Subscription, plan};
use crate::dataset::Dataset;
use crate::discord::render::post;
use crate::discord::subscription::stored;
use crate::failpoints::step;
use crate::state::{Day, NewPost, Planned, StateError};

/// How many subscriptions are planned and written at once: as many bodies are in memory.
const AT_ONCE: usize = 200;
/// So many days before the first one that is planned are looked up: a daily post may be told of by a digest of its week.
const DAYS_BEFORE: i64 = 7;
/// What is said of a day that is passed over.
const TOO_LONG_AGO: &str = "it was too long ago to be made up for";

/// The subscriptions that are posted for, and when each is to be planned again.
#[derive(Debug, Default)]
pub struct Rounds {
    known: HashMap<i64, Subscription>,
    wakes: BTreeSet<(Timestamp, i64)>,
    /// Which state of the subscriptions this is.
    revision: Option<i64>,
}

/// What a round came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// Whether anything was written to the outbox, and how often that was done so far.
    pub wrote: Option<i64>,
}

impl Rounds {
    /// Plans whatever is due, after reading the subscriptions anew where any changed.
    ///
    /// # Errors
    /// Where the state cannot be used.
    pub async fn go(&mut self, desk: &Desk) -> Result<Round, StateError> {
        let revision = desk.state.revision().await?;
        if self.revision != Some(revision) {
            self.read(desk).await?;
            self.revision = Some(revision);
        }
        let now = desk.clock.now();
        let mut due = Vec::new();
        while let Some((_, id)) = self.wakes.first().copied().filter(|(at, _)| *at <= now) {
            self.wakes.pop_first();
            due.push(id);
        }
        let mut round = Round { wrote: None };
        if due.is_empty() {
            return Ok(round);
        }
        // Until all is written: what fails on the way is planned again from the beginning.
        let revision = self.revision.take();
        let first = due.iter().filter_map(|id| Some(self.known.get(id)?.done_through)).min().unwrap_or(Date::MAX);
        let handled = desk.state.handled_since(first.checked_sub(DAYS_BEFORE.days()).unwrap_or(Date::MIN)).await?;
        let data = desk.data.get();
        for some in due.chunks(AT_ONCE) {
            let mut plans = Vec::with_capacity(some.len());
            for id in some {
                let Some(subscription) = self.known.get_mut(id) else { continue };
                let days = handled.get(id).map_or(&[][..], Vec::as_slice);
                let is_handled =
                    |kind: PostKind, date: Date| days.iter().any(|(word, day)| *day == date && word == kind.word());
                let plan = plan(subscription, &is_handled, &data, now);
                let moved = plan.done_through != subscription.done_through;
                let planned = Planned {
                    subscription: *id,
                    channel: subscription.channel.0,
                    posts: plan
                        .due
                        .iter()
                        .map(|due| new_post(desk.state.database(), &data, subscription, due))
                        .collect(),
                    skipped: plan.skipped.iter().map(|(kind, date)| (kind.word(), *date)).collect(),
                    done_through: moved.then_some(plan.done_through),
                };
                subscription.done_through = plan.done_through;
                self.wakes.extend(plan.next.map(|next| (next, *id)));
                if moved || !planned.posts.is_empty() || !planned.skipped.is_empty() {
                    plans.push(planned);
                }
            }
            if !plans.is_empty() {
                step("planned");
                round.wrote = Some(desk.state.write_plans(&plans, TOO_LONG_AGO, now).await?);
                step("written");
            }
        }
        self.revision = revision;
        Ok(round)
    }

    /// When the next round is; nothing where nothing is ahead.
    pub fn next(&self) -> Option<Timestamp> {
        self.wakes.first().map(|(at, _)| *at)
    }

    async fn read(&mut self, desk: &Desk) -> Result<(), StateError> {
        let now = desk.clock.now();
        self.known.clear();
        self.wakes.clear();
        for kept in desk.state.active_subscriptions().await? {
            match stored::read(&kept) {
                Ok(subscription) => {
                    self.wakes.insert((now, kept.id));
                    self.known.insert(kept.id, subscription);
                }
                // It stays as it is: the release that wrote it can read it.
                Err(unreadable) => warn!("{unreadable}"),
            }
        }
        Ok(())
    }
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
