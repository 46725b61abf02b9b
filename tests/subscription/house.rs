//! A bot in this process, a sandbox, and a clock that stands until it is set.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use twinned::clock::Clock;
use twinned::dataset::Current;
use twinned::dataset::read::{self, Origin};
use twinned::discord::api::ApiBase;
use twinned::discord::gateway::{self, Ended, HEARTBEAT};
use twinned::sandbox::world::{Overwrite, Role};
use twinned::sandbox::{Message, Options, Reply, Sandbox, Snowflake, User, World};
use twinned::state::{State, StateUrl};

/// Long enough for a machine that does much else.
pub const PATIENCE: Duration = Duration::from_secs(120);

pub struct House {
    pub sandbox: Sandbox,
    pub state: State,
    clock: Arc<AtomicI64>,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<Ended>,
    _folder: TempDir,
}

/// The first moment, on a Wednesday.
pub const MORNING: &str = "2026-06-24T06:30:00Z";

impl House {
    pub async fn new() -> House {
        let options =
            Options { answer_within: PATIENCE, settle_within: PATIENCE, ready_within: PATIENCE, ..Options::default() };
        let sandbox = Sandbox::start(Options { world: World::with_guilds(2), ..options }).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let state = State::open(&StateUrl::parse("sqlite:twinned.db", folder.path()).unwrap()).await.unwrap();
        let clock = Arc::new(AtomicI64::new(0));
        let read_clock = Arc::clone(&clock);
        let now = move || Timestamp::from_millisecond(read_clock.load(Ordering::SeqCst)).unwrap();
        let settings = gateway::Settings {
            token: sandbox.token().into(),
            api: ApiBase::parse(&sandbox.api()).unwrap(),
            timezone: jiff::tz::TimeZone::UTC,
            clock: Clock::of(now),
            data: Current::new(read::read(&Origin::BuiltIn, jiff::civil::date(2027, 1, 1)).dataset.unwrap()),
            state: state.clone(),
            heartbeat: HEARTBEAT,
        };
        let (stop, stopped) = oneshot::channel();
        let house = House {
            state,
            clock,
            stop: Some(stop),
            running: tokio::spawn(gateway::run(settings, async {
                let _ = stopped.await;
            })),
            sandbox,
            _folder: folder,
        };
        house.set_clock(MORNING);
        house.sandbox.registered("subscription").await.unwrap();
        house.sandbox.ready(1).await.unwrap();
        house
    }

    /// Sets the clock of the bot, and that of the sandbox with it.
    pub fn set_clock(&self, at: &str) {
        let at: Timestamp = at.parse().unwrap();
        self.clock.store(at.as_millisecond(), Ordering::SeqCst);
        self.sandbox.dial().set(at);
    }

    /// A moderator runs a subcommand.
    pub async fn moderator(&self, sub: &str, options: Value) -> Reply {
        self.run(&self.sandbox.moderator(), sub, options).await
    }

    pub async fn run(&self, user: &User, sub: &str, options: Value) -> Reply {
        let reply = self.sandbox.as_user(user).command(&format!("subscription {sub}"), options).await.unwrap();
        assert!(reply.error.is_none() && reply.refused.is_empty(), "{reply:?}");
        assert!(reply.ephemeral, "what it says is private");
        reply
    }

    /// Adds a subscription of Kobe's anniversaries to the first channel, by which this server has one.
    pub async fn add(&self) -> Reply {
        self.moderator("add", self.kobe()).await
    }

    pub fn kobe(&self) -> Value {
        json!({"channel": self.channel(0), "timezone": "Asia/Tokyo", "hour": "17:00", "place": "kobe-jp"})
    }

    /// A channel of the first server.
    pub fn channel(&self, at: usize) -> String {
        self.sandbox.channel(at).to_string()
    }

    /// Takes permissions from the bot in a channel of the first server.
    pub fn deny(&self, channel: usize, what: u64) {
        self.sandbox.change(|world| {
            let (id, deny) = (world.bot.id, what);
            world.guilds[0].channels[channel].overwrites = vec![Overwrite { id, member: true, allow: 0, deny }];
        });
    }

    /// Changes the role that the first server has.
    pub fn role(&self, change: impl FnOnce(&mut Role)) -> String {
        self.sandbox.change(|world| {
            change(&mut world.guilds[0].roles[0]);
            world.guilds[0].roles[0].id.to_string()
        })
    }

    /// The bot's own posts in a channel, which answer nobody.
    pub fn posts(&self, channel: usize) -> Vec<Message> {
        let mut all = self.sandbox.messages(self.sandbox.channel(channel), &self.sandbox.member());
        all.retain(|message| message.body["interaction_metadata"].is_null());
        all
    }

    /// Waits until there are so many posts in a channel.
    pub async fn until_posted(&self, channel: usize, posts: usize) {
        let there = self.sandbox.wait_for(PATIENCE, |_| self.posts(channel).len() >= posts).await;
        assert!(there, "{posts} posts never came");
    }

    pub async fn stop(mut self) {
        drop(self.stop.take());
        assert_eq!((&mut self.running).await.unwrap(), Ended::Stopped);
        crate::openapi::check_all(&self.sandbox.requests());
    }
}

/// What a reply says: title, text, and the labels of its buttons. Ids stand as `#`.
pub fn said(reply: &Reply) -> String {
    let message = reply.message.as_ref().unwrap();
    let mut text = message.content().to_owned();
    for embed in message.embeds() {
        let part = |name: &str| embed[name].as_str().unwrap_or_default().to_owned();
        text.push_str(&format!("{}\n{}", part("title"), part("description")));
    }
    for button in message.components() {
        let off = if button["disabled"] == true { ", off" } else { "" };
        text.push_str(&format!("\n[{}{off}]", button["label"].as_str().unwrap_or_default()));
    }
    without_ids(&text)
}

fn without_ids(text: &str) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        out.push_str(if digits.len() > 15 { "#" } else { &digits });
        digits.clear();
        out.push(c);
    }
    out.trim_end().to_owned()
}

/// The id of a reply's message.
pub fn message(reply: &Reply) -> Snowflake {
    reply.message.as_ref().unwrap().id
}
