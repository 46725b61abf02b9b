//! The data: places, partnerships, facts and sources, read, checked, indexed and shared.
//!
//! A [`Dataset`] never changes once it is made; [`Current`] holds the one that is served, behind one atomic pointer.
//! Nothing in here knows Discord, reads the clock (today's date is handed in) or uses the network.

mod country;
mod current;
mod date;
mod days;
mod derived;
mod lengths;
mod links;
pub mod names;
pub mod read;
mod records;
mod short;
mod source_words;
mod table;
mod version;
mod words;

pub use country::{Country, Flag};
pub use current::Current;
pub use date::{DateError, PartialDate, Precision, Qualifier, When, month_name};
pub use days::{Dated, Days};
pub use lengths::{Lengths, code_units, is_escaped, room};
pub use links::{Grouped, Links};
pub use records::{
    Claim, Coordinates, Fact, FactIx, Figure, Partnership, Place, PlaceIx, Source, SourceIx, Subject, TieIx,
};
pub use short::{NotAShortId, SHORT_ID_LEN, ShortId};
pub use source_words::SourceWords;
pub use table::{Ix, Record, Table};
pub use version::{DataVersion, NotAVersion};
pub use words::{PlaceKind, Status, TieKind, Tier, Topic, TopicSet};

use jiff::civil::Date;

/// One version of the data, whole and checked.
pub struct Dataset {
    /// Every place.
    pub places: Table<Place>,
    /// Every partnership.
    pub ties: Table<Partnership>,
    /// Every fact.
    pub facts: Table<Fact>,
    /// Every source.
    pub sources: Table<Source>,
    /// The ways back.
    pub links: Links,
    /// Every name of every place.
    pub names: names::NameIndex,
    // Made when it is first asked for: most questions do not.
    source_words: std::sync::OnceLock<SourceWords>,
    // So too.
    days: std::sync::OnceLock<Days>,
    derived: derived::Derived,
    /// How much room texts take.
    pub lengths: Lengths,
    /// Its name.
    pub version: DataVersion,
    /// The day on which it was loaded, UTC.
    pub loaded: Date,
}

impl Dataset {
    /// Puts together what was read and checked.
    pub(crate) fn new(
        places: Table<Place>,
        ties: Table<Partnership>,
        facts: Table<Fact>,
        sources: Table<Source>,
        version: DataVersion,
        loaded: Date,
    ) -> Dataset {
        let links = Links::new(&places, &ties, &facts);
        let lengths = Lengths::new(&places, &facts, &sources);
        let names = names::NameIndex::new(&places, &links);
        Dataset {
            places,
            ties,
            facts,
            sources,
            links,
            names,
            source_words: std::sync::OnceLock::new(),
            days: std::sync::OnceLock::new(),
            derived: derived::Derived::default(),
            lengths,
            version,
            loaded,
        }
    }
}

impl Dataset {
    /// The words of all titles and publishers, to find a source by.
    pub fn source_words(&self) -> &SourceWords {
        self.source_words.get_or_init(|| SourceWords::new(&self.sources))
    }

    /// What a layer above works out once for this dataset, one value of each type: `make` makes it the first time, and must
    /// not ask for another one itself.
    pub fn derived<T: std::any::Any + Send + Sync>(&self, make: impl FnOnce(&Dataset) -> T) -> std::sync::Arc<T> {
        self.derived.get(|| make(self))
    }

    /// What is dated to which day of the year.
    pub fn days(&self) -> &Days {
        self.days.get_or_init(|| Days::new(&self.ties, &self.facts))
    }
}

macro_rules! indexed {
    ($($record:ty => $table:ident),*) => {
        $(impl std::ops::Index<Ix<$record>> for Dataset {
            type Output = $record;
            fn index(&self, ix: Ix<$record>) -> &$record { &self.$table[ix] }
        })*
    };
}
indexed!(Place => places, Partnership => ties, Fact => facts, Source => sources);
