//! A sandbox, a state with subscriptions, and the program run against them.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::{Child, Command};
use twinned::anniversaries::Settings;
use twinned::discord::subscription::stored::written;
use twinned::sandbox::world::Channel;
use twinned::sandbox::{Message, Options, Sandbox, Snowflake, World};
use twinned::state::{NewSubscription, Shown, State, StateUrl};

/// Long enough for a machine that does much else.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A Discord, a folder with data and state, and by how much the clock of both is ahead of this machine's.
pub struct Stage {
    pub sandbox: Sandbox,
    pub state: State,
    pub folder: TempDir,
    ahead: i64,
    environment: Vec<(String, String)>,
}

/// How a stage is to be.
pub struct Plan {
    pub guilds: u64,
    pub channels: u64,
    pub ahead: i64,
    pub nonce_life: Duration,
}

impl Default for Plan {
    fn default() -> Self {
        Plan { guilds: 1, channels: 2, ahead: 0, nonce_life: Duration::from_secs(180) }
    }
}

impl Stage {
    pub async fn new(plan: Plan) -> Stage {
        let mut world = World::with_guilds(plan.guilds);
        for guild in &mut world.guilds {
            let channel = |at: u64| Channel::new(Snowflake(guild.id.0 + 1000 + at), &format!("channel-{at}"));
            guild.channels = (0..plan.channels).map(channel).collect();
        }
        // Names that nothing else contains.
        for (user, name) in world.users.iter_mut().zip(["quetzalcoatlus", "archaeopteryx"]) {
            name.clone_into(&mut user.name);
            user.display_name = name.to_uppercase();
        }
        let options = Options {
            world,
            nonce_life: plan.nonce_life,
            answer_within: PATIENCE,
            ready_within: PATIENCE,
            ..Options::default()
        };
        let folder = tempfile::tempdir().unwrap();
        write_data(&folder.path().join("data"));
        let url = StateUrl::parse("sqlite:twinned.db", folder.path()).unwrap();
        let state = State::open(&url).await.unwrap();
        let sandbox = Sandbox::start(options).await.unwrap();
        sandbox.dial().set_ahead(SignedDuration::from_millis(plan.ahead));
        Stage { sandbox, state, folder, ahead: plan.ahead, environment: Vec::new() }
    }

    /// Sets a variable of the environment for each process from now on.
    pub fn set(&mut self, name: &str, value: impl ToString) {
        self.environment.retain(|(known, _)| known != name);
        self.environment.push((name.to_owned(), value.to_string()));
    }

    pub fn unset(&mut self, name: &str) {
        self.environment.retain(|(known, _)| known != name);
    }

