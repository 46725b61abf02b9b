//! Interactions by hand: what is sent, and what becomes of every kind of answer.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use twinned::sandbox::{Audience, Callback, Failure, Options, Reply, Sandbox, SandboxError};

use crate::raw::{Answer, Socket, application, ask, ask_as};

/// A sandbox with one command, `/ask text:`, and a connection to answer it over.
async fn ready() -> (Sandbox, Socket) {
    ready_with(Options::default()).await
}

async fn ready_with(options: Options) -> (Sandbox, Socket) {
    let sandbox = Sandbox::start(options).await.unwrap();
    let text = json!({"type": 3, "name": "text", "description": "A text.", "autocomplete": true});
    let command = json!({"name": "ask", "description": "Asks.", "options": [text]});
    assert_eq!(ask(&sandbox, Method::POST, &format!("{}/commands", application(&sandbox)), command).await.0, 201);
    let mut socket = Socket::connect(&sandbox).await;
    socket.identify(&sandbox, [0, 1], 0).await;
    socket.event("READY").await;
    (sandbox, socket)
}

/// Answers, as nobody: the token in the path is enough.
async fn answer(sandbox: &Sandbox, interaction: &Value, body: Value) -> Answer {
    let text = |field: &str| interaction["d"][field].as_str().unwrap().to_owned();
    let path = format!("/interactions/{}/{}/callback", text("id"), text("token"));
    ask_as(sandbox, None, Method::POST, &path, body).await
}

fn webhook(interaction: &Value) -> String {
    let text = |field: &str| interaction["d"][field].as_str().unwrap();
    format!("/webhooks/{}/{}", text("application_id"), text("token"))
}

/// Runs `/ask`, gives the bot's side to `bot`, and the user's what they got.
async fn run<T>(
    sandbox: &Sandbox,
    socket: &mut Socket,
    bot: impl AsyncFnOnce(Value) -> T,
) -> (Result<Reply, SandboxError>, T) {
    let user = sandbox.as_user(&sandbox.member());
    let play = async {
        let interaction = socket.event("INTERACTION_CREATE").await;
        bot(interaction).await
    };
    tokio::join!(user.command("ask", json!({"text": "why?"})), play)
}

#[tokio::test]
async fn a_command_is_sent_as_discord_sends_it() {
    let (sandbox, mut socket) = ready().await;
    let (reply, ()) = run(&sandbox, &mut socket, async |interaction| {
        let sent = &interaction["d"];
        let world = sandbox.world();
        assert_eq!((&sent["type"], &sent["version"], &sent["context"]), (&json!(2), &json!(1), &json!(0)));
        assert_eq!(sent["data"]["id"], sandbox.commands()[0]["id"]);
        assert_eq!(sent["data"]["options"], json!([{"name": "text", "type": 3, "value": "why?"}]));
        assert_eq!(sent["guild_id"], json!(world.guilds[0].id));
        assert_eq!(sent["member"]["user"]["username"], "mei");
        assert_eq!(sent["authorizing_integration_owners"], json!({"0": world.guilds[0].id}));
        assert!(sent.get("user").is_none() && sent["app_permissions"].is_string());
        let said = answer(&sandbox, &interaction, json!({"type": 4, "data": {"content": "because"}})).await;
        assert_eq!(said, (204, Value::Null));
    })
    .await;
    let reply = reply.unwrap();
    assert_eq!(reply.body, Some(json!({"type": 4, "data": {"content": "because"}})));
    assert_eq!((reply.callback, reply.error), (Some(Callback::Message), None));
    let message = reply.message.unwrap();
    assert_eq!((message.content(), message.audience), ("because", Audience::Everyone));
    assert_eq!(message.body["interaction_metadata"]["user"]["id"], json!(sandbox.member().id));
    assert_eq!(message.body["interaction"]["name"], "ask");
    assert_eq!(reply.settled, reply.took);
    assert!(reply.took.is_some());
}

