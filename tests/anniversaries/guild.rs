//! A small language for tests of posting: a server with one subscription, a clock, and a bot that is up or down.
//!
//! Times are local, `2026-06-24 09:00`, in the zone that is set at that point of the story.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use twinned::anniversaries::subscription::parse_hour;
use twinned::anniversaries::{
    ChannelId, GuildId, Lateness, PostKind, Settings, Subscription, SubscriptionId, ZoneName, plan,
};
use twinned::dataset::Dataset;

/// What came of a date: `posted` or `skipped`.
type Handled = BTreeMap<(PostKind, jiff::civil::Date), &'static str>;

/// A server whose days with something to say are these.
pub fn guild(data: Dataset) -> Guild {
    let zone: ZoneName = "UTC".parse().expect("a zone");
    Guild {
        data,
        settings: Settings::daily(zone),
        subscription: None,
        now: Timestamp::UNIX_EPOCH,
        handled: Handled::new(),
        told: Vec::new(),
    }
}

pub struct Guild {
    data: Dataset,
    settings: Settings,
    subscription: Option<Subscription>,
    now: Timestamp,
    handled: Handled,
    told: Vec<String>,
}

impl Guild {
    /// Sets the zone.
    pub fn zone(mut self, name: &str) -> Self {
        self.settings.zone = name.parse().expect("a zone");
        self.changed()
    }

    /// Sets the hour.
    pub fn at(mut self, hour: &str) -> Self {
        self.settings.hour = parse_hour(hour).expect("an hour");
        self.changed()
    }

    /// Sets how many days back are made up for.
    pub fn catch_up(mut self, days: u8) -> Self {
        self.settings.catch_up_days = days;
        self.changed()
    }

    /// Sets whether a digest is posted on Mondays.
    pub fn digest(mut self, weekly: bool) -> Self {
        self.settings.weekly_digest = weekly;
        self.changed()
    }

    /// Sets any of the settings.
    pub fn with(mut self, set: impl FnOnce(&mut Settings)) -> Self {
        set(&mut self.settings);
        self.changed()
    }

    fn changed(mut self) -> Self {
        if let Some(subscription) = &mut self.subscription {
            subscription.edit(self.settings.clone(), self.now);
            self.look();
        }
        self
    }

    /// Makes the subscription.
    pub fn made(mut self, local: &str) -> Self {
        self.now = self.instant(local);
        let (id, guild, channel) = (SubscriptionId(1), GuildId(2), ChannelId(3));
        self.subscription = Some(Subscription::new(id, guild, channel, self.settings.clone(), self.now));
        self.look();
        self
    }

    /// The bot runs until then, and wakes whenever it meant to.
    pub fn up_until(mut self, local: &str) -> Self {
        let until = self.instant(local);
        loop {
            let next = self.look();
            match next.filter(|&next| next <= until) {
                Some(next) => {
                    assert!(next > self.now, "it wakes at {next} though it is {}", self.now);
                    self.now = next;
                }
                None => break,
            }
        }
        self.now = until;
        self.look();
        self
    }

    /// The bot runs until then and is then away.
    pub fn down_from(self, local: &str) -> Self {
        self.up_until(local)
    }

    /// The bot, which was away, is started.
    pub fn back_at(mut self, local: &str) -> Self {
        self.now = self.instant(local);
        self.look();
        self
    }

    /// Somebody sets the clock, the bot running all the time.
    pub fn clock_set_to(self, local: &str) -> Self {
        self.back_at(local)
    }

    /// Plans once, and does what is planned.
    fn look(&mut self) -> Option<Timestamp> {
        let subscription = self.subscription.as_mut()?;
        let (done_through, digests_from) = (subscription.done_through, subscription.digests_from);
        // As the state does it.
        let stands = |kind, date| {
            let had_digest = kind == PostKind::Daily || digests_from.is_some_and(|from| date >= from);
            date <= done_through && had_digest
        };
        let handled = |kind, date| match self.handled.get(&(kind, date)) {
            Some(&"skipped") => stands(kind, date),
            what => what.is_some(),
        };
        let plan = plan(subscription, &handled, &self.data, self.now);
        subscription.done_through = plan.done_through;
        self.handled.retain(|(_, date), what| *what != "skipped" || *date <= plan.done_through);
        for (kind, date) in plan.skipped {
            self.told.push(format!("skipped {} {date}", kind.word()));
            assert_eq!(self.handled.insert((kind, date), "skipped"), None, "{date} was dealt with before");
        }
        for due in plan.due {
            let local = subscription.settings.zone.zone().to_datetime(self.now);
            let late = match due.late {
                Lateness::OnTime => "",
                Lateness::SameDay => ", late",
                Lateness::CatchUp => ", made up for",
            };
            let dates: Vec<String> = due.dates.iter().map(ToString::to_string).collect();
            let kind = if due.kind == PostKind::Digest { "digest of " } else { "" };
            self.told.push(format!("{}: {kind}{}{late}", local.strftime("%Y-%m-%d %H:%M"), dates.join(" + ")));
            for date in due.dates {
                assert_eq!(self.handled.insert((due.kind, date), "posted"), None, "{date} was dealt with before");
            }
        }
        plan.next
    }

    /// The instant of a local time; of two, `later` behind it means the later.
    fn instant(&self, local: &str) -> Timestamp {
        let plain = local.trim_end_matches(" later");
        let time: DateTime = plain.replace(' ', "T").parse().expect("a local time");
        let ambiguous = self.settings.zone.zone().to_ambiguous_timestamp(time);
        if plain != local { ambiguous.later() } else { ambiguous.earlier() }.expect("an instant")
    }

    /// What the channel and the status have shown, in order.
    #[track_caller]
    pub fn expect_posts<const N: usize>(self, expected: [&str; N]) -> Self {
        assert_eq!(self.told, expected, "{:?}", self.subscription);
        self
    }

    /// Every date from one to another is dealt with, and once.
    pub fn dealt_with(&self) -> Vec<(PostKind, jiff::civil::Date)> {
        self.handled.keys().copied().collect()
    }

    /// The moment of the story.
    pub fn now(&self) -> Timestamp {
        self.now
    }
}
