//! One source in full, and everything that rests on it.

use super::rows::{Headings, Row, fact_line};
use super::text::Draft;
use super::{Answer, Answering, Outcome, Pick, Question, finding, place, steps, ties, wording};
use crate::dataset::{Claim, Dataset, ShortId, SourceIx, Status, Subject, TieIx};

/// `/source`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Source {
    /// Which source: an id, or words of its title and publisher.
    pub source: String,
}

pub(super) fn answer<'d>(data: &'d Dataset, question: &Source, page: usize) -> Answering<'d> {
    let ix = find(data, &question.source)?;
    let source = &data[ix];
    let mut lead = vec![Draft::sentence().strong(&*source.publisher).plain(published(data, ix))];
    let read =
        format!("Read on {}. Kind of source: {}.", wording::date(source.accessed.into()), wording::tier(source.tier));
    lead.push(Draft::sentence().plain(read));
    lead.push(match &source.url {
        Some(url) => Draft::sentence().plain("Its address: ").link(url_shown(url), &**url),
        None => Draft::sentence().plain("Its address is not known."),
    });
    let ties: Vec<TieIx> = data.ties.iter().map(|(tie, _)| tie).filter(|&tie| rests(data, tie, ix)).collect();
    let mut facts: Vec<_> =
        data.facts.iter().filter(|(_, fact)| fact.sources.contains(&ix)).map(|(fact, _)| fact).collect();
    super::facts::by_date(data, &mut facts);
    lead.push(Draft::sentence().strong(what_rests(data, ix, ties.len(), facts.len())));
    let mut rows: Vec<Row> = ties.iter().map(|&tie| Row::Draft(says_of(data, tie, ix))).collect();
    rows.extend(facts.iter().map(|&fact| Row::Draft(fact_line(data, fact).cite([ix]))));
    let group = |n: usize| u32::from(n >= ties.len());
    let label = |group: u32| if group == 0 { "Partnerships".into() } else { "Facts".into() };
    let headings = Headings { group: &group, label: &label, room: 20 };
    let of_ties = ties.iter().take(3).map(|&tie| Some(steps::partnership(data, tie)));
    let of_facts = facts.iter().flat_map(|&fact| data[fact].about.iter()).filter_map(|subject| match subject {
        Subject::Place(place) => Some(steps::facts(data, *place)),
        Subject::Tie(_) => None,
    });
    let mut steps: Vec<Option<Pick>> = Vec::new();
    for step in of_ties.chain(of_facts) {
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    Ok(Answer::new(data, Outcome::Answered, &*source.title)
        .asked_again_by(Question::Source(Source { source: source.id.to_string() }))
        .with_rows(data, lead, &rows, page, Some(headings))
        .with_steps(steps::first_five(steps)))
}

/// `2 partnerships and 9 facts in this dataset rest on it.`
fn what_rests(data: &Dataset, ix: SourceIx, ties: usize, facts: usize) -> String {
    let positions = match place::coordinates_source(data) == Some(ix) {
        true => data.places.iter().filter(|(_, place)| place.geonames.is_some()).count(),
        false => 0,
    };
    let counts =
        [(ties, "partnership", "partnerships"), (facts, "fact", "facts"), (positions, "position", "positions")];
    let counts: Vec<String> =
        counts.iter().filter(|(n, ..)| *n > 0).map(|&(n, one, many)| wording::count(n, one, many)).collect();
    match (ties + facts + positions, counts.is_empty()) {
        (_, true) => "Nothing in this dataset rests on it.".to_owned(),
        (1, _) => format!("{} in this dataset rests on it.", wording::list(&counts)),
        _ => format!("{} in this dataset rest on it.", wording::list(&counts)),
    }
}

/// `, 28 August 2024, by N. N., in English.`
fn published(data: &Dataset, ix: SourceIx) -> String {
    let source = &data[ix];
    let date = source.date.map_or_else(|| "undated".to_owned(), wording::date);
    let author = source.author.as_ref().map(|author| format!(", by {author}")).unwrap_or_default();
    let language = source.language.as_ref().map(|tag| format!(", in {}", wording::language(tag))).unwrap_or_default();
    let supplied = if source.title.starts_with('[') && source.title.ends_with(']') {
        " The title in brackets was supplied here, since the page's own was not seen."
    } else {
        ""
    };
    format!(", {date}{author}{language}.{supplied}")
}

fn url_shown(url: &str) -> String {
    let bare = url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    let mut shown: String = bare.chars().take(80).collect();
    if shown.len() < bare.len() {
        shown.push('…');
    }
    shown
}

fn rests(data: &Dataset, tie: TieIx, source: SourceIx) -> bool {
    let tie = &data[tie];
    let cites = |claims: &[Claim]| claims.iter().any(|claim| claim.sources.contains(&source));
    tie.sources.contains(&source) || cites(&tie.since) || cites(&tie.until)
}

/// What the source says of a tie: that it began then, that it ended then, or only that it is.
fn says_of(data: &Dataset, ix: TieIx, source: SourceIx) -> Draft<'_> {
    let tie = &data[ix];
    let dates = |claims: &[Claim], what: &str| {
        let says = claims.iter().filter(|claim| claim.sources.contains(&source));
        says.map(|claim| format!("{what} {}", wording::in_time(crate::dataset::When::At(claim.date))))
            .collect::<Vec<_>>()
    };
    let began = if tie.status == Status::Planned { "is planned" } else { "began" };
    let ended = if tie.status == Status::Suspended { "was suspended" } else { "ended" };
    let mut says = dates(&tie.since, began);
    says.extend(dates(&tie.until, ended));
    let says = if says.is_empty() { "is listed".to_owned() } else { wording::list(&says) };
    let kind = wording::tie_kind(tie.kind);
    let state = ties::states(data, &[ix]);
    ties::names_of_all(data, ix).plain(format!(" ({kind}{state}): {says}")).cite([source])
}

/// Finds the source that is meant.
fn find<'d>(data: &'d Dataset, typed: &str) -> Result<SourceIx, Box<Answer<'d>>> {
    let id = typed.trim();
    let by_id = data.sources.by_id(id).or_else(|| data.sources.by_short(id.parse::<ShortId>().ok()?));
    if let Some(ix) = by_id {
        return Ok(ix);
    }
    let (found, all) = data.source_words().find(data, typed);
    let said = match found.as_slice() {
        [only] => return Ok(*only),
        [] => format!(
            "No source has all of these words in its title or publisher: {}. Try fewer words, or the beginning of one: \
             “china daily”, “kobe sister”.",
            finding::echo(typed)
        ),
        _ if all > found.len() => {
            format!(
                "{} sources fit {}; these are the {} newest:",
                wording::number(all),
                finding::echo(typed),
                found.len()
            )
        }
        _ => format!("{} may be any of these:", finding::echo(typed)),
    };
    let pick = |&ix: &SourceIx| Pick {
        label: wording::source_label(data, ix),
        question: Question::Source(Source { source: data[ix].id.to_string() }),
    };
    let picks = found.iter().map(pick).collect();
    let lead = vec![Draft::sentence().plain(said)];
    let title = if found.is_empty() { "No such source" } else { "Which source is meant?" };
    Err(Box::new(Answer::new(data, Outcome::Choose, title).with_lead(lead).with_picks(picks)))
}
