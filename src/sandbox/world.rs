//! Who and what exists before anything happens: the bot, its users, guilds and channels.

use super::ids::Snowflake;

/// What a user may do: the bits that this sandbox looks at.
pub mod permissions {
    /// May do everything.
    pub const ADMINISTRATOR: u64 = 1 << 3;
    /// May change the guild's settings.
    pub const MANAGE_GUILD: u64 = 1 << 5;
    /// May see a channel.
    pub const VIEW_CHANNEL: u64 = 1 << 10;
    /// May send messages.
    pub const SEND_MESSAGES: u64 = 1 << 11;
    /// What it links to is shown, and its embeds are.
    pub const EMBED_LINKS: u64 = 1 << 14;
    /// May send files.
    pub const ATTACH_FILES: u64 = 1 << 15;
    /// May read what was said before.
    pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
    /// May mention everybody, and roles that are not for everybody to mention.
    pub const MENTION_EVERYONE: u64 = 1 << 17;
    /// View channels, send messages, embed links, attach files, read the history, mention everyone, use emojis of
    /// other servers, use application commands.
    pub const ORDINARY: u64 = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 17 | 1 << 18 | 1 << 31;
}

/// A person, or the bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Their id.
    pub id: Snowflake,
    /// Their unique name.
    pub name: String,
    /// The name that is shown.
    pub display_name: String,
    /// The language their client is set to.
    pub locale: String,
    /// The channel in which they and the bot talk privately.
    pub dm: Snowflake,
}

/// A user's place in a guild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Who.
    pub user: Snowflake,
    /// What they may do there, in all its channels.
    pub permissions: u64,
}

/// A text channel of a guild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its id.
    pub id: Snowflake,
    /// Its name, without `#`.
    pub name: String,
    /// Whether others can follow it.
    pub announcement: bool,
    /// What is otherwise here than in the guild.
    pub overwrites: Vec<Overwrite>,
}

impl Channel {
    /// An ordinary channel, in which all is as in its guild.
    pub fn new(id: Snowflake, name: &str) -> Self {
        Self { id, name: name.to_owned(), announcement: false, overwrites: Vec::new() }
    }
}

/// Permissions of one role or member that are otherwise in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overwrite {
    /// The role or the member.
    pub id: Snowflake,
    /// Whether it is a member.
    pub member: bool,
    /// What they may do here.
    pub allow: u64,
    /// What they may not do here.
    pub deny: u64,
}

/// A role besides @everyone, whose id is the guild's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its id.
    pub id: Snowflake,
    /// Its name.
    pub name: String,
    /// What those who have it may do.
    pub permissions: u64,
    /// Whether everybody may mention it.
    pub mentionable: bool,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guild {
    /// Its id; also that of its role @everyone.
    pub id: Snowflake,
    /// Its name.
    pub name: String,
    /// The language it is set to.
    pub locale: String,
    /// Its text channels, in the order they show.
    pub channels: Vec<Channel>,
    /// Its roles.
    pub roles: Vec<Role>,
    /// Its members besides the bot; the first owns it.
    pub members: Vec<Membership>,
}

/// Everything that exists when a sandbox starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    /// The bot. Its application has the same id.
    pub bot: User,
    /// What the bot may do in every guild.
    pub bot_permissions: u64,
    /// The people.
    pub users: Vec<User>,
    /// The servers that the bot is in.
    pub guilds: Vec<Guild>,
}

/// Ids of the default world stay the same from run to run, so that output can be compared.
const FIRST_ID: u64 = 1_200_000_000_000_000_000;
/// What a guild's id and that of the bot's own role in it differ by.
const BOT_ROLE: u64 = 99_999;
/// So far apart that neighbouring guilds fall to different shards.
const GUILD_STEP: u64 = 1 << 22;

impl Default for World {
    /// One guild with two text channels, a member, and a moderator who may manage the server.
    fn default() -> Self {
        Self::with_guilds(1)
    }
}

