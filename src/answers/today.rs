//! What happened on this day of another year?

use jiff::civil::Date;

use super::rows::Row;
use super::text::Draft;
use super::{Answer, Outcome, Question, steps, ties, wording};
use crate::dataset::{Dataset, FactIx, PartialDate, Precision, Qualifier, Status, TieIx, When, month_name};

pub(super) fn answer(data: &Dataset, today: Date, page: usize) -> Answer<'_> {
    let fits = |date: Option<PartialDate>| date.is_some_and(|date| is_on(date, today));
    let mut begun: Vec<TieIx> = data
        .ties
        .iter()
        .filter(|(_, tie)| tie.status != Status::Planned && fits(tie.began()))
        .map(|(ix, _)| ix)
        .collect();
    begun.sort_by_key(|&ix| data[ix].began());
    let mut ended: Vec<TieIx> = data.ties.iter().filter(|(_, tie)| fits(tie.ended())).map(|(ix, _)| ix).collect();
    ended.sort_by_key(|&ix| data[ix].ended());
    let happened =
        data.facts.iter().filter(|(_, fact)| matches!(fact.date, Some(When::At(date)) if is_on(date, today)));
    let mut facts: Vec<FactIx> = happened.map(|(ix, _)| ix).collect();
    super::facts::by_date(data, &mut facts);
    let of_ties =
        begun.iter().filter_map(|&ix| data[ix].began()).chain(ended.iter().filter_map(|&ix| data[ix].ended()));
    let of_facts = facts.iter().filter_map(|&ix| data[ix].date.map(When::start));
    let all_earlier = of_ties.chain(of_facts).all(|date| date.year() < today.year());
    let day = format!("{} {}", today.day(), month_name(today.month().unsigned_abs()));
    let years = if all_earlier { "in earlier years" } else { "in this year or another" };
    let counted = counted(data, &begun, &ended, &facts);
    let lead = Draft::sentence().strong(match counted.as_slice() {
        [] => format!("No source dates anything in this dataset to a {day}."),
        counted => format!("On {day}, {years}, {}.", wording::list(counted)),
    });
    let kept = (today.day() == 28 && today.month() == 2 && !today.in_leap_year())
        .then(|| Draft::sentence().plain("What is of 29 February is kept today, since this year has none."));
    let mut rows: Vec<Row> = begun.iter().map(|&tie| Row::Pair(tie)).collect();
    rows.extend(ended.iter().map(|&tie| Row::Draft(ties::ended_line(data, tie, end_word(data, tie)))));
    rows.extend(facts.iter().map(|&fact| Row::Fact(fact)));
    let steps = begun.iter().chain(&ended).map(|&tie| Some(steps::partnership(data, tie)));
    Answer::new(data, Outcome::Answered, format!("On this day: {day}"))
        .asked_again_by(Question::Today)
        .with_rows(data, std::iter::once(lead).chain(kept).collect(), &rows, page, None)
        .with_steps(steps::first_five(steps))
}

/// `ended`, `was suspended`
fn end_word(data: &Dataset, tie: TieIx) -> &'static str {
    if data[tie].status == Status::Suspended { "was suspended" } else { "ended" }
}

/// `2 partnerships began`, `1 partnership ended`, `3 facts are dated to it`: what there is of these.
fn counted(data: &Dataset, begun: &[TieIx], ended: &[TieIx], facts: &[FactIx]) -> Vec<String> {
    let suspended = ended.iter().filter(|&&tie| data[tie].status == Status::Suspended).count();
    let counts = [
        (begun.len(), "partnership began", "partnerships began"),
        (ended.len() - suspended, "partnership ended", "partnerships ended"),
        (suspended, "partnership was suspended", "partnerships were suspended"),
        (facts.len(), "fact is dated to it", "facts are dated to it"),
    ];
    let there = counts.into_iter().filter(|(count, ..)| *count > 0);
    there.map(|(count, one, many)| wording::count(count, one, many)).collect()
}

/// Whether a date is that of today in any year. Only a day that a source gives without doubt is on a day; 29 February is
/// kept on 28 February in common years.
fn is_on(date: PartialDate, today: Date) -> bool {
    if date.precision() != Precision::Day || date.qualifier() != Qualifier::Plain {
        return false;
    }
    let day = date.first_day();
    let kept = (day.month(), day.day()) == (2, 29) && !today.in_leap_year();
    (day.month(), if kept { 28 } else { day.day() }) == (today.month(), today.day())
}
