//! "Did you mean …?": offered to the asker alone, answered to everybody, unless the question was private.

use serde_json::json;
use twinned::sandbox::{Callback, Message};

use crate::bot::{Bot, message, title};

/// The `custom_id`s of the buttons that offer what may have been meant.
fn picks(message: &Message) -> Vec<String> {
    let ids = message.components().filter_map(|part| part["custom_id"].as_str());
    ids.filter(|id| id.starts_with('d')).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_choice_is_private_and_its_answer_is_not() {
    let bot = Bot::start().await;
    let user = bot.user();
    let reply = bot.ask("partners", json!({"place": "Nagasaki"})).await;
    assert!(reply.ephemeral);
    let offered = reply.message.unwrap();
    let picks = picks(&offered);
    assert_eq!(picks.len(), 2, "the city and the prefecture: {:#}", offered.body["components"]);
    for pick in picks {
        let reply = crate::bot::answered(user.press(offered.id, &pick).await.unwrap());
        assert_eq!((reply.callback, reply.ephemeral), (Some(Callback::Message), false));
        let chosen = reply.message.unwrap();
        assert!(title(&chosen).starts_with("Partners of Nagasaki"), "{}", title(&chosen));
        assert!(bot.other().sees().iter().any(|seen| seen.id == chosen.id));
        // It is the asker's own: their clicks change it.
        let source = chosen.component("o").unwrap()["options"][0]["value"].as_str().unwrap();
        let reply = user.select(chosen.id, "o", &[source]).await.unwrap();
        assert_eq!(reply.callback, Some(Callback::Update));
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_private_question_stays_private() {
    let bot = Bot::start().await;
    let user = bot.user();
    let offered = message(bot.ask("partners", json!({"place": "Nagasaki", "private": true})).await);
    let reply = crate::bot::answered(user.press(offered.id, &picks(&offered)[0]).await.unwrap());
    assert_eq!((reply.callback, reply.ephemeral), (Some(Callback::Update), true));
    assert_eq!(bot.other().sees().len(), 0);
    bot.stop().await;
}

#[tokio::test]
async fn what_is_unknown_offers_what_is_near() {
    let bot = Bot::start().await;
    let reply = bot.ask("partners", json!({"place": "Rothenbrug ob der Tuaber"})).await;
    let offered = reply.message.clone().unwrap();
    if reply.ephemeral {
        let menu = offered.component("m").cloned();
        let user = bot.user();
        let reply = match (menu, picks(&offered).first()) {
            (Some(menu), _) => {
                user.select(offered.id, "m", &[menu["options"][0]["value"].as_str().unwrap()]).await.unwrap()
            }
            (None, Some(pick)) => user.press(offered.id, pick).await.unwrap(),
            (None, None) => panic!("nothing is offered: {:#}", offered.body),
        };
        assert!(title(&message(reply)).contains("Rothenburg"));
    } else {
        assert!(title(&offered).contains("Rothenburg"), "{}", title(&offered));
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_button_of_another_release_says_so() {
    let bot = Bot::start().await;
    let user = bot.user();
    let asked = message(bot.ask("partners", json!({"place": "Shanghai"})).await);
    // Posted by the bot itself, long ago.
    let row = json!({"type": 1, "components": [{"type": 2, "style": 2, "label": "Old", "custom_id": "xyz-1"}]});
    let path = format!("{}/api/v10/channels/{}/messages", bot.sandbox.api(), asked.channel);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.post(path).header("authorization", format!("Bot {}", bot.sandbox.token()));
    let posted = request.body(json!({"content": "old", "components": [row]}).to_string());
    let posted = posted.header("content-type", "application/json").send().await.unwrap();
    assert_eq!(posted.status(), 200);
    let old = user.sees().pop().unwrap();
    let reply = crate::bot::answered(user.press(old.id, "xyz-1").await.unwrap());
    assert!(reply.ephemeral);
    assert_eq!(title(&reply.message.unwrap()), "This question no longer makes sense");
    bot.stop().await;
}
