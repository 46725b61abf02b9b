//! The posts themselves: every day of a year within Discord's limits, a preview that is the post, and the wording by
//! snapshots on the shipped data.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, Weekday, date};
use serde_json::{Value, json};
use twinned::anniversaries::{
    ChannelId, Due, Filter, GuildId, Lateness, PostKind, RoleId, Settings, Subscription, SubscriptionId, planner,
    schedule,
};
use twinned::dataset::Dataset;
use twinned::dataset::read::{Origin, read};
use twinned::discord::custom_id;
use twinned::discord::render::post;

use crate::fixture::{dataset, tie};
use crate::openapi;

/// The shipped data.
static DATA: LazyLock<Dataset> =
    LazyLock::new(|| read(&Origin::BuiltIn, date(2026, 11, 22)).dataset.expect("the shipped data has no error"));

const MARK: &str = "Ab3dE5g7";

fn subscription(zone: &str, set: impl FnOnce(&mut Settings)) -> Subscription {
    let mut settings = Settings::daily(zone.parse().expect("a zone"));
    set(&mut settings);
    let made = Timestamp::UNIX_EPOCH;
    Subscription::new(SubscriptionId(1), GuildId(2), ChannelId(3), settings, made)
}

/// A post of these dates, on time.
fn due(subscription: &Subscription, kind: PostKind, dates: &[Date], late: Lateness) -> Due {
    let due_at = schedule::due_at(&subscription.settings, dates[dates.len() - 1]);
    Due { kind, dates: dates.to_vec(), due_at, late }
}

fn units(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.encode_utf16().count())
}

/// The numbers of the citation marks in a text.
fn marks(text: &str) -> Vec<usize> {
    let bracketed = text.match_indices(" [").filter_map(|(at, _)| text[at + 2..].split_once(']')?.0.parse().ok());
    bracketed.collect()
}

/// Panics where a message breaks a limit of Discord's, mentions anybody it should not, or says anything without a source.
/// Gives back how many entries it has, and how many it only counts.
fn check(name: &str, data: &Dataset, body: &Value, role: Option<&str>) -> (usize, usize) {
    let content = body["content"].as_str().unwrap_or_else(|| panic!("{name}: no opening line"));
    assert!((1..=2000).contains(&units(&body["content"])), "{name}");
    match role {
        None => assert_eq!(body["allowed_mentions"], json!({"parse": []}), "{name}"),
        Some(role) => {
            assert_eq!(body["allowed_mentions"], json!({"parse": [], "roles": [role]}), "{name}");
            assert!(content.starts_with(&format!("<@&{role}> **")), "{name}: {content}");
        }
    }
    assert_eq!(content.matches("<@").count(), usize::from(role.is_some()), "{name}: {content}");
    let embeds = body["embeds"].as_array().expect("embeds");
    assert!((1..=10).contains(&embeds.len()), "{name}: {} embeds", embeds.len());
    let (mut total, mut entries) = (0, 0);
    for (n, embed) in embeds.iter().enumerate() {
        let last = n + 1 == embeds.len();
        assert_eq!(embed["footer"].is_object(), last, "{name}: the last embed alone has a footer");
        let fields = embed["fields"].as_array().map(Vec::as_slice).unwrap_or_default();
        assert!(fields.len() <= 25, "{name}");
        assert!((1..=256).contains(&units(&embed["title"])), "{name}: {embed}");
        assert!((1..=4096).contains(&units(&embed["description"])), "{name}: {embed}");
        assert!(fields.iter().all(|field| (1..=1024).contains(&units(&field["value"]))), "{name}");
        let of_fields: usize = fields.iter().map(|field| units(&field["name"]) + units(&field["value"])).sum();
        total += units(&embed["title"]) + units(&embed["description"]) + units(&embed["footer"]["text"]) + of_fields;
        let text = embed["description"].as_str().expect("a text");
        let listed: Vec<&str> =
            fields.iter().flat_map(|field| field["value"].as_str().expect("text").lines()).collect();
        let cited = marks(text);
        assert_eq!(cited.iter().max().copied().unwrap_or(0), listed.len(), "{name}: {embed}");
        for (n, line) in listed.iter().enumerate() {
            assert!(line.starts_with(&format!("[{}] ", n + 1)), "{name}: {line}");
        }
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with("And "));
        for line in lines {
            assert!(line.trim_end().ends_with(']'), "{name}: {line:?} does not end in its sources");
        }
        entries += text.lines().filter(|line| line.starts_with("- **★ ") || line.starts_with("- **")).count();
    }
    assert!(total <= 6000, "{name}: {total} characters");
    let button = &body["components"][0]["components"][0];
    let more = match button["label"].as_str() {
        None => 0,
        Some(label) => {
            let id = button["custom_id"].as_str().expect("a custom_id");
            assert!(id.encode_utf16().count() <= 100, "{name}: {id}");
            let (_, asked) = custom_id::parse(id, data).unwrap_or_else(|error| panic!("{name}: {id}: {error}"));
            assert!(asked.private, "{name}: the button answers privately");
            label.split(' ').nth(1).expect("a number").replace(',', "").parse().expect("a number")
        }
    };
    (entries, more)
}

