//! Do people find the places they mean? `names.tsv` holds what they type and which place should come first,
//! `names-open.tsv` what must not be answered outright.

use std::fmt::Write;

use jiff::civil::date;
use twinned::dataset::names::{Found, complete, complete_countries, find, find_country, find_or_elsewhere, mentioned};
use twinned::dataset::read::{Origin, read};
use twinned::dataset::{Dataset, PlaceIx};

fn shipped() -> Dataset {
    read(&Origin::BuiltIn, date(2026, 11, 22)).dataset.expect("the shipped data has no error")
}

fn first(data: &Dataset, typed: &str) -> Option<PlaceIx> {
    match find(data, typed, None) {
        Found::One(place) | Found::Nearly(place) => Some(place),
        Found::Several(places) | Found::Unknown(places) => places.first().copied(),
    }
}

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

/// The share that must come first.
const AT_RANK_ONE: f64 = 0.97;

#[test]
fn what_people_type_finds_what_they_mean() {
    let data = shipped();
    let (mut right, mut all, mut wrong) = (0, 0, String::new());
    let mut offered_first = 0;
    for row in rows(include_str!("names.tsv")) {
        let [typed, place, why] = row[..] else { panic!("a row of three: {row:?}") };
        assert!(data.places.by_id(place).is_some(), "{place} is in the data");
        all += 1;
        let found = first(&data, typed).map(|ix| &*data[ix].id);
        if found == Some(place) {
            right += 1;
        } else {
            let _ = writeln!(wrong, "  {typed} ({why}) finds {} and not {place}", found.unwrap_or("nothing"));
        }
        let offered = complete(&data, typed, None).first().map(|&ix| &*data[ix].id);
        offered_first += usize::from(offered == Some(place));
    }
    let share = f64::from(right) / f64::from(all);
    println!(
        "{right} of {all} spellings find their place first ({:.1} %); autocomplete offers {offered_first} first",
        share * 100.0
    );
    println!("{wrong}");
    assert!(all >= 120 && share >= AT_RANK_ONE, "{:.1} % at rank one:\n{wrong}", share * 100.0);
}

#[test]
fn what_is_not_clear_is_not_guessed() {
    let data = shipped();
    for row in rows(include_str!("names-open.tsv")) {
        let [typed, expected] = row[..] else { panic!("a row of two: {row:?}") };
        let found = find(&data, typed, None);
        match (expected.strip_prefix("ambiguous:"), found) {
            (Some(ids), Found::Several(places)) => {
                let mut found: Vec<&str> = places.iter().map(|&ix| &*data[ix].id).collect();
                found.sort_unstable();
                assert_eq!(found, ids.split(',').collect::<Vec<_>>(), "{typed}");
            }
            (None, Found::Unknown(_)) => assert_eq!(expected, "none", "{typed}"),
            (_, found) => panic!("{typed}: {expected} expected, {found:?} found"),
        }
    }
}

#[test]
fn a_country_narrows() {
    let data = shipped();
    let check = |typed: &str, country: &str, expected: &str| {
        let country = twinned::dataset::Country::from_code(country);
        let found = find(&data, typed, country);
        assert_eq!(data.places.by_id(expected).map(Found::One), Some(found), "{typed}");
    };
    check("Victoria", "CA", "victoria-ca");
    check("Birmingham", "US", "birmingham-us");
    check("Córdoba", "ES", "cordoba-es");
}

#[test]
fn a_country_is_no_near_miss() {
    let data = shipped();
    let busiest = |typed: &str, first: &str| match find(&data, typed, None) {
        Found::Unknown(places) => {
            assert_eq!(
                places.first().map(|&ix| &*data[ix].id),
                data.places.by_id(first).map(|ix| &*data[ix].id),
                "{typed}"
            );
        }
        found => panic!("{typed}: {found:?}"),
    };
    busiest("Taiwan", "taipei-tw");
    busiest("台湾", "taipei-tw");
    busiest("Germany", "nuremberg-de");
    busiest("deutschland", "nuremberg-de");
    busiest("DEU", "nuremberg-de");
    busiest("Namibia", "windhoek-na");
    busiest("Mongolia", "ulaanbaatar-mn");
    // Nothing there is a place of the data.
    busiest("Liechtenstein", "");
    // A place that is called so is meant.
    for (typed, place) in [("Singapore", "singapore-sg"), ("Macao", "macau-mo"), ("Réunion", "reunion-re")] {
        assert_eq!(find(&data, typed, None), Found::One(data.places.by_id(place).unwrap()), "{typed}");
    }
}