#[tokio::test]
async fn a_private_channel_has_no_guild() {
    let (sandbox, mut socket) = ready().await;
    let user = sandbox.as_user(&sandbox.member()).in_dm().locale("de");
    let play = async {
        let interaction = socket.event("INTERACTION_CREATE").await;
        let sent = &interaction["d"];
        assert_eq!((&sent["context"], &sent["locale"]), (&json!(1), &json!("de")));
        assert_eq!(sent["authorizing_integration_owners"], json!({"0": "0"}));
        assert!(sent.get("member").is_none() && sent.get("guild_id").is_none());
        assert_eq!(sent["user"]["id"], json!(sandbox.member().id));
        answer(&sandbox, &interaction, json!({"type": 4, "data": {"content": "here"}})).await
    };
    let (reply, _) = tokio::join!(user.command("ask", json!({})), play);
    assert_eq!(reply.unwrap().message.unwrap().channel, sandbox.member().dm);
}

#[tokio::test]
async fn private_answers_are_seen_by_one() {
    let (sandbox, mut socket) = ready().await;
    let (reply, _) = run(&sandbox, &mut socket, async |interaction| {
        answer(&sandbox, &interaction, json!({"type": 4, "data": {"content": "psst", "flags": 64}})).await
    })
    .await;
    let reply = reply.unwrap();
    assert!(reply.ephemeral);
    let channel = sandbox.channel(0);
    assert_eq!(sandbox.messages(channel, &sandbox.member()).len(), 1);
    assert_eq!(sandbox.messages(channel, &sandbox.moderator()), []);
    let (_, history) = ask(&sandbox, Method::GET, &format!("/channels/{channel}/messages"), Value::Null).await;
    assert_eq!(history, json!([]));
}

#[tokio::test]
async fn a_deferred_answer_ends_with_its_edit_or_its_follow_up() {
    let (sandbox, mut socket) = ready().await;
    for ends_by_edit in [true, false] {
        let (reply, ()) = run(&sandbox, &mut socket, async |interaction| {
            answer(&sandbox, &interaction, json!({"type": 5, "data": {"flags": 64}})).await;
            let thinking = sandbox.messages(sandbox.channel(0), &sandbox.member()).pop().unwrap();
            assert!(thinking.loading());
            let said = json!({"content": "thought"});
            let (method, path) = if ends_by_edit { (Method::PATCH, "/messages/@original") } else { (Method::POST, "") };
            let path = format!("{}{path}", webhook(&interaction));
            let (status, message) = ask_as(&sandbox, None, method, &path, said).await;
            assert_eq!((status, &message["id"], &message["flags"]), (200, &json!(thinking.id), &json!(64)));
        })
        .await;
        let reply = reply.unwrap();
        assert_eq!(reply.message.unwrap().content(), "thought");
        assert!(reply.ephemeral && reply.settled >= reply.took && reply.error.is_none());
    }
}

#[tokio::test]
async fn follow_ups_and_the_original_can_be_changed() {
    let (sandbox, mut socket) = ready().await;
    let (_, ()) = run(&sandbox, &mut socket, async |interaction| {
        let hook = webhook(&interaction);
        let early = ask_as(&sandbox, None, Method::POST, &hook, json!({"content": "early"})).await;
        assert_eq!(early.1["code"], 10015, "before the first answer there is no webhook");
        answer(&sandbox, &interaction, json!({"type": 4, "data": {"content": "first"}})).await;
        let (_, second) = ask_as(&sandbox, None, Method::POST, &hook, json!({"content": "second"})).await;
        assert_eq!(second["type"], 19);
        let follow_up = format!("{hook}/messages/{}", second["id"].as_str().unwrap());
        let (_, edited) = ask_as(&sandbox, None, Method::PATCH, &follow_up, json!({"content": "2nd"})).await;
        assert_eq!(edited["content"], "2nd");
        let original = format!("{hook}/messages/@original");
        assert_eq!(ask_as(&sandbox, None, Method::GET, &original, Value::Null).await.1["content"], "first");
        assert_eq!(ask_as(&sandbox, None, Method::DELETE, &original, Value::Null).await.0, 204);
        assert_eq!(ask_as(&sandbox, None, Method::GET, &original, Value::Null).await.1["code"], 10008);
    })
    .await;
    let left = sandbox.messages(sandbox.channel(0), &sandbox.moderator());
    assert_eq!(left.iter().map(|message| message.content()).collect::<Vec<_>>(), ["2nd"]);
}

