//! Reading and checking: four JSON files become a [`Dataset`], or a report of everything that is wrong with them.
//!
//! Everything that FORMAT.md says is checked, and every problem of every file is found in one go. Records are read one
//! by one, checked and turned into their final form at once; positions are looked for only where something is wrong.
//! Nothing in here knows Discord, reads the clock (today's date is handed in) or uses the network.

mod check;
mod facts;
mod file;
mod hint;
mod limits;
mod locate;
mod nested;
mod numbers;
mod partnerships;
mod places;
mod problems;
mod quote;
mod raw;
mod refer;
mod report;
mod sources;
mod spellings;
mod text;
mod values;
mod walk;

use std::borrow::Cow;

use jiff::civil::Date;

pub use file::Origin;
pub use report::{Counts, Position, Problem, Report, Severity};

use super::{DataVersion, Dataset, Record};
use check::{Eye, Known};
use facts::Tables;
use file::Name;
use hint::Hints;
use problems::{Problems, Spot};

/// What came of reading.
pub struct Reading {
    /// The data; none where there is any error.
    pub dataset: Option<Dataset>,
    /// What is wrong or odd.
    pub report: Report,
}

/// Reads the four files and checks everything. `today` is the day in UTC: later dates are errors where they make no
/// sense, and it becomes [`Dataset::loaded`].
pub fn read(origin: &Origin, today: Date) -> Reading {
    let mut reader = Reader { origin, today, hints: Hints::new() };
    // Sources and places come first, since the others refer to them. The version is made of the files in another
    // order, so that the bytes of the sources stay until the end: reading that file again could find another state of
    // it. Of the other files only one is held at a time.
    let (source_bytes, sources, sources_report) = reader.file(Name::Sources, sources::read);
    let mut hasher = blake3::Hasher::new();
    let mut hashed = |bytes: Cow<'static, [u8]>| _ = hasher.update(&bytes);
    let (bytes, places, places_report) = reader.file(Name::Places, places::read);
    hashed(bytes);
    let (bytes, ties, ties_report) =
        reader.file(Name::Partnerships, |text, eye| partnerships::read(text, eye, &places, &sources));
    hashed(bytes);
    let tables = Tables { places: &places, ties: &ties, sources: &sources };
    let (bytes, facts, facts_report) = reader.file(Name::Facts, |text, eye| facts::read(text, eye, &tables));
    hashed(bytes);
    hashed(source_bytes);

    let counts = Counts {
        places: places.table.len(),
        partnerships: ties.table.len(),
        facts: facts.table.len(),
        sources: sources.table.len(),
    };
    let mut report = Report::join([places_report, ties_report, facts_report, sources_report], counts);
    if counts == Counts::default() && report.errors() == 0 {
        let message =
            "holds no place, and the other three files hold nothing either: nothing can be answered from them";
        report.warn(&origin.shown(Name::Places), message);
    }
    let version = DataVersion::of(&hasher);
    let dataset = (report.errors() == 0)
        .then(|| Dataset::new(places.table, ties.table, facts.table, sources.table, version, today));
    Reading { dataset, report }
}

/// What all files are read with.
struct Reader<'r> {
    origin: &'r Origin,
    today: Date,
    hints: Hints,
}

impl Reader<'_> {
    /// Reads one file: its bytes, its table, and what is wrong with it.
    fn file<T: Record>(
        &mut self,
        name: Name,
        read: impl FnOnce(&str, &mut Eye<'_>) -> Known<T>,
    ) -> (Cow<'static, [u8]>, Known<T>, Report) {
        let mut problems = Problems::default();
        let bytes = self.origin.bytes(name).map_err(|error| {
            problems.file_error(Spot::File, file::unreadable(&error));
        });
        let text = bytes.as_deref().ok().and_then(|bytes| file::text(bytes, &mut problems));
        let known = text.map_or_else(Known::nothing, |text| {
            read(text, &mut Eye { problems: &mut problems, hints: &mut self.hints, today: self.today })
        });
        let bytes = bytes.unwrap_or_default();
        let mut report = Report::default();
        report.add(&self.origin.shown(name), &bytes, problems);
        (bytes, known, report)
    }
}
