//! Where the state is kept: `state.url`.

use std::fmt;
use std::path::{Path, PathBuf};

/// The state's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateUrl {
    path: PathBuf,
}

/// Why a text does not say where the state is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StateUrlError {
    /// Another scheme than `sqlite:`.
    #[error(
        "{0:?} is none that this release can keep its state in: write \"sqlite:\" and a file, such as \"sqlite:twinned.db\""
    )]
    Scheme(String),
    /// No file behind the scheme.
    #[error("{0:?} names no file: write one such as \"sqlite:twinned.db\" or \"sqlite:/var/lib/twinned/twinned.db\"")]
    NoFile(String),
    /// A memory database would forget what was posted.
    #[error(
        "{0:?}: what is only in memory is forgotten at the end, and days would be posted twice; write a file such as \"sqlite:twinned.db\""
    )]
    Memory(String),
    /// Parameters behind a `?`.
    #[error("{0:?}: parameters behind \"?\" are not taken; write the file alone, such as \"sqlite:twinned.db\"")]
    Parameters(String),
}

impl StateUrl {
    /// The one that is taken where none is set.
    pub const DEFAULT: &'static str = "sqlite:twinned.db";

    /// Reads `sqlite:FILE`; a relative file is found from `folder`.
    ///
    /// # Errors
    /// Where it is not of that form.
    pub fn parse(text: &str, folder: &Path) -> Result<StateUrl, StateUrlError> {
        let own = || text.to_owned();
        let rest = text.trim().strip_prefix("sqlite:").ok_or_else(|| StateUrlError::Scheme(own()))?;
        if rest.contains(":memory:") {
            return Err(StateUrlError::Memory(own()));
        }
        if rest.contains('?') {
            return Err(StateUrlError::Parameters(own()));
        }
        // `sqlite://twinned.db` and `sqlite:///var/lib/twinned.db` are written, too.
        let file = rest.strip_prefix("//").unwrap_or(rest);
        if file.is_empty() || file.ends_with('/') {
            return Err(StateUrlError::NoFile(own()));
        }
        Ok(StateUrl { path: folder.join(file) })
    }

    /// The usual file in a folder.
    pub fn in_folder(folder: &Path) -> StateUrl {
        StateUrl { path: folder.join("twinned.db") }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A state beside it, whose name has this behind it.
    pub(super) fn state_beside(&self, suffix: &str) -> StateUrl {
        StateUrl { path: self.beside(suffix) }
    }

    /// A file beside it: its name with this behind it.
    pub(super) fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(suffix);
        name.into()
    }
}

impl fmt::Display for StateUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.path.display().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_one_file() {
        let check =
            |text: &str, expected: Result<&str, &str>| match (StateUrl::parse(text, Path::new("/home")), expected) {
                (Ok(url), Ok(path)) => assert_eq!(url.path(), Path::new(path), "{text}"),
                (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{text}: {error}"),
                (found, _) => panic!("{text}: {found:?}"),
            };
        check("sqlite:twinned.db", Ok("/home/twinned.db"));
        check("sqlite://twinned.db", Ok("/home/twinned.db"));
        check("sqlite:/var/lib/twinned.db", Ok("/var/lib/twinned.db"));
        check("sqlite:///var/lib/twinned.db", Ok("/var/lib/twinned.db"));
        check("postgres://host/twinned", Err("none that this release"));
        check("twinned.db", Err("write \"sqlite:\" and a file"));
        check("sqlite::memory:", Err("forgotten"));
        check("sqlite:", Err("names no file"));
        check("sqlite:a.db?mode=ro", Err("parameters"));
    }
}
