//! A Discord in a box, on loopback.
//!
//! A [`Sandbox`] is a server on 127.0.0.1 that speaks Discord's API v10 as a bot meets it: REST under `/api/v10` and
//! `/api`, and a gateway over `ws://`. A bot is pointed at it by its base address and connects as it does to Discord.
//! It refuses what Discord refuses, with Discord's errors; it counts the three seconds that an answer may take; it
//! records what came in; and it can be told to lie, fail and fall silent, so that a bot can be tested against a
//! Discord on a bad day. Whoever holds the [`Sandbox`] plays the users: runs commands, types, presses buttons, reads
//! channels.
//!
//! With a [`Page`] it shows all that in a browser, too, where whoever sits before it plays the users.
//!
//! It knows Discord's protocol and nothing of the bot: not what its commands mean, not where its answers come from,
//! and no type of the library that the bot speaks to Discord with. So what passes here was written to the wire.
//!
//! One request walks like this: `server` reads and records it and asks `lies` whether to treat it fairly; `rest`
//! routes it; `validate` checks the body; `messages`, `registry` or `interactions` change; whoever waits in `actor`
//! for such a change wakes up.

mod actor;
mod dial;
mod error;
mod files;
mod forms;
mod gateway;
mod guilds;
mod ids;
mod interactions;
mod lies;
mod line;
mod mentions;
mod menu;
mod messages;
mod nonces;
mod options;
mod page;
mod payload;
mod record;
mod refusal;
mod registry;
mod reply;
mod rest;
mod server;
mod shapes;
mod state;
mod validate;
pub mod world;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

pub use actor::Actor;
pub use dial::Dial;
pub use error::SandboxError;
pub use gateway::{GatewayControl, Identify, RefuseIdentify, Resume, Shard};
pub use ids::Snowflake;
pub use interactions::Callback;
pub use lies::{Lie, Route};
pub use messages::{Audience, Message};
pub use page::Page;
pub use record::Request;
pub use reply::{Choice, Completion, Failure, Reply};
use state::Shared;
pub use world::{User, World};

/// How long connections have to end when the sandbox stops.
const STOP_WITHIN: Duration = Duration::from_secs(2);

/// How a sandbox is to be.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen on 127.0.0.1; 0 takes any port that is free.
    pub port: u16,
    /// Who and what exists.
    pub world: World,
    /// How often the bot is told to send a heartbeat.
    pub heartbeat: Duration,
    /// How long a first answer may take.
    pub answer_within: Duration,
    /// How long an [`Actor`] waits for the end of a deferred answer.
    pub settle_within: Duration,
    /// How long [`Sandbox::ready`] waits.
    pub ready_within: Duration,
    /// How long a nonce keeps a message from being sent twice.
    pub nonce_life: Duration,
    /// The page that shows it in a browser, where one is wanted.
    pub page: Option<Page>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            world: World::default(),
            heartbeat: Duration::from_millis(41_250),
            answer_within: Duration::from_secs(3),
            settle_within: Duration::from_secs(15),
            ready_within: Duration::from_secs(30),
            nonce_life: Duration::from_secs(180),
            page: None,
        }
    }
}

