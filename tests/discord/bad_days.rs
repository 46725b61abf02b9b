//! A Discord on a bad day, and a failure of our own: what users get, and what the log says.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;
use twinned::clock::Clock;
use twinned::sandbox::{Failure, Lie, Message, Options};

use crate::bot::{Bot, answered, message, options, text, title};
use crate::log::Log;

const CALLBACK: &str = "POST /interactions/*/*/callback";

/// Runs a command on such a day; gives how often the bot tried.
async fn tries(bot: &Bot) -> usize {
    bot.sandbox.forget_requests();
    let reply = answered(bot.ask("partners", json!({"place": "Kobe"})).await);
    assert!(title(&message(reply)).starts_with("Partners of Kobe"));
    // It may take a moment for the bot to learn that its last try got through.
    let requests = bot.sandbox.requests();
    requests.iter().filter(|request| request.path.ends_with("/callback")).count()
}

#[tokio::test]
async fn what_passes_is_tried_again() {
    let bot = Bot::start().await;
    let limited = |global| Lie::RateLimited { retry_after: Duration::from_millis(300), global };
    for lie in [limited(false), limited(true), Lie::Fails(500), Lie::Fails(502), Lie::Fails(503), Lie::Cut] {
        bot.sandbox.lie(CALLBACK, 1, lie);
        assert_eq!(tries(&bot).await, 2, "{lie:?}");
    }
    assert!(!bot.log.info().contains("ERROR"), "{}", bot.log.info());
    bot.stop().await;
}

#[tokio::test]
async fn what_got_through_unnoticed_is_not_said_twice() {
    let bot = Bot::start().await;
    for (lie, n) in [Lie::FailsAfter(500), Lie::FailsAfter(502), Lie::CutAfter].into_iter().zip(1..) {
        bot.sandbox.lie(CALLBACK, 1, lie);
        tries(&bot).await;
        // The second try is told 40060.
        let learned = |log: &Log| log.trace().matches("the interaction was answered already").count() == n;
        bot.waits_for_log(&format!("{lie:?}"), learned).await;
    }
    bot.sandbox.lie(CALLBACK, 1, Lie::Late(Duration::from_millis(300)));
    assert_eq!(tries(&bot).await, 1);
    assert_eq!(bot.user().sees().len(), 4, "one message each");
    let log = bot.log.info();
    assert!(!log.contains("ERROR") && !log.contains("WARN"), "{log}");
    bot.stop().await;
}

#[tokio::test]
async fn what_lasts_ends_before_the_three_seconds_do() {
    let bot = Bot::start_with(Options { answer_within: Duration::from_secs(3), ..options() }, |_| {}).await;
    bot.sandbox.lie(CALLBACK, 1000, Lie::Fails(500));
    let reply = bot.user().command("partners", json!({"place": "Kobe"})).await.unwrap();
    assert_eq!(reply.error, Some(Failure::NoAnswer));
    bot.logs("WARN twinned::discord::gateway::handler: partners: Discord cannot do it now: 500").await;
    bot.sandbox.be_honest();
    bot.ask("partners", json!({"place": "Kobe"})).await;
    bot.stop().await;
}

#[tokio::test]
async fn who_comes_too_late_is_not_told_off() {
    // The interaction is over before any bot can have answered it.
    let bot = Bot::start_with(Options { answer_within: Duration::ZERO, ..options() }, |_| {}).await;
    let reply = bot.user().command("partners", json!({"place": "Kobe"})).await.unwrap();
    assert_eq!((reply.error, &reply.message), (Some(Failure::NoAnswer), &None));
    bot.logs("WARN twinned::discord::gateway::handler: partners: Discord no longer knows the interaction").await;
    // It goes on.
    bot.user().command("since", json!({"year": "1973"})).await.unwrap();
    bot.logs("since: Discord no longer knows the interaction").await;
    assert!(!bot.log.info().contains("ERROR"), "{}", bot.log.info());
    bot.stop().await;
}

/// The reference that a user is told.
fn reference(failed: &Message) -> String {
    let (_, reference) = text(failed).split_once("reference **").unwrap();
    let reference = reference.split("**").next().unwrap();
    assert!(reference.len() == 8 && reference.bytes().all(|byte| byte.is_ascii_hexdigit()), "{reference}");
    reference.to_owned()
}

#[tokio::test]
async fn a_refused_answer_is_told_privately_with_a_reference() {
    let bot = Bot::start().await;
    bot.sandbox.lie(CALLBACK, 1, Lie::Fails(400));
    let reply = bot.ask("partners", json!({"place": "Kobe"})).await;
    assert!(reply.ephemeral);
    let reference = reference(&message(reply));
    bot.logs(&format!("partners: Discord refuses the request: 400, code 0: 400: Bad Request reference={reference}"))
        .await;
    bot.stop().await;
}

#[tokio::test]
async fn an_unexpected_failure_is_told_privately_with_a_reference() {
    // What fails is the clock: whoever asks it inside an answer is interrupted.
    let broken = Arc::new(AtomicBool::new(false));
    let clock = {
        let broken = Arc::clone(&broken);
        let words = "somebody's words".to_owned();
        Clock::of(move || match broken.load(Ordering::Relaxed) {
            false => Timestamp::UNIX_EPOCH,
            true => panic!("no time for {}", words),
        })
    };
    let bot = Bot::start_with(options(), |settings| settings.clock = clock).await;
    broken.store(true, Ordering::Relaxed);
    let reply = bot.ask("partners", json!({"place": "Kobe"})).await;
    assert!(reply.ephemeral);
    let reference = reference(&message(reply));
    bot.logs(&format!("reference={reference}")).await;
    // What a panic says may hold what somebody typed: the log has where it happened.
    let log = bot.log.trace();
    assert!(
        log.contains("an answer failed at tests/discord/bad_days.rs:") && !log.contains("somebody's words"),
        "{log}"
    );

    // Typing gets no choices, a click a word of its own; and the next question is answered again.
    broken.store(false, Ordering::Relaxed);
    let shown = message(bot.ask("partners", json!({"place": "Shanghai"})).await);
    broken.store(true, Ordering::Relaxed);
    let completion = bot.complete("partners", json!({}), ("place", "Ko")).await;
    assert_eq!(completion.choices.len(), 0);
    let reply = crate::bot::press(&bot.user(), &shown, "Next ›").await;
    assert!(reply.ephemeral && reply.message.unwrap().id != shown.id);
    broken.store(false, Ordering::Relaxed);
    bot.ask("partners", json!({"place": "Kobe"})).await;
    bot.stop().await;
}
