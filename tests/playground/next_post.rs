//! The clock runs on until the bot posts of its own accord.

use serde_json::{Value, json};

use crate::browser;
use crate::stage::Stage;

#[tokio::test]
async fn the_clock_runs_on_to_the_next_post() {
    let stage = Stage::twinned().await;
    let sandbox = &stage.sandbox;
    sandbox.registered("subscription").await.unwrap();
    let channel = sandbox.channel(0);
    let options = json!({"channel": channel.to_string(), "timezone": "UTC", "hour": "09:00"});
    let added = sandbox.as_user(&sandbox.moderator()).command("subscription add", options).await.unwrap();
    assert!(added.error.is_none() && added.refused.is_empty(), "{added:?}");
    let unasked = || {
        let all = sandbox.messages(channel, &sandbox.member());
        all.iter().filter(|message| message.body["interaction_metadata"].is_null()).count()
    };
    let key = stage.page().split_once("#key=").unwrap().1.to_owned();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    for posts in 1..=2 {
        let request = client
            .post(format!("{}/sandbox/clock", sandbox.api()))
            .header("authorization", format!("Bearer {key}"))
            .header("origin", sandbox.api())
            .header("content-type", "application/json")
            .body(json!({"to": "next post"}).to_string());
        let answer = request.send().await.unwrap().text().await.unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error}: {answer}"));
        assert_eq!(answer["ran"], json!({"ended": "posted", "channel": channel}), "{answer}");
        assert_eq!(unasked(), posts);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_sees_the_post_arrive() {
    let stage = Stage::twinned().await;
    let (page, api) = (stage.page().to_owned(), stage.sandbox.api());
    stage.sandbox.registered("subscription").await.unwrap();
    let moderator = stage.sandbox.as_user(&stage.sandbox.moderator());
    let channel = stage.sandbox.channel(0).to_string();
    browser::with("a_page_sees_the_post_arrive", (1280, 860), |tab| async move {
        tab.open(&page).await;
        tab.sees(".welcome", "Welcome to #general").await;
        tab.click(".clock-button", "").await;
        tab.js("document.getElementById('clock-field').value = '2027-06-23T20:00'", vec![]).await;
        tab.click(".clock-form .button", "Set").await;
        tab.sees(".clock-now", "23 June 2027").await;
        let options = json!({"channel": channel, "timezone": "UTC", "place": "kobe-jp"});
        let added = moderator.command("subscription add", options).await.unwrap();
        assert!(added.error.is_none() && added.refused.is_empty(), "{added:?}");
        tab.click(".clock-deeds .button", "Until the next post").await;
        tab.sees(".clock-said", "It has posted in #general").await;
        tab.sees(".clock-now", "24 June 2027 at 09:00").await;
        tab.sees(".message .embed", "Tianjin").await;
        tab.sees(".message .embed", "54 years").await;
        tab.was_clean(&api).await;
    })
    .await;
}
