//! What is known of the tie between two places?

use std::cmp::Ordering;

use super::facts::{by_date, cited, in_full as in_full_fact};
use super::finding;
use super::rows::{Headings, Row};
use super::text::Draft;
use super::{Answer, Answering, Outcome, Pick, Question, citing, steps, wording};
use crate::dataset::names::{self, Found};
use crate::dataset::{Claim, Dataset, FactIx, PlaceIx, Status, Subject, TieIx, When};

/// `/partnership`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Partnership {
    /// One party: an id, or what was typed.
    pub between: String,
    /// The other.
    pub and: String,
}

/// The group of what is about both places and none of their ties.
const BOTH: u32 = u32::MAX;
/// How many ties between two places have a step to their facts.
const FACTS_STEPS: usize = 3;
/// How many sources stand behind what was agreed; all of them are listed below it.
const MARKS_OF_A_KIND: usize = 2;
/// How many who-lists-it entries stand in a line.
const LISTED_A_LINE: usize = 6;

pub(super) fn answer<'d>(data: &'d Dataset, question: &Partnership, page: usize) -> Answering<'d> {
    let between = |between| Question::Partnership(Partnership { between, and: question.and.clone() });
    let and = |and| Question::Partnership(Partnership { between: question.between.clone(), and });
    let (a, b) = (names::find(data, &question.between, None), names::find(data, &question.and, None));
    let mut lead = Vec::new();
    let (a, b) = match (candidates(&a), candidates(&b)) {
        (None, _) => return Err(Box::new(finding::unknown(data, &question.between, nearest(&a), between))),
        (_, None) => return Err(Box::new(finding::unknown(data, &question.and, nearest(&b), and))),
        (Some(these), Some(those)) => match tied(data, these, those).as_slice() {
            [(one, other)] => (*one, *other),
            [] => match (these, those) {
                ([one], [other]) => (*one, *other),
                ([_], _) => {
                    finding::place(data, &question.and, None, and)?;
                    (these[0], those[0])
                }
                _ => {
                    finding::place(data, &question.between, None, between)?;
                    (these[0], those[0])
                }
            },
            pairs => return Err(Box::new(which_pair(data, pairs))),
        },
    };
    for (typed, found, ix) in [
        (&question.between, &names::find(data, &question.between, None), a),
        (&question.and, &names::find(data, &question.and, None), b),
    ] {
        if matches!(found, Found::Nearly(_)) {
            lead.push(finding::nearly(data, typed, ix));
        }
    }
    if a == b {
        return Err(Box::new(finding::same_place(data, a)));
    }
    let resolved = Question::Partnership(Partnership { between: data[a].id.to_string(), and: data[b].id.to_string() });
    let mut ties = data.links.between(a, b);
    ties.sort_by_key(|&tie| (standing(data[tie].status), data[tie].kind));
    let title = format!("{} – {}", wording::place_title(data, a), wording::place_title(data, b));
    let drafts: Vec<(u32, Draft)> = if ties.is_empty() {
        unrelated(data, a, b, &mut lead).into_iter().map(|draft| (BOTH, draft)).collect()
    } else {
        if ties.len() > 1 {
            let said =
                format!("{} in this dataset join them.", wording::count(ties.len(), "partnership", "partnerships"));
            lead.push(Draft::sentence().strong(said));
        }
        let of_ties = ties.iter().zip(0..).flat_map(|(&tie, n)| in_full(data, tie).into_iter().map(move |d| (n, d)));
        of_ties.chain(shared_facts(data, a, b, &ties).into_iter().map(|draft| (BOTH, draft))).collect()
    };
    let (groups, rows): (Vec<u32>, Vec<Row>) =
        drafts.into_iter().map(|(group, draft)| (group, Row::Draft(draft))).unzip();
    let label = |group: u32| match ties.get(group as usize) {
        Some(&tie) => wording::capitalised(wording::tie_kind(data[tie].kind)).into(),
        None => "About both places".into(),
    };
    let of_ties = ties.iter().take(FACTS_STEPS).map(|&tie| {
        let step = steps::facts_of_tie(data, tie)?;
        let kind = wording::tie_kind(data[tie].kind);
        Some(if ties.len() > 1 { Pick { label: format!("Its facts: {kind}"), ..step } } else { step })
    });
    let chain = Question::Between(super::Between { from: data[a].id.to_string(), to: data[b].id.to_string() });
    let chain = ties.is_empty().then(|| Pick { label: "A chain that joins them".to_owned(), question: chain });
    let of_places = [steps::partners(data, a), steps::partners(data, b), Some(steps::place(data, a))];
    let steps = std::iter::once(chain).chain(of_ties).chain(of_places);
    let headings = Headings { group: &|n| groups[n], label: &label, room: 40 };
    Ok(Answer::new(data, Outcome::Answered, title)
        .asked_again_by(resolved)
        .with_rows(data, lead, &rows, page, Some(headings).filter(|_| ties.len() > 1))
        .with_steps(steps::first_five(steps)))
}

