//! Time zones and hours, as people name them.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Time;
use jiff::tz::TimeZone;

/// A time zone by its IANA name, such as `Asia/Tokyo`.
#[derive(Clone)]
pub struct ZoneName {
    name: Box<str>,
    zone: TimeZone,
}

/// A text that names no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an IANA time zone: write one such as Europe/Berlin, Asia/Tokyo or UTC")]
pub struct NotAZone(String);

impl ZoneName {
    /// The name as the time zone database spells it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its rules.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

impl FromStr for ZoneName {
    type Err = NotAZone;

    /// Letters in either case; the name is then spelt as the database has it.
    fn from_str(text: &str) -> Result<Self, NotAZone> {
        let wrong = || NotAZone(text.chars().take(60).collect());
        let zone = TimeZone::get(text).ok().filter(|zone| !zone.is_unknown()).ok_or_else(wrong)?;
        let name = zone.iana_name().ok_or_else(wrong)?.into();
        Ok(ZoneName { name, zone })
    }
}

impl fmt::Display for ZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Debug for ZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl PartialEq for ZoneName {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}
impl Eq for ZoneName {}

/// A text that is no hour of a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an hour: write HH:MM from 00:00 to 23:59, such as 09:00")]
pub struct NotAnHour(String);

/// Reads `09:00` or `9:00`.
///
/// # Errors
/// Where it is no hour and minute of a day.
pub fn parse_hour(text: &str) -> Result<Time, NotAnHour> {
    let wrong = || NotAnHour(text.chars().take(40).collect());
    let (hour, minute) = text.trim().split_once(':').ok_or_else(wrong)?;
    let digits = |part: &str, lengths: &[usize]| {
        let fits = lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse::<i8>().ok()).flatten().ok_or_else(wrong)
    };
    Time::new(digits(hour, &[1, 2])?, digits(minute, &[2])?, 0, 0).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_and_hours_are_read() {
        let zone = |text: &str| text.parse::<ZoneName>().map(|zone| zone.name().to_owned()).map_err(|e| e.to_string());
        assert_eq!(zone("asia/tokyo").as_deref(), Ok("Asia/Tokyo"));
        assert_eq!(zone("UTC").as_deref(), Ok("UTC"));
        for wrong in ["", "+09:00", "Tokyo", "Etc/Unknown", "UTC+9"] {
            assert!(zone(wrong).is_err_and(|why| why.contains("is not an IANA time zone")), "{wrong}");
        }
        let hour = |text: &str| parse_hour(text).map(|hour| hour.to_string()).map_err(|e| e.to_string());
        assert_eq!(hour("09:00").as_deref(), Ok("09:00:00"));
        assert_eq!(hour(" 9:05 ").as_deref(), Ok("09:05:00"));
        assert_eq!(hour("23:59").as_deref(), Ok("23:59:00"));
        for wrong in ["", "9", "24:00", "12:60", "12:5", "-1:00", "9 am", "１２:00", "012:00"] {
            assert!(hour(wrong).is_err_and(|why| why.contains("is not an hour")), "{wrong}");
        }
    }
}
