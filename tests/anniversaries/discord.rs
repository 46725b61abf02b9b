//! Subcommands, autocomplete and buttons as Discord sends them, and the definitions as it gets them.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::date;
use serde_json::{Value, json};
use serenity::all::Interaction;
use twinned::anniversaries::{
    ChannelId, Due, GuildId, Lateness, PostKind, Settings, Subscription, SubscriptionId, schedule,
};
use twinned::dataset::Dataset;
use twinned::discord::commands::definitions;
use twinned::discord::render::post;
use twinned::discord::respond::respond;
use twinned::sandbox::Request;

use crate::fixture::{dataset, place, tie};
use crate::openapi;

static DATA: LazyLock<Dataset> =
    LazyLock::new(|| dataset(&(0..60).map(|_| tie("1976-06-24")).collect::<Vec<_>>(), &[("1986-06-24", place(0))]));

fn user() -> Value {
    json!({"id": "4", "username": "reader", "discriminator": "0", "avatar": null, "global_name": null})
}

/// An interaction of this kind in a direct message.
fn interaction(kind: u8, data: Value, message: Option<Value>) -> Interaction {
    let mut body = json!({"id": "1", "application_id": "2", "type": kind, "token": "t", "version": 1, "locale": "en-US",
        "entitlements": [], "app_permissions": "0", "attachment_size_limit": 1, "channel_id": "3", "user": user(), "data": data, "context": 1,
        "authorizing_integration_owners": {}, "channel": {"id": "3", "type": 1}});
    if let Some(message) = message {
        body["message"] = message;
    }
    serde_json::from_value(body).expect("an interaction")
}

/// What is answered to it, and what the log may hold.
fn answered(interaction: &Interaction) -> (Value, String) {
    let response = respond(&DATA, date(2026, 6, 24), interaction).expect("a response");
    (serde_json::to_value(response.body).expect("JSON"), response.told.what)
}

fn command(subcommand: &str, options: Value) -> Interaction {
    let options = json!([{"type": 1, "name": subcommand, "options": options}]);
    interaction(2, json!({"id": "5", "name": "anniversaries", "type": 1, "options": options}), None)
}

#[test]
fn subcommands_with_their_options() {
    let (body, told) = answered(&command("today", json!([])));
    assert_eq!(told, "anniversaries today");
    assert_eq!(body["data"]["embeds"][0]["title"], "Anniversaries: 24 June 2026");
    assert_eq!(body["data"]["flags"], Value::Null, "for everybody");
    let options = json!([{"type": 3, "name": "date", "value": " 24 June "}, {"type": 3, "name": "place", "value": "Place 1"},
        {"type": 5, "name": "facts", "value": true}, {"type": 5, "name": "private", "value": true}]);
    let (body, told) = answered(&command("on", options));
    assert_eq!(told, "anniversaries on");
    assert_eq!(body["data"]["embeds"][0]["title"], "Anniversaries of Place 1: 24 June 2026");
    assert_eq!(body["data"]["flags"], 64, "for the asker alone");
    let (body, _) = answered(&command("upcoming", json!([{"type": 4, "name": "days", "value": 3}])));
    assert_eq!(body["data"]["embeds"][0]["title"], "Anniversaries: 24 June 2026 to 26 June 2026");
}

#[test]
fn autocomplete_within_a_subcommand() {
    let options = json!([{"type": 1, "name": "on", "options": [
        {"type": 3, "name": "date", "value": "06-24"}, {"type": 3, "name": "place", "value": "place 1", "focused": true}]}]);
    let typing = json!({"id": "5", "name": "anniversaries", "type": 1, "options": options});
    let (body, told) = answered(&interaction(4, typing, None));
    assert_eq!(told, "autocomplete anniversaries on");
    assert_eq!(body["data"]["choices"][0]["value"], place(1));
}

#[test]
fn the_button_of_a_post_answers_privately_with_all_of_it() {
    let settings = Settings::daily("UTC".parse().expect("a zone"));
    let subscription = Subscription::new(SubscriptionId(1), GuildId(2), ChannelId(3), settings, Timestamp::UNIX_EPOCH);
    let day = date(2026, 6, 24);
    let due_at = schedule::due_at(&subscription.settings, day);
    let due = Due { kind: PostKind::Daily, dates: vec![day], due_at, late: Lateness::OnTime };
    let posted = post(&DATA, &subscription, &due, Some("Ab3dE5g7"));
    let id = posted["components"][0]["components"][0]["custom_id"].as_str().expect("a button");
    let message = json!({"id": "6", "channel_id": "3", "author": user(), "content": posted["content"],
        "embeds": posted["embeds"], "components": posted["components"], "timestamp": "2026-06-24T09:00:00Z",
        "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [],
        "attachments": [], "pinned": false, "type": 0});
    let (body, told) = answered(&interaction(3, json!({"custom_id": id, "component_type": 2}), Some(message)));
    assert_eq!(told, "button anniversaries on");
    assert_eq!((&body["type"], &body["data"]["flags"]), (&json!(4), &json!(64)), "a private message, the post stays");
    let embed = &body["data"]["embeds"][0];
    assert_eq!(embed["title"], "Anniversaries: 24 June 2026");
    let text = embed["description"].as_str().expect("a text");
    assert!(text.starts_with("**60 partnerships have their day on 24 June 2026.**"), "{text}");
    let footer = embed["footer"]["text"].as_str().expect("a footer");
    assert!(footer.ends_with(" · page 1 of 6"), "{footer}");
}

#[test]
fn the_definitions_are_what_discord_takes() {
    let body = serde_json::to_value(definitions()).expect("JSON");
    let commands = body.as_array().expect("an array");
    let group = commands.iter().find(|command| command["name"] == "anniversaries").expect("the command");
    let options = group["options"].as_array().expect("subcommands");
    let names: Vec<&str> = options.iter().map(|option| option["name"].as_str().expect("a name")).collect();
    assert_eq!(names, ["today", "on", "upcoming"]);
    assert!(options.iter().all(|option| option["type"] == 1), "{group}");
    let days = &options[2]["options"][0];
    assert_eq!((&days["type"], &days["min_value"], &days["max_value"]), (&json!(4), &json!(1), &json!(31)));
    assert_eq!(options[1]["options"][0]["required"], true);
    openapi::check_all(&[Request {
        method: "PUT".to_owned(),
        path: "/applications/1/commands".to_owned(),
        query: String::new(),
        body,
        files: 0,
        at: tokio::time::Instant::now(),
        status: None,
    }]);
}
