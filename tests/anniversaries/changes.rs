//! Settings that change while a day is on its way: each calendar day is posted once.

use twinned::anniversaries::subscription::parse_hour;
use twinned::dataset::TieKind;

use crate::fixture::{with_days, with_every_day};
use crate::guild::guild;

#[test]
fn an_hour_moved_back_behind_now() {
    guild(with_days(&["06-24"]))
        .zone("Asia/Tokyo")
        .at("18:00")
        .made("2026-06-20 12:00")
        .up_until("2026-06-24 12:00")
        .at("09:00")
        .up_until("2026-06-25 12:00")
        .expect_posts(["2026-06-24 12:00: 2026-06-24, late"]);
}

#[test]
fn an_hour_moved_on_after_the_post() {
    guild(with_days(&["06-24"]))
        .zone("Asia/Tokyo")
        .at("09:00")
        .made("2026-06-20 12:00")
        .up_until("2026-06-24 12:00")
        .at("18:00")
        .up_until("2026-06-25 12:00")
        .expect_posts(["2026-06-24 09:00: 2026-06-24"]);
}

#[test]
fn an_hour_moved_on_the_day_of_the_making() {
    // It was made after nine, so its first hour was to be tomorrow's; now it is today's.
    guild(with_days(&["06-24"]))
        .zone("Asia/Tokyo")
        .at("09:00")
        .made("2026-06-24 12:00")
        .at("18:00")
        .up_until("2026-06-25 12:00")
        .expect_posts(["2026-06-24 18:00: 2026-06-24"]);
    // Today was promised at six, so it does not go without.
    guild(with_days(&["06-24"]))
        .zone("Asia/Tokyo")
        .at("18:00")
        .made("2026-06-24 12:00")
        .at("09:00")
        .up_until("2026-06-25 12:00")
        .expect_posts(["2026-06-24 12:00: 2026-06-24, late"]);
}

#[test]
fn a_zone_moved_west_sees_no_day_twice() {
    guild(with_days(&["06-23", "06-24", "06-25"]))
        .zone("Asia/Tokyo")
        .at("09:00")
        .made("2026-06-22 12:00")
        .up_until("2026-06-24 10:00")
        .zone("America/Los_Angeles")
        .up_until("2026-06-25 12:00")
        .expect_posts(["2026-06-23 09:00: 2026-06-23", "2026-06-24 09:00: 2026-06-24", "2026-06-25 09:00: 2026-06-25"]);
}

#[test]
fn a_zone_moved_east_leaves_no_day_out() {
    // 16:00 of the 23rd in Los Angeles is 08:00 of the 24th in Tokyo: the 23rd at six in the evening has passed over.
    guild(with_days(&["06-22", "06-23", "06-24"]))
        .zone("America/Los_Angeles")
        .at("18:00")
        .made("2026-06-21 20:00")
        .up_until("2026-06-23 16:00")
        .zone("Asia/Tokyo")
        .up_until("2026-06-24 19:00")
        .expect_posts([
            "2026-06-22 18:00: 2026-06-22",
            "2026-06-24 08:00: 2026-06-23, made up for",
            "2026-06-24 18:00: 2026-06-24",
        ]);
}

#[test]
fn across_the_date_line_and_back() {
    // After the 21st in Kiritimati comes noon of the 20th in Pago Pago: a day of which nothing was posted yet.
    guild(with_every_day())
        .zone("Pacific/Kiritimati")
        .at("12:00")
        .made("2026-06-20 13:00")
        .up_until("2026-06-21 12:30")
        .zone("Pacific/Pago_Pago")
        .up_until("2026-06-22 12:30")
        .zone("Pacific/Kiritimati")
        .up_until("2026-06-24 12:30")
        .expect_posts([
            "2026-06-21 12:00: 2026-06-21",
            "2026-06-20 12:00: 2026-06-20",
            "2026-06-22 12:00: 2026-06-22",
            "2026-06-23 13:30: 2026-06-23, late",
            "2026-06-24 12:00: 2026-06-24",
        ]);
}

