//! What becomes of posts whose hour passed while the bot was away, and of clocks that are set.

use twinned::dataset::Dataset;

use crate::fixture::{with_days, with_every_day};
use crate::guild::{Guild, guild};

fn week() -> Dataset {
    with_days(&["06-21", "06-22", "06-23", "06-24", "06-25", "06-26", "06-27", "06-28"])
}

/// Away from 20 June on, in a week whose days all have something.
fn away(days: u8) -> Guild {
    guild(week())
        .zone("Europe/Berlin")
        .at("09:00")
        .catch_up(days)
        .made("2026-06-20 12:00")
        .down_from("2026-06-20 18:00")
}

#[test]
fn a_first_start_posts_nothing_old() {
    guild(with_every_day())
        .zone("Europe/Berlin")
        .made("2026-06-20 09:01")
        .up_until("2026-06-21 08:59")
        .expect_posts([])
        .up_until("2026-06-21 09:00")
        .expect_posts(["2026-06-21 09:00: 2026-06-21"]);
}

#[test]
fn the_first_hour_after_the_making_is_the_first() {
    guild(week())
        .zone("Europe/Berlin")
        .made("2026-06-21 08:59")
        .up_until("2026-06-21 10:00")
        .expect_posts(["2026-06-21 09:00: 2026-06-21"]);
}

#[test]
fn a_few_minutes_are_not_late() {
    away(3).back_at("2026-06-21 09:15").expect_posts(["2026-06-21 09:15: 2026-06-21"]);
    // Not even across midnight.
    guild(week())
        .zone("Europe/Berlin")
        .at("23:55")
        .catch_up(0)
        .made("2026-06-20 23:56")
        .back_at("2026-06-22 00:05")
        .expect_posts(["2026-06-22 00:05: 2026-06-21"]);
}

#[test]
fn the_same_day_is_late() {
    away(0).back_at("2026-06-21 09:16").expect_posts(["2026-06-21 09:16: 2026-06-21, late"]);
    away(3).back_at("2026-06-21 23:59").expect_posts(["2026-06-21 23:59: 2026-06-21, late"]);
}

#[test]
fn older_days_come_together_and_today_by_itself() {
    away(3)
        .back_at("2026-06-23 08:00")
        .up_until("2026-06-23 10:00")
        .expect_posts(["2026-06-23 08:00: 2026-06-21 + 2026-06-22, made up for", "2026-06-23 09:00: 2026-06-23"]);
    away(3)
        .back_at("2026-06-23 12:00")
        .expect_posts(["2026-06-23 12:00: 2026-06-21 + 2026-06-22, made up for", "2026-06-23 12:00: 2026-06-23, late"]);
}

#[test]
fn what_is_beyond_the_bound_is_skipped_and_said() {
    away(3).back_at("2026-06-26 08:00").expect_posts([
        "skipped daily 2026-06-21",
        "skipped daily 2026-06-22",
        "2026-06-26 08:00: 2026-06-23 + 2026-06-24 + 2026-06-25, made up for",
    ]);
    away(0).back_at("2026-06-23 12:00").expect_posts([
        "skipped daily 2026-06-21",
        "skipped daily 2026-06-22",
        "2026-06-23 12:00: 2026-06-23, late",
    ]);
    away(7).back_at("2026-06-28 08:00").expect_posts([
        "2026-06-28 08:00: 2026-06-21 + 2026-06-22 + 2026-06-23 + 2026-06-24 + 2026-06-25 + 2026-06-26 + 2026-06-27, made up for",
    ]);
}

#[test]
fn days_without_anything_are_neither_posted_nor_skipped() {
    guild(with_days(&["06-24"]))
        .zone("Europe/Berlin")
        .made("2026-05-01 12:00")
        .back_at("2026-06-25 12:00")
        .expect_posts(["2026-06-25 12:00: 2026-06-24, made up for"]);
}

#[test]
fn a_clock_that_is_set_back_posts_nothing_twice() {
    away(3).up_until("2026-06-23 10:00").clock_set_to("2026-06-21 08:00").up_until("2026-06-24 10:00").expect_posts([
        "2026-06-21 09:00: 2026-06-21",
        "2026-06-22 09:00: 2026-06-22",
        "2026-06-23 09:00: 2026-06-23",
        "2026-06-24 09:00: 2026-06-24",
    ]);
}

#[test]
fn a_clock_that_ran_years_ahead_passes_over_nothing_once_it_is_right() {
    guild(with_days(&["06-24"]))
        .zone("Europe/Berlin")
        .made("2026-06-20 12:00")
        .clock_set_to("2031-01-01 00:00")
        .clock_set_to("2026-06-21 12:00")
        .up_until("2026-06-24 10:00")
        .expect_posts([
            "skipped daily 2026-06-24",
            "skipped daily 2027-06-24",
            "skipped daily 2028-06-24",
            "skipped daily 2029-06-24",
            "skipped daily 2030-06-24",
            "2026-06-24 09:00: 2026-06-24",
        ]);
}

#[test]
fn a_clock_that_forgot_the_time_does_nothing() {
    away(3)
        .up_until("2026-06-22 10:00")
        .clock_set_to("1970-01-01 00:00")
        .clock_set_to("2026-06-23 08:00")
        .up_until("2026-06-23 10:00")
        .expect_posts(["2026-06-21 09:00: 2026-06-21", "2026-06-22 09:00: 2026-06-22", "2026-06-23 09:00: 2026-06-23"]);
}

#[test]
fn a_digest_comes_on_monday() {
    // 22 June 2026 is a Monday.
    guild(week())
        .zone("Europe/Berlin")
        .digest(true)
        .made("2026-06-20 12:00")
        .up_until("2026-07-07 12:00")
        .expect_posts(["2026-06-22 09:00: digest of 2026-06-22"]);
    // Made on the Monday itself, after its hour: from the next week on.
    guild(with_every_day())
        .zone("Europe/Berlin")
        .digest(true)
        .made("2026-06-22 09:30")
        .up_until("2026-07-07 12:00")
        .expect_posts(["2026-06-29 09:00: digest of 2026-06-29", "2026-07-06 09:00: digest of 2026-07-06"]);
}

#[test]
fn a_digest_is_made_up_for_like_any_post() {
    let story = || guild(week()).zone("Europe/Berlin").digest(true).made("2026-06-20 12:00");
    story().back_at("2026-06-22 18:00").expect_posts(["2026-06-22 18:00: digest of 2026-06-22, late"]);
    story().back_at("2026-06-25 18:00").expect_posts(["2026-06-25 18:00: digest of 2026-06-22, made up for"]);
    story().back_at("2026-06-26 18:00").expect_posts(["skipped digest 2026-06-22"]);
}
