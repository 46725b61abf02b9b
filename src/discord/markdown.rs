//! Text from data and from users, written so that it can neither format, link nor ping.

use crate::dataset::is_escaped;

/// Appends a text with a backslash before each character that Discord's Markdown gives a meaning.
pub fn push_escaped(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut written = 0;
    for (n, &byte) in bytes.iter().enumerate() {
        // A colon means something only where it makes an address.
        if is_escaped(byte) && (byte != b':' || bytes.get(n + 1) == Some(&b'/')) {
            out.push_str(&text[written..n]);
            out.push('\\');
            written = n;
        }
    }
    out.push_str(&text[written..]);
}

/// The text with its escapes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_escaped(&mut out, text);
    out
}

/// Appends an address as it may stand in the brackets of a link: what would end it there is percent-encoded.
pub fn push_link_target(out: &mut String, url: &str) {
    let harmless = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'"' | b'\\');
    if url.bytes().all(harmless) {
        out.push_str(url);
        return;
    }
    for c in url.chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '"' => out.push_str("%22"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_pings_formats_or_links() {
        let check = |text: &str, expected: &str| assert_eq!(escaped(text), expected, "{text:?}");
        check("Kobe", "Kobe");
        check("@everyone <@1> <#2>", r"\@everyone \<\@1\> \<\#2\>");
        check("*a* _b_ ~~c~~ `d` ||e||", r"\*a\* \_b\_ \~\~c\~\~ \`d\` \|\|e\|\|");
        check("[x](javascript:alert)", r"\[x\](javascript:alert)");
        check("https://example.org: a", r"https\://example.org: a");
        check("a\\b", r"a\\b");
        let mut target = String::new();
        push_link_target(&mut target, "https://e.org/a(b) c");
        assert_eq!(target, "https://e.org/a%28b%29%20c");
    }
}