impl World {
    /// As the default world, with so many guilds; the same two users are in each.
    pub fn with_guilds(count: u64) -> Self {
        let person = |at: u64, name: &str, display_name: &str| User {
            id: Snowflake(FIRST_ID + at),
            name: name.to_owned(),
            display_name: display_name.to_owned(),
            locale: "en-US".to_owned(),
            dm: Snowflake(FIRST_ID + 100 + at),
        };
        let (member, moderator) = (person(2, "mei", "Mei"), person(3, "anselm", "Anselm"));
        let guild = |at: u64| {
            let base = FIRST_ID + (at + 1) * GUILD_STEP;
            let channel = |at: u64, name: &str| Channel::new(Snowflake(base + at), name);
            let role = |at: u64, name: &str| Role {
                id: Snowflake(base + at),
                name: name.to_owned(),
                permissions: 0,
                mentionable: false,
            };
            Guild {
                id: Snowflake(base),
                name: format!("Guild {}", at + 1),
                locale: "en-US".to_owned(),
                channels: vec![channel(1, "general"), channel(2, "random")],
                roles: vec![role(10, "Readers")],
                members: vec![
                    Membership { user: moderator.id, permissions: permissions::ORDINARY | permissions::MANAGE_GUILD },
                    Membership { user: member.id, permissions: permissions::ORDINARY },
                ],
            }
        };
        let guilds = (0..count).map(guild).collect();
        Self {
            bot: person(1, "bot", "Bot"),
            bot_permissions: permissions::ORDINARY,
            guilds,
            users: vec![member, moderator],
        }
    }

    /// The user with this id, the bot among them.
    pub fn user(&self, id: Snowflake) -> Option<&User> {
        std::iter::once(&self.bot).chain(&self.users).find(|user| user.id == id)
    }

    /// The guild with this id.
    pub fn guild(&self, id: Snowflake) -> Option<&Guild> {
        self.guilds.iter().find(|guild| guild.id == id)
    }

    /// What the bot may do in a place. It has what @everyone has, and a role of its own with [`Self::bot_permissions`]; in
    /// a channel first what is otherwise for @everyone counts, then what is for its role, then what is for itself.
    pub fn bot_may(&self, place: Place<'_>) -> u64 {
        let Place::Guild { guild, channel } = place else { return permissions::ORDINARY };
        let applied = |granted: u64, id: Snowflake, member: bool| {
            let overwrite =
                channel.overwrites.iter().find(|overwrite| overwrite.id == id && overwrite.member == member);
            overwrite.map_or(granted, |overwrite| granted & !overwrite.deny | overwrite.allow)
        };
        if self.bot_permissions & permissions::ADMINISTRATOR != 0 {
            return u64::MAX;
        }
        let everyone = applied(self.bot_permissions, guild.id, false);
        applied(applied(everyone, guild.bot_role(), false), self.bot.id, true)
    }

    /// The place that this channel id names.
    pub fn place(&self, channel: Snowflake) -> Option<Place<'_>> {
        let in_guild = self.guilds.iter().find_map(|guild| {
            let channel = guild.channels.iter().find(|known| known.id == channel)?;
            Some(Place::Guild { guild, channel })
        });
        in_guild.or_else(|| self.users.iter().find(|user| user.dm == channel).map(|user| Place::Dm { user }))
    }
}

impl Guild {
    /// The id of the role that the bot has here and nobody else.
    pub fn bot_role(&self) -> Snowflake {
        Snowflake(self.id.0 + BOT_ROLE)
    }

    /// What this user may do here; nothing when they are no member.
    pub fn permissions_of(&self, user: Snowflake) -> Option<u64> {
        self.members.iter().find(|member| member.user == user).map(|member| member.permissions)
    }
}

/// Where something is said.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// In a channel of a guild.
    Guild {
        /// The guild.
        guild: &'a Guild,
        /// The channel.
        channel: &'a Channel,
    },
    /// In the private channel of a user and the bot.
    Dm {
        /// Who talks with the bot.
        user: &'a User,
    },
}

impl Place<'_> {
    /// The id of the channel.
    pub fn channel(&self) -> Snowflake {
        match self {
            Self::Guild { channel, .. } => channel.id,
            Self::Dm { user } => user.dm,
        }
    }

    /// The id of the guild, if it is in one.
    pub fn guild(&self) -> Option<Snowflake> {
        match self {
            Self::Guild { guild, .. } => Some(guild.id),
            Self::Dm { .. } => None,
        }
    }
}
