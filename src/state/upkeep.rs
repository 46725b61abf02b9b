//! What whoever runs the bot does with the state: check it, copy it, shrink it, begin anew.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sqlx::SqlitePool;

use super::look::{self, Depth};
use super::{SenderLock, StateError, StateUrl, open};

/// What a sound state holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The format it is in.
    pub format: i64,
    /// How many subscriptions.
    pub subscriptions: i64,
    /// Of how many servers.
    pub guilds: i64,
    /// How many days are noted.
    pub days: i64,
    /// How many of them are still to be posted.
    pub open: i64,
    /// Of how many it is not known whether they were posted.
    pub unknown: i64,
}

/// The files that SQLite keeps beside a database.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// Looks through the whole state.
///
/// # Errors
/// Where there is none, a newer release wrote it, or it is damaged.
pub async fn check(url: &StateUrl) -> Result<Checked, StateError> {
    let (pool, format) = look::reading(url, Depth::Whole).await?;
    let checked = count(&pool, url.path(), format).await;
    pool.close().await;
    checked
}

async fn count(pool: &SqlitePool, path: &Path, format: i64) -> Result<Checked, StateError> {
    let failed = |error: sqlx::Error| StateError::of(path, &error);
    let orphans: Vec<(String,)> = sqlx::query_as("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1")
        .fetch_all(pool)
        .await
        .map_err(failed)?;
    if let Some((table,)) = orphans.first() {
        let why = format!("rows of {table} belong to nothing");
        return Err(StateError::Damaged { path: path.to_owned(), why });
    }
    let count = async |query: &'static str| sqlx::query_scalar::<_, i64>(query).fetch_one(pool).await.map_err(failed);
    Ok(Checked {
        format,
        subscriptions: count("SELECT count(*) FROM subscriptions").await?,
        guilds: count("SELECT count(DISTINCT guild) FROM subscriptions").await?,
        days: count("SELECT count(*) FROM outbox").await?,
        open: count("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'trying', 'held')").await?,
        unknown: count("SELECT count(*) FROM outbox WHERE state = 'unknown'").await?,
    })
}

/// Copies the state, also while it is used, to a file that is not there yet.
///
/// # Errors
/// Where there is no sound state of a format that is known, or the copy cannot be written; then there is none.
pub async fn backup(url: &StateUrl, to: &Path) -> Result<(), StateError> {
    let (pool, _) = look::reading(url, Depth::Pages).await?;
    let copied = copy(&pool, url, to).await;
    pool.close().await;
    copied
}

async fn copy(pool: &SqlitePool, url: &StateUrl, to: &Path) -> Result<(), StateError> {
    // Made here, where it is certain that it is new: what fails later may be removed.
    std::fs::File::create_new(to)
        .map_err(|error| StateError::NoCopy { path: to.to_owned(), why: error.to_string() })?;
    let copied = sqlx::query("VACUUM INTO ?").bind(to.display().to_string()).execute(pool).await;
    copied.map(drop).map_err(|error| {
        // An empty file would be taken for a copy. What cannot be removed is named by the error anyway.
        let _ = std::fs::remove_file(to);
        StateError::of_copy(url.path(), to, &error)
    })
}

/// Gives back the room of what was removed.
///
/// # Errors
/// Where there is no sound state of a format that is known, or it cannot be written.
pub async fn vacuum(url: &StateUrl) -> Result<(), StateError> {
    look::usable(url).await?;
    let pool = open::writing(url).await?;
    let done = sqlx::query("VACUUM").execute(&pool).await;
    pool.close().await;
    done.map(drop).map_err(|error| StateError::of(url.path(), &error))
}

/// Puts the state aside, so that the next start makes a new one; gives where it is now.
///
/// # Errors
/// Where there is none, a process uses it, or it cannot be renamed.
pub fn reset(url: &StateUrl, now: Timestamp) -> Result<PathBuf, StateError> {
    let path = url.path();
    if !path.exists() {
        return Err(StateError::Missing { path: path.to_owned() });
    }
    let Some(_lock) = SenderLock::take(url)? else { return Err(StateError::InUse { path: path.to_owned() }) };
    let suffix = now.strftime(".%Y%m%dT%H%M%SZ").to_string();
    let aside = url.beside(&suffix);
    let rename = |from: &Path, to: &Path| {
        std::fs::rename(from, to)
            .map_err(|error| StateError::Unusable { path: from.to_owned(), why: error.to_string() })
    };
    // The log first: a state without it is only older, but a log that is left behind would meet the next state.
    for beside in BESIDE {
        let from = url.beside(beside);
        if from.exists() {
            rename(&from, &url.beside(&format!("{suffix}{beside}")))?;
        }
    }
    rename(path, &aside)?;
    Ok(aside)
}
