//! Text from data and from users, written so that it can neither format, link nor ping.

use crate::dataset::ESCAPED;

/// Appends a text with a backslash before each character that Discord's Markdown gives a meaning.
pub fn push_escaped(out: &mut String, text: &str) {
    if !text.contains(ESCAPED) {
        out.push_str(text);
        return;
    }
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        // A colon means something only where it makes an address.
        if ESCAPED.contains(&c) && (c != ':' || rest.peek() == Some(&'/')) {
            out.push('\\');
        }
        out.push(c);
    }
}

/// The text with its escapes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_escaped(&mut out, text);
    out
}

/// An address as it may stand in the brackets of a link: what would end it there is percent-encoded.
pub fn link_target(url: &str) -> String {
    let mut target = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' => target.push_str("%28"),
            ')' => target.push_str("%29"),
            '<' => target.push_str("%3C"),
            '>' => target.push_str("%3E"),
            '"' => target.push_str("%22"),
            '\\' => target.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => target.push_str("%20"),
            c => target.push(c),
        }
    }
    target
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
        assert_eq!(link_target("https://e.org/a(b) c"), "https://e.org/a%28b%29%20c");
    }
}
