//! A user who fills in a form that the bot answered with, and submits it.

use serde_json::{Value, json};

use super::actor::Actor;
use super::error::SandboxError;
use super::ids::Snowflake;
use super::interactions::Callback;
use super::payload::Deed;
use super::reply::Reply;
use super::state::State;
use super::validate::modal::INPUT;

impl Actor {
    /// Submits the form that this interaction was answered with. `values` has what was typed by the inputs'
    /// `custom_id`; what is left out keeps what the form was opened with.
    pub async fn submit(&self, interaction: Snowflake, values: &Value) -> Result<Reply, SandboxError> {
        let id = self.shared.with(|state| {
            let deed = self.filled_in(state, interaction, values)?;
            self.begin(state, deed)
        })?;
        Ok(self.reply(id).await)
    }

    fn filled_in(&self, state: &State, interaction: Snowflake, values: &Value) -> Result<Deed, SandboxError> {
        self.place(state)?;
        let wrong = |why: String| SandboxError::Form { interaction, why };
        let opened = state
            .interactions
            .get(interaction)
            .filter(|opened| opened.user == self.user.id && opened.channel == self.channel)
            .ok_or_else(|| wrong(format!("{} began no such interaction here", self.user.name)))?;
        let form = opened
            .answered()
            .filter(|answered| answered.callback == Callback::Modal)
            .map(|answered| &answered.body["data"])
            .ok_or_else(|| wrong("it was not answered with a form".to_owned()))?;
        let mut components = form["components"].clone();
        let rows = components.as_array_mut().into_iter().flatten();
        let inputs = rows.flat_map(|row| row["components"].as_array_mut().into_iter().flatten());
        let mut known = Vec::new();
        for input in inputs {
            let name = input["custom_id"].as_str().unwrap_or_default().to_owned();
            let typed = values[&name].as_str().or(input["value"].as_str()).unwrap_or_default().to_owned();
            fits(input, &typed).map_err(|why| wrong(format!("the input \"{name}\" {why}")))?;
            *input = json!({"type": input["type"], "custom_id": name, "value": typed});
            known.push(name);
        }
        let given = values.as_object().into_iter().flatten();
        if let Some((unknown, _)) = given.into_iter().find(|(name, _)| !known.contains(name)) {
            return Err(wrong(format!("it has no input \"{unknown}\"; it has: {}", known.join(", "))));
        }
        let message = opened.source.and_then(|source| state.messages.get(source)).cloned();
        let data = json!({"custom_id": form["custom_id"], "components": components});
        Ok(Deed::Modal { message, opened_by: opened.metadata.0.clone(), data })
    }
}

/// Whether Discord's client would let this text be submitted.
fn fits(input: &Value, typed: &str) -> Result<(), String> {
    let length = typed.chars().count() as u64;
    if length == 0 {
        // An input is required unless it says otherwise.
        return if input["required"] == false { Ok(()) } else { Err("is required".to_owned()) };
    }
    let least = input["min_length"].as_u64().unwrap_or(0);
    let most = input["max_length"].as_u64().unwrap_or(INPUT as u64);
    if (least..=most).contains(&length) {
        Ok(())
    } else {
        Err(format!("takes {least} to {most} characters, and {length} were typed"))
    }
}
