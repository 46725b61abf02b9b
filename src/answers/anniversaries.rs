//! What has its day on a date, or on the days ahead.

use jiff::civil::Date;

use super::rows::{Headings, Row};
use super::text::Draft;
use super::{Answer, Answering, Outcome, Pick, Question, finding, steps, typed_day, wording};
use crate::anniversaries::day::{self, Jubilee, Sieve, What};
use crate::anniversaries::schedule;
use crate::dataset::{Dataset, month_name};

/// `/anniversaries`
#[derive(Debug, Clone, PartialEq)]
pub struct Anniversaries {
    /// Of which days.
    pub days: Days,
    /// Of this place only: an id, or what was typed.
    pub place: Option<String>,
    /// Of places in this country only.
    pub country: Option<String>,
    /// Of dated facts, too.
    pub facts: bool,
}

/// Which days are asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Days {
    /// Today.
    Today,
    /// One day, as it was typed.
    On(String),
    /// So many days, from today or from a day on.
    Upcoming {
        /// The first day, as it was typed; today where there is none.
        from: Option<String>,
        /// How many; [`UPCOMING`] where it is not said.
        count: Option<u8>,
    },
}

/// How many days ahead are shown where it is not said.
pub const UPCOMING: u8 = 7;
/// How many days ahead can be shown.
pub const MOST_UPCOMING: u8 = 31;
/// The room of the longest heading.
const HEADING: usize = 80;

pub(super) fn answer<'d>(data: &'d Dataset, today: Date, question: &Anniversaries, page: usize) -> Answering<'d> {
    let (first, count) = span(data, today, &question.days)?;
    let again = |question: Anniversaries| Question::Anniversaries(question);
    let country = finding::country(data, question.country.as_deref(), |country| {
        again(Anniversaries { country: Some(country), ..question.clone() })
    })?;
    let found = match &question.place {
        Some(typed) => Some(finding::place(data, typed, country, |place| {
            again(Anniversaries { place: Some(place), ..question.clone() })
        })?),
        None => None,
    };
    let place = found.as_ref().map(|found| found.ix);
    let sieve = Sieve {
        place,
        // A country that the place lies in said which place was meant.
        country: country.filter(|&country| place.is_none_or(|ix| data[ix].country != country)),
        facts: question.facts,
        ..Sieve::default()
    };
    let resolved = Anniversaries {
        days: match question.days {
            Days::Today | Days::On(_) => Days::On(first.to_string()),
            Days::Upcoming { .. } => Days::Upcoming { from: Some(first.to_string()), count: Some(count) },
        },
        place: place.map(|ix| data[ix].id.to_string()),
        country: country.map(|country| country.code().to_owned()),
        facts: question.facts,
    };
    let listed = Listed::new(data, first, count, &sieve);
    let mut lead: Vec<Draft> = found.and_then(|found| found.note).into_iter().collect();
    lead.extend(counted(&listed, first, count));
    lead.extend(listed.kept_early.map(|date| Draft::sentence().plain(wording::kept_early(date))));
    let rows: Vec<Row> = listed.rows.iter().map(|&(_, row)| Row::Jubilee(row)).collect();
    let headings = Headings {
        group: &|n| listed.rows[n].0,
        label: &|group| listed.labels[group as usize].clone().into(),
        room: HEADING,
    };
    let of = place.map(|ix| format!(" of {}", data[ix].name)).unwrap_or_default();
    let with = sieve.country.map(|country| format!(" with {}", wording::in_words(country))).unwrap_or_default();
    let title = format!("Anniversaries{of}{with}: {}", in_words(first, count));
    let ahead = Pick {
        label: format!("The {UPCOMING} days from then"),
        question: again(Anniversaries {
            days: Days::Upcoming { from: Some(first.to_string()), count: Some(UPCOMING) },
            ..resolved.clone()
        }),
    };
    let ahead = matches!(resolved.days, Days::On(_)).then_some(ahead);
    let ties = listed.rows.iter().filter_map(|(_, row)| match row.what {
        What::Tie(ix) => Some(Some(steps::partnership(data, ix))),
        What::Fact(_) => None,
    });
    Ok(Answer::new(data, Outcome::Answered, title)
        .asked_again_by(again(resolved))
        .with_rows(data, lead, &rows, page, Some(headings))
        .with_steps(steps::first_five(std::iter::once(ahead).chain(ties))))
}

