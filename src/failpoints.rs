//! The named steps of sending at which a test has the process killed, and the clock and the window as a test sets them.
//!
//! Only with the cargo feature `failpoints`, which no release has: without it a step is nothing, the clock is the system's,
//! and no environment variable is read.

use std::time::Duration;

use crate::clock::Clock;

/// The environment variable that names a step: `claimed` or, for the third time it is reached, `claimed:3`. There the process
/// kills itself, as by `kill -9`.
#[cfg(feature = "failpoints")]
pub const STEP_VARIABLE: &str = "TWINNED_FAILPOINT_STEP";
/// The environment variable that says by how many milliseconds the clock is ahead of the system's.
#[cfg(feature = "failpoints")]
pub const CLOCK_VARIABLE: &str = "TWINNED_FAILPOINT_CLOCK_AHEAD_MS";
/// The environment variable that says how many milliseconds the window has; all other times of sending shrink with it.
#[cfg(feature = "failpoints")]
pub const WINDOW_VARIABLE: &str = "TWINNED_FAILPOINT_WINDOW_MS";

/// The steps of sending, in their order.
pub const STEPS: [&str; 10] =
    ["planned", "written", "looking", "looked", "claiming", "claimed", "sending", "sent", "settled", "crossposted"];

/// The process has come to this step.
#[cfg(not(feature = "failpoints"))]
#[inline(always)]
pub fn step(_name: &str) {}

/// The process has come to this step.
#[cfg(feature = "failpoints")]
pub fn step(name: &str) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static REACHED: AtomicU32 = AtomicU32::new(0);
    debug_assert!(STEPS.contains(&name), "{name}");
    let Ok(wanted) = std::env::var(STEP_VARIABLE) else { return };
    let (wanted, times) = wanted.split_once(':').unwrap_or((&wanted, "1"));
    if wanted == name && REACHED.fetch_add(1, Ordering::SeqCst) + 1 == times.parse().unwrap_or(1) {
        die();
    }
}

/// Dies as by `kill -9`: nothing is flushed, closed or unwound.
#[cfg(all(feature = "failpoints", unix))]
fn die() {
    // Where the signal cannot be sent, which a process can always do to itself, abort is as sudden.
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    std::process::abort();
}

#[cfg(all(feature = "failpoints", not(unix)))]
fn die() {
    std::process::abort();
}

/// The system's clock.
#[cfg(not(feature = "failpoints"))]
pub fn clock() -> Clock {
    Clock::system()
}

/// The system's clock, or one that is ahead of it or behind.
#[cfg(feature = "failpoints")]
pub fn clock() -> Clock {
    match number(CLOCK_VARIABLE) {
        None => Clock::system(),
        Some(ahead) => Clock::of(move || jiff::Timestamp::now() + jiff::SignedDuration::from_millis(ahead)),
    }
}

/// The window as it is set from outside; never in a release.
#[cfg(not(feature = "failpoints"))]
pub fn window() -> Option<Duration> {
    None
}

/// The window as it is set from outside.
#[cfg(feature = "failpoints")]
pub fn window() -> Option<Duration> {
    number(WINDOW_VARIABLE).and_then(|millis| u64::try_from(millis).ok()).map(Duration::from_millis)
}

#[cfg(feature = "failpoints")]
fn number(variable: &str) -> Option<i64> {
    std::env::var(variable).ok()?.parse().ok()
}