/// What is comes before what is to be, and that before what was.
fn standing(status: Status) -> u8 {
    match status {
        Status::Active => 0,
        Status::Suspended => 1,
        Status::Planned => 2,
        Status::Ended => 3,
    }
}

fn candidates(found: &Found) -> Option<&[PlaceIx]> {
    match found {
        Found::One(ix) | Found::Nearly(ix) => Some(std::slice::from_ref(ix)),
        Found::Several(places) => Some(places),
        Found::Unknown(_) => None,
    }
}

fn nearest(found: &Found) -> &[PlaceIx] {
    match found {
        Found::Unknown(nearest) => nearest,
        _ => &[],
    }
}

/// The pairs that have a tie, of all that may be meant.
fn tied(data: &Dataset, these: &[PlaceIx], those: &[PlaceIx]) -> Vec<(PlaceIx, PlaceIx)> {
    let pairs = these.iter().flat_map(|&one| those.iter().map(move |&other| (one, other)));
    pairs.filter(|&(one, other)| one != other && !data.links.between(one, other).is_empty()).take(25).collect()
}

fn which_pair<'d>(data: &'d Dataset, pairs: &[(PlaceIx, PlaceIx)]) -> Answer<'d> {
    let pick = |&(one, other): &(PlaceIx, PlaceIx)| Pick {
        label: format!("{} – {}", wording::place_label(data, one), wording::place_label(data, other)),
        question: Question::Partnership(Partnership {
            between: data[one].id.to_string(),
            and: data[other].id.to_string(),
        }),
    };
    let lead = Draft::sentence().plain("Several pairs of these names have a partnership:");
    let picks = pairs.iter().map(pick).collect();
    Answer::new(data, Outcome::Choose, "Which partnership is meant?").with_lead(vec![lead]).with_picks(picks)
}

/// Everything that is known of one tie.
fn in_full(data: &Dataset, ix: TieIx) -> Vec<Draft<'_>> {
    let tie = &data[ix];
    let mut drafts = Vec::new();
    drafts.extend(what_and_who(data, ix));
    drafts.extend(beginnings(data, ix));
    let (what, was) = match tie.status {
        Status::Suspended => ("Suspended", "was suspended"),
        _ => ("Ended", "ended"),
    };
    for (n, claim) in tie.until.iter().enumerate() {
        let time = wording::in_time(When::At(claim.date));
        let draft = Draft::item().plain(match n {
            0 => format!("{what} {time}"),
            _ => format!("{} {} that it {was} {time}", who(data, claim), say(claim)),
        });
        drafts.extend(cited(data, draft, &claim.sources, &format!("Also {} {time}, by", what.to_lowercase())));
    }
    if matches!(tie.status, Status::Ended | Status::Suspended) && tie.until.is_empty() {
        drafts.extend(cited(data, Draft::item().plain(what), &citing::of_end(data, tie), "Also listed as such by"));
        let of_what = if tie.status == Status::Suspended { "suspension" } else { "end" };
        let said = format!("No source that was read gives the date of its {of_what}.");
        drafts.push(Draft::sentence().plain(said));
    }
    drafts.extend(listed(data, ix));
    if !tie.topics.is_empty() {
        let topics: Vec<&str> = tie.topics.iter().map(wording::topic).collect();
        // Which topics a tie is about is sorted here: no one source stands for all of them.
        drafts.push(Draft::sentence().plain(format!("Topics: {}.", wording::list(&topics))));
    }
    let mut facts = data.links.facts_of_tie.of(ix).to_vec();
    by_date(data, &mut facts);
    drafts.extend(facts.iter().flat_map(|&fact| in_full_fact(data, fact)));
    drafts
}

