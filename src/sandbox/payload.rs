//! Interactions as Discord sends them.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::ids::Snowflake;
use super::interactions::{self, Interaction, Kind};
use super::messages::Message;
use super::shapes;
use super::state::State;
use super::world::{Place, User, permissions};

/// What a file may weigh, in a server without boosts.
const ATTACHMENT_SIZE_LIMIT: u64 = 10 * 1024 * 1024;
/// Of the order of real ones, on whose length nobody may count.
const TOKEN_LENGTH: usize = 180;
/// Where an interaction comes from: a guild, or the private channel with the bot.
const IN_GUILD: u64 = 0;
const IN_BOT_DM: u64 = 1;

/// What was done, and with which data.
#[derive(Debug)]
pub(super) enum Deed {
    Command {
        name: String,
        data: Value,
    },
    Autocomplete {
        data: Value,
    },
    Component {
        message: Message,
        data: Value,
    },
    /// `opened_by` is the metadata of the interaction that was answered with the form.
    Modal {
        message: Option<Message>,
        opened_by: Value,
        data: Value,
    },
}

/// Makes an interaction of what a user does in a place, and registers it as waiting. Gives its id.
pub(super) fn begin(state: &mut State, user: &User, channel: Snowflake, deed: Deed) -> Option<Snowflake> {
    let id = state.mint.snowflake();
    let token = state.mint.secret(TOKEN_LENGTH);
    let world = &state.world;
    let place = world.place(channel)?;
    let (owners, context) = match place {
        Place::Guild { guild, .. } => (json!({"0": guild.id}), IN_GUILD),
        // Installed to a server and used in private: the server is "0".
        Place::Dm { .. } => (json!({"0": "0"}), IN_BOT_DM),
    };
    let who = shapes::user(world, user);
    let mut metadata = json!({"id": id, "user": who, "authorizing_integration_owners": owners});
    let mut older = Value::Null;
    let mut source = None;
    let mut shown = None;
    let (kind, data) = match deed {
        Deed::Command { name, data } => {
            metadata["name"] = json!(name);
            metadata["command_type"] = data["type"].clone();
            if !data["target_id"].is_null() {
                metadata["target_message_id"] = data["target_id"].clone();
            }
            older = json!({"id": id, "type": 2, "name": name, "user": who});
            (Kind::Command, data)
        }
        Deed::Autocomplete { data } => (Kind::Autocomplete, data),
        Deed::Component { message, data } => {
            metadata["interacted_message_id"] = json!(message.id);
            source = Some(message.id);
            shown = Some(message.body);
            (Kind::Component, data)
        }
        Deed::Modal { message, opened_by, data } => {
            metadata["triggering_interaction_metadata"] = opened_by;
            source = message.as_ref().map(|message| message.id);
            shown = message.map(|message| message.body);
            (Kind::Modal, data)
        }
    };
    metadata["type"] = json!(kind.number());
    let mut payload = json!({
        "id": id, "application_id": world.bot.id, "type": kind.number(), "token": token, "version": 1,
        "data": data, "channel_id": channel, "locale": user.locale, "entitlements": [],
        "entitlement_sku_ids": [], "authorizing_integration_owners": owners, "context": context,
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
    });
    let last = state.messages.in_channel(channel).next_back().map(|message| message.id);
    payload["channel"] = shapes::channel(world, place, last);
    payload["app_permissions"] = json!(world.bot_may(place).to_string());
    match place {
        Place::Guild { guild, .. } => {
            let granted = guild.permissions_of(user.id).unwrap_or(permissions::ORDINARY);
            payload["channel"]["permissions"] = json!(granted.to_string());
            payload["guild_id"] = json!(guild.id);
            payload["guild"] = json!({"id": guild.id, "locale": guild.locale, "features": []});
            payload["guild_locale"] = json!(guild.locale);
            payload["member"] = shapes::member(world, user, granted);
        }
        Place::Dm { .. } => payload["user"] = who,
    }
    if let Some(message) = shown {
        payload["message"] = message;
    }
    let guild = place.guild();
    state.interactions.begin(Interaction {
        id,
        token,
        kind,
        user: user.id,
        channel,
        guild,
        source,
        metadata: (metadata, older),
        payload: payload.clone(),
        sent: Instant::now(),
        state: interactions::State::Waiting,
        refused: Vec::new(),
    });
    state.gateway.dispatch_to(guild, "INTERACTION_CREATE", &payload);
    Some(id)
}
