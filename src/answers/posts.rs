//! The parts of a post: one partnership in full, or a list, each with its own sources.

use std::cmp::Reverse;

use super::paging::Numbers;
use super::rows::{fact_line, jubilee_line};
use super::text::{Draft, Line};
use super::{citing, facts, ties, wording};
use crate::anniversaries::day::{Jubilee, What};
use crate::dataset::{Dataset, FactIx, Source, TieIx, When};

/// How many sources stand behind a fact below a partnership.
const MARKS_OF_A_FACT: usize = 2;

/// A part of a post.
#[derive(Debug, Clone)]
pub struct Section<'d> {
    /// What stands over it, without emphasis or marks.
    pub title: String,
    /// Its lines.
    pub lines: Vec<Line<'d>>,
    /// The sources that the marks in it stand for: mark 1 is the first.
    pub sources: Vec<&'d Source>,
}

/// How many sources stand behind each line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// The two or three best.
    Few,
    /// The best one.
    One,
}

/// A partnership in full, with so many facts at most.
pub fn in_full<'d>(data: &'d Dataset, tie: TieIx, jubilee: &Jubilee, most_facts: usize) -> Section<'d> {
    let years = wording::count(jubilee.years.unsigned_abs().into(), "year", "years");
    let mut drafts = vec![ties::sentence(data, tie, &years)];
    let mut of_tie: Vec<FactIx> = data.links.facts_of_tie.of(tie).to_vec();
    // What is about this tie alone says more of it than what it shares with others, and what is new more than what is old.
    of_tie.sort_by_key(|&fact| (data[fact].about.len(), Reverse(data[fact].date.map(When::end))));
    of_tie.truncate(most_facts);
    facts::by_date(data, &mut of_tie);
    for fact in of_tie {
        let sources = citing::in_order(data, &data[fact].sources);
        drafts.push(fact_line(data, fact).cite(sources.into_iter().take(MARKS_OF_A_FACT)));
    }
    section(data, format!("{}: {}", wording::years(jubilee), wording::tie_title(data, tie)), drafts)
}

/// A list under a title.
pub fn list<'d>(data: &'d Dataset, title: String, listed: &[Jubilee], marks: Marks) -> Section<'d> {
    let line = |one: &Jubilee| match (marks, one.what) {
        (Marks::One, What::Tie(tie)) => {
            let mut draft = ties::brief_line(data, tie);
            draft.put_first(": ");
            draft.put_first_strong(wording::years(one));
            draft
        }
        (Marks::One, What::Fact(fact)) => {
            let mut draft = fact_line(data, fact).cite(citing::best(data, &data[fact].sources));
            draft.put_first(" ago, ");
            draft.put_first_strong(wording::years(one));
            draft
        }
        (Marks::Few, _) => jubilee_line(data, one),
    };
    section(data, title, listed.iter().map(line).collect())
}

fn section<'d>(data: &'d Dataset, title: String, drafts: Vec<Draft<'d>>) -> Section<'d> {
    let mut numbers = Numbers::new(data);
    let lines = drafts.into_iter().map(|draft| numbers.line(draft)).collect();
    Section { title, lines, sources: numbers.sources() }
}
