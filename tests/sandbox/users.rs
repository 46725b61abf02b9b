//! Users at their clients, and a serenity bot that answers them.

use serde_json::json;
use twinned::sandbox::{Callback, Failure, Options, Sandbox};

use crate::bot::{together, together_with};
use crate::openapi;

#[tokio::test]
async fn commands_are_answered() {
    let (sandbox, bot) = together().await;
    assert_eq!(sandbox.commands().len(), crate::bot::commands().len());
    let user = sandbox.as_user(&sandbox.member());
    let check = async |name: &str, expected: &str, callback: Callback, ephemeral: bool| {
        let reply = user.command(name, json!({"text": "a text"})).await.unwrap();
        assert_eq!((reply.callback, reply.ephemeral, reply.error), (Some(callback), ephemeral, None), "{name}");
        assert_eq!(reply.message.unwrap().content(), expected, "{name}");
    };
    check("whisper", "a text", Callback::Message, true).await;
    check("think", "a text", Callback::Deferred, false).await;
    check("think-follow", "a text", Callback::Deferred, true).await;
    check("follow", "first", Callback::Message, false).await;
    let edited = |sandbox: &Sandbox| {
        user.sees().iter().any(|message| message.content() == "a text, edited") && sandbox.requests().len() > 1
    };
    assert!(sandbox.wait_for(crate::raw::PATIENCE, edited).await);

    let reply = user.command("attach", json!({})).await.unwrap();
    let message = reply.message.unwrap();
    assert_eq!(message.body["attachments"][0]["filename"], "map.png");
    assert_eq!((&message.body["attachments"][0]["size"], message.content()), (&json!(100), "a map"));

    let twice = user.command("twice", json!({})).await.unwrap().message.unwrap().id;
    let refused = |_: &Sandbox| {
        let seen = user.sees();
        let message = seen.iter().find(|message| message.id == twice).unwrap();
        message.content().contains("already been acknowledged")
    };
    assert!(sandbox.wait_for(crate::raw::PATIENCE, refused).await);
    openapi::check_all(&sandbox.requests());
    bot.stop().await;
}

#[tokio::test]
async fn typing_gets_choices() {
    let (sandbox, bot) = together().await;
    let user = sandbox.as_user(&sandbox.member());
    let completion = user.autocomplete("echo", json!({}), ("text", "tian")).await.unwrap();
    assert_eq!((completion.choices[0].name.as_str(), &completion.choices[2].value), ("tian 1", &json!("tian-3")));
    openapi::check_all(&sandbox.requests());
    bot.stop().await;
}

#[tokio::test]
async fn components_are_used() {
    let (sandbox, bot) = together().await;
    let user = sandbox.as_user(&sandbox.member());
    let message = user.command("buttons", json!({})).await.unwrap().message.unwrap().id;
    let now = || user.sees().into_iter().find(|seen| seen.id == message).unwrap().content().to_owned();

    let reply = user.press(message, "update").await.unwrap();
    assert_eq!((reply.callback, reply.message.unwrap().id), (Some(Callback::Update), message));
    assert_eq!(now(), "asked by mei");

    let other = sandbox.as_user(&sandbox.moderator());
    let reply = other.press(message, "new").await.unwrap();
    let private = reply.message.unwrap();
    assert_eq!((private.content(), reply.ephemeral), ("another", true));
    assert_eq!(private.body["interaction_metadata"]["interacted_message_id"], json!(message));

    let reply = user.press(message, "later").await.unwrap();
    assert_eq!((reply.callback, now().as_str()), (Some(Callback::DeferredUpdate), "later"));
    user.select(message, "menu", &["b"]).await.unwrap();
    assert_eq!(now(), "picked b");

    let told = |error: twinned::sandbox::SandboxError| error.to_string();
    let error = told(user.press(message, "off").await.unwrap_err());
    assert!(error.contains("is disabled"), "{error}");
    let error = told(user.press(message, "none").await.unwrap_err());
    assert!(error.contains("it has: update, new, later, off, menu"), "{error}");
    let error = told(user.select(message, "menu", &["c"]).await.unwrap_err());
    assert!(error.contains("does not offer"), "{error}");
    let error = told(user.select(message, "menu", &["a", "b"]).await.unwrap_err());
    assert!(error.contains("takes between 1 and 1"), "{error}");
    let error = told(user.press(private.id, "new").await.unwrap_err());
    assert!(error.contains("sees no message"), "{error}");
    openapi::check_all(&sandbox.requests());
    bot.stop().await;
}

