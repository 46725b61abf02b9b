//! Each rule of FORMAT.md: one thing is changed in a small good dataset, and the report says just that.

use crate::folder::{FACTS, Folder, GOOD, PLACES, SOURCES, TIES};

/// The date that the date rules are tried on.
const DAY: &str = "\"1973-06-24\"";

/// Changes the first `from` of a file to `to`, and expects these lines and no others.
#[track_caller]
fn check(file: &str, from: &str, to: &str, expected: &[&str]) {
    check_all(&[(file, from, to)], expected);
}

#[track_caller]
fn check_all(changes: &[(&str, &str, &str)], expected: &[&str]) {
    let folder = Folder::new();
    let mut files = GOOD.map(|(file, text)| (file, text.to_owned()));
    for (file, from, to) in changes {
        let (_, text) = files.iter_mut().find(|(name, _)| name == file).unwrap();
        assert!(text.contains(from), "{from:?} is not in {file}");
        *text = text.replacen(from, to, 1);
        folder.write(file, &text);
    }
    assert_eq!(folder.report(), expected, "{changes:#?}");
}

#[test]
fn nothing_is_wrong_with_it_at_first() {
    check_all(&[], &[]);
    let data = Folder::new().read().dataset.unwrap();
    assert_eq!((data.places.len(), data.ties.len(), data.facts.len(), data.sources.len()), (4, 3, 1, 3));
}

#[test]
fn all_problems_of_all_files_come_in_one_report() {
    check_all(
        &[
            (PLACES, "\"country\": \"US\"", "\"country\": \"us\""),
            (PLACES, "\"wikidata\": \"Q48320\"", "\"wikidata\": 48320"),
            (TIES, DAY, "\"1973-02-30\""),
            (TIES, "\"china-daily-2024-08-28-solidarity\"", "\"china-daly-2024\""),
            (FACTS, "\"measure\"", "\"mesure\""),
            (SOURCES, "\"tier\": \"press\"", "\"tier\": \"pres\""),
        ],
        &[
            "places.json:29:17: error: kobe-jp: \"wikidata\" is a number, not a text",
            "places.json:38:16: error: seattle-us: unknown country \"us\": did you mean \"US\"?",
            "partnerships.json:22:11: error: kobe-jp--seattle-us: unknown source \"china-daly-2024\": did you mean \"china-daily-2024-08-28-solidarity\"?",
            "partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"1973-02-30\" does not exist: February 1973 has 28 days",
            "facts.json:13:5: error: kobe-pandas-2000: unknown field \"mesure\": did you mean \"measure\"?",
            "sources.json:11:13: error: china-daily-2024-08-28-solidarity: unknown tier \"pres\": did you mean \"press\"?",
        ],
    );
}

