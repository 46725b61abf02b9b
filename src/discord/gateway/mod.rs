//! The bot's connection to Discord: from start to stop, through whatever befalls it.
//!
//! serenity resumes and reconnects by itself; what it leaves to us is to notice that a connection has died without a
//! word ([`watch`]), to begin anew with patience ([`backoff`]), and to finish what is in flight at the end.

mod backoff;
mod guard;
mod handler;
mod remembered;
mod watch;

use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use secrecy::SecretString;
use serenity::all::{Client, ClientBuilder, GatewayError, GatewayIntents, Http};
use tokio::sync::watch::channel;
use tokio::sync::{Notify, RwLock};
use tracing::{info, warn};

use super::api::{self, ApiBase};
use super::register::{Registered, register};
use super::trouble::Trouble;
use crate::clock::Clock;
use crate::dataset::Current;
use crate::discord::posting::{self, Wire};
use crate::discord::subscription::Office;
use crate::state::State;
use backoff::Backoff;
use handler::Handler;
use watch::Verdict;

/// What the connection needs.
pub struct Settings {
    /// The bot's token.
    pub token: SecretString,
    /// What stands in for Discord.
    pub api: Option<ApiBase>,
    /// Whose "today" it is.
    pub timezone: TimeZone,
    /// What time it is.
    pub clock: Clock,
    /// What is served.
    pub data: Current,
    /// Subscriptions and posts.
    pub state: State,
    /// How long a heartbeat interval of the gateway is; Discord's is 41.25 seconds.
    pub heartbeat: Duration,
}

/// Discord's heartbeat interval.
pub const HEARTBEAT: Duration = Duration::from_millis(41_250);

/// Why the bot stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// It was asked to.
    Stopped,
    /// Only whoever runs the bot can mend it: a wrong token.
    Refused(String),
    /// The gateway was dead twice in a row: a new process may fare better.
    Deaf,
}

/// How long what is in flight may take once the bot is asked to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(5);
/// How long serenity may take to close its shards; it may wait for ever where one is dead.
const CLOSING: Duration = Duration::from_secs(8);
/// How many times in a row the gateway may be found dead.
const DEATHS: u32 = 2;

/// Answers interactions and posts what is due, until `stop` is done or nothing more can be done.
pub async fn run(settings: Settings, stop: impl Future<Output = ()>) -> Ended {
    let changed = Arc::new(Notify::new());
    let wire = match Wire::new(&settings.token, settings.api.as_ref()) {
        Ok(wire) => wire,
        Err(why) => return Ended::Refused(why),
    };
    let office = Arc::new(Office {
        state: settings.state.clone(),
        wire: wire.clone(),
        data: settings.data.clone(),
        clock: settings.clock.clone(),
        changed: Arc::clone(&changed),
    });
    let (end, ending) = channel(false);
    let posting = tokio::spawn(posting::run(
        posting::Settings {
            state: settings.state.clone(),
            wire,
            clock: settings.clock.clone(),
            data: settings.data.clone(),
            changed,
        },
        ending,
    ));
    let stop = async {
        stop.await;
        // Posts on their way are finished while the gateway closes.
        end.send_replace(true);
    };
    let ended = answer(&settings, &office, stop).await;
    end.send_replace(true);
    if posting.await.is_err() {
        warn!("posting did not end as it should");
    }
    ended
}

