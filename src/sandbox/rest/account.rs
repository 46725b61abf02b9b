//! Who the bot is, and where its gateway is.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Call, Outcome, Reply, only};
use crate::sandbox::gateway::gateway_url;
use crate::sandbox::shapes;
use crate::sandbox::state::{Shared, State};

/// Sessions a bot may begin in a day.
const SESSION_STARTS: u64 = 1000;
/// A day, in milliseconds.
const DAY: u64 = 86_400_000;

pub(super) fn gateway(shared: &Shared, call: &Call) -> Outcome {
    only(call, &Method::GET)?;
    Ok(Reply::ok(json!({"url": gateway_url(shared)})))
}

pub(super) fn gateway_bot(shared: &Shared, state: &State, call: &Call) -> Outcome {
    only(call, &Method::GET)?;
    let started = state.gateway.identified();
    Ok(Reply::ok(json!({
        "url": gateway_url(shared), "shards": 1,
        "session_start_limit": {
            "total": SESSION_STARTS, "remaining": SESSION_STARTS.saturating_sub(started), "reset_after": DAY,
            "max_concurrency": 1,
        },
    })))
}

pub(super) fn me(state: &State, call: &Call) -> Outcome {
    only(call, &Method::GET)?;
    Ok(Reply::ok(shapes::bot(&state.world)))
}

pub(super) fn my_guilds(state: &State, call: &Call) -> Outcome {
    only(call, &Method::GET)?;
    let guilds = state.world.guilds.iter().map(|guild| shapes::guild_in_list(&state.world, guild));
    Ok(Reply::ok(guilds.collect::<Value>()))
}

pub(super) fn application(state: &State, call: &Call) -> Outcome {
    only(call, &Method::GET)?;
    Ok(Reply::ok(shapes::application(&state.world)))
}
