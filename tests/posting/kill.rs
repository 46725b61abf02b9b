//! The kill test: the process is killed at random moments and at every step of sending, while Discord lies. Afterwards every
//! channel holds each due post exactly once, or the status says that it is unknown, and why.
//!
//! `TWINNED_KILL_ROUNDS` says how many rounds (20 where it is not set), `TWINNED_KILL_SEED` with which one to begin: a round
//! is the same each time, but for the moments of the machine. With the feature `failpoints` the process also dies at named
//! steps, and the window is short enough to be outlived.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use twinned::sandbox::world::{Overwrite, permissions};
use twinned::sandbox::{Lie, Snowflake};
use twinned::state::{PostState, Shown};

use crate::support::{Plan, Stage};

const ROUNDS: u64 = 20;
/// So many rounds at a time: most of a round is waiting.
const AT_ONCE: usize = if cfg!(feature = "failpoints") { 10 } else { 4 };
/// The window, where it can be set.
const WINDOW: Duration = Duration::from_millis(1500);
/// The latest moment of a death.
const LATEST: u64 = 1500;
/// More messages than are looked through.
const TOO_MANY: usize = 1100;
const MANY: usize = 150;

const ROUTE: &str = "POST /channels/*/messages";

#[test]
fn each_due_post_is_there_once_or_unknown() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let rounds = number("TWINNED_KILL_ROUNDS").unwrap_or(ROUNDS);
    let first = number("TWINNED_KILL_SEED").unwrap_or(1);
    let next = AtomicU64::new(first);
    let work = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut tally = Tally::default();
        loop {
            let seed = next.fetch_add(1, Ordering::SeqCst);
            if seed >= first + rounds {
                return tally;
            }
            tally += runtime.block_on(round(seed));
        }
    };
    let total = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
        let mut total = Tally::default();
        workers.into_iter().for_each(|worker| total += worker.join().unwrap());
        total
    });
    println!("{rounds} rounds: {total:?}");
}

/// What was seen.
#[derive(Debug, Default)]
struct Tally {
    deaths: u64,
    days_posted_once: usize,
    days_unknown: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.deaths += other.deaths;
        self.days_posted_once += other.days_posted_once;
        self.days_unknown += other.days_unknown;
    }
}

/// Numbers that look random and are the same for the same round (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }
}

/// What a channel is like.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Channel {
    Plain,
    /// The bot may not read what was said.
    Hidden,
    /// More messages follow than are looked through.
    Flooded,
}

async fn round(seed: u64) -> Tally {
    let mut dice = Dice(seed);
    let mut stage = Stage::new(Plan { guilds: 2, channels: 3, ..Plan::default() }).await;
    if cfg!(feature = "failpoints") {
        stage.set("TWINNED_FAILPOINT_WINDOW_MS", WINDOW.as_millis());
    }
    let channels = stage.channels();
    let mut subscriptions = Vec::new();
    for &channel in &channels {
        let owed = if dice.one_in(3) { 3 } else { 1 };
        let kind = match dice.roll(8) {
            0 => Channel::Hidden,
            1 if dice.one_in(2) => Channel::Flooded,
            _ => Channel::Plain,
        };
        if kind == Channel::Hidden {
            hide(&stage, channel);
        }
        subscriptions.push((stage.subscribe(channel, owed, |_| {}).await, channel, kind));
    }
    let deaths = 1 + dice.roll(3);
    for death in 0..deaths {
        lies(&stage, &mut dice);
        die(&mut stage, &mut dice).await;
        if death == 0 {
            chatter(&stage, &subscriptions);
        }
        if cfg!(feature = "failpoints") && dice.one_in(2) {
            // A few minutes pass, as it were: the window is over, and Discord has forgotten the nonces.
            tokio::time::sleep(WINDOW + Duration::from_millis(500)).await;
            stage.sandbox.forget_nonces();
        }
    }
    if dice.one_in(2) {
        stage.sandbox.be_honest();
    }
    let bot = stage.start();
    let all: Vec<i64> = subscriptions.iter().map(|(subscription, ..)| *subscription).collect();
    stage.until_settled(&all, 1).await;
    bot.kill().await;
    let (mut posted, mut unknown) = (0, 0);
    for (subscription, channel, kind) in subscriptions {
        let days = stage.days(subscription).await;
        check(&stage, seed, &days, channel, kind);
        posted += days.iter().filter(|day| day.state == PostState::Posted).count();
        unknown += days.iter().filter(|day| day.state == PostState::Unknown).count();
    }
    Tally { deaths, days_posted_once: posted, days_unknown: unknown }
}

