//! Pages, steps and sources: the buttons and menus below an answer.

use serde_json::json;
use twinned::sandbox::{Callback, Message};

use crate::bot::{Bot, button, message, press, text, title};

fn disabled(message: &Message, label: &str) -> bool {
    message.component(&button(message, label)).unwrap()["disabled"] == true
}

fn page(message: &Message) -> String {
    let footer = message.embeds()[0]["footer"]["text"].as_str().unwrap();
    footer.split(" · ").find(|part| part.contains("age ")).unwrap_or(footer).to_owned()
}

#[tokio::test]
async fn every_button_turns_pages() {
    let bot = Bot::start().await;
    let user = bot.user();
    let first = message(bot.ask("partners", json!({"place": "Shanghai"})).await);
    let ends = |message: &Message| ["« First", "‹ Back", "Next ›", "Last »"].map(|label| disabled(message, label));
    assert_eq!(ends(&first), [true, true, false, false]);
    let refused = user.press(first.id, &button(&first, "« First")).await.unwrap_err().to_string();
    assert!(refused.contains("is disabled"), "{refused}");

    // Forward to the end, one by one: all in the same message, and no page twice.
    let (mut now, mut texts) = (first.clone(), vec![text(&first).to_owned()]);
    while !disabled(&now, "Next ›") {
        let reply = press(&user, &now, "Next ›").await;
        assert_eq!(reply.callback, Some(Callback::Update));
        now = reply.message.unwrap();
        assert_eq!(now.id, first.id);
        assert!(!texts.contains(&text(&now).to_owned()), "{}", text(&now));
        texts.push(text(&now).to_owned());
    }
    assert!(texts.len() >= 5, "{}", texts.len());
    assert_eq!(ends(&now), [false, false, true, true]);
    let last = text(&now).to_owned();

    now = message(press(&user, &now, "‹ Back").await);
    assert_eq!(text(&now), texts[texts.len() - 2]);
    now = message(press(&user, &now, "« First").await);
    assert_eq!((text(&now), page(&now)), (text(&first), page(&first)));
    now = message(press(&user, &now, "Last »").await);
    assert_eq!(text(&now), last);
    assert_eq!(user.sees().len(), 1);
    bot.stop().await;
}

#[tokio::test]
async fn anybody_elses_click_gets_a_copy() {
    let bot = Bot::start().await;
    let asked = message(bot.ask("partners", json!({"place": "Shanghai"})).await);
    let other = bot.other();
    let reply = press(&other, &asked, "Next ›").await;
    assert_eq!((reply.callback, reply.ephemeral), (Some(Callback::Message), true));
    let copy = reply.message.unwrap();
    assert_ne!(copy.id, asked.id);
    let seen = |of: &Message| bot.user().sees().iter().any(|message| message.id == of.id);
    assert!(seen(&asked) && !seen(&copy));
    assert_eq!(text(&bot.user().sees()[0]), text(&asked), "the asker's is as it was");

    // The copy turns its pages in its place, and stays private.
    let reply = press(&other, &copy, "Next ›").await;
    assert_eq!((reply.callback, reply.ephemeral), (Some(Callback::Update), true));
    assert_ne!(text(reply.message.as_ref().unwrap()), text(&copy));
    assert_eq!(bot.user().sees().len(), 1);
    bot.stop().await;
}

#[tokio::test]
async fn what_is_private_stays_so() {
    let bot = Bot::start().await;
    let user = bot.user();
    let asked = message(bot.ask("partners", json!({"place": "Shanghai", "private": true})).await);
    let reply = press(&user, &asked, "Last »").await;
    assert_eq!((reply.callback, reply.ephemeral), (Some(Callback::Update), true));
    assert_eq!(bot.other().sees().len(), 0);
    bot.stop().await;
}

