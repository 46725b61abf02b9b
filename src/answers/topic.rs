//! What is known about a topic: facts first, then partnerships.

use super::rows::{Headings, Row};
use super::text::Draft;
use super::{Answer, Answering, Outcome, Pick, Question, facts, finding, steps, wording};
use crate::dataset::{Country, Dataset, FactIx, PlaceIx, Subject, TieIx};

/// `/topic`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Topic {
    /// Which topic: its word, or what was typed.
    pub topic: String,
    /// Of this place only.
    pub place: Option<String>,
    /// Of places in this country only.
    pub country: Option<String>,
}

pub(super) fn answer<'d>(data: &'d Dataset, question: &Topic, page: usize) -> Answering<'d> {
    let again = |question: Topic| Question::Topic(question);
    let topic = finding::topic(data, Some(&question.topic), |topic| again(Topic { topic, ..question.clone() }))?;
    // `finding::topic` gives none only where none was asked for.
    let Some(topic) = topic else { return Err(Box::new(super::gone(data))) };
    let country = finding::country(data, question.country.as_deref(), |country| {
        again(Topic { country: Some(country), ..question.clone() })
    })?;
    let found = match &question.place {
        Some(typed) => {
            Some(finding::place(data, typed, country, |place| again(Topic { place: Some(place), ..question.clone() }))?)
        }
        None => None,
    };
    let place = found.as_ref().map(|found| found.ix);
    let of_tie = |tie: TieIx| {
        let parties = &data[tie].parties;
        place.is_none_or(|place| parties.contains(&place)) && is_in(data, country, parties)
    };
    let of_fact = |fact: FactIx| {
        let about = data[fact].about.iter();
        let mut places: Vec<PlaceIx> = Vec::new();
        for subject in about {
            match subject {
                Subject::Place(ix) => places.push(*ix),
                Subject::Tie(tie) => places.extend(&data[*tie].parties),
            }
        }
        place.is_none_or(|place| places.contains(&place)) && is_in(data, country, &places)
    };
    let all_facts = data.facts.iter().filter(|(ix, fact)| fact.topics.contains(topic) && of_fact(*ix));
    let mut facts: Vec<FactIx> = all_facts.map(|(ix, _)| ix).collect();
    facts::by_date(data, &mut facts);
    let of_topic = |ix: &TieIx| data[*ix].topics.contains(topic) && of_tie(*ix);
    let ties = data.links.by_date.iter().map(|(_, ix)| ix).chain(&data.links.undated).copied().filter(of_topic);
    let mut rows: Vec<Row> = facts.iter().map(|&fact| Row::Fact(fact)).collect();
    rows.extend(ties.map(Row::Pair));
    let title = title(data, topic, place, country);
    let mut lead: Vec<Draft> = found.and_then(|found| found.note).into_iter().collect();
    lead.push(match rows.is_empty() {
        true => Draft::sentence().plain(nothing(data, topic, place, country)),
        false => {
            Draft::sentence().strong(format!("{} in this dataset.", counted(facts.len(), rows.len() - facts.len())))
        }
    });
    let group = |n: usize| u32::from(n >= facts.len());
    let label = |group: u32| if group == 0 { "Facts".into() } else { "Partnerships".into() };
    let headings = Headings { group: &group, label: &label, room: 20 };
    let resolved = Topic {
        topic: topic.word().to_owned(),
        place: place.map(|ix| data[ix].id.to_string()),
        country: country.map(|country| country.code().to_owned()),
    };
    let all = Question::Topic(Topic { place: None, country: None, ..resolved.clone() });
    let all = Pick { label: format!("All about {}", wording::topic(topic)), question: all };
    let steps = [
        (place.is_some() || country.is_some()).then_some(all),
        place.and_then(|ix| steps::partners(data, ix)),
        place.map(|ix| steps::place(data, ix)),
        country.map(steps::country),
    ];
    Ok(Answer::new(data, Outcome::Answered, title)
        .asked_again_by(Question::Topic(resolved))
        .with_rows(data, lead, &rows, page, Some(headings))
        .with_steps(steps::first_five(steps)))
}

/// `Ports`, `Ports: Tianjin`, `Ports: Tianjin, with Japan`, `Ports: Japan`.
fn title(data: &Dataset, topic: crate::dataset::Topic, place: Option<PlaceIx>, country: Option<Country>) -> String {
    let topic = wording::capitalised(wording::topic(topic));
    match (place, beyond(data, place, country)) {
        (None, None) => topic,
        (None, Some(country)) => format!("{topic}: {}", wording::in_words(country)),
        (Some(ix), None) => format!("{topic}: {}", data[ix].name),
        (Some(ix), Some(country)) => format!("{topic}: {}, with {}", data[ix].name, wording::in_words(country)),
    }
}

/// The country, where it is not that of the place, which it only helped to find.
fn beyond(data: &Dataset, place: Option<PlaceIx>, country: Option<Country>) -> Option<Country> {
    country.filter(|&country| place.is_none_or(|ix| data[ix].country != country))
}

/// `3 facts and 1 partnership`; what there is none of is left out.
fn counted(facts: usize, ties: usize) -> String {
    let counts = [(facts, "fact", "facts"), (ties, "partnership", "partnerships")];
    let there = counts.into_iter().filter(|(count, ..)| *count > 0);
    wording::list(&there.map(|(count, one, many)| wording::count(count, one, many)).collect::<Vec<_>>())
}

fn nothing(data: &Dataset, topic: crate::dataset::Topic, place: Option<PlaceIx>, country: Option<Country>) -> String {
    let of = place.map(|ix| format!(" of {}", data[ix].name)).unwrap_or_default();
    let with = match (place, beyond(data, place, country)) {
        (_, None) => String::new(),
        (None, Some(country)) => format!(" of a place in {}", wording::in_words(country)),
        (Some(_), Some(country)) => format!(" with {}", wording::in_words(country)),
    };
    format!("This dataset has no fact and no partnership{of}{with} about {}.", wording::topic(topic))
}

fn is_in(data: &Dataset, country: Option<Country>, places: &[PlaceIx]) -> bool {
    country.is_none_or(|country| places.iter().any(|&place| data[place].country == country))
}
