//! sources.json

use jiff::civil::Date;

use super::check::{Checked, Eye, Known, insert};
use super::limits;
use super::problems::At;
use super::quote::quoted;
use super::raw::RawSource;
use super::text;
use super::values::{Leaf, Text};
use crate::dataset::date::{PartialDate, Precision, Qualifier};
use crate::dataset::records::Source;
use crate::dataset::table::Table;
use crate::dataset::words::Tier;

/// Reads and checks every source.
pub(super) fn read(text: &str, eye: &mut Eye<'_>) -> Known<Source> {
    let mut table = Table::new();
    let whole = eye.each(text, |record, raw| check(record, raw, &mut table));
    table.shrink();
    Known { table, whole }
}

fn check(record: &mut Checked<'_>, raw: RawSource<'_>, table: &mut Table<Source>) {
    let id = record.own_slug(raw.id);
    let title = record.required_text("title", raw.title, limits::TITLE);
    let publisher = record.required_text("publisher", raw.publisher, limits::PUBLISHER);
    let without_url = raw.url.is_none();
    let url = record.optional_text("url", raw.url, limits::URL);
    if let Some(fault) = url.as_deref().filter(|url| !url.is_empty()).and_then(text::url_fault) {
        record.error(&At::RECORD.field("url"), || format!("{} {fault}", quoted(url.as_deref().unwrap_or_default())));
    }
    let date = record.optional(At::RECORD, "date", raw.date).and_then(|Text(date)| {
        let at = At::RECORD.field("date");
        let date = record.date(&at, &date)?;
        record.not_ahead(&at, date);
        Some(date)
    });
    let author = record.optional_text("author", raw.author, limits::AUTHOR);
    let language = record.optional(At::RECORD, "language", raw.language).map(|Text(language)| {
        record.language(&At::RECORD.field("language"), &language);
        language.into()
    });
    let accessed = accessed(record, raw.accessed);
    let tier = record.required_word("tier", raw.tier, Tier::from_word, Tier::WORDS);
    if without_url {
        record.warning(At::RECORD, || "has no url: nobody can follow it".into());
    }
    let Some(id) = id else { return };
    // Where a value is missing an error was said, and the table will not be used for more than to look up ids.
    let source = Source {
        id: id.into(),
        title,
        publisher,
        url,
        date,
        author,
        language,
        accessed: accessed.unwrap_or(record.today),
        tier: tier.unwrap_or(Tier::Press),
    };
    insert(record, table, source);
}

/// The day on which it was read.
fn accessed(record: &mut Checked<'_>, field: Option<Leaf<Text<'_>>>) -> Option<Date> {
    let Text(text) = record.required(At::RECORD, "accessed", field)?;
    let at = At::RECORD.field("accessed");
    let date: PartialDate = record.date(&at, &text)?;
    if date.precision() != Precision::Day || date.qualifier() != Qualifier::Plain {
        record.error(&at, || format!("{} is not a day: write one such as 2026-11-22", quoted(&text)));
        return None;
    }
    record.not_ahead(&at, date);
    Some(date.first_day())
}
