//! `twinned ask`: the same answer as in Discord, as text and as the body that would go there.

use serde_json::{Value, json};
use tokio::time::Instant;
use twinned::sandbox::Request;

use crate::openapi;
use crate::program::{ask, copy_with, twinned};

/// The body that `--json` prints, after Discord's own description of it was asked.
fn body(arguments: &[&str]) -> Value {
    let ran = ask(&[&["--json"], arguments].concat()).exits(0);
    assert_eq!(ran.out.lines().count(), 1, "one line of JSON: {}", ran.out);
    let body: Value = serde_json::from_str(&ran.out).unwrap();
    openapi::check_all(&[Request {
        method: "POST".to_owned(),
        path: "/interactions/1/token/callback".to_owned(),
        query: String::new(),
        body: body.clone(),
        files: 0,
        at: Instant::now(),
        status: None,
    }]);
    body
}

#[test]
fn answers_as_text() {
    let check = |arguments: &[&str], expected: &[&str]| {
        let ran = ask(arguments).exits(0).says(expected);
        assert_eq!(ran.err, "", "{arguments:?}");
        assert!(!ran.out.contains('\x1b'), "{arguments:?}: colours in a pipe");
    };
    let kobe = ["Partners of Kobe, Hyogo Prefecture, Japan\n", "Tianjin, since 24 June 1973 [", "\nData "];
    check(&["/partners Kobe"], &kobe);
    check(&["partners Kobe"], &kobe);
    check(&["/partners", "Kobe"], &kobe);
    check(&["/partners place:Kobe"], &kobe);
    check(&["/partners 神户"], &kobe);
    check(&["/PARTNERS 神戸市"], &kobe);
    check(&["  /partners   Kobe  "], &kobe);
    check(&["/partners Kobe private:true"], &kobe);
    // Links stand as text.
    check(&["/partners Kobe"], &["\n    https://www.city.kobe.lg.jp/"]);
    check(&["/since 1973"], &["Since 1973", "1973"]);
    check(&["/partnership between:\"St. Louis\" and:Nanjing"], &["St. Louis", "Nanjing", "1979"]);
    // The shell has taken the quotation marks off.
    check(&["/partnership", "St. Louis", "Nanjing"], &["St. Louis", "Nanjing", "1979"]);
    check(&["/partnership", "and:Nanjing", "between:St. Louis"], &["St. Louis", "Nanjing", "1979"]);
    check(&["/partners kind:\"Friendly Exchange\" Kobe"], &["Philadelphia", "Daegu"]);
    check(&["/help"], &["/partners", "/since", "/partnership"]);
}

#[test]
fn what_cannot_be_answered_at_once_is_answered_nevertheless() {
    let check = |command: &str, expected: &[&str]| _ = ask(&[command]).exits(0).says(expected);
    check("/partners Nagasaki", &["/partners place:nagasaki-jp", "/partners place:nagasaki-prefecture-jp"]);
    check("/partners Qwxyz", &["Qwxyz"]);
    check("/partners Nagasaki country:JP", &["nagasaki-jp"]);
    check("/since 2100", &["2100"]);
}

#[test]
fn what_is_misspelt_says_what_there_is() {
    let check = |command: &str, expected: &[&str]| _ = ask(&[command]).exits(2).complains(expected);
    check("/parners Kobe", &["there is no command /parners: did you mean /partners? There are /partners, /since,"]);
    check("/xyzzyxyzzy", &["there is no command /xyzzyxyzzy. There are /partners,"]);
    check("", &["no command was given. There are /partners,"]);
    check("/partners Kobe knd:port", &["no option knd: did you mean kind:? Its options are place:, country:, kind:,"]);
    check("/partners", &["/partners needs place:", "Its options are place:,"]);
    check("/partners \"Kobe", &["has no partner"]);
    check("/partners Kobe private:perhaps", &["neither true nor false"]);
    check("/since 1973 1980 Kobe JP sister true more", &["has no place for \"more\"", "Its options are year:"]);
    check("/partners Tianjin foo:bar", &["/partners has no option foo. Its options are place:, country:,"]);
    check("/partners New York", &["a value with spaces stands in quotes: /partners \"New York\"\n"]);
    check("/partners Los Angeles", &["/partners \"Los Angeles\"\n"]);
    check("/partners Hong Kong", &["/partners \"Hong Kong\"\n"]);
    check("/partners Port of Tianjin", &["/partners \"Port of Tianjin\"\n"]);
    check("/partnership New York Beijing", &["/partnership \"New York\" Beijing\n"]);
    check("/place Rothenburg ob der", &["/place \"Rothenburg ob der\"\n"]);
    // A country that is misspelt is no part of a name.
    ask(&["/partners Kobe Germny"]).exits(0).says(&["Germany"]);
    // The answer itself says what a choice may be, as it would in Discord.
    let ran = ask(&["/partners Kobe kind:sistr"]).exits(2);
    ran.says(&["\"sistr\"", "sister, friendly-exchange, port, institution, cooperation and alliance"]);
}

