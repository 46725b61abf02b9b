//! What follows the first answer: edits of it, and further messages, by the interaction's token.

use axum::http::{Method, StatusCode};
use serde_json::json;

use super::{Call, Outcome, Reply, id};
use crate::sandbox::ids::Snowflake;
use crate::sandbox::interactions::{Answered, Callback, Interaction, TOKEN_LIFE};
use crate::sandbox::messages::{Audience, Origin, flags};
use crate::sandbox::refusal::{At, Known, Refusal};
use crate::sandbox::state::State;
use crate::sandbox::validate::message::{Intent, check};

/// The type of a message that answers another.
const REPLY: u64 = 19;

pub(super) fn answer(state: &mut State, call: &Call, application: &str, token: &str, rest: &[&str]) -> Outcome {
    if application != state.world.bot.id.to_string() {
        return Err(Known::UnknownWebhook.into());
    }
    let interaction = state.interactions.by_token(token).ok_or(Known::UnknownWebhook)?.clone();
    if interaction.sent.elapsed() > TOKEN_LIFE {
        return Err(Refusal {
            status: StatusCode::UNAUTHORIZED,
            body: json!({"message": "Invalid Webhook Token", "code": 50027}),
        });
    }
    // Before the first answer there is no webhook.
    let answered = interaction.answered().ok_or(Known::UnknownWebhook)?.clone();
    match rest {
        [] if call.method == Method::POST => follow_up(state, call, &interaction, &answered),
        [] => Err(Refusal::method_not_allowed()),
        ["messages", "@original"] => {
            let original = answered.original.ok_or(Known::UnknownMessage)?;
            message(state, call, &interaction, original)
        }
        ["messages", number] => {
            let number = id(number, Known::UnknownMessage)?;
            let from_here = |message: &&crate::sandbox::messages::Message| {
                message.channel == interaction.channel
                    && (answered.original == Some(message.id)
                        || message.body["interaction_metadata"]["id"] == json!(interaction.id))
            };
            state.messages.get(number).filter(from_here).ok_or(Known::UnknownMessage)?;
            message(state, call, &interaction, number)
        }
        _ => Err(Refusal::not_found()),
    }
}

fn message(state: &mut State, call: &Call, interaction: &Interaction, number: Snowflake) -> Outcome {
    let State { world, mint, messages, interactions, .. } = state;
    let found = messages.get(number).ok_or(Known::UnknownMessage)?;
    match call.method {
        Method::GET => Ok(Reply::ok(found.body.clone())),
        Method::PATCH => {
            // The first words of a deferred answer must be some.
            let intent = if found.loading() { Intent::Send } else { Intent::Edit(&found.body) };
            check(&At::ROOT, &call.body, call.files.len(), intent)?;
            let edited = messages.edit(mint, world, number, &call.body, &call.files).ok_or(Known::UnknownMessage)?;
            if let Some(interaction) = interactions.get_mut(interaction.id) {
                interaction.settle();
            }
            Ok(Reply::ok(edited.body.clone()))
        }
        Method::DELETE => {
            messages.delete(number);
            if let Some(interaction) = interactions.get_mut(interaction.id) {
                interaction.settle();
            }
            Ok(Reply::nothing())
        }
        _ => Err(Refusal::method_not_allowed()),
    }
}

fn follow_up(state: &mut State, call: &Call, interaction: &Interaction, answered: &Answered) -> Outcome {
    check(&At::ROOT, &call.body, call.files.len(), Intent::Send)?;
    let State { world, mint, messages, interactions, .. } = state;
    // The first message after "… is thinking" takes its place, whatever flags it has.
    let thinking = answered.original.filter(|original| {
        answered.callback == Callback::Deferred && messages.get(*original).is_some_and(|message| message.loading())
    });
    if let Some(interaction) = interactions.get_mut(interaction.id) {
        interaction.settle();
    }
    if let Some(original) = thinking {
        let edited = messages.edit(mint, world, original, &call.body, &call.files).ok_or(Known::UnknownMessage)?;
        return Ok(Reply::ok(edited.body.clone()));
    }
    let wished = call.body["flags"].as_u64().unwrap_or(0) & flags::SETTABLE;
    let ephemeral = wished & flags::EPHEMERAL != 0;
    let mut metadata = interaction.metadata.clone();
    metadata.0["original_response_message_id"] = json!(answered.original);
    let origin = Origin {
        channel: interaction.channel,
        guild: interaction.guild,
        author: None,
        audience: if ephemeral { Audience::Only(interaction.user) } else { Audience::Everyone },
        kind: if answered.original.is_some() { REPLY } else { 0 },
        flags: wished,
        interaction: Some(metadata),
        reply_to: answered.original,
        files: &call.files,
    };
    Ok(Reply::ok(messages.post(mint, world, origin, &call.body).body.clone()))
}
