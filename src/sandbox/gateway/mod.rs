//! The gateway: sessions, what they missed, and the connections they are spoken over.
//!
//! A session outlives its connection: what is dispatched to it meanwhile is kept, and replayed when it is resumed.

mod control;
mod frames;
mod socket;

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::ids::Snowflake;

pub use control::GatewayControl;
pub(super) use frames::{VERSION, gateway_url};
pub(super) use socket::serve;

/// So many events can be replayed; who missed more must identify anew.
const KEPT_EVENTS: usize = 1000;

/// Which part of the guilds a session is told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Counted from 0.
    pub id: u64,
    /// Of so many.
    pub total: u64,
}

impl Shard {
    fn has(self, guild: Option<Snowflake>) -> bool {
        // What belongs to no guild goes to the first shard.
        guild.map_or(0, |guild| guild.shard_of(self.total)) == self.id
    }
}

/// A bot that introduced itself.
#[derive(Clone, Debug)]
pub struct Identify {
    /// When.
    pub at: Instant,
    /// As which shard; nothing said means the only one.
    pub shard: Shard,
    /// What it wants to hear of.
    pub intents: u64,
    /// Whether it was let in.
    pub accepted: bool,
}

/// A bot that came back.
#[derive(Clone, Debug)]
pub struct Resume {
    /// When.
    pub at: Instant,
    /// To which session.
    pub session_id: String,
    /// The last event it had.
    pub seq: u64,
    /// Whether the session still existed.
    pub accepted: bool,
}

/// How an identify is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefuseIdentify {
    /// By op 9, not resumable.
    InvalidSession,
    /// By closing with this code.
    Close(u16),
    /// By saying nothing to it, while heartbeats are answered.
    Ignore,
}

/// Who is answered with silence: nothing is sent, nothing is read, and TCP stays open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Silence {
    /// Nobody.
    #[default]
    Over,
    /// Every connection that is made from now on.
    ForNewcomers,
}

/// What a connection's task is told to do.
#[derive(Debug)]
enum Order {
    Send(String),
    Close(u16, &'static str),
    Drop,
    FallSilent,
}

/// The number of a connection, of all there ever were.
type ConnectionId = u64;

#[derive(Debug)]
struct Session {
    id: String,
    shard: Shard,
    intents: u64,
    /// Its latest events, for whoever resumes.
    events: VecDeque<String>,
    /// The number of the last one; the first was 1.
    seq: u64,
    connection: Option<ConnectionId>,
}

impl Session {
    /// The events after this one: nothing for one that did not happen yet or was forgotten.
    fn after(&self, seq: u64) -> Option<Vec<String>> {
        let missed = usize::try_from(self.seq.checked_sub(seq)?).ok()?;
        let known = self.events.len().checked_sub(missed)?;
        Some(self.events.iter().skip(known).cloned().collect())
    }
}

/// All sessions and connections.
#[derive(Debug, Default)]
pub(super) struct Gateway {
    sessions: Vec<Session>,
    connections: BTreeMap<ConnectionId, mpsc::UnboundedSender<Order>>,
    opened: ConnectionId,
    identifies: Vec<Identify>,
    resumes: Vec<Resume>,
    silence: Silence,
    refusals: Vec<RefuseIdentify>,
    heartbeats: usize,
}

impl Gateway {
    /// A new connection, its orders, and whether it is met with silence.
    fn open(&mut self) -> (ConnectionId, mpsc::UnboundedReceiver<Order>, Silence) {
        let (orders, inbox) = mpsc::unbounded_channel();
        self.opened += 1;
        self.connections.insert(self.opened, orders);
        (self.opened, inbox, self.silence)
    }

    /// A connection ended. Saying good-bye ends the session as well.
    fn closed(&mut self, connection: ConnectionId, code: Option<u16>) {
        self.connections.remove(&connection);
        let goodbye = matches!(code, Some(1000 | 1001));
        self.sessions.retain(|session| !(goodbye && session.connection == Some(connection)));
        for session in &mut self.sessions {
            if session.connection == Some(connection) {
                session.connection = None;
            }
        }
    }

    fn tell(&self, connection: ConnectionId, order: Order) {
        if let Some(orders) = self.connections.get(&connection) {
            // A task that has ended is about to report so.
            let _ = orders.send(order);
        }
    }

    /// Sends an event to the shard of this guild, in each process that has it, or keeps it until that shard's session is
    /// resumed.
    pub(super) fn dispatch_to(&mut self, guild: Option<Snowflake>, name: &str, data: &Value) {
        let fitting: Vec<_> = (0..self.sessions.len()).filter(|at| self.sessions[*at].shard.has(guild)).collect();
        let (connected, lost): (Vec<_>, Vec<_>) =
            fitting.into_iter().partition(|at| self.sessions[*at].connection.is_some());
        match (connected.is_empty(), lost.last()) {
            (false, _) => connected.into_iter().for_each(|at| self.dispatch(at, name, data)),
            // The youngest is the one that will be resumed.
            (true, Some(at)) => self.dispatch(*at, name, data),
            (true, None) => tracing::debug!(name, "no session for this event"),
        }
    }

    /// Sends an event to the shard of this guild, where it asked for such.
    pub(super) fn dispatch_with(&mut self, intent: u64, guild: Option<Snowflake>, name: &str, data: &Value) {
        let asked = |session: &Session| session.shard.has(guild) && session.intents & intent != 0;
        if self.sessions.iter().any(asked) {
            self.dispatch_to(guild, name, data);
        }
    }

    fn dispatch(&mut self, at: usize, name: &str, data: &Value) {
        let session = &mut self.sessions[at];
        session.seq += 1;
        let event = json!({"op": 0, "s": session.seq, "t": name, "d": data}).to_string();
        if session.events.len() == KEPT_EVENTS {
            session.events.pop_front();
        }
        session.events.push_back(event.clone());
        if let Some(connection) = session.connection {
            self.tell(connection, Order::Send(event));
        }
    }

    /// How many shards are connected and identified.
    pub(super) fn ready(&self) -> usize {
        let mut shards: Vec<_> = self
            .sessions
            .iter()
            .filter(|session| session.connection.is_some())
            .map(|session| session.shard.id)
            .collect();
        shards.sort_unstable();
        shards.dedup();
        shards.len()
    }

    /// How many sessions were begun.
    pub(super) fn identified(&self) -> u64 {
        self.identifies.iter().filter(|identify| identify.accepted).count() as u64
    }

    /// Tells every connection, each in its task.
    fn tell_all(&self, order: impl Fn() -> Order) {
        for orders in self.connections.values() {
            let _ = orders.send(order());
        }
    }

    /// Parts with every connection in this way. From here on their sessions have none: what they are sent is kept.
    fn part_with_all(&mut self, order: impl Fn() -> Order) {
        self.tell_all(order);
        for session in &mut self.sessions {
            session.connection = None;
        }
    }

    /// The sandbox is going away.
    pub(super) fn stop(&self) {
        self.tell_all(|| Order::Drop);
    }
}