#[test]
fn ids() {
    check(
        PLACES,
        "\"id\": \"seattle-us\"",
        "\"id\": \"Seattle-US\"",
        &[
            "places.json:34:3: warning: Seattle-US: records are not in canonical order here",
            "places.json:35:11: error: Seattle-US: \"Seattle-US\" is no id: lower-case ASCII letters and digits, joined by single hyphens",
            "places.json:35:11: error: Seattle-US: the id \"Seattle-US\" does not end in \"-us\", its country",
            "partnerships.json:7:7: error: kobe-jp--seattle-us: unknown place \"seattle-us\"",
        ],
    );
    check(
        PLACES,
        "\"id\": \"seattle-us\"",
        "\"id\": \"kobe-jp\"",
        &[
            "places.json:35:11: error: kobe-jp: the id \"kobe-jp\" does not end in \"-us\", its country",
            "places.json:35:11: error: kobe-jp: the id \"kobe-jp\" is taken by an earlier record",
            "partnerships.json:7:7: error: kobe-jp--seattle-us: unknown place \"seattle-us\"",
        ],
    );
    check(
        PLACES,
        "\"id\": \"seattle-us\"",
        "\"id\": \"seattle-jp\"",
        &[
            "places.json:35:11: error: seattle-jp: the id \"seattle-jp\" does not end in \"-us\", its country",
            "partnerships.json:7:7: error: kobe-jp--seattle-us: unknown place \"seattle-us\": did you mean \"seattle-jp\"?",
        ],
    );
    check(
        PLACES,
        "\"country\": \"US\"",
        "\"country\": \"us\"",
        &["places.json:38:16: error: seattle-us: unknown country \"us\": did you mean \"US\"?"],
    );
    check(
        PLACES,
        "\"country\": \"US\"",
        "\"country\": \"XX\"",
        &[
            "places.json:38:16: error: seattle-us: unknown country \"XX\": it is an ISO 3166-1 code of two letters, such as \"JP\"",
        ],
    );
    check(
        SOURCES,
        "\"id\": \"harbour-blog-2019\"",
        "\"id\": \"china-daily-2024-08-28-solidarity\"",
        &[
            "partnerships.json:14:11: error: kobe-jp--seattle-us: unknown source \"harbour-blog-2019\"",
            "partnerships.json:72:7: error: kobe-jp--tianjin-cn--port: unknown source \"harbour-blog-2019\"",
            "sources.json:14:11: error: china-daily-2024-08-28-solidarity: the id \"china-daily-2024-08-28-solidarity\" is taken by an earlier record",
        ],
    );
    check(
        FACTS,
        "\"id\": \"kobe-pandas-2000\"",
        "\"id\": \"\"",
        &[
            "facts.json:3:11: error: record 1: \"\" is no id: lower-case ASCII letters and digits, joined by single hyphens",
        ],
    );
    check(
        FACTS,
        "\"id\": \"kobe-pandas-2000\"",
        "\"id\": \"köln--x\"",
        &[
            "facts.json:3:11: error: köln--x: \"köln--x\" is no id: lower-case ASCII letters and digits, joined by single hyphens",
        ],
    );
    check(
        TIES,
        "\"id\": \"kobe-jp--tianjin-cn\",",
        "\"id\": \"tianjin-cn--kobe-jp\",",
        &[
            "partnerships.json:32:11: error: tianjin-cn--kobe-jp: the id does not match the parties: it should be \"kobe-jp--tianjin-cn\"",
            "partnerships.json:62:3: warning: kobe-jp--tianjin-cn--port: records are not in canonical order here",
            "partnerships.json:63:11: error: kobe-jp--tianjin-cn--port: the id should be \"kobe-jp--tianjin-cn\": the kind stands in it only where the parties have another tie",
            "facts.json:6:7: error: kobe-pandas-2000: unknown partnership \"kobe-jp--tianjin-cn\": did you mean \"kobe-jp--tianjin-cn--port\"?",
        ],
    );
    check(
        TIES,
        "\"id\": \"kobe-jp--tianjin-cn\",",
        "\"id\": \"kobe-jp--tianjin-cn--sister\",",
        &[
            "partnerships.json:62:3: warning: kobe-jp--tianjin-cn--port: records are not in canonical order here",
            "facts.json:6:7: error: kobe-pandas-2000: unknown partnership \"kobe-jp--tianjin-cn\": did you mean \"kobe-jp--tianjin-cn--port\"?",
        ],
    );
    check(
        TIES,
        "\"id\": \"kobe-jp--tianjin-cn--port\"",
        "\"id\": \"kobe-jp--tianjin-cn--alliance\"",
        &[
            "partnerships.json:63:11: error: kobe-jp--tianjin-cn--alliance: the id does not match the parties: it should be \"kobe-jp--tianjin-cn\"",
        ],
    );
    check(
        TIES,
        "\"id\": \"kobe-jp--tianjin-cn--port\"",
        "\"id\": \"kobe-jp--tianjin-cn\"",
        &[
            "partnerships.json:63:11: error: kobe-jp--tianjin-cn: the id \"kobe-jp--tianjin-cn\" is taken by an earlier record",
        ],
    );
    check(
        TIES,
        "\"kind\": \"port\"",
        "\"kind\": \"sister\"",
        &[
            "partnerships.json:63:11: error: kobe-jp--tianjin-cn--port: the id does not match the parties: it should be \"kobe-jp--tianjin-cn\"",
        ],
    );
    check(
        TIES,
        "\"id\": \"kobe-jp--seattle-us\"",
        "\"id\": \"kobe-jp--seattle-us--sister\"",
        &[
            "partnerships.json:3:11: error: kobe-jp--seattle-us--sister: the id should be \"kobe-jp--seattle-us\": the kind stands in it only where the parties have another tie",
        ],
    );
}

