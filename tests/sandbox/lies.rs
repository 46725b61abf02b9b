//! A Discord on a bad day.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use tokio::time::Instant;
use twinned::sandbox::Lie;

use crate::raw::{ask, sandbox};

#[tokio::test]
async fn lies_are_told_as_asked() {
    let sandbox = sandbox().await;
    let path = format!("/channels/{}/messages", sandbox.channel(0));
    let said = || sandbox.messages(sandbox.channel(0), &sandbox.member()).len();
    let post = || ask(&sandbox, Method::POST, &path, json!({"content": "a"}));
    let route = "POST /channels/*/messages";

    sandbox.lie(route, 2, Lie::Fails(502));
    assert_eq!([post().await.0, post().await.0, post().await.0], [502, 502, 200]);
    assert_eq!(said(), 1, "what failed was not done");

    sandbox.lie(route, 1, Lie::FailsAfter(500));
    assert_eq!(post().await.0, 500);
    assert_eq!(said(), 2, "and this was");

    sandbox.lie(route, 1, Lie::RateLimited { retry_after: Duration::from_millis(1500), global: false });
    let url = format!("{}/api/v10{path}", sandbox.api());
    let client = reqwest::Client::new();
    let request = || {
        let request = client.post(&url).header("authorization", format!("Bot {}", sandbox.token()));
        request.body(r#"{"content": "b"}"#).send()
    };
    let response = request().await.unwrap();
    assert_eq!((response.status().as_u16(), response.headers()["retry-after"].to_str().unwrap()), (429, "2"));
    assert_eq!(response.headers()["x-ratelimit-scope"], "user");
    let body: serde_json::Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    assert_eq!(body["retry_after"], 1.5);

    for (lie, expected) in [(Lie::Cut, 2), (Lie::CutAfter, 3)] {
        sandbox.lie(route, 1, lie);
        let error = request().await.unwrap_err();
        assert!(error.is_request() && error.status().is_none(), "{error:?}");
        assert_eq!(said(), expected, "{lie:?}");
    }
    assert_eq!(sandbox.requests().last().unwrap().status, None);

    sandbox.lie(route, 1, Lie::Late(Duration::from_millis(200)));
    let before = Instant::now();
    assert_eq!(post().await.0, 200);
    assert!(before.elapsed() >= Duration::from_millis(200));

    sandbox.lie(route, 100, Lie::Fails(500));
    sandbox.be_honest();
    assert_eq!(post().await.0, 200);
}
