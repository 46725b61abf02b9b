//! Every command is answered, and whatever autocomplete offers can be asked.

use serde_json::{Value, json};
use twinned::discord::commands::Command;

use crate::bot::{Bot, definitions_of, message, text, title};

/// What a user may ask of each command.
fn asked(name: &str) -> Value {
    match name {
        "partners" => json!({"place": "Tianjin", "kind": "sister", "sort": "name"}),
        "since" => json!({"year": "1973", "until": "1979-06", "country": "Japan"}),
        "partnership" => json!({"between": "Kobe", "and": "Tianjin"}),
        "place" => json!({"place": "神户"}),
        "country" => json!({"country": "Germany"}),
        "topic" => json!({"topic": "culture"}),
        "timeline" => json!({"place": "Kobe"}),
        "facts" => json!({"about": "Tianjin"}),
        "between" => json!({"from": "Kobe", "to": "Melbourne"}),
        "source" => json!({"source": "China Daily"}),
        "anniversaries on" => json!({"date": "24 June"}),
        "anniversaries upcoming" => json!({"days": 20}),
        "anniversaries today" | "stats" | "disputes" | "random" | "today" | "help" => json!({}),
        _ => panic!("/{name}: say here what a user may ask of it"),
    }
}

#[tokio::test]
async fn every_command_is_answered() {
    let bot = Bot::start().await;
    for command in Command::typed() {
        let reply = bot.ask(command.name, asked(command.name)).await;
        assert!(!title(reply.message.as_ref().unwrap()).is_empty(), "/{}", command.name);
        assert!(!reply.ephemeral || command.name == "source", "/{}: {:?}", command.name, reply.message);
        let mut private = asked(command.name);
        private["private"] = json!(true);
        let reply = bot.ask(command.name, private).await;
        assert!(reply.ephemeral, "/{}", command.name);
    }
    bot.stop().await;
}

#[tokio::test]
async fn private_channels_and_other_places_too() {
    let bot = Bot::start().await;
    let dm = bot.user().in_dm();
    let reply = bot.ask_as(&dm, "partners", json!({"place": "Kobe"})).await;
    assert!(title(&message(reply)).starts_with("Partners of Kobe"));
    assert_eq!(dm.sees().len(), 1);
    let reply = bot.ask_as(&bot.other().locale("de"), "partners", json!({"place": "Kobe"})).await;
    assert!(!reply.ephemeral);
    bot.stop().await;
}

#[tokio::test]
async fn what_is_offered_can_be_asked() {
    let bot = Bot::start().await;
    let mut tried = 0;
    for command in Command::typed() {
        for option in &definitions_of(&bot.sandbox, command.name) {
            if option["autocomplete"] != true {
                continue;
            }
            tried += 1;
            let name = option["name"].as_str().unwrap();
            for typed in ["", "t", "shang", "日本", "😀", "Qwxyz vwxqz", "`*_~|>@everyone"] {
                let completion = bot.complete(command.name, json!({}), (name, typed)).await;
                if typed != "shang" || completion.choices.is_empty() {
                    continue;
                }
                let mut options = asked(command.name);
                options[name] = completion.choices[0].value.clone();
                let reply = bot.ask(command.name, options).await;
                assert!(!reply.ephemeral, "/{} {name}: {:?}", command.name, completion.choices[0]);
            }
        }
    }
    assert!(tried >= 12, "{tried}");
    bot.stop().await;
}

#[tokio::test]
async fn choices_narrow_by_what_is_filled_in() {
    let bot = Bot::start().await;
    let first = async |options: Value, typed: &str| {
        let completion = bot.complete("partners", options, ("place", typed)).await;
        completion.choices[0].value.as_str().unwrap().to_owned()
    };
    assert_eq!(first(json!({}), "tian").await, "tianjin-cn");
    assert_eq!(first(json!({"country": "US"}), "birm").await, "birmingham-us");
    assert_eq!(first(json!({"country": "GB"}), "birm").await, "birmingham-gb");
    bot.stop().await;
}

#[tokio::test]
async fn one_line_for_each_interaction() {
    let bot = Bot::start().await;
    // The line comes once the answer is sent, and the user may have it a moment before.
    let lines = async |n| bot.waits_for_log("a line", |log| log.info().matches("micros=").count() == n).await;
    bot.ask("partners", json!({"place": "Tientsin"})).await;
    lines(1).await;
    bot.ask("partners", json!({"place": "Qwxyz vwxqz"})).await;
    lines(2).await;
    bot.ask("partnership", json!({"between": "Kobe", "and": "天津"})).await;
    lines(3).await;
    bot.complete("partners", json!({}), ("place", "Nürnb")).await;
    lines(4).await;
    let page = message(bot.ask("partners", json!({"place": "Shanghai"})).await);
    lines(5).await;
    crate::bot::press(&bot.user(), &page, "Next ›").await;
    lines(6).await;
    let log = bot.log.info();
    let lines: Vec<_> = log.lines().filter(|line| line.contains("micros=")).collect();
    let ends = [
        "places=\"tianjin-cn\"",
        "places=\"unresolved\"",
        "places=\"kobe-jp tianjin-cn\"",
        // So many were offered.
        "places=\"",
        "places=\"shanghai-cn\"",
        "places=\"shanghai-cn\"",
    ];
    assert_eq!(lines.len(), ends.len(), "{log}");
    for (line, expected) in lines.iter().zip(ends) {
        let (_, micros) = line.split_once("micros=").unwrap();
        assert!(micros.split(' ').next().unwrap().parse::<u64>().is_ok(), "{line}");
        assert!(line.contains("INFO twinned::") && line.contains(expected), "{line}");
    }
    let said: Vec<_> = ["partners", "partners", "partnership", "autocomplete partners", "partners", "button partners"]
        .into_iter()
        .zip(&lines)
        .filter(|(what, line)| !line.contains(&format!(": {what} ")))
        .collect();
    assert!(said.is_empty(), "{said:#?}");
    bot.stop().await;
}

#[tokio::test]
async fn errors_are_for_the_asker_alone() {
    let bot = Bot::start().await;
    let check = async |name: &str, options: Value, expected: &str| {
        let reply = bot.ask(name, options).await;
        assert!(reply.ephemeral, "/{name}");
        let message = message(reply);
        let said = format!("{} {}", title(&message), text(&message));
        assert!(said.contains(expected), "/{name}: {expected:?} is not in {said:?}");
        assert_eq!(bot.other().sees().len(), 0);
    };
    check("partners", json!({"place": "Qwxyz vwxqz"}), "Qwxyz vwxqz").await;
    check("partners", json!({"place": "Nagasaki"}), "Nagasaki").await;
    check("partners", json!({"place": "Kobe", "country": "Atlantis"}), "Atlantis").await;
    check("since", json!({"year": "1973-02-30"}), "1973").await;
    check("since", json!({"year": "soon"}), "soon").await;
    check("partnership", json!({"between": "Kobe", "and": "Qwxyz vwxqz"}), "Qwxyz vwxqz").await;
    bot.stop().await;
}
