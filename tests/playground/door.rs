//! Who is let in, by requests as any web page, or any program, could send them.

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode};
use twinned::sandbox::{Options, Page, Sandbox};

use crate::stage::options;

const POLICY: &str = "default-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A request, and what is changed of one that is let in. A header that is changed to nothing is left out.
struct Knock<'a> {
    method: Method,
    path: String,
    headers: Vec<(&'static str, String)>,
    sandbox: &'a Sandbox,
}

fn key(sandbox: &Sandbox) -> String {
    sandbox.page().unwrap().split_once("#key=").unwrap().1.to_owned()
}

impl<'a> Knock<'a> {
    fn new(sandbox: &'a Sandbox, method: Method, path: &str) -> Self {
        let mut headers = vec![("authorization", format!("Bearer {}", key(sandbox))), ("origin", sandbox.api())];
        if method == Method::POST {
            headers.push(("content-type", "application/json".to_owned()));
        }
        Self { method, path: path.to_owned(), headers, sandbox }
    }

    fn but(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        if !value.is_empty() {
            self.headers.push((name, value.to_owned()));
        }
        self
    }

    async fn gets(self, expected: StatusCode) -> HeaderMap {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut request = client.request(self.method.clone(), format!("{}{}", self.sandbox.api(), self.path));
        for (name, value) in &self.headers {
            request = request.header(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        }
        if self.method == Method::POST {
            request = request.body(r#"{"to": "now"}"#);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        assert_eq!(status, expected, "{} {} {:?}", self.method, self.path, self.headers);
        assert_eq!(headers["content-security-policy"], POLICY);
        assert!(!headers.keys().any(|name| name.as_str().starts_with("access-control-")), "{headers:?}");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        headers
    }
}

#[tokio::test]
async fn strangers_are_refused() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    let get = |path: &str| Knock::new(&sandbox, Method::GET, path);
    let post = |path: &str| Knock::new(&sandbox, Method::POST, path);
    let port = sandbox.api().rsplit_once(':').unwrap().1.to_owned();
    let (yes, no) = (StatusCode::OK, StatusCode::FORBIDDEN);

    // What is let in, so that the refusals mean something.
    get("/sandbox/world").gets(yes).await;
    get("/sandbox/world").but("origin", "").gets(yes).await;
    post("/sandbox/clock").gets(yes).await;
    get("/").but("authorization", "").but("origin", "").gets(yes).await;
    let headers = get("/page/main.js").but("authorization", "").gets(yes).await;
    assert_eq!(headers[CONTENT_TYPE], "text/javascript; charset=utf-8");
    get("/page/../Cargo.toml").gets(StatusCode::NOT_FOUND).await;
    get("/page/nothing.js").gets(StatusCode::NOT_FOUND).await;

    // Another host, as a name that was rebound to loopback has; without and with the port; the bot's API and the page, too.
    for host in ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", &format!("localhost:{port}")] {
        for path in ["/", "/page/main.js", "/sandbox/world", "/sandbox/live", "/api/v10/gateway", "/gateway?v=10"] {
            get(path).but("host", host).gets(no).await;
        }
        post("/sandbox/clock").but("host", host).gets(no).await;
    }

    // Without the key, or with another; in the query only where a browser cannot do otherwise.
    let wrong = key(&sandbox).chars().rev().collect::<String>();
    for given in ["", "Bearer ", "Basic x", &format!("Bearer {wrong}"), &key(&sandbox)] {
        for path in ["/sandbox/world", "/sandbox/inspect?message=1", "/sandbox/live", "/sandbox/files/1"] {
            get(path).but("authorization", given).gets(no).await;
        }
        for path in ["command", "autocomplete", "component", "form", "menu", "say", "clock", "guild"] {
            post(&format!("/sandbox/{path}")).but("authorization", given).gets(no).await;
        }
    }
    let in_query = |path: &str| format!("{path}?key={}", key(&sandbox));
    get(&in_query("/sandbox/world")).but("authorization", "").gets(no).await;
    post(&in_query("/sandbox/clock")).but("authorization", "").gets(no).await;
    get(&in_query("/sandbox/files/1")).but("authorization", "").gets(StatusCode::NOT_FOUND).await;

    // From another origin, or from none where something changes.
    for origin in ["http://evil.example", "null", &format!("https://127.0.0.1:{port}"), "http://127.0.0.1:1"] {
        for path in ["/", "/sandbox/world", "/sandbox/live", "/api/v10/gateway", "/gateway?v=10&encoding=json"] {
            get(path).but("origin", origin).gets(no).await;
        }
        post("/sandbox/clock").but("origin", origin).gets(no).await;
        post("/api/v10/interactions/1/x/callback").but("origin", origin).gets(no).await;
    }
    post("/sandbox/clock").but("origin", "").gets(no).await;
    get(&in_query("/sandbox/live")).but("origin", "").gets(no).await;

    // A body that a form of any page could send.
    for kind in ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "multipart/form-data"] {
        post("/sandbox/clock").but("content-type", kind).gets(StatusCode::UNSUPPORTED_MEDIA_TYPE).await;
    }
    post("/sandbox/clock").but("content-type", "application/json; charset=utf-8").gets(yes).await;