/// A running sandbox. Dropping it stops it, too, without waiting.
#[derive(Debug)]
pub struct Sandbox {
    shared: Arc<Shared>,
    ready_within: Duration,
    /// The page's address, with its key.
    page: Option<String>,
    /// Dropping this ends the server.
    stop: Option<watch::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Begins to listen.
    pub async fn start(options: Options) -> Result<Self, SandboxError> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
        let listen = |source| SandboxError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let ready_within = options.ready_within;
        let page = options.page.clone();
        let shared = Arc::new(Shared::new(address, options));
        let (stop, stopped) = watch::channel(());
        let page = match page {
            Some(page) => Some(page::open(page, &shared, stopped.clone()).await?),
            None => None,
        };
        let link = page.as_ref().map(page::Opened::link);
        let server = tokio::spawn(server::serve(listener, Arc::clone(&shared), page, stopped));
        Ok(Self { shared, ready_within, page: link, stop: Some(stop), server: Some(server) })
    }

    /// The base address for the bot: `http://127.0.0.1:PORT`.
    pub fn api(&self) -> String {
        format!("http://{}", self.shared.address)
    }

    /// The address of the page for a browser, with the key that opens it; nothing where no page was wanted.
    pub fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }

    /// Its clock, which the bot's may follow.
    pub fn dial(&self) -> Dial {
        self.shared.dial.clone()
    }

    /// The token it accepts from the bot.
    pub fn token(&self) -> &str {
        &self.shared.token
    }

    /// Who and what exists.
    pub fn world(&self) -> World {
        self.shared.read(|state| state.world.clone())
    }

    /// The first user: an ordinary member of the default world.
    ///
    /// # Panics
    ///
    /// When the world was made without users.
    pub fn member(&self) -> User {
        self.user(0)
    }

    /// The second user: in the default world one who may manage the server.
    ///
    /// # Panics
    ///
    /// When the world was made with fewer users.
    pub fn moderator(&self) -> User {
        self.user(1)
    }

    fn user(&self, at: usize) -> User {
        self.shared.read(|state| state.world.users[at].clone())
    }

    /// The id of a text channel: counted from 0, over all guilds.
    ///
    /// # Panics
    ///
    /// When there are not so many.
    pub fn channel(&self, at: usize) -> Snowflake {
        self.shared.read(|state| {
            let channels: Vec<_> = state.world.guilds.iter().flat_map(|guild| &guild.channels).collect();
            channels[at].id
        })
    }

    /// Waits until so many shards are connected and identified.
    pub async fn ready(&self, shards: usize) -> Result<(), SandboxError> {
        let deadline = Instant::now() + self.ready_within;
        let reached = self.shared.wait_until(deadline, |state| (state.gateway.ready() >= shards).then_some(())).await;
        reached.ok_or_else(|| SandboxError::NotReady {
            ready: self.shared.read(|state| state.gateway.ready()),
            wanted: shards,
            seconds: self.ready_within.as_secs(),
        })
    }

    /// Waits until a command of this name is registered: a bot is often ready before its commands are.
    pub async fn registered(&self, name: &str) -> Result<(), SandboxError> {
        let deadline = Instant::now() + self.ready_within;
        let there = |state: &state::State| state.registry.all().iter().any(|command| command.name() == name);
        let reached = self.shared.wait_until(deadline, |state| there(state).then_some(())).await;
        reached.ok_or_else(|| SandboxError::NotRegistered {
            name: name.to_owned(),
            known: self.shared.read(|state| state.registry.names()),
        })
    }

    /// Waits until this is true of the sandbox, or the time is over; gives whether it came true.
    pub async fn wait_for(&self, within: Duration, mut what: impl FnMut(&Self) -> bool) -> bool {
        let mut changes = self.shared.changes();
        let deadline = Instant::now() + within;
        loop {
            if what(self) {
                return true;
            }
            if tokio::time::timeout_at(deadline, changes.changed()).await.is_err() {
                return what(self);
            }
        }
    }

    /// Changes who and what exists, without a word on the gateway: what the bot is allowed, what a channel is.
    pub fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        self.shared.with(|state| change(&mut state.world))
    }

    /// Plays this user.
    pub fn as_user(&self, user: &User) -> Actor {
        Actor::new(Arc::clone(&self.shared), user)
    }

    /// What this user sees in a channel, the oldest first.
    pub fn messages(&self, channel: Snowflake, user: &User) -> Vec<Message> {
        self.as_user(user).in_channel(channel).sees()
    }

    /// The registered commands, as Discord gives them back.
    pub fn commands(&self) -> Vec<Value> {
        self.shared.read(|state| state.registry.all().iter().map(|command| command.body.clone()).collect())
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.read(|state| state.record.all().to_vec())
    }

    /// Forgets the requests so far.
    pub fn forget_requests(&self) {
        self.shared.with(|state| state.record.forget());
    }

    /// Forgets all that was said and done: requests, messages, interactions. Keeps what is registered and who is
    /// connected, so that a long measurement can begin anew in little memory.
    pub fn forget(&self) {
        self.shared.with(|state| {
            state.record.forget();
            state.messages.forget();
            state.nonces.forget();
            state.interactions.forget();
        });
    }

    /// Forgets the nonces, as Discord does after a few minutes.
    pub fn forget_nonces(&self) {
        self.shared.with(|state| state.nonces.forget());
    }

    /// Treats the next so many requests of a route (`"POST /channels/*/messages"`) otherwise than they deserve.
    pub fn lie(&self, route: impl Into<Route>, times: usize, lie: Lie) {
        self.shared.with(|state| state.lies.add(route.into(), times, lie));
    }

    /// Tells no more lies.
    pub fn be_honest(&self) {
        self.shared.with(|state| state.lies.clear());
    }

    /// The gateway.
    pub fn gateway(&self) -> GatewayControl<'_> {
        GatewayControl(&self.shared)
    }

    /// Ends all connections and stops listening.
    pub async fn stop(mut self) {
        self.shared.read(|state| state.gateway.stop());
        drop(self.stop.take());
        if let Some(mut server) = self.server.take()
            && tokio::time::timeout(STOP_WITHIN, &mut server).await.is_err()
        {
            // A connection that is held open from the other side: what is left of it dies with the runtime.
            server.abort();
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.shared.read(|state| state.gateway.stop());
    }
}
