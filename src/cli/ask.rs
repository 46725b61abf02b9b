//! `twinned ask`: the same answer as in Discord, as text or as the very body that would go there.

use std::io::IsTerminal;

use super::args::AskArgs;
use super::{Exit, aside, clock, config, load, paint, print, text};
use crate::answers::Outcome;
use crate::clock::Clock;
use crate::dataset::Dataset;
use crate::dataset::names::{self, Found};
use crate::discord::command_text::{self, TextError};
use crate::discord::complete::complete;
use crate::discord::respond;

pub(super) fn ask(args: AskArgs) -> Exit {
    answer(args).unwrap_or_else(|exit| exit)
}

fn answer(args: AskArgs) -> Result<Exit, Exit> {
    let command = joined(&args.command);
    let config = config(args.data.config.as_deref())?;
    let clock = clock(args.date)?;
    let wrong = |error: TextError| {
        aside(&format!("twinned: {error}"));
        Exit::Usage
    };
    if args.complete {
        let (command, words, option, typed) = command_text::parse_unfinished(&command).map_err(wrong)?;
        let data = load(args.data.data, &config, &clock)?;
        let choices = complete(&data, command, &words, option, &typed);
        if args.json {
            print(&serde_json::json!({"type": 8, "data": {"choices": choices}}).to_string())?;
        } else {
            choices.iter().try_for_each(|choice| print(&choice.value))?;
        }
        return Ok(Exit::Done);
    }
    let read = command_text::parse(&command);
    // What is wrong whatever the data says needs no data, unless it may be the name of a place.
    if let Err(error) = &read
        && command_text::quoted(&command, |_| true).is_none()
    {
        return Err(wrong(error.clone()));
    }
    let data = load(args.data.data, &config, &clock)?;
    if let Some(error) = command_text::quoted(&command, |name| is_name(&data, name)) {
        return Err(wrong(error));
    }
    let (command, words) = read.map_err(wrong)?;
    let (asked, answer) =
        respond::ask(&data, clock.today(&config.timezone), command, &words, args.page as usize, chance(&clock));
    let asked_for = args.page as usize;
    if asked_for > answer.page.1 {
        aside(&format!("twinned: there is no page {asked_for}; this is the last, {}", answer.page.1));
    }
    if args.json {
        let body = serde_json::to_string(&respond::message_body(&data, &asked, &answer)).map_err(|error| {
            aside(&format!("twinned: the answer cannot be written: {error}"));
            Exit::Failed
        })?;
        print(&body)?;
    } else {
        print(&text::text(&answer, paint::Paint::for_terminal(std::io::stdout().is_terminal())))?;
    }
    Ok(if answer.outcome == Outcome::Mistake { Exit::Usage } else { Exit::Done })
}

/// Whether a place or a country is called so, or a place's name begins so.
fn is_name(data: &Dataset, typed: &str) -> bool {
    names::is_country(typed) || matches!(names::find(data, typed, None), Found::One(_) | Found::Several(_))
}

/// Another number at each moment; the same where the clock stands.
fn chance(clock: &Clock) -> u64 {
    let hash = blake3::hash(&clock.now().as_nanosecond().to_le_bytes());
    hash.as_bytes()[..8].iter().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// One command out of what the shell made several words of; a word with spaces was in quotes.
fn joined(words: &[String]) -> String {
    let (first, rest) = words.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    rest.iter().fold(first.to_owned(), |mut command, word| {
        command.push(' ');
        match word.split_once(':') {
            _ if !word.contains(char::is_whitespace) || word.contains('"') => command.push_str(word),
            Some((name, value)) if !name.contains(char::is_whitespace) => {
                command.push_str(&format!("{name}:\"{value}\""));
            }
            _ => command.push_str(&format!("\"{word}\"")),
        }
        command
    })
}
