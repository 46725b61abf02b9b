//! The limits of choices: those of a command's option, and those an autocomplete answers with.

use serde_json::Value;

use super::fields::{Presence, list, object, text};
use crate::sandbox::refusal::{At, Form};

/// Choices of one option.
pub(in crate::sandbox) const CHOICES: usize = 25;
/// Characters of a choice's name.
pub(in crate::sandbox) const NAME: usize = 100;
/// Characters of a choice's value, where it is a text.
pub(in crate::sandbox) const VALUE: usize = 100;

/// The types of options that have choices.
const STRING: u64 = 3;
const INTEGER: u64 = 4;

/// Checks `choices` of an option of this type, which stand at `at`.
pub(in crate::sandbox) fn check(form: &mut Form, at: &At<'_>, choices: &Value, option_kind: u64) {
    for (index, choice) in list(form, at, choices, (0, CHOICES)).iter().enumerate() {
        let at = at.index(index);
        if !object(form, &at, choice) {
            continue;
        }
        text(form, &at.key("name"), &choice["name"], Presence::Required, (1, NAME));
        let value = &choice["value"];
        let at = at.key("value");
        match option_kind {
            STRING => {
                text(form, &at, value, Presence::Required, (1, VALUE));
            }
            INTEGER if value.is_i64() || value.is_u64() => {}
            INTEGER => form.wrong(&at, "NUMBER_TYPE_COERCE", format!("Value \"{value}\" is not int.")),
            _ if value.is_number() => {}
            _ => form.wrong(&at, "NUMBER_TYPE_COERCE", format!("Value \"{value}\" is not float.")),
        }
    }
}

/// Refuses two choices of one name, as a command's definition may not have them.
pub(super) fn check_doubles(form: &mut Form, at: &At<'_>, choices: &Value) {
    let names: Vec<_> = choices.as_array().into_iter().flatten().map(|choice| choice["name"].as_str()).collect();
    for (index, name) in names.iter().enumerate() {
        if name.is_some() && names[..index].contains(name) {
            let message = "Option choice name already exists";
            form.wrong(&at.index(index), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", message);
        }
    }
}
