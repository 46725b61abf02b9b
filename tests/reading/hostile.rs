//! Files that nobody meant to write: each gives an error, and never a panic or a wait.

use std::time::{Duration, Instant};

use crate::folder::{FACTS, Folder, GOOD, PLACES, TIES};

/// Far above what any of these takes, also without optimization on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);

/// Puts these bytes in the place of each file in turn; the report must have an error that begins so behind its position.
#[track_caller]
fn check(what: &str, bytes: impl AsRef<[u8]>, expected: &str) {
    for (file, _) in GOOD {
        check_in(file, what, bytes.as_ref(), expected);
    }
}

#[track_caller]
fn check_in(file: &str, what: &str, bytes: &[u8], expected: &str) {
    let folder = Folder::new();
    folder.write(file, bytes);
    let began = Instant::now();
    let report = folder.report();
    assert!(began.elapsed() < PATIENCE, "{what} in {file} took {:?}", began.elapsed());
    let found = report.iter().any(|line| line.starts_with(file) && line.contains(&format!(": error: {expected}")));
    assert!(found, "{what} in {file}: {expected:?} is not among {:#?}", &report[..report.len().min(5)]);
    for line in &report {
        assert!(!line.chars().any(char::is_control) && line.chars().count() < 2_000, "{what} in {file}: {line:?}");
    }
}

#[test]
fn what_is_no_text_or_no_table() {
    check("nothing", "", "is empty: it should hold an array of records");
    check("white space", " \n\t ", "is empty");
    check("a byte order mark", "\u{feff}[]", "begins with a byte order mark");
    check("Latin-1", b"[{\"id\": \"k\xf6ln\"}]", "not UTF-8: the byte 0xf6 here");
    check("UTF-16", [0xff, 0xfe, b'[', 0, b']', 0], "not UTF-8: the byte 0xff here");
    check("an object", "{}", "should be an array of records, but is an object");
    check("a number", "7", "should be an array of records, but is a number");
    check("a sentence", "no JSON at all", "is not JSON");
    check("zeros", vec![0; 1000], "is not JSON");
    check("two tables", "[] []", "is not JSON: trailing characters");
    check("a list without an end", "[", "is cut off here");
    check("half an escape", "[{\"id\": \"\\ud800\"}]", "is not JSON: unexpected end of hex escape");
    check("a comment", "[ // places\n]", "is not JSON");
    check("a comma too many", "[{},]", "is not JSON: trailing comma");
    check("other records", "[1, \"a\", null, [], true]", "record 3: is null, not a record");
}

#[test]
fn a_file_that_is_cut_off_anywhere() {
    let folder = Folder::new();
    for (file, text) in GOOD {
        let whole = text.trim_end().len();
        for end in 0..whole {
            folder.write(file, &text.as_bytes()[..end]);
            let reading = folder.read();
            assert!(reading.report.errors() > 0 && reading.dataset.is_none(), "{file} cut off at {end}");
        }
        folder.write(file, &text.as_bytes()[..whole]);
        assert_eq!(folder.read().report.errors(), 0, "without its last line end it is whole");
        folder.write(file, text);
    }
}

#[test]
fn a_file_with_any_byte_changed() {
    let folder = Folder::new();
    for (file, text) in GOOD {
        for at in (0..text.len()).step_by(7) {
            for byte in [0, b'"', b'{', b']', b'-', b'9', 0xff] {
                let mut bytes = text.as_bytes().to_vec();
                bytes[at] = byte;
                folder.write(file, bytes);
                let reading = folder.read();
                assert_eq!(reading.dataset.is_none(), reading.report.errors() > 0, "{file}: {byte} at {at}");
            }
        }
        folder.write(file, text);
    }
}

