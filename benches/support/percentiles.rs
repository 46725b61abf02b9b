//! How long something takes, with the slow ones in view: a median hides the answer that makes somebody wait.

use std::time::Duration;

/// Times of many runs, sorted.
pub struct Times(Vec<Duration>);

impl Times {
    pub fn of(mut times: Vec<Duration>) -> Times {
        assert!(!times.is_empty(), "nothing was timed");
        times.sort_unstable();
        Times(times)
    }

    pub fn median(&self) -> Duration {
        self.percentile(50)
    }

    /// So many of a hundred took this long or less.
    pub fn percentile(&self, percent: usize) -> Duration {
        self.0[(self.0.len() * percent / 100).min(self.0.len() - 1)]
    }

    /// `median 12.3 µs, p99 45.6 µs`
    pub fn told(&self) -> String {
        format!("median {:>9.1?}   p99 {:>9.1?}", self.median(), self.percentile(99))
    }
}
