//! The cited statements about a place or a tie.

use super::rows::{Row, fact_line};
use super::text::Draft;
use super::{Answer, Answering, Outcome, Question, citing, finding, steps, wording};
use crate::dataset::names::{self, Found};
use crate::dataset::{Dataset, FactIx, PlaceIx, ShortId, SourceIx, Subject, TieIx};

/// `/facts`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// What they are about: the id of a place or of a tie, the name of a place, or the names of two with `–` between them.
    pub about: String,
    /// About this topic only.
    pub topic: Option<String>,
}

/// How many marks stand behind a line; further sources get a line of their own, so that a page can end between them.
const MARKS_A_LINE: usize = 8;

pub(super) fn answer<'d>(data: &'d Dataset, question: &Facts, page: usize) -> Answering<'d> {
    let again = |about: String| Question::Facts(Facts { about, ..question.clone() });
    let topic = finding::topic(data, question.topic.as_deref(), |topic| {
        Question::Facts(Facts { topic: Some(topic), ..question.clone() })
    })?;
    let (subject, note) = match tie(data, &question.about) {
        Some(tie) => (Subject::Tie(tie), None),
        None => {
            let found = finding::place(data, &question.about, None, again)?;
            (Subject::Place(found.ix), found.note)
        }
    };
    let (id, name, mut facts) = match subject {
        Subject::Place(ix) => (&data[ix].id, wording::place_title(data, ix), of_place(data, ix)),
        Subject::Tie(ix) => (&data[ix].id, wording::tie_title(data, ix), data.links.facts_of_tie.of(ix).to_vec()),
    };
    let all = facts.len();
    facts.retain(|&fact| topic.is_none_or(|topic| data[fact].topics.contains(topic)));
    by_date(data, &mut facts);
    let about = topic.map(|topic| format!(" about {}", wording::topic(topic))).unwrap_or_default();
    let mut lead: Vec<Draft> = note.into_iter().collect();
    lead.push(Draft::sentence().strong(match (facts.len(), all) {
        (0, 0) => format!("This dataset has no fact about {name}."),
        (0, all) => {
            format!("None of the {} about {name} in this dataset is{about}.", wording::count(all, "fact", "facts"))
        }
        (some, all) if some == all => format!("{} in this dataset.", wording::count(all, "fact", "facts")),
        (some, all) => format!("{} of {} in this dataset{about}.", some, wording::count(all, "fact", "facts")),
    }));
    let rows: Vec<Row> = facts.iter().flat_map(|&fact| in_full(data, fact)).map(Row::Draft).collect();
    let steps = match subject {
        Subject::Place(ix) => [steps::partners(data, ix), Some(steps::place(data, ix)), steps::timeline(data, ix)],
        Subject::Tie(ix) => {
            let [one, other] = [data[ix].parties[0], data[ix].parties[1]];
            [Some(steps::partnership(data, ix)), steps::facts(data, one), steps::facts(data, other)]
        }
    };
    let resolved = Facts { about: id.to_string(), topic: topic.map(|topic| topic.word().to_owned()) };
    Ok(Answer::new(data, Outcome::Answered, format!("Facts about {name}"))
        .asked_again_by(Question::Facts(resolved))
        .with_rows(data, lead, &rows, page, None)
        .with_steps(steps::first_five(steps)))
}

/// The facts about a place and about its ties, each once.
pub(super) fn of_place(data: &Dataset, ix: PlaceIx) -> Vec<FactIx> {
    let of_ties = data.links.ties.of(ix).iter().flat_map(|&tie| data.links.facts_of_tie.of(tie));
    let mut facts: Vec<FactIx> = data.links.facts_of_place.of(ix).iter().chain(of_ties).copied().collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// The tie that is meant, where one is: by its id, or by its two parties.
fn tie(data: &Dataset, typed: &str) -> Option<TieIx> {
    let typed = typed.trim();
    if let Some(tie) = data.ties.by_id(typed) {
        return Some(tie);
    }
    if let Some(tie) = typed.parse::<ShortId>().ok().and_then(|short| data.ties.by_short(short)) {
        return Some(tie);
    }
    let (one, other) = [" – ", "–", " - ", "--", " and "].iter().find_map(|between| typed.split_once(between))?;
    match (names::find(data, one, None), names::find(data, other, None)) {
        (Found::One(one) | Found::Nearly(one), Found::One(other) | Found::Nearly(other)) => {
            data.links.between(one, other).first().copied()
        }
        _ => None,
    }
}

/// In the order of their dates, undated ones last.
pub(super) fn by_date(data: &Dataset, facts: &mut [FactIx]) {
    facts.sort_by_key(|&fact| (data[fact].date.is_none(), data[fact].date.map(|date| (date.start(), date.end()))));
}

/// A fact with its date and all its sources.
pub(super) fn in_full(data: &Dataset, ix: FactIx) -> Vec<Draft<'_>> {
    cited(data, fact_line(data, ix), &data[ix].sources, "The fact before this is also told by")
}

/// A line with all its sources, over several lines where they are many: `more` begins the others, which name publishers.
pub(super) fn cited<'d>(data: &'d Dataset, draft: Draft<'d>, sources: &[SourceIx], more: &str) -> Vec<Draft<'d>> {
    let sources = citing::in_order(data, sources);
    let mut chunks = sources.chunks(MARKS_A_LINE);
    let first = chunks.next().unwrap_or_default();
    let mut drafts = vec![draft.cite(first.iter().copied())];
    drafts.extend(chunks.map(|chunk| {
        let publishers = wording::list(&citing::publishers(data, chunk));
        Draft::item().plain(format!("{more} {publishers}")).cite(chunk.iter().copied())
    }));
    drafts
}
