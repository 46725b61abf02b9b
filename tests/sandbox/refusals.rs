//! Bodies that Discord refuses, each with the path of the wrong field and the code it gets.

use reqwest::Method;
use serde_json::{Value, json};
use twinned::sandbox::Sandbox;

use crate::raw::{Answer, application, ask, sandbox};

/// The code at this path of a refusal, `embeds.0.title`; an empty one is the form itself.
fn code_at<'a>((status, body): &'a Answer, path: &str) -> &'a str {
    assert_eq!((*status, &body["code"]), (400, &json!(50035)), "{path}: {body}");
    let mut at = &body["errors"];
    for step in path.split('.').filter(|step| !step.is_empty()) {
        at = &at[step];
    }
    at["_errors"][0]["code"].as_str().unwrap_or_else(|| panic!("nothing at {path}: {body}"))
}

/// A body that is refused at this path with this code; without one, a body that is taken.
type Case<'a> = (&'a str, Value, Option<(&'a str, &'a str)>);

async fn check(sandbox: &Sandbox, method: Method, path: &str, cases: Vec<Case<'_>>) {
    for (name, body, expected) in cases {
        let answer = ask(sandbox, method.clone(), path, body).await;
        match expected {
            Some((at, code)) => assert_eq!(code_at(&answer, at), code, "{name}"),
            None => assert!(answer.0 < 300, "{name}: {answer:?}"),
        }
    }
}

const LONG: &str = "BASE_TYPE_MAX_LENGTH";
const BAD: &str = "BASE_TYPE_BAD_LENGTH";
const MISSING: &str = "BASE_TYPE_REQUIRED";
const CHOICES: &str = "BASE_TYPE_CHOICES";

fn x(count: usize) -> String {
    "ü".repeat(count)
}

#[tokio::test]
async fn embeds() {
    let sandbox = sandbox().await;
    let path = format!("/channels/{}/messages", sandbox.channel(0));
    let one = |embed: Value| json!({"embeds": [embed]});
    let field = |name: usize, value: usize| json!({"name": x(name), "value": x(value)});
    let fields = |count: usize| one(json!({"fields": vec![field(1, 1); count]}));
    let described = |lengths: &[usize]| json!({"embeds": lengths.iter().map(|length| json!({"description": x(*length)})).collect::<Vec<_>>()});
    let cases = vec![
        ("title", one(json!({"title": x(256)})), None),
        ("title", one(json!({"title": x(257)})), Some(("embeds.0.title", LONG))),
        ("description", one(json!({"description": x(4096)})), None),
        ("description", one(json!({"description": x(4097)})), Some(("embeds.0.description", LONG))),
        ("fields", fields(25), None),
        ("fields", fields(26), Some(("embeds.0.fields", LONG))),
        ("field", one(json!({"fields": [field(256, 1024)]})), None),
        ("field name", one(json!({"fields": [field(257, 1)]})), Some(("embeds.0.fields.0.name", LONG))),
        ("field value", one(json!({"fields": [field(1, 1025)]})), Some(("embeds.0.fields.0.value", LONG))),
        ("no name", one(json!({"fields": [field(0, 1)]})), Some(("embeds.0.fields.0.name", MISSING))),
        ("no value", one(json!({"fields": [field(1, 0)]})), Some(("embeds.0.fields.0.value", MISSING))),
        ("second", json!({"embeds": [{"title": "a"}, {"title": x(257)}]}), Some(("embeds.1.title", LONG))),
        ("footer", one(json!({"footer": {"text": x(2049)}})), Some(("embeds.0.footer.text", LONG))),
        ("author", one(json!({"author": {"name": x(257)}})), Some(("embeds.0.author.name", LONG))),
        ("all", described(&[3000, 3000]), None),
        ("all", described(&[3000, 3001]), Some(("embeds", "MAX_EMBED_SIZE_EXCEEDED"))),
        ("ten", described(&[1; 10]), None),
        ("eleven", described(&[1; 11]), Some(("embeds", LONG))),
        ("empty", one(json!({})), Some(("embeds.0.description", MISSING))),
        ("colour", one(json!({"title": "a", "color": 0x100_0000})), Some(("embeds.0.color", "NUMBER_TYPE_MAX"))),
        ("url", one(json!({"title": "a", "url": "x"})), Some(("embeds.0.url", "URL_TYPE_INVALID_URL"))),
        ("scheme", one(json!({"title": "a", "url": "ftp://x"})), Some(("embeds.0.url", "URL_TYPE_INVALID_SCHEME"))),
        ("time", one(json!({"title": "a", "timestamp": "noon"})), Some(("embeds.0.timestamp", "DATE_TIME_TYPE_PARSE"))),
        ("type", one(json!({"title": 1})), Some(("embeds.0.title", "STRING_TYPE_CONVERT"))),
        ("content", json!({"content": x(2000)}), None),
        ("content", json!({"content": x(2001)}), Some(("content", LONG))),
    ];
    check(&sandbox, Method::POST, &path, cases).await;
    for empty in [json!({}), json!({"content": " "}), json!({"embeds": []})] {
        assert_eq!(ask(&sandbox, Method::POST, &path, empty).await.1["code"], 50006);
    }
    let client = reqwest::Client::new();
    let url = format!("{}/api/v10{path}", sandbox.api());
    let broken = client.post(url).header("authorization", format!("Bot {}", sandbox.token())).body("{");
    assert!(broken.send().await.unwrap().text().await.unwrap().contains("50109"));
}

