//! An answer as text for a terminal.

use super::paint::{Ink, Paint};
use crate::answers::{Answer, Line, LineKind, Span, wording};
use crate::discord::commands::Command;
use crate::discord::render;

pub(super) fn text(answer: &Answer<'_>, paint: Paint) -> String {
    let mut lines = vec![paint.with(Ink::Title, &answer.title)];
    lines.extend(answer.lead.iter().map(|line| written(line, paint)));
    if !answer.body.is_empty() {
        lines.push(String::new());
        lines.extend(answer.body.iter().map(|line| written(line, paint)));
    }
    if !answer.picks.is_empty() {
        lines.push(String::new());
        for pick in &answer.picks {
            lines.push(format!("  {}  {}", pick.label, paint.with(Ink::Code, &command(&pick.question))));
        }
    }
    if !answer.steps.is_empty() {
        lines.push(String::new());
        lines.push(paint.with(Ink::Strong, "More"));
        for step in &answer.steps {
            lines.push(format!("  {}  {}", step.label, paint.with(Ink::Code, &command(&step.question))));
        }
    }
    if !answer.sources.is_empty() {
        lines.push(String::new());
        lines.push(paint.with(Ink::Strong, "Sources"));
    }
    for (n, source) in answer.sources.iter().enumerate() {
        let date = source.date.map_or_else(|| "undated".to_owned(), wording::date);
        lines.push(format!("[{}] {}, {date}: {}", n + 1, source.publisher, source.title));
        lines.extend(source.url.as_ref().map(|url| paint.with(Ink::Faint, &format!("    {url}"))));
    }
    lines.push(String::new());
    let (page, pages) = answer.page;
    let more = if page < pages { format!(" (--page {} shows the next)", page + 1) } else { String::new() };
    lines.push(paint.with(Ink::Faint, &(render::footer(answer) + &more)));
    lines.join("\n")
}

/// A question as it can be typed.
fn command(question: &crate::answers::Question) -> String {
    let Some((command, words)) = Command::of(question) else { return String::new() };
    words.iter().fold(format!("/{}", command.name), |text, (name, value)| {
        let quote = if value.contains(char::is_whitespace) { "\"" } else { "" };
        format!("{text} {name}:{quote}{value}{quote}")
    })
}

fn written(line: &Line<'_>, paint: Paint) -> String {
    let mut text = String::new();
    if line.kind == LineKind::Item {
        text.push_str("- ");
    }
    for span in &line.spans {
        match span {
            Span::Plain(plain) if line.kind == LineKind::Heading => text.push_str(&paint.with(Ink::Strong, plain)),
            Span::Plain(plain) => text.push_str(plain),
            Span::Strong(strong) => text.push_str(&paint.with(Ink::Strong, strong)),
            Span::Link(words, url) if words == url => text.push_str(url),
            Span::Link(words, url) => text.push_str(&format!("{words} {url}")),
            Span::Code(code) => text.push_str(&paint.with(Ink::Code, code)),
            Span::Mark(number) => text.push_str(&paint.with(Ink::Faint, &format!(" [{number}]"))),
        }
    }
    text
}
