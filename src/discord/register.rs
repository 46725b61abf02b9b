//! The commands as Discord has them, changed in one request, and only where they differ.

use serde_json::{Map, Value};
use serenity::all::{CreateCommand, Http, LightMethod, Request, Route};

use super::trouble::Trouble;
use super::{commands, subscription};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registered {
    /// Discord had them all as they are.
    AsTheyWere,
    /// They were sent.
    Anew,
}

/// Every command as it is registered: those that ask, and the one that acts.
pub fn definitions() -> Vec<CreateCommand> {
    let mut all = commands::definitions();
    all.push(subscription::definition());
    all
}

/// Registers the commands where Discord has others.
///
/// # Errors
/// What Discord says.
pub async fn register(http: &Http) -> Result<Registered, Trouble> {
    let Some(application_id) = http.application_id() else {
        return Err(Trouble::Refused("the application's id is not known".to_owned()));
    };
    let request = Request::new(Route::Commands { application_id }, LightMethod::Get)
        .params(Some(vec![("with_localizations", "true".to_owned())]));
    let there: Vec<Value> = http.fire(request).await.map_err(Trouble::of)?;
    let ours = definitions();
    let wanted = serde_json::to_value(&ours).map_err(|error| Trouble::Refused(error.to_string()))?;
    if same(&there, wanted.as_array().map_or(&[][..], Vec::as_slice)) {
        return Ok(Registered::AsTheyWere);
    }
    http.create_global_commands(&ours).await.map_err(Trouble::of)?;
    Ok(Registered::Anew)
}

/// Whether two lists hold the same commands, in whichever order.
fn same(there: &[Value], wanted: &[Value]) -> bool {
    let sorted = |commands: &[Value]| {
        let mut commands: Vec<Value> = commands.iter().map(|command| bare(command, true)).collect();
        commands.sort_by_key(|command| command["name"].to_string());
        commands
    };
    sorted(there) == sorted(wanted)
}

/// A command or an option without what Discord adds (ids, the version) and without what says nothing: null, `false`,
/// empty texts and lists, and the type of a chat command, which may be left out.
fn bare(value: &Value, is_command: bool) -> Value {
    const ADDED: [&str; 5] = ["id", "application_id", "version", "guild_id", "dm_permission"];
    let Value::Object(fields) = value else { return value.clone() };
    let says_something = |name: &str, value: &Value| {
        !ADDED.contains(&name)
            && *value != Value::Null
            && *value != Value::Bool(false)
            // Where a command has no description, since it stands in a menu, Discord gives an empty one.
            && *value != ""
            && value.as_array().is_none_or(|list| !list.is_empty())
            && value.as_object().is_none_or(|object| !object.is_empty())
            && !(is_command && name == "type" && *value == 1)
    };
    let kept = fields.iter().filter(|(name, value)| says_something(name, value)).map(|(name, value)| {
        let value = match (name.as_str(), value) {
            ("options" | "choices", Value::Array(list)) => {
                Value::Array(list.iter().map(|item| bare(item, false)).collect())
            }
            // Which ones count, not their order.
            ("contexts" | "integration_types", Value::Array(list)) => {
                let mut list = list.clone();
                list.sort_by_key(Value::as_u64);
                Value::Array(list)
            }
            _ => value.clone(),
        };
        (name.clone(), value)
    });
    Value::Object(kept.collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_discord_adds_is_no_difference() {
        let ours = [json!({"name": "a", "description": "b", "contexts": [0, 1], "options": [
            {"type": 3, "name": "x", "description": "y", "required": true, "choices": [{"name": "n", "value": "v"}]}]})];
        let theirs = [json!({"id": "1", "application_id": "2", "version": "3", "type": 1, "name": "a",
            "description": "b", "contexts": [1, 0], "nsfw": false, "name_localizations": null,
            "default_member_permissions": null, "dm_permission": true, "options": [
            {"type": 3, "name": "x", "description": "y", "required": true, "autocomplete": false,
             "choices": [{"name": "n", "value": "v", "name_localizations": null}]}]})];
        assert!(same(&theirs, &ours));
        assert!(same(&[json!({"type": 3, "name": "A b", "description": ""})], &[json!({"type": 3, "name": "A b"})]));
        let mut other = theirs.clone();
        other[0]["options"][0]["choices"][0]["value"] = json!("w");
        assert!(!same(&other, &ours));
        assert!(!same(&[], &ours));
    }
}
