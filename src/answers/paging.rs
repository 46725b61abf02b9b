//! Where the pages of an answer end: after ten lines, before the 26th source, or before the text gets too long for one
//! message, whichever comes first.

use super::text::{Draft, Line, MARK_ROOM, Piece, Span};
use crate::dataset::{Dataset, Source, SourceIx, room};

/// How many lines a page has at most; headings do not count.
const LINES: usize = 10;
/// How many sources a page cites at most: as many as a Discord menu holds.
const SOURCES: usize = 25;
/// How many characters a page has at most, of the 6000 that Discord allows.
const ALL_ROOM: usize = 5_800;
/// How many characters stand above the sources at most, of the 4096 that Discord allows for a description.
const TEXT_ROOM: usize = 3_900;
/// What stands around every page besides its title: the footer, the names of the fields, a note that the data has changed.
const FRAME_ROOM: usize = 350;
/// The longest title; a longer one is shortened.
const TITLE_ROOM: usize = 256;
/// What stands around a source's publisher, title and address: its number, its date, the brackets of the link.
const SOURCE_ROOM: usize = 46;
/// The longest line of a source: what would be longer is shown without its address, and then shortened.
const SOURCE_LINE: usize = 900;

/// A page that is being filled, or the measure of what is put on it.
pub(super) struct Fill<'a> {
    data: &'a Dataset,
    frame: usize,
    text: usize,
    sources: usize,
    seen: Vec<SourceIx>,
    lines: usize,
}

impl<'a> Fill<'a> {
    fn new(data: &'a Dataset, title: &str, lead: &[Draft]) -> Self {
        let frame = FRAME_ROOM + room(title).min(TITLE_ROOM);
        let mut fill = Fill { data, frame, text: 0, sources: 0, seen: Vec::with_capacity(SOURCES + 8), lines: 0 };
        lead.iter().for_each(|draft| fill.draft(draft));
        fill
    }

    /// Whether only the lead stands on it.
    pub(super) fn is_at_top(&self) -> bool {
        self.lines == 0
    }

    /// Text of this room.
    pub(super) fn text(&mut self, room: usize) {
        self.text += room;
    }

    /// A citation mark, and its source where that is not on the page yet.
    pub(super) fn cite(&mut self, source: SourceIx) {
        self.text += MARK_ROOM;
        if !self.seen.contains(&source) {
            self.seen.push(source);
            self.sources += (self.data.lengths.source(source) + SOURCE_ROOM).min(SOURCE_LINE);
        }
    }

    /// A line that is written already.
    pub(super) fn draft(&mut self, draft: &Draft) {
        self.text(draft.room());
        draft.cited().for_each(|source| self.cite(source));
    }

    fn fits(&self) -> bool {
        self.lines <= LINES
            && self.seen.len() <= SOURCES
            && self.text <= TEXT_ROOM
            && self.text + self.sources + self.frame <= ALL_ROOM
    }

    /// Goes back to how the page was when only the lead stood on it.
    fn reset(&mut self, lead: (usize, usize, usize)) {
        (self.text, self.sources, self.lines) = (lead.0, lead.1, 0);
        self.seen.truncate(lead.2);
    }
}

/// The pages of a list: where each begins.
#[derive(Debug)]
pub(super) struct Pages {
    starts: Vec<usize>,
    count: usize,
}

impl Pages {
    /// Lays out `count` lines, which `measure` puts on a page each, under a lead that stands on every page.
    ///
    /// A line that does not fit on an empty page gets a page of its own; the bounds on texts in the data, and the number of
    /// sources that the answers put behind a line, see to it that there is none.
    pub(super) fn lay_out(
        data: &Dataset,
        title: &str,
        lead: &[Draft],
        count: usize,
        mut measure: impl FnMut(usize, &mut Fill),
    ) -> Pages {
        let mut fill = Fill::new(data, title, lead);
        let empty = (fill.text, fill.sources, fill.seen.len());
        let mut starts = vec![0];
        for n in 0..count {
            measure(n, &mut fill);
            fill.lines += 1;
            if !fill.fits() && fill.lines > 1 {
                starts.push(n);
                fill.reset(empty);
                measure(n, &mut fill);
                fill.lines += 1;
            }
        }
        Pages { starts, count }
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
            Piece::Link(text, url) => Span::Link(text, url),
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
