//! What a bot says on the gateway, and what it gets for it.

use std::collections::VecDeque;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{ConnectionId, Identify, Order, RefuseIdentify, Resume, Session, Shard};
use crate::sandbox::shapes;
use crate::sandbox::state::{Shared, State};

/// The version of the protocol that is spoken.
pub(in crate::sandbox) const VERSION: &str = "10";
/// The intents there are.
const INTENTS: u64 = 0x3_ffff | 0b11 << 20 | 0b11 << 24;
/// Those for guild members, presences and message content, which a bot must be granted.
const PRIVILEGED: u64 = 1 << 1 | 1 << 8 | 1 << 15;
/// The intent that asks for GUILD_CREATE.
const GUILDS: u64 = 1;
/// Session ids are as long as Discord's.
const SESSION_ID_LENGTH: usize = 32;

/// Answers one frame.
pub(super) fn receive(shared: &Shared, state: &mut State, connection: ConnectionId, text: &str) {
    let close = |state: &State, code, reason| state.gateway.tell(connection, Order::Close(code, reason));
    let Ok(frame) = serde_json::from_str::<Value>(text) else {
        return close(state, 4002, "Error while decoding payload.");
    };
    let known = state.gateway.sessions.iter().any(|session| session.connection == Some(connection));
    match frame["op"].as_u64() {
        Some(1) => {
            state.gateway.heartbeats += 1;
            state.gateway.tell(connection, Order::Send(json!({"op": 11}).to_string()));
        }
        Some(2 | 6) if known => close(state, 4005, "Already authenticated."),
        Some(2 | 6)
            if frame["d"]["token"] != *shared.token && frame["d"]["token"] != format!("Bot {}", shared.token) =>
        {
            if frame["op"] == 2 {
                note_identify(state, &frame["d"], false);
            }
            close(state, 4004, "Authentication failed.");
        }
        Some(2) => identify(shared, state, connection, &frame["d"]),
        Some(6) => resume(state, connection, &frame["d"]),
        Some(3 | 4 | 8 | 31) if !known => close(state, 4003, "Not authenticated."),
        // Presence, voice, members, sounds: heard, and of no consequence here.
        Some(3 | 4 | 8 | 31) => {}
        _ => close(state, 4001, "Unknown opcode."),
    }
}

fn shard_of(identify: &Value) -> Option<Shard> {
    if identify["shard"].is_null() {
        return Some(Shard { id: 0, total: 1 });
    }
    let shard = Shard { id: identify["shard"][0].as_u64()?, total: identify["shard"][1].as_u64()? };
    (shard.id < shard.total).then_some(shard)
}

fn note_identify(state: &mut State, data: &Value, accepted: bool) {
    let shard = shard_of(data).unwrap_or(Shard { id: 0, total: 0 });
    let intents = data["intents"].as_u64().unwrap_or_default();
    state.gateway.identifies.push(Identify { at: Instant::now(), shard, intents, accepted });
}

fn identify(shared: &Shared, state: &mut State, connection: ConnectionId, data: &Value) {
    let refusal = if state.gateway.refusals.is_empty() {
        let intents = data["intents"].as_u64();
        match (shard_of(data), intents) {
            (None, _) => Some(Order::Close(4010, "Invalid shard.")),
            (_, None) => Some(Order::Close(4013, "Invalid intent(s).")),
            (_, Some(intents)) if intents & !INTENTS != 0 => Some(Order::Close(4013, "Invalid intent(s).")),
            (_, Some(intents)) if intents & PRIVILEGED != 0 => Some(Order::Close(4014, "Disallowed intent(s).")),
            _ => None,
        }
    } else {
        match state.gateway.refusals.remove(0) {
            RefuseIdentify::InvalidSession => Some(Order::Send(invalid_session(false))),
            RefuseIdentify::Close(code) => Some(Order::Close(code, "Told to refuse.")),
            RefuseIdentify::Ignore => return note_identify(state, data, false),
        }
    };
    note_identify(state, data, refusal.is_none());
    if let Some(refusal) = refusal {
        return state.gateway.tell(connection, refusal);
    }
    // It was just seen to be there.
    let Some(shard) = shard_of(data) else { return };
    let id = state.mint.secret(SESSION_ID_LENGTH);
    let intents = data["intents"].as_u64().unwrap_or_default();
    let world = &state.world;
    let guilds: Vec<_> = world.guilds.iter().filter(|guild| shard.has(Some(guild.id))).collect();
    let ready = json!({
        "v": 10, "user": shapes::bot(world), "session_id": id, "session_type": "normal",
        "resume_gateway_url": gateway_url(shared), "shard": [shard.id, shard.total],
        "guilds": guilds.iter().map(|guild| json!({"id": guild.id, "unavailable": true})).collect::<Vec<_>>(),
        "application": {"id": world.bot.id, "flags": 0}, "private_channels": [], "relationships": [],
        "user_settings": {}, "presences": [], "geo_ordered_rtc_regions": [], "_trace": ["sandbox"],
    });
    let creates: Vec<_> = guilds.iter().map(|guild| shapes::guild_create(world, guild)).collect();
    let gateway = &mut state.gateway;
    gateway.sessions.push(Session {
        id,
        shard,
        intents,
        events: VecDeque::new(),
        seq: 0,
        connection: Some(connection),
    });
    let at = gateway.sessions.len() - 1;
    gateway.dispatch(at, "READY", &ready);
    if gateway.sessions[at].intents & GUILDS != 0 {
        for create in creates {
            gateway.dispatch(at, "GUILD_CREATE", &create);
        }
    }
}

fn resume(state: &mut State, connection: ConnectionId, data: &Value) {
    let gateway = &mut state.gateway;
    let session_id = data["session_id"].as_str().unwrap_or_default().to_owned();
    let seq = data["seq"].as_u64().unwrap_or_default();
    let found = gateway.sessions.iter().position(|session| session.id == session_id);
    let ahead = found.is_some_and(|at| seq > gateway.sessions[at].seq);
    let missed = found.and_then(|at| Some((at, gateway.sessions[at].after(seq)?)));
    gateway.resumes.push(Resume { at: Instant::now(), session_id, seq, accepted: missed.is_some() });
    if ahead {
        return gateway.tell(connection, Order::Close(4007, "Invalid seq."));
    }
    let Some((at, missed)) = missed else {
        return gateway.tell(connection, Order::Send(invalid_session(false)));
    };
    let session = &mut gateway.sessions[at];
    // A connection that the bot gave up, and that was not yet seen to end, is told that it is not wanted.
    if let Some(old) = session.connection.replace(connection) {
        gateway.tell(old, Order::Close(4000, "Resumed elsewhere."));
    }
    for event in missed {
        gateway.tell(connection, Order::Send(event));
    }
    gateway.dispatch(at, "RESUMED", &json!({"_trace": ["sandbox"]}));
}

/// Where the gateway is, for bots.
pub(in crate::sandbox) fn gateway_url(shared: &Shared) -> String {
    format!("ws://{}/gateway", shared.address)
}

pub(super) fn invalid_session(resumable: bool) -> String {
    json!({"op": 9, "d": resumable}).to_string()
}
