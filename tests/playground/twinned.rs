//! Twinned on the page, as a newcomer meets it.

use fantoccini::key::Key;

use crate::browser;
use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_asks_by_keyboard() {
    let stage = Stage::twinned().await;
    let (page, api) = (stage.page().to_owned(), stage.sandbox.api());
    browser::with("a_newcomer_asks_by_keyboard", (1280, 860), |tab| async move {
        tab.open(&page).await;
        tab.sees(".welcome", "Welcome to #general").await;
        assert!(!tab.js("return location.href", vec![]).await.to_string().contains("key"), "the key stays in sight");

        // Typing a slash lists the commands; Tab takes one; the bot completes what is typed; Enter sends.
        tab.text("/").await;
        tab.sees(".option", "/partnership").await;
        tab.text("partners").await;
        tab.until("one marked", "return document.querySelector('.option[aria-selected=true]')?.innerText.startsWith('/partners\\n')", vec![]).await;
        tab.key(Key::Tab).await;
        tab.sees(".slot-name", "place").await;
        tab.text("tian").await;
        tab.sees(".option", "Tianjin").await;
        tab.key(Key::Tab).await;
        tab.key(Key::Enter).await;
        tab.sees(".message .reference", "Mei used /partners").await;
        tab.sees(".embed-title", "Tianjin").await;
        tab.sees(".embed-field-name", "Sources").await;
        tab.sees(".message-head .tag", "APP").await;
        let hash = tab.js("return location.hash", vec![]).await;
        assert!(hash.as_str().unwrap().starts_with("#/partners?place="), "{hash}");

        // The name of an option, typed within another, goes on to it.
        tab.text("/partners Kobe kind:").await;
        tab.until("the kind", "return document.activeElement.dataset.option === 'kind'", vec![]).await;
        tab.keys([char::from(Key::Escape), char::from(Key::Escape)]).await;
        tab.until("plain text", "return document.activeElement.id === 'composer-input'", vec![]).await;

        // Through the pages, the focus staying on the button.
        tab.click(".message .button", "Next ›").await;
        tab.sees(".embed-footer", "page 2 of").await;
        tab.until("the focus on Next", "return document.activeElement.innerText === 'Next ›'", vec![]).await;
        tab.key(Key::Enter).await;
        tab.sees(".embed-footer", "page 3 of").await;
        tab.click(".message .button", "« First").await;
        tab.sees(".embed-footer", "page 1 of").await;

        // A source, out of the menu, by keyboard.
        tab.click(".message .select", "Sources").await;
        tab.sees(".option", "[1]").await;
        tab.keys([char::from(Key::Down), char::from(Key::Enter)]).await;
        tab.sees(".embed-title", "").await;
        tab.until("another answer", "return document.querySelectorAll('.message .embed').length >= 1 && !document.querySelector('[aria-busy=true]')", vec![]).await;
        tab.was_clean(&api).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn private_answers_choices_and_mistakes() {
    let stage = Stage::twinned().await;
    let (page, api) = (stage.page().to_owned(), stage.sandbox.api());
    browser::with("private_answers_choices_and_mistakes", (1280, 860), |tab| async move {
        tab.open(&page).await;
        tab.sees(".welcome", "Welcome").await;

        // An option by its name, a truth value, and an answer that only the asker sees.
        tab.text("/partners Kobe").await;
        tab.key(Key::Tab).await;
        tab.text("private:").await;
        tab.sees(".slot-name", "private").await;
        tab.text("tr").await;
        tab.sees(".option", "True").await;
        tab.key(Key::Enter).await;
        assert_eq!(tab.field().await, "True");
        tab.key(Key::Enter).await;
        tab.sees(".message.private .only-you", "Only you can see this").await;
        tab.click(".person", "Anselm").await;
        tab.misses(".message", "Kobe").await;
        tab.click(".person", "Mei").await;
        tab.sees(".message.private", "Kobe").await;
        tab.click(".only-you .link", "Dismiss message").await;
        tab.misses(".message", "Kobe").await;

        // The city or the prefecture? The choice is private, the answer to it is not.
        tab.text("/partners Nagasaki").await;
        tab.key(Key::Enter).await;
        tab.click(".message.private .button.primary", "Nagasaki").await;
        tab.sees(".message:not(.private) .embed-title", "Nagasaki").await;

        // Up brings the last command back, to be changed.
        tab.click("#composer-input", "").await;
        tab.key(Key::Up).await;
        assert_eq!(tab.field().await, "Nagasaki");
        tab.keys([char::from(Key::Escape), char::from(Key::Escape)]).await;
        tab.until("plain text", "return document.activeElement.id === 'composer-input'", vec![]).await;

        // What is missing is said here, what is wrong by the bot.
        tab.text("/partners ").await;
        tab.sees(".slot-name", "place").await;
        tab.key(Key::Enter).await;
        tab.sees(".composer-wrong", "required").await;
        tab.text("Xyzzyxyzzy").await;
        tab.key(Key::Enter).await;
        tab.sees(".message.private .embed", "Xyzzyxyzzy").await;
        tab.was_clean(&api).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_menu_of_a_message() {
    let stage = Stage::twinned().await;
    let (page, api) = (stage.page().to_owned(), stage.sandbox.api());
    browser::with("the_menu_of_a_message", (1280, 860), |tab| async move {
        tab.open(&page).await;
        tab.sees(".welcome", "Welcome").await;
        tab.text("We fly from Tianjin to Kobe.").await;
        tab.key(Key::Enter).await;
        tab.sees(".content", "We fly").await;
        tab.click(".tools .icon-button", "Inspect").await;
        tab.sees("#inspector .figures", "Written by Mei.").await;
        tab.key(Key::Escape).await;
        // By keyboard: the first entry of the menu has the focus.
        tab.click(".tools .icon-button", "More").await;
        tab.sees(".menu-item", "Find partner cities").await;
        tab.key(Key::Enter).await;
        tab.sees(".reference .used", "Find partner cities").await;
        tab.sees(".message.private .embed", "Tianjin").await;
        // What only one user sees has no such entry.
        tab.click(".message.private .icon-button", "More").await;
        tab.sees(".menu-item", "Inspect").await;
        tab.misses(".menu-item", "Find partner cities").await;
        tab.key(Key::Escape).await;
        tab.misses(".menu", "").await;
        tab.was_clean(&api).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_clock_and_the_inspector() {
    let stage = Stage::twinned().await;
    let (page, api) = (stage.page().to_owned(), stage.sandbox.api());
    browser::with("the_clock_and_the_inspector", (1400, 900), |tab| async move {
        // A link fills the command in; Enter is the reader's.
        tab.open(&format!("{page}/partnership?between=Hubei&and=Ohio")).await;
        tab.sees(".slot-name", "between").await;
        tab.until("the second option", "return document.activeElement.value === 'Ohio'", vec![]).await;
        tab.key(Key::Enter).await;
        tab.sees(".embed-title", "Ohio").await;

        tab.click(".tools .icon-button", "Inspect").await;
        tab.sees("#inspector .figures", "First answer").await;
        tab.sees("#inspector .limit", "of 6,000").await;
        tab.sees("#inspector [data-part=sent] pre", "\"embeds\"").await;
        tab.sees("#inspector [data-part=interaction] pre", "\"Hubei\"").await;
        tab.key(Key::Escape).await;
        tab.misses("#inspector", "").await;

        // What the bot takes for today is what the clock shows.
        tab.click(".clock-button", "").await;
        let set = "const field = document.getElementById('clock-field'); field.value = '2031-06-24T12:00';";
        tab.js(set, vec![]).await;
        tab.click(".clock-form .button", "Set").await;
        tab.sees(".clock-now", "24 June 2031").await;
        tab.click(".clock-deeds .button", "A day on").await;
        tab.sees(".clock-now", "25 June 2031").await;
        tab.click(".clock-deeds .button", "A day back").await;
        tab.sees(".clock-now", "24 June 2031").await;
        tab.click(".clock-deeds .button", "Until the next post").await;
        tab.sees(".clock-said", "The bot waits for no time").await;
        tab.key(Key::Escape).await;
        tab.click("#composer-input", "").await;
        tab.text("/today").await;
        tab.keys([char::from(Key::Enter), char::from(Key::Enter)]).await;
        tab.sees(".message .embed", "24 June").await;
        tab.sees(".day", "June 24, 2031").await;
        tab.click(".clock-button", "").await;
        tab.click(".clock-deeds .button", "Back to now").await;
        tab.misses(".clock-now", "2031").await;

        // A link without the key works where the page was open before.
        tab.open(&format!("{api}/#/partners?place=Kobe")).await;
        tab.until("the place", "return document.activeElement.value === 'Kobe'", vec![]).await;
        tab.was_clean(&api).await;
    })
    .await;
}
