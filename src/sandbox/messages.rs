//! The messages of all channels.

use serde_json::{Value, json};

use super::files::{Files, Upload};
use super::ids::{Mint, Snowflake};
use super::shapes;
use super::world::{User, World};

/// Bits of a message's `flags`.
pub(super) mod flags {
    /// It was handed on to those who follow its channel.
    pub(in crate::sandbox) const CROSSPOSTED: u64 = 1;
    /// Only one user sees it.
    pub(in crate::sandbox) const EPHEMERAL: u64 = 1 << 6;
    /// "… is thinking".
    pub(in crate::sandbox) const LOADING: u64 = 1 << 7;
    /// What a bot may set itself: no link previews, only one user sees it, no notification.
    pub(in crate::sandbox) const SETTABLE: u64 = 1 << 2 | EPHEMERAL | 1 << 12;
}

/// Who sees a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody in the channel.
    Everyone,
    /// One user, by an ephemeral message.
    Only(Snowflake),
}

/// A message as it stands in a channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its id.
    pub id: Snowflake,
    /// Where it stands.
    pub channel: Snowflake,
    /// Who sees it.
    pub audience: Audience,
    /// The whole message object, as Discord would give it.
    pub body: Value,
    /// What was last said to make it so: a message's body as it was sent.
    pub(super) said: Value,
    /// The number of its latest change, of all changes of all messages.
    pub(super) revision: u64,
}

impl Message {
    /// Its text.
    pub fn content(&self) -> &str {
        self.body["content"].as_str().unwrap_or_default()
    }

    /// Its embeds.
    pub fn embeds(&self) -> &[Value] {
        self.body["embeds"].as_array().map_or(&[], Vec::as_slice)
    }

    /// Whether it still says "… is thinking".
    pub fn loading(&self) -> bool {
        self.flags() & flags::LOADING != 0
    }

    /// Its buttons and menus, row by row, without the rows.
    pub fn components(&self) -> impl Iterator<Item = &Value> {
        let rows = self.body["components"].as_array().into_iter().flatten();
        rows.flat_map(|row| row["components"].as_array().into_iter().flatten())
    }

    /// The button or menu with this `custom_id`.
    pub fn component(&self, custom_id: &str) -> Option<&Value> {
        self.components().find(|component| component["custom_id"] == custom_id)
    }

    /// Whether this user sees it.
    pub fn visible_to(&self, user: Snowflake) -> bool {
        self.audience == Audience::Everyone || self.audience == Audience::Only(user)
    }

    /// Whether it was handed on to those who follow its channel.
    pub fn crossposted(&self) -> bool {
        self.flags() & flags::CROSSPOSTED != 0
    }

    fn flags(&self) -> u64 {
        self.body["flags"].as_u64().unwrap_or(0)
    }
}

/// How a new message came to be.
#[derive(Debug)]
pub(super) struct Origin<'a> {
    pub(super) channel: Snowflake,
    pub(super) guild: Option<Snowflake>,
    /// Who says it; the bot, where nobody is named.
    pub(super) author: Option<&'a User>,
    pub(super) audience: Audience,
    /// 0, or 20 for the answer to a slash command, 23 for that to an entry of a menu, 19 for a reply.
    pub(super) kind: u64,
    pub(super) flags: u64,
    /// What it answers, as `interaction_metadata` and the older `interaction`.
    pub(super) interaction: Option<(Value, Value)>,
    pub(super) reply_to: Option<Snowflake>,
    pub(super) files: &'a [Upload],
}

/// All messages that were not deleted, oldest first.
#[derive(Debug, Default)]
pub(super) struct Messages {
    all: Vec<Message>,
    files: Files,
    revisions: u64,
    /// How many the bot sent of its own accord, and not to answer anybody, and where the last of them stands.
    unasked: (u64, Option<Snowflake>),
}

impl Messages {
    pub(super) fn get(&self, id: Snowflake) -> Option<&Message> {
        // Ids only grow, and so does the list.
        let at = self.all.binary_search_by_key(&id, |message| message.id).ok()?;
        self.all.get(at)
    }

    pub(super) fn in_channel(&self, channel: Snowflake) -> impl DoubleEndedIterator<Item = &Message> {
        self.all.iter().filter(move |message| message.channel == channel)
    }

    pub(super) fn post(&mut self, mint: &mut Mint, world: &World, origin: Origin<'_>, said: &Value) -> &Message {
        let mut body = blank(mint, world, origin.author.unwrap_or(&world.bot), origin.channel);
        body["type"] = json!(origin.kind);
        body["flags"] = json!(origin.flags);
        body["tts"] = json!(said["tts"] == true);
        body["attachments"] = json!(self.attach(mint, origin.channel, origin.files));
        if let Some((metadata, older)) = origin.interaction {
            body["application_id"] = json!(world.bot.id);
            body["webhook_id"] = json!(world.bot.id);
            body["interaction_metadata"] = metadata;
            if !older.is_null() {
                body["interaction"] = older;
            }
        }
        if let Some(message) = origin.reply_to {
            body["message_reference"] =
                json!({"type": 0, "message_id": message, "channel_id": origin.channel, "guild_id": origin.guild});
        }
        if !said["nonce"].is_null() {
            body["nonce"] = said["nonce"].clone();
        }
        if origin.author.is_none() && body["interaction_metadata"].is_null() {
            self.unasked = (self.unasked.0 + 1, Some(origin.channel));
        }
        say(&mut body, said, world);
        self.push(mint, origin.channel, origin.audience, body, said.clone())
    }

