//! Looking at a state's file before anything is written to it: damage would only spread, what a newer release wrote is not
//! understood here, and another program's file is not ours. Nothing here changes a byte of the file.

use std::path::Path;

use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnectOptions;

use super::{StateError, StateUrl, migrate, open};

/// How closely SQLite checks its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// Each page.
    Pages,
    /// Each page, and that each index says what its table says.
    Whole,
}

impl Depth {
    fn pragma(self) -> &'static str {
        match self {
            Depth::Pages => "PRAGMA quick_check(1)",
            Depth::Whole => "PRAGMA integrity_check",
        }
    }
}

/// SQLite's result code for a statement that does not fit the tables that are there.
const NO_SUCH: &str = "1";

/// Opens a state that is there for reading, and gives its format, too.
///
/// # Errors
/// Where there is none, it is damaged or another program's, or a newer release wrote it.
pub(super) async fn reading(url: &StateUrl, depth: Depth) -> Result<(SqlitePool, i64), StateError> {
    let path = url.path();
    if !path.exists() {
        return Err(StateError::Missing { path: path.to_owned() });
    }
    // No journal mode is asked for: that alone would be written to the head of the file.
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let pool = open::connect(url, options).await?;
    match format(&pool, path, depth).await {
        Ok(format) => Ok((pool, format)),
        Err(error) => {
            pool.close().await;
            Err(error)
        }
    }
}

/// Looks whether a state that is there may be used.
///
/// # Errors
/// As for [`reading`].
pub(super) async fn usable(url: &StateUrl) -> Result<(), StateError> {
    let (pool, _) = reading(url, Depth::Pages).await?;
    pool.close().await;
    Ok(())
}

async fn format(pool: &SqlitePool, path: &Path, depth: Depth) -> Result<i64, StateError> {
    let failed = |error: sqlx::Error| StateError::of(path, &error);
    let damaged = |why: String| StateError::Damaged { path: path.to_owned(), why };
    let found: Vec<String> = sqlx::query_scalar(depth.pragma()).fetch_all(pool).await.map_err(failed)?;
    if found.first().is_some_and(|first| first != "ok") {
        return Err(damaged(found.join("; ")));
    }
    let foreign = || damaged("it has not the tables of this program".to_owned());
    let steps: Result<Vec<(i64, Vec<u8>)>, _> =
        sqlx::query_as("SELECT version, checksum FROM _sqlx_migrations ORDER BY version").fetch_all(pool).await;
    let steps = match steps {
        Ok(steps) => steps,
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(NO_SUCH) => return Err(foreign()),
        Err(error) => return Err(failed(error)),
    };
    // Other programs note their steps in a table of this name, too; but their first step is not this one.
    let began = steps.first().is_some_and(|(version, checksum)| migrate::is_first(*version, checksum));
    match steps.last() {
        Some(&(found, _)) if began && found > migrate::LATEST => {
            Err(StateError::Newer { path: path.to_owned(), found, known: migrate::LATEST })
        }
        Some(&(format, _)) if began => Ok(format),
        _ => Err(foreign()),
    }
}
