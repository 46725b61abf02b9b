//! "Find partner cities", in the menu of a message.

use twinned::sandbox::{Callback, Message};

use crate::bot::{Bot, answered, press, text, title};

const NAME: &str = "Find partner cities";

/// What somebody else finds in a message.
async fn finds(bot: &Bot, said: &str) -> Message {
    let said = bot.other().say(said).unwrap();
    let reply = answered(bot.user().message_command(NAME, said.id).await.unwrap());
    assert!(reply.ephemeral, "whoever asks may not have written it");
    assert_eq!(bot.other().sees().iter().filter(|seen| seen.id == reply.message.as_ref().unwrap().id).count(), 0);
    reply.message.unwrap()
}

#[tokio::test]
async fn finds_the_places_that_a_message_names() {
    let bot = Bot::start().await;
    let check = async |said: &str, expected: &[&str], missing: &[&str]| {
        let found = finds(&bot, said).await;
        let shown = format!("{} {}", title(&found), text(&found));
        expected.iter().for_each(|part| assert!(shown.contains(part), "{said}: {part:?} is not in {shown}"));
        missing.iter().for_each(|part| assert!(!shown.contains(part), "{said}: {part:?} is in {shown}"));
    };
    check("Last year we went from Kobe to Tianjin.", &["Kobe", "Tianjin", "24 June 1973"], &[]).await;
    check("我去过神户和天津,没去过北京。", &["Kobe", "Tianjin", "Beijing"], &["No place"]).await;
    check("nice weather, isn't it?", &["No place found"], &["Nice"]).await;
    check("😀", &["No place found"], &[]).await;
    let many = "Kobe, Tianjin, Beijing, Shanghai, Melbourne, Seattle, Hamburg, Nuremberg and Dallas";
    check(many, &["Kobe", "Melbourne", "4 more places are named there, too"], &[]).await;
    check("@everyone [Kobe](https://evil.example) **Tianjin**", &["Kobe", "Tianjin"], &["evil.example"]).await;
    bot.stop().await;
}

#[tokio::test]
async fn its_pages_and_steps_work() {
    let bot = Bot::start().await;
    let user = bot.user();
    let found = finds(&bot, "Shanghai, Kobe and Hamburg").await;
    let reply = press(&user, &found, "Next ›").await;
    assert_eq!((reply.callback, reply.ephemeral), (Some(Callback::Update), true));
    let second = reply.message.unwrap();
    assert_ne!(text(&second), text(&found));
    let reply = press(&user, &second, "« First").await;
    assert_eq!(text(&reply.message.unwrap()), text(&found));
    let step =
        found.components().find(|part| part["custom_id"].as_str().is_some_and(|id| id.starts_with('s'))).unwrap();
    let reply = press(&user, &found, step["label"].as_str().unwrap()).await;
    assert!(reply.ephemeral && title(&reply.message.unwrap()).starts_with("Partners of"));
    bot.stop().await;
}

#[tokio::test]
async fn in_private_channels_and_on_embeds_too() {
    let bot = Bot::start().await;
    let dm = bot.user().in_dm();
    let said = dm.say("Kobe").unwrap();
    let reply = answered(dm.message_command(NAME, said.id).await.unwrap());
    assert!(text(&reply.message.unwrap()).contains("Kobe"));
    // The bot's own answers have no text of their own: what they show stands in an embed.
    let own = bot.ask("partners", serde_json::json!({"place": "Kobe"})).await.message.unwrap();
    let reply = answered(bot.user().message_command(NAME, own.id).await.unwrap());
    assert!(reply.ephemeral);
    bot.stop().await;
}

#[tokio::test]
async fn its_line_in_the_log_has_the_places_and_no_text() {
    let bot = Bot::start().await;
    let secret = "the Kobe meeting of Ms Weatherby";
    finds(&bot, secret).await;
    bot.logs("Find partner cities").await;
    let log = bot.log.trace();
    assert!(log.contains("places=\"kobe-jp\""), "{log}");
    crate::log::keeps_quiet(&log, &["Weatherby".to_owned(), "meeting".to_owned()]);
    bot.stop().await;
}
