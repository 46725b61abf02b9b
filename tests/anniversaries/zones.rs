//! What time zones do to a day, and what comes of it.

use jiff::{Timestamp, ToSpan};
use twinned::anniversaries::subscription::parse_hour;
use twinned::anniversaries::{Settings, ZoneName, schedule};

use crate::fixture::{with_days, with_every_day};
use crate::guild::guild;

#[test]
fn an_ordinary_day_far_from_greenwich() {
    guild(with_days(&["06-24"]))
        .zone("Asia/Tokyo")
        .at("09:00")
        .made("2026-06-20 12:00")
        .up_until("2026-06-30 12:00")
        .expect_posts(["2026-06-24 09:00: 2026-06-24"]);
}

#[test]
fn a_zone_off_by_three_quarters_of_an_hour() {
    let story = guild(with_days(&["06-24"])).zone("Asia/Kathmandu").at("00:10").made("2026-06-20 12:00");
    let story = story.up_until("2026-06-24 00:10").expect_posts(["2026-06-24 00:10: 2026-06-24"]);
    assert_eq!(story.now().to_string(), "2026-06-23T18:25:00Z");
}

#[test]
fn midnight_that_does_not_exist() {
    // On 4 November 2018 the clocks of São Paulo went from 00:00 to 01:00.
    guild(with_days(&["11-03", "11-04", "11-05"]))
        .zone("America/Sao_Paulo")
        .at("00:00")
        .made("2018-11-02 12:00")
        .up_until("2018-11-05 12:00")
        .expect_posts(["2018-11-03 00:00: 2018-11-03", "2018-11-04 01:00: 2018-11-04", "2018-11-05 00:00: 2018-11-05"]);
    // And on 18 February 2018 from 00:00 back to 23:00 of the 17th.
    guild(with_days(&["02-17", "02-18"]))
        .zone("America/Sao_Paulo")
        .at("23:30")
        .made("2018-02-16 23:45")
        .up_until("2018-02-19 12:00")
        .expect_posts(["2018-02-17 23:30: 2018-02-17", "2018-02-18 23:30: 2018-02-18"]);
}

#[test]
fn an_hour_in_the_gap_is_posted_at_the_first_instant_after_it() {
    // Beirut: at 00:00 of the last Sunday of March; it lasted an hour.
    let story = guild(with_days(&["03-27"])).zone("Asia/Beirut").at("00:30").made("2022-03-20 12:00");
    let story = story.up_until("2022-03-27 01:00").expect_posts(["2022-03-27 01:00: 2022-03-27"]);
    assert_eq!(story.now().to_string(), "2022-03-26T22:00:00Z");
    // Berlin: from 02:00 to 03:00.
    guild(with_days(&["03-29"]))
        .zone("Europe/Berlin")
        .at("02:59")
        .made("2026-03-20 12:00")
        .up_until("2026-03-30 12:00")
        .expect_posts(["2026-03-29 03:00: 2026-03-29"]);
    // Lord Howe: by half an hour, from 02:00 to 02:30 on 4 October 2026.
    guild(with_days(&["10-04"]))
        .zone("Australia/Lord_Howe")
        .at("02:15")
        .made("2026-10-01 12:00")
        .up_until("2026-10-05 12:00")
        .expect_posts(["2026-10-04 02:30: 2026-10-04"]);
}

#[test]
fn an_hour_that_comes_twice_is_posted_at_the_earlier() {
    // Lord Howe: on 5 April 2026 from 02:00 back to 01:30.
    let story = guild(with_days(&["04-05"])).zone("Australia/Lord_Howe").at("01:45").made("2026-04-01 12:00");
    let story = story.up_until("2026-04-05 01:45").expect_posts(["2026-04-05 01:45: 2026-04-05"]);
    assert_eq!(story.now().to_string(), "2026-04-04T14:45:00Z");
    story.up_until("2026-04-05 01:45 later").expect_posts(["2026-04-05 01:45: 2026-04-05"]);
}

#[test]
fn midnight_that_comes_twice() {
    // In St. John's the clocks went from 00:01 of 7 November 2010 back to 23:01 of the 6th: after the post of the 7th it was
    // the 6th again.
    guild(with_days(&["11-06", "11-07", "11-08"]))
        .zone("America/St_Johns")
        .at("00:00")
        .made("2010-11-05 12:00")
        .up_until("2010-11-06 23:30 later")
        .up_until("2010-11-08 12:00")
        .expect_posts(["2010-11-06 00:00: 2010-11-06", "2010-11-07 00:00: 2010-11-07", "2010-11-08 00:00: 2010-11-08"]);
}

