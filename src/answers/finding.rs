//! From what was typed to a place, a country or a topic; and what to show where that is not clear.

use super::text::Draft;
use super::{Answer, Outcome, Pick, Question, steps, typed_day, wording};
use crate::dataset::names::{self, Found};
use crate::dataset::{Country, Dataset, DateError, PartialDate, PlaceIx, Qualifier, Topic};

/// How much of what was typed is shown again.
const ECHO: usize = 60;

/// What was typed, in quotation marks and no longer than a name, without what would turn the order of the text around it.
pub(super) fn echo(typed: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let line: String = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().filter(|&c| !c.is_control() && !turns(c)).collect();
    let mut shown: String = line.chars().take(ECHO).collect();
    if shown.chars().count() < line.chars().count() {
        shown.push('…');
    }
    format!("“{shown}”")
}

/// A place that was found, and what to say where its name is only near to what was typed.
pub(super) struct Place<'d> {
    pub(super) ix: PlaceIx,
    pub(super) note: Option<Draft<'d>>,
}

/// Finds the place that is meant; `again` is the question with another place in it.
///
/// # Errors
/// What to show instead: the places that it may be, or the nearest names.
pub(super) fn place<'d>(
    data: &'d Dataset,
    typed: &str,
    country: Option<Country>,
    again: impl Fn(String) -> Question,
) -> Result<Place<'d>, Box<Answer<'d>>> {
    match names::find_or_elsewhere(data, typed, country) {
        Found::One(ix) => Ok(Place { ix, note: None }),
        Found::Nearly(ix) => Ok(Place { ix, note: Some(nearly(data, typed, ix)) }),
        Found::Several(places) => Err(Box::new(which(data, typed, &places, again))),
        Found::Unknown(nearest) => Err(Box::new(unknown(data, typed, &nearest, again))),
    }
}

pub(super) fn nearly<'d>(data: &'d Dataset, typed: &str, ix: PlaceIx) -> Draft<'d> {
    Draft::sentence().plain(format!("No place here is called {}; the nearest name is {}.", echo(typed), data[ix].name))
}

fn which<'d>(data: &'d Dataset, typed: &str, places: &[PlaceIx], again: impl Fn(String) -> Question) -> Answer<'d> {
    let lead = Draft::sentence().plain(format!("{} may be any of these:", echo(typed)));
    Answer::new(data, Outcome::Choose, "Which place is meant?")
        .with_lead(vec![lead])
        .with_picks(picks(data, places, again))
}

pub(super) fn unknown<'d>(
    data: &'d Dataset,
    typed: &str,
    nearest: &[PlaceIx],
    again: impl Fn(String) -> Question,
) -> Answer<'d> {
    if let Some(country) = names::country_called(typed) {
        return is_a_country(data, country, again);
    }
    let said = format!("No place in this dataset is called {}.", echo(typed));
    let lead = Draft::sentence().plain(match nearest {
        [] => format!("{said} Names are found in several languages and scripts: try another spelling."),
        _ => format!("{said} Did you mean one of these?"),
    });
    Answer::new(data, Outcome::Choose, "No such place").with_lead(vec![lead]).with_picks(picks(data, nearest, again))
}

/// What is answered where a place is wanted and a country was named: itself, or one of its places.
fn is_a_country(data: &Dataset, country: Country, again: impl Fn(String) -> Question) -> Answer<'_> {
    let busiest = names::busiest(data, country);
    let name = country.name();
    let lead = Draft::sentence().plain(match busiest.as_slice() {
        [] => format!("{name} is a country here, and this dataset has no partnership of a place in it."),
        _ => format!("{name} is a country here. Choose all of it, or one of its places with the most partnerships:"),
    });
    let mut offered = vec![steps::country(country)];
    offered.extend(picks(data, &busiest, again));
    Answer::new(data, Outcome::Choose, "A country, not a place").with_lead(vec![lead]).with_picks(offered)
}

pub(super) fn picks(data: &Dataset, places: &[PlaceIx], again: impl Fn(String) -> Question) -> Vec<Pick> {
    let pick = |&ix: &PlaceIx| Pick {
        label: format!("{} {}", data[ix].country.flag(), wording::place_label(data, ix)),
        question: again(data[ix].id.to_string()),
    };
    places.iter().map(pick).collect()
}

/// What is answered where two places that should differ are one.
pub(super) fn same_place(data: &Dataset, ix: PlaceIx) -> Answer<'_> {
    let why = format!("Both names mean the same place, {}. Name two places.", wording::place_title(data, ix));
    super::mistake(data, &why).with_picks(steps::partners(data, ix).into_iter().collect())
}

/// A beginning and an end.
type Bounds = (Option<PartialDate>, Option<PartialDate>);

