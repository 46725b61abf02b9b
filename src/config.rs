//! What whoever runs the bot has set: `config.toml` and the environment.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use crate::discord::api::{ApiBase, ApiBaseError};
use crate::state::{StateUrl, StateUrlError};

/// The environment variable that holds the bot's token.
pub const TOKEN_VARIABLE: &str = "DISCORD_TOKEN";
/// The environment variable that replaces `discord.api`.
pub const API_VARIABLE: &str = "TWINNED_DISCORD_API";
/// The environment variable that replaces `state.url`.
pub const STATE_VARIABLE: &str = "TWINNED_STATE_URL";
/// The environment variable that names the configuration file.
pub const CONFIG_VARIABLE: &str = "TWINNED_CONFIG";
/// The name of the configuration file where none is named.
pub const FILE_NAME: &str = "config.toml";

/// Everything that can be set, read and checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the file with the token is, where the token is not in the environment.
    pub token_file: Option<PathBuf>,
    /// What stands in for Discord.
    pub api: Option<ApiBase>,
    /// The folder with the four tables; the built-in ones where it is not set.
    pub data_dir: Option<PathBuf>,
    /// Where subscriptions and posts are kept.
    pub state: StateUrl,
    /// Whose "today" it is.
    pub timezone: TimeZone,
    /// How much is logged.
    pub log: String,
}

/// What is wrong with the configuration, and what would be right.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path}: the configuration cannot be read: {error}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// It is no TOML, has an unknown key, or a value of the wrong type.
    #[error("{path}:{line}: {key}{message}")]
    Wrong {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
        /// The key with `: ` behind it, where the line has one.
        key: String,
        /// What is wrong and what there may be. Never the line itself: a token may stand in it.
        message: String,
    },
    /// No such time zone.
    #[error(
        "answers.timezone: {0:?} is not an IANA time zone: write one such as \"UTC\", \"Europe/Berlin\" or \"Asia/Tokyo\""
    )]
    TimeZone(String),
    /// No such level.
    #[error(
        "log.level: {value:?} is not a level: write \"error\", \"warn\", \"info\", \"debug\" or \"trace\", or targets with levels such as \"twinned=debug,serenity=warn\""
    )]
    Level {
        /// What was set.
        value: String,
    },
    /// No address that may stand in for Discord.
    #[error("{key}: {error}")]
    Api {
        /// The key or the variable that says so.
        key: &'static str,
        /// Why.
        error: ApiBaseError,
    },
    /// No place for the state.
    #[error("{key}: {error}")]
    State {
        /// The key or the variable that says so.
        key: &'static str,
        /// Why.
        error: StateUrlError,
    },
    /// No token anywhere.
    #[error(
        "there is no bot token: set the environment variable {TOKEN_VARIABLE}, or discord.token_file in the configuration to a file that holds it (README.md tells how to get one)"
    )]
    NoToken,
    /// The file with the token cannot be read.
    #[error("discord.token_file: {path}: cannot be read: {error}")]
    TokenFile {
        /// The file.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// The token stands where the name of its file should.
    #[error(
        "discord.token_file: this looks like the token itself: write it into a file that only the bot may read, and name the file here"
    )]
    TokenAsFile,
    /// What is there is no token.
    #[error("{0} does not hold a bot token: one is a single line of letters, digits, dots, dashes and underscores")]
    NotAToken(&'static str),
}

// Each says what it is, for where something else stands in its place.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
struct File {
    discord: DiscordSection,
    data: DataSection,
    state: StateSection,
    answers: AnswersSection,
    log: LogSection,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
struct DiscordSection {
    token_file: Option<PathBuf>,
    api: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
struct DataSection {
    dir: Option<PathBuf>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
struct StateSection {
    url: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
struct AnswersSection {
    timezone: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields, expecting = "a table")]
struct LogSection {
    level: Option<String>,
}

impl Config {
    /// Reads the file that is named, else the one that `TWINNED_CONFIG` names, else `config.toml` in the working folder
    /// or beside the program, else none; then the environment.
    ///
    /// # Errors
    /// What is wrong and what would be right.
    pub fn load(named: Option<&Path>, env: impl Fn(&str) -> Option<String>) -> Result<Config, ConfigError> {
        // A variable that is set to nothing says nothing.
        let env = |name: &str| env(name).filter(|value| !value.trim().is_empty());
        let named = named.map(Path::to_owned).or_else(|| env(CONFIG_VARIABLE).map(PathBuf::from));
        let path = named.or_else(|| beside().into_iter().find(|path| path.is_file()));
        let file = match &path {
            None => File::default(),
            Some(path) => {
                let shown = || path.display().to_string();
                let text =
                    std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable { path: shown(), error })?;
                toml::from_str(&text).map_err(|error| wrong(shown(), &text, &error))?
            }
        };
        // What the file names is found from where the file is.
        let folder = path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        Config::check(file, folder, env)
    }

