//! What of a post stands in full, what in a list, and what is only counted: by the room that it takes.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::super::embed::{ANSWERED, field_name, source_fields, text};
use super::footer_room;
use crate::anniversaries::day::{Jubilee, What};
use crate::answers::posts::{Marks, Section, in_full, list};
use crate::answers::wording;
use crate::dataset::Dataset;
use crate::discord::limits;
use crate::discord::markdown::escaped;

/// How many facts stand below a partnership at most.
const FACTS: usize = 2;
/// How many partnerships stand in full where not even a list of all others fits.
const AT_LEAST: usize = 3;

/// More lines than this have no room in a message, however short they are: 50 characters with a name, a date and a source.
const MOST_LINES: usize = limits::EMBEDS_TOTAL / 50;

/// A date and what has its day on it.
pub(super) struct Today {
    pub(super) date: Date,
    /// What stands over it.
    pub(super) title: String,
    /// Partnerships before facts, the roundest first.
    pub(super) listed: Vec<Jubilee>,
}

/// The embeds of a message, without the last one's footer, and how much is not in them.
pub(super) struct Laid {
    pub(super) embeds: Vec<Value>,
    pub(super) more: usize,
}

/// One embed for each partnership, then a list.
pub(super) fn one_day(data: &Dataset, today: &Today) -> Laid {
    let all = &today.listed;
    let ties: Vec<_> = all
        .iter()
        .filter_map(|one| match one.what {
            What::Tie(tie) => Some((tie, one)),
            What::Fact(_) => None,
        })
        .collect();
    let full = |count: usize, facts: usize| -> Vec<Value> {
        ties[..count].iter().map(|&(tie, one)| embed(&in_full(data, tie, one, facts))).collect()
    };
    let with_list = |count: usize, facts: usize, until: usize, marks: Marks| {
        let mut embeds = full(count, facts);
        if count < all.len() {
            let title = if count == 0 { today.title.clone() } else { "Also on this day".to_owned() };
            let mut section = embed(&list(data, title, &all[count..until], marks));
            say_more(&mut section, all.len() - until);
            embeds.push(section);
        }
        embeds
    };
    if all.is_empty() {
        return Laid { embeds: vec![nothing(today)], more: 0 };
    }
    let room_for_all = |count: usize| all.len() - count <= MOST_LINES;
    for count in (1..=ties.len().min(limits::EMBEDS)).rev().filter(|&count| room_for_all(count)) {
        for facts in (0..=FACTS).rev() {
            let embeds = with_list(count, facts, all.len(), Marks::Few);
            if fits(data, &embeds) {
                return Laid { embeds, more: 0 };
            }
        }
    }
    for count in (0..=ties.len().min(AT_LEAST)).rev() {
        let laid = |until: usize| with_list(count, 0, until, Marks::One);
        if fits(data, &laid(count)) {
            let until = most(count, all.len().min(count + MOST_LINES), |until| fits(data, &laid(until)));
            return Laid { embeds: laid(until), more: all.len() - until };
        }
    }
    // Not reached: a title and a count always fit.
    Laid { embeds: vec![nothing(today)], more: all.len() }
}

/// One embed for each day.
pub(super) fn by_day(data: &Dataset, days: &[Today]) -> Laid {
    let all: usize = days.iter().map(|today| today.listed.len()).sum();
    if all == 0 {
        return Laid { embeds: days.first().map(nothing).into_iter().collect(), more: 0 };
    }
    // Where there is too little room, the roundest of all days stand.
    let mut order: Vec<&Jubilee> = days.iter().flat_map(|today| &today.listed).collect();
    order.sort_by_key(|one| one.order());
    let laid = |kept: usize, marks: Marks| -> Vec<Value> {
        let bound = order.get(kept).map(|one| one.order());
        let stands = |one: &&Jubilee| bound.as_ref().is_none_or(|bound| one.order() < *bound);
        let mut embeds: Vec<Value> = days
            .iter()
            .filter_map(|today| {
                let listed: Vec<Jubilee> = today.listed.iter().filter(stands).copied().collect();
                (!listed.is_empty()).then(|| embed(&list(data, today.title.clone(), &listed, marks)))
            })
            .collect();
        if embeds.is_empty() {
            embeds.extend(days.first().map(|today| json!({"title": escaped(&today.title), "color": ANSWERED})));
        }
        if let Some(last) = embeds.last_mut() {
            say_more(last, all - kept);
        }
        embeds
    };
    if all <= MOST_LINES && fits(data, &laid(all, Marks::Few)) {
        return Laid { embeds: laid(all, Marks::Few), more: 0 };
    }
    let kept = most(0, all.min(MOST_LINES), |kept| fits(data, &laid(kept, Marks::One)));
    Laid { embeds: laid(kept, Marks::One), more: all - kept }
}

/// The most from `least` to `all` with which everything fits; `least` does.
fn most(least: usize, all: usize, fits: impl Fn(usize) -> bool) -> usize {
    let (mut good, mut bad) = (least, all + 1);
    while bad - good > 1 {
        let middle = good.midpoint(bad);
        if fits(middle) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    good
}

fn embed(section: &Section<'_>) -> Value {
    let fields = source_fields(&section.sources).into_iter().enumerate();
    let fields: Vec<Value> = fields.map(|(n, value)| json!({"name": field_name(n), "value": value})).collect();
    let title = escaped(&section.title);
    json!({
        "title": limits::shortened(&title, limits::EMBED_TITLE),
        "color": ANSWERED,
        "description": text(&section.lines),
        "fields": fields,
    })
}

fn nothing(today: &Today) -> Value {
    json!({
        "title": escaped(&today.title),
        "color": ANSWERED,
        "description": "The data has changed since this post was planned.",
    })
}

/// Says below the lines how many more there are.
fn say_more(embed: &mut Value, more: usize) {
    if more == 0 {
        return;
    }
    let before = embed["description"].as_str().unwrap_or_default();
    let between = if before.is_empty() { "" } else { "\n" };
    embed["description"] = format!("{before}{between}And {} more.", wording::number(more)).into();
}

/// Whether a message may have these embeds, the footer included.
fn fits(data: &Dataset, embeds: &[Value]) -> bool {
    let units = |value: &Value| value.as_str().map_or(0, limits::length);
    let mut total = footer_room(data);
    for embed in embeds {
        let fields = embed["fields"].as_array().map(Vec::as_slice).unwrap_or_default();
        let description = units(&embed["description"]);
        if description > limits::EMBED_DESCRIPTION || fields.len() > limits::EMBED_FIELDS {
            return false;
        }
        let of_fields: usize = fields.iter().map(|field| units(&field["name"]) + units(&field["value"])).sum();
        total += units(&embed["title"]) + description + of_fields;
    }
    embeds.len() <= limits::EMBEDS && total <= limits::EMBEDS_TOTAL
}
