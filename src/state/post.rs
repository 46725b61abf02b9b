//! A post on its way: what is to be sent, what became of it, and what is shown of it.

use jiff::Timestamp;
use jiff::civil::Date;

/// What became of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostState {
    /// It is to be sent, and no attempt was begun.
    Waiting,
    /// An attempt was begun, and its end is not known.
    Trying,
    /// It cannot be sent as long as its subscription is paused.
    Held,
    /// It is in its channel.
    Posted,
    /// It was passed over.
    Skipped,
    /// Whether it is in its channel cannot be found out.
    Unknown,
    /// Discord refuses it.
    Failed,
}

impl PostState {
    const WORDS: [(PostState, &str); 7] = [
        (PostState::Waiting, "waiting"),
        (PostState::Trying, "trying"),
        (PostState::Held, "held"),
        (PostState::Posted, "posted"),
        (PostState::Skipped, "skipped"),
        (PostState::Unknown, "unknown"),
        (PostState::Failed, "failed"),
    ];

    /// The table allows these words and no others.
    pub(super) fn of(word: &str) -> PostState {
        Self::WORDS.iter().find(|(_, known)| *known == word).map_or(PostState::Unknown, |(state, _)| *state)
    }

    /// Its word, as it is stored and exported.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(known, _)| *known == self).map_or("unknown", |(_, word)| word)
    }
}

/// How a post ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is in its channel.
    Posted {
        /// The message.
        message: u64,
        /// How many seconds after the hour of its last day.
        lateness: i64,
    },
    /// Whether it is in its channel cannot be found out.
    Unknown {
        /// Why.
        reason: String,
    },
    /// It was not sent, and is too long ago now.
    Skipped {
        /// Why.
        reason: String,
    },
    /// Discord refuses it.
    Failed {
        /// Why.
        reason: String,
    },
}

/// A day of a message, and what it is known by at Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The local date.
    pub date: Date,
    /// What Discord tells doubles by.
    pub nonce: String,
    /// What it is found by in a channel's history.
    pub mark: String,
}

/// A message that is due.
#[derive(Debug, Clone)]
pub struct NewPost {
    /// `daily` or `digest`
    pub kind: &'static str,
    /// Its days, one or more; the last one carries it.
    pub days: Vec<Day>,
    /// The body of the request.
    pub body: String,
    /// Whether it is to be handed on to those who follow the channel.
    pub crosspost: bool,
}

/// What planning one subscription came to.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Whose.
    pub subscription: i64,
    /// Where.
    pub channel: u64,
    /// The messages that are due.
    pub posts: Vec<NewPost>,
    /// The days that are passed over, with their kinds.
    pub skipped: Vec<(&'static str, Date)>,
    /// The last day that needs no more planning; `None` where that is as it was.
    pub done_through: Option<Date>,
}

/// A message that is still to be sent, without its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// Its row.
    pub id: i64,
    /// Whose.
    pub subscription: i64,
    /// In which server.
    pub guild: u64,
    /// In which channel.
    pub channel: u64,
}

/// A message that is still to be sent.
#[derive(Debug, Clone)]
pub struct Post {
    /// Its row.
    pub id: i64,
    /// Whose.
    pub subscription: i64,
    /// `daily` or `digest`
    pub kind: String,
    /// Where.
    pub channel: u64,
    /// The body of the request.
    pub body: String,
    /// Its days; the last one carries it.
    pub days: Vec<Day>,
    /// When the first attempt was begun that may have reached Discord.
    pub first_attempt: Option<Timestamp>,
}

impl Post {
    /// What Discord tells doubles by.
    pub fn nonce(&self) -> &str {
        self.days.last().map_or("", |day| day.nonce.as_str())
    }
}

/// A day as the status shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// `daily` or `digest`
    pub kind: String,
    /// The local date.
    pub date: Date,
    /// What became of it.
    pub state: PostState,
    /// Why.
    pub reason: Option<String>,
    /// How many seconds after its hour.
    pub lateness: Option<i64>,
    /// Where.
    pub channel: u64,
    /// The message.
    pub message: Option<u64>,
}
