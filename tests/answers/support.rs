//! Asking, in one line.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use serde_json::Value;
use twinned::answers::{Answer, Asked};
use twinned::dataset::Dataset;
use twinned::dataset::read::{Origin, read};
use twinned::discord::command_text;
use twinned::discord::respond::{ask, message_body};

/// The day on which all of this happens.
pub const TODAY: Date = date(2026, 11, 22);

/// The shipped data.
pub static DATA: LazyLock<Dataset> =
    LazyLock::new(|| read(&Origin::BuiltIn, TODAY).dataset.expect("the shipped data has no error"));

/// The answer to a typed command.
pub fn answer(command: &str, page: usize) -> (Asked, Answer<'static>) {
    let (command, words) = command_text::parse(command).unwrap_or_else(|error| panic!("{command}: {error}"));
    ask(&DATA, TODAY, command, &words, page, 7)
}

/// The body that goes to Discord for it.
pub fn body(command: &str, page: usize) -> Value {
    let (asked, answer) = answer(command, page);
    serde_json::to_value(message_body(&DATA, &asked, &answer)).expect("an answer is JSON")
}

/// What people read of a body: title, text, sources, footer and the labels of what can be pressed.
pub fn read_aloud(body: &Value) -> String {
    let data = &body["data"];
    let mut lines = Vec::new();
    if data["flags"] == 64 {
        lines.push("(only you can see this)".to_owned());
    }
    for embed in data["embeds"].as_array().into_iter().flatten() {
        lines.push(format!("# {}", embed["title"].as_str().unwrap_or_default()));
        lines.push(embed["description"].as_str().unwrap_or_default().to_owned());
        for field in embed["fields"].as_array().into_iter().flatten() {
            lines.push(format!("## {}", field["name"].as_str().unwrap_or_default()));
            lines.push(field["value"].as_str().unwrap_or_default().to_owned());
        }
        lines.push(format!("-- {}", embed["footer"]["text"].as_str().unwrap_or_default()));
    }
    for row in data["components"].as_array().into_iter().flatten() {
        let of_row = row["components"].as_array().into_iter().flatten().map(|component| {
            let options = component["options"].as_array().into_iter().flatten();
            let labels = std::iter::once(component).chain(options).filter_map(|one| one["label"].as_str());
            let labels = labels.collect::<Vec<_>>().join(" | ");
            if component["disabled"] == true { format!("({labels})") } else { format!("[{labels}]") }
        });
        lines.push(of_row.collect::<Vec<_>>().join(" "));
    }
    lines.join("\n")
}
