//! `twinned anniversaries`, as a script runs it.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use jiff::civil::{Date, date};
use serde_json::{Value, json};

use crate::fixture::{Tie, folder, place, tie, tie_id};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twinned"));
    command.arg("anniversaries").args(arguments).env_remove("TWINNED_CONFIG").current_dir(std::env::temp_dir());
    command.output().expect("the program runs")
}

#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(arguments: &[&str]) -> Vec<Value> {
    serde_json::from_str(&printed(arguments)).expect("JSON")
}

#[track_caller]
fn refused(arguments: &[&str], why: &str) {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains(why), "{arguments:?}: {said}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
}

/// What should be listed from a day on, worked out from the shipped table by itself.
fn expected(first: Date, days: usize, all: bool) -> Vec<Value> {
    let table = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/partnerships.json"));
    let ties: Vec<Value> = serde_json::from_str(&table.expect("the table")).expect("JSON");
    let mut found: BTreeSet<(String, String, String, i16, &str)> = BTreeSet::new();
    for tie in ties.iter().filter(|tie| tie["status"] == "active") {
        let Some(since) = tie["since"][0]["date"].as_str().filter(|date| !date.ends_with(['~', '?'])) else { continue };
        let parts: Vec<i16> = since.split('-').map(|part| part.parse().expect("a number")).collect();
        let mut day = first;
        for _ in 0..days {
            let years = day.year() - parts[0];
            let kept = |month: i16, of: i16| {
                let early = (month, of) == (2, 29) && !day.in_leap_year();
                i16::from(day.month()) == month && i16::from(day.day()) == if early { 28 } else { of }
            };
            let entry = match parts[..] {
                [_, month, of] if kept(month, of) => Some((day.to_string(), "day")),
                [_, month] if all && i16::from(day.month()) == month => {
                    Some((day.to_string()[..7].to_owned(), "month"))
                }
                [_] if all => Some((day.to_string()[..4].to_owned(), "year")),
                _ => None,
            };
            if let Some((date, precision)) = entry.filter(|_| years >= 1) {
                found.insert((date, tie["id"].as_str().expect("an id").to_owned(), since.to_owned(), years, precision));
            }
            day = day.tomorrow().unwrap_or(day);
        }
    }
    let object = |(date, id, since, years, precision): (String, String, String, i16, &str)| json!({"date": date, "partnership": id, "since": since, "years": years, "precision": precision});
    found.into_iter().map(object).collect()
}

#[test]
fn json_is_what_the_table_says() {
    assert_eq!(json(&["--json", "--from", "2024-01-01", "--days", "1827"]), expected(date(2024, 1, 1), 1827, false));
    let all = ["--json", "--from", "2026-12-20", "--days", "31", "--precision", "all"];
    assert_eq!(json(&all), expected(date(2026, 12, 20), 31, true));
    let text = printed(&["--json", "--on", "2026-06-24"]);
    let first = "{\n    \"date\": \"2026-06-24\",\n    \"partnership\": \"kobe-jp--tianjin-cn\",\n    \"since\": \"1973-06-24\",\n    \"years\": 53,\n    \"precision\": \"day\"\n  }";
    assert!(text.contains(first), "{text}");
}

#[test]
fn which_days() {
    // The shipped data is of 22 November 2026, so no earlier day can be today.
    let on = json(&["--json", "--on", "2027-06-24"]);
    assert_eq!(on, expected(date(2027, 6, 24), 1, false));
    assert_eq!(json(&["--json", "--date", "2027-06-24"]), on, "today where nothing is said");
    assert_eq!(json(&["--json", "--on", "24 June", "--date", "2027-01-01"]), on);
    assert_eq!(json(&["--json", "--days", "1", "--date", "2027-06-24"]), on);
    assert_eq!(json(&["--json", "--from", "06-24", "--date", "2027-01-01"]), expected(date(2027, 6, 24), 7, false));
    let end = json(&["--json", "--from", "9999-12-25", "--days", "9"]);
    assert_eq!(end, expected(date(9999, 12, 25), 7, false), "up to the end of the calendar");
    assert!(!end.is_empty());
}

