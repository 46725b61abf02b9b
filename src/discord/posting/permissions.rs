//! What the bot may do in a channel, as Discord's rules have it, and what is missing, by the names that Discord shows.

use serde_json::Value;

use super::fault::Fault;
use super::wire::Wire;

/// One permission: its bit, and its name in Discord's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission(u64, &'static str);

/// To see a channel.
pub const VIEW_CHANNEL: Permission = Permission(1 << 10, "View Channel");
/// To send messages.
pub const SEND_MESSAGES: Permission = Permission(1 << 11, "Send Messages");
/// To have embeds shown.
pub const EMBED_LINKS: Permission = Permission(1 << 14, "Embed Links");
/// To send files, such as pictures.
pub const ATTACH_FILES: Permission = Permission(1 << 15, "Attach Files");
/// To read what was said before.
pub const READ_HISTORY: Permission = Permission(1 << 16, "Read Message History");
/// To mention everybody, and roles that are not for everybody to mention.
pub const MENTION_EVERYONE: Permission = Permission(1 << 17, "Mention Everyone");
/// To change a server's settings.
pub const MANAGE_SERVER: Permission = Permission(1 << 5, "Manage Server");
const ADMINISTRATOR: Permission = Permission(1 << 3, "Administrator");

/// What posting takes: see the channel, post with embeds and pictures, and find what was posted.
pub const TO_POST: [Permission; 5] = [VIEW_CHANNEL, SEND_MESSAGES, EMBED_LINKS, ATTACH_FILES, READ_HISTORY];
/// What looking for a post takes.
pub const TO_LOOK: [Permission; 2] = [VIEW_CHANNEL, READ_HISTORY];

impl Permission {
    /// Its name in Discord's settings.
    pub fn name(self) -> &'static str {
        self.1
    }

    /// Its bit.
    pub fn bit(self) -> u64 {
        self.0
    }

    /// Whether it is among these.
    pub fn is_in(self, granted: u64) -> bool {
        granted & (self.0 | ADMINISTRATOR.0) != 0
    }
}

/// The names of those that are missing.
pub fn missing(granted: u64, needed: &[Permission]) -> Vec<&'static str> {
    needed.iter().filter(|permission| !permission.is_in(granted)).map(|permission| permission.name()).collect()
}

/// A channel, and what the bot may do there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The server it is in.
    pub guild: u64,
    /// Its type, by Discord's numbers.
    pub kind: u64,
    /// What the bot may do there.
    pub granted: u64,
}

impl Standing {
    /// Whether others can follow the channel.
    pub fn is_announcement(&self) -> bool {
        self.kind == 5
    }

    /// Whether messages are posted in channels of this kind: text and announcement channels.
    pub fn takes_posts(&self) -> bool {
        matches!(self.kind, 0 | 5)
    }
}

/// Asks Discord what the bot may do in a channel.
///
/// # Errors
/// What Discord says: where the channel or the server is not there for the bot, above all.
pub async fn standing(wire: &Wire, bot: u64, channel: u64) -> Result<Standing, Fault> {
    let channel = wire.get(&format!("/channels/{channel}")).await?;
    let guild = id(&channel["guild_id"]);
    let guild =
        guild.ok_or_else(|| Fault::Denied { status: 404, code: 10003, message: "no channel of a server".into() })?;
    let roles = wire.get(&format!("/guilds/{guild}/roles")).await?;
    let member = wire.get(&format!("/guilds/{guild}/members/{bot}")).await?;
    let granted = granted(guild, bot, &roles, &member, &channel["permission_overwrites"]);
    Ok(Standing { guild, kind: channel["type"].as_u64().unwrap_or_default(), granted })
}

/// What a member may do in a channel: what their roles together may, then what is otherwise in the channel for everybody, for
/// their roles together, and for themselves.
fn granted(guild: u64, who: u64, roles: &Value, member: &Value, overwrites: &Value) -> u64 {
    let own: Vec<u64> = member["roles"].as_array().into_iter().flatten().filter_map(id).collect();
    let all = roles.as_array().into_iter().flatten();
    let base = all
        .filter(|role| id(&role["id"]).is_some_and(|role| role == guild || own.contains(&role)))
        .fold(0, |granted, role| granted | bits(&role["permissions"]));
    if base & ADMINISTRATOR.0 != 0 {
        return u64::MAX;
    }
    let overwrites: Vec<(u64, bool, u64, u64)> = overwrites
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|one| Some((id(&one["id"])?, one["type"] == 1, bits(&one["allow"]), bits(&one["deny"]))))
        .collect();
    let apply = |granted: u64, fits: &dyn Fn(u64, bool) -> bool| {
        let fitting = overwrites.iter().filter(|(id, member, ..)| fits(*id, *member));
        let (allow, deny) = fitting.fold((0, 0), |(a, d), (_, _, allow, deny)| (a | allow, d | deny));
        granted & !deny | allow
    };
    let everybody = apply(base, &|id, member| !member && id == guild);
    let by_roles = apply(everybody, &|id, member| !member && id != guild && own.contains(&id));
    apply(by_roles, &|id, member| member && id == who)
}

pub(super) fn id(value: &Value) -> Option<u64> {
    value.as_str()?.parse().ok()
}

fn bits(value: &Value) -> u64 {
    id(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn overwrites_count_in_their_order() {
        let roles = json!([
            {"id": "1", "permissions": (VIEW_CHANNEL.0 | SEND_MESSAGES.0).to_string()},
            {"id": "2", "permissions": EMBED_LINKS.0.to_string()},
            {"id": "3", "permissions": ADMINISTRATOR.0.to_string()},
        ]);
        let member = json!({"roles": ["2"]});
        let one = |id: &str, member: bool, allow: u64, deny: u64| json!({"id": id, "type": u8::from(member), "allow": allow.to_string(), "deny": deny.to_string()});
        let check = |overwrites: &[Value], expected: u64| {
            assert_eq!(granted(1, 9, &roles, &member, &json!(overwrites)), expected, "{overwrites:?}");
        };
        let (view, send, embed) = (VIEW_CHANNEL.0, SEND_MESSAGES.0, EMBED_LINKS.0);
        check(&[], view | send | embed);
        check(&[one("1", false, 0, view)], send | embed);
        check(&[one("1", false, 0, view), one("2", false, view, 0)], view | send | embed);
        check(&[one("9", true, 0, view), one("2", false, view, 0)], send | embed);
        check(&[one("3", false, 0, view), one("8", true, 0, view)], view | send | embed);
        assert_eq!(granted(1, 9, &roles, &json!({"roles": ["3"]}), &json!([one("9", true, 0, view)])), u64::MAX);
        assert_eq!(missing(view | send, &TO_POST), ["Embed Links", "Attach Files", "Read Message History"]);
        assert_eq!(missing(ADMINISTRATOR.0, &TO_POST), [""; 0]);
    }
}
