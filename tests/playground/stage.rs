//! A sandbox with its page, and a bot in it.

use secrecy::SecretString;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use twinned::clock::{Clock, Waiting};
use twinned::dataset::Current;
use twinned::dataset::read::{self, Origin};
use twinned::discord::api::ApiBase;
use twinned::discord::gateway::{self, HEARTBEAT, Settings};
use twinned::sandbox::{Options, Page, Sandbox};
use twinned::state::{State, StateUrl};

use crate::browser::PATIENCE;

/// A sandbox with a page, in which an answer may take as long as a busy machine needs.
pub fn options() -> Options {
    let examples = vec!["/partners?place=Tianjin".to_owned(), "/fill?count=3".to_owned()];
    Options {
        answer_within: PATIENCE,
        settle_within: PATIENCE,
        ready_within: PATIENCE,
        page: Some(Page { listen: None, examples }),
        ..Options::default()
    }
}

/// Twinned itself, connected to a sandbox.
pub struct Stage {
    pub sandbox: Sandbox,
    running: JoinHandle<()>,
    /// Where its state is.
    _folder: TempDir,
}

impl Stage {
    pub async fn twinned() -> Self {
        let sandbox = Sandbox::start(options()).await.unwrap();
        let (dial, waited_for) = (sandbox.dial(), sandbox.dial());
        let reached = move |at| {
            let dial = waited_for.clone();
            Box::pin(async move { dial.reached(at).await }) as Waiting
        };
        let clock = Clock::turned(move || dial.now(), reached);
        let folder = tempfile::tempdir().unwrap();
        let reading = read::read(&Origin::BuiltIn, clock.today(&jiff::tz::TimeZone::UTC));
        let settings = Settings {
            token: SecretString::from(sandbox.token()),
            api: ApiBase::parse(&sandbox.api()).unwrap(),
            timezone: jiff::tz::TimeZone::UTC,
            clock,
            data: Current::new(reading.dataset.unwrap()),
            state: State::open(&StateUrl::in_folder(folder.path())).await.unwrap(),
            heartbeat: HEARTBEAT,
        };
        let running = tokio::spawn(async move {
            gateway::run(settings, std::future::pending()).await;
        });
        sandbox.ready(1).await.unwrap();
        Self { sandbox, running, _folder: folder }
    }

    pub fn page(&self) -> &str {
        self.sandbox.page().unwrap()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.running.abort();
    }
}
