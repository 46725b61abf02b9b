//! Commands in the menu of a message.

use serde_json::json;
use twinned::sandbox::{Sandbox, SandboxError};

use crate::bot::together;
use crate::openapi;

/// The name that the test's bot gave it: with a space and capitals, as only such commands may.
const NAME: &str = "Read Aloud";

#[tokio::test]
async fn a_message_is_pointed_at() {
    let (sandbox, bot) = together().await;
    let user = sandbox.as_user(&sandbox.member());
    let said = sandbox.as_user(&sandbox.moderator()).say("Köln und 神戸").unwrap();
    let reply = user.message_command(NAME, said.id).await.unwrap();

    let data = &reply.sent["data"];
    assert_eq!((&reply.sent["type"], &data["type"], &data["name"]), (&json!(2), &json!(3), &json!(NAME)));
    assert_eq!(data["target_id"], json!(said.id));
    let resolved = &data["resolved"]["messages"][said.id.to_string()];
    assert_eq!((&resolved["content"], &resolved["author"]["username"]), (&json!("Köln und 神戸"), &json!("anselm")));
    assert!(data.get("options").is_none(), "{data}");

    let answer = reply.message.unwrap();
    assert_eq!((answer.content(), reply.ephemeral), ("anselm: Köln und 神戸", true));
    assert_eq!(answer.body["type"], 23, "the answer to an entry of a menu");
    assert_eq!(answer.body["interaction_metadata"]["target_message_id"], json!(said.id));
    openapi::check_all(&sandbox.requests());
    bot.stop().await;
}

#[tokio::test]
async fn in_private_and_on_the_bots_own_words_too() {
    let (sandbox, bot) = together().await;
    let user = sandbox.as_user(&sandbox.member()).in_dm();
    let said = user.say("psst").unwrap();
    let reply = user.message_command(NAME, said.id).await.unwrap();
    assert_eq!(reply.message.unwrap().content(), "mei: psst");
    assert!(reply.sent.get("guild_id").is_none() && reply.sent["user"]["username"] == "mei");

    let user = sandbox.as_user(&sandbox.member());
    let echo = user.command("think", json!({"text": "a text"})).await.unwrap().message.unwrap();
    let reply = user.message_command(NAME, echo.id).await.unwrap();
    assert_eq!(reply.message.unwrap().content(), "bot: a text");
    bot.stop().await;
}

#[tokio::test]
async fn only_where_there_is_such_a_menu() {
    let (sandbox, bot) = together().await;
    let user = sandbox.as_user(&sandbox.member());
    let said = user.say("words").unwrap();
    let private = user.command("whisper", json!({"text": "psst"})).await.unwrap().message.unwrap();
    let check = |found: Result<_, SandboxError>, expected: &str| {
        let error = found.map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(expected), "{expected} is not in: {error}");
    };
    check(user.message_command("whisper", said.id).await, "is not registered");
    check(user.command("Read Aloud", json!({})).await, "is not registered");
    check(user.message_command(NAME, private.id).await, "only one user sees");
    check(user.clone().in_dm().message_command(NAME, said.id).await, "sees no message");
    let other = |sandbox: &Sandbox| sandbox.as_user(&sandbox.member()).in_channel(sandbox.moderator().dm);
    check(other(&sandbox).message_command(NAME, said.id).await, "has no channel");
    assert!(other(&sandbox).say("words").is_err());
    bot.stop().await;
}
