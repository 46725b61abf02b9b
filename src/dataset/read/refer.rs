//! What records say in the same way: references, sources, topics, dates, claims.

use super::check::{Checked, Known, note};
use super::limits;
use super::problems::At;
use super::quote::quoted;
use super::raw::RawClaim;
use super::report::Severity;
use super::values::{Leaf, List, Text};
use crate::dataset::date::PartialDate;
use crate::dataset::records::{Claim, Source, SourceIx};
use crate::dataset::table::{Ix, Record};
use crate::dataset::words::{Tier, Topic, TopicSet};

/// A field that holds a list of texts.
pub(super) type Texts<'a> = Option<Leaf<List<Leaf<Text<'a>>>>>;

/// Between what the dates of claims lie.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    /// Whether they may lie ahead of today.
    pub ahead: bool,
    /// What they may not lie before.
    pub from: Option<PartialDate>,
}

impl Checked<'_> {
    /// The record that an id stands for.
    pub fn refer<T: Record>(&mut self, at: &At<'_>, id: &str, known: &Known<T>, what: &str) -> Option<Ix<T>> {
        let found = known.table.by_id(id);
        if found.is_none() && known.whole {
            let hints = &mut *self.hints;
            // The hint is looked for only where it will be shown.
            let message = || format!("unknown {what} {}{}", quoted(id), hints.id(id, &known.table));
            note(self.problems, Severity::Error, (self.number, self.id), at, message);
        }
        found
    }

    /// A required list of one source or more.
    pub fn sources(&mut self, within: &At<'_>, field: Texts<'_>, known: &Known<Source>) -> Box<[SourceIx]> {
        let Some(list) = self.required(within, "sources", field) else { return Box::default() };
        let at = within.field("sources");
        if list.total == 0 {
            self.error(&at, || "\"sources\" is empty: name one source at least".into());
        }
        let ids = self.texts(&at, list, limits::SOURCES);
        ids.iter().filter_map(|(n, id)| self.refer(&at.item(*n), id, known, "source")).collect()
    }

    /// An optional list of topics.
    pub fn topics(&mut self, field: Texts<'_>) -> TopicSet {
        let mut topics = TopicSet::default();
        let Some(list) = self.optional(At::RECORD, "topics", field) else { return topics };
        let at = At::RECORD.field("topics");
        let words = self.texts(&at, list, Topic::ALL.len());
        self.in_order(&at, words.iter().map(|(_, word)| word));
        for (n, word) in &words {
            if let Some(topic) = self.word(&at.item(*n), word, Topic::from_word, Topic::WORDS) {
                topics.insert(topic);
            }
        }
        topics
    }

    /// Remembers where a list is not sorted.
    pub fn in_order<'x, S: AsRef<str> + 'x>(&mut self, at: &At<'_>, texts: impl Iterator<Item = &'x S>) {
        if !texts.is_sorted_by(|a, b| a.as_ref() <= b.as_ref()) {
            self.unsorted(at.name(), at);
        }
    }

    /// A date that exists.
    pub fn date(&mut self, at: &At<'_>, text: &str) -> Option<PartialDate> {
        text.parse().map_err(|error| self.error(at, || format!("{error}"))).ok()
    }

    /// Says that a date lies ahead: a page cannot have been read, nor a tie begun, after tomorrow (which is today
    /// somewhere). The less precise counts from its first day, so that `2026` is fine in all of 2026.
    pub fn not_ahead(&mut self, at: &At<'_>, date: PartialDate) {
        let today = self.today;
        if date.first_day() > today.tomorrow().unwrap_or(today) {
            self.error(at, || format!("{} lies ahead of today, {today}", quoted(&date.to_string())));
        }
    }

    /// The claims of a beginning or an end.
    pub fn claims(
        &mut self,
        list: List<Leaf<RawClaim<'_>>>,
        name: &'static str,
        bounds: Bounds,
        known: &Known<Source>,
    ) -> Box<[Claim]> {
        let at = At::RECORD.field(name);
        let entries = self.entries(&at, list, limits::CLAIMS);
        let mut claims = Vec::with_capacity(entries.len());
        for (n, claim) in entries {
            let at = at.item(n);
            self.odd_keys(&at, &claim.odd, RawClaim::FIELDS);
            let date = self.required(&at, "date", claim.date).and_then(|Text(text)| {
                let at = at.field("date");
                let date = self.date(&at, &text)?;
                if !bounds.ahead {
                    self.not_ahead(&at, date);
                }
                if let Some(from) = bounds.from.filter(|from| date.last_day() < from.first_day()) {
                    self.error(&at, || format!("the tie ends before it begins, \"{date}\" before \"{from}\""));
                }
                Some(date)
            });
            let named = claim.sources.as_ref().and_then(|Leaf(list)| list.as_ref().ok()).map_or(0, |list| list.total);
            let sources = self.sources(&at, claim.sources, known);
            // Where another is named that there is not, that is what is wrong.
            if let ([source], 1) = (&*sources, named)
                && known.table[*source].tier == Tier::Other
            {
                let id = &known.table[*source].id;
                self.warning(&at, || format!("{name:?} rests on one source of tier \"other\", {}", quoted(id)));
            }
            if let Some(date) = date {
                claims.push(Claim { date, sources });
            }
        }
        claims.into()
    }
}
