//! What lies behind a message: exactly what the bot sent, and the interactions it answered so.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Desk;
use super::deeds::{Refused, ms, refused};
use crate::sandbox::ids::Snowflake;
use crate::sandbox::interactions::Interaction;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct What {
    message: Option<Snowflake>,
    interaction: Option<Snowflake>,
}

/// `GET /sandbox/inspect`: `said` is the body that last made the message so; `interactions` those that led to it, the
/// oldest first, each with `sent` to the bot, `answer` (the body of its callback), `refused`, `took_ms`, `settled_ms`.
pub(super) async fn inspect(State(desk): State<Arc<Desk>>, Query(what): Query<What>) -> Result<Json<Value>, Refused> {
    desk.shared.read(|state| match (what.message, what.interaction) {
        (Some(id), None) => {
            let message = state.messages.get(id).ok_or_else(|| refused(format!("there is no message {id}")))?;
            let mut about = state.interactions.about(id);
            if about.is_empty() {
                // A further message, which only names what it belongs to.
                let number = message.body["interaction_metadata"]["id"].as_str().and_then(|id| id.parse().ok());
                about.extend(number.and_then(|number| state.interactions.get(number)));
            }
            let interactions: Vec<_> = about.into_iter().map(shown).collect();
            Ok(Json(json!({"said": message.said, "message": message.body, "interactions": interactions})))
        }
        (None, Some(id)) => {
            let found = state.interactions.get(id).ok_or_else(|| refused(format!("there is no interaction {id}")))?;
            Ok(Json(json!({"said": null, "message": null, "interactions": [shown(found)]})))
        }
        _ => Err(refused("name either a message or an interaction")),
    })
}

fn shown(interaction: &Interaction) -> Value {
    let answered = interaction.answered();
    json!({
        "id": interaction.id, "sent": interaction.payload, "answer": answered.map(|answered| &answered.body),
        "took_ms": answered.map(|answered| ms(answered.took)),
        "settled_ms": answered.and_then(|answered| answered.settled).map(ms), "refused": interaction.refused,
    })
}
