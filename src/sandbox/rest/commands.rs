//! Registering commands.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Call, Outcome, Reply, id};
use crate::sandbox::refusal::{Known, Refusal};
use crate::sandbox::registry::{Command, Scope};
use crate::sandbox::state::State;
use crate::sandbox::validate::commands::{self as validate, GLOBAL_COMMANDS, Presence};

pub(super) fn answer(
    state: &mut State,
    call: &Call,
    application: &str,
    guild: Option<&&str>,
    rest: &[&str],
) -> Outcome {
    let app = state.world.bot.id;
    if application != app.to_string() {
        return Err(Known::NotThisApplication.into());
    }
    let scope = match guild {
        None => Scope::Global,
        Some(guild) => {
            let guild = id(guild, Known::MissingAccess)?;
            state.world.guild(guild).ok_or(Known::MissingAccess)?;
            Scope::Guild(guild)
        }
    };
    match rest {
        [] => all(state, call, scope),
        [command] => one(state, call, scope, command),
        _ => Err(Refusal::not_found()),
    }
}

fn all(state: &mut State, call: &Call, scope: Scope) -> Outcome {
    let app = state.world.bot.id;
    let State { registry, mint, .. } = state;
    match call.method {
        Method::GET => {
            let give = |command: &Command| {
                if call.flag("with_localizations") { command.body.clone() } else { command.untranslated() }
            };
            Ok(Reply::ok(registry.in_scope(scope).map(give).collect::<Value>()))
        }
        Method::PUT => {
            validate::check_all(&call.body)?;
            let wishes = call.body.as_array().map_or(&[][..], Vec::as_slice);
            Ok(Reply::ok(json!(registry.overwrite(mint, app, scope, wishes))))
        }
        Method::POST => {
            validate::check(&call.body, Presence::Required)?;
            let known = registry.in_scope(scope).any(|command| command.body["name"] == call.body["name"]);
            if !known && registry.in_scope(scope).count() >= GLOBAL_COMMANDS {
                return Err(Known::TooManyCommands.into());
            }
            let (body, new) = registry.upsert(mint, app, scope, &call.body);
            let status = if new { StatusCode::CREATED } else { StatusCode::OK };
            Ok(Reply { status, body: Some(body) })
        }
        _ => Err(Refusal::method_not_allowed()),
    }
}

fn one(state: &mut State, call: &Call, scope: Scope, command: &str) -> Outcome {
    let command = id(command, Known::UnknownCommand)?;
    let app = state.world.bot.id;
    let State { registry, mint, .. } = state;
    match call.method {
        Method::GET => {
            let found = registry.get(scope, command).ok_or(Known::UnknownCommand)?;
            Ok(Reply::ok(found.body.clone()))
        }
        Method::PATCH => {
            registry.get(scope, command).ok_or(Known::UnknownCommand)?;
            validate::check(&call.body, Presence::Optional)?;
            let body = registry.edit(mint, app, scope, command, &call.body).ok_or(Known::UnknownCommand)?;
            Ok(Reply::ok(body))
        }
        Method::DELETE if registry.remove(scope, command) => Ok(Reply::nothing()),
        Method::DELETE => Err(Known::UnknownCommand.into()),
        _ => Err(Refusal::method_not_allowed()),
    }
}
