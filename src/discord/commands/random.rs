//! `/random`: one partnership with a fact, by chance.

use super::{Command, KINDS, Kind, OptionDef, Takes, Words, WrongOption, choice};
use crate::answers::{Question, Random};
use crate::dataset::TieKind;

pub(super) const COMMAND: Command = Command {
    name: "random",
    code: 'r',
    kind: Kind::Chat,
    description: "One partnership with a fact, by chance",
    options: &[
        OptionDef { name: "kind", description: "A tie of this kind", takes: Takes::Choice(KINDS), required: false },
        OptionDef { name: "country", description: "A tie with this country", takes: Takes::Country, required: false },
    ],
    question,
    words,
};

fn question(words: &Words) -> Result<Question, WrongOption> {
    Ok(Question::Random(Random {
        kind: choice(words, "kind", TieKind::WORDS, TieKind::from_word)?,
        country: words.optional("country"),
    }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Random(question) = question else { return None };
    Some(Words::default().with("kind", question.kind.map(TieKind::word)).with("country", question.country.as_ref()))
}
