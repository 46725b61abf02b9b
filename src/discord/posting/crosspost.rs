//! Messages in announcement channels are handed on to those who follow the channel: in a queue of its own, since Discord
//! allows few of it, and with an end, since nobody waits for yesterday's. A post is posted whatever becomes of this.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use jiff::SignedDuration;
use tokio::time::Instant;
use tracing::{info, warn};

use super::desk::Desk;
use super::fault::Fault;
use crate::failpoints::step;
use crate::state::{Crosspost, StateError};

/// For so long it is tried.
const GIVEN_UP_AFTER: SignedDuration = SignedDuration::from_hours(2);
/// How long a message rests that failed, at first and at most.
const PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// How often it is looked without being told of anything new.
const IDLE: Duration = Duration::from_secs(60);
/// Discord's code for a message that was handed on before.
const ALREADY: u64 = 40033;

/// Hands on what there is, for ever.
///
/// # Errors
/// Where the state cannot be used.
pub async fn hand_on(desk: &Desk) -> Result<(), StateError> {
    let mut resting: HashMap<i64, (Instant, u32)> = HashMap::new();
    loop {
        let mut told: HashSet<u64> = HashSet::new();
        for crosspost in desk.state.crossposts().await? {
            let rests = resting.get(&crosspost.post).is_some_and(|(until, _)| *until > Instant::now());
            // In each channel one at a time, the oldest first.
            if !told.insert(crosspost.channel) || rests {
                continue;
            }
            match one(desk, crosspost).await? {
                None => drop(resting.remove(&crosspost.post)),
                Some(wait) => {
                    let (until, failures) = resting.entry(crosspost.post).or_insert((Instant::now(), 0));
                    *failures += 1;
                    let pause = PAUSE * 2u32.saturating_pow(failures.saturating_sub(1));
                    *until = Instant::now() + wait.unwrap_or(pause.min(LONGEST_PAUSE));
                }
            }
        }
        let next = resting.values().map(|(until, _)| *until).min();
        let idle = Instant::now() + IDLE;
        tokio::select! {
            () = desk.to_hand_on.notified() => {}
            () = tokio::time::sleep_until(next.map_or(idle, |next| next.clamp(Instant::now() + PAUSE / 10, idle))) => {}
        }
    }
}

/// Tries one; gives how long it is to rest where that is to be tried again.
async fn one(desk: &Desk, crosspost: Crosspost) -> Result<Option<Option<Duration>>, StateError> {
    let age = desk.clock.now().duration_since(crosspost.since);
    if !(SignedDuration::ZERO..GIVEN_UP_AFTER).contains(&age) {
        return over(desk, crosspost, Some("it took too long")).await;
    }
    let request = desk.wire.crosspost(crosspost.channel, crosspost.message);
    let done = tokio::time::timeout(desk.timing.crosspost, request).await;
    step("crossposted");
    match done.unwrap_or_else(|_| Err(Fault::Doubtful("no answer in time".to_owned()))) {
        Ok(()) | Err(Fault::Refused { code: ALREADY, .. }) => over(desk, crosspost, None).await,
        Err(fault @ (Fault::Denied { .. } | Fault::Refused { .. })) => {
            over(desk, crosspost, Some(&fault.to_string())).await
        }
        Err(Fault::Limited { retry_after, .. }) => Ok(Some(Some(retry_after))),
        Err(fault) => {
            info!("handing on a post is tried again: {fault}");
            Ok(Some(None))
        }
    }
}

async fn over(desk: &Desk, crosspost: Crosspost, why: Option<&str>) -> Result<Option<Option<Duration>>, StateError> {
    let reason = why.map(|why| format!("posted, but not handed on to the channel's followers: {why}"));
    if let Some(reason) = &reason {
        warn!("{reason}");
    }
    desk.state.crosspost_over(crosspost.post, reason.as_deref()).await?;
    Ok(None)
}