#[test]
fn other_wishes_do_not_look_back() {
    guild(with_every_day())
        .zone("Asia/Tokyo")
        .with(|settings| settings.filter.kind = Some(TieKind::Port))
        .made("2026-06-20 12:00")
        .up_until("2026-06-24 12:00")
        .with(|settings| settings.filter.kind = None)
        .up_until("2026-06-25 12:00")
        .expect_posts(["2026-06-25 09:00: 2026-06-25"]);
}

#[test]
fn a_digest_that_begins_leaves_no_day_out() {
    // From Wednesday on: the rest of the week is still posted day by day.
    guild(with_every_day())
        .zone("Europe/Berlin")
        .made("2026-06-23 12:00")
        .up_until("2026-06-24 10:00")
        .digest(true)
        .up_until("2026-07-01 10:00")
        .expect_posts([
            "2026-06-24 09:00: 2026-06-24",
            "2026-06-25 09:00: 2026-06-25",
            "2026-06-26 09:00: 2026-06-26",
            "2026-06-27 09:00: 2026-06-27",
            "2026-06-28 09:00: 2026-06-28",
            "2026-06-29 09:00: digest of 2026-06-29",
        ]);
}

#[test]
fn a_digest_that_begins_on_a_monday_told_of_tells_no_day_twice() {
    let monday = |zone: &str, hour: &str| {
        guild(with_every_day())
            .zone("Europe/Berlin")
            .at("06:00")
            .made("2026-06-21 12:00")
            .up_until("2026-06-22 07:00")
            .with(|settings| {
                settings.zone = zone.parse().expect("a zone");
                settings.hour = parse_hour(hour).expect("an hour");
                settings.weekly_digest = true;
            })
            .up_until("2026-06-29 12:00")
    };
    // At a later hour, and in a zone further west, where Monday's hour comes again.
    for (zone, hour) in [("Europe/Berlin", "08:00"), ("America/New_York", "06:00")] {
        let week = (23..=28).map(|day| format!("2026-06-{day} {hour}: 2026-06-{day}"));
        let first = "2026-06-22 06:00: 2026-06-22".to_owned();
        let last = format!("2026-06-29 {hour}: digest of 2026-06-29");
        let told: Vec<String> = [first].into_iter().chain(week).chain([last]).collect();
        monday(zone, hour).expect_posts::<8>(std::array::from_fn(|at| told[at].as_str()));
    }
}

#[test]
fn a_digest_that_ends_tells_no_day_twice() {
    guild(with_every_day())
        .zone("Europe/Berlin")
        .digest(true)
        .made("2026-06-20 12:00")
        .up_until("2026-06-24 10:00")
        .digest(false)
        .up_until("2026-06-30 10:00")
        .expect_posts([
            "2026-06-22 09:00: digest of 2026-06-22",
            "2026-06-29 09:00: 2026-06-29",
            "2026-06-30 09:00: 2026-06-30",
        ]);
}

#[test]
fn a_digest_that_was_skipped_does_not_silence_the_rest_of_its_week() {
    // Away from Monday to Friday.
    guild(with_every_day())
        .zone("Europe/Berlin")
        .digest(true)
        .made("2026-06-21 12:00")
        .back_at("2026-06-26 12:00")
        .digest(false)
        .up_until("2026-06-29 12:00")
        .expect_posts([
            "skipped digest 2026-06-22",
            "2026-06-27 09:00: 2026-06-27",
            "2026-06-28 09:00: 2026-06-28",
            "2026-06-29 09:00: 2026-06-29",
        ]);
}

#[test]
fn a_digest_that_begins_after_the_hour_was_moved_on_tells_no_day_twice() {
    guild(with_every_day())
        .zone("Europe/Berlin")
        .at("06:00")
        .made("2026-06-21 12:00")
        .up_until("2026-06-22 07:00")
        .at("08:00")
        .digest(true)
        .up_until("2026-06-24 12:00")
        .expect_posts(["2026-06-22 06:00: 2026-06-22", "2026-06-23 08:00: 2026-06-23", "2026-06-24 08:00: 2026-06-24"]);
}
