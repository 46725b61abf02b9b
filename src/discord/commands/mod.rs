//! The commands: one file each, with its definition, its options, and how it becomes a question and back.
//!
//! To add one, add its file and a line in [`ALL`].

mod anniversaries;
mod between;
mod country;
mod disputes;
mod facts;
mod help;
mod mentioned;
mod partners;
mod partnership;
mod place;
mod random;
mod since;
mod source;
mod stats;
mod timeline;
mod today;
mod topic;
mod words;

use serenity::all::{
    CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext,
};

use crate::answers::Question;
use words::choice;
pub use words::{Words, WrongOption};

/// Every command, in the order in which help and Discord list them.
pub const ALL: &[&Command] = &[
    &partners::COMMAND,
    &since::COMMAND,
    &partnership::COMMAND,
    &place::COMMAND,
    &country::COMMAND,
    &topic::COMMAND,
    &timeline::COMMAND,
    &facts::COMMAND,
    &between::COMMAND,
    &stats::COMMAND,
    &source::COMMAND,
    &disputes::COMMAND,
    &random::COMMAND,
    &today::COMMAND,
    &anniversaries::TODAY,
    &anniversaries::ON,
    &anniversaries::UPCOMING,
    &mentioned::COMMAND,
    &help::COMMAND,
];

/// The commands that have subcommands: the first word of their names, and what Discord shows beside it.
const GROUPS: &[(&str, &str)] = &[anniversaries::GROUP];

/// Where a command is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// It is typed, behind a slash.
    Chat,
    /// It stands in the menu of a message; its answer is for the asker alone.
    Message,
}

/// A command.
pub struct Command {
    /// Its name, without the slash; a subcommand's has two words, the first of which is in [`GROUPS`].
    pub name: &'static str,
    /// The letter that stands for it in a `custom_id`. It is never given to another command.
    pub code: char,
    /// Where it is found.
    pub kind: Kind,
    /// What Discord shows beside it; 100 characters at most.
    pub description: &'static str,
    /// Its own options, the required ones first. `private` is common to all and stands behind them.
    pub options: &'static [OptionDef],
    /// What its options ask.
    pub question: fn(&Words) -> Result<Question, WrongOption>,
    /// The options that ask a question, where it is one of this command.
    pub words: fn(&Question) -> Option<Words>,
}

/// An option of a command.
pub struct OptionDef {
    /// Its name.
    pub name: &'static str,
    /// What Discord shows beside it; 100 characters at most.
    pub description: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether it must be given.
    pub required: bool,
}

/// What an option takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A place: an id, its short form, or what somebody typed; with autocomplete.
    Place,
    /// A place or a tie: an id, its short form, or what somebody typed; with autocomplete.
    PlaceOrTie,
    /// Places by their ids, with spaces between them; only a button has them.
    Places,
    /// A source: an id, its short form, or words of its title; with autocomplete.
    Source,
    /// A country: a code or a name; with autocomplete.
    Country,
    /// A topic; with autocomplete.
    Topic,
    /// A year, a month or a day.
    Date,
    /// A day, with or without its year, in whichever form.
    Day,
    /// A number from one to another.
    Number(u8, u8),
    /// One of these: what people read, and the value.
    Choice(&'static [(&'static str, &'static str)]),
    /// `true` or `false`.
    Flag,
}

/// The option that every command has.
pub const PRIVATE: OptionDef =
    OptionDef { name: "private", description: "Show the answer to you alone", takes: Takes::Flag, required: false };

