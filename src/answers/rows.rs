//! The lines of a list before they are written: measured all, written only where they are shown.

use std::borrow::Cow;

use super::measured::Measured;
use super::paging::{Fill, Pages};
use super::text::{Draft, LINE_ROOM};
use super::{Answer, citing, ties, wording};
use crate::anniversaries::day::{Jubilee, What};
use crate::dataset::{Dataset, FactIx, PlaceIx, SourceIx, TieIx};

/// One line of a list, or several where it has many sources.
#[derive(Debug, Clone)]
pub(super) enum Row<'d> {
    /// A tie of a place: everybody but the place.
    Partner(TieIx, PlaceIx),
    /// A tie: everybody.
    Pair(TieIx),
    /// A fact with its date and its best sources.
    Fact(FactIx),
    /// What has its day, its month or its year, with the years.
    Jubilee(Jubilee),
    /// A line that is written already.
    Draft(Draft<'d>),
}

/// How many of its sources stand behind a fact in a list.
const MARKS_OF_A_FACT: usize = 3;
/// The room of `★ 1,973 years ago: ` and its emphasis.
const YEARS_ROOM: usize = 26;
/// The room of `from about 30 September 1973 to about 30 September 1974: `.
const DATE_ROOM: usize = 70;

impl<'d> Row<'d> {
    fn measure(&self, data: &Dataset, measured: &Measured, fill: &mut Fill) {
        match self {
            Row::Partner(tie, _) => measured.partner(*tie, fill),
            Row::Pair(tie) => measured.pair(*tie, fill),
            Row::Fact(fact) => {
                fill.text(data.lengths.fact(*fact) + DATE_ROOM + LINE_ROOM);
                let sources = &data[*fact].sources;
                match sources.len() {
                    0..=MARKS_OF_A_FACT => sources.iter().for_each(|&source| fill.cite(source)),
                    _ => best(data, sources).into_iter().for_each(|source| fill.cite(source)),
                }
            }
            Row::Jubilee(Jubilee { what: What::Tie(tie), .. }) => {
                fill.text(YEARS_ROOM);
                measured.pair(*tie, fill);
            }
            Row::Jubilee(Jubilee { what: What::Fact(fact), .. }) => {
                fill.text(YEARS_ROOM);
                Row::Fact(*fact).measure(data, measured, fill);
            }
            Row::Draft(draft) => fill.draft(draft),
        }
    }

    fn write(&self, data: &'d Dataset) -> Draft<'d> {
        match self {
            Row::Partner(tie, place) => ties::partner_line(data, *tie, *place),
            Row::Pair(tie) => ties::pair_line(data, *tie),
            Row::Fact(fact) => fact_line(data, *fact).cite(best(data, &data[*fact].sources)),
            Row::Jubilee(jubilee) => jubilee_line(data, jubilee),
            Row::Draft(draft) => draft.clone(),
        }
    }
}

fn best(data: &Dataset, sources: &[SourceIx]) -> Vec<SourceIx> {
    let mut best = citing::in_order(data, sources);
    best.truncate(MARKS_OF_A_FACT);
    best
}

/// `★ 50 years: Kobe – Tianjin, since 24 June 1976`: round years stand out.
pub(super) fn jubilee_line<'d>(data: &'d Dataset, jubilee: &Jubilee) -> Draft<'d> {
    let (mut draft, ago) = match jubilee.what {
        What::Tie(tie) => (ties::pair_line(data, tie), ": "),
        What::Fact(fact) => (Row::Fact(fact).write(data), " ago, "),
    };
    draft.put_first(ago);
    draft.put_first_strong(wording::years(jubilee));
    draft
}

/// A fact with its date, without its sources.
pub(super) fn fact_line(data: &Dataset, ix: FactIx) -> Draft<'_> {
    let fact = &data[ix];
    let draft = match fact.date {
        Some(date) => Draft::item().strong(wording::when(date)).plain(": "),
        None => Draft::item(),
    };
    draft.plain(&*fact.text)
}

/// What stands over the lines of a list.
pub(super) struct Headings<'f, 'd> {
    /// Which group a line belongs to; the lines of a group stand together.
    pub(super) group: &'f dyn Fn(usize) -> u32,
    /// What stands over a group.
    pub(super) label: &'f dyn Fn(u32) -> Cow<'d, str>,
    /// The room of the longest of them.
    pub(super) room: usize,
}

impl<'d> Answer<'d> {
    /// Fills in one page of a list.
    pub(super) fn with_rows(
        self,
        data: &'d Dataset,
        lead: Vec<Draft<'d>>,
        rows: &[Row<'d>],
        page: usize,
        headings: Option<Headings<'_, 'd>>,
    ) -> Self {
        let heading_room = headings.as_ref().map_or(0, |headings| headings.room + LINE_ROOM);
        let group = |n: usize| headings.as_ref().map_or(0, |headings| (headings.group)(n));
        let measured = Measured::of(data);
        let pages = Pages::lay_out(data, &self.title, &lead, rows.len(), |n, fill| {
            if n == 0 || group(n) != group(n - 1) || fill.is_at_top() {
                fill.text(heading_room);
            }
            rows[n].measure(data, &measured, fill);
        });
        let first = pages.lines(page).start;
        self.with_page(data, lead, &pages, page, |n| {
            let new = n == first || group(n) != group(n - 1);
            let heading = headings.as_ref().filter(|_| new).map(|headings| Draft::heading((headings.label)(group(n))));
            heading.into_iter().chain([rows[n].write(data)]).collect()
        })
    }
}
