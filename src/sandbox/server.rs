//! The HTTP server: reads and records requests, tells the lies, and hands the rest to the REST API or the gateway.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequest, Multipart, Query, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::Instant;

use super::files::Upload;
use super::gateway;
use super::lies::Lie;
use super::line::{Lines, Scissors};
use super::page::Opened;
use super::record;
use super::refusal::{Known, Refusal};
use super::rest::{self, Call};
use super::state::Shared;

/// What a request may weigh: Discord takes ten files, of ten megabytes together.
const BODY_LIMIT: usize = 12 * 1024 * 1024;

/// Serves until `stop` is heard of, or its other end is dropped.
pub(super) async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    page: Option<Opened>,
    mut stop: watch::Receiver<()>,
) {
    let router = Router::new()
        .route("/gateway", get(connect))
        .fallback(intake)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(shared);
    let router = match page {
        Some(page) => page.join(router),
        None => router,
    };
    let service = router.into_make_service_with_connect_info::<Scissors>();
    let served = axum::serve(Lines(listener), service).with_graceful_shutdown(async move {
        // Either way, it is over.
        let _ = stop.changed().await;
    });
    if let Err(error) = served.await {
        tracing::warn!(%error, "the sandbox's server ended");
    }
}

/// A bot comes to the gateway.
async fn connect(
    State(shared): State<Arc<Shared>>,
    Query(query): Query<HashMap<String, String>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    if query.get("encoding").is_some_and(|encoding| encoding != "json") || query.contains_key("compress") {
        return (StatusCode::BAD_REQUEST, "only encoding=json, and no compression").into_response();
    }
    let spoken = query.get("v").is_none_or(|version| version == gateway::VERSION);
    upgrade.on_upgrade(move |socket| gateway::serve(shared, socket, spoken))
}

/// One request to the REST API.
async fn intake(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
) -> Response {
    let at = Instant::now();
    let method = request.method().clone();
    let Some(path) = api_path(request.uri().path()).map(str::to_owned) else {
        return refuse(&Refusal::not_found());
    };
    let query = request.uri().query().unwrap_or_default().to_owned();
    let parsed = Query::try_from_uri(request.uri()).map_or_else(|_| HashMap::new(), |Query(query)| query);
    let authorization = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let read = read(request).await;
    let (body, files) = read.as_ref().cloned().unwrap_or_default();
    let (number, lie) = shared.with(|state| {
        let number = state.record.note(record::Request {
            method: method.to_string(),
            path: path.clone(),
            query,
            body: body.clone(),
            files: files.len(),
            at,
            status: None,
        });
        (number, state.lies.take(method.as_str(), &path))
    });
    let do_it = || {
        let call = Call { method, path, query: parsed, authorization, body, files };
        read.map(|_| ()).and_then(|()| shared.with(|state| rest::answer(&shared, state, &call)))
    };
    let response = match lie {
        Some(Lie::RateLimited { retry_after, global }) => rate_limited(retry_after, global),
        Some(Lie::Fails(status)) => refuse(&failure(status)),
        Some(Lie::Cut) => {
            scissors.cut();
            return Response::default();
        }
        Some(Lie::FailsAfter(status)) => match do_it() {
            Ok(_) => refuse(&failure(status)),
            Err(refusal) => refuse(&refusal),
        },
        Some(Lie::CutAfter) => {
            if let Err(refusal) = do_it() {
                tracing::debug!(?refusal, "refused, and the connection cut");
            }
            scissors.cut();
            return Response::default();
        }
        Some(Lie::Late(delay)) => {
            let outcome = do_it();
            tokio::time::sleep(delay).await;
            respond(outcome)
        }
        None => respond(do_it()),
    };
    shared.with(|state| state.record.answered(number, response.status().as_u16()));
    response
}

/// What follows `/api`, with or without a version; only version 10 is spoken.
fn api_path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/api")?;
    let rest = rest.strip_prefix("/v10").unwrap_or(rest);
    let versioned = rest.strip_prefix("/v").is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
    (rest.starts_with('/') && !versioned).then_some(rest)
}

/// Reads a body: JSON, or a form with JSON and files in it.
async fn read(request: Request) -> Result<(Value, Vec<Upload>), Refusal> {
    let multipart = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("multipart/form-data"));
    if !multipart {
        let bytes = axum::body::to_bytes(request.into_body(), BODY_LIMIT)
            .await
            .map_err(|_| Refusal::bare(StatusCode::PAYLOAD_TOO_LARGE))?;
        return Ok((parse(&bytes)?, Vec::new()));
    }
    let broken = |_| Refusal::bare(StatusCode::BAD_REQUEST);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Refusal::bare(StatusCode::BAD_REQUEST))?;
    let (mut body, mut files) = (Value::Null, Vec::new());
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let file = field.file_name().map(str::to_owned);
        let payload = field.name() == Some("payload_json");
        let bytes = field.bytes().await.map_err(broken)?;
        match file {
            _ if payload => body = parse(&bytes)?,
            Some(name) => files.push(Upload { name, bytes }),
            // Single fields of a form, which this API takes as JSON.
            None => {}
        }
    }
    Ok((body, files))
}

fn parse(bytes: &[u8]) -> Result<Value, Refusal> {
    if bytes.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(bytes).map_err(|_| Known::InvalidJson.into())
}

fn respond(outcome: Result<rest::Reply, Refusal>) -> Response {
    match outcome {
        Ok(rest::Reply { status, body: Some(body) }) => as_json(status, &body),
        Ok(rest::Reply { status, body: None }) => status.into_response(),
        Err(refusal) => refuse(&refusal),
    }
}

fn refuse(refusal: &Refusal) -> Response {
    as_json(refusal.status, &refusal.body)
}

fn as_json(status: StatusCode, body: &Value) -> Response {
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// A status that was asked for; one that HTTP does not have is an error of the server's.
fn failure(status: u16) -> Refusal {
    Refusal::bare(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
}

fn rate_limited(retry_after: Duration, global: bool) -> Response {
    let seconds = retry_after.as_secs_f64();
    let body = json!({"message": "You are being rate limited.", "retry_after": seconds, "global": global});
    let mut response = as_json(StatusCode::TOO_MANY_REQUESTS, &body);
    let now = jiff::Timestamp::now().as_millisecond() as f64 / 1000.0;
    let headers = [
        ("retry-after", seconds.ceil().to_string()),
        ("x-ratelimit-limit", "5".to_owned()),
        ("x-ratelimit-remaining", "0".to_owned()),
        ("x-ratelimit-reset", format!("{:.3}", now + seconds)),
        ("x-ratelimit-reset-after", format!("{seconds:.3}")),
        ("x-ratelimit-bucket", "sandbox".to_owned()),
        ("x-ratelimit-scope", if global { "global" } else { "user" }.to_owned()),
    ];
    add(response.headers_mut(), &headers);
    if global {
        add(response.headers_mut(), &[("x-ratelimit-global", "true".to_owned())]);
    }
    response
}

fn add(headers: &mut HeaderMap, new: &[(&'static str, String)]) {
    for (name, value) in new {
        // Digits and plain words are always a header's value.
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(*name, value);
        }
    }
}
