//! What is offered while somebody types into an option.

use super::commands::{Command, OptionDef, Takes, Words};
use super::limits::{self, CHOICE};
use crate::answers::{complete_topics, wording};
use crate::dataset::names::{self, complete_countries, find_country};
use crate::dataset::{Dataset, PlaceIx, ShortId};

/// How many ties of a place are offered behind it.
const TIES: usize = 12;

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
        Takes::PlaceOrTie => places_and_ties(data, command, words, typed),
        Takes::Source => {
            let (found, _) = data.source_words().find(data, typed);
            found.into_iter().map(|ix| choice(wording::source_label(data, ix), short_of(&data[ix].id))).collect()
        }
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
        Takes::Date | Takes::Day | Takes::Number(..) | Takes::Places => Vec::new(),
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
    choice(format!("{} {}", place.country.flag(), wording::place_label(data, ix)), short_of(&place.id))
}

/// The id, or its short form where Discord leaves too little room for it.
fn short_of(id: &str) -> String {
    match limits::length(id) {
        0..=CHOICE => id.to_owned(),
        _ => ShortId::of(id).to_string(),
    }
}

/// Places, and behind the first of them those of its ties of which there are facts.
fn places_and_ties(data: &Dataset, command: &Command, words: &Words, typed: &str) -> Vec<Choice> {
    let mut choices = places(data, command, words, typed);
    let first = choices.first().and_then(|first| data.places.by_id(&first.value));
    let ties = first.into_iter().flat_map(|ix| data.links.ties.of(ix).iter().copied());
    let with_facts = ties.filter(|&tie| !data.links.facts_of_tie.of(tie).is_empty());
    let of_first: Vec<Choice> = with_facts
        .take(if typed.is_empty() { 0 } else { TIES })
        .map(|tie| choice(wording::tie_title(data, tie), short_of(&data[tie].id)))
        .collect();
    choices.splice(1.min(choices.len())..1.min(choices.len()), of_first);
    choices.truncate(limits::CHOICES);
    choices
}

fn choice(name: String, value: String) -> Choice {
    Choice { name: limits::shortened(&name, CHOICE).into_owned(), value }
}
