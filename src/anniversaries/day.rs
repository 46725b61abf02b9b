//! What has its day on a date: ties whose best-supported beginning is a day, given without doubt, and facts that are dated so.
//!
//! Nothing rounds a month or a year up to a day: what is dated to a month has its month, what is dated to a year its year, and
//! both stand apart. 29 February is kept on 28 February in common years. Ties that are planned, suspended or ended have none.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::subscription::Filter;
use crate::dataset::{Country, Dataset, Dated, FactIx, Partnership, PlaceIx, Subject, TieIx, TieKind};

/// What has its day, its month or its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A tie.
    Tie(TieIx),
    /// A fact.
    Fact(FactIx),
}

/// Something with its day, its month or its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jubilee {
    /// What it is.
    pub what: What,
    /// How many years ago it was, 1 or more.
    pub years: i16,
    /// Whether it is of 29 February and kept a day earlier, since the year has none.
    pub kept_early: bool,
}

impl Jubilee {
    /// The largest of 100, 50, 25, 10 and 5 that divides the years.
    pub fn roundness(&self) -> Option<i16> {
        roundness(self.years)
    }

    /// The key by which lists are sorted: ties before facts, the roundest first, of those the oldest; then in the order of the
    /// tables.
    pub fn order(&self) -> impl Ord + use<> {
        let (fact, at) = match self.what {
            What::Tie(ix) => (false, ix.at()),
            What::Fact(ix) => (true, ix.at()),
        };
        (fact, Reverse(self.roundness()), Reverse(self.years), at)
    }
}

/// The largest of 100, 50, 25, 10 and 5 that divides a number of years.
pub fn roundness(years: i16) -> Option<i16> {
    [100, 50, 25, 10, 5].into_iter().find(|round| years % round == 0)
}

/// Which of all that has its day is asked for: a [`Filter`] with its place found.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sieve {
    /// Of this place only.
    pub place: Option<PlaceIx>,
    /// Of places in this country only.
    pub country: Option<Country>,
    /// Of ties of this kind only, and of facts about such ties.
    pub kind: Option<TieKind>,
    /// Of facts, too.
    pub facts: bool,
    /// Of multiples of five years only.
    pub only_round: bool,
}

impl Sieve {
    /// The filter for a version of the data; `None` where its place is not in there.
    pub fn new(data: &Dataset, filter: &Filter) -> Option<Sieve> {
        let place = match &filter.place {
            Some(id) => Some(data.places.by_id(id)?),
            None => None,
        };
        let Filter { country, kind, facts, only_round, .. } = *filter;
        Some(Sieve { place, country, kind, facts, only_round })
    }

    fn keeps_years(&self, years: i16) -> bool {
        years >= 1 && (!self.only_round || roundness(years).is_some())
    }

    fn keeps_tie(&self, data: &Dataset, ix: TieIx) -> bool {
        if self.place.is_none() && self.country.is_none() && self.kind.is_none() {
            return true;
        }
        let tie = &data[ix];
        self.kind.is_none_or(|kind| tie.kind == kind)
            && self.place.is_none_or(|place| tie.parties.contains(&place))
            && self.keeps_country(data, &tie.parties)
    }

    fn keeps_country(&self, data: &Dataset, parties: &[PlaceIx]) -> bool {
        self.country.is_none_or(|country| parties.iter().any(|&party| data[party].country == country))
    }

    fn keeps_fact(&self, data: &Dataset, ix: FactIx) -> bool {
        let about = &data[ix].about;
        let any = |of_place: &dyn Fn(PlaceIx) -> bool, of_tie: &dyn Fn(TieIx) -> bool| {
            about.iter().any(|subject| match *subject {
                Subject::Place(place) => of_place(place),
                Subject::Tie(tie) => of_tie(tie),
            })
        };
        self.kind.is_none_or(|kind| any(&|_| false, &|tie| data[tie].kind == kind))
            && self.place.is_none_or(|place| any(&|other| other == place, &|tie| data[tie].parties.contains(&place)))
            && (self.country.is_none()
                || any(&|place| self.keeps_country(data, &[place]), &|tie| {
                    self.keeps_country(data, &data[tie].parties)
                }))
    }
}

/// The days of the year whose dates are kept on a date: its own, and on 28 February of a common year 29 February.
fn kept(date: Date) -> impl Iterator<Item = (i8, i8, bool)> {
    let early = (date.month(), date.day()) == (2, 28) && !date.in_leap_year();
    std::iter::once((date.month(), date.day(), false)).chain(early.then_some((2, 29, true)))
}

fn each<'d>(data: &'d Dataset, date: Date, sieve: &'d Sieve) -> impl Iterator<Item = Jubilee> {
    let days = data.days();
    kept(date).flat_map(move |(month, day, kept_early)| {
        let years = move |year: i16| Some(date.year() - year).filter(|&years| sieve.keeps_years(years));
        let ties = days.ties_on(month, day).iter().filter_map(move |tie| {
            let years = years(tie.year).filter(|_| sieve.keeps_tie(data, tie.ix))?;
            Some(Jubilee { what: What::Tie(tie.ix), years, kept_early })
        });
        let facts = if sieve.facts { days.facts_on(month, day) } else { &[] };
        ties.chain(facts.iter().filter_map(move |fact| {
            let years = years(fact.year).filter(|_| sieve.keeps_fact(data, fact.ix))?;
            Some(Jubilee { what: What::Fact(fact.ix), years, kept_early })
        }))
    })
}

/// What has its day on a date, ties before facts, in the order of roundness.
pub fn on(data: &Dataset, date: Date, sieve: &Sieve) -> Vec<Jubilee> {
    let mut found: Vec<Jubilee> = each(data, date, sieve).collect();
    found.sort_by_key(Jubilee::order);
    found
}

/// Whether anything has its day on a date.
pub fn any_on(data: &Dataset, date: Date, sieve: &Sieve) -> bool {
    each(data, date, sieve).next().is_some()
}

/// The ties that have their month: no source gives the day.
pub fn in_month(data: &Dataset, year: i16, month: i8, sieve: &Sieve) -> Vec<Jubilee> {
    undated(data, year, data.days().ties_in_month(month), sieve)
}

/// The ties that have their year: no source gives the month.
pub fn in_year(data: &Dataset, year: i16, sieve: &Sieve) -> Vec<Jubilee> {
    undated(data, year, data.days().ties_of_years(), sieve)
}

fn undated(data: &Dataset, year: i16, ties: &[Dated<Partnership>], sieve: &Sieve) -> Vec<Jubilee> {
    let kept = ties.iter().filter(|tie| sieve.keeps_years(year - tie.year) && sieve.keeps_tie(data, tie.ix));
    let mut found: Vec<Jubilee> =
        kept.map(|tie| Jubilee { what: What::Tie(tie.ix), years: year - tie.year, kept_early: false }).collect();
    found.sort_by_key(Jubilee::order);
    found
}
