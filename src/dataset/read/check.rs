//! One record under the reader's eye: its fields are taken one after the other, and what is wrong with each is said.

use std::borrow::Cow;

use jiff::civil::Date;

use super::hint::{self, Hints};
use super::problems::{At, Problems, Spot};
use super::quote::{plain, quoted, thousands};
use super::raw::{OddKey, OddKeys, RawRecord};
use super::report::Severity;
use super::values::{Found, Leaf, List, Shape, Text};
use super::walk::each_record;
use super::{limits, text};
use crate::dataset::table::{Ix, Record, Table};

/// A table that other records refer to.
pub(super) struct Known<T> {
    pub table: Table<T>,
    /// Whether its file was read to the end. Where it was not, nobody can say which ids are unknown.
    pub whole: bool,
}

impl<T: Record> Known<T> {
    /// The table of a file that could not be read.
    pub fn nothing() -> Known<T> {
        Known { table: Table::new(), whole: false }
    }
}

/// What all records of a file are checked with.
pub(super) struct Eye<'e> {
    pub problems: &'e mut Problems,
    pub hints: &'e mut Hints,
    pub today: Date,
}

impl Eye<'_> {
    /// Has every record of a file checked by `check`; whether the file was read to its end.
    pub fn each<'a, R: RawRecord<'a>>(&mut self, text: &'a str, mut check: impl FnMut(&mut Checked<'_>, R)) -> bool {
        let Eye { problems, hints, today } = self;
        let mut last = String::new();
        let whole = each_record(text, problems, |problems, number, found: Result<R, Found>| {
            let id = found.as_ref().ok().and_then(R::named);
            let mut record = Checked { problems, hints, today: *today, number, id: id.as_deref() };
            match found {
                Err(found) => record.error(At::RECORD, || format!("is {found}, not a record")),
                Ok(raw) => {
                    record.odd_keys(At::RECORD, raw.odd(), R::FIELDS);
                    check(&mut record, raw);
                    if let Some(id) = record.id {
                        if *id < *last {
                            record.unsorted("records", At::RECORD);
                        }
                        last.clear();
                        last.push_str(id);
                    }
                }
            }
        });
        self.problems.finish();
        whole
    }

    /// A record that was read before.
    pub fn again<'c>(&'c mut self, number: usize, id: &'c str) -> Checked<'c> {
        Checked { problems: self.problems, hints: self.hints, today: self.today, number, id: Some(id) }
    }
}

/// The record that is being checked, and where to say what is wrong with it.
pub(super) struct Checked<'c> {
    pub problems: &'c mut Problems,
    pub hints: &'c mut Hints,
    pub today: Date,
    /// Its number, counted from 0.
    pub number: usize,
    /// Its id, as far as it has one.
    pub id: Option<&'c str>,
}

