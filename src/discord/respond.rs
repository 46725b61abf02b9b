//! From an interaction to its response, without the network: what the gateway sends is what this gives.

use jiff::civil::Date;
use serenity::all::{
    AutocompleteChoice, CommandDataOption, CommandDataOptionValue, CommandInteraction, ComponentInteraction,
    ComponentInteractionDataKind, CreateAutocompleteResponse, CreateInteractionResponse, Interaction, InteractionId,
    MessageFlags, MessageInteractionMetadata,
};

use super::commands::{Command, Kind, Takes, Words};
use super::complete::complete;
use super::custom_id::{self, Role};
use super::render;
use crate::answers::{self, Answer, Asked, Mentioned, Outcome, Question};
use crate::dataset::Dataset;

/// A response, and what the log may hold of it.
pub struct Response {
    /// The body that goes to Discord.
    pub body: CreateInteractionResponse,
    /// What was asked.
    pub told: Told,
    /// Whether everybody who asks the same on the same day gets the same, and nothing in it was typed: it was asked by ids,
    /// publicly, and nothing was left to chance.
    pub lasting: bool,
}

/// What the log may hold of an interaction: never what somebody typed, and never who.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// `partners`, `autocomplete partners`, `button partners`
    pub what: String,
    /// The ids of the places that were found, or `unresolved`.
    pub places: String,
}

/// Answers an interaction; `None` for the kinds that this bot never causes.
pub fn respond(data: &Dataset, today: Date, interaction: &Interaction) -> Option<Response> {
    match interaction {
        Interaction::Command(command) => Some(to_command(data, today, command)),
        Interaction::Autocomplete(command) => Some(to_typing(data, command)),
        Interaction::Component(click) => Some(to_click(data, today, click)),
        _ => None,
    }
}

/// Where an answer is to be shown.
#[derive(Clone, Copy, PartialEq)]
enum Show {
    /// In a new message: for everybody, unless the question is private or the answer is not one.
    Anew,
    /// In place of the message that was clicked.
    InPlace,
    /// In a new message, for the asker alone.
    AnewAlone,
}

fn to_command(data: &Dataset, today: Date, interaction: &CommandInteraction) -> Response {
    let (name, options) = named(interaction);
    let Some(command) = Command::by_name(&name) else {
        let answer =
            answers::mistake(data, "This command is from another release of the bot. Please try again in a minute.");
        return response(data, &Asked::new(Question::Help), &answer, Show::AnewAlone, "unknown command".into());
    };
    if command.kind == Kind::Message {
        return to_message_command(data, today, command, interaction);
    }
    let words = words(command, options);
    let (asked, answer) = ask(data, today, command, &words, 1, chance(interaction.id));
    let lasting = !asked.private
        && answer.outcome == Outcome::Answered
        && !matches!(asked.question, Question::Random(_))
        && answer.question.as_ref().and_then(Command::of).is_some_and(|(_, resolved)| words.ask_just(&resolved));
    Response { lasting, ..response(data, &asked, &answer, Show::Anew, command.name.to_owned()) }
}

/// Finds what a message names; whoever asks may not have written it, so the answer is for the asker alone.
fn to_message_command(data: &Dataset, today: Date, command: &Command, interaction: &CommandInteraction) -> Response {
    let message = interaction.data.resolved.messages.values().next();
    let text = message.map(|message| message.content.clone()).unwrap_or_default();
    let asked = Asked { private: true, ..Asked::new(Question::Mentioned(Mentioned::In(text))) };
    let answer = answers::answer(data, today, &asked);
    response(data, &asked, &answer, Show::AnewAlone, command.name.to_owned())
}

/// A number for what is left to chance: an interaction's id is another each time.
fn chance(id: InteractionId) -> u64 {
    let hash = blake3::hash(&id.get().to_le_bytes());
    hash.as_bytes()[..8].iter().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// Asks what the options of a command ask.
pub fn ask<'d>(
    data: &'d Dataset,
    today: Date,
    command: &Command,
    words: &Words,
    page: usize,
    chance: u64,
) -> (Asked, Answer<'d>) {
    match (command.question)(words) {
        Ok(question) => {
            let asked = Asked { page, private: words.private(), chance, ..Asked::new(question) };
            let answer = answers::answer(data, today, &asked);
            (asked, answer)
        }
        Err(wrong) => (Asked::new(Question::Help), answers::mistake(data, &wrong.to_string())),
    }
}

/// The message that shows an answer, and whether the asker alone is to see it.
pub fn message_body(data: &Dataset, asked: &Asked, answer: &Answer<'_>) -> CreateInteractionResponse {
    body(data, asked, answer, Show::Anew)
}

