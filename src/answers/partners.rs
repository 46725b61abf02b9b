//! Who are the partners of a place?

use super::finding;
use super::rows::Row;
use super::text::Draft;
use super::ties::Filter;
use super::{Answer, Answering, Outcome, Pick, Question, citing, steps, ties, wording};
use crate::dataset::names;
use crate::dataset::{Dataset, Fact, PlaceIx, PlaceKind, Status, Subject, TieIx, TieKind, When};

/// `/partners`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Partners {
    /// Whose partners: an id, or what was typed.
    pub place: String,
    /// Partners in this country only; or the country of the place, where several share its name.
    pub country: Option<String>,
    /// Ties of this kind only.
    pub kind: Option<TieKind>,
    /// Ties about this topic only.
    pub topic: Option<String>,
    /// Ties in this state only.
    pub status: Option<Status>,
    /// In which order.
    pub sort: Sort,
}

/// The order of a list of partners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By the date of the beginning, undated last.
    #[default]
    Date,
    /// By the partner's name.
    Name,
    /// By the partner's country, then by its name.
    Country,
}

/// The figures of a fact that count the partners of a place.
const TOTALS: [&str; 4] = ["partners", "sister cities", "partner cities", "sister and friendship cities"];

pub(super) fn answer<'d>(data: &'d Dataset, question: &Partners, page: usize) -> Answering<'d> {
    let again = |question: Partners| Question::Partners(question);
    let country = finding::country(data, question.country.as_deref(), |country| {
        again(Partners { country: Some(country), ..question.clone() })
    })?;
    let found = finding::place(data, &question.place, country, |place| again(Partners { place, ..question.clone() }))?;
    let topic = finding::topic(data, question.topic.as_deref(), |topic| {
        again(Partners { topic: Some(topic), ..question.clone() })
    })?;
    let place = &data[found.ix];
    let filter = Filter {
        country: country.filter(|&country| country != place.country),
        kind: question.kind,
        topic,
        status: question.status,
    };
    let resolved = Partners {
        place: place.id.to_string(),
        country: country.map(|country| country.code().to_owned()),
        topic: topic.map(|topic| topic.word().to_owned()),
        ..question.clone()
    };
    let all = data.links.ties.of(found.ix);
    let mut ties: Vec<TieIx> =
        all.iter().copied().filter(|&tie| filter.keeps(data, &data[tie], Some(found.ix))).collect();
    let mut lead: Vec<Draft> = found.note.into_iter().collect();
    if ties.is_empty() {
        return Ok(none(data, found.ix, all.len(), &filter, resolved, lead));
    }
    sort(data, &mut ties, found.ix, question.sort);
    lead.push(counted(data, &ties, all.len(), &filter));
    lead.extend(totals(data, found.ix));
    let title = format!("Partners of {}", wording::place_title(data, found.ix));
    let steps = steps::first_five([
        Some(steps::place(data, found.ix)),
        steps::timeline(data, found.ix),
        steps::facts(data, found.ix),
        Some(steps::country(place.country)),
    ]);
    let rows: Vec<Row> = ties.into_iter().map(|tie| Row::Partner(tie, found.ix)).collect();
    Ok(Answer::new(data, Outcome::Answered, title)
        .asked_again_by(Question::Partners(resolved))
        .with_rows(data, lead, &rows, page, None)
        .with_steps(steps))
}

fn sort(data: &Dataset, ties: &mut [TieIx], subject: PlaceIx, sort: Sort) {
    let partner = |tie: TieIx| {
        let parties = &data[tie].parties;
        let partner = parties.iter().copied().find(|&party| party != subject).unwrap_or(subject);
        &data[partner]
    };
    let by_name = |ties: &mut [TieIx]| {
        ties.sort_by_cached_key(|&tie| (names::fold(&partner(tie).name), &data[tie].id));
    };
    match sort {
        // Undated ties come last.
        Sort::Date => sort_by(ties, |tie| (data[tie].began().is_none(), data[tie].began()), by_name),
        Sort::Country => sort_by(ties, |tie| partner(tie).country.name(), by_name),
        Sort::Name => by_name(ties),
    }
}

