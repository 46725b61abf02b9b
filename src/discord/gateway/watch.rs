//! A connection that has died without a word.
//!
//! serenity does not tell of the last acknowledged heartbeat, but a shard's latency is measured anew at each one, and its
//! stage says the rest. Unchanged, or not connected, for three heartbeat intervals means dead.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::{ConnectionStage, ShardId, ShardManager};
use tokio::time::Instant;
use tracing::debug;

use super::backoff::Backoff;

/// What became of a connection.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A shard is dead, and why that is thought.
    Dead(String),
    /// serenity gave up by itself, and why.
    Over(String),
}

/// How many heartbeat intervals of silence mean death.
const SILENT_INTERVALS: u32 = 3;
/// How many times an interval it is looked.
const LOOKS: u32 = 8;

/// What was last seen of a shard.
#[derive(Clone, Copy)]
struct Seen {
    latency: Option<Duration>,
    alive_at: Instant,
}

/// Looks at the shards until one is dead. Each one that is heard clears `deaths` and `backoff`; the death is counted.
pub(super) async fn watch(
    shards: &Arc<ShardManager>,
    heartbeat: Duration,
    deaths: &mut u32,
    backoff: &mut Backoff,
) -> Verdict {
    let patience = heartbeat * SILENT_INTERVALS;
    let began = Instant::now();
    let mut seen: HashMap<ShardId, Seen> = HashMap::new();
    loop {
        tokio::time::sleep(heartbeat / LOOKS).await;
        let now = Instant::now();
        // A shard that is dead may hold the lock; then nothing is heard from any.
        let runners = tokio::time::timeout(heartbeat / LOOKS, shards.runners.lock()).await;
        if let Ok(runners) = runners {
            for (id, runner) in runners.iter() {
                let last = seen.entry(*id).or_insert(Seen { latency: None, alive_at: began });
                let heard = runner.stage == ConnectionStage::Connected && runner.latency != last.latency;
                if heard {
                    debug!(shard = id.0, "the gateway acknowledged a heartbeat");
                    *last = Seen { latency: runner.latency, alive_at: now };
                    *deaths = 0;
                    backoff.reset();
                }
            }
        }
        let silent = |alive_at: Instant| now.duration_since(alive_at) > patience;
        let dead = seen.iter().find(|(_, seen)| silent(seen.alive_at)).map(|(id, _)| *id);
        if dead.is_some() || (seen.is_empty() && silent(began)) {
            *deaths += 1;
            let which = dead.map_or_else(|| "no shard".to_owned(), |id| format!("shard {}", id.0));
            return Verdict::Dead(format!("{which} has not been heard for {} s", patience.as_secs_f32()));
        }
    }
}
