//! One post from the queue to its end ([`super::ending`]), or to its next try.
//!
//! Inside the window an unsettled post is sent again with its nonce; outside it, and wherever somebody else may have posted
//! it, it is looked for first. Every step that matters after a death is committed before the next one begins.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tracing::warn;

use super::desk::Desk;
use super::ending::{failed, found_days, later, posted, skip, unknown};
use super::fault::Fault;
use super::look::{Found, GivenBack, Looking, given_back};
use super::permissions::EMBED_LINKS;
use super::timing::Awake;
use crate::anniversaries::planner::LATE;
use crate::anniversaries::{Subscription, schedule};
use crate::discord::subscription::stored;
use crate::failpoints::step;
use crate::state::{Open, Paused, Post, StateError};

/// What becomes of a post in the queue.
#[derive(Debug, Clone, PartialEq)]
pub enum Then {
    /// It is over: settled, held back, or no longer there.
    Over,
    /// It failed, and may go through after a pause.
    Failed,
    /// It is to be tried again after so long, and that is not its fault.
    After(Duration),
    /// Some of its days were found: what is left is to be planned anew.
    PlanAnew,
}

/// What a post's own times say of it now.
pub(super) struct Age {
    /// When its last day was due.
    pub(super) due_at: Timestamp,
    /// From when on it may have been posted.
    since: Timestamp,
    /// Whether it is to be looked for before it is sent.
    look: bool,
    /// Whether it is too long ago to be sent.
    over: bool,
}

/// Takes a post one step further.
///
/// # Errors
/// Where the state cannot be used.
pub async fn deliver(desk: &Desk, open: Open) -> Result<Then, StateError> {
    let Some(post) = desk.state.post(open.id).await? else { return Ok(Then::Over) };
    let Some(kept) = desk.state.subscription(post.subscription).await? else { return Ok(Then::Over) };
    let subscription = match stored::read(&kept) {
        Ok(subscription) => subscription,
        Err(unreadable) => {
            warn!("{unreadable}");
            return Ok(Then::After(desk.timing.longest_pause));
        }
    };
    let age = age(desk, &post, &subscription);
    let mut anew = false;
    if age.look {
        step("looking");
        let body: serde_json::Value = serde_json::from_str(&post.body).unwrap_or_default();
        let content = body["content"].as_str().unwrap_or_default();
        let looking = Looking { wire: &desk.wire, bot: desk.bot, channel: post.channel, content };
        let found = looking.find(&post.days, age.since).await;
        step("looked");
        match found {
            Found::Days(days) => return found_days(desk, &post, &days, &subscription).await,
            Found::Nothing if age.over => return skip(desk, &post).await,
            Found::Nothing => anew = true,
            Found::CannotTell(reason) => return unknown(desk, &post, reason).await,
            Found::NoAccess(reason) => {
                warn!(subscription = post.subscription, "paused: {reason}");
                // Without an attempt, and with a state that knows of all attempts, it was surely not posted.
                if post.first_attempt.is_none() && desk.clock.now() >= desk.look_until {
                    desk.state.hold(post.id, None, &reason, desk.clock.now()).await?;
                } else {
                    unknown(desk, &post, reason.clone()).await?;
                }
                desk.state.pause(post.subscription, &Paused { why: reason, by_bot: true }).await?;
                return Ok(Then::Over);
            }
            Found::Later(fault) if age.over => return unknown(desk, &post, fault.to_string()).await,
            Found::Later(fault) => return Ok(later(desk, &post, &fault)),
        }
    }
    send(desk, &post, &age, anew).await
}

fn age(desk: &Desk, post: &Post, subscription: &Subscription) -> Age {
    let now = desk.clock.now();
    let settings = &subscription.settings;
    let due = |date| schedule::due_at(settings, date);
    let due_at = post.days.last().map_or(now, |day| due(day.date));
    let first_due = post.days.first().map_or(due_at, |day| due(day.date));
    let since = post.first_attempt.map_or(first_due, |first| first.min(first_due));
    let window = SignedDuration::try_from(desk.timing.window).unwrap_or(SignedDuration::MAX);
    let look = match post.first_attempt {
        // A negative age is outside as well: the clock was set back.
        Some(first) => !(SignedDuration::ZERO..=window).contains(&now.duration_since(first)),
        None => now.duration_since(due_at) > LATE || first_due < desk.began || now < desk.look_until,
    };
    let today = schedule::today(settings.zone.zone(), now);
    let days_ago = post.days.first().map_or(0, |day| schedule::days_between(day.date, today));
    // One day more: what was still within the bound when it was planned may be sent a little later.
    let over = days_ago > i64::from(settings.catch_up_days) + 1;
    Age { due_at, since, look, over }
}

async fn send(desk: &Desk, post: &Post, age: &Age, anew: bool) -> Result<Then, StateError> {
    step("claiming");
    let claimed = desk.clock.now();
    let Some(_) = desk.state.claim(post.id, claimed, anew).await? else { return Ok(Then::Over) };
    let awake = Awake::now();
    step("claimed");
    let attempt = async {
        desk.wire.pace().turn(Some(post.channel)).await;
        // Only now: whatever happened while it waited for its turn counts.
        if !desk.state.claim_stands(post.id, claimed).await? {
            return Ok(Sent::NoLonger);
        }
        if awake.elapsed() > desk.timing.gap {
            return Ok(Sent::StoodStill);
        }
        step("sending");
        Ok(Sent::Answered(desk.wire.post(post.channel, &post.body).await))
    };
    let sent = match tokio::time::timeout(desk.timing.attempt, attempt).await {
        Ok(sent) => sent?,
        Err(_) => Sent::Answered(Err(Fault::Doubtful("no answer in time".to_owned()))),
    };
    match sent {
        Sent::NoLonger => Ok(Then::Over),
        // Nothing was sent by this attempt, but the machine slept: the next one sees how old the first one is.
        Sent::StoodStill => Ok(Then::After(Duration::ZERO)),
        Sent::Answered(Ok((message, used))) => {
            if let Some(wait) = used.wait {
                desk.wire.pace().hold(Some(post.channel), wait);
            }
            match post.days.last().map_or(GivenBack::Another, |day| given_back(&message, post.channel, day)) {
                GivenBack::Whole(id) => posted(desk, post, id, age).await,
                GivenBack::Bare(id) => {
                    // It is there, and it is not what was promised: the next ones wait until that is mended.
                    let why = format!("the bot lacks {}, so its last post has no embeds", EMBED_LINKS.name());
                    desk.state.pause(post.subscription, &Paused { why, by_bot: true }).await?;
                    posted(desk, post, id, age).await
                }
                GivenBack::Another => {
                    warn!(post = post.id, "Discord gave back another message; looking for this one later");
                    Ok(Then::After(desk.timing.window))
                }
            }
        }
        Sent::Answered(Err(fault)) => {
            let first = anew || post.first_attempt.is_none();
            failed(desk, post, claimed, first, fault).await
        }
    }
}

enum Sent {
    /// The claim no longer stands: paused, removed, settled.
    NoLonger,
    /// Too long after the claim.
    StoodStill,
    Answered(Result<(serde_json::Value, super::wire::Used), Fault>),
}
