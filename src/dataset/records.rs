//! The four kinds of records, as they are once they are read and checked: every reference resolved, every date real.

use jiff::civil::Date;

use super::country::Country;
use super::date::{PartialDate, When};
use super::table::{Ix, Record};
use super::words::{PlaceKind, Status, TieKind, Tier, TopicSet};

/// The position of a place.
pub type PlaceIx = Ix<Place>;
/// The position of a partnership.
pub type TieIx = Ix<Partnership>;
/// The position of a fact.
pub type FactIx = Ix<Fact>;
/// The position of a source.
pub type SourceIx = Ix<Source>;

/// A city, a province, a port, a university: whoever has a partner or is spoken of.
#[derive(Debug)]
pub struct Place {
    /// `kobe-jp`
    pub id: Box<str>,
    /// The usual English name.
    pub name: Box<str>,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// The country it lies in.
    pub country: Country,
    /// The place that contains it.
    pub within: Option<PlaceIx>,
    /// Names by BCP 47 language, sorted by language.
    pub names: Box<[(Box<str>, Box<str>)]>,
    /// Other spellings that people type: for search only, never shown as the place's name.
    pub aliases: Box<[Box<str>]>,
    /// A Wikidata Q-id.
    pub wikidata: Option<Box<str>>,
    /// Where it (or its seat, or its city) lies.
    pub at: Option<Coordinates>,
    /// The GeoNames id of the place whose coordinates stand in `at`.
    pub geonames: Option<u32>,
}

/// WGS 84, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinates {
    /// -90 to 90, north positive.
    pub lat: f64,
    /// -180 to 180, east positive.
    pub lon: f64,
}

/// A page that was read.
#[derive(Debug)]
pub struct Source {
    /// `china-daily-2024-08-28-solidarity`
    pub id: Box<str>,
    /// The page's own title, or the compiler's in square brackets.
    pub title: Box<str>,
    /// Who published it.
    pub publisher: Box<str>,
    /// Its original address.
    pub url: Option<Box<str>>,
    /// When it was published.
    pub date: Option<PartialDate>,
    /// Where the page names one.
    pub author: Option<Box<str>>,
    /// BCP 47.
    pub language: Option<Box<str>>,
    /// The day on which it was read.
    pub accessed: Date,
    /// How near it is to what it reports.
    pub tier: Tier,
}

/// A date of a beginning or an end, and who gives it.
#[derive(Debug)]
pub struct Claim {
    /// The date, as precisely as its sources give it.
    pub date: PartialDate,
    /// One or more, the best first.
    pub sources: Box<[SourceIx]>,
}

/// A tie between two or more places.
#[derive(Debug)]
pub struct Partnership {
    /// `kobe-jp--tianjin-cn`
    pub id: Box<str>,
    /// What sort of tie it is.
    pub kind: TieKind,
    /// Two or more, in the order of their ids.
    pub parties: Box<[PlaceIx]>,
    /// Its beginning: the best-supported claim first; empty where no source gives a date.
    pub since: Box<[Claim]>,
    /// Its end or suspension.
    pub until: Box<[Claim]>,
    /// What the sources say of its state.
    pub status: Status,
    /// What it is about.
    pub topics: TopicSet,
    /// What says that it exists; one or more.
    pub sources: Box<[SourceIx]>,
}

impl Partnership {
    /// The best-supported date of its beginning.
    pub fn began(&self) -> Option<PartialDate> {
        self.since.first().map(|claim| claim.date)
    }

    /// The best-supported date of its end or suspension.
    pub fn ended(&self) -> Option<PartialDate> {
        self.until.first().map(|claim| claim.date)
    }
}

/// What a fact is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A place.
    Place(PlaceIx),
    /// A tie.
    Tie(TieIx),
}

/// A figure in a statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What is counted: `sister cities`, `face masks`.
    pub what: Box<str>,
    /// How many, as it stands in the file, so that neither 0.1 nor 12345678901234567890 changes by being read.
    pub number: serde_json::Number,
}

/// A cited statement about places or partnerships.
#[derive(Debug)]
pub struct Fact {
    /// Unique among facts.
    pub id: Box<str>,
    /// One or more.
    pub about: Box<[Subject]>,
    /// When, where the source dates it.
    pub date: Option<When>,
    /// What it is about.
    pub topics: TopicSet,
    /// One or two sentences that stand alone.
    pub text: Box<str>,
    /// Figures in the statement, in the order of the file.
    pub measure: Box<[Figure]>,
    /// One or more, the best first.
    pub sources: Box<[SourceIx]>,
}

macro_rules! has_id {
    ($($record:ty),*) => { $(impl Record for $record { fn id(&self) -> &str { &self.id } })* };
}
has_id!(Place, Source, Partnership, Fact);
