//! Messages in announcement channels that are still to be handed on to those who follow the channel.

use jiff::Timestamp;

use super::{State, StateError, id, instant};

/// A message that is to be handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crosspost {
    /// Its row in the outbox.
    pub post: i64,
    /// Where.
    pub channel: u64,
    /// The message.
    pub message: u64,
    /// Since when.
    pub since: Timestamp,
}

impl State {
    /// What is to be handed on, the oldest first.
    ///
    /// # Errors
    /// Where the state cannot be read.
    pub async fn crossposts(&self) -> Result<Vec<Crosspost>, StateError> {
        let rows: Result<Vec<(i64, i64, i64, i64)>, _> =
            sqlx::query_as("SELECT post, channel, message, since FROM crossposts ORDER BY post")
                .fetch_all(&self.pool)
                .await;
        let crosspost = |(post, channel, message, since)| Crosspost {
            post,
            channel: id(channel),
            message: id(message),
            since: instant(since),
        };
        rows.map(|rows| rows.into_iter().map(crosspost).collect()).map_err(|error| self.failed(error))
    }

    /// A message was handed on, or will not be, and why; that stands with its post.
    ///
    /// # Errors
    /// Where the state cannot be written.
    pub async fn crosspost_over(&self, post: i64, reason: Option<&str>) -> Result<(), StateError> {
        let mut transaction = self.write().await?;
        let noted: Result<(), sqlx::Error> = async {
            sqlx::query("DELETE FROM crossposts WHERE post = ?").bind(post).execute(&mut *transaction).await?;
            if let Some(reason) = reason {
                sqlx::query("UPDATE outbox SET reason = ?2 WHERE id = ?1 OR carrier = ?1")
                    .bind(post)
                    .bind(reason)
                    .execute(&mut *transaction)
                    .await?;
            }
            transaction.commit().await
        }
        .await;
        noted.map_err(|error| self.failed(error))
    }
}
