//! What every subcommand has at hand, and what they all ask for first: the subscription that is meant, and what the bot may
//! do in its channel.

use std::sync::Arc;

use jiff::civil::Date;
use tokio::sync::Notify;

use super::stored;
use crate::anniversaries::{PostKind, RoleId, Subscription};
use crate::answers::wording;
use crate::clock::Clock;
use crate::dataset::Current;
use crate::discord::posting::permissions::{MENTION_EVERYONE, Standing, TO_POST, missing, standing};
use crate::discord::posting::{Fault, Wire};
use crate::state::{State, StateError, StoredSubscription};

/// What `/subscription` works with.
pub struct Office {
    /// What is kept.
    pub state: State,
    /// To ask Discord what the bot may do.
    pub wire: Wire,
    /// What is served.
    pub data: Current,
    /// What time it is.
    pub clock: Clock,
    /// Told whenever a subscription changes.
    pub changed: Arc<Notify>,
}

/// Who asks, where, and as whom the bot is there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker {
    pub(super) guild: u64,
    /// What the asker may do.
    pub(super) granted: u64,
    /// The bot's own id: that of its application, as an interaction has it.
    pub(super) bot: u64,
}

/// Why a subcommand cannot be done.
#[derive(Debug, thiserror::Error)]
pub(super) enum Hindrance {
    /// Something that the asker can mend, in words for them.
    #[error("{0}")]
    Mistake(String),
    /// The state failed.
    #[error(transparent)]
    State(#[from] StateError),
}

impl From<String> for Hindrance {
    fn from(said: String) -> Self {
        Hindrance::Mistake(said)
    }
}

/// A subscription with what is kept of it besides.
pub(super) struct Meant {
    pub(super) kept: StoredSubscription,
    pub(super) subscription: Subscription,
}

impl Office {
    /// All subscriptions of a server that this release can read.
    pub(super) async fn all(&self, guild: u64) -> Result<Vec<Meant>, Hindrance> {
        let kept = self.state.subscriptions_of(guild).await?;
        let read = |kept: StoredSubscription| match stored::read(&kept) {
            Ok(subscription) => Some(Meant { kept, subscription }),
            Err(unreadable) => {
                tracing::warn!("{unreadable}");
                None
            }
        };
        Ok(kept.into_iter().filter_map(read).collect())
    }

    /// The subscription that is meant: by its number, or because there is one alone.
    pub(super) async fn meant(&self, guild: u64, number: Option<i64>) -> Result<Meant, Hindrance> {
        let mut all = self.all(guild).await?;
        let numbers: Vec<String> = all.iter().map(|meant| meant.kept.id.to_string()).collect();
        match number {
            Some(number) => all.into_iter().find(|meant| meant.kept.id == number).ok_or_else(|| {
                Hindrance::Mistake(match numbers.as_slice() {
                    [] => none_here(),
                    _ => {
                        format!("number: this server has no subscription {number}. It has {}.", wording::list(&numbers))
                    }
                })
            }),
            None if all.len() > 1 => Err(Hindrance::Mistake(format!(
                "number: this server has several subscriptions, {}. Say which one is meant.",
                wording::list(&numbers)
            ))),
            None => all.pop().ok_or_else(|| Hindrance::Mistake(none_here())),
        }
    }

    /// The days of a subscription that need no planning any more.
    pub(super) async fn handled(&self, subscription: i64) -> Result<Vec<(PostKind, Date)>, Hindrance> {
        let days = self.state.handled_of(subscription, Date::MIN).await?;
        Ok(days.into_iter().filter_map(|(kind, date)| Some((PostKind::from_word(&kind)?, date))).collect())
    }

    /// What the bot may do in a channel of this server, where that is all that posting takes.
    pub(super) async fn can_post(&self, asker: Asker, channel: u64) -> Result<Standing, Hindrance> {
        let standing = self.standing(asker, channel).await?;
        if standing.guild != asker.guild {
            return Err(Hindrance::Mistake(format!("channel: <#{channel}> is not in this server.")));
        }
        if !standing.takes_posts() {
            return Err(Hindrance::Mistake(format!(
                "channel: <#{channel}> is neither a text channel nor an announcement channel."
            )));
        }
        let lacking = missing(standing.granted, &TO_POST);
        if lacking.is_empty() {
            return Ok(standing);
        }
        Err(Hindrance::Mistake(format!(
            "The bot lacks {} in <#{channel}>. Give it that in the channel's permissions, and try again.",
            bold(&lacking)
        )))
    }

    /// Whether a role of the asker's server is for everybody to mention.
    pub(super) async fn is_mentionable(&self, asker: Asker, role: RoleId) -> Result<bool, Hindrance> {
        let roles = self.wire.get(&format!("/guilds/{}/roles", asker.guild)).await.map_err(|fault| {
            format!("Whether <@&{}> may be mentioned cannot be found out now: {fault}. Try again in a minute.", role.0)
        })?;
        let id = role.0.to_string();
        let found = roles.as_array().into_iter().flatten().find(|known| known["id"] == *id);
        let found = found.ok_or_else(|| {
            "mention-role: the role that each post mentions is gone. Choose another, or clear it.".to_owned()
        })?;
        Ok(found["mentionable"] == true)
    }

    /// What the bot may do in a channel.
    pub(super) async fn standing(&self, asker: Asker, channel: u64) -> Result<Standing, Hindrance> {
        standing(&self.wire, asker.bot, channel).await.map_err(|fault| {
            Hindrance::Mistake(match fault {
                Fault::Denied { status: 404, .. } => format!("<#{channel}> is gone."),
                Fault::Denied { .. } => format!(
                    "The bot lacks **View Channel** in <#{channel}>. Give it that in the channel's permissions, and try again."
                ),
                fault => format!("What the bot may do in <#{channel}> cannot be found out now: {fault}. Try again in a minute."),
            })
        })
    }
}

/// Checks that a role may be mentioned: it is for everybody to mention, or both the asker and the bot may mention everyone.
pub(super) fn may_mention(asker: Asker, standing: &Standing, role: RoleId, mentionable: bool) -> Result<(), Hindrance> {
    if role.0 == asker.guild {
        return Err(Hindrance::Mistake("mention-role: @everyone is not mentioned. Choose another role.".to_owned()));
    }
    let who = match (MENTION_EVERYONE.is_in(asker.granted), MENTION_EVERYONE.is_in(standing.granted)) {
        _ if mentionable => return Ok(()),
        (true, true) => return Ok(()),
        (false, false) => "you and the bot lack",
        (false, true) => "you lack",
        (true, false) => "the bot lacks",
    };
    Err(Hindrance::Mistake(format!(
        "mention-role: <@&{}> is not for everybody to mention, and {who} **{}**. Let anyone mention the role, or give that \
         permission.",
        role.0,
        MENTION_EVERYONE.name()
    )))
}

/// `**Send Messages** and **Embed Links**`
pub(super) fn bold(names: &[&str]) -> String {
    let bold: Vec<String> = names.iter().map(|name| format!("**{name}**")).collect();
    wording::list(&bold)
}

fn none_here() -> String {
    "This server has no subscription. `/subscription add` makes one.".to_owned()
}
