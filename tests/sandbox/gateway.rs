//! The gateway, by hand and by serenity.

use std::time::Duration;

use serde_json::json;
use serenity::all::GatewayIntents;
use twinned::sandbox::{Lie, Options, RefuseIdentify, Sandbox, World};

use crate::bot::{Bot, Heard, register, together};
use crate::openapi;
use crate::raw::{Next, PATIENCE, Socket, sandbox};

#[tokio::test]
async fn greets_a_bot() {
    let sandbox = sandbox().await;
    let mut socket = Socket::connect(&sandbox).await;
    socket.identify(&sandbox, [0, 1], 1).await;
    let ready = socket.frame().await;
    assert_eq!((&ready["t"], &ready["s"], &ready["d"]["shard"]), (&json!("READY"), &json!(1), &json!([0, 1])));
    let guild = socket.frame().await;
    assert_eq!((&guild["t"], &guild["d"]["channels"][0]["name"]), (&json!("GUILD_CREATE"), &json!("general")));
    socket.say(json!({"op": 1, "d": 2})).await;
    assert_eq!(socket.frame().await["op"], 11);
    sandbox.ready(1).await.unwrap();
    let identifies = sandbox.gateway().identifies();
    assert_eq!((identifies.len(), identifies[0].intents, identifies[0].accepted), (1, 1, true));
}

#[tokio::test]
async fn tells_of_guilds_only_who_asks_and_whose_they_are() {
    let sandbox = Sandbox::start(Options { world: World::with_guilds(3), ..Options::default() }).await.unwrap();
    let mut guilds = 0;
    for shard in 0..2 {
        let mut socket = Socket::connect(&sandbox).await;
        socket.identify(&sandbox, [shard, 2], 0).await;
        let ready = socket.event("READY").await;
        guilds += ready["d"]["guilds"].as_array().unwrap().len();
        // The answer to a heartbeat comes next: no guild did.
        socket.say(json!({"op": 1, "d": null})).await;
        assert_eq!(socket.frame().await["op"], 11);
    }
    assert_eq!(guilds, 3);
}

#[tokio::test]
async fn refuses_who_does_not_behave() {
    let sandbox = sandbox().await;
    let identify = |token: &str, shard: [u64; 2], intents: u64| json!({"op": 2, "d": {"token": token, "shard": shard, "intents": intents, "properties": {}}});
    let token = sandbox.token();
    let cases = [
        ("wrong token", identify("wrong", [0, 1], 0), 4004),
        ("wrong shard", identify(token, [1, 1], 0), 4010),
        ("wrong intents", identify(token, [0, 1], 1 << 40), 4013),
        ("privileged", identify(token, [0, 1], 1 << 15), 4014),
        ("stranger", json!({"op": 3, "d": {}}), 4003),
        ("nonsense", json!({"op": 99}), 4001),
    ];
    for (name, frame, code) in cases {
        let mut socket = Socket::connect(&sandbox).await;
        socket.say(frame).await;
        assert_eq!(socket.next().await, Next::Closed(Some(code)), "{name}");
    }
    let mut socket = Socket::connect_to(&sandbox, "v=6").await;
    assert_eq!(socket.frame().await["op"], 10);
    assert_eq!(socket.next().await, Next::Closed(Some(4012)));
    let mut socket = Socket::connect(&sandbox).await;
    socket.identify(&sandbox, [0, 1], 0).await;
    socket.event("READY").await;
    socket.identify(&sandbox, [0, 1], 0).await;
    assert_eq!(socket.next().await, Next::Closed(Some(4005)));
}

#[tokio::test]
async fn replays_what_was_missed() {
    let sandbox = sandbox().await;
    let mut socket = Socket::connect(&sandbox).await;
    socket.identify(&sandbox, [0, 1], 0).await;
    let ready = socket.event("READY").await;
    sandbox.gateway().drop_connections();
    assert_eq!(socket.next().await, Next::Closed(None));
    assert!(sandbox.wait_for(PATIENCE, |sandbox| sandbox.gateway().connections() == 0).await);
    for at in 0..3 {
        sandbox.gateway().dispatch(None, "TEST", &json!({"at": at}));
    }
    let mut socket = Socket::connect(&sandbox).await;
    let resume = |seq: u64| {
        let session = &ready["d"]["session_id"];
        json!({"op": 6, "d": {"token": sandbox.token(), "session_id": session, "seq": seq}})
    };
    socket.say(resume(2)).await;
    let replayed = [socket.frame().await, socket.frame().await, socket.frame().await];
    assert_eq!(replayed.each_ref().map(|frame| frame["s"].as_u64()), [Some(3), Some(4), Some(5)]);
    assert_eq!(replayed[2]["t"], "RESUMED");

    // From the future, and to a session that is gone.
    let mut socket = Socket::connect(&sandbox).await;
    socket.say(resume(99)).await;
    assert_eq!(socket.next().await, Next::Closed(Some(4007)));
    sandbox.gateway().forget_sessions();
    let mut socket = Socket::connect(&sandbox).await;
    socket.say(resume(5)).await;
    assert_eq!(socket.frame().await, json!({"op": 9, "d": false}));
    let accepted: Vec<_> = sandbox.gateway().resumes().iter().map(|resume| resume.accepted).collect();
    assert_eq!(accepted, [true, false, false]);
}

