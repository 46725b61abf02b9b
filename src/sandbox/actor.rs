//! A user at their client: runs commands, types, presses and picks, and waits for what the bot makes of it.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::error::SandboxError;
use super::ids::Snowflake;
use super::interactions::{self, Callback, Interaction};
use super::messages::{Audience, Message};
use super::options::{self, Focus};
use super::payload::{self, Deed};
use super::registry::{CHAT_INPUT, Command, Scope};
use super::reply::{Choice, Completion, Failure, Reply};
use super::state::{Shared, State};
use super::world::{Place, User, permissions};

/// The contexts of a command: guilds, and the private channel with the bot.
const IN_GUILD: u64 = 0;
const IN_BOT_DM: u64 = 1;

/// A user in a channel.
#[derive(Clone, Debug)]
pub struct Actor {
    pub(super) shared: Arc<Shared>,
    pub(super) user: User,
    pub(super) channel: Snowflake,
}

impl Actor {
    pub(super) fn new(shared: Arc<Shared>, user: &User) -> Self {
        let first = shared.read(|state| {
            let mut guilds = state.world.guilds.iter().filter(|guild| guild.permissions_of(user.id).is_some());
            guilds.find_map(|guild| guild.channels.first()).map(|channel| channel.id)
        });
        Self { shared, channel: first.unwrap_or(user.dm), user: user.clone() }
    }

    /// Goes to this channel. At first, a user is in the first channel of the first guild they are in.
    #[must_use]
    pub fn in_channel(mut self, channel: Snowflake) -> Self {
        self.channel = channel;
        self
    }

    /// Goes to the private channel with the bot.
    #[must_use]
    pub fn in_dm(mut self) -> Self {
        self.channel = self.user.dm;
        self
    }