/// Answers interactions until `stop` is done or nothing more can be done.
async fn answer(settings: &Settings, office: &Arc<Office>, stop: impl Future<Output = ()>) -> Ended {
    let in_flight = Arc::new(RwLock::new(()));
    tokio::pin!(stop);
    let mut backoff = Backoff::new();
    let mut deaths = 0;
    let ended = loop {
        let mut client = tokio::select! {
            () = &mut stop => break Ended::Stopped,
            client = connect(settings, office, &in_flight) => match client {
                Ok(client) => client,
                Err(Trouble::Token) => break Ended::Refused(Trouble::Token.to_string()),
                Err(trouble) => {
                    let pause = backoff.next();
                    warn!("cannot begin: {trouble}; trying again in {} s", pause.as_secs());
                    tokio::select! {
                        () = &mut stop => break Ended::Stopped,
                        () = tokio::time::sleep(pause) => continue,
                    }
                }
            },
        };
        let shards = Arc::clone(&client.client.shard_manager);
        let ended = tokio::select! {
            () = &mut stop => Err(Ended::Stopped),
            verdict = watch::watch(&shards, settings.heartbeat, &mut deaths, &mut backoff) => Ok(verdict),
            ended = client.client.start_autosharded() => match ended {
                Ok(()) => Ok(Verdict::Over("serenity has stopped".to_owned())),
                Err(serenity::Error::Gateway(
                    GatewayError::InvalidAuthentication | GatewayError::NoAuthentication,
                )) => Err(Ended::Refused(Trouble::Token.to_string())),
                Err(error) => match Trouble::of(error) {
                    Trouble::Token => Err(Ended::Refused(Trouble::Token.to_string())),
                    trouble => Ok(Verdict::Over(trouble.to_string())),
                },
            },
        };
        if ended.is_ok() {
            // What the old client may still receive is not answered: the new one answers.
            client.retire();
        }
        if tokio::time::timeout(CLOSING, shards.shutdown_all()).await.is_err() {
            warn!("the gateway's connection did not close in time; it is left behind");
        }
        drop(client);
        match ended {
            Err(ended) => break ended,
            Ok(Verdict::Dead(why)) if deaths >= DEATHS => {
                warn!("the gateway is dead again: {why}");
                break Ended::Deaf;
            }
            Ok(Verdict::Dead(why) | Verdict::Over(why)) => {
                let pause = backoff.next();
                warn!("the gateway's connection is lost: {why}; beginning anew in {} s", pause.as_secs());
                tokio::select! {
                    () = &mut stop => break Ended::Stopped,
                    () = tokio::time::sleep(pause) => {}
                }
            }
        }
    };
    if tokio::time::timeout(LAST_ANSWERS, in_flight.write()).await.is_err() {
        warn!("some answers were not finished in time");
    }
    ended
}

/// A client, and the way to make it deaf.
struct Connection {
    client: Client,
    handler: Arc<Handler>,
}

impl Connection {
    fn retire(&self) {
        self.handler.retire();
    }
}

async fn connect(
    settings: &Settings,
    office: &Arc<Office>,
    in_flight: &Arc<RwLock<()>>,
) -> Result<Connection, Trouble> {
    let http = api::http(&settings.token, settings.api.as_ref())
        .map_err(|error| Trouble::Refused(error.without_url().to_string()))?;
    let application = http.get_current_application_info().await.map_err(Trouble::of)?;
    http.set_application_id(application.id);
    match register(&http).await? {
        Registered::AsTheyWere => info!("Discord has the commands as they are"),
        Registered::Anew => info!("the commands are registered anew"),
    }
    // serenity falls back to Discord's own gateway where it cannot ask for the address; what stands in for Discord is
    // then not asked at all. So the address is asked for here, and set.
    let gateway = http.get_gateway().await.map_err(Trouble::of)?.url;
    let handler = Arc::new(Handler::new(settings, Arc::clone(office), Arc::clone(in_flight)));
    let client = client(http, Arc::clone(&handler)).await?;
    *client.ws_url.lock().await = gateway;
    Ok(Connection { client, handler })
}

async fn client(http: Http, handler: Arc<Handler>) -> Result<Client, Trouble> {
    // Interactions arrive without any intent; this one tells when the bot is added to a server or removed.
    ClientBuilder::new_with_http(http, GatewayIntents::GUILDS).event_handler_arc(handler).await.map_err(Trouble::of)
}
