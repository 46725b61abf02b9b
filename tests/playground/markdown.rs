//! Discord's markdown, as the page renders it: a table of texts and what becomes of them.

use serde_json::{Value, json};
use twinned::sandbox::Sandbox;

use crate::browser;
use crate::stage::options;

/// Each text and what becomes of it, written as plain tags; a line break is `⏎`, the blocks stand one after the other.
const CASES: &[(&str, &str)] = &[
    ("plain", "plain"),
    ("one\ntwo", "one⏎two"),
    ("one\n\ntwo", "one⏎⏎two"),
    // Marks
    ("**bold** *it* _it_ __under__ ~~no~~", "<strong>bold</strong> <em>it</em> <em>it</em> <u>under</u> <s>no</s>"),
    ("***both***", "<strong><em>both</em></strong>"),
    ("**bold *and it***", "<strong>bold <em>and it</em></strong>"),
    ("*it **and bold***", "<em>it <strong>and bold</strong></em>"),
    ("__*under it*__", "<u><em>under it</em></u>"),
    ("**bold\nover lines**", "<strong>bold⏎over lines</strong>"),
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("snake_case_word", "snake_case_word"),
    ("**unclosed", "**unclosed"),
    ("****", "****"),
    ("*", "*"),
    ("||hidden||", "<spoiler>hidden</spoiler>"),
    ("||**hidden**||", "<spoiler><strong>hidden</strong></spoiler>"),
    // Escapes
    (r"\*plain\*", "*plain*"),
    (r"\\*it*", r"\<em>it</em>"),
    (r"\a", r"\a"),
    (r"\[1\](https://example.org)", "[1](<a https://example.org/>https://example.org</a>)"),
    (r"\# plain", "# plain"),
    (r"\- plain", "- plain"),
    (r"\||plain\||", "||plain||"),
    // Code
    ("`**code**`", "<code>**code**</code>"),
    ("``a ` b``", "<code>a ` b</code>"),
    ("`unclosed", "`unclosed"),
    ("**`a**`", "**<code>a**</code>"),
    ("```\nblock **x**\n```", "<pre>block **x**</pre>"),
    ("```rust\nlet x = 1;\n```after", "<pre rust>let x = 1;</pre>after"),
    ("before\n```a\nb```\nafter", "before<pre a>b</pre>after"),
    ("```one line```", "<pre>one line</pre>"),
    // Blocks
    ("# One\n## Two\n### Three\n#### Four", "<h1>One</h1><h2>Two</h2><h3>Three</h3>#### Four"),
    ("#no heading", "#no heading"),
    ("-# small", "<small>small</small>"),
    ("- a\n- **b**\n  - c\n- d", "<ul><li>a</li><li><strong>b</strong><ul><li>c</li></ul></li><li>d</li></ul>"),
    ("* a\n* b", "<ul><li>a</li><li>b</li></ul>"),
    ("3. a\n4. b", "<ol 3><li>a</li><li>b</li></ol>"),
    ("-no list", "-no list"),
    ("1973. ", "1973. "),
    ("text\n- a\ntext", "text<ul><li>a</li></ul>text"),
    ("> quoted\n> **more**\nafter", "<q>quoted⏎<strong>more</strong></q>after"),
    (">no quote", ">no quote"),
    (">>> all\nthe rest\n> too", "<q>all⏎the rest⏎> too</q>"),
    ("> - a\n> - b", "<q><ul><li>a</li><li>b</li></ul></q>"),
    // Links
    ("[Text](https://example.org/a)", "<a https://example.org/a>Text</a>"),
    ("[**T** x](https://example.org/a \"Title\")", "<a https://example.org/a><strong>T</strong> x</a>"),
    ("[Text](<https://example.org/a>)", "<a https://example.org/a>Text</a>"),
    ("[a](https://example.org/b_(c))", "<a https://example.org/b_(c)>a</a>"),
    ("[[1]](https://example.org/)", "<a https://example.org/>[1]</a>"),
    ("[1] text", "[1] text"),
    ("[1] [Text](https://example.org/)", "[1] <a https://example.org/>Text</a>"),
    ("https://example.org/a_b_c.", "<a https://example.org/a_b_c>https://example.org/a_b_c</a>."),
    ("(see https://example.org/a)", "(see <a https://example.org/a>https://example.org/a</a>)"),
    ("<https://example.org/>", "<a https://example.org/>https://example.org/</a>"),
    ("xhttps://example.org", "xhttps://example.org"),
    // What would lie about where it leads, or leads nowhere on the web
    (
        "[https://good.example](https://evil.example)",
        "[<a https://good.example/>https://good.example</a>](<a https://evil.example/>https://evil.example</a>)",
    ),
    ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
    ("[x](JAVASCRIPT:alert(1))", "[x](JAVASCRIPT:alert(1))"),
    ("[x](data:text/html,<script>)", "[x](data:text/html,&lt;script>)"),
    ("[x](//example.org)", "[x](//example.org)"),
    ("<javascript:alert(1)>", "&lt;javascript:alert(1)>"),
    ("https://", "https://"),
    // Markup is text
    ("</script><img src=x onerror=alert(1)>", "&lt;/script>&lt;img src=x onerror=alert(1)>"),
    ("**<b>x</b>**", "<strong>&lt;b>x&lt;/b></strong>"),
    ("`<script>`", "<code>&lt;script></code>"),
    ("[<i>](https://example.org/\"onclick=\"x)", "<a https://example.org/%22onclick=%22x>&lt;i></a>"),
    // Mentions, times, emoji
    ("@everyone and @here, @everyones", "<m>@everyone</m> and <m>@here</m>, @everyones"),
    ("<@1200000000000000002> <@!1200000000000000003> <@5>", "<m>@Mei</m> <m>@Anselm</m> <m>@unknown-user</m>"),
    ("<@&5> <#5> </partners:5>", "<m>@unknown-role</m> <m>#unknown</m> <m>/partners</m>"),
    ("<t:0:D>", "<time 1970-01-01T00:00:00.000Z>January 1, 1970</time>"),
    ("<t:99999999999999:D>", "&lt;t:99999999999999:D>"),
    ("<t:9999999999999:D>", "Invalid date"),
    ("<:smile:123>", ":smile:"),
];

