//! The page that shows the sandbox in a browser, and the small API it speaks to the sandbox with.
//!
//! `GET /` is the page, `GET /page/NAME` one of its files, all compiled in. Everything else is under `/sandbox` and is
//! JSON, unlike Discord's API, which the bot speaks and which the page never touches. Ids are texts. A deed names who does
//! it where: `"user"`, `"channel"` and, where the client's language is another than the user's own, `"locale"`.
//!
//! | request | body | answer |
//! | --- | --- | --- |
//! | `GET /sandbox/world` | | who and what exists, the limits of a message, examples |
//! | `GET /sandbox/live` | a WebSocket, see below | |
//! | `GET /sandbox/inspect?message=ID` or `?interaction=ID` | | what was said, and to what it was the answer |
//! | `GET /sandbox/files/ID` | | an attachment |
//! | `POST /sandbox/command` | `name` (with its subcommand, after a space), `options` | an outcome |
//! | `POST /sandbox/autocomplete` | the same, and `option`, `typed` | `choices`, and an outcome's fields |
//! | `POST /sandbox/component` | `message`, `custom_id`; of a menu `values` | an outcome |
//! | `POST /sandbox/form` | `interaction`, `values` | an outcome |
//! | `POST /sandbox/menu` | `name` of a command in the menu of `message` | an outcome |
//! | `POST /sandbox/say` | `text` | `message` |
//! | `POST /sandbox/clock` | one of `"to": "now"`, an RFC 3339 time in `"to"`, `"days": N`, `"to": "next post"` | `now`, `ahead_ms`, `ran`: null, or how a run to the next post `ended` and in which `channel` it is |
//! | `POST /sandbox/guild` | `guild`, `locale` | nothing |
//!
//! An outcome comes when all is done: `interaction`, `callback` (the number of its kind, or null), `error` (null,
//! `"no answer"`, `"never settled"`), `form` (what the bot wants filled in, or null), `took_ms`, `settled_ms`, `refused`
//! (how many answers the sandbox refused). What no user could have done gets status 400 and `{"error": "…"}`.
//!
//! Over the socket the page says whose eyes it looks through, `{"user": …, "channel": …}`, as often as that changes. The
//! sandbox says what these see: `{"event": "channel", "messages": […], "commands": […]}` at first, then
//! `{"event": "message", "message": …}` for each that is new or changed, `{"event": "gone", "message": ID}`,
//! `{"event": "commands", …}`; and `{"event": "clock", …}` and `{"event": "bot", "connected": …}` to everybody.
//!
//! Any page in the browser may knock on a loopback port; [`door`] says who is let in.

mod assets;
mod clock;
mod deeds;
mod door;
mod inspect;
mod live;
mod view;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::error::SandboxError;
use super::state::Shared;
use door::Door;

/// Letters and digits of a run's key.
const KEY_LENGTH: usize = 32;
/// What a deed may weigh: the longest form is five texts of 4000 characters.
const DEED_LIMIT: usize = 128 * 1024;

/// How the page is to be.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Where to listen for browsers, if not where the bot connects, on loopback.
    pub listen: Option<SocketAddr>,
    /// Commands to try, as the page links to them: `/echo?text=hello`.
    pub examples: Vec<String>,
}

/// What the handlers need.
struct Desk {
    shared: Arc<Shared>,
    examples: Vec<String>,
    /// Ends when the sandbox does.
    gone: watch::Receiver<()>,
}

/// A page that is about to be served.
pub(super) struct Opened {
    desk: Arc<Desk>,
    door: Door,
    /// Its own listener, where it is not beside the bot's.
    listener: Option<TcpListener>,
}

/// Makes the page's key, and listens for browsers where they are to come to another address than the bot.
pub(super) async fn open(page: Page, shared: &Arc<Shared>, gone: watch::Receiver<()>) -> Result<Opened, SandboxError> {
    let listener = match page.listen {
        None => None,
        Some(address) => {
            let refused = |source| SandboxError::Listen { address, source };
            Some(TcpListener::bind(address).await.map_err(refused)?)
        }
    };
    let address = match &listener {
        None => shared.address,
        Some(listener) => {
            listener.local_addr().map_err(|source| SandboxError::Listen { address: shared.address, source })?
        }
    };
    let key = shared.with(|state| state.mint.secret(KEY_LENGTH));
    let desk = Arc::new(Desk { shared: Arc::clone(shared), examples: page.examples, gone });
    Ok(Opened { desk, door: Door::new(reachable(address), Some(key)), listener })
}

/// The address that a browser can name: "all addresses" is none, and stands for this machine's own.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

impl Opened {
    /// Its address, with the key in the fragment, which no browser sends anywhere.
    pub(super) fn link(&self) -> String {
        self.door.link()
    }

    /// Puts a door before the bot's API, and the page beside it or at its own address.
    pub(super) fn join(self, api: Router) -> Router {
        let Opened { desk, door, listener } = self;
        let loopback = Door::new(desk.shared.address, None);
        let mut gone = desk.gone.clone();
        let page = routes(desk);
        let Some(listener) = listener else { return guarded(api.merge(page), door) };
        let page = guarded(page, door);
        tokio::spawn(async move {
            let stopped = async move { while gone.changed().await.is_ok() {} };
            if let Err(error) = axum::serve(listener, page).with_graceful_shutdown(stopped).await {
                tracing::warn!(%error, "the page's server ended");
            }
        });
        guarded(api, loopback)
    }
}

fn guarded(router: Router, door: Door) -> Router {
    router.layer(middleware::from_fn_with_state(Arc::new(door), door::guard))
}

fn routes(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/", get(assets::index))
        .route("/page/{name}", get(assets::file))
        .route("/sandbox/world", get(view::world))
        .route("/sandbox/live", get(live::connect))
        .route("/sandbox/inspect", get(inspect::inspect))
        .route("/sandbox/files/{id}", get(view::file))
        .route("/sandbox/command", post(deeds::command))
        .route("/sandbox/autocomplete", post(deeds::autocomplete))
        .route("/sandbox/component", post(deeds::component))
        .route("/sandbox/form", post(deeds::form))
        .route("/sandbox/menu", post(deeds::menu))
        .route("/sandbox/say", post(deeds::say))
        .route("/sandbox/guild", post(deeds::guild))
        .route("/sandbox/clock", post(clock::turn))
        .layer(DefaultBodyLimit::max(DEED_LIMIT))
        .with_state(desk)
}
