//! A post, and the preview of it: the body of `POST /channels/{id}/messages`, from one renderer.
//!
//! A day has an opening line and one embed for each partnership, as far as there is room, then a list; a digest and several
//! days in one message have one embed for each day. What does not fit is counted, behind a button that answers privately
//! with all of it.

mod layout;

use jiff::civil::Date;
use serde_json::{Value, json};
use serenity::all::{ButtonStyle, CreateActionRow, CreateButton};

use crate::anniversaries::day::{self, Jubilee, Sieve, What};
use crate::anniversaries::{Due, Lateness, PostKind, Subscription, planner, schedule};
use crate::answers::{Anniversaries, Asked, Days, MOST_UPCOMING, Question, wording};
use crate::dataset::Dataset;
use crate::discord::custom_id::{self, Role};
use crate::discord::limits;
use crate::discord::markdown::push_escaped;
use layout::{Laid, Today};

/// The length of the mark by which a post is found in a channel's history.
pub const MARK: usize = 8;

/// The message of a post. `mark` stands in the last embed's footer; a preview has none and is otherwise the same.
///
/// It mentions the role of the subscription, or nobody.
pub fn post(data: &Dataset, subscription: &Subscription, due: &Due, mark: Option<&str>) -> Value {
    let days = days(data, subscription, due);
    let Laid { mut embeds, more } = match days.as_slice() {
        [today] if due.kind == PostKind::Daily => layout::one_day(data, today),
        days => layout::by_day(data, days),
    };
    if let Some(last) = embeds.last_mut() {
        last["footer"] = json!({"text": footer(data, mark)});
    }
    let role = subscription.settings.mention_role;
    let mut content = role.map(|role| format!("<@&{role}> ")).unwrap_or_default();
    content.push_str(&opening(subscription, due, &days));
    let roles: Vec<String> = role.iter().map(ToString::to_string).collect();
    let mut body = json!({
        "content": content,
        "embeds": embeds,
        "allowed_mentions": if roles.is_empty() { json!({"parse": []}) } else { json!({"parse": [], "roles": roles}) },
    });
    if more > 0
        && let Some(row) = the_rest(data, subscription, due, more)
    {
        body["components"] = row;
    }
    body
}

/// The room that the footer takes, with a mark.
fn footer_room(data: &Dataset) -> usize {
    limits::length(&footer(data, Some("12345678")))
}

/// `Data 1a2b3c4d, loaded on 22 November 2026 (UTC) · Ab3dE5g7`
fn footer(data: &Dataset, mark: Option<&str>) -> String {
    let mark = mark.map(|mark| format!(" · {mark}")).unwrap_or_default();
    format!("Data {}, loaded on {} (UTC){mark}", data.version, wording::date(data.loaded.into()))
}

/// Each date that the post tells of and that has something to say; the first one where none has.
fn days(data: &Dataset, subscription: &Subscription, due: &Due) -> Vec<Today> {
    let sieve = Sieve::new(data, &subscription.settings.filter);
    let zone = subscription.settings.zone.zone();
    let dates = due.dates.iter().flat_map(|&date| planner::told_of(due.kind, date));
    let mut days: Vec<Today> = dates
        .map(|date| {
            let listed = sieve.map_or_else(Vec::new, |sieve| day::on(data, date, &sieve));
            let left_out = schedule::is_left_out(zone, date);
            Today { date, title: title(date, left_out, subscription), listed }
        })
        .collect();
    if days.iter().any(|today| !today.listed.is_empty()) {
        days.retain(|today| !today.listed.is_empty());
    } else {
        days.truncate(1);
    }
    days
}

/// `Friday, 30 December 2011, which Pacific/Apia left out`
fn title(date: Date, left_out: bool, subscription: &Subscription) -> String {
    let day = wording::weekday_and_date(date);
    if left_out { format!("{day}, which {} left out", subscription.settings.zone) } else { day }
}

