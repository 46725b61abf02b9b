//! What whoever runs the bot does with the state: check it, copy it, shrink it, begin anew.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sqlx::SqlitePool;

use super::open::{pool, sound};
use super::{SenderLock, StateError, StateUrl, migrate};

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
    let pool = existing(url).await?;
    let checked = look(&pool, url.path()).await;
    pool.close().await;
    checked
}

async fn look(pool: &SqlitePool, path: &Path) -> Result<Checked, StateError> {
    let failed = |error: sqlx::Error| StateError::of(path, &error);
    sound(pool, path, "PRAGMA integrity_check").await?;
    let orphans: Vec<(String,)> = sqlx::query_as("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1")
        .fetch_all(pool)
        .await
        .map_err(failed)?;
    if let Some((table,)) = orphans.first() {
        let why = format!("rows of {table} belong to nothing");
        return Err(StateError::Damaged { path: path.to_owned(), why });
    }
    let format: i64 =
        sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(pool).await.map_err(|_| {
            StateError::Damaged { path: path.to_owned(), why: "it has not the tables of this program".into() }
        })?;
    if format > migrate::LATEST {
        return Err(StateError::Newer { path: path.to_owned(), found: format, known: migrate::LATEST });
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
/// Where there is no state, or the copy cannot be written.
pub async fn backup(url: &StateUrl, to: &Path) -> Result<(), StateError> {
    let pool = existing(url).await?;
    let copied = sqlx::query("VACUUM INTO ?").bind(to.display().to_string()).execute(&pool).await;
    pool.close().await;
    copied.map(drop).map_err(|error| StateError::of(url.path(), &error))
}

/// Gives back the room of what was removed.
///
/// # Errors
/// Where there is no state, or it cannot be written.
pub async fn vacuum(url: &StateUrl) -> Result<(), StateError> {
    let pool = existing(url).await?;
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
    rename(path, &aside)?;
    for beside in BESIDE {
        let from = url.beside(beside);
        if from.exists() {
            rename(&from, &url.beside(&format!("{suffix}{beside}")))?;
        }
    }
    Ok(aside)
}

async fn existing(url: &StateUrl) -> Result<SqlitePool, StateError> {
    if !url.path().exists() {
        return Err(StateError::Missing { path: url.path().to_owned() });
    }
    pool(url, false).await
}
