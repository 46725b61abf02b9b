//! What can be asked.

use super::{Partners, Partnership, Since};
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
}

impl Asked {
    /// The first page of the answer to a question, for everybody.
    pub fn new(question: Question) -> Asked {
        Asked { question, page: 1, private: false, version: None }
    }
}