    fn check(file: File, folder: &Path, env: impl Fn(&str) -> Option<String>) -> Result<Config, ConfigError> {
        let api = match (env(API_VARIABLE), file.discord.api) {
            (Some(api), _) => Some((API_VARIABLE, api)),
            (None, Some(api)) => Some(("discord.api", api)),
            (None, None) => None,
        };
        let api =
            api.map(|(key, api)| ApiBase::parse(&api).map_err(|error| ConfigError::Api { key, error })).transpose()?;
        // What the environment names is found from the working folder.
        let (key, url, from) = match (env(STATE_VARIABLE), file.state.url) {
            (Some(url), _) => (STATE_VARIABLE, url, Path::new("")),
            (None, Some(url)) => ("state.url", url, folder),
            (None, None) => ("state.url", StateUrl::DEFAULT.to_owned(), folder),
        };
        let state = StateUrl::parse(&url, from).map_err(|error| ConfigError::State { key, error })?;
        let zone = file.answers.timezone.unwrap_or_else(|| "UTC".to_owned());
        let log = file.log.level.unwrap_or_else(|| "info".to_owned());
        crate::log::targets(&log).ok_or_else(|| ConfigError::Level { value: log.clone() })?;
        Ok(Config {
            token_file: file.discord.token_file.map(|path| folder.join(path)),
            api: api.flatten(),
            data_dir: file.data.dir.map(|path| folder.join(path)),
            state,
            timezone: TimeZone::get(&zone).map_err(|_| ConfigError::TimeZone(zone))?,
            log,
        })
    }

    /// The bot's token: from the environment, else from the file that the configuration names.
    ///
    /// # Errors
    /// Where there is none, or what is there cannot be one.
    pub fn token(&self, env: impl Fn(&str) -> Option<String>) -> Result<SecretString, ConfigError> {
        let (from, token) = match (env(TOKEN_VARIABLE).filter(|token| !token.trim().is_empty()), &self.token_file) {
            (Some(token), _) => (TOKEN_VARIABLE, SecretString::from(token)),
            (None, Some(path)) => {
                let read = std::fs::read_to_string(path);
                let token = read.map_err(|error| match looks_like_a_token(path) {
                    true => ConfigError::TokenAsFile,
                    false => ConfigError::TokenFile { path: path.display().to_string(), error },
                })?;
                ("discord.token_file", SecretString::from(token))
            }
            (None, None) => return Err(ConfigError::NoToken),
        };
        let bare = token.expose_secret().trim();
        let bare = bare.strip_prefix("Bot ").unwrap_or(bare);
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if bare.is_empty() || !bare.chars().all(fits) {
            return Err(ConfigError::NotAToken(from));
        }
        Ok(SecretString::from(bare.to_owned()))
    }
}

/// What is wrong with a file, without a word of what stands in it but the key: serde's own message shows the whole line.
fn wrong(path: String, text: &str, error: &toml::de::Error) -> ConfigError {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let section = before.lines().rev().find_map(|line| line.trim().strip_prefix('[')?.split(']').next());
    let key = line.split_once('=').map(|(key, _)| key.trim()).filter(|key| !key.is_empty());
    let key = match (section, key) {
        (Some(section), Some(key)) => format!("{}.{key}: ", section.trim()),
        (None, Some(key)) => format!("{key}: "),
        (_, None) => String::new(),
    };
    // The parser's words may run over several lines.
    let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
    let message = match message.split_once(", expected ") {
        Some((found, expected)) if found.starts_with("invalid type: string") => format!("a text, expected {expected}"),
        _ => message,
    };
    ConfigError::Wrong { path, line: before.matches('\n').count() + 1, key, message }
}

/// Whether what should name a file is rather a token: three parts of the letters that tokens are made of.
fn looks_like_a_token(path: &Path) -> bool {
    const SHORTEST: usize = 50;
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let parts: Vec<&str> = name.trim_start_matches("Bot ").split('.').collect();
    let fits = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    name.len() >= SHORTEST && parts.len() == 3 && parts.iter().all(fits)
}

/// Where `config.toml` is looked for.
fn beside() -> Vec<PathBuf> {
    let program = std::env::current_exe().ok().and_then(|path| path.parent().map(|folder| folder.join(FILE_NAME)));
    std::iter::once(PathBuf::from(FILE_NAME)).chain(program).collect()
}