#[test]
fn a_country_may_be_that_of_the_partners() {
    let data = shipped();
    let germany = twinned::dataset::Country::from_code("DE");
    let check = |typed: &str, expected: &str| {
        let named = match find_or_elsewhere(&data, typed, germany) {
            Found::One(place) => format!("one {}", data[place].id),
            Found::Nearly(place) => format!("nearly {}", data[place].id),
            Found::Several(_) => "several".to_owned(),
            Found::Unknown(places) => {
                assert!(places.iter().all(|&ix| Some(data[ix].country) == germany), "{typed}: {places:?}");
                "unknown".to_owned()
            }
        };
        assert_eq!(named, expected, "{typed}");
    };
    check("Hamburg", "one hamburg-de");
    check("Kobe", "one kobe-jp");
    check("Nagasaki", "several");
    check("nurenberg", "nearly nuremberg-de");
    check("Qwxyz", "unknown");
    check("Bremm", "unknown");
}

#[test]
fn the_busier_country_is_offered_first() {
    let data = shipped();
    let check = |typed: &str, expected: &str| {
        let offered = complete_countries(&data, typed);
        assert_eq!(offered.first().map(|country| country.code().to_owned()).as_deref(), Some(expected), "{typed}");
    };
    check("ja", "JP");
    check("united", "US");
    check("chi", "CN");
    check("ger", "DE");
    check("DE", "DE");
}

#[test]
fn countries_go_by_many_names() {
    let data = shipped();
    let check = |typed: &str, expected: &str| {
        assert_eq!(
            find_country(&data, typed).map(|country| country.code().to_owned()),
            Ok(expected.to_owned()),
            "{typed}"
        );
    };
    for typed in ["England", "scotland", "Wales", "Northern Ireland", "Great Britain", "UK", "🇬🇧", "GB", "GBR"] {
        check(typed, "GB");
    }
    for (typed, code) in [
        ("🇩🇪", "DE"),
        ("Holland", "NL"),
        ("Burma", "MM"),
        ("Ivory Coast", "CI"),
        ("Czech Republic", "CZ"),
        ("UAE", "AE"),
        ("USA", "US"),
        ("Macao", "MO"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("The Philippines", "PH"),
    ] {
        check(typed, code);
    }
    assert_eq!(complete_countries(&data, "🇯🇵").iter().map(|country| country.code()).collect::<Vec<_>>(), ["JP"]);
}

#[test]
fn commas_of_other_keyboards_part_a_place_from_its_country() {
    let data = shipped();
    for typed in ["tianjin，china", "Tianjin, China", "天津、中国", "天津،中国", "Tianjin 🇨🇳"] {
        assert_eq!(find(&data, typed, None), Found::One(data.places.by_id("tianjin-cn").unwrap()), "{typed}");
    }
}

#[test]
fn noise_is_not_offered() {
    let data = shipped();
    for typed in ["Кобе", "كوبي", "Κόμπε", "קובה"] {
        assert_eq!(find(&data, typed, None), Found::Unknown(Vec::new()), "{typed}");
    }
    for (typed, place) in [("Тяньцзин", "tianjin-cn"), ("天金", "tianjin-cn")] {
        assert_eq!(first(&data, typed).map(|ix| &*data[ix].id), Some(place), "{typed}");
    }
}

#[test]
fn running_text_names_places() {
    let data = shipped();
    let check = |text: &str, expected: &[&str]| {
        let found: Vec<&str> = mentioned(&data, text).into_iter().map(|ix| &*data[ix].id).collect();
        assert_eq!(found, expected, "{text}");
    };
    check("i live in new york and san francisco", &["new-york-us", "san-francisco-us"]);
    check("we went from kobe to tianjin, then to hamburg.", &["kobe-jp", "tianjin-cn", "hamburg-de"]);
    check("Nice and Cork are nice", &["nice-fr", "cork-ie"]);
    check("nice, most of us split a cork on the long beach, reading worms in the wake of it", &[]);
    check("wir essen in essen", &[]);
    check("it was the most beautiful thing that i have ever seen in all these years, and then some", &[]);
}
