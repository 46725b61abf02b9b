//! Looking for a post in its channel: what settles a doubt, where nothing else does.
//!
//! The history is paged from a message older than the post could be, up to now. An empty page proves nothing by itself, since
//! Discord gives one to whoever may not read the history: then it is made sure that it can be read.

use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::fault::Fault;
use super::permissions::{TO_LOOK, id, missing, standing};
use super::wire::{PAGE, Wire};
use crate::state::Day;

/// So much older than the first attempt is the first message that is looked at: Discord's clock is not ours.
const OLDER: SignedDuration = SignedDuration::from_mins(5);
/// How many messages are looked at.
const MESSAGES: usize = 1000;
/// How long the whole look may take.
const PATIENCE: Duration = Duration::from_secs(120);
/// The first millisecond of 2015, from which Discord's ids count.
const DISCORD_EPOCH: i64 = 1_420_070_400_000;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Some of the days, each in the message that has its mark; maybe all.
    Days(Vec<(Date, u64)>),
    /// None, and the history was read to its end.
    Nothing,
    /// It cannot be told, and why.
    CannotTell(String),
    /// The channel is not there for the bot, and why.
    NoAccess(String),
    /// Discord cannot say now.
    Later(Fault),
}

/// Where and as whom to look.
pub struct Looking<'a> {
    /// The connection.
    pub wire: &'a Wire,
    /// The bot's own id: nobody else's message counts.
    pub bot: u64,
    /// The channel.
    pub channel: u64,
    /// The text above the embeds: where the bot may not embed, Discord takes them away, and the marks with them.
    pub content: &'a str,
}

impl Looking<'_> {
    /// Looks for the marks of these days in what was posted since a moment.
    pub async fn find(&self, days: &[Day], since: Timestamp) -> Found {
        match tokio::time::timeout(PATIENCE, self.read(days, since)).await {
            Ok(Ok(found)) => found,
            Ok(Err(Fault::Denied { status, code, message })) => {
                Found::NoAccess(Fault::Denied { status, code, message }.to_string())
            }
            Ok(Err(Fault::Refused { status, code, message })) => {
                Found::CannotTell(Fault::Refused { status, code, message }.to_string())
            }
            Ok(Err(fault)) => Found::Later(fault),
            Err(_) => Found::Later(Fault::Doubtful("reading the history takes too long".to_owned())),
        }
    }

    async fn read(&self, days: &[Day], since: Timestamp) -> Result<Found, Fault> {
        let mut after = before(since);
        let mut found: Vec<(Date, u64)> = Vec::new();
        let mut seen = 0;
        loop {
            let page = self.wire.page(self.channel, after).await?;
            for (message, footer) in page.iter().filter_map(|message| own(message, self.bot)) {
                let is_it = |day: &&Day| footer.map_or(self.is_bare(message), |footer| has_mark(footer, &day.mark));
                let number = id(&message["id"]);
                found.extend(days.iter().filter(is_it).filter_map(|day| Some((day.date, number?))));
            }
            if days.iter().all(|day| found.iter().any(|(date, _)| *date == day.date)) {
                return Ok(Found::Days(found));
            }
            seen += page.len();
            if seen >= MESSAGES && !found.is_empty() {
                break;
            }
            let newest = page.iter().filter_map(|message| id(&message["id"])).max();
            match newest {
                Some(newest) if page.len() >= PAGE => after = newest.max(after + 1),
                // The end was reached, and what was read proves that it can be read.
                Some(_) => break,
                None => match self.can_read(after).await? {
                    Readable::ToTheEnd => break,
                    Readable::More => {}
                    Readable::Not(why) => return Ok(Found::CannotTell(why)),
                },
            }
            if seen >= MESSAGES && found.is_empty() {
                let why =
                    format!("more than {MESSAGES} messages came after it, and it was not among the first of them");
                return Ok(Found::CannotTell(why));
            }
        }
        Ok(if found.is_empty() { Found::Nothing } else { Found::Days(found) })
    }

    /// Whether a message is the post without its embeds.
    fn is_bare(&self, message: &Value) -> bool {
        message["content"] == self.content && !self.content.is_empty()
    }

    /// Whether an empty page means that there is nothing.
    async fn can_read(&self, after: u64) -> Result<Readable, Fault> {
        if let Some(latest) = self.wire.latest(self.channel).await?.first() {
            // One that came in between is read with the next page.
            let came_in_between = id(&latest["id"]).is_some_and(|latest| latest > after);
            return Ok(if came_in_between { Readable::More } else { Readable::ToTheEnd });
        }
        let standing = standing(self.wire, self.bot, self.channel).await?;
        let lacking = missing(standing.granted, &TO_LOOK);
        Ok(if lacking.is_empty() {
            Readable::ToTheEnd
        } else {
            Readable::Not(format!("the bot lacks {} there, so it cannot look", crate::answers::wording::list(&lacking)))
        })
    }
}

