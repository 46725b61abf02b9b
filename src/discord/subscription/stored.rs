//! A subscription as it is stored, and back: its settings are JSON there, in the words of the command's options.

use serde::{Deserialize, Serialize};

use crate::anniversaries::subscription::parse_hour;
use crate::anniversaries::{ChannelId, Filter, GuildId, RoleId, Settings, Subscription, SubscriptionId};
use crate::dataset::{Country, TieKind};
use crate::state::StoredSubscription;

/// The settings in JSON. What is left out is as it is where nothing was chosen.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    timezone: String,
    hour: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    facts: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    only_round: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    weekly_digest: bool,
    /// A text, as all ids of Discord's in JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mention_role: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    crosspost: bool,
    catch_up_days: u8,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// A subscription that this release cannot read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("subscription {id}: its settings cannot be read: {why}")]
pub struct Unreadable {
    /// Which one.
    pub id: i64,
    /// Why.
    pub why: String,
}

/// Settings as they are stored.
pub fn written(settings: &Settings) -> String {
    let filter = &settings.filter;
    let written = Written {
        timezone: settings.zone.name().to_owned(),
        hour: settings.hour.strftime("%H:%M").to_string(),
        place: filter.place.clone(),
        country: filter.country.map(|country| country.code().to_owned()),
        kind: filter.kind.map(|kind| kind.word().to_owned()),
        facts: filter.facts,
        only_round: filter.only_round,
        weekly_digest: settings.weekly_digest,
        mention_role: settings.mention_role.map(|role| role.to_string()),
        crosspost: settings.crosspost,
        catch_up_days: settings.catch_up_days,
    };
    // Texts, flags and one number can always be written.
    serde_json::to_string(&written).expect("plain fields")
}

/// A subscription as it was stored.
///
/// # Errors
/// Where another release wrote something that is not known here.
pub fn read(stored: &StoredSubscription) -> Result<Subscription, Unreadable> {
    let settings = settings(&stored.settings).map_err(|why| Unreadable { id: stored.id, why })?;
    Ok(Subscription {
        id: SubscriptionId(stored.id),
        guild: GuildId(stored.guild),
        channel: ChannelId(stored.channel),
        settings,
        made: stored.made,
        done_through: stored.done_through,
        digests_from: stored.digests_from,
    })
}

fn settings(text: &str) -> Result<Settings, String> {
    let written: Written = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let country = |code: String| Country::from_code(&code).ok_or(format!("no country {code:?}"));
    let kind = |word: String| TieKind::from_word(&word).ok_or(format!("no kind {word:?}"));
    let role = |id: String| id.parse().map(RoleId).map_err(|_| format!("no role {id:?}"));
    Ok(Settings {
        zone: written.timezone.parse().map_err(|error: crate::anniversaries::NotAZone| error.to_string())?,
        hour: parse_hour(&written.hour).map_err(|error| error.to_string())?,
        filter: Filter {
            place: written.place,
            country: written.country.map(country).transpose()?,
            kind: written.kind.map(kind).transpose()?,
            facts: written.facts,
            only_round: written.only_round,
        },
        weekly_digest: written.weekly_digest,
        mention_role: written.mention_role.map(role).transpose()?,
        crosspost: written.crosspost,
        catch_up_days: written.catch_up_days,
    })
}

/// A subscription as it is to be stored.
pub fn stored(subscription: &Subscription) -> StoredSubscription {
    StoredSubscription {
        id: subscription.id.0,
        guild: subscription.guild.0,
        channel: subscription.channel.0,
        settings: written(&subscription.settings),
        made: subscription.made,
        done_through: subscription.done_through,
        digests_from: subscription.digests_from,
        paused: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let mut settings = Settings::daily("Asia/Tokyo".parse().unwrap());
        let check = |settings: &Settings| {
            let text = written(settings);
            assert_eq!(super::settings(&text).as_ref(), Ok(settings), "{text}");
        };
        check(&settings);
        assert_eq!(written(&settings), r#"{"timezone":"Asia/Tokyo","hour":"09:00","catch-up-days":3}"#);
        settings.filter = Filter {
            place: Some("kobe-jp".to_owned()),
            country: Country::from_code("CN"),
            kind: TieKind::from_word("sister"),
            facts: true,
            only_round: true,
        };
        settings.mention_role = Some(RoleId(1_200_000_000_000_000_010));
        (settings.weekly_digest, settings.crosspost, settings.catch_up_days) = (true, true, 0);
        check(&settings);
        assert!(super::settings(r#"{"timezone":"Asia/Tokyo","hour":"09:00","catch-up-days":3,"colour":1}"#).is_err());
        assert!(super::settings(r#"{"timezone":"Nowhere","hour":"09:00","catch-up-days":3}"#).is_err());
    }
}
