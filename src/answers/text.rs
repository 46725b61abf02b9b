//! The text of an answer in pieces, so that every place that shows it can write and escape it in its own way.

use std::borrow::Cow;

use crate::dataset::{Flag, SourceIx, room};

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Span<'d> {
    /// Text as it is.
    Plain(Cow<'d, str>),
    /// Text that stands out.
    Strong(Cow<'d, str>),
    /// A command that can be typed, as an example.
    Code(Cow<'d, str>),
    /// Text that leads to an address.
    Link(Cow<'d, str>, Cow<'d, str>),
    /// A citation mark: the number of a source in the answer's list, from 1.
    Mark(usize),
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// One of a list.
    Item,
    /// Over the items that follow it.
    Heading,
    /// A sentence that stands for itself.
    Sentence,
}

/// A line of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Line<'d> {
    /// What it is.
    pub kind: LineKind,
    /// Its pieces, in order.
    pub spans: Vec<Span<'d>>,
}

/// A piece of a line that is not yet on a page: its sources have no number.
#[derive(Debug, Clone)]
pub(super) enum Piece<'d> {
    Plain(Cow<'d, str>),
    Strong(Cow<'d, str>),
    Code(Cow<'d, str>),
    Link(Cow<'d, str>, Cow<'d, str>),
    Cite(SourceIx),
}

/// A line that is not yet on a page.
#[derive(Debug, Clone)]
pub(super) struct Draft<'d> {
    pub(super) kind: LineKind,
    pub(super) pieces: Vec<Piece<'d>>,
}

impl<'d> Draft<'d> {
    pub(super) fn item() -> Self {
        Draft { kind: LineKind::Item, pieces: Vec::with_capacity(8) }
    }

    pub(super) fn heading(text: impl Into<Cow<'d, str>>) -> Self {
        Draft { kind: LineKind::Heading, pieces: vec![Piece::Plain(text.into())] }
    }

    pub(super) fn sentence() -> Self {
        Draft { kind: LineKind::Sentence, pieces: Vec::with_capacity(4) }
    }

    pub(super) fn plain(mut self, text: impl Into<Cow<'d, str>>) -> Self {
        self.pieces.push(Piece::Plain(text.into()));
        self
    }

    pub(super) fn strong(mut self, text: impl Into<Cow<'d, str>>) -> Self {
        self.pieces.push(Piece::Strong(text.into()));
        self
    }

    pub(super) fn code(mut self, text: impl Into<Cow<'d, str>>) -> Self {
        self.pieces.push(Piece::Code(text.into()));
        self
    }

    pub(super) fn link(mut self, text: impl Into<Cow<'d, str>>, url: impl Into<Cow<'d, str>>) -> Self {
        self.pieces.push(Piece::Link(text.into(), url.into()));
        self
    }

    pub(super) fn flag(self, flag: Flag) -> Self {
        self.plain(format!("{flag} "))
    }

    pub(super) fn cite(mut self, sources: impl IntoIterator<Item = SourceIx>) -> Self {
        self.pieces.extend(sources.into_iter().map(Piece::Cite));
        self
    }

    /// Puts text before all else.
    pub(super) fn put_first(&mut self, text: &'d str) {
        self.pieces.insert(0, Piece::Plain(text.into()));
    }

    /// Puts text that stands out before all else.
    pub(super) fn put_first_strong(&mut self, text: String) {
        self.pieces.insert(0, Piece::Strong(text.into()));
    }

    pub(super) fn into_sentence(mut self) -> Self {
        self.kind = LineKind::Sentence;
        self
    }

    pub(super) fn into_item(mut self) -> Self {
        self.kind = LineKind::Item;
        self
    }

    /// The room that its own text takes, without its marks; never less than what Discord will count.
    pub(super) fn room(&self) -> usize {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Plain(text) => room(text),
            Piece::Strong(text) | Piece::Code(text) => room(text) + 4,
            Piece::Link(text, url) => room(text) + url.len() + 4,
            Piece::Cite(_) => 0,
        });
        pieces.sum::<usize>() + LINE_ROOM
    }

    /// The sources that it cites, in order, perhaps one twice.
    pub(super) fn cited(&self) -> impl Iterator<Item = SourceIx> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Cite(source) => Some(*source),
            _ => None,
        })
    }
}

/// The room of ` [25]` with its escapes.
pub(super) const MARK_ROOM: usize = 7;
/// The room of what stands around a line: the bullet, the line's end, the emphasis of a heading.
pub(super) const LINE_ROOM: usize = 6;

/// A line that cites nothing; marks, if there were any, are left out.
pub(super) fn uncited(draft: Draft<'_>) -> Line<'_> {
    let spans = draft.pieces.into_iter().filter_map(|piece| match piece {
        Piece::Plain(text) => Some(Span::Plain(text)),
        Piece::Strong(text) => Some(Span::Strong(text)),
        Piece::Code(text) => Some(Span::Code(text)),
        Piece::Link(text, url) => Some(Span::Link(text, url)),
        Piece::Cite(_) => None,
    });
    Line { kind: draft.kind, spans: spans.collect() }
}