    /// Sets the client to this language.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> Self {
        locale.clone_into(&mut self.user.locale);
        self
    }

    /// Runs a command, `"name"` or `"name sub"` or `"name group sub"`, and waits for what comes of it.
    pub async fn command(&self, name: &str, options: Value) -> Result<Reply, SandboxError> {
        let id = self.shared.with(|state| {
            let (command, data) = self.fill(state, name, &options, None)?;
            // Messages name it with its subcommand.
            let words: Vec<_> = name.trim_start_matches('/').split_whitespace().skip(1).collect();
            let name = [&[command.name()], words.as_slice()].concat().join(" ");
            self.begin(state, Deed::Command { name, data })
        })?;
        Ok(self.reply(id).await)
    }

    /// The commands that the client shows to this user here, as Discord gives them.
    pub fn offers(&self) -> Vec<Value> {
        self.shared.read(|state| {
            let Ok(place) = self.place(state) else { return Vec::new() };
            let here = |command: &&Command| match command.scope {
                Scope::Global => true,
                Scope::Guild(guild) => Some(guild) == place.guild(),
            };
            let all = state.registry.all().iter().filter(here);
            all.filter(|command| self.offered(place, command).is_ok()).map(|command| command.body.clone()).collect()
        })
    }

    /// Types into an option of a command, `(name, text so far)`, and waits for the choices.
    pub async fn autocomplete(
        &self,
        name: &str,
        options: Value,
        typing: (&str, &str),
    ) -> Result<Completion, SandboxError> {
        let id = self.shared.with(|state| {
            let (_, data) = self.fill(state, name, &options, Some(typing))?;
            self.begin(state, Deed::Autocomplete { data })
        })?;
        let reply = self.reply(id).await;
        let choices = reply.body.iter().flat_map(|body| body["data"]["choices"].as_array().into_iter().flatten());
        let choice = |choice: &Value| Choice {
            name: choice["name"].as_str().unwrap_or_default().to_owned(),
            value: choice["value"].clone(),
        };
        Ok(Completion {
            choices: choices.map(choice).collect(),
            sent: reply.sent,
            took: reply.took,
            refused: reply.refused,
            error: reply.error,
            body: reply.body,
        })
    }

    /// Presses a button.
    pub async fn press(&self, message: Snowflake, custom_id: &str) -> Result<Reply, SandboxError> {
        self.use_component(message, custom_id, None).await
    }

    /// Picks these options of a select menu.
    pub async fn select(&self, message: Snowflake, custom_id: &str, values: &[&str]) -> Result<Reply, SandboxError> {
        self.use_component(message, custom_id, Some(values)).await
    }

    /// What this user sees in the channel, the oldest first.
    pub fn sees(&self) -> Vec<Message> {
        self.shared.read(|state| {
            let all = state.messages.in_channel(self.channel);
            all.filter(|message| message.visible_to(self.user.id)).cloned().collect()
        })
    }

    /// A message that this user sees in the channel.
    pub(super) fn seen<'s>(&self, state: &'s State, message: Snowflake) -> Result<&'s Message, SandboxError> {
        let seen = |found: &&Message| found.channel == self.channel && found.visible_to(self.user.id);
        state.messages.get(message).filter(seen).ok_or_else(|| SandboxError::NoMessage {
            user: self.user.name.clone(),
            message,
            channel: self.channel,
        })
    }

    pub(super) fn place<'s>(&self, state: &'s State) -> Result<Place<'s>, SandboxError> {
        let reachable = |place: &Place<'_>| match place {
            Place::Guild { guild, .. } => guild.permissions_of(self.user.id).is_some(),
            Place::Dm { user } => user.id == self.user.id,
        };
        state
            .world
            .place(self.channel)
            .filter(reachable)
            .ok_or_else(|| SandboxError::NoChannel { user: self.user.name.clone(), channel: self.channel })
    }

    /// Finds the command and fills in its options.
    fn fill(
        &self,
        state: &State,
        name: &str,
        options: &Value,
        focus: Focus<'_>,
    ) -> Result<(Command, Value), SandboxError> {
        let place = self.place(state)?;
        let mut words = name.trim_start_matches('/').split_whitespace();
        let name = words.next().unwrap_or_default();
        let command = state
            .registry
            .find(place.guild(), CHAT_INPUT, name)
            .ok_or_else(|| SandboxError::NotRegistered { name: name.to_owned(), known: state.registry.names() })?;
        self.offered(place, command)?;
        let path: Vec<_> = words.collect();
        let filled = options::fill(&state.world, place.guild(), &command.body, &path, options, focus)?;
        let mut data = json!({"id": command.id, "name": command.name(), "type": CHAT_INPUT, "options": filled.options});
        if !filled.resolved.is_empty() {
            data["resolved"] = Value::Object(filled.resolved);
        }
        if let Some(guild) = command.body["guild_id"].as_str() {
            data["guild_id"] = json!(guild);
        }
        Ok((command.clone(), data))
    }

    /// Whether the client shows this command to this user in this place.
    pub(super) fn offered(&self, place: Place<'_>, command: &Command) -> Result<(), SandboxError> {
        let (context, granted) = match place {
            Place::Guild { guild, .. } => (IN_GUILD, guild.permissions_of(self.user.id)),
            Place::Dm { .. } => (IN_BOT_DM, None),
        };
        let contexts = command.body["contexts"].as_array();
        let needed = command.body["default_member_permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok());
        let why = if contexts.is_some_and(|contexts| !contexts.contains(&json!(context))) {
            "it is not for this kind of place"
        } else if context == IN_BOT_DM && contexts.is_none() && command.body["dm_permission"] == false {
            "it is not for private channels"
        } else if let (Some(granted), Some(needed)) = (granted, needed)
            && granted & permissions::ADMINISTRATOR == 0
            && (needed == 0 || granted & needed != needed)
        {
            "they lack the permissions it asks for"
        } else {
            return Ok(());
        };
        Err(SandboxError::NotOffered { name: command.name().to_owned(), user: self.user.name.clone(), why })
    }

    async fn use_component(
        &self,
        message: Snowflake,
        custom_id: &str,
        values: Option<&[&str]>,
    ) -> Result<Reply, SandboxError> {
        let id = self.shared.with(|state| {
            let (message, data) = self.find_component(state, message, custom_id, values)?;
            self.begin(state, Deed::Component { message, data })
        })?;
        Ok(self.reply(id).await)
    }

    /// The message, and the data of an interaction with its component, if this user can use it so.
    fn find_component(
        &self,
        state: &State,
        message: Snowflake,
        custom_id: &str,
        values: Option<&[&str]>,
    ) -> Result<(Message, Value), SandboxError> {
        self.place(state)?;
        let found = self.seen(state, message)?;
        let component = found.component(custom_id).ok_or_else(|| {
            let known: Vec<_> = found.components().filter_map(|component| component["custom_id"].as_str()).collect();
            SandboxError::NoComponent { message, custom_id: custom_id.to_owned(), known: known.join(", ") }
        })?;
        let why = |why: &str| SandboxError::Component { message, custom_id: custom_id.to_owned(), why: why.to_owned() };
        if component["disabled"] == true {
            return Err(why("is disabled"));
        }
        let kind = component["type"].as_u64().unwrap_or_default();
        let mut data = json!({"component_type": kind, "custom_id": custom_id, "id": component["id"]});
        match values {
            None if kind == 2 => {}
            None => return Err(why("is a menu, and something must be picked")),
            Some(_) if kind == 2 => return Err(why("is a button, and has nothing to pick")),
            Some(values) => {
                let least = component["min_values"].as_u64().unwrap_or(1);
                let most = component["max_values"].as_u64().unwrap_or(1);
                let options = component["options"].as_array().map_or(&[][..], Vec::as_slice);
                let offered = |value: &&str| options.iter().any(|option| option["value"] == **value);
                if kind == 3
                    && let Some(unknown) = values.iter().find(|value| !offered(value))
                {
                    return Err(why(&format!("does not offer \"{unknown}\"")));
                }
                if !(least..=most).contains(&(values.len() as u64)) {
                    return Err(why(&format!("takes between {least} and {most} options")));
                }
                data["values"] = json!(values);
            }
        }
        Ok((found.clone(), data))
    }

    pub(super) fn begin(&self, state: &mut State, deed: Deed) -> Result<Snowflake, SandboxError> {
        let begun = payload::begin(state, &self.user, self.channel, deed);
        let id =
            begun.ok_or_else(|| SandboxError::NoChannel { user: self.user.name.clone(), channel: self.channel })?;
        // The failure is the interaction's own, whether or not anybody waits for it.
        let shared = Arc::clone(&self.shared);
        tokio::spawn(async move {
            tokio::time::sleep(shared.answer_within).await;
            // Most were answered, which is no news to anybody.
            if shared.read(|state| state.interactions.waits(id)) {
                shared.with(|state| state.interactions.expire(id));
            }
        });
        Ok(id)
    }

    /// Waits until the interaction failed, or was answered and is settled.
    pub(super) async fn reply(&self, id: Snowflake) -> Reply {
        let done = |state: &State| match &state.interactions.get(id)?.state {
            interactions::State::Waiting => None,
            interactions::State::Failed => Some(()),
            interactions::State::Answered(answered) => answered.settled.map(|_| ()),
        };
        let begun = |interaction: &Interaction| match interaction.state {
            interactions::State::Answered(_) => Some(()),
            interactions::State::Waiting | interactions::State::Failed => None,
        };
        // The timer decides when it has failed, so that there is one opinion on it; waiting longer cannot hurt.
        let first = Instant::now() + self.shared.answer_within * 2;
        let either = |state: &State| done(state).or_else(|| begun(state.interactions.get(id)?));
        self.shared.wait_until(first, either).await;
        let deadline = Instant::now() + self.shared.settle_within;
        self.shared.wait_until(deadline, done).await;
        self.shared.read(|state| self.look(state, id))
    }

    fn look(&self, state: &State, id: Snowflake) -> Reply {
        let interaction = state.interactions.get(id);
        let answered = interaction.and_then(Interaction::answered);
        let message = answered.and_then(|answered| state.messages.get(answered.original?)).cloned();
        let error = match answered {
            None => Some(Failure::NoAnswer),
            // A click may be acknowledged, and that be all.
            Some(answered) if answered.settled.is_none() && answered.callback == Callback::Deferred => {
                Some(Failure::NeverSettled)
            }
            Some(_) => None,
        };
        Reply {
            interaction: id,
            sent: interaction.map(|interaction| interaction.payload.clone()).unwrap_or_default(),
            body: answered.map(|answered| answered.body.clone()),
            callback: answered.map(|answered| answered.callback),
            ephemeral: message.as_ref().is_some_and(|message| message.audience != Audience::Everyone),
            message,
            took: answered.map(|answered| answered.took),
            settled: answered.and_then(|answered| answered.settled),
            refused: interaction.map(|interaction| interaction.refused.clone()).unwrap_or_default(),
            error,
        }
    }
}
