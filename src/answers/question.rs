//! What can be asked.

use super::{
    Anniversaries, Between, Country, Disputes, Facts, Mentioned, Partners, Partnership, Place, Random, Since,
    SourceQuestion, Stats, Timeline, Topic,
};
use crate::dataset::DataVersion;

/// A question, with what was typed in it or, once it is resolved, with ids.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Who are the partners of a place?
    Partners(Partners),
    /// Which partnerships began then or later?
    Since(Since),
    /// What is known of the tie between two places?
    Partnership(Partnership),
    /// What is known of one place?
    Place(Place),
    /// What are the partnerships of a country, or between two?
    Country(Country),
    /// What is known about a topic?
    Topic(Topic),
    /// What happened when?
    Timeline(Timeline),
    /// Which facts are there about a place or a tie?
    Facts(Facts),
    /// Which chains of partnerships join two places?
    Between(Between),
    /// What are the figures of the dataset?
    Stats(Stats),
    /// What does one source say?
    Source(SourceQuestion),
    /// Where do sources disagree?
    Disputes(Disputes),
    /// A partnership by chance.
    Random(Random),
    /// What happened on this day?
    Today,
    /// What has its day on a date or in the days ahead?
    Anniversaries(Anniversaries),
    /// Which places does a text name, and who are their partners?
    Mentioned(Mentioned),
    /// What can be asked?
    Help,
}

/// A question as it arrives.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// What is asked.
    pub question: Question,
    /// Which page of the answer, from 1; the last where there are fewer.
    pub page: usize,
    /// Whether only the asker is to see the answer.
    pub private: bool,
    /// The version of the data that the question was made from, where a button asks it.
    pub version: Option<DataVersion>,
    /// Any number, for what is left to chance.
    pub chance: u64,
}

impl Asked {
    /// The first page of the answer to a question, for everybody.
    pub fn new(question: Question) -> Asked {
        Asked { question, page: 1, private: false, version: None, chance: 0 }
    }
}
