//! `twinned playground`: the whole bot in a browser, against a Discord in a box.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::tz::TimeZone;
use secrecy::SecretString;
use tracing::error;

use super::args::PlaygroundArgs;
use super::stop::asked_to_stop;
use super::{Exit, aside, load_from};
use crate::clock::{Clock, Waiting};
use crate::dataset::{Current, Dataset};
use crate::discord::api::ApiBase;
use crate::discord::gateway::{self, Ended, HEARTBEAT, Settings};
use crate::sandbox::world::{Channel, World};
use crate::sandbox::{Options, Page, Sandbox, SandboxError, Snowflake};
use crate::state::{State, StateUrl};

/// Where the page is unless `--port` says otherwise, so that links to it keep working: the year of the tie that the
/// README begins with.
const PORT: u16 = 1973;
/// Discord takes a deferred answer for 15 minutes; so does the playground.
const SETTLE: std::time::Duration = std::time::Duration::from_secs(15 * 60);
/// What a newcomer may try.
const EXAMPLES: [&str; 5] = [
    "/partners?place=Tianjin",
    "/partnership?between=Hubei&and=Ohio",
    "/since?year=1973",
    "/timeline?place=Kobe",
    "/help",
];

pub(super) fn playground(args: PlaygroundArgs) -> Exit {
    prepare(&args).map_or_else(|exit| exit, |data| serve(&args, data))
}

fn prepare(args: &PlaygroundArgs) -> Result<Dataset, Exit> {
    // No configuration is read: what is tried here is the bot as it comes.
    crate::log::begin("warn");
    load_from(args.data.clone(), &Clock::system())
}

fn serve(args: &PlaygroundArgs, data: Dataset) -> Exit {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(why) => {
            error!("cannot begin: {why}");
            return Exit::Failed;
        }
    };
    runtime.block_on(async {
        let sandbox = match begin(args).await {
            Ok(sandbox) => sandbox,
            Err(why) => {
                aside(&format!("twinned: {why}"));
                return Exit::Failed;
            }
        };
        let folder = std::env::temp_dir().join(format!("twinned-playground-{}", std::process::id()));
        let exit = match remember(&folder).await {
            Ok(state) => {
                let exit = play(args, &sandbox, data, state.clone()).await;
                state.close().await;
                exit
            }
            Err(exit) => exit,
        };
        // What was tried here is forgotten; what cannot be removed, the system clears away with its other temporary files.
        let _ = std::fs::remove_dir_all(&folder);
        sandbox.stop().await;
        exit
    })
}

/// A state for as long as the playground is open.
async fn remember(folder: &Path) -> Result<State, Exit> {
    if let Err(why) = std::fs::create_dir_all(folder) {
        aside(&format!("twinned: {}: {why}", folder.display()));
        return Err(Exit::Failed);
    }
    let url = StateUrl::in_folder(folder);
    State::open(&url).await.map_err(|error| super::state::told(&error))
}

/// Starts the sandbox, at the usual port where no other is asked for, else at any that is free.
async fn begin(args: &PlaygroundArgs) -> Result<Sandbox, SandboxError> {
    let address = args.listen.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    match Sandbox::start(options(address, args.port.unwrap_or(PORT))).await {
        Err(SandboxError::Listen { .. }) if args.port.is_none() => Sandbox::start(options(address, 0)).await,
        started => started,
    }
}

fn options(address: IpAddr, port: u16) -> Options {
    let examples = EXAMPLES.map(str::to_owned).to_vec();
    // The bot comes to 127.0.0.1 in any case; browsers come there, too, unless they are told to go elsewhere.
    let beside = address == Ipv4Addr::LOCALHOST;
    let listen = (!beside).then(|| SocketAddr::new(address, port));
    Options {
        port: if beside { port } else { 0 },
        world: world(),
        settle_within: SETTLE,
        page: Some(Page { listen, examples }),
        ..Options::default()
    }
}

/// A server with a few channels, for the bot under its own name.
fn world() -> World {
    let mut world = World::default();
    "twinned".clone_into(&mut world.bot.name);
    "Twinned".clone_into(&mut world.bot.display_name);
    for guild in &mut world.guilds {
        "Sister Cities".clone_into(&mut guild.name);
        let last = guild.channels.last().map_or(guild.id, |channel| channel.id);
        for (channel, name) in guild.channels.iter_mut().zip(["general", "anniversaries"]) {
            name.clone_into(&mut channel.name);
        }
        guild.channels.push(Channel::new(Snowflake(last.0 + 1), "moderators"));
    }
    world
}

/// Connects the bot, says where the page is, and lets both run until somebody stops them.
async fn play(args: &PlaygroundArgs, sandbox: &Sandbox, data: Dataset, state: State) -> Exit {
    let api = match ApiBase::parse(&sandbox.api()) {
        Ok(api) => api,
        Err(why) => {
            aside(&format!("twinned: {why}"));
            return Exit::Failed;
        }
    };
    let (dial, waited_for) = (sandbox.dial(), sandbox.dial());
    let reached = move |at| {
        let dial = waited_for.clone();
        Box::pin(async move { dial.reached(at).await }) as Waiting
    };
    let settings = Settings {
        token: SecretString::from(sandbox.token()),
        api,
        timezone: TimeZone::UTC,
        clock: Clock::turned(move || dial.now(), reached),
        data: Current::new(data),
        state,
        heartbeat: HEARTBEAT,
    };
    let told = async {
        match sandbox.ready(1).await {
            Ok(()) => announce(args, sandbox.page().unwrap_or_default()),
            Err(why) => error!("the bot does not connect: {why}"),
        }
        std::future::pending::<()>().await;
    };
    let ended = tokio::select! {
        ended = gateway::run(settings, asked_to_stop()) => ended,
        () = told => Ended::Stopped,
    };
    match ended {
        Ended::Stopped => Exit::Done,
        Ended::Refused(why) => {
            error!("{why}");
            Exit::Failed
        }
        Ended::Deaf => {
            error!("the bot lost the playground twice in a row");
            Exit::Deaf
        }
    }
}

fn announce(args: &PlaygroundArgs, address: &str) {
    // Whoever reads this may stop listening once they have the address; that is no reason to end.
    let _ = writeln!(
        std::io::stdout(),
        "The playground is at {address}\nWhoever has this address can use it, until you stop it with Ctrl-C."
    );
    if let Some(listen) = args.listen.filter(|listen| !listen.is_loopback()) {
        aside(&format!(
            "warning: it listens on {listen}, so others on the network can reach it, and whatever is typed travels \
             there in the clear; leave out --listen to keep it to this machine"
        ));
    }
    if !args.no_open {
        open(address);
    }
}

/// Opens a browser, where there is one; where there is none, the address that was printed has to do.
fn open(address: &str) {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        // The first argument in quotes would be the window's title.
        ("cmd", &["/C", "start", ""])
    } else {
        let screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
        if !screen {
            return;
        }
        ("xdg-open", &[])
    };
    let quiet = || Stdio::null();
    let mut command = Command::new(program);
    command.args(before).arg(address).stdin(quiet()).stdout(quiet()).stderr(quiet());
    if let Ok(mut child) = command.spawn() {
        // Waited for, or it would stay behind as a zombie for as long as the playground runs.
        std::thread::spawn(move || child.wait());
    }
}
