//! By what Discord tells that a message was sent twice: for a few minutes a nonce belongs to one message of its author, and
//! who sends it again gets that message back.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

use super::ids::Snowflake;

/// The nonces of the bot, who is the only one here that has any.
#[derive(Debug, Default)]
pub(super) struct Nonces(HashMap<String, (Snowflake, Instant)>);

impl Nonces {
    pub(super) fn note(&mut self, nonce: String, message: Snowflake) {
        self.0.insert(nonce, (message, Instant::now()));
    }

    /// The message with this nonce, as long as it is remembered.
    pub(super) fn find(&self, nonce: &str, life: Duration) -> Option<Snowflake> {
        self.0.get(nonce).filter(|(_, noted)| noted.elapsed() < life).map(|(message, _)| *message)
    }

    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}
