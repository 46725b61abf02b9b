//! What a typed text means: one place, several, or none with the nearest names.

use unicode_normalization::UnicodeNormalization;

use super::countries::{busiest, country_called};
use super::fold::{compact, fold};
use super::index::{Form, Hit};
use super::kind_words::bare;
use crate::dataset::{Country, Dataset, PlaceIx, PlaceKind, ShortId};

/// How many places are offered at most: as many as a Discord menu holds.
const OFFERED: usize = 25;
/// How many near misses are offered at most.
const NEAREST: usize = 5;
/// Near misses are sought where there are fewer better matches than this.
const FEW: usize = 5;

/// What a typed text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// This place.
    One(PlaceIx),
    /// No place is called so, but one name is so near and all others are so far that it must be meant.
    Nearly(PlaceIx),
    /// One of these, the likeliest first.
    Several(Vec<PlaceIx>),
    /// No place; these have the nearest names, or have the most ties in the country that is called so.
    Unknown(Vec<PlaceIx>),
}

/// Finds what a typed text means: an id, the short form of one, or a name, within a country where one is given.
pub fn find(data: &Dataset, typed: &str, country: Option<Country>) -> Found {
    if let Some(place) = by_id(data, typed) {
        return Found::One(place);
    }
    let folded = fold(typed);
    if folded.is_empty() {
        return Found::Unknown(Vec::new());
    }
    let here = |hit: &Hit| country.is_none_or(|country| data[hit.place].country == country);
    let exact = sensible(data, exact(data, &folded, here));
    if !exact.is_empty() {
        return one_or_several(data, exact);
    }
    // Whoever names a country means neither a place whose name begins so, as Indiana does, nor one that is spelt nearly so.
    if let Some(named) = country_called(typed) {
        return Found::Unknown(busiest(data, named));
    }
    if folded.chars().count() >= 4 || !folded.is_ascii() {
        for begun in [begins(data.names.prefixed(&folded), here), begins(data.names.word_prefixed(&folded), here)] {
            let begun = sensible(data, begun);
            if !begun.is_empty() {
                return one_or_several(data, begun);
            }
        }
    }
    if let Some(found) = with_container(data, typed, country) {
        return found;
    }
    let near: Vec<_> = near(data, &folded, here);
    let places =
        |near: &[(super::near::Likeness, PlaceIx)]| near.iter().map(|&(_, place)| place).take(NEAREST).collect();
    match near.as_slice() {
        [(first, place), rest @ ..]
            if rest.first().is_none_or(|(second, _)| second.edits() > first.edits())
                && is_slip(first.edits(), &folded)
                && data_begins_alike(data, *place, &folded) =>
        {
            Found::Nearly(*place)
        }
        _ => Found::Unknown(places(&near)),
    }
}

/// The same, where the country may also be that of the partners: where no place in it is called so, it does not count.
pub fn find_or_elsewhere(data: &Dataset, typed: &str, country: Option<Country>) -> Found {
    let here = find(data, typed, country);
    if country.is_none() || matches!(here, Found::One(_) | Found::Several(_)) {
        return here;
    }
    match (&here, find(data, typed, None)) {
        (_, found @ (Found::One(_) | Found::Several(_))) | (Found::Unknown(_), found @ Found::Nearly(_)) => found,
        // What is offered lies in the country that was named.
        _ => here,
    }
}

/// What `Hamburg, Germany` or `columbus indiana` means: a name, then what contains the place, which must be so.
fn with_container(data: &Dataset, typed: &str, country: Option<Country>) -> Option<Found> {
    // The wide comma of a Chinese keyboard becomes a plain one by this; that of a list does not, nor the Arabic one.
    let typed: String = typed.nfkc().collect();
    let (name, container) =
        typed.rsplit_once([',', '、', '،']).or_else(|| typed.trim().rsplit_once(char::is_whitespace))?;
    if name.trim().is_empty() || container.trim().is_empty() {
        return None;
    }
    let place = match country_called(container) {
        Some(inside) if country.is_none_or(|country| country == inside) => find(data, name, Some(inside)),
        _ => {
            let (Found::One(outer) | Found::Nearly(outer)) = find(data, container, country) else { return None };
            match find(data, name, country) {
                Found::One(place) if data[place].within == Some(outer) => Found::One(place),
                Found::Several(places) => {
                    let mut inside = places.into_iter().filter(|&place| data[place].within == Some(outer));
                    inside.next().filter(|_| inside.next().is_none()).map(Found::One)?
                }
                _ => return None,
            }
        }
    };
    matches!(place, Found::One(_) | Found::Several(_)).then_some(place)
}

/// The places to offer while somebody types, the likeliest first; all places by rank where nothing is typed yet.
pub fn complete(data: &Dataset, typed: &str, country: Option<Country>) -> Vec<PlaceIx> {
    let here = |hit: &Hit| country.is_none_or(|country| data[hit.place].country == country);
    let folded = fold(typed);
    if folded.is_empty() {
        let in_country = |place: &&PlaceIx| country.is_none_or(|country| data[**place].country == country);
        return data.names.by_rank().iter().filter(in_country).take(OFFERED).copied().collect();
    }
    let mut offered: Vec<PlaceIx> = by_id(data, typed).into_iter().collect();
    // Each further way to match runs only while there is room for what it finds.
    let ways: [&dyn Fn() -> Vec<PlaceIx>; 4] = [
        &|| ranked(data, exact(data, &folded, here)),
        &|| ranked(data, data.names.prefixed(&folded).map(|(hit, _)| hit).filter(here).map(|hit| hit.place).collect()),
        &|| {
            ranked(
                data,
                data.names.word_prefixed(&folded).map(|(hit, _)| hit).filter(here).map(|hit| hit.place).collect(),
            )
        },
        &|| near(data, &folded, here).into_iter().map(|(_, place)| place).take(NEAREST).collect(),
    ];
    for (way, room) in ways.into_iter().zip([OFFERED, OFFERED, OFFERED, FEW]) {
        if offered.len() < room {
            for place in way() {
                if offered.len() < OFFERED && !offered.contains(&place) {
                    offered.push(place);
                }
            }
        }
    }
    offered
}

