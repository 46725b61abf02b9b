//! `/place`: what is known of one place?

use super::{Command, Kind, OptionDef, Takes, Words, WrongOption};
use crate::answers::{Place, Question};

pub(super) const COMMAND: Command = Command {
    name: "place",
    code: 'o',
    kind: Kind::Chat,
    description: "What is known of one place: its partners in figures, first and latest, facts",
    options: &[OptionDef {
        name: "place",
        description: "A city, province, port …, in any language",
        takes: Takes::Place,
        required: true,
    }],
    question,
    words,
};

fn question(words: &Words) -> Result<Question, WrongOption> {
    Ok(Question::Place(Place { place: words.required("place")? }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Place(question) = question else { return None };
    Some(Words::default().with("place", Some(&question.place)))
}
