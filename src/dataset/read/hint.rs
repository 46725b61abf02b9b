//! Did you mean …?

use crate::dataset::table::{Record, Table};

/// Ids that are looked up for in one report, so that a file in which every reference is wrong costs no minutes.
const SEARCHES: usize = 300;
/// Ids that are looked at in one report, since one search looks at a whole table.
const LOOKED_AT: usize = 10_000_000;
/// Characters that a misspelt id must share at its beginning or at its end with what was meant: comparing whole ids is
/// slow, and who mistypes both ends is beyond guessing.
const SHARED: usize = 3;

/// Finds what a misspelt word may have meant, as long as the report's means last.
pub(super) struct Hints {
    searches: usize,
    looked_at: usize,
}

impl Hints {
    pub fn new() -> Hints {
        Hints { searches: SEARCHES, looked_at: LOOKED_AT }
    }

    /// `: did you mean "…"?`, or nothing.
    pub fn id<T: Record>(&mut self, wrong: &str, table: &Table<T>) -> String {
        if self.searches == 0 || self.looked_at < table.len() || wrong.len() > super::limits::ID {
            return String::new();
        }
        self.searches -= 1;
        self.looked_at -= table.len();
        let (head, tail) = (ends(wrong, SHARED), ends_back(wrong, SHARED));
        let near = table
            .iter()
            .map(|(_, record)| record.id())
            .filter(|id| id.starts_with(head) || id.ends_with(tail))
            .filter_map(|id| distance(wrong, id).map(|distance| (distance, id.len(), id)))
            .min();
        near.map_or_else(String::new, |(_, _, id)| did_you_mean(id))
    }
}

/// `: did you mean "…"?`, or what there is.
pub(super) fn word(wrong: &str, words: &[&str]) -> String {
    let wrong = wrong.to_lowercase();
    let near = words
        .iter()
        .map(|word| (strsim::osa_distance(&wrong, word), word))
        .filter(|(distance, word)| *distance <= 1 + word.len() / 4)
        .min_by_key(|(distance, _)| *distance);
    match near {
        Some((_, word)) => did_you_mean(word),
        None => format!(": it is one of {}", words.join(", ")),
    }
}

fn did_you_mean(word: &str) -> String {
    format!(": did you mean {}?", super::quote::quoted(word))
}

/// How far a misspelt id is from another, or from its beginning where people write `china-daily-2024` for
/// `china-daily-2024-08-28-solidarity`; nothing where it is too far.
fn distance(wrong: &str, id: &str) -> Option<usize> {
    let allowed = 1 + wrong.len() / 6;
    let whole = if wrong.len().abs_diff(id.len()) <= allowed { strsim::osa_distance(wrong, id) } else { usize::MAX };
    let beginning = if wrong.len() < 4 || id.len() <= wrong.len() {
        usize::MAX
    } else {
        (wrong.len() - 1..=wrong.len() + 1)
            .filter_map(|len| id.get(..len))
            .map(|beginning| strsim::osa_distance(wrong, beginning) + 1)
            .min()
            .unwrap_or(usize::MAX)
    };
    Some(whole.min(beginning)).filter(|&distance| distance <= allowed)
}

fn ends(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or(text, |(end, _)| &text[..end])
}

fn ends_back(text: &str, chars: usize) -> &str {
    text.char_indices().rev().nth(chars - 1).map_or(text, |(start, _)| &text[start..])
}
