//! A command as it is typed in a terminal: `/partners Tianjin`, `/partnership between:"St. Louis" and:Nanjing`.
//!
//! Values without a name fill the options in their listed order; only a known option's name before `:` is a name; a
//! value with spaces stands in quotes; the slash may be left out.

mod unquoted;

use std::borrow::Cow;

pub use unquoted::quoted;

use super::commands::{Command, OptionDef, Takes, Words};
use crate::answers::wording;

/// A command text that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing was typed.
    #[error("no command was given. There are {}.", commands())]
    Empty,
    /// A command that there is not.
    #[error("there is no command /{typed}{} There are {}.", hint(.near.as_ref().map(|near| format!("/{near}"))), commands())]
    NoSuchCommand {
        /// What was typed.
        typed: String,
        /// The nearest one.
        near: Option<String>,
    },
    /// What is not the name of an option, before a colon.
    #[error("/{command} has no option {typed}{} Its options are {}.", hint(.near.map(|near| format!("{near}:"))), options(.command))]
    NoSuchOption {
        /// The command.
        command: &'static str,
        /// What was typed.
        typed: String,
        /// The nearest one.
        near: Option<&'static str>,
    },
    /// A name of several words, without quotation marks.
    #[error("a value with spaces stands in quotes: {0}")]
    Unquoted(String),
    /// A command that has subcommands, without one of them.
    #[error("/{group} needs another word behind it. There are {}.", behind(.group))]
    WhichOne {
        /// The first word.
        group: String,
    },
    /// More values than options.
    #[error("/{command} has no place for {value:?}. Its options are {}. A value with spaces stands in quotes.", options(.command))]
    TooMany {
        /// The command.
        command: &'static str,
        /// The value that is left.
        value: String,
    },
    /// An option that is given twice.
    #[error("{0}: is given twice.")]
    Twice(&'static str),
    /// An option without a value.
    #[error("{0}: has no value.")]
    NoValue(&'static str),
    /// A flag that is neither true nor false.
    #[error("{option}: {value:?} is neither true nor false.")]
    NotAFlag {
        /// The option.
        option: &'static str,
        /// What was given.
        value: String,
    },
    /// A quotation that does not end.
    #[error("the quotation mark before {0:?} has no partner.")]
    OpenQuote(String),
    /// A required option that is not there.
    #[error("/{command} needs {option}:, {}. Its options are {}.", describe(.command, .option), options(.command))]
    Missing {
        /// The command.
        command: &'static str,
        /// The option.
        option: &'static str,
    },
}

fn commands() -> String {
    wording::list(&Command::typed().map(|command| format!("/{}", command.name)).collect::<Vec<_>>())
}

fn behind(group: &str) -> String {
    wording::list(&Command::behind(group).map(|command| format!("/{}", command.name)).collect::<Vec<_>>())
}

fn hint(near: Option<String>) -> String {
    near.map_or_else(|| ".".to_owned(), |near| format!(": did you mean {near}?"))
}

fn options(command: &str) -> String {
    let options = Command::by_name(command).into_iter().flat_map(Command::all_options);
    wording::list(&options.map(|option| format!("{}:", option.name)).collect::<Vec<_>>())
}

fn describe(command: &str, option: &str) -> String {
    let option = Command::by_name(command).and_then(|command| command.option(option));
    option.map_or_else(String::new, |option| option.description.to_lowercase())
}

/// One value, with the option's name before it where there is one.
struct Token {
    option: Option<&'static OptionDef>,
    value: String,
    /// Where its value begins in the text, a quotation mark included.
    at: usize,
}

/// Reads a command with its options.
///
/// # Errors
/// What is wrong with it and what there is, for people to read.
pub fn parse(text: &str) -> Result<(&'static Command, Words), TextError> {
    let (command, tokens) = tokens(text)?;
    let mut words = Words::default();
    for (option, token) in assign(command, tokens)? {
        if token.value.is_empty() {
            return Err(TextError::NoValue(option.name));
        }
        if words.get(option.name).is_some() {
            return Err(TextError::Twice(option.name));
        }
        words.set(option.name, value(option, token.value)?);
    }
    match command.options.iter().find(|option| option.required && words.get(option.name).is_none()) {
        Some(option) => Err(TextError::Missing { command: command.name, option: option.name }),
        None => Ok((command, words)),
    }
}

/// A choice may be typed as people read it, a flag in any case.
fn value(option: &'static OptionDef, typed: String) -> Result<String, TextError> {
    let lower = typed.to_lowercase();
    match option.takes {
        Takes::Flag => match lower.as_str() {
            "true" | "yes" => Ok("true".to_owned()),
            "false" | "no" => Ok("false".to_owned()),
            _ => Err(TextError::NotAFlag { option: option.name, value: typed }),
        },
        Takes::Choice(choices) => {
            let known = choices.iter().find(|(name, value)| name.to_lowercase() == lower || *value == lower);
            Ok(known.map_or(typed, |(_, value)| (*value).to_owned()))
        }
        _ => Ok(typed),
    }
}

/// Reads a command that is still being typed: the option that is typed last and the text in it, which runs to the end of
/// the line, and the options before it.
///
/// # Errors
/// Where there is no such command or no option to complete.
pub fn parse_unfinished(text: &str) -> Result<(&'static Command, Words, &'static OptionDef, String), TextError> {
    // What is typed last may still lack its closing quotation mark.
    let (command, tokens) = match tokens(text) {
        Err(TextError::OpenQuote(_)) => tokens(&format!("{text}\""))?,
        read => read?,
    };
    let last_named = tokens.iter().rposition(|token| token.option.is_some());
    let mut given = assign(command, tokens)?;
    given.truncate(last_named.map_or(given.len(), |n| n + 1));
    let Some((option, token)) = given.pop() else {
        let first = &command.all_options().next();
        return match first {
            Some(option) => Ok((command, Words::default(), option, String::new())),
            None => Err(TextError::Empty),
        };
    };
    let rest = &text[token.at.min(text.len())..];
    let typed = rest.strip_prefix('"').map_or(rest, |quoted| quoted.trim_end().strip_suffix('"').unwrap_or(quoted));
    let mut words = Words::default();
    given.into_iter().for_each(|(option, token)| words.set(option.name, token.value));
    Ok((command, words, option, typed.to_owned()))
}

/// Gives each value its option: the named ones theirs, the others the next that is free.
fn assign(command: &'static Command, tokens: Vec<Token>) -> Result<Vec<(&'static OptionDef, Token)>, TextError> {
    let named: Vec<&str> = tokens.iter().filter_map(|token| token.option).map(|option| option.name).collect();
    let mut free = command.all_options().filter(|option| !named.contains(&option.name));
    let mut given = Vec::with_capacity(tokens.len());
    for token in tokens {
        let option = match token.option {
            Some(option) => option,
            None => free
                .next()
                .ok_or_else(|| TextError::TooMany { command: command.name, value: shortened(&token.value) })?,
        };
        given.push((option, token));
    }
    Ok(given)
}

fn tokens(text: &str) -> Result<(&'static Command, Vec<Token>), TextError> {
    let body = text.trim_start();
    let offset = text.len() - body.len();
    let (name, rest) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
    let typed = name.strip_prefix('/').unwrap_or(name);
    if typed.is_empty() {
        return Err(TextError::Empty);
    }
    let (typed, rest) = with_subcommand(typed, rest)?;
    let typed = typed.as_ref();
    let named = Command::typed().find(|command| command.name == typed.to_lowercase());
    let Some(command) = named else {
        let near = Command::typed().map(|command| command.name).min_by_key(|name| strsim::osa_distance(name, typed));
        let near = near.filter(|name| strsim::osa_distance(name, typed) <= 3).map(str::to_owned);
        return Err(TextError::NoSuchCommand { typed: shortened(typed), near });
    };
    let start = offset + body.len() - rest.len();
    let mut tokens = Vec::new();
    let mut at = start;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        if at >= text.len() {
            return Ok((command, tokens));
        }
        let before_colon = text[at..].split_once(':').map(|(name, _)| name);
        let option = before_colon.and_then(|name| command.option(name));
        if let Some(option) = option {
            at += option.name.len() + 1;
        } else if let Some(typed) = like_a_name(&text[at..]) {
            let near = slip(command, typed);
            return Err(TextError::NoSuchOption { command: command.name, typed: shortened(typed), near });
        }
        let from = at;
        let value = if let Some(quoted) = text[at..].strip_prefix('"') {
            let end = quoted.find('"').ok_or_else(|| TextError::OpenQuote(shortened(quoted)))?;
            at += end + 2;
            quoted[..end].to_owned()
        } else {
            let end = text[at..].find(char::is_whitespace).unwrap_or(text[at..].len());
            at += end;
            text[at - end..at].to_owned()
        };
        tokens.push(Token { option, value, at: from });
    }
}

