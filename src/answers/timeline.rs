//! Beginnings, ends and facts in the order of their dates.

use super::rows::{Headings, Row};
use super::text::Draft;
use super::{Answer, Answering, Outcome, Pick, Question, facts, finding, steps, ties, wording};
use crate::dataset::{Dataset, FactIx, PartialDate, PlaceIx, Status, Subject, TieIx, When};

/// `/timeline`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timeline {
    /// Of this place only.
    pub place: Option<String>,
    /// Of it and this one only.
    pub with: Option<String>,
    /// From then on: `1973`, `1973-06` or `1973-06-24`.
    pub from: Option<String>,
    /// Up to then, in the same form.
    pub until: Option<String>,
    /// About this topic only.
    pub topic: Option<String>,
}

/// Something with a date.
#[derive(Clone, Copy)]
enum Event {
    Began(TieIx),
    Ended(TieIx),
    Fact(FactIx),
}

pub(super) fn answer<'d>(data: &'d Dataset, question: &Timeline, page: usize) -> Answering<'d> {
    let again = |question: Timeline| Question::Timeline(question);
    let bounds = finding::bounds(
        data,
        ("from", question.from.as_deref()),
        ("until", question.until.as_deref()),
        |from, until| again(Timeline { from: Some(from), until: Some(until), ..question.clone() }),
    )?;
    let topic = finding::topic(data, question.topic.as_deref(), |topic| {
        again(Timeline { topic: Some(topic), ..question.clone() })
    })?;
    let find = |typed: &Option<String>, again: &dyn Fn(String) -> Question| match typed {
        Some(typed) => finding::place(data, typed, None, again).map(Some),
        None => Ok(None),
    };
    let place = find(&question.place, &|place| again(Timeline { place: Some(place), ..question.clone() }))?;
    let with = find(&question.with, &|with| again(Timeline { with: Some(with), ..question.clone() }))?;
    let mut lead: Vec<Draft> = [&place, &with].into_iter().flatten().filter_map(|found| found.note.clone()).collect();
    let places: Vec<PlaceIx> = [&place, &with].into_iter().flatten().map(|found| found.ix).collect();
    if let [one, other] = places[..]
        && one == other
    {
        return Err(Box::new(finding::same_place(data, one)));
    }
    let mut events = events(data, &places);
    events.retain(|&(when, event)| {
        bounds.0.is_none_or(|from| when.end().last_day() >= from.first_day())
            && bounds.1.is_none_or(|until| when.start().first_day() <= until.last_day())
            && topic.is_none_or(|topic| topics(data, event).contains(topic))
    });
    events.sort_by_key(|&(when, event)| (when.start(), when.end(), order(event)));
    let count = wording::count(events.len(), "dated event", "dated events");
    lead.push(Draft::sentence().strong(match events.is_empty() {
        true => nothing(data, &places, topic.map(wording::topic), bounds),
        false => format!("{count} in this dataset: beginnings, ends and facts."),
    }));
    let rows: Vec<Row> = events.iter().map(|&(_, event)| row(data, event)).collect();
    let year = |n: usize| u32::from(events[n].0.start().year().unsigned_abs());
    let headings = Headings { group: &year, label: &|year| year.to_string().into(), room: 4 };
    let resolved = Timeline {
        place: place.map(|found| data[found.ix].id.to_string()),
        with: with.map(|found| data[found.ix].id.to_string()),
        from: bounds.0.map(|date| date.to_string()),
        until: bounds.1.map(|date| date.to_string()),
        topic: topic.map(|topic| topic.word().to_owned()),
    };
    let narrowed = resolved.from.is_some() || resolved.until.is_some() || resolved.topic.is_some();
    let whole = Timeline { place: resolved.place.clone(), with: resolved.with.clone(), ..Timeline::default() };
    let whole = Pick { label: "The whole timeline".to_owned(), question: again(whole) };
    let of_places = places.iter().flat_map(|&ix| [steps::partners(data, ix), Some(steps::place(data, ix))]);
    let steps = std::iter::once((narrowed && events.is_empty()).then_some(whole)).chain(of_places);
    Ok(Answer::new(data, Outcome::Answered, title(data, &places, topic.map(wording::topic), bounds))
        .asked_again_by(Question::Timeline(resolved))
        .with_rows(data, lead, &rows, page, Some(headings))
        .with_steps(steps::first_five(steps)))
}

