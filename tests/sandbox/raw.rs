//! HTTP and WebSocket by hand.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use twinned::sandbox::{Options, Sandbox};

/// Long enough for a machine that does much else.
pub const PATIENCE: Duration = Duration::from_secs(30);

pub async fn sandbox() -> Sandbox {
    Sandbox::start(Options::default()).await.unwrap()
}

/// A status and a body; null when there was none.
pub type Answer = (u16, Value);

/// Asks the sandbox, as the bot or as nobody.
pub async fn ask(sandbox: &Sandbox, method: Method, path: &str, body: Value) -> Answer {
    ask_as(sandbox, Some(&format!("Bot {}", sandbox.token())), method, path, body).await
}

pub async fn ask_as(sandbox: &Sandbox, as_whom: Option<&str>, method: Method, path: &str, body: Value) -> Answer {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut request = client.request(method, format!("{}/api/v10{path}", sandbox.api()));
    if let Some(authorization) = as_whom {
        request = request.header("authorization", authorization);
    }
    if !body.is_null() {
        request = request.header("content-type", "application/json").body(body.to_string());
    }
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let bytes = response.bytes().await.unwrap();
    (status, if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap() })
}

/// The path of the bot's application.
pub fn application(sandbox: &Sandbox) -> String {
    format!("/applications/{}", sandbox.world().bot.id)
}

/// A connection to the gateway.
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// What comes next on it.
#[derive(Debug, PartialEq)]
pub enum Next {
    Frame(Value),
    Closed(Option<u16>),
}

impl Socket {
    /// Connects, and takes the hello.
    pub async fn connect(sandbox: &Sandbox) -> Self {
        let mut socket = Self::connect_quietly(sandbox).await;
        let hello = socket.frame().await;
        assert_eq!(hello["op"], 10);
        assert!(hello["d"]["heartbeat_interval"].is_u64());
        socket
    }

    pub async fn connect_quietly(sandbox: &Sandbox) -> Self {
        Self::connect_to(sandbox, "v=10&encoding=json").await
    }

    pub async fn connect_to(sandbox: &Sandbox, query: &str) -> Self {
        let (_, body) = ask_as(sandbox, None, Method::GET, "/gateway", Value::Null).await;
        let url = format!("{}?{query}", body["url"].as_str().unwrap());
        Self(tokio_tungstenite::connect_async(url).await.unwrap().0)
    }

    pub async fn say(&mut self, frame: Value) {
        self.0.send(Message::text(frame.to_string())).await.unwrap();
    }

    pub async fn identify(&mut self, sandbox: &Sandbox, shard: [u64; 2], intents: u64) {
        let properties = json!({"os": "linux", "browser": "raw", "device": "raw"});
        let data = json!({"token": sandbox.token(), "shard": shard, "intents": intents, "properties": properties});
        self.say(json!({"op": 2, "d": data})).await;
    }

    pub async fn next(&mut self) -> Next {
        loop {
            match tokio::time::timeout(PATIENCE, self.0.next()).await.expect("nothing came") {
                Some(Ok(Message::Text(text))) => return Next::Frame(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(frame))) => return Next::Closed(frame.map(|frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Next::Closed(None),
            }
        }
    }

    pub async fn frame(&mut self) -> Value {
        match self.next().await {
            Next::Frame(frame) => frame,
            Next::Closed(code) => panic!("closed with {code:?}"),
        }
    }

    /// The next event of this name; what comes before it is passed over.
    pub async fn event(&mut self, name: &str) -> Value {
        loop {
            let frame = self.frame().await;
            if frame["t"] == name {
                return frame;
            }
        }
    }
}
