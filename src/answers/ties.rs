//! A tie as one line: who, of which kind, since when, in which state, and who says so.

use super::citing;
use super::text::Draft;
use super::wording;
use crate::dataset::{Claim, Country, Dataset, Partnership, PlaceIx, SourceIx, Status, TieIx, TieKind, Topic, When};

/// The room that the names of a line may take; an agreement of more parties ends in "and 7 more".
pub(super) const NAMES: usize = 1_200;
/// The room of a flag, the separator and the emphasis around a name.
pub(super) const AROUND_NAME: usize = 12;
/// How many dates of other sources stand in a line at most; all of them are in `/partnership`.
pub(super) const OTHERS: usize = 2;
/// Which ties are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Filter {
    pub(super) country: Option<Country>,
    pub(super) kind: Option<TieKind>,
    pub(super) topic: Option<Topic>,
    pub(super) status: Option<Status>,
}

impl Filter {
    /// Whether a tie is asked for, `subject` being the place whose partners are asked for.
    pub(super) fn keeps(&self, data: &Dataset, tie: &Partnership, subject: Option<PlaceIx>) -> bool {
        self.kind.is_none_or(|kind| tie.kind == kind)
            && self.status.is_none_or(|status| tie.status == status)
            && self.topic.is_none_or(|topic| tie.topics.contains(topic))
            && self.country.is_none_or(|country| {
                tie.parties.iter().any(|&party| Some(party) != subject && data[party].country == country)
            })
    }

    /// What is asked for, in words: `between ports and with Germany`; empty where everything is.
    pub(super) fn words(&self) -> String {
        let parts = [
            self.kind.map(|kind| wording::that_are(kind).to_owned()),
            self.topic.map(|topic| format!("about {}", wording::topic(topic))),
            self.status.map(|status| match status {
                Status::Active => "neither planned, suspended nor ended".to_owned(),
                other => other.word().to_owned(),
            }),
            self.country.map(|country| format!("with {}", wording::in_words(country))),
        ];
        wording::list(&parts.into_iter().flatten().collect::<Vec<_>>())
    }
}

/// A tie in a list of partners: everybody but `subject`.
pub(super) fn partner_line(data: &Dataset, ix: TieIx, subject: PlaceIx) -> Draft<'_> {
    let tie = &data[ix];
    let others = tie.parties.iter().copied().filter(|&party| party != subject);
    finish(data, tie, names(data, tie.parties.len() - 1, others, ", "), beginning(tie))
}

/// A tie in a list by date: everybody, and what of the date no source gives.
pub(super) fn pair_line(data: &Dataset, ix: TieIx) -> Draft<'_> {
    let tie = &data[ix];
    let lacking = tie.began().and_then(wording::lacking).map(|lacking| format!(" ({lacking})")).unwrap_or_default();
    finish(data, tie, names(data, tie.parties.len(), tie.parties.iter().copied(), " – "), beginning(tie) + &lacking)
}

/// A tie in a list where there is room for one source alone, besides those that say otherwise.
pub(super) fn brief_line(data: &Dataset, ix: TieIx) -> Draft<'_> {
    let tie = &data[ix];
    let names = names(data, tie.parties.len(), tie.parties.iter().copied(), " – ");
    let draft =
        kind_and_state(tie, names, beginning(tie)).cite(citing::of_tie(data, tie).as_slice().iter().copied().take(1));
    say_otherwise(data, tie, draft)
}

/// A tie as a sentence: who, what was agreed, since when.
pub(super) fn sentence<'d>(data: &'d Dataset, ix: TieIx, years: &str) -> Draft<'d> {
    let tie = &data[ix];
    let mut draft = names(data, tie.parties.len(), tie.parties.iter().copied(), " – ").into_sentence();
    if tie.parties.len() > 2 {
        draft = draft.plain(format!(" (one agreement of {})", tie.parties.len()));
    }
    draft = draft.plain(format!(": {}{}, {years} ago.", wording::a_tie(tie.kind), beginning(tie)));
    draft = draft.cite(citing::of_tie(data, tie).as_slice().iter().copied());
    say_otherwise(data, tie, draft)
}

/// A tie of a place with words before it: `First: Kobe, since 24 June 1973`.
pub(super) fn named<'d>(data: &'d Dataset, ix: TieIx, subject: PlaceIx, before: &'static str) -> Draft<'d> {
    let mut draft = partner_line(data, ix, subject);
    draft.put_first(before);
    draft
}

