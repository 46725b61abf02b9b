//! What a bot meets that posts by itself: doubles told by their nonce, the history, permissions, announcement channels, and
//! guilds that come and go.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use twinned::sandbox::world::{Overwrite, permissions};
use twinned::sandbox::{Options, Sandbox, Snowflake};

use crate::raw::{Socket, ask, sandbox};

fn messages(channel: Snowflake) -> String {
    format!("/channels/{channel}/messages")
}

async fn post(sandbox: &Sandbox, channel: Snowflake, body: Value) -> Value {
    let (status, message) = ask(sandbox, Method::POST, &messages(channel), body).await;
    assert_eq!(status, 200, "{message}");
    message
}

fn deny(sandbox: &Sandbox, channel: usize, what: u64) {
    sandbox.change(|world| {
        let (id, deny) = (world.bot.id, what);
        world.guilds[0].channels[channel].overwrites = vec![Overwrite { id, member: true, allow: 0, deny }];
    });
}

#[tokio::test]
async fn an_enforced_nonce_belongs_to_one_message() {
    let sandbox = sandbox().await;
    let (here, there) = (sandbox.channel(0), sandbox.channel(1));
    let said = |nonce: &str, enforce: bool| json!({"content": "a", "nonce": nonce, "enforce_nonce": enforce});
    let first = post(&sandbox, here, said("n", true)).await;
    assert_eq!(post(&sandbox, here, said("n", true)).await["id"], first["id"]);
    let elsewhere = post(&sandbox, there, said("n", true)).await;
    assert_eq!((&elsewhere["id"], &elsewhere["channel_id"]), (&first["id"], &json!(here)), "unique per author");
    assert_ne!(post(&sandbox, here, said("m", true)).await["id"], first["id"]);
    assert_ne!(post(&sandbox, here, said("n", false)).await["id"], first["id"], "only where it is enforced");
    assert_eq!(sandbox.messages(here, &sandbox.member()).len(), 3);
    assert!(sandbox.messages(there, &sandbox.member()).is_empty());

    let sandbox = Sandbox::start(Options { nonce_life: Duration::ZERO, ..Options::default() }).await.unwrap();
    let first = post(&sandbox, sandbox.channel(0), said("n", true)).await;
    let second = post(&sandbox, sandbox.channel(0), said("n", true)).await;
    assert_ne!(first["id"], second["id"], "it is forgotten after a while");
}

#[tokio::test]
async fn the_history_is_read_in_pages_and_hidden_without_a_word() {
    let sandbox = sandbox().await;
    let channel = sandbox.channel(0);
    let someone = sandbox.as_user(&sandbox.member());
    let mut said = Vec::new();
    for n in 0..130 {
        said.push(someone.say(&format!("{n}")).unwrap().id.to_string());
    }
    let page = async |query: String| -> Vec<String> {
        let (status, page) = ask(&sandbox, Method::GET, &format!("{}?{query}", messages(channel)), Value::Null).await;
        assert_eq!(status, 200);
        page.as_array().unwrap().iter().map(|message| message["id"].as_str().unwrap().to_owned()).collect()
    };
    let newest_first = |from: usize, to: usize| said[from..to].iter().rev().cloned().collect::<Vec<_>>();
    assert_eq!(page(format!("after={}&limit=100", said[0])).await, newest_first(1, 101));
    assert_eq!(page(format!("after={}&limit=100", said[100])).await, newest_first(101, 130));
    deny(&sandbox, 0, permissions::READ_MESSAGE_HISTORY);
    assert_eq!(page(format!("after={}&limit=100", said[0])).await, [""; 0]);
    deny(&sandbox, 0, permissions::VIEW_CHANNEL);
    let (status, refusal) = ask(&sandbox, Method::GET, &messages(channel), Value::Null).await;
    assert_eq!((status, &refusal["code"]), (403, &json!(50001)));
}

#[tokio::test]
async fn what_the_bot_may_do_stands_in_roles_and_overwrites() {
    let sandbox = sandbox().await;
    let (channel, guild) = (sandbox.channel(0), sandbox.world().guilds[0].id);
    let bot = sandbox.world().bot.id;
    let get = async |path: String| ask(&sandbox, Method::GET, &path, Value::Null).await.1;
    let member = get(format!("/guilds/{guild}/members/{bot}")).await;
    let roles = get(format!("/guilds/{guild}/roles")).await;
    let own = roles.as_array().unwrap().iter().find(|role| role["id"] == member["roles"][0]).unwrap();
    assert_eq!(own["permissions"], json!(permissions::ORDINARY.to_string()));

    deny(&sandbox, 0, permissions::SEND_MESSAGES);
    let (status, refusal) = ask(&sandbox, Method::POST, &messages(channel), json!({"content": "a"})).await;
    assert_eq!((status, &refusal["code"]), (403, &json!(50013)));
    let overwrites = get(format!("/channels/{channel}")).await["permission_overwrites"].clone();
    let expected = json!({"id": bot, "type": 1, "allow": "0", "deny": permissions::SEND_MESSAGES.to_string()});
    assert_eq!(overwrites, json!([expected]));
}

#[tokio::test]
async fn a_message_is_handed_on_once_and_only_from_an_announcement_channel() {
    let sandbox = sandbox().await;
    sandbox.change(|world| world.guilds[0].channels[1].announcement = true);
    let check = async |channel: usize, expected: (u16, Value)| {
        let channel = sandbox.channel(channel);
        let message = match sandbox.messages(channel, &sandbox.member()).first() {
            Some(message) => message.id.to_string(),
            None => post(&sandbox, channel, json!({"content": "a"})).await["id"].as_str().unwrap().to_owned(),
        };
        let path = format!("{}/{message}/crosspost", messages(channel));
        let (status, body) = ask(&sandbox, Method::POST, &path, Value::Null).await;
        assert_eq!((status, body["code"].clone()), expected);
    };
    check(0, (400, json!(50024))).await;
    check(1, (200, Value::Null)).await;
    check(1, (400, json!(40033))).await;
    assert!(sandbox.messages(sandbox.channel(1), &sandbox.member())[0].crossposted());
}

#[tokio::test]
async fn guilds_come_and_go_for_those_who_asked_to_hear_of_it() {
    let sandbox = sandbox().await;
    let (guild, channel) = (sandbox.world().guilds[0].clone(), sandbox.channel(0));
    let mut socket = Socket::connect(&sandbox).await;
    socket.identify(&sandbox, [0, 1], 1).await;
    socket.event("GUILD_CREATE").await;
    sandbox.outage(guild.id);
    assert_eq!(socket.event("GUILD_DELETE").await["d"]["unavailable"], true);
    sandbox.outage_over(guild.id);
    assert_eq!(socket.event("GUILD_CREATE").await["d"]["id"], json!(guild.id));
    sandbox.remove_bot(guild.id);
    assert_eq!(socket.event("GUILD_DELETE").await["d"], json!({"id": guild.id}));
    for path in [format!("/guilds/{}", guild.id), messages(channel)] {
        assert_eq!(ask(&sandbox, Method::GET, &path, Value::Null).await.0, 403, "{path}");
    }
    sandbox.add_bot(guild.clone());
    assert_eq!(socket.event("GUILD_CREATE").await["d"]["id"], json!(guild.id));
    assert_eq!(ask(&sandbox, Method::GET, &messages(channel), Value::Null).await.0, 200);
}
