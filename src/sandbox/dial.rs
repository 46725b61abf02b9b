//! The sandbox's clock: the system's, until somebody turns it. A turned one runs on from where it was put.
//!
//! Whoever acts by this clock waits on it with [`Dial::reached`], and so wakes when it is turned past that moment. The
//! dial knows what is waited for, so that it can be turned straight to it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

/// A clock that can be turned. Clones show the same time.
#[derive(Clone, Debug)]
pub struct Dial(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    hands: Mutex<Hands>,
    changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct Hands {
    /// How far the dial is ahead of the system's clock.
    ahead: SignedDuration,
    /// What is waited for, by the number of the wait.
    alarms: BTreeMap<u64, Timestamp>,
    /// How many waits there ever were.
    waits: u64,
}

impl Default for Dial {
    fn default() -> Self {
        Self(Arc::new(Inner { hands: Mutex::default(), changed: watch::Sender::new(()) }))
    }
}

impl Dial {
    /// The time it shows.
    pub fn now(&self) -> Timestamp {
        let ahead = self.hands().ahead;
        // What lies beyond the ends of time cannot have been set.
        Timestamp::now().checked_add(ahead).unwrap_or(Timestamp::MAX)
    }

    /// How far it is ahead of the system's clock; less than nothing where it is behind.
    pub fn ahead(&self) -> SignedDuration {
        self.hands().ahead
    }

    /// Turns it to this moment, from which it runs on.
    pub fn set(&self, to: Timestamp) {
        self.set_ahead(to.duration_since(Timestamp::now()));
    }

    /// Turns it back to the system's time.
    pub fn reset(&self) {
        self.set_ahead(SignedDuration::ZERO);
    }

    /// Turns it so far ahead of the system's clock; behind it by less than nothing.
    pub fn set_ahead(&self, ahead: SignedDuration) {
        self.hands().ahead = ahead;
        self.0.changed.send_replace(());
    }

    /// Waits until it shows this moment or a later one.
    pub async fn reached(&self, at: Timestamp) {
        let mut changes = self.changes();
        let _alarm = Alarm::set(self, at);
        loop {
            let left = at.duration_since(self.now());
            let Ok(left) = Duration::try_from(left) else { return };
            if left.is_zero() {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(left) => {}
                // The sender lives in `self`.
                _ = changes.changed() => {}
            }
        }
    }

    /// The next moment that somebody waits for.
    pub fn next_alarm(&self) -> Option<Timestamp> {
        self.hands().alarms.values().min().copied()
    }

    /// How many waits there ever were.
    pub(super) fn waits(&self) -> u64 {
        self.hands().waits
    }

    /// Tells of every turn, and of every wait that begins.
    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.0.changed.subscribe()
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        // Nothing under the lock can panic half way.
        self.0.hands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A wait, noted for as long as it lasts.
struct Alarm<'a> {
    dial: &'a Dial,
    number: u64,
}

impl<'a> Alarm<'a> {
    fn set(dial: &'a Dial, at: Timestamp) -> Self {
        let number = {
            let mut hands = dial.hands();
            hands.waits += 1;
            let number = hands.waits;
            hands.alarms.insert(number, at);
            number
        };
        dial.0.changed.send_replace(());
        Alarm { dial, number }
    }
}

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        self.dial.hands().alarms.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_turn_wakes_whoever_waits() {
        let dial = Dial::default();
        let day = SignedDuration::from_hours(24);
        let due = dial.now() + day;
        let waiting = tokio::spawn({
            let dial = dial.clone();
            async move { dial.reached(due).await }
        });
        let mut changes = dial.changes();
        while dial.next_alarm().is_none() {
            changes.changed().await.unwrap();
        }
        assert_eq!(dial.next_alarm(), Some(due));
        dial.set(due);
        waiting.await.unwrap();
        assert!(dial.now() >= due && dial.next_alarm().is_none());
        dial.reset();
        assert!(dial.now() < due && dial.ahead().is_zero());
    }
}