impl Command {
    /// The command with this name.
    pub fn by_name(name: &str) -> Option<&'static Command> {
        ALL.iter().copied().find(|command| command.name == name)
    }

    /// The subcommands behind a first word; none where it is no such word.
    pub fn behind(group: &str) -> impl Iterator<Item = &'static Command> {
        ALL.iter().copied().filter(move |command| command.group().is_some_and(|(name, _)| name == group))
    }

    /// Its first word with what Discord shows beside that, where it is a subcommand.
    fn group(&self) -> Option<(&'static str, &'static str)> {
        let (first, _) = self.name.split_once(' ').filter(|_| self.kind == Kind::Chat)?;
        GROUPS.iter().copied().find(|(name, _)| *name == first)
    }

    /// The commands that are typed.
    pub fn typed() -> impl Iterator<Item = &'static Command> {
        ALL.iter().copied().filter(|command| command.kind == Kind::Chat)
    }

    /// The command with this letter.
    pub fn by_code(code: char) -> Option<&'static Command> {
        ALL.iter().copied().find(|command| command.code == code)
    }

    /// The command that asks a question, with the options that ask it.
    pub fn of(question: &Question) -> Option<(&'static Command, Words)> {
        ALL.iter().find_map(|&command| (command.words)(question).map(|words| (command, words)))
    }

    /// Its options, `private` included.
    pub fn all_options(&self) -> impl Iterator<Item = &'static OptionDef> + use<> {
        self.options.iter().chain(std::iter::once(&PRIVATE))
    }

    /// The option with this name.
    pub fn option(&self, name: &str) -> Option<&'static OptionDef> {
        self.all_options().find(|option| option.name == name)
    }

    /// What is registered with Discord where it is no subcommand.
    fn definition(&self) -> CreateCommand {
        let command = match self.kind {
            Kind::Chat => CreateCommand::new(self.name)
                .description(self.description)
                .set_options(self.all_options().map(OptionDef::definition).collect()),
            Kind::Message => CreateCommand::new(self.name).kind(CommandType::Message),
        };
        everywhere(command)
    }

    /// A subcommand as an option of the command that its first word is.
    fn as_subcommand(&self) -> CreateCommandOption {
        let name = self.name.split_once(' ').map_or(self.name, |(_, own)| own);
        let option = CreateCommandOption::new(CommandOptionType::SubCommand, name, self.description);
        option.set_sub_options(self.all_options().map(OptionDef::definition))
    }
}

impl OptionDef {
    fn definition(&self) -> CreateCommandOption {
        let kind = match self.takes {
            Takes::Flag => CommandOptionType::Boolean,
            Takes::Number(..) => CommandOptionType::Integer,
            _ => CommandOptionType::String,
        };
        let option = CreateCommandOption::new(kind, self.name, self.description).required(self.required);
        match self.takes {
            Takes::Place | Takes::PlaceOrTie | Takes::Source | Takes::Country | Takes::Topic => {
                option.set_autocomplete(true).min_length(1).max_length(LONGEST_NAME)
            }
            Takes::Date => option.min_length(4).max_length(LONGEST_DAY),
            Takes::Day => option.min_length(3).max_length(LONGEST_DAY),
            Takes::Number(least, most) => option.min_int_value(least.into()).max_int_value(most.into()),
            Takes::Choice(choices) => {
                choices.iter().fold(option, |option, (name, value)| option.add_string_choice(*name, *value))
            }
            Takes::Flag | Takes::Places => option,
        }
    }
}

/// How long a name may be that somebody types; ids are never longer once they are shortened.
const LONGEST_NAME: u16 = 200;

/// How long a day may be that somebody types: `24th September, 2026` and some spaces.
const LONGEST_DAY: u16 = 30;

/// The kinds of ties as choices.
pub(super) const KINDS: &[(&str, &str)] = &[
    ("Sister cities", "sister"),
    ("Friendly exchange", "friendly-exchange"),
    ("Ports", "port"),
    ("Institutions", "institution"),
    ("Cooperation", "cooperation"),
    ("Alliance", "alliance"),
];

/// Every command as it is registered.
pub fn definitions() -> Vec<CreateCommand> {
    let alone = ALL.iter().filter(|command| command.group().is_none()).map(|command| command.definition());
    let groups = GROUPS.iter().map(|(name, description)| {
        let subcommands = Command::behind(name).map(Command::as_subcommand).collect();
        everywhere(CreateCommand::new(*name).description(*description).set_options(subcommands))
    });
    alone.chain(groups).collect()
}

/// For servers and for users, in servers, in DMs with the bot and elsewhere.
fn everywhere(command: CreateCommand) -> CreateCommand {
    command.integration_types(vec![InstallationContext::Guild, InstallationContext::User]).contexts(vec![
        InteractionContext::Guild,
        InteractionContext::BotDm,
        InteractionContext::PrivateChannel,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::limits;

    #[test]
    fn the_tables_are_sound() {
        let mut codes: Vec<char> = ALL.iter().map(|command| command.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ALL.len(), "every command has a letter of its own");
        for command in ALL {
            assert!((1..=100).contains(&limits::length(command.description)), "{}", command.name);
            let required: Vec<bool> = command.all_options().map(|option| option.required).collect();
            assert!(required.is_sorted_by(|a, b| a >= b), "{}: required options stand first", command.name);
            for option in command.all_options() {
                assert!((1..=100).contains(&limits::length(option.description)), "{} {}", command.name, option.name);
                if let Takes::Choice(choices) = option.takes {
                    assert!(choices.len() <= limits::CHOICES, "{} {}", command.name, option.name);
                }
            }
        }
    }
}