#[test]
fn prints_the_body_that_goes_to_discord() {
    let answered = body(&["/partners Kobe"]);
    assert_eq!(answered["type"], 4);
    assert_eq!(answered["data"]["allowed_mentions"]["parse"], json!([]));
    assert_eq!(answered["data"]["embeds"][0]["title"], "Partners of Kobe, Hyogo Prefecture, Japan");
    assert_ne!(answered["data"]["flags"], 64, "{answered}");
    assert_eq!(body(&["/partners Kobe private:true"])["data"]["flags"], 64);
    assert_eq!(body(&["/partners Nagasaki"])["data"]["flags"], 64, "a choice is for the asker alone");
    assert_eq!(body(&["/since 1973"])["type"], 4);
    let hostile = body(&["/partners \"@everyone [x](https://example.org) `\""]).to_string();
    assert!(!hostile.contains("[x](https://example.org)"), "{hostile}");
    let ran = ask(&["--json", "/partners Kobe kind:sistr"]).exits(2);
    assert_eq!(serde_json::from_str::<Value>(&ran.out).unwrap()["data"]["flags"], 64, "errors are private");
}

#[test]
fn turns_pages() {
    let first = ask(&["/partners Shanghai"]).exits(0).says(&["page 1 of", "(--page 2 shows the next)"]);
    let second = ask(&["--page", "2", "/partners Shanghai"]).exits(0).says(&["page 2 of"]);
    assert_ne!(first.out, second.out);
    // There are not so many: the last one.
    let last = ask(&["--page", "4000000000", "/partners Shanghai"]).exits(0);
    assert!(!last.out.contains("shows the next"), "{}", last.out);
    last.complains(&["there is no page 4000000000; this is the last, "]);
    ask(&["--page", "999", "--json", "/partners Kobe"]).exits(0).complains(&["there is no page 999"]);
    ask(&["--page", "0", "/partners Shanghai"]).exits(2).complains(&["--page"]);
    ask(&["--page", "two", "/partners Shanghai"]).exits(2).complains(&["--page"]);
}

#[test]
fn a_day_can_be_set() {
    let on = |day: &str| twinned(&["ask", "--date", day, "/today"]).run();
    let first = on("2027-06-24").exits(0).says(&["24 June", "Kobe"]);
    assert_eq!(first.out, on("2027-06-24").out, "the same day, the same output");
    assert_ne!(first.out, on("2027-06-25").exits(0).out);
    let check = |day: &str, remedy: &str| _ = on(day).exits(2).complains(&["--date", &format!("'{day}'"), remedy]);
    for no_day in ["tomorrow", "2026", "2026-06", "2026-06-24~", "24 June"] {
        check(no_day, "write a day as year, month and day: 2026-11-22");
    }
    check("2026-02-30", "there is no such day: February 2026 has 28 days");
    check("9999-12-31", "the last year that can be set is 9998");
    check("0000-01-01", "years begin with 0001");
    on("9998-12-31").exits(0);
    on("0001-01-01").exits(0);
    // Whoever sets the clock back makes nothing wrong with the data, be it built in or not.
    let folder = crate::program::shipped();
    let back = twinned(&["ask", "--data", folder.to_str().unwrap(), "--date", "1973-06-24", "/today"]).run();
    back.exits(0).says(&["loaded on 24 June 1973"]);
    assert_eq!(on("1973-06-24").exits(0).err, "");
}

#[test]
fn loads_another_folder() {
    let folder =
        copy_with("places.json", |text| text.replacen("\"name\": \"Kobe\"", "\"name\": \"Kobe by the Sea\"", 1));
    let path = folder.path().to_str().unwrap();
    ask(&["--data", path, "/partners Kobe by the Sea"]).exits(2).complains(&["/partners \"Kobe by the Sea\""]);
    ask(&["--data", path, "/partners \"Kobe by the Sea\""]).exits(0).says(&["Partners of Kobe by the Sea"]);
    // `dir` of the configuration, from where that lies; the argument goes before it.
    let settings = format!("[data]\ndir = {path:?}\n");
    let asked = || twinned(&["ask", "/partners 神戸市"]).file("config.toml", &settings);
    asked().run().exits(0).says(&["Partners of Kobe by the Sea"]);
    ask(&["--data", "/nowhere/at/all", "/partners Kobe"]).exits(1).complains(&[
        "/nowhere/at/all/places.json: error: cannot be read",
        "4 errors",
        "is not served",
    ]);
    let broken = copy_with("facts.json", |text| text.replacen("\"about\"", "\"abuot\"", 1));
    ask(&["--data", broken.path().to_str().unwrap(), "/partners Kobe"]).exits(1).complains(&[
        "unknown field \"abuot\": did you mean \"about\"?",
        "2 errors",
        "twinned check",
    ]);
}

#[test]
fn the_clock_takes_the_configured_zone() {
    let in_zone = |zone: &str| {
        let settings = format!("[answers]\ntimezone = \"{zone}\"\n");
        // Noon in UTC is the next day in Kiritimati.
        twinned(&["ask", "--date", "2027-06-23", "/today"]).file("config.toml", &settings).run().exits(0).out
    };
    assert!(in_zone("UTC").contains("23 June"));
    assert!(in_zone("Pacific/Kiritimati").contains("24 June"));
}
