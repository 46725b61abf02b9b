//! What whoever sits before the page does as one of the users.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Desk;
use crate::sandbox::actor::Actor;
use crate::sandbox::ids::Snowflake;
use crate::sandbox::interactions::Callback;
use crate::sandbox::reply::{Failure, Reply};

/// Something that no user could have done, and why.
pub(super) type Refused = (StatusCode, Json<Value>);

pub(super) fn refused(why: impl ToString) -> Refused {
    (StatusCode::BAD_REQUEST, Json(json!({"error": why.to_string()})))
}

type Outcome = Result<Json<Value>, Refused>;

/// Who does it, and where.
#[derive(Deserialize)]
pub(super) struct Who {
    user: Snowflake,
    channel: Snowflake,
    locale: Option<String>,
}

impl Who {
    fn at(&self, desk: &Desk) -> Result<Actor, Refused> {
        let user = desk.shared.read(|state| state.world.users.iter().find(|user| user.id == self.user).cloned());
        let user = user.ok_or_else(|| refused(format!("there is no user {}", self.user)))?;
        let actor = Actor::new(Arc::clone(&desk.shared), &user).in_channel(self.channel);
        Ok(match &self.locale {
            Some(locale) => actor.locale(locale),
            None => actor,
        })
    }
}

#[derive(Deserialize)]
pub(super) struct Command {
    #[serde(flatten)]
    who: Who,
    name: String,
    options: Value,
}

/// `POST /sandbox/command`
pub(super) async fn command(State(desk): State<Arc<Desk>>, Json(deed): Json<Command>) -> Outcome {
    let reply = deed.who.at(&desk)?.command(&deed.name, deed.options).await.map_err(refused)?;
    Ok(Json(outcome(&reply)))
}

#[derive(Deserialize)]
pub(super) struct Typing {
    #[serde(flatten)]
    who: Who,
    name: String,
    options: Value,
    option: String,
    typed: String,
}

/// `POST /sandbox/autocomplete`
pub(super) async fn autocomplete(State(desk): State<Arc<Desk>>, Json(deed): Json<Typing>) -> Outcome {
    let typing = (deed.option.as_str(), deed.typed.as_str());
    let completion = deed.who.at(&desk)?.autocomplete(&deed.name, deed.options, typing).await.map_err(refused)?;
    let choices = completion.choices.iter().map(|choice| json!({"name": choice.name, "value": choice.value}));
    Ok(Json(json!({
        "choices": choices.collect::<Vec<_>>(), "interaction": completion.sent["id"],
        "error": completion.error.map(told), "took_ms": completion.took.map(ms), "refused": completion.refused.len(),
    })))
}

#[derive(Deserialize)]
pub(super) struct Component {
    #[serde(flatten)]
    who: Who,
    message: Snowflake,
    custom_id: String,
    values: Option<Vec<String>>,
}

/// `POST /sandbox/component`
pub(super) async fn component(State(desk): State<Arc<Desk>>, Json(deed): Json<Component>) -> Outcome {
    let actor = deed.who.at(&desk)?;
    let reply = match deed.values {
        None => actor.press(deed.message, &deed.custom_id).await,
        Some(values) => {
            let values: Vec<_> = values.iter().map(String::as_str).collect();
            actor.select(deed.message, &deed.custom_id, &values).await
        }
    };
    Ok(Json(outcome(&reply.map_err(refused)?)))
}

#[derive(Deserialize)]
pub(super) struct Form {
    #[serde(flatten)]
    who: Who,
    interaction: Snowflake,
    values: Value,
}

/// `POST /sandbox/form`
pub(super) async fn form(State(desk): State<Arc<Desk>>, Json(deed): Json<Form>) -> Outcome {
    let reply = deed.who.at(&desk)?.submit(deed.interaction, &deed.values).await.map_err(refused)?;
    Ok(Json(outcome(&reply)))
}

#[derive(Deserialize)]
pub(super) struct Menu {
    #[serde(flatten)]
    who: Who,
    name: String,
    message: Snowflake,
}

/// `POST /sandbox/menu`
pub(super) async fn menu(State(desk): State<Arc<Desk>>, Json(deed): Json<Menu>) -> Outcome {
    let reply = deed.who.at(&desk)?.message_command(&deed.name, deed.message).await.map_err(refused)?;
    Ok(Json(outcome(&reply)))
}

#[derive(Deserialize)]
pub(super) struct Words {
    #[serde(flatten)]
    who: Who,
    text: String,
}

/// `POST /sandbox/say`
pub(super) async fn say(State(desk): State<Arc<Desk>>, Json(deed): Json<Words>) -> Outcome {
    let message = deed.who.at(&desk)?.say(&deed.text).map_err(refused)?;
    Ok(Json(json!({"message": message.id})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Guild {
    guild: Snowflake,
    locale: String,
}

/// `POST /sandbox/guild`: every interaction from then on carries the new language.
pub(super) async fn guild(State(desk): State<Arc<Desk>>, Json(deed): Json<Guild>) -> Outcome {
    desk.shared.with(|state| {
        let guild = state.world.guilds.iter_mut().find(|guild| guild.id == deed.guild);
        let guild = guild.ok_or_else(|| refused(format!("there is no guild {}", deed.guild)))?;
        guild.locale = deed.locale;
        Ok(Json(json!({})))
    })
}

fn outcome(reply: &Reply) -> Value {
    let form = reply.body.as_ref().filter(|_| reply.callback == Some(Callback::Modal)).map(|body| &body["data"]);
    json!({
        "interaction": reply.interaction, "callback": reply.callback.map(Callback::number), "form": form,
        "error": reply.error.map(told), "took_ms": reply.took.map(ms), "settled_ms": reply.settled.map(ms),
        "refused": reply.refused.len(),
    })
}

fn told(failure: Failure) -> &'static str {
    match failure {
        Failure::NoAnswer => "no answer",
        Failure::NeverSettled => "never settled",
    }
}

/// Milliseconds, with what is less than one behind the point.
pub(super) fn ms(duration: std::time::Duration) -> f64 {
    (duration.as_secs_f64() * 1_000_000.0).round() / 1000.0
}