#[tokio::test]
async fn steps_lead_on() {
    let bot = Bot::start().await;
    let user = bot.user();
    let asked = message(bot.ask("partners", json!({"place": "Kobe"})).await);
    let steps: Vec<String> = asked
        .components()
        .filter(|part| part["custom_id"].as_str().is_some_and(|id| id.starts_with('s')))
        .map(|part| part["label"].as_str().unwrap().to_owned())
        .collect();
    assert!(steps.len() >= 3, "{steps:?}");
    for step in steps {
        let asked = message(bot.ask("partners", json!({"place": "Kobe"})).await);
        let reply = press(&user, &asked, &step).await;
        let led = reply.message.unwrap();
        assert_ne!(title(&led), title(&asked), "{step}");
        assert_eq!((reply.callback, led.id), (Some(Callback::Update), asked.id), "{step}");
        // Somebody else is led on by a copy of their own.
        let asked = message(bot.ask("partners", json!({"place": "Kobe"})).await);
        let reply = press(&bot.other(), &asked, &step).await;
        assert_eq!((reply.ephemeral, title(&reply.message.unwrap())), (true, title(&led)), "{step}");
    }
    bot.stop().await;
}

#[tokio::test]
async fn sources_can_be_seen_in_full() {
    let bot = Bot::start().await;
    let user = bot.user();
    let asked = message(bot.ask("partners", json!({"place": "Kobe"})).await);
    let menu = asked.component("o").unwrap().clone();
    let options = menu["options"].as_array().unwrap();
    assert!(options.len() >= 10, "{menu:#}");
    for (n, option) in options.iter().enumerate() {
        assert!(option["label"].as_str().unwrap().starts_with(&format!("[{}] ", n + 1)), "{option}");
        // To an answer of its own, so that the menu is there for the next.
        let private = bot.other();
        let value = option["value"].as_str().unwrap();
        let reply = crate::bot::answered(private.select(asked.id, "o", &[value]).await.unwrap());
        assert!(reply.ephemeral);
        let publisher = option["label"].as_str().unwrap().split_once("] ").unwrap().1.trim_end_matches('…').to_owned();
        let shown = reply.message.unwrap().body["embeds"].to_string().replace('\\', "");
        assert!(shown.contains(&publisher.replace('"', "")), "{publisher}: {shown}");
    }
    let value = options[0]["value"].as_str().unwrap();
    let reply = crate::bot::answered(user.select(asked.id, "o", &[value]).await.unwrap());
    assert_eq!((reply.callback, reply.message.unwrap().id), (Some(Callback::Update), asked.id));
    bot.stop().await;
}

#[tokio::test]
async fn buttons_work_after_a_restart_and_say_so_after_a_change_of_the_data() {
    let bot = Bot::start().await;
    let asked = message(bot.ask("partners", json!({"place": "Shanghai"})).await);
    let sandbox = bot.stop().await;

    let bot = Bot::begin(sandbox, |_| {}).await;
    bot.comes().await;
    let next = message(press(&bot.user(), &asked, "Next ›").await);
    assert_ne!(text(&next), text(&asked));
    let sandbox = bot.stop().await;

    let other = tempfile::tempdir().unwrap();
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for name in ["places.json", "partnerships.json", "facts.json", "sources.json"] {
        let text = std::fs::read_to_string(shipped.join(name)).unwrap();
        // Another version by a space at its end.
        std::fs::write(other.path().join(name), text + " ").unwrap();
    }
    let origin = twinned::dataset::read::Origin::Folder(other.path().to_owned());
    let data = twinned::dataset::read::read(&origin, crate::bot::TODAY).dataset.unwrap();
    let bot = Bot::begin(sandbox, |settings| settings.data = twinned::dataset::Current::new(data)).await;
    bot.comes().await;
    let changed = message(press(&bot.user(), &next, "« First").await);
    assert!(text(&changed).starts_with("The data has changed since this was asked"), "{}", text(&changed));
    bot.stop().await;
}
