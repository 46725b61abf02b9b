//! From the options a test writes as JSON to those Discord sends, typed by the command's definition.

use serde_json::{Map, Value, json};

use super::error::SandboxError;
use super::ids::Snowflake;
use super::shapes;
use super::world::World;

/// The types of options that hold other options.
const SUBCOMMAND: u64 = 1;
const GROUP: u64 = 2;

/// Which option is being typed, and what stands in it so far.
pub(super) type Focus<'a> = Option<(&'a str, &'a str)>;

/// A command's options as they are sent, and the users, roles and channels they name.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub(super) options: Vec<Value>,
    pub(super) resolved: Map<String, Value>,
}

/// Fills the options of a command. `path` is what follows its name: nothing, a subcommand, or a group and one.
pub(super) fn fill(
    world: &World,
    guild: Option<Snowflake>,
    command: &Value,
    path: &[&str],
    given: &Value,
    focus: Focus<'_>,
) -> Result<Filled, SandboxError> {
    let mut level = command;
    for step in path {
        level = parts(level)
            .find(|part| part["name"] == **step && matches!(part["type"].as_u64(), Some(SUBCOMMAND | GROUP)))
            .ok_or_else(|| wrong(command, step, "there is no such subcommand"))?;
    }
    if let Some(nested) = parts(level).find(|part| matches!(part["type"].as_u64(), Some(SUBCOMMAND | GROUP))) {
        let name = nested["name"].as_str().unwrap_or_default();
        return Err(wrong(command, name, "is a subcommand, and one must be chosen"));
    }
    let empty = Map::new();
    let given = given.as_object().unwrap_or(&empty);
    for name in given.keys().map(String::as_str).chain(focus.map(|(name, _)| name)) {
        if !parts(level).any(|part| part["name"] == name) {
            let known: Vec<_> = parts(level).filter_map(|part| part["name"].as_str()).collect();
            return Err(wrong(command, name, format!("is not defined; there is: {}", known.join(", "))));
        }
    }
    let mut filled = Filled::default();
    for option in parts(level) {
        let name = option["name"].as_str().unwrap_or_default();
        let kind = option["type"].as_u64().unwrap_or_default();
        if let Some((focused, typed)) = focus
            && focused == name
        {
            if option["autocomplete"] != true {
                return Err(wrong(command, name, "has no autocompletion"));
            }
            filled.options.push(json!({"name": name, "type": kind, "value": typed, "focused": true}));
        } else if let Some(value) = given.get(name).filter(|value| !value.is_null()) {
            check(option, kind, value).map_err(|why| wrong(command, name, why))?;
            resolve(&mut filled.resolved, world, guild, kind, value).map_err(|why| wrong(command, name, why))?;
            filled.options.push(json!({"name": name, "type": kind, "value": value}));
        } else if option["required"] == true && focus.is_none() {
            return Err(wrong(command, name, "is required"));
        }
    }
    // From the inside out, each step wraps what it holds.
    for (at, step) in path.iter().enumerate().rev() {
        let kind = if at + 1 < path.len() { GROUP } else { SUBCOMMAND };
        filled.options = vec![json!({"name": step, "type": kind, "options": filled.options})];
    }
    Ok(filled)
}

fn parts(level: &Value) -> impl Iterator<Item = &Value> {
    level["options"].as_array().into_iter().flatten()
}

fn wrong(command: &Value, option: &str, why: impl Into<String>) -> SandboxError {
    SandboxError::Option {
        command: command["name"].as_str().unwrap_or_default().to_owned(),
        option: option.to_owned(),
        why: why.into(),
    }
}

/// What Discord's client would not let a user send.
fn check(option: &Value, kind: u64, value: &Value) -> Result<(), String> {
    let (fits, what) = match kind {
        3 => (value.is_string(), "a text"),
        4 => (value.is_i64(), "an integer"),
        5 => (value.is_boolean(), "true or false"),
        6..=9 | 11 => (value.as_str().is_some_and(|id| id.parse::<Snowflake>().is_ok()), "an id, as a text"),
        10 => (value.is_number(), "a number"),
        _ => (false, "of a type that this sandbox knows"),
    };
    if !fits {
        return Err(format!("{value} is not {what}"));
    }
    let choices = option["choices"].as_array().filter(|choices| !choices.is_empty());
    if choices.is_some_and(|choices| !choices.iter().any(|choice| choice["value"] == *value)) {
        return Err(format!("{value} is none of its choices"));
    }
    let outside = |size: f64, least: &str, most: &str| {
        option[least].as_f64().is_some_and(|least| size < least)
            || option[most].as_f64().is_some_and(|most| size > most)
    };
    let length = value.as_str().map(|text| text.chars().count() as f64);
    let too_long_or_short = kind == 3 && length.is_some_and(|length| outside(length, "min_length", "max_length"));
    let too_large_or_small = value.as_f64().is_some_and(|number| outside(number, "min_value", "max_value"));
    if too_long_or_short || too_large_or_small { Err(format!("{value} is out of bounds")) } else { Ok(()) }
}

/// Adds what an id means to `resolved`.
fn resolve(
    resolved: &mut Map<String, Value>,
    world: &World,
    guild: Option<Snowflake>,
    kind: u64,
    value: &Value,
) -> Result<(), String> {
    let Some(id): Option<Snowflake> = value.as_str().filter(|_| (6..=9).contains(&kind)).and_then(|id| id.parse().ok())
    else {
        return Ok(());
    };
    let guild = guild.and_then(|guild| world.guild(guild));
    let mut add = |table: &str, what: Value| {
        let table = resolved.entry(table).or_insert_with(|| json!({}));
        table[id.to_string()] = what;
    };
    if let (6 | 9, Some(user)) = (kind, world.user(id)) {
        add("users", shapes::user(world, user));
        if let Some(granted) = guild.and_then(|guild| guild.permissions_of(id)) {
            add("members", shapes::partial_member(granted));
        }
        return Ok(());
    }
    if let (7, Some(place)) = (kind, world.place(id)) {
        let mut channel = shapes::channel(world, place, None);
        channel["permissions"] = json!(super::world::permissions::ORDINARY.to_string());
        add("channels", channel);
        return Ok(());
    }
    if let (8 | 9, Some(guild)) = (kind, guild) {
        let known = shapes::roles(world, guild).into_iter().find(|role| role["id"] == json!(id));
        if let Some(role) = known {
            add("roles", role);
            return Ok(());
        }
    }
    Err(format!("{value} names nothing there"))
}
