//! `twinned check`: the report, the counts, and what scripts go by.

use crate::program::{DAY, Ran, copy_with, shipped, twinned};

fn check(folder: &std::path::Path) -> Ran {
    twinned(&["check", "--date", DAY, folder.to_str().unwrap()]).run()
}

#[test]
fn good_data_is_counted() {
    let ran = check(&shipped()).exits(0);
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(lines[0], "1341 places, 1520 partnerships, 631 facts, 1456 sources");
    let version = lines[1].strip_prefix("data version ").unwrap();
    assert!(version.len() == 8 && version.bytes().all(|byte| byte.is_ascii_hexdigit()), "{version}");
    assert_eq!(lines.len(), 2);
    // The version is that of the four files' bytes, in the order of FORMAT.md's data flow, wherever they are.
    let built_in = twinned(&["check", "--date", DAY]).run().exits(0);
    assert_eq!(ran.out, built_in.out);
    let mut hasher = blake3::Hasher::new();
    for name in ["places.json", "partnerships.json", "facts.json", "sources.json"] {
        hasher.update(&std::fs::read(shipped().join(name)).unwrap());
    }
    assert_eq!(version, &hasher.finalize().to_hex()[..8]);
}

#[test]
fn warnings_are_no_failure() {
    let ran = check(&shipped()).exits(0);
    ran.complains(&[
        "places.json:1338:3: warning: besiktas-tr: has no coordinates",
        "warning: aberdeen-gb--houston-us: \"since\" rests on one source of tier \"other\"",
        "has no url",
        " warnings\n",
    ]);
}

#[test]
fn every_error_is_told_with_its_place() {
    let broken = copy_with("partnerships.json", |text| {
        text.replacen("\"sister\"", "\"sitser\"", 1).replacen("\"1973-06-24\"", "\"1973-06-31\"", 1)
    });
    let ran = check(broken.path()).exits(1);
    let errors: Vec<_> = ran.out.lines().filter(|line| line.contains(": error: ")).collect();
    assert_eq!(errors.len(), 2, "{errors:#?}");
    let file = broken.path().join("partnerships.json");
    let text = std::fs::read_to_string(&file).unwrap();
    let place = |wanted: &str| {
        let (n, line) = text.lines().enumerate().find(|(_, line)| line.contains(wanted)).unwrap();
        format!("{}:{}:{}: error: ", file.display(), n + 1, line.find(wanted).unwrap() + 1)
    };
    assert!(errors[0].starts_with(&place("\"sitser\"")), "{}", errors[0]);
    assert!(errors[0].ends_with("unknown kind \"sitser\": did you mean \"sister\"?"), "{}", errors[0]);
    assert!(errors[1].starts_with(&place("\"1973-06-31\"")), "{}", errors[1]);
    assert!(errors[1].ends_with("\"1973-06-31\" does not exist: June 1973 has 30 days"), "{}", errors[1]);
    ran.complains(&["2 errors, "]);
}

#[test]
fn errors_stand_behind_the_warnings() {
    let broken = copy_with("places.json", |text| text.replacen("\"kind\": \"city\"", "\"kind\": \"ctiy\"", 1));
    let ran = check(broken.path()).exits(1);
    let is_error: Vec<bool> = ran.out.lines().map(|line| line.contains(": error: ")).collect();
    assert!(is_error.len() > 100 && is_error.is_sorted(), "{}", ran.out);
    assert!(is_error.last() == Some(&true), "{}", ran.out);
    let counted = ran.err.trim_end();
    assert!(counted.contains(" error") && counted.ends_with(" warnings") && counted.lines().count() == 1, "{counted}");
}

#[test]
fn an_empty_dataset_is_odd() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["places", "partnerships", "facts", "sources"] {
        std::fs::write(folder.path().join(format!("{name}.json")), "[]\n").unwrap();
    }
    let ran = check(folder.path()).exits(0).says(&["0 places, 0 partnerships, 0 facts, 0 sources"]);
    ran.complains(&["places.json: warning: holds no place", "nothing can be answered", "1 warning\n"]);
}

#[test]
fn what_is_no_dataset_is_told_so() {
    let empty = tempfile::tempdir().unwrap();
    check(empty.path()).exits(1).says(&["places.json: error: cannot be read", "a dataset is a folder with"]);
    check(std::path::Path::new("/dev/null")).exits(1).says(&["error: cannot be read"]);
    twinned(&["check", "--date", "yesterday"]).run().exits(2).complains(&["--date"]);
    twinned(&["check", "a", "b"]).run().exits(2);
}
