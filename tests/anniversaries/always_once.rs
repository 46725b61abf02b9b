//! Over any zone, hour, year, changes and times of being away: each local day with something to say is dealt with once, and
//! none is left out.

use std::sync::LazyLock;

use jiff::civil::date;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use twinned::anniversaries::{
    ChannelId, GuildId, Lateness, PostKind, Settings, Subscription, SubscriptionId, ZoneName, plan, schedule,
};
use twinned::dataset::Dataset;

use crate::fixture::with_every_day;

static DATA: LazyLock<Dataset> = LazyLock::new(with_every_day);
static ZONES: LazyLock<Vec<ZoneName>> =
    LazyLock::new(|| jiff::tz::db().available().filter_map(|name| name.as_str().parse().ok()).collect());

/// What happens next.
#[derive(Debug, Clone)]
enum Step {
    /// The bot runs for so many minutes.
    Run(i64),
    /// It is away for so many minutes.
    Sleep(i64),
    /// The hour is set to so many minutes after midnight.
    Hour(i64),
    /// The zone is set.
    Zone(prop::sample::Index),
}

fn steps(with_changes: bool) -> impl Strategy<Value = Vec<Step>> {
    let day = 24 * 60i64;
    let going = prop_oneof![(1..5 * day).prop_map(Step::Run), (1..12 * day).prop_map(Step::Sleep)];
    let changing = prop_oneof![(0..day).prop_map(Step::Hour), any::<prop::sample::Index>().prop_map(Step::Zone)];
    let step = if with_changes { prop_oneof![4 => going, 1 => changing].boxed() } else { going.boxed() };
    prop::collection::vec(step, 1..14)
}

fn hour(minutes: i64) -> jiff::civil::Time {
    jiff::civil::Time::midnight().saturating_add(minutes.minutes())
}

/// A bot, its subscription and what has come of each date.
struct Bot {
    subscription: Subscription,
    now: Timestamp,
    handled: std::collections::BTreeMap<jiff::civil::Date, bool>,
}

impl Bot {
    fn look(&mut self) -> Option<Timestamp> {
        let handled = |kind, date| kind == PostKind::Daily && self.handled.contains_key(&date);
        let plan = plan(&self.subscription, &handled, &DATA, self.now);
        for (_, date) in &plan.skipped {
            assert_eq!(self.handled.insert(*date, false), None, "{date}");
        }
        for due in &plan.due {
            let minutes = self.now.duration_since(due.due_at).as_mins();
            assert!(minutes >= 0, "{due:?} is early at {}", self.now);
            assert_eq!(due.late == Lateness::OnTime, self.now.duration_since(due.due_at).as_secs() <= 900, "{due:?}");
            for date in &due.dates {
                assert_eq!(self.handled.insert(*date, true), None, "{date}");
            }
        }
        let on_their_own = plan.due.iter().filter(|due| due.late == Lateness::CatchUp).count();
        assert!(on_their_own <= 1, "older days come together: {:?}", plan.due);
        self.subscription.done_through = plan.done_through;
        plan.next
    }

    fn run(&mut self, minutes: i64) {
        let until = self.now.checked_add(minutes.minutes()).expect("a moment");
        while let Some(next) = self.look().filter(|&next| next <= until) {
            assert!(next > self.now, "it wakes at {next} though it is {}", self.now);
            self.now = next;
        }
        self.now = until;
        self.look();
    }
}

fn story(zone: &ZoneName, at: i64, start: i64, bound: u8, steps: &[Step]) {
    let made = Timestamp::from_second(start).expect("a moment");
    let settings = Settings { hour: hour(at), catch_up_days: bound, ..Settings::daily(zone.clone()) };
    let (id, guild, channel) = (SubscriptionId(1), GuildId(2), ChannelId(3));
    let subscription = Subscription::new(id, guild, channel, settings, made);
    let mut bot = Bot { subscription, now: made, handled: Default::default() };
    let first = schedule::after(bot.subscription.done_through);
    let mut always_up = true;
    for step in steps {
        match step {
            Step::Run(minutes) => bot.run(*minutes),
            Step::Sleep(minutes) => {
                always_up = false;
                bot.now = bot.now.checked_add(minutes.minutes()).expect("a moment");
                bot.look();
            }
            Step::Hour(minutes) => {
                let settings = Settings { hour: hour(*minutes), ..bot.subscription.settings.clone() };
                bot.subscription.edit(settings, bot.now);
                bot.look();
            }
            Step::Zone(index) => {
                let zone = index.get(&ZONES).clone();
                bot.subscription.edit(Settings { zone, ..bot.subscription.settings.clone() }, bot.now);
                bot.look();
            }
        }
    }
    let last = schedule::last_come(&bot.subscription.settings, bot.now);
    for date in schedule::days_from(first).take_while(|&date| date <= last) {
        let came = bot.handled.get(&date);
        assert!(came.is_some(), "{date} of {first} to {last} was left out: {:?}", bot.subscription);
        assert!(!always_up || bound == 0 || came == Some(&true), "{date} was skipped though the bot was there");
    }
}

/// 1 January of a year, in seconds.
fn year(year: i16) -> i64 {
    date(year, 1, 1).to_zoned(jiff::tz::TimeZone::UTC).expect("a moment").timestamp().as_second()
}

proptest! {
    #[test]
    fn each_day_once(
        zone in any::<prop::sample::Index>(), at in 0..24 * 60i64, start in year(1990)..year(2040),
        bound in 0..=7u8, steps in steps(false),
    ) {
        story(zone.get(&ZONES), at, start, bound, &steps);
    }

    #[test]
    fn each_day_once_whatever_is_changed(
        zone in any::<prop::sample::Index>(), at in 0..24 * 60i64, start in year(1990)..year(2040),
        bound in 0..=7u8, steps in steps(true),
    ) {
        story(zone.get(&ZONES), at, start, bound, &steps);
    }
}
