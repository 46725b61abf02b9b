//! The program, run in a folder of its own, with nothing in its environment but what a test puts there.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A day on which the shipped data is valid, so that output does not depend on when a test runs.
pub const DAY: &str = "2026-11-22";

/// The program with its arguments, about to be run.
pub struct Program {
    pub command: Command,
    folder: TempDir,
}

/// What came of a run.
#[derive(Debug)]
pub struct Ran {
    pub exit: Option<i32>,
    pub out: String,
    pub err: String,
}

pub fn twinned(arguments: &[&str]) -> Program {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_twinned"));
    command.args(arguments);
    Program { command, folder }.alone()
}

/// `twinned ask` on [`DAY`].
pub fn ask(arguments: &[&str]) -> Ran {
    twinned(&[&["ask", "--date", DAY], arguments].concat()).run()
}

impl Program {
    fn alone(mut self) -> Self {
        self.command.current_dir(self.folder.path()).env_clear().stdin(Stdio::null());
        self
    }

    /// The same, of a program that lies elsewhere.
    pub fn called(mut self, program: &Path) -> Self {
        let mut command = Command::new(program);
        command.args(self.command.get_args());
        self.command = command;
        self.alone()
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Writes a file into the folder in which it runs.
    pub fn file(self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    pub fn run(mut self) -> Ran {
        let Output { status, stdout, stderr } = self.command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { exit: status.code(), out: text(stdout), err: text(stderr) }
    }
}

impl Ran {
    /// Fails unless it ended with this code and printed nothing of a panic.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.exit, Some(code), "{self:#?}");
        assert!(!self.err.contains("panicked"), "{self:#?}");
        self
    }

    /// Fails unless standard output holds all of these.
    #[track_caller]
    pub fn says(self, parts: &[&str]) -> Self {
        parts.iter().for_each(|part| assert!(self.out.contains(part), "{part:?} is not in {self:#?}"));
        self
    }

    /// Fails unless standard error holds all of these.
    #[track_caller]
    pub fn complains(self, parts: &[&str]) -> Self {
        parts.iter().for_each(|part| assert!(self.err.contains(part), "{part:?} is not in {self:#?}"));
        self
    }

    /// Fails if this stands anywhere.
    #[track_caller]
    pub fn keeps_quiet_about(self, secret: &str) -> Self {
        assert!(!self.out.contains(secret) && !self.err.contains(secret), "{secret:?} is in {self:#?}");
        self
    }
}

/// The folder of the shipped data.
pub fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// A copy of the shipped data, in which one file is changed.
pub fn copy_with(file: &str, change: impl FnOnce(String) -> String) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["places.json", "partnerships.json", "facts.json", "sources.json"] {
        let text = std::fs::read_to_string(shipped().join(name)).unwrap();
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let path = folder.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let changed = change(text.clone());
    assert_ne!(text, changed, "what was to be changed is not there");
    std::fs::write(path, changed).unwrap();
    folder
}
