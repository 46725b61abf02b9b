//! The shortest chains of partnerships that join two places.

use std::borrow::Cow;

use super::rows::{Headings, Row};
use super::text::Draft;
use super::{Answer, Answering, Outcome, Question, citing, finding, steps, wording};
use crate::dataset::{Dataset, PlaceIx, Status, TieIx, When};

/// `/between`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Between {
    /// One end: an id, or what was typed.
    pub from: String,
    /// The other.
    pub to: String,
}

/// How many chains are shown at most.
const CHAINS: usize = 3;

/// Which ties count as links.
#[derive(Clone, Copy, PartialEq)]
enum Links {
    /// The ones that no source calls planned, suspended or ended.
    Present,
    /// Those that ended or are suspended, too.
    Past,
}

pub(super) fn answer<'d>(data: &'d Dataset, question: &Between, page: usize) -> Answering<'d> {
    let again = |question: Between| Question::Between(question);
    let from = finding::place(data, &question.from, None, |from| again(Between { from, ..question.clone() }))?;
    let to = finding::place(data, &question.to, None, |to| again(Between { to, ..question.clone() }))?;
    let (a, b) = (from.ix, to.ix);
    if a == b {
        return Err(Box::new(finding::same_place(data, a)));
    }
    let mut lead: Vec<Draft> = [from.note, to.note].into_iter().flatten().collect();
    let present = chains(data, a, b, Links::Present);
    let (chains, past) = if present.is_empty() { (chains(data, a, b, Links::Past), true) } else { (present, false) };
    let own = of_their_own(data, a, b);
    match &own {
        Some((said, _)) if chains.is_empty() || chains[0].len() == 1 => lead.push(said.clone()),
        Some((said, _)) => lead.extend([said.clone(), found(data, a, b, &chains, past)]),
        None => lead.push(found(data, a, b, &chains, past)),
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut groups: Vec<u32> = Vec::new();
    for (chain, n) in chains.iter().zip(0..) {
        rows.extend(chain.iter().map(|&(tie, _)| Row::Pair(tie)));
        groups.resize(rows.len(), n);
    }
    let label = |n: u32| -> Cow<'d, str> {
        let places = std::iter::once(a).chain(chains[n as usize].iter().map(|&(_, place)| place));
        places.map(|place| &*data[place].name).collect::<Vec<_>>().join(" – ").into()
    };
    let headings = Headings { group: &|n| groups[n], label: &label, room: 600 };
    let between = chains.iter().flat_map(|chain| chain.iter().map(|&(_, place)| place)).filter(|&place| place != b);
    let mut steps: Vec<_> = vec![steps::partners(data, a), steps::partners(data, b)];
    steps.extend(own.map(|(_, tie)| Some(steps::partnership(data, tie))));
    for place in between {
        let step = Some(steps::place(data, place));
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    let resolved = Between { from: data[a].id.to_string(), to: data[b].id.to_string() };
    Ok(Answer::new(
        data,
        Outcome::Answered,
        format!("From {} to {}", wording::place_title(data, a), wording::place_title(data, b)),
    )
    .asked_again_by(Question::Between(resolved))
    .with_rows(data, lead, &rows, page, Some(headings))
    .with_steps(steps::first_five(steps)))
}

/// The tie of the two that is over, suspended or planned, where they have none that is in force; and what to say of it.
fn of_their_own(data: &Dataset, a: PlaceIx, b: PlaceIx) -> Option<(Draft<'_>, TieIx)> {
    let ties = data.links.between(a, b);
    if ties.iter().any(|&tie| data[tie].status == Status::Active) {
        return None;
    }
    let tie = *ties.first()?;
    let (one, other) = (&data[a].name, &data[b].name);
    let until = data[tie].until.first();
    let when = until.map(|claim| format!(" {}", wording::in_time(When::At(claim.date)))).unwrap_or_default();
    let said = match data[tie].status {
        Status::Ended => format!("{one} and {other} were partners; that tie ended{when}."),
        Status::Suspended => format!("{one} and {other} were partners; that tie was suspended{when}."),
        Status::Planned => format!("A tie of {one} and {other} is planned; none is in force."),
        Status::Active => return None,
    };
    let sources = until.map_or(&data[tie].sources, |claim| &claim.sources);
    let draft = Draft::sentence().strong(said);
    Some((draft.cite(citing::best(data, sources)), tie))
}

fn found<'d>(data: &Dataset, a: PlaceIx, b: PlaceIx, chains: &[Vec<(TieIx, PlaceIx)>], past: bool) -> Draft<'d> {
    let (one, other) = (&data[a].name, &data[b].name);
    let Some(first) = chains.first() else {
        return Draft::sentence().strong(format!("No chain of partnerships in this dataset joins {one} and {other}."));
    };
    let links = wording::count(first.len(), "link", "links");
    let past = if past { " Only with ties that are suspended or ended is there one." } else { "" };
    Draft::sentence().strong(match (first.len(), chains.len()) {
        (1, _) => format!("{one} and {other} are partners themselves.{past}"),
        (_, 1) => format!("The shortest chain has {links}.{past}"),
        (_, CHAINS) => format!("The shortest chains have {links}; these are three of them.{past}"),
        (_, many) => format!("The shortest chains have {links}; there are {many}.{past}"),
    })
}

/// Up to three of the shortest chains: each link with the place that it leads to.
fn chains(data: &Dataset, a: PlaceIx, b: PlaceIx, links: Links) -> Vec<Vec<(TieIx, PlaceIx)>> {
    const FAR: u32 = u32::MAX;
    let counts = |tie: TieIx| match data[tie].status {
        Status::Active => true,
        Status::Suspended | Status::Ended => links == Links::Past,
        Status::Planned => false,
    };
    // From the far end, so that walking down the distances from `a` only ever steps towards `b`.
    let mut distance = vec![FAR; data.places.len()];
    distance[b.at()] = 0;
    let mut front = vec![b];
    while !front.is_empty() && distance[a.at()] == FAR {
        let mut next = Vec::new();
        for place in front {
            for &tie in data.links.ties.of(place).iter().filter(|&&tie| counts(tie)) {
                for &party in &data[tie].parties {
                    if distance[party.at()] == FAR {
                        distance[party.at()] = distance[place.at()] + 1;
                        next.push(party);
                    }
                }
            }
        }
        front = next;
    }
    if distance[a.at()] == FAR {
        return Vec::new();
    }
    let mut found = Vec::new();
    walk(data, &distance, &counts, a, &mut Vec::new(), &mut found);
    found
}

/// Walks down the distances; the same places by another tie are no other chain.
fn walk(
    data: &Dataset,
    distance: &[u32],
    counts: &dyn Fn(TieIx) -> bool,
    at: PlaceIx,
    chain: &mut Vec<(TieIx, PlaceIx)>,
    found: &mut Vec<Vec<(TieIx, PlaceIx)>>,
) {
    if distance[at.at()] == 0 {
        found.push(chain.clone());
        return;
    }
    let mut nearer: Vec<(TieIx, PlaceIx)> = Vec::new();
    for &tie in data.links.ties.of(at).iter().filter(|&&tie| counts(tie)) {
        for &party in &data[tie].parties {
            if distance[party.at()] == distance[at.at()] - 1 && nearer.iter().all(|&(_, place)| place != party) {
                nearer.push((tie, party));
            }
        }
    }
    nearer.sort_by_key(|&(_, place)| data.names.rank(place));
    for link in nearer {
        if found.len() == CHAINS {
            return;
        }
        chain.push(link);
        walk(data, distance, counts, link.1, chain, found);
        chain.pop();
    }
}