/// Lines and blocks as text, with a tag for each element.
const WRITE: &str = "
    const { markdown } = await import('/page/rendered.js');
    const { append, el } = await import('/page/dom.js');
    const tags = { STRONG: 'strong', EM: 'em', U: 'u', S: 's', CODE: 'code', UL: 'ul', LI: 'li', BLOCKQUOTE: 'q' };
    const write = (node) => {
        if (node.nodeType === Node.TEXT_NODE) return node.data.replaceAll('<', '&lt;');
        const inside = [...node.childNodes].map(write).join('');
        const wrap = (tag, value) => `<${tag}${value ? ` ${value}` : ''}>${inside}</${tag}>`;
        if (node.tagName === 'BR') return '⏎';
        if (node.tagName === 'PRE') return wrap('pre', node.getAttribute('aria-label') === 'Code' ? '' : node.getAttribute('aria-label'));
        if (node.tagName === 'CODE' && node.parentNode.tagName === 'PRE') return inside;
        if (node.tagName === 'OL') return wrap('ol', node.start);
        if (node.tagName === 'A') return wrap('a', node.href);
        if (node.tagName === 'TIME') return wrap('time', node.dateTime);
        if (node.classList.contains('mention')) return wrap('m');
        if (node.classList.contains('md-spoiler')) return wrap('spoiler');
        if (node.classList.contains('md-small')) return wrap('small');
        const heading = node.className.match(/md-h(\\d)/);
        if (heading) return wrap(`h${heading[1]}`);
        return tags[node.tagName] ? wrap(tags[node.tagName]) : inside;
    };
    return given[0].map((text) => {
        const shell = el('div');
        append(shell, markdown(text));
        return write(shell);
    });";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn texts_become_what_discord_makes_of_them() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    let page = sandbox.page().unwrap().to_owned();
    browser::with("texts_become_what_discord_makes_of_them", (1280, 860), |tab| async move {
        tab.open(&page).await;
        tab.sees(".welcome", "Welcome").await;
        let texts: Vec<_> = CASES.iter().map(|(text, _)| json!(text)).collect();
        let written = tab.js_async(WRITE, vec![Value::Array(texts)]).await;
        let written = written.as_array().unwrap_or_else(|| panic!("{written}"));
        let wrong: Vec<_> = CASES
            .iter()
            .zip(written)
            .filter(|((_, expected), found)| found != expected)
            .map(|((text, expected), found)| format!("{text:?}\n  expected {expected:?}\n  found    {found}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));

        // Titles have no links, and no blocks.
        let title = "const { oneLine } = await import('/page/rendered.js');
            const { append, el } = await import('/page/dom.js');
            const node = el('div'); append(node, oneLine(given[0])); return node.innerHTML";
        let written = tab.js_async(title, vec![json!("# **T** [x](https://example.org) <b>")]).await;
        assert_eq!(written, "# <strong>T</strong> [x](https://example.org) &lt;b&gt;");

        // Flags become letters where the system has none.
        let flags = "const { withFlags } = await import('/page/flags.js');
            return withFlags('a 🇨🇳🇯🇵 b', false).map((node) => node.textContent)";
        assert_eq!(tab.js_async(flags, vec![]).await, json!(["a ", "CN", "JP", " b"]));

        // Nothing that is typed takes long to read, however it is built.
        let slow = "const { markdown } = await import('/page/rendered.js');
            const texts = ['*', '_', '**', '~~', '||', '[', '`', '> ', '- ', '(', '<t:', 'https://', '[x](', '*a ', '```a\\n', '>>> ']
                .map((part) => part.repeat(4096 / part.length));
            const from = performance.now(); texts.forEach(markdown); return performance.now() - from";
        let took = tab.js_async(slow, vec![]).await;
        // A second is a hundred times what it takes; what grows with the cube of the length would need minutes.
        assert!(took.as_f64().is_some_and(|ms| ms < 20_000.0), "{took} ms");
    })
    .await;
}
