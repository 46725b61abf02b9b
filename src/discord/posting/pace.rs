//! How fast is sent: under Discord's limits, and not at all while it says so.
//!
//! Discord allows a bot 50 requests a second over all, and five messages in five seconds in one channel. The requests are
//! spread evenly; one channel has its turn once a second at most. A 429 holds back the channel, or everything where it is a
//! global one.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Between two requests: 50 in a second.
const APART: Duration = Duration::from_millis(20);
/// Between two requests of one channel.
const APART_IN_CHANNEL: Duration = Duration::from_secs(1);
/// How many channels are remembered before those are forgotten whose time has come.
const CHANNELS: usize = 4096;

/// When the next requests may go out.
#[derive(Debug, Default)]
pub struct Pace(Mutex<Times>);

#[derive(Debug, Default)]
struct Times {
    next: Option<Instant>,
    held: Option<Instant>,
    channels: HashMap<u64, Instant>,
}

impl Pace {
    fn times(&self) -> MutexGuard<'_, Times> {
        // Whatever panicked meanwhile, times stay times.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until a request may go out: of a channel, or of none.
    pub async fn turn(&self, channel: Option<u64>) {
        loop {
            let turn = self.times().take(channel, Instant::now());
            match turn {
                Ok(turn) => {
                    tokio::time::sleep_until(turn).await;
                    // What was held back while this one waited for its turn is waited for, too.
                    if self.times().held.is_none_or(|until| until <= Instant::now()) {
                        return;
                    }
                }
                Err(held) => tokio::time::sleep_until(held).await,
            }
        }
    }

    /// Sends nothing for so long: in one channel, or at all.
    pub fn hold(&self, channel: Option<u64>, pause: Duration) {
        let until = Instant::now() + pause;
        let mut times = self.times();
        match channel {
            Some(channel) => {
                let known = times.channels.entry(channel).or_insert(until);
                *known = until.max(*known);
            }
            None => times.held = Some(times.held.map_or(until, |held| held.max(until))),
        }
    }
}

impl Times {
    /// Takes the next turn; where something is held back, says until when.
    fn take(&mut self, channel: Option<u64>, now: Instant) -> Result<Instant, Instant> {
        let held = [self.held, channel.and_then(|channel| self.channels.get(&channel).copied())];
        if let Some(until) = held.into_iter().flatten().filter(|&until| until > now).max() {
            return Err(until);
        }
        let turn = self.next.filter(|&next| next > now).unwrap_or(now);
        self.next = Some(turn + APART);
        if let Some(channel) = channel {
            self.forget(now);
            self.channels.insert(channel, turn + APART_IN_CHANNEL);
        }
        Ok(turn)
    }

    fn forget(&mut self, now: Instant) {
        if self.channels.len() >= CHANNELS {
            self.channels.retain(|_, until| *until > now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn turns(pace: &Pace, channels: impl Iterator<Item = u64>) -> Duration {
        let began = Instant::now();
        for channel in channels {
            pace.turn(Some(channel)).await;
        }
        began.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn fifty_a_second_and_one_a_second_in_a_channel() {
        let took = turns(&Pace::default(), 0..101).await;
        assert!((Duration::from_millis(2000)..Duration::from_millis(2200)).contains(&took), "{took:?}");
        let took = turns(&Pace::default(), std::iter::repeat_n(7, 4)).await;
        assert!((Duration::from_secs(3)..Duration::from_millis(3200)).contains(&took), "{took:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_hold_is_kept_by_all_it_is_for() {
        let pace = Pace::default();
        pace.hold(Some(7), Duration::from_secs(10));
        assert!(turns(&pace, [8].into_iter()).await < Duration::from_secs(1));
        assert!(turns(&pace, [7].into_iter()).await >= Duration::from_secs(9));
        pace.hold(None, Duration::from_secs(10));
        assert!(turns(&pace, [9].into_iter()).await >= Duration::from_secs(9));
    }
}