    /// What time it is for the bot.
    pub fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_millis(self.ahead)
    }

    /// Keeps a subscription in UTC that was made some days ago and has posted all but the last `owed` days.
    pub async fn subscribe(&self, channel: Snowflake, owed: i64, change: impl FnOnce(&mut Settings)) -> i64 {
        let mut settings = Settings::daily("UTC".parse().unwrap());
        // The minute before this one: due now, and on time.
        let due = self.now() - SignedDuration::from_secs(60);
        settings.hour = minute_of(due);
        change(&mut settings);
        let guild = self.sandbox.world().guilds.iter().find(|g| g.channels.iter().any(|c| c.id == channel)).unwrap().id;
        let last = due.to_zoned(TimeZone::UTC).date();
        let new = NewSubscription {
            guild: guild.0,
            channel: channel.0,
            settings: written(&settings),
            made: self.now() - SignedDuration::from_hours(24 * 30),
            done_through: last.checked_sub(owed.days()).unwrap(),
            digests_from: None,
        };
        self.state.subscribe(&new, 1000).await.unwrap().unwrap()
    }

    /// Starts the bot.
    pub fn start(&self) -> Bot {
        let mut command = Command::new(env!("CARGO_BIN_EXE_twinned"));
        let log = self.folder.path().join("log");
        let log = std::fs::OpenOptions::new().create(true).append(true).open(log).unwrap();
        command
            .args(["run", "--data"])
            .arg(self.folder.path().join("data"))
            .current_dir(self.folder.path())
            .env_clear()
            .env("DISCORD_TOKEN", self.sandbox.token())
            .env("TWINNED_DISCORD_API", self.sandbox.api())
            .env("TWINNED_STATE_URL", "sqlite:twinned.db")
            .env("TWINNED_FAILPOINT_CLOCK_AHEAD_MS", self.ahead.to_string())
            .envs(self.environment.iter().cloned())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .kill_on_drop(true);
        Bot(command.spawn().unwrap())
    }

    /// All bytes of the state's files.
    pub fn stored_bytes(&self) -> Vec<u8> {
        let mut all = Vec::new();
        for entry in std::fs::read_dir(self.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap().to_string_lossy().starts_with("twinned.db") {
                all.extend(std::fs::read(path).unwrap());
            }
        }
        all
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Waits until this is so, as the state has it.
    pub async fn until(&self, what: &str, mut reached: impl AsyncFnMut(&State) -> bool) {
        let begun = tokio::time::Instant::now();
        while !reached(&self.state).await {
            assert!(begun.elapsed() < PATIENCE, "never came: {what}; the log:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Waits until the latest days of all these are settled, so many of each.
    pub async fn until_settled(&self, subscriptions: &[i64], days: usize) {
        use twinned::state::PostState::{Trying, Waiting};
        let settled = async |state: &State| {
            for &subscription in subscriptions {
                let shown = state.latest_days(subscription, 20).await.unwrap();
                if shown.len() < days || shown.iter().any(|day| matches!(day.state, Waiting | Trying)) {
                    return false;
                }
            }
            true
        };
        self.until("all is settled", settled).await;
    }

    /// The same stage with a copy in the place of its state, as whoever restores a backup puts it there.
    pub async fn restored(self, copy: &Path, path: &Path) -> Stage {
        let Stage { sandbox, state, folder, ahead, environment } = self;
        let url = state.url().clone();
        state.close().await;
        for beside in ["-wal", "-shm"] {
            let mut beside_path = path.to_owned().into_os_string();
            beside_path.push(beside);
            // Where the log was written back, there is none.
            let _ = std::fs::remove_file(beside_path);
        }
        std::fs::rename(copy, path).unwrap();
        let state = State::open(&url).await.unwrap();
        Stage { sandbox, state, folder, ahead, environment }
    }

    pub async fn days(&self, subscription: i64) -> Vec<Shown> {
        self.state.latest_days(subscription, 20).await.unwrap()
    }

    /// The bot's messages in a channel.
    pub fn posts(&self, channel: Snowflake) -> Vec<Message> {
        let bot = json!(self.sandbox.world().bot.id);
        let mut all = self.sandbox.messages(channel, &self.sandbox.member());
        all.retain(|message| message.body["author"]["id"] == bot);
        all
    }

    pub fn channels(&self) -> Vec<Snowflake> {
        let world = self.sandbox.world();
        world.guilds.iter().flat_map(|guild| guild.channels.iter().map(|channel| channel.id)).collect()
    }
}

/// A running bot.
pub struct Bot(pub Child);

impl Bot {
    /// As by `kill -9`.
    pub async fn kill(mut self) {
        self.0.kill().await.unwrap();
    }

    /// Whether it is still running.
    pub fn runs(&mut self) -> bool {
        self.0.try_wait().unwrap().is_none()
    }

    /// Asks it to stop, and waits for its exit code.
    pub async fn stop(mut self) -> i32 {
        let id = self.0.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
        tokio::time::timeout(PATIENCE, self.0.wait()).await.unwrap().unwrap().code().unwrap()
    }

    /// Waits for its exit code; nothing where it was killed.
    #[cfg(feature = "failpoints")]
    pub async fn ended(mut self) -> Option<i32> {
        tokio::time::timeout(PATIENCE, self.0.wait()).await.unwrap().unwrap().code()
    }
}

fn minute_of(at: Timestamp) -> jiff::civil::Time {
    let time = at.to_zoned(TimeZone::UTC).time();
    jiff::civil::Time::constant(time.hour(), time.minute(), 0, 0)
}

/// Data with one partnership for each day of a leap year, so that every day has something to say.
fn write_data(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    let write = |name: &str, records: Vec<Value>| {
        let path: PathBuf = folder.join(name);
        std::fs::write(path, serde_json::to_string_pretty(&records).unwrap() + "\n").unwrap();
    };
    let days: Vec<Date> = (0..366).map(|day| jiff::civil::date(2000, 1, 1).checked_add(day.days()).unwrap()).collect();
    let place =
        |id: String, name: String, country: &str| json!({"id": id, "name": name, "kind": "city", "country": country});
    let mut places = vec![place("aahub-jp".into(), "Aahub".into(), "JP")];
    places.extend((0..days.len()).map(|n| place(format!("town{n:03}-de"), format!("Town {}", letters(n)), "DE")));
    let tie = |(n, day): (usize, &Date)| {
        let town = format!("town{n:03}-de");
        json!({"id": format!("aahub-jp--{town}"), "kind": "sister", "parties": ["aahub-jp", town],
            "since": [{"date": day.to_string(), "sources": ["press-2001"]}], "status": "active", "sources": ["press-2001"]})
    };
    write("places.json", places);
    write("partnerships.json", days.iter().enumerate().map(tie).collect());
    write("facts.json", Vec::new());
    write(
        "sources.json",
        vec![
            json!({"id": "press-2001", "title": "Towns", "publisher": "Press", "accessed": "2026-01-01", "tier": "press"}),
        ],
    );
}

/// Names that are not each other's near misses by digits alone.
fn letters(n: usize) -> String {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    format!("{}{}{}", letter(n / 26).to_ascii_uppercase(), letter(n), letter(n / 7))
}