/// `No source in this dataset dates anything of Tianjin about ports from 2100 on.`
fn nothing(
    data: &Dataset,
    places: &[PlaceIx],
    topic: Option<&str>,
    bounds: (Option<PartialDate>, Option<PartialDate>),
) -> String {
    let of = match *places {
        [] => String::new(),
        [one] => format!(" of {}", data[one].name),
        [one, other, ..] => format!(" that {} and {} share", data[one].name, data[other].name),
    };
    let about = topic.map(|topic| format!(" about {topic}")).unwrap_or_default();
    let time = match bounds {
        (Some(from), Some(until)) => format!(" from {} to {}", wording::date(from), wording::date(until)),
        (Some(from), None) => format!(" from {} on", wording::date(from)),
        (None, Some(until)) => format!(" up to {}", wording::date(until)),
        (None, None) => String::new(),
    };
    format!("This dataset has nothing{of}{about} with a date{time}.")
}

fn title(
    data: &Dataset,
    places: &[PlaceIx],
    topic: Option<&str>,
    bounds: (Option<PartialDate>, Option<PartialDate>),
) -> String {
    let names: Vec<&str> = places.iter().map(|&ix| &*data[ix].name).collect();
    let of = if names.is_empty() { String::new() } else { format!(" of {}", wording::list(&names)) };
    let about = topic.map(|topic| format!(", {topic}")).unwrap_or_default();
    let time = match bounds {
        (Some(from), Some(until)) => format!(", {} to {}", wording::date(from), wording::date(until)),
        (Some(from), None) => format!(", from {}", wording::date(from)),
        (None, Some(until)) => format!(", up to {}", wording::date(until)),
        (None, None) => String::new(),
    };
    format!("Timeline{of}{about}{time}")
}

/// Everything with a date: of all, of one place, or of two together.
fn events(data: &Dataset, places: &[PlaceIx]) -> Vec<(When, Event)> {
    match *places {
        [] => {
            // These are in order already, which makes sorting quick.
            let mut events: Vec<(When, Event)> =
                data.links.by_date.iter().map(|&(date, tie)| (When::At(date), Event::Began(tie))).collect();
            events.extend(data.ties.iter().filter_map(|(ix, tie)| Some((When::At(tie.ended()?), Event::Ended(ix)))));
            events.extend(data.facts.iter().filter_map(|(ix, fact)| Some((fact.date?, Event::Fact(ix)))));
            events
        }
        [one] => of(data, data.links.ties.of(one), &facts::of_place(data, one)),
        [one, other, ..] => {
            let ties = data.links.between(one, other);
            let both = |fact: &FactIx| {
                let about = &data[*fact].about;
                about.iter().any(|subject| matches!(subject, Subject::Tie(tie) if ties.contains(tie)))
                    || (about.contains(&Subject::Place(one)) && about.contains(&Subject::Place(other)))
            };
            let facts: Vec<FactIx> = facts::of_place(data, one).into_iter().filter(both).collect();
            of(data, &ties, &facts)
        }
    }
}

/// What has a date of these ties and facts.
fn of(data: &Dataset, ties: &[TieIx], facts: &[FactIx]) -> Vec<(When, Event)> {
    let began = ties.iter().filter_map(|&tie| Some((When::At(data[tie].began()?), Event::Began(tie))));
    let ended = ties.iter().filter_map(|&tie| Some((When::At(data[tie].ended()?), Event::Ended(tie))));
    let facts = facts.iter().filter_map(|&fact| Some((data[fact].date?, Event::Fact(fact))));
    began.chain(ended).chain(facts).collect()
}

/// Of what has the same date, beginnings first.
fn order(event: Event) -> (u8, usize) {
    match event {
        Event::Began(tie) => (0, tie.at()),
        Event::Fact(fact) => (1, fact.at()),
        Event::Ended(tie) => (2, tie.at()),
    }
}

fn topics(data: &Dataset, event: Event) -> crate::dataset::TopicSet {
    match event {
        Event::Began(tie) | Event::Ended(tie) => data[tie].topics,
        Event::Fact(fact) => data[fact].topics,
    }
}

fn row<'d>(data: &'d Dataset, event: Event) -> Row<'d> {
    match event {
        Event::Began(tie) => Row::Pair(tie),
        Event::Fact(fact) => Row::Fact(fact),
        Event::Ended(tie) => {
            let word = if data[tie].status == Status::Suspended { "suspended" } else { "ended" };
            Row::Draft(ties::ended_line(data, tie, word))
        }
    }
}
