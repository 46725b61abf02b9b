//! The page with a scripted bot: forms, deferred answers, silence, menus, files, posts by the clock, changes of data.

use std::time::Duration;

use fantoccini::key::Key;
use serde_json::json;
use twinned::sandbox::{Callback, Options, Sandbox};

use crate::bot::{Bot, filled_in};
use crate::stage::options;
use crate::{browser, openapi};

async fn together() -> (Sandbox, Bot) {
    let sandbox = Sandbox::start(options()).await.unwrap();
    let bot = Bot::start(&sandbox).await;
    (sandbox, bot)
}

#[tokio::test]
async fn forms_are_filled_in_by_users() {
    let (sandbox, _bot) = together().await;
    let user = sandbox.as_user(&sandbox.member());
    let opened = user.command("note", json!({})).await.unwrap();
    assert_eq!((opened.callback, opened.message), (Some(Callback::Modal), None));
    let id = opened.interaction;
    let told = |error: twinned::sandbox::SandboxError| error.to_string();
    for (values, why) in [
        (json!({}), "\"text\" is required"),
        (json!({"text": "x".repeat(41)}), "takes 0 to 40 characters, and 41 were typed"),
        (json!({"text": "a", "why": "abc"}), "takes 5 to"),
        (json!({"text": "a", "more": "b"}), "has no input \"more\"; it has: text, why"),
    ] {
        let error = told(user.submit(id, &values).await.unwrap_err());
        assert!(error.contains(why), "{error}");
    }
    let other = sandbox.as_user(&sandbox.moderator());
    assert!(told(other.submit(id, &filled_in("a")).await.unwrap_err()).contains("anselm began no such interaction"));
    let reply = user.submit(id, &filled_in("a text")).await.unwrap();
    assert_eq!((reply.sent["type"].as_u64(), &reply.sent["data"]["custom_id"]), (Some(5), &json!("note")));
    assert!(reply.message.unwrap().content().starts_with("Noted: a text"));

    // A form that a button opened changes the button's message.
    let message = other.command("ledger", json!({})).await.unwrap().message.unwrap();
    let opened = other.press(message.id, "amend").await.unwrap();
    let reply = other.submit(opened.interaction, &filled_in("as it is")).await.unwrap();
    assert_eq!((reply.callback, reply.message.unwrap().id), (Some(Callback::Update), message.id));
    assert_eq!(reply.sent["message"]["id"], json!(message.id));
    openapi::check_all(&sandbox.requests());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_and_changes_of_data() {
    let (sandbox, _bot) = together().await;
    let (page, api) = (sandbox.page().unwrap().to_owned(), sandbox.api());
    browser::with("forms_and_changes_of_data", (1280, 860), |tab| async move {
        tab.open(&page).await;
        tab.sees(".welcome", "Welcome").await;
        // A member is not offered what is the moderators'.
        tab.text("/led").await;
        tab.sees(".popup", "No command is called so").await;
        tab.key(Key::Escape).await;
        tab.click(".person", "Anselm").await;
        tab.click("#composer-input", "").await;
        tab.keys([char::from(Key::Escape)]).await;
        tab.text("/ledger").await;
        tab.sees(".option", "/ledger").await;
        tab.keys([char::from(Key::Enter), char::from(Key::Enter)]).await;
        tab.sees(".content", "Version 1: as it was").await;

        tab.click(".message .button", "Amend").await;
        tab.sees("dialog h2", "Amend the text").await;
        tab.key(Key::Enter).await;
        tab.sees("dialog .wrong", "This field is required").await;
        tab.text("as it is now").await;
        tab.key(Key::Tab).await;
        tab.text("abc").await;
        tab.click("dialog .button", "Submit").await;
        tab.sees("dialog .wrong", "At least 5 characters").await;
        tab.text(" and more").await;
        tab.click("dialog .button", "Submit").await;
        tab.misses("dialog", "").await;
        tab.sees(".content", "Version 2: as it is now").await;

        // Everybody sees it, and the new command is offered without a reload.
        tab.click(".person", "Mei").await;
        tab.sees(".content", "Version 2: as it is now").await;
        tab.click("#composer-input", "").await;
        tab.text("/amended").await;
        tab.sees(".option", "Is there since something was amended").await;
        tab.was_clean(&api).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_message_may_hold() {
    let (sandbox, _bot) = together().await;
    let (page, api) = (sandbox.page().unwrap().to_owned(), sandbox.api());
    browser::with("what_a_message_may_hold", (1280, 900), |tab| async move {
        tab.open(&format!("{page}/show")).await;
        tab.sees(".chip", "/show").await;
        tab.key(Key::Enter).await;
        // Hostile text is text.
        tab.sees(".embed-title", crate::bot::HOSTILE).await;
        tab.sees(".embed-description", "<img src=x onerror=alert(1)>").await;
        let links = "return [...document.querySelectorAll('.message a')].map((link) => link.protocol)";
        assert_eq!(tab.js(links, vec![]).await, json!(["https:", "http:"]), "a link, and a file to save");
        assert_eq!(tab.js("return document.querySelectorAll('.message script, .message [onerror]').length", vec![]).await, 0);
        // Fields side by side, a picture that came along, one that lies elsewhere and is not fetched.
        let beside = "const [one, two, wide] = [...document.querySelectorAll('.embed-field')].map((field) => field.getBoundingClientRect());
            return one.top === two.top && two.left > one.right && wide.top > one.bottom";
        assert_eq!(tab.js(beside, vec![]).await, true);
        tab.until("the pictures", "return [...document.querySelectorAll('.message img')].filter((image) => image.naturalWidth === 1).length === 2", vec![]).await;
        tab.sees(".elsewhere", "example.org").await;
        tab.sees(".embed-footer", "The foot • ").await;
        tab.sees(".file", "page.html").await;
        tab.click(".md-spoiler", "").await;
        tab.sees(".md-spoiler.shown", "hidden").await;

        // Menus, with one and with several to pick; a button that is never answered stays usable.
        tab.click("#composer-input", "").await;
        tab.text("/menus").await;
        tab.keys([char::from(Key::Enter), char::from(Key::Enter)]).await;
        tab.click(".select", "Pick letters").await;
        tab.sees(".option", "It is b.").await;
        let keys = [Key::Enter, Key::Down, Key::Down, Key::Enter, Key::Tab];
        tab.keys(keys.map(char::from)).await;
        tab.sees(".content", "StringSelect { values: [\"a\", \"c\"] }").await;
        tab.click(".select", "Pick people").await;
        tab.click(".option", "Anselm").await;
        tab.sees(".content", "UserSelect").await;
        tab.click(".button", "Press").await;
        tab.sees(".content", "Button").await;
        tab.sees("a.button", "Link").await;
        tab.was_clean(&api).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn waiting_refusals_and_options() {
    let (sandbox, _bot) = together().await;
    let (page, api) = (sandbox.page().unwrap().to_owned(), sandbox.api());
    browser::with("waiting_refusals_and_options", (1280, 900), |tab| async move {
        tab.open(&page).await;
        tab.sees(".welcome", "Welcome").await;
        let run = async |line: &str| {
            tab.click("#composer-input", "").await;
            tab.text(line).await;
            tab.keys([char::from(Key::Enter), char::from(Key::Enter)]).await;
        };
        run("/slow").await;
        tab.sees(".thinking", "Bot is thinking…").await;
        run("/finish").await;
        tab.sees(".content", "at last").await;
        tab.misses(".thinking", "").await;

        // What was refused before is in the inspector.
        run("/refused").await;
        tab.sees(".content", "shorter").await;
        tab.click(".tools .icon-button", "Inspect").await;
        tab.sees("#inspector [data-part=refused] pre", "BASE_TYPE_MAX_LENGTH").await;
        tab.key(Key::Escape).await;

        // Options of all types, by keyboard, with their bounds and choices.
        tab.click("#composer-input", "").await;
        tab.text("/fill 12").await;
        tab.key(Key::Enter).await;
        tab.sees(".composer-wrong", "At most 9").await;
        tab.keys([char::from(Key::Backspace)]).await;
        tab.key(Key::Tab).await;
        tab.text("mood:ba").await;
        tab.sees(".option", "Bad mood").await;
        tab.key(Key::Tab).await;
        tab.text("who:ans").await;
        tab.sees(".option", "Anselm").await;
        tab.key(Key::Tab).await;
        tab.key(Key::Enter).await;
        tab.sees(".content", "fill count=Integer(1) mood=String(\"bad\") who=User(").await;

        // Subcommands are commands; the languages go along.
        tab.click("#composer-input", "").await;
        tab.text("/deep group sub some words").await;
        tab.keys([char::from(Key::Enter), char::from(Key::Enter)]).await;
        tab.sees(".reference .used", "/deep group sub").await;
        tab.sees(".content", "some words").await;
        let choose = "const [label, value] = arguments;
            const field = [...document.querySelectorAll('.language')].find((node) => node.innerText.includes(label)).querySelector('select');
            field.value = value; field.dispatchEvent(new Event('change'))";
        tab.js(choose, vec![json!("Your language"), json!("de")]).await;
        tab.js(choose, vec![json!("server"), json!("ja")]).await;
        tab.click("#composer-input", "").await;
        tab.text("/echo wort").await;
        tab.sees(".option", "wort 2 in de").await;
        tab.keys([char::from(Key::Down), char::from(Key::Enter), char::from(Key::Enter)]).await;
        tab.sees(".content", "echo text=String(\"wort-2\") in de of ja").await;

        // Plain words are said, in the private channel as well.
        tab.click(".place", "Bot").await;
        tab.sees(".channel-name", "Bot").await;
        tab.text("hello **there**").await;
        tab.key(Key::Enter).await;
        tab.sees(".content strong", "there").await;
        tab.was_clean(&api).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn posts_come_by_the_clock() {
    let (sandbox, _bot) = together().await;
    let (page, api) = (sandbox.page().unwrap().to_owned(), sandbox.api());
    browser::with("posts_come_by_the_clock", (1280, 860), |tab| async move {
        tab.open(&page).await;
        tab.sees(".welcome", "Welcome to #general").await;
        tab.click(".clock-button", "").await;
        tab.js("document.getElementById('clock-field').value = '2030-02-28T20:00'", vec![]).await;
        tab.click(".clock-form .button", "Set").await;
        tab.sees(".clock-now", "28 February 2030").await;
        tab.click(".clock-deeds .button", "Until the next post").await;
        tab.sees(".clock-said", "It has posted in #random").await;
        tab.click(".clock-said .link", "#random").await;
        tab.sees(".content", "Good morning, 2030-03-01").await;
        tab.sees(".clock-now", "1 March 2030 at 09:00").await;
        tab.click(".clock-deeds .button", "Until the next post").await;
        tab.sees(".content", "Good morning, 2030-03-02").await;
        tab.was_clean(&api).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn silence_shows_as_it_does_in_discord() {
    // Short, since nothing else is done here that has to be in time.
    let options = Options { answer_within: Duration::from_millis(700), ..options() };
    let sandbox = Sandbox::start(options).await.unwrap();
    let _bot = Bot::start(&sandbox).await;
    let (page, api) = (sandbox.page().unwrap().to_owned(), sandbox.api());
    // A button that the bot does not answer, on a message that it sent without being asked.
    let button = json!({"type": 2, "style": 1, "label": "Silent", "custom_id": "silent"});
    let body = json!({"content": "a button", "components": [{"type": 1, "components": [button]}]});
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.post(format!("{api}/api/v10/channels/{}/messages", sandbox.channel(0)));
    let request = request.header("authorization", format!("Bot {}", sandbox.token()));
    let request = request.header("content-type", "application/json").body(body.to_string());
    assert_eq!(request.send().await.unwrap().status(), 200);
    browser::with("silence_shows_as_it_does_in_discord", (1280, 860), |tab| async move {
        tab.open(&format!("{page}/never")).await;
        tab.sees(".chip", "/never").await;
        tab.key(Key::Enter).await;
        tab.sees(".message.private .failure", "The application did not respond").await;
        tab.click(".only-you .link", "Inspect").await;
        tab.sees("#inspector .figures", "no answer").await;
        tab.sees("#inspector [data-part=interaction] pre", "\"never\"").await;
        tab.key(Key::Escape).await;
        tab.click(".message .button", "Silent").await;
        tab.sees(".component-failure", "This interaction failed").await;
        tab.was_clean(&api).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_was_promised_and_never_came() {
    let sandbox = Sandbox::start(Options { settle_within: Duration::from_millis(700), ..options() }).await.unwrap();
    let _bot = Bot::start(&sandbox).await;
    let (page, api) = (sandbox.page().unwrap().to_owned(), sandbox.api());
    browser::with("an_answer_that_was_promised_and_never_came", (1280, 860), |tab| async move {
        tab.open(&format!("{page}/slow")).await;
        tab.sees(".chip", "/slow").await;
        tab.key(Key::Enter).await;
        tab.sees(".message .failure", "The application did not respond").await;
        tab.misses(".thinking", "").await;
        tab.was_clean(&api).await;
    })
    .await;
}
