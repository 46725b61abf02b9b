//! From the claim of a post to its end. Each step is one committed statement or transaction.

use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::{Sqlite, Transaction};

use super::changing::plan_from;
use super::{Outcome, State, StateError, instant, millis, stored};

impl State {
    /// Notes that an attempt begins now; gives when the first one did that may have reached Discord. `anew`: it is known
    /// that none has, so this one is the first. `None` where the post is not to be sent (any more).
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn claim(&self, row: i64, now: Timestamp, anew: bool) -> Result<Option<Timestamp>, StateError> {
        let claimed: Result<Option<i64>, _> = sqlx::query_scalar(
            "UPDATE outbox SET state = 'trying', claimed = ?2, changed = ?2,
               first_attempt = CASE WHEN ?3 THEN ?2 ELSE COALESCE(first_attempt, ?2) END
             WHERE id = ?1 AND state IN ('waiting', 'trying') AND EXISTS (
               SELECT 1 FROM subscriptions WHERE id = subscription AND paused IS NULL
                 AND guild NOT IN (SELECT guild FROM left_guilds))
             RETURNING first_attempt",
        )
        .bind(row)
        .bind(millis(now))
        .bind(anew)
        .fetch_optional(&self.pool)
        .await;
        claimed.map(|first| first.map(instant)).map_err(|error| self.failed(error))
    }

    /// Whether a claim still stands as it was made: the last look before sending.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn claim_stands(&self, row: i64, claimed: Timestamp) -> Result<bool, StateError> {
        let found: Result<Option<i64>, _> = sqlx::query_scalar(
            "SELECT outbox.id FROM outbox JOIN subscriptions ON subscriptions.id = subscription
             WHERE outbox.id = ? AND state = 'trying' AND claimed = ? AND paused IS NULL
               AND guild NOT IN (SELECT guild FROM left_guilds)",
        )
        .bind(row)
        .bind(millis(claimed))
        .fetch_optional(&self.pool)
        .await;
        found.map(|found| found.is_some()).map_err(|error| self.failed(error))
    }

    /// The claimed attempt surely did not reach Discord. Where it was the first, none has.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn release(&self, row: i64, claimed: Timestamp) -> Result<(), StateError> {
        let released = sqlx::query(
            "UPDATE outbox SET state = 'waiting', first_attempt = NULL, claimed = NULL
             WHERE id = ?1 AND state = 'trying' AND claimed = ?2 AND first_attempt = ?2",
        )
        .bind(row)
        .bind(millis(claimed))
        .execute(&self.pool)
        .await;
        released.map(drop).map_err(|error| self.failed(error))
    }

    /// Settles a post with all its days.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn settle(&self, row: i64, outcome: &Outcome, now: Timestamp) -> Result<(), StateError> {
        let mut transaction = self.write().await?;
        let (state, message, lateness, reason) = match outcome {
            Outcome::Posted { message, lateness } => ("posted", Some(stored(*message)), Some(*lateness), None),
            Outcome::Unknown { reason } => ("unknown", None, None, Some(reason)),
            Outcome::Skipped { reason } => ("skipped", None, None, Some(reason)),
            Outcome::Failed { reason } => ("failed", None, None, Some(reason)),
        };
        let settled: Result<(), sqlx::Error> = async {
            sqlx::query(
                "UPDATE outbox SET state = ?2, message = ?3, lateness = ?4, reason = ?5, body = NULL, changed = ?6
                 WHERE (id = ?1 OR carrier = ?1) AND state IN ('waiting', 'trying')",
            )
            .bind(row)
            .bind(state)
            .bind(message)
            .bind(lateness)
            .bind(reason)
            .bind(millis(now))
            .execute(&mut *transaction)
            .await?;
            if let Some(lateness) = lateness {
                earlier_days(&mut transaction, row, lateness).await?;
            }
            sqlx::query(
                "INSERT INTO crossposts (post, channel, message, since)
                 SELECT id, channel, message, ?2 FROM outbox WHERE id = ?1 AND state = 'posted' AND crosspost
                 ON CONFLICT DO NOTHING",
            )
            .bind(row)
            .bind(millis(now))
            .execute(&mut *transaction)
            .await?;
            transaction.commit().await
        }
        .await;
        settled.map_err(|error| self.failed(error))
    }

    /// Of a post's days these were found in the channel, each in the message that has it: they are settled. The others are
    /// taken back, to be planned anew.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn settle_found(&self, row: i64, found: &[(Date, u64, i64)], now: Timestamp) -> Result<(), StateError> {
        let mut transaction = self.write().await?;
        let settled: Result<(), sqlx::Error> = async {
            for (date, message, lateness) in found {
                sqlx::query(
                    "UPDATE outbox SET state = 'posted', message = ?3, lateness = ?4, body = NULL, carrier = NULL, changed = ?5
                     WHERE (id = ?1 OR carrier = ?1) AND date = ?2",
                )
                .bind(row)
                .bind(date.to_string())
                .bind(stored(*message))
                .bind(lateness)
                .bind(millis(now))
                .execute(&mut *transaction)
                .await?;
            }
            let rest: Option<(i64, String)> = sqlx::query_as(
                "SELECT subscription, min(date) FROM outbox
                 WHERE (id = ?1 OR carrier = ?1) AND state IN ('waiting', 'trying') GROUP BY subscription",
            )
            .bind(row)
            .fetch_optional(&mut *transaction)
            .await?;
            sqlx::query("DELETE FROM outbox WHERE (id = ?1 OR carrier = ?1) AND state IN ('waiting', 'trying')")
                .bind(row)
                .execute(&mut *transaction)
                .await?;
            if let Some((subscription, first)) = rest
                && let Ok(first) = first.parse()
            {
                plan_from(&mut transaction, subscription, first).await?;
            }
            transaction.commit().await
        }
        .await;
        settled.map_err(|error| self.failed(error))
    }

    /// Holds back what waits or is tried without having reached Discord, with the reason; what may have reached it stays as
    /// it is, and is looked for once its subscription goes on.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn hold(
        &self,
        row: i64,
        claimed: Option<Timestamp>,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StateError> {
        if let Some(claimed) = claimed {
            self.release(row, claimed).await?;
        }
        let held = sqlx::query(
            "UPDATE outbox SET state = 'held', reason = ?2, changed = ?3 WHERE (id = ?1 OR carrier = ?1) AND state = 'waiting'
               AND (SELECT first_attempt FROM outbox AS carrying WHERE carrying.id = ?1) IS NULL",
        )
        .bind(row)
        .bind(reason)
        .bind(millis(now))
        .execute(&self.pool)
        .await;
        held.map(drop).map_err(|error| self.failed(error))
    }
}

/// The earlier days of a message were due earlier, each by so many days.
async fn earlier_days(transaction: &mut Transaction<'_, Sqlite>, row: i64, lateness: i64) -> Result<(), sqlx::Error> {
    let days: Vec<(i64, String, String)> = sqlx::query_as(
        "SELECT day.id, day.date, last.date FROM outbox AS day JOIN outbox AS last ON last.id = day.carrier
         WHERE day.carrier = ?",
    )
    .bind(row)
    .fetch_all(&mut **transaction)
    .await?;
    for (id, date, last) in days {
        // Only dates are written here.
        let (Ok(date), Ok(last)) = (date.parse::<Date>(), last.parse::<Date>()) else { continue };
        let before = last.duration_since(date).as_secs();
        sqlx::query("UPDATE outbox SET lateness = ? WHERE id = ?")
            .bind(lateness.saturating_add(before))
            .bind(id)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}
