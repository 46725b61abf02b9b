//! The bytes of a table, wherever they are.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use super::problems::{Problems, Spot};

/// Where the data comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The dataset that is compiled into the program.
    BuiltIn,
    /// A folder that holds the four files.
    Folder(PathBuf),
}

/// One of the four files.
#[derive(Clone, Copy)]
pub(super) enum Name {
    Places,
    Partnerships,
    Facts,
    Sources,
}

impl Name {
    fn file(self) -> &'static str {
        match self {
            Name::Places => "places.json",
            Name::Partnerships => "partnerships.json",
            Name::Facts => "facts.json",
            Name::Sources => "sources.json",
        }
    }

    fn built_in(self) -> &'static [u8] {
        match self {
            Name::Places => include_bytes!("../../../data/places.json"),
            Name::Partnerships => include_bytes!("../../../data/partnerships.json"),
            Name::Facts => include_bytes!("../../../data/facts.json"),
            Name::Sources => include_bytes!("../../../data/sources.json"),
        }
    }
}

impl Origin {
    /// How messages call one of the files: with the folder as it was given.
    pub(super) fn shown(&self, name: Name) -> String {
        match self {
            Origin::BuiltIn => format!("data/{}", name.file()),
            Origin::Folder(folder) => folder.join(name.file()).to_string_lossy().into_owned(),
        }
    }

    /// The bytes of one of the files. Each is read once only, so that no version is made of two states of a file.
    pub(super) fn bytes(&self, name: Name) -> io::Result<Cow<'static, [u8]>> {
        let folder = match self {
            Origin::BuiltIn => return Ok(Cow::Borrowed(name.built_in())),
            Origin::Folder(folder) => folder,
        };
        let path = folder.join(name.file());
        // Asked before it is opened: opening a pipe would wait for somebody to write, and a device has no end.
        if !path.metadata()?.is_file() {
            return Err(io::Error::other("not a file"));
        }
        let mut file = File::open(path)?;
        let mut bytes = Vec::new();
        // Exactly as long as it is, where a vector that grows would take up to twice that.
        bytes.try_reserve_exact(usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX))?;
        file.read_to_end(&mut bytes)?;
        Ok(Cow::Owned(bytes))
    }
}

/// What is said of a file that cannot be read.
pub(super) fn unreadable(error: &io::Error) -> String {
    // The number in brackets behind the system's words helps nobody.
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or_default();
    let remedy = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            "a dataset is a folder with places.json, partnerships.json, facts.json and sources.json"
        }
        io::ErrorKind::PermissionDenied => "give the user that runs this the right to read it",
        _ => "it should be a file that can be read from beginning to end",
    };
    format!("cannot be read: {words} ({remedy})")
}

/// The file as text, with an error where it is none, or where it is empty.
pub(super) fn text<'a>(bytes: &'a [u8], problems: &mut Problems) -> Option<&'a str> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            let message = format!("not UTF-8: the byte 0x{byte:02x} here begins no character: save the file as UTF-8");
            problems.file_error(Spot::Offset(at), message);
            return None;
        }
    };
    if text.starts_with('\u{feff}') {
        problems
            .file_error(Spot::Offset(0), "begins with a byte order mark: save the file as UTF-8 without one".into());
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
        problems.file_error(Spot::File, "is empty: it should hold an array of records, [] at the least".into());
        return None;
    }
    Some(text)
}
