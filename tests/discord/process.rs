//! The program itself, `twinned run`, against a sandbox: its exit codes, its log, and how it stops.

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use serde_json::json;
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};
use twinned::sandbox::{Lie, Options, RefuseIdentify, Sandbox};

use crate::bot::{PATIENCE, answered, message, options, press, secrets, title};
use crate::log::keeps_quiet;
use crate::openapi;

/// A running program, in a folder of its own.
struct Program {
    child: Child,
    _folder: tempfile::TempDir,
}

impl Program {
    /// Starts it with a `config.toml`.
    fn start(sandbox: &Sandbox, token: &str, settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("config.toml"), settings).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_twinned"));
        command.arg("run").current_dir(folder.path()).env_clear().stdin(Stdio::null());
        command.env("DISCORD_TOKEN", token).env("TWINNED_DISCORD_API", sandbox.api());
        // What is on this machine does not go by way of any other.
        command.env("http_proxy", "http://127.0.0.1:9").env("HTTPS_PROXY", "http://127.0.0.1:9");
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        Self { child: command.spawn().unwrap(), _folder: folder }
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Waits for its end; gives what it ended with and what it logged.
    async fn ends(self) -> (ExitStatus, String) {
        self.ends_within(PATIENCE).await
    }

    async fn ends_within(mut self, patience: Duration) -> (ExitStatus, String) {
        let mut log = String::new();
        let (mut out, mut err) = (self.child.stdout.take().unwrap(), self.child.stderr.take().unwrap());
        let mut printed = String::new();
        let all = async {
            tokio::try_join!(err.read_to_string(&mut log), out.read_to_string(&mut printed)).unwrap();
            self.child.wait().await.unwrap()
        };
        let status = tokio::time::timeout(patience, all).await.expect("it does not end");
        assert_eq!(printed, "", "what it has to say it logs");
        (status, log)
    }
}

/// Ends it by SIGTERM; gives its log.
async fn stop(program: Program) -> String {
    program.signal("TERM");
    let (status, log) = program.ends().await;
    assert_eq!(status.code(), Some(0), "{log}");
    assert!(log.contains("asked to stop") && log.contains("stopped"), "{log}");
    log
}

#[tokio::test]
async fn it_answers_and_stops_when_asked() {
    for (settings, level) in [("", "info"), ("[log]\nlevel = \"trace\"\n", "trace")] {
        let sandbox = Sandbox::start(options()).await.unwrap();
        let program = Program::start(&sandbox, sandbox.token(), settings);
        sandbox.registered("partners").await.unwrap();
        sandbox.ready(1).await.unwrap();
        let user = sandbox.as_user(&sandbox.member());
        let shown = message(user.command("partners", json!({"place": "Tientsin"})).await.unwrap());
        assert!(title(&shown).starts_with("Partners of Tianjin"));
        press(&user, &shown, "Next ›").await;
        let said = sandbox.as_user(&sandbox.moderator()).say("Ms Weatherby goes to 神户").unwrap();
        answered(user.message_command("Find partner cities", said.id).await.unwrap());
        user.autocomplete("partners", json!({}), ("place", "Nürnb")).await.unwrap();
        let log = stop(program).await;
        // The session is over: it said good-bye.
        assert!(sandbox.wait_for(PATIENCE, |sandbox| sandbox.gateway().connections() == 0).await);
        assert!(log.contains(&format!("WARN twinned::cli::run: Discord is replaced by {}", sandbox.api())), "{log}");
        for line in ["partners micros=", "button partners micros=", "autocomplete partners micros="] {
            assert!(log.contains(line), "{line} is not in the log at {level}: {log}");
        }
        assert!(!log.contains("\u{1b}["), "no colours where nobody looks: {log}");
        let typed = ["Tientsin", "Nürnb", "Weatherby", "神户"].map(str::to_owned).to_vec();
        keeps_quiet(&log, &[secrets(&sandbox), typed].concat());
        openapi::check_all(&sandbox.requests());
    }
}

#[tokio::test]
async fn what_is_in_flight_is_finished() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    let program = Program::start(&sandbox, sandbox.token(), "");
    sandbox.registered("partners").await.unwrap();
    sandbox.ready(1).await.unwrap();
    // It needs several tries for this answer, and is asked to stop after the first.
    sandbox.lie("POST /interactions/*/*/callback", 2, Lie::Fails(500));
    let tried = |sandbox: &Sandbox| sandbox.requests().iter().any(|request| request.path.ends_with("/callback"));
    let user = sandbox.as_user(&sandbox.member());
    let asking = user.command("partners", json!({"place": "Kobe"}));
    let stopping = async {
        assert!(sandbox.wait_for(PATIENCE, tried).await);
        stop(program).await
    };
    let (reply, log) = tokio::join!(asking, stopping);
    assert!(title(&message(reply.unwrap())).starts_with("Partners of Kobe"), "{log}");
}

#[tokio::test]
async fn an_interrupt_stops_it_too() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    let program = Program::start(&sandbox, sandbox.token(), "");
    sandbox.ready(1).await.unwrap();
    program.signal("INT");
    let (status, log) = program.ends().await;
    assert_eq!(status.code(), Some(0), "{log}");
    // Also while it waits for a Discord that is not there.
    sandbox.lie("GET /oauth2/applications/@me", 100, Lie::Fails(503));
    let program = Program::start(&sandbox, sandbox.token(), "");
    let tried = |sandbox: &Sandbox| sandbox.requests().iter().filter(|request| request.status == Some(503)).count() > 1;
    assert!(sandbox.wait_for(PATIENCE, tried).await);
    stop(program).await;
}

#[tokio::test]
async fn a_wrong_token_is_a_matter_of_configuration() {
    let sandbox = Sandbox::start(options()).await.unwrap();
    let token = "MTIwMDAwMDAwMDAwMDAwMDAwMQ.Wrong1.0123456789abcdefghijklmnopqrstuvwxyzAB";
    let (status, log) = Program::start(&sandbox, token, "").ends().await;
    assert_eq!(status.code(), Some(2), "{log}");
    assert!(log.contains("Discord does not accept the bot's token; README.md tells how"), "{log}");
    keeps_quiet(&log, &[token.to_owned()]);

    sandbox.gateway().refuse_identifies(1, RefuseIdentify::Close(4004));
    let (status, log) = Program::start(&sandbox, sandbox.token(), "").ends().await;
    assert_eq!(status.code(), Some(2), "{log}");
    keeps_quiet(&log, &secrets(&sandbox));
}

/// Real heartbeats are 41 seconds apart, and two deaths take three of them each.
#[tokio::test]
#[ignore = "takes more than four minutes"]
async fn dead_twice_it_ends_with_a_code_of_its_own() {
    let sandbox = Sandbox::start(Options { heartbeat: Duration::from_millis(41_250), ..options() }).await.unwrap();
    sandbox.gateway().stay_silent();
    let program = Program::start(&sandbox, sandbox.token(), "");
    let (status, log) = program.ends_within(PATIENCE * 10).await;
    assert_eq!(status.code(), Some(4), "{log}");
    assert!(log.contains("the gateway is dead again"), "{log}");
}
