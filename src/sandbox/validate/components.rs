//! The limits of message components: rows, buttons, select menus.

use std::collections::HashSet;

use serde_json::Value;

use super::fields::{Presence, address, choice, flag, list, object, text};
use crate::sandbox::refusal::{At, Form};

/// Rows of a message.
pub(in crate::sandbox) const ROWS: usize = 5;
/// Buttons of a row.
pub(in crate::sandbox) const BUTTONS: usize = 5;
/// Characters of a button's label.
pub(in crate::sandbox) const LABEL: usize = 80;
/// Characters of a `custom_id`.
pub(in crate::sandbox) const CUSTOM_ID: usize = 100;
/// Options of a select menu.
pub(in crate::sandbox) const OPTIONS: usize = 25;
/// Characters of an option's label, value and description.
pub(in crate::sandbox) const OPTION_TEXT: usize = 100;
/// Characters of a select menu's placeholder.
pub(in crate::sandbox) const PLACEHOLDER: usize = 150;
/// Characters of a text input's placeholder.
pub(in crate::sandbox) const PLACEHOLDER_OF_INPUT: usize = 100;
/// Characters of a link.
const URL: usize = 512;

/// The types of components: a row, a button, a menu of texts, and the menus of users, roles, both and channels.
const ROW: u64 = 1;
const BUTTON: u64 = 2;
const TEXT_MENU: u64 = 3;
const MENUS: std::ops::RangeInclusive<u64> = 5..=8;
const LINK_STYLE: u64 = 5;
const PREMIUM_STYLE: u64 = 6;

/// Checks the `components` of a message, which stand at `at`.
pub(in crate::sandbox) fn check(form: &mut Form, at: &At<'_>, components: &Value) {
    let mut ids = HashSet::new();
    for (index, row) in list(form, at, components, (0, ROWS)).iter().enumerate() {
        let at = at.index(index);
        if object(form, &at, row) && choice(form, &at.key("type"), &row["type"], &[ROW]).is_some() {
            check_row(form, &at.key("components"), &row["components"], &mut ids);
        }
    }
}

fn check_row<'v>(form: &mut Form, at: &At<'_>, row: &'v Value, ids: &mut HashSet<&'v str>) {
    let parts = list(form, at, row, (1, BUTTONS));
    let buttons = parts.iter().filter(|part| part["type"] == BUTTON).count();
    for (index, part) in parts.iter().enumerate() {
        let at = at.index(index);
        if !object(form, &at, part) {
            continue;
        }
        match choice(form, &at.key("type"), &part["type"], &[BUTTON, TEXT_MENU, 5, 6, 7, 8]) {
            Some(BUTTON) => check_button(form, &at, part),
            Some(kind) => {
                if kind == TEXT_MENU || MENUS.contains(&kind) {
                    check_menu(form, &at, part, kind);
                }
                // A menu is as wide as five buttons.
                if parts.len() > 1 && (buttons > 0 || index > 0) {
                    let message = "The specified component exceeds the maximum width";
                    form.wrong(&at, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
                }
            }
            None => {}
        }
        flag(form, &at.key("disabled"), &part["disabled"]);
        if let Some(id) = part["custom_id"].as_str()
            && !ids.insert(id)
        {
            let message = "Component custom id cannot be duplicated";
            form.wrong(&at.key("custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
        }
    }
}

fn check_button(form: &mut Form, at: &At<'_>, button: &Value) {
    use Presence::{Optional, Required};
    let style = choice(form, &at.key("style"), &button["style"], &[1, 2, 3, 4, LINK_STYLE, PREMIUM_STYLE]);
    let label = text(form, &at.key("label"), &button["label"], Optional, (0, LABEL));
    check_emoji(form, &at.key("emoji"), &button["emoji"]);
    if label.unwrap_or_default().is_empty() && button["emoji"].is_null() && style != Some(PREMIUM_STYLE) {
        form.required(&at.key("label"));
    }
    match style {
        Some(LINK_STYLE) => {
            if button["url"].is_null() {
                form.wrong(&at.key("url"), "BUTTON_COMPONENT_URL_REQUIRED", "A url is required");
            }
            address(form, &at.key("url"), &button["url"], &["http", "https", "discord"], URL);
            if !button["custom_id"].is_null() {
                let message = "A custom id and url cannot both be specified";
                form.wrong(&at.key("custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message);
            }
        }
        Some(PREMIUM_STYLE) if button["sku_id"].is_null() => form.required(&at.key("sku_id")),
        Some(PREMIUM_STYLE) | None => {}
        Some(_) => {
            text(form, &at.key("custom_id"), &button["custom_id"], Required, (1, CUSTOM_ID));
            if !button["url"].is_null() {
                let message = "A custom id and url cannot both be specified";
                form.wrong(&at.key("url"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message);
            }
        }
    }
}

fn check_menu(form: &mut Form, at: &At<'_>, menu: &Value, kind: u64) {
    use Presence::{Optional, Required};
    text(form, &at.key("custom_id"), &menu["custom_id"], Required, (1, CUSTOM_ID));
    text(form, &at.key("placeholder"), &menu["placeholder"], Optional, (0, PLACEHOLDER));
    let least = if kind == TEXT_MENU { 1 } else { 0 };
    let options = list(form, &at.key("options"), &menu["options"], (least, OPTIONS));
    let mut values = HashSet::new();
    for (index, option) in options.iter().enumerate() {
        let all = at.key("options");
        let at = all.index(index);
        if !object(form, &at, option) {
            continue;
        }
        text(form, &at.key("label"), &option["label"], Required, (1, OPTION_TEXT));
        text(form, &at.key("description"), &option["description"], Optional, (0, OPTION_TEXT));
        check_emoji(form, &at.key("emoji"), &option["emoji"]);
        let value = text(form, &at.key("value"), &option["value"], Required, (1, OPTION_TEXT));
        if let Some(value) = value
            && !values.insert(value)
        {
            let message = "The specified option value is already used";
            form.wrong(&at.key("value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
        }
    }
    let bound = |name: &str, default: u64| if menu[name].is_null() { Some(default) } else { menu[name].as_u64() };
    let (min, max) = (bound("min_values", 1), bound("max_values", 1));
    let limit = OPTIONS as u64;
    if min.is_none_or(|min| min > limit) {
        form.wrong(&at.key("min_values"), "NUMBER_TYPE_MAX", format!("int value should be between 0 and {limit}."));
    }
    if max.is_none_or(|max| max == 0 || max > limit || Some(max) < min) {
        form.wrong(&at.key("max_values"), "NUMBER_TYPE_MAX", format!("int value should be between 1 and {limit}."));
    } else if kind == TEXT_MENU && max.is_some_and(|max| max > options.len() as u64) && !options.is_empty() {
        let message = format!("Must be {} or fewer.", options.len());
        form.wrong(&at.key("max_values"), "BASE_TYPE_MAX_LENGTH", message);
    }
}

/// An emoji is one of a server, by id, or a Unicode one, by name. A name in plain letters is neither.
fn check_emoji(form: &mut Form, at: &At<'_>, emoji: &Value) {
    if emoji.is_null() {
        return;
    }
    let name = emoji["name"].as_str().unwrap_or_default();
    let unicode = !name.is_empty() && !name.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '_');
    if emoji["id"].is_null() && !unicode {
        form.wrong(&at.key("name"), "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji");
    }
}
