//! `/anniversaries today`, `on` and `upcoming`: what has its day?

use super::{Command, Kind, OptionDef, Takes, Words, WrongOption};
use crate::answers::{Anniversaries, Days, MOST_UPCOMING, Question};

/// The first word of all three, and what Discord shows beside it.
pub(super) const GROUP: (&str, &str) =
    ("anniversaries", "Which partnerships have their day: today, on a date, in the days ahead");

pub(super) const TODAY: Command = Command {
    name: "anniversaries today",
    code: 'e',
    kind: Kind::Chat,
    description: "Which partnerships have their day today, the roundest first",
    options: &[PLACE, COUNTRY, FACTS],
    question: |words| question(words, Days::Today),
    words: |question| words(question, |days| (*days == Days::Today).then(Words::default)),
};

pub(super) const ON: Command = Command {
    name: "anniversaries on",
    code: 'n',
    kind: Kind::Chat,
    description: "Which partnerships have their day on a date, the roundest first",
    options: &[
        OptionDef {
            name: "date",
            description: "A day: 2026-06-24, 06-24 or 24 June",
            takes: Takes::Day,
            required: true,
        },
        PLACE,
        COUNTRY,
        FACTS,
    ],
    question: |words| question(words, Days::On(words.required("date")?)),
    words: |question| {
        words(question, |days| match days {
            Days::On(date) => Some(Words::default().with("date", Some(date))),
            _ => None,
        })
    },
};

pub(super) const UPCOMING: Command = Command {
    name: "anniversaries upcoming",
    code: 'w',
    kind: Kind::Chat,
    description: "Which partnerships have their day in the days ahead",
    options: &[
        OptionDef {
            name: "days",
            description: "How many days, 1 to 31 (7 where nothing is given)",
            takes: Takes::Number(1, MOST_UPCOMING),
            required: false,
        },
        OptionDef {
            name: "date",
            description: "From this day on, such as 2026-06-24 (today where nothing is given)",
            takes: Takes::Day,
            required: false,
        },
        PLACE,
        COUNTRY,
        FACTS,
    ],
    question: |words| {
        question(words, Days::Upcoming { from: words.optional("date"), count: words.number("days", 1, MOST_UPCOMING)? })
    },
    words: |question| {
        words(question, |days| match days {
            Days::Upcoming { from, count } => {
                let count = count.map(|count| count.to_string());
                Some(Words::default().with("days", count).with("date", from.as_ref()))
            }
            _ => None,
        })
    },
};

const PLACE: OptionDef = OptionDef {
    name: "place",
    description: "Only those of this place, in any language",
    takes: Takes::Place,
    required: false,
};
const COUNTRY: OptionDef = OptionDef {
    name: "country",
    description: "Only those with this country; or which country the place is in",
    takes: Takes::Country,
    required: false,
};
const FACTS: OptionDef = OptionDef {
    name: "facts",
    description: "With what else happened on these days of other years",
    takes: Takes::Flag,
    required: false,
};

fn question(words: &Words, days: Days) -> Result<Question, WrongOption> {
    Ok(Question::Anniversaries(Anniversaries {
        days,
        place: words.optional("place"),
        country: words.optional("country"),
        facts: words.get("facts") == Some("true"),
    }))
}

fn words(question: &Question, of_days: impl Fn(&Days) -> Option<Words>) -> Option<Words> {
    let Question::Anniversaries(question) = question else { return None };
    Some(
        of_days(&question.days)?
            .with("place", question.place.as_ref())
            .with("country", question.country.as_ref())
            .with("facts", question.facts.then_some("true")),
    )
}
