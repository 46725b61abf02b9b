//! Guilds: themselves, their channels, roles and members.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Call, Outcome, Reply, id, only};
use crate::sandbox::refusal::{Known, Refusal};
use crate::sandbox::shapes;
use crate::sandbox::state::State;
use crate::sandbox::world::{Guild, permissions};

/// A guild that the bot is in. One that it was removed from is known, and closed to it.
fn known<'s>(state: &'s State, guild: &str) -> Result<&'s Guild, Refusal> {
    let guild = id(guild, Known::UnknownGuild)?;
    let left = state.left.iter().any(|left| left.id == guild);
    let refusal = if left { Known::MissingAccess } else { Known::UnknownGuild };
    state.world.guild(guild).ok_or_else(|| refusal.into())
}

pub(super) fn guild(state: &State, call: &Call, guild: &str) -> Outcome {
    only(call, &Method::GET)?;
    let found = known(state, guild)?;
    let mut body = shapes::guild(&state.world, found);
    if call.flag("with_counts") {
        body["approximate_member_count"] = json!(found.members.len() + 1);
        body["approximate_presence_count"] = json!(1);
    }
    Ok(Reply::ok(body))
}

pub(super) fn channels(state: &State, call: &Call, guild: &str) -> Outcome {
    only(call, &Method::GET)?;
    Ok(Reply::ok(shapes::guild_channels(known(state, guild)?)))
}

pub(super) fn roles(state: &State, call: &Call, guild: &str) -> Outcome {
    only(call, &Method::GET)?;
    Ok(Reply::ok(Value::Array(shapes::roles(&state.world, known(state, guild)?))))
}

pub(super) fn member(state: &State, call: &Call, guild: &str, user: &str) -> Outcome {
    only(call, &Method::GET)?;
    let found = known(state, guild)?;
    let user = id(user, Known::UnknownMember)?;
    if user == state.world.bot.id {
        return Ok(Reply::ok(shapes::bot_member(&state.world, found)));
    }
    let member = state.world.user(user).filter(|user| found.permissions_of(user.id).is_some());
    let granted = found.permissions_of(user).unwrap_or(permissions::ORDINARY);
    member.map(|user| Reply::ok(shapes::member(&state.world, user, granted))).ok_or_else(|| Known::UnknownMember.into())
}
