//! The limits of a message, and what makes it an empty one.

use serde_json::Value;

use super::fields::{Presence, text};
use super::{components, embeds};
use crate::sandbox::refusal::{At, Form, Known, Refusal};

/// Characters of a message's text.
pub(in crate::sandbox) const CONTENT: usize = 2000;

/// What is done with the message.
#[derive(Clone, Copy, Debug)]
pub(in crate::sandbox) enum Intent<'a> {
    /// It is new, or the first words of one that was thinking.
    Send,
    /// It changes from this; what is not mentioned stays.
    Edit(&'a Value),
}

/// Checks a message that stands at `at` in the body; `files` is how many were sent along.
pub(in crate::sandbox) fn check(at: &At<'_>, message: &Value, files: usize, intent: Intent<'_>) -> Result<(), Refusal> {
    let mut form = Form::default();
    text(&mut form, &at.key("content"), &message["content"], Presence::Optional, (0, CONTENT));
    embeds::check(&mut form, &at.key("embeds"), &message["embeds"]);
    components::check(&mut form, &at.key("components"), &message["components"]);
    form.finish()?;
    let result = |field: &str| match intent {
        Intent::Edit(before) => message.get(field).unwrap_or(&before[field]),
        Intent::Send => &message[field],
    };
    let filled = |field: &str| result(field).as_array().is_some_and(|list| !list.is_empty());
    let says = result("content").as_str().is_some_and(|content| !content.trim().is_empty());
    let empty = files == 0 && !says && !filled("embeds") && !filled("attachments") && !filled("components");
    if empty { Err(Known::EmptyMessage.into()) } else { Ok(()) }
}