#[tokio::test]
async fn falls_silent_and_keeps_the_line_open() {
    let sandbox = sandbox().await;
    let mut socket = Socket::connect(&sandbox).await;
    socket.identify(&sandbox, [0, 1], 0).await;
    socket.event("READY").await;
    sandbox.gateway().go_silent();
    socket.say(json!({"op": 1, "d": 1})).await;
    sandbox.gateway().dispatch(None, "TEST", &json!({}));
    let silence = Duration::from_millis(300);
    assert!(tokio::time::timeout(silence, socket.next()).await.is_err());
    // Others are heard.
    Socket::connect(&sandbox).await;
    sandbox.gateway().stay_silent();
    let mut deaf = Socket::connect_quietly(&sandbox).await;
    assert!(tokio::time::timeout(silence, deaf.next()).await.is_err());
    sandbox.gateway().speak();
    Socket::connect(&sandbox).await;
    sandbox.gateway().drop_connections();
    assert_eq!(socket.next().await, Next::Closed(None));
}

#[tokio::test]
async fn serenity_connects_and_comes_back() {
    let (sandbox, mut bot) = together().await;

    for (number, trouble) in (1..).zip([
        (|sandbox: &Sandbox| sandbox.gateway().drop_connections()) as fn(&Sandbox),
        |sandbox| sandbox.gateway().reconnect(),
        |sandbox| sandbox.gateway().invalidate(true),
        |sandbox| sandbox.gateway().close(4000),
    ]) {
        trouble(&sandbox);
        bot.hears(Heard::Resumed).await;
        assert_eq!(sandbox.gateway().resumes().len(), number);
    }
    assert_eq!(sandbox.gateway().identifies().len(), 1, "it resumed, and needed not identify");

    sandbox.gateway().invalidate(false);
    bot.hears(Heard::Ready).await;
    assert_eq!(sandbox.gateway().identifies().len(), 2);

    let reply = sandbox.as_user(&sandbox.member()).command("echo", json!({"text": "still here"})).await.unwrap();
    assert_eq!(reply.message.unwrap().embeds()[0]["description"], "still here");
    openapi::check_all(&sandbox.requests());
    bot.stop().await;
    sandbox.stop().await;
}

#[tokio::test]
async fn serenity_gets_what_it_missed() {
    let (sandbox, bot) = together().await;
    sandbox.gateway().drop_connections();
    // Whether the bot is back already or not: the interaction reaches it.
    let reply = sandbox.as_user(&sandbox.member()).command("whisper", json!({"text": "psst"})).await.unwrap();
    assert_eq!(reply.error, None, "{reply:?}");
    bot.stop().await;
}

#[tokio::test]
async fn serenity_runs_several_shards() {
    let options = Options { world: World::with_guilds(2), ..Options::default() };
    let sandbox = Sandbox::start(options).await.unwrap();
    let mut bot = Bot::start(&sandbox, GatewayIntents::GUILDS, 2).await;
    sandbox.ready(2).await.unwrap();
    bot.hears(Heard::Guild).await;
    bot.hears(Heard::Guild).await;
    register(&bot).await;
    for at in [0, 2] {
        let user = sandbox.as_user(&sandbox.member()).in_channel(sandbox.channel(at));
        let reply = user.command("whisper", json!({"text": "hello"})).await.unwrap();
        assert_eq!(reply.message.unwrap().content(), "hello");
    }
    let mut shards: Vec<_> = sandbox.gateway().identifies().iter().map(|identify| identify.shard.id).collect();
    shards.sort_unstable();
    assert_eq!(shards, [0, 1]);
    bot.stop().await;
}

#[tokio::test]
async fn serenity_outlives_silence_and_refusals() {
    let options = Options { heartbeat: Duration::from_secs(1), answer_within: PATIENCE, ..Options::default() };
    let sandbox = Sandbox::start(options).await.unwrap();
    sandbox.gateway().refuse_identifies(1, RefuseIdentify::InvalidSession);
    let mut bot = Bot::start(&sandbox, GatewayIntents::empty(), 1).await;
    bot.hears(Heard::Ready).await;
    let identifies = sandbox.gateway().identifies();
    assert_eq!(identifies.iter().map(|identify| identify.accepted).collect::<Vec<_>>(), [false, true]);
    assert!(sandbox.wait_for(PATIENCE, |sandbox| sandbox.gateway().heartbeats() > 0).await);

    sandbox.gateway().go_silent();
    bot.hears(Heard::Ready).await;
    sandbox.ready(1).await.unwrap();
    register(&bot).await;
    let reply = sandbox.as_user(&sandbox.member()).command("whisper", json!({"text": "again"})).await.unwrap();
    assert_eq!(reply.error, None);
    bot.stop().await;
}

#[tokio::test]
async fn an_identify_can_be_ignored() {
    let sandbox = sandbox().await;
    sandbox.gateway().refuse_identifies(1, RefuseIdentify::Ignore);
    let mut socket = Socket::connect(&sandbox).await;
    socket.identify(&sandbox, [0, 1], 0).await;
    // What comes next is the answer to this.
    socket.say(json!({"op": 1, "d": null})).await;
    assert_eq!(socket.frame().await["op"], 11);
    socket.identify(&sandbox, [0, 1], 0).await;
    socket.event("READY").await;
}

#[tokio::test]
async fn who_stops_is_gone() {
    let sandbox = sandbox().await;
    let mut socket = Socket::connect(&sandbox).await;
    let api = sandbox.api();
    sandbox.stop().await;
    assert_eq!(socket.next().await, Next::Closed(None));
    assert!(reqwest::get(format!("{api}/api/gateway")).await.unwrap_err().is_connect());
}

#[tokio::test]
async fn without_the_gateways_address_nobody_connects() {
    let sandbox = sandbox().await;
    sandbox.lie("GET /gateway", 1, Lie::Fails(503));
    let (status, body) = crate::raw::ask(&sandbox, reqwest::Method::GET, "/gateway", serde_json::Value::Null).await;
    assert_eq!((status, &body["message"]), (503, &json!("503: Service Unavailable")));
    Socket::connect(&sandbox).await;
}
