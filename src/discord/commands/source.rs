//! `/source`: one source in full, and everything that rests on it.

use super::{Command, Kind, OptionDef, Takes, Words, WrongOption};
use crate::answers::{Question, SourceQuestion};

pub(super) const COMMAND: Command = Command {
    name: "source",
    code: 'u',
    kind: Kind::Chat,
    description: "One source in full, and everything that rests on it",
    options: &[OptionDef {
        name: "source",
        description: "Words of its title or publisher",
        takes: Takes::Source,
        required: true,
    }],
    question,
    words,
};

fn question(words: &Words) -> Result<Question, WrongOption> {
    Ok(Question::Source(SourceQuestion { source: words.required("source")? }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Source(question) = question else { return None };
    Some(Words::default().with("source", Some(&question.source)))
}
