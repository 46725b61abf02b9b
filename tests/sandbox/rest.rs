//! What the REST API gives back.

use reqwest::Method;
use serde_json::{Value, json};

use crate::raw::{application, ask, ask_as, sandbox};

#[tokio::test]
async fn says_who_the_bot_is() {
    let sandbox = sandbox().await;
    let bot = json!(sandbox.world().bot.id);
    for path in ["/users/@me", "/applications/@me", "/oauth2/applications/@me"] {
        let (status, body) = ask(&sandbox, Method::GET, path, Value::Null).await;
        assert_eq!((status, &body["id"]), (200, &bot), "{path}");
    }
    let (_, body) = ask(&sandbox, Method::GET, "/gateway/bot", Value::Null).await;
    assert!(body["url"].as_str().unwrap().starts_with("ws://127.0.0.1:"), "{body}");
    assert_eq!(body["session_start_limit"]["max_concurrency"], 1);
}

#[tokio::test]
async fn serves_the_api_with_and_without_a_version() {
    let sandbox = sandbox().await;
    for (base, expected) in [("/api/v10", 200), ("/api", 200), ("/api/v1", 404), ("", 404), ("/apis", 404)] {
        let response = reqwest::get(format!("{}{base}/gateway?x=1", sandbox.api())).await.unwrap();
        // The gateway itself is at /gateway, and is no place for plain requests.
        let expected = if base.is_empty() { 400 } else { expected };
        assert_eq!(response.status().as_u16(), expected, "{base}");
    }
}

#[tokio::test]
async fn records_what_came_in() {
    let sandbox = sandbox().await;
    let path = format!("/channels/{}/messages", sandbox.channel(0));
    ask(&sandbox, Method::POST, &path, json!({"content": "hello"})).await;
    ask(&sandbox, Method::GET, &format!("{path}?limit=1"), Value::Null).await;
    let requests = sandbox.requests();
    assert_eq!((requests[0].method.as_str(), &requests[0].path), ("POST", &path));
    assert_eq!((&requests[0].body, requests[0].status), (&json!({"content": "hello"}), Some(200)));
    assert_eq!((requests[1].query.as_str(), &requests[1].body), ("limit=1", &Value::Null));
    assert!(requests[0].at <= requests[1].at);
    sandbox.forget_requests();
    assert!(sandbox.requests().is_empty());
}

#[tokio::test]
async fn keeps_commands() {
    let sandbox = sandbox().await;
    let commands = format!("{}/commands", application(&sandbox));
    let wish = |name: &str| {
        json!({
            "name": name, "description": "Does it.", "name_localizations": {"de": "etwas"},
            "default_member_permissions": "32",
            "options": [{"type": 3, "name": "text", "description": "A text.", "required": false}],
        })
    };
    let (status, first) = ask(&sandbox, Method::PUT, &commands, json!([wish("one"), wish("two")])).await;
    assert_eq!((status, first.as_array().unwrap().len()), (200, 2));
    assert_eq!(first[0]["options"], json!([{"type": 3, "name": "text", "description": "A text."}]));

    let (_, listed) = ask(&sandbox, Method::GET, &commands, Value::Null).await;
    assert!(listed[0].get("name_localizations").is_none(), "{listed}");
    let (_, full) = ask(&sandbox, Method::GET, &format!("{commands}?with_localizations=true"), Value::Null).await;
    assert_eq!(full, first);

    let (_, second) = ask(&sandbox, Method::PUT, &commands, json!([wish("two"), wish("three")])).await;
    assert_eq!(second[0], first[1], "what does not change keeps its id and version");
    assert_eq!(sandbox.commands().len(), 2);

    let one = format!("{commands}/{}", second[1]["id"].as_str().unwrap());
    let (status, edited) = ask(&sandbox, Method::PATCH, &one, json!({"description": "Otherwise."})).await;
    assert_eq!((status, &edited["name"], &edited["description"]), (200, &json!("three"), &json!("Otherwise.")));
    assert_ne!(edited["version"], second[1]["version"]);
    assert_eq!(ask(&sandbox, Method::GET, &one, Value::Null).await, (200, edited));
    assert_eq!(ask(&sandbox, Method::DELETE, &one, Value::Null).await, (204, Value::Null));
    assert_eq!(ask(&sandbox, Method::GET, &one, Value::Null).await.1["code"], 10063);

    let guild = sandbox.world().guilds[0].id;
    let in_guild = format!("{}/guilds/{guild}/commands", application(&sandbox));
    let (status, own) = ask(&sandbox, Method::POST, &in_guild, wish("one")).await;
    assert_eq!((status, &own["guild_id"]), (201, &json!(guild)));
    assert_eq!(ask(&sandbox, Method::POST, &in_guild, wish("one")).await.0, 200);
    assert_eq!(sandbox.commands().len(), 2, "one for everybody, one of the guild");
}