/// Sorts by a key, and what is equal by name: to fold a name takes far longer than to compare a key, so only the names of
/// those are folded.
fn sort_by<K: Ord>(ties: &mut [TieIx], key: impl Fn(TieIx) -> K, by_name: impl Fn(&mut [TieIx])) {
    let mut keyed: Vec<(K, TieIx)> = ties.iter().map(|&tie| (key(tie), tie)).collect();
    keyed.sort_unstable();
    let mut rest = ties;
    for equal in keyed.chunk_by(|(a, _), (b, _)| a == b) {
        let (these, others) = rest.split_at_mut(equal.len());
        these.iter_mut().zip(equal).for_each(|(place, (_, tie))| *place = *tie);
        if equal.len() > 1 {
            by_name(these);
        }
        rest = others;
    }
}

/// `43 partnerships in this dataset, 2 of them ended`; with a filter `3 of 43 partnerships in this dataset (ports)`.
fn counted<'d>(data: &Dataset, ties: &[TieIx], all: usize, filter: &Filter) -> Draft<'d> {
    let words = filter.words();
    let reach = if words.is_empty() {
        format!("{} in this dataset", wording::count(all, "partnership", "partnerships"))
    } else {
        format!(
            "{} of {} in this dataset",
            wording::number(ties.len()),
            wording::count(all, "partnership", "partnerships")
        )
    };
    let draft = Draft::sentence().strong(reach);
    let mut rest = String::new();
    if !words.is_empty() {
        rest.push_str(&format!(" ({words})"));
    }
    if filter.status.is_none() {
        rest.push_str(&ties::states(data, ties));
    }
    draft.plain(rest + ".")
}

/// Every total that sources state of this one place, the newest first.
pub(super) fn all_totals(data: &Dataset, place: PlaceIx) -> Vec<Draft<'_>> {
    let facts = data.links.facts_of_place.of(place).iter().map(|&fact| &data[fact]);
    let stated = |fact: &&Fact| {
        *fact.about == [Subject::Place(place)] && fact.measure.iter().any(|figure| TOTALS.contains(&&*figure.what))
    };
    let mut totals: Vec<&Fact> = facts.filter(stated).collect();
    totals.sort_by_key(|fact| std::cmp::Reverse(age(fact)));
    totals.into_iter().filter_map(|fact| total(data, fact, &TOTALS, "")).map(Draft::into_item).collect()
}

/// The end of a fact's time, for the newest to come first.
fn age(fact: &Fact) -> Option<(i16, Option<u8>, Option<u8>)> {
    fact.date.map(|date| (date.end().year(), date.end().month(), date.end().day()))
}

/// The newest totals that sources state of this one place, the newest first.
fn totals<'d>(data: &'d Dataset, place: PlaceIx) -> Vec<Draft<'d>> {
    let mut newest: Vec<(&'d Fact, Vec<&'static str>)> = Vec::new();
    for what in TOTALS {
        let states_it = |fact: &&'d Fact| {
            *fact.about == [Subject::Place(place)] && fact.measure.iter().any(|figure| &*figure.what == what)
        };
        let facts = data.links.facts_of_place.of(place).iter().map(|&fact| &data[fact]).filter(states_it);
        if let Some(fact) = facts.max_by_key(|fact| age(fact)) {
            match newest.iter_mut().find(|(other, _)| std::ptr::eq(*other, fact)) {
                Some((_, figures)) => figures.push(what),
                None => newest.push((fact, vec![what])),
            }
        }
    }
    newest.sort_by_key(|(fact, _)| std::cmp::Reverse(age(fact)));
    newest.into_iter().filter_map(|(fact, figures)| total(data, fact, &figures, ".")).collect()
}

