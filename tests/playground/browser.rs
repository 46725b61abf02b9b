//! A browser with one tab, and what somebody before it does and sees.

use std::fmt::Debug;
use std::future::Future;
use std::io::Write;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::process::{Child, Command};
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep};

/// How long anything may take on a machine that does much else.
pub const PATIENCE: Duration = Duration::from_secs(90);
/// The pause between two looks at the page.
const LOOK: Duration = Duration::from_millis(40);
/// One browser at a time: each is as heavy as all the rest of the tests.
static ONE: Mutex<()> = Mutex::const_new(());

/// The tab that a test looks at. Clones are the same tab.
#[derive(Clone)]
pub struct Tab {
    client: Client,
    driver: u16,
    session: String,
}

/// Opens a browser of this size and runs a test in it. Where there is none, says so and leaves the test out.
pub async fn with<F, Fut>(name: &str, (width, height): (u32, u32), test: F)
where
    F: FnOnce(Tab) -> Fut,
    Fut: Future<Output = ()> + Send + 'static,
{
    let (Some(driver), Some(chromium)) =
        (program(&["chromedriver"]), program(&["chromium", "chromium-browser", "google-chrome"]))
    else {
        let why = format!("{name}: left out, since there is no chromium with chromedriver on this machine");
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{why}");
        // Past what the test harness captures: a test that was left out must not look like one that passed.
        std::io::stderr().write_all(format!("{why}\n").as_bytes()).unwrap();
        return;
    };
    let _one = ONE.lock().await;
    let profile = tempfile::tempdir().unwrap();
    let (child, port) = start(&driver).await;
    let flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--lang=en-US",
        &format!("--user-data-dir={}", profile.path().display()),
        &format!("--window-size={width},{height}"),
    ];
    let wishes = json!({
        "browserName": "chrome",
        "goog:chromeOptions": {"binary": chromium, "args": flags, "mobileEmulation": null},
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
    });
    let mut wishes = wishes.as_object().unwrap().clone();
    if let Some(options) = wishes["goog:chromeOptions"].as_object_mut() {
        options.retain(|_, wish| !wish.is_null());
        // A window is never narrower than 500 pixels; a phone is.
        if width < 500 {
            let metrics = json!({"width": width, "height": height, "pixelRatio": 1.5, "touch": false});
            options.insert("mobileEmulation".to_owned(), json!({"deviceMetrics": metrics}));
        }
    }
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(wishes)
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .unwrap();
    let session = client.session_id().await.unwrap().unwrap();
    let tab = Tab { client: client.clone(), driver: port, session };
    // In a task of its own, so that the browser is closed after a failure, too.
    let ended = tokio::spawn(test(tab)).await;
    client.close().await.unwrap();
    drop(child);
    ended.unwrap_or_else(|failure| std::panic::resume_unwind(failure.into_panic()));
}

fn program(names: &[&str]) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&folders).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}

