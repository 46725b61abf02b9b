//! Where sources disagree, each with both sides.

use super::rows::Row;
use super::text::Draft;
use super::{Answer, Answering, Outcome, Question, citing, finding, steps, ties, wording};
use crate::dataset::{Claim, Dataset, TieIx, When};

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

/// Whether any claim cannot be true beside the first.
pub(super) fn contradicts(claims: &[Claim]) -> bool {
    claims.iter().skip(1).any(|claim| !claim.date.overlaps(claims[0].date))
}

/// One line for the beginning and one for the end, where these are disputed: the best-supported date first, then the others.
fn both_sides(data: &Dataset, ix: TieIx) -> Vec<Draft<'_>> {
    let tie = &data[ix];
    let claimed = [("began", &tie.since), ("ended", &tie.until)];
    let disputed = claimed.into_iter().filter(|(_, claims)| contradicts(claims));
    disputed
        .map(|(what, claims)| {
            let mut draft = ties::names_of_all(data, ix).plain(format!(": {what}"));
            let sides = claims.iter().enumerate().filter(|(n, claim)| *n == 0 || !claim.date.overlaps(claims[0].date));
            for (n, (_, claim)) in sides.take(4).enumerate() {
                let Some(source) = citing::best(data, &claim.sources) else { continue };
                let joined = if n == 0 { " " } else { "; " };
                let more = match claim.sources.len() {
                    1 => String::new(),
                    n => format!(" and {}", wording::count(n - 1, "other", "others")),
                };
                let says = if claim.sources.len() == 1 { "says" } else { "say" };
                let time = wording::in_time(When::At(claim.date));
                draft = draft.plain(format!("{joined}{time}, {says} {}{more}", data[source].publisher)).cite([source]);
            }
            draft
        })
        .collect()
}
