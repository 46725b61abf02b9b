//! Which partnerships began then or later?

use jiff::civil::Date;

use super::finding;
use super::rows::{Headings, Row};
use super::text::Draft;
use super::ties::Filter;
use super::{Answer, Answering, Outcome, Question, steps, wording};
use crate::dataset::{Dataset, PartialDate, PlaceIx, PlaceKind, Status, TieIx, TieKind, When};

/// `/since`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Since {
    /// From then on: `1973`, `1973-06` or `1973-06-24`.
    pub year: String,
    /// And no later than this, in the same form.
    pub until: Option<String>,
    /// Ties of this place only: an id, or what was typed.
    pub place: Option<String>,
    /// Ties with a party in this country only.
    pub country: Option<String>,
    /// Ties of this kind only.
    pub kind: Option<TieKind>,
}

pub(super) fn answer<'d>(data: &'d Dataset, today: Date, question: &Since, page: usize) -> Answering<'d> {
    let again = |question: Since| Question::Since(question);
    let bounds = (("year", Some(question.year.as_str())), ("until", question.until.as_deref()));
    let (from, until) = finding::bounds(data, bounds.0, bounds.1, |year, until| {
        again(Since { year, until: Some(until), ..question.clone() })
    })?;
    // `finding::bounds` gives none only where none was asked for.
    let Some(from) = from else { return Err(Box::new(super::gone(data))) };
    let country = finding::country(data, question.country.as_deref(), |country| {
        again(Since { country: Some(country), ..question.clone() })
    })?;
    let place = match &question.place {
        Some(typed) => {
            Some(finding::place(data, typed, country, |place| again(Since { place: Some(place), ..question.clone() }))?)
        }
        None => None,
    };
    let subject = place.as_ref().map(|place| place.ix);
    let filter = Filter {
        // A country that the place lies in said which place was meant.
        country: country.filter(|&country| subject.is_none_or(|ix| data[ix].country != country)),
        kind: question.kind,
        ..Filter::default()
    };
    let resolved = Since {
        year: from.to_string(),
        until: until.map(|until| until.to_string()),
        place: subject.map(|ix| data[ix].id.to_string()),
        country: country.map(|country| country.code().to_owned()),
        kind: question.kind,
    };
    let ties = begun(data, from, until, subject, &filter);
    let mut lead: Vec<Draft> = place.and_then(|place| place.note).into_iter().collect();
    lead.push(counted(&ties, from, until, today));
    lead.extend(undated(data, subject, &filter));
    let scope = scope(data, subject, &filter);
    let title = match until {
        Some(until) if until == from => format!("Partnerships that began {}{scope}", in_time(from)),
        Some(until) => format!("Partnerships from {} to {}{scope}", wording::date(from), wording::date(until)),
        None => format!("Partnerships since {}{scope}", wording::date(from)),
    };
    let whose = subject.map(|ix| [steps::partners(data, ix), Some(steps::place(data, ix)), steps::timeline(data, ix)]);
    // A country is a place only of facts; its ties are those of its places.
    let whole = subject.filter(|&ix| data[ix].kind == PlaceKind::Country).map(|ix| steps::country(data[ix].country));
    let steps = whose.into_iter().flatten().chain([whole, country.map(steps::country)]);
    let rows: Vec<Row> = ties.iter().map(|&(_, tie)| Row::Pair(tie)).collect();
    let year = |n: usize| ties[n].0.year().unsigned_abs().into();
    let headings = Headings { group: &year, label: &|year| year.to_string().into(), room: 4 };
    Ok(Answer::new(data, Outcome::Answered, title)
        .asked_again_by(Question::Since(resolved))
        .with_rows(data, lead, &rows, page, Some(headings))
        .with_steps(steps::first_five(steps)))
}

