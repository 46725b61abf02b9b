//! One sender: the lock beside the database that the sending process holds for its lifetime.
//!
//! It is the kernel's, which frees it when the process dies, however it dies; no clock is in it. The file also notes how
//! often the outbox was written to: where the database says otherwise, it is a copy that was restored.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use super::{StateError, StateUrl};

/// What stands behind the database's name.
const SUFFIX: &str = ".lock";
/// A number of 64 bits has twenty digits at most; always as many are written, so that no old ones are left behind.
const DIGITS: usize = 20;

/// The right to send, as long as it is held.
#[derive(Debug)]
pub struct SenderLock {
    file: File,
    path: PathBuf,
}

impl SenderLock {
    /// Takes the lock; `None` where another process holds it.
    ///
    /// # Errors
    /// Where the file beside the database cannot be had.
    pub fn take(url: &StateUrl) -> Result<Option<SenderLock>, StateError> {
        let path = url.beside(SUFFIX);
        let failed = |error: std::io::Error| StateError::Unusable { path: path.clone(), why: error.to_string() };
        let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let file = options.map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(SenderLock { file, path })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    /// How often the outbox was written to, as far as was noted here; `None` where nothing was.
    pub fn noted(&mut self) -> Option<i64> {
        let mut text = String::new();
        self.file.seek(SeekFrom::Start(0)).ok()?;
        self.file.read_to_string(&mut text).ok()?;
        text.trim().parse().ok()
    }

    /// Notes how often the outbox was written to. A note that is lost makes the next start look before it sends, no more.
    pub fn note(&mut self, writes: i64) {
        let line = format!("{writes:>DIGITS$}\n");
        let written = self.file.seek(SeekFrom::Start(0)).and_then(|_| self.file.write_all(line.as_bytes()));
        if let Err(error) = written {
            tracing::warn!("{}: cannot be written: {error}", self.path.display());
        }
    }
}
