//! The dataset in figures: how many, how dated, how sourced, where it is thin.

use super::rows::Row;
use super::text::Draft;
use super::{Answer, Answering, Outcome, Pick, Question, disputes, finding, steps, ties, wording};
use crate::dataset::{
    Country, Dataset, Partnership, Precision, Qualifier, SourceIx, Status, TieIx, TieKind, Tier, Topic,
};

/// `/stats`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stats {
    /// Of this country only.
    pub country: Option<String>,
    /// Counted by this; an overview where it is not given.
    pub by: Option<By>,
}

/// What ties are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By kind.
    Kind,
    /// By the decade of the beginning.
    Decade,
    /// By country.
    Country,
    /// By topic.
    Topic,
    /// By how precisely the beginning is dated.
    Precision,
}

impl By {
    /// Every way to count with its word.
    pub const ALL: &[(By, &str)] = &[
        (By::Kind, "kind"),
        (By::Decade, "decade"),
        (By::Country, "country"),
        (By::Topic, "topic"),
        (By::Precision, "precision"),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(by, _)| *by == self).map_or("", |(_, word)| word)
    }

    /// What a word stands for.
    pub fn from_word(word: &str) -> Option<By> {
        Self::ALL.iter().find(|(_, other)| *other == word).map(|(by, _)| *by)
    }
}

pub(super) fn answer<'d>(data: &'d Dataset, question: &Stats, page: usize) -> Answering<'d> {
    let country = finding::country(data, question.country.as_deref(), |country| {
        Question::Stats(Stats { country: Some(country), ..question.clone() })
    })?;
    let is_in = |tie: &Partnership| country.is_none_or(|code| tie.parties.iter().any(|&ix| data[ix].country == code));
    let ties: Vec<TieIx> = data.ties.iter().filter(|(_, tie)| is_in(tie)).map(|(ix, _)| ix).collect();
    let of = country.map(|country| format!(" with {}", wording::in_words(country))).unwrap_or_default();
    if let Some(country) = country.filter(|_| ties.is_empty()) {
        return Ok(none(data, country));
    }
    let all = wording::count(ties.len(), "partnership", "partnerships");
    // The overview counts them by itself.
    let states = question.by.map(|_| ties::states(data, &ties)).unwrap_or_default();
    let mut lead = vec![Draft::sentence().strong(format!("{all}{of} in this dataset{states}, counted here."))];
    let counts = match question.by {
        None => {
            lead.extend(overview(data, &ties));
            Vec::new()
        }
        Some(by) => counted(data, &ties, by, country),
    };
    let share = |n: usize| format!("{} ({})", wording::number(n), percent(n, ties.len()));
    let row = |(what, n): (String, usize)| Row::Draft(Draft::item().plain(format!("{what}: ")).strong(share(n)));
    let rows: Vec<Row> = counts.into_iter().map(row).collect();
    let resolved = Stats { country: country.map(|country| country.code().to_owned()), by: question.by };
    let others = By::ALL.iter().filter(|(by, _)| Some(*by) != question.by).map(|&(by, word)| {
        let question = Stats { by: Some(by), ..resolved.clone() };
        Some(Pick { label: format!("By {word}"), question: Question::Stats(question) })
    });
    let by = question.by.map(|by| format!(" by {}", by.word())).unwrap_or_default();
    Ok(Answer::new(data, Outcome::Answered, format!("Partnerships{of} in figures{by}"))
        .asked_again_by(Question::Stats(resolved.clone()))
        .with_rows(data, lead, &rows, page, None)
        .with_steps(steps::first_five(others)))
}

/// A country without a partnership has no figures.
fn none(data: &Dataset, country: Country) -> Answer<'_> {
    let name = wording::in_words(country);
    let said = format!("There is nothing to count: this dataset has no partnership of a place in {name}.");
    let countries = Question::Stats(Stats { country: None, by: Some(By::Country) });
    let steps = [
        Pick { label: "Partnerships by country".to_owned(), question: countries },
        Pick { label: "The whole dataset in figures".to_owned(), question: Question::Stats(Stats::default()) },
    ];
    let resolved = Stats { country: Some(country.code().to_owned()), by: None };
    Answer::new(data, Outcome::Answered, format!("Partnerships with {name} in figures"))
        .asked_again_by(Question::Stats(resolved))
        .with_lead(vec![Draft::sentence().plain(said)])
        .with_steps(steps.into())
}

/// `78 %`; never a nought for what there is.
fn percent(n: usize, of: usize) -> String {
    match (n * 100 + of / 2) / of.max(1) {
        0 => "under 1 %".to_owned(),
        rounded => format!("{rounded} %"),
    }
}

/// What an overview counts, all in one walk over the ties.
#[derive(Default)]
struct Tally {
    to_the: [usize; 3],
    undated: usize,
    doubtful: usize,
    official: usize,
    one_source: usize,
    only_other: usize,
    planned: usize,
    suspended: usize,
    ended: usize,
    disputed: usize,
    with_a_fact: usize,
    with_a_topic: usize,
}

