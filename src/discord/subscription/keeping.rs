//! `/subscription pause`, `resume`, `remove`, `export` and `forget`.

use serde_json::{Value, json};

use super::office::{Asker, Hindrance, Office};
use super::reply::Reply;
use crate::answers::wording;
use crate::state::Paused;

/// The role of the buttons that answer whether all is to be deleted.
pub(super) const FORGET: &str = "forget";
pub(super) const YES: &str = "yes";
const NO: &str = "no";

/// How Discord numbers the colours of buttons.
const GREY: u8 = 2;
const RED: u8 = 4;

pub(super) async fn pause(office: &Office, asker: Asker, number: Option<i64>) -> Result<Reply, Hindrance> {
    let meant = office.meant(asker.guild, number).await?;
    let id = meant.kept.id;
    if meant.kept.paused.as_ref().is_some_and(|paused| !paused.by_bot) {
        return Err(Hindrance::Mistake(format!("Subscription {id} is paused already.")));
    }
    office.state.pause(id, &Paused { why: "a moderator asked for it".to_owned(), by_bot: false }).await?;
    office.changed.notify_one();
    let text = "Nothing is posted until `/subscription resume`. What would have been posted meanwhile is left out.";
    Ok(Reply::done(&format!("Subscription {id} is paused"), text))
}

pub(super) async fn resume(office: &Office, asker: Asker, number: Option<i64>) -> Result<Reply, Hindrance> {
    let mut meant = office.meant(asker.guild, number).await?;
    let id = meant.kept.id;
    let Some(paused) = &meant.kept.paused else {
        return Err(Hindrance::Mistake(format!("Subscription {id} is not paused.")));
    };
    office.can_post(asker, meant.kept.channel).await?;
    // What the bot could not post is made up for within the subscription's bound; what somebody paused is left out.
    let done_through = (!paused.by_bot).then(|| {
        meant.subscription.resume(office.clock.now());
        meant.subscription.done_through
    });
    office.state.resume(id, done_through).await?;
    office.changed.notify_one();
    let text = super::making::next(office, &meant.subscription, false).await?;
    Ok(Reply::done(&format!("Subscription {id} posts again"), &text))
}

pub(super) async fn remove(office: &Office, asker: Asker, number: Option<i64>) -> Result<Reply, Hindrance> {
    let meant = office.meant(asker.guild, number).await?;
    office.state.unsubscribe(meant.kept.id).await?;
    office.changed.notify_one();
    let text = format!("Nothing more is posted in <#{}> by it. What it has posted stays.", meant.kept.channel);
    Ok(Reply::done(&format!("Subscription {} is removed", meant.kept.id), &text))
}

pub(super) async fn export(office: &Office, asker: Asker) -> Result<Reply, Hindrance> {
    let mut subscriptions = Vec::new();
    for kept in office.state.subscriptions_of(asker.guild).await? {
        let days = office.state.latest_days(kept.id, u32::MAX).await?;
        let day = |day: &crate::state::Shown| {
            json!({"kind": day.kind, "date": day.date.to_string(), "state": day.state.word(), "reason": day.reason,
                "late_seconds": day.lateness, "channel": day.channel.to_string(),
                "message": day.message.map(|message| message.to_string())})
        };
        // What cannot be read as JSON is given as it is.
        let settings = serde_json::from_str(&kept.settings).unwrap_or(Value::String(kept.settings.clone()));
        subscriptions.push(json!({
            "number": kept.id, "channel": kept.channel.to_string(), "made": kept.made.to_string(), "settings": settings,
            "done_through": kept.done_through.to_string(),
            "digests_from": kept.digests_from.map(|date| date.to_string()),
            "paused": kept.paused.as_ref().map(|paused| &paused.why),
            "days": days.iter().map(day).collect::<Vec<_>>(),
        }));
    }
    let count = wording::count(subscriptions.len(), "subscription", "subscriptions");
    let all = json!({"server": asker.guild.to_string(), "subscriptions": subscriptions});
    let text = format!("{count}, with every day that is noted of them. This is all that is stored of this server.");
    // Texts and numbers can always be written.
    let written = serde_json::to_vec_pretty(&all).expect("plain JSON");
    Ok(Reply::done("All that is stored", &text).with_file("subscriptions.json", written))
}

/// Asks whether all is to be deleted.
pub(super) async fn ask_to_forget(office: &Office, asker: Asker) -> Result<Reply, Hindrance> {
    let there = office.state.subscriptions_of(asker.guild).await?.len();
    if there == 0 {
        return Ok(Reply::done(
            "Nothing is stored",
            "This server has no subscription, and nothing else is stored of it.",
        ));
    }
    let count = wording::count(there, "subscription", "subscriptions");
    let text = format!(
        "{count} of this server and all that is noted of their posts will be deleted. The posts themselves stay. This cannot \
         be undone; `/subscription export` gives a copy."
    );
    let id = |answer: &str| super::custom_id(FORGET, answer);
    Ok(Reply::to_do("Delete all of it?", &text)
        .with_buttons(&[(id(YES), "Delete all of it", RED, true), (id(NO), "Keep it", GREY, true)]))
}

/// Deletes all that is stored of a server, or does not.
pub(super) async fn forget(office: &Office, asker: Asker, answer: &str) -> Result<Reply, Hindrance> {
    if answer != YES {
        return Ok(Reply::done("Nothing was deleted", "All is as it was."));
    }
    let removed = office.state.forget_guild(asker.guild).await?;
    office.changed.notify_one();
    let count = wording::count(usize::try_from(removed).unwrap_or_default(), "subscription is", "subscriptions are");
    Ok(Reply::done("All of it is deleted", &format!("{count} deleted, with all that was noted of their posts.")))
}
