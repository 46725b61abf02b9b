//! A gateway that drops, asks for a reconnect, invalidates the session, or goes silent.

use std::time::Duration;

use serde_json::json;
use twinned::discord::gateway::Ended;
use twinned::sandbox::{GatewayControl, Lie, Options, RefuseIdentify, Sandbox};

use crate::bot::{Bot, PATIENCE, options};

/// So short that a silence is noticed while a test waits, and long enough for a busy machine.
const HEARTBEAT: Duration = Duration::from_secs(1);

async fn with_short_heartbeats() -> Bot {
    let options = Options { heartbeat: HEARTBEAT, ..options() };
    Bot::start_with(options, |settings| settings.heartbeat = HEARTBEAT).await
}

/// Waits until this is true of the gateway, then until commands are answered.
async fn recovers(bot: &Bot, what: &str, mut seen: impl FnMut(&GatewayControl<'_>) -> bool) {
    let came = bot.sandbox.wait_for(PATIENCE, |sandbox| seen(&sandbox.gateway())).await;
    assert!(
        came,
        "{what}: {:?} {:?}\n{}",
        bot.sandbox.gateway().identifies(),
        bot.sandbox.gateway().resumes(),
        bot.log.trace()
    );
    bot.sandbox.ready(1).await.unwrap_or_else(|error| panic!("{what}: {error}\n{}", bot.log.trace()));
    bot.ask("partners", json!({"place": "Kobe"})).await;
}

fn resumed(times: usize) -> impl Fn(&GatewayControl<'_>) -> bool {
    move |gateway| gateway.resumes().iter().filter(|resume| resume.accepted).count() >= times
}

fn identified(times: usize) -> impl Fn(&GatewayControl<'_>) -> bool {
    move |gateway| gateway.identifies().iter().filter(|identify| identify.accepted).count() >= times
}

#[tokio::test]
async fn what_is_dropped_is_resumed() {
    let bot = Bot::start().await;
    bot.sandbox.gateway().drop_connections();
    // Asked while nobody is connected: it is answered after the resume.
    let reply = bot.ask("partners", json!({"place": "Kobe"})).await;
    assert!(!reply.ephemeral);
    recovers(&bot, "dropped", resumed(1)).await;
    bot.sandbox.gateway().close(4000);
    recovers(&bot, "closed", resumed(2)).await;
    assert_eq!(bot.sandbox.gateway().identifies().len(), 1);
    bot.stop().await;
}

#[tokio::test]
async fn a_reconnect_is_obeyed() {
    let bot = Bot::start().await;
    bot.sandbox.gateway().reconnect();
    recovers(&bot, "reconnect", resumed(1)).await;
    assert_eq!(bot.sandbox.gateway().identifies().len(), 1);
    bot.stop().await;
}

#[tokio::test]
async fn an_invalid_session_that_can_be_resumed_is() {
    let bot = Bot::start().await;
    bot.sandbox.gateway().invalidate(true);
    recovers(&bot, "invalid, resumable", resumed(1)).await;
    bot.stop().await;
}

#[tokio::test]
async fn an_invalid_session_that_cannot_is_begun_anew() {
    let bot = Bot::start().await;
    bot.sandbox.gateway().invalidate(false);
    recovers(&bot, "invalid", identified(2)).await;
    bot.stop().await;
}

#[tokio::test]
async fn a_forgotten_session_is_begun_anew() {
    let bot = Bot::start().await;
    bot.sandbox.gateway().forget_sessions();
    bot.sandbox.gateway().drop_connections();
    recovers(&bot, "forgotten", identified(2)).await;
    bot.stop().await;
}

#[tokio::test]
async fn silence_is_noticed() {
    let bot = with_short_heartbeats().await;
    bot.sandbox.gateway().go_silent();
    let anew = |gateway: &GatewayControl<'_>| identified(2)(gateway) || resumed(1)(gateway);
    recovers(&bot, "silent", anew).await;
    bot.stop().await;
}

#[tokio::test]
async fn a_gateway_that_never_lets_in_is_noticed() {
    let sandbox = Sandbox::start(Options { heartbeat: HEARTBEAT, ..options() }).await.unwrap();
    // It greets, answers heartbeats, and says nothing to the identify.
    sandbox.gateway().refuse_identifies(1, RefuseIdentify::Ignore);
    let bot = Bot::begin(sandbox, |settings| settings.heartbeat = HEARTBEAT).await;
    recovers(&bot, "ignored", identified(1)).await;
    bot.logs("the gateway's connection is lost: shard 0 has not been heard for").await;
    bot.stop().await;
}

#[tokio::test]
async fn dead_twice_is_the_end() {
    let bot = with_short_heartbeats().await;
    bot.sandbox.gateway().stay_silent();
    bot.logs("the gateway's connection is lost").await;
    bot.logs("the gateway is dead again").await;
    assert_eq!(bot.ends().await, Ended::Deaf);
}

#[tokio::test]
async fn who_was_heard_in_between_did_not_die_twice() {
    let bot = with_short_heartbeats().await;
    for death in 1..=2 {
        bot.sandbox.gateway().go_silent();
        recovers(&bot, "silent again", identified(death + 1)).await;
        // Heard: heartbeats of the new connection were answered.
        let before = bot.sandbox.gateway().heartbeats();
        assert!(bot.sandbox.wait_for(PATIENCE, |sandbox| sandbox.gateway().heartbeats() > before + 2).await);
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_refused_identify_is_tried_again() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    sandbox.gateway().refuse_identifies(1, RefuseIdentify::InvalidSession);
    let bot = Bot::begin(sandbox, |_| {}).await;
    recovers(&bot, "refused", identified(1)).await;
    bot.stop().await;
}

#[tokio::test]
async fn a_refused_token_is_the_end() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    sandbox.gateway().refuse_identifies(1, RefuseIdentify::Close(4004));
    let bot = Bot::begin(sandbox, |_| {}).await;
    assert_eq!(bot.ends().await, Ended::Refused("Discord does not accept the bot's token".to_owned()));

    let sandbox = Sandbox::start(options()).await.unwrap();
    let bot = Bot::begin(sandbox, |settings| settings.token = "MTIw.wrong.token".into()).await;
    assert_eq!(bot.ends().await, Ended::Refused("Discord does not accept the bot's token".to_owned()));
}

#[tokio::test]
async fn without_the_gateways_address_it_goes_nowhere_else() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    sandbox.lie("GET /gateway", 2, Lie::Fails(500));
    sandbox.lie("GET /gateway/bot", 1, Lie::Fails(502));
    let bot = Bot::begin(sandbox, |_| {}).await;
    bot.logs("WARN twinned::discord::gateway: cannot begin: Discord cannot do it now: 500").await;
    assert_eq!(bot.sandbox.gateway().connections(), 0);
    recovers(&bot, "no address", identified(1)).await;
    bot.stop().await;

    // serenity asks a second time, and would go to Discord's own gateway where that fails.
    let sandbox = Sandbox::start(options()).await.unwrap();
    sandbox.lie("GET /gateway", 1, Lie::Late(Duration::from_millis(1)));
    sandbox.lie("GET /gateway", 1, Lie::Fails(500));
    let bot = Bot::begin(sandbox, |_| {}).await;
    recovers(&bot, "no address the second time", identified(1)).await;
    bot.stop().await;
}

#[tokio::test]
async fn a_discord_that_is_not_there_yet_is_waited_for() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    sandbox.lie("GET /oauth2/applications/@me", 1, Lie::Cut);
    sandbox.lie("GET /applications/*/commands", 1, Lie::Fails(503));
    let bot = Bot::begin(sandbox, |_| {}).await;
    bot.comes().await;
    bot.ask("partners", json!({"place": "Kobe"})).await;
    assert_eq!(bot.log.info().matches("cannot begin").count(), 2, "{}", bot.log.info());
    bot.stop().await;
}
