//! `/facts`: the cited statements about a place or a tie.

use super::{Command, Kind, OptionDef, Takes, Words, WrongOption};
use crate::answers::{Facts, Question};

pub(super) const COMMAND: Command = Command {
    name: "facts",
    code: 'f',
    kind: Kind::Chat,
    description: "The cited statements about a place or a tie: exchanges, donations, programmes, counts",
    options: &[
        OptionDef {
            name: "about",
            description: "A place, or two with – between them: Kobe – Tianjin",
            takes: Takes::PlaceOrTie,
            required: true,
        },
        OptionDef {
            name: "topic",
            description: "Only facts about this, such as culture or trade",
            takes: Takes::Topic,
            required: false,
        },
    ],
    question,
    words,
};

fn question(words: &Words) -> Result<Question, WrongOption> {
    Ok(Question::Facts(Facts { about: words.required("about")?, topic: words.optional("topic") }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Facts(question) = question else { return None };
    Some(Words::default().with("about", Some(&question.about)).with("topic", question.topic.as_ref()))
}