fn body(data: &Dataset, asked: &Asked, answer: &Answer<'_>, show: Show) -> CreateInteractionResponse {
    let message = render::message(data, asked, answer);
    match show {
        Show::InPlace => CreateInteractionResponse::UpdateMessage(message),
        Show::AnewAlone => CreateInteractionResponse::Message(message.ephemeral(true)),
        Show::Anew if asked.private || answer.outcome != Outcome::Answered => {
            CreateInteractionResponse::Message(message.ephemeral(true))
        }
        Show::Anew => CreateInteractionResponse::Message(message),
    }
}

fn response(data: &Dataset, asked: &Asked, answer: &Answer<'_>, show: Show, what: String) -> Response {
    Response { body: body(data, asked, answer, show), told: Told { what, places: places(answer) }, lasting: false }
}

/// The ids in a resolved question.
fn places(answer: &Answer<'_>) -> String {
    let resolved = answer.question.as_ref().and_then(Command::of);
    let Some((command, words)) = resolved else { return "unresolved".to_owned() };
    let of_places = command
        .options
        .iter()
        .filter(|option| matches!(option.takes, Takes::Place | Takes::PlaceOrTie | Takes::Places));
    of_places.filter_map(|option| words.get(option.name)).collect::<Vec<_>>().join(" ")
}

/// The name of a command with its subcommand, and the options that it was given.
fn named(interaction: &CommandInteraction) -> (String, &[CommandDataOption]) {
    let data = &interaction.data;
    match data.options.first() {
        Some(CommandDataOption { name, value: CommandDataOptionValue::SubCommand(options), .. }) => {
            (format!("{} {name}", data.name), options)
        }
        _ => (data.name.clone(), &data.options),
    }
}

fn words(command: &Command, options: &[CommandDataOption]) -> Words {
    let mut words = Words::default();
    for given in options {
        let Some(option) = command.option(&given.name) else { continue };
        match &given.value {
            CommandDataOptionValue::String(text) => words.set(option.name, text.trim()),
            CommandDataOptionValue::Integer(number) => words.set(option.name, number.to_string()),
            CommandDataOptionValue::Boolean(flag) => words.set(option.name, flag.to_string()),
            _ => {}
        }
    }
    words
}

fn to_typing(data: &Dataset, interaction: &CommandInteraction) -> Response {
    let focused = interaction.data.autocomplete();
    let (name, options) = named(interaction);
    let choices = Command::by_name(&name).zip(focused).and_then(|(command, focused)| {
        let option = command.option(focused.name)?;
        Some(complete(data, command, &words(command, options), option, focused.value))
    });
    let choices = choices.unwrap_or_default();
    let told = Told { what: format!("autocomplete {name}"), places: choices.len().to_string() };
    let choices = choices.into_iter().map(|choice| AutocompleteChoice::new(choice.name, choice.value)).collect();
    Response {
        body: CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new().set_choices(choices)),
        told,
        lasting: false,
    }
}

fn to_click(data: &Dataset, today: Date, click: &ComponentInteraction) -> Response {
    let id = match &click.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first().map_or("", String::as_str),
        _ => click.data.custom_id.as_str(),
    };
    let (role, mut asked) = match custom_id::parse(id, data) {
        Ok(read) => read,
        Err(_) => {
            let answer = answers::gone(data);
            return response(data, &Asked::new(Question::Help), &answer, Show::AnewAlone, "button".into());
        }
    };
    let alone = click.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL));
    let show = match (role, alone, asked.private) {
        // A choice was offered to the asker alone; what is chosen is for everybody.
        (Role::Pick(_), true, false) => Show::Anew,
        (_, true, _) => Show::InPlace,
        (_, false, _) if is_askers(click) => Show::InPlace,
        _ => Show::AnewAlone,
    };
    // The pages of a private copy stay private.
    asked.private |= show == Show::AnewAlone;
    asked.chance = chance(click.id);
    let answer = answers::answer(data, today, &asked);
    // What is no answer does not take the place of one that others read.
    let show = if !alone && answer.outcome != Outcome::Answered { Show::AnewAlone } else { show };
    let name = Command::of(&asked.question).map_or("", |(command, _)| command.name);
    response(data, &asked, &answer, show, format!("button {name}"))
}

/// Whether whoever clicked is whoever asked, as the message says.
fn is_askers(click: &ComponentInteraction) -> bool {
    let asker = match click.message.interaction_metadata.as_deref() {
        Some(MessageInteractionMetadata::Command(asked)) => asked.user.id,
        Some(MessageInteractionMetadata::Component(asked)) => asked.user.id,
        Some(MessageInteractionMetadata::ModalSubmit(asked)) => asked.user.id,
        _ => return false,
    };
    asker == click.user.id
}
