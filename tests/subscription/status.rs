//! What the status says of each thing that can become of a day.

use jiff::civil::{Date, date};
use serde_json::json;
use twinned::sandbox::world::permissions;
use twinned::state::{Day, NewPost, Outcome, Planned, State};

use crate::house::{House, message, said};

/// A day that was written, and how it ended.
async fn day(state: &State, date: Date, outcome: Option<&Outcome>) {
    let day = Day { date, nonce: date.to_string(), mark: date.to_string() };
    let post = NewPost { kind: "daily", days: vec![day], body: "{}".to_owned(), crosspost: false };
    let (skipped, done_through) = (Vec::new(), None);
    let plan =
        Planned { subscription: 1, channel: 1_200_000_000_000_000_001, posts: vec![post], skipped, done_through };
    let now = "2026-06-24T06:00:00Z".parse().unwrap();
    state.write_plans(&[plan], "", now).await.unwrap();
    if let Some(outcome) = outcome {
        let open = state.open_posts().await.unwrap();
        state.settle(open.last().unwrap().id, outcome, now).await.unwrap();
    }
}

#[tokio::test]
async fn each_outcome_in_words() {
    let house = House::new().await;
    house.add().await;
    // So that the bot does not post meanwhile what this test writes.
    house.moderator("pause", json!({})).await;
    house.state.resume(1, None).await.unwrap();
    let reason = |text: &str| text.to_owned();
    let message = 1_234_567_890_123_456_789;
    let outcomes = [
        Outcome::Posted { message, lateness: 3 },
        Outcome::Posted { message, lateness: 14 * 60 },
        Outcome::Posted { message, lateness: 20 * 60 },
        Outcome::Posted { message, lateness: 2 * 86_400 + 3 * 3600 },
        Outcome::Skipped { reason: reason("it was too long ago to be made up for") },
        Outcome::Unknown { reason: reason("the bot lacks Read Message History there, so it cannot look") },
        Outcome::Failed { reason: reason("Discord refuses it: 400, code 50035: Invalid *Form* Body") },
    ];
    for (outcome, at) in outcomes.iter().zip(10..) {
        day(&house.state, date(2026, 6, at), Some(outcome)).await;
    }
    house.deny(0, permissions::SEND_MESSAGES | permissions::ATTACH_FILES);
    insta::assert_snapshot!("outcomes", said(&house.moderator("status", json!({})).await));
    house.stop().await;
}

#[tokio::test]
async fn several_are_shown_one_after_the_other() {
    let house = House::new().await;
    house.add().await;
    let weekly = json!({"channel": house.channel(1), "timezone": "Europe/Berlin", "country": "JP", "kind": "sister",
        "facts": true, "weekly-digest": true, "catch-up-days": 0});
    insta::assert_snapshot!("added_weekly", said(&house.moderator("add", weekly).await));
    let first = house.moderator("status", json!({})).await;
    assert!(said(&first).starts_with("Subscription 1, 1 of 2"), "{}", said(&first));
    let moderator = house.sandbox.as_user(&house.sandbox.moderator());
    let second = moderator.press(message(&first), "subscription.status-next.2").await.unwrap();
    insta::assert_snapshot!("second_of_two", said(&second));
    let back = moderator.press(message(&first), "subscription.status-back.1").await.unwrap();
    assert!(said(&back).starts_with("Subscription 1, 1 of 2"), "{}", said(&back));
    house.stop().await;
}

#[tokio::test]
async fn a_channel_that_is_closed_to_the_bot_is_paused_and_says_why() {
    let house = House::new().await;
    house.add().await;
    house.deny(0, permissions::SEND_MESSAGES);
    house.set_clock("2026-06-24T08:00:05Z");
    let paused = async || house.state.subscription(1).await.unwrap().unwrap().paused.is_some();
    while !paused().await {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    insta::assert_snapshot!("closed", said(&house.moderator("status", json!({})).await));
    let refused = house.moderator("resume", json!({})).await;
    assert!(said(&refused).contains("lacks **Send Messages**"), "{}", said(&refused));
    house.deny(0, 0);
    house.moderator("resume", json!({})).await;
    house.until_posted(0, 1).await;
    house.stop().await;
}
