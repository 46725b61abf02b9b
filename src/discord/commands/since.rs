//! `/since`: which partnerships began then or later?

use super::{Command, KINDS, Kind, OptionDef, Takes, Words, WrongOption, choice};
use crate::answers::{Question, Since};
use crate::dataset::TieKind;

pub(super) const COMMAND: Command = Command {
    name: "since",
    code: 's',
    kind: Kind::Chat,
    description: "The partnerships that began in a year or later, in the order of their dates",
    options: &[
        OptionDef {
            name: "year",
            description: "A year, a month or a day: 1973, 1973-06 or 1973-06-24",
            takes: Takes::Date,
            required: true,
        },
        OptionDef {
            name: "until",
            description: "And no later than this year, month or day",
            takes: Takes::Date,
            required: false,
        },
        OptionDef {
            name: "place",
            description: "Only those of this place, in any language",
            takes: Takes::Place,
            required: false,
        },
        OptionDef {
            name: "country",
            description: "Only those with this country; or which country the place is in",
            takes: Takes::Country,
            required: false,
        },
        OptionDef { name: "kind", description: "Only ties of this kind", takes: Takes::Choice(KINDS), required: false },
    ],
    question,
    words,
};

fn question(words: &Words) -> Result<Question, WrongOption> {
    Ok(Question::Since(Since {
        year: words.required("year")?,
        until: words.optional("until"),
        place: words.optional("place"),
        country: words.optional("country"),
        kind: choice(words, "kind", TieKind::WORDS, TieKind::from_word)?,
    }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Since(question) = question else { return None };
    Some(
        Words::default()
            .with("year", Some(&question.year))
            .with("until", question.until.as_ref())
            .with("place", question.place.as_ref())
            .with("country", question.country.as_ref())
            .with("kind", question.kind.map(TieKind::word)),
    )
}