impl Checked<'_> {
    pub fn error(&mut self, at: &At<'_>, message: impl FnOnce() -> String) {
        note(self.problems, Severity::Error, (self.number, self.id), at, message);
    }

    pub fn warning(&mut self, at: &At<'_>, message: impl FnOnce() -> String) {
        note(self.problems, Severity::Warning, (self.number, self.id), at, message);
    }

    /// Remembers that something is not in canonical order.
    pub fn unsorted(&mut self, what: &'static str, at: &At<'_>) {
        let (number, id) = (self.number, self.id);
        self.problems.unsorted(what, || (Spot::Value(number, at.steps()), Some(label(number, id))));
    }

    /// Says which keys should not be there.
    pub fn odd_keys(&mut self, within: &At<'_>, odd: &OddKeys, fields: &[&str]) {
        for (entry, key) in &odd.keys {
            self.error(&within.key(*entry), || match key {
                OddKey::Unknown(name) => format!("unknown field {}{}", quoted(name), hint::word(name, fields)),
                OddKey::Twice(name) => format!("field {} stands here a second time", quoted(name)),
            });
        }
        self.problems.count_errors(odd.more);
    }

    /// The value of a field that has to be there.
    pub fn required<'a, T: Shape<'a>>(
        &mut self,
        within: &At<'_>,
        name: &'static str,
        field: Option<Leaf<T>>,
    ) -> Option<T> {
        if field.is_none() {
            self.error(within, || format!("missing field {}", quoted(name)));
        }
        self.optional(within, name, field)
    }

    /// The value of a field that may be left out.
    pub fn optional<'a, T: Shape<'a>>(
        &mut self,
        within: &At<'_>,
        name: &'static str,
        field: Option<Leaf<T>>,
    ) -> Option<T> {
        let value = field?.0;
        value.map_err(|found| self.wrong_sort(&within.field(name), found, T::WANTED)).ok()
    }

    /// Says that another sort of value stands somewhere than is wanted there.
    pub fn wrong_sort(&mut self, at: &At<'_>, found: Found, wanted: &str) {
        self.error(at, || match at.is_field() {
            true => format!("{} is {found}, not {wanted}", quoted(at.name())),
            false => format!("an entry of {} is {found}, not {wanted}", quoted(at.name())),
        });
    }

    /// The entries of a list that are of the right sort, each with its number in the list.
    pub fn entries<'a, T: Shape<'a>>(&mut self, at: &At<'_>, list: List<Leaf<T>>, limit: usize) -> Vec<(usize, T)> {
        self.bounded(at, list.total, limit);
        let mut entries = Vec::with_capacity(list.items.len().min(limit));
        for (n, Leaf(item)) in list.items.into_iter().take(limit).enumerate() {
            match item {
                Ok(item) => entries.push((n, item)),
                Err(found) => self.wrong_sort(&at.item(n), found, T::WANTED),
            }
        }
        entries
    }

    /// The texts of a list, with an error for each that stands there twice.
    pub fn texts<'a>(&mut self, at: &At<'_>, list: List<Leaf<Text<'a>>>, limit: usize) -> Vec<(usize, Cow<'a, str>)> {
        let entries = self.entries(at, list, limit);
        let mut texts: Vec<(usize, Cow<'a, str>)> = Vec::with_capacity(entries.len());
        for (n, Text(text)) in entries {
            // Lists are short: their bound is a few hundred.
            if texts.iter().any(|(_, other)| *other == text) {
                self.error(&at.item(n), || format!("{} stands in {} twice", quoted(&text), quoted(at.name())));
            } else {
                texts.push((n, text));
            }
        }
        texts
    }

    /// Says that there are more of something than can be shown.
    pub fn bounded(&mut self, at: &At<'_>, found: usize, limit: usize) {
        if found > limit {
            self.error(at, || {
                format!("{} has {} entries: {} is the limit", quoted(at.name()), thousands(found), thousands(limit))
            });
        }
    }

    /// Checks a text that people will read.
    pub fn readable(&mut self, at: &At<'_>, text: &str, limit: usize) {
        text::faults(text, limit, |fault| {
            note(self.problems, Severity::Error, (self.number, self.id), at, || at.saying(&fault));
        });
    }

    /// A required text that people will read.
    pub fn required_text(&mut self, name: &'static str, field: Option<Leaf<Text<'_>>>, limit: usize) -> Box<str> {
        let Some(Text(text)) = self.required(At::RECORD, name, field) else { return Box::default() };
        self.readable(&At::RECORD.field(name), &text, limit);
        text.into()
    }

    /// An optional text that people will read.
    pub fn optional_text(
        &mut self,
        name: &'static str,
        field: Option<Leaf<Text<'_>>>,
        limit: usize,
    ) -> Option<Box<str>> {
        let Text(text) = self.optional(At::RECORD, name, field)?;
        self.readable(&At::RECORD.field(name), &text, limit);
        Some(text.into())
    }

    /// The record's own id: a slug.
    pub fn own_slug<'a>(&mut self, field: Option<Leaf<Text<'a>>>) -> Option<Cow<'a, str>> {
        let id = self.own_id(field)?;
        if id.len() > limits::ID {
            let at = At::RECORD.field("id");
            let found = id.chars().count();
            self.error(&at, || at.saying(&format!("has {} characters: {} is the limit", thousands(found), limits::ID)));
        }
        if !text::is_slug(&id) {
            self.error(&At::RECORD.field("id"), || {
                format!("{} is no id: lower-case ASCII letters and digits, joined by single hyphens", quoted(&id))
            });
        }
        Some(id)
    }

    /// The record's own id, of any form.
    pub fn own_id<'a>(&mut self, field: Option<Leaf<Text<'a>>>) -> Option<Cow<'a, str>> {
        self.required(At::RECORD, "id", field).map(|Text(id)| id)
    }

    /// Checks a language tag.
    pub fn language(&mut self, at: &At<'_>, tag: &str) {
        // Nearly all of them.
        if matches!(tag.len(), 2 | 3) && tag.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return;
        }
        match text::language(tag) {
            Some(canonical) if canonical == tag => {}
            Some(canonical) => self.error(at, || format!("{} is written {}", quoted(tag), quoted(&canonical))),
            None => self.error(at, || {
                format!("{} is no language: write its BCP 47 tag, such as \"ja\" or \"zh-Hans\"", quoted(tag))
            }),
        }
    }

    /// The value that a word of a closed vocabulary stands for.
    pub fn word<W>(&mut self, at: &At<'_>, word: &str, from_word: fn(&str) -> Option<W>, words: &[&str]) -> Option<W> {
        let value = from_word(word);
        if value.is_none() {
            self.error(at, || format!("unknown {} {}{}", at.singular(), quoted(word), hint::word(word, words)));
        }
        value
    }

    /// The value of a required field with a closed vocabulary.
    pub fn required_word<W>(
        &mut self,
        name: &'static str,
        field: Option<Leaf<Text<'_>>>,
        from_word: fn(&str) -> Option<W>,
        words: &[&str],
    ) -> Option<W> {
        let Text(word) = self.required(At::RECORD, name, field)?;
        self.word(&At::RECORD.field(name), &word, from_word, words)
    }
}

/// Adds the record to its table; `None`, and an error, where its id is taken.
pub(super) fn insert<T: Record>(record: &mut Checked<'_>, table: &mut Table<T>, value: T) -> Option<Ix<T>> {
    match table.insert(value) {
        Ok(ix) => Some(ix),
        Err((value, _)) => {
            record.error(&At::RECORD.field("id"), || {
                format!("the id {} is taken by an earlier record", quoted(value.id()))
            });
            None
        }
    }
}

/// What messages call a record: by its id, or by its number where it has none.
fn label(number: usize, id: Option<&str>) -> String {
    id.filter(|id| !id.is_empty()).map_or_else(|| format!("record {}", number + 1), plain)
}

/// Adds a problem of a record.
pub(super) fn note(
    problems: &mut Problems,
    severity: Severity,
    (number, id): (usize, Option<&str>),
    at: &At<'_>,
    message: impl FnOnce() -> String,
) {
    problems.add(severity, || (Spot::Value(number, at.steps()), Some(label(number, id)), message()));
}
