//! The socket: the page says whose eyes it looks through, and is told of everything that these see change.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::{Message as Frame, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Desk, clock};
use crate::sandbox::actor::Actor;
use crate::sandbox::ids::Snowflake;
use crate::sandbox::registry::Command;

/// `GET /sandbox/live`
pub(super) async fn connect(State(desk): State<Arc<Desk>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async move |socket| converse(&desk, socket).await)
}

#[derive(Deserialize)]
struct Watch {
    user: Snowflake,
    channel: Snowflake,
}

/// What a page has been told.
#[derive(Default)]
struct Told {
    eyes: Option<Actor>,
    /// The revisions of the messages it has.
    messages: HashMap<Snowflake, u64>,
    /// The versions of the commands it has.
    commands: Vec<Value>,
    connected: Option<bool>,
}

async fn converse(desk: &Desk, mut socket: WebSocket) {
    let (mut changes, mut turns) = (desk.shared.changes(), desk.shared.dial.changes());
    let mut gone = desk.gone.clone();
    let mut told = Told::default();
    let mut news = vec![clock_event(desk)];
    loop {
        news.extend(told.news(desk));
        for event in news.drain(..) {
            if socket.send(Frame::Text(event.to_string().into())).await.is_err() {
                return;
            }
        }
        tokio::select! {
            _ = changes.changed() => {}
            _ = turns.changed() => news.push(clock_event(desk)),
            _ = gone.changed() => return,
            frame = socket.recv() => match frame {
                Some(Ok(Frame::Text(text))) => news.extend(told.look(desk, &text)),
                Some(Ok(Frame::Binary(_) | Frame::Ping(_) | Frame::Pong(_))) => {}
                Some(Ok(Frame::Close(_)) | Err(_)) | None => return,
            },
        }
    }
}

fn clock_event(desk: &Desk) -> Value {
    let mut event = clock::shown(&desk.shared);
    event["event"] = json!("clock");
    event
}

impl Told {
    /// Looks through other eyes, and gives all that these see.
    fn look(&mut self, desk: &Desk, text: &str) -> Option<Value> {
        let watch: Watch = serde_json::from_str(text).ok()?;
        let user = desk.shared.read(|state| state.world.users.iter().find(|user| user.id == watch.user).cloned())?;
        let eyes = Actor::new(Arc::clone(&desk.shared), &user).in_channel(watch.channel);
        let (seen, commands) = (eyes.sees(), eyes.offers());
        self.eyes = Some(eyes);
        self.messages = seen.iter().map(|message| (message.id, message.revision)).collect();
        self.commands = versions(desk);
        let messages: Vec<_> = seen.iter().map(|message| &message.body).collect();
        Some(json!({
            "event": "channel", "user": watch.user, "channel": watch.channel, "messages": messages,
            "commands": commands,
        }))
    }

    /// What has changed since.
    fn news(&mut self, desk: &Desk) -> Vec<Value> {
        let mut news = Vec::new();
        let connected = desk.shared.read(|state| state.gateway.ready() > 0);
        if self.connected.replace(connected) != Some(connected) {
            news.push(json!({"event": "bot", "connected": connected}));
        }
        let Some(eyes) = &self.eyes else { return news };
        desk.shared.read(|state| {
            let seen = state.messages.in_channel(eyes.channel).filter(|message| message.visible_to(eyes.user.id));
            let mut there = 0;
            for message in seen {
                there += 1;
                if self.messages.insert(message.id, message.revision) != Some(message.revision) {
                    news.push(json!({"event": "message", "message": message.body}));
                }
            }
            // Only when something went is it worth asking what.
            if self.messages.len() > there {
                self.messages.retain(|id, _| {
                    let stays = state.messages.get(*id).is_some();
                    if !stays {
                        news.push(json!({"event": "gone", "message": id}));
                    }
                    stays
                });
            }
        });
        let versions = versions(desk);
        if versions != self.commands {
            self.commands = versions;
            news.push(json!({"event": "commands", "commands": eyes.offers()}));
        }
        news
    }
}

/// The versions of all commands: another one for each that is new or changed.
fn versions(desk: &Desk) -> Vec<Value> {
    let version = |command: &Command| command.body["version"].clone();
    desk.shared.read(|state| state.registry.all().iter().map(version).collect())
}