/// How many of these ties are not what others are: `, of which 3 planned and 2 ended`; `, all of them ended`; empty where
/// none is planned, suspended or ended.
pub(super) fn states(data: &Dataset, ties: &[TieIx]) -> String {
    let counts: Vec<(Status, usize)> = [Status::Planned, Status::Suspended, Status::Ended]
        .into_iter()
        .map(|status| (status, ties.iter().filter(|&&tie| data[tie].status == status).count()))
        .filter(|&(_, count)| count > 0)
        .collect();
    match *counts.as_slice() {
        [] => String::new(),
        [(status, count)] if count == ties.len() && count == 1 => format!(", {status}"),
        [(status, count)] if count == ties.len() => format!(", all of them {status}"),
        _ => {
            let words: Vec<String> =
                counts.iter().map(|(status, count)| format!("{} {status}", wording::number(*count))).collect();
            format!(", of which {}", wording::list(&words))
        }
    }
}

/// The end of a tie, with its sources.
pub(super) fn ended_line<'d>(data: &'d Dataset, ix: TieIx, word: &str) -> Draft<'d> {
    let tie = &data[ix];
    let draft = names_of_all(data, ix);
    let Some(claim) = tie.until.first() else { return draft };
    let time = wording::in_time(When::At(claim.date));
    draft.plain(": ").strong(format!("{word} {time}")).cite(citing::in_order(data, &claim.sources).into_iter().take(2))
}

/// Everybody, without more.
pub(super) fn names_of_all(data: &Dataset, ix: TieIx) -> Draft<'_> {
    let parties = &data[ix].parties;
    names(data, parties.len(), parties.iter().copied(), " – ")
}

fn names<'d>(
    data: &'d Dataset,
    count: usize,
    places: impl Iterator<Item = PlaceIx>,
    between: &'static str,
) -> Draft<'d> {
    let mut draft = Draft::item();
    let mut used = 0;
    for (n, ix) in places.enumerate() {
        let place = &data[ix];
        used += data.lengths.name(ix) + AROUND_NAME;
        if used > NAMES && n > 0 {
            return draft.plain(format!(" and {} more", count - n));
        }
        if n > 0 {
            draft = draft.plain(between);
        }
        draft = draft.flag(place.country.flag()).strong(&*place.name);
    }
    draft
}

fn finish<'d>(data: &'d Dataset, tie: &'d Partnership, draft: Draft<'d>, beginning: String) -> Draft<'d> {
    let draft = kind_and_state(tie, draft, beginning).cite(citing::of_tie(data, tie).as_slice().iter().copied());
    say_otherwise(data, tie, draft)
}

fn kind_and_state<'d>(tie: &'d Partnership, mut draft: Draft<'d>, beginning: String) -> Draft<'d> {
    if tie.parties.len() > 2 {
        draft = draft.plain(format!(" (one agreement of {})", tie.parties.len()));
    }
    if tie.kind != TieKind::Sister {
        draft = draft.plain(" · ").plain(wording::tie_kind(tie.kind));
    }
    draft = draft.plain(beginning);
    if let Some(status) = wording::status(tie).filter(|_| tie.status != Status::Planned) {
        draft = draft.plain(", ").strong(status);
    }
    draft
}

/// Who gives another date, and which.
fn say_otherwise<'d>(data: &'d Dataset, tie: &'d Partnership, mut draft: Draft<'d>) -> Draft<'d> {
    let others: Vec<_> = others(data, tie).collect();
    for &(claim, source) in others.iter().take(OTHERS) {
        // A source that gives both dates is not another one.
        let itself = tie.since.first().is_some_and(|first| first.sources.contains(&source));
        let also = if itself { "also " } else { "" };
        let says = format!("; {} {also}says {}", data[source].publisher, wording::date(claim.date));
        draft = draft.plain(says).cite([source]);
    }
    draft
}

/// `, since 24 June 1973`; where no source gives a date, that is said.
fn beginning(tie: &Partnership) -> String {
    match (tie.began(), tie.status) {
        (None, Status::Planned) => ", planned; no source gives a date".to_owned(),
        (None, _) => "; no source gives a date".to_owned(),
        (Some(date), Status::Planned) => format!(", planned: {}", wording::date(date)),
        (Some(date), _) => format!(", since {}", wording::date(date)),
    }
}

/// The dates that contradict the first one, each with the best of its sources. A less precise date that agrees is none.
pub(super) fn others<'d>(data: &'d Dataset, tie: &'d Partnership) -> impl Iterator<Item = (&'d Claim, SourceIx)> {
    let first = tie.began();
    tie.since
        .iter()
        .skip(1)
        .filter(move |claim| first.is_some_and(|first| !first.overlaps(claim.date)))
        .filter_map(move |claim| citing::best(data, &claim.sources).map(|source| (claim, source)))
}

/// `on 24 June 1973`, for sentences.
pub(super) fn in_time(tie: &Partnership) -> Option<String> {
    tie.began().map(|date| wording::in_time(When::At(date)))
}