enum Readable {
    ToTheEnd,
    More,
    Not(String),
}

/// An id that is older than every message since a moment.
fn before(since: Timestamp) -> u64 {
    let from = since.checked_sub(OLDER).unwrap_or(since).as_millisecond().saturating_sub(DISCORD_EPOCH);
    u64::try_from(from).unwrap_or_default() << 22
}

/// When a message was sent, in milliseconds since 1970, as its id says.
pub(super) fn sent_at(message: u64) -> i64 {
    (message >> 22).cast_signed() + DISCORD_EPOCH
}

/// A message of the bot's own, and the footer of its last embed, where it has embeds.
fn own(message: &Value, bot: u64) -> Option<(&Value, Option<&str>)> {
    let mine = id(&message["author"]["id"]) == Some(bot);
    let last = message["embeds"].as_array().and_then(|embeds| embeds.last());
    mine.then(|| (message, last.map(|embed| embed["footer"]["text"].as_str().unwrap_or_default())))
}

/// Whether a footer has this mark, as a word.
pub(super) fn has_mark(footer: &str, mark: &str) -> bool {
    footer.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == mark)
}

/// What Discord gave back for a post.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum GivenBack {
    /// The post.
    Whole(u64),
    /// The post without its embeds, since the bot may not embed there.
    Bare(u64),
    /// Another message.
    Another,
}

/// Whether the message that Discord gave back is the post: in its channel, and with the mark of this day.
pub(super) fn given_back(message: &Value, channel: u64, day: &Day) -> GivenBack {
    let Some(number) = id(&message["id"]).filter(|_| id(&message["channel_id"]) == Some(channel)) else {
        return GivenBack::Another;
    };
    match message["embeds"].as_array().and_then(|embeds| embeds.last()) {
        Some(last) if has_mark(last["footer"]["text"].as_str().unwrap_or_default(), &day.mark) => {
            GivenBack::Whole(number)
        }
        None if message["nonce"] == day.nonce.as_str() => GivenBack::Bare(number),
        _ => GivenBack::Another,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_words() {
        assert!(has_mark("Data 1a2b3c4d · a1B2c3D4", "a1B2c3D4"));
        assert!(has_mark("a1B2c3D4 e5F6g7H8", "e5F6g7H8"));
        assert!(!has_mark("xa1B2c3D4", "a1B2c3D4"));
        assert!(!has_mark("", "a1B2c3D4"));
    }

    #[test]
    fn ids_before_a_moment_are_five_minutes_older() {
        let since: Timestamp = "2026-06-24T09:00:00Z".parse().unwrap();
        let millis = (before(since) >> 22) as i64 + DISCORD_EPOCH;
        assert_eq!(Timestamp::from_millisecond(millis).unwrap().to_string(), "2026-06-24T08:55:00Z");
        assert_eq!(before(Timestamp::UNIX_EPOCH), 0);
    }
}
