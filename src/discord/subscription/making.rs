//! `/subscription add` and `edit`.

use jiff::Timestamp;

use super::given::Given;
use super::office::{Asker, Hindrance, Office, may_mention};
use super::reply::Reply;
use super::{stored, words};
use crate::anniversaries::{
    ChannelId, GuildId, PostKind, Settings, Subscription, SubscriptionId, plan, schedule, upcoming,
};
use crate::answers::wording;
use crate::discord::posting::permissions::Standing;
use crate::state::{NewSubscription, StoredSubscription};

/// How many subscriptions a server may have.
pub const MOST: usize = 25;
/// How many of the next posts are shown.
const NEXT: usize = 3;

pub(super) async fn add(office: &Office, asker: Asker, given: &Given<'_>) -> Result<Reply, Hindrance> {
    let data = office.data.get();
    let settings = given.apply(&data, Settings::daily(given.zone()?))?;
    let channel = given.channel.ok_or_else(|| "channel: is required.".to_owned())?;
    check(office, asker, channel, given, &settings).await?;
    let (guild, channel) = (GuildId(asker.guild), ChannelId(channel));
    let mut subscription = Subscription::new(SubscriptionId(0), guild, channel, settings, office.clock.now());
    let new = NewSubscription {
        guild: asker.guild,
        channel: channel.0,
        settings: stored::written(&subscription.settings),
        made: subscription.made,
        done_through: subscription.done_through,
        digests_from: subscription.digests_from,
    };
    let Some(id) = office.state.subscribe(&new, MOST).await? else {
        return Err(Hindrance::Mistake(format!(
            "This server has {MOST} subscriptions already, which is the most. `/subscription remove` ends one."
        )));
    };
    subscription.id = SubscriptionId(id);
    office.changed.notify_one();
    let text = format!("{}\n\n{}", words::settings(&data, &subscription), next(office, &subscription, false).await?);
    Ok(Reply::done(&format!("Subscription {id}"), &text))
}

pub(super) async fn edit(office: &Office, asker: Asker, given: &Given<'_>) -> Result<Reply, Hindrance> {
    let meant = office.meant(asker.guild, given.number).await?;
    if given.changes_nothing() {
        return Err(Hindrance::Mistake("Say what is to change: any of the options of this command.".to_owned()));
    }
    let data = office.data.get();
    let now = office.clock.now();
    let mut subscription = meant.subscription;
    let settings = given.apply(&data, subscription.settings.clone())?;
    let channel = given.channel.unwrap_or(subscription.channel.0);
    check(office, asker, channel, given, &settings).await?;
    // Days without anything to say are dealt with before they change; those that have something are planned anew.
    let handled = office.handled(meant.kept.id).await?;
    let plan = plan(&subscription, &|kind, date| handled.contains(&(kind, date)), &data, now);
    let due =
        plan.due.iter().flat_map(|due| due.dates.iter().copied()).chain(plan.skipped.iter().map(|(_, date)| *date));
    subscription.done_through = due.min().map_or(plan.done_through, schedule::before);
    subscription.channel = ChannelId(channel);
    subscription.edit(settings, now);
    let changed = StoredSubscription { paused: meant.kept.paused.clone(), ..stored::stored(&subscription) };
    office.state.change(&changed).await?;
    office.changed.notify_one();
    let mut text = format!(
        "{}\n\n{}",
        words::settings(&data, &subscription),
        next(office, &subscription, meant.kept.paused.is_some()).await?
    );
    if meant.kept.paused.is_some() {
        text.push_str("\n\nIt is paused; `/subscription resume` has it post again.");
    }
    Ok(Reply::done(&format!("Subscription {} is changed", subscription.id), &text))
}

/// Checks that what is chosen can be posted.
async fn check(
    office: &Office,
    asker: Asker,
    channel: u64,
    given: &Given<'_>,
    settings: &Settings,
) -> Result<Standing, Hindrance> {
    let standing = office.can_post(asker, channel).await?;
    // A role that was chosen before is asked about again: the channel may be another, and so may the asker.
    if let Some(role) = settings.mention_role {
        let mentionable = match given.mention_role {
            Some(given) => given.mentionable,
            None => office.is_mentionable(asker, role).await?,
        };
        may_mention(asker, &standing, role, mentionable)?;
    }
    if settings.crosspost && !standing.is_announcement() {
        return Err(Hindrance::Mistake(format!(
            "crosspost: <#{channel}> is not an announcement channel, so it has no followers."
        )));
    }
    Ok(standing)
}

/// The next posts, each by its moment as every reader's client shows it.
pub(super) async fn next(office: &Office, subscription: &Subscription, paused: bool) -> Result<String, Hindrance> {
    let handled = office.handled(subscription.id.0).await?;
    let data = office.data.get();
    let now: Timestamp = office.clock.now();
    let next = upcoming(subscription, &|kind, date| handled.contains(&(kind, date)), &data, now, NEXT);
    if next.is_empty() {
        return Ok("Nothing in the data has its day in the next five years.".to_owned());
    }
    let line = |(at, date, kind): &(Timestamp, jiff::civil::Date, PostKind)| {
        let what = match kind {
            PostKind::Daily => wording::date((*date).into()),
            PostKind::Digest => format!("the week from {}", wording::date((*date).into())),
        };
        format!("- <t:{}:F>: {what}", at.as_second())
    };
    let lines: Vec<String> = next.iter().map(line).collect();
    let title = if paused { "Next posts, once it is resumed" } else { "Next posts" };
    Ok(format!("**{title}**\n{}", lines.join("\n")))
}
