//! The embed of an answer.

use serenity::all::{CreateEmbed, CreateEmbedFooter};

use crate::answers::{Answer, Line, LineKind, Outcome, Span, wording};
use crate::dataset::Source;
use crate::discord::limits;
use crate::discord::markdown::{escaped, push_escaped, push_link_target};

/// A calm blue for answers, an ochre for whatever asks the reader to do something.
pub(super) const ANSWERED: u32 = 0x2A6F97;
const TO_DO: u32 = 0xB7791F;

/// The longest line of a source with its link; a longer one is shown without, and then shortened.
const SOURCE_LINE: usize = 900;

/// The embed that shows an answer.
pub fn embed(answer: &Answer<'_>) -> CreateEmbed {
    let colour = if answer.outcome == Outcome::Answered { ANSWERED } else { TO_DO };
    let title = escaped(&answer.title);
    let embed = CreateEmbed::new()
        .title(limits::shortened(&title, limits::EMBED_TITLE))
        .colour(colour)
        .description(description(answer))
        .footer(CreateEmbedFooter::new(footer(answer)));
    source_fields(&answer.sources)
        .into_iter()
        .enumerate()
        .fold(embed, |embed, (n, value)| embed.field(field_name(n), value, false))
}

/// `Data 1a2b3c4d, loaded on 22 November 2026 · page 1 of 5`
pub(crate) fn footer(answer: &Answer<'_>) -> String {
    let mut footer = format!("Data {}, loaded on {} (UTC)", answer.version, wording::date(answer.loaded.into()));
    if let (page, pages @ 2..) = answer.page {
        footer.push_str(&format!(" · page {} of {}", wording::number(page), wording::number(pages)));
    }
    footer
}

fn description(answer: &Answer<'_>) -> String {
    let between = if answer.lead.is_empty() || answer.body.is_empty() { "" } else { "\n\n" };
    text(&answer.lead) + between + &text(&answer.body)
}

/// Lines, one below the other.
pub(super) fn text(lines: &[Line<'_>]) -> String {
    let mut text = String::with_capacity(1024);
    for line in lines {
        push_line(&mut text, line);
    }
    text.truncate(text.trim_end().len());
    text
}

fn push_line(out: &mut String, line: &Line<'_>) {
    match line.kind {
        LineKind::Item => out.push_str("- "),
        LineKind::Heading => out.push_str("**"),
        LineKind::Sentence => {}
    }
    for span in &line.spans {
        match span {
            Span::Plain(text) => push_escaped(out, text),
            Span::Strong(text) => {
                out.push_str("**");
                push_escaped(out, text);
                out.push_str("**");
            }
            Span::Link(text, url) => {
                out.push('[');
                push_escaped(out, text);
                out.push_str("](");
                push_link_target(out, url);
                out.push(')');
            }
            // Backticks inside would end it, and nothing else means anything there.
            Span::Code(text) => {
                out.push('`');
                out.extend(text.chars().filter(|&c| c != '`'));
                out.push('`');
            }
            Span::Mark(number) => {
                out.push_str(" [");
                out.push_str(&number.to_string());
                out.push(']');
            }
        }
    }
    if line.kind == LineKind::Heading {
        out.push_str("**");
    }
    out.push('\n');
}

/// The name of the n-th field of sources.
pub(super) fn field_name(n: usize) -> &'static str {
    if n == 0 { "Sources" } else { "Sources (continued)" }
}

/// The values of the fields that list the sources, each no longer than a field may be, no source cut in two.
pub(super) fn source_fields(sources: &[&Source]) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    let mut used = 0;
    for (n, source) in sources.iter().enumerate() {
        let line = source_line(n + 1, source);
        let length = limits::length(&line) + 1;
        match fields.last_mut() {
            Some(field) if used + length <= limits::FIELD_VALUE => {
                field.push('\n');
                field.push_str(&line);
                used += length;
            }
            _ => {
                used = length;
                fields.push(line);
            }
        }
    }
    fields
}

/// `[1] China Daily, 28 August 2024: Title`, linked where there is an address.
fn source_line(number: usize, source: &Source) -> String {
    let date = source.date.map_or_else(|| "undated".to_owned(), wording::date);
    let mut line = format!("[{number}] ");
    push_escaped(&mut line, &source.publisher);
    line.push_str(", ");
    line.push_str(&date);
    line.push_str(": ");
    let before = line.len();
    if let Some(url) = &source.url {
        line.push('[');
        push_escaped(&mut line, &source.title);
        line.push_str("](");
        push_link_target(&mut line, url);
        line.push(')');
        if line.len() <= SOURCE_LINE || limits::length(&line) <= SOURCE_LINE {
            return line;
        }
        line.truncate(before);
    }
    push_escaped(&mut line, &source.title);
    limits::shortened(&line, SOURCE_LINE).into_owned()
}
