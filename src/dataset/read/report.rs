//! What reading found: one problem a line, each with its place in the file.

use std::fmt;
use std::sync::Arc;

use super::locate;
use super::problems::Problems;
use super::quote::{escaped, thousands};

/// Whether a problem keeps the data from being used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The data is not used.
    Error,
    /// Legal, but odd.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

/// A line and a column, both counted from 1; a column is a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

/// One thing that is wrong, or odd.
///
/// Its `Display` is one line: `data/facts.json:12:5: error: kobe-panda: unknown field "date_"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the reader of the message knows it: `data/partnerships.json`.
    pub file: Arc<str>,
    /// Where the value begins; none where the file as a whole is meant.
    pub position: Option<Position>,
    /// Whether it keeps the data from being used.
    pub severity: Severity,
    /// The id of the record, or `record 17` (counted from 1) where it has none.
    pub record: Option<String>,
    /// What is wrong, and what to do about it where that can be told.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Position { line, column }) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}: ", self.severity)?;
        if let Some(record) = &self.record {
            write!(f, "{record}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// How many records of each kind were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Records of places.json.
    pub places: usize,
    /// Records of partnerships.json.
    pub partnerships: usize,
    /// Records of facts.json.
    pub facts: usize,
    /// Records of sources.json.
    pub sources: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = [
            (self.places, "place"),
            (self.partnerships, "partnership"),
            (self.facts, "fact"),
            (self.sources, "source"),
        ];
        for (n, (count, what)) in all.into_iter().enumerate() {
            let comma = if n > 0 { ", " } else { "" };
            let s = if count == 1 { "" } else { "s" };
            write!(f, "{comma}{count} {what}{s}")?;
        }
        Ok(())
    }
}

/// Everything that is wrong or odd in the four files, in the order of FORMAT.md and of the files.
///
/// Its `Display` is one problem a line, each line with its end; nothing where all is well. Of one file ten thousand
/// errors and as many warnings are listed; a last line for each says how many more there are.
#[derive(Debug, Default)]
pub struct Report {
    problems: Vec<Problem>,
    errors: usize,
    warnings: usize,
    counts: Counts,
}

impl Report {
    /// The listed problems.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many errors there are, the ones that are not listed among them.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many warnings there are, the ones that are not listed among them.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// How many records were read.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// `1341 places, 1520 partnerships, 631 facts, 1456 sources`
    pub fn summary(&self) -> String {
        self.counts.to_string()
    }

    /// Adds what was found in one file. Positions are looked for in its text only now, and only for what is listed.
    pub(super) fn add(&mut self, file: &str, text: &[u8], problems: Problems) {
        self.errors += problems.errors;
        self.warnings += problems.warnings;
        let file: Arc<str> = escaped(file).into();
        let mut hidden = [(Severity::Error, problems.errors), (Severity::Warning, problems.warnings)];
        for (severity, count) in &mut hidden {
            *count -= problems.listed.iter().filter(|noted| noted.severity == *severity).count();
        }
        self.problems.extend(locate::positions(text, problems.listed).into_iter().map(|(position, noted)| Problem {
            file: file.clone(),
            position,
            severity: noted.severity,
            record: noted.record,
            message: noted.message,
        }));
        for (severity, count) in hidden {
            if count > 0 {
                let message = format!("and {} more", thousands(count));
                self.problems.push(Problem { file: file.clone(), position: None, severity, record: None, message });
            }
        }
    }

    /// Adds a warning about a whole file.
    pub(super) fn warn(&mut self, file: &str, message: &str) {
        self.warnings += 1;
        self.problems.push(Problem {
            file: escaped(file).into(),
            position: None,
            severity: Severity::Warning,
            record: None,
            message: message.to_owned(),
        });
    }

    /// Puts files that were read in another order into the order of FORMAT.md.
    pub(super) fn join(parts: [Report; 4], counts: Counts) -> Report {
        let mut whole = Report { counts, ..Report::default() };
        for part in parts {
            whole.problems.extend(part.problems);
            whole.errors += part.errors;
            whole.warnings += part.warnings;
        }
        whole
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problems.iter().try_for_each(|problem| writeln!(f, "{problem}"))
    }
}
