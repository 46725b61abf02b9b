//! All that a running sandbox knows, behind one lock, and how to wait for it to change.

use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use super::dial::Dial;
use super::gateway::Gateway;
use super::ids::{Mint, Snowflake};
use super::interactions::Interactions;
use super::lies::Lies;
use super::messages::Messages;
use super::nonces::Nonces;
use super::record::Record;
use super::refusal::Known;
use super::registry::Registry;
use super::world::{Guild, World};

/// What changes.
#[derive(Debug)]
pub(super) struct State {
    pub(super) world: World,
    pub(super) mint: Mint,
    pub(super) registry: Registry,
    /// The guilds that the bot was removed from.
    pub(super) left: Vec<Guild>,
    pub(super) messages: Messages,
    pub(super) nonces: Nonces,
    pub(super) interactions: Interactions,
    pub(super) gateway: Gateway,
    pub(super) lies: Lies,
    pub(super) record: Record,
}

impl State {
    /// How a channel is refused that the bot has not.
    pub(super) fn gone(&self, channel: Snowflake) -> Known {
        let left = self.left.iter().flat_map(|guild| &guild.channels).any(|known| known.id == channel);
        if left { Known::MissingAccess } else { Known::UnknownChannel }
    }
}

/// What the server's tasks and whoever holds the sandbox share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) address: SocketAddr,
    pub(super) token: String,
    /// How long a first answer may take.
    pub(super) answer_within: Duration,
    /// How long whoever plays a user waits for the end of a deferred answer.
    pub(super) settle_within: Duration,
    /// How often the bot is told to send a heartbeat.
    pub(super) heartbeat: Duration,
    /// How long a nonce is remembered.
    pub(super) nonce_life: Duration,
    pub(super) dial: Dial,
    state: Mutex<State>,
    changed: watch::Sender<()>,
}

impl Shared {
    pub(super) fn new(address: SocketAddr, options: super::Options) -> Self {
        let dial = Dial::default();
        let mut mint = Mint::new(dial.clone());
        Self {
            address,
            token: mint.bot_token(options.world.bot.id),
            answer_within: options.answer_within,
            settle_within: options.settle_within,
            heartbeat: options.heartbeat,
            nonce_life: options.nonce_life,
            dial,
            state: Mutex::new(State {
                world: options.world,
                mint,
                registry: Registry::default(),
                left: Vec::new(),
                messages: Messages::default(),
                nonces: Nonces::default(),
                interactions: Interactions::default(),
                gateway: Gateway::default(),
                lies: Lies::default(),
                record: Record::default(),
            }),
            changed: watch::Sender::new(()),
        }
    }

    /// Looks at the state.
    pub(super) fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the state, and wakes whoever waits for a change.
    pub(super) fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.send_replace(());
        result
    }

    /// Waits until there is something to find, or the time is over.
    pub(super) async fn wait_until<T>(
        &self,
        deadline: Instant,
        mut find: impl FnMut(&State) -> Option<T>,
    ) -> Option<T> {
        let mut changes = self.changes();
        loop {
            if let Some(found) = self.read(&mut find) {
                return Some(found);
            }
            // The sender lives in `self`, so that only the time can end the wait without a change.
            if timeout_at(deadline, changes.changed()).await.is_err() {
                return self.read(&mut find);
            }
        }
    }

    /// Tells of every change.
    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic under the lock is a failed test; those who come after it should fail by what they see, not by this.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
