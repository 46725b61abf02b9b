//! How much of a page every tie takes: worked out once for a dataset, since the last page of a list of all ties is known
//! only when all of them are laid out.

use std::sync::Arc;

use super::paging::Fill;
use super::text::LINE_ROOM;
use super::ties::{AROUND_NAME, NAMES};
use super::{citing, ties, wording};
use crate::dataset::{Dataset, SourceIx, Status, TieIx, TieKind, room};

/// The longest name, and "and 99 more".
const LAST_NAME: usize = 300;
/// The room of `, since perhaps 24 September 1973`, and of what is said where there is no date.
const BEGINNING: usize = 44;
/// The room of `, suspended perhaps 24 September 1973`.
const STATE: usize = 44;
/// The room of ` (one agreement of 100) and 99 more`.
const SEVERAL: usize = 40;
/// The room of another source's date and the words around it.
const AROUND_OTHER: usize = 60;

/// The measures of all ties.
pub(super) struct Measured {
    // One for each tie, and one more, where the sources of the last end.
    ties: Vec<Measure>,
    // What the line of a tie cites stands in `cited[ties[n].cited..ties[n + 1].cited]`.
    cited: Vec<SourceIx>,
}

struct Measure {
    cited: u32,
    text: u16,
    lacking: u8,
}

impl Measured {
    /// The measures of this dataset.
    pub(super) fn of(data: &Dataset) -> Arc<Measured> {
        data.derived(Measured::new)
    }

    fn new(data: &Dataset) -> Measured {
        let mut measured =
            Measured { ties: Vec::with_capacity(data.ties.len() + 1), cited: Vec::with_capacity(data.ties.len() * 2) };
        for (ix, _) in data.ties.iter() {
            let before = measured.cited.len();
            let text = measure(data, ix, &mut measured.cited);
            let lacking = data[ix].began().and_then(wording::lacking).map_or(0, |lacking| lacking.len() + 3);
            measured.push(before, text, lacking);
        }
        measured.push(measured.cited.len(), 0, 0);
        measured
    }

    fn push(&mut self, cited: usize, text: usize, lacking: usize) {
        self.ties.push(Measure {
            // A table holds no more than `u32` records, and a line cites few sources of it.
            cited: u32::try_from(cited).unwrap_or(u32::MAX),
            text: u16::try_from(text).unwrap_or(u16::MAX),
            lacking: u8::try_from(lacking).unwrap_or(u8::MAX),
        });
    }

    /// Puts on a page what a line of partners needs: never less than the line itself.
    pub(super) fn partner(&self, ix: TieIx, fill: &mut Fill) {
        let [measure, next] = &self.ties[ix.at()..=ix.at() + 1] else { return };
        fill.text(usize::from(measure.text));
        self.cited[measure.cited as usize..next.cited as usize].iter().for_each(|&source| fill.cite(source));
    }

    /// Puts on a page what a line of a list by date needs: never less than the line itself.
    pub(super) fn pair(&self, ix: TieIx, fill: &mut Fill) {
        self.partner(ix, fill);
        fill.text(usize::from(self.ties[ix.at()].lacking));
    }
}

/// The room of a tie's line without its marks; the sources that it cites are added to `cited`.
fn measure(data: &Dataset, ix: TieIx, cited: &mut Vec<SourceIx>) -> usize {
    let tie = &data[ix];
    let names: usize = tie.parties.iter().map(|&party| data.lengths.name(party) + AROUND_NAME).sum();
    let several = if tie.parties.len() > 2 { SEVERAL } else { 0 };
    let kind = if tie.kind == TieKind::Sister { 0 } else { wording::tie_kind(tie.kind).len() + 3 };
    let state = if tie.status == Status::Active { 0 } else { STATE };
    cited.extend_from_slice(citing::of_tie(data, tie).as_slice());
    let others: usize = ties::others(data, tie)
        .take(ties::OTHERS)
        .map(|(_, source)| {
            cited.push(source);
            room(&data[source].publisher) + AROUND_OTHER
        })
        .sum();
    names.min(NAMES + LAST_NAME) + several + kind + BEGINNING + state + LINE_ROOM + others
}
