//! The interactions that users began: which were answered, how, and within what time.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use super::ids::Snowflake;

/// For so long after the interaction its token is good for edits and further messages.
pub(super) const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);

/// What a user did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Command,
    Component,
    Autocomplete,
    /// Submitted a form.
    Modal,
}

impl Kind {
    /// Its number at Discord.
    pub(super) fn number(self) -> u64 {
        match self {
            Self::Command => 2,
            Self::Component => 3,
            Self::Autocomplete => 4,
            Self::Modal => 5,
        }
    }

    /// The kinds of answer that this may get; `from_message` says whether it began at a message's component.
    pub(super) fn callbacks(self, from_message: bool) -> &'static [Callback] {
        use Callback::{Choices, Deferred, DeferredUpdate, Message, Modal, Update};
        match self {
            Self::Command => &[Message, Deferred, Modal],
            Self::Component => &[Message, Deferred, DeferredUpdate, Update, Modal],
            Self::Autocomplete => &[Choices],
            // A form does not lead to another, and there must be a message to change.
            Self::Modal if from_message => &[Message, Deferred, DeferredUpdate, Update],
            Self::Modal => &[Message, Deferred],
        }
    }
}

/// How a bot answers first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callback {
    /// Type 4: a new message.
    Message,
    /// Type 5: "… is thinking", and a message later.
    Deferred,
    /// Type 6: the message with the component changes later, or not at all.
    DeferredUpdate,
    /// Type 7: the message with the component changes.
    Update,
    /// Type 8: choices to complete what is being typed.
    Choices,
    /// Type 9: a form to fill in.
    Modal,
}

impl Callback {
    /// Its number at Discord.
    pub fn number(self) -> u64 {
        match self {
            Self::Message => 4,
            Self::Deferred => 5,
            Self::DeferredUpdate => 6,
            Self::Update => 7,
            Self::Choices => 8,
            Self::Modal => 9,
        }
    }
}

/// One interaction.
#[derive(Clone, Debug)]
pub(super) struct Interaction {
    pub(super) id: Snowflake,
    pub(super) token: String,
    pub(super) kind: Kind,
    pub(super) user: Snowflake,
    pub(super) channel: Snowflake,
    pub(super) guild: Option<Snowflake>,
    /// The message whose component was used.
    pub(super) source: Option<Snowflake>,
    /// What a message that answers it carries as `interaction_metadata`, and the older `interaction`.
    pub(super) metadata: (Value, Value),
    /// Exactly what the bot was sent.
    pub(super) payload: Value,
    pub(super) sent: Instant,
    pub(super) state: State,
    /// The bodies of the answers that were refused, with what was said.
    pub(super) refused: Vec<Value>,
}

/// How far an interaction has come.
#[derive(Clone, Debug)]
pub(super) enum State {
    Waiting,
    /// "The application did not respond".
    Failed,
    Answered(Answered),
}

/// A first answer.
#[derive(Clone, Debug)]
pub(super) struct Answered {
    pub(super) callback: Callback,
    pub(super) took: Duration,
    pub(super) body: Value,
    /// The message that `@original` means.
    pub(super) original: Option<Snowflake>,
    /// When what was deferred was done; at once where nothing was.
    pub(super) settled: Option<Duration>,
}

impl Interaction {
    pub(super) fn answered(&self) -> Option<&Answered> {
        match &self.state {
            State::Answered(answered) => Some(answered),
            State::Waiting | State::Failed => None,
        }
    }

    /// Notes that what was deferred is done.
    pub(super) fn settle(&mut self) {
        let since = self.sent.elapsed();
        if let State::Answered(answered) = &mut self.state {
            answered.settled.get_or_insert(since);
        }
    }
}

/// All interactions of a run.
#[derive(Debug, Default)]
pub(super) struct Interactions {
    all: HashMap<Snowflake, Interaction>,
    by_token: HashMap<String, Snowflake>,
}

impl Interactions {
    pub(super) fn begin(&mut self, interaction: Interaction) {
        self.by_token.insert(interaction.token.clone(), interaction.id);
        self.all.insert(interaction.id, interaction);
    }

    pub(super) fn get(&self, id: Snowflake) -> Option<&Interaction> {
        self.all.get(&id)
    }

    pub(super) fn get_mut(&mut self, id: Snowflake) -> Option<&mut Interaction> {
        self.all.get_mut(&id)
    }

    pub(super) fn by_token(&mut self, token: &str) -> Option<&mut Interaction> {
        self.all.get_mut(self.by_token.get(token)?)
    }

    /// Those that were answered with this message or changed it, the oldest first.
    pub(super) fn about(&self, message: Snowflake) -> Vec<&Interaction> {
        let about = |interaction: &&Interaction| {
            interaction.answered().is_some_and(|answered| answered.original == Some(message))
        };
        let mut found: Vec<_> = self.all.values().filter(about).collect();
        found.sort_by_key(|interaction| interaction.id);
        found
    }

    /// Forgets those that are over.
    pub(super) fn forget(&mut self) {
        self.all.retain(|_, interaction| matches!(interaction.state, State::Waiting));
        self.by_token.retain(|_, id| self.all.contains_key(id));
    }

    pub(super) fn waits(&self, id: Snowflake) -> bool {
        self.all.get(&id).is_some_and(|interaction| matches!(interaction.state, State::Waiting))
    }

    /// The time is over: an interaction without an answer has failed.
    pub(super) fn expire(&mut self, id: Snowflake) {
        if let Some(interaction) = self.all.get_mut(&id)
            && matches!(interaction.state, State::Waiting)
        {
            interaction.state = State::Failed;
        }
    }
}
