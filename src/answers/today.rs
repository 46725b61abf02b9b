//! What happened on this day of another year?

use jiff::civil::Date;

use super::rows::Row;
use super::text::Draft;
use super::{Answer, Outcome, Question, steps, wording};
use crate::dataset::{Dataset, FactIx, PartialDate, Precision, Qualifier, Status, TieIx, When, month_name};

pub(super) fn answer(data: &Dataset, today: Date, page: usize) -> Answer<'_> {
    let begun = data
        .ties
        .iter()
        .filter(|(_, tie)| tie.status != Status::Planned && tie.began().is_some_and(|date| is_on(date, today)));
    let mut ties: Vec<TieIx> = begun.map(|(ix, _)| ix).collect();
    ties.sort_by_key(|&ix| data[ix].began());
    let happened =
        data.facts.iter().filter(|(_, fact)| matches!(fact.date, Some(When::At(date)) if is_on(date, today)));
    let mut facts: Vec<FactIx> = happened.map(|(ix, _)| ix).collect();
    super::facts::by_date(data, &mut facts);
    let day = format!("{} {}", today.day(), month_name(today.month().unsigned_abs()));
    let lead = Draft::sentence().strong(match (ties.len(), facts.len()) {
        (0, 0) => format!("No source dates anything in this dataset to a {day}."),
        (ties, facts) => format!(
            "On {day} of other years: {} and {}.",
            wording::count(ties, "partnership began", "partnerships began"),
            wording::count(facts, "fact", "facts")
        ),
    });
    let kept = (today.day() == 28 && today.month() == 2 && !today.in_leap_year())
        .then(|| Draft::sentence().plain("What is of 29 February is kept today, since this year has none."));
    let mut rows: Vec<Row> = ties.iter().map(|&tie| Row::Pair(tie)).collect();
    rows.extend(facts.iter().map(|&fact| Row::Fact(fact)));
    let steps = ties.iter().map(|&tie| Some(steps::partnership(data, tie)));
    Answer::new(data, Outcome::Answered, format!("{day}: today, {}", wording::date(today.into())))
        .asked_again_by(Question::Today)
        .with_rows(data, std::iter::once(lead).chain(kept).collect(), &rows, page, None)
        .with_steps(steps::first_five(steps))
}

/// Whether a date is that of today in an earlier year. Only a day that a source gives without doubt is on a day; 29 February
/// is kept on 28 February in common years.
fn is_on(date: PartialDate, today: Date) -> bool {
    if date.precision() != Precision::Day || date.qualifier() != Qualifier::Plain {
        return false;
    }
    let day = date.first_day();
    let kept = (day.month(), day.day()) == (2, 29) && !today.in_leap_year();
    let same = (day.month(), if kept { 28 } else { day.day() }) == (today.month(), today.day());
    same && day < today
}
