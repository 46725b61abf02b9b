//! The REST API: which request goes where, and who may make it.

mod account;
mod callbacks;
mod channels;
mod commands;
mod guilds;
mod webhooks;

use std::collections::HashMap;

use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::files::Upload;
use super::ids::Snowflake;
use super::refusal::{Known, Refusal};
use super::state::{Shared, State};

/// A request that was read.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) method: Method,
    /// Without `/api/v10`.
    pub(super) path: String,
    pub(super) query: HashMap<String, String>,
    pub(super) authorization: Option<String>,
    pub(super) body: Value,
    pub(super) files: Vec<Upload>,
}

impl Call {
    fn flag(&self, name: &str) -> bool {
        self.query.get(name).is_some_and(|value| matches!(value.as_str(), "true" | "True" | "1"))
    }

    fn id(&self, name: &str) -> Option<Snowflake> {
        self.query.get(name)?.parse().ok()
    }
}

/// A success.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    /// Nothing with 204.
    pub(super) body: Option<Value>,
}

impl Reply {
    fn ok(body: Value) -> Self {
        Self { status: StatusCode::OK, body: Some(body) }
    }

    fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, body: None }
    }
}

type Outcome = Result<Reply, Refusal>;

/// Does what a request asks.
pub(super) fn answer(shared: &Shared, state: &mut State, call: &Call) -> Outcome {
    let path: Vec<_> = call.path.trim_matches('/').split('/').collect();
    let open = match path.as_slice() {
        ["gateway"] => Some(account::gateway(shared, call)),
        ["interactions", id, token, "callback"] => Some(callbacks::answer(shared, state, call, id, token)),
        ["webhooks", application, token, rest @ ..] => Some(webhooks::answer(state, call, application, token, rest)),
        _ => None,
    };
    if let Some(outcome) = open {
        return outcome;
    }
    if call.authorization.as_deref() != Some(&format!("Bot {}", shared.token)) {
        return Err(Refusal::unauthorized());
    }
    match path.as_slice() {
        ["gateway", "bot"] => account::gateway_bot(shared, state, call),
        ["users", "@me"] => account::me(state, call),
        ["users", "@me", "guilds"] => account::my_guilds(state, call),
        ["applications", "@me"] | ["oauth2", "applications", "@me"] => account::application(state, call),
        ["applications", application, "commands", rest @ ..] => commands::answer(state, call, application, None, rest),
        ["applications", application, "guilds", guild, "commands", rest @ ..] => {
            commands::answer(state, call, application, Some(guild), rest)
        }
        ["channels", channel] => channels::channel(state, call, channel),
        ["channels", channel, "typing"] => channels::typing(state, call, channel),
        ["channels", channel, "messages"] => channels::messages(shared, state, call, channel),
        ["channels", channel, "messages", message, "crosspost"] => channels::crosspost(state, call, channel, message),
        ["channels", channel, "messages", message] => channels::message(state, call, channel, message),
        ["guilds", guild] => guilds::guild(state, call, guild),
        ["guilds", guild, "channels"] => guilds::channels(state, call, guild),
        ["guilds", guild, "roles"] => guilds::roles(state, call, guild),
        ["guilds", guild, "members", user] => guilds::member(state, call, guild, user),
        _ => Err(Refusal::not_found()),
    }
}

fn only(call: &Call, method: &Method) -> Result<(), Refusal> {
    if call.method == method { Ok(()) } else { Err(Refusal::method_not_allowed()) }
}

/// An id out of a path; one that cannot be read names nothing.
fn id(text: &str, unknown: Known) -> Result<Snowflake, Refusal> {
    text.parse().map_err(|_| unknown.into())
}
