//! Finding a source by words of its title and publisher.

use super::Dataset;
use super::names::fold;
use super::records::{Source, SourceIx};
use super::table::Table;

/// How many sources are found at most: as many as a Discord menu holds.
const FOUND: usize = 25;

/// Every folded word of every title and publisher with its source, sorted. It is made when it is first asked for.
pub struct SourceWords(Vec<(Box<str>, SourceIx)>);

impl SourceWords {
    pub(super) fn new(sources: &Table<Source>) -> SourceWords {
        let mut words: Vec<(Box<str>, SourceIx)> = Vec::new();
        for (ix, source) in sources.iter() {
            let from = words.len();
            for text in [&source.title, &source.publisher] {
                words.extend(fold(text).split(' ').filter(|word| !word.is_empty()).map(|word| (word.into(), ix)));
            }
            words[from..].sort_unstable();
        }
        words.sort_unstable();
        words.dedup();
        words.shrink_to_fit();
        SourceWords(words)
    }

    /// The sources that have all the typed words, each of which may be unfinished: 25 at most, the newest first; and how
    /// many there are of them all.
    pub fn find(&self, data: &Dataset, typed: &str) -> (Vec<SourceIx>, usize) {
        let folded = fold(typed);
        let mut found: Option<Vec<SourceIx>> = None;
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            let from = self.0.partition_point(|(other, _)| **other < *word);
            let begun = self.0[from..].iter().take_while(|(other, _)| other.starts_with(word));
            let mut with_word: Vec<SourceIx> = begun.map(|&(_, ix)| ix).collect();
            with_word.sort_unstable();
            with_word.dedup();
            found = Some(match found {
                None => with_word,
                Some(before) => before.into_iter().filter(|ix| with_word.binary_search(ix).is_ok()).collect(),
            });
        }
        let mut found = found.unwrap_or_default();
        found.sort_by_key(|&ix| std::cmp::Reverse((data[ix].date.map(|date| date.last_day()), std::cmp::Reverse(ix))));
        let all = found.len();
        found.truncate(FOUND);
        (found, all)
    }
}
