//! `/disputes`: where sources disagree.

use super::{Command, Kind, OptionDef, Takes, Words, WrongOption};
use crate::answers::{Disputes, Question};

pub(super) const COMMAND: Command = Command {
    name: "disputes",
    code: 'd',
    kind: Kind::Chat,
    description: "Where sources disagree, each with both sides",
    options: &[OptionDef {
        name: "place",
        description: "Only about this place, in any language",
        takes: Takes::Place,
        required: false,
    }],
    question,
    words,
};

fn question(words: &Words) -> Result<Question, WrongOption> {
    Ok(Question::Disputes(Disputes { place: words.optional("place") }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Disputes(question) = question else { return None };
    Some(Words::default().with("place", question.place.as_ref()))
}
