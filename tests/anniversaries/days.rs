//! What has its day.

use jiff::civil::Date;
use twinned::anniversaries::{Filter, Sieve, What, day};
use twinned::dataset::{Country, Dataset, TieKind};

use crate::fixture::{Tie, dataset, place, tie, tie_id};

/// The ids of what has its day, with the years.
fn on(data: &Dataset, date: &str, filter: &Filter) -> Vec<String> {
    let sieve = Sieve::new(data, filter).expect("the filter's place is in the data");
    day::on(data, date.parse::<Date>().expect("a date"), &sieve).iter().map(|found| told(data, found)).collect()
}

fn told(data: &Dataset, found: &day::Jubilee) -> String {
    let id = match found.what {
        What::Tie(ix) => &data[ix].id,
        What::Fact(ix) => &data[ix].id,
    };
    format!("{id} {}{}", found.years, if found.kept_early { " (kept early)" } else { "" })
}

fn all() -> Filter {
    Filter::default()
}

#[test]
fn only_a_day_without_doubt_of_a_tie_that_goes_on() {
    let of = |since: &str, status: &'static str| Tie { status, ..tie(since) };
    let disputed = |first: &str| Tie { since: vec![first.to_owned(), "1973-06-25".to_owned()], ..tie(first) };
    let ties = [
        tie("1973-06-24"),
        tie("1973-06-24~"),
        tie("1973-06-24?"),
        tie("1973-06"),
        tie("1973"),
        of("1973-06-24", "ended"),
        of("1973-06-24", "suspended"),
        of("1973-06-24", "planned"),
        disputed("1973-06-24"),
        disputed("1973"),
        tie("2026-06-24"),
    ];
    let data =
        dataset(&ties, &[("1983-06-24", place(0)), ("1983-06-24~", place(0)), ("1983-06-24/1983-06-25", place(0))]);
    let expected = [format!("{} 53", tie_id(0)), format!("{} 53", tie_id(8))];
    assert_eq!(on(&data, "2026-06-24", &all()), expected);
    assert_eq!(on(&data, "2026-06-25", &all()), [""; 0], "the day of the best-supported claim alone");
    let with_facts = on(&data, "2026-06-24", &Filter { facts: true, ..all() });
    assert_eq!(with_facts, [&expected[0], &expected[1], "fact-000 43"]);
    let sieve = Sieve::default();
    let month: Vec<_> = day::in_month(&data, 2026, 6, &sieve).iter().map(|found| told(&data, found)).collect();
    assert_eq!(month, [format!("{} 53", tie_id(3))]);
    let year: Vec<_> = day::in_year(&data, 2026, &sieve).iter().map(|found| told(&data, found)).collect();
    assert_eq!(year, [format!("{} 53", tie_id(4)), format!("{} 53", tie_id(9))]);
}

#[test]
fn the_roundest_first() {
    let years = [2025, 2021, 2016, 2001, 1976, 1926, 1973, 1951, 1826, 1986];
    let ties: Vec<Tie> = years.iter().map(|year| tie(&format!("{year}-06-24"))).collect();
    let data = dataset(&ties, &[]);
    let found: Vec<i16> = day::on(&data, "2026-06-24".parse().expect("a date"), &Sieve::default())
        .iter()
        .map(|found| found.years)
        .collect();
    assert_eq!(found, [200, 100, 50, 75, 25, 40, 10, 5, 53, 1]);
    assert_eq!(on(&data, "2026-06-24", &Filter { only_round: true, ..all() }).len(), 8);
}

#[test]
fn the_twenty_ninth_of_february() {
    let data = dataset(&[tie("1960-02-29"), tie("1961-02-28")], &[]);
    let expect = |date: &str| on(&data, date, &all());
    assert_eq!(expect("2028-02-29"), [format!("{} 68", tie_id(0))]);
    assert_eq!(expect("2028-02-28"), [format!("{} 67", tie_id(1))]);
    assert_eq!(expect("2026-02-28"), [format!("{} 65", tie_id(1)), format!("{} 66 (kept early)", tie_id(0))]);
    assert_eq!(expect("2026-03-01"), [""; 0]);
}

#[test]
fn what_is_asked_for() {
    let ties = [tie("1973-06-24"), Tie { kind: "port", ..tie("1974-06-24") }];
    let data = dataset(&ties, &[("1983-06-24", tie_id(1)), ("1984-06-24", place(2))]);
    let [first, second] = [0, 1].map(|n| format!("{} {}", tie_id(n), 53 - n));
    let check = |filter: Filter, expected: &[&str]| {
        assert_eq!(on(&data, "2026-06-24", &filter), expected, "{filter:?}");
    };
    let facts = true;
    check(Filter { place: Some(place(1)), facts, ..all() }, &[&first]);
    check(Filter { place: Some(place(2)), facts, ..all() }, &[&second, "fact-000 43", "fact-001 42"]);
    check(Filter { kind: Some(TieKind::Port), facts, ..all() }, &[&second, "fact-000 43"]);
    check(Filter { country: Country::from_code("DE"), ..all() }, &[&first]);
    check(Filter { country: Country::from_code("FR"), facts, ..all() }, &[]);
    assert!(Sieve::new(&data, &Filter { place: Some("nowhere-xx".to_owned()), ..all() }).is_none());
}
