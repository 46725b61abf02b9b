//! Which of its sources a line shows, where there is no room for all of them.

use crate::dataset::{Dataset, Partnership, Source, SourceIx, Status};

/// How many sources stand behind a line at most, besides the ones that say otherwise: two for the tie or its beginning,
/// one for its end.
const MARKS: usize = 3;
/// How many stand behind a beginning.
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

/// What supports a line that names a tie, its beginning and its end. Where the line has a date, its marks give that very
/// date: a source that only lists the tie may say another. Where it has none, they list the tie.
pub(super) fn of_tie(data: &Dataset, tie: &Partnership) -> Few {
    // Every tie has a source: a table without one is refused at load.
    let mut few = Few { sources: [tie.sources[0]; MARKS], count: 0 };
    let begun = tie.since.first().map_or(&tie.sources, |claim| &claim.sources);
    while few.count < ENOUGH {
        let rest = begun.iter().copied().filter(|source| !few.as_slice().contains(source));
        let Some(next) = rest.min_by_key(|&source| rank(&data[source])) else { break };
        few.add(Some(next));
    }
    few.add(best(data, &of_end(data, tie)));
    few
}

/// What says that a tie ended or was suspended: the sources of the date; where no source gives one, those of its sources
/// that can know of it. Which these are the data does not say: not what tells of the beginning, where there is anything
/// else, and of the rest the newest, and what is undated and stands as it was read.
pub(super) fn of_end(data: &Dataset, tie: &Partnership) -> Vec<SourceIx> {
    if let Some(claim) = tie.until.first() {
        return claim.sources.clone().into();
    }
    if !matches!(tie.status, Status::Ended | Status::Suspended) {
        return Vec::new();
    }
    let tells_of_the_beginning = |source: &SourceIx| tie.since.iter().any(|claim| claim.sources.contains(source));
    let mut able: Vec<SourceIx> = tie.sources.iter().copied().filter(|ix| !tells_of_the_beginning(ix)).collect();
    if able.is_empty() {
        able.extend(&tie.sources);
    }
    let newest = able.iter().filter_map(|&source| data[source].date).map(|date| date.last_day()).max();
    able.retain(|&source| data[source].date.is_none_or(|date| Some(date.last_day()) == newest));
    able
}

/// The publishers of sources, each once, in their order.
pub(super) fn publishers<'d>(data: &'d Dataset, sources: &[SourceIx]) -> Vec<&'d str> {
    let mut names: Vec<&str> = Vec::new();
    for &source in sources {
        if !names.contains(&&*data[source].publisher) {
            names.push(&data[source].publisher);
        }
    }
    names
}

/// Sources in the order in which a full answer lists them, the best first.
pub(super) fn in_order(data: &Dataset, sources: &[SourceIx]) -> Vec<SourceIx> {
    let mut sources = sources.to_vec();
    sources.sort_by_key(|&source| rank(&data[source]));
    sources
}
