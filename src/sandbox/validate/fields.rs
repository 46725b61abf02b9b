//! Single fields of a form: is it there, is it of the right type, is it as long as it may be.

use serde_json::Value;

use crate::sandbox::refusal::{At, Form};

/// Whether a field may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Presence {
    Required,
    Optional,
}

/// A text field of at least `min` and at most `max` characters. Gives the text where there is one.
pub(super) fn text<'v>(
    form: &mut Form,
    at: &At<'_>,
    value: &'v Value,
    presence: Presence,
    (min, max): (usize, usize),
) -> Option<&'v str> {
    match value {
        Value::Null => {
            if presence == Presence::Required {
                form.required(at);
            }
            None
        }
        Value::String(text) => {
            let length = text.chars().count();
            if min > 0 && text.trim().is_empty() {
                form.required(at);
            } else if length < min || length > max {
                let (code, message) = if min > 1 || (min == 1 && max <= 100) {
                    ("BASE_TYPE_BAD_LENGTH", format!("Must be between {min} and {max} in length."))
                } else {
                    ("BASE_TYPE_MAX_LENGTH", format!("Must be {max} or fewer in length."))
                };
                form.wrong(at, code, message);
            }
            Some(text)
        }
        other => {
            form.wrong(at, "STRING_TYPE_CONVERT", format!("Could not interpret \"{other}\" as string."));
            None
        }
    }
}

/// A list of at least `min` and at most `max` entries; nothing is an empty one.
pub(super) fn list<'v>(form: &mut Form, at: &At<'_>, value: &'v Value, (min, max): (usize, usize)) -> &'v [Value] {
    let entries = match value {
        Value::Null => &[],
        Value::Array(entries) => entries.as_slice(),
        _ => {
            form.wrong(at, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return &[];
        }
    };
    if entries.len() < min && entries.is_empty() {
        form.required(at);
    } else if entries.len() < min || entries.len() > max {
        let (code, message) = if min > 0 {
            ("BASE_TYPE_BAD_LENGTH", format!("Must be between {min} and {max} in length."))
        } else {
            ("BASE_TYPE_MAX_LENGTH", format!("Must be {max} or fewer in length."))
        };
        form.wrong(at, code, message);
    }
    entries
}

/// A truth value; nothing is false.
pub(super) fn flag(form: &mut Form, at: &At<'_>, value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(flag) => *flag,
        _ => {
            form.wrong(at, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
            false
        }
    }
}

/// Is this an object at all? A field of anything else would read as missing.
pub(super) fn object(form: &mut Form, at: &At<'_>, value: &Value) -> bool {
    let is = value.is_object();
    if !is {
        form.wrong(at, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
    }
    is
}

/// A number that must be one of those listed.
pub(super) fn choice(form: &mut Form, at: &At<'_>, value: &Value, allowed: &[u64]) -> Option<u64> {
    let number = value.as_u64();
    if value.is_null() {
        form.required(at);
    } else if !number.is_some_and(|number| allowed.contains(&number)) {
        let allowed: Vec<_> = allowed.iter().map(ToString::to_string).collect();
        form.wrong(at, "BASE_TYPE_CHOICES", format!("Value must be one of ({}).", allowed.join(", ")));
        return None;
    }
    number
}

/// A web address, with the schemes Discord takes.
pub(super) fn address(form: &mut Form, at: &At<'_>, value: &Value, schemes: &[&str], max: usize) {
    let Some(url) = text(form, at, value, Presence::Optional, (0, max)) else { return };
    match url.split_once("://") {
        Some((scheme, rest)) if schemes.contains(&scheme) => {
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            if host.is_empty() || url.contains(char::is_whitespace) {
                form.wrong(at, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
            }
        }
        Some((scheme, _)) => {
            let allowed: Vec<_> = schemes.iter().map(|scheme| format!("'{scheme}'")).collect();
            let message = format!("Scheme \"{scheme}\" must be one of ({}).", allowed.join(", "));
            form.wrong(at, "URL_TYPE_INVALID_SCHEME", message);
        }
        None => form.wrong(at, "URL_TYPE_INVALID_URL", "Not a well formed URL."),
    }
}
