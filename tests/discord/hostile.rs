//! Text that would ping, link or format, in every option that takes text.

use serde_json::{Value, json};
use twinned::discord::commands::Command;
use twinned::sandbox::Reply;

use crate::bot::{Bot, definitions_of};

const HOSTILE: &[&str] = &[
    "@everyone",
    "@here <@&1200000000004194314>",
    "<@1200000000000000002>",
    "[x](javascript:alert(1))",
    "[x](https://evil.example)",
    "**bold** __under__ ~~gone~~ ||hidden||",
    "`code` ```block```",
    "# heading\n> quote\n- list",
    "</help:1> <#1> <:a:1> <t:0>",
    "\u{202e}gnp.exe \u{2066}\u{200b}",
    "%3B;.~%7E%25",
    "https://evil.example/?a=1",
    "{}{0}%s%n$HOME`id`'; DROP TABLE--",
];

/// Fails where a text does more than to stand there.
fn check(reply: &Reply, typed: &str) {
    let message = reply.message.as_ref().unwrap();
    assert_eq!(message.body["mention_everyone"], false, "{typed}");
    assert_eq!(message.body["mentions"], json!([]), "{typed}");
    let body = reply.body.as_ref().unwrap();
    assert_eq!(body["data"]["allowed_mentions"]["parse"], json!([]), "{typed}");
    let shown: Vec<&str> = message
        .embeds()
        .iter()
        .flat_map(|embed| {
            let fields = embed["fields"].as_array().into_iter().flatten().map(|field| &field["value"]);
            fields.chain([&embed["description"]])
        })
        .filter_map(Value::as_str)
        .collect();
    for text in shown {
        for live in ["[x](", "**bold**", "~~gone~~", "||hidden||", "```", "\n# ", "\n> ", "<@", "</help", "<t:0"] {
            let at = text.find(live);
            let escaped = at.is_some_and(|at| text[..at].ends_with('\\'));
            assert!(at.is_none() || escaped, "{typed:?} is alive: {text}");
        }
        assert!(!text.contains('\u{202e}'), "{typed:?} turns the text round: {text:?}");
    }
}

#[tokio::test]
async fn text_only_stands_there() {
    let bot = Bot::start().await;
    for command in Command::typed() {
        let options = definitions_of(&bot.sandbox, command.name);
        let takes_text = |option: &Value| option["type"] == 3 && option["choices"].is_null();
        for option in options.iter().filter(|option| takes_text(option)) {
            let longest = option["max_length"].as_u64().unwrap_or(6000) as usize;
            let endless = "[*_".repeat(longest).chars().take(longest).collect::<String>();
            let typed = HOSTILE.iter().copied().filter(|text| text.chars().count() <= longest);
            for typed in typed.chain([endless.as_str()]) {
                // The other required options are fine.
                let mut given: Value = options
                    .iter()
                    .filter(|other| other["required"] == true)
                    .map(|other| {
                        let name = other["name"].as_str().unwrap();
                        let fine = match name {
                            "year" => "1973",
                            "country" => "JP",
                            "topic" => "culture",
                            _ => "Kobe",
                        };
                        (name.to_owned(), json!(fine))
                    })
                    .collect::<serde_json::Map<_, _>>()
                    .into();
                given[option["name"].as_str().unwrap()] = json!(typed);
                let reply = bot.ask(command.name, given).await;
                check(&reply, typed);
            }
        }
    }
    bot.stop().await;
}
