//! What is offered while somebody types into an option.

use super::commands::{Command, OptionDef, Takes, Words};
use super::limits::{self, CHOICE};
use crate::answers::{complete_topics, wording};
use crate::dataset::names::{self, complete_countries, find_country};
use crate::dataset::{Dataset, PlaceIx, ShortId};

/// One of the values that are offered.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Choice {
    /// What people read.
    pub name: String,
    /// What is sent: an id, a code, a word.
    pub value: String,
}

/// What to offer for an option of a command, 25 at most, the likeliest first. `words` are the options filled so far.
pub fn complete(data: &Dataset, command: &Command, words: &Words, option: &OptionDef, typed: &str) -> Vec<Choice> {
    match option.takes {
        Takes::Place => places(data, command, words, typed),
        Takes::Country => complete_countries(data, typed)
            .into_iter()
            .map(|country| choice(format!("{} {}", country.flag(), country.name()), country.code().to_owned()))
            .collect(),
        Takes::Topic => complete_topics(typed)
            .into_iter()
            .map(|topic| choice(wording::topic(topic).to_owned(), topic.word().to_owned()))
            .collect(),
        // Discord itself offers choices and flags; whoever types elsewhere gets the same.
        Takes::Choice(choices) => {
            let begins = |text: &str| text.to_lowercase().starts_with(&typed.to_lowercase());
            let fitting = choices.iter().filter(|(name, value)| begins(name) || begins(value));
            fitting.map(|(name, value)| choice((*name).to_owned(), (*value).to_owned())).collect()
        }
        Takes::Flag => ["true", "false"]
            .into_iter()
            .filter(|value| value.starts_with(typed))
            .map(|value| choice(value.to_owned(), value.to_owned()))
            .collect(),
        Takes::Date => Vec::new(),
    }
}

/// Places, first those in the country that is chosen already.
fn places(data: &Dataset, command: &Command, words: &Words, typed: &str) -> Vec<Choice> {
    let country = command.options.iter().find(|option| option.takes == Takes::Country);
    let country = country.and_then(|option| words.get(option.name)).and_then(|typed| find_country(data, typed).ok());
    let mut offered: Vec<PlaceIx> = match country {
        Some(_) => names::complete(data, typed, country),
        None => Vec::new(),
    };
    for place in names::complete(data, typed, None) {
        if offered.len() < limits::CHOICES && !offered.contains(&place) {
            offered.push(place);
        }
    }
    offered.into_iter().map(|ix| place_choice(data, ix)).collect()
}

fn place_choice(data: &Dataset, ix: PlaceIx) -> Choice {
    let place = &data[ix];
    let value = match limits::length(&place.id) {
        0..=CHOICE => place.id.to_string(),
        _ => ShortId::of(&place.id).to_string(),
    };
    choice(format!("{} {}", place.country.flag(), wording::place_label(data, ix)), value)
}

fn choice(name: String, value: String) -> Choice {
    Choice { name: limits::shortened(&name, CHOICE).into_owned(), value }
}