/// The first day and how many.
fn span<'d>(data: &'d Dataset, today: Date, days: &Days) -> Result<(Date, u8), Box<Answer<'d>>> {
    let read = |typed: &str| {
        typed_day::read(typed, today).map_err(|wrong| Box::new(super::mistake(data, &format!("date: {wrong}"))))
    };
    match days {
        Days::Today => Ok((today, 1)),
        Days::On(typed) => Ok((read(typed)?, 1)),
        Days::Upcoming { from, count } => {
            let from = from.as_deref().map_or(Ok(today), read)?;
            Ok((from, count.unwrap_or(UPCOMING).clamp(1, MOST_UPCOMING)))
        }
    }
}

/// All that is listed: each day by itself, then the months and the years that the days lie in.
struct Listed {
    rows: Vec<(u32, Jubilee)>,
    labels: Vec<String>,
    ties: usize,
    facts: usize,
    of_months: usize,
    of_years: usize,
    /// The 28 February on which something of 29 February is kept.
    kept_early: Option<Date>,
}

impl Listed {
    fn new(data: &Dataset, first: Date, count: u8, sieve: &Sieve) -> Listed {
        let mut listed = Listed {
            rows: Vec::new(),
            labels: Vec::new(),
            ties: 0,
            facts: 0,
            of_months: 0,
            of_years: 0,
            kept_early: None,
        };
        let dates: Vec<Date> = schedule::days_from(first).take(count.into()).collect();
        for &date in &dates {
            let found = day::on(data, date, sieve);
            listed.facts += found.iter().filter(|one| matches!(one.what, What::Fact(_))).count();
            listed.ties += found.iter().filter(|one| matches!(one.what, What::Tie(_))).count();
            if found.iter().any(|one| one.kept_early) {
                listed.kept_early = Some(date);
            }
            listed.add(wording::weekday_and_date(date), found);
        }
        let mut months: Vec<(i16, i8)> = dates.iter().map(|date| (date.year(), date.month())).collect();
        months.dedup();
        for &(year, month) in &months {
            let found = day::in_month(data, year, month, sieve);
            listed.of_months += found.len();
            let name = month_name(month.unsigned_abs());
            listed.add(format!("In {name} {year}: no source gives the day"), found);
        }
        months.dedup_by_key(|(year, _)| *year);
        for (year, _) in months {
            let found = day::in_year(data, year, sieve);
            // Where the days lie in two years, each tie has both.
            listed.of_years = listed.of_years.max(found.len());
            listed.add(format!("In {year}: no source gives the day or month"), found);
        }
        listed
    }

    fn add(&mut self, label: String, found: Vec<Jubilee>) {
        let group = u32::try_from(self.labels.len()).unwrap_or(u32::MAX);
        self.labels.push(label);
        self.rows.extend(found.into_iter().map(|row| (group, row)));
    }
}

/// `24 June 2026`, `24 June 2026 to 30 June 2026`
fn in_words(first: Date, count: u8) -> String {
    let last = schedule::days_from(first).take(count.into()).last().unwrap_or(first);
    match first == last {
        true => wording::date(first.into()),
        false => format!("{} to {}", wording::date(first.into()), wording::date(last.into())),
    }
}

fn counted<'d>(listed: &Listed, first: Date, count: u8) -> Vec<Draft<'d>> {
    let when = in_words(first, count);
    let when = if count == 1 { format!("on {when}") } else { format!("from {when}") };
    let ties = wording::count(listed.ties, "partnership", "partnerships");
    let facts = wording::count(listed.facts, "fact", "facts");
    let has = if listed.ties + listed.facts == 1 { "has its day" } else { "have their day" };
    let said = match (listed.ties, listed.facts) {
        (0, 0) => format!("Nothing in this dataset has its day {when}."),
        (_, 0) => format!("{ties} {has} {when}."),
        (0, _) => format!("{facts} {has} {when}."),
        _ => format!("{ties} and {facts} {has} {when}."),
    };
    let apart = [
        (listed.of_months, "month (no source gives the day)"),
        (listed.of_years, "year (no source gives the day or month)"),
    ];
    let apart = apart.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| match count {
        1 => format!("1 has its {what}"),
        _ => format!("{} have their {what}", wording::number(count)),
    });
    let apart: Vec<String> = apart.collect();
    let mut lead = vec![Draft::sentence().strong(said)];
    if !apart.is_empty() {
        lead.push(Draft::sentence().plain(format!("Apart from the days, {}.", wording::list(&apart))));
    }
    lead
}