fn by_id(data: &Dataset, typed: &str) -> Option<PlaceIx> {
    let typed = typed.trim();
    data.places.by_id(typed).or_else(|| data.places.by_short(typed.parse::<ShortId>().ok()?))
}

/// The places whose whole name was typed, with or without the word of their kind.
fn exact(data: &Dataset, folded: &str, here: impl Fn(&Hit) -> bool) -> Vec<PlaceIx> {
    let names = &data.names;
    let by_own_word = |hit: &Hit| hit.form != Form::Stripped || !only_by_own_word(data[hit.place].kind);
    let whole: Vec<Hit> = names.exact(folded).filter(&here).filter(by_own_word).collect();
    if !whole.is_empty() {
        return without_strangers(data, &whole);
    }
    if let Some(bare) = bare(folded) {
        let meant = |hit: &Hit| bare.kinds.contains(&data[hit.place].kind);
        let of_kind: Vec<_> = names.exact(bare.name).filter(&here).filter(meant).map(|hit| hit.place).collect();
        if !of_kind.is_empty() {
            return of_kind;
        }
    }
    if !folded.contains(' ') {
        return Vec::new();
    }
    names.exact(&compact(folded)).filter(&here).filter(by_own_word).map(|hit| hit.place).collect()
}

/// Where a place is called just so, another that is only written so on some keyboards is not meant; and one that is
/// called so only with its kind's word off is meant only where both have the same English name: Nagasaki is the city or
/// the prefecture, but Paris is not the Paris Region.
fn without_strangers(data: &Dataset, hits: &[Hit]) -> Vec<PlaceIx> {
    let is_whole = |hit: &&Hit| hit.form == Form::Whole;
    let full: Vec<String> = hits.iter().filter(is_whole).map(|hit| fold(&data[hit.place].name)).collect();
    let is_kin = |hit: &&Hit| {
        let own = fold(&data[hit.place].name);
        is_whole(hit)
            || full.is_empty()
            || full.contains(&own)
            || bare(&own).is_some_and(|bare| full.iter().any(|name| name == bare.name))
    };
    hits.iter().filter(is_kin).map(|hit| hit.place).collect()
}

/// The places that a beginning leads to: where it ends with a word of some names, only those.
fn begins(hits: impl Iterator<Item = (Hit, bool)>, here: impl Fn(&Hit) -> bool) -> Vec<PlaceIx> {
    let hits: Vec<(Hit, bool)> = hits.filter(|(hit, _)| here(hit)).collect();
    let whole_words = hits.iter().any(|(_, ends)| *ends);
    hits.into_iter().filter(|(_, ends)| *ends || !whole_words).map(|(hit, _)| hit.place).collect()
}

/// A port, an institution or a county is meant only where its own word was typed, or where nothing else can be meant.
fn sensible(data: &Dataset, places: Vec<PlaceIx>) -> Vec<PlaceIx> {
    let is_plain = |place: &PlaceIx| !only_by_own_word(data[*place].kind);
    if places.iter().any(is_plain) { places.into_iter().filter(is_plain).collect() } else { places }
}

/// Of places with the same name the one that is likeliest meant.
pub(super) fn likeliest(data: &Dataset, places: Vec<PlaceIx>) -> Option<PlaceIx> {
    ranked(data, sensible(data, places)).first().copied()
}

fn only_by_own_word(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::Port | PlaceKind::Institution | PlaceKind::County)
}

fn ranked(data: &Dataset, mut places: Vec<PlaceIx>) -> Vec<PlaceIx> {
    places.sort_unstable_by_key(|&place| data.names.rank(place));
    places.dedup();
    places
}

fn one_or_several(data: &Dataset, places: Vec<PlaceIx>) -> Found {
    let mut places = ranked(data, places);
    places.truncate(OFFERED);
    match places.as_slice() {
        [one] => Found::One(*one),
        _ => Found::Several(places),
    }
}

/// The nearest names, one entry a place.
fn near(data: &Dataset, folded: &str, here: impl Fn(&Hit) -> bool) -> Vec<(super::near::Likeness, PlaceIx)> {
    let mut near: Vec<(super::near::Likeness, PlaceIx)> = Vec::new();
    for (likeness, hit) in data.names.near(folded) {
        if here(&hit) && near.iter().all(|&(_, place)| place != hit.place) {
            near.push((likeness, hit.place));
        }
        if near.len() == OFFERED {
            break;
        }
    }
    near
}

/// Whether so few letters are off that it is a slip of the hand and not another name.
fn is_slip(edits: u8, folded: &str) -> bool {
    match folded.chars().count() {
        0..=5 => false,
        6..=8 => edits <= 1,
        _ => edits <= 2,
    }
}

/// Whether some name of the place begins with the letter that was typed first: people rarely miss that one, and Lublin
/// is not Dublin.
fn data_begins_alike(data: &Dataset, place: PlaceIx, folded: &str) -> bool {
    let place = &data[place];
    let mut names = std::iter::once(&place.name).chain(place.names.iter().map(|(_, name)| name)).chain(&place.aliases);
    names.any(|name| fold(name).chars().next() == folded.chars().next())
}
