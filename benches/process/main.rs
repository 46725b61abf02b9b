//! The whole program as its operator meets it: how much memory it holds when idle, and what an interaction costs beside a
//! bare serenity bot that answers a fixed embed of the same size. Both talk to the sandbox, in turns, in one run: first the
//! same question again and again, whose answer Twinned keeps, then privately, where it makes each answer anew.
//!
//! `cargo bench --bench process`. The figures that count are the ratios in the last lines. Linux only: memory and
//! processor time are read from `/proc`.

mod bare;
#[path = "../support/percentiles.rs"]
mod percentiles;
mod process;

use std::time::{Duration, Instant};

use percentiles::Times;
use process::Process;
use serde_json::json;
use twinned::sandbox::{Options, Sandbox};

/// Interactions in one turn, and turns of each bot.
const RUNS: usize = 1_000;
const TURNS: usize = 5;
/// How long a bot is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(5);
/// The command that both answer: a list of ten lines with its sources and buttons.
const COMMAND: &str = "partners";

fn main() {
    if bare::is_asked_for() {
        return bare::run();
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(compare());
}

async fn compare() {
    let (twinned, body) = Bot::start("twinned", None).await;
    let (bare, _) = Bot::start("bare serenity bot", Some(body)).await;
    let mut bots = [twinned, bare];
    tokio::time::sleep(IDLE).await;
    for bot in &bots {
        println!("{:<18} idle: {:>5.1} MB resident", bot.name, bot.process.resident_mb());
    }
    for (what, private) in [("the same question", false), ("an answer made anew", true)] {
        for _ in 0..TURNS {
            for bot in &mut bots {
                bot.turn(private).await;
            }
        }
        println!("{what}:");
        let measured: Vec<(f64, Times)> = bots.iter_mut().map(Bot::measured).collect();
        for (bot, (cpu, times)) in bots.iter().zip(&measured) {
            let after = bot.process.resident_mb();
            println!("{:<18} {}   processor {cpu:>6.1} µs each   after: {after:>5.1} MB", bot.name, times.told());
        }
        let latency = |n: usize| measured[n].1.median().as_secs_f64();
        let processor = measured[0].0 / measured[1].0;
        println!("ratio: median latency {:.2}, processor time {processor:.2}", latency(0) / latency(1));
    }
}

/// A bot with a sandbox of its own.
struct Bot {
    name: &'static str,
    sandbox: Sandbox,
    process: Process,
    times: Vec<Duration>,
    ticks: u64,
}

impl Bot {
    /// Starts Twinned, or the bare bot that answers with this body; gives the body of the first answer.
    async fn start(name: &'static str, body: Option<String>) -> (Bot, String) {
        let sandbox = Sandbox::start(Options::default()).await.expect("a sandbox");
        let process = match body {
            None => Process::twinned(&sandbox.api(), sandbox.token()),
            Some(body) => Process::bare(&sandbox.api(), sandbox.token(), &body),
        };
        sandbox.ready(1).await.expect("the bot connects");
        sandbox.registered(COMMAND).await.expect("the bot registers its commands");
        let mut bot = Bot { name, sandbox, process, times: Vec::new(), ticks: 0 };
        let body = bot.ask(false).await;
        (bot, body)
    }

    async fn ask(&mut self, private: bool) -> String {
        let member = self.sandbox.as_user(&self.sandbox.member());
        let options = json!({"place": "shanghai-cn", "private": private});
        let reply = member.command(COMMAND, options).await.expect("an answer");
        assert!(reply.error.is_none(), "{}: {:?}", self.name, reply.error);
        reply.body.expect("a body").to_string()
    }

    /// Some warm-up, then so many interactions one after the other.
    async fn turn(&mut self, private: bool) {
        for _ in 0..RUNS / 10 {
            self.ask(private).await;
        }
        let before = self.process.ticks();
        for _ in 0..RUNS {
            let began = Instant::now();
            self.ask(private).await;
            self.times.push(began.elapsed());
        }
        self.ticks += self.process.ticks() - before;
        self.sandbox.forget();
    }

    /// Microseconds of processor time for each interaction, and how long each took.
    fn measured(&mut self) -> (f64, Times) {
        let seconds = self.ticks as f64 / process::TICKS_A_SECOND;
        self.ticks = 0;
        (seconds * 1e6 / self.times.len() as f64, Times::of(std::mem::take(&mut self.times)))
    }
}
