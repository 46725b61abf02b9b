//! What a channel has asked for.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};

use super::schedule;
pub use super::zone::{NotAZone, NotAnHour, ZoneName, parse_hour};
use crate::dataset::{Country, TieKind};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($number:ty);)*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
        pub struct $name(pub $number);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        })*
    };
}
ids! {
    /// Which subscription; it is never used again after its removal.
    SubscriptionId(i64);
    /// A server, as Discord numbers it.
    GuildId(u64);
    /// A channel, as Discord numbers it.
    ChannelId(u64);
    /// A role, as Discord numbers it.
    RoleId(u64);
}

/// The hour of a subscription that names none.
pub const DEFAULT_HOUR: Time = Time::constant(9, 0, 0, 0);
/// How many days back a missed post is made up for, where a subscription does not say.
pub const DEFAULT_CATCH_UP_DAYS: u8 = 3;
/// How many days back a missed post is made up for at most.
pub const MOST_CATCH_UP_DAYS: u8 = 7;

/// Of what a channel wants to hear.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Of this place only: its id in the data.
    pub place: Option<String>,
    /// Of places in this country only.
    pub country: Option<Country>,
    /// Of ties of this kind only.
    pub kind: Option<TieKind>,
    /// Of dated facts, too.
    pub facts: bool,
    /// Of round years only: multiples of five.
    pub only_round: bool,
}

/// How and when a channel wants to hear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whose days and hours count.
    pub zone: ZoneName,
    /// The local time of a post, hours and minutes.
    pub hour: Time,
    /// What it is about.
    pub filter: Filter,
    /// On Mondays the seven days ahead, instead of each day.
    pub weekly_digest: bool,
    /// The role that each post mentions.
    pub mention_role: Option<RoleId>,
    /// Whether posts in an announcement channel are published to its followers.
    pub crosspost: bool,
    /// How many days back a missed post is made up for, 0 to [`MOST_CATCH_UP_DAYS`]; 0 is the same local day alone.
    pub catch_up_days: u8,
}

impl Settings {
    /// Each day at nine in a zone, of everything.
    pub fn daily(zone: ZoneName) -> Settings {
        Settings {
            zone,
            hour: DEFAULT_HOUR,
            filter: Filter::default(),
            weekly_digest: false,
            mention_role: None,
            crosspost: false,
            catch_up_days: DEFAULT_CATCH_UP_DAYS,
        }
    }
}

/// What sort of post; part of what makes it the only one of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PostKind {
    /// What has its day on one date.
    Daily,
    /// What has its day on the seven days from a Monday on.
    Digest,
}

impl PostKind {
    /// The word that stands for it where posts are stored.
    pub const fn word(self) -> &'static str {
        match self {
            PostKind::Daily => "daily",
            PostKind::Digest => "digest",
        }
    }

    /// What a stored word stands for.
    pub fn from_word(word: &str) -> Option<PostKind> {
        [PostKind::Daily, PostKind::Digest].into_iter().find(|kind| kind.word() == word)
    }
}

/// A channel's subscription. Make one with [`Subscription::new`] and change its settings with [`Subscription::edit`]: both
/// keep the two dates right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Which one.
    pub id: SubscriptionId,
    /// The server of the channel.
    pub guild: GuildId,
    /// Where it posts.
    pub channel: ChannelId,
    /// How and when.
    pub settings: Settings,
    /// When it was made. Nothing whose hour was before that is posted.
    pub made: Timestamp,
    /// The last local date that needs no more looking at: its hour has come and it is dealt with, or it had come before the
    /// beginning. Each [`Plan`](super::Plan) says what to store here. A stored value that is too early is harmless, since
    /// what is posted is known besides; it is to be up to date when settings or data change, though, or days that had
    /// nothing to say before the change would be looked at again.
    pub done_through: Date,
    /// With a weekly digest: from this date on Mondays have digests and no other day has a post. Until then each day has.
    pub digests_from: Option<Date>,
}

impl Subscription {
    /// A new subscription: it begins with the first of its hours after `now`, and with digests on the first such Monday.
    pub fn new(
        id: SubscriptionId,
        guild: GuildId,
        channel: ChannelId,
        settings: Settings,
        now: Timestamp,
    ) -> Subscription {
        let done_through = schedule::last_come(&settings, now);
        let digests_from = settings.weekly_digest.then(|| schedule::after(done_through));
        Subscription { id, guild, channel, settings, made: now, done_through, digests_from }
    }

    /// Changes the settings. Where digests begin, what is left of this week is still posted day by day, so that no day falls
    /// between; where they end, the days that the last one told of are not told of again.
    ///
    /// Plan with the old settings first and store [`Plan::done_through`](super::Plan), so that days without anything to say
    /// are not looked at again with the new ones.
    pub fn edit(&mut self, settings: Settings, now: Timestamp) {
        self.digests_from = match (settings.weekly_digest, self.digests_from) {
            (false, _) => None,
            (true, Some(from)) => Some(from),
            (true, None) => {
                // What is done stays done, though with a later hour, or further west, its hour is still to come.
                let next = schedule::after(schedule::last_come(&settings, now).max(self.done_through));
                Some(schedule::days_from(next).find(|day| day.weekday() == Weekday::Monday).unwrap_or(next))
            }
        };
        self.settings = settings;
    }

    /// Goes on after a pause: what would have been posted meanwhile is left out.
    pub fn resume(&mut self, now: Timestamp) {
        self.done_through = self.done_through.max(schedule::last_come(&self.settings, now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_words() {
        for kind in [PostKind::Daily, PostKind::Digest] {
            assert_eq!(PostKind::from_word(kind.word()), Some(kind));
        }
        assert_eq!(PostKind::from_word("weekly"), None);
    }
}
