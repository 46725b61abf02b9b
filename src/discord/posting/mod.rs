//! Sending by itself: each post that is due, once, at its hour.
//!
//! Exactly once does not exist across two systems. What there is: a row that is committed before anything is sent, a nonce by
//! which Discord tells doubles for a few minutes, and a mark by which a post is found in its channel later. [`round`] writes
//! what is due into the outbox, [`sender`] takes it from there, server by server, [`deliver`] sees one post to its end, and
//! [`look`] settles what is in doubt. One process sends; others stand by.

mod crosspost;
mod deliver;
mod desk;
mod ending;
mod fault;
mod guilds;
mod key;
mod look;
mod pace;
pub mod permissions;
mod queue;
mod round;
mod sender;
mod timing;
mod wire;

pub use fault::Fault;
pub use wire::Wire;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};
use tracing::{error, info, warn};

use crate::clock::Clock;
use crate::dataset::Current;
use crate::failpoints;
use crate::state::{SenderLock, State, StateError};
use desk::Desk;
use timing::Timing;

/// What sending needs.
#[derive(Clone)]
pub struct Settings {
    /// What must survive a restart.
    pub state: State,
    /// The connection to Discord.
    pub wire: Wire,
    /// What time it is.
    pub clock: Clock,
    /// What the posts tell of.
    pub data: Current,
    /// Told whenever a subscription changes.
    pub changed: Arc<Notify>,
}

/// How long to wait before beginning anew after a failure.
const ANEW: Duration = Duration::from_secs(5);

/// Sends until it is stopped. Whatever fails in it is logged, and it begins anew.
pub async fn run(settings: Settings, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow_and_update() {
        // In a task of its own, so that a panic ends that alone.
        let turn = tokio::spawn(turn(settings.clone(), stop.clone()));
        match turn.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => error!("posting has to begin anew: {error}"),
            // Where and why stands on standard error already; what a panic says may hold more than a log should.
            Err(_) => error!("posting panicked, and begins anew"),
        }
        // Being stopped ends the wait.
        let _ = tokio::time::timeout(ANEW, stop.wait_for(|stop| *stop)).await;
    }
}

/// Stands by until this process is the sender, and sends until it is stopped.
async fn turn(settings: Settings, mut stop: watch::Receiver<bool>) -> Result<(), StateError> {
    let timing = failpoints::window().map_or(Timing::real(), Timing::scaled);
    let Some(mut lock) = become_sender(&settings, timing, &mut stop).await? else { return Ok(()) };
    let began = settings.clock.now();
    let look_until = sender::look_until(&settings.state, &mut lock, began).await?;
    let Some(bot) = own_id(&settings.wire, timing, &mut stop).await else { return Ok(()) };
    let desk = Desk {
        state: settings.state,
        wire: settings.wire,
        clock: settings.clock,
        timing,
        data: settings.data,
        bot,
        began,
        look_until,
        changed: settings.changed,
        to_hand_on: Arc::default(),
    };
    sender::send(&desk, &mut lock, &mut stop).await
}

async fn become_sender(
    settings: &Settings,
    timing: Timing,
    stop: &mut watch::Receiver<bool>,
) -> Result<Option<SenderLock>, StateError> {
    let mut told = false;
    loop {
        if let Some(lock) = SenderLock::take(settings.state.url())? {
            info!("this process posts");
            return Ok(Some(lock));
        }
        if !told {
            info!("another process posts; this one stands by");
            told = true;
        }
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ok(None),
            () = tokio::time::sleep(timing.standby) => {}
        }
    }
}

/// The bot's own id, by which it knows its messages.
async fn own_id(wire: &Wire, timing: Timing, stop: &mut watch::Receiver<bool>) -> Option<u64> {
    let mut failures = 0;
    loop {
        match wire.get("/users/@me").await {
            Ok(me) => {
                if let Some(id) = permissions::id(&me["id"]) {
                    return Some(id);
                }
                warn!("Discord does not say who the bot is");
            }
            Err(fault) => warn!("posting cannot begin: {fault}"),
        }
        failures += 1;
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return None,
            () = tokio::time::sleep(timing.pause_after(failures)) => {}
        }
    }
}
