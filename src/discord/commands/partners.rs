//! `/partners`: who are the partners of a place?

use super::{Command, KINDS, Kind, OptionDef, Takes, Words, WrongOption, choice};
use crate::answers::{Partners, Question, Sort};
use crate::dataset::{Status, TieKind};

pub(super) const COMMAND: Command = Command {
    name: "partners",
    code: 'p',
    kind: Kind::Chat,
    description: "The partner cities of a place: since when, and who says so",
    options: &[
        OptionDef {
            name: "place",
            description: "A city, province, port …, in any language",
            takes: Takes::Place,
            required: true,
        },
        OptionDef {
            name: "country",
            description: "Only partners there; or which country the place is in, where several share its name",
            takes: Takes::Country,
            required: false,
        },
        OptionDef { name: "kind", description: "Only ties of this kind", takes: Takes::Choice(KINDS), required: false },
        OptionDef {
            name: "topic",
            description: "Only ties about this, such as culture or trade",
            takes: Takes::Topic,
            required: false,
        },
        OptionDef {
            name: "status",
            description: "Only ties in this state",
            takes: Takes::Choice(&[
                ("Neither planned, suspended nor ended", "active"),
                ("Suspended", "suspended"),
                ("Ended", "ended"),
                ("Planned", "planned"),
            ]),
            required: false,
        },
        OptionDef {
            name: "sort",
            description: "In which order (by date where nothing is chosen)",
            takes: Takes::Choice(SORTS),
            required: false,
        },
    ],
    question,
    words,
};

const SORTS: &[(&str, &str)] =
    &[("By date, undated last", "date"), ("By the partner's name", "name"), ("By the partner's country", "country")];

fn question(words: &Words) -> Result<Question, WrongOption> {
    let sort = |word: &str| match word {
        "date" => Some(Sort::Date),
        "name" => Some(Sort::Name),
        "country" => Some(Sort::Country),
        _ => None,
    };
    Ok(Question::Partners(Partners {
        place: words.required("place")?,
        country: words.optional("country"),
        kind: choice(words, "kind", TieKind::WORDS, TieKind::from_word)?,
        topic: words.optional("topic"),
        status: choice(words, "status", Status::WORDS, Status::from_word)?,
        sort: choice(words, "sort", &["date", "name", "country"], sort)?.unwrap_or_default(),
    }))
}

fn words(question: &Question) -> Option<Words> {
    let Question::Partners(question) = question else { return None };
    let sort = match question.sort {
        Sort::Date => None,
        Sort::Name => Some("name"),
        Sort::Country => Some("country"),
    };
    Some(
        Words::default()
            .with("place", Some(&question.place))
            .with("country", question.country.as_ref())
            .with("kind", question.kind.map(TieKind::word))
            .with("topic", question.topic.as_ref())
            .with("status", question.status.map(Status::word))
            .with("sort", sort),
    )
}
