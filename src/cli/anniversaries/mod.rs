//! `twinned anniversaries`: what has its day, for people, for programs and for calendars.

mod ics;

use jiff::civil::Date;
use serde::Serialize;

use super::args::{AnniversariesArgs, PrecisionArg};
use super::{Exit, aside, clock, config, load, print, print_as_it_is};
use crate::anniversaries::day::{self, Jubilee, Sieve, What};
use crate::anniversaries::schedule;
use crate::answers::{read_day, wording};
use crate::dataset::names::{self, Found};
use crate::dataset::{Dataset, PlaceIx, TieIx};

/// How many days are listed from a day on, where it is not said.
const DAYS: u16 = 7;
/// How many of the sources of a date are named in a line.
const NAMED: usize = 2;

/// A partnership that has its day, its month or its year.
struct Row {
    /// `2026-06-24`, `2026-06` or `2026`.
    date: String,
    tie: TieIx,
    years: i16,
    precision: &'static str,
}

/// A row as JSON.
#[derive(Serialize)]
struct Object<'d> {
    date: &'d str,
    partnership: &'d str,
    since: String,
    years: i16,
    precision: &'static str,
}

pub(super) fn anniversaries(args: AnniversariesArgs) -> Exit {
    listed(args).map_or_else(|exit| exit, |()| Exit::Done)
}

fn listed(args: AnniversariesArgs) -> Result<(), Exit> {
    if args.ics && args.precision == PrecisionArg::All {
        return Err(wrong("--ics has days alone: leave out --precision all"));
    }
    let config = config(args.data.config.as_deref())?;
    let clock = clock(args.date)?;
    let (first, count) = days(&args, clock.today(&config.timezone))?;
    let data = load(args.data.data, &config, &clock)?;
    let sieve = sieve(&data, args.place.as_deref(), args.country.as_deref())?;
    let rows = rows(&data, first, count, &sieve, args.precision);
    if args.ics {
        print_as_it_is(&ics::calendar(&data, rows.iter().map(|row| row.tie)))
    } else if args.json {
        let objects: Vec<Object> = rows.iter().map(|row| object(&data, row)).collect();
        let json = serde_json::to_string_pretty(&objects).map_err(|error| {
            aside(&format!("twinned: the list cannot be written: {error}"));
            Exit::Failed
        })?;
        print(&json)
    } else {
        if rows.is_empty() {
            aside("twinned: nothing in this dataset has its day then");
        }
        print_as_it_is(&rows.iter().map(|row| line(&data, row)).collect::<String>())
    }
}

fn wrong(why: &str) -> Exit {
    aside(&format!("twinned: {why}"));
    Exit::Usage
}

/// The first day and how many.
fn days(args: &AnniversariesArgs, today: Date) -> Result<(Date, u16), Exit> {
    let read = |option: &str, typed: &str| read_day(typed, today).map_err(|why| wrong(&format!("{option} {why}")));
    match (&args.on, &args.from, args.days) {
        (Some(on), _, _) => Ok((read("--on", on)?, 1)),
        (None, Some(from), count) => Ok((read("--from", from)?, count.unwrap_or(DAYS))),
        (None, None, Some(count)) => Ok((today, count)),
        (None, None, None) => Ok((today, 1)),
    }
}

/// The place and the country that are meant.
fn sieve(data: &Dataset, place: Option<&str>, country: Option<&str>) -> Result<Sieve, Exit> {
    let country = match country {
        None => None,
        Some(typed) => Some(names::find_country(data, typed).map_err(|nearest| {
            let names: Vec<String> = nearest.iter().map(|country| country.name().to_owned()).collect();
            wrong(&unknown("--country", typed, &names))
        })?),
    };
    let place = place.map(|typed| find(data, typed, country)).transpose()?;
    // A country that the place lies in said which place was meant.
    let country = country.filter(|&country| place.is_none_or(|ix| data[ix].country != country));
    Ok(Sieve { place, country, ..Sieve::default() })
}

fn find(data: &Dataset, typed: &str, country: Option<crate::dataset::Country>) -> Result<PlaceIx, Exit> {
    let ids = |places: &[PlaceIx]| places.iter().map(|&ix| data[ix].id.to_string()).collect::<Vec<_>>();
    match names::find_or_elsewhere(data, typed, country) {
        Found::One(ix) => Ok(ix),
        Found::Nearly(ix) => {
            aside(&format!("twinned: no place here is called {typed:?}; the nearest name is {}", data[ix].name));
            Ok(ix)
        }
        Found::Several(places) => {
            Err(wrong(&format!("--place {typed:?} may be any of these: {}", ids(&places).join(", "))))
        }
        Found::Unknown(_) if let Some(country) = names::country_called(typed) => {
            Err(wrong(&format!("--place {typed:?} is a country: write --country {}", country.code())))
        }
        Found::Unknown(nearest) => Err(wrong(&unknown("--place", typed, &ids(&nearest)))),
    }
}

fn unknown(option: &str, typed: &str, nearest: &[String]) -> String {
    match nearest {
        [] => format!("{option} {typed:?} is not known here"),
        _ => format!("{option} {typed:?} is not known here; the nearest: {}", nearest.join(", ")),
    }
}

/// Everything that is asked for, by date, then by id.
fn rows(data: &Dataset, first: Date, count: u16, sieve: &Sieve, precision: PrecisionArg) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut add = |date: String, precision: &'static str, found: Vec<Jubilee>| {
        rows.extend(found.into_iter().filter_map(|one| match one.what {
            What::Tie(tie) => Some(Row { date: date.clone(), tie, years: one.years, precision }),
            What::Fact(_) => None,
        }));
    };
    let dates: Vec<Date> = schedule::days_from(first).take(count.into()).collect();
    for &date in &dates {
        add(date.to_string(), "day", day::on(data, date, sieve));
    }
    if precision == PrecisionArg::All {
        let mut months: Vec<(i16, i8)> = dates.iter().map(|date| (date.year(), date.month())).collect();
        months.dedup();
        for &(year, month) in &months {
            add(format!("{year:04}-{month:02}"), "month", day::in_month(data, year, month, sieve));
        }
        months.dedup_by_key(|(year, _)| *year);
        for (year, _) in months {
            add(format!("{year:04}"), "year", day::in_year(data, year, sieve));
        }
    }
    rows.sort_by(|a, b| (&a.date, &data[a.tie].id).cmp(&(&b.date, &data[b.tie].id)));
    rows
}

fn object<'d>(data: &'d Dataset, row: &'d Row) -> Object<'d> {
    let tie = &data[row.tie];
    Object {
        date: &row.date,
        partnership: &tie.id,
        since: tie.began().map(|date| date.to_string()).unwrap_or_default(),
        years: row.years,
        precision: row.precision,
    }
}

/// `2026-06-24  53 years  Kobe – Tianjin, since 24 June 1973 (City of Kobe and 11 more)`
fn line(data: &Dataset, row: &Row) -> String {
    let tie = &data[row.tie];
    let years = wording::count(row.years.unsigned_abs().into(), "year", "years");
    let since = tie.since.first();
    let date = since.map(|claim| wording::date(claim.date)).unwrap_or_default();
    let sources = since.map_or(&[][..], |claim| &claim.sources);
    let mut named: Vec<&str> = Vec::new();
    for &source in sources {
        if !named.contains(&&*data[source].publisher) {
            named.push(&data[source].publisher);
        }
    }
    let more = match named.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    named.truncate(NAMED);
    let title = wording::tie_title(data, row.tie);
    format!("{:<10}  {years:>9}  {title}, since {date} ({}{more})\n", row.date, named.join("; "))
}
