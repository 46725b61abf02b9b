//! The world as Discord writes it: users, members, guilds, channels and the application as JSON.

use serde_json::{Value, json};

use super::ids::Snowflake;
use super::world::{Channel, Guild, Overwrite, Place, User, World, permissions};

/// When everything in the world was made, since it has to be some time.
const SINCE: &str = "2024-01-01T00:00:00.000000+00:00";

pub(super) fn user(world: &World, user: &User) -> Value {
    json!({
        "id": user.id, "username": user.name, "discriminator": "0", "global_name": user.display_name,
        "avatar": null, "avatar_decoration_data": null, "collectibles": null, "primary_guild": null,
        "bot": user.id == world.bot.id, "system": false, "public_flags": 0, "flags": 0,
        "banner": null, "accent_color": null,
    })
}

pub(super) fn bot(world: &World) -> Value {
    let mut bot = user(world, &world.bot);
    bot["mfa_enabled"] = json!(true);
    bot["verified"] = json!(true);
    bot["email"] = Value::Null;
    bot["locale"] = json!(world.bot.locale);
    bot["premium_type"] = json!(0);
    bot
}

/// A member of a guild, with the permissions that an interaction carries.
pub(super) fn member(world: &World, who: &User, granted: u64) -> Value {
    let mut member = partial_member(granted);
    member["user"] = user(world, who);
    member
}

/// A member without the user, as `resolved` of an interaction has it.
pub(super) fn partial_member(granted: u64) -> Value {
    json!({
        "nick": null, "avatar": null, "banner": null, "roles": [], "joined_at": SINCE, "premium_since": null,
        "deaf": false, "mute": false, "flags": 0, "pending": false, "unusual_dm_activity_until": null,
        "communication_disabled_until": null, "permissions": granted.to_string(),
    })
}

pub(super) fn channel(world: &World, place: Place<'_>, last_message: Option<Snowflake>) -> Value {
    match place {
        Place::Guild { guild, channel } => guild_channel(guild, channel, last_message),
        Place::Dm { user: with } => json!({
            "id": with.dm, "type": 1, "last_message_id": last_message, "flags": 0,
            "recipients": [user(world, with)],
        }),
    }
}

fn guild_channel(guild: &Guild, channel: &Channel, last_message: Option<Snowflake>) -> Value {
    let position = guild.channels.iter().position(|known| known.id == channel.id);
    let overwrite = |known: &Overwrite| {
        let kind = u8::from(known.member);
        json!({"id": known.id, "type": kind, "allow": known.allow.to_string(), "deny": known.deny.to_string()})
    };
    let overwrites: Vec<_> = channel.overwrites.iter().map(overwrite).collect();
    json!({
        "id": channel.id, "type": if channel.announcement { 5 } else { 0 }, "guild_id": guild.id, "name": channel.name, "topic": null,
        "position": position, "parent_id": null, "nsfw": false, "permission_overwrites": overwrites,
        "rate_limit_per_user": 0, "last_message_id": last_message, "last_pin_timestamp": null, "flags": 0,
    })
}

pub(super) fn guild_channels(guild: &Guild) -> Value {
    guild.channels.iter().map(|channel| guild_channel(guild, channel, None)).collect()
}

/// The roles of a guild: @everyone, its own, and the bot's.
pub(super) fn roles(world: &World, guild: &Guild) -> Vec<Value> {
    // @everyone may do no more than the bot, or the bot could do by it what it is meant not to.
    let mut roles = vec![role(guild.id, "@everyone", permissions::ORDINARY & world.bot_permissions, 0)];
    roles.extend((1..).zip(&guild.roles).map(|(at, known)| {
        let mut role = role(known.id, &known.name, known.permissions, at);
        role["mentionable"] = json!(known.mentionable);
        role
    }));
    let mut own = role(guild.bot_role(), &world.bot.display_name, world.bot_permissions, roles.len() as u64);
    own["managed"] = json!(true);
    own["tags"] = json!({"bot_id": world.bot.id});
    roles.push(own);
    roles
}

/// The bot as a member of a guild.
pub(super) fn bot_member(world: &World, guild: &Guild) -> Value {
    let mut member = member(world, &world.bot, world.bot_permissions);
    member["roles"] = json!([guild.bot_role()]);
    member
}

pub(super) fn guild(world: &World, guild: &Guild) -> Value {
    let roles = roles(world, guild);
    json!({
        "id": guild.id, "name": guild.name, "icon": null, "icon_hash": null, "splash": null,
        "discovery_splash": null, "owner_id": guild.members.first().map(|owner| owner.user),
        "region": "deprecated", "afk_channel_id": null, "afk_timeout": 300, "widget_enabled": false,
        "widget_channel_id": null, "verification_level": 0, "default_message_notifications": 1,
        "explicit_content_filter": 0, "roles": roles, "emojis": [], "features": [], "mfa_level": 0,
        "application_id": null, "system_channel_id": null, "system_channel_flags": 0,
        "rules_channel_id": null, "max_presences": null, "max_members": 500_000, "vanity_url_code": null,
        "description": null, "banner": null, "premium_tier": 0, "premium_subscription_count": 0,
        "preferred_locale": guild.locale, "public_updates_channel_id": null, "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50, "nsfw_level": 0, "nsfw": false, "stickers": [],
        "premium_progress_bar_enabled": false, "safety_alerts_channel_id": null, "incidents_data": null,
    })
}

pub(super) fn role(id: Snowflake, name: &str, granted: u64, position: u64) -> Value {
    json!({
        "id": id, "name": name, "color": 0,
        "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
        "hoist": false, "icon": null, "unicode_emoji": null, "position": position,
        "permissions": granted.to_string(), "managed": false, "mentionable": false, "flags": 0,
    })
}

/// A guild with all that the event GUILD_CREATE adds.
pub(super) fn guild_create(world: &World, of: &Guild) -> Value {
    let mut event = guild(world, of);
    let mut members = vec![bot_member(world, of)];
    members.extend(
        of.members
            .iter()
            .filter_map(|membership| Some(member(world, world.user(membership.user)?, membership.permissions))),
    );
    event["joined_at"] = json!(SINCE);
    event["large"] = json!(false);
    event["unavailable"] = json!(false);
    event["member_count"] = json!(members.len());
    event["members"] = json!(members);
    event["channels"] = guild_channels(of);
    for empty in
        ["voice_states", "threads", "presences", "stage_instances", "guild_scheduled_events", "soundboard_sounds"]
    {
        event[empty] = json!([]);
    }
    event
}

/// A guild as the list of the bot's guilds has it.
pub(super) fn guild_in_list(world: &World, guild: &Guild) -> Value {
    json!({
        "id": guild.id, "name": guild.name, "icon": null, "banner": null, "owner": false,
        "permissions": world.bot_permissions.to_string(), "features": [],
        "approximate_member_count": guild.members.len() + 1, "approximate_presence_count": 1,
    })
}

pub(super) fn application(world: &World) -> Value {
    json!({
        "id": world.bot.id, "name": world.bot.display_name, "icon": null, "description": "", "summary": "",
        "type": null, "rpc_origins": [], "bot_public": true, "bot_require_code_grant": false,
        "bot": user(world, &world.bot), "owner": world.users.first().map(|owner| user(world, owner)),
        "verify_key": "0".repeat(64), "team": null, "flags": 0, "tags": [], "redirect_uris": [],
        "integration_types_config": {"0": {}, "1": {}}, "interactions_endpoint_url": null,
        "role_connections_verification_url": null, "approximate_guild_count": world.guilds.len(),
        "approximate_user_install_count": 0, "hook": true, "is_monetized": false,
    })
}
