//! Which of its sources a line shows, where there is no room for all of them.

use crate::dataset::{Dataset, Partnership, Source, SourceIx};

/// How many sources stand behind a line at most, besides the ones that say otherwise: one each for the tie, its
/// beginning and its end.
const MARKS: usize = 3;
/// How many stand behind it where one source alone says it all and there are others.
const ENOUGH: usize = 2;

/// Official before press before reference before other, linked before unlinked, dated before undated; the order of the
/// data decides between equals.
fn rank(source: &Source) -> (u8, bool, bool) {
    (source.tier as u8, source.url.is_none(), source.date.is_none())
}

/// The best source of a list.
pub(super) fn best(data: &Dataset, sources: &[SourceIx]) -> Option<SourceIx> {
    sources.iter().copied().min_by_key(|&source| rank(&data[source]))
}

/// A few sources, none twice.
#[derive(Debug, Clone, Copy)]
pub(super) struct Few {
    // The unused rest repeats the first.
    sources: [SourceIx; MARKS],
    count: usize,
}

impl Few {
    pub(super) fn as_slice(&self) -> &[SourceIx] {
        &self.sources[..self.count]
    }

    fn add(&mut self, source: Option<SourceIx>) {
        if let Some(source) = source.filter(|source| self.count < MARKS && !self.as_slice().contains(source)) {
            self.sources[self.count] = source;
            self.count += 1;
        }
    }
}

/// What supports a line that names a tie, its beginning and its end: the best source of each of these statements, and
/// where that is one and the same, the next best.
pub(super) fn of_tie(data: &Dataset, tie: &Partnership) -> Few {
    // Every tie has a source: a table without one is refused at load.
    let mut few = Few { sources: [tie.sources[0]; MARKS], count: 0 };
    let begun = tie.since.first().map_or(&[][..], |claim| &claim.sources);
    let ended = tie.until.first().map_or(&[][..], |claim| &claim.sources);
    few.add(best(data, begun));
    few.add(best(data, ended));
    few.add(best(data, &tie.sources));
    for sources in [begun, &tie.sources] {
        while few.count < ENOUGH {
            let rest = sources.iter().copied().filter(|source| !few.as_slice().contains(source));
            let Some(next) = rest.min_by_key(|&source| rank(&data[source])) else { break };
            few.add(Some(next));
        }
    }
    few
}

/// Sources in the order in which a full answer lists them, the best first.
pub(super) fn in_order(data: &Dataset, sources: &[SourceIx]) -> Vec<SourceIx> {
    let mut sources = sources.to_vec();
    sources.sort_by_key(|&source| rank(&data[source]));
    sources
}
