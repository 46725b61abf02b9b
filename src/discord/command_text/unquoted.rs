//! A name of several words that was typed without quotation marks, so that its words came to different options.

use std::borrow::Cow;

use super::{TextError, Token, tokens};
use crate::answers::complete_topics;
use crate::dataset::names::is_country;
use crate::discord::commands::{Command, OptionDef, Takes};

/// What to say where a name of several words was typed without quotation marks, so that one of its words came to an option
/// that cannot take it. `known` tells whether there is such a name.
pub fn quoted(text: &str, known: impl Fn(&str) -> bool) -> Option<TextError> {
    let (command, tokens) = tokens(text).ok()?;
    let all: Vec<(&Token, Cow<str>)> = tokens.iter().map(|token| (token, token.value.as_str().into())).collect();
    if fit(command, &all) {
        return None;
    }
    let is_bare = |token: &Token| !text[token.at..].starts_with('"');
    (0..all.len()).find_map(|first| {
        let more = tokens[first + 1..].iter().take_while(|token| token.option.is_none() && is_bare(token)).count();
        // The longest name first: the rest must fit then.
        (1..=more).rev().filter(|_| is_bare(&tokens[first])).find_map(|more| {
            let words: Vec<&str> = tokens[first..=first + more].iter().map(|token| token.value.as_str()).collect();
            let mut joined = all.clone();
            joined.drain(first + 1..=first + more);
            joined[first].1 = words.join(" ").into();
            let is_name = match takers(command, &joined)[first].map(|option| option.takes) {
                Some(Takes::Place | Takes::PlaceOrTie) => known(&joined[first].1),
                Some(Takes::Country) => is_country(&joined[first].1),
                _ => false,
            };
            (is_name && fit(command, &joined)).then(|| written(command, &joined))
        })
    })
}

/// The option that each value comes to.
fn takers(command: &'static Command, given: &[(&Token, Cow<str>)]) -> Vec<Option<&'static OptionDef>> {
    let named: Vec<&str> = given.iter().filter_map(|(token, _)| token.option).map(|option| option.name).collect();
    let mut free = command.all_options().filter(|option| !named.contains(&option.name));
    given.iter().map(|(token, _)| token.option.or_else(|| free.next())).collect()
}

/// Whether each value without a name comes to an option that may take it.
fn fit(command: &'static Command, given: &[(&Token, Cow<str>)]) -> bool {
    let takers = takers(command, given);
    given
        .iter()
        .zip(takers)
        .all(|((token, value), taker)| token.option.is_some() || taker.is_some_and(|option| can_take(option, value)))
}

/// The command as it should have been typed.
fn written(command: &Command, given: &[(&Token, Cow<str>)]) -> TextError {
    let mut text = format!("/{}", command.name);
    for (token, value) in given {
        let quote = if value.contains(char::is_whitespace) { "\"" } else { "" };
        let option = token.option.map(|option| format!("{}:", option.name)).unwrap_or_default();
        text.push_str(&format!(" {option}{quote}{value}{quote}"));
    }
    TextError::Unquoted(text)
}

/// Whether an option may take this value, as far as that can be told without the data.
fn can_take(option: &'static OptionDef, value: &str) -> bool {
    match option.takes {
        Takes::Country => is_country(value),
        Takes::Topic => !complete_topics(value).is_empty(),
        Takes::Flag => super::value(option, value.to_owned()).is_ok(),
        Takes::Choice(choices) => {
            let lower = value.to_lowercase();
            choices.iter().any(|(name, value)| name.to_lowercase() == lower || *value == lower)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_names_of_several_words() {
        let known =
            |name: &str| ["New York", "Port of Tianjin", "San Diego", "Rothenburg ob der Tauber"].contains(&name);
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(quoted(text, known).map(|error| error.to_string()).as_deref(), expected, "{text}");
        };
        let joined = |command: &str| format!("a value with spaces stands in quotes: {command}");
        check("/partners New York", Some(&joined("/partners \"New York\"")));
        check("partners Port of Tianjin kind:port", Some(&joined("/partners \"Port of Tianjin\" kind:port")));
        check("/partnership New York Beijing", Some(&joined("/partnership \"New York\" Beijing")));
        check("/partnership Beijing New York", Some(&joined("/partnership Beijing \"New York\"")));
        check("/since 1973 1980 San Diego", Some(&joined("/since 1973 1980 \"San Diego\"")));
        check("/place Rothenburg ob der Tauber", Some(&joined("/place \"Rothenburg ob der Tauber\"")));
        for well in [
            "/partners Kobe",
            "/partners \"New York\"",
            "/partners Kobe Germany sister",
            "/partnership A B",
            "/nothing",
        ] {
            check(well, None);
        }
        check("/partners Kobe Germny", None);
        check("/partners Kobe Hong Kong", Some(&joined("/partners Kobe \"Hong Kong\"")));
        check("/country United Kingdom Germany", Some(&joined("/country \"United Kingdom\" Germany")));
        check("/partners place:New York", Some(&joined("/partners place:\"New York\"")));
    }
}