#[tokio::test]
async fn components() {
    let sandbox = sandbox().await;
    let path = format!("/channels/{}/messages", sandbox.channel(0));
    let button = |id: &str| json!({"type": 2, "style": 1, "label": "a", "custom_id": id});
    let row = |parts: &[Value]| json!({"type": 1, "components": parts});
    let rows = |rows: &[Value]| json!({"content": "a", "components": rows});
    let one = |part: Value| rows(&[row(&[part])]);
    let buttons = |ids: &[&str]| row(&ids.iter().map(|id| button(id)).collect::<Vec<_>>());
    let menu = |count: usize| {
        let options: Vec<_> = (0..count).map(|at| json!({"label": "a", "value": at.to_string()})).collect();
        json!({"type": 3, "custom_id": "menu", "options": options})
    };
    let option = |option: Value| one(json!({"type": 3, "custom_id": "menu", "options": [option]}));
    let with = |mut part: Value, field: &str, value: Value| {
        part[field] = value;
        one(part)
    };
    let first = "components.0.components.0";
    let at = |field: &str| format!("{first}.{field}");
    let (label, custom_id, url, value) = (at("label"), at("custom_id"), at("url"), at("options.0.value"));
    let (options, name) = (at("options"), at("emoji.name"));
    let (option_label, option_text) = (at("options.0.label"), at("options.0.description"));
    let ids = ["1", "2", "3", "4", "5", "6"];
    let single: Vec<_> = ids.iter().map(|id| buttons(&[id])).collect();
    let both = "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE";
    let wide = "COMPONENT_LAYOUT_WIDTH_EXCEEDED";
    let cases = vec![
        ("rows", rows(&single[..5]), None),
        ("rows", rows(&single), Some(("components", LONG))),
        ("buttons", rows(&[buttons(&ids[..5])]), None),
        ("buttons", rows(&[buttons(&ids)]), Some(("components.0.components", BAD))),
        ("empty row", rows(&[row(&[])]), Some(("components.0.components", MISSING))),
        ("no row", rows(&[button("1")]), Some(("components.0.type", CHOICES))),
        (
            "doubles",
            rows(&[buttons(&["1"]), buttons(&["1"])]),
            Some(("components.1.components.0.custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED")),
        ),
        ("custom_id", with(button("1"), "custom_id", json!(x(100))), None),
        ("custom_id", with(button("1"), "custom_id", json!(x(101))), Some((&custom_id, BAD))),
        ("no custom_id", with(button("1"), "custom_id", Value::Null), Some((&custom_id, MISSING))),
        ("label", with(button("1"), "label", json!(x(80))), None),
        ("label", with(button("1"), "label", json!(x(81))), Some((&label, LONG))),
        ("no label", with(button("1"), "label", Value::Null), Some((&label, MISSING))),
        ("emoji", one(json!({"type": 2, "style": 1, "custom_id": "1", "emoji": {"name": "⏩"}})), None),
        ("no emoji", with(button("1"), "emoji", json!({"name": "x"})), Some((&name, "BUTTON_COMPONENT_INVALID_EMOJI"))),
        ("link", one(json!({"type": 2, "style": 5, "label": "a", "url": "https://example.org"})), None),
        ("no url", one(json!({"type": 2, "style": 5, "label": "a"})), Some((&url, "BUTTON_COMPONENT_URL_REQUIRED"))),
        ("url", with(button("1"), "url", json!("https://example.org")), Some((&url, both))),
        ("menu", one(menu(25)), None),
        ("menu", one(menu(26)), Some((&options, BAD))),
        ("empty menu", one(menu(0)), Some((&options, MISSING))),
        ("two", rows(&[row(&[button("1"), menu(1)])]), Some(("components.0.components.1", wide))),
        ("option", option(json!({"label": x(100), "value": x(100), "description": x(100)})), None),
        ("option label", option(json!({"label": x(101), "value": "1"})), Some((&option_label, BAD))),
        ("option value", option(json!({"label": "a", "value": x(101)})), Some((&value, BAD))),
        ("option text", option(json!({"label": "a", "value": "1", "description": x(101)})), Some((&option_text, LONG))),
    ];
    check(&sandbox, Method::POST, &path, cases).await;
}

