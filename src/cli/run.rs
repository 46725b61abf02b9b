//! `twinned run`

use secrecy::SecretString;
use tracing::{error, info, warn};

use super::args::RunArgs;
use super::stop::asked_to_stop;
use super::{Exit, config, load, told};
use crate::clock::Clock;
use crate::config::Config;
use crate::dataset::Current;
use crate::discord::gateway::{self, Ended, HEARTBEAT, Settings};
use crate::failpoints;
use crate::state::State;

pub(super) fn run(args: RunArgs) -> Exit {
    match prepare(args) {
        Ok(prepared) => serve(prepared),
        Err(exit) => exit,
    }
}

/// All that is needed but the state, which is opened last.
struct Prepared {
    config: Config,
    token: SecretString,
    data: Current,
    clock: Clock,
}

fn prepare(args: RunArgs) -> Result<Prepared, Exit> {
    let config = config(args.data.config.as_deref())?;
    let token = config.token(|name| std::env::var(name).ok()).map_err(told)?;
    crate::log::begin(&config.log);
    let clock = failpoints::clock();
    let data = load(args.data.data, &config, &clock)?;
    info!(
        version = %data.version, places = data.places.len(), partnerships = data.ties.len(), facts = data.facts.len(),
        sources = data.sources.len(), "the data is loaded"
    );
    if let Some(api) = &config.api {
        warn!("Discord is replaced by {}", api.address());
    }
    Ok(Prepared { config, token, data: Current::new(data), clock })
}

fn serve(prepared: Prepared) -> Exit {
    // An answer takes microseconds, so one thread gives thousands a second; handing each from thread to thread would take
    // longer than the answer itself.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            error!("cannot begin: {error}");
            return Exit::Failed;
        }
    };
    runtime.block_on(connect(prepared))
}

async fn connect(prepared: Prepared) -> Exit {
    let Prepared { config, token, data, clock } = prepared;
    let state = match State::open(&config.state).await {
        Ok(state) => state,
        Err(error) => return super::state::told(&error),
    };
    let settings = Settings {
        token,
        api: config.api,
        timezone: config.timezone,
        clock,
        data,
        state: state.clone(),
        heartbeat: HEARTBEAT,
    };
    let ended = gateway::run(settings, asked_to_stop()).await;
    state.close().await;
    match ended {
        Ended::Stopped => {
            info!("stopped");
            Exit::Done
        }
        Ended::Refused(why) => {
            error!("{why}; README.md tells how to get a token and where to put it");
            Exit::Usage
        }
        Ended::Deaf => {
            error!("the gateway was dead twice in a row; ending, so that a new process can begin");
            Exit::Deaf
        }
    }
}
