//! 10,000 subscriptions due in one minute: all posted, at Discord's global pace, and how much memory that takes.
//!
//! The bot is the program in its own process, and its posts go to a sandbox in this one. `TWINNED_BENCH_POSTS` says how many
//! there are; 50 a second is what Discord allows, so 10,000 take 200 seconds.

#[allow(dead_code, reason = "the tests use the rest of it")]
#[path = "../tests/posting/support.rs"]
mod support;

use std::time::{Duration, Instant};

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Unit};
use support::{Bot, Plan, Stage};
use twinned::anniversaries::Settings;
use twinned::discord::subscription::stored::written;
use twinned::state::NewSubscription;

/// How many subscriptions a server has.
const CHANNELS: u64 = 25;
const POSTS: u64 = 10_000;
/// What is tried where nobody asked for a measurement.
const FEW: u64 = 50;

#[tokio::main]
async fn main() {
    let measuring = std::env::args().any(|argument| argument == "--bench");
    let wanted = std::env::var("TWINNED_BENCH_POSTS").ok().and_then(|text| text.parse().ok());
    let posts = wanted.unwrap_or(if measuring { POSTS } else { FEW });
    let guilds = posts.div_ceil(CHANNELS);
    let stage = Stage::new(Plan { guilds, channels: CHANNELS, ..Plan::default() }).await;
    // The hour is the next minute, or the one after where that is too near.
    let due = (stage.now() + SignedDuration::from_secs(75)).to_zoned(TimeZone::UTC);
    let due = due.round(jiff::ZonedRound::new().smallest(Unit::Minute).mode(jiff::RoundMode::Trunc)).unwrap();
    let count = subscribe_all(&stage, due.time()).await;
    let bot = stage.start();
    stage.sandbox.ready(1).await.unwrap();
    let idle = most_memory(&bot);
    let wait = Duration::try_from(due.timestamp().duration_since(stage.now())).unwrap_or_default();
    println!("{count} subscriptions in {guilds} servers, due in {} s", wait.as_secs());
    tokio::time::sleep(wait).await;
    let begun = Instant::now();
    let mut posted = 0;
    while posted < count && begun.elapsed() < Duration::from_secs(60) + Duration::from_millis(100 * posts) {
        tokio::time::sleep(Duration::from_millis(200)).await;
        posted = stage.sandbox.requests().iter().filter(|request| is_post(request)).count();
    }
    let took = begun.elapsed().as_secs_f64();
    let kib = |kib: Option<u64>| kib.map_or_else(|| "unknown".to_owned(), |kib| format!("{} MB", kib / 1024));
    println!("{posted} posted in {took:.1} s, {:.1} a second", posted as f64 / took);
    println!("memory: {} before the hour, {} at most", kib(idle), kib(most_memory(&bot)));
    assert_eq!(bot.stop().await, 0);
    assert_eq!(posted, count, "all are posted");
}

/// Keeps a subscription in each channel, in UTC, for this hour of today.
async fn subscribe_all(stage: &Stage, hour: Time) -> usize {
    let settings = Settings { hour, ..Settings::daily("UTC".parse().unwrap()) };
    let world = stage.sandbox.world();
    let (made, today) = (stage.now(), stage.now().to_zoned(TimeZone::UTC).date());
    let mut count = 0;
    for guild in &world.guilds {
        for channel in &guild.channels {
            let (settings, done_through) = (written(&settings), today.yesterday().unwrap());
            let (guild, channel) = (guild.id.0, channel.id.0);
            let new = NewSubscription { guild, channel, settings, made, done_through, digests_from: None };
            stage.state.subscribe(&new, usize::MAX).await.unwrap();
            count += 1;
        }
    }
    count
}

/// The most memory that the bot has had, in kibibytes, as Linux tells it.
fn most_memory(bot: &Bot) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", bot.0.id()?)).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

fn is_post(request: &twinned::sandbox::Request) -> bool {
    request.method == "POST" && request.path.ends_with("/messages") && request.status == Some(200)
}
