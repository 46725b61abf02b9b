//! The outbox: one row for each day of a subscription that was posted, is to be posted or was passed over.
//!
//! A message may hold several days. Then the last of them is its carrier, which has the body, and the rows of the others name
//! it; all are written in one transaction and settled in one.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use sqlx::{Sqlite, Transaction};

use super::{
    Day, NewPost, Open, Planned, Post, PostState, Shown, State, StateError, id, instant, meta, millis, stored,
};

/// How long rows are kept.
const KEPT_DAYS: i64 = 400;

/// Of a row beside its subscription: whether it stands for its day. A day that was passed over before its hour has come was
/// passed over by a clock that was wrong, or in a zone further east. A digest that was never sent has told of no day, so it
/// stands for itself alone: where no digest is due on its date any more, it would keep the single days of its week silent.
const STANDS: &str = "NOT (state = 'skipped' AND date > done_through)
    AND NOT (kind = 'digest' AND state IN ('skipped', 'failed') AND (digests_from IS NULL OR date < digests_from))";

type PostRow = (i64, i64, String, i64, Option<String>, Option<i64>);

type ShownRow = (String, String, String, Option<String>, Option<i64>, i64, Option<i64>);

impl State {
    /// Writes what planning came to, in one transaction: messages that are due, each with all its days or not at all (one of
    /// which a day was written before is left out), and days that are passed over, with the reason. Gives how often the
    /// outbox was written to.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn write_plans(&self, plans: &[Planned], reason: &str, now: Timestamp) -> Result<i64, StateError> {
        let mut transaction = self.write().await?;
        let written: Result<i64, sqlx::Error> = async {
            for plan in plans {
                write_plan(&mut transaction, plan, reason, now).await?;
            }
            let writes = meta::wrote(&mut transaction).await?;
            transaction.commit().await?;
            Ok(writes)
        }
        .await;
        written.map_err(|error| self.failed(error))
    }

    /// The days from this one on that need no planning any more, by subscription: kind and date.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn handled_since(&self, date: Date) -> Result<HashMap<i64, Vec<(String, Date)>>, StateError> {
        let rows: Result<Vec<(i64, String, String)>, _> = sqlx::query_as(&format!(
            "SELECT subscription, kind, date FROM outbox JOIN subscriptions ON subscriptions.id = subscription
             WHERE date >= ? AND {STANDS}"
        ))
        .bind(date.to_string())
        .fetch_all(&self.pool)
        .await;
        let mut handled: HashMap<i64, Vec<(String, Date)>> = HashMap::new();
        for (subscription, kind, date) in rows.map_err(|error| self.failed(error))? {
            // Only dates are written here.
            let Ok(date) = date.parse() else { continue };
            handled.entry(subscription).or_default().push((kind, date));
        }
        Ok(handled)
    }

    /// The days of one subscription from this one on that need no planning any more: kind and date.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn handled_of(&self, subscription: i64, date: Date) -> Result<Vec<(String, Date)>, StateError> {
        let rows: Result<Vec<(String, String)>, _> = sqlx::query_as(&format!(
            "SELECT kind, date FROM outbox JOIN subscriptions ON subscriptions.id = subscription
             WHERE subscription = ? AND date >= ? AND {STANDS}"
        ))
        .bind(subscription)
        .bind(date.to_string())
        .fetch_all(&self.pool)
        .await;
        let rows = rows.map_err(|error| self.failed(error))?;
        Ok(rows.into_iter().filter_map(|(kind, date)| Some((kind, date.parse().ok()?))).collect())
    }

    /// The messages that are still to be sent, the oldest first: not of those that are paused or of servers left behind.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn open_posts(&self) -> Result<Vec<Open>, StateError> {
        let rows: Result<Vec<(i64, i64, i64, i64)>, _> = sqlx::query_as(
            "SELECT outbox.id, subscription, guild, outbox.channel FROM outbox
             JOIN subscriptions ON subscriptions.id = subscription
             WHERE state IN ('waiting', 'trying') AND carrier IS NULL AND paused IS NULL
               AND guild NOT IN (SELECT guild FROM left_guilds)
             ORDER BY outbox.id",
        )
        .fetch_all(&self.pool)
        .await;
        let open = |(row, subscription, guild, channel)| Open {
            id: row,
            subscription,
            guild: id(guild),
            channel: id(channel),
        };
        rows.map(|rows| rows.into_iter().map(open).collect()).map_err(|error| self.failed(error))
    }

    /// A message that is still to be sent, with its body; `None` where it no longer is.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn post(&self, row: i64) -> Result<Option<Post>, StateError> {
        let found = self.read_post(row).await;
        found.map_err(|error| self.failed(error))
    }

    async fn read_post(&self, row: i64) -> Result<Option<Post>, sqlx::Error> {
        let found: Option<PostRow> = sqlx::query_as(
            "SELECT outbox.id, subscription, kind, outbox.channel, body, first_attempt FROM outbox
             JOIN subscriptions ON subscriptions.id = subscription
             WHERE outbox.id = ? AND state IN ('waiting', 'trying') AND paused IS NULL
               AND guild NOT IN (SELECT guild FROM left_guilds)",
        )
        .bind(row)
        .fetch_optional(&self.pool)
        .await?;
        let Some((row, subscription, kind, channel, Some(body), first_attempt)) = found else { return Ok(None) };
        // The carrier's day is the last.
        let days: Vec<(String, String, String)> =
            sqlx::query_as("SELECT date, nonce, mark FROM outbox WHERE id = ?1 OR carrier = ?1 ORDER BY date")
                .bind(row)
                .fetch_all(&self.pool)
                .await?;
        let day = |(date, nonce, mark): (String, String, String)| Some(Day { date: date.parse().ok()?, nonce, mark });
        Ok(Some(Post {
            id: row,
            subscription,
            kind,
            channel: id(channel),
            body,
            days: days.into_iter().filter_map(day).collect(),
            first_attempt: first_attempt.map(instant),
        }))
    }

    /// The latest days of a subscription, the latest first.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn latest_days(&self, subscription: i64, most: u32) -> Result<Vec<Shown>, StateError> {
        let rows: Result<Vec<ShownRow>, _> = sqlx::query_as(
            "SELECT kind, date, state, reason, lateness, channel, message FROM outbox
             WHERE subscription = ? ORDER BY date DESC, id DESC LIMIT ?",
        )
        .bind(subscription)
        .bind(most)
        .fetch_all(&self.pool)
        .await;
        let shown = |(kind, date, state, reason, lateness, channel, message): ShownRow| {
            let (state, channel, message) = (PostState::of(&state), id(channel), message.map(id));
            Some(Shown { kind, date: date.parse().ok()?, state, reason, lateness, channel, message })
        };
        rows.map(|rows| rows.into_iter().filter_map(shown).collect()).map_err(|error| self.failed(error))
    }

    /// Removes what is too old to be of use; gives how many days that were.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn prune(&self, now: Timestamp) -> Result<u64, StateError> {
        let before = now.checked_sub(Span::new().hours(24 * KEPT_DAYS)).unwrap_or(Timestamp::MIN);
        let removed =
            sqlx::query("DELETE FROM outbox WHERE changed < ? AND state NOT IN ('waiting', 'trying', 'held')")
                .bind(millis(before))
                .execute(&self.pool)
                .await;
        removed.map(|removed| removed.rows_affected()).map_err(|error| self.failed(error))
    }
}

