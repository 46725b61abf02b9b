//! The limits of command definitions.

use std::collections::HashSet;

use serde_json::Value;

use super::choices;
pub(in crate::sandbox) use super::fields::Presence;
use super::fields::{choice, flag, list, object, text};
use crate::sandbox::refusal::{At, Form, Known, Refusal};

/// Commands for everybody, of the chat input type.
pub(in crate::sandbox) const GLOBAL_COMMANDS: usize = 100;
/// Characters of a name.
pub(in crate::sandbox) const NAME: usize = 32;
/// Characters of a description.
pub(in crate::sandbox) const DESCRIPTION: usize = 100;
/// Options of a command or subcommand.
pub(in crate::sandbox) const OPTIONS: usize = 25;
/// Characters of all names, descriptions and values of a command together.
pub(in crate::sandbox) const TOTAL: usize = 8000;

/// The types of commands: chat input, on a user, on a message.
const CHAT_INPUT: u64 = 1;
const COMMAND_TYPES: [u64; 3] = [CHAT_INPUT, 2, 3];
/// The types of options; the first two are subcommands and groups of them.
const OPTION_TYPES: [u64; 11] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SUBCOMMAND: u64 = 1;
const GROUP: u64 = 2;
/// Those that may have choices or autocompletion: texts, integers, numbers.
const CHOOSABLE: [u64; 3] = [3, 4, 10];