#[test]
fn references() {
    check(
        TIES,
        "\"china-daily-2024-08-28-solidarity\"",
        "\"china-daly-2024\"",
        &[
            "partnerships.json:22:11: error: kobe-jp--seattle-us: unknown source \"china-daly-2024\": did you mean \"china-daily-2024-08-28-solidarity\"?",
        ],
    );
    check(
        TIES,
        "\"china-daily-2024-08-28-solidarity\"",
        "\"xinhua-1999\"",
        &["partnerships.json:22:11: error: kobe-jp--seattle-us: unknown source \"xinhua-1999\""],
    );
    check(
        TIES,
        "\"seattle-us\"\n",
        "\"seatle-us\"\n",
        &[
            "partnerships.json:7:7: error: kobe-jp--seattle-us: unknown place \"seatle-us\": did you mean \"seattle-us\"?",
        ],
    );
    check(
        FACTS,
        "\"kobe-jp\",",
        "\"koeb-jp\",",
        &["facts.json:5:7: error: kobe-pandas-2000: unknown place \"koeb-jp\": did you mean \"kobe-jp\"?"],
    );
    check(
        FACTS,
        "\"kobe-jp--tianjin-cn\"",
        "\"kobe-jp--tianjn-cn\"",
        &[
            "facts.json:6:7: error: kobe-pandas-2000: unknown partnership \"kobe-jp--tianjn-cn\": did you mean \"kobe-jp--tianjin-cn\"?",
        ],
    );
    check(
        FACTS,
        "\"china-daily-2024-08-28-solidarity\"",
        "\"kobe-tianjn\"",
        &["facts.json:18:7: error: kobe-pandas-2000: unknown source \"kobe-tianjn\": did you mean \"kobe-tianjin\"?"],
    );
    check(
        PLACES,
        "\"within\": \"hyogo-jp\"",
        "\"within\": \"hyog-jp\"",
        &["places.json:19:15: error: kobe-jp: unknown place \"hyog-jp\": did you mean \"hyogo-jp\"?"],
    );
    check(
        PLACES,
        "\"within\": \"hyogo-jp\"",
        "\"within\": \"kobe-jp\"",
        &["places.json:19:15: error: kobe-jp: lies within itself"],
    );
    check(
        PLACES,
        "\"within\": \"hyogo-jp\"",
        "\"within\": \"tianjin-cn\"",
        &["places.json:19:15: error: kobe-jp: \"tianjin-cn\" lies in another country, CN"],
    );
}

#[test]
fn sources() {
    check(
        TIES,
        "\"sources\": [\n      \"kobe-tianjin\"\n    ]",
        "\"sources\": []",
        &["partnerships.json:27:16: error: kobe-jp--seattle-us: \"sources\" is empty: name one source at least"],
    );
    check(
        TIES,
        ",\n    \"sources\": [\n      \"kobe-tianjin\"\n    ]",
        "",
        &["partnerships.json:2:3: error: kobe-jp--seattle-us: missing field \"sources\""],
    );
    check(
        TIES,
        "\"sources\": [\n          \"kobe-tianjin\",\n          \"harbour-blog-2019\"\n        ]",
        "\"sources\": []",
        &["partnerships.json:12:20: error: kobe-jp--seattle-us: \"sources\" is empty: name one source at least"],
    );
    check(
        FACTS,
        "\"sources\": [\n      \"china-daily-2024-08-28-solidarity\"\n    ]",
        "\"sources\": []",
        &["facts.json:17:16: error: kobe-pandas-2000: \"sources\" is empty: name one source at least"],
    );
    check(
        TIES,
        "\"kobe-tianjin\",\n          \"harbour-blog-2019\"",
        "\"kobe-tianjin\",\n          \"kobe-tianjin\"",
        &["partnerships.json:14:11: error: kobe-jp--seattle-us: \"kobe-tianjin\" stands in \"sources\" twice"],
    );
}

