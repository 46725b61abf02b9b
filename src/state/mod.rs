//! What must survive a restart: subscriptions, and the outbox with every post that is due, sent or passed over.
//!
//! SQLite, in one file, through SQL that another database would understand where that is possible. It knows nothing else of
//! Twinned: settings are text to it, and a post is a body with a key.
//!
//! A committed row is on the disk: the write-ahead log is synced at each commit. So a row that says "sending began" is there
//! whatever happens next, and that is what the promise of one post a day rests on.

mod changing;
mod crossposts;
mod error;
mod guilds;
mod look;
mod meta;
mod migrate;
mod open;
mod outbox;
mod post;
mod sender_lock;
mod settle;
mod subscriptions;
pub mod upkeep;
mod url;

pub use crossposts::Crosspost;
pub use error::StateError;
pub use open::State;
pub use post::{Day, NewPost, Open, Outcome, Planned, Post, PostState, Shown};
pub use sender_lock::SenderLock;
pub use subscriptions::{NewSubscription, Paused, StoredSubscription};
pub use upkeep::Checked;
pub use url::{StateUrl, StateUrlError};

/// An instant as it is stored.
fn millis(at: jiff::Timestamp) -> i64 {
    at.as_millisecond()
}

/// A stored instant. What cannot be one was not written here; the nearest that can be is taken.
fn instant(millis: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(millis).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

/// An id of Discord's as it is stored, and back: below 2^63 until 2084.
fn stored(id: u64) -> i64 {
    id.cast_signed()
}

fn id(stored: i64) -> u64 {
    stored.cast_unsigned()
}
