//! `/stats`: the dataset in figures.

use super::{Command, Kind, OptionDef, Takes, Words, WrongOption, choice};
use crate::answers::{By, Question, Stats};

pub(super) const COMMAND: Command = Command {
    name: "stats",
    code: 'a',
    kind: Kind::Chat,
    description: "The dataset in figures: how many, how dated, how sourced, where it is thin",
    options: &[
        OptionDef {
            name: "country",
            description: "Only partnerships with this country",
            takes: Takes::Country,
            required: false,
        },
        OptionDef { name: "by", description: "Counted by this", takes: Takes::Choice(BY), required: false },
    ],
    question,
    words,
};

const BY: &[(&str, &str)] = &[
    ("Kind of tie", "kind"),
    ("Decade of the beginning", "decade"),
    ("Country", "country"),
    ("Topic", "topic"),
    ("Precision of the date", "precision"),
];

fn question(words: &Words) -> Result<Question, WrongOption> {
    let known: Vec<&str> = By::ALL.iter().map(|(_, word)| *word).collect();
    Ok(Question::Stats(Stats { country: words.optional("country"), by: choice(words, "by", &known, By::from_word)? }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Stats(question) = question else { return None };
    Some(Words::default().with("country", question.country.as_ref()).with("by", question.by.map(By::word)))
}
