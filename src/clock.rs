//! The one place where the time is read.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// What time it is: by the system, or by whatever a test, the playground or `--date` says.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    reached: Arc<dyn Fn(Timestamp) -> Waiting + Send + Sync>,
}

/// A wait for a moment.
pub type Waiting = Pin<Box<dyn Future<Output = ()> + Send>>;

/// So long is slept at once: a clock that is set meanwhile is looked at again.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

impl Clock {
    /// The system's clock.
    pub fn system() -> Clock {
        Clock::of(Timestamp::now)
    }

    /// A clock that stands.
    pub fn fixed(at: Timestamp) -> Clock {
        Clock::of(move || at)
    }

    /// A clock that stands at noon of a day, UTC.
    ///
    /// # Errors
    /// Where the day is outside what timestamps can hold: before the year -9999 or after 9999.
    pub fn fixed_on(day: Date) -> Result<Clock, jiff::Error> {
        let noon: Zoned = day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC)?;
        Ok(Clock::fixed(noon.timestamp()))
    }

    /// A clock that reads its time from elsewhere.
    pub fn of(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Clock {
        let now: Arc<dyn Fn() -> Timestamp + Send + Sync> = Arc::new(now);
        let clock = Arc::clone(&now);
        Clock { now, reached: Arc::new(move |at| Box::pin(reached(Arc::clone(&clock), at))) }
    }

    /// A clock that somebody turns, who also knows how to wait for a moment of it.
    pub fn turned(
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        reached: impl Fn(Timestamp) -> Waiting + Send + Sync + 'static,
    ) -> Clock {
        Clock { now: Arc::new(now), reached: Arc::new(reached) }
    }

    /// This moment.
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// Waits until it is this moment, or later.
    pub fn reached(&self, at: Timestamp) -> Waiting {
        (self.reached)(at)
    }

    /// The date at this moment in a time zone.
    pub fn today(&self, zone: &TimeZone) -> Date {
        self.now().to_zoned(zone.clone()).date()
    }
}

/// Waits by sleeping, a little at a time.
async fn reached(now: Arc<dyn Fn() -> Timestamp + Send + Sync>, at: Timestamp) {
    while let Ok(left) = Duration::try_from(at.duration_since(now()))
        && !left.is_zero()
    {
        tokio::time::sleep(left.min(LOOK_AGAIN)).await;
    }
}