#[tokio::test]
async fn commands() {
    let sandbox = sandbox().await;
    let path = format!("{}/commands", application(&sandbox));
    let named = |name: &str| json!({"name": name, "description": "Does it."});
    let option =
        |name: &str, required: bool| json!({"type": 3, "name": name, "description": "A text.", "required": required});
    let with = |options: &[Value]| json!({"name": "a", "description": "Does it.", "options": options});
    let changed = |field: &str, value: Value| {
        let mut option = option("text", false);
        option[field] = value;
        with(&[option])
    };
    let choices =
        |count: usize| -> Value { (0..count).map(|at| json!({"name": at.to_string(), "value": "v"})).collect() };
    let many: Vec<_> = (0..26).map(|at| option(&format!("o{at}"), false)).collect();
    let wordy = json!({"type": 3, "name": "text", "description": x(100), "choices": (0..25)
        .map(|at| json!({"name": format!("{at}{}", x(90)), "value": x(100)})).collect::<Vec<_>>()});
    let wordy: Vec<_> = ["t1", "t2"]
        .iter()
        .map(|name| {
            let mut option = wordy.clone();
            option["name"] = json!(name);
            option
        })
        .collect();
    let sub = json!({"type": 1, "name": "sub", "description": "A part."});
    let invalid = "APPLICATION_COMMAND_INVALID_NAME";
    let cases = vec![
        ("name", named("a-b_c'ü市1"), None),
        ("upper case", named("A"), Some(("name", invalid))),
        ("space", named("a b"), Some(("name", invalid))),
        ("long", named(&x(33)), Some(("name", BAD))),
        ("no name", json!({"description": "Does it."}), Some(("name", MISSING))),
        ("no description", json!({"name": "a"}), Some(("description", MISSING))),
        ("description", json!({"name": "a", "description": x(101)}), Some(("description", BAD))),
        (
            "translation",
            json!({"name": "a", "description": "b", "name_localizations": {"de": "A"}}),
            Some(("name_localizations.de", invalid)),
        ),
        ("entry of a menu", json!({"name": "Look Up", "type": 3}), None),
        ("long entry", json!({"name": x(33), "type": 3}), Some(("name", BAD))),
        ("nameless entry", json!({"type": 3}), Some(("name", MISSING))),
        (
            "options of an entry",
            json!({"name": "Look Up", "type": 3, "options": [option("text", false)]}),
            Some(("options", "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID")),
        ),
        ("options", with(&many[..25]), None),
        ("options", with(&many), Some(("options", LONG))),
        (
            "doubles",
            with(&[option("o", false), option("o", false)]),
            Some(("options.1.name", "APPLICATION_COMMANDS_OPTION_NAME_ALREADY_EXISTS")),
        ),
        (
            "order",
            with(&[option("o", false), option("p", true)]),
            Some(("options.1", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID")),
        ),
        ("option name", with(&[option("O", false)]), Some(("options.0.name", invalid))),
        ("option type", changed("type", json!(12)), Some(("options.0.type", CHOICES))),
        ("choices", changed("choices", choices(25)), None),
        ("choices", changed("choices", choices(26)), Some(("options.0.choices", LONG))),
        (
            "choice",
            changed("choices", json!([{"name": x(101), "value": "v"}])),
            Some(("options.0.choices.0.name", BAD)),
        ),
        (
            "choice",
            changed("choices", json!([{"name": "a", "value": 1}])),
            Some(("options.0.choices.0.value", "STRING_TYPE_CONVERT")),
        ),
        (
            "choices twice",
            changed("choices", json!([{"name": "a", "value": "1"}, {"name": "a", "value": "2"}])),
            Some(("options.0.choices.1", "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS")),
        ),
        ("nested", with(std::slice::from_ref(&sub)), None),
        ("mixed", with(&[sub, option("o", false)]), Some(("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"))),
        ("8000", with(&wordy), Some(("", "APPLICATION_COMMAND_TOO_LARGE"))),
    ];
    check(&sandbox, Method::POST, &path, cases).await;

    let all = |count: usize| -> Value { (0..count).map(|at| named(&format!("c{at}"))).collect() };
    let cases = vec![
        ("all", all(100), None),
        ("path", json!([named("a"), named("B")]), Some(("1.name", invalid))),
        ("doubles", json!([named("a"), named("a")]), Some(("1", "APPLICATION_COMMANDS_DUPLICATE_NAME"))),
    ];
    check(&sandbox, Method::PUT, &path, cases).await;
    assert_eq!(ask(&sandbox, Method::PUT, &path, all(101)).await.1["code"], 30032);
    assert_eq!(sandbox.commands().len(), 100, "a refused list changes nothing");
}
