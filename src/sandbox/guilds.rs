//! What becomes of the bot's guilds while it runs, as whoever holds the sandbox plays it.

use serde_json::json;

use super::ids::Snowflake;
use super::state::State;
use super::world::Guild;
use super::{Sandbox, shapes};

/// The intent that asks for what happens to guilds.
const GUILDS: u64 = 1;

impl Sandbox {
    /// Removes the bot from a guild.
    pub fn remove_bot(&self, guild: Snowflake) {
        self.shared.with(|state| {
            let Some(at) = state.world.guilds.iter().position(|known| known.id == guild) else { return };
            let left = state.world.guilds.remove(at);
            state.left.push(left);
            state.gateway.dispatch_with(GUILDS, Some(guild), "GUILD_DELETE", &json!({"id": guild}));
        });
    }

    /// Adds the bot to a guild: a new one, or one that it was removed from.
    pub fn add_bot(&self, guild: Guild) {
        self.shared.with(|state| {
            state.left.retain(|left| left.id != guild.id);
            let id = guild.id;
            state.world.guilds.push(guild);
            create(state, id);
        });
    }

    /// The guilds that the bot was removed from.
    pub fn left(&self) -> Vec<Guild> {
        self.shared.read(|state| state.left.clone())
    }

    /// A guild cannot be reached for a while; the bot stays in it.
    pub fn outage(&self, guild: Snowflake) {
        self.shared.with(|state| {
            let body = json!({"id": guild, "unavailable": true});
            state.gateway.dispatch_with(GUILDS, Some(guild), "GUILD_DELETE", &body);
        });
    }

    /// A guild can be reached again.
    pub fn outage_over(&self, guild: Snowflake) {
        self.shared.with(|state| create(state, guild));
    }
}

fn create(state: &mut State, guild: Snowflake) {
    let Some(found) = state.world.guild(guild) else { return };
    let body = shapes::guild_create(&state.world, found);
    state.gateway.dispatch_with(GUILDS, Some(guild), "GUILD_CREATE", &body);
}
