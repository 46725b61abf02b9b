//! What is printed can be read again, and what is read again is the same; what is no such thing is an error.

use std::sync::LazyLock;

use proptest::prelude::*;
use twinned::answers::{Asked, Question};
use twinned::dataset::read::{Origin, read};
use twinned::dataset::{Dataset, PartialDate, Qualifier, ShortId, When};
use twinned::discord::command_text;
use twinned::discord::commands::{ALL, Command, Takes, Words};
use twinned::discord::custom_id::{self, Role};

use crate::folder::TODAY;

static DATA: LazyLock<Dataset> =
    LazyLock::new(|| read(&Origin::BuiltIn, TODAY).dataset.expect("the shipped data has no error"));

fn dates() -> impl Strategy<Value = String> {
    let year = 1..=9999_u16;
    let qualifier = prop_oneof![Just(""), Just("~"), Just("?")];
    // Every month has 28 days; more of them are tried below.
    (year, proptest::option::of((1..=12_u8, proptest::option::of(1..=28_u8))), qualifier).prop_map(
        |(year, month, qualifier)| {
            let month = month.map_or_else(String::new, |(month, day)| {
                format!("-{month:02}{}", day.map_or_else(String::new, |day| format!("-{day:02}")))
            });
            format!("{year:04}{month}{qualifier}")
        },
    )
}

fn roles() -> impl Strategy<Value = Role> {
    prop_oneof![
        Just(Role::First),
        Just(Role::Back),
        Just(Role::Next),
        Just(Role::Last),
        (0..100_u8).prop_map(Role::Step),
        (0..100_u8).prop_map(Role::Source),
        (0..100_u8).prop_map(Role::Pick),
    ]
}

/// What may stand in an option: an id, what people type, or anything.
fn value(takes: Takes) -> BoxedStrategy<String> {
    let place = (0..DATA.places.len()).prop_map(|n| DATA.places.iter().nth(n).unwrap().1.id.to_string());
    let tie = (0..DATA.ties.len()).prop_map(|n| DATA.ties.iter().nth(n).unwrap().1.id.to_string());
    let source = (0..DATA.sources.len()).prop_map(|n| DATA.sources.iter().nth(n).unwrap().1.id.to_string());
    let text = prop_oneof!["\\PC{1,20}", "[%;.~0-9a-zA-Z3B7E2 ]{1,20}"];
    match takes {
        Takes::Place => prop_oneof![place, text].boxed(),
        Takes::PlaceOrTie => prop_oneof![place, tie, text].boxed(),
        Takes::Places => proptest::collection::vec(place, 1..=5).prop_map(|ids| ids.join(" ")).boxed(),
        Takes::Source => prop_oneof![source, text].boxed(),
        Takes::Choice(choices) => proptest::sample::select(choices).prop_map(|(_, value)| value.to_owned()).boxed(),
        Takes::Date => dates().boxed(),
        Takes::Day => prop_oneof![dates(), "(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"].boxed(),
        Takes::Number(least, most) => (least..=most).prop_map(|n| n.to_string()).boxed(),
        Takes::Flag => prop_oneof![Just("true".to_owned()), Just("false".to_owned())].boxed(),
        Takes::Country | Takes::Topic => text.boxed(),
    }
}

/// A question of any command, as its options ask it.
fn questions() -> impl Strategy<Value = Question> {
    (0..ALL.len()).prop_flat_map(|n| {
        let command: &'static Command = ALL[n];
        let options: Vec<_> = command
            .options
            .iter()
            .map(|option| {
                let value = value(option.takes);
                let given = match option.required {
                    true => value.prop_map(Some).boxed(),
                    false => proptest::option::of(value).boxed(),
                };
                given.prop_map(|value| (option.name, value))
            })
            .collect();
        options.prop_filter_map("options that ask nothing", |given| {
            let mut words = Words::default();
            given.into_iter().for_each(|(name, value)| value.into_iter().for_each(|value| words.set(name, value)));
            (command.question)(&words).ok()
        })
    })
}

