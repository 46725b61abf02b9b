//! partnerships.json

use std::borrow::Cow;

use super::check::{Checked, Eye, Known, insert};
use super::limits;
use super::problems::At;
use super::quote::quoted;
use super::raw::RawPartnership;
use super::refer::Bounds;
use super::text;
use super::values::{Leaf, List, Text};
use crate::dataset::records::{Partnership, Place, PlaceIx, Source, TieIx};
use crate::dataset::table::Table;
use crate::dataset::words::{Status, TieKind};

/// Reads and checks every partnership.
pub(super) fn read(
    text: &str,
    eye: &mut Eye<'_>,
    places: &Known<Place>,
    sources: &Known<Source>,
) -> Known<Partnership> {
    let mut table = Table::new();
    // The ties whose ids have their kind behind the parties, with the length of the parties.
    let mut second = Vec::new();
    let whole = eye.each(text, |record, raw| {
        let (ix, parties) = check(record, raw, &mut table, places, sources);
        if let (Some(ix), Some(parties)) = (ix, parties) {
            second.push((record.number, ix, parties));
        }
    });
    table.shrink();
    if whole {
        second.into_iter().for_each(|(number, ix, parties)| check_second(eye, &table, number, ix, parties));
    }
    Known { table, whole }
}

fn check(
    record: &mut Checked<'_>,
    raw: RawPartnership<'_>,
    table: &mut Table<Partnership>,
    places: &Known<Place>,
    sources: &Known<Source>,
) -> (Option<TieIx>, Option<usize>) {
    let id = record.own_id(raw.id);
    let kind = record.required_word("kind", raw.kind, TieKind::from_word, TieKind::WORDS);
    let status = record.required_word("status", raw.status, Status::from_word, Status::WORDS);
    let (parties, ids) = match record.required(At::RECORD, "parties", raw.parties) {
        Some(list) => parties(record, list, kind, places),
        None => Default::default(),
    };
    let kind_behind = match (&id, ids) {
        (Some(id), Some(ids)) => match_id(record, id, &ids, kind),
        (Some(id), None) if !text::is_joined_slugs(id) => {
            let message = || format!("{} is no id: it is made of the parties' ids, joined by --", quoted(id));
            record.error(&At::RECORD.field("id"), message);
            None
        }
        _ => None,
    };
    let ahead = status == Some(Status::Planned);
    let since = record.required(At::RECORD, "since", raw.since);
    let since =
        since.map_or_else(Box::default, |list| record.claims(list, "since", Bounds { ahead, from: None }, sources));
    let from = since.first().map(|claim| claim.date);
    let until = record.optional(At::RECORD, "until", raw.until);
    if let (Some(_), Some(status @ (Status::Active | Status::Planned))) = (&until, status) {
        record.error(&At::RECORD.field("until"), || {
            format!("\"until\" is only for a tie that ended or was suspended, and this one is {:?}", status.word())
        });
    }
    let until = until.map_or_else(Box::default, |list| record.claims(list, "until", Bounds { ahead, from }, sources));
    let topics = record.topics(raw.topics);
    let sources = record.sources(At::RECORD, raw.sources, sources);
    let Some(id) = id else { return (None, None) };
    // Where a value is missing an error was said, and the table will not be used for more than to look up ids.
    let tie = Partnership {
        id: id.into(),
        kind: kind.unwrap_or(TieKind::Sister),
        parties,
        since,
        until,
        status: status.unwrap_or(Status::Active),
        topics,
        sources,
    };
    (insert(record, table, tie), kind_behind)
}

/// The parties in the order of their ids, and those ids where every one of them is right.
fn parties<'a>(
    record: &mut Checked<'_>,
    list: List<Leaf<Text<'a>>>,
    kind: Option<TieKind>,
    places: &Known<Place>,
) -> (Box<[PlaceIx]>, Option<Vec<Cow<'a, str>>>) {
    let at = At::RECORD.field("parties");
    let total = list.total;
    match (total, kind) {
        (0 | 1, _) => record.error(&at, || format!("a tie has two parties or more, and this one has {total}")),
        (2, Some(TieKind::Alliance)) => {
            record.error(&at, || "an alliance has three parties or more, and this one has 2".into());
        }
        _ => {}
    }
    let ids = record.texts(&at, list, limits::PARTIES);
    record.in_order(&at, ids.iter().map(|(_, id)| id));
    let mut known: Vec<(Cow<'a, str>, PlaceIx)> = Vec::with_capacity(ids.len());
    for (n, id) in ids {
        if let Some(place) = record.refer(&at.item(n), &id, places, "place") {
            known.push((id, place));
        }
    }
    known.sort_unstable();
    let parties = known.iter().map(|(_, place)| *place).collect();
    let all_right = total >= 2 && known.len() == total;
    (parties, all_right.then(|| known.into_iter().map(|(id, _)| id).collect()))
}

/// Checks the id against the sorted ids of the parties. Where the kind stands behind them, gives back how long the
/// parties' part of the id is.
fn match_id(record: &mut Checked<'_>, id: &str, parties: &[Cow<'_, str>], kind: Option<TieKind>) -> Option<usize> {
    match behind_parties(id, parties) {
        Some("") => return None,
        Some(behind) => match kind {
            Some(kind) if behind.strip_prefix("--") == Some(kind.word()) => return Some(id.len() - behind.len()),
            // What should stand there cannot be told.
            None if behind.starts_with("--") => return None,
            _ => {}
        },
        None => {}
    }
    record.error(&At::RECORD.field("id"), || {
        format!("the id does not match the parties: it should be {}", quoted(&parties.join("--")))
    });
    None
}

/// What stands in an id behind its parties.
fn behind_parties<'a>(id: &'a str, parties: &[Cow<'_, str>]) -> Option<&'a str> {
    let mut rest = id;
    for (n, party) in parties.iter().enumerate() {
        if n > 0 {
            rest = rest.strip_prefix("--")?;
        }
        rest = rest.strip_prefix(&**party)?;
    }
    Some(rest)
}

/// Checks a tie whose id has its kind behind the parties: there has to be another one of theirs, of another kind.
fn check_second(eye: &mut Eye<'_>, table: &Table<Partnership>, number: usize, ix: TieIx, parties: usize) {
    let tie = &table[ix];
    let plain_id = &tie.id[..parties];
    let mut record = eye.again(number, &tie.id);
    let at = At::RECORD.field("id");
    match table.by_id(plain_id) {
        Some(other) if table[other].kind == tie.kind => {
            record.error(&at, || format!("the same tie as {}: the same parties and the same kind", quoted(plain_id)));
        }
        Some(_) => {}
        None => {
            let mut others = TieKind::ALL.iter().filter(|kind| **kind != tie.kind);
            if !others.any(|kind| table.by_id(&format!("{plain_id}--{kind}")).is_some()) {
                record.error(&at, || {
                    let id = quoted(plain_id);
                    format!("the id should be {id}: the kind stands in it only where the parties have another tie")
                });
            }
        }
    }
}
