//! What a user does with messages: writes them, and runs the commands that stand in their menu.

use serde_json::{Value, json};

use super::actor::Actor;
use super::error::SandboxError;
use super::ids::Snowflake;
use super::messages::{Audience, Message, Origin};
use super::payload::Deed;
use super::registry::MESSAGE;
use super::reply::Reply;
use super::state::State;

impl Actor {
    /// Writes a message. No event tells of it: only the answers to commands are looked at here, and a bot that listens to
    /// what people say needs an intent that few have.
    pub fn say(&self, content: &str) -> Result<Message, SandboxError> {
        self.shared.with(|state| {
            let guild = self.place(state)?.guild();
            let State { world, mint, messages, .. } = state;
            let origin = Origin {
                channel: self.channel,
                guild,
                author: Some(&self.user),
                audience: Audience::Everyone,
                kind: 0,
                flags: 0,
                interaction: None,
                reply_to: None,
                files: &[],
            };
            Ok(messages.post(mint, world, origin, &json!({"content": content})).clone())
        })
    }

    /// Runs a command from the menu of a message, by the name that stands there, and waits for what comes of it.
    pub async fn message_command(&self, name: &str, message: Snowflake) -> Result<Reply, SandboxError> {
        let id = self.shared.with(|state| {
            let data = self.point(state, name, message)?;
            self.begin(state, Deed::Command { name: name.to_owned(), data })
        })?;
        Ok(self.reply(id).await)
    }

    /// The data of an interaction with this message, if its menu has the command.
    fn point(&self, state: &State, name: &str, message: Snowflake) -> Result<Value, SandboxError> {
        let place = self.place(state)?;
        let command = state
            .registry
            .find(place.guild(), MESSAGE, name)
            .ok_or_else(|| SandboxError::NotRegistered { name: name.to_owned(), known: state.registry.names() })?;
        self.offered(place, command)?;
        let found = self.seen(state, message)?;
        if found.audience != Audience::Everyone {
            let why = "a message that only one user sees has no such menu";
            return Err(SandboxError::NotOffered { name: name.to_owned(), user: self.user.name.clone(), why });
        }
        // The text is there whatever the bot's intents are: somebody pointed at it.
        let mut data = json!({
            "id": command.id, "name": command.name(), "type": MESSAGE, "target_id": message,
            "resolved": {"messages": {message.to_string(): found.body}},
        });
        if let Some(guild) = command.body["guild_id"].as_str() {
            data["guild_id"] = json!(guild);
        }
        Ok(data)
    }
}
