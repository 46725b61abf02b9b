//! Where sources disagree, each with both sides.

use super::rows::Row;
use super::text::Draft;
use super::{Answer, Answering, Outcome, Question, citing, finding, steps, ties, wording};
use crate::dataset::{Claim, Dataset, Status, TieIx, When};

/// `/disputes`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Disputes {
    /// About this place only.
    pub place: Option<String>,
}

pub(super) fn answer<'d>(data: &'d Dataset, question: &Disputes, page: usize) -> Answering<'d> {
    let found = match &question.place {
        Some(typed) => {
            Some(finding::place(data, typed, None, |place| Question::Disputes(Disputes { place: Some(place) }))?)
        }
        None => None,
    };
    let place = found.as_ref().map(|found| found.ix);
    let disputed = |&tie: &TieIx| {
        let tie = &data[tie];
        contradicts(&tie.since) || contradicts(&tie.until)
    };
    let ties: Vec<TieIx> = match place {
        Some(ix) => data.links.ties.of(ix).iter().copied().filter(disputed).collect(),
        None => data.ties.iter().map(|(ix, _)| ix).filter(disputed).collect(),
    };
    let reach = place.map(|ix| format!(" of {}", data[ix].name)).unwrap_or_default();
    let about = place.map(|ix| format!(" about {}", data[ix].name)).unwrap_or_default();
    let mut lead: Vec<Draft> = found.and_then(|found| found.note).into_iter().collect();
    lead.push(Draft::sentence().strong(match ties.len() {
        0 => format!("In this dataset, no two sources contradict each other about a partnership{reach}."),
        1 => format!("About 1 partnership{reach} in this dataset, sources contradict each other."),
        n => {
            format!("About {} partnerships{reach} in this dataset, sources contradict each other.", wording::number(n))
        }
    }));
    let rows: Vec<Row> = ties.iter().flat_map(|&tie| both_sides(data, tie)).map(Row::Draft).collect();
    let steps = match place {
        Some(ix) => vec![steps::partners(data, ix), Some(steps::place(data, ix))],
        None => Vec::new(),
    };
    let of_ties = ties.iter().take(5).map(|&tie| Some(steps::partnership(data, tie)));
    Ok(Answer::new(data, Outcome::Answered, format!("Where sources disagree{about}"))
        .asked_again_by(Question::Disputes(Disputes { place: place.map(|ix| data[ix].id.to_string()) }))
        .with_rows(data, lead, &rows, page, None)
        .with_steps(steps::first_five(steps.into_iter().chain(of_ties))))
}

/// How many dates of a dispute stand in its line; all of them are in `/partnership`.
const SIDES: usize = 4;
/// How many are named who say the same.
const NAMED: usize = 3;

/// Whether any claim cannot be true beside the first.
pub(super) fn contradicts(claims: &[Claim]) -> bool {
    claims.iter().skip(1).any(|claim| !claim.date.overlaps(claims[0].date))
}

/// One line for the beginning and one for the end, where these are disputed: the best-supported date first, then the others.
fn both_sides(data: &Dataset, ix: TieIx) -> Vec<Draft<'_>> {
    let tie = &data[ix];
    let began = if tie.status == Status::Planned { "is planned" } else { "began" };
    let ended = if tie.status == Status::Suspended { "was suspended" } else { "ended" };
    let claimed = [(began, "beginning", &tie.since), (ended, "end", &tie.until)];
    let disputed = claimed.into_iter().filter(|(.., claims)| contradicts(claims));
    disputed
        .map(|(what, noun, claims)| {
            let others = claims.iter().skip(1).filter(|claim| !claim.date.overlaps(claims[0].date));
            let sides: Vec<&Claim> = claims.iter().take(1).chain(others).take(SIDES).collect();
            let names = ties::names_of_all(data, ix).plain(ties::states(data, &[ix]));
            match *sides[0].sources {
                [only] if sides.iter().all(|side| *side.sources == [only]) => {
                    let dates: Vec<String> = sides.iter().map(|side| wording::date(side.date)).collect();
                    let publisher = &data[only].publisher;
                    let said = format!(": {publisher} gives {} as its {noun}", wording::both(&dates));
                    names.plain(said).cite([only])
                }
                _ => sides.iter().enumerate().fold(names.plain(format!(": {what}")), |draft, (n, side)| {
                    say(data, draft.plain(if n == 0 { " " } else { "; " }), side)
                }),
            }
        })
        .collect()
}

/// `on 24 June 1973, say China Daily and City of Kobe`, with the mark of each who is named.
fn say<'d>(data: &Dataset, draft: Draft<'d>, claim: &Claim) -> Draft<'d> {
    let mut sources = citing::in_order(data, &claim.sources);
    let more = sources.len() > NAMED;
    sources.truncate(NAMED);
    let mut names = citing::publishers(data, &sources);
    if more {
        names.push("others");
    }
    let says = if names.len() == 1 { "says" } else { "say" };
    let said = format!("{}, {says} {}", wording::in_time(When::At(claim.date)), wording::list(&names));
    draft.plain(said).cite(sources)
}
