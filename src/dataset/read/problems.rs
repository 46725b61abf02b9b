//! What is found wrong while a file is read: kept with the record and the path to the value, not yet with a position.

use super::limits::LISTED;
use super::quote::thousands;
use super::report::Severity;

/// One step from a value to a value within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The value of the first key of this name.
    Field(&'static str),
    /// The n-th element of an array.
    Item(usize),
    /// The n-th key of an object.
    Key(usize),
    /// The value of the n-th key of an object.
    Value(usize),
}

/// The way from a record to a value within it, built on the stack: most ways are never needed.
#[derive(Clone, Copy)]
pub(super) struct At<'p> {
    up: Option<&'p At<'p>>,
    step: Option<Step>,
}

impl<'p> At<'p> {
    /// The record itself.
    pub const RECORD: &'static At<'static> = &At { up: None, step: None };

    pub fn field(&'p self, name: &'static str) -> At<'p> {
        self.then(Step::Field(name))
    }

    pub fn item(&'p self, n: usize) -> At<'p> {
        self.then(Step::Item(n))
    }

    pub fn key(&'p self, n: usize) -> At<'p> {
        self.then(Step::Key(n))
    }

    pub fn value(&'p self, n: usize) -> At<'p> {
        self.then(Step::Value(n))
    }

    fn then(&'p self, step: Step) -> At<'p> {
        At { up: Some(self), step: Some(step) }
    }

    /// The name of the nearest field on the way back, for messages.
    pub fn name(&self) -> &'static str {
        match (self.step, self.up) {
            (Some(Step::Field(name)), _) => name,
            (_, Some(up)) => up.name(),
            (_, None) => "the record",
        }
    }

    /// The field's name where one entry of it is meant: `topics` are made of each `topic`.
    pub fn singular(&self) -> &'static str {
        match self.name() {
            "topics" => "topic",
            name => name,
        }
    }

    /// Whether it leads to a field, and not to an entry of one.
    pub fn is_field(&self) -> bool {
        matches!(self.step, Some(Step::Field(_)))
    }

    /// What is said of the value: `"name" is empty`, `an entry of "aliases" is empty`.
    pub fn saying(&self, fault: &str) -> String {
        match self.step {
            Some(Step::Field(name)) => format!("{name:?} {fault}"),
            Some(Step::Key(_)) => format!("a key of {:?} {fault}", self.name()),
            _ => format!("an entry of {:?} {fault}", self.name()),
        }
    }

    pub fn steps(&self) -> Vec<Step> {
        let mut steps = self.up.map_or_else(Vec::new, At::steps);
        steps.extend(self.step);
        steps
    }
}

/// Where a problem lies.
#[derive(Debug)]
pub(super) enum Spot {
    /// The file as a whole.
    File,
    /// This byte.
    Offset(usize),
    /// This value of the record with this number, counted from 0.
    Value(usize, Vec<Step>),
}

/// One problem, before its position is known.
#[derive(Debug)]
pub(super) struct Noted {
    pub spot: Spot,
    pub severity: Severity,
    /// The record's id, or its number where it has none.
    pub record: Option<String>,
    pub message: String,
}

/// Where a file first leaves the order that FORMAT.md calls canonical, and how often it does.
struct Unsorted {
    what: &'static str,
    first: (Spot, Option<String>),
    others: usize,
}

/// The problems of one file.
#[derive(Default)]
pub(super) struct Problems {
    pub listed: Vec<Noted>,
    pub errors: usize,
    pub warnings: usize,
    unsorted: Vec<Unsorted>,
}

impl Problems {
    /// Adds a problem. Past the bound it is only counted, and what it would say is not even put together.
    pub fn add(&mut self, severity: Severity, noted: impl FnOnce() -> (Spot, Option<String>, String)) {
        let count = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        *count += 1;
        if *count <= LISTED {
            let (spot, record, message) = noted();
            self.listed.push(Noted { spot, severity, record, message });
        }
    }

    /// An error of the file as a whole, or at one of its bytes.
    pub fn file_error(&mut self, spot: Spot, message: String) {
        self.add(Severity::Error, || (spot, None, message));
    }

    /// Errors that are only counted.
    pub fn count_errors(&mut self, n: usize) {
        self.errors += n;
    }

    /// Remembers that something is not sorted. All of one sort become one warning: they are mended in one go.
    pub fn unsorted(&mut self, what: &'static str, first: impl FnOnce() -> (Spot, Option<String>)) {
        match self.unsorted.iter_mut().find(|unsorted| unsorted.what == what) {
            Some(unsorted) => unsorted.others += 1,
            None => self.unsorted.push(Unsorted { what, first: first(), others: 0 }),
        }
    }

    /// Turns what is not sorted into warnings, at the end of the file.
    pub fn finish(&mut self) {
        for Unsorted { what, first: (spot, record), others } in std::mem::take(&mut self.unsorted) {
            self.add(Severity::Warning, || {
                let others = match others {
                    0 => String::new(),
                    1 => ", nor in 1 other place".to_owned(),
                    n => format!(", nor in {} other places", thousands(n)),
                };
                (spot, record, format!("{what} are not in canonical order here{others}"))
            });
        }
    }
}