/// Starts the bot and has it die: at a step where that can be said, or at some moment.
async fn die(stage: &mut Stage, dice: &mut Dice) {
    stage.unset("TWINNED_FAILPOINT_STEP");
    if cfg!(feature = "failpoints") && !dice.one_in(3) {
        let steps = twinned::failpoints::STEPS;
        let step = steps[dice.roll(steps.len() as u64) as usize];
        stage.set("TWINNED_FAILPOINT_STEP", format!("{step}:{}", 1 + dice.roll(4)));
    }
    let mut bot = stage.start();
    let moment = tokio::time::Instant::now() + Duration::from_millis(100 + dice.roll(LATEST));
    while bot.runs() && tokio::time::Instant::now() < moment {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    bot.kill().await;
    stage.unset("TWINNED_FAILPOINT_STEP");
}

fn lies(stage: &Stage, dice: &mut Dice) {
    for _ in 0..dice.roll(5) {
        let lie = match dice.roll(8) {
            0 => Lie::FailsAfter(500),
            1 => Lie::FailsAfter(504),
            2 => Lie::CutAfter,
            3 => Lie::Cut,
            4 => Lie::Late(Duration::from_millis(dice.roll(800))),
            5 => Lie::RateLimited { retry_after: Duration::from_millis(dice.roll(500)), global: dice.one_in(2) },
            6 => Lie::Fails(500),
            _ => Lie::Fails(503),
        };
        stage.sandbox.lie(ROUTE, 1 + dice.roll(2) as usize, lie);
    }
    if dice.one_in(4) {
        stage.sandbox.lie("GET /channels/*/messages", 1, Lie::Fails(500));
    }
}

fn hide(stage: &Stage, channel: Snowflake) {
    stage.sandbox.change(|world| {
        let (id, deny) = (world.bot.id, permissions::READ_MESSAGE_HISTORY);
        let channels = world.guilds.iter_mut().flat_map(|guild| &mut guild.channels);
        for known in channels.filter(|known| known.id == channel) {
            known.overwrites = vec![Overwrite { id, member: true, allow: 0, deny }];
        }
    });
}

/// People talk: what was posted is soon far above.
fn chatter(stage: &Stage, subscriptions: &[(i64, Snowflake, Channel)]) {
    let member = stage.sandbox.member();
    for (at, (_, channel, kind)) in subscriptions.iter().enumerate() {
        let said = match kind {
            Channel::Flooded => TOO_MANY,
            _ if at % 2 == 0 => MANY,
            _ => 0,
        };
        let someone = stage.sandbox.as_user(&member).in_channel(*channel);
        for n in 0..said {
            someone.say(&format!("{n}")).unwrap();
        }
    }
}

fn check(stage: &Stage, seed: u64, days: &[Shown], channel: Snowflake, kind: Channel) {
    let posts = stage.posts(channel);
    let told = || format!("round {seed}, {kind:?}: {days:#?}\n{} posts\n{}", posts.len(), stage.log());
    let mut marks = HashSet::new();
    for post in &posts {
        let footer = post.embeds().last().unwrap()["footer"]["text"].as_str().unwrap().to_owned();
        for mark in footer.rsplit(" · ").next().unwrap().split(' ') {
            assert!(marks.insert(mark.to_owned()), "posted twice; {}", told());
        }
    }
    let there: HashSet<u64> = posts.iter().map(|post| post.id.0).collect();
    let mut known = HashSet::new();
    let mut unknown = 0;
    for day in days {
        match day.state {
            PostState::Posted => {
                let message = day.message.unwrap();
                assert!(there.contains(&message), "posted, and not there; {}", told());
                known.insert(message);
            }
            PostState::Unknown => {
                assert!(kind != Channel::Plain, "unknown without need; {}", told());
                assert!(day.reason.as_ref().is_some_and(|reason| !reason.is_empty()), "{}", told());
                unknown += 1;
            }
            _ => panic!("neither posted nor unknown; {}", told()),
        }
    }
    assert!(there.len() <= known.len() + unknown, "there, and not known of; {}", told());
}