#[tokio::test]
async fn options_are_typed_by_the_definition() {
    let (sandbox, bot) = together().await;
    let user = sandbox.as_user(&sandbox.member());
    let world = sandbox.world();
    let (who, place, role) = (world.users[1].id, sandbox.channel(1), world.guilds[0].roles[0].id);
    let given = json!({"user": who, "channel": place, "role": role, "count": 3, "ratio": 0.5, "sure": true});
    let reply = user.command("kinds", given).await.unwrap();
    let types: Vec<_> = reply.sent["data"]["options"]
        .as_array()
        .unwrap()
        .iter()
        .map(|option| option["type"].as_u64().unwrap())
        .collect();
    assert_eq!(types, [6, 7, 8, 4, 10, 5]);
    let resolved = &reply.sent["data"]["resolved"];
    assert_eq!(resolved["users"][who.to_string()]["username"], "anselm");
    assert_eq!(resolved["channels"][place.to_string()]["name"], "random");
    let said = reply.message.unwrap().content().to_owned();
    assert!(said.contains("anselm") && said.contains("Readers") && !said.contains("Unresolved"), "{said}");

    let reply = user.command("deep group sub", json!({"text": "down"})).await.unwrap();
    assert_eq!(reply.sent["data"]["options"][0]["options"][0]["options"][0]["value"], "down");

    let dm = user.clone().in_dm();
    let moderator = sandbox.as_user(&sandbox.moderator());
    moderator.command("moderate", json!({})).await.unwrap();
    let cases = [
        ("unknown", user.command("nothing", json!({})).await, "is not registered"),
        ("missing", user.command("echo", json!({})).await, "is required"),
        ("extra", user.command("echo", json!({"text": "a", "more": 1})).await, "is not defined; there is: text"),
        ("type", user.command("kinds", json!({"count": "3"})).await, "is not an integer"),
        ("bounds", user.command("kinds", json!({"count": 10})).await, "is out of bounds"),
        ("stranger", user.command("kinds", json!({"user": "5"})).await, "names nothing there"),
        ("no subcommand", user.command("deep", json!({})).await, "one must be chosen"),
        ("rights", user.command("moderate", json!({})).await, "lack the permissions"),
        ("place", dm.command("here-only", json!({})).await, "not for this kind of place"),
        ("far", user.clone().in_channel(sandbox.moderator().dm).command("never", json!({})).await, "has no channel"),
    ];
    for (name, outcome, expected) in cases {
        let error = outcome.map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(expected), "{name}: {error}");
    }
    openapi::check_all(&sandbox.requests());
    bot.stop().await;
}

#[tokio::test]
async fn silence_is_a_failure() {
    let soon = std::time::Duration::from_millis(300);
    let (sandbox, bot) = together_with(Options { settle_within: soon, ..Options::default() }).await;
    let user = sandbox.as_user(&sandbox.member());
    let reply = user.command("never", json!({})).await.unwrap();
    assert_eq!((reply.error, reply.message), (Some(Failure::NoAnswer), None));
    let reply = user.command("defer-only", json!({})).await.unwrap();
    assert_eq!(reply.error, Some(Failure::NeverSettled));
    assert!(reply.message.unwrap().loading());
    drop(bot);
}