#[test]
fn dates() {
    check(
        TIES,
        DAY,
        "\"1973-02-30\"",
        &[
            "partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"1973-02-30\" does not exist: February 1973 has 28 days",
        ],
    );
    check(
        TIES,
        DAY,
        "\"1973-02-29\"",
        &[
            "partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"1973-02-29\" does not exist: February 1973 has 28 days",
        ],
    );
    check(
        TIES,
        DAY,
        "\"1973-13\"",
        &["partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"1973-13\" does not exist: there is no month 13"],
    );
    check(
        TIES,
        DAY,
        "\"1973-00-01\"",
        &["partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"1973-00-01\" does not exist: there is no month 00"],
    );
    check(
        TIES,
        DAY,
        "\"0000\"",
        &["partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"0000\" does not exist: years begin with 0001"],
    );
    check(
        TIES,
        DAY,
        "\"24 June 1973\"",
        &[
            "partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"24 June 1973\" is not a date: write 1973, 1973-06 or 1973-06-24, with ~ (about) or ? (uncertain) behind it where the source says so",
        ],
    );
    check(
        TIES,
        DAY,
        "\"1973-6-24\"",
        &[
            "partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"1973-6-24\" is not a date: write 1973, 1973-06 or 1973-06-24, with ~ (about) or ? (uncertain) behind it where the source says so",
        ],
    );
    check(
        TIES,
        DAY,
        "\"1973-06-24~?\"",
        &[
            "partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"1973-06-24~?\" is not a date: write 1973, 1973-06 or 1973-06-24, with ~ (about) or ? (uncertain) behind it where the source says so",
        ],
    );
    check(
        TIES,
        DAY,
        "\"1973/1974\"",
        &[
            "partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"1973/1974\" is not a date: write 1973, 1973-06 or 1973-06-24, with ~ (about) or ? (uncertain) behind it where the source says so",
        ],
    );
    check(
        TIES,
        DAY,
        "\"2026-11-24\"",
        &["partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"2026-11-24\" lies ahead of today, 2026-11-22"],
    );
    check(
        TIES,
        DAY,
        "\"2026-12\"",
        &["partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"2026-12\" lies ahead of today, 2026-11-22"],
    );
    check(
        TIES,
        DAY,
        "\"2027\"",
        &["partnerships.json:40:17: error: kobe-jp--tianjin-cn: \"2027\" lies ahead of today, 2026-11-22"],
    );
    check(TIES, "\"since\": []", "\"since\": [{\"date\": \"2027\", \"sources\": [\"kobe-tianjin\"]}]", &[]);
    check(
        TIES,
        "\"date\": \"2020\"",
        "\"date\": \"1957-09\"",
        &[
            "partnerships.json:20:17: error: kobe-jp--seattle-us: the tie ends before it begins, \"1957-09\" before \"1957-10~\"",
        ],
    );
    check(
        SOURCES,
        "\"date\": \"2024-08-28\"",
        "\"date\": \"2026-11-24\"",
        &[
            "sources.json:7:13: error: china-daily-2024-08-28-solidarity: \"2026-11-24\" lies ahead of today, 2026-11-22",
        ],
    );
    check(
        SOURCES,
        "\"accessed\": \"2026-11-20\"",
        "\"accessed\": \"2026-11\"",
        &[
            "sources.json:10:17: error: china-daily-2024-08-28-solidarity: \"2026-11\" is not a day: write one such as 2026-11-22",
        ],
    );
    check(
        SOURCES,
        "\"accessed\": \"2026-11-20\"",
        "\"accessed\": \"2026-11-24\"",
        &[
            "sources.json:10:17: error: china-daily-2024-08-28-solidarity: \"2026-11-24\" lies ahead of today, 2026-11-22",
        ],
    );
    check(SOURCES, "\"accessed\": \"2026-11-20\"", "\"accessed\": \"2026-11-23\"", &[]);
    check(
        FACTS,
        "\"2000-07/2024\"",
        "\"2024/2000\"",
        &["facts.json:8:13: error: kobe-pandas-2000: \"2024/2000\" ends before it begins"],
    );
    check(
        FACTS,
        "\"2000-07/2024\"",
        "\"2000-07/2024-02-30\"",
        &["facts.json:8:13: error: kobe-pandas-2000: \"2024-02-30\" does not exist: February 2024 has 29 days"],
    );
    check(FACTS, "\"2000-07/2024\"", "\"2031\"", &[]);
}

