//! A day in a server; afterwards nothing tells who was there.

use serde_json::json;
use twinned::sandbox::Reply;

use crate::support::{Plan, Stage};

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn neither_the_state_nor_the_log_knows_who() {
    let stage = Stage::new(Plan::default()).await;
    let configuration = "[log]\nlevel = \"trace\"\n";
    std::fs::write(stage.folder.path().join("config.toml"), configuration).unwrap();
    let channels = stage.channels();
    let (member, moderator) = (stage.sandbox.member(), stage.sandbox.moderator());
    let (asking, moderating) = (stage.sandbox.as_user(&member), stage.sandbox.as_user(&moderator));
    let bot = stage.start();
    stage.sandbox.registered("subscription").await.unwrap();
    stage.sandbox.ready(1).await.unwrap();
    let mut tokens = vec![stage.sandbox.token().to_owned()];
    let mut note = |reply: &Reply| tokens.push(reply.sent["token"].as_str().unwrap().to_owned());

    let due = stage.subscribe(channels[1], 1, |_| {}).await;
    stage.until_settled(&[due], 1).await;
    let options = json!({"channel": channels[0].to_string(), "timezone": "Asia/Kathmandu", "place": "Aahub"});
    for (sub, options) in [
        ("add", options),
        ("status", json!({"number": 2})),
        ("preview", json!({"number": 2})),
        ("edit", json!({"number": 2, "hour": "10:10"})),
        ("pause", json!({"number": 2})),
        ("resume", json!({"number": 2})),
        ("export", json!({})),
    ] {
        let reply = moderating.command(&format!("subscription {sub}"), options).await.unwrap();
        assert!(reply.error.is_none() && reply.refused.is_empty(), "{sub}: {reply:?}");
        note(&reply);
    }
    let asked = asking.command("partners", json!({"place": "Aahub"})).await.unwrap();
    note(&asked);
    let message = asked.message.unwrap();
    let next = message.components().find(|button| button["label"] == "Next ›").unwrap()["custom_id"].clone();
    note(&asking.press(message.id, next.as_str().unwrap()).await.unwrap());
    let typed = asking.autocomplete("partners", json!({}), ("place", "pterodactylus")).await.unwrap();
    tokens.push(typed.sent["token"].as_str().unwrap().to_owned());

    let kept = stage.stored_bytes();
    assert!(holds(&kept, "Asia/Kathmandu"), "this test would see what is kept");
    let asked = moderating.command("subscription forget", json!({})).await.unwrap();
    let pressed = moderating.press(asked.message.unwrap().id, "subscription.forget.yes").await.unwrap();
    assert!(pressed.message.unwrap().embeds()[0]["title"].as_str().unwrap().contains("deleted"));
    assert_eq!(bot.stop().await, 0);

    let log = stage.log();
    assert!(log.contains("subscription add") && log.contains("DEBUG"), "{log}");
    let after = stage.stored_bytes();
    let mut secrets = tokens;
    for user in [&member, &moderator] {
        secrets.extend([user.id.to_string(), user.name.clone(), user.display_name.clone()]);
    }
    secrets.push("pterodactylus".to_owned());
    for user in [&member, &moderator] {
        let number = user.id.0.to_be_bytes();
        assert!(!kept.windows(8).any(|bytes| bytes == number), "{} is in the state, as a number", user.name);
    }
    for secret in &secrets {
        assert!(!holds(&kept, secret) && !holds(&after, secret), "{secret} is in the state");
        assert!(!log.contains(secret.as_str()), "{secret} is in the log");
    }
    assert!(!holds(&after, "Asia/Kathmandu"), "what is forgotten is not even left in unused pages");
}
