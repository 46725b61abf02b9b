//! The limits of embeds.

use serde_json::Value;

use super::fields::{Presence, address, flag, list, object, text};
use crate::sandbox::refusal::{At, Form};

/// Embeds of one message.
pub(in crate::sandbox) const EMBEDS: usize = 10;
/// Characters of a title.
pub(in crate::sandbox) const TITLE: usize = 256;
/// Characters of a description.
pub(in crate::sandbox) const DESCRIPTION: usize = 4096;
/// Fields of an embed.
pub(in crate::sandbox) const FIELDS: usize = 25;
/// Characters of a field's name.
pub(in crate::sandbox) const FIELD_NAME: usize = 256;
/// Characters of a field's value.
pub(in crate::sandbox) const FIELD_VALUE: usize = 1024;
/// Characters of a footer.
pub(in crate::sandbox) const FOOTER: usize = 2048;
/// Characters of an author's name.
pub(in crate::sandbox) const AUTHOR: usize = 256;
/// Characters of all these together, over all embeds of a message.
pub(in crate::sandbox) const TOTAL: usize = 6000;
/// Characters of an address.
const URL: usize = 2048;
/// The largest colour.
const COLOUR: u64 = 0x00ff_ffff;
/// Where a link may lead.
const LINKS: [&str; 2] = ["http", "https"];
/// Where a picture may come from: a file sent along, too.
const PICTURES: [&str; 3] = ["http", "https", "attachment"];

/// Checks the `embeds` of a message, which stand at `at`.
pub(in crate::sandbox) fn check(form: &mut Form, at: &At<'_>, embeds: &Value) {
    let mut total = 0;
    for (index, embed) in list(form, at, embeds, (0, EMBEDS)).iter().enumerate() {
        total += one(form, &at.index(index), embed);
    }
    if total > TOTAL {
        form.wrong(at, "MAX_EMBED_SIZE_EXCEEDED", format!("Embed size exceeds maximum size of {TOTAL}"));
    }
}

/// Checks one embed, and gives how many characters it has of those that count.
fn one(form: &mut Form, at: &At<'_>, embed: &Value) -> usize {
    use Presence::{Optional, Required};
    if !object(form, at, embed) {
        return 0;
    }
    let mut size = 0;
    let mut counted = |text: Option<&str>| size += text.map_or(0, |text| text.chars().count());
    counted(text(form, &at.key("title"), &embed["title"], Optional, (0, TITLE)));
    counted(text(form, &at.key("description"), &embed["description"], Optional, (0, DESCRIPTION)));
    address(form, &at.key("url"), &embed["url"], &LINKS, URL);
    for (index, field) in list(form, &at.key("fields"), &embed["fields"], (0, FIELDS)).iter().enumerate() {
        let fields = at.key("fields");
        let at = fields.index(index);
        if object(form, &at, field) {
            counted(text(form, &at.key("name"), &field["name"], Required, (1, FIELD_NAME)));
            counted(text(form, &at.key("value"), &field["value"], Required, (1, FIELD_VALUE)));
            flag(form, &at.key("inline"), &field["inline"]);
        }
    }
    let footer = &embed["footer"];
    if !footer.is_null() && object(form, &at.key("footer"), footer) {
        counted(text(form, &at.key("footer").key("text"), &footer["text"], Required, (1, FOOTER)));
        address(form, &at.key("footer").key("icon_url"), &footer["icon_url"], &PICTURES, URL);
    }
    let author = &embed["author"];
    if !author.is_null() && object(form, &at.key("author"), author) {
        counted(text(form, &at.key("author").key("name"), &author["name"], Required, (1, AUTHOR)));
        address(form, &at.key("author").key("url"), &author["url"], &LINKS, URL);
        address(form, &at.key("author").key("icon_url"), &author["icon_url"], &PICTURES, URL);
    }
    for picture in ["image", "thumbnail"] {
        if !embed[picture].is_null() && object(form, &at.key(picture), &embed[picture]) {
            address(form, &at.key(picture).key("url"), &embed[picture]["url"], &PICTURES, URL);
        }
    }
    let colour = &embed["color"];
    if !colour.is_null() && colour.as_u64().is_none_or(|colour| colour > COLOUR) {
        form.wrong(&at.key("color"), "NUMBER_TYPE_MAX", format!("int value should be less than or equal to {COLOUR}."));
    }
    let moment = &embed["timestamp"];
    if !moment.is_null() && moment.as_str().is_none_or(|moment| moment.parse::<jiff::Timestamp>().is_err()) {
        let message = format!("Could not parse {moment}. Should be ISO8601.");
        form.wrong(&at.key("timestamp"), "DATE_TIME_TYPE_PARSE", message);
    }
    if !shows(embed) {
        form.required(&at.key("description"));
    }
    size
}

/// Whether there is anything to see: an embed of nothing is refused.
fn shows(embed: &Value) -> bool {
    let texts = [&embed["title"], &embed["description"], &embed["footer"]["text"], &embed["author"]["name"]];
    texts.iter().any(|text| text.as_str().is_some_and(|text| !text.is_empty()))
        || embed["fields"].as_array().is_some_and(|fields| !fields.is_empty())
        || ["image", "thumbnail"].iter().any(|picture| embed[picture]["url"].is_string())
}
