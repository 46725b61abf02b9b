//! The bot, connected to a sandbox, within the test.

use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use secrecy::SecretString;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use twinned::clock::Clock;
use twinned::dataset::Current;
use twinned::dataset::read::{Origin, read};
use twinned::discord::api::ApiBase;
use twinned::discord::gateway::{self, Ended, HEARTBEAT, Settings};
use twinned::sandbox::{Actor, Completion, Message, Options, Reply, Sandbox, World};
use twinned::state::{State, StateUrl};

use crate::log::Log;
use crate::openapi;

/// Long enough for a machine that does much else.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// The day on which all of this happens.
pub const TODAY: Date = date(2026, 11, 22);

/// The shipped data, read once for all tests.
static DATA: LazyLock<Current> =
    LazyLock::new(|| Current::new(read(&Origin::BuiltIn, TODAY).dataset.expect("the shipped data has no error")));

/// A sandbox, a bot in it, and what that one logs.
pub struct Bot {
    pub sandbox: Sandbox,
    pub log: Log,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<Ended>,
    /// What users typed, which must not be logged.
    typed: Mutex<Vec<String>>,
    /// Where its state is.
    _folder: TempDir,
}

/// A sandbox for a busy machine, whose users have names that stand nowhere by chance.
pub fn options() -> Options {
    let mut world = World::default();
    for (user, name) in world.users.iter_mut().zip(["quillon", "zerbinette"]) {
        user.name = name.to_owned();
        user.display_name = name.to_uppercase();
    }
    Options { world, answer_within: PATIENCE, settle_within: PATIENCE, ready_within: PATIENCE, ..Options::default() }
}

/// What the bot needs to run in a sandbox.
pub async fn settings(sandbox: &Sandbox, folder: &TempDir) -> Settings {
    Settings {
        token: SecretString::from(sandbox.token()),
        api: ApiBase::parse(&sandbox.api()).unwrap(),
        timezone: TimeZone::UTC,
        clock: Clock::fixed_on(TODAY).unwrap(),
        data: DATA.clone(),
        state: State::open(&StateUrl::in_folder(folder.path())).await.unwrap(),
        heartbeat: HEARTBEAT,
    }
}

impl Bot {
    /// A bot whose commands can be run.
    pub async fn start() -> Self {
        Self::start_with(options(), |_| {}).await
    }

    pub async fn start_with(options: Options, change: impl FnOnce(&mut Settings)) -> Self {
        let bot = Self::begin(Sandbox::start(options).await.unwrap(), change).await;
        bot.comes().await;
        bot
    }

    /// A bot that has begun to connect.
    pub async fn begin(sandbox: Sandbox, change: impl FnOnce(&mut Settings)) -> Self {
        let log = Log::begin();
        let folder = tempfile::tempdir().unwrap();
        let mut settings = settings(&sandbox, &folder).await;
        change(&mut settings);
        let (stop, stopped) = oneshot::channel();
        let stopped = async {
            // Dropped without a word is asked to stop, too.
            let _ = stopped.await;
        };
        let running = tokio::spawn(gateway::run(settings, stopped));
        Self { sandbox, log, stop: Some(stop), running, typed: Mutex::default(), _folder: folder }
    }

    /// Waits until it can be asked.
    pub async fn comes(&self) {
        self.sandbox.registered("partners").await.unwrap_or_else(|error| panic!("{error}\n{}", self.log.trace()));
        self.sandbox.ready(1).await.unwrap_or_else(|error| panic!("{error}\n{}", self.log.trace()));
    }

    /// An ordinary member, in the first channel of a server.
    pub fn user(&self) -> Actor {
        self.sandbox.as_user(&self.sandbox.member())
    }

    /// Somebody else.
    pub fn other(&self) -> Actor {
        self.sandbox.as_user(&self.sandbox.moderator())
    }

    /// Runs a command as [`user`](Self::user); fails unless it is answered at the first try.
    pub async fn ask(&self, name: &str, options: Value) -> Reply {
        self.ask_as(&self.user(), name, options).await
    }

    pub async fn ask_as(&self, user: &Actor, name: &str, options: Value) -> Reply {
        self.types(&options);
        let reply = user.command(name, options).await.unwrap();
        answered(reply)
    }

    /// Types into an option; fails unless that is answered.
    pub async fn complete(&self, name: &str, options: Value, typing: (&str, &str)) -> Completion {
        self.types(&options);
        self.types(&json!({"": typing.1}));
        let completion = self.user().autocomplete(name, options, typing).await.unwrap();
        assert_eq!((completion.error, completion.refused.len()), (None, 0), "/{name} {typing:?}: {completion:#?}");
        completion
    }