/// What stands above the embeds: which days, how much, and whatever is unusual about it.
fn opening(subscription: &Subscription, due: &Due, days: &[Today]) -> String {
    let mut text = String::new();
    let first = due.dates.first().copied().unwrap_or_default();
    let last = due.dates.last().copied().unwrap_or_default();
    let span = match due.kind {
        PostKind::Daily if first == last => wording::date(first.into()),
        PostKind::Daily => format!("{} to {}", wording::date(first.into()), wording::date(last.into())),
        PostKind::Digest => {
            let last = planner::told_of(due.kind, last).last().unwrap_or(last);
            format!("{} to {}", wording::weekday_and_date(first), wording::weekday_and_date(last))
        }
    };
    text.push_str("**");
    push_escaped(&mut text, &span);
    text.push_str("**: ");
    let all: Vec<&Jubilee> = days.iter().flat_map(|today| &today.listed).collect();
    text.push_str(&counted(&all));
    match due.late {
        Lateness::OnTime => {}
        Lateness::SameDay => text.push_str(&format!(" Late: this was due <t:{}:t>.", due.due_at.as_second())),
        Lateness::CatchUp => {
            text.push_str(match (due.kind, due.dates.len()) {
                (PostKind::Daily, 1) => " Late: this day passed without a post.",
                (PostKind::Daily, _) => " Late: these days passed without a post.",
                (PostKind::Digest, _) => " Late: its Monday passed without a post.",
            });
        }
    }
    if let Some(today) = days.iter().find(|today| today.listed.iter().any(|one| one.kept_early)) {
        text.push(' ');
        text.push_str(&wording::kept_early(today.date));
    }
    let zone = subscription.settings.zone.zone();
    for &date in due.dates.iter().filter(|&&date| schedule::is_left_out(zone, date)) {
        text.push(' ');
        push_escaped(&mut text, subscription.settings.zone.name());
        text.push_str(&format!(" left out {}: it goes with the next day.", wording::date(date.into())));
    }
    text
}

/// `3 partnerships and 1 fact have their day, 2 of them with a round year.`
fn counted(all: &[&Jubilee]) -> String {
    let facts = all.iter().filter(|one| matches!(one.what, What::Fact(_))).count();
    let round = all.iter().filter(|one| one.roundness().is_some()).count();
    let ties = wording::count(all.len() - facts, "partnership", "partnerships");
    let facts_counted = wording::count(facts, "fact", "facts");
    let what = match (all.len() - facts, facts) {
        (0, 0) => return "nothing in this dataset has its day any more.".to_owned(),
        (_, 0) => ties,
        (0, _) => facts_counted,
        _ => format!("{ties} and {facts_counted}"),
    };
    let have = if all.len() == 1 { "has its day" } else { "have their day" };
    let round = match (round, all.len()) {
        (0, _) => String::new(),
        (1, 1) => ", with a round year".to_owned(),
        (round, _) => format!(", {} of them with a round year", wording::number(round)),
    };
    format!("{what} {have}{round}.")
}

/// The button that answers privately with the whole day, or with all of the days.
fn the_rest(data: &Dataset, subscription: &Subscription, due: &Due, more: usize) -> Option<Value> {
    let first = *due.dates.first()?;
    let last = due.dates.last().and_then(|&date| planner::told_of(due.kind, date).last())?;
    let count = u8::try_from(schedule::days_between(first, last) + 1).unwrap_or(MOST_UPCOMING).min(MOST_UPCOMING);
    let days = match count {
        1 => Days::On(first.to_string()),
        count => Days::Upcoming { from: Some(first.to_string()), count: Some(count) },
    };
    let filter = &subscription.settings.filter;
    let question = Question::Anniversaries(Anniversaries {
        days,
        place: filter.place.clone(),
        country: filter.country.map(|country| country.code().to_owned()),
        facts: filter.facts,
    });
    let asked = Asked { private: true, ..Asked::new(question) };
    let id = custom_id::print(Role::Step(0), &asked, data)?;
    let label =
        format!("And {} more: all of {}", wording::number(more), if count == 1 { "the day" } else { "the days" });
    let button = CreateButton::new(id).label(label).style(ButtonStyle::Secondary);
    // A row of one button is always JSON.
    serde_json::to_value([CreateActionRow::Buttons(vec![button])]).ok()
}
