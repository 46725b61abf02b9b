//! Time zones as people look for them: by a city, with the offset of today beside it.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::dataset::names::fold;
use crate::discord::complete::Choice;
use crate::discord::limits;

/// The zones that are offered before anything is typed: one for each of the larger groups of people.
const FIRST: [&str; 12] = [
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Moscow",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
];

/// Every zone by the name of a region and a city, with that city folded; and UTC.
static ZONES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let places =
        ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"];
    let mut zones: Vec<(String, String)> = jiff::tz::db()
        .available()
        .map(|name| name.as_str().to_owned())
        .filter(|name| name == "UTC" || name.split_once('/').is_some_and(|(region, _)| places.contains(&region)))
        .map(|name| (fold(&city(&name)), name))
        .collect();
    zones.sort();
    zones.dedup();
    zones
});

/// `Tokyo`, `Buenos Aires`
fn city(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}

/// The zones whose city or name is meant by a text, the likeliest first.
pub(super) fn named(typed: &str) -> Vec<&'static str> {
    let folded = fold(&typed.replace('_', " "));
    if folded.is_empty() {
        return FIRST.to_vec();
    }
    let score = |city: &str, name: &str| {
        let whole = fold(&name.replace('_', " "));
        if city == folded || whole == folded {
            Some(0)
        } else if city.starts_with(&folded) {
            Some(1)
        } else if city.split(' ').any(|word| word.starts_with(&folded)) || whole.starts_with(&folded) {
            Some(2)
        } else {
            (folded.chars().count() > 3 && strsim::osa_distance(&folded, city) == 1).then_some(3)
        }
    };
    let mut scored: Vec<(u8, &str)> =
        ZONES.iter().filter_map(|(city, name)| Some((score(city, name)?, name.as_str()))).collect();
    scored.sort_unstable();
    // Where one is called so, the others that only begin so are not meant.
    let exact = scored.iter().filter(|(score, _)| *score == 0).count();
    scored.truncate(if exact > 0 { exact } else { limits::CHOICES });
    scored.into_iter().map(|(_, name)| name).collect()
}

/// What is offered while somebody types: `Asia/Tokyo (UTC+09:00)`.
pub(super) fn complete(typed: &str, now: Timestamp) -> Vec<Choice> {
    let choice = |name: &&str| {
        let offset = TimeZone::get(name).ok()?.to_offset(now);
        Some(Choice { name: format!("{name} (UTC{offset})"), value: (*name).to_owned() })
    };
    let mut offered = named(typed);
    if let [one] = offered.as_slice() {
        // Others that begin so are offered behind it.
        let one = *one;
        let folded = fold(&typed.replace('_', " "));
        let more = ZONES.iter().filter(|(city, name)| city.starts_with(&folded) && name != one);
        offered.extend(more.map(|(_, name)| name.as_str()));
    }
    offered.iter().filter_map(choice).take(limits::CHOICES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_by_their_city() {
        let check = |typed: &str, expected: &str| assert_eq!(named(typed).first(), Some(&expected), "{typed}");
        check("tokyo", "Asia/Tokyo");
        check("Tok", "Asia/Tokyo");
        check("new york", "America/New_York");
        check("São Paulo", "America/Sao_Paulo");
        check("asia/kath", "Asia/Kathmandu");
        check("utc", "UTC");
        check("belrin", "Europe/Berlin");
        assert!(named("nowhere at all").is_empty());
        let now = "2026-07-01T00:00:00Z".parse().unwrap();
        assert_eq!(complete("berlin", now)[0].name, "Europe/Berlin (UTC+02)");
        assert!(complete("", now).len() > 5 && complete("a", now).len() == limits::CHOICES);
    }
}