/// Reads the dates of two options, each with its name; `again` is the question with both turned round.
///
/// # Errors
/// What to show instead: which of them is no date, or that the end is before the beginning.
pub(super) fn bounds<'d>(
    data: &'d Dataset,
    from: (&str, Option<&str>),
    until: (&str, Option<&str>),
    again: impl Fn(String, String) -> Question,
) -> Result<Bounds, Box<Answer<'d>>> {
    let read = |(option, typed): (&str, Option<&str>)| typed.map(|typed| date(data, option, typed)).transpose();
    let (first, last) = (read(from)?, read(until)?);
    if let (Some(first), Some(last)) = (first, last)
        && last.last_day() < first.first_day()
    {
        let why = format!("{}: {} is before {}: {}.", until.0, wording::date(last), from.0, wording::date(first));
        let label = format!("From {} to {}", wording::date(last), wording::date(first));
        let pick = Pick { label, question: again(last.to_string(), first.to_string()) };
        return Err(Box::new(super::mistake(data, &why).with_picks(vec![pick])));
    }
    Ok((first, last))
}

fn date<'d>(data: &'d Dataset, option: &str, typed: &str) -> Result<PartialDate, Box<Answer<'d>>> {
    let wrong = |why: String| Box::new(super::mistake(data, &why));
    let iso = typed_day::iso(typed);
    match iso.as_deref().unwrap_or(typed.trim()).parse::<PartialDate>() {
        Ok(date) if date.qualifier() == Qualifier::Plain => Ok(date),
        Err(DateError::NoSuchDay { what, .. }) => {
            Err(wrong(format!("{option}: {} does not exist: {what}.", echo(typed))))
        }
        _ => Err(wrong(format!(
            "{option}: {} is not a date. Write a year, a month or a day: 1973, 1973-06 or 1973-06-24, June 1973 or 24 June 1973.",
            echo(typed)
        ))),
    }
}

/// Finds the country that is meant; `again` is the question with another country in it.
///
/// # Errors
/// What to show instead: the nearest names.
pub(super) fn country<'d>(
    data: &'d Dataset,
    typed: Option<&str>,
    again: impl Fn(String) -> Question,
) -> Result<Option<Country>, Box<Answer<'d>>> {
    let Some(typed) = typed else { return Ok(None) };
    names::find_country(data, typed).map(Some).map_err(|nearest| {
        let said = format!("No country is called {}.", echo(typed));
        let lead = Draft::sentence().plain(match nearest.as_slice() {
            [] => format!("{said} Names in several languages and ISO 3166-1 codes are understood: Germany, 德国, DE."),
            _ => format!("{said} Did you mean one of these?"),
        });
        let pick = |country: &Country| Pick {
            label: format!("{} {}", country.flag(), country.name()),
            question: again(country.code().to_owned()),
        };
        let picks = nearest.iter().map(pick).collect();
        Box::new(Answer::new(data, Outcome::Choose, "No such country").with_lead(vec![lead]).with_picks(picks))
    })
}

/// Finds the topic that is meant; `again` is the question with another topic in it.
///
/// # Errors
/// What to show instead: the topics that it may be, or all of them.
pub(super) fn topic<'d>(
    data: &'d Dataset,
    typed: Option<&str>,
    again: impl Fn(String) -> Question,
) -> Result<Option<Topic>, Box<Answer<'d>>> {
    let Some(typed) = typed else { return Ok(None) };
    let folded = names::fold(typed);
    let is_it = |&topic: &Topic| names::fold(wording::topic(topic)) == folded;
    if let Some(topic) = Topic::ALL.iter().copied().find(is_it) {
        return Ok(Some(topic));
    }
    // "ports" is port, and "medic" can only be medicine.
    let one = folded.strip_suffix('s').unwrap_or(&folded);
    let begun = |&&topic: &&Topic| one.chars().count() > 2 && names::fold(wording::topic(topic)).starts_with(one);
    let mut begun = Topic::ALL.iter().filter(begun);
    if let (Some(&topic), None) = (begun.next(), begun.next()) {
        return Ok(Some(topic));
    }
    let nearest: Vec<Topic> = complete_topics(typed).into_iter().take(5).collect();
    let all: Vec<&str> = Topic::ALL.iter().map(|&topic| wording::topic(topic)).collect();
    let lead =
        Draft::sentence().plain(format!("No topic is called {}. There are {}.", echo(typed), wording::list(&all)));
    let pick =
        |&topic: &Topic| Pick { label: wording::topic(topic).to_owned(), question: again(topic.word().to_owned()) };
    let picks = nearest.iter().map(pick).collect();
    Err(Box::new(Answer::new(data, Outcome::Choose, "No such topic").with_lead(vec![lead]).with_picks(picks)))
}

/// The topics to offer while somebody types, the likeliest first, 25 at most.
pub fn complete_topics(typed: &str) -> Vec<Topic> {
    let folded = names::fold(typed);
    let score = |topic: Topic| {
        let word = names::fold(wording::topic(topic));
        if word.starts_with(&folded) {
            Some(0)
        } else if word.contains(&folded) {
            Some(1)
        } else {
            Some(2 + strsim::osa_distance(&folded, &word)).filter(|&score| score <= 4)
        }
    };
    let mut scored: Vec<(usize, Topic)> =
        Topic::ALL.iter().filter_map(|&topic| score(topic).map(|score| (score, topic))).collect();
    scored.sort_by_key(|&(score, _)| score);
    scored.into_iter().map(|(_, topic)| topic).take(25).collect()
}
