//! Subscriptions as they are kept: whose, where, and what was chosen, which is only text here.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{State, StateError, id, instant, meta, millis, stored};

/// A subscription that is to be kept.
#[derive(Debug, Clone)]
pub struct NewSubscription {
    /// The server.
    pub guild: u64,
    /// The channel.
    pub channel: u64,
    /// What was chosen, as JSON.
    pub settings: String,
    /// When it was made.
    pub made: Timestamp,
    /// The last day that needs no more planning.
    pub done_through: Date,
    /// From which day on Mondays have digests.
    pub digests_from: Option<Date>,
}

/// A subscription that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSubscription {
    /// Never used again after it is removed.
    pub id: i64,
    /// The server.
    pub guild: u64,
    /// The channel.
    pub channel: u64,
    /// What was chosen, as JSON.
    pub settings: String,
    /// When it was made.
    pub made: Timestamp,
    /// The last day that needs no more planning.
    pub done_through: Date,
    /// From which day on Mondays have digests.
    pub digests_from: Option<Date>,
    /// Why nothing is posted, where that is so.
    pub paused: Option<Paused>,
}

/// Why nothing is posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paused {
    /// In words.
    pub why: String,
    /// Whether the bot found that it cannot post; otherwise somebody asked for it.
    pub by_bot: bool,
}

type Row = (i64, i64, i64, String, i64, String, Option<String>, Option<String>, bool);

const COLUMNS: &str = "id, guild, channel, settings, made, done_through, digests_from, paused, paused_by_bot";

fn read(
    (number, guild, channel, settings, made, done_through, digests_from, paused, by_bot): Row,
) -> StoredSubscription {
    StoredSubscription {
        id: number,
        guild: id(guild),
        channel: id(channel),
        settings,
        made: instant(made),
        // Only dates are written here; from the beginning of the calendar on, all would be looked at again.
        done_through: done_through.parse().unwrap_or(Date::MIN),
        digests_from: digests_from.and_then(|date| date.parse().ok()),
        paused: paused.map(|why| Paused { why, by_bot }),
    }
}

impl State {
    /// Keeps a subscription, unless its server has so many already; gives its id.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn subscribe(&self, new: &NewSubscription, most: usize) -> Result<Option<i64>, StateError> {
        let mut transaction = self.write().await?;
        let kept: Result<Option<i64>, sqlx::Error> = async {
            let there: i64 = sqlx::query_scalar("SELECT count(*) FROM subscriptions WHERE guild = ?")
                .bind(stored(new.guild))
                .fetch_one(&mut *transaction)
                .await?;
            if usize::try_from(there).is_ok_and(|there| there >= most) {
                return Ok(None);
            }
            let made = sqlx::query_scalar(
                "INSERT INTO subscriptions (guild, channel, settings, made, done_through, digests_from)
                 VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            )
            .bind(stored(new.guild))
            .bind(stored(new.channel))
            .bind(&new.settings)
            .bind(millis(new.made))
            .bind(new.done_through.to_string())
            .bind(new.digests_from.map(|date| date.to_string()))
            .fetch_one(&mut *transaction)
            .await?;
            meta::changed(&mut transaction).await?;
            transaction.commit().await?;
            Ok(Some(made))
        }
        .await;
        kept.map_err(|error| self.failed(error))
    }

    /// The subscriptions of a server, the oldest first.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn subscriptions_of(&self, guild: u64) -> Result<Vec<StoredSubscription>, StateError> {
        let found =
            sqlx::query_as::<_, Row>(&format!("SELECT {COLUMNS} FROM subscriptions WHERE guild = ? ORDER BY id"))
                .bind(stored(guild))
                .fetch_all(&self.pool)
                .await;
        found.map(|rows| rows.into_iter().map(read).collect()).map_err(|error| self.failed(error))
    }

    /// One subscription, where it is still kept.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn subscription(&self, subscription: i64) -> Result<Option<StoredSubscription>, StateError> {
        let found = sqlx::query_as::<_, Row>(&format!("SELECT {COLUMNS} FROM subscriptions WHERE id = ?"))
            .bind(subscription)
            .fetch_optional(&self.pool)
            .await;
        found.map(|row| row.map(read)).map_err(|error| self.failed(error))
    }

    /// The subscriptions that are posted for: not paused, of servers that the bot is in.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn active_subscriptions(&self) -> Result<Vec<StoredSubscription>, StateError> {
        let found = sqlx::query_as::<_, Row>(&format!(
            "SELECT {COLUMNS} FROM subscriptions
             WHERE paused IS NULL AND guild NOT IN (SELECT guild FROM left_guilds) ORDER BY id"
        ))
        .fetch_all(&self.pool)
        .await;
        found.map(|rows| rows.into_iter().map(read).collect()).map_err(|error| self.failed(error))
    }

    /// Removes a subscription and all that was noted of it; gives whether there was one.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn unsubscribe(&self, subscription: i64) -> Result<bool, StateError> {
        self.remove("DELETE FROM subscriptions WHERE id = ?", subscription).await.map(|removed| removed > 0)
    }

    /// Removes all that is kept of a server; gives how many subscriptions that were.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn forget_guild(&self, guild: u64) -> Result<u64, StateError> {
        self.remove("DELETE FROM subscriptions WHERE guild = ?", stored(guild)).await
    }

    async fn remove(&self, statement: &'static str, which: i64) -> Result<u64, StateError> {
        let mut transaction = self.write().await?;
        let removed: Result<u64, sqlx::Error> = async {
            let removed = sqlx::query(statement).bind(which).execute(&mut *transaction).await?.rows_affected();
            meta::changed(&mut transaction).await?;
            transaction.commit().await?;
            Ok(removed)
        }
        .await;
        let removed = removed.map_err(|error| self.failed(error))?;
        // What was deleted stands in the log until then.
        self.empty_log().await;
        Ok(removed)
    }
}
