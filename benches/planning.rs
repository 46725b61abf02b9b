//! How long it takes to plan a day for 10,000 subscriptions over the shipped dataset: of everything, of places, of
//! countries; and to render posts.
//!
//! `cargo bench --bench planning`

use jiff::Timestamp;
use jiff::civil::date;
use twinned::anniversaries::{
    ChannelId, Due, Filter, GuildId, Lateness, Plan, PostKind, Settings, Subscription, SubscriptionId, ZoneName, day,
    plan, upcoming,
};
use twinned::dataset::Dataset;
use twinned::dataset::read::{Origin, read};
use twinned::discord::render::post;

/// How many subscriptions there are.
const SUBSCRIPTIONS: usize = 10_000;
/// Where their channels are.
const ZONES: [&str; 8] = [
    "Asia/Tokyo",
    "Europe/Berlin",
    "America/Los_Angeles",
    "Asia/Shanghai",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "UTC",
];

fn main() {
    divan::main();
}

fn shipped() -> Dataset {
    read(&Origin::BuiltIn, date(2026, 11, 22)).dataset.expect("the shipped data has no error")
}

fn at(time: &str) -> Timestamp {
    time.parse().expect("a moment")
}

/// A third of everything, a third of a place, a third of a country; all made the day before.
fn subscriptions(data: &Dataset) -> Vec<Subscription> {
    let zones: Vec<ZoneName> = ZONES.iter().map(|name| name.parse().expect("a zone")).collect();
    let places: Vec<&str> = data.places.iter().map(|(_, place)| &*place.id).collect();
    let countries: Vec<_> = data.places.iter().map(|(_, place)| place.country).collect();
    let made = |n: usize| {
        let filter = match n % 3 {
            0 => Filter::default(),
            1 => Filter { place: Some(places[n % places.len()].to_owned()), ..Filter::default() },
            _ => Filter { country: Some(countries[n % countries.len()]), facts: true, ..Filter::default() },
        };
        let settings = Settings { filter, ..Settings::daily(zones[n % zones.len()].clone()) };
        let id = SubscriptionId(i64::try_from(n).unwrap_or(0));
        Subscription::new(id, GuildId(1), ChannelId(n as u64), settings, at("2026-06-23T18:00:00Z"))
    };
    (0..SUBSCRIPTIONS).map(made).collect()
}

/// The day is over in every zone.
#[divan::bench]
fn a_day_for_10_000(bencher: divan::Bencher<'_, '_>) {
    let data = shipped();
    let subscriptions = subscriptions(&data);
    day::any_on(&data, date(2026, 6, 24), &day::Sieve::default());
    let now = at("2026-06-25T17:00:00Z");
    let all = || subscriptions.iter().map(|one| plan(one, &|_, _| false, &data, now)).collect::<Vec<Plan>>();
    assert!(all().iter().filter(|plan| !plan.due.is_empty()).count() > SUBSCRIPTIONS / 3);
    bencher.bench_local(all);
}

/// Nothing has come since the last look.
#[divan::bench]
fn an_idle_look_at_10_000(bencher: divan::Bencher<'_, '_>) {
    let data = shipped();
    let subscriptions = subscriptions(&data);
    let now = at("2026-06-23T18:00:01Z");
    bencher.bench_local(|| subscriptions.iter().map(|one| plan(one, &|_, _| false, &data, now)).collect::<Vec<Plan>>());
}

/// The next three posts of each, as status shows them.
#[divan::bench]
fn the_next_three_of_1_000(bencher: divan::Bencher<'_, '_>) {
    let data = shipped();
    let subscriptions = subscriptions(&data);
    let now = at("2026-06-24T18:00:00Z");
    let next = |one| upcoming(one, &|_, _| false, &data, now, 3).len();
    bencher.bench_local(|| subscriptions[..1_000].iter().map(next).sum::<usize>());
}

/// A post of the fullest day and one of the fullest week, for a hundred subscriptions each.
#[divan::bench]
fn two_hundred_posts(bencher: divan::Bencher<'_, '_>) {
    let data = shipped();
    let subscriptions = subscriptions(&data);
    let days = [(PostKind::Daily, date(2026, 10, 23)), (PostKind::Digest, date(2026, 10, 19))];
    let posts = days.map(|(kind, day)| Due {
        kind,
        dates: vec![day],
        due_at: at("2026-10-23T00:00:00Z"),
        late: Lateness::OnTime,
    });
    let rendered =
        |one| posts.iter().map(|due| post(&data, one, due, Some("12345678")).to_string().len()).sum::<usize>();
    bencher.bench_local(|| subscriptions.iter().step_by(3).take(100).map(rendered).sum::<usize>());
}

/// The days of the data, which are indexed once for each version of it.
#[divan::bench]
fn the_index(bencher: divan::Bencher<'_, '_>) {
    bencher.with_inputs(shipped).bench_local_refs(|data| data.days().ties_of_years().len());
}
