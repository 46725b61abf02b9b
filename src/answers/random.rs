//! One partnership with a fact, by chance.

use super::rows::Row;
use super::text::Draft;
use super::{Answer, Answering, Outcome, Pick, Question, facts, finding, steps, ties, wording};
use crate::dataset::{Dataset, TieIx, TieKind};

/// `/random`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Random {
    /// A tie of this kind.
    pub kind: Option<TieKind>,
    /// A tie with this country.
    pub country: Option<String>,
}

/// `chance` is any number; another one gives another partnership.
pub(super) fn answer<'d>(data: &'d Dataset, question: &Random, chance: u64, page: usize) -> Answering<'d> {
    let country = finding::country(data, question.country.as_deref(), |country| {
        Question::Random(Random { country: Some(country), ..question.clone() })
    })?;
    let filter = ties::Filter { country, kind: question.kind, ..ties::Filter::default() };
    let resolved = Random { kind: question.kind, country: country.map(|country| country.code().to_owned()) };
    let fitting: Vec<TieIx> = data
        .ties
        .iter()
        .filter(|(ix, tie)| !data.links.facts_of_tie.of(*ix).is_empty() && filter.keeps(data, tie, None))
        .map(|(ix, _)| ix)
        .collect();
    let Some(&tie) = usize::try_from(chance % fitting.len().max(1) as u64).ok().and_then(|n| fitting.get(n)) else {
        let kind = question.kind.map(|kind| format!(" of the kind “{}”", wording::tie_kind(kind))).unwrap_or_default();
        let place = country.map(|country| format!(" of a place in {}", wording::in_words(country))).unwrap_or_default();
        let said = format!("No partnership{kind}{place} in this dataset comes with a fact.");
        return Ok(Answer::new(data, Outcome::Answered, "A partnership by chance")
            .with_lead(vec![Draft::sentence().plain(said)]));
    };
    let of_tie = data.links.facts_of_tie.of(tie);
    let fact = of_tie[usize::try_from(chance / fitting.len() as u64 % of_tie.len() as u64).unwrap_or(0)];
    let mut rows = vec![Row::Pair(tie)];
    rows.extend(facts::in_full(data, fact).into_iter().map(Row::Draft));
    let another = Pick { label: "Another one".to_owned(), question: Question::Random(resolved) };
    let [one, other] = [data[tie].parties[0], data[tie].parties[1]];
    let in_full = Pick { label: "All about this tie".to_owned(), ..steps::partnership(data, tie) };
    let steps = [Some(another), Some(in_full), steps::partners(data, one), steps::partners(data, other)];
    Ok(Answer::new(data, Outcome::Answered, wording::tie_title(data, tie))
        .with_rows(data, Vec::new(), &rows, page, None)
        .with_steps(steps::first_five(steps)))
}
