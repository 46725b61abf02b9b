//! One file, record by record: each is handed over as soon as it is read, and nothing of it is kept here.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde_json::error::Category;

use super::problems::{Problems, Spot};
use super::values::{Bare, Found, Leaf, Shape};

/// Hands over every record of a file with its number; `false` where the file is broken, which is among the problems
/// then. What was handed over before is as good as ever.
pub(super) fn each_record<'a, R: Shape<'a>>(
    text: &'a str,
    problems: &mut Problems,
    mut take: impl FnMut(&mut Problems, usize, Result<R, Found>),
) -> bool {
    let mut json = serde_json::Deserializer::from_str(text);
    let top = text.trim_ascii_start();
    let read = if top.starts_with('[') {
        let take = |n, record| take(problems, n, record);
        json.deserialize_seq(Records { take, record: PhantomData }).map(|()| None)
    } else {
        Bare::deserialize(&mut json).map(|value| Some(value.found()))
    };
    match read.and_then(|found| json.end().map(|()| found)) {
        Ok(None) => true,
        Ok(Some(found)) => {
            let message = format!("should be an array of records, but is {found}");
            problems.file_error(Spot::Offset(text.len() - top.len()), message);
            false
        }
        Err(error) => {
            problems.file_error(Spot::Offset(offset(text, &error)), broken(&error));
            false
        }
    }
}

/// serde_json's line and column, whose column counts bytes, as an offset.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    let line_start = match error.line() {
        0 | 1 => 0,
        line => text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').nth(line - 2).map_or(0, |(at, _)| at + 1),
    };
    // A column of 0 is the line feed before the line.
    (line_start + error.column()).saturating_sub(1)
}

fn broken(error: &serde_json::Error) -> String {
    let words = error.to_string();
    // Without the position, which stands before the message already.
    let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
    match error.classify() {
        Category::Eof => format!("is cut off here: {words}"),
        _ => format!("is not JSON: {words}"),
    }
}

struct Records<R, F> {
    take: F,
    record: PhantomData<fn() -> R>,
}

impl<'a, R: Shape<'a>, F: FnMut(usize, Result<R, Found>)> Visitor<'a> for Records<R, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of records")
    }

    fn visit_seq<A: SeqAccess<'a>>(mut self, mut array: A) -> Result<(), A::Error> {
        let mut n = 0;
        while let Some(Leaf(record)) = array.next_element()? {
            (self.take)(n, record);
            n += 1;
        }
        Ok(())
    }
}