#[tokio::test]
async fn an_interaction_is_answered_once_by_who_has_its_token() {
    let (sandbox, mut socket) = ready().await;
    let (reply, ()) = run(&sandbox, &mut socket, async |mut interaction| {
        let said = json!({"type": 4, "data": {"content": "a"}});
        let token = interaction["d"]["token"].take();
        interaction["d"]["token"] = json!("wrong");
        assert_eq!(answer(&sandbox, &interaction, said.clone()).await.1["code"], 10062);
        interaction["d"]["token"] = token;
        let empty = json!({"type": 4, "data": {}});
        assert_eq!(answer(&sandbox, &interaction, empty).await.1["code"], 50006);
        let long = json!({"type": 4, "data": {"embeds": [{"title": "a".repeat(257)}]}});
        let (_, refusal) = answer(&sandbox, &interaction, long).await;
        let error = &refusal["errors"]["data"]["embeds"]["0"]["title"]["_errors"][0];
        assert_eq!(*error, json!({"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 256 or fewer in length."}));
        let update = json!({"type": 7, "data": {"content": "a"}});
        let (_, refusal) = answer(&sandbox, &interaction, update).await;
        assert_eq!(refusal["errors"]["type"]["_errors"][0]["code"], "BASE_TYPE_CHOICES");
        // What was refused did not count.
        assert_eq!(answer(&sandbox, &interaction, said.clone()).await.0, 204);
        assert_eq!(answer(&sandbox, &interaction, said).await.1["code"], 40060);
    })
    .await;
    assert_eq!(reply.unwrap().refused.len(), 3);
}

#[tokio::test]
async fn the_callback_can_be_had_back() {
    let (sandbox, mut socket) = ready().await;
    run(&sandbox, &mut socket, async |interaction| {
        let text = |field: &str| interaction["d"][field].as_str().unwrap();
        let path = format!("/interactions/{}/{}/callback?with_response=true", text("id"), text("token"));
        let said = json!({"type": 4, "data": {"content": "a", "flags": 64}});
        let (status, body) = ask_as(&sandbox, None, Method::POST, &path, said).await;
        assert_eq!((status, &body["resource"]["message"]["content"]), (200, &json!("a")));
        assert_eq!(body["interaction"]["response_message_id"], body["resource"]["message"]["id"]);
        assert_eq!(body["interaction"]["response_message_ephemeral"], true);
    })
    .await
    .0
    .unwrap();
}

#[tokio::test]
async fn who_is_late_has_failed() {
    let (sandbox, mut socket) =
        ready_with(Options { answer_within: Duration::from_millis(100), ..Options::default() }).await;
    let (reply, interaction) = run(&sandbox, &mut socket, async |interaction| interaction).await;
    let reply = reply.unwrap();
    assert_eq!((reply.error, &reply.message), (Some(Failure::NoAnswer), &None));
    let said = json!({"type": 4, "data": {"content": "late"}});
    assert_eq!(answer(&sandbox, &interaction, said).await.1["code"], 10062);
}

