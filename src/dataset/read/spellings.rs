//! One spelling belongs to one place of a country: an alias may be neither a name nor an alias of another one there.
//!
//! Two places may well share a name (Nagasaki the city and Nagasaki the prefecture): only aliases must tell them apart.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::check::Eye;
use super::problems::At;
use super::quote::{plain, quoted};
use crate::dataset::records::{Place, PlaceIx};
use crate::dataset::table::Table;

/// A spelling of a place: a name, or the alias with this number.
///
/// The order brings the same spellings of one country together, names first, then by place. Hashes are compared
/// instead of the spellings themselves, since there are half a million in a large dataset.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Spelling {
    hash: u64,
    alias: Option<u32>,
    place: PlaceIx,
}

/// Finds aliases that two places of a country share. `numbers` are the records' numbers by place.
pub(super) fn check(places: &Table<Place>, numbers: &[usize], eye: &mut Eye<'_>) {
    let mut spellings = Vec::new();
    for (ix, place) in places.iter() {
        let names = std::iter::once(&place.name).chain(place.names.iter().map(|(_, name)| name));
        let aliases = place.aliases.iter().zip(0..).filter(|(alias, _)| !alias.is_empty());
        let all = names.map(|name| (name, None)).chain(aliases.map(|(alias, n)| (alias, Some(n))));
        spellings.extend(all.map(|(text, alias)| Spelling { hash: hash(place, text), alias, place: ix }));
    }
    spellings.sort_unstable();
    for same in spellings.chunk_by(|a, b| a.hash == b.hash) {
        for spelling in same {
            let Some(n) = spelling.alias else { continue };
            let Some(other) = same.iter().find(|other| other.place != spelling.place) else { break };
            // Of two places that share an alias, the later one in the file is told.
            if other.alias.is_some() && other.place > spelling.place {
                continue;
            }
            let own = &places[spelling.place];
            let at = At::RECORD.field("aliases");
            eye.again(numbers[spelling.place.at()], &own.id).error(&at.item(n as usize), || {
                let what = if other.alias.is_some() { "an alias" } else { "a name" };
                let alias = quoted(&own.aliases[n as usize]);
                format!("the alias {alias} is {what} of {} too, in the same country", plain(&places[other.place].id))
            });
        }
    }
}

/// The same for spellings that differ in case only, and different for different countries.
fn hash(place: &Place, text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    place.country.hash(&mut hasher);
    text.chars().flat_map(char::to_lowercase).for_each(|c| c.hash(&mut hasher));
    hasher.finish()
}
