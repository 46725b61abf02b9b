//! Channels, their messages, and guilds.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Call, Outcome, Reply, id, only};
use crate::sandbox::ids::Snowflake;
use crate::sandbox::messages::{Audience, Message, Origin, flags};
use crate::sandbox::refusal::{At, Known, Refusal};
use crate::sandbox::shapes;
use crate::sandbox::state::State;
use crate::sandbox::validate::message::{Intent, check};

/// Messages that a list has when nothing else is asked, and at most.
const PAGE: usize = 50;
const PAGE_MAX: usize = 100;

fn known(state: &State, channel: &str) -> Result<Snowflake, Refusal> {
    let channel = id(channel, Known::UnknownChannel)?;
    state.world.place(channel).ok_or(Known::UnknownChannel)?;
    Ok(channel)
}

pub(super) fn channel(state: &State, call: &Call, channel: &str) -> Outcome {
    only(call, &Method::GET)?;
    let place = state.world.place(known(state, channel)?).ok_or(Known::UnknownChannel)?;
    let last = state.messages.in_channel(place.channel()).next_back().map(|message| message.id);
    Ok(Reply::ok(shapes::channel(&state.world, place, last)))
}

pub(super) fn typing(state: &State, call: &Call, channel: &str) -> Outcome {
    only(call, &Method::POST)?;
    known(state, channel)?;
    Ok(Reply::nothing())
}

pub(super) fn messages(state: &mut State, call: &Call, channel: &str) -> Outcome {
    let channel = known(state, channel)?;
    match call.method {
        Method::GET => Ok(Reply::ok(history(state, call, channel))),
        Method::POST => {
            check(&At::ROOT, &call.body, call.files.len(), Intent::Send)?;
            let State { world, mint, messages, .. } = state;
            let reply_to = call.body["message_reference"]["message_id"].as_str().and_then(|id| id.parse().ok());
            let origin = Origin {
                channel,
                guild: world.place(channel).and_then(|place| place.guild()),
                author: None,
                audience: Audience::Everyone,
                kind: if reply_to.is_some() { 19 } else { 0 },
                // Only the answer to an interaction can be for one user.
                flags: call.body["flags"].as_u64().unwrap_or(0) & flags::SETTABLE & !flags::EPHEMERAL,
                interaction: None,
                reply_to,
                files: &call.files,
            };
            Ok(Reply::ok(messages.post(mint, world, origin, &call.body).body.clone()))
        }
        _ => Err(Refusal::method_not_allowed()),
    }
}

/// A page of a channel's history, the newest first. What only one user sees is not in it.
fn history(state: &State, call: &Call, channel: Snowflake) -> Value {
    let limit = call.query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(PAGE).clamp(1, PAGE_MAX);
    let public = |message: &&Message| message.audience == Audience::Everyone;
    let all = state.messages.in_channel(channel).filter(public);
    let mut page: Vec<_> = if let Some(after) = call.id("after") {
        let mut page: Vec<_> = all.filter(|message| message.id > after).take(limit).collect();
        page.reverse();
        page
    } else if let Some(around) = call.id("around") {
        let all: Vec<_> = all.collect();
        let middle = all.partition_point(|message| message.id < around);
        let first = middle.saturating_sub(limit / 2);
        all.into_iter().skip(first).take(limit).rev().collect()
    } else {
        let before = call.id("before");
        all.rev().filter(|message| before.is_none_or(|before| message.id < before)).take(limit).collect()
    };
    page.drain(..).map(|message| message.body.clone()).collect()
}

pub(super) fn message(state: &mut State, call: &Call, channel: &str, message: &str) -> Outcome {
    let channel = known(state, channel)?;
    let message = id(message, Known::UnknownMessage)?;
    let State { world, mint, messages, .. } = state;
    let found = messages
        .get(message)
        .filter(|found| found.channel == channel && found.audience == Audience::Everyone)
        .ok_or(Known::UnknownMessage)?;
    match call.method {
        Method::GET => Ok(Reply::ok(found.body.clone())),
        Method::PATCH => {
            if found.body["author"]["id"] != json!(world.bot.id) {
                return Err(Known::NotTheAuthor.into());
            }
            check(&At::ROOT, &call.body, call.files.len(), Intent::Edit(&found.body))?;
            let edited = messages.edit(mint, world, message, &call.body, &call.files).ok_or(Known::UnknownMessage)?;
            Ok(Reply::ok(edited.body.clone()))
        }
        Method::DELETE => {
            messages.delete(message);
            Ok(Reply::nothing())
        }
        _ => Err(Refusal::method_not_allowed()),
    }
}

pub(super) fn guild(state: &State, call: &Call, guild: &str) -> Outcome {
    only(call, &Method::GET)?;
    let found = state.world.guild(id(guild, Known::UnknownGuild)?).ok_or(Known::UnknownGuild)?;
    let mut body = shapes::guild(found);
    if call.flag("with_counts") {
        body["approximate_member_count"] = json!(found.members.len() + 1);
        body["approximate_presence_count"] = json!(1);
    }
    Ok(Reply::ok(body))
}

pub(super) fn guild_channels(state: &State, call: &Call, guild: &str) -> Outcome {
    only(call, &Method::GET)?;
    let found = state.world.guild(id(guild, Known::UnknownGuild)?).ok_or(Known::UnknownGuild)?;
    Ok(Reply::ok(shapes::guild_channels(found)))
}