    /// Remembers what is typed. Ids of places may be logged, and what is short stands in a log by chance.
    fn types(&self, options: &Value) {
        let data = DATA.get();
        let texts = options.as_object().into_iter().flatten().filter_map(|(_, value)| value.as_str());
        let words = texts.filter(|text| {
            let is_id = data.places.by_id(text).is_some() || data.ties.by_id(text).is_some();
            text.len() >= 4 && !is_id && text.chars().any(|c| !c.is_ascii_lowercase() && !c.is_ascii_digit())
        });
        self.typed.lock().unwrap().extend(words.map(str::to_owned));
    }

    /// Waits until a line with this stands in the log at INFO.
    pub async fn logs(&self, expected: &str) {
        self.waits_for_log(expected, |log| log.info().contains(expected)).await;
    }

    /// Waits until this is true of the log.
    pub async fn waits_for_log(&self, what: &str, there: impl Fn(&Log) -> bool) {
        let there = async {
            while !there(&self.log) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let came = tokio::time::timeout(PATIENCE, there).await;
        assert!(came.is_ok(), "{what:?} is not in the log:\n{}", self.log.trace());
    }

    /// Waits for its end by itself, and checks what each test checks.
    pub async fn ends(self) -> Ended {
        let Self { sandbox, log, running, typed, stop: _stop, _folder } = self;
        let ended = tokio::time::timeout(PATIENCE, running).await;
        let ended = ended.unwrap_or_else(|_| panic!("it did not end:\n{}", log.trace())).unwrap();
        check(&sandbox, &log, typed.into_inner().unwrap());
        ended
    }

    /// Stops it, and checks what each test checks. Gives back the sandbox, for another one.
    pub async fn stop(self) -> Sandbox {
        let Self { sandbox, log, running, typed, stop, _folder } = self;
        drop(stop);
        let ended = tokio::time::timeout(PATIENCE, running).await;
        let ended = ended.unwrap_or_else(|_| panic!("it did not stop:\n{}", log.trace())).unwrap();
        assert_eq!(ended, Ended::Stopped, "{}", log.trace());
        check(&sandbox, &log, typed.into_inner().unwrap());
        sandbox
    }
}

/// At the end of each test: all that was sent is as Discord describes it, and nothing in the log is anybody's secret.
fn check(sandbox: &Sandbox, log: &Log, typed: Vec<String>) {
    openapi::check_all(&sandbox.requests());
    log.check(&[secrets(sandbox), typed].concat());
}

/// What no log may hold: tokens, and who the users are.
pub fn secrets(sandbox: &Sandbox) -> Vec<String> {
    let mut secrets = vec![sandbox.token().to_owned()];
    for user in sandbox.world().users {
        secrets.extend([user.id.to_string(), user.name, user.display_name]);
    }
    let requests = sandbox.requests();
    let paths = requests.iter().filter_map(|request| request.path.strip_prefix("/interactions/"));
    secrets.extend(paths.filter_map(|path| path.split('/').nth(1)).map(str::to_owned));
    secrets
}

/// Fails unless the first answer was a good one.
pub fn answered(reply: Reply) -> Reply {
    assert_eq!((reply.error, reply.refused.len()), (None, 0), "{reply:#?}");
    assert!(reply.message.is_some(), "{reply:#?}");
    reply
}

/// The message that a reply brought.
pub fn message(reply: Reply) -> Message {
    answered(reply).message.unwrap()
}

/// The title of a message's embed.
pub fn title(message: &Message) -> &str {
    message.embeds()[0]["title"].as_str().unwrap()
}

/// The text of a message's embed.
pub fn text(message: &Message) -> &str {
    message.embeds()[0]["description"].as_str().unwrap_or_default()
}

/// The `custom_id` of the button with this label.
pub fn button(message: &Message, label: &str) -> String {
    let found = message.components().find(|part| part["label"] == label);
    let found = found.unwrap_or_else(|| panic!("no button {label}: {:#}", message.body["components"]));
    found["custom_id"].as_str().unwrap().to_owned()
}

/// Presses the button with this label.
pub async fn press(user: &Actor, message: &Message, label: &str) -> Reply {
    answered(user.press(message.id, &button(message, label)).await.unwrap())
}

/// The options of a registered command, `"name"` or `"name sub"`, as Discord gives them back.
pub fn definitions_of(sandbox: &Sandbox, command: &str) -> Vec<Value> {
    let mut known = sandbox.commands();
    for word in command.split(' ') {
        let one = known.into_iter().find(|known| known["name"] == word).unwrap_or_else(|| panic!("/{command}"));
        known = one["options"].as_array().cloned().unwrap_or_default();
    }
    known
}
