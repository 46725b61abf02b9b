//! Each rule of FORMAT.md: one thing is changed in a small good dataset, and the report says just that (`rules.txt`).

use crate::folder::{FACTS, Folder, GOOD, PLACES, SOURCES, TIES};

/// What is changed in which file: its first occurrence, and what is put in its place.
type Change<'a> = (&'a str, &'a str, &'a str);

/// The report after some changes.
fn report(changes: &[Change<'_>]) -> Vec<String> {
    let folder = Folder::new();
    let mut files = GOOD.map(|(file, text)| (file, text.to_owned()));
    for (file, from, to) in changes {
        let (_, text) = files.iter_mut().find(|(name, _)| name == file).unwrap_or_else(|| panic!("{file}?"));
        assert!(text.contains(from), "{from:?} is not in {file}");
        *text = text.replacen(from, to, 1);
        folder.write(file, &text);
    }
    folder.report()
}

/// The lines of a block that begin so, without that.
fn part<'a>(block: &'a str, sign: &str) -> Vec<&'a str> {
    let bare = |line: &'a str| line.strip_prefix(sign).map(|rest| rest.strip_prefix(' ').unwrap_or(rest));
    block.lines().filter_map(bare).collect()
}

#[test]
fn each_rule_is_told_in_its_place() {
    let (mut tried, mut wrong) = (0, Vec::new());
    let blocks = include_str!("rules.txt").split("\n\n").filter(|block| !block.starts_with('#'));
    for block in blocks.skip(1) {
        let file = block.trim_start().lines().next().unwrap_or_default();
        let (from, to) = (part(block, "-").join("\n"), part(block, "+").join("\n"));
        let (expected, found) = (part(block, "="), report(&[(file, &from, &to)]));
        tried += 1;
        if found != expected {
            wrong.push(format!("{block}\nand the report says\n{}", found.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(tried >= 80, "{tried}");
}

#[test]
fn nothing_is_wrong_with_it_at_first() {
    assert_eq!(report(&[]), [""; 0]);
    assert_eq!(Folder::new().read().report.summary(), "4 places, 3 partnerships, 1 fact, 3 sources");
}

#[test]
fn all_problems_of_all_files_come_in_one_report() {
    let found = report(&[
        (PLACES, "\"country\": \"US\"", "\"country\": \"us\""),
        (PLACES, "\"wikidata\": \"Q48320\"", "\"wikidata\": 48320"),
        (TIES, "\"1973-06-24\"", "\"1973-02-30\""),
        (TIES, "\"china-daily-2024-08-28-solidarity\"", "\"china-daly-2024\""),
        (FACTS, "\"measure\"", "\"mesure\""),
        (SOURCES, "\"tier\": \"press\"", "\"tier\": \"pres\""),
    ]);
    let expected = [
        "places.json:29:17: error: kobe-jp: \"wikidata\" is a number, not a text",
        "places.json:38:16: error: seattle-us: unknown country \"us\": did you mean \"US\"?",
        "partnerships.json:22:11: error: kobe-jp--seattle-us: unknown source \"china-daly-2024\": did you mean \"china-daily-2024-08-28-solidarity\"?",
        "partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"1973-02-30\" does not exist: February 1973 has 28 days",
        "facts.json:13:5: error: kobe-pandas-2000: unknown field \"mesure\": did you mean \"measure\"?",
        "sources.json:11:13: error: china-daily-2024-08-28-solidarity: unknown tier \"pres\": did you mean \"press\"?",
    ];
    assert_eq!(found, expected);
}
