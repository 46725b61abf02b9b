//! The arguments.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use jiff::civil::Date;

use crate::dataset::{DateError, PartialDate, Qualifier};

/// The last year in which the clock may stand: the end of the one after it is the end of what dates can say.
const LAST_YEAR: i16 = 9998;

/// A Discord bot that knows which cities are partners, since when, and who says so.
#[derive(Parser)]
#[command(name = "twinned", version, about, disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) verb: Verb,
}

#[derive(Subcommand)]
pub(super) enum Verb {
    /// Answer a question here, as the bot would in Discord
    Ask(AskArgs),
    /// List which partnerships have their day, as text, as JSON or as a calendar
    Anniversaries(AnniversariesArgs),
    /// Check the data and say all that is wrong with it
    Check(CheckArgs),
    /// Try the bot in a browser, without Discord
    Playground(PlaygroundArgs),
    /// Connect to Discord, answer and post
    Run(RunArgs),
    /// Check, copy, shrink or begin anew what is kept: subscriptions and posts
    State(StateArgs),
}

/// A day on which the clock may stand: noon of it, and the day after, must exist in every time zone.
fn day(typed: &str) -> Result<Date, String> {
    let date: PartialDate = typed.parse().map_err(|error| match error {
        DateError::NoSuchDay { what, .. } => format!("there is no such day: {what}"),
        _ => "write a day as year, month and day: 2026-11-22".to_owned(),
    })?;
    if date.day().is_none() || date.qualifier() != Qualifier::Plain {
        return Err("write a day as year, month and day: 2026-11-22".to_owned());
    }
    match date.first_day() {
        day if day.year() <= LAST_YEAR => Ok(day),
        _ => Err(format!("the last year that can be set is {LAST_YEAR}")),
    }
}

#[derive(clap::Args)]
pub(super) struct AskArgs {
    /// The command, such as '/partners Tianjin' or '/partnership between:"St. Louis" and:Nanjing'
    #[arg(required = true, value_name = "COMMAND")]
    pub(super) command: Vec<String>,
    /// Print the exact body that would go to Discord
    #[arg(long)]
    pub(super) json: bool,
    /// Print what autocomplete offers for the last option of the command
    #[arg(long, conflicts_with = "page")]
    pub(super) complete: bool,
    /// Which page of the answer
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) page: u32,
    /// Take this day for today, such as 2026-11-22
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) date: Option<Date>,
    #[command(flatten)]
    pub(super) data: DataArgs,
}

#[derive(clap::Args)]
pub(super) struct AnniversariesArgs {
    /// On this day: 2026-06-24, 06-24 or 24 June; today where nothing is given
    #[arg(long, value_name = "DATE", conflicts_with_all = ["from", "days"])]
    pub(super) on: Option<String>,
    /// From this day on
    #[arg(long, value_name = "DATE")]
    pub(super) from: Option<String>,
    /// How many days, from --from or from today on
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=3660))]
    pub(super) days: Option<u16>,
    /// Only those of this place, in any language
    #[arg(long, value_name = "PLACE")]
    pub(super) place: Option<String>,
    /// Only those with this country; or which country the place is in
    #[arg(long, value_name = "COUNTRY")]
    pub(super) country: Option<String>,
    /// With all, also those of which sources give only the month or the year
    #[arg(long, value_enum, default_value_t = PrecisionArg::Day)]
    pub(super) precision: PrecisionArg,
    /// Print JSON: one object for each partnership and date
    #[arg(long, conflicts_with = "ics")]
    pub(super) json: bool,
    /// Print an iCalendar file: one yearly event for each partnership
    #[arg(long)]
    pub(super) ics: bool,
    /// Take this day for today, such as 2026-11-22
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) date: Option<Date>,
    #[command(flatten)]
    pub(super) data: DataArgs,
}

/// How precise the dates are that are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum PrecisionArg {
    /// Days alone
    Day,
    /// Months and years, too
    All,
}

#[derive(clap::Args)]
pub(super) struct CheckArgs {
    /// The folder with the four tables; the built-in ones where it is left out
    pub(super) dir: Option<PathBuf>,
    /// Take this day for today, such as 2026-11-22
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) date: Option<Date>,
}

#[derive(clap::Args)]
pub(super) struct PlaygroundArgs {
    /// The page's port; 1973 where it is left out, or any that is free where that one is taken
    #[arg(long, value_name = "N")]
    pub(super) port: Option<u16>,
    /// Serve the page at this address of the machine, and so to others on its network
    #[arg(long, value_name = "ADDR")]
    pub(super) listen: Option<IpAddr>,
    /// Do not open a browser
    #[arg(long)]
    pub(super) no_open: bool,
    /// Load the four tables from this folder; they are only read
    #[arg(long, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
}

#[derive(clap::Args)]
pub(super) struct RunArgs {
    #[command(flatten)]
    pub(super) data: DataArgs,
}

#[derive(clap::Args)]
pub(super) struct StateArgs {
    #[command(subcommand)]
    pub(super) verb: StateVerb,
    /// The configuration file
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(super) enum StateVerb {
    /// Look through all of it and say what is wrong
    Check,
    /// Copy it to a new file, also while the bot runs
    Backup {
        /// The file to write; it must not be there yet
        file: PathBuf,
    },
    /// Give back the room of what was removed
    Vacuum,
    /// Put it aside under another name and begin anew
    Reset,
}

#[derive(clap::Args)]
pub(super) struct DataArgs {
    /// The configuration file
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Load the four tables from this folder
    #[arg(long, value_name = "DIR")]
    pub(super) data: Option<PathBuf>,
}
