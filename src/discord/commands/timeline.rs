//! `/timeline`: what happened when?

use super::{Command, Kind, OptionDef, Takes, Words, WrongOption};
use crate::answers::{Question, Timeline};

pub(super) const COMMAND: Command = Command {
    name: "timeline",
    code: 'l',
    kind: Kind::Chat,
    description: "Beginnings, ends and facts in the order of their dates",
    options: &[
        OptionDef {
            name: "place",
            description: "Only what is of this place, in any language",
            takes: Takes::Place,
            required: false,
        },
        OptionDef {
            name: "with",
            description: "Only what is of both this place and the other",
            takes: Takes::Place,
            required: false,
        },
        OptionDef {
            name: "from",
            description: "From this year, month or day on: 1973, 1973-06 or 1973-06-24",
            takes: Takes::Date,
            required: false,
        },
        OptionDef { name: "until", description: "Up to this year, month or day", takes: Takes::Date, required: false },
        OptionDef {
            name: "topic",
            description: "Only what is about this, such as culture or trade",
            takes: Takes::Topic,
            required: false,
        },
    ],
    question,
    words,
};

fn question(words: &Words) -> Result<Question, WrongOption> {
    Ok(Question::Timeline(Timeline {
        place: words.optional("place"),
        with: words.optional("with"),
        from: words.optional("from"),
        until: words.optional("until"),
        topic: words.optional("topic"),
    }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Timeline(question) = question else { return None };
    Some(
        Words::default()
            .with("place", question.place.as_ref())
            .with("with", question.with.as_ref())
            .with("from", question.from.as_ref())
            .with("until", question.until.as_ref())
            .with("topic", question.topic.as_ref()),
    )
}