#[test]
fn a_date_that_a_zone_leaves_out_is_posted_with_the_next() {
    // Samoa had no 30 December 2011.
    guild(with_days(&["12-29", "12-30", "12-31"]))
        .zone("Pacific/Apia")
        .at("09:00")
        .made("2011-12-28 12:00")
        .up_until("2012-01-01 12:00")
        .expect_posts(["2011-12-29 09:00: 2011-12-29", "2011-12-31 09:00: 2011-12-30 + 2011-12-31"]);
    // Also where the next date has nothing of its own.
    guild(with_days(&["12-30"]))
        .zone("Pacific/Apia")
        .at("23:59")
        .made("2011-12-28 12:00")
        .up_until("2012-01-01 12:00")
        .expect_posts(["2011-12-31 23:59: 2011-12-30"]);
    guild(with_days(&["12-29", "12-30", "12-31"]))
        .zone("Pacific/Apia")
        .at("00:00")
        .made("2011-12-28 12:00")
        .up_until("2012-01-01 12:00")
        .expect_posts(["2011-12-29 00:00: 2011-12-29", "2011-12-31 00:00: 2011-12-30 + 2011-12-31"]);
    // Kiritimati left out the last day of 1994.
    guild(with_days(&["12-31", "01-01"]))
        .zone("Pacific/Kiritimati")
        .at("09:00")
        .made("1994-12-28 12:00")
        .up_until("1995-01-02 12:00")
        .expect_posts(["1995-01-01 09:00: 1994-12-31 + 1995-01-01"]);
}

#[test]
fn an_evening_that_falls_into_the_next_day() {
    // In Nuuk the clocks go from 23:00 to 00:00 of the next day, on 28 March 2026.
    guild(with_days(&["03-28", "03-29"]))
        .zone("America/Nuuk")
        .at("23:15")
        .made("2026-03-20 12:00")
        .up_until("2026-03-30 12:00")
        .expect_posts(["2026-03-29 00:00: 2026-03-28", "2026-03-29 23:15: 2026-03-29"]);
}

#[test]
fn the_turn_of_the_year() {
    guild(with_days(&["12-31", "01-01"]))
        .zone("Pacific/Auckland")
        .at("00:00")
        .made("2026-12-30 12:00")
        .up_until("2027-01-02 12:00")
        .expect_posts(["2026-12-31 00:00: 2026-12-31", "2027-01-01 00:00: 2027-01-01"]);
}

#[test]
fn the_twenty_ninth_of_february_from_2024_to_2028() {
    guild(with_days(&["02-29"])).zone("Asia/Tokyo").made("2024-02-01 12:00").up_until("2028-03-02 12:00").expect_posts(
        [
            "2024-02-29 09:00: 2024-02-29",
            "2025-02-28 09:00: 2025-02-28",
            "2026-02-28 09:00: 2026-02-28",
            "2027-02-28 09:00: 2027-02-28",
            "2028-02-29 09:00: 2028-02-29",
        ],
    );
}

#[test]
fn every_day_of_a_year_in_the_zones_that_do_odd_things() {
    for (zone, year) in [("America/Sao_Paulo", 2018), ("Pacific/Apia", 2011), ("Africa/Casablanca", 2026)] {
        for hour in ["00:00", "02:30", "23:59"] {
            let story = guild(with_every_day())
                .zone(zone)
                .at(hour)
                .made(&format!("{}-12-31 23:59", year - 1))
                .up_until(&format!("{}-01-01 12:00", year + 1));
            let of_year = story.dealt_with().into_iter().filter(|(_, date)| date.year() == year).count();
            assert_eq!(of_year, 365, "{zone} {hour}");
        }
    }
}

#[test]
fn around_every_change_of_every_zone() {
    // Whatever the clocks do, of two dates that follow each other the earlier comes first or both come at once, and what comes
    // next is ahead.
    let since = "1970-01-01T00:00:00Z".parse::<Timestamp>().expect("a moment");
    let until = "2040-01-01T00:00:00Z".parse::<Timestamp>().expect("a moment");
    let hours = ["00:00", "00:30", "02:15", "23:30"].map(|hour| parse_hour(hour).expect("an hour"));
    let mut looked = 0;
    for name in jiff::tz::db().available() {
        let Ok(zone) = name.as_str().parse::<ZoneName>() else { continue };
        for change in zone.zone().following(since).take_while(|change| change.timestamp() < until) {
            for hour in hours {
                let settings = Settings { hour, ..Settings::daily(zone.clone()) };
                for minutes in [-1, 0, 31, 61, 25 * 60] {
                    let now = change.timestamp().checked_add(minutes.minutes()).expect("a moment");
                    let last = schedule::last_come(&settings, now);
                    let [due, next] = [last, schedule::after(last)].map(|date| schedule::due_at(&settings, date));
                    assert!(due <= now && now < next, "{zone} {hour} at {now}: {last} at {due}, then {next}");
                    looked += 1;
                }
            }
        }
    }
    assert!(looked > 100_000, "{looked}");
}