impl Tally {
    fn of(data: &Dataset, ties: &[TieIx]) -> Tally {
        let mut tally = Tally::default();
        for &ix in ties {
            let tie = &data[ix];
            let add = |count: &mut usize, is: bool| *count += usize::from(is);
            match tie.began() {
                Some(date) => {
                    tally.to_the[date.precision() as usize] += 1;
                    add(&mut tally.doubtful, date.qualifier() != Qualifier::Plain);
                }
                None => tally.undated += 1,
            }
            let tier = |wanted: Tier| move |&source: &SourceIx| data[source].tier == wanted;
            add(&mut tally.official, tie.sources.iter().any(tier(Tier::Official)));
            add(&mut tally.only_other, tie.sources.iter().all(tier(Tier::Other)));
            add(&mut tally.one_source, tie.sources.len() == 1);
            add(&mut tally.planned, tie.status == Status::Planned);
            add(&mut tally.suspended, tie.status == Status::Suspended);
            add(&mut tally.ended, tie.status == Status::Ended);
            add(&mut tally.disputed, disputes::contradicts(&tie.since) || disputes::contradicts(&tie.until));
            add(&mut tally.with_a_fact, !data.links.facts_of_tie.of(ix).is_empty());
            add(&mut tally.with_a_topic, !tie.topics.is_empty());
        }
        tally
    }
}

fn overview<'d>(data: &Dataset, ties: &[TieIx]) -> Vec<Draft<'d>> {
    let tally = Tally::of(data, ties);
    let n = wording::number;
    let precise = |wanted: Precision| n(tally.to_the[wanted as usize]);
    let dated = format!(
        "Dated to the day: {}; to the month: {}; to the year: {}; not dated: {}; with doubt: {}.",
        precise(Precision::Day),
        precise(Precision::Month),
        precise(Precision::Year),
        n(tally.undated),
        n(tally.doubtful),
    );
    let sourced = format!(
        "Listed by an official source: {}; by one source alone: {}; by none that is official, press or reference: {}.",
        n(tally.official),
        n(tally.one_source),
        n(tally.only_other)
    );
    let states = format!(
        "Planned: {}; suspended: {}; ended: {}. Sources disagree about {}.",
        n(tally.planned),
        n(tally.suspended),
        n(tally.ended),
        n(tally.disputed)
    );
    let thin = format!("With a fact: {}; with a topic: {}.", n(tally.with_a_fact), n(tally.with_a_topic));
    [parties(data, ties), dated, sourced, states, thin].into_iter().map(|text| Draft::sentence().plain(text)).collect()
}

/// `Between 1,341 places in 125 countries.`
fn parties(data: &Dataset, ties: &[TieIx]) -> String {
    let mut is_party = vec![false; data.places.len()];
    ties.iter().flat_map(|&tie| &data[tie].parties).for_each(|place| is_party[place.at()] = true);
    let parties = data.places.iter().filter(|(ix, _)| is_party[ix.at()]);
    let mut countries: Vec<Country> = parties.map(|(_, place)| place.country).collect();
    let places = wording::count(countries.len(), "place", "places");
    countries.sort_unstable();
    countries.dedup();
    format!("Between {places} in {}.", wording::count(countries.len(), "country", "countries"))
}

fn counted(data: &Dataset, ties: &[TieIx], by: By, country: Option<Country>) -> Vec<(String, usize)> {
    let count = |is: &dyn Fn(&Partnership) -> bool| ties.iter().filter(|&&tie| is(&data[tie])).count();
    let mut counts: Vec<(String, usize)> = match by {
        By::Kind => TieKind::ALL
            .iter()
            .map(|&kind| (wording::capitalised(wording::tie_kind(kind)), count(&|tie| tie.kind == kind)))
            .collect(),
        By::Topic => Topic::ALL
            .iter()
            .map(|&topic| (wording::capitalised(wording::topic(topic)), count(&|tie| tie.topics.contains(topic))))
            .collect(),
        By::Precision => {
            let is = |wanted: Precision| count(&|tie| tie.began().is_some_and(|date| date.precision() == wanted));
            vec![
                ("To the day".to_owned(), is(Precision::Day)),
                ("To the month".to_owned(), is(Precision::Month)),
                ("To the year".to_owned(), is(Precision::Year)),
                ("Not dated".to_owned(), count(&|tie| tie.since.is_empty())),
            ]
        }
        By::Decade => {
            let mut decades: Vec<i16> =
                ties.iter().filter_map(|&tie| data[tie].began()).map(|date| date.year() / 10 * 10).collect();
            let undated = ties.len() - decades.len();
            decades.sort_unstable();
            let of_decades = decades.chunk_by(|a, b| a == b).map(|same| (format!("{}s", same[0]), same.len()));
            of_decades.chain([("Not dated".to_owned(), undated)]).collect()
        }
        By::Country => {
            let mut countries: Vec<Country> = Vec::new();
            for &tie in ties {
                let mut of_tie: Vec<Country> = data[tie].parties.iter().map(|&party| data[party].country).collect();
                // Of a country's own ties its partners count.
                if let Some(own) = country.and_then(|code| of_tie.iter().position(|&other| other == code)) {
                    of_tie.swap_remove(own);
                }
                of_tie.sort_unstable();
                of_tie.dedup();
                countries.extend(of_tie);
            }
            countries.sort_unstable();
            let counted = countries.chunk_by(|a, b| a == b);
            let mut counted: Vec<_> =
                counted.map(|same| (format!("{} {}", same[0].flag(), same[0].name()), same.len())).collect();
            counted.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
            counted
        }
    };
    counts.retain(|&(_, count)| count > 0);
    if matches!(by, By::Kind | By::Topic) {
        counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    }
    counts
}
