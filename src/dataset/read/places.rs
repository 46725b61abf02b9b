//! places.json

use super::check::{Checked, Eye, Known, insert};
use super::limits;
use super::numbers::{coordinates, geonames, is_digits};
use super::problems::At;
use super::quote::quoted;
use super::raw::RawPlace;
use super::values::{Entries, Leaf, List, Text};
use super::{nested, spellings};
use crate::dataset::country::Country;
use crate::dataset::records::{Place, PlaceIx};
use crate::dataset::table::Table;
use crate::dataset::words::PlaceKind;

/// Reads and checks every place.
pub(super) fn read(text: &str, eye: &mut Eye<'_>) -> Known<Place> {
    let mut table = Table::new();
    // Which record each place of the table is: one with no id, or a taken one, is not in the table.
    let mut numbers = Vec::new();
    let mut outer = Vec::new();
    let whole = eye.each(text, |record, mut raw: RawPlace<'_>| {
        let within = record.optional(At::RECORD, "within", raw.within.take());
        if let Some(ix) = check(record, raw, &mut table) {
            numbers.push(record.number);
            outer.extend(within.map(|Text(id)| (ix, id)));
        }
    });
    table.shrink();
    let mut places = Known { table, whole };
    nested::resolve(&mut places, &outer, &numbers, eye);
    spellings::check(&places.table, &numbers, eye);
    places
}

fn check(record: &mut Checked<'_>, raw: RawPlace<'_>, table: &mut Table<Place>) -> Option<PlaceIx> {
    let id = record.own_slug(raw.id);
    let name = record.required_text("name", raw.name, limits::NAME);
    let kind = record.required_word("kind", raw.kind, PlaceKind::from_word, PlaceKind::WORDS);
    let country = country(record, raw.country);
    if let (Some(id), Some(country)) = (&id, country)
        && !ends_in(id, country)
    {
        record.error(&At::RECORD.field("id"), || {
            format!("the id {} does not end in \"-{}\", its country", quoted(id), country.code().to_ascii_lowercase())
        });
    }
    let names = record.optional(At::RECORD, "names", raw.names).map_or_else(Box::default, |all| names(record, all));
    let aliases = record.optional(At::RECORD, "aliases", raw.aliases);
    let aliases = aliases.map_or_else(Box::default, |all| self::aliases(record, all));
    let wikidata = record.optional(At::RECORD, "wikidata", raw.wikidata).map(|Text(item)| {
        if !item.strip_prefix('Q').is_some_and(|n| !n.starts_with('0') && is_digits(n)) {
            record
                .error(&At::RECORD.field("wikidata"), || format!("{} is no Wikidata id: Q and digits", quoted(&item)));
        }
        item.into()
    });
    let without_coordinates = raw.lat.is_none() && raw.lon.is_none();
    let at = coordinates(record, raw.lat, raw.lon);
    let geonames = geonames(record, raw.geonames, without_coordinates);
    if without_coordinates {
        record.warning(At::RECORD, || "has no coordinates: no map can show it".into());
    }
    // Where a value is missing an error was said, and the table will not be used for more than to look up ids.
    let place = Place {
        id: id?.into(),
        name,
        kind: kind.unwrap_or(PlaceKind::City),
        country: country.or_else(|| Country::all().next())?,
        within: None,
        names,
        aliases,
        wikidata,
        at,
        geonames,
    };
    insert(record, table, place)
}

fn country(record: &mut Checked<'_>, field: Option<Leaf<Text<'_>>>) -> Option<Country> {
    let Text(code) = record.required(At::RECORD, "country", field)?;
    let country = Country::from_code(&code);
    if country.is_none() {
        record.error(&At::RECORD.field("country"), || {
            let upper = code.to_ascii_uppercase();
            let hint = match Country::from_code(&upper) {
                Some(_) => format!("did you mean {}?", quoted(&upper)),
                None => "it is an ISO 3166-1 code of two letters, such as \"JP\"".into(),
            };
            format!("unknown country {}: {hint}", quoted(&code))
        });
    }
    country
}

fn ends_in(id: &str, country: Country) -> bool {
    let code = country.code();
    id.len().checked_sub(code.len()).and_then(|at| id.get(at..)).is_some_and(|end| {
        end.bytes().eq(code.bytes().map(|letter| letter.to_ascii_lowercase())) && id[..id.len() - 2].ends_with('-')
    })
}

/// The names by language, sorted by language as FORMAT.md has them.
fn names(record: &mut Checked<'_>, all: Entries<'_, Leaf<Text<'_>>>) -> Box<[(Box<str>, Box<str>)]> {
    let at = At::RECORD.field("names");
    record.bounded(&at, all.total, limits::NAMES);
    record.in_order(&at, all.items.iter().map(|(language, _)| language));
    let mut names: Vec<(Box<str>, Box<str>)> = Vec::with_capacity(all.items.len());
    for (n, (language, Leaf(name))) in all.items.into_iter().take(limits::NAMES).enumerate() {
        record.language(&at.key(n), &language);
        if names.iter().any(|(other, _)| **other == *language) {
            record.error(&at.key(n), || format!("{} stands in \"names\" twice", quoted(&language)));
        }
        match name {
            Err(found) => record.wrong_sort(&at.value(n), found, "a text"),
            Ok(Text(name)) => {
                record.readable(&at.value(n), &name, limits::NAME);
                names.push((language.into(), name.into()));
            }
        }
    }
    names.sort();
    names.into()
}

fn aliases(record: &mut Checked<'_>, all: List<Leaf<Text<'_>>>) -> Box<[Box<str>]> {
    let at = At::RECORD.field("aliases");
    let texts = record.texts(&at, all, limits::NAMES);
    record.in_order(&at, texts.iter().map(|(_, alias)| alias));
    // One that was left out above leaves a hole, so that the others keep their numbers for `spellings`.
    let mut aliases = vec![Box::default(); texts.last().map_or(0, |(n, _)| n + 1)];
    for (n, alias) in texts {
        record.readable(&at.item(n), &alias, limits::NAME);
        aliases[n] = alias.into();
    }
    aliases.into()
}
