//! `config.toml`: the example holds every key, and what is wrong in a file is told by its key, and nothing else of it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use tempfile::TempDir;
use twinned::config::Config;

use crate::program::{Ran, twinned};

/// What `twinned run` says where a configuration stands beside it.
fn run(settings: &str) -> Ran {
    twinned(&["run"]).file("config.toml", settings).run()
}

fn example() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("config.example.toml")).unwrap()
}

/// A line of the example that is a setting, its `#` taken off.
fn setting(line: &str) -> Option<&str> {
    line.strip_prefix('#').filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()) && rest.contains(" = "))
}

/// All in one folder, from which files are found.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

fn load(text: &str) -> Config {
    static FILES: AtomicU32 = AtomicU32::new(0);
    let path = FOLDER.path().join(format!("config-{}.toml", FILES.fetch_add(1, Ordering::Relaxed)));
    std::fs::write(&path, text).unwrap();
    Config::load(Some(&path), |_| None).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The names that may stand at a place, as the reader lists them where it meets another.
fn known(section: &str) -> BTreeSet<String> {
    let unknown = if section.is_empty() { "xyzzy = 1".to_owned() } else { format!("[{section}]\nxyzzy = 1") };
    let ran = run(&unknown).exits(2);
    let (_, listed) = ran.err.split_once("expected ").unwrap_or_else(|| panic!("{ran:?}"));
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn the_example_is_read_as_it_stands_and_with_each_line() {
    let example = example();
    let defaults = load("");
    let as_it_stands = load(&example);
    assert_eq!(format!("{as_it_stands:?}"), format!("{defaults:?}"), "it changes nothing");
    let settings: Vec<_> = example.lines().filter(|line| setting(line).is_some()).collect();
    assert!(settings.len() >= 5, "{settings:?}");
    for line in &settings {
        load(&example.replacen(line, setting(line).unwrap(), 1));
    }
    let all: Vec<_> = example.lines().map(|line| setting(line).unwrap_or(line)).collect();
    let all = load(&all.join("\n"));
    // Those that have a default are given with it.
    assert_eq!((&all.timezone, &all.log, all.api), (&defaults.timezone, &defaults.log, None));
    assert_eq!(all.state, defaults.state);
}

#[test]
fn every_key_is_in_the_example() {
    let mut section = String::new();
    let mut given = BTreeSet::new();
    for line in example().lines() {
        if let Some(name) = line.strip_prefix('[') {
            name.trim_end_matches(']').clone_into(&mut section);
        } else if let Some((key, _)) = setting(line).and_then(|setting| setting.split_once(" = ")) {
            given.insert(format!("{section}.{key}"));
        }
    }
    let sections = known("");
    let keys =
        sections.iter().flat_map(|section| known(section).into_iter().map(move |key| format!("{section}.{key}")));
    assert_eq!(given, keys.collect());
}

#[test]
fn what_is_wrong_is_told_by_its_key() {
    let check = |settings: &str, expected: &[&str]| _ = run(settings).exits(2).complains(expected);
    check("[discrod]\n", &["config.toml:1: ", "unknown field `discrod`, expected one of `discord`, `data`"]);
    check("\n[log]\nlevl = \"info\"", &["config.toml:3: log.levl: unknown field `levl`, expected `level`"]);
    check("[log]\nlevel = 3", &["config.toml:2: log.level: ", "expected a string"]);
    check("log = \"info\"", &["config.toml:1: log: a text, expected a table"]);
    check("[log\n", &["config.toml:1: "]);
    check("[log]\nlevel = \"loud\"", &["log.level: \"loud\" is not a level", "\"trace\"", "twinned=debug"]);
    check("[answers]\ntimezone = \"UTC+8\"", &["answers.timezone: \"UTC+8\" is not an IANA", "\"Asia/Tokyo\""]);
    check("[discord]\napi = \"http://10.0.0.1\"", &["discord.api: ", "loopback addresses only", "https://"]);
    check("[discord]\napi = \"elsewhere\"", &["discord.api: \"elsewhere\" is not an address", "http://127.0.0.1:8080"]);
    check("[discord]\ntoken_file = \"none\"", &["discord.token_file: ", "none: cannot be read"]);
}

#[test]
fn the_file_is_found_where_it_is_named() {
    let wrong = "[answers]\ntimezone = \"nowhere\"";
    let asked = |arguments: &[&str]| twinned(&[&["ask"], arguments].concat()).file("elsewhere/my.toml", wrong);
    asked(&["/help"]).run().exits(0);
    asked(&["--config", "elsewhere/my.toml", "/help"]).run().exits(2).complains(&["answers.timezone"]);
    asked(&["/help"]).env("TWINNED_CONFIG", "elsewhere/my.toml").run().exits(2).complains(&["answers.timezone"]);
    asked(&["/help"]).env("TWINNED_CONFIG", "").run().exits(0);
    asked(&["/help"]).env("TWINNED_CONFIG", "gone.toml").run().exits(2).complains(&["gone.toml: ", "cannot be read"]);
    asked(&["/help"]).file("config.toml", wrong).run().exits(2).complains(&["answers.timezone"]);
    // Beside the program, wherever that is called from.
    let built = Path::new(env!("CARGO_BIN_EXE_twinned"));
    let installed = tempfile::tempdir_in(built.parent().unwrap()).unwrap();
    let program = installed.path().join("twinned");
    // A link, since a program that was just written may still be open for writing in another test's child.
    std::fs::hard_link(built, &program).unwrap();
    std::fs::write(installed.path().join("config.toml"), wrong).unwrap();
    let ran = asked(&["/help"]).called(&program).run();
    ran.exits(2).complains(&["answers.timezone"]);
    // The argument goes before the variable, and both before what lies there.
    let named = asked(&["--config", "good.toml", "/help"]).file("good.toml", "").file("config.toml", wrong);
    named.env("TWINNED_CONFIG", "elsewhere/my.toml").run().exits(0);
}
