//! The questions that an answer leads on to.

use super::{Country, Facts, Partners, Partnership, Pick, Place, Question, Timeline};
use crate::dataset::{Country as CountryCode, Dataset, PlaceIx, TieIx};

/// How many next steps an answer has at most: as many as a row of buttons.
pub(super) const STEPS: usize = 5;

fn step(label: impl Into<String>, question: Question) -> Pick {
    Pick { label: label.into(), question }
}

pub(super) fn partners(data: &Dataset, ix: PlaceIx) -> Option<Pick> {
    let place = &data[ix];
    let question = Question::Partners(Partners { place: place.id.to_string(), ..Partners::default() });
    (!data.links.ties.of(ix).is_empty()).then(|| step(format!("Partners of {}", place.name), question))
}

pub(super) fn place(data: &Dataset, ix: PlaceIx) -> Pick {
    let place = &data[ix];
    step(format!("About {}", place.name), Question::Place(Place { place: place.id.to_string() }))
}

/// Where anything about the place has a date.
pub(super) fn timeline(data: &Dataset, ix: PlaceIx) -> Option<Pick> {
    let dated = data.links.ties.of(ix).iter().any(|&tie| data[tie].began().is_some())
        || data.links.facts_of_place.of(ix).iter().any(|&fact| data[fact].date.is_some());
    let question = Timeline { place: Some(data[ix].id.to_string()), ..Timeline::default() };
    dated.then(|| step(format!("Timeline of {}", data[ix].name), Question::Timeline(question)))
}

/// Where there are any facts about the place.
pub(super) fn facts(data: &Dataset, ix: PlaceIx) -> Option<Pick> {
    let question = Facts { about: data[ix].id.to_string(), topic: None };
    let any = !data.links.facts_of_place.of(ix).is_empty();
    any.then(|| step(format!("Facts about {}", data[ix].name), Question::Facts(question)))
}

/// Where there are any facts about the tie.
pub(super) fn facts_of_tie(data: &Dataset, ix: TieIx) -> Option<Pick> {
    let question = Facts { about: data[ix].id.to_string(), topic: None };
    let any = !data.links.facts_of_tie.of(ix).is_empty();
    any.then(|| step("Its facts", Question::Facts(question)))
}

pub(super) fn country(country: CountryCode) -> Pick {
    let question = Country { country: country.code().to_owned(), with: None };
    step(format!("{} {}", country.flag(), country.name()), Question::Country(question))
}

/// The tie in full.
pub(super) fn partnership(data: &Dataset, ix: TieIx) -> Pick {
    let [one, other] = [data[ix].parties[0], data[ix].parties[1]].map(|party| &data[party]);
    let question = Partnership { between: one.id.to_string(), and: other.id.to_string() };
    step(format!("{} – {}", one.name, other.name), Question::Partnership(question))
}

/// Five at most.
pub(super) fn first_five(steps: impl IntoIterator<Item = Option<Pick>>) -> Vec<Pick> {
    steps.into_iter().flatten().take(STEPS).collect()
}