/// The ties that began within the bounds, in the order of their dates, which stand beside them.
fn begun(
    data: &Dataset,
    from: PartialDate,
    until: Option<PartialDate>,
    subject: Option<PlaceIx>,
    filter: &Filter,
) -> Vec<(PartialDate, TieIx)> {
    let (first, last) = (from.first_day(), until.map(PartialDate::last_day));
    let counts = |&(date, ix): &(PartialDate, TieIx)| {
        let tie = &data[ix];
        date.last_day() >= first
            && last.is_none_or(|last| date.first_day() <= last)
            && tie.status != Status::Planned
            && filter.keeps(data, tie, subject)
    };
    match subject {
        Some(place) => {
            let of_place = data.links.ties.of(place).iter().filter_map(|&ix| Some((data[ix].began()?, ix)));
            let mut ties: Vec<_> = of_place.filter(counts).collect();
            ties.sort_by(|(a_date, a), (b_date, b)| a_date.cmp(b_date).then_with(|| data[*a].id.cmp(&data[*b].id)));
            ties
        }
        None => {
            let by_date = &data.links.by_date;
            let start = by_date.partition_point(|(date, _)| date.year() < from.year());
            let end =
                until.map_or(by_date.len(), |until| by_date.partition_point(|(date, _)| date.year() <= until.year()));
            by_date.get(start..end).unwrap_or_default().iter().copied().filter(counts).collect()
        }
    }
}

/// `Since 1973: 7 began in 1973, 1,131 later.`
fn counted<'d>(ties: &[(PartialDate, TieIx)], from: PartialDate, until: Option<PartialDate>, today: Date) -> Draft<'d> {
    let start = wording::date(from);
    let then = ties.iter().take_while(|(date, _)| date.first_day() <= from.last_day()).count();
    let later = ties.len() - then;
    let span = match until {
        Some(until) if until == from => capitalised(&in_time(from)),
        Some(until) => format!("From {start} to {}", wording::date(until)),
        None => format!("Since {start}"),
    };
    let draft = Draft::sentence();
    if ties.is_empty() {
        let draft = draft.strong(format!("{span}: no partnership in this dataset began then."));
        return match from.first_day() > today {
            true => draft.plain(format!(" Today is {}.", wording::date(today.into()))),
            false => draft,
        };
    }
    let may = if from.day().is_some() || from.month().is_some() { " (or may have begun)" } else { "" };
    let (count, number) = (wording::number(then), wording::number(later));
    draft.strong(match (then, ties.get(then)) {
        _ if until == Some(from) => format!("{span}: {count} began{may}."),
        (0, Some((first, _))) => {
            format!("{span}: none began {}, {number} later, the first {}.", in_time(from), in_time(*first))
        }
        (_, Some(_)) => format!("{span}: {count} began{may} {}, {number} later.", in_time(from)),
        (_, None) => format!("{span}: {count} began{may} {}, none later.", in_time(from)),
    })
}

fn in_time(date: PartialDate) -> String {
    wording::in_time(When::At(date))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// How many ties no source dates, which is why they are not in the list.
fn undated<'d>(data: &Dataset, subject: Option<PlaceIx>, filter: &Filter) -> Option<Draft<'d>> {
    let is_one = |ix: TieIx| {
        let tie = &data[ix];
        tie.since.is_empty() && tie.status != Status::Planned && filter.keeps(data, tie, subject)
    };
    let count = match subject {
        Some(place) => data.links.ties.of(place).iter().filter(|&&ix| is_one(ix)).count(),
        None => data.links.undated.iter().filter(|&&ix| is_one(ix)).count(),
    };
    let text = match count {
        0 => return None,
        1 => "1 more has no date in any source that was read, so it is not in this list.".to_owned(),
        n => format!(
            "{} more have no date in any source that was read, so they are not in this list.",
            wording::number(n)
        ),
    };
    Some(Draft::sentence().plain(text))
}

/// What the list is confined to, for the title: ` of Tianjin, with Japan`.
fn scope(data: &Dataset, subject: Option<PlaceIx>, filter: &Filter) -> String {
    let of = subject.map(|ix| format!(" of {}", data[ix].name)).unwrap_or_default();
    match filter.words() {
        words if words.is_empty() => of,
        words => format!("{of} ({words})"),
    }
}