/// Starts the driver on a port that is free, and waits until it listens.
async fn start(driver: &PathBuf) -> (Child, u16) {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let child = Command::new(driver)
        .arg(format!("--port={port}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let deadline = Instant::now() + PATIENCE;
    while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        assert!(Instant::now() < deadline, "the driver does not listen");
        sleep(LOOK).await;
    }
    (child, port)
}

impl Tab {
    pub async fn open(&self, address: &str) {
        self.client.goto(address).await.unwrap();
    }

    /// Runs a function's body in the page.
    pub async fn js(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(body, arguments).await.unwrap_or_else(|error| panic!("{body}: {error}"))
    }

    /// Runs the body of an async function in the page.
    pub async fn js_async(&self, body: &str, arguments: Vec<Value>) -> Value {
        let body = format!(
            "const done = arguments[arguments.length - 1]; (async (...given) => {{ {body} }})(...arguments)\
             .then(done, (error) => done(`failed: ${{error}}`));"
        );
        self.client.execute_async(&body, arguments).await.unwrap_or_else(|error| panic!("{body}: {error}"))
    }

    /// Presses these keys, one after the other, wherever the focus is.
    pub async fn keys(&self, keys: impl IntoIterator<Item = char>) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in keys {
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await.unwrap();
    }

    pub async fn text(&self, text: &str) {
        self.keys(text.chars()).await;
    }

    pub async fn key(&self, key: Key) {
        self.keys([char::from(key)]).await;
    }

    /// Waits until this script gives something that is true, and gives it.
    pub async fn until(&self, what: impl Debug, body: &str, arguments: Vec<Value>) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.js(body, arguments.clone()).await;
            if !matches!(found, Value::Null | Value::Bool(false)) {
                return found;
            }
            if Instant::now() > deadline {
                let page = self.js("return document.querySelector('.main').innerText + ' | ' + document.activeElement.outerHTML.slice(0, 200)", vec![]).await;
                panic!("never saw {what:?} on:\n{}", page.as_str().unwrap_or_default());
            }
            sleep(LOOK).await;
        }
    }

    /// Waits until an element that shows has this text in it.
    pub async fn sees(&self, selector: &str, text: &str) {
        self.until((selector, text), SEES, vec![json!(selector), json!(text)]).await;
    }

    /// Waits until no element that shows has this text in it.
    pub async fn misses(&self, selector: &str, text: &str) {
        let body = format!("return !((...arguments) => {{ {SEES} }})(...arguments)");
        self.until(("no", selector, text), &body, vec![json!(selector), json!(text)]).await;
    }

    /// Clicks the last element that shows and has this text in it or as its label, once there is one.
    pub async fn click(&self, selector: &str, text: &str) {
        self.until(("to click", selector, text), CLICK, vec![json!(selector), json!(text)]).await;
    }

    /// The value of the field that has the focus.
    pub async fn field(&self) -> String {
        let value = self.js("return document.activeElement.value ?? ''", vec![]).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    pub async fn screenshot(&self) -> Vec<u8> {
        self.client.screenshot().await.unwrap()
    }

    /// Fails if the page complained, or asked for anything that is not at `origin`.
    pub async fn was_clean(&self, origin: &str) {
        let complaints = self.log("browser").await;
        assert!(complaints.is_empty(), "the console: {complaints:#?}");
        let requested: Vec<String> = self
            .log("performance")
            .await
            .iter()
            .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
            .filter_map(|event| {
                let parameters = &event["message"]["params"];
                let url = parameters["request"]["url"].as_str().or(parameters["url"].as_str())?;
                let kind = event["message"]["method"].as_str()?;
                matches!(kind, "Network.requestWillBeSent" | "Network.webSocketCreated").then(|| url.to_owned())
            })
            .collect();
        let socket = origin.replacen("http", "ws", 1);
        let foreign = |url: &&String| {
            // The tab begins on the browser's own page, which is no host.
            let on_a_host = url.starts_with("http") || url.starts_with("ws");
            on_a_host && !url.starts_with(&format!("{origin}/")) && !url.starts_with(&format!("{socket}/"))
        };
        let foreign: Vec<_> = requested.iter().filter(foreign).collect();
        assert!(foreign.is_empty(), "asked for {foreign:#?}");
        assert!(
            requested.iter().filter(|url| url.starts_with(origin)).count() > 20,
            "hardly anything was asked for, so nothing was watched: {requested:?}"
        );
    }

    async fn log(&self, kind: &str) -> Vec<Value> {
        let address = format!("http://127.0.0.1:{}/session/{}/se/log", self.driver, self.session);
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = client.post(address).header("content-type", "application/json");
        let answer = request.body(json!({"type": kind}).to_string()).send().await.unwrap().text().await.unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        answer["value"].as_array().unwrap_or_else(|| panic!("no log: {answer}")).clone()
    }
}

const SEES: &str = "const [selector, text] = arguments;
    return [...document.querySelectorAll(selector)].some((node) => node.checkVisibility() && node.innerText.includes(text))";

const CLICK: &str = "const [selector, text] = arguments;
    const named = (node) => node.innerText.includes(text) || node.getAttribute('aria-label')?.includes(text);
    const found = [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility() && named(node)).at(-1);
    if (!found || found.disabled) return false;
    found.scrollIntoView({ block: 'center' });
    found.focus();
    found.click();
    return true";