#[test]
fn every_day_of_a_year_and_every_week() {
    let subscription = subscription("Asia/Tokyo", |settings| settings.filter.facts = true);
    let (mut bodies, mut told, mut more) = (Vec::new(), 0, 0);
    for year in [2026, 2028] {
        for day in schedule::days_from(date(year, 1, 1)).take_while(|day| day.year() == year) {
            let daily = due(&subscription, PostKind::Daily, &[day], Lateness::OnTime);
            let body = post(&DATA, &subscription, &daily, Some(MARK));
            // A day without anything is never planned; its body says so and cites nothing.
            if body["content"].as_str().is_some_and(|text| !text.contains("nothing in this dataset")) {
                check(&day.to_string(), &DATA, &body, None);
                told += 1;
                bodies.push(body);
            }
            if day.weekday() == Weekday::Monday {
                let digest = due(&subscription, PostKind::Digest, &[day], Lateness::SameDay);
                let body = post(&DATA, &subscription, &digest, Some(MARK));
                more += check(&format!("week of {day}"), &DATA, &body, None).1;
                bodies.push(body);
            }
        }
    }
    assert!(told > 600, "{told} days have something to say");
    println!("{told} days; {more} entries of digests are behind buttons");
    openapi::check_bodies("/channels/3/messages", bodies);
}

#[test]
fn a_preview_is_the_post_but_for_the_mark() {
    let subscription = subscription("Europe/Berlin", |settings| settings.mention_role = Some(RoleId(77)));
    for (kind, day) in [(PostKind::Daily, date(2026, 10, 23)), (PostKind::Digest, date(2026, 10, 19))] {
        for late in [Lateness::OnTime, Lateness::SameDay, Lateness::CatchUp] {
            let due = due(&subscription, kind, &[day], late);
            let [preview, posted] = [None, Some(MARK)].map(|mark| post(&DATA, &subscription, &due, mark).to_string());
            assert_ne!(preview, posted);
            assert_eq!(preview, posted.replacen(&format!(" · {MARK}"), "", 1));
        }
    }
}

#[test]
fn many_on_one_day_are_counted_to_the_last() {
    let ties: Vec<_> = (0..700).map(|n| tie(&format!("{}-06-24", 1925 + n % 102))).collect();
    let data = dataset(&ties, &[]);
    let subscription = subscription("UTC", |settings| settings.mention_role = Some(RoleId(77)));
    for many in [PostKind::Daily, PostKind::Digest] {
        let day = if many == PostKind::Daily { date(2026, 6, 24) } else { date(2026, 6, 22) };
        let body = post(&data, &subscription, &due(&subscription, many, &[day], Lateness::OnTime), Some(MARK));
        let (listed, more) = check("many", &data, &body, Some("77"));
        let in_full = body["embeds"].as_array().expect("embeds").iter();
        let in_full = in_full.filter(|embed| embed["title"].as_str().expect("text").contains("years: ")).count();
        assert_eq!(listed + in_full + more, 700 - 6, "{many:?}: those of this year have no day yet");
        assert!(more > 500 && listed > 5, "{many:?}: {listed} listed, {more} more");
        let shown = body.to_string();
        assert!(shown.contains("★ 100 years") && !shown.contains("**1 year**"), "the roundest stand first");
        openapi::check_bodies("/channels/3/messages", vec![body]);
    }
}

#[test]
fn texts_of_the_data_neither_format_nor_ping() {
    let data = crate::fixture::hostile();
    let subscription = subscription("UTC", |settings| settings.filter.facts = true);
    let due = due(&subscription, PostKind::Daily, &[date(2026, 6, 24)], Lateness::OnTime);
    let body = post(&data, &subscription, &due, Some(MARK));
    check("hostile", &data, &body, None);
    let text = body.to_string();
    assert!(!text.contains(" @everyone") && !text.contains("[x]("), "{text}");
    assert!(text.contains(r"\\@everyone"), "{text}");
}

