//! Whoever reads may stop before the end, and whoever types may type nothing.

use std::process::Stdio;

use crate::program::{DAY, Program, Ran, copy_with, shipped, twinned};

/// Runs it towards a reader that has gone before the first line.
fn unread(mut program: Program) -> Ran {
    program.command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.command.spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    Ran { exit: ended.status.code(), out: String::new(), err: String::from_utf8(ended.stderr).unwrap() }
}

#[test]
fn a_reader_that_goes_is_no_failure() {
    unread(twinned(&["ask", "/partners Shanghai"])).exits(0);
    unread(twinned(&["ask", "--json", "/partners Shanghai"])).exits(0);
    unread(twinned(&["ask", "--complete", "/partners place:"])).exits(0);
    unread(twinned(&["check", "--date", DAY, shipped().to_str().unwrap()])).exits(0);
    // Unread or not, the data is wrong.
    let broken = copy_with("places.json", |text| text.replace("\"kind\"", "\"knid\""));
    unread(twinned(&["check", "--date", DAY, broken.path().to_str().unwrap()])).exits(1);
}

#[test]
fn nobody_has_to_listen_beside_the_output() {
    let check = |arguments: &[&str], code: i32| {
        let mut program = twinned(arguments);
        program.command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.command.spawn().unwrap();
        drop(child.stderr.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(code), "{arguments:?}");
    };
    check(&["ask", "/parners Kobe"], 2);
    check(&["ask", "--config", "/nowhere/at/all", "/partners Kobe"], 2);
    check(&["ask", "--data", "/nowhere/at/all", "/partners Kobe"], 1);
    check(&["anniversaries", "--place", "Qwxyz"], 2);
    check(&["anniversaries", "--on", "2026-02-30"], 2);
    check(&["check", "/nowhere/at/all"], 1);
}

#[test]
fn tells_what_it_can_do() {
    twinned(&["--help"]).run().exits(0).says(&["ask", "check", "run", "Usage: twinned"]);
    twinned(&["ask", "--help"]).run().exits(0).says(&[
        "--json",
        "--complete",
        "--page",
        "--date",
        "--data",
        "--config",
    ]);
    twinned(&["--version"]).run().exits(0).says(&[concat!("twinned ", env!("CARGO_PKG_VERSION"))]);
    twinned(&[]).run().exits(2).complains(&["Usage: twinned"]);
    twinned(&["answer"]).run().exits(2).complains(&["answer", "Usage"]);
    twinned(&["ask"]).run().exits(2).complains(&["COMMAND"]);
}
