//! What a user at their client gets to see of an answer, and what a test wants to know besides.

use std::time::Duration;

use serde_json::Value;

use super::ids::Snowflake;
use super::interactions::Callback;
use super::messages::Message;

/// Why a user saw no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// There was none in time: "The application did not respond".
    NoAnswer,
    /// The answer was deferred, and never came.
    NeverSettled,
}

/// What a user gets for a command, a press or a pick.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The interaction's id.
    pub interaction: Snowflake,
    /// Exactly what the bot was sent.
    pub sent: Value,
    /// Exactly what the bot answered first: the body of its callback.
    pub body: Option<Value>,
    /// How it answered first.
    pub callback: Option<Callback>,
    /// The message it answered with, or changed, as it stands when all is done.
    pub message: Option<Message>,
    /// Whether only this user sees that message.
    pub ephemeral: bool,
    /// From the interaction to the first answer.
    pub took: Option<Duration>,
    /// From the interaction to the end of what was deferred.
    pub settled: Option<Duration>,
    /// Answers that were refused before, each with what was said: `{"body": …, "refusal": …}`.
    pub refused: Vec<Value>,
    /// What went wrong.
    pub error: Option<Failure>,
}

/// One entry of an autocompletion.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What is shown.
    pub name: String,
    /// What is sent when it is picked.
    pub value: Value,
}

/// What a user gets to choose from while typing.
#[derive(Clone, Debug)]
pub struct Completion {
    /// The choices; none when there was no answer.
    pub choices: Vec<Choice>,
    /// Exactly what the bot was sent.
    pub sent: Value,
    /// Exactly what the bot answered.
    pub body: Option<Value>,
    /// How long it took.
    pub took: Option<Duration>,
    /// Answers that were refused before.
    pub refused: Vec<Value>,
    /// What went wrong.
    pub error: Option<Failure>,
}