/// Checks the whole list of commands that replaces what was registered.
pub(in crate::sandbox) fn check_all(commands: &Value) -> Result<(), Refusal> {
    let mut form = Form::default();
    let all = list(&mut form, &At::ROOT, commands, (0, usize::MAX));
    let mut names = HashSet::new();
    for (index, command) in all.iter().enumerate() {
        let at = At::ROOT.index(index);
        one(&mut form, &at, command, Presence::Required);
        if !names.insert((command["name"].as_str(), kind(command))) {
            let message = "Application command names must be unique";
            form.wrong(&at, "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
    }
    form.finish()?;
    let chat_inputs = all.iter().filter(|command| kind(command) == CHAT_INPUT).count();
    if chat_inputs > GLOBAL_COMMANDS { Err(Known::TooManyCommands.into()) } else { Ok(()) }
}

/// Checks one definition. An edit may leave the name out.
pub(in crate::sandbox) fn check(command: &Value, name: Presence) -> Result<(), Refusal> {
    let mut form = Form::default();
    one(&mut form, &At::ROOT, command, name);
    form.finish()
}

fn kind(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(CHAT_INPUT)
}

fn one(form: &mut Form, at: &At<'_>, command: &Value, name: Presence) {
    if !object(form, at, command) {
        return;
    }
    if !command["type"].is_null() {
        choice(form, &at.key("type"), &command["type"], &COMMAND_TYPES);
    }
    let chat_input = kind(command) == CHAT_INPUT;
    check_name(form, &at.key("name"), &command["name"], name, chat_input);
    let description = &command["description"];
    if chat_input {
        // In an edit, both may be left out.
        text(form, &at.key("description"), description, name, (1, DESCRIPTION));
    } else if description.as_str().is_some_and(|text| !text.is_empty()) {
        let message = "Context menu commands cannot have description";
        form.wrong(&at.key("description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID", message);
    }
    check_localizations(form, at, command, chat_input);
    for (field, allowed) in [("contexts", [0, 1, 2].as_slice()), ("integration_types", [0, 1].as_slice())] {
        for (index, value) in list(form, &at.key(field), &command[field], (0, 3)).iter().enumerate() {
            choice(form, &at.key(field).index(index), value, allowed);
        }
    }
    check_permissions(form, &at.key("default_member_permissions"), &command["default_member_permissions"]);
    if chat_input {
        check_options(form, &at.key("options"), &command["options"], 0);
    } else if !list(form, &at.key("options"), &command["options"], (0, OPTIONS)).is_empty() {
        let message = "Context menu commands cannot have options";
        form.wrong(&at.key("options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID", message);
    }
    if size(command) > TOTAL {
        form.wrong(at, "APPLICATION_COMMAND_TOO_LARGE", format!("Command exceeds maximum size ({TOTAL})"));
    }
}

/// A set of permissions is a number, written as a text.
fn check_permissions(form: &mut Form, at: &At<'_>, value: &Value) {
    let fits = value.as_str().is_some_and(|text| text.parse::<u64>().is_ok());
    if !value.is_null() && !fits && !value.is_u64() {
        form.wrong(at, "BITFIELD_TYPE_CONVERT", format!("Could not interpret {value} as a bit field."));
    }
}

fn check_options(form: &mut Form, at: &At<'_>, options: &Value, depth: usize) {
    let options = list(form, at, options, (0, OPTIONS));
    let nests = |option: &Value| matches!(option["type"].as_u64(), Some(SUBCOMMAND | GROUP));
    let nested = options.iter().filter(|option| nests(option)).count();
    if nested > 0 && nested < options.len() {
        let message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
        form.wrong(at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
    }
    let mut names = HashSet::new();
    let mut optional_before = false;
    for (index, option) in options.iter().enumerate() {
        let at = at.index(index);
        if !object(form, &at, option) {
            continue;
        }
        check_option(form, &at, option, depth);
        if !names.insert(option["name"].as_str()) {
            let message = "Option name already exists";
            form.wrong(&at.key("name"), "APPLICATION_COMMANDS_OPTION_NAME_ALREADY_EXISTS", message);
        }
        let required = flag(form, &at.key("required"), &option["required"]);
        if required && optional_before {
            let message = "Required options must be placed before non-required options";
            form.wrong(&at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        optional_before |= !required && !nests(option);
    }
}

fn check_option(form: &mut Form, at: &At<'_>, option: &Value, depth: usize) {
    check_name(form, &at.key("name"), &option["name"], Presence::Required, true);
    text(form, &at.key("description"), &option["description"], Presence::Required, (1, DESCRIPTION));
    check_localizations(form, at, option, true);
    let Some(kind) = choice(form, &at.key("type"), &option["type"], &OPTION_TYPES) else { return };
    match (kind, depth) {
        (GROUP, 0) | (SUBCOMMAND, 0 | 1) => {
            check_options(form, &at.key("options"), &option["options"], depth + if kind == GROUP { 1 } else { 2 });
            return;
        }
        (GROUP | SUBCOMMAND, _) => {
            let message = "Sub-commands and sub-command groups cannot be nested here";
            form.wrong(&at.key("type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
            return;
        }
        _ => {}
    }
    let autocompletes = flag(form, &at.key("autocomplete"), &option["autocomplete"]);
    let has_choices = option["choices"].as_array().is_some_and(|choices| !choices.is_empty());
    if CHOOSABLE.contains(&kind) {
        choices::check(form, &at.key("choices"), &option["choices"], kind);
        choices::check_doubles(form, &at.key("choices"), &option["choices"]);
        if autocompletes && has_choices {
            let message = "Options with autocomplete cannot have choices";
            form.wrong(at, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES_INVALID", message);
        }
    } else if autocompletes || has_choices {
        let message = "Only string, integer and number options have choices or autocomplete";
        form.wrong(at, "APPLICATION_COMMAND_OPTIONS_CHOICES_TYPE_INVALID", message);
    }
}

/// `^[-_'\p{L}\p{N}]{1,32}$`, in lower case, for what is typed after a slash; any text for an entry of a menu.
fn check_name(form: &mut Form, at: &At<'_>, value: &Value, presence: Presence, typed: bool) {
    let Some(name) = text(form, at, value, presence, (1, NAME)) else { return };
    let fits = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '\'');
    if typed && !name.is_empty() && !(name.chars().all(fits) && name.to_lowercase() == name) {
        form.wrong(at, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
}

fn check_localizations(form: &mut Form, at: &At<'_>, owner: &Value, typed: bool) {
    for (locale, name) in owner["name_localizations"].as_object().into_iter().flatten() {
        let names = at.key("name_localizations");
        check_name(form, &names.key(locale), name, Presence::Optional, typed);
    }
    for (locale, description) in owner["description_localizations"].as_object().into_iter().flatten() {
        let descriptions = at.key("description_localizations");
        text(form, &descriptions.key(locale), description, Presence::Optional, (1, DESCRIPTION));
    }
}

/// The characters of a command that count: names, descriptions, values, of each language the longest.
fn size(part: &Value) -> usize {
    let count = |value: &Value| value.as_str().map_or(0, |text| text.chars().count());
    let longest = |field: &str| {
        let translated = &part[format!("{field}_localizations")];
        let translated = translated.as_object().into_iter().flatten().map(|(_, text)| count(text)).max();
        count(&part[field]).max(translated.unwrap_or(0))
    };
    let parts = |field: &str| part[field].as_array().into_iter().flatten().map(size).sum::<usize>();
    longest("name") + longest("description") + count(&part["value"]) + parts("options") + parts("choices")
}
