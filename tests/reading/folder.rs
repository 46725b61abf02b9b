//! A small good dataset in a folder of its own, to be broken.

use std::path::Path;

use jiff::civil::{Date, date};
use tempfile::TempDir;
use twinned::dataset::read::{Origin, Reading, read};

/// The day on which it is read.
pub const TODAY: Date = date(2026, 11, 22);

pub const PLACES: &str = "places.json";
pub const SOURCES: &str = "sources.json";
pub const TIES: &str = "partnerships.json";
pub const FACTS: &str = "facts.json";

/// The files as they are when nothing is wrong with them.
pub const GOOD: [(&str, &str); 4] = [
    (PLACES, include_str!("small/places.json")),
    (TIES, include_str!("small/partnerships.json")),
    (FACTS, include_str!("small/facts.json")),
    (SOURCES, include_str!("small/sources.json")),
];

/// The dataset in a folder.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        GOOD.iter().for_each(|(file, text)| folder.write(file, text));
        folder
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.0.path().join(file), bytes).unwrap();
    }

    pub fn read(&self) -> Reading {
        read(&Origin::Folder(self.0.path().to_owned()), TODAY)
    }

    /// The lines of the report, without the folder.
    pub fn report(&self) -> Vec<String> {
        let reading = self.read();
        assert_eq!(reading.dataset.is_none(), reading.report.errors() > 0, "no dataset where there is an error");
        let folder = format!("{}/", self.0.path().display());
        let lines = reading.report.to_string();
        lines.lines().map(|line| line.strip_prefix(&folder).unwrap_or(line).to_owned()).collect()
    }
}
