//! Where the pages of an answer end: after ten lines, before the 26th source, or before the text gets too long for one
//! message, whichever comes first.

use super::text::{Draft, Line, LineKind, MARK_ROOM, Piece, Span};
use crate::dataset::{Dataset, Source, SourceIx};

/// How many lines a page has at most; headings do not count.
const LINES: usize = 10;
/// How many sources a page cites at most: as many as a Discord menu holds.
const SOURCES: usize = 25;
/// How many characters a page has at most, of the 6000 that Discord allows.
const ALL_ROOM: usize = 5_800;
/// How many characters stand above the sources at most, of the 4096 that Discord allows for a description.
const TEXT_ROOM: usize = 3_900;
/// What stands around every page: title, footer, names of fields, notes.
const FRAME_ROOM: usize = 560;
/// What stands around a source: its number, the link's brackets, its date and the day on which it was read.
pub(super) const SOURCE_ROOM: usize = 60;
/// The longest line of a source: what would be longer is shown without its address, and then shortened.
pub(super) const SOURCE_LINE: usize = 900;

/// What a line needs on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size<const N: usize> {
    /// The room of its text, marks included.
    pub(super) room: usize,
    /// What it cites; the rest of the array repeats the first.
    pub(super) cited: [SourceIx; N],
    /// How many of them count.
    pub(super) cites: usize,
}

/// The pages of a list: where each begins.
#[derive(Debug)]
pub(super) struct Pages {
    starts: Vec<usize>,
    count: usize,
}

/// A page that is being filled.
struct Fill<'a> {
    data: &'a Dataset,
    text: usize,
    sources: usize,
    seen: Vec<SourceIx>,
    lines: usize,
}

impl<'a> Fill<'a> {
    fn new(data: &'a Dataset, lead: &[Draft]) -> Self {
        let mut fill = Fill { data, text: 0, sources: 0, seen: Vec::with_capacity(SOURCES), lines: 0 };
        for draft in lead {
            fill.add(draft.room(), draft.cited());
        }
        fill.lines = 0;
        fill
    }

    /// Puts a line on the page; `false` where it no longer fits, and then the page is spoilt and must be left.
    fn add(&mut self, room: usize, cited: impl IntoIterator<Item = SourceIx>) -> bool {
        self.text += room;
        self.lines += 1;
        for source in cited {
            if !self.seen.contains(&source) {
                self.seen.push(source);
                self.sources += source_room(self.data, source);
            }
        }
        self.lines <= LINES
            && self.seen.len() <= SOURCES
            && self.text <= TEXT_ROOM
            && self.text + self.sources + FRAME_ROOM <= ALL_ROOM
    }

    /// Goes back to how the page was when only the lead stood on it.
    fn reset(&mut self, lead: &(usize, usize, usize)) {
        (self.text, self.sources, self.lines) = (lead.0, lead.1, 0);
        self.seen.truncate(lead.2);
    }
}

fn source_room(data: &Dataset, source: SourceIx) -> usize {
    (data.lengths.source(source) + SOURCE_ROOM).min(SOURCE_LINE)
}

impl Pages {
    /// Lays out `count` lines, of which `size` tells what each needs, under a lead that stands on every page.
    ///
    /// A line that does not fit on an empty page gets a page of its own; [`super::citing`] and the bounds on texts in
    /// the data see to it that there is none.
    pub(super) fn lay_out<const N: usize>(
        data: &Dataset,
        lead: &[Draft],
        count: usize,
        mut size: impl FnMut(usize) -> Size<N>,
    ) -> Pages {
        let mut fill = Fill::new(data, lead);
        let empty = (fill.text, fill.sources, fill.seen.len());
        let mut starts = vec![0];
        for n in 0..count {
            let Size { room, cited, cites } = size(n);
            let cited = &cited[..cites];
            if !fill.add(room, cited.iter().copied()) && fill.lines > 1 {
                starts.push(n);
                fill.reset(&empty);
                fill.add(room, cited.iter().copied());
            }
        }
        Pages { starts, count }
    }

    /// Lays out lines that are written already.
    pub(super) fn of_drafts(data: &Dataset, lead: &[Draft], drafts: &[Draft]) -> Pages {
        let mut fill = Fill::new(data, lead);
        let empty = (fill.text, fill.sources, fill.seen.len());
        let mut starts = vec![0];
        for (n, draft) in drafts.iter().enumerate() {
            // A heading goes with the line below it.
            let next = drafts.get(n + 1).filter(|_| draft.kind == LineKind::Heading);
            let room = draft.room() + next.map_or(0, Draft::room);
            let cited: Vec<SourceIx> = draft.cited().chain(next.into_iter().flat_map(Draft::cited)).collect();
            let before = (fill.text, fill.sources, fill.seen.len(), fill.lines);
            if !fill.add(room, cited.iter().copied()) && fill.lines > 1 {
                starts.push(n);
                fill.reset(&empty);
                fill.add(room, cited);
            }
            if draft.kind == LineKind::Heading {
                // Only its own room stays; the line below adds what is its own.
                let new_page = starts.last() == Some(&n);
                let (text, sources, seen, lines) = if new_page { (empty.0, empty.1, empty.2, 0) } else { before };
                (fill.text, fill.sources, fill.lines) = (text + draft.room(), sources, lines);
                fill.seen.truncate(seen);
            }
        }
        Pages { starts, count: drafts.len() }
    }

    /// How many pages there are; 1 also where there is no line.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The lines of a page, from 1; the last where there are fewer pages.
    pub(super) fn lines(&self, page: usize) -> std::ops::Range<usize> {
        let page = page.clamp(1, self.len());
        self.starts[page - 1]..self.starts.get(page).copied().unwrap_or(self.count)
    }
}

/// Numbers the sources of a page in the order in which they are first cited.
pub(super) struct Numbers<'d> {
    data: &'d Dataset,
    cited: Vec<SourceIx>,
}

impl<'d> Numbers<'d> {
    pub(super) fn new(data: &'d Dataset) -> Self {
        Numbers { data, cited: Vec::with_capacity(SOURCES) }
    }

    /// The line with its marks.
    pub(super) fn line(&mut self, draft: Draft<'d>) -> Line<'d> {
        let spans = draft.pieces.into_iter().map(|piece| match piece {
            Piece::Plain(text) => Span::Plain(text),
            Piece::Strong(text) => Span::Strong(text),
            Piece::Code(text) => Span::Code(text),
            Piece::Cite(source) => Span::Mark(self.number(source)),
        });
        Line { kind: draft.kind, spans: spans.collect() }
    }

    fn number(&mut self, source: SourceIx) -> usize {
        let at = self.cited.iter().position(|&cited| cited == source).unwrap_or_else(|| {
            self.cited.push(source);
            self.cited.len() - 1
        });
        at + 1
    }

    /// The sources, in the order of their numbers.
    pub(super) fn sources(self) -> Vec<&'d Source> {
        self.cited.iter().map(|&source| &self.data[source]).collect()
    }
}

/// The room of so many marks.
pub(super) const fn marks(count: usize) -> usize {
    count * MARK_ROOM
}