proptest! {
    #[test]
    fn dates_are_printed_and_read(text in dates()) {
        let date: PartialDate = text.parse().unwrap();
        prop_assert_eq!(date.to_string(), text);
        prop_assert_eq!(date.to_string().parse(), Ok(date));
        prop_assert!(date.first_day() <= date.last_day());
        if date.qualifier() == Qualifier::Plain {
            prop_assert!(date.overlaps(PartialDate::from(date.last_day())));
        }
    }

    #[test]
    fn every_day_of_the_calendar_is_a_date(days in 0..3_652_058_i32) {
        let first = jiff::civil::date(1, 1, 1);
        let day = first.checked_add(jiff::Span::new().days(days)).unwrap();
        let date: PartialDate = day.to_string().parse().unwrap();
        prop_assert_eq!((date.first_day(), date.last_day(), date.to_string()), (day, day, day.to_string()));
    }

    #[test]
    fn spans_are_printed_and_read(from in dates(), to in dates()) {
        let text = format!("{from}/{to}");
        let (from, to): (PartialDate, PartialDate) = (from.parse().unwrap(), to.parse().unwrap());
        match text.parse::<When>() {
            Ok(when) => {
                prop_assert_eq!((when.to_string(), when.start(), when.end()), (text, from, to));
                prop_assert!(from.first_day() <= to.last_day());
            }
            Err(_) => prop_assert!(to.last_day() < from.first_day()),
        }
    }

    #[test]
    fn what_is_read_as_a_date_prints_the_same(text in prop_oneof!["\\PC{0,24}", "[0-9~?/-]{0,22}"]) {
        if let Ok(when) = text.parse::<When>() {
            prop_assert_eq!(when.to_string(), text);
        }
    }

    #[test]
    fn short_ids_are_printed_and_read(id in "\\PC{0,60}", text in prop_oneof!["\\PC{0,14}", "~[0-9A-Za-z]{10}"]) {
        let short = ShortId::of(&id);
        prop_assert_eq!(short.to_string().parse(), Ok(short));
        if let Ok(short) = text.parse::<ShortId>() {
            prop_assert_eq!(short.to_string(), text);
        }
    }

    #[test]
    fn buttons_carry_their_question(role in roles(), question in questions(), page in 1..100_000_usize, private: bool) {
        let asked = Asked { page, private, ..Asked::new(question) };
        if let Some(id) = custom_id::print(role, &asked, &DATA) {
            prop_assert!(id.chars().count() <= 100, "{}", id);
            let expected = Asked { version: Some(DATA.version), ..asked };
            prop_assert_eq!(custom_id::parse(&id, &DATA), Ok((role, expected)), "{}", id);
        }
    }

    #[test]
    fn what_is_no_button_is_an_error(
        text in prop_oneof![
            "\\PC{0,100}",
            "[fbnlsod][0-9]{0,3}[0-9a-f]{0,9}[.]{0,2}[0-9]{0,12}[.]?[p-]?[.]?\\PC{0,40}",
        ],
    ) {
        // Whatever it is, it does not panic, and what can be read can be printed.
        if let Ok((role, asked)) = custom_id::parse(&text, &DATA) {
            prop_assert!(custom_id::print(role, &asked, &DATA).is_some_and(|id| !id.is_empty()));
        }
    }

    #[test]
    fn whatever_is_typed_is_read_or_an_error(
        text in prop_oneof!["\\PC{0,60}", "/?[a-z]{1,12} (\"|[a-z]{2,8}:|\\PC| |;){0,12}", "/?partners( |:|\"|place|神户|kind|a){0,12}"],
    ) {
        if let Err(error) = command_text::parse(&text) {
            prop_assert!(!error.to_string().is_empty());
        }
        let _ = command_text::parse_unfinished(&text);
    }
}
