//! Dates as precise as a source gives them: the part of EDTF (ISO 8601-2) that FORMAT.md uses.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// What a source says of its own date.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Qualifier {
    /// Given as it stands.
    Plain,
    /// `~`: approximately.
    Approximate,
    /// `?`: uncertain, only announced for that day, or the day of an approval and not of the signing.
    Uncertain,
}

/// How much of a date is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// `1973`
    Year,
    /// `1973-06`
    Month,
    /// `1973-06-24`
    Day,
}

/// A year, a month or a day that exists in the Gregorian calendar, between the years 1 and 9999, with its qualifier.
///
/// The order is that of the calendar, with a year before its months and a month before its days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: i16,
    // 0 where the month (the day) is not given, so that the derived order puts the less precise first.
    month: u8,
    day: u8,
    qualifier: Qualifier,
}

impl PartialDate {
    /// The year, 1 to 9999.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, where it is given.
    pub fn month(self) -> Option<u8> {
        (self.month != 0).then_some(self.month)
    }

    /// The day of the month, where it is given.
    pub fn day(self) -> Option<u8> {
        (self.day != 0).then_some(self.day)
    }

    /// What the source says of it.
    pub fn qualifier(self) -> Qualifier {
        self.qualifier
    }

    /// How much of it is known.
    pub fn precision(self) -> Precision {
        match (self.month, self.day) {
            (0, _) => Precision::Year,
            (_, 0) => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// The first day that it may stand for.
    pub fn first_day(self) -> Date {
        Date::constant(self.year, self.month.max(1) as i8, self.day.max(1) as i8)
    }

    /// The last day that it may stand for.
    pub fn last_day(self) -> Date {
        match self.precision() {
            Precision::Year => Date::constant(self.year, 12, 31),
            Precision::Month => self.first_day().last_of_month(),
            Precision::Day => self.first_day(),
        }
    }

    /// Whether both may stand for the same day: `1973-06` and `1973-06-24` do not contradict each other.
    pub fn overlaps(self, other: PartialDate) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        PartialDate { year: date.year(), month: date.month() as u8, day: date.day() as u8, qualifier: Qualifier::Plain }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month() {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day() {
            write!(f, "-{day:02}")?;
        }
        match self.qualifier {
            Qualifier::Plain => Ok(()),
            Qualifier::Approximate => f.write_str("~"),
            Qualifier::Uncertain => f.write_str("?"),
        }
    }
}

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Another form than the three that there are.
    #[error(
        "{0:?} is not a date: write 1973, 1973-06 or 1973-06-24, with ~ (about) or ? (uncertain) behind it where the source says so"
    )]
    Form(String),
    /// The right form, but no such month or day.
    #[error("{text:?} does not exist: {what}")]
    NoSuchDay {
        /// The date as it was written.
        text: String,
        /// What is wrong with it: `month 13`, `June has 30 days`.
        what: String,
    },
    /// A span whose end is before its beginning.
    #[error("{0:?} ends before it begins")]
    Reversed(String),
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, 1 to 12.
pub fn month_name(month: u8) -> &'static str {
    MONTHS[usize::from(month.clamp(1, 12)) - 1]
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let shown = || text.chars().take(40).collect::<String>();
        let (plain, qualifier) = match text.as_bytes().last() {
            Some(b'~') => (&text[..text.len() - 1], Qualifier::Approximate),
            Some(b'?') => (&text[..text.len() - 1], Qualifier::Uncertain),
            _ => (text, Qualifier::Plain),
        };
        let bytes = plain.as_bytes();
        let number = |from: usize, to: usize| -> Option<i16> {
            let digits = bytes.get(from..to)?;
            digits.iter().all(u8::is_ascii_digit).then(|| digits.iter().fold(0, |n, b| n * 10 + i16::from(b - b'0')))
        };
        let dashes = |at: &[usize]| at.iter().all(|&at| bytes.get(at) == Some(&b'-'));
        let parts = match bytes.len() {
            4 => number(0, 4).map(|year| (year, None, None)),
            7 if dashes(&[4]) => number(0, 4).zip(number(5, 7)).map(|(year, month)| (year, Some(month), None)),
            10 if dashes(&[4, 7]) => number(0, 4)
                .zip(number(5, 7))
                .zip(number(8, 10))
                .map(|((year, month), day)| (year, Some(month), Some(day))),
            _ => None,
        };
        let (year, month, day) = parts.ok_or_else(|| DateError::Form(shown()))?;
        let none = |what: String| DateError::NoSuchDay { text: shown(), what };
        if year == 0 {
            return Err(none("years begin with 0001".into()));
        }
        let month = match month {
            None => 0,
            Some(month @ 1..=12) => month as u8,
            Some(month) => return Err(none(format!("there is no month {month:02}"))),
        };
        let day = match day {
            None => 0,
            Some(day) => {
                let days = Date::constant(year, month as i8, 1).days_in_month();
                if day < 1 || day > i16::from(days) {
                    return Err(none(format!("{} {year} has {days} days", month_name(month))));
                }
                day as u8
            }
        };
        Ok(PartialDate { year, month, day, qualifier })
    }
}

/// When something happened: once, or over a span such as `2007/2023`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum When {
    /// At one date.
    At(PartialDate),
    /// From the first date to the second, which is not before it.
    Span(PartialDate, PartialDate),
}

impl When {
    /// The date, or the beginning of the span.
    pub fn start(self) -> PartialDate {
        match self {
            When::At(date) | When::Span(date, _) => date,
        }
    }

    /// The date, or the end of the span.
    pub fn end(self) -> PartialDate {
        match self {
            When::At(date) | When::Span(_, date) => date,
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::At(date) => write!(f, "{date}"),
            When::Span(from, to) => write!(f, "{from}/{to}"),
        }
    }
}

impl FromStr for When {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let Some((from, to)) = text.split_once('/') else { return text.parse().map(When::At) };
        let (from, to): (PartialDate, PartialDate) = (from.parse()?, to.parse()?);
        if to.last_day() < from.first_day() {
            return Err(DateError::Reversed(text.chars().take(40).collect()));
        }
        Ok(When::Span(from, to))
    }
}
