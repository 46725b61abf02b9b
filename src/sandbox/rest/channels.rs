//! Channels and their messages.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Call, Outcome, Reply, id, only};
use crate::sandbox::ids::Snowflake;
use crate::sandbox::messages::{Audience, Message, Origin, flags};
use crate::sandbox::refusal::{At, Known, Refusal};
use crate::sandbox::shapes;
use crate::sandbox::state::{Shared, State};
use crate::sandbox::validate::message::{Intent, check};
use crate::sandbox::world::{Place, permissions};

/// Messages that a list has when nothing else is asked, and at most.
const PAGE: usize = 50;
const PAGE_MAX: usize = 100;

fn known(state: &State, channel: &str) -> Result<Snowflake, Refusal> {
    let channel = id(channel, Known::UnknownChannel)?;
    let place = state.world.place(channel).ok_or_else(|| state.gone(channel))?;
    needs(state, place, permissions::VIEW_CHANNEL, Known::MissingAccess)?;
    Ok(channel)
}

/// What the bot must be allowed for this.
fn needs(state: &State, place: Place<'_>, needed: u64, otherwise: Known) -> Result<(), Refusal> {
    if state.world.bot_may(place) & needed == needed { Ok(()) } else { Err(otherwise.into()) }
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

pub(super) fn messages(shared: &Shared, state: &mut State, call: &Call, channel: &str) -> Outcome {
    let channel = known(state, channel)?;
    let place = state.world.place(channel).ok_or(Known::UnknownChannel)?;
    match call.method {
        // Who may not read the history is not told so: they get an empty one.
        Method::GET if needs(state, place, permissions::READ_MESSAGE_HISTORY, Known::MissingAccess).is_err() => {
            Ok(Reply::ok(json!([])))
        }
        Method::GET => Ok(Reply::ok(history(state, call, channel))),
        Method::POST => {
            needs(state, place, permissions::SEND_MESSAGES, Known::MissingPermissions)?;
            let mut said = call.body.clone();
            if needs(state, place, permissions::EMBED_LINKS, Known::MissingPermissions).is_err() {
                // Without a word.
                said["embeds"] = Value::Null;
            }
            check(&At::ROOT, &said, call.files.len(), Intent::Send)?;
            let nonce = nonce(&call.body);
            let there = nonce.as_ref().and_then(|nonce| state.nonces.find(nonce, shared.nonce_life));
            if let Some(message) = there.and_then(|there| state.messages.get(there)) {
                return Ok(Reply::ok(message.body.clone()));
            }
            let State { world, mint, messages, nonces, .. } = state;
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
            let message = messages.post(mint, world, origin, &said);
            if let Some(nonce) = nonce {
                nonces.note(nonce, message.id);
            }
            Ok(Reply::ok(message.body.clone()))
        }
        _ => Err(Refusal::method_not_allowed()),
    }
}

/// The nonce by which a message is to be the only one of its author.
fn nonce(body: &Value) -> Option<String> {
    let enforced = body["enforce_nonce"] == true && !body["nonce"].is_null();
    enforced.then(|| body["nonce"].as_str().map_or_else(|| body["nonce"].to_string(), str::to_owned))
}

/// Hands a message of an announcement channel on to those who follow it.
pub(super) fn crosspost(state: &mut State, call: &Call, channel: &str, message: &str) -> Outcome {
    only(call, &Method::POST)?;
    let channel = known(state, channel)?;
    let message = id(message, Known::UnknownMessage)?;
    let place = state.world.place(channel).ok_or(Known::UnknownChannel)?;
    needs(state, place, permissions::SEND_MESSAGES, Known::MissingPermissions)?;
    if !matches!(place, Place::Guild { channel, .. } if channel.announcement) {
        return Err(Known::WrongKindOfChannel.into());
    }
    let found = state.messages.get(message).filter(|found| found.channel == channel).ok_or(Known::UnknownMessage)?;
    if found.crossposted() {
        return Err(Known::AlreadyCrossposted.into());
    }
    let body = state.messages.crosspost(message).ok_or(Known::UnknownMessage)?;
    Ok(Reply::ok(body))
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
    let shown = |message: &Message| {
        let mut body = message.body.clone();
        // Only who sends a message is told its nonce.
        if let Some(fields) = body.as_object_mut() {
            fields.remove("nonce");
        }
        body
    };
    page.drain(..).map(shown).collect()
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