#[tokio::test]
async fn autocompletion_is_sent_and_checked() {
    let (sandbox, mut socket) = ready().await;
    let user = sandbox.as_user(&sandbox.member());
    let play = async {
        let interaction = socket.event("INTERACTION_CREATE").await;
        let sent = &interaction["d"];
        let focused = json!([{"name": "text", "type": 3, "value": "wh", "focused": true}]);
        assert_eq!((&sent["type"], &sent["data"]["options"]), (&json!(4), &focused));
        let choices = |count: usize, length: usize| {
            let choices: Vec<_> =
                (0..count).map(|at| json!({"name": "n".repeat(length), "value": at.to_string()})).collect();
            json!({"type": 8, "data": {"choices": choices}})
        };
        let path = |body: &Value, path: &[&str]| {
            let found = path.iter().fold(&body["errors"]["data"]["choices"], |at, step| &at[step]);
            assert!(found["_errors"].is_array(), "{body}");
        };
        path(&answer(&sandbox, &interaction, choices(26, 1)).await.1, &[]);
        path(&answer(&sandbox, &interaction, choices(1, 101)).await.1, &["0", "name"]);
        path(&answer(&sandbox, &interaction, choices(1, 0)).await.1, &["0", "name"]);
        let long = json!({"type": 8, "data": {"choices": [{"name": "n", "value": "v".repeat(101)}]}});
        path(&answer(&sandbox, &interaction, long).await.1, &["0", "value"]);
        assert_eq!(answer(&sandbox, &interaction, choices(25, 100)).await.0, 204);
    };
    let (completion, ()) = tokio::join!(user.autocomplete("ask", json!({}), ("text", "wh")), play);
    let completion = completion.unwrap();
    assert_eq!((completion.choices.len(), &completion.choices[3].value), (25, &json!("3")));
    assert_eq!((completion.error, completion.refused.len()), (None, 4));
}

#[tokio::test]
async fn a_form_may_be_the_answer() {
    let (sandbox, mut socket) = ready().await;
    let (reply, ()) = run(&sandbox, &mut socket, async |interaction| {
        let input = |id: &str, changes: Value| {
            let mut input = json!({"type": 4, "custom_id": id, "label": "A label", "style": 1});
            changes.as_object().unwrap().iter().for_each(|(field, value)| input[field] = value.clone());
            json!({"type": 1, "components": [input]})
        };
        let one = |changes: Value| json!([input("a", changes)]);
        let form = |title: &str, rows: Value| {
            json!({"type": 9, "data": {"custom_id": "f", "title": title, "components": rows}})
        };
        let many = |count: usize| (0..count).map(|at| input(&at.to_string(), json!({}))).collect::<Value>();
        let at_input = |field: &str| format!("components/0/components/0/{field}");
        for (body, path, code) in [
            (form("", one(json!({}))), "title".to_owned(), "BASE_TYPE_REQUIRED"),
            (form(&"t".repeat(46), one(json!({}))), "title".to_owned(), "BASE_TYPE_BAD_LENGTH"),
            (form("A form", json!([])), "components".to_owned(), "BASE_TYPE_REQUIRED"),
            (form("A form", many(6)), "components".to_owned(), "BASE_TYPE_BAD_LENGTH"),
            (form("A form", json!([{"type": 4}])), "components/0/type".to_owned(), "BASE_TYPE_CHOICES"),
            (form("A form", one(json!({"type": 2}))), at_input("type"), "BASE_TYPE_CHOICES"),
            (form("A form", one(json!({"style": 3}))), at_input("style"), "BASE_TYPE_CHOICES"),
            (form("A form", one(json!({"label": null}))), at_input("label"), "BASE_TYPE_REQUIRED"),
            (form("A form", one(json!({"placeholder": "p".repeat(101)}))), at_input("placeholder"), "BASE_TYPE_MAX_LENGTH"),
            (form("A form", one(json!({"min_length": 4001}))), at_input("min_length"), "NUMBER_TYPE_MAX"),
            (form("A form", one(json!({"max_length": 0}))), at_input("max_length"), "NUMBER_TYPE_MAX"),
            (
                form("A form", json!([input("a", json!({})), input("a", json!({}))])),
                "components/1/components/0/custom_id".to_owned(),
                "COMPONENT_CUSTOM_ID_DUPLICATED",
            ),
        ] {
            let (_, refusal) = answer(&sandbox, &interaction, body).await;
            let found = path.split('/').fold(&refusal["errors"]["data"], |at, step| &at[step]);
            assert_eq!(found["_errors"][0]["code"], code, "{path}: {refusal}");
        }
        assert_eq!(answer(&sandbox, &interaction, form("A form", many(5))).await.0, 204);
    })
    .await;
    let reply = reply.unwrap();
    assert_eq!((reply.callback, reply.message), (Some(Callback::Modal), None));
}
