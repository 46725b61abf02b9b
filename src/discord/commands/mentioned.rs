//! "Find partner cities", in the menu of a message: which places does it name, and who are their partners?

use super::{Command, Kind, OptionDef, Takes, Words, WrongOption};
use crate::answers::{Mentioned, Question};

pub(super) const COMMAND: Command = Command {
    name: "Find partner cities",
    code: 'm',
    kind: Kind::Message,
    description: "Which places a message names, and who are their partners",
    // Nobody types it: a button carries in it what was found.
    options: &[OptionDef { name: "places", description: "Their ids", takes: Takes::Places, required: true }],
    question,
    words,
};

fn question(words: &Words) -> Result<Question, WrongOption> {
    let places = words.required("places")?;
    Ok(Question::Mentioned(Mentioned::Places(places.split(' ').map(str::to_owned).collect())))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Mentioned(Mentioned::Places(places)) = question else { return None };
    Some(Words::default().with("places", Some(places.join(" "))))
}
