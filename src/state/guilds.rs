//! Servers that the bot was removed from: nothing is posted there, and a week later nothing is kept of them.

use jiff::Timestamp;

use super::{State, StateError, id, meta, millis, stored};

impl State {
    /// The servers that something is kept of.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn guilds(&self) -> Result<Vec<u64>, StateError> {
        let found: Result<Vec<i64>, _> =
            sqlx::query_scalar("SELECT DISTINCT guild FROM subscriptions ORDER BY guild").fetch_all(&self.pool).await;
        found.map(|guilds| guilds.into_iter().map(id).collect()).map_err(|error| self.failed(error))
    }

    /// The bot is no longer in a server, since then. What was noted first stands.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn guild_left(&self, guild: u64, since: Timestamp) -> Result<(), StateError> {
        let mut transaction = self.write().await?;
        let noted: Result<(), sqlx::Error> = async {
            let noted = sqlx::query(
                "INSERT INTO left_guilds (guild, since)
                 SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM subscriptions WHERE guild = ?1) ON CONFLICT DO NOTHING",
            )
            .bind(stored(guild))
            .bind(millis(since))
            .execute(&mut *transaction)
            .await?;
            if noted.rows_affected() > 0 {
                meta::changed(&mut transaction).await?;
            }
            transaction.commit().await
        }
        .await;
        noted.map_err(|error| self.failed(error))
    }

    /// The bot is in a server; gives whether it had been gone.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn guild_there(&self, guild: u64) -> Result<bool, StateError> {
        // Most are there, and each start says so of all: nothing is written for those.
        let gone: Result<Option<i64>, _> = sqlx::query_scalar("SELECT guild FROM left_guilds WHERE guild = ?")
            .bind(stored(guild))
            .fetch_optional(&self.pool)
            .await;
        if gone.map_err(|error| self.failed(error))?.is_none() {
            return Ok(false);
        }
        let mut transaction = self.write().await?;
        let noted: Result<bool, sqlx::Error> = async {
            let removed = sqlx::query("DELETE FROM left_guilds WHERE guild = ?")
                .bind(stored(guild))
                .execute(&mut *transaction)
                .await?;
            meta::changed(&mut transaction).await?;
            transaction.commit().await?;
            Ok(removed.rows_affected() > 0)
        }
        .await;
        noted.map_err(|error| self.failed(error))
    }

    /// Removes all that is kept of servers that the bot left before this; gives how many subscriptions that were.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn forget_left_before(&self, before: Timestamp) -> Result<u64, StateError> {
        let mut transaction = self.write().await?;
        let removed: Result<u64, sqlx::Error> = async {
            let removed =
                sqlx::query("DELETE FROM subscriptions WHERE guild IN (SELECT guild FROM left_guilds WHERE since < ?)")
                    .bind(millis(before))
                    .execute(&mut *transaction)
                    .await?;
            sqlx::query("DELETE FROM left_guilds WHERE since < ?")
                .bind(millis(before))
                .execute(&mut *transaction)
                .await?;
            if removed.rows_affected() > 0 {
                meta::changed(&mut transaction).await?;
            }
            transaction.commit().await?;
            Ok(removed.rows_affected())
        }
        .await;
        let removed = removed.map_err(|error| self.failed(error))?;
        if removed > 0 {
            // What was deleted stands in the log until then.
            self.empty_log().await;
        }
        Ok(removed)
    }
}
