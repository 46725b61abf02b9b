//! What the bot logs while a test runs, at the levels that people set.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use tracing::subscriber::DefaultGuard;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;

/// What serenity says, at DEBUG only, where it cannot read an event.
const UNREADABLE: &str = "An unknown event was received";

/// Lines, as they would stand in the log.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// What is logged on this thread, on which all tasks of a test run.
pub struct Log {
    info: Lines,
    trace: Lines,
    serenity: Lines,
    _guard: DefaultGuard,
}

impl Log {
    /// Begins to listen.
    pub fn begin() -> Self {
        let [info, trace, serenity] = [(); 3].map(|()| Lines::default());
        let layer = |lines: &Lines, targets: Targets| {
            tracing_subscriber::fmt::layer().with_writer(lines.clone()).with_ansi(false).with_filter(targets).boxed()
        };
        let level = |level: &str| twinned::log::targets(level).unwrap();
        let gateway = Targets::new().with_target("serenity::client::dispatch", tracing::Level::DEBUG);
        let layers = vec![layer(&info, level("info")), layer(&trace, level("trace")), layer(&serenity, gateway)];
        let subscriber = tracing_subscriber::registry().with(layers);
        Self { info, trace, serenity, _guard: tracing::subscriber::set_default(subscriber) }
    }

    /// The lines that `log.level = "info"` gives.
    pub fn info(&self) -> String {
        self.info.text()
    }

    /// The lines that `log.level = "trace"` gives, in which the libraries stay as they are.
    pub fn trace(&self) -> String {
        self.trace.text()
    }

    /// Fails where a secret or a word of a user's stands in it, or where an event could not be read.
    pub fn check(&self, secrets: &[String]) {
        keeps_quiet(&self.info(), secrets);
        keeps_quiet(&self.trace(), secrets);
        let gateway = self.serenity.text();
        assert!(!gateway.contains(UNREADABLE), "{gateway}");
    }
}

/// Fails where one of these stands in a log.
#[track_caller]
pub fn keeps_quiet(log: &str, secrets: &[String]) {
    for secret in secrets {
        assert!(!log.contains(secret.as_str()), "{secret:?} is in the log:\n{log}");
    }
}