/// The parties, where there are more than two, and what they agreed on.
fn what_and_who(data: &Dataset, ix: TieIx) -> Vec<Draft<'_>> {
    let tie = &data[ix];
    let planned = if tie.status == Status::Planned { ", planned" } else { "" };
    let mut draft = Draft::item();
    if tie.parties.len() > 2 {
        let names: Vec<String> = tie
            .parties
            .iter()
            .take(20)
            .map(|&party| format!("{} {}", data[party].country.flag(), data[party].name))
            .collect();
        let more = tie.parties.len().saturating_sub(20);
        let all = if more == 0 { wording::list(&names) } else { format!("{} and {more} more", names.join(", ")) };
        draft = draft.plain(format!("One agreement of {} parties: {all}. ", tie.parties.len()));
    }
    let sentence = wording::capitalised(wording::a_tie(tie.kind)) + planned;
    vec![draft.plain(sentence).cite(citing::in_order(data, &tie.sources).into_iter().take(MARKS_OF_A_KIND))]
}

/// All claims of the beginning: the best-supported first, then who says it less precisely, then who says otherwise.
fn beginnings(data: &Dataset, ix: TieIx) -> Vec<Draft<'_>> {
    let tie = &data[ix];
    let Some(first) = tie.since.first() else {
        return vec![Draft::sentence().plain("No source that was read gives the date of its beginning.")];
    };
    let (began, was) = match tie.status {
        Status::Planned => ("Planned: ", "is planned"),
        _ => ("Began ", "began"),
    };
    let mut drafts = Vec::new();
    for claim in &tie.since {
        let time = wording::in_time(When::At(claim.date));
        let draft = if std::ptr::eq(claim, first) {
            let lacking = wording::lacking(claim.date).filter(|_| tie.since.len() == 1);
            let lacking = lacking.map(|lacking| format!(" ({lacking})")).unwrap_or_default();
            Draft::item().strong(format!("{began}{time}")).plain(lacking)
        } else if claim.date.overlaps(first.date) {
            let how = match claim.date.precision().cmp(&first.date.precision()) {
                Ordering::Less => "Less precisely",
                Ordering::Equal => "Likewise",
                Ordering::Greater => "More precisely",
            };
            Draft::item().plain(format!("{how}, {} {} that it {was} {time}", who(data, claim), say(claim)))
        } else {
            let itself = claim.sources.iter().all(|source| first.sources.contains(source));
            let lead = if itself { "The same source says otherwise, too: " } else { "Sources disagree: " };
            Draft::item().strong(lead).plain(format!("{} {} that it {was} {time}", who(data, claim), say(claim)))
        };
        drafts.extend(cited(data, draft, &claim.sources, &format!("Also {time}, by")));
    }
    drafts
}

/// The publishers of a claim, each once.
fn who(data: &Dataset, claim: &Claim) -> String {
    let mut names = citing::publishers(data, &citing::in_order(data, &claim.sources));
    let more = names.len().saturating_sub(3);
    names.truncate(3);
    match more {
        0 => wording::list(&names),
        more => format!("{} and {}", names.join(", "), wording::count(more, "other", "others")),
    }
}

fn say(claim: &Claim) -> &'static str {
    if claim.sources.len() == 1 { "says" } else { "say" }
}

