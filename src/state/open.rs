//! Opening the state.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};

use super::{StateError, StateUrl, look, meta, migrate};

/// How long a connection waits for another that writes, also of another process.
const BUSY: Duration = Duration::from_secs(10);
/// Commands and the sender: few at a time, and SQLite has one writer anyway.
const CONNECTIONS: u32 = 3;
/// How many states this process began to make, so that each has a name of its own.
static MADE: AtomicU32 = AtomicU32::new(0);

/// The state, open. Clones share it.
#[derive(Debug, Clone)]
pub struct State {
    pub(super) pool: SqlitePool,
    pub(super) url: Arc<StateUrl>,
    pub(super) database: Arc<str>,
}

impl State {
    /// Opens the state, makes it where there is none, and brings it to the latest format.
    ///
    /// # Errors
    /// Where a newer release wrote it, it is damaged, or the file cannot be had.
    pub async fn open(url: &StateUrl) -> Result<State, StateError> {
        let path = url.path();
        let failed = |error: sqlx::Error| StateError::of(path, &error);
        if !path.exists() {
            make(url).await?;
        }
        // Before anything is written to it.
        look::usable(url).await?;
        let pool = writing(url).await?;
        migrate(&pool, path).await?;
        let database = meta::database(&pool).await.map_err(failed)?;
        Ok(State { pool, url: Arc::new(url.clone()), database: database.into() })
    }

    /// The random id that this database was given when it was made.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Where it is.
    pub fn url(&self) -> &StateUrl {
        &self.url
    }

    /// Writes the log back into the file and closes it, so that the file alone is all there is.
    pub async fn close(self) {
        self.empty_log().await;
        self.pool.close().await;
    }

    /// Writes the log back into the file and empties it.
    pub(super) async fn empty_log(&self) {
        // Another process may be reading; then the log stays, and whoever opens the file next reads it, too.
        if let Err(error) = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.pool).await {
            tracing::debug!("the log stays beside the state: {error}");
        }
    }

    pub(super) fn failed(&self, error: sqlx::Error) -> StateError {
        StateError::of(self.url.path(), &error)
    }

    /// Begins to write: the lock is taken at once, since one that is asked for later may be refused.
    pub(super) async fn write(&self) -> Result<Transaction<'static, Sqlite>, StateError> {
        self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(|error| self.failed(error))
    }
}

/// Brings a state to the latest format.
async fn migrate(pool: &SqlitePool, path: &Path) -> Result<(), StateError> {
    let migrated = migrate::migrator().run(pool).await;
    if let Err(error) = migrated {
        pool.close().await;
        return Err(StateError::of_migration(path, error, migrate::LATEST));
    }
    Ok(())
}

/// Makes a state under another name and then gives it its own: whoever else starts at the same moment, or after this one was
/// killed, finds a whole state or none, never one without tables, which would be taken for another program's.
async fn make(url: &StateUrl) -> Result<(), StateError> {
    let path = url.path();
    let unusable = |error: std::io::Error| StateError::Unusable { path: path.to_owned(), why: error.to_string() };
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let new = url.state_beside(&format!(".new-{}-{number}", std::process::id()));
    // SQLite would only say that it cannot, and name the wrong file.
    std::fs::File::create(new.path()).map_err(unusable)?;
    let made = async {
        let pool = writing(&new).await?;
        migrate(&pool, path).await?;
        // The last that closes a file writes its log back into it.
        pool.close().await;
        match std::fs::hard_link(new.path(), path) {
            Err(_) if path.exists() => Ok(()),
            // Not every file system has links.
            Err(_) => std::fs::rename(new.path(), path).map_err(unusable),
            Ok(()) => Ok(()),
        }
    }
    .await;
    // It has its own name now, or another process was first, or it could not be made; what stays does no harm.
    let _ = std::fs::remove_file(new.path());
    made
}

/// Connections that write to a state's file, which is made where there is none.
pub(super) async fn writing(url: &StateUrl) -> Result<SqlitePool, StateError> {
    let options = SqliteConnectOptions::new()
        .filename(url.path())
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What is deleted is overwritten, not only left unused.
        .pragma("secure_delete", "ON");
    connect(url, options).await
}

/// Connections to a state's file.
pub(super) async fn connect(url: &StateUrl, options: SqliteConnectOptions) -> Result<SqlitePool, StateError> {
    let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(BUSY * 2);
    pool.connect_with(options.busy_timeout(BUSY)).await.map_err(|error| StateError::of(url.path(), &error))
}
