//! What a run makes up as it goes: snowflakes, secrets and timestamps.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::num::ParseIntError;
use std::str::FromStr;

use super::dial::Dial;

/// The first second of 2015, in milliseconds: a snowflake counts from there.
const DISCORD_EPOCH: u64 = 1_420_070_400_000;
/// The bits of a snowflake below its time.
const BELOW_TIME: u32 = 22;
/// What interaction tokens and session ids are made of.
const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// An id of Discord's: a number in memory, a string in JSON, as a number of 64 bits must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Snowflake(pub u64);

impl Snowflake {
    /// The shard that is told about this guild, of so many.
    pub fn shard_of(self, shards: u64) -> u64 {
        (self.0 >> BELOW_TIME) % shards.max(1)
    }
}

impl fmt::Display for Snowflake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Snowflake {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl Serialize for Snowflake {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Snowflake {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| D::Error::custom(format!("{text:?} is not an id: write its digits in quotes")))
    }
}

/// Where a run's new ids, secrets and timestamps come from.
#[derive(Debug)]
pub(super) struct Mint {
    last: u64,
    /// SipHash under a key that the operating system made: its values cannot be foretold, which is enough for a
    /// secret that lives on loopback for as long as a process.
    noise: RandomState,
    drawn: u64,
    /// Ids and timestamps carry the time that this shows.
    dial: Dial,
}

impl Mint {
    pub(super) fn new(dial: Dial) -> Self {
        Self { last: 0, noise: RandomState::new(), drawn: 0, dial }
    }

    /// An id later than every one before it, also when the clock is turned back.
    pub(super) fn snowflake(&mut self) -> Snowflake {
        let now = u64::try_from(self.dial.now().as_millisecond()).unwrap_or_default();
        let at = now.saturating_sub(DISCORD_EPOCH) << BELOW_TIME;
        self.last = at.max(self.last + 1);
        Snowflake(self.last)
    }

    /// Now, as Discord writes a timestamp.
    pub(super) fn timestamp(&self) -> String {
        self.dial.now().strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
    }

    /// Random letters and digits.
    pub(super) fn secret(&mut self, length: usize) -> String {
        (0..length)
            .map(|_| {
                self.drawn += 1;
                let drawn = self.noise.hash_one(self.drawn) % LETTERS.len() as u64;
                char::from(LETTERS[drawn as usize])
            })
            .collect()
    }

    /// A token of the look a bot's token has: the bot's id in base64, a time, a signature.
    pub(super) fn bot_token(&mut self, bot: Snowflake) -> String {
        format!("{}.{}.{}", base64(bot.to_string().as_bytes()), self.secret(6), self.secret(38))
    }
}

/// Base64 without padding, for the digits of an id: none of the two alphabets' special letters can occur in it.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut group = [0; 3];
        group[..chunk.len()].copy_from_slice(chunk);
        let bits = u32::from_be_bytes([0, group[0], group[1], group[2]]);
        for place in 0..=chunk.len() {
            let letter = (bits >> (18 - 6 * place)) & 0x3f;
            text.push(char::from(ALPHABET[letter as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snowflakes_only_grow() {
        let mut mint = Mint::new(Dial::default());
        let ids: Vec<_> = (0..1000).map(|_| mint.snowflake()).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_bot_token_begins_with_the_bot() {
        assert_eq!(base64(b"1200000000000000001"), "MTIwMDAwMDAwMDAwMDAwMDAwMQ");
    }
}