/// Who lists the tie, with the date of each source.
fn listed(data: &Dataset, ix: TieIx) -> Vec<Draft<'_>> {
    let sources = citing::in_order(data, &data[ix].sources);
    let lines = sources.chunks(LISTED_A_LINE).enumerate().map(|(n, chunk)| {
        let mut draft = Draft::item().plain(if n == 0 { "Listed by " } else { "Also listed by " });
        for (m, &source) in chunk.iter().enumerate() {
            let page = &data[source];
            let date = page
                .date
                .map_or_else(|| format!("undated, read on {}", wording::date(page.accessed.into())), wording::date);
            let comma = if m == 0 { "" } else { ", " };
            draft = draft.plain(format!("{comma}{} ({date})", page.publisher)).cite([source]);
        }
        draft
    });
    lines.collect()
}

/// Facts that name both places but none of their ties.
fn shared_facts<'d>(data: &'d Dataset, a: PlaceIx, b: PlaceIx, ties: &[TieIx]) -> Vec<Draft<'d>> {
    let about = |fact: FactIx, subject: Subject| data[fact].about.contains(&subject);
    let of_a = data.links.facts_of_place.of(a).iter().copied();
    let mut facts: Vec<FactIx> = of_a
        .filter(|&fact| about(fact, Subject::Place(b)) && !ties.iter().any(|&tie| about(fact, Subject::Tie(tie))))
        .collect();
    by_date(data, &mut facts);
    facts.iter().flat_map(|&fact| in_full_fact(data, fact)).collect()
}

/// What connects two places that have no tie: facts about both, and partners that they share.
fn unrelated<'d>(data: &'d Dataset, a: PlaceIx, b: PlaceIx, lead: &mut Vec<Draft<'d>>) -> Vec<Draft<'d>> {
    let (one, other) = (&data[a].name, &data[b].name);
    lead.push(Draft::sentence().strong(format!("This dataset has no partnership between {one} and {other}.")));
    let mut drafts = shared_facts(data, a, b, &[]);
    let common = common_partners(data, a, b);
    if common.is_empty() {
        lead.push(Draft::sentence().plain("Nor do they share a partner."));
        return drafts;
    }
    let count = wording::count(common.len(), "partner", "partners");
    lead.push(Draft::sentence().plain(format!("They share {count} in this dataset:")));
    for (place, with_a, with_b) in common {
        let mut draft = Draft::item().flag(data[place].country.flag()).strong(&*data[place].name).plain(": with ");
        for (n, (name, tie)) in [(one, with_a), (other, with_b)].into_iter().enumerate() {
            let tie = &data[tie];
            let joined = if n == 0 { "" } else { "; with " };
            let since = super::ties::in_time(tie)
                .map_or_else(|| ", no source gives a date".to_owned(), |time| format!(" {time}"));
            let state = wording::status(tie).map(|state| format!(" ({state})")).unwrap_or_default();
            draft = draft.plain(format!("{joined}{name}{since}{state}"));
            draft = draft.cite(citing::of_tie(data, tie).as_slice().iter().copied());
        }
        drafts.push(draft);
    }
    drafts
}

/// The places that have a tie with both, each with one tie to either; those with the most ties first. What is only
/// planned makes nobody a partner.
fn common_partners(data: &Dataset, a: PlaceIx, b: PlaceIx) -> Vec<(PlaceIx, TieIx, TieIx)> {
    let partners = |of: PlaceIx| {
        let ties = data.links.ties.of(of).iter();
        let mut partners: Vec<(PlaceIx, TieIx)> = ties
            .filter(|&&tie| data[tie].status != Status::Planned)
            .flat_map(|&tie| data[tie].parties.iter().map(move |&party| (party, tie)))
            .filter(|&(party, _)| party != a && party != b)
            .collect();
        partners.sort_unstable();
        partners.dedup_by_key(|&mut (party, _)| party);
        partners
    };
    let others = partners(b);
    let mut common: Vec<(PlaceIx, TieIx, TieIx)> = partners(a)
        .into_iter()
        .filter_map(|(place, with_a)| {
            let at = others.binary_search_by_key(&place, |&(other, _)| other).ok()?;
            Some((place, with_a, others[at].1))
        })
        .collect();
    common.sort_by_key(|&(place, ..)| std::cmp::Reverse(data.links.ties.of(place).len()));
    common
}
