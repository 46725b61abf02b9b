//! `/country`: the partnerships of a country, or between two.

use super::{Command, Kind, OptionDef, Takes, Words, WrongOption};
use crate::answers::{Country, Question};

pub(super) const COMMAND: Command = Command {
    name: "country",
    code: 'c',
    kind: Kind::Chat,
    description: "The partnerships of a country, or between two, place by place",
    options: &[
        OptionDef {
            name: "country",
            description: "A country, in any language, or its ISO 3166-1 code",
            takes: Takes::Country,
            required: true,
        },
        OptionDef { name: "with", description: "Only those with this country", takes: Takes::Country, required: false },
    ],
    question,
    words,
};

fn question(words: &Words) -> Result<Question, WrongOption> {
    Ok(Question::Country(Country { country: words.required("country")?, with: words.optional("with") }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Country(question) = question else { return None };
    Some(Words::default().with("country", Some(&question.country)).with("with", question.with.as_ref()))
}