/// What stands before the colon of the first word, where it can only be meant for an option's name: a word of letters, and
/// no address behind it.
fn like_a_name(text: &str) -> Option<&str> {
    let word = text.split_whitespace().next()?;
    let (name, value) = word.split_once(':')?;
    let is_word = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_word && !value.starts_with("//")).then_some(name)
}

/// The option whose name was meant, where what stands before a colon is one slip from it.
fn slip(command: &Command, typed: &str) -> Option<&'static str> {
    /// Names that are shorter are too near to other words.
    const SHORTEST: usize = 3;
    let names = command.all_options().map(|option| option.name).filter(|name| name.len() >= SHORTEST);
    names.filter(|name| strsim::osa_distance(name, &typed.to_lowercase()) <= 1).min()
}

/// The name of a command with its second word, where it has subcommands, and what is behind it.
fn with_subcommand<'a>(first: &'a str, rest: &'a str) -> Result<(Cow<'a, str>, &'a str), TextError> {
    let group = first.to_lowercase();
    if Command::behind(&group).next().is_none() {
        return Ok((first.into(), rest));
    }
    let rest = rest.trim_start();
    let (second, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = format!("{group} {}", second.to_lowercase());
    let known = Command::behind(&group).any(|command| command.name == name);
    if known { Ok((name.into(), rest)) } else { Err(TextError::WhichOne { group }) }
}