async fn write_plan(
    transaction: &mut Transaction<'_, Sqlite>,
    plan: &Planned,
    reason: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    // It may have been removed or paused since it was planned.
    let active: Option<i64> = sqlx::query_scalar("SELECT id FROM subscriptions WHERE id = ? AND paused IS NULL")
        .bind(plan.subscription)
        .fetch_optional(&mut **transaction)
        .await?;
    if active.is_none() {
        return Ok(());
    }
    for post in &plan.posts {
        for day in &post.days {
            // It was passed over before its hour, and now that has come.
            sqlx::query(
                "DELETE FROM outbox WHERE subscription = ? AND kind = ? AND date = ? AND state = 'skipped' AND date >
                   (SELECT done_through FROM subscriptions WHERE subscriptions.id = subscription)",
            )
            .bind(plan.subscription)
            .bind(post.kind)
            .bind(day.date.to_string())
            .execute(&mut **transaction)
            .await?;
        }
        write_post(transaction, plan, post, now).await?;
    }
    for (kind, date) in &plan.skipped {
        sqlx::query(
            "INSERT INTO outbox (subscription, kind, date, state, channel, nonce, mark, reason, changed)
             VALUES (?1, ?2, ?3, 'skipped', ?4, '', '', ?5, ?6) ON CONFLICT DO NOTHING",
        )
        .bind(plan.subscription)
        .bind(kind)
        .bind(date.to_string())
        .bind(stored(plan.channel))
        .bind(reason)
        .bind(millis(now))
        .execute(&mut **transaction)
        .await?;
    }
    if let Some(done_through) = plan.done_through {
        sqlx::query("UPDATE subscriptions SET done_through = ? WHERE id = ?")
            .bind(done_through.to_string())
            .bind(plan.subscription)
            .execute(&mut **transaction)
            .await?;
        // Their hour is still to come.
        sqlx::query("DELETE FROM outbox WHERE subscription = ? AND state = 'skipped' AND date > ?")
            .bind(plan.subscription)
            .bind(done_through.to_string())
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

/// Writes one message, unless a day of it is there already.
async fn write_post(
    transaction: &mut Transaction<'_, Sqlite>,
    plan: &Planned,
    post: &NewPost,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let mut carrier: Option<i64> = None;
    // The last day carries the message, so it is written first.
    for day in post.days.iter().rev() {
        let is_carrier = carrier.is_none();
        let row: Option<i64> = sqlx::query_scalar(
            "INSERT INTO outbox (subscription, kind, date, carrier, state, channel, body, nonce, mark, crosspost, changed)
             VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING RETURNING id",
        )
        .bind(plan.subscription)
        .bind(post.kind)
        .bind(day.date.to_string())
        .bind(carrier)
        .bind(stored(plan.channel))
        .bind(is_carrier.then_some(&post.body))
        .bind(&day.nonce)
        .bind(&day.mark)
        .bind(is_carrier && post.crosspost)
        .bind(millis(now))
        .fetch_optional(&mut **transaction)
        .await?;
        match (row, carrier) {
            (Some(row), None) => carrier = Some(row),
            (Some(_), Some(_)) => {}
            (None, None) => return Ok(()),
            (None, Some(carrier)) => {
                sqlx::query("DELETE FROM outbox WHERE id = ?").bind(carrier).execute(&mut **transaction).await?;
                return Ok(());
            }
        }
    }
    Ok(())
}
