//! How the page looks, and to whom it is usable: names, contrast, narrow screens; and the README's pictures of it.

use std::path::Path;

use fantoccini::key::Key;
use serde_json::{Value, json};

use twinned::sandbox::Sandbox;

use crate::bot::Bot;
use crate::browser::{self, Tab};
use crate::process::Running;
use crate::stage::{Stage, options};

/// The day in the pictures, so that they change only when something else does.
const DAY: &str = "2026-06-24T09:41";

/// What can be used and has no name, and what is drawn wider than the screen.
const NAMELESS: &str = "
    const shown = (node) => node.checkVisibility();
    const name = (node) => node.getAttribute('aria-label') || node.labels?.[0]?.innerText || node.innerText || node.title;
    const usable = [...document.querySelectorAll('button, a, input, select, textarea, [role=combobox], [role=dialog], [role=listbox], dialog')];
    return usable.filter(shown).filter((node) => !name(node)?.trim()).map((node) => node.outerHTML)";
const TOO_WIDE: &str = "
    return [...document.querySelectorAll('body *')].filter((node) => node.checkVisibility() && node.getBoundingClientRect().right > innerWidth + 1
        && !node.closest('.unseen, .sidebar, pre')).map((node) => node.outerHTML.slice(0, 120))";

/// Texts whose contrast with what is behind them is less than WCAG 2.2 AA asks for.
const FAINT: &str = "
    const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const parse = (colour) => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = (top, below) => top.slice(0, 3).map((part, at) => part * top[3] + below[at] * (1 - top[3]));
    const ground = (node) => {
        if (!node) return parse(getComputedStyle(document.body).backgroundColor).slice(0, 3);
        const own = parse(getComputedStyle(node).backgroundColor);
        return own[3] === 1 ? own.slice(0, 3) : over(own, ground(node.parentElement));
    };
    const light = (rgb) => {
        const [r, g, b] = rgb.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const faint = [];
    for (const node of document.querySelectorAll('body *')) {
        const own = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
        if (!own || !node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || node.closest(':disabled, .md-spoiler, option, .skip')) continue;
        const style = getComputedStyle(node);
        const behind = ground(node);
        const [high, low] = [light(over(parse(style.color), behind)), light(behind)].sort((a, b) => b - a);
        const ratio = (high + 0.05) / (low + 0.05);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${node.className} ${node.innerText.slice(0, 30)}`);
    }
    return faint";

async fn none(tab: &Tab, what: &str, script: &str) {
    let found = tab.js(script, vec![]).await;
    assert_eq!(found, json!([]), "{what}: {found:#}");
}

async fn theme(tab: &Tab, theme: &str) {
    tab.js("document.documentElement.dataset.theme = arguments[0]", vec![json!(theme)]).await;
    // Colours fade from one theme to the other.
    tab.until("the colours at rest", "return document.getAnimations().length === 0", vec![]).await;
}

/// An answer, a private one, an open list, the clock and the inspector on the page at once.
async fn crowd(tab: &Tab, page: &str) {
    tab.open(&format!("{page}/partners?place=Tianjin")).await;
    tab.until("filled in", "return document.activeElement.value === 'Tianjin'", vec![]).await;
    tab.key(Key::Enter).await;
    tab.sees(".embed-title", "Tianjin").await;
    tab.text("/partners Nagasaki").await;
    tab.key(Key::Enter).await;
    tab.sees(".message.private .only-you", "Only you").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_has_a_name_and_can_be_read() {
    let stage = Stage::twinned().await;
    let page = stage.page().to_owned();
    browser::with("everything_has_a_name_and_can_be_read", (1400, 900), |tab| async move {
        crowd(&tab, &page).await;
        tab.click(".tools .icon-button", "Inspect").await;
        tab.sees("#inspector .limit", "of 6,000").await;
        tab.click(".clock-button", "").await;
        tab.sees(".clock-now", "UTC").await;
        for colours in ["dark", "light"] {
            theme(&tab, colours).await;
            none(&tab, "nameless", NAMELESS).await;
            none(&tab, colours, FAINT).await;
        }
        tab.key(Key::Escape).await;
        tab.click("#composer-input", "").await;
        tab.text("/partners ko").await;
        tab.sees(".option", "Kobe").await;
        for colours in ["dark", "light"] {
            theme(&tab, colours).await;
            none(&tab, "nameless", NAMELESS).await;
            none(&tab, colours, FAINT).await;
        }
        // What a screen reader is told: a log, and a field that says which of its options is marked.
        let told = "const field = document.activeElement; const list = document.getElementById(field.getAttribute('aria-controls'));
            const marked = document.getElementById(field.getAttribute('aria-activedescendant'));
            return [document.getElementById('log').getAttribute('role'), field.getAttribute('role'), field.getAttribute('aria-expanded'),
                field.getAttribute('aria-label'), list.getAttribute('role'), marked.getAttribute('role'), marked.getAttribute('aria-selected')]";
        let expected = json!(["log", "combobox", "true", "place", "listbox", "option", "true"]);
        assert_eq!(tab.js(told, vec![]).await, expected);
        // The focus can be seen.
        let ring = "const box = document.activeElement.closest('.slot'); return getComputedStyle(box).boxShadow !== 'none'";
        assert_eq!(tab.js(ring, vec![]).await, true);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forms_menus_and_failures_can_be_read() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    let _bot = Bot::start(&sandbox).await;
    let page = sandbox.page().unwrap().to_owned();
    browser::with("forms_menus_and_failures_can_be_read", (1280, 1000), |tab| async move {
        let read = async |what: &str| {
            for colours in ["dark", "light"] {
                theme(&tab, colours).await;
                none(&tab, "nameless", NAMELESS).await;
                none(&tab, &format!("{what}, {colours}"), FAINT).await;
            }
        };
        tab.open(&format!("{page}/show")).await;
        tab.sees(".chip", "/show").await;
        tab.key(Key::Enter).await;
        tab.sees(".embed-footer", "The foot").await;
        // What is said where the bot or the playground is gone.
        tab.js(
            "const banner = document.getElementById('banner'); banner.hidden = false; banner.textContent = 'Gone'",
            vec![],
        )
        .await;
        tab.text("/menus").await;
        tab.keys([char::from(Key::Enter), char::from(Key::Enter)]).await;
        tab.click(".select", "Pick letters").await;
        tab.sees(".option", "It is b.").await;
        read("an open menu").await;
        tab.key(Key::Escape).await;
        tab.click(".tools .icon-button", "More").await;
        tab.sees(".menu-item", "Inspect").await;
        read("the menu of a message").await;
        tab.key(Key::Escape).await;
        tab.click("#composer-input", "").await;
        tab.text("/fill 12").await;
        tab.key(Key::Enter).await;
        tab.sees(".composer-wrong", "At most 9").await;
        read("a wrong option").await;
        tab.keys([char::from(Key::Escape), char::from(Key::Escape)]).await;
        tab.text("/note").await;
        tab.keys([char::from(Key::Enter), char::from(Key::Enter)]).await;
        tab.sees("dialog h2", "A note").await;
        tab.key(Key::Enter).await;
        tab.sees("dialog .wrong", "required").await;
        read("a form").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_is_wide_enough() {
    let stage = Stage::twinned().await;
    let page = stage.page().to_owned();
    browser::with("a_phone_is_wide_enough", (360, 740), |tab| async move {
        crowd(&tab, &page).await;
        none(&tab, "too wide", TOO_WIDE).await;
        tab.text("/partners ko").await;
        tab.sees(".option", "Kobe").await;
        none(&tab, "too wide", TOO_WIDE).await;
        tab.keys([char::from(Key::Escape), char::from(Key::Escape)]).await;
        tab.click("#side-button", "").await;
        tab.sees(".sidebar", "Anselm").await;
        tab.key(Key::Escape).await;
        tab.click(".clock-button", "").await;
        none(&tab, "too wide", TOO_WIDE).await;
        tab.key(Key::Escape).await;
        tab.click(".tools .icon-button", "Inspect").await;
        tab.sees("#inspector .limit", "of 6,000").await;
        none(&tab, "too wide", TOO_WIDE).await;
        assert_eq!(tab.js("return document.documentElement.scrollWidth", vec![]).await, 360);
    })
    .await;
}

/// Writes the README's pictures: `cargo test --test playground -- --ignored pictures`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "writes docs/*.png"]
async fn pictures() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::start(folder.path()).await;
    let page = running.address.clone();
    let wide = page.clone();
    browser::with("pictures", (1120, 960), |tab| async move {
        tab.open(&wide).await;
        tab.sees(".welcome", "Welcome").await;
        tab.click(".clock-button", "").await;
        tab.js("document.getElementById('clock-field').value = arguments[0]", vec![json!(DAY)]).await;
        tab.click(".clock-form .button", "Set").await;
        tab.sees(".clock-now", "24 June 2026").await;
        tab.key(Key::Escape).await;
        tab.open(&format!("{wide}/partners?place=Tianjin&country=JP")).await;
        tab.until("filled in", "return document.activeElement.value === 'JP'", vec![]).await;
        tab.key(Key::Enter).await;
        tab.sees(".embed-title", "Tianjin").await;
        top(&tab).await;
        both(&tab, "partners").await;
        tab.text("/partners place:ko").await;
        tab.sees(".option", "Kobe").await;
        tab.key(Key::Down).await;
        both(&tab, "composer").await;
        tab.keys([char::from(Key::Escape), char::from(Key::Escape)]).await;
        tab.click(".tools .icon-button", "Inspect").await;
        tab.sees("#inspector .limit", "of 6,000").await;
        top(&tab).await;
        both(&tab, "inspector").await;
    })
    .await;
    browser::with("pictures", (390, 780), |tab| async move {
        tab.open(&format!("{page}/partners?place=Kobe")).await;
        tab.until("filled in", "return document.activeElement.value === 'Kobe'", vec![]).await;
        tab.key(Key::Enter).await;
        tab.sees(".embed-title", "Kobe").await;
        top(&tab).await;
        both(&tab, "phone").await;
    })
    .await;
}

/// Shows the last answer from its beginning.
async fn top(tab: &Tab) {
    let body = "const all = document.querySelectorAll('.message'); const log = document.getElementById('log');
        log.scrollTop += all[all.length - 1].getBoundingClientRect().top - log.getBoundingClientRect().top - 12;
        document.activeElement.blur(); document.getElementById('composer-input')?.focus()";
    tab.js(body, vec![Value::Null]).await;
}

async fn both(tab: &Tab, name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    std::fs::create_dir_all(&folder).unwrap();
    for colours in ["dark", "light"] {
        theme(tab, colours).await;
        std::fs::write(folder.join(format!("{name}-{colours}.png")), tab.screenshot().await).unwrap();
    }
}
