//! What somebody gave to `/subscription`, read and checked; whatever is wrong is said with what would be right.

use serenity::all::{ResolvedOption, ResolvedValue, Role};

use crate::anniversaries::subscription::{MOST_CATCH_UP_DAYS, parse_hour};
use crate::anniversaries::{RoleId, Settings, ZoneName};
use crate::answers::wording;
use crate::dataset::names::{self, Found};
use crate::dataset::{Dataset, TieKind};
use crate::discord::limits;
use crate::discord::markdown::escaped;

/// The options of a subcommand.
#[derive(Debug, Default)]
pub(super) struct Given<'a> {
    pub(super) number: Option<i64>,
    pub(super) channel: Option<u64>,
    timezone: Option<&'a str>,
    hour: Option<&'a str>,
    place: Option<&'a str>,
    country: Option<&'a str>,
    kind: Option<&'a str>,
    facts: Option<bool>,
    only_round: Option<bool>,
    weekly_digest: Option<bool>,
    pub(super) mention_role: Option<&'a Role>,
    crosspost: Option<bool>,
    catch_up_days: Option<i64>,
    clear: Option<&'a str>,
}

/// How much of what was typed is shown again.
const ECHO: usize = 60;

impl<'a> Given<'a> {
    pub(super) fn read(options: &[ResolvedOption<'a>]) -> Given<'a> {
        let mut given = Given::default();
        for option in options {
            match (option.name, &option.value) {
                ("number", ResolvedValue::Integer(number)) => given.number = Some(*number),
                ("channel", ResolvedValue::Channel(channel)) => given.channel = Some(channel.id.get()),
                ("timezone", ResolvedValue::String(text)) => given.timezone = Some(text),
                ("hour", ResolvedValue::String(text)) => given.hour = Some(text),
                ("place", ResolvedValue::String(text)) => given.place = Some(text),
                ("country", ResolvedValue::String(text)) => given.country = Some(text),
                ("kind", ResolvedValue::String(text)) => given.kind = Some(text),
                ("facts", ResolvedValue::Boolean(flag)) => given.facts = Some(*flag),
                ("only-round", ResolvedValue::Boolean(flag)) => given.only_round = Some(*flag),
                ("weekly-digest", ResolvedValue::Boolean(flag)) => given.weekly_digest = Some(*flag),
                ("mention-role", ResolvedValue::Role(role)) => given.mention_role = Some(role),
                ("crosspost", ResolvedValue::Boolean(flag)) => given.crosspost = Some(*flag),
                ("catch-up-days", ResolvedValue::Integer(days)) => given.catch_up_days = Some(*days),
                ("clear", ResolvedValue::String(what)) => given.clear = Some(what),
                _ => {}
            }
        }
        given
    }

    /// The zone that a new subscription needs.
    ///
    /// # Errors
    /// What to say where it is none.
    pub(super) fn zone(&self) -> Result<ZoneName, String> {
        read_zone(self.timezone.unwrap_or_default())
    }

    /// Whether nothing is to be changed.
    pub(super) fn changes_nothing(&self) -> bool {
        let Given { number: _, channel, timezone, hour, place, country, kind, facts, .. } = self;
        let texts = [timezone, hour, place, country, kind, &self.clear];
        let flags = [facts, &self.only_round, &self.weekly_digest, &self.crosspost];
        texts.iter().all(|text| text.is_none())
            && flags.iter().all(|flag| flag.is_none())
            && channel.is_none()
            && self.mention_role.is_none()
            && self.catch_up_days.is_none()
    }

    /// The settings with what was given.
    ///
    /// # Errors
    /// What to say where something is wrong.
    pub(super) fn apply(&self, data: &Dataset, mut settings: Settings) -> Result<Settings, String> {
        match self.clear {
            Some("place") => settings.filter.place = None,
            Some("country") => settings.filter.country = None,
            Some("kind") => settings.filter.kind = None,
            Some("mention-role") => settings.mention_role = None,
            _ => {}
        }
        if let Some(zone) = self.timezone {
            settings.zone = read_zone(zone)?;
        }
        if let Some(hour) = self.hour {
            settings.hour = parse_hour(hour).map_err(|error| format!("hour: {}.", escaped(&error.to_string())))?;
        }
        if let Some(typed) = self.place {
            settings.filter.place = Some(read_place(data, typed)?);
        }
        if let Some(typed) = self.country {
            let wrong = |_| format!("country: no country is called {}.", echo(typed));
            settings.filter.country = Some(names::find_country(data, typed).map_err(wrong)?);
        }
        if let Some(kind) = self.kind {
            let known = TieKind::from_word(kind);
            settings.filter.kind = Some(known.ok_or_else(|| format!("kind: there is no kind {}.", echo(kind)))?);
        }
        if let Some(role) = self.mention_role {
            settings.mention_role = Some(RoleId(role.id.get()));
        }
        if let Some(days) = self.catch_up_days {
            let days = u8::try_from(days).ok().filter(|days| *days <= MOST_CATCH_UP_DAYS);
            settings.catch_up_days =
                days.ok_or_else(|| format!("catch-up-days: a number from 0 to {MOST_CATCH_UP_DAYS}."))?;
        }
        let set = |flag: &mut bool, given: Option<bool>| *flag = given.unwrap_or(*flag);
        set(&mut settings.filter.facts, self.facts);
        set(&mut settings.filter.only_round, self.only_round);
        set(&mut settings.weekly_digest, self.weekly_digest);
        set(&mut settings.crosspost, self.crosspost);
        Ok(settings)
    }
}

fn echo(typed: &str) -> String {
    format!("“{}”", escaped(&limits::shortened(typed.trim(), ECHO)))
}

fn read_zone(typed: &str) -> Result<ZoneName, String> {
    if let Ok(zone) = typed.trim().parse() {
        return Ok(zone);
    }
    // A city alone is understood where one zone is called so.
    let offered = super::zones::named(typed);
    match offered.as_slice() {
        [one] => one.parse().map_err(|_| no_zone(typed, &offered)),
        _ => Err(no_zone(typed, &offered)),
    }
}

fn no_zone(typed: &str, offered: &[&str]) -> String {
    let said = format!("timezone: {} is not an IANA time zone.", echo(typed));
    match offered {
        [] => format!(
            "{said} Type the name of a large city in your zone, such as Berlin or Tokyo, and choose from the list."
        ),
        _ => {
            let some: Vec<String> = offered.iter().take(5).map(|name| format!("`{name}`")).collect();
            format!("{said} There are {}.", wording::list(&some))
        }
    }
}

/// The id of the place that is meant.
fn read_place(data: &Dataset, typed: &str) -> Result<String, String> {
    let labels = |places: &[crate::dataset::PlaceIx]| {
        let labels: Vec<String> = places.iter().take(5).map(|&ix| escaped(&wording::place_label(data, ix))).collect();
        wording::list(&labels)
    };
    match names::find(data, typed, None) {
        Found::One(ix) => Ok(data[ix].id.to_string()),
        Found::Nearly(ix) => Err(format!(
            "place: no place here is called {}; the nearest name is {}. Choose it from the list.",
            echo(typed),
            escaped(&wording::place_label(data, ix))
        )),
        Found::Several(places) => {
            Err(format!("place: {} may be any of these: {}. Choose one from the list.", echo(typed), labels(&places)))
        }
        Found::Unknown(nearest) if nearest.is_empty() => {
            Err(format!("place: no place in this dataset is called {}.", echo(typed)))
        }
        Found::Unknown(nearest) => Err(format!(
            "place: no place in this dataset is called {}. The nearest names are {}.",
            echo(typed),
            labels(&nearest)
        )),
    }
}
