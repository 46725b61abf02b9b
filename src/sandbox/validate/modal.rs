//! The limits of forms: a title, and up to five text inputs, each in a row of its own.

use std::collections::HashSet;

use serde_json::Value;

use super::components::{CUSTOM_ID, PLACEHOLDER_OF_INPUT, ROWS};
use super::fields::{Presence, choice, flag, list, object, text};
use crate::sandbox::refusal::{At, Form};

/// Characters of a form's title, and of an input's label.
pub(in crate::sandbox) const TITLE: usize = 45;
/// Characters that an input may hold.
pub(in crate::sandbox) const INPUT: usize = 4000;

/// The types of components: a row, and a text input of one line or of several.
const ROW: u64 = 1;
const TEXT_INPUT: u64 = 4;
const STYLES: [u64; 2] = [1, 2];

/// Checks the form `data`, which stands at `at`.
pub(in crate::sandbox) fn check(form: &mut Form, at: &At<'_>, data: &Value) {
    use Presence::Required;
    text(form, &at.key("custom_id"), &data["custom_id"], Required, (1, CUSTOM_ID));
    text(form, &at.key("title"), &data["title"], Required, (1, TITLE));
    let rows = at.key("components");
    let mut ids = HashSet::new();
    for (index, row) in list(form, &rows, &data["components"], (1, ROWS)).iter().enumerate() {
        let at = rows.index(index);
        if !object(form, &at, row) || choice(form, &at.key("type"), &row["type"], &[ROW]).is_none() {
            continue;
        }
        let inputs = at.key("components");
        for (index, input) in list(form, &inputs, &row["components"], (1, 1)).iter().enumerate() {
            let at = inputs.index(index);
            if object(form, &at, input) {
                check_input(form, &at, input, &mut ids);
            }
        }
    }
}

fn check_input<'v>(form: &mut Form, at: &At<'_>, input: &'v Value, ids: &mut HashSet<&'v str>) {
    use Presence::{Optional, Required};
    choice(form, &at.key("type"), &input["type"], &[TEXT_INPUT]);
    choice(form, &at.key("style"), &input["style"], &STYLES);
    text(form, &at.key("label"), &input["label"], Required, (1, TITLE));
    text(form, &at.key("placeholder"), &input["placeholder"], Optional, (0, PLACEHOLDER_OF_INPUT));
    text(form, &at.key("value"), &input["value"], Optional, (0, INPUT));
    flag(form, &at.key("required"), &input["required"]);
    for (bound, least) in [("min_length", 0), ("max_length", 1)] {
        let value = &input[bound];
        if !value.is_null() && !value.as_u64().is_some_and(|length| (least..=INPUT as u64).contains(&length)) {
            let message = format!("int value should be between {least} and {INPUT}.");
            form.wrong(&at.key(bound), "NUMBER_TYPE_MAX", message);
        }
    }
    if let Some(id) = text(form, &at.key("custom_id"), &input["custom_id"], Required, (1, CUSTOM_ID))
        && !ids.insert(id)
    {
        let message = "Component custom id cannot be duplicated";
        form.wrong(&at.key("custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message);
    }
}
