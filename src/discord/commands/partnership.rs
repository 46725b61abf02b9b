//! `/partnership`: what is known of the tie between two places?

use super::{Command, Kind, OptionDef, Takes, Words, WrongOption};
use crate::answers::{Partnership, Question};

pub(super) const COMMAND: Command = Command {
    name: "partnership",
    code: 't',
    kind: Kind::Chat,
    description: "All that is known of the tie between two places, and who says so",
    options: &[
        OptionDef {
            name: "between",
            description: "One of the two places, in any language",
            takes: Takes::Place,
            required: true,
        },
        OptionDef { name: "and", description: "The other, in any language", takes: Takes::Place, required: true },
    ],
    question,
    words,
};

fn question(words: &Words) -> Result<Question, WrongOption> {
    Ok(Question::Partnership(Partnership { between: words.required("between")?, and: words.required("and")? }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Partnership(question) = question else { return None };
    Some(Words::default().with("between", Some(&question.between)).with("and", Some(&question.and)))
}
