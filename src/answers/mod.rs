//! Questions and their answers: pure functions of the dataset and of today's date, which is handed in.
//!
//! One kind of question is one file. Nothing in here knows Discord, opens a file or reads the clock; an [`Answer`] says
//! what is to be shown, and [`crate::discord::render`] and the terminal each write it in their own way.

mod anniversaries;
mod between;
mod citing;
mod country;
mod disputes;
mod facts;
mod finding;
mod help;
mod measured;
mod mentioned;
mod paging;
mod partners;
mod partnership;
mod place;
pub mod posts;
mod question;
mod random;
mod rows;
mod since;
mod source;
mod stats;
mod steps;
mod text;
mod ties;
mod timeline;
mod today;
mod topic;
mod typed_day;
pub mod wording;

pub use anniversaries::{Anniversaries, Days, MOST_UPCOMING, UPCOMING};
pub use between::Between;
pub use country::Country;
pub use disputes::Disputes;
pub use facts::Facts;
pub use finding::complete_topics;
pub use mentioned::{Mentioned, PLACES};
pub use partners::{Partners, Sort};
pub use partnership::Partnership;
pub use place::Place;
pub use question::{Asked, Question};
pub use random::Random;
pub use since::Since;
pub use source::Source as SourceQuestion;
pub use stats::{By, Stats};
pub use text::{Line, LineKind, Span};
pub use timeline::Timeline;
pub use topic::Topic;
pub use typed_day::{NotADay, read as read_day};

use std::borrow::Cow;

use jiff::civil::Date;

use crate::dataset::{DataVersion, Dataset, Source};
use paging::{Numbers, Pages};
use text::Draft;

/// What came of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is answered; that there is nothing is an answer, too.
    Answered,
    /// It may mean several things, or nothing that is known: the asker is to choose.
    Choose,
    /// It cannot be answered as it was asked.
    Mistake,
}

/// What is to be shown.
#[derive(Debug, Clone)]
pub struct Answer<'d> {
    /// What came of the question.
    pub outcome: Outcome,
    /// The title, without emphasis or marks.
    pub title: Cow<'d, str>,
    /// What stands above the list, on every page.
    pub lead: Vec<Line<'d>>,
    /// The lines of this page.
    pub body: Vec<Line<'d>>,
    /// The sources that the marks of this page stand for: mark 1 is the first.
    pub sources: Vec<&'d Source>,
    /// Which page this is, from 1, and of how many.
    pub page: (usize, usize),
    /// The question with everything in it resolved, so that its other pages can be asked for.
    pub question: Option<Question>,
    /// Questions that the answer leads on to: five at most.
    pub steps: Vec<Pick>,
    /// Questions that may have been meant, each with the name that people read.
    pub picks: Vec<Pick>,
    /// Which data it comes from.
    pub version: DataVersion,
    /// The day on which that was loaded, UTC.
    pub loaded: Date,
}

/// A question that is offered.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// What people read: `Nagasaki Prefecture, Japan`.
    pub label: String,
    /// What is asked by choosing it.
    pub question: Question,
}

/// Answers a question. `today` is today's date where the asker is (`answers.timezone`).
pub fn answer<'d>(data: &'d Dataset, today: Date, asked: &Asked) -> Answer<'d> {
    let page = asked.page;
    let answered = match &asked.question {
        Question::Partners(question) => partners::answer(data, question, page),
        Question::Since(question) => since::answer(data, today, question, page),
        Question::Partnership(question) => partnership::answer(data, question, page),
        Question::Place(question) => place::answer(data, today, question, page),
        Question::Country(question) => country::answer(data, question, page),
        Question::Topic(question) => topic::answer(data, question, page),
        Question::Timeline(question) => timeline::answer(data, question, page),
        Question::Facts(question) => facts::answer(data, question, page),
        Question::Between(question) => between::answer(data, question, page),
        Question::Stats(question) => stats::answer(data, question, page),
        Question::Source(question) => source::answer(data, question, page),
        Question::Disputes(question) => disputes::answer(data, question, page),
        Question::Random(question) => random::answer(data, question, asked.chance, page),
        Question::Today => Ok(today::answer(data, today, page)),
        Question::Anniversaries(question) => anniversaries::answer(data, today, question, page),
        Question::Mentioned(question) => mentioned::answer(data, question, page),
        Question::Help => Ok(help::answer(data, page)),
    };
    let mut answer = answered.unwrap_or_else(|instead| *instead);
    if asked.version.is_some_and(|version| version != data.version) {
        let changed = "The data has changed since this was asked; this is from the new version.";
        answer.lead.insert(0, Line { kind: LineKind::Sentence, spans: vec![Span::Plain(changed.into())] });
    }
    answer
}

/// What is answered to a button whose question can no longer be read: its place has left the data, or it is from
/// another release.
pub fn gone(data: &Dataset) -> Answer<'_> {
    let lead =
        Draft::sentence().plain("What this asks about is no longer in the data, or was never. Please ask anew: ");
    Answer::new(data, Outcome::Mistake, "This question no longer makes sense").with_lead(vec![lead.code("/help")])
}

/// What is answered to a question that cannot be read at all; `why` names what was wrong and what would be right.
pub fn mistake<'d>(data: &'d Dataset, why: &str) -> Answer<'d> {
    let lead = Draft::sentence().plain(why.to_owned());
    Answer::new(data, Outcome::Mistake, "That cannot be answered").with_lead(vec![lead])
}

/// An answer, or what is to be shown instead of one: a choice, a mistake.
type Answering<'d> = Result<Answer<'d>, Box<Answer<'d>>>;

impl<'d> Answer<'d> {
    fn new(data: &'d Dataset, outcome: Outcome, title: impl Into<Cow<'d, str>>) -> Self {
        Answer {
            outcome,
            title: title.into(),
            lead: Vec::new(),
            body: Vec::new(),
            sources: Vec::new(),
            page: (1, 1),
            question: None,
            steps: Vec::new(),
            picks: Vec::new(),
            version: data.version,
            loaded: data.loaded,
        }
    }

    /// For answers whose lead cites nothing and that have no list.
    fn with_lead(mut self, lead: Vec<Draft<'d>>) -> Self {
        self.lead = lead.into_iter().map(text::uncited).collect();
        self
    }

    fn with_picks(mut self, picks: Vec<Pick>) -> Self {
        self.picks = picks;
        self
    }

    fn with_steps(mut self, steps: Vec<Pick>) -> Self {
        self.steps = steps;
        self
    }

    fn asked_again_by(mut self, question: Question) -> Self {
        self.question = Some(question);
        self
    }

    /// Fills in one page: the lead, then the lines of the page, which `write` writes, numbering what they cite.
    fn with_page(
        mut self,
        data: &'d Dataset,
        lead: Vec<Draft<'d>>,
        pages: &Pages,
        page: usize,
        write: impl FnMut(usize) -> Vec<Draft<'d>>,
    ) -> Self {
        let mut numbers = Numbers::new(data);
        self.lead = lead.into_iter().map(|draft| numbers.line(draft)).collect();
        self.body = pages.lines(page).flat_map(write).map(|draft| numbers.line(draft)).collect();
        self.sources = numbers.sources();
        self.page = (page.clamp(1, pages.len()), pages.len());
        self
    }
}
