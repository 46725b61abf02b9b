//! The forms that texts of the data must have.

use std::ops::RangeInclusive;

use unicode_normalization::{IsNormalized, is_nfc, is_nfc_quick};

use super::quote::thousands;

/// Says everything that is wrong with a text which people will read.
pub(super) fn faults(text: &str, limit: usize, mut say: impl FnMut(String)) {
    if text.is_empty() {
        return say("is empty".into());
    }
    // A text is never shorter in bytes than in characters.
    if text.len() > limit {
        let found = text.chars().count();
        if found > limit {
            say(format!("has {} characters: {} is the limit", thousands(found), thousands(limit)));
        }
    }
    if text.trim() != text {
        say("begins or ends with white space".into());
    }
    let plain = text.is_ascii();
    let unfit = if plain { text.chars().find(char::is_ascii_control) } else { text.chars().find(|&c| is_unfit(c)) };
    if let Some(c) = unfit {
        say(format!("holds {}, U+{:04X}", what(c), u32::from(c)));
    }
    if !plain && !is_normal(text) {
        say("is not in Unicode normalization form C (NFC)".into());
    }
}

fn is_normal(text: &str) -> bool {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => true,
        IsNormalized::No => false,
        IsNormalized::Maybe => is_nfc(text),
    }
}

/// What would break a line or turn the order of the text around it: none of it belongs into a name or a sentence.
fn is_unfit(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn what(c: char) -> &'static str {
    match c {
        '\u{2028}' | '\u{2029}' => "a line or paragraph separator",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "a control character for the direction of writing",
        _ => "a control character",
    }
}

/// Lower-case ASCII letters and digits in words joined by single hyphens.
pub(super) fn is_slug(text: &str) -> bool {
    text.split('-')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

/// Two or more slugs joined by `--`.
pub(super) fn is_joined_slugs(text: &str) -> bool {
    text.contains("--") && text.split("--").all(is_slug)
}

/// What keeps a text from being a web address that can be linked.
pub(super) fn url_fault(url: &str) -> Option<&'static str> {
    let scheme = |name: &str| url.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name)).map(str::len);
    let Some(start) = scheme("https://").or_else(|| scheme("http://")) else {
        return Some("is no web address: it should begin with https:// or http://");
    };
    if url.contains(char::is_whitespace) {
        return Some("holds white space: write %20");
    }
    let host = url[start..].split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let labels = name.strip_suffix('.').unwrap_or(name);
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !labels.split('.').all(is_label) || port.parse::<u16>().is_err() {
        return Some("is no web address: its host is not the name of a computer");
    }
    None
}

/// The canonical spelling of a well-formed BCP 47 language tag: `zh-Hans`, `pt-BR`.
pub(super) fn language(tag: &str) -> Option<String> {
    let mut rest = tag.split('-').peekable();
    let mut canonical = vec![rest.next().filter(|part| letters(part, 2..=3))?.to_ascii_lowercase()];
    if let Some(script) = rest.next_if(|part| letters(part, 4..=4)) {
        canonical.push(script[..1].to_ascii_uppercase() + &script[1..].to_ascii_lowercase());
    }
    let is_region = |part: &str| letters(part, 2..=2) || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()));
    if let Some(region) = rest.next_if(|part| is_region(part)) {
        canonical.push(region.to_ascii_uppercase());
    }
    let is_variant = |part: &str| is_word(part, 5..=8) || (is_word(part, 4..=4) && part.as_bytes()[0].is_ascii_digit());
    while let Some(variant) = rest.next_if(|part| is_variant(part)) {
        canonical.push(variant.to_ascii_lowercase());
    }
    // Extensions and private use: a single letter or digit, and one part or more behind it.
    while let Some(single) = rest.next_if(|part| is_word(part, 1..=1)) {
        let least = if single.eq_ignore_ascii_case("x") { 1 } else { 2 };
        rest.peek().filter(|part| is_word(part, least..=8))?;
        canonical.push(single.to_ascii_lowercase());
        while let Some(part) = rest.next_if(|part| is_word(part, least..=8)) {
            canonical.push(part.to_ascii_lowercase());
        }
    }
    rest.next().is_none().then(|| canonical.join("-"))
}

fn letters(part: &str, lengths: RangeInclusive<usize>) -> bool {
    lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_word(part: &str, lengths: RangeInclusive<usize>) -> bool {
    lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for good in ["a", "kobe-jp", "20minutes-2019", "st-louis-us"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "Kobe", "köln-de", "a_b", "a b"] {
            assert!(!is_slug(bad), "{bad}");
        }
        assert!(is_joined_slugs("a--b") && !is_joined_slugs("a-b") && !is_joined_slugs("a---b"));
    }

    #[test]
    fn urls() {
        for good in
            ["https://a.org", "http://a.org:80/x?y#z", "https://例え.jp/姉妹", "HTTPS://A.ORG/(x)", "http://a.org./"]
        {
            assert_eq!(url_fault(good), None, "{good}");
        }
        for bad in [
            "",
            "a.org",
            "ftp://a.org",
            "https://",
            "https:///x",
            "https://a b.org",
            "https://a..org",
            "https://u@a.org",
        ] {
            assert!(url_fault(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn languages() {
        for good in [
            "en",
            "zh-Hans",
            "sr-Cyrl",
            "pt-BR",
            "fil",
            "es-419",
            "de-1996",
            "sl-rozaj-biske",
            "en-x-a",
            "de-DE-u-co-phonebk",
        ] {
            assert_eq!(language(good).as_deref(), Some(good));
        }
        assert_eq!(language("ZH-hans-cn").as_deref(), Some("zh-Hans-CN"));
        for bad in ["", "e", "english", "zh_Hans", "zh-", "-en", "zh-Hans-Hant", "en-u", "日本", "e1", "en-GB-"] {
            assert_eq!(language(bad), None, "{bad}");
        }
    }
}
