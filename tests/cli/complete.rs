//! `twinned ask --complete`: what autocomplete offers.

use serde_json::Value;

use crate::program::ask;

#[test]
fn prints_a_value_a_line() {
    let check = |typed: &str, first: &str| {
        let ran = ask(&["--complete", typed]).exits(0);
        assert_eq!(ran.out.lines().next(), Some(first), "{typed}: {}", ran.out);
        assert!(ran.out.lines().count() <= 25, "{typed}");
    };
    check("/partners place:tian", "tianjin-cn");
    check("/partners place:san fr", "san-francisco-us");
    check("/partners place:\"san fr", "san-francisco-us");
    check("partners tian", "tianjin-cn");
    check("/partners place:神", "kobe-jp");
    check("/partners Tianjin country:jap", "JP");
    check("/partners Tianjin topic:cul", "culture");
    check("/partners Tianjin kind:sis", "sister");
    check("/partners Tianjin private:t", "true");
    check("/partnership between:Kobe and:tianj", "tianjin-cn");
    let nothing = ask(&["--complete", "/partners place:Qwxyz vwxqz"]).exits(0);
    assert_eq!(nothing.out, "");
    let everything = ask(&["--complete", "/partners place:"]).exits(0);
    assert_eq!(everything.out.lines().count(), 25);
}

#[test]
fn prints_the_body_that_goes_to_discord() {
    let ran = ask(&["--complete", "--json", "/partners place:tian"]).exits(0);
    let body: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(body["type"], 8);
    let choices = body["data"]["choices"].as_array().unwrap();
    assert_eq!(choices[0]["value"], "tianjin-cn");
    assert_eq!(choices[0]["name"], "🇨🇳 Tianjin, China (municipality)");
    assert_eq!(choices[0].as_object().unwrap().len(), 2);
    let none = ask(&["--complete", "--json", "/partners place:Qwxyz vwxqz"]).exits(0);
    assert_eq!(none.out.trim(), r#"{"data":{"choices":[]},"type":8}"#);
}

#[test]
fn what_cannot_be_completed_says_why() {
    ask(&["--complete", "/parners place:tian"]).exits(2).complains(&["did you mean /partners?"]);
    ask(&["--complete", "/partners plac:tian"]).exits(2).complains(&["did you mean place:?"]);
    ask(&["--complete", "--page", "2", "/partners place:tian"]).exits(2).complains(&["--page"]);
}
