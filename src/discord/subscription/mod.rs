//! `/subscription`: what a server's moderators do with its subscriptions.
//!
//! Unlike the other commands these act, so they are no questions: what they say is private, what they need is looked up, and
//! whether whoever asks may do it is checked each time, also when they press a button.

mod definition;
mod given;
mod keeping;
mod making;
mod office;
mod reply;
mod showing;
pub mod stored;
mod words;
mod zones;

pub use definition::{NAME, definition};
pub use making::MOST;
pub use office::Office;

use serenity::all::{
    AutocompleteChoice, CommandInteraction, ComponentInteraction, CreateAttachment, CreateAutocompleteResponse,
    CreateInteractionResponse, CreateInteractionResponseMessage, Interaction, Member, ResolvedValue,
};

use super::complete::Choice;
use super::limits;
use super::posting::permissions::MANAGE_SERVER;
use crate::answers::wording;
use crate::dataset::Dataset;
use crate::dataset::names::{self, complete_countries};
use crate::state::StateError;
use given::Given;
use office::{Asker, Hindrance};
use reply::Reply;

/// What all `custom_id`s of this command begin with; no question's does.
const PREFIX: &str = "subscription";

fn custom_id(role: &str, value: &str) -> String {
    format!("{PREFIX}.{role}.{value}")
}

/// Whether an interaction is one of this command's.
pub fn concerns(interaction: &Interaction) -> bool {
    match interaction {
        Interaction::Command(command) | Interaction::Autocomplete(command) => command.data.name == NAME,
        Interaction::Component(click) => {
            click.data.custom_id.strip_prefix(PREFIX).is_some_and(|rest| rest.starts_with('.'))
        }
        _ => false,
    }
}

/// What an interaction is answered with.
pub enum Answer {
    /// What is offered while somebody types: at once.
    Choices(CreateInteractionResponse),
    /// What takes the place of the acknowledgement.
    Message {
        /// The body of the message.
        body: serde_json::Value,
        /// A file, where there is one.
        file: Option<CreateAttachment>,
    },
}

/// The acknowledgement that is sent first: what follows may have to ask Discord.
pub fn acknowledgement(interaction: &Interaction) -> Option<CreateInteractionResponse> {
    match interaction {
        Interaction::Command(_) => {
            let alone = CreateInteractionResponseMessage::new().ephemeral(true);
            Some(CreateInteractionResponse::Defer(alone))
        }
        Interaction::Component(_) => Some(CreateInteractionResponse::Acknowledge),
        _ => None,
    }
}

/// What the log may hold of an interaction.
pub fn told(interaction: &Interaction) -> String {
    match interaction {
        Interaction::Command(command) => {
            let sub = command.data.options.first().map_or("", |option| option.name.as_str());
            format!("{NAME} {}", limits::shortened(sub, 32))
        }
        Interaction::Autocomplete(_) => format!("autocomplete {NAME}"),
        _ => format!("button {NAME}"),
    }
}

/// Does what is asked.
///
/// # Errors
/// Where the state cannot be used.
pub async fn answer(office: &Office, interaction: &Interaction) -> Result<Answer, StateError> {
    let reply = match interaction {
        Interaction::Autocomplete(typing) => return complete(office, typing).await,
        Interaction::Command(command) => act(office, command).await,
        Interaction::Component(click) => press(office, click).await,
        _ => Err(Hindrance::Mistake("This cannot be answered.".to_owned())),
    };
    let Reply { body, file } = match reply {
        Ok(reply) => reply,
        Err(Hindrance::Mistake(said)) => Reply::to_do("That did not work", &said),
        Err(Hindrance::State(error)) => return Err(error),
    };
    Ok(Answer::Message { body, file })
}

async fn act(office: &Office, command: &CommandInteraction) -> Result<Reply, Hindrance> {
    let asker = asker(command.guild_id.map(Into::into), command.member.as_deref(), command.application_id.get())?;
    let options = command.data.options();
    let Some((sub, options)) = options.first().and_then(|option| match &option.value {
        ResolvedValue::SubCommand(options) => Some((option.name, options)),
        _ => None,
    }) else {
        return Err(Hindrance::Mistake("Choose one of the subcommands.".to_owned()));
    };
    let given = Given::read(options);
    match sub {
        "add" => making::add(office, asker, &given).await,
        "edit" => making::edit(office, asker, &given).await,
        "preview" => showing::preview(office, asker, given.number).await,
        "status" => showing::status(office, asker, given.number).await,
        "pause" => keeping::pause(office, asker, given.number).await,
        "resume" => keeping::resume(office, asker, given.number).await,
        "remove" => keeping::remove(office, asker, given.number).await,
        "export" => keeping::export(office, asker).await,
        "forget" => keeping::ask_to_forget(office, asker).await,
        _ => Err(Hindrance::Mistake(
            "This command is from another release of the bot. Please try again in a minute.".to_owned(),
        )),
    }
}