#[test]
fn parties() {
    check(
        TIES,
        "\"seattle-us\"\n",
        "\"kobe-jp\"\n",
        &["partnerships.json:7:7: error: kobe-jp--seattle-us: \"kobe-jp\" stands in \"parties\" twice"],
    );
    check(
        TIES,
        "\"kobe-jp\",\n      \"seattle-us\"",
        "\"kobe-jp\"",
        &["partnerships.json:5:16: error: kobe-jp--seattle-us: a tie has two parties or more, and this one has 1"],
    );
    check(
        TIES,
        "\"kobe-jp\",\n      \"seattle-us\"\n",
        "\"seattle-us\",\n      \"kobe-jp\"\n",
        &["partnerships.json:5:16: warning: kobe-jp--seattle-us: parties are not in canonical order here"],
    );
    check(
        TIES,
        "\"kind\": \"sister\"",
        "\"kind\": \"alliance\"",
        &[
            "partnerships.json:5:16: error: kobe-jp--seattle-us: an alliance has three parties or more, and this one has 2",
        ],
    );
    check(
        TIES,
        "\"status\": \"ended\"",
        "\"status\": \"active\"",
        &[
            "partnerships.json:18:14: error: kobe-jp--seattle-us: \"until\" is only for a tie that ended or was suspended, and this one is \"active\"",
        ],
    );
}

#[test]
fn words() {
    check(
        TIES,
        "\"kind\": \"sister\"",
        "\"kind\": \"sitser\"",
        &["partnerships.json:4:13: error: kobe-jp--seattle-us: unknown kind \"sitser\": did you mean \"sister\"?"],
    );
    check(
        TIES,
        "\"kind\": \"sister\"",
        "\"kind\": \"Sister\"",
        &["partnerships.json:4:13: error: kobe-jp--seattle-us: unknown kind \"Sister\": did you mean \"sister\"?"],
    );
    check(
        TIES,
        "\"kind\": \"sister\"",
        "\"kind\": \"marriage\"",
        &[
            "partnerships.json:4:13: error: kobe-jp--seattle-us: unknown kind \"marriage\": it is one of sister, friendly-exchange, port, institution, cooperation, alliance",
        ],
    );
    check(
        TIES,
        "\"status\": \"active\"",
        "\"status\": \"actve\"",
        &["partnerships.json:53:15: error: kobe-jp--tianjin-cn: unknown status \"actve\": did you mean \"active\"?"],
    );
    check(
        TIES,
        "\"trade\"",
        "\"traed\"",
        &["partnerships.json:56:7: error: kobe-jp--tianjin-cn: unknown topic \"traed\": did you mean \"trade\"?"],
    );
    check(
        PLACES,
        "\"kind\": \"municipality\"",
        "\"kind\": \"municipal\"",
        &["places.json:45:13: error: tianjin-cn: unknown kind \"municipal\": did you mean \"municipality\"?"],
    );
    check(
        SOURCES,
        "\"tier\": \"press\"",
        "\"tier\": \"newspaper\"",
        &[
            "sources.json:11:13: error: china-daily-2024-08-28-solidarity: unknown tier \"newspaper\": it is one of official, press, reference, other",
        ],
    );
    check(
        PLACES,
        "\"ja\": \"兵庫県\"",
        "\"japanese\": \"兵庫県\"",
        &[
            "places.json:8:7: error: hyogo-jp: \"japanese\" is no language: write its BCP 47 tag, such as \"ja\" or \"zh-Hans\"",
        ],
    );
    check(
        PLACES,
        "\"ja\": \"兵庫県\"",
        "\"JA\": \"兵庫県\"",
        &["places.json:8:7: error: hyogo-jp: \"JA\" is written \"ja\""],
    );
    check(
        PLACES,
        "\"wikidata\": \"Q48320\"",
        "\"wikidata\": \"48320\"",
        &["places.json:29:17: error: kobe-jp: \"48320\" is no Wikidata id: Q and digits"],
    );
}

