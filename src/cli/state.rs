//! `twinned state`: what whoever runs the bot does with what it keeps.

use std::path::Path;

use super::args::{StateArgs, StateVerb};
use super::{Exit, aside, config};
use crate::answers::wording;
use crate::clock::Clock;
use crate::state::upkeep::{self, Checked};
use crate::state::{StateError, StateUrl};

pub(super) fn state(args: StateArgs) -> Exit {
    match config(args.config.as_deref()) {
        Ok(config) => act(args.verb, &config.state).unwrap_or_else(|error| told(&error)),
        Err(exit) => exit,
    }
}

/// Prints what is wrong with the state.
pub(super) fn told(error: &StateError) -> Exit {
    aside(&format!("twinned: {error}"));
    match error {
        StateError::Newer { .. } | StateError::Damaged { .. } => Exit::State,
        StateError::Missing { .. }
        | StateError::InUse { .. }
        | StateError::Unusable { .. }
        | StateError::NoCopy { .. } => Exit::Failed,
    }
}

fn act(verb: StateVerb, url: &StateUrl) -> Result<Exit, StateError> {
    match verb {
        StateVerb::Check => println!("{}", in_words(url, &wait(upkeep::check(url))?)),
        StateVerb::Backup { file } => {
            if file.exists() {
                aside(&format!("twinned: {}: is there already; write to a new file", file.display()));
                return Ok(Exit::Usage);
            }
            wait(upkeep::backup(url, &file))?;
            println!("{url} is copied to {}", file.display());
        }
        StateVerb::Vacuum => {
            let before = size(url.path());
            wait(upkeep::vacuum(url))?;
            println!("{url}: {before} bytes before, {} bytes now", size(url.path()));
        }
        StateVerb::Reset => {
            let aside = upkeep::reset(url, Clock::system().now())?;
            println!("{url} is now {}; the next `twinned run` begins with a new state", aside.display());
        }
    }
    Ok(Exit::Done)
}

/// What a sound state holds, in one sentence.
fn in_words(url: &StateUrl, checked: &Checked) -> String {
    let count = |n: i64, one, many| wording::count(usize::try_from(n).unwrap_or_default(), one, many);
    format!(
        "{url}: sound, format {}; {} in {}; {} noted, {} of them still to be posted, {} unknown",
        checked.format,
        count(checked.subscriptions, "subscription", "subscriptions"),
        count(checked.guilds, "server", "servers"),
        count(checked.days, "day", "days"),
        wording::number(usize::try_from(checked.open).unwrap_or_default()),
        wording::number(usize::try_from(checked.unknown).unwrap_or_default()),
    )
}

fn size(path: &Path) -> String {
    let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    wording::number(usize::try_from(bytes).unwrap_or(usize::MAX))
}

/// Waits for one thing that the state does.
fn wait<T>(what: impl Future<Output = Result<T, StateError>>) -> Result<T, StateError> {
    // A current-thread runtime can always be made: it asks the system for nothing but a wake-up.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime for one task");
    runtime.block_on(what)
}
