//! facts.json

use super::check::{Checked, Eye, Known, insert};
use super::limits;
use super::numbers::figures;
use super::problems::At;
use super::raw::RawFact;
use super::values::{Leaf, List, Text};
use crate::dataset::date::When;
use crate::dataset::records::{Fact, Partnership, Place, Source, Subject};
use crate::dataset::table::Table;

/// The tables that a fact refers to.
pub(super) struct Tables<'t> {
    pub places: &'t Known<Place>,
    pub ties: &'t Known<Partnership>,
    pub sources: &'t Known<Source>,
}

/// Reads and checks every fact.
pub(super) fn read(text: &str, eye: &mut Eye<'_>, tables: &Tables<'_>) -> Known<Fact> {
    let mut table = Table::new();
    let whole = eye.each(text, |record, raw| check(record, raw, &mut table, tables));
    table.shrink();
    Known { table, whole }
}

fn check(record: &mut Checked<'_>, raw: RawFact<'_>, table: &mut Table<Fact>, tables: &Tables<'_>) {
    let id = record.own_slug(raw.id);
    let about = record.required(At::RECORD, "about", raw.about);
    let about = about.map_or_else(Box::default, |list| self::about(record, list, tables));
    // A fact may be about what is planned, so that its date may lie ahead.
    let date = record.optional(At::RECORD, "date", raw.date).and_then(|Text(date)| {
        date.parse::<When>().map_err(|error| record.error(&At::RECORD.field("date"), || error.to_string())).ok()
    });
    let topics = record.topics(raw.topics);
    let text = record.required_text("text", raw.text, limits::FACT_TEXT);
    let measure = record.optional(At::RECORD, "measure", raw.measure);
    let measure = measure.map_or_else(Box::default, |all| figures(record, all));
    let sources = record.sources(At::RECORD, raw.sources, tables.sources);
    if let Some(id) = id {
        insert(record, table, Fact { id: id.into(), about, date, topics, text, measure, sources });
    }
}

/// The places and partnerships that it is about.
fn about(record: &mut Checked<'_>, list: List<Leaf<Text<'_>>>, tables: &Tables<'_>) -> Box<[Subject]> {
    let at = At::RECORD.field("about");
    if list.total == 0 {
        record.error(&at, || "\"about\" is empty: name one place or partnership at least".into());
    }
    let ids = record.texts(&at, list, limits::ABOUT);
    let subject = |(n, id): &(usize, std::borrow::Cow<'_, str>)| {
        let at = at.item(*n);
        // No slug holds two hyphens in a row, and every partnership's id does.
        if id.contains("--") {
            record.refer(&at, id, tables.ties, "partnership").map(Subject::Tie)
        } else {
            record.refer(&at, id, tables.places, "place").map(Subject::Place)
        }
    };
    ids.iter().filter_map(subject).collect()
}
