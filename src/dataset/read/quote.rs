//! Texts of the data as messages show them: shortened, and with nothing in them that a terminal would obey.

use std::borrow::Cow;

/// Characters of a quoted text that a message shows.
const SHOWN: usize = 80;

/// The beginning of a text, with `…` where something is left out.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        // One more character is kept than is shown, so that `quoted` still knows that something is left out.
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// A text in quotation marks, with control characters and other invisible ones as escapes.
pub(super) fn quoted(text: &str) -> String {
    format!("{:?}", shortened(text))
}

/// A text that stands without quotation marks: an id, a path.
pub(super) fn plain(text: &str) -> String {
    let text = shortened(text);
    if text.bytes().all(|byte| byte.is_ascii_graphic()) { text.into_owned() } else { escaped(&text) }
}

/// A text with control characters and other invisible ones as escapes, in its full length.
pub(super) fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c == ' ' || c.is_ascii_graphic() || c.is_alphanumeric() {
            shown.push(c);
        } else {
            shown.extend(c.escape_debug());
        }
    }
    shown
}

/// A number with its thousands set apart.
pub(super) fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_safely() {
        assert_eq!(quoted("Köln 神戸"), r#""Köln 神戸""#);
        assert_eq!(quoted("a\u{1b}[31m\u{202e}\n\"b\""), r#""a\u{1b}[31m\u{202e}\n\"b\"""#);
        assert_eq!(quoted(&"x".repeat(200)), format!("\"{}…\"", "x".repeat(SHOWN)));
        assert_eq!(plain("a\u{0}b"), r"a\0b");
        assert_eq!(escaped("C:\\it's"), "C:\\it's");
        assert_eq!([0, 999, 1000, 249_999, 1_234_567].map(thousands), ["0", "999", "1,000", "249,999", "1,234,567"]);
    }
}