fn shortened(text: &str) -> String {
    super::limits::shortened(text, 60).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let read = match parse(text) {
            Ok((command, words)) => {
                let words: Vec<String> = words.iter().map(|(name, value)| format!("{name}={value}")).collect();
                format!("{} {}", command.name, words.join(", "))
            }
            Err(error) => error.to_string(),
        };
        assert!(read.starts_with(expected), "{text:?}: {read}");
    }

    #[test]
    fn reads() {
        check("/partners Tianjin", "partners place=Tianjin");
        check("  partners   Tianjin  ", "partners place=Tianjin");
        check("/partners \"St. Louis\" kind:port", "partners place=St. Louis, kind=port");
        check("/partners kind:\"Friendly Exchange\" 天津", "partners kind=friendly-exchange, place=天津");
        check("/partnership between:\"St. Louis\" and:Nanjing", "partnership between=St. Louis, and=Nanjing");
        check("/partnership Kobe Tianjin", "partnership between=Kobe, and=Tianjin");
        check("/since 1973 private:TRUE", "since year=1973, private=true");
        check("/partners http://x", "partners place=http://x");
        check("/partners \"of:old\"", "partners place=of:old");
        check("/partners 12:30", "partners place=12:30");
        check("/partners Tianjin foo:bar", "/partners has no option foo. Its options are place:, country:,");
        check("/partners foo:", "/partners has no option foo. Its options are place:");
        check("/partners Kobe knd:port", "/partners has no option knd: did you mean kind:? Its options are place:,");
        check("/partners Palce:Kobe", "/partners has no option Palce: did you mean place:?");
        check("/partners \"\"", "place: has no value.");
        check("/partners place:", "place: has no value.");
        check("/partners", "/partners needs place:");
        check("/parners Kobe", "there is no command /parners: did you mean /partners? There are /partners,");
        check("/xyzzyxyzzy", "there is no command /xyzzyxyzzy. There are /partners,");
        check("", "no command was given. There are /partners,");
        check("/since 1973 1980 Kobe JP sister true more", "/since has no place for \"more\". Its options are year:");
        check("/partners place:Kobe place:Osaka", "place: is given twice.");
        check("/anniversaries on 06-24 Kobe", "anniversaries on date=06-24, place=Kobe");
        check("anniversaries  Upcoming days:3", "anniversaries upcoming days=3");
        check("/anniversaries today facts:yes", "anniversaries today facts=true");
        check("/anniversaries", "/anniversaries needs another word behind it. There are /anniversaries today,");
        check("/anniversaries Kobe", "/anniversaries needs another word behind it.");
        check("/anniversaries on", "/anniversaries on needs date:, a day: 2026-06-24");
        check("/partners \"Kobe", "the quotation mark before \"Kobe\" has no partner.");
        check("/partners Kobe private:perhaps", "private: \"perhaps\" is neither true nor false.");
    }

    #[test]
    fn reads_what_is_being_typed() {
        let check = |text: &str, option: &str, typed: &str| {
            let (_, _, found, rest) = parse_unfinished(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
            assert_eq!((found.name, rest.as_str()), (option, typed), "{text:?}");
        };
        check("/partners place:tian", "place", "tian");
        check("/partners place:san fr", "place", "san fr");
        check("/partners place:\"san fr", "place", "san fr");
        check("/partners place:", "place", "");
        check("/partners ", "place", "");
        check("/partners tian", "place", "tian");
        check("/partners Tianjin country:ger", "country", "ger");
        check("/partnership between:Kobe and:Ti", "and", "Ti");
        check("/anniversaries on date:06-24 place:ti", "place", "ti");
        check("/anniversaries today ", "place", "");
    }
}
