//! What is kept once: the database's own id, and counters.

use sqlx::{Sqlite, SqlitePool, Transaction};

use super::{State, StateError, instant, millis};

const DATABASE: &str = "database";
/// Grows with each change of a subscription, so that the process that sends sees what another one changed.
const REVISION: &str = "revision";
/// Grows whenever rows are written to the outbox; noted beside the database, too, which shows a restored copy.
const WRITES: &str = "writes";
/// Until when every post is looked for before it is sent.
const LOOK_UNTIL: &str = "look_until";

/// So far do ids jump where a copy was restored, past any that was given out since the copy was made.
const ID_JUMP: i64 = 1_000_000;

/// The database's id; made at the first call.
pub(super) async fn database(pool: &SqlitePool) -> Result<String, sqlx::Error> {
    sqlx::query("INSERT INTO meta (name, value) VALUES (?, lower(hex(randomblob(16)))) ON CONFLICT DO NOTHING")
        .bind(DATABASE)
        .execute(pool)
        .await?;
    sqlx::query_scalar("SELECT value FROM meta WHERE name = ?").bind(DATABASE).fetch_one(pool).await
}

async fn grow(transaction: &mut Transaction<'_, Sqlite>, name: &str) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "INSERT INTO meta (name, value) VALUES (?, '1')
         ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)
         RETURNING CAST(value AS INTEGER)",
    )
    .bind(name)
    .fetch_one(&mut **transaction)
    .await
}

/// Notes that a subscription changed.
pub(super) async fn changed(transaction: &mut Transaction<'_, Sqlite>) -> Result<(), sqlx::Error> {
    grow(transaction, REVISION).await.map(drop)
}

/// Notes that the outbox grew; gives how often it has.
pub(super) async fn wrote(transaction: &mut Transaction<'_, Sqlite>) -> Result<i64, sqlx::Error> {
    grow(transaction, WRITES).await
}

impl State {
    async fn number(&self, name: &str) -> Result<i64, StateError> {
        let found = sqlx::query_scalar("SELECT CAST(value AS INTEGER) FROM meta WHERE name = ?")
            .bind(name)
            .fetch_optional(&self.pool)
            .await;
        found.map(Option::unwrap_or_default).map_err(|error| self.failed(error))
    }

    /// Another number after each change of a subscription, by whichever process.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn revision(&self) -> Result<i64, StateError> {
        self.number(REVISION).await
    }

    /// How often rows were written to the outbox.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn writes(&self) -> Result<i64, StateError> {
        self.number(WRITES).await
    }

    /// Notes that this is a restored copy, which does not know what was posted after it was made: until then every post is
    /// looked for before it is sent, and ids go on far behind those that may have been given out.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn restored(&self, look_until: jiff::Timestamp) -> Result<(), StateError> {
        let mut transaction = self.write().await?;
        let noted: Result<(), sqlx::Error> = async {
            sqlx::query(
                "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            )
            .bind(LOOK_UNTIL)
            .bind(millis(look_until).to_string())
            .execute(&mut *transaction)
            .await?;
            let jumped = sqlx::query("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'subscriptions'")
                .bind(ID_JUMP)
                .execute(&mut *transaction)
                .await?;
            // A copy that was made before the first subscription has no row to count on.
            if jumped.rows_affected() == 0 {
                sqlx::query("INSERT INTO sqlite_sequence (name, seq) VALUES ('subscriptions', ?)")
                    .bind(ID_JUMP)
                    .execute(&mut *transaction)
                    .await?;
            }
            transaction.commit().await
        }
        .await;
        noted.map_err(|error| self.failed(error))
    }

    /// Until when every post is looked for before it is sent: the beginning of time where no copy was restored.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn look_until(&self) -> Result<jiff::Timestamp, StateError> {
        self.number(LOOK_UNTIL).await.map(instant)
    }
}
