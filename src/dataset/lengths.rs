//! How much room the texts of records take once they are shown, measured once at load, so that paging need not.

use super::records::{Fact, FactIx, Place, PlaceIx, Source, SourceIx};
use super::table::Table;

/// The characters that get a backslash where Markdown is shown.
pub const ESCAPED: &[char] = &['\\', '*', '_', '~', '`', '|', '<', '>', '[', ']', '#', '@', ':'];

/// The same as bits, so that one look tells.
const ESCAPED_BITS: u128 = {
    let mut bits = 0;
    let mut n = 0;
    while n < ESCAPED.len() {
        bits |= 1 << ESCAPED[n] as u32;
        n += 1;
    }
    bits
};

/// Whether a byte of UTF-8 is a character of [`ESCAPED`], all of which are ASCII.
pub fn is_escaped(byte: u8) -> bool {
    byte < 128 && ESCAPED_BITS >> byte & 1 == 1
}

/// The UTF-16 code units of a text, with one more for each character of [`ESCAPED`]: never less than what Discord counts.
pub fn room(text: &str) -> usize {
    let escapes = text.bytes().filter(|&byte| is_escaped(byte)).count();
    escapes + code_units(text)
}

/// The UTF-16 code units of a text.
pub fn code_units(text: &str) -> usize {
    // A character has one byte that is no continuation, and two code units where that byte begins four.
    text.bytes().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(byte >= 0xF0)).sum()
}

/// The room of places' names, of sources' lines and of facts' texts.
pub struct Lengths {
    names: Vec<u16>,
    sources: Vec<u16>,
    facts: Vec<u16>,
}

impl Lengths {
    pub(super) fn new(places: &Table<Place>, facts: &Table<Fact>, sources: &Table<Source>) -> Lengths {
        let small = |room: usize| u16::try_from(room).unwrap_or(u16::MAX);
        let of_source = |source: &Source| {
            let url = source.url.as_ref().map_or(0, |url| url.len());
            small(room(&source.title) + room(&source.publisher) + url)
        };
        Lengths {
            names: places.iter().map(|(_, place)| small(room(&place.name))).collect(),
            sources: sources.iter().map(|(_, source)| of_source(source)).collect(),
            facts: facts.iter().map(|(_, fact)| small(room(&fact.text))).collect(),
        }
    }

    /// The room of a place's English name.
    pub fn name(&self, place: PlaceIx) -> usize {
        usize::from(self.names[place.at()])
    }

    /// The room of a fact's text.
    pub fn fact(&self, fact: FactIx) -> usize {
        usize::from(self.facts[fact.at()])
    }

    /// The room of a source's title, publisher and address together.
    pub fn source(&self, source: SourceIx) -> usize {
        usize::from(self.sources[source.at()])
    }
}