#[tokio::test]
async fn keeps_messages() {
    let sandbox = sandbox().await;
    let path = format!("/channels/{}/messages", sandbox.channel(0));
    let mut ids = Vec::new();
    for at in 0..5 {
        let said = json!({"content": format!("number {at}"), "nonce": "n"});
        let (status, message) = ask(&sandbox, Method::POST, &path, said).await;
        assert_eq!((status, &message["nonce"]), (200, &json!("n")));
        ids.push(message["id"].as_str().unwrap().to_owned());
    }
    let check = async |query: &str, expected: &[usize]| {
        let (_, page) = ask(&sandbox, Method::GET, &format!("{path}?{query}"), Value::Null).await;
        let got: Vec<_> = page.as_array().unwrap().iter().map(|message| message["id"].as_str().unwrap()).collect();
        let expected: Vec<_> = expected.iter().map(|at| ids[*at].as_str()).collect();
        assert_eq!(got, expected, "{query}");
    };
    check("", &[4, 3, 2, 1, 0]).await;
    check("limit=2", &[4, 3]).await;
    check(&format!("limit=2&before={}", ids[3]), &[2, 1]).await;
    check(&format!("limit=2&after={}", ids[1]), &[3, 2]).await;
    check(&format!("limit=3&around={}", ids[2]), &[3, 2, 1]).await;

    let one = format!("{path}/{}", ids[0]);
    let (_, edited) = ask(&sandbox, Method::PATCH, &one, json!({"content": "changed"})).await;
    assert_eq!(edited["content"], "changed");
    assert!(edited["edited_timestamp"].is_string());
    assert_eq!(sandbox.messages(sandbox.channel(0), &sandbox.member())[0].content(), "changed");
    let nothing_left = json!({"content": ""});
    assert_eq!(ask(&sandbox, Method::PATCH, &one, nothing_left).await.1["code"], 50006);
    assert_eq!(ask(&sandbox, Method::DELETE, &one, Value::Null).await.0, 204);
    assert_eq!(ask(&sandbox, Method::GET, &one, Value::Null).await.1["code"], 10008);
    sandbox.forget();
    assert!(sandbox.requests().is_empty() && sandbox.messages(sandbox.channel(0), &sandbox.member()).is_empty());
}

#[tokio::test]
async fn shows_guilds_and_channels() {
    let sandbox = sandbox().await;
    let guild = sandbox.world().guilds[0].clone();
    let (_, body) = ask(&sandbox, Method::GET, &format!("/guilds/{}?with_counts=true", guild.id), Value::Null).await;
    assert_eq!((&body["name"], &body["approximate_member_count"]), (&json!(guild.name), &json!(3)));
    let (_, body) = ask(&sandbox, Method::GET, &format!("/guilds/{}/channels", guild.id), Value::Null).await;
    assert_eq!(body.as_array().unwrap().len(), 2);
    let (_, body) = ask(&sandbox, Method::GET, "/users/@me/guilds", Value::Null).await;
    assert_eq!(body[0]["id"], json!(guild.id));
    let dm = sandbox.member().dm;
    let (_, body) = ask(&sandbox, Method::GET, &format!("/channels/{dm}"), Value::Null).await;
    assert_eq!((&body["type"], &body["recipients"][0]["username"]), (&json!(1), &json!("mei")));
}

#[tokio::test]
async fn refuses_strangers_and_unknown_ways() {
    let sandbox = sandbox().await;
    for wrong in [None, Some("Bot wrong".to_owned()), Some(sandbox.token().to_owned())] {
        let answer = ask_as(&sandbox, wrong.as_deref(), Method::GET, "/users/@me", Value::Null).await;
        assert_eq!(answer, (401, json!({"message": "401: Unauthorized", "code": 0})));
    }
    let app = application(&sandbox);
    let channel = sandbox.channel(0);
    let check = async |method: Method, path: String, status: u16, code: u64| {
        let (got, body) = ask(&sandbox, method, &path, json!({"content": "x"})).await;
        assert_eq!((got, body["code"].as_u64()), (status, Some(code)), "{path}: {body}");
    };
    check(Method::GET, "/nowhere".into(), 404, 0).await;
    check(Method::DELETE, "/users/@me".into(), 405, 0).await;
    check(Method::PUT, format!("/channels/{channel}/messages"), 405, 0).await;
    check(Method::GET, "/channels/1".into(), 404, 10003).await;
    check(Method::GET, "/channels/x".into(), 404, 10003).await;
    check(Method::GET, "/guilds/1".into(), 404, 10004).await;
    check(Method::GET, format!("/channels/{channel}/messages/1"), 404, 10008).await;
    check(Method::GET, "/applications/1/commands".into(), 403, 20012).await;
    check(Method::GET, format!("{app}/guilds/1/commands"), 403, 50001).await;
    check(Method::GET, format!("{app}/commands/1"), 404, 10063).await;
    check(Method::POST, format!("/webhooks/{}/nothing", sandbox.world().bot.id), 404, 10015).await;
    check(Method::POST, "/interactions/1/nothing/callback".into(), 404, 10062).await;
}