#[test]
fn what_is_nested_a_hundred_thousand_deep() {
    const DEEP: usize = 100_000;
    check("arrays", "[".repeat(DEEP), "is cut off here");
    check("arrays that end", "[".repeat(DEEP) + &"]".repeat(DEEP), "record 1: is an array, not a record");
    check("objects", "{\"a\":".repeat(DEEP), "is cut off here");
    check(
        "objects in an array",
        "[".to_owned() + &"{\"a\":".repeat(DEEP) + "1" + &"}".repeat(DEEP) + "]",
        "record 1: unknown field \"a\"",
    );
    let within = |field: &str| format!("[{{\"id\": \"a-jp\", \"{field}\": {}{}}}]", "[".repeat(DEEP), "]".repeat(DEEP));
    for field in ["id", "names", "lat", "since", "measure", "unknown"] {
        check(field, within(field), "");
    }
}

#[test]
fn numbers_that_are_too_large() {
    let places = |number: &str| GOOD[0].1.replacen("34.6901", number, 1).replacen("1859171", number, 1);
    let facts = |number: &str| GOOD[2].1.replacen("\"pandas\": 2", &format!("\"pandas\": {number}"), 1);
    let digits = "9".repeat(1_000_000);
    for number in ["1e999999", "-1e999999", "99999999999999999999999999", &digits, &format!("0.{digits}"), "1e-99999"] {
        check_in(PLACES, "a huge number", places(number).as_bytes(), "hyogo-jp: ");
    }
    for number in ["1e999999", &digits] {
        check_in(FACTS, "a huge number", facts(number).as_bytes(), "kobe-pandas-2000: ");
    }
    for number in ["NaN", "Infinity", "0x10", "+1", "01", ".5", "5.", "-"] {
        check_in(PLACES, number, places(number).as_bytes(), "is not JSON");
    }
}

#[test]
fn megabytes_of_anything() {
    const MANY: usize = 300_000;
    // The same every time, and like nothing.
    let mut seed = 1_u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 56) as u8
    };
    let noise: Vec<u8> = (0..10 * MANY).map(|_| random()).collect();
    let ascii: Vec<u8> = noise.iter().map(|byte| 0x20 + byte % 0x5f).collect();
    check_in(TIES, "noise", &noise, "not UTF-8");
    check_in(TIES, "ASCII noise", &ascii, "is not JSON");
    check_in(TIES, "numbers", format!("[{}7]", "7,".repeat(MANY)).as_bytes(), "and 290,001 more");
    check_in(
        TIES,
        "a text without an end",
        format!("[{{\"id\": \"{}", "a".repeat(10 * MANY)).as_bytes(),
        "is cut off here",
    );
    check_in(TIES, "a long id", format!("[{{\"id\": \"{}\"}}]", "a".repeat(10 * MANY)).as_bytes(), "");
    let keys: String = (0..MANY / 10).map(|n| format!("\"k{n}\":0,")).collect();
    check_in(TIES, "many fields", format!("[{{{keys}\"id\":\"a--b\"}}]").as_bytes(), "");
    let list = format!("[{{\"id\": \"a--b\", \"parties\": [{}\"b\"]}}]", "\"a\",".repeat(MANY));
    check_in(TIES, "many parties", list.as_bytes(), "a--b: \"parties\" has 300,001 entries: 100 is the limit");
}

#[test]
fn what_is_no_file() {
    for (file, _) in GOOD {
        let folder = Folder::new();
        let path = folder.path().join(file);
        std::fs::remove_file(&path).unwrap();
        let found = |expected: &str| {
            let report = folder.report();
            let begins = format!("{file}: error: cannot be read: ");
            assert!(report.iter().any(|line| line.starts_with(&begins) && line.contains(expected)), "{report:#?}");
        };
        found("a dataset is a folder with places.json, partnerships.json, facts.json and sources.json");
        std::fs::create_dir(&path).unwrap();
        found("not a file");
        #[cfg(unix)]
        {
            // Reading from a pipe to which nobody writes would take for ever.
            std::fs::remove_dir(&path).unwrap();
            assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
            found("not a file");
        }
    }
}
