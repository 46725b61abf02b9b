//! Changes of a subscription: what was chosen, and whether it is paused. Whatever was written for it and never begun is taken
//! back with them, in the same transaction.

use jiff::civil::Date;
use sqlx::{Sqlite, Transaction};

use super::{Paused, State, StateError, StoredSubscription, meta, stored};

/// Takes back what was written for a subscription and never begun, so that it is planned anew.
async fn take_back(transaction: &mut Transaction<'_, Sqlite>, subscription: i64) -> Result<(), sqlx::Error> {
    let first: Option<String> = sqlx::query_scalar(&format!("SELECT min(date) FROM outbox WHERE {NOT_BEGUN}"))
        .bind(subscription)
        .fetch_one(&mut **transaction)
        .await?;
    sqlx::query(&format!("DELETE FROM outbox WHERE {NOT_BEGUN}"))
        .bind(subscription)
        .execute(&mut **transaction)
        .await?;
    let Some(first) = first.and_then(|date| date.parse::<Date>().ok()) else { return Ok(()) };
    plan_from(transaction, subscription, first).await
}

/// The rows of a subscription that were written and never begun.
const NOT_BEGUN: &str = "subscription = ? AND state IN ('waiting', 'held')
    AND (SELECT carrying.first_attempt FROM outbox AS carrying
         WHERE carrying.id = COALESCE(outbox.carrier, outbox.id)) IS NULL";

/// Has a subscription planned from this day on, or from an earlier one.
pub(super) async fn plan_from(
    transaction: &mut Transaction<'_, Sqlite>,
    subscription: i64,
    first: Date,
) -> Result<(), sqlx::Error> {
    let before = first.yesterday().unwrap_or(first);
    sqlx::query("UPDATE subscriptions SET done_through = min(done_through, ?) WHERE id = ?")
        .bind(before.to_string())
        .bind(subscription)
        .execute(&mut **transaction)
        .await?;
    meta::changed(transaction).await
}

impl State {
    /// Keeps what was changed of a subscription: where it posts, what was chosen, and the days that go with it. What was
    /// written for it and never begun is taken back, to be planned anew.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn change(&self, changed: &StoredSubscription) -> Result<(), StateError> {
        let mut transaction = self.write().await?;
        let done: Result<(), sqlx::Error> = async {
            sqlx::query(
                "UPDATE subscriptions SET channel = ?, settings = ?, done_through = ?, digests_from = ? WHERE id = ?",
            )
            .bind(stored(changed.channel))
            .bind(&changed.settings)
            .bind(changed.done_through.to_string())
            .bind(changed.digests_from.map(|date| date.to_string()))
            .bind(changed.id)
            .execute(&mut *transaction)
            .await?;
            take_back(&mut transaction, changed.id).await?;
            meta::changed(&mut transaction).await?;
            transaction.commit().await
        }
        .await;
        done.map_err(|error| self.failed(error))
    }

    /// Posts nothing for a subscription from now on.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn pause(&self, subscription: i64, paused: &Paused) -> Result<(), StateError> {
        let mut transaction = self.write().await?;
        let done: Result<(), sqlx::Error> = async {
            // What somebody asked for is not overwritten by what the bot finds afterwards; the other way round it is.
            sqlx::query(
                "UPDATE subscriptions SET paused = ?1, paused_by_bot = ?2
                 WHERE id = ?3 AND (paused IS NULL OR (paused_by_bot AND NOT ?2))",
            )
            .bind(&paused.why)
            .bind(paused.by_bot)
            .bind(subscription)
            .execute(&mut *transaction)
            .await?;
            meta::changed(&mut transaction).await?;
            transaction.commit().await
        }
        .await;
        done.map_err(|error| self.failed(error))
    }

    /// Posts for a subscription again, from the day after `done_through` where that is given. What was held back is planned
    /// anew.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn resume(&self, subscription: i64, done_through: Option<Date>) -> Result<(), StateError> {
        let mut transaction = self.write().await?;
        let done: Result<(), sqlx::Error> = async {
            take_back(&mut transaction, subscription).await?;
            sqlx::query(
                "UPDATE subscriptions SET paused = NULL, paused_by_bot = 0, done_through = COALESCE(?, done_through)
                 WHERE id = ?",
            )
            .bind(done_through.map(|date| date.to_string()))
            .bind(subscription)
            .execute(&mut *transaction)
            .await?;
            meta::changed(&mut transaction).await?;
            transaction.commit().await
        }
        .await;
        done.map_err(|error| self.failed(error))
    }
}
