//! The few requests of the sender, each made once: what fails is told apart, and tried again elsewhere.
//!
//! serenity hides from its callers how long a 429 asks to wait, and waits itself where nobody can bound it; so the sender
//! speaks to Discord by itself. Whoever shares this connection shares its pace: what is read waits for its turn in here, and
//! a global limit, whoever meets it, holds back everything.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use reqwest::{Client, Method, Response};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::fault::Fault;
use super::pace::Pace;
use crate::discord::api::{ApiBase, client};

/// Discord's own address.
const DISCORD: &str = "https://discord.com";
/// How Discord asks bots to introduce themselves: an address and a version. There is no site; the name says so.
const AGENT: &str = concat!("DiscordBot (https://twinned.invalid, ", env!("CARGO_PKG_VERSION"), ")");
/// How long any request may take that nothing else bounds.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many messages a page of the history has at most.
pub(super) const PAGE: usize = 100;

/// The sender's connection to Discord.
#[derive(Debug, Clone)]
pub struct Wire {
    client: Client,
    base: String,
    pace: Arc<Pace>,
}

/// What a channel's rate limit says behind an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Used {
    /// How long the channel is to wait; nothing where it need not.
    pub wait: Option<Duration>,
}

impl Wire {
    /// Prepares the connection to Discord, or to what stands in for it.
    ///
    /// # Errors
    /// Where no TLS client can be made, or the token has a character that no header may have.
    pub fn new(token: &SecretString, api: Option<&ApiBase>) -> Result<Wire, String> {
        let mut authorization = HeaderValue::from_str(&format!("Bot {}", token.expose_secret()))
            .map_err(|_| "the token has a character that it cannot have".to_owned())?;
        authorization.set_sensitive(true);
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, authorization);
        headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
        let client = client(api).default_headers(headers).build().map_err(|error| error.without_url().to_string())?;
        let base = api.map_or(DISCORD, ApiBase::address);
        Ok(Wire { client, base: format!("{base}/api/v10"), pace: Arc::default() })
    }

    /// How fast it is used.
    pub fn pace(&self) -> &Pace {
        &self.pace
    }

    /// Sends a message, at once: who sends has waited for the turn and looked again whether it is to be sent. Gives the
    /// message as Discord has it.
    ///
    /// # Errors
    /// By what is to be done about it.
    pub async fn post(&self, channel: u64, body: &str) -> Result<(Value, Used), Fault> {
        self.ask(Method::POST, &format!("/channels/{channel}/messages"), Some(body)).await
    }

    /// A page of a channel's history, newer than a message: the oldest of them, in no particular order.
    ///
    /// # Errors
    /// By what is to be done about it.
    pub async fn page(&self, channel: u64, after: u64) -> Result<Vec<Value>, Fault> {
        self.list(&format!("/channels/{channel}/messages?after={after}&limit={PAGE}")).await
    }

    /// The latest message of a channel, as a list.
    ///
    /// # Errors
    /// By what is to be done about it.
    pub async fn latest(&self, channel: u64) -> Result<Vec<Value>, Fault> {
        self.list(&format!("/channels/{channel}/messages?limit=1")).await
    }

    /// Hands a message on to those who follow its channel.
    ///
    /// # Errors
    /// By what is to be done about it.
    pub async fn crosspost(&self, channel: u64, message: u64) -> Result<(), Fault> {
        self.pace.turn(None).await;
        self.ask(Method::POST, &format!("/channels/{channel}/messages/{message}/crosspost"), None).await.map(drop)
    }

    /// Reads one thing: a channel, a guild.
    ///
    /// # Errors
    /// By what is to be done about it.
    pub async fn get(&self, path: &str) -> Result<Value, Fault> {
        self.pace.turn(None).await;
        self.ask(Method::GET, path, None).await.map(|(value, _)| value)
    }

    async fn list(&self, path: &str) -> Result<Vec<Value>, Fault> {
        match self.get(path).await? {
            Value::Array(list) => Ok(list),
            _ => Err(Fault::Doubtful("an answer that is no list".to_owned())),
        }
    }

    async fn ask(&self, method: Method, path: &str, body: Option<&str>) -> Result<(Value, Used), Fault> {
        let mut request = self.client.request(method, format!("{}{path}", self.base)).timeout(PATIENCE);
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.to_owned());
        }
        let response = request.send().await.map_err(|error| Fault::of_request(&error))?;
        let status = response.status();
        let retry_after = number(&response, "retry-after");
        let global = response.headers().contains_key("x-ratelimit-global");
        let used = used(&response);
        let bytes = response.bytes().await.map_err(|error| Fault::of_request(&error));
        if status.is_success() {
            let bytes = bytes?;
            let read = |_| Fault::Doubtful("an answer that is no JSON".to_owned());
            return Ok((serde_json::from_slice(&bytes).map_err(read)?, used));
        }
        // A refusal is one, also where its body is not JSON: what lies between us and Discord may have written it.
        let body = bytes.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or(Value::Null);
        let fault = Fault::of_status(status.as_u16(), retry_after, global, &body);
        if let Fault::Limited { retry_after, global: true } = fault {
            self.pace.hold(None, retry_after);
        }
        Err(fault)
    }
}

fn number(response: &Response, header: &str) -> Option<f64> {
    response.headers().get(header)?.to_str().ok()?.parse().ok()
}

fn used(response: &Response) -> Used {
    let spent = number(response, "x-ratelimit-remaining").is_some_and(|remaining| remaining <= 0.0);
    let wait = number(response, "x-ratelimit-reset-after").filter(|_| spent);
    Used { wait: wait.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()) }
}
