//! How long the steps of sending take, and a clock that counts while the machine sleeps.

use std::time::Duration;

/// The times of sending. They are given once and hang together.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// From the first attempt on, so long an unsettled post is sent again with its nonce; later it is looked for first.
    /// Discord remembers nonces for a few minutes, and an attempt may be under way when this ends.
    pub window: Duration,
    /// How long one attempt may take, the limiter's wait included.
    pub attempt: Duration,
    /// How far a claim and its sending may be apart; beyond it something stood still, and the post is looked for instead.
    pub gap: Duration,
    /// The pause after the first attempt that failed; it doubles with each.
    pub pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
    /// How often a process that stands by tries to become the sender.
    pub standby: Duration,
    /// How often it is looked whether another process changed a subscription.
    pub poll: Duration,
    /// How long a message may take to be handed on, in one attempt.
    pub crosspost: Duration,
}

impl Timing {
    /// The times that the promise was made with.
    pub const fn real() -> Timing {
        Timing::scaled(Duration::from_secs(60))
    }

    /// All of them, in the proportions of a window of 60 seconds.
    pub const fn scaled(window: Duration) -> Timing {
        let second = window.as_millis() as u64 / 60;
        Timing {
            window,
            attempt: Duration::from_millis(20 * second),
            gap: Duration::from_millis(20 * second),
            pause: Duration::from_millis(second),
            longest_pause: Duration::from_millis(30 * second),
            standby: Duration::from_millis(2 * second),
            poll: Duration::from_millis(5 * second),
            crosspost: Duration::from_millis(15 * second),
        }
    }

    /// The pause after so many attempts that failed.
    pub fn pause_after(&self, failures: u32) -> Duration {
        (self.pause * 2u32.saturating_pow(failures.saturating_sub(1))).min(self.longest_pause)
    }
}

/// A moment of a clock that counts on while the machine sleeps, which `Instant` on Linux does not.
#[derive(Debug, Clone, Copy)]
pub struct Awake(Duration);

impl Awake {
    /// This moment.
    pub fn now() -> Awake {
        Awake(since_boot())
    }

    /// How long it is ago.
    pub fn elapsed(self) -> Duration {
        since_boot().saturating_sub(self.0)
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn since_boot() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    // Neither part is ever negative: it counts from the start of the machine.
    Duration::new(time.tv_sec.try_into().unwrap_or_default(), time.tv_nsec.try_into().unwrap_or_default())
}

/// Elsewhere the wall clock is the one that counts on.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn since_boot() -> Duration {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_times_hang_together() {
        let timing = Timing::real();
        assert_eq!((timing.window.as_secs(), timing.attempt.as_secs(), timing.gap.as_secs()), (60, 20, 20));
        let pauses: Vec<u64> = (1..=7).map(|failures| timing.pause_after(failures).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(Timing::scaled(Duration::from_millis(600)).attempt, Duration::from_millis(200));
    }
}
