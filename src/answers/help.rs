//! What can be asked, with examples that are true of this dataset.

use super::rows::Row;
use super::text::Draft;
use super::{Answer, Outcome, Question, wording};
use crate::dataset::{Dataset, PlaceIx, Status, TieIx};

pub(super) fn answer(data: &Dataset, page: usize) -> Answer<'_> {
    let counts = format!(
        "This dataset has {} of {} and {} about them, from {}. Every statement shows who says so, and where sources \
         disagree, that is shown, too.",
        wording::count(data.ties.len(), "partnership", "partnerships"),
        wording::count(data.places.len(), "place", "places"),
        wording::count(data.facts.len(), "fact", "facts"),
        wording::count(data.sources.len(), "source", "sources"),
    );
    let lead = vec![Draft::sentence().plain(counts)];
    let (place, tie) = examples(data);
    let mut drafts = Vec::new();
    if let Some(place) = place {
        let name = &data[place].name;
        drafts.push(
            Draft::item()
                .code(format!("/partners place:{name}"))
                .plain(format!(" lists the partners of {name}. Confine them by country, kind, topic or status.")),
        );
    }
    if let Some((tie, year)) = tie.and_then(|tie| data[tie].began().map(|date| (tie, date.year()))) {
        drafts.push(
            Draft::item()
                .code(format!("/since year:{year}"))
                .plain(format!(" lists the partnerships that began in {year} or later, in the order of their dates.")),
        );
        let (one, other) = (&data[data[tie].parties[0]].name, &data[data[tie].parties[1]].name);
        drafts.push(Draft::item().code(format!("/partnership between:{one} and:{other}")).plain(
            " tells all that is known of one tie: every date that a source gives, who says so, and what came of it.",
        ));
    }
    let names = "Places and countries may be typed in many languages and scripts, and with small slips; the likely ones \
                 are offered while you type.";
    drafts.push(Draft::item().plain(names));
    drafts.push(Draft::item().code("private:true").plain(" behind a question shows its answer to you alone."));
    Answer::new(data, Outcome::Answered, "What Twinned can tell").asked_again_by(Question::Help).with_rows(
        data,
        lead,
        &drafts.into_iter().map(Row::Draft).collect::<Vec<_>>(),
        page,
        None,
    )
}

/// The place with the most ties, and its first day-precise tie of two that is neither planned nor over.
fn examples(data: &Dataset) -> (Option<PlaceIx>, Option<TieIx>) {
    let place = data.names.by_rank().iter().copied().max_by_key(|&place| data.links.ties.of(place).len());
    let ties = place.map_or(&[][..], |place| data.links.ties.of(place)).iter().copied();
    let good = |&tie: &TieIx| {
        let tie = &data[tie];
        tie.parties.len() == 2
            && tie.status == Status::Active
            && tie.began().is_some_and(|date| date.day().is_some())
            && data.links.between(tie.parties[0], tie.parties[1]).len() == 1
    };
    (place, ties.filter(good).min_by_key(|&tie| data[tie].began()))
}