    fn push(
        &mut self,
        mint: &mut Mint,
        channel: Snowflake,
        audience: Audience,
        mut body: Value,
        said: Value,
    ) -> &Message {
        let id = mint.snowflake();
        body["id"] = json!(id);
        self.revisions += 1;
        self.all.push(Message { id, channel, audience, body, said, revision: self.revisions });
        // It was just pushed.
        &self.all[self.all.len() - 1]
    }

    /// Keeps files, and describes them as attachments.
    fn attach(&mut self, mint: &mut Mint, channel: Snowflake, files: &[Upload]) -> Vec<Value> {
        let described = files.iter().map(|file| {
            let id = mint.snowflake();
            self.files.keep(id, file);
            let url = format!("https://cdn.discordapp.com/attachments/{channel}/{id}/{}", file.name);
            let mut attachment =
                json!({"id": id, "filename": file.name, "size": file.bytes.len(), "url": url, "proxy_url": url});
            if let Some(kind) = file.picture() {
                attachment["content_type"] = json!(kind);
            }
            attachment
        });
        described.collect()
    }

    pub(super) fn file(&self, attachment: Snowflake) -> Option<&Upload> {
        self.files.get(attachment)
    }

    /// How many messages the bot ever sent of its own accord, and the channel of the last one.
    pub(super) fn unasked(&self) -> (u64, Option<Snowflake>) {
        self.unasked
    }

    /// Changes what is given, and leaves the rest. What was loading no longer is.
    pub(super) fn edit(
        &mut self,
        mint: &mut Mint,
        world: &World,
        id: Snowflake,
        said: &Value,
        files: &[Upload],
    ) -> Option<&Message> {
        let at = self.all.binary_search_by_key(&id, |message| message.id).ok()?;
        let channel = self.all[at].channel;
        let new = self.attach(mint, channel, files);
        self.revisions += 1;
        let message = &mut self.all[at];
        message.revision = self.revisions;
        message.said = said.clone();
        let first_word = message.loading();
        message.body["flags"] = json!(message.flags() & !flags::LOADING);
        if !first_word {
            message.body["edited_timestamp"] = json!(mint.timestamp());
        }
        if let Some(kept) = said["attachments"].as_array() {
            let kept: Vec<_> = kept.iter().map(|attachment| attachment["id"].clone()).collect();
            if let Some(known) = message.body["attachments"].as_array_mut() {
                known.retain(|attachment| kept.contains(&attachment["id"]));
            }
        }
        if let Some(known) = message.body["attachments"].as_array_mut() {
            known.extend(new);
        }
        say(&mut message.body, said, world);
        Some(message)
    }

    /// Marks a message as handed on; gives what it is then.
    pub(super) fn crosspost(&mut self, id: Snowflake) -> Option<Value> {
        let at = self.all.binary_search_by_key(&id, |message| message.id).ok()?;
        let message = &mut self.all[at];
        message.body["flags"] = json!(message.flags() | flags::CROSSPOSTED);
        Some(message.body.clone())
    }

    pub(super) fn forget(&mut self) {
        self.all.clear();
        self.files.forget();
    }

    pub(super) fn delete(&mut self, id: Snowflake) -> bool {
        let before = self.all.len();
        self.all.retain(|message| message.id != id);
        self.all.len() < before
    }
}

/// Puts into a message what a body says; a field that is not there changes nothing, null empties it.
fn say(message: &mut Value, said: &Value, world: &World) {
    let Some(given) = said.as_object() else { return };
    if let Some(content) = given.get("content") {
        message["content"] = json!(content.as_str().unwrap_or_default());
        super::mentions::note(message, &said["allowed_mentions"], world);
    }
    if let Some(embeds) = given.get("embeds") {
        let mut embeds = embeds.as_array().cloned().unwrap_or_default();
        for embed in &mut embeds {
            embed["type"] = json!("rich");
            // Discord gives back only what there is, and says of a field whether it is inline.
            if let Some(parts) = embed.as_object_mut() {
                parts.retain(|_, part| !part.is_null());
            }
            for field in embed["fields"].as_array_mut().into_iter().flatten() {
                field["inline"] = json!(field["inline"] == true);
            }
            if embed["fields"].as_array().is_none_or(Vec::is_empty)
                && let Some(parts) = embed.as_object_mut()
            {
                parts.remove("fields");
            }
        }
        message["embeds"] = json!(embeds);
    }
    if let Some(components) = given.get("components") {
        let mut components = components.as_array().cloned().unwrap_or_default();
        let mut next = 1;
        components.iter_mut().for_each(|component| number(component, &mut next));
        message["components"] = json!(components);
    }
}

/// Discord gives every component a number.
fn number(component: &mut Value, next: &mut u64) {
    if component["id"].is_null() {
        component["id"] = json!(*next);
    }
    *next += 1;
    for part in component["components"].as_array_mut().into_iter().flatten() {
        number(part, next);
    }
    if let Some(fields) = component.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
}

/// A message that says nothing yet, without its id.
fn blank(mint: &Mint, world: &World, author: &User, channel: Snowflake) -> Value {
    json!({
        "id": null, "type": 0, "channel_id": channel, "author": shapes::user(world, author), "content": "",
        "timestamp": mint.timestamp(), "edited_timestamp": null, "tts": false, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "components": [], "pinned": false,
        "flags": 0,
    })
}
