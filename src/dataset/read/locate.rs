//! Where in a file the values lie that something is wrong with.
//!
//! Reading keeps no positions, since nearly every record is in order. Only where problems were found is the file walked
//! a second time, once for all of them, as far as the last. The walk takes values as slices of the text: where a slice
//! begins is where the value lies.

use std::fmt;

use serde::de::{Deserializer as _, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::problems::{Noted, Spot, Step};
use super::report::Position;

/// Finds the position of each problem, and sorts them by it; what has none comes first.
pub(super) fn positions(file: &[u8], listed: Vec<Noted>) -> Vec<(Option<Position>, Noted)> {
    // Where the file is not UTF-8, no record was read: there are only offsets.
    let text = std::str::from_utf8(file).unwrap_or_default();
    let mut wanted: Vec<Wanted<'_>> = listed
        .iter()
        .enumerate()
        .filter_map(|(problem, noted)| match &noted.spot {
            Spot::Value(record, steps) => Some(Wanted { record: *record, steps, problem }),
            _ => None,
        })
        .collect();
    wanted.sort_by_key(|wanted| wanted.record);
    let mut offsets: Vec<Option<usize>> = listed
        .iter()
        .map(|noted| match noted.spot {
            Spot::Offset(offset) => Some(offset),
            _ => None,
        })
        .collect();
    find_records(text, &wanted, &mut offsets);

    let mut found: Vec<(Option<usize>, Noted)> = offsets.into_iter().zip(listed).collect();
    found.sort_by_key(|(offset, _)| *offset);
    let mut cursor = Cursor { file, offset: 0, position: Position { line: 1, column: 1 } };
    found.into_iter().map(|(offset, noted)| (offset.map(|offset| cursor.advance(offset)), noted)).collect()
}

/// Counts lines and characters from one offset to the next.
struct Cursor<'a> {
    file: &'a [u8],
    offset: usize,
    position: Position,
}

impl Cursor<'_> {
    fn advance(&mut self, to: usize) -> Position {
        let to = to.min(self.file.len());
        for &byte in &self.file[self.offset..to] {
            if byte == b'\n' {
                self.position = Position { line: self.position.line + 1, column: 1 };
            } else if byte & 0xC0 != 0x80 {
                // Not the continuation of a character.
                self.position.column += 1;
            }
        }
        self.offset = to;
        self.position
    }
}

/// A value that is looked for.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    record: usize,
    steps: &'a [Step],
    problem: usize,
}

/// Writes the offset of each wanted value; `wanted` is sorted by record.
fn find_records(text: &str, mut wanted: &[Wanted<'_>], offsets: &mut [Option<usize>]) {
    if wanted.is_empty() {
        return;
    }
    each_part(text, |n, _, record| {
        let (here, rest) = wanted.split_at(wanted.iter().take_while(|wanted| wanted.record == n).count());
        for wanted in here {
            // Should a value not be found again, the record still is.
            let at = find(record, wanted.steps).unwrap_or(record);
            offsets[wanted.problem] = Some(at.as_ptr().addr() - text.as_ptr().addr());
        }
        wanted = rest;
        !wanted.is_empty()
    });
}

/// The part of a value that the steps lead to, as a slice of it.
fn find<'a>(value: &'a str, steps: &[Step]) -> Option<&'a str> {
    let Some((&step, rest)) = steps.split_first() else { return Some(value) };
    let mut found = None;
    each_part(value, |n, key, part| {
        found = match (step, key) {
            (Step::Item(wanted), None) | (Step::Value(wanted), Some(_)) if wanted == n => Some(part),
            (Step::Key(wanted), Some(key)) if wanted == n => Some(key),
            (Step::Field(name), Some(key)) if is_key(key, name) => Some(part),
            _ => None,
        };
        found.is_none()
    });
    find(found?, rest)
}

/// Whether a key as it is written in the file, in its quotation marks, is this name.
fn is_key(written: &str, name: &str) -> bool {
    match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(text) if text.contains('\\') => serde_json::from_str::<String>(written).is_ok_and(|key| key == name),
        text => text == Some(name),
    }
}

/// Hands out the elements of an array, or the keys and values of an object, until `more` says that it is enough.
fn each_part<'a>(text: &'a str, more: impl FnMut(usize, Option<&'a str>, &'a str) -> bool) {
    // The error is the end of the walk: enough was seen, or the file is broken where the first reading found it broken.
    let _ = serde_json::Deserializer::from_str(text).deserialize_any(Parts(more));
}

struct Parts<F>(F);

impl<'a, F: FnMut(usize, Option<&'a str>, &'a str) -> bool> Visitor<'a> for Parts<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array or an object")
    }

    fn visit_seq<A: SeqAccess<'a>>(mut self, mut array: A) -> Result<(), A::Error> {
        let mut n = 0;
        while let Some(part) = array.next_element::<&RawValue>()? {
            if !(self.0)(n, None, part.get()) {
                return Err(A::Error::custom("enough"));
            }
            n += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'a>>(mut self, mut object: A) -> Result<(), A::Error> {
        let mut n = 0;
        while let Some((key, part)) = object.next_entry::<&RawValue, &RawValue>()? {
            if !(self.0)(n, Some(key.get()), part.get()) {
                return Err(A::Error::custom("enough"));
            }
            n += 1;
        }
        Ok(())
    }
}
