//! How one step of a post ends: posted, found, refused, given up, or to be tried again.

use jiff::Timestamp;
use jiff::civil::Date;
use tracing::{info, warn};

use super::deliver::{Age, Then};
use super::desk::Desk;
use super::fault::Fault;
use super::look::sent_at;
use crate::anniversaries::{Subscription, schedule};
use crate::failpoints::step;
use crate::state::{Outcome, Paused, Post, StateError};

pub(super) async fn posted(desk: &Desk, post: &Post, message: u64, age: &Age) -> Result<Then, StateError> {
    step("sent");
    let now = desk.clock.now();
    let lateness = now.duration_since(age.due_at).as_secs();
    desk.state.settle(post.id, &Outcome::Posted { message, lateness }, now).await?;
    step("settled");
    info!(subscription = post.subscription, kind = post.kind, lateness, "posted");
    desk.to_hand_on.notify_one();
    Ok(Then::Over)
}

/// What of a post was found in its channel.
pub(super) async fn found_days(
    desk: &Desk,
    post: &Post,
    days: &[(Date, u64)],
    subscription: &Subscription,
) -> Result<Then, StateError> {
    let now = desk.clock.now();
    let lateness = |date, message: u64| {
        let sent_at = Timestamp::from_millisecond(sent_at(message)).unwrap_or(now);
        sent_at.duration_since(schedule::due_at(&subscription.settings, date)).as_secs()
    };
    info!(subscription = post.subscription, days = days.len(), "found in its channel");
    let whole = post.days.iter().all(|day| days.iter().any(|(date, _)| *date == day.date));
    let one = days.first().map(|(_, message)| *message);
    if let Some(message) = one.filter(|one| whole && days.iter().all(|(_, message)| message == one)) {
        let lateness = post.days.last().map_or(0, |day| lateness(day.date, message));
        desk.state.settle(post.id, &Outcome::Posted { message, lateness }, now).await?;
        desk.to_hand_on.notify_one();
        return Ok(Then::Over);
    }
    let found: Vec<_> = days.iter().map(|&(date, message)| (date, message, lateness(date, message))).collect();
    desk.state.settle_found(post.id, &found, now).await?;
    Ok(Then::PlanAnew)
}

/// An attempt that failed; `first` is one before which none may have reached Discord.
pub(super) async fn failed(
    desk: &Desk,
    post: &Post,
    claimed: Timestamp,
    first: bool,
    fault: Fault,
) -> Result<Then, StateError> {
    match &fault {
        Fault::Denied { .. } => {
            let reason = fault.to_string();
            desk.state.hold(post.id, Some(claimed), &reason, desk.clock.now()).await?;
            desk.state.pause(post.subscription, &Paused { why: reason, by_bot: true }).await?;
            warn!(subscription = post.subscription, "paused: {fault}");
            Ok(Then::Over)
        }
        // An earlier attempt may be in the channel all the same: outside the window it is looked for.
        Fault::Refused { .. } if !first => {
            info!(subscription = post.subscription, "refused after a doubtful attempt: {fault}");
            Ok(Then::After(desk.timing.window))
        }
        Fault::Refused { .. } => {
            warn!(subscription = post.subscription, "not posted: {fault}");
            let failed = Outcome::Failed { reason: fault.to_string() };
            desk.state.settle(post.id, &failed, desk.clock.now()).await?;
            Ok(Then::Over)
        }
        fault => {
            if fault.surely_not_done() {
                desk.state.release(post.id, claimed).await?;
            }
            Ok(later(desk, post, fault))
        }
    }
}

pub(super) fn later(desk: &Desk, post: &Post, fault: &Fault) -> Then {
    info!(subscription = post.subscription, "trying again: {fault}");
    match fault {
        Fault::Limited { retry_after, global } => {
            if !global {
                desk.wire.pace().hold(Some(post.channel), *retry_after);
            }
            Then::After(*retry_after)
        }
        Fault::Token => Then::After(desk.timing.longest_pause),
        _ => Then::Failed,
    }
}

pub(super) async fn skip(desk: &Desk, post: &Post) -> Result<Then, StateError> {
    let reason = "Discord could not be reached until it was too late".to_owned();
    desk.state.settle(post.id, &Outcome::Skipped { reason }, desk.clock.now()).await?;
    Ok(Then::Over)
}

pub(super) async fn unknown(desk: &Desk, post: &Post, reason: String) -> Result<Then, StateError> {
    warn!(subscription = post.subscription, "not known whether it was posted: {reason}");
    desk.state.settle(post.id, &Outcome::Unknown { reason }, desk.clock.now()).await?;
    Ok(Then::Over)
}
