//! Whom a message pings: what its text names, as far as `allowed_mentions` lets it.

use serde_json::{Value, json};

use super::ids::Snowflake;
use super::shapes;
use super::world::World;

/// Notes in a message whom its text pings. Embeds never ping.
pub(super) fn note(message: &mut Value, allowed: &Value, world: &World) {
    let content = message["content"].as_str().unwrap_or_default();
    let users: Vec<_> = named(content, "<@")
        .chain(named(content, "<@!"))
        .filter(|id| permits(allowed, "users", *id))
        .filter_map(|id| world.user(id))
        .map(|user| shapes::user(world, user))
        .collect();
    let roles: Vec<_> = named(content, "<@&")
        .filter(|id| permits(allowed, "roles", *id))
        .filter(|id| world.guilds.iter().flat_map(|guild| &guild.roles).any(|role| role.id == *id))
        .collect();
    let everyone = ["@everyone", "@here"].iter().any(|word| content.contains(word)) && parses(allowed, "everyone");
    message["mentions"] = json!(users);
    message["mention_roles"] = json!(roles);
    message["mention_everyone"] = json!(everyone);
}

/// The ids between this opening and `>`.
fn named<'a>(content: &'a str, opening: &'a str) -> impl Iterator<Item = Snowflake> + 'a {
    content.split(opening).skip(1).filter_map(|rest| rest.split_once('>')?.0.parse().ok())
}

/// Without `allowed_mentions`, everything pings.
fn parses(allowed: &Value, kind: &str) -> bool {
    allowed.is_null() || allowed["parse"].as_array().is_some_and(|kinds| kinds.iter().any(|known| known == kind))
}

fn permits(allowed: &Value, kind: &str, id: Snowflake) -> bool {
    parses(allowed, kind) || allowed[kind].as_array().is_some_and(|ids| ids.contains(&json!(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &str, allowed: Value, users: usize, roles: usize, everyone: bool) {
        let world = World::default();
        let content = content
            .replace("USER", &world.users[0].id.to_string())
            .replace("ROLE", &world.guilds[0].roles[0].id.to_string());
        let mut message = json!({"content": content});
        note(&mut message, &allowed, &world);
        let count = |field: &str| message[field].as_array().map_or(0, Vec::len);
        assert_eq!((count("mentions"), count("mention_roles")), (users, roles), "{message}");
        assert_eq!(message["mention_everyone"], everyone, "{message}");
    }

    #[test]
    fn only_what_is_allowed_pings() {
        let all = "<@USER> <@&ROLE> @everyone <@5> <@x>";
        check(all, Value::Null, 1, 1, true);
        check(all, json!({"parse": []}), 0, 0, false);
        check(all, json!({"parse": ["roles"]}), 0, 1, false);
        check("<@!USER>", json!({"parse": ["users"]}), 1, 0, false);
        check("nobody", Value::Null, 0, 0, false);
    }
}
