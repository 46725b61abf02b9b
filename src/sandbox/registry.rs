//! The commands that the bot has registered, for everybody and for single guilds.

use serde_json::{Value, json};

use super::ids::{Mint, Snowflake};

/// The types of commands that users run here: those typed behind a slash, and those in the menu of a message.
pub(super) const CHAT_INPUT: u64 = 1;
pub(super) const MESSAGE: u64 = 3;

/// Whom a command is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    Global,
    Guild(Snowflake),
}

/// One registered command.
#[derive(Clone, Debug)]
pub(super) struct Command {
    pub(super) id: Snowflake,
    pub(super) scope: Scope,
    /// As Discord gives it back.
    pub(super) body: Value,
}

impl Command {
    pub(super) fn name(&self) -> &str {
        self.body["name"].as_str().unwrap_or_default()
    }

    /// Without translations, which a list has only on request.
    pub(super) fn untranslated(&self) -> Value {
        let mut body = self.body.clone();
        strip_translations(&mut body);
        body
    }
}

/// All registered commands, in the order they were registered.
#[derive(Debug, Default)]
pub(super) struct Registry {
    commands: Vec<Command>,
}

impl Registry {
    pub(super) fn all(&self) -> &[Command] {
        &self.commands
    }

    /// All names, for an error that says what there is.
    pub(super) fn names(&self) -> String {
        let names: Vec<_> = self.commands.iter().map(|command| format!("/{}", command.name())).collect();
        names.join(", ")
    }

    pub(super) fn in_scope(&self, scope: Scope) -> impl Iterator<Item = &Command> {
        self.commands.iter().filter(move |command| command.scope == scope)
    }

    pub(super) fn get(&self, scope: Scope, id: Snowflake) -> Option<&Command> {
        self.in_scope(scope).find(|command| command.id == id)
    }

    /// The command of this type that a user finds under this name: the guild's own before the global one.
    pub(super) fn find(&self, guild: Option<Snowflake>, kind: u64, name: &str) -> Option<&Command> {
        let by =
            |scope: Scope| self.in_scope(scope).find(|command| command.name() == name && command.body["type"] == kind);
        guild.and_then(|guild| by(Scope::Guild(guild))).or_else(|| by(Scope::Global))
    }

    /// Registers a command, in the place of one with the same name and type. Gives it, and whether it is new.
    pub(super) fn upsert(&mut self, mint: &mut Mint, app: Snowflake, scope: Scope, wish: &Value) -> (Value, bool) {
        let kind = wish["type"].as_u64().unwrap_or(CHAT_INPUT);
        let same = |known: &&mut Command| {
            known.scope == scope && known.body["name"] == wish["name"] && known.body["type"] == kind
        };
        if let Some(known) = self.commands.iter_mut().find(same) {
            known.body = finished(mint, app, known.id, scope, wish, Some(&known.body));
            return (known.body.clone(), false);
        }
        let id = mint.snowflake();
        let body = finished(mint, app, id, scope, wish, None);
        self.commands.push(Command { id, scope, body: body.clone() });
        (body, true)
    }

    /// Registers these and no others.
    pub(super) fn overwrite(&mut self, mint: &mut Mint, app: Snowflake, scope: Scope, wishes: &[Value]) -> Vec<Value> {
        let bodies: Vec<_> = wishes.iter().map(|wish| self.upsert(mint, app, scope, wish).0).collect();
        let kept: Vec<_> = bodies.iter().map(|body| &body["id"]).collect();
        self.commands.retain(|command| command.scope != scope || kept.contains(&&json!(command.id)));
        bodies
    }

    /// Changes the fields that are given.
    pub(super) fn edit(
        &mut self,
        mint: &mut Mint,
        app: Snowflake,
        scope: Scope,
        id: Snowflake,
        changes: &Value,
    ) -> Option<Value> {
        let known = self.commands.iter_mut().find(|known| known.scope == scope && known.id == id)?;
        let mut wish = known.body.clone();
        for (field, value) in changes.as_object().into_iter().flatten() {
            wish[field] = value.clone();
        }
        known.body = finished(mint, app, id, scope, &wish, Some(&known.body));
        Some(known.body.clone())
    }

    /// Whether there was one to remove.
    pub(super) fn remove(&mut self, scope: Scope, id: Snowflake) -> bool {
        let before = self.commands.len();
        self.commands.retain(|known| known.scope != scope || known.id != id);
        self.commands.len() < before
    }
}

/// The definition as Discord gives it back: all fields of a command are there, and its options are without what says
/// nothing. The version changes only when something else does.
fn finished(
    mint: &mut Mint,
    app: Snowflake,
    id: Snowflake,
    scope: Scope,
    wish: &Value,
    before: Option<&Value>,
) -> Value {
    let or = |field: &str, default: Value| if wish[field].is_null() { default } else { wish[field].clone() };
    let granted = match &wish["default_member_permissions"] {
        Value::Number(bits) => json!(bits.to_string()),
        other => other.clone(),
    };
    let mut options = or("options", json!([]));
    drop_silence(&mut options);
    let mut body = json!({
        "id": id, "application_id": app, "version": before.map_or(Value::Null, |before| before["version"].clone()),
        "type": or("type", json!(CHAT_INPUT)), "name": wish["name"], "name_localizations": wish["name_localizations"],
        "description": or("description", json!("")),
        "description_localizations": wish["description_localizations"],
        "default_member_permissions": granted, "dm_permission": or("dm_permission", json!(true)),
        "contexts": wish["contexts"], "integration_types": or("integration_types", json!([0])),
        "options": options, "nsfw": or("nsfw", json!(false)),
    });
    if let Scope::Guild(guild) = scope {
        body["guild_id"] = json!(guild);
    }
    if before != Some(&body) {
        body["version"] = json!(mint.snowflake());
    }
    body
}

/// Takes out of options what Discord does not give back: false, null and empty.
fn drop_silence(value: &mut Value) {
    match value {
        Value::Array(parts) => parts.iter_mut().for_each(drop_silence),
        Value::Object(fields) => {
            fields.values_mut().for_each(drop_silence);
            fields.retain(|field, value| {
                // A choice may well have such a value.
                field == "value"
                    || !(value.is_null()
                        || *value == Value::Bool(false)
                        || value.as_array().is_some_and(Vec::is_empty)
                        || value.as_object().is_some_and(serde_json::Map::is_empty))
            });
        }
        _ => {}
    }
}

fn strip_translations(value: &mut Value) {
    match value {
        Value::Array(parts) => parts.iter_mut().for_each(strip_translations),
        Value::Object(fields) => {
            fields.retain(|field, _| !matches!(field.as_str(), "name_localizations" | "description_localizations"));
            fields.values_mut().for_each(strip_translations);
        }
        _ => {}
    }
}