#[test]
fn fields() {
    check(
        TIES,
        "\"topics\"",
        "\"topic\"",
        &["partnerships.json:54:5: error: kobe-jp--tianjin-cn: unknown field \"topic\": did you mean \"topics\"?"],
    );
    check(
        TIES,
        "\"status\": \"active\"",
        "\"state\": \"active\"",
        &[
            "partnerships.json:31:3: error: kobe-jp--tianjin-cn: missing field \"status\"",
            "partnerships.json:53:5: error: kobe-jp--tianjin-cn: unknown field \"state\": did you mean \"status\"?",
        ],
    );
    check(
        FACTS,
        "\"measure\"",
        "\"figures\"",
        &[
            "facts.json:13:5: error: kobe-pandas-2000: unknown field \"figures\": it is one of id, about, date, topics, text, measure, sources",
        ],
    );
    check(
        PLACES,
        "\"lat\": 34.6901,",
        "\"lat\": 34.6901,\n    \"lat\": 34.6901,",
        &["places.json:11:5: error: hyogo-jp: field \"lat\" stands here a second time"],
    );
    check(
        TIES,
        "\"date\": \"1973\",",
        "\"date\": 1973,",
        &["partnerships.json:47:17: error: kobe-jp--tianjin-cn: \"date\" is a number, not a text"],
    );
    check(
        TIES,
        "\"date\": \"1973\",\n        \"sources\"",
        "\"year\": \"1973\",\n        \"sources\"",
        &[
            "partnerships.json:46:7: error: kobe-jp--tianjin-cn: missing field \"date\"",
            "partnerships.json:47:9: error: kobe-jp--tianjin-cn: unknown field \"year\": it is one of date, sources",
        ],
    );
    check(
        PLACES,
        "\"name\": \"Seattle\"",
        "\"name\": null",
        &["places.json:36:13: error: seattle-us: \"name\" is null, not a text"],
    );
    check(
        PLACES,
        "\"aliases\": [\n      \"Tientsin\"\n    ]",
        "\"aliases\": \"Tientsin\"",
        &["places.json:47:16: error: tianjin-cn: \"aliases\" is a text, not an array"],
    );
    check(
        PLACES,
        "\"Tientsin\"",
        "[\"Tientsin\"]",
        &["places.json:48:7: error: tianjin-cn: an entry of \"aliases\" is an array, not a text"],
    );
    check(
        PLACES,
        "\"lat\": 47.6062",
        "\"lat\": \"47.6062\"",
        &["places.json:39:12: error: seattle-us: \"lat\" is a text, not a number"],
    );
    check(
        PLACES,
        "\"lat\": 47.6062,\n    ",
        "",
        &["places.json:39:12: error: seattle-us: \"lon\" stands without \"lat\""],
    );
    check(
        PLACES,
        "\"lat\": 47.6062",
        "\"lat\": 97.6062",
        &["places.json:39:12: error: seattle-us: 97.6062 is out of range: \"lat\" is from -90 to 90"],
    );
    check(
        PLACES,
        "\"lat\": 47.6062",
        "\"lat\": 47.60621",
        &["places.json:39:12: error: seattle-us: 47.60621 has 5 decimals: 4 is the limit"],
    );
    check(
        PLACES,
        "\"geonames\": 1859171",
        "\"geonames\": -1",
        &["places.json:12:17: error: hyogo-jp: -1 is no GeoNames id: a whole number from 1"],
    );
    check(
        FACTS,
        "\"pandas\": 2",
        "\"pandas\": \"two\"",
        &["facts.json:14:17: error: kobe-pandas-2000: an entry of \"measure\" is a text, not a number"],
    );
    check(
        FACTS,
        "\"pandas\": 2",
        "\"pandas\": 1e400",
        &["facts.json:14:17: error: kobe-pandas-2000: 1e400 is out of range"],
    );
    check(
        SOURCES,
        "\"url\": \"https://blog.example/ports\"",
        "\"url\": \"blog.example/ports\"",
        &[
            "sources.json:17:12: error: harbour-blog-2019: \"blog.example/ports\" is no web address: it should begin with https:// or http://",
        ],
    );
    check(
        SOURCES,
        "\"url\": \"https://blog.example/ports\"",
        "\"url\": \"javascript:alert(1)\"",
        &[
            "sources.json:17:12: error: harbour-blog-2019: \"javascript:alert(1)\" is no web address: it should begin with https:// or http://",
        ],
    );
    check(
        FACTS,
        "\"about\": [\n      \"kobe-jp\",\n      \"kobe-jp--tianjin-cn\"\n    ]",
        "\"about\": []",
        &["facts.json:4:14: error: kobe-pandas-2000: \"about\" is empty: name one place or partnership at least"],
    );
    check(
        FACTS,
        "  {\n    \"id\": \"kobe-pandas-2000\"",
        "  7,\n  {\n    \"id\": \"kobe-pandas-2000\"",
        &["facts.json:2:3: error: record 1: is a number, not a record"],
    );
}

