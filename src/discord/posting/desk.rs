//! What everything that sends has at hand.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::Notify;

use super::timing::Timing;
use super::wire::Wire;
use crate::clock::Clock;
use crate::dataset::Current;
use crate::state::State;

/// What the sender, its posts and its crossposts share.
#[derive(Clone)]
pub struct Desk {
    /// What must survive a restart.
    pub state: State,
    /// The connection to Discord.
    pub wire: Wire,
    /// What time it is.
    pub clock: Clock,
    /// How long things take.
    pub timing: Timing,
    /// What the posts tell of.
    pub data: Current,
    /// The bot's own id.
    pub bot: u64,
    /// When this process became the sender. What was due before that, somebody else may have posted.
    pub began: Timestamp,
    /// Until then every post is looked for first, since a copy of the state was restored.
    pub look_until: Timestamp,
    /// Tells the sender that something changed.
    pub changed: Arc<Notify>,
    /// Tells that there is something to hand on.
    pub to_hand_on: Arc<Notify>,
}
