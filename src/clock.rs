//! The one place where the time is read.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// What time it is: by the system, or by whatever a test, the playground or `--date` says.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

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
        Clock(Arc::new(now))
    }

    /// This moment.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }

    /// The date at this moment in a time zone.
    pub fn today(&self, zone: &TimeZone) -> Date {
        self.now().to_zoned(zone.clone()).date()
    }
}
