//! What has its day, and when a channel hears of it: pure functions of the dataset, of a subscription and of a moment that
//! is handed in.
//!
//! Nothing in here sends, stores or reads the clock. [`day`] says what has its day on a date, [`schedule`] turns a local
//! date and hour into an instant, [`subscription`] is what a channel has asked for, and [`planner`] says what is due.

pub mod day;
pub mod planner;
pub mod schedule;
pub mod subscription;
mod zone;

pub use day::{Jubilee, Sieve, What};
pub use planner::{Due, Lateness, Plan, plan, upcoming};
pub use subscription::{
    ChannelId, Filter, GuildId, NotAZone, NotAnHour, PostKind, RoleId, Settings, Subscription, SubscriptionId, ZoneName,
};