#[test]
fn of_a_place_and_a_country() {
    let ids = |arguments: &[&str]| -> Vec<String> {
        json(arguments).iter().map(|one| one["partnership"].as_str().expect("an id").to_owned()).collect()
    };
    let year = ["--json", "--from", "2026-01-01", "--days", "365"];
    let kobe = ids(&[&year[..], &["--place", "Kobe"]].concat());
    assert!(kobe.len() > 2 && kobe.iter().all(|id| id.contains("kobe-jp")), "{kobe:?}");
    let with_china = ids(&[&year[..], &["--place", "神戸", "--country", "China"]].concat());
    assert!(with_china.contains(&"kobe-jp--tianjin-cn".to_owned()) && with_china.len() < kobe.len(), "{with_china:?}");
    let iceland = ids(&[&year[..], &["--country", "IS"]].concat());
    assert!(iceland.iter().all(|id| id.contains("-is")), "{iceland:?}");
}

#[test]
fn what_is_refused() {
    refused(&["--on", "yesterday"], "--on “yesterday” is not a day. Write 2026-06-24, 06-24 or 24 June.");
    refused(&["--on", "2026-02-29"], "February 2026 has 28 days");
    refused(&["--on", "06-24", "--days", "2"], "cannot be used with");
    refused(&["--days", "0"], "0 is not in 1..=3660");
    refused(&["--place", "Nagasaki"], "may be any of these: nagasaki-jp, nagasaki-prefecture-jp");
    refused(&["--country", "Germny"], "the nearest: Germany");
    refused(&["--json", "--ics"], "cannot be used with");
    refused(&["--ics", "--precision", "all"], "--ics has days alone");
}

#[test]
fn text_for_people() {
    let text = printed(&["--on", "2026-06-24", "--place", "Kobe"]);
    assert_eq!(
        text,
        "2026-06-24   53 years  Kobe – Tianjin, since 24 June 1973 (CLAIR (自治体国際化協会); City of Kobe and 9 more)\n"
    );
    let nothing = run(&["--on", "2026-06-24", "--country", "IS"]);
    assert!(nothing.status.success() && nothing.stdout.is_empty() && !nothing.stderr.is_empty());
}

#[test]
fn a_calendar_that_others_can_read() {
    let text = printed(&["--ics", "--from", "2026-01-01", "--days", "730"]);
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "CRLF alone");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "no line is longer than 75 octets");
    let unfolded = text.replace("\r\n ", "");
    let lines: Vec<&str> = unfolded.split("\r\n").collect();
    let uids: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("UID:")).collect();
    let ties: BTreeSet<String> = expected(date(2026, 1, 1), 730, false)
        .iter()
        .map(|one| one["partnership"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(uids.len(), ties.len(), "one event a tie");
    assert!(uids.iter().all(|uid| ties.contains(*uid)));
    for name in ["DTSTAMP:", "DTSTART;VALUE=DATE:", "RRULE:FREQ=YEARLY", "SUMMARY:", "END:VEVENT"] {
        assert_eq!(lines.iter().filter(|line| line.starts_with(name)).count(), ties.len(), "{name}");
    }
    assert!(unfolded.contains("UID:kobe-jp--tianjin-cn\r\nDTSTAMP:"));
    assert!(
        unfolded.contains(
            "DTSTART;VALUE=DATE:19730624\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Kobe – Tianjin\\, since 24 June 1973"
        )
    );
}

#[test]
fn the_twenty_ninth_of_february_in_each() {
    let ended = Tie { status: "ended", ..tie("1996-02-29") };
    let data = folder(&[tie("1996-02-29"), ended, tie("1996-02")], &[]);
    let folder = data.path().to_str().expect("a path");
    let of = |date: &str| json(&["--json", "--data", folder, "--on", date]);
    let entry = |date: &str, years: i16| json!({"date": date, "partnership": tie_id(0), "since": "1996-02-29", "years": years, "precision": "day"});
    assert_eq!(of("2028-02-29"), [entry("2028-02-29", 32)]);
    assert_eq!(of("2027-02-28"), [entry("2027-02-28", 31)]);
    assert_eq!(of("2028-02-28"), [Value::Null; 0]);
    let calendar = printed(&["--ics", "--data", folder, "--on", "2027-02-28"]);
    let rule = "DTSTART;VALUE=DATE:19960229\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\r\n";
    assert!(calendar.contains(rule), "{calendar}");
    assert!(calendar.contains(&format!("UID:{}--{}\r\n", place(0), place(1))), "{calendar}");
}
