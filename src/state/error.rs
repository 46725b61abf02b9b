//! What keeps the state from being used, by what is to be done about it.

use std::path::PathBuf;

use sqlx::migrate::MigrateError;

/// What went wrong with the state.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// A later release wrote it.
    #[error(
        "{}: this state was written by a newer twinned (its format is {found}, this one knows {known}): run that release, or restore a backup from before",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The latest that is known here.
        known: i64,
    },
    /// It cannot be read as a database, or not as one of this program's.
    #[error(
        "{}: the state is damaged: {why}; it was left as it is. Restore a backup in its place (and remove what has its name with -wal and -shm behind it), or begin anew with `twinned state reset`, which keeps it under another name; a new state knows no subscriptions",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        why: String,
    },
    /// There is no file where one is needed.
    #[error("{}: there is no state yet; `twinned run` makes it", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// Another process sends from it.
    #[error("{}: a running twinned uses this state; stop it first", path.display())]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be reached, or the disk is full.
    #[error("{}: the state cannot be used: {why}", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// A copy cannot be written.
    #[error("{}: the copy cannot be written: {why}", path.display())]
    NoCopy {
        /// The file of the copy.
        path: PathBuf,
        /// Why.
        why: String,
    },
}

/// SQLite's primary result codes for a file that is no sound database.
const DAMAGED: [i64; 2] = [11, 26];

impl StateError {
    /// What an error of the database means.
    pub(super) fn of(path: &std::path::Path, error: &sqlx::Error) -> StateError {
        let path = path.to_owned();
        let code = error.as_database_error().and_then(|error| error.code()?.parse::<i64>().ok());
        match code {
            // The upper bits only say more about the same.
            Some(code) if DAMAGED.contains(&(code & 0xff)) => StateError::Damaged { path, why: why(error) },
            _ => StateError::Unusable { path, why: why(error) },
        }
    }

    /// What an error means that came while a state was copied to a file.
    pub(super) fn of_copy(path: &std::path::Path, to: &std::path::Path, error: &sqlx::Error) -> StateError {
        match StateError::of(path, error) {
            // What was copied was read before; so it is the other file that cannot be had.
            StateError::Unusable { why, .. } => StateError::NoCopy { path: to.to_owned(), why },
            other => other,
        }
    }

    pub(super) fn of_migration(path: &std::path::Path, error: MigrateError, known: i64) -> StateError {
        match error {
            MigrateError::VersionMissing(found) => StateError::Newer { path: path.to_owned(), found, known },
            MigrateError::VersionMismatch(version) | MigrateError::Dirty(version) => StateError::Damaged {
                path: path.to_owned(),
                why: format!("its tables are not those of format {version}"),
            },
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => StateError::of(path, &error),
            other => StateError::Unusable { path: path.to_owned(), why: other.to_string() },
        }
    }
}

/// What a database says, without what sqlx wraps around it.
fn why(error: &sqlx::Error) -> String {
    error.as_database_error().map_or_else(|| error.to_string(), |error| error.message().to_owned())
}
