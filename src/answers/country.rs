//! The partnerships of a country, or between two.

use super::rows::{Headings, Row};
use super::text::Draft;
use super::{Answer, Answering, By, Outcome, Pick, Question, Stats, finding, steps, ties, wording};
use crate::dataset::{Country as Code, Dataset, PlaceIx, Status, TieIx};

/// `/country`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Country {
    /// Which country: a code, or what was typed.
    pub country: String,
    /// Ties with this one only.
    pub with: Option<String>,
}

pub(super) fn answer<'d>(data: &'d Dataset, question: &Country, page: usize) -> Answering<'d> {
    let code = finding::country(data, Some(&question.country), |country| {
        Question::Country(Country { country, ..question.clone() })
    })?;
    let with = finding::country(data, question.with.as_deref(), |with| {
        Question::Country(Country { with: Some(with), ..question.clone() })
    })?;
    // `finding::country` gives none only where none was asked for.
    let Some(code) = code else { return Err(Box::new(super::gone(data))) };
    let resolved = Country { country: code.code().to_owned(), with: with.map(|with| with.code().to_owned()) };
    let title = match with {
        Some(with) if with == code => format!("Partnerships within {}", wording::in_words(code)),
        Some(with) => format!("Partnerships between {} and {}", wording::in_words(code), wording::in_words(with)),
        None => format!("Partnerships of {}", wording::in_words(code)),
    };
    let listed = by_place(data, code, with);
    let mut ties: Vec<TieIx> = listed.iter().map(|&(_, tie)| tie).collect();
    ties.sort_unstable();
    ties.dedup();
    let answer = Answer::new(data, Outcome::Answered, title).asked_again_by(Question::Country(resolved));
    if ties.is_empty() {
        return Ok(none(data, answer, code, with));
    }
    let lead = std::iter::once(counted(data, &listed, &ties)).chain(decades(data, &ties)).collect();
    let rows: Vec<Row> = listed.iter().map(|&(place, tie)| Row::Partner(tie, place)).collect();
    // Lines of one place stand together: the position of the first is the group.
    let mut groups: Vec<u32> = Vec::with_capacity(listed.len());
    for n in 0..listed.len() {
        let same = n > 0 && listed[n].0 == listed[n - 1].0;
        groups.push(if same { groups[n - 1] } else { n as u32 });
    }
    let label = |group: u32| data[listed[group as usize].0].name.as_ref().into();
    let headings = Headings { group: &|n| groups[n], label: &label, room: 80 };
    let busiest = data.names.by_rank().iter().copied().filter(|&place| data[place].country == code);
    let with_code = with.map(steps::country);
    let steps = std::iter::once(with_code).chain(busiest.take(4).map(|place| steps::partners(data, place)));
    Ok(answer.with_rows(data, lead, &rows, page, Some(headings)).with_steps(steps::first_five(steps)))
}

/// Every tie of every place of a country, by the name of the place, then by date; a tie between two of its places under
/// both.
fn by_place(data: &Dataset, code: Code, with: Option<Code>) -> Vec<(PlaceIx, TieIx)> {
    let places = data.places.iter().filter(|(_, place)| place.country == code);
    let mut listed: Vec<(PlaceIx, TieIx)> = Vec::new();
    for (place, _) in places {
        let fits = |&tie: &TieIx| {
            let others = data[tie].parties.iter().copied().filter(|&party| party != place);
            match with {
                None => true,
                Some(with) => others.clone().any(|other| data[other].country == with),
            }
        };
        listed.extend(data.links.ties.of(place).iter().copied().filter(fits).map(|tie| (place, tie)));
    }
    let date = |tie: TieIx| (data[tie].began().is_none(), data[tie].began());
    listed.sort_by(|&(a, x), &(b, y)| {
        data[a].name.cmp(&data[b].name).then(a.cmp(&b)).then_with(|| date(x).cmp(&date(y)))
    });
    listed
}

/// `12 partnerships in this dataset, of which 1 planned. 7 places take part, planned ones not counted.`
fn counted<'d>(data: &Dataset, listed: &[(PlaceIx, TieIx)], ties: &[TieIx]) -> Draft<'d> {
    let agreed = listed.iter().filter(|&&(_, tie)| data[tie].status != Status::Planned);
    // Lines of one place stand together.
    let mut places: Vec<PlaceIx> = agreed.map(|&(place, _)| place).collect();
    places.dedup();
    let of = match places.len() {
        0 => String::new(),
        n => format!(
            " {} part{}.",
            wording::count(n, "place takes", "places take"),
            if ties.iter().any(|&tie| data[tie].status == Status::Planned) { ", planned ones not counted" } else { "" }
        ),
    };
    Draft::sentence()
        .strong(format!("{} in this dataset", wording::count(ties.len(), "partnership", "partnerships")))
        .plain(format!("{}.{of}", ties::states(data, ties)))
}

/// `By decade: 12 in the 1970s, 60 in the 1980s; 30 without a date.` What is only planned has not begun.
fn decades<'d>(data: &Dataset, ties: &[TieIx]) -> Option<Draft<'d>> {
    let begun: Vec<TieIx> = ties.iter().copied().filter(|&tie| data[tie].status != Status::Planned).collect();
    let mut years: Vec<i16> =
        begun.iter().filter_map(|&tie| data[tie].began()).map(|date| date.year() / 10 * 10).collect();
    let undated = begun.len() - years.len();
    years.sort_unstable();
    let counted: Vec<String> = years
        .chunk_by(|a, b| a == b)
        .map(|same| format!("{} in the {}s", wording::number(same.len()), same[0]))
        .collect();
    let dated = (!counted.is_empty()).then(|| format!("By decade: {}", wording::list(&counted)));
    let undated = (undated > 0).then(|| format!("{} without a date", wording::number(undated)));
    let said: Vec<String> = dated.into_iter().chain(undated).collect();
    (!said.is_empty()).then(|| Draft::sentence().plain(format!("{}.", said.join("; "))))
}

/// Without a partnership: on to each of two countries, to what is known of places there, and to the countries that have some.
fn none<'d>(data: &'d Dataset, answer: Answer<'d>, code: Code, with: Option<Code>) -> Answer<'d> {
    let there = wording::in_words(code);
    let said = match with {
        Some(with) if with == code => format!("This dataset has no partnership between two places in {there}."),
        Some(with) => format!("This dataset has no partnership between {there} and {}.", wording::in_words(with)),
        None => format!("This dataset has no partnership of a place in {there}."),
    };
    let whole = |code: Code| Pick {
        label: format!("{} {}", code.flag(), code.name()),
        question: Question::Country(Country { country: code.code().to_owned(), with: None }),
    };
    let has_some =
        |code: &Code| data.ties.iter().any(|(_, tie)| tie.parties.iter().any(|&ix| data[ix].country == *code));
    let mut countries: Vec<Code> = with.into_iter().chain(with.map(|_| code)).collect();
    countries.dedup();
    let picks = countries.into_iter().filter(has_some).map(whole).collect();
    let known = data.places.iter().filter(|(_, place)| with.is_none() && place.country == code);
    let by_country = Question::Stats(Stats { country: None, by: Some(By::Country) });
    let by_country = Pick { label: "Partnerships by country".to_owned(), question: by_country };
    let steps = known.map(|(ix, _)| Some(steps::place(data, ix))).take(4).chain([Some(by_country)]);
    answer.with_lead(vec![Draft::sentence().plain(said)]).with_picks(picks).with_steps(steps::first_five(steps))
}