    // A preflight gets nothing that would let the request follow.
    let preflight = Knock::new(&sandbox, Method::OPTIONS, "/sandbox/clock").but("authorization", "");
    preflight.but("origin", "http://evil.example").gets(no).await;
}

#[tokio::test]
async fn the_socket_wants_host_origin_and_key() {
    use tokio_tungstenite::tungstenite::client::IntoClientRequest;
    let sandbox = Sandbox::start(options()).await.unwrap();
    let check = async |path: &str, host: Option<&str>, origin: Option<&str>, let_in: bool| {
        let address = format!("{}{path}", sandbox.api().replacen("http", "ws", 1));
        let mut request = address.into_client_request().unwrap();
        if let Some(host) = host {
            request.headers_mut().insert("host", host.parse().unwrap());
        }
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse().unwrap());
        }
        match tokio_tungstenite::connect_async(request).await {
            Ok(_) => assert!(let_in, "{path} {host:?} {origin:?} was let in"),
            Err(tokio_tungstenite::tungstenite::Error::Http(response)) => {
                assert!(!let_in && response.status() == 403, "{path} {host:?} {origin:?}: {}", response.status());
            }
            Err(error) => panic!("{path}: {error}"),
        }
    };
    let live = format!("/sandbox/live?key={}", key(&sandbox));
    let own = sandbox.api();
    check(&live, None, Some(&own), true).await;
    check(&live, None, None, false).await;
    check(&live, None, Some("http://evil.example"), false).await;
    check(&live, Some("evil.example"), Some(&own), false).await;
    check("/sandbox/live", None, Some(&own), false).await;
    check("/sandbox/live?key=x", None, Some(&own), false).await;
    // The gateway is the bot's, which comes from no page.
    check("/gateway?v=10&encoding=json", None, None, true).await;
    check("/gateway?v=10&encoding=json", None, Some("http://evil.example"), false).await;
    check("/gateway?v=10&encoding=json", Some("evil.example"), None, false).await;
}

#[tokio::test]
async fn each_run_has_its_own_key_and_token() {
    let (one, other) = (Sandbox::start(options()).await.unwrap(), Sandbox::start(options()).await.unwrap());
    assert_ne!(key(&one), key(&other));
    assert_ne!(one.token(), other.token());
    assert!(key(&one).len() >= 32 && Sandbox::start(Options::default()).await.unwrap().page().is_none());
}

// Other systems have only one such address.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn at_another_address_there_is_the_page_and_not_the_bots_api() {
    // An address of loopback that is not the one where the bot comes.
    let listen = "127.0.0.2:0".parse().unwrap();
    let page = Some(Page { listen: Some(listen), examples: Vec::new() });
    let sandbox = Sandbox::start(Options { page, ..Options::default() }).await.unwrap();
    let address = sandbox.page().unwrap().split_once("/#").unwrap().0.to_owned();
    assert!(address.starts_with("http://127.0.0.2:"), "{address}");
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let status = async |url: String| client.get(url).send().await.unwrap().status().as_u16();
    assert_eq!(status(format!("{address}/")).await, 200);
    assert_eq!(status(format!("{address}/api/v10/gateway")).await, 404);
    assert_eq!(status(format!("{}/api/v10/gateway", sandbox.api())).await, 200);
    assert_eq!(status(format!("{}/", sandbox.api())).await, 404);
}

#[tokio::test]
async fn the_clock_says_how_far_it_can_be_turned() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    let check = async |body: &str, expected: Result<&str, &str>| {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = client.post(format!("{}/sandbox/clock", sandbox.api())).header("origin", sandbox.api());
        let request = request.header("authorization", format!("Bearer {}", key(&sandbox)));
        let request = request.header("content-type", "application/json").body(body.to_owned());
        let response = request.send().await.unwrap();
        let (well, said) = (response.status().is_success(), response.text().await.unwrap());
        assert_eq!(well, expected.is_ok(), "{body}: {said}");
        let (Ok(part) | Err(part)) = expected;
        assert!(said.contains(part), "{body}: {said}");
    };
    let too_far = Err("the clock can be turned to the years 2 to 9998 (UTC), no further");
    check(r#"{"days": 99999999}"#, too_far).await;
    check(r#"{"days": -99999999}"#, too_far).await;
    check(r#"{"days": 9223372036854775807}"#, too_far).await;
    check(r#"{"days": -9223372036854775808}"#, too_far).await;
    check(r#"{"to": "9999-12-31T23:59:59Z"}"#, too_far).await;
    check(r#"{"to": "0001-12-31T23:59:59Z"}"#, too_far).await;
    check(r#"{"to": "2026-02-30T00:00:00Z"}"#, Err("is not a time: write RFC 3339")).await;
    check(r#"{"to": "tomorrow"}"#, Err("is not a time: write RFC 3339")).await;
    check(r#"{"to": "9998-12-31T23:59:00Z"}"#, Ok("9998-12-31T23:59:0")).await;
    check(r#"{"days": 1}"#, too_far).await;
    check(r#"{"to": "0002-01-01T00:00:00Z"}"#, Ok("0002-01-01T00:00:0")).await;
    check(r#"{"days": 1}"#, Ok("0002-01-02T00:00:0")).await;
}
