//! What lies within what: resolved once all places are read, since a place may lie in one that comes after it.

use std::borrow::Cow;

use super::check::{Eye, Known};
use super::problems::At;
use super::quote::{plain, quoted};
use crate::dataset::records::{Place, PlaceIx};
use crate::dataset::table::Table;

/// Places that a message names of a circle.
const NAMED: usize = 5;

/// Resolves `outer`, which place names which id as its container. `numbers` are the records' numbers by place.
pub(super) fn resolve(
    places: &mut Known<Place>,
    outer: &[(PlaceIx, Cow<'_, str>)],
    numbers: &[usize],
    eye: &mut Eye<'_>,
) {
    let at = At::RECORD.field("within");
    for (place, id) in outer {
        let own = &places.table[*place];
        let mut record = eye.again(numbers[place.at()], &own.id);
        let Some(container) = record.refer(&at, id, places, "place") else { continue };
        let country = places.table[container].country;
        if country != own.country {
            record.error(&at, || format!("{} lies in another country, {}", quoted(id), country.code()));
        }
        places.table.get_mut(*place).within = Some(container);
    }
    for circle in circles(&places.table) {
        let Some((&first, others)) = circle.split_first() else { continue };
        let own = &places.table[first];
        eye.again(numbers[first.at()], &own.id).error(&at, || {
            let mut by_way: Vec<String> = others.iter().take(NAMED).map(|&ix| plain(&places.table[ix].id)).collect();
            if others.len() > NAMED {
                by_way.push("…".into());
            }
            match by_way.is_empty() {
                true => "lies within itself".into(),
                false => format!("lies within itself, by way of {}", by_way.join(", ")),
            }
        });
    }
}

/// The places that lie within themselves, each circle once, from its first place in the file outwards.
fn circles(places: &Table<Place>) -> Vec<Vec<PlaceIx>> {
    let mut circles = Vec::new();
    // The walk on which a place was first met; 0 for none.
    let mut met = vec![0usize; places.len()];
    for (start, _) in places.iter() {
        let walk = start.at() + 1;
        let mut here = Some(start);
        while let Some(place) = here.filter(|place| met[place.at()] == 0) {
            met[place.at()] = walk;
            here = places[place].within;
        }
        // Back at a place of this very walk: it goes round.
        let Some(place) = here.filter(|place| met[place.at()] == walk) else { continue };
        let mut circle = vec![place];
        let mut next = places[place].within;
        while let Some(other) = next.filter(|&other| other != place) {
            circle.push(other);
            next = places[other].within;
        }
        let first = circle.iter().enumerate().min_by_key(|(_, place)| **place).map_or(0, |(n, _)| n);
        circle.rotate_left(first);
        circles.push(circle);
    }
    circles
}
