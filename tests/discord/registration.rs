//! Commands are registered in one request, and only where Discord has others.

use serde_json::json;
use twinned::sandbox::Sandbox;

use crate::bot::{Bot, options};

/// How often all commands were sent.
fn sent(sandbox: &Sandbox) -> usize {
    let puts = sandbox.requests().into_iter().filter(|request| request.method == "PUT");
    puts.filter(|request| request.path.ends_with("/commands")).count()
}

/// Changes what Discord has, by another program with the same token.
async fn change(sandbox: &Sandbox, method: reqwest::Method, path: &str, body: serde_json::Value) {
    let url = format!("{}/api/v10/applications/{}/commands{path}", sandbox.api(), sandbox.world().bot.id);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.request(method, url).header("authorization", format!("Bot {}", sandbox.token()));
    let request = request.header("content-type", "application/json").body(body.to_string());
    let status = request.send().await.unwrap().status();
    assert!(status.is_success(), "{status}");
}

async fn restart(sandbox: Sandbox) -> Sandbox {
    let bot = Bot::begin(sandbox, |_| {}).await;
    bot.comes().await;
    bot.stop().await
}

#[tokio::test]
async fn only_what_differs_is_sent() {
    let sandbox = Bot::start().await.stop().await;
    assert_eq!(sent(&sandbox), 1);
    let commands = sandbox.commands();
    assert_eq!(commands.len(), twinned::discord::register::definitions().len());

    let sandbox = restart(sandbox).await;
    assert_eq!(sent(&sandbox), 1, "Discord has them as they are");

    // One changed, one gone, one too many: each time all are sent, once.
    let id = commands[0]["id"].as_str().unwrap();
    change(&sandbox, reqwest::Method::PATCH, &format!("/{id}"), json!({"description": "Changed."})).await;
    let sandbox = restart(sandbox).await;
    assert_eq!(sent(&sandbox), 2);
    change(&sandbox, reqwest::Method::DELETE, &format!("/{id}"), json!(null)).await;
    let sandbox = restart(sandbox).await;
    assert_eq!(sent(&sandbox), 3);
    change(&sandbox, reqwest::Method::POST, "", json!({"name": "other", "description": "Another."})).await;
    let sandbox = restart(restart(sandbox).await).await;
    assert_eq!(sent(&sandbox), 4);
    assert_eq!(sandbox.commands().len(), commands.len());
}

#[tokio::test]
async fn for_servers_and_users_everywhere() {
    let bot = Bot::start().await;
    let (acting, asking): (Vec<_>, Vec<_>) =
        bot.sandbox.commands().into_iter().partition(|command| command["name"] == "subscription");
    for command in asking {
        assert_eq!(command["integration_types"], json!([0, 1]), "{}", command["name"]);
        assert_eq!(command["contexts"], json!([0, 1, 2]), "{}", command["name"]);
        assert_eq!(command["default_member_permissions"], json!(null), "{}", command["name"]);
    }
    // What acts is for servers alone, and for those who may manage them.
    let [subscription] = acting.as_slice() else { panic!("{acting:?}") };
    assert_eq!((&subscription["integration_types"], &subscription["contexts"]), (&json!([0]), &json!([0])));
    assert_eq!(subscription["default_member_permissions"], json!("32"));
    bot.stop().await;
}

#[tokio::test]
async fn only_the_intent_that_tells_of_servers_is_asked_for() {
    let bot = Bot::start_with(options(), |_| {}).await;
    let identifies = bot.sandbox.gateway().identifies();
    assert_eq!(identifies.iter().map(|identify| identify.intents).collect::<Vec<_>>(), [1]);
    bot.stop().await;
}
