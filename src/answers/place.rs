//! What is known of one place?

use jiff::civil::Date;

use super::rows::Row;
use super::text::Draft;
use super::{Answer, Answering, Outcome, Question, citing, finding, partners, steps, ties, wording};
use crate::dataset::{Country, Dataset, PlaceIx, PlaceKind, Precision, Qualifier, SourceIx, Status, TieIx, TieKind};

/// `/place`
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// Which place: an id, or what was typed.
    pub place: String,
}

/// The source of the coordinates.
const COORDINATES: &str = "geonames";

pub(super) fn answer<'d>(data: &'d Dataset, today: Date, question: &Place, page: usize) -> Answering<'d> {
    let found = finding::place(data, &question.place, None, |place| Question::Place(Place { place }))?;
    let ix = found.ix;
    let place = &data[ix];
    let mut lead: Vec<Draft> = found.note.into_iter().collect();
    lead.push(what_and_where(data, ix));
    lead.extend(names(data, ix));
    lead.push(counted(data, ix));
    let mut rows: Vec<Draft> = partners::all_totals(data, ix);
    rows.extend(first_and_last(data, ix));
    rows.extend(next_anniversary(data, ix, today));
    let mut rows: Vec<Row> = rows.into_iter().map(Row::Draft).collect();
    rows.extend(coordinates(data, ix).map(Row::Draft));
    let mut facts = data.links.facts_of_place.of(ix).to_vec();
    super::facts::by_date(data, &mut facts);
    rows.extend(facts.into_iter().map(Row::Fact));
    let inside = data.links.inside.of(ix).iter().copied().filter(|&inner| !data.links.ties.of(inner).is_empty());
    let steps = [
        steps::partners(data, ix),
        steps::timeline(data, ix),
        steps::facts(data, ix),
        Some(steps::country(place.country)),
    ]
    .into_iter()
    .chain(inside.map(|inner| steps::partners(data, inner)));
    Ok(Answer::new(data, Outcome::Answered, wording::place_title(data, ix))
        .asked_again_by(Question::Place(Place { place: place.id.to_string() }))
        .with_rows(data, lead, &rows, page, None)
        .with_steps(steps::first_five(steps)))
}

/// `A city in Japan, within Hyogo Prefecture.`; `A city.` where it is called like its country.
fn what_and_where<'d>(data: &'d Dataset, ix: PlaceIx) -> Draft<'d> {
    let place = &data[ix];
    let kind = wording::a(wording::place_kind(place.kind));
    let outer = place.within.map(|outer| &data[outer]).filter(|outer| *outer.name != *place.country.name());
    let within = outer.map(|outer| format!(", within {}", outer.name)).unwrap_or_default();
    let country = match *place.name == *place.country.name() {
        true => String::new(),
        false => format!(" in {}", wording::in_words(place.country)),
    };
    let text = format!("{}{country}{within}.", wording::capitalised(&kind));
    Draft::sentence().flag(place.country.flag()).plain(text)
}

/// `Also 神户 (Simplified Chinese) and 神戸市 (Japanese).`
fn names<'d>(data: &'d Dataset, ix: PlaceIx) -> Option<Draft<'d>> {
    let others = data[ix].names.iter().filter(|(_, name)| *name != data[ix].name);
    let names: Vec<String> = others.map(|(tag, name)| format!("{name} ({})", wording::language(tag))).collect();
    (!names.is_empty()).then(|| Draft::sentence().plain(format!("Also {}.", wording::list(&names))))
}

/// `43 partnerships in this dataset, of which 2 ended: 30 sister ties and 13 of friendly exchange. 45 partners in 25
/// countries.` Whoever is a partner only by a plan is none.
fn counted<'d>(data: &Dataset, ix: PlaceIx) -> Draft<'d> {
    let ties = data.links.ties.of(ix);
    if ties.is_empty() {
        return Draft::sentence().plain("No partnership of it is in this dataset.");
    }
    let agreed = ties.iter().filter(|&&tie| data[tie].status != Status::Planned);
    let mut partners: Vec<PlaceIx> =
        agreed.flat_map(|&tie| data[tie].parties.iter().copied()).filter(|&party| party != ix).collect();
    partners.sort_unstable();
    partners.dedup();
    let mut countries: Vec<Country> = partners.iter().map(|&partner| data[partner].country).collect();
    countries.sort_unstable();
    countries.dedup();
    let of_kind = |kind: TieKind| ties.iter().filter(|&&tie| data[tie].kind == kind).count();
    let kinds: Vec<String> = TieKind::ALL
        .iter()
        .map(|&kind| (of_kind(kind), kind))
        .filter(|(count, _)| *count > 0)
        .map(|(count, kind)| wording::ties_of_kind(count, kind))
        .collect();
    let reach = format!("{} in this dataset", wording::count(ties.len(), "partnership", "partnerships"));
    let with = match partners.len() {
        0 => String::new(),
        n => format!(
            " {} in {}{}.",
            wording::count(n, "partner", "partners"),
            wording::count(countries.len(), "country", "countries"),
            if ties.iter().any(|&tie| data[tie].status == Status::Planned) { ", planned ones not counted" } else { "" }
        ),
    };
    let rest = format!("{}: {}.{with}", ties::states(data, ties), wording::list(&kinds));
    Draft::sentence().strong(reach).plain(rest)
}

