//! Which places does a text name, and who are their partners?

use super::rows::{Headings, Row};
use super::text::Draft;
use super::{Answer, Answering, Outcome, Question, steps, ties, wording};
use crate::dataset::names;
use crate::dataset::{Dataset, PlaceIx};

/// The message command "Find partner cities".
#[derive(Debug, Clone, PartialEq)]
pub enum Mentioned {
    /// The places that this text names.
    In(String),
    /// These places, by id.
    Places(Vec<String>),
}

/// How many places are looked at: as many as a button can carry.
pub const PLACES: usize = 5;

pub(super) fn answer<'d>(data: &'d Dataset, question: &Mentioned, page: usize) -> Answering<'d> {
    let (places, more): (Vec<PlaceIx>, usize) = match question {
        Mentioned::In(text) => {
            let mut named = names::mentioned(data, text);
            let more = named.len().saturating_sub(PLACES);
            named.truncate(PLACES);
            (named, more)
        }
        Mentioned::Places(ids) => (ids.iter().filter_map(|id| data.places.by_id(id)).take(PLACES).collect(), 0),
    };
    if places.is_empty() {
        let said = "No place of this dataset is named there. Names are known in several languages and scripts.";
        return Err(Box::new(
            Answer::new(data, Outcome::Choose, "No place found").with_lead(vec![Draft::sentence().plain(said)]),
        ));
    }
    let counts: Vec<String> = places
        .iter()
        .map(|&ix| {
            let of_place = data.links.ties.of(ix);
            let count = wording::count(of_place.len(), "partnership", "partnerships");
            format!("{} ({count}{})", wording::place_title(data, ix), ties::states(data, of_place))
        })
        .collect();
    let more = match more {
        0 => String::new(),
        n => format!(" {} named there, too.", wording::count(n, "more place is", "more places are")),
    };
    let lead = vec![Draft::sentence().plain(format!("Named there: {}.{more}", wording::list(&counts)))];
    let mut rows: Vec<Row> = Vec::new();
    let mut groups: Vec<u32> = Vec::new();
    for (&ix, n) in places.iter().zip(0..) {
        let mut ties = data.links.ties.of(ix).to_vec();
        ties.sort_by_key(|&tie| (data[tie].began().is_none(), data[tie].began()));
        rows.extend(ties.into_iter().map(|tie| Row::Partner(tie, ix)));
        groups.resize(rows.len(), n);
    }
    let label = |n: u32| data[places[n as usize]].name.as_ref().into();
    let headings = Headings { group: &|n| groups[n], label: &label, room: 80 };
    let resolved = Mentioned::Places(places.iter().map(|&ix| data[ix].id.to_string()).collect());
    let steps = places.iter().map(|&ix| steps::partners(data, ix));
    Ok(Answer::new(data, Outcome::Answered, "Partner cities of places named there")
        .asked_again_by(Question::Mentioned(resolved))
        .with_rows(data, lead, &rows, page, Some(headings))
        .with_steps(steps::first_five(steps)))
}
