//! `/topic`: what is known about a topic?

use super::{Command, Kind, OptionDef, Takes, Words, WrongOption};
use crate::answers::{Question, Topic};

pub(super) const COMMAND: Command = Command {
    name: "topic",
    code: 'i',
    kind: Kind::Chat,
    description: "Facts and partnerships about a topic, such as ports, education or health",
    options: &[
        OptionDef {
            name: "topic",
            description: "One of the 27 topics, such as culture or trade",
            takes: Takes::Topic,
            required: true,
        },
        OptionDef {
            name: "place",
            description: "Only those of this place, in any language",
            takes: Takes::Place,
            required: false,
        },
        OptionDef {
            name: "country",
            description: "Only those of places in this country",
            takes: Takes::Country,
            required: false,
        },
    ],
    question,
    words,
};

fn question(words: &Words) -> Result<Question, WrongOption> {
    Ok(Question::Topic(Topic {
        topic: words.required("topic")?,
        place: words.optional("place"),
        country: words.optional("country"),
    }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Topic(question) = question else { return None };
    Some(
        Words::default()
            .with("topic", Some(&question.topic))
            .with("place", question.place.as_ref())
            .with("country", question.country.as_ref()),
    )
}
