//! The check against Discord's document finds what is wrong, and nothing in what is right.

use serde_json::{Value, json};
use tokio::time::Instant;
use twinned::sandbox::Request;

use crate::openapi;

fn request(method: &str, path: &str, body: Value) -> Request {
    Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: String::new(),
        body,
        files: 0,
        at: Instant::now(),
        status: Some(200),
    }
}

/// Checks that a body breaks the rules so; without an expectation, that it does not.
fn check(method: &str, path: &str, body: Value, expected: Option<&str>) {
    let Some(document) = openapi::document() else { return };
    let wrong = document.violations(&request(method, path, body)).join("\n");
    match expected {
        None => assert_eq!(wrong, ""),
        Some(expected) => assert!(wrong.contains(expected), "{expected} is not in: {wrong}"),
    }
}

#[test]
fn wrong_bodies_are_caught() {
    let callback = "/interactions/1/token/callback";
    let embed = |embed: Value| json!({"type": 4, "data": {"embeds": [embed]}});
    check("POST", callback, embed(json!({"title": "a"})), None);
    check("POST", callback, embed(json!({"title": 1})), Some("/data/embeds/0/title: 1 is not of types"));
    check("POST", callback, embed(json!({"title": "a".repeat(257)})), Some("/data/embeds/0/title:"));
    let row = |part: Value| json!({"type": 7, "data": {"components": [{"type": 1, "components": [part]}]}});
    check("POST", callback, row(json!({"type": 2, "style": 1, "custom_id": "a", "label": "a"})), None);
    let long = row(json!({"type": 2, "style": 1, "custom_id": "a".repeat(101)}));
    check("POST", callback, long, Some("/data/components/0/components/0/custom_id"));
    let choices = |name: &str| json!({"type": 8, "data": {"choices": [{"name": name, "value": "v"}]}});
    check("POST", callback, choices("a"), None);
    check("POST", callback, choices(&"a".repeat(101)), Some("/data/choices/0/name"));

    let commands = "/applications/1/commands";
    let granted = json!([{"name": "a", "description": "b", "default_member_permissions": "32"}]);
    check("PUT", commands, granted, None);
    check("PUT", commands, json!([{"description": "b"}]), Some("/0: \"name\" is a required property"));
    check("PATCH", "/webhooks/1/token/messages/@original", json!({"content": 1}), Some("/content"));
    check("POST", "/channels/1/messages", json!({"content": "a".repeat(4001)}), Some("/content"));
    check("GET", "/gateway/bot", Value::Null, None);
    check("GET", "/nowhere", Value::Null, Some("no such operation"));
}

#[test]
fn a_wrong_body_fails_a_test() {
    if openapi::document().is_none() {
        return;
    }
    let wrong = [request("POST", "/channels/1/messages", json!({"content": 1}))];
    let panic = std::panic::catch_unwind(|| openapi::check_all(&wrong)).unwrap_err();
    let message = panic.downcast_ref::<String>().unwrap();
    assert!(message.contains("POST /channels/1/messages: /content: 1 is not of types"), "{message}");
}
