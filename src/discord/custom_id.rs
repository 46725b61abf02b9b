//! The whole question in a button: what a component carries, so that nothing need be remembered between clicks.
//!
//! `n1a2b3c4d.2.-.p~0123456789;JP` reads: the next-page button; the data version; page 2; `p` where the answer is for the
//! asker alone, else `-`; the letter of the command; and the values of its options in their order, `;` between them. A
//! place stands as the short form of its id, everything else as itself, `%`, `;` and `.` percent-encoded.

use std::fmt;

use super::commands::{Command, Takes, Words};
use super::limits;
use crate::answers::{Asked, Question};
use crate::dataset::{DataVersion, Dataset, ShortId};

/// What a component is for. It begins the `custom_id`, so that no two of one message are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// To the first page.
    First,
    /// To the page before.
    Back,
    /// To the page after.
    Next,
    /// To the last page.
    Last,
    /// The n-th of the questions that the answer leads on to.
    Step(u8),
    /// The n-th of its sources.
    Source(u8),
    /// The n-th of the questions that may have been meant.
    Pick(u8),
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Role::First => f.write_str("f"),
            Role::Back => f.write_str("b"),
            Role::Next => f.write_str("n"),
            Role::Last => f.write_str("l"),
            Role::Step(n) => write!(f, "s{n:02}"),
            Role::Source(n) => write!(f, "o{n:02}"),
            Role::Pick(n) => write!(f, "d{n:02}"),
        }
    }
}

/// The `custom_id` of the menu that offers the questions that may have been meant; its values are like other
/// `custom_id`s.
pub const MENU: &str = "m";
/// The `custom_id` of the menu of sources; its values are like other `custom_id`s.
pub const SOURCES: &str = "o";

/// Writes what a component carries; `None` where it does not fit, because somebody typed a very long text.
pub fn print(role: Role, asked: &Asked, data: &Dataset) -> Option<String> {
    written(&question(&asked.question, data)?, data)(role, asked.page, asked.private)
}

/// What components carry that differ in role and page alone.
pub fn written<'q>(question: &'q str, data: &Dataset) -> impl Fn(Role, usize, bool) -> Option<String> + use<'q> {
    let version = data.version;
    move |role, page, private| {
        let private = if private { 'p' } else { '-' };
        let id = format!("{role}{version}.{page}.{private}.{question}");
        (limits::length(&id) <= limits::CUSTOM_ID).then_some(id)
    }
}

/// A question as it stands in a `custom_id`: the letter of its command and the values of its options.
pub fn question(question: &Question, data: &Dataset) -> Option<String> {
    let (command, words) = Command::of(question)?;
    let mut written = String::with_capacity(limits::CUSTOM_ID);
    written.push(command.code);
    for (n, option) in command.options.iter().enumerate() {
        if n > 0 {
            written.push(';');
        }
        let Some(value) = words.get(option.name) else { continue };
        match option.takes {
            Takes::Place | Takes::PlaceOrTie | Takes::Source => match short(data, value) {
                Some(short) => written.push_str(&short.to_string()),
                None => push_encoded(&mut written, value),
            },
            Takes::Places => value.split(' ').for_each(|id| written.push_str(&ShortId::of(id).to_string())),
            _ => push_encoded(&mut written, value),
        }
    }
    written.truncate(written.trim_end_matches(';').len());
    Some(written)
}

/// The short form of a value that is the id of something in the data, and not a text that somebody typed.
fn short(data: &Dataset, value: &str) -> Option<ShortId> {
    let short = ShortId::of(value);
    let place = || data.places.by_short(short).map(|ix| &*data[ix].id);
    let source = || data.sources.by_short(short).map(|ix| &*data[ix].id);
    let tie = || data.ties.by_short(short).map(|ix| &*data[ix].id);
    [place(), source(), tie()].contains(&Some(value)).then_some(short)
}

fn push_encoded(out: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '%' => out.push_str("%25"),
            ';' => out.push_str("%3B"),
            // What begins with it would read as a short id.
            '~' => out.push_str("%7E"),
            c => out.push(c),
        }
    }
}

fn decoded(value: &str) -> String {
    value.replace("%7E", "~").replace("%3B", ";").replace("%25", "%")
}

/// Why a `custom_id` cannot be read.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is none of this bot's, or of another release.
    #[error("not a custom_id of this release")]
    Form,
    /// It asks about something that is not in the data that is served.
    #[error("asks about something that is not in the data")]
    Gone,
}

/// Reads what a component carries.
///
/// # Errors
/// Where it is none of ours, or asks about what is not in the data. Arbitrary text never panics.
pub fn parse(id: &str, data: &Dataset) -> Result<(Role, Asked), Unreadable> {
    let form = || Unreadable::Form;
    let mut chars = id.chars();
    let role = match chars.next().ok_or_else(form)? {
        'f' => Role::First,
        'b' => Role::Back,
        'n' => Role::Next,
        'l' => Role::Last,
        kind @ ('s' | 'o' | 'd') => {
            let digits = id.get(1..3).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit())).ok_or_else(form)?;
            chars = id[3..].chars();
            let n = digits.parse().map_err(|_| form())?;
            match kind {
                's' => Role::Step(n),
                'o' => Role::Source(n),
                _ => Role::Pick(n),
            }
        }
        _ => return Err(form()),
    };
    let mut parts = chars.as_str().splitn(4, '.');
    let mut next = || parts.next().ok_or_else(form);
    let version: DataVersion = next()?.parse().map_err(|_| form())?;
    let page = next()?.parse::<u32>().ok().filter(|&page| page > 0).ok_or_else(form)? as usize;
    let private = match next()? {
        "p" => true,
        "-" => false,
        _ => return Err(form()),
    };
    let rest = next()?;
    let code = rest.chars().next().ok_or_else(form)?;
    let command = Command::by_code(code).ok_or_else(form)?;
    let mut words = Words::default();
    let values = rest[code.len_utf8()..].split(';');
    for (n, value) in values.enumerate() {
        if value.is_empty() {
            continue;
        }
        let option = command.options.get(n).ok_or_else(form)?;
        match (value.strip_prefix('~'), option.takes) {
            (Some(_), Takes::Place | Takes::PlaceOrTie | Takes::Source | Takes::Places) => {
                words.set(option.name, ids(value, option.takes, data)?);
            }
            _ => words.set(option.name, decoded(value)),
        }
    }
    let question = (command.question)(&words).map_err(|_| form())?;
    Ok((role, Asked { page, private, version: Some(version), ..Asked::new(question) }))
}

/// The ids that short ones stand for, with spaces between them.
fn ids(value: &str, takes: Takes, data: &Dataset) -> Result<String, Unreadable> {
    let mut ids: Vec<&str> = Vec::new();
    for short in value.split_inclusive('~').skip(1) {
        let short = format!("~{}", short.trim_end_matches('~'));
        let short: ShortId = short.parse().map_err(|_| Unreadable::Form)?;
        let place = || data.places.by_short(short).map(|ix| &*data[ix].id);
        let found = match takes {
            Takes::Source => data.sources.by_short(short).map(|ix| &*data[ix].id),
            Takes::PlaceOrTie => place().or_else(|| data.ties.by_short(short).map(|ix| &*data[ix].id)),
            _ => place(),
        };
        ids.push(found.ok_or(Unreadable::Gone)?);
    }
    Ok(ids.join(" "))
}
