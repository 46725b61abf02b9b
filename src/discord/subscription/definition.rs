//! `/subscription` and its subcommands, as they are registered: in servers only, for whoever may manage the server.

use serenity::all::{
    ChannelType, CommandOptionType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext,
    Permissions,
};

use crate::anniversaries::subscription::MOST_CATCH_UP_DAYS;
use crate::discord::commands::KINDS;

/// The command's name.
pub const NAME: &str = "subscription";

/// What `clear:` of an edit takes away, and what people read of it.
pub(super) const CLEARABLE: [(&str, &str); 4] = [
    ("The place", "place"),
    ("The country", "country"),
    ("The kind of tie", "kind"),
    ("The role that is mentioned", "mention-role"),
];

/// The longest name of a place, a country or a zone that somebody types.
const LONGEST_NAME: u16 = 200;

/// The command as it is registered.
pub fn definition() -> CreateCommand {
    let one = |name: &str, description: &str| sub(name, description).add_sub_option(which());
    let add = sub("add", "Post the anniversaries of the day in a channel, once a day at its own hour")
        .add_sub_option(channel().required(true))
        .add_sub_option(timezone().required(true));
    let edit = sub("edit", "Change a subscription")
        .add_sub_option(which())
        .add_sub_option(channel())
        .add_sub_option(timezone());
    let clear = text("clear", "Take one of these away again");
    let clear = CLEARABLE.iter().fold(clear, |option, (name, value)| option.add_string_choice(*name, *value));
    CreateCommand::new(NAME)
        .description("Anniversaries of partnerships, posted in a channel each day")
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild])
        .set_options(vec![
            settings().into_iter().fold(add, CreateCommandOption::add_sub_option),
            one("preview", "Show exactly what will be posted next, to you alone"),
            one("status", "Show the settings, the last ten posts, the next three, and what is missing"),
            settings().into_iter().fold(edit, CreateCommandOption::add_sub_option).add_sub_option(clear),
            one("pause", "Post nothing until it is resumed"),
            one("resume", "Post again; what a pause left out is not made up for"),
            one("remove", "End a subscription and forget what was noted of it"),
            sub("export", "Give all that is stored of this server, as JSON"),
            sub("forget", "Delete all that is stored of this server; asks first"),
        ])
}

fn sub(name: &str, description: &str) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::SubCommand, name, description)
}

fn text(name: &str, description: &str) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::String, name, description)
}

fn flag(name: &str, description: &str) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::Boolean, name, description)
}

/// Which subscription; where a server has one alone, that is meant.
fn which() -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::Integer, "number", "Which one, where there are several")
        .min_int_value(1)
        .set_autocomplete(true)
}

fn channel() -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::Channel, "channel", "Where to post")
        .channel_types(vec![ChannelType::Text, ChannelType::News])
}

fn timezone() -> CreateCommandOption {
    text("timezone", "Whose days and hours count: type a city, such as Tokyo")
        .set_autocomplete(true)
        .min_length(1)
        .max_length(LONGEST_NAME)
}

/// What can be chosen besides.
fn settings() -> Vec<CreateCommandOption> {
    let named = |name: &str, description: &str| {
        text(name, description).set_autocomplete(true).min_length(1).max_length(LONGEST_NAME)
    };
    let kind = text("kind", "Only ties of this kind");
    vec![
        text("hour", "When to post, HH:MM; 09:00 where nothing is given").min_length(4).max_length(5),
        named("place", "Only those of this place, in any language"),
        named("country", "Only those with this country"),
        KINDS.iter().fold(kind, |option, (name, value)| option.add_string_choice(*name, *value)),
        flag("facts", "Dated facts, too, not only partnerships"),
        flag("only-round", "Only round years: 5, 10, 25 and so on"),
        flag("weekly-digest", "On Mondays the seven days ahead, instead of each day"),
        CreateCommandOption::new(CommandOptionType::Role, "mention-role", "The role that each post mentions"),
        flag("crosspost", "Publish each post to the followers of an announcement channel"),
        CreateCommandOption::new(
            CommandOptionType::Integer,
            "catch-up-days",
            "How many missed days are made up for after an outage; 3 where nothing is given",
        )
        .min_int_value(0)
        .max_int_value(u64::from(MOST_CATCH_UP_DAYS)),
    ]
}
