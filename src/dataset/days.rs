//! What the sources date without doubt, by day of the year: made when it is first asked for, once for each version of the
//! data.

use super::date::{PartialDate, Precision, Qualifier, When};
use super::records::{Fact, Partnership, TieIx};
use super::table::{Ix, Table};
use super::words::Status;

/// One thing that has a date, with its year.
#[derive(Debug)]
pub struct Dated<T> {
    /// The year of its date.
    pub year: i16,
    /// What it is.
    pub ix: Ix<T>,
}

impl<T> Clone for Dated<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Dated<T> {}

/// Ties that no source calls planned, suspended or ended, and facts, by their dates. A tie's date is its best-supported one;
/// dates with `~` or `?` are left out.
pub struct Days {
    // One list for each day that a month may have, 31 to a month.
    ties: Vec<Vec<Dated<Partnership>>>,
    facts: Vec<Vec<Dated<Fact>>>,
    months: Vec<Vec<Dated<Partnership>>>,
    years: Vec<Dated<Partnership>>,
}

fn slot(month: i8, day: i8) -> usize {
    (month.unsigned_abs() as usize - 1) * 31 + day.unsigned_abs() as usize - 1
}

fn lists<T>(count: usize) -> Vec<Vec<T>> {
    std::iter::repeat_with(Vec::new).take(count).collect()
}

impl Days {
    pub(super) fn new(ties: &Table<Partnership>, facts: &Table<Fact>) -> Days {
        let mut days = Days { ties: lists(12 * 31), facts: lists(12 * 31), months: lists(12), years: Vec::new() };
        for (ix, tie) in ties.iter().filter(|(_, tie)| tie.status == Status::Active) {
            if let Some(date) = tie.began().filter(certain) {
                days.add_tie(date, ix);
            }
        }
        for (ix, fact) in facts.iter() {
            if let Some(When::At(date)) = fact.date
                && certain(&date)
                && date.precision() == Precision::Day
            {
                let day = date.first_day();
                days.facts[slot(day.month(), day.day())].push(Dated { year: date.year(), ix });
            }
        }
        days
    }

    fn add_tie(&mut self, date: PartialDate, ix: TieIx) {
        let (day, dated) = (date.first_day(), Dated { year: date.year(), ix });
        match date.precision() {
            Precision::Day => self.ties[slot(day.month(), day.day())].push(dated),
            Precision::Month => self.months[slot(day.month(), 1) / 31].push(dated),
            Precision::Year => self.years.push(dated),
        }
    }

    /// The ties that began on a day of some year; months and days from 1.
    pub fn ties_on(&self, month: i8, day: i8) -> &[Dated<Partnership>] {
        &self.ties[slot(month, day)]
    }

    /// The facts of a day of some year.
    pub fn facts_on(&self, month: i8, day: i8) -> &[Dated<Fact>] {
        &self.facts[slot(month, day)]
    }

    /// The ties that began in a month of some year, no source saying on which day.
    pub fn ties_in_month(&self, month: i8) -> &[Dated<Partnership>] {
        &self.months[slot(month, 1) / 31]
    }

    /// The ties of which sources give the year alone.
    pub fn ties_of_years(&self) -> &[Dated<Partnership>] {
        &self.years
    }
}

fn certain(date: &PartialDate) -> bool {
    date.qualifier() == Qualifier::Plain
}