#[test]
fn texts() {
    check(
        FACTS,
        "kept pandas",
        "kept\\npandas",
        &["facts.json:12:13: error: kobe-pandas-2000: \"text\" holds a control character, U+000A"],
    );
    check(
        FACTS,
        "kept pandas",
        "kept\\u0007pandas",
        &["facts.json:12:13: error: kobe-pandas-2000: \"text\" holds a control character, U+0007"],
    );
    check(
        FACTS,
        "kept pandas",
        "kept \u{202e}pandas",
        &[
            "facts.json:12:13: error: kobe-pandas-2000: \"text\" holds a control character for the direction of writing, U+202E",
        ],
    );
    check(
        FACTS,
        "from China.\"",
        "from China. \"",
        &["facts.json:12:13: error: kobe-pandas-2000: \"text\" begins or ends with white space"],
    );
    check(
        FACTS,
        "\"Kobe's zoo kept pandas from China.\"",
        "\"\"",
        &["facts.json:12:13: error: kobe-pandas-2000: \"text\" is empty"],
    );
    check(
        PLACES,
        "\"de\": \"Kōbe\"",
        "\"de\": \"Ko\u{304}be\"",
        &["places.json:21:13: error: kobe-jp: an entry of \"names\" is not in Unicode normalization form C (NFC)"],
    );
    check(
        PLACES,
        "\"name\": \"Seattle\"",
        &format!("\"name\": \"{}\"", "S".repeat(201)),
        &["places.json:36:13: error: seattle-us: \"name\" has 201 characters: 200 is the limit"],
    );
    check(
        PLACES,
        "\"Koebe\"",
        "\"Koebe\",\n      \"Koebe\"",
        &["places.json:28:7: error: kobe-jp: \"Koebe\" stands in \"aliases\" twice"],
    );
    check(
        PLACES,
        "\"Koebe\"",
        "\"hyōgo\"",
        &["places.json:27:7: error: kobe-jp: the alias \"hyōgo\" is a name of hyogo-jp too, in the same country"],
    );
}

#[test]
fn warnings() {
    check(
        TIES,
        "\"kobe-tianjin\",\n          \"harbour-blog-2019\"",
        "\"harbour-blog-2019\"",
        &[
            "partnerships.json:10:7: warning: kobe-jp--seattle-us: \"since\" rests on one source of tier \"other\", \"harbour-blog-2019\"",
        ],
    );
    check(
        PLACES,
        "\"lat\": 47.6062,\n    \"lon\": -122.3321",
        "\"aliases\": []",
        &["places.json:34:3: warning: seattle-us: has no coordinates: no map can show it"],
    );
    check(
        SOURCES,
        "    \"url\": \"https://blog.example/ports\",\n",
        "",
        &["sources.json:13:3: warning: harbour-blog-2019: has no url: nobody can follow it"],
    );
    check(
        TIES,
        "\"port\",\n      \"trade\"",
        "\"trade\",\n      \"port\"",
        &["partnerships.json:54:15: warning: kobe-jp--tianjin-cn: topics are not in canonical order here"],
    );
    check(
        FACTS,
        "\"share\": 0.5",
        "\"share\": 0.50",
        &["facts.json:15:16: warning: kobe-pandas-2000: 0.50 is read as 0.5"],
    );
}
