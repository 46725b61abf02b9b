//! A day as people type it: `2026-06-24`, `06-24`, `24 June`, `June 24, 2026`.

use jiff::civil::Date;

use super::finding::echo;
use crate::dataset::month_name;

/// How far off a leap year may be: 1896 to 1904.
const LEAP_YEARS: i16 = 8;

/// Why a text is no day, in words for whoever typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotADay {
    /// Another form than those that are understood.
    #[error("{0} is not a day. Write 2026-06-24, 06-24 or 24 June.")]
    Form(String),
    /// The right form, but no such day.
    #[error("{typed} does not exist: {what}.")]
    NoSuchDay {
        /// What was typed.
        typed: String,
        /// What is wrong with it.
        what: String,
    },
}

/// Reads a day. Without a year it is that of this year; 29 February that of the next year that has one.
///
/// # Errors
/// Where it is none; the message says what is understood.
pub fn read(typed: &str, today: Date) -> Result<Date, NotADay> {
    let form = || NotADay::Form(echo(typed));
    let (year, month, day) = parts(typed).ok_or_else(form)?;
    let none = |what: String| Err(NotADay::NoSuchDay { typed: echo(typed), what });
    if !(1..=12).contains(&month) {
        return none(format!("there is no month {month:02}"));
    }
    let name = month_name(month.unsigned_abs());
    let year = match year {
        Some(0) => return none("years begin with 0001".to_owned()),
        Some(year) => year,
        None if (month, day) == (2, 29) => (0..=LEAP_YEARS)
            .filter_map(|ahead| today.year().checked_add(ahead))
            .find(|&year| Date::new(year, 2, 29).is_ok())
            .unwrap_or(today.year()),
        None => today.year(),
    };
    Date::new(year, month, day).or_else(|_| {
        let days = Date::new(year, month, 1).map_or(31, Date::days_in_month);
        none(format!("{name} {year} has {days} days"))
    })
}

/// The ISO form of a month or a day of some year, written with a month's name or without the noughts: `1973-06-04` of
/// `4 June 1973`, `June 4, 1973` and `1973-6-4`, `1973-06` of `June 1973` and `1973-6`. Whether there is such a day is not
/// asked.
pub(super) fn iso(typed: &str) -> Option<String> {
    if let Some((year, month, day)) = parts(typed) {
        return year.map(|year| format!("{year:04}-{month:02}-{day:02}"));
    }
    let (year, month) = match words(typed)[..] {
        [year, name] | [name, year] if year.len() == 4 && month(name).is_some() => (year, month(name)?),
        [year, month] if year.len() == 4 => (year, small(month)?),
        _ => return None,
    };
    Some(format!("{:04}-{month:02}", number(year)?))
}

/// Year, where there is one, month and day.
fn parts(typed: &str) -> Option<(Option<i16>, i8, i8)> {
    let numbers = numbers_alone(typed);
    match words(typed)[..] {
        [month, day] if numbers => Some((None, small(month)?, small(day)?)),
        [year, month, day] if numbers && year.len() == 4 => {
            Some((Some(i16::try_from(number(year)?).ok()?), small(month)?, small(day)?))
        }
        [one, other] => {
            let (month, day) = named(one, other)?;
            Some((None, month, day))
        }
        [one, other, year] if year.len() == 4 => {
            let (month, day) = named(one, other)?;
            Some((Some(i16::try_from(number(year)?).ok()?), month, day))
        }
        _ => None,
    }
}

/// Numbers alone only with dashes: with dots or strokes, 5.6. is the fifth of June to some and the sixth of May to others.
fn numbers_alone(typed: &str) -> bool {
    typed.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

fn words(typed: &str) -> Vec<&str> {
    match numbers_alone(typed) {
        true => typed.trim().split('-').collect(),
        false => typed.trim().split([' ', '-', ',', '.']).filter(|word| !word.is_empty()).collect(),
    }
}

/// A month by its name and a day, in either order.
fn named(one: &str, other: &str) -> Option<(i8, i8)> {
    match (month(one), month(other)) {
        (Some(month), None) => Some((month, small(day_digits(other))?)),
        (None, Some(month)) => Some((month, small(day_digits(one))?)),
        _ => None,
    }
}

/// `24` of `24th`.
fn day_digits(word: &str) -> &str {
    ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

/// A month by its English name, or by the first three letters of it or more.
fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    (word.len() >= 3).then_some(())?;
    (1..=12).find(|&month: &i8| month_name(month.unsigned_abs()).to_lowercase().starts_with(&word))
}

fn number(word: &str) -> Option<u16> {
    let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| word.parse().ok()).flatten()
}

/// A number of two digits at most.
fn small(word: &str) -> Option<i8> {
    (word.len() <= 2).then(|| number(word)).flatten().and_then(|number| i8::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_as_iso() {
        let check = |typed: &str, expected: Option<&str>| assert_eq!(iso(typed).as_deref(), expected, "{typed}");
        for typed in ["1973-6-4", "1973-06-04", "4 June 1973", "June 4, 1973", "4th jun 1973", " 4. June 1973 "] {
            check(typed, Some("1973-06-04"));
        }
        for typed in ["June 1973", "1973-6", "1973-06", "1973 June", "jun. 1973"] {
            check(typed, Some("1973-06"));
        }
        check("31 June 1973", Some("1973-06-31"));
        for typed in ["1973", "June", "4 June", "06-04", "6/1973", "June 73", "1973-06-24~", "", "197x"] {
            check(typed, None);
        }
    }

    #[test]
    fn reads() {
        let today = jiff::civil::date(2026, 11, 22);
        let check = |typed: &str, expected: Result<&str, &str>| {
            let read = read(typed, today).map(|date| date.to_string()).map_err(|wrong| wrong.to_string());
            match expected {
                Ok(date) => assert_eq!(read.as_deref(), Ok(date), "{typed}"),
                Err(part) => assert!(read.as_ref().is_err_and(|why| why.contains(part)), "{typed}: {read:?}"),
            }
        };
        for typed in ["2026-06-24", "06-24", "6-24", "24 June", "24 june 2026", "June 24, 2026", "24. Jun", "24th June"]
        {
            check(typed, Ok("2026-06-24"));
        }
        check("1973-06-24", Ok("1973-06-24"));
        check("02-29", Ok("2028-02-29"));
        check("29 February", Ok("2028-02-29"));
        check("2026-02-29", Err("February 2026 has 28 days"));
        check("31 June", Err("June 2026 has 30 days"));
        check("13-01", Err("there is no month 13"));
        check("0000-01-01", Err("years begin with 0001"));
        for typed in [
            "",
            "June",
            "2026",
            "2026-06",
            "24/06",
            "24.6.26",
            "yesterday",
            "ju 3",
            "24 24",
            "5.6.",
            "6--24",
            "-6-24",
            "１-２",
            "2026-06-24-1",
        ] {
            check(typed, Err("is not a day. Write 2026-06-24, 06-24 or 24 June."));
        }
    }
}
