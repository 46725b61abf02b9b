//! `/subscription preview` and `status`.

use super::making::next;
use super::office::{Asker, Hindrance, Meant, Office, bold};
use super::reply::Reply;
use super::words;
use crate::anniversaries::{Due, Lateness, upcoming};
use crate::discord::markdown::escaped;
use crate::discord::posting::permissions::{TO_POST, missing};
use crate::discord::render::post;

/// How many of the latest days are shown.
const LATEST: u32 = 10;
/// The role of a button that leads to another subscription's status.
pub(super) const STATUS: &str = "status";

/// Exactly what will be posted next, as long as neither settings nor data change.
pub(super) async fn preview(office: &Office, asker: Asker, number: Option<i64>) -> Result<Reply, Hindrance> {
    let Meant { kept, subscription } = office.meant(asker.guild, number).await?;
    let handled = office.handled(kept.id).await?;
    let data = office.data.get();
    // A date that a zone leaves out is posted together with the next.
    let some = upcoming(&subscription, &|kind, date| handled.contains(&(kind, date)), &data, office.clock.now(), 3);
    let Some(&(due_at, _, kind)) = some.first() else {
        return Err(Hindrance::Mistake("Nothing in the data has its day in the next five years.".to_owned()));
    };
    let together = some.iter().filter(|(at, _, other)| *at == due_at && *other == kind);
    let due = Due { kind, dates: together.map(|(_, date, _)| *date).collect(), due_at, late: Lateness::OnTime };
    Ok(Reply::body(post(&data, &subscription, &due, None)))
}

/// All that is to be known of a subscription; where there are several, one after the other.
pub(super) async fn status(office: &Office, asker: Asker, number: Option<i64>) -> Result<Reply, Hindrance> {
    let all = office.all(asker.guild).await?;
    let at = number.and_then(|number| all.iter().position(|meant| meant.kept.id == number));
    if (number.is_some() && at.is_none()) || all.is_empty() {
        // Says which ones there are.
        office.meant(asker.guild, number).await?;
    }
    let at = at.unwrap_or_default();
    let Some(Meant { kept, subscription }) = all.get(at) else {
        return Err(Hindrance::Mistake("This server has no subscription.".to_owned()));
    };
    let data = office.data.get();
    let mut text = words::settings(&data, subscription);
    text.push_str("\n\n");
    match &kept.paused {
        None => text.push_str("It posts."),
        Some(paused) => {
            let why = escaped(&paused.why);
            text.push_str(&format!("**Paused:** {why}. `/subscription resume` has it post again."));
        }
    }
    text.push_str("\n**Permissions in the channel:** ");
    match office.standing(asker, kept.channel).await {
        Ok(standing) => match missing(standing.granted, &TO_POST) {
            lacking if lacking.is_empty() => text.push_str("nothing is missing."),
            lacking => text.push_str(&format!("the bot lacks {}.", bold(&lacking))),
        },
        Err(Hindrance::Mistake(said)) => text.push_str(&said),
        Err(state) => return Err(state),
    }
    let days = office.state.latest_days(kept.id, LATEST).await?;
    text.push_str("\n\n**Last posts**\n");
    if days.is_empty() {
        text.push_str("Nothing was due yet.");
    }
    let lines: Vec<String> = days.iter().map(|day| format!("- {}", words::day(asker.guild, day))).collect();
    text.push_str(&lines.join("\n"));
    text.push_str("\n\n");
    text.push_str(&next(office, subscription, kept.paused.is_some()).await?);
    let title = match all.len() {
        1 => format!("Subscription {}", kept.id),
        several => format!("Subscription {}, {} of {several}", kept.id, at + 1),
    };
    let reply = Reply::done(&title, &text);
    if all.len() == 1 {
        return Ok(reply);
    }
    let other = |at: usize| all.get(at).map_or(kept.id, |meant| meant.kept.id);
    let id = |role: &str, number: i64| super::custom_id(&format!("{STATUS}-{role}"), &number.to_string());
    Ok(reply.with_buttons(&[
        (id("back", other(at.wrapping_sub(1))), "‹ Back", 2, at > 0),
        (id("next", other(at + 1)), "Next ›", 2, at + 1 < all.len()),
    ]))
}
