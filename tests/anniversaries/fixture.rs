//! Small datasets, read as any other is.

use std::fmt::Write;

use jiff::civil::date;
use serde_json::{Value, json};
use tempfile::TempDir;
use twinned::dataset::Dataset;
use twinned::dataset::read::{Origin, read};

/// A tie between two of the fixture's places: its since (EDTF claims), status and kind.
#[derive(Clone)]
pub struct Tie {
    pub since: Vec<String>,
    pub status: &'static str,
    pub kind: &'static str,
}

/// A tie that began then.
pub fn tie(since: &str) -> Tie {
    Tie { since: vec![since.to_owned()], status: "active", kind: "sister" }
}

/// How many places there are; every pair of them may have a tie.
const PLACES: usize = 60;

/// The id of the n-th place.
pub fn place(n: usize) -> String {
    format!("p{n:02}-{}", if n.is_multiple_of(2) { "jp" } else { "de" })
}

/// The n-th pair of places, in alphabetical order.
pub fn pair(n: usize) -> (usize, usize) {
    let mut left = n;
    for one in 0..PLACES {
        let others = PLACES - one - 1;
        if left < others {
            return (one, one + 1 + left);
        }
        left -= others;
    }
    panic!("there are fewer than {n} pairs");
}

/// The id of the n-th tie.
pub fn tie_id(n: usize) -> String {
    let (one, other) = pair(n);
    format!("{}--{}", place(one), place(other))
}

fn source(n: usize) -> Value {
    json!({"id": format!("source-{n}"), "title": format!("Partners, list {n}"), "publisher": format!("City Hall {n}"),
        "url": format!("https://example.org/{n}"), "date": "2020-01-02", "accessed": "2026-01-01", "tier": "official"})
}

/// A dataset of these ties, the n-th between the n-th pair of places, and of facts, each with its date and what it is about.
pub fn dataset(ties: &[Tie], facts: &[(&str, String)]) -> Dataset {
    let folder = folder(ties, facts);
    let reading = read(&Origin::Folder(folder.path().to_owned()), date(2026, 11, 22));
    reading.dataset.unwrap_or_else(|| panic!("{}", reading.report))
}

/// The folder of such a dataset.
pub fn folder(ties: &[Tie], facts: &[(&str, String)]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let write = |name: &str, records: Vec<Value>| {
        let mut text = String::from("[\n");
        for (n, record) in records.iter().enumerate() {
            let comma = if n + 1 < records.len() { "," } else { "" };
            writeln!(text, "{record}{comma}").expect("text");
        }
        std::fs::write(folder.path().join(name), text + "]\n").expect("a file");
    };
    let places = (0..PLACES).map(|n| {
        let country = if n.is_multiple_of(2) { "JP" } else { "DE" };
        json!({"id": place(n), "name": format!("Place {n}"), "kind": "city", "country": country})
    });
    write("places.json", places.collect());
    write("sources.json", (0..3).map(source).collect());
    let ties = ties.iter().enumerate().map(|(n, tie)| {
        let (one, other) = pair(n);
        let claims = tie.since.iter().enumerate();
        let since: Vec<Value> =
            claims.map(|(n, date)| json!({"date": date, "sources": [format!("source-{n}")]})).collect();
        json!({"id": tie_id(n), "kind": tie.kind, "parties": [place(one), place(other)], "since": since,
            "status": tie.status, "topics": [], "sources": ["source-0"]})
    });
    write("partnerships.json", ties.collect());
    let facts = facts.iter().enumerate().map(|(n, (date, about))| {
        json!({"id": format!("fact-{n:03}"), "about": [about], "date": date, "topics": [],
            "text": format!("Something happened, number {n}."), "sources": ["source-0"]})
    });
    write("facts.json", facts.collect());
    folder
}

/// A dataset in which each of these days, `MM-DD`, has one tie, of 1960.
pub fn with_days(days: &[&str]) -> Dataset {
    let ties: Vec<Tie> = days.iter().map(|day| tie(&format!("1960-{day}"))).collect();
    dataset(&ties, &[])
}

/// A dataset in which every day of the year, 29 February included, has a tie.
pub fn with_every_day() -> Dataset {
    let mut ties = Vec::new();
    let mut day = date(1960, 1, 1);
    while day.year() == 1960 {
        ties.push(tie(&day.to_string()));
        day = day.tomorrow().expect("a day");
    }
    dataset(&ties, &[])
}

/// Two places whose names and texts try to format, to link and to ping.
pub fn hostile() -> Dataset {
    let folder = TempDir::new().expect("a temporary folder");
    let write = |name: &str, records: Value| {
        std::fs::write(folder.path().join(name), records.to_string()).expect("a file");
    };
    let name = "@everyone **[x](javascript:alert)** <@1>";
    write(
        "places.json",
        json!([{"id": "one-de", "name": name, "kind": "city", "country": "DE"},
            {"id": "two-jp", "name": "Two", "kind": "city", "country": "JP"}]),
    );
    write(
        "sources.json",
        json!([{"id": "s", "title": name, "publisher": name, "accessed": "2026-01-01", "tier": "other"}]),
    );
    write(
        "partnerships.json",
        json!([{"id": "one-de--two-jp", "kind": "sister", "parties": ["one-de", "two-jp"],
            "since": [{"date": "1976-06-24", "sources": ["s"]}], "status": "active", "topics": [], "sources": ["s"]}]),
    );
    write(
        "facts.json",
        json!([{"id": "f", "about": ["one-de--two-jp"], "date": "1986-06-24", "topics": [], "text": name, "sources": ["s"]}]),
    );
    let reading = read(&Origin::Folder(folder.path().to_owned()), date(2026, 11, 22));
    reading.dataset.unwrap_or_else(|| panic!("{}", reading.report))
}
