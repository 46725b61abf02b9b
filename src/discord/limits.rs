//! What Discord allows in a message, a command and a component. Beyond it Discord refuses the whole request.
//!
//! Source: Discord's developer documentation, "Embed Limits", "Components", "Application Commands"; and its OpenAPI
//! document. Lengths are in characters; this bot counts UTF-16 code units, which are never fewer.

use crate::dataset::code_units;

/// An embed's title.
pub const EMBED_TITLE: usize = 256;
/// An embed's description.
pub const EMBED_DESCRIPTION: usize = 4096;
/// How many fields an embed has.
pub const EMBED_FIELDS: usize = 25;
/// The name of an embed's field.
pub const FIELD_NAME: usize = 256;
/// The value of an embed's field.
pub const FIELD_VALUE: usize = 1024;
/// An embed's footer.
pub const EMBED_FOOTER: usize = 2048;
/// All text of all embeds of one message together.
pub const EMBEDS_TOTAL: usize = 6000;
/// How many embeds a message has.
pub const EMBEDS: usize = 10;
/// How many rows of components a message has.
pub const ROWS: usize = 5;
/// How many buttons a row has.
pub const BUTTONS_A_ROW: usize = 5;
/// A button's label.
pub const BUTTON_LABEL: usize = 80;
/// How many options a menu has.
pub const MENU_OPTIONS: usize = 25;
/// The label of a menu's option, and its value.
pub const MENU_OPTION: usize = 100;
/// A component's `custom_id`.
pub const CUSTOM_ID: usize = 100;
/// How many choices an option of a command has, and an autocomplete answer.
pub const CHOICES: usize = 25;
/// The name of a choice, and its value where that is text.
pub const CHOICE: usize = 100;
/// The length of a text that is typed into an option.
pub const OPTION_TEXT: u16 = 6000;

/// The length of a text as it is counted here.
pub fn length(text: &str) -> usize {
    code_units(text)
}

/// The text, or as much of it as fits with `…` behind it.
pub fn shortened(text: &str, most: usize) -> std::borrow::Cow<'_, str> {
    // No text has more code units than bytes.
    if text.len() <= most || length(text) <= most {
        return text.into();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.len_utf16();
        used <= most
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.truncate(short.trim_end_matches(['\\', ' ']).len());
    short.push('…');
    short.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortens() {
        assert_eq!(shortened("Kobe", 4), "Kobe");
        assert_eq!(shortened("Kobe!", 4), "Kob…");
        assert_eq!(length(&shortened("🇯🇵🇯🇵🇯🇵", 6)), 5);
        assert_eq!(shortened("ab\\_c", 4), "ab…", "an escape is not cut in two");
    }
}
