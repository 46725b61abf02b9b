//! `/between`: the shortest chains of partnerships that join two places.

use super::{Command, Kind, OptionDef, Takes, Words, WrongOption};
use crate::answers::{Between, Question};

pub(super) const COMMAND: Command = Command {
    name: "between",
    code: 'b',
    kind: Kind::Chat,
    description: "The shortest chain of partnerships that joins two places",
    options: &[
        OptionDef { name: "from", description: "One end, in any language", takes: Takes::Place, required: true },
        OptionDef { name: "to", description: "The other end, in any language", takes: Takes::Place, required: true },
    ],
    question,
    words,
};

fn question(words: &Words) -> Result<Question, WrongOption> {
    Ok(Question::Between(Between { from: words.required("from")?, to: words.required("to")? }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Between(question) = question else { return None };
    Some(Words::default().with("from", Some(&question.from)).with("to", Some(&question.to)))
}
