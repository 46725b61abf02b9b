//! The first answer to an interaction.

use axum::http::Method;
use serde_json::{Value, json};

use super::{Call, Outcome, Reply, id, only};
use crate::sandbox::ids::Snowflake;
use crate::sandbox::interactions::{self, Answered, Callback, Interaction, Kind};
use crate::sandbox::messages::{Audience, Origin, flags};
use crate::sandbox::refusal::{At, Form, Known, Refusal};
use crate::sandbox::registry::CHAT_INPUT;
use crate::sandbox::state::{Shared, State};
use crate::sandbox::validate::{choices, message, modal};

/// The types of messages that answer a slash command, an entry of a menu, and anything else.
const CHAT_INPUT_COMMAND: u64 = 20;
const CONTEXT_MENU_COMMAND: u64 = 23;
const DEFAULT: u64 = 0;

pub(super) fn answer(shared: &Shared, state: &mut State, call: &Call, number: &str, token: &str) -> Outcome {
    only(call, &Method::POST)?;
    let id = id(number, Known::UnknownInteraction)?;
    let interaction = state
        .interactions
        .get(id)
        .filter(|interaction| interaction.token == token)
        .ok_or(Known::UnknownInteraction)?
        .clone();
    let took = interaction.sent.elapsed();
    match interaction.state {
        interactions::State::Answered(_) => return Err(Known::AlreadyAcknowledged.into()),
        interactions::State::Failed => return Err(Known::UnknownInteraction.into()),
        // The timer that fails it may not have had its turn yet.
        interactions::State::Waiting if took > shared.answer_within => {
            state.interactions.expire(id);
            return Err(Known::UnknownInteraction.into());
        }
        interactions::State::Waiting => {}
    }
    let before = interaction.source.and_then(|source| state.messages.get(source));
    let before = before.map_or(&Value::Null, |message| &message.body);
    let outcome =
        check(&interaction, call, before).map(|callback| (callback, act(state, &interaction, call, callback)));
    let Some(interaction) = state.interactions.get_mut(id) else {
        return Err(Known::UnknownInteraction.into());
    };
    let (callback, original) = match outcome {
        Ok(done) => done,
        Err(refusal) => {
            interaction.refused.push(json!({"body": call.body, "refusal": refusal.body}));
            return Err(refusal);
        }
    };
    let deferred = matches!(callback, Callback::Deferred | Callback::DeferredUpdate);
    interaction.state = interactions::State::Answered(Answered {
        callback,
        took,
        body: call.body.clone(),
        original,
        settled: (!deferred).then_some(took),
    });
    if !call.flag("with_response") {
        return Ok(Reply::nothing());
    }
    let interaction = interaction.clone();
    Ok(Reply::ok(resource(state, &interaction, callback, original)))
}

/// Whether this interaction can be answered so; `before` is the message whose component was used.
fn check(interaction: &Interaction, call: &Call, before: &Value) -> Result<Callback, Refusal> {
    let mut form = Form::default();
    let allowed = interaction.kind.callbacks(interaction.source.is_some());
    let kind = call.body["type"].as_u64();
    let Some(callback) = allowed.iter().copied().find(|callback| Some(callback.number()) == kind) else {
        let at = At::ROOT.key("type");
        if call.body["type"].is_null() {
            form.required(&at);
        } else {
            let allowed: Vec<_> = allowed.iter().map(|callback| callback.number().to_string()).collect();
            form.wrong(&at, "BASE_TYPE_CHOICES", format!("Value must be one of ({}).", allowed.join(", ")));
        }
        form.finish()?;
        return Err(Refusal::bare(axum::http::StatusCode::BAD_REQUEST));
    };
    let data = &call.body["data"];
    let at = At::ROOT.key("data");
    match callback {
        Callback::Message => message::check(&at, data, call.files.len(), message::Intent::Send)?,
        Callback::Update => message::check(&at, data, call.files.len(), message::Intent::Edit(before))?,
        Callback::Choices => {
            let focused = focused(&interaction.payload["data"]["options"]);
            let kind = focused.and_then(|option| option["type"].as_u64()).unwrap_or(3);
            if data["choices"].is_null() {
                form.required(&at.key("choices"));
            }
            choices::check(&mut form, &at.key("choices"), &data["choices"], kind);
            form.finish()?;
        }
        Callback::Modal => {
            modal::check(&mut form, &at, data);
            form.finish()?;
        }
        Callback::Deferred | Callback::DeferredUpdate => {}
    }
    Ok(callback)
}

/// The option that is being typed, at whatever depth.
fn focused(options: &Value) -> Option<&Value> {
    options
        .as_array()?
        .iter()
        .find_map(|option| if option["focused"] == true { Some(option) } else { focused(&option["options"]) })
}

/// Does it, and gives the message that `@original` means from now on.
fn act(state: &mut State, interaction: &Interaction, call: &Call, callback: Callback) -> Option<Snowflake> {
    let State { world, mint, messages, .. } = state;
    let data = &call.body["data"];
    match callback {
        Callback::Message | Callback::Deferred => {
            let wished = data["flags"].as_u64().unwrap_or(0) & flags::SETTABLE;
            let ephemeral = wished & flags::EPHEMERAL != 0;
            let loading = if callback == Callback::Deferred { flags::LOADING } else { 0 };
            let origin = Origin {
                channel: interaction.channel,
                guild: interaction.guild,
                author: None,
                audience: if ephemeral { Audience::Only(interaction.user) } else { Audience::Everyone },
                kind: match (interaction.kind, interaction.payload["data"]["type"].as_u64()) {
                    (Kind::Command, Some(CHAT_INPUT)) => CHAT_INPUT_COMMAND,
                    (Kind::Command, _) => CONTEXT_MENU_COMMAND,
                    _ => DEFAULT,
                },
                flags: wished | loading,
                interaction: Some(interaction.metadata.clone()),
                reply_to: None,
                files: &call.files,
            };
            let nothing = Value::Null;
            let said = if callback == Callback::Deferred { &nothing } else { data };
            Some(messages.post(mint, world, origin, said).id)
        }
        Callback::Update => {
            let source = interaction.source?;
            messages.edit(mint, world, source, data, &call.files);
            Some(source)
        }
        Callback::DeferredUpdate => interaction.source,
        Callback::Choices | Callback::Modal => None,
    }
}

/// What `with_response=true` gives back.
fn resource(state: &State, interaction: &Interaction, callback: Callback, original: Option<Snowflake>) -> Value {
    let message = original.and_then(|original| state.messages.get(original));
    let mut body = json!({"interaction": {
        "id": interaction.id, "type": interaction.kind.number(), "channel_id": interaction.channel,
        "guild_id": interaction.guild,
    }});
    if let Some(message) = message {
        body["interaction"]["response_message_id"] = json!(message.id);
        body["interaction"]["response_message_loading"] = json!(message.loading());
        body["interaction"]["response_message_ephemeral"] = json!(message.audience != Audience::Everyone);
    }
    // What is deferred has no resource yet.
    match (callback, message) {
        (Callback::Message | Callback::Update, Some(message)) => {
            body["resource"] = json!({"type": callback.number(), "message": message.body});
        }
        _ => body["resource"] = json!({"type": callback.number()}),
    }
    body
}
