//! The terminal: what the program is told, and what it prints. Wiring only: what it knows it asks of the other modules.

mod anniversaries;
mod args;
mod ask;
mod check;
mod paint;
mod playground;
mod run;
mod state;
mod stop;
mod text;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use jiff::civil::Date;

use crate::clock::Clock;
use crate::config::{Config, ConfigError};
use crate::dataset::Dataset;
use crate::dataset::read::{self, Origin};
use args::{Args, Verb};

/// What the program ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Done = 0,
    /// It failed; what was printed says why.
    Failed = 1,
    /// It was told something wrong: an argument, the configuration.
    Usage = 2,
    /// The state is damaged, or of a newer release; what was printed says what to do.
    State = 3,
    /// The gateway was dead twice in a row; a new process may fare better.
    Deaf = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Does what the arguments of this process say.
pub fn main() -> ExitCode {
    let args = Args::parse();
    let exit = match args.verb {
        Verb::Ask(args) => ask::ask(args),
        Verb::Anniversaries(args) => anniversaries::anniversaries(args),
        Verb::Check(args) => check::check(args),
        Verb::Playground(args) => playground::playground(args),
        Verb::Run(args) => run::run(args),
        Verb::State(args) => state::state(args),
    };
    exit.into()
}

/// The configuration; what is wrong with it is printed.
fn config(named: Option<&Path>) -> Result<Config, Exit> {
    Config::load(named, |name| std::env::var(name).ok()).map_err(told)
}

fn told(error: ConfigError) -> Exit {
    aside(&format!("twinned: {error}"));
    Exit::Usage
}

/// Loads the data that is asked for: a folder on the command line, else the configured one, else what is built in. What is
/// wrong with it is printed.
fn load(named: Option<PathBuf>, config: &Config, clock: &Clock) -> Result<Dataset, Exit> {
    load_from(named.or_else(|| config.data_dir.clone()), clock)
}

/// Loads the data from a folder, else what is built in. What is wrong with it is printed.
fn load_from(folder: Option<PathBuf>, clock: &Clock) -> Result<Dataset, Exit> {
    let today = clock.today(&jiff::tz::TimeZone::UTC);
    let origin = folder.map_or(Origin::BuiltIn, Origin::Folder);
    let reading = read::read(&origin, newest_day(&origin, today));
    let Some(mut data) = reading.dataset else {
        for problem in reading.report.problems() {
            if problem.severity == read::Severity::Error {
                aside(&problem.to_string());
            }
        }
        let errors = errors(reading.report.errors());
        aside(&format!("twinned: the data has {errors} and is not served; `twinned check` prints all of it"));
        return Err(Exit::Failed);
    };
    data.loaded = today;
    Ok(data)
}

/// The day after which dates in the data are mistakes. Whoever sets the clock back makes no date wrong, so it is the
/// later of the system's day and the one that is set. What is built in was checked when it was built: no clock counts.
fn newest_day(origin: &Origin, today: Date) -> Date {
    match origin {
        Origin::BuiltIn => Date::MAX,
        Origin::Folder(_) => today.max(Clock::system().today(&jiff::tz::TimeZone::UTC)),
    }
}

/// A clock that stands on the day that is given, or the system's.
fn clock(date: Option<Date>) -> Result<Clock, Exit> {
    let Some(date) = date else { return Ok(Clock::system()) };
    Clock::fixed_on(date).map_err(|_| {
        aside(&format!("twinned: --date {date} cannot be set: write a day from 0001-01-01 to 9998-12-31"));
        Exit::Usage
    })
}

/// Prints a line beside the output. Whoever does not listen there has the exit code.
fn aside(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Prints a text as it is. Whoever reads may stop before the end (`| head`): that is no failure.
fn print_as_it_is(text: &str) -> Result<(), Exit> {
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Exit::Done;
        }
        aside(&format!("twinned: cannot print: {error}"));
        Exit::Failed
    })
}

fn errors(n: usize) -> String {
    crate::answers::wording::count(n, "error", "errors")
}

/// Prints a line.
fn print(line: &str) -> Result<(), Exit> {
    print_as_it_is(&format!("{line}\n"))
}