/// `China Daily counted 95 sister cities in June 2025 [2]`; `end` stands before the mark.
fn total<'d>(data: &'d Dataset, fact: &'d Fact, what: &[&str], end: &str) -> Option<Draft<'d>> {
    let source = citing::best(data, &fact.sources)?;
    let figures: Vec<String> = fact
        .measure
        .iter()
        .filter(|figure| what.contains(&&*figure.what))
        .map(|figure| {
            let number = figure.number.as_u64().and_then(|n| usize::try_from(n).ok());
            format!("{} {}", number.map_or_else(|| figure.number.to_string(), wording::number), figure.what)
        })
        .collect();
    let time = fact.date.map_or_else(|| " (undated)".to_owned(), |date| format!(" {}", counted_in(date)));
    let publisher = &data[source].publisher;
    // "Cankao Xiaoxi, republished by X, counted"
    let comma = if publisher.contains(", ") { "," } else { "" };
    let text = format!("{publisher}{comma} counted {}{time}{end}", wording::list(&figures));
    Some(Draft::sentence().plain(text).cite([source]))
}

fn counted_in(date: When) -> String {
    match date {
        When::At(at) => wording::in_time(When::At(at)),
        // The figure is the one at the end of the span.
        When::Span(_, to) => wording::in_time(When::At(to)),
    }
}

fn none<'d>(
    data: &'d Dataset,
    ix: PlaceIx,
    all: usize,
    filter: &Filter,
    resolved: Partners,
    mut lead: Vec<Draft<'d>>,
) -> Answer<'d> {
    let title = format!("Partners of {}", wording::place_title(data, ix));
    let name = &data[ix].name;
    let (said, picks) = if all > 0 {
        let partnerships = wording::count(all, "partnership", "partnerships");
        let said = format!("None of the {partnerships} of {name} in this dataset is {}.", filter.words());
        let whole = Partners { place: resolved.place.clone(), ..Partners::default() };
        let pick = Pick { label: format!("All partners of {name}"), question: Question::Partners(whole) };
        (said, vec![pick])
    } else {
        let (near, which) = around(data, ix);
        let said = match near.as_slice() {
            [] => format!("This dataset has no partnership of {name}."),
            _ => format!("This dataset has no partnership of {name}{which}"),
        };
        let whole = (data[ix].kind == PlaceKind::Country).then(|| steps::country(data[ix].country));
        let picks = near.into_iter().map(|near| Pick {
            label: format!(
                "{} {} · {}",
                data[near].country.flag(),
                wording::place_label(data, near),
                data.links.ties.of(near).len()
            ),
            question: Question::Partners(Partners { place: data[near].id.to_string(), ..Partners::default() }),
        });
        (said, whole.into_iter().chain(picks).collect())
    };
    lead.push(Draft::sentence().plain(said));
    Answer::new(data, Outcome::Answered, title)
        .with_lead(lead)
        .with_picks(picks)
        .with_steps(steps::first_five([Some(steps::place(data, ix)), steps::facts(data, ix)]))
        .asked_again_by(Question::Partners(resolved))
}

/// Places with partnerships inside a place, or that contain it, or that lie in the same one, or else in the same
/// country: five at most, those with the most first; and what to say of them.
fn around(data: &Dataset, ix: PlaceIx) -> (Vec<PlaceIx>, &'static str) {
    if data[ix].kind == PlaceKind::Country {
        let which =
            " as a whole. Choose the country for all that its places have, or one of these, which have the most:";
        return (names::busiest(data, data[ix].country), which);
    }
    let outer = data[ix].within;
    let beside = outer.map_or(&[][..], |outer| data.links.inside.of(outer));
    let near = data.links.inside.of(ix).iter().chain(&outer).chain(beside);
    let mut found: Vec<PlaceIx> = Vec::new();
    for &place in near {
        if !data.links.ties.of(place).is_empty() && place != ix && !found.contains(&place) {
            found.push(place);
        }
    }
    if found.is_empty() {
        return (names::busiest(data, data[ix].country), ". These places in the same country have the most:");
    }
    found.sort_by_key(|&place| std::cmp::Reverse(data.links.ties.of(place).len()));
    found.truncate(5);
    (found, ". These places within it or around it have some:")
}
