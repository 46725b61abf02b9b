//! Countries by ISO 3166-1 alpha-2 code, with their everyday names and flags.
//!
//! The names in languages other than English are from Unicode CLDR; its licence stands beside the table.

use std::fmt;
use std::sync::LazyLock;

/// One row of `countries.tsv`.
struct Row {
    code: [u8; 2],
    alpha3: &'static str,
    english: &'static str,
    also: &'static str,
    /// In the order of the table's language columns.
    others: Vec<&'static str>,
}

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let mut rows: Vec<Row> = include_str!("countries.tsv").lines().skip(1).filter_map(row).collect();
    rows.sort_unstable_by_key(|row| row.code);
    rows
});

fn row(line: &'static str) -> Option<Row> {
    let mut cells = line.split('\t');
    let code = cells.next()?.as_bytes().try_into().ok()?;
    let (alpha3, english, also) = (cells.next()?, cells.next()?, cells.next()?);
    Some(Row { code, alpha3, english, also, others: cells.collect() })
}

/// A country, by a code that ISO 3166-1 has assigned (or `XK`, which it leaves to its users and CLDR uses for Kosovo).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// The country with this alpha-2 code, in upper case.
    pub fn from_code(code: &str) -> Option<Country> {
        let code: [u8; 2] = code.as_bytes().try_into().ok()?;
        TABLE.binary_search_by_key(&code, |row| row.code).ok().map(|_| Country(code))
    }

    /// The country whose flag this is: the two regional indicator symbols of its code.
    pub fn from_flag(flag: &str) -> Option<Country> {
        let letter = |symbol: char| {
            let number = u32::from(symbol).checked_sub(REGIONAL_INDICATOR_A).filter(|number| *number < 26)?;
            char::from_u32(number + u32::from('A'))
        };
        Country::from_code(&flag.trim().chars().map(letter).collect::<Option<String>>()?)
    }

    /// Every country there is, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Country> {
        TABLE.iter().map(|row| Country(row.code))
    }

    /// The alpha-2 code, in upper case.
    pub fn code(&self) -> &str {
        // Only `from_code` and `all` make one, and the table's codes are two ASCII letters (tested below).
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// The everyday English name.
    pub fn name(self) -> &'static str {
        self.row().map_or("an unknown country", |row| row.english)
    }

    /// Every name and code that people may type for it, the English name first.
    pub fn spellings(self) -> impl Iterator<Item = &'static str> {
        self.row().into_iter().flat_map(|row| {
            std::iter::once(row.english)
                .chain(row.also.split('|').filter(|name| !name.is_empty()))
                .chain(std::iter::once(row.alpha3))
                .chain(row.others.iter().copied())
        })
    }

    /// The flag, as the two regional indicator symbols that show as one emoji.
    pub fn flag(self) -> Flag {
        Flag(self)
    }

    fn row(self) -> Option<&'static Row> {
        TABLE.binary_search_by_key(&self.0, |row| row.code).ok().map(|at| &TABLE[at])
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The first of the 26 symbols of which flags are made.
const REGIONAL_INDICATOR_A: u32 = 0x1F1E6;

/// A flag emoji; written by its `Display`.
#[derive(Clone, Copy)]
pub struct Flag(Country);

impl fmt::Display for Flag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.code().bytes().try_for_each(|letter| {
            let symbol = char::from_u32(REGIONAL_INDICATOR_A + u32::from(letter.wrapping_sub(b'A')));
            fmt::Write::write_char(f, symbol.unwrap_or('?'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let all: Vec<_> = Country::all().collect();
        assert_eq!(all.len(), 250, "the 249 codes of ISO 3166-1 and XK");
        for country in all {
            assert!(country.code().bytes().all(|b| b.is_ascii_uppercase()), "{country:?}");
            assert!(country.spellings().count() >= 12, "{country:?}");
            assert_eq!(Country::from_code(country.code()), Some(country));
            assert_eq!(Country::from_flag(&country.flag().to_string()), Some(country));
        }
        assert_eq!(Country::from_code("ZZ"), None);
        assert_eq!(Country::from_code("jp"), None);
        assert_eq!(Country::from_flag(" 🇯🇵 "), Country::from_code("JP"));
        for no_flag in ["JP", "🇯", "🇯🇵🇯", "🇿🇿", "🏳", ""] {
            assert_eq!(Country::from_flag(no_flag), None, "{no_flag}");
        }
        assert_eq!(Country::from_code("JP").map(|c| format!("{} {}", c.flag(), c.name())), Some("🇯🇵 Japan".into()));
    }
}
