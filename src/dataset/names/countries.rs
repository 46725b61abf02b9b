//! Finding a country by what people type: its code, or its name in several languages.

use std::sync::LazyLock;

use super::fold::fold;
use crate::dataset::{Country, Dataset, PlaceIx};

/// Every folded spelling with its country, sorted.
static SPELLINGS: LazyLock<Vec<(String, Country)>> = LazyLock::new(|| {
    let mut spellings: Vec<(String, Country)> = Country::all()
        .flat_map(|country| {
            let code = std::iter::once(country.code().to_ascii_lowercase());
            code.chain(country.spellings().map(fold)).map(move |text| (text, country)).collect::<Vec<_>>()
        })
        .collect();
    spellings.sort_unstable();
    spellings.dedup();
    spellings
});

/// How many places of a country are offered at most.
const BUSIEST: usize = 5;
/// How many countries are offered at most.
const OFFERED: usize = 25;

/// The country that is meant, or else the countries of the data with the nearest names.
///
/// # Errors
/// The nearest countries, the likeliest first, where none is called so.
pub fn find_country(data: &Dataset, typed: &str) -> Result<Country, Vec<Country>> {
    country_called(typed).ok_or_else(|| complete_countries(data, typed).into_iter().take(5).collect())
}

/// Whether a country is called so, be it in the data or not.
pub fn is_country(typed: &str) -> bool {
    country_called(typed).is_some()
}

/// The country that is called so, be it in the data or not; nothing is looked for that is like it.
pub fn country_called(typed: &str) -> Option<Country> {
    Country::from_flag(typed).or_else(|| {
        let folded = fold(typed);
        let from = SPELLINGS.partition_point(|(text, _)| *text < folded);
        SPELLINGS.get(from).filter(|(text, _)| *text == folded).map(|(_, country)| *country)
    })
}

/// The places of a country that have the most ties, five at most; none that has no tie.
pub fn busiest(data: &Dataset, country: Country) -> Vec<PlaceIx> {
    let count = |ix: PlaceIx| data.links.ties.of(ix).len();
    let here = data.names.by_rank().iter().copied().filter(|&ix| data[ix].country == country && count(ix) > 0);
    let mut busiest: Vec<PlaceIx> = here.collect();
    // Those with equally many stay in the order of their ranks.
    busiest.sort_by_key(|&ix| std::cmp::Reverse(count(ix)));
    busiest.truncate(BUSIEST);
    busiest
}

/// The countries of the data to offer while somebody types; all of them in the order of their names at first.
pub fn complete_countries(data: &Dataset, typed: &str) -> Vec<Country> {
    let there = data.names.countries();
    if let Some(country) = Country::from_flag(typed) {
        return there.iter().copied().filter(|&other| other == country).collect();
    }
    let folded = fold(typed);
    if folded.is_empty() {
        return there.iter().take(OFFERED).copied().collect();
    }
    // 0 where the text is the whole of a spelling, 1 its beginning, 2 that of a later word; then near misses. Of equals
    // the one with the most ties comes first.
    let mut scored: Vec<(u16, std::cmp::Reverse<usize>, &'static str, Country)> = Vec::new();
    for (text, country) in SPELLINGS.iter() {
        let score = if *text == folded {
            0
        } else if text.starts_with(&folded) {
            1
        } else if text.split(' ').skip(1).any(|word| word.starts_with(&folded)) {
            2
        } else {
            match super::near::likeness(&folded, text) {
                Some(likeness) if folded.chars().count() > 2 && likeness.edits() <= 2 => {
                    10 + u16::from(likeness.edits())
                }
                _ => continue,
            }
        };
        if there.contains(country) {
            scored.push((score, std::cmp::Reverse(data.names.parties_in(*country)), country.name(), *country));
        }
    }
    scored.sort_unstable();
    let better = scored.iter().any(|(score, ..)| *score < 10);
    let mut offered: Vec<Country> = Vec::new();
    for (score, .., country) in scored {
        if (score < 10 || !better) && offered.len() < OFFERED && !offered.contains(&country) {
            offered.push(country);
        }
    }
    offered
}