async fn press(office: &Office, click: &ComponentInteraction) -> Result<Reply, Hindrance> {
    let asker = asker(click.guild_id.map(Into::into), click.member.as_ref(), click.application_id.get())?;
    let mut parts = click.data.custom_id.splitn(3, '.').skip(1);
    let (role, value) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    if role == keeping::FORGET {
        return keeping::forget(office, asker, value).await;
    }
    match value.parse() {
        Ok(number) if role.starts_with(showing::STATUS) => showing::status(office, asker, Some(number)).await,
        _ => Err(Hindrance::Mistake("This button is from another release of the bot.".to_owned())),
    }
}

/// Who asks, where they may: whoever may manage the server. Discord is told to offer the command to nobody else, and servers
/// can change that.
fn asker(guild: Option<u64>, member: Option<&Member>, bot: u64) -> Result<Asker, Hindrance> {
    let granted = member.and_then(|member| member.permissions).map(|granted| granted.bits());
    match (guild, granted) {
        (Some(guild), Some(granted)) if MANAGE_SERVER.is_in(granted) => Ok(Asker { guild, granted, bot }),
        (Some(_), _) => {
            Err(Hindrance::Mistake(format!("This is for whoever has **{}** in this server.", MANAGE_SERVER.name())))
        }
        (None, _) => Err(Hindrance::Mistake("Subscriptions are for the channels of servers.".to_owned())),
    }
}

async fn complete(office: &Office, typing: &CommandInteraction) -> Result<Answer, StateError> {
    let data = office.data.get();
    let choices = match typing.data.autocomplete() {
        None => Vec::new(),
        Some(focused) if focused.name == "number" => {
            let guild = typing.guild_id.map(|guild| guild.get());
            // What is subscribed to is told to those alone who may change it.
            let asker = asker(guild, typing.member.as_deref(), typing.application_id.get());
            let all = match asker {
                Ok(asker) => office.all(asker.guild).await,
                Err(hindrance) => Err(hindrance),
            };
            let all = match all {
                Ok(all) => all,
                Err(Hindrance::State(error)) => return Err(error),
                Err(Hindrance::Mistake(_)) => Vec::new(),
            };
            let fits = |label: &str| label.to_lowercase().contains(&focused.value.to_lowercase());
            let labels = all.iter().map(|meant| (words::choice(&data, &meant.subscription), meant.kept.id));
            labels.filter(|(label, _)| fits(label)).map(|(label, id)| AutocompleteChoice::new(label, id)).collect()
        }
        Some(focused) => offered(&data, focused.name, focused.value, office)
            .into_iter()
            .map(|choice| AutocompleteChoice::new(choice.name, choice.value))
            .collect(),
    };
    let choices = CreateAutocompleteResponse::new().set_choices(choices.into_iter().take(limits::CHOICES).collect());
    Ok(Answer::Choices(CreateInteractionResponse::Autocomplete(choices)))
}

fn offered(data: &Dataset, option: &str, typed: &str, office: &Office) -> Vec<Choice> {
    let choice = |name: String, value: &str| Choice {
        name: limits::shortened(&name, limits::CHOICE).into_owned(),
        value: value.to_owned(),
    };
    match option {
        "timezone" => zones::complete(typed, office.clock.now()),
        "country" => complete_countries(data, typed)
            .into_iter()
            .map(|country| choice(format!("{} {}", country.flag(), country.name()), country.code()))
            .collect(),
        "place" => names::complete(data, typed, None)
            .into_iter()
            .map(|ix| {
                let place = &data[ix];
                choice(format!("{} {}", place.country.flag(), wording::place_label(data, ix)), &place.id)
            })
            .filter(|choice| limits::length(&choice.value) <= limits::CHOICE)
            .collect(),
        _ => Vec::new(),
    }
}