#[test]
fn a_filter_goes_behind_the_button() {
    let ties: Vec<_> = (0..700).map(|_| tie("1976-06-24")).collect();
    let data = dataset(&ties, &[]);
    let filter = Filter { place: Some("p01-de".to_owned()), facts: true, ..Filter::default() };
    let subscription = subscription("UTC", |settings| settings.filter = filter);
    let body = post(
        &data,
        &subscription,
        &due(&subscription, PostKind::Daily, &[date(2026, 6, 24)], Lateness::OnTime),
        Some(MARK),
    );
    let (listed, more) = check("filtered", &data, &body, None);
    assert!(listed > 3 && more > 3, "{listed} {more}");
    let id = body["components"][0]["components"][0]["custom_id"].as_str().expect("a custom_id");
    let (_, asked) = custom_id::parse(id, &data).expect("a question");
    let expected = twinned::answers::Question::Anniversaries(twinned::answers::Anniversaries {
        days: twinned::answers::Days::On("2026-06-24".to_owned()),
        place: Some("p01-de".to_owned()),
        country: None,
        facts: true,
    });
    assert_eq!(asked.question, expected);
}

/// What people read of a post.
fn read_aloud(body: &Value) -> String {
    let mut lines = vec![body["content"].as_str().unwrap_or_default().to_owned()];
    for embed in body["embeds"].as_array().into_iter().flatten() {
        lines.push(format!("# {}", embed["title"].as_str().unwrap_or_default()));
        lines.push(embed["description"].as_str().unwrap_or_default().to_owned());
        for field in embed["fields"].as_array().into_iter().flatten() {
            lines.push(format!("## {}", field["name"].as_str().unwrap_or_default()));
            lines.push(field["value"].as_str().unwrap_or_default().to_owned());
        }
        if let Some(footer) = embed["footer"]["text"].as_str() {
            lines.push(format!("-- {footer}"));
        }
    }
    let buttons = body["components"].as_array().into_iter().flatten();
    lines.extend(buttons.map(|row| format!("[{}]", row["components"][0]["label"].as_str().unwrap_or_default())));
    lines.join("\n")
}

#[track_caller]
fn snapshot(name: &str, data: &Dataset, subscription: &Subscription, due: &Due) {
    let body = post(data, subscription, due, Some(MARK));
    check(name, data, &body, subscription.settings.mention_role.map(|role| role.to_string()).as_deref());
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, read_aloud(&body));
    });
}

#[test]
fn wording() {
    use Lateness::{CatchUp, OnTime, SameDay};
    use PostKind::{Daily, Digest};
    let all = subscription("Asia/Tokyo", |_| {});
    let facts = subscription("Asia/Tokyo", |settings| settings.filter.facts = true);
    let role = subscription("Asia/Tokyo", |settings| settings.mention_role = Some(RoleId(77)));
    let case = |name, subscription: &Subscription, kind, dates: &[Date], late| {
        snapshot(name, &DATA, subscription, &due(subscription, kind, dates, late));
    };
    case("post_with_a_role", &role, Daily, &[date(2026, 6, 24)], OnTime);
    case("post_of_the_fullest_day", &all, Daily, &[date(2026, 10, 23)], OnTime);
    case("post_late", &all, Daily, &[date(2026, 11, 22)], SameDay);
    case("post_of_an_older_day", &all, Daily, &[date(2026, 11, 22)], CatchUp);
    case("post_of_several_days", &all, Daily, &[date(2026, 6, 24), date(2026, 6, 25)], CatchUp);
    case("post_with_facts_on_28_february", &facts, Daily, &[date(2026, 2, 28)], OnTime);
    case("digest", &all, Digest, &[date(2026, 6, 22)], OnTime);
    case("digest_of_the_fullest_week", &all, Digest, &[date(2026, 10, 19)], CatchUp);
}

#[test]
fn a_date_left_out_is_marked() {
    let data = dataset(&[tie("1961-12-30"), tie("1962-12-31")], &[]);
    let apia = subscription("Pacific/Apia", |_| {});
    let dates = [date(2011, 12, 30), date(2011, 12, 31)];
    let both = due(&apia, PostKind::Daily, &dates, Lateness::OnTime);
    snapshot("post_of_a_date_left_out_and_the_next", &data, &apia, &both);
    let one = due(&apia, PostKind::Daily, &dates[..1], Lateness::OnTime);
    snapshot("post_of_a_date_left_out", &data, &apia, &one);
}

#[test]
fn the_week_of_a_digest_is_the_planners() {
    let days: Vec<Date> = planner::told_of(PostKind::Digest, date(2026, 12, 28)).collect();
    assert_eq!((days[0], days[6], days.len()), (date(2026, 12, 28), date(2027, 1, 3), 7));
}