/// The earliest and the latest beginning that sources give.
fn first_and_last<'d>(data: &'d Dataset, ix: PlaceIx) -> Vec<Draft<'d>> {
    let begun = data.links.ties.of(ix).iter().copied().filter(|&tie| data[tie].status != Status::Planned);
    let mut dated: Vec<TieIx> = begun.filter(|&tie| data[tie].began().is_some()).collect();
    dated.sort_by_key(|&tie| data[tie].began());
    match dated.as_slice() {
        [] => Vec::new(),
        [only] => vec![ties::named(data, *only, ix, "The one with a date: ")],
        [first, .., last] => {
            vec![ties::named(data, *first, ix, "First: "), ties::named(data, *last, ix, "Latest: ")]
        }
    }
}

/// The next day on which a tie that is neither planned, suspended nor ended has its anniversary.
fn next_anniversary<'d>(data: &'d Dataset, ix: PlaceIx, today: Date) -> Option<Draft<'d>> {
    let next = data
        .links
        .ties
        .of(ix)
        .iter()
        .filter_map(|&tie| anniversary(data, tie, today).map(|(day, years)| (day, years, tie)))
        .min_by_key(|&(day, _, tie)| (day, tie))?;
    let (day, years, tie) = next;
    let partners: Vec<&str> =
        data[tie].parties.iter().filter(|&&party| party != ix).map(|&party| &*data[party].name).take(5).collect();
    let text = format!(
        "Next anniversary: {} with {} on {}",
        wording::count(years, "year", "years"),
        wording::list(&partners),
        wording::date(day.into())
    );
    Some(Draft::item().plain(text).cite(citing::of_tie(data, &data[tie]).as_slice().iter().copied()))
}

/// The next day, today included, on which a tie has its anniversary, and which. Only a day that a source gives without doubt
/// has one; 29 February is kept on 28 February in common years.
fn anniversary(data: &Dataset, tie: TieIx, today: Date) -> Option<(Date, usize)> {
    let tie = &data[tie];
    let began =
        tie.began().filter(|date| date.precision() == Precision::Day && date.qualifier() == Qualifier::Plain)?;
    if tie.status != Status::Active {
        return None;
    }
    let day = began.first_day();
    [today.year(), today.year().checked_add(1)?].into_iter().find_map(|year| {
        let kept = Date::new(year, day.month(), day.day()).or_else(|_| Date::new(year, day.month(), 28)).ok()?;
        let years = usize::try_from(year - day.year()).ok().filter(|&years| years > 0)?;
        (kept >= today).then_some((kept, years))
    })
}

/// The source of the coordinates of every place that names its GeoNames id.
pub(super) fn coordinates_source(data: &Dataset) -> Option<SourceIx> {
    data.sources.by_id(COORDINATES)
}

fn coordinates<'d>(data: &'d Dataset, ix: PlaceIx) -> Option<Draft<'d>> {
    let place = &data[ix];
    let at = place.at?;
    let source = coordinates_source(data).filter(|_| place.geonames.is_some())?;
    let half = |value: f64, positive: char, negative: char| {
        format!("{:.4}° {}", value.abs(), if value < 0.0 { negative } else { positive })
    };
    // FORMAT.md: where only a city has coordinates, what is in it or around it has the city's.
    let whose = match place.kind {
        PlaceKind::Port | PlaceKind::Institution => "Its city lies",
        PlaceKind::Province
        | PlaceKind::State
        | PlaceKind::Prefecture
        | PlaceKind::Region
        | PlaceKind::County
        | PlaceKind::Country => "Its seat lies",
        PlaceKind::City | PlaceKind::Municipality | PlaceKind::District | PlaceKind::Town => "Lies",
    };
    let text = format!("{whose} at {}, {}", half(at.lat, 'N', 'S'), half(at.lon, 'E', 'W'));
    Some(Draft::item().plain(text).cite([source]))
}
