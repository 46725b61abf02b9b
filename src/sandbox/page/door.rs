//! Who is let in. Any web page that somebody has open can send requests to loopback, so every request must name the
//! printed address as its host (a name that was rebound to 127.0.0.1 does not), none may come from another origin, and
//! what is under `/sandbox` wants the run's key besides, which only who was shown the printed address has.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Where the API is that wants the key.
const API: &str = "/sandbox/";
/// The API's socket, which can do nothing but shows everything.
const SOCKET: &str = "/sandbox/live";
/// The requests that a browser cannot put a header to: the socket's, and a picture's. They have the key in the query.
const KEY_IN_QUERY: [&str; 2] = [SOCKET, "/sandbox/files/"];

/// What every answer to a browser says: load nothing from elsewhere, guess no types, keep no copies.
const HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, "default-src 'self'; base-uri 'none'; frame-ancestors 'none'"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The address that was printed, and the key, where there is anything behind this door that wants it.
pub(super) struct Door {
    host: String,
    origin: String,
    key: Option<String>,
}

impl Door {
    pub(super) fn new(address: SocketAddr, key: Option<String>) -> Self {
        // A browser leaves out the port that is HTTP's own.
        let host = match address.port() {
            80 if address.is_ipv4() => address.ip().to_string(),
            80 => format!("[{}]", address.ip()),
            _ => address.to_string(),
        };
        Self { origin: format!("http://{host}"), host, key }
    }

    pub(super) fn link(&self) -> String {
        format!("{}/#key={}", self.origin, self.key.as_deref().unwrap_or_default())
    }

    /// Why a request is not let in.
    fn refuses(&self, request: &Request) -> Option<(StatusCode, &'static str)> {
        let headers = request.headers();
        let path = request.uri().path();
        let forbidden = |why| Some((StatusCode::FORBIDDEN, why));
        let named = request.uri().authority().is_none_or(|authority| authority.as_str() == self.host);
        if !named || only(headers, HOST) != Some(&self.host) {
            return forbidden("the Host is not the address of this sandbox");
        }
        let origin = only(headers, ORIGIN);
        if headers.contains_key(ORIGIN) && origin != Some(&self.origin) {
            return forbidden("the request comes from another Origin");
        }
        if !path.starts_with(API) {
            return None;
        }
        if !self.has_key(request) {
            return forbidden("the key of this run is missing or wrong: open the address that was printed");
        }
        let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
        if (changes || path == SOCKET) && origin.is_none() {
            return forbidden("the request names no Origin");
        }
        if changes && !only(headers, CONTENT_TYPE).is_some_and(is_json) {
            return Some((StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body is not application/json"));
        }
        None
    }

    fn has_key(&self, request: &Request) -> bool {
        let bearer = only(request.headers(), AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        let in_query = KEY_IN_QUERY.iter().any(|path| request.uri().path().starts_with(path));
        let query = request.uri().query().filter(|_| in_query).unwrap_or_default();
        let given = bearer.or_else(|| query.split('&').find_map(|part| part.strip_prefix("key=")));
        self.key.as_deref().zip(given).is_some_and(|(key, given)| same(key, given))
    }
}

/// Compares in a time that does not tell how much was right.
fn same(key: &str, given: &str) -> bool {
    key.len() == given.len() && key.bytes().zip(given.bytes()).fold(0, |wrong, (a, b)| wrong | (a ^ b)) == 0
}

/// The value of a header that is there once and is a text.
fn only(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    values.next().is_none().then(|| value.to_str().ok()).flatten()
}

fn is_json(kind: &str) -> bool {
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// Lets a request in, or answers why not.
pub(super) async fn guard(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let mut response = match door.refuses(&request) {
        Some((status, why)) => (status, axum::Json(json!({"error": why}))).into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
