//! Whose turn it is: server by server, so that one with many posts does not hold up the others, and in each the oldest first.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use crate::state::Open;

/// The posts that are to be sent, those being sent, and those that wait for their next try.
#[derive(Debug, Default)]
pub struct Queue {
    /// Servers that have something waiting, in the order of their turns.
    turns: VecDeque<u64>,
    waiting: HashMap<u64, VecDeque<Open>>,
    later: BTreeMap<(Instant, i64), Open>,
    /// Channels in which something is being sent: one post at a time.
    busy: HashSet<u64>,
    /// All rows that are known here.
    known: HashSet<i64>,
    /// How often a row has failed.
    failures: HashMap<i64, u32>,
}

impl Queue {
    /// Adds a post, unless it is there already.
    pub fn add(&mut self, open: Open) {
        if self.known.insert(open.id) {
            self.wait(open);
        }
    }

    fn wait(&mut self, open: Open) {
        let posts = self.waiting.entry(open.guild).or_default();
        if posts.is_empty() {
            self.turns.push_back(open.guild);
        }
        posts.push_back(open);
    }

    /// The post whose turn it is, of a channel in which nothing is being sent.
    pub fn next(&mut self, now: Instant) -> Option<Open> {
        while let Some(entry) = self.later.first_entry().filter(|entry| entry.key().0 <= now) {
            let open = entry.remove();
            self.wait(open);
        }
        for _ in 0..self.turns.len() {
            let guild = self.turns.pop_front()?;
            let Some(posts) = self.waiting.get_mut(&guild) else { continue };
            let free = posts.iter().position(|open| !self.busy.contains(&open.channel));
            let open = free.and_then(|at| posts.remove(at));
            if posts.is_empty() {
                self.waiting.remove(&guild);
            } else {
                self.turns.push_back(guild);
            }
            if let Some(open) = open {
                self.busy.insert(open.channel);
                return Some(open);
            }
        }
        None
    }

    /// A post is over.
    pub fn over(&mut self, open: Open) {
        self.busy.remove(&open.channel);
        self.known.remove(&open.id);
        self.failures.remove(&open.id);
    }

    /// A post is to be tried again.
    pub fn again(&mut self, open: Open, after: Duration) {
        self.busy.remove(&open.channel);
        self.later.insert((Instant::now() + after, open.id), open);
    }

    /// A post has failed once more; gives how often.
    pub fn failed(&mut self, open: Open) -> u32 {
        let failures = self.failures.entry(open.id).or_default();
        *failures += 1;
        *failures
    }

    /// When the next one is to be tried again.
    pub fn wakes(&self) -> Option<Instant> {
        self.later.first_key_value().map(|((at, _), _)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(id: i64, guild: u64, channel: u64) -> Open {
        Open { id, subscription: id, guild, channel }
    }

    fn drain(queue: &mut Queue) -> Vec<i64> {
        std::iter::from_fn(|| queue.next(Instant::now())).map(|open| open.id).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn servers_take_turns_and_channels_one_at_a_time() {
        let mut queue = Queue::default();
        for (id, guild, channel) in [(1, 10, 11), (2, 10, 12), (3, 10, 11), (4, 20, 21), (5, 30, 31), (5, 30, 31)] {
            queue.add(open(id, guild, channel));
        }
        assert_eq!(drain(&mut queue), [1, 4, 5, 2]);
        queue.over(open(1, 10, 11));
        assert_eq!(drain(&mut queue), [3]);
        queue.again(open(3, 10, 11), Duration::from_secs(5));
        assert_eq!(drain(&mut queue), [0; 0]);
        tokio::time::advance(Duration::from_secs(5)).await;
        assert_eq!(drain(&mut queue), [3]);
    }
}
