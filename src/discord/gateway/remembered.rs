//! The last public answers, as they went out: in a busy channel the same few things are asked again and again, and the
//! answer to a question is the same all day, as long as the data is.
//!
//! Only what was asked by ids is kept (autocomplete gives them), so nothing that somebody typed is; nor is what is private
//! or left to chance.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use serde_json::value::RawValue;
use serenity::all::{CommandDataOption, CommandDataOptionValue, Interaction};

use crate::dataset::Dataset;
use crate::discord::respond::{Response, Told, respond};

/// How many answers are kept. A message has some ten kilobytes at most, so this is under three megabytes.
const MOST: usize = 256;

/// A response as it goes out, and what the log may hold of it.
pub(super) struct Sendable {
    pub(super) body: Box<RawValue>,
    pub(super) told: Told,
}

impl From<Response> for Sendable {
    fn from(response: Response) -> Self {
        // It consists of texts, numbers, lists and maps whose keys are texts: nothing that JSON has not.
        let body = serde_json::value::to_raw_value(&response.body).expect("a response can be written as JSON");
        Sendable { body, told: response.told }
    }
}

/// What an answer depends on: the data, the day, the command and its options, as one number. With 256 bits no two are the
/// same.
type Key = [u8; 32];

#[derive(Default)]
pub(super) struct Remembered(Mutex<HashMap<Key, Arc<Sendable>>>);

impl Remembered {
    /// The answer to an interaction: the one that was given before, or a new one. `None` for the kinds that this bot never
    /// causes.
    pub(super) fn answer(&self, data: &Dataset, today: Date, interaction: &Interaction) -> Option<Arc<Sendable>> {
        let key = key(data, today, interaction);
        // An answer is put in whole or not at all, so a panic elsewhere leaves nothing half done.
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = key.and_then(|key| lock().get(&key).map(Arc::clone)) {
            return Some(found);
        }
        let response = respond(data, today, interaction)?;
        let lasting = response.lasting;
        let sendable = Arc::new(Sendable::from(response));
        if let Some(key) = key.filter(|_| lasting) {
            let mut kept = lock();
            if kept.len() >= MOST {
                kept.clear();
            }
            kept.insert(key, Arc::clone(&sendable));
        }
        Some(sendable)
    }
}

/// `None` for what is no command that somebody typed.
fn key(data: &Dataset, today: Date, interaction: &Interaction) -> Option<Key> {
    let Interaction::Command(command) = interaction else { return None };
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{} {} {today} {}", data.version, data.loaded, command.data.name).as_bytes());
    command.data.options.iter().try_for_each(|option| add(&mut hasher, option))?;
    Some(*hasher.finalize().as_bytes())
}

/// `None` where an option has another sort of value than this bot's answers depend on.
fn add(hasher: &mut blake3::Hasher, option: &CommandDataOption) -> Option<()> {
    let mut text = |text: &str| {
        // The length first: what is in one text cannot pass for two.
        hasher.update(&text.len().to_le_bytes()).update(text.as_bytes());
    };
    text(&option.name);
    match &option.value {
        CommandDataOptionValue::String(value) => text(value),
        CommandDataOptionValue::Boolean(value) => text(if *value { "true" } else { "false" }),
        CommandDataOptionValue::Integer(value) => text(&value.to_string()),
        CommandDataOptionValue::SubCommand(options) => {
            text(&options.len().to_string());
            options.iter().try_for_each(|option| add(hasher, option))?;
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::*;
    use crate::dataset::read::{Origin, read};

    fn command(name: &str, options: &Value) -> Interaction {
        let user = json!({"id": "5", "username": "mei", "discriminator": "0", "global_name": null, "avatar": null});
        let interaction = json!({
            "id": "4", "application_id": "2", "type": 2, "token": "t", "version": 1, "channel_id": "3",
            "channel": {"id": "3", "type": 1}, "user": user, "app_permissions": "0", "locale": "en-US",
            "entitlements": [], "authorizing_integration_owners": {}, "context": 1, "attachment_size_limit": 1,
            "data": {"id": "4", "name": name, "type": 1, "options": options}
        });
        serde_json::from_value(interaction).expect("an interaction")
    }

    #[test]
    fn keeps_what_everybody_gets() {
        let data = read(&Origin::BuiltIn, date(2026, 11, 22)).dataset.expect("the shipped data has no error");
        let remembered = Remembered::default();
        let check = |name: &str, options: &Value, kept: bool| {
            let interaction = command(name, options);
            let answer = |day| remembered.answer(&data, date(2026, 11, day), &interaction).expect("an answer");
            let (one, again, tomorrow) = (answer(22), answer(22), answer(23));
            assert_eq!(Arc::ptr_eq(&one, &again), kept, "/{name} {options}");
            assert!(!Arc::ptr_eq(&one, &tomorrow), "/{name} {options}: another day");
            let fresh = respond(&data, date(2026, 11, 22), &interaction).expect("an answer");
            assert_eq!(one.body.get(), serde_json::to_string(&fresh.body).expect("JSON"), "/{name} {options}");
        };
        let text = |name: &str, value: &str| json!({"name": name, "type": 3, "value": value});
        let private = json!({"name": "private", "type": 5, "value": true});
        check("partners", &json!([text("place", "kobe-jp")]), true);
        check("partners", &json!([text("place", "kobe-jp"), text("country", "CN")]), true);
        check("partners", &json!([text("country", "CN"), text("place", "kobe-jp")]), true);
        let public = json!({"name": "private", "type": 5, "value": false});
        check("partners", &json!([text("place", "tianjin-cn"), public]), true);
        check("today", &json!([]), true);
        check("partners", &json!([text("place", "Kobe")]), false);
        check("partners", &json!([text("place", "nagasaki")]), false);
        check("partners", &json!([text("place", "kobe-jp"), private]), false);
        check("random", &json!([]), false);
        assert!(remembered.0.lock().expect("whole").len() <= 10);
    }
}
