//! A bot's process, and what the kernel knows of it.

use std::fs;
use std::process::{Child, Command, Stdio};

use crate::bare;

/// The kernel counts processor time in hundredths of a second towards user space (`USER_HZ`).
pub const TICKS_A_SECOND: f64 = 100.0;

/// A running bot; dropping it ends it.
pub struct Process(Child);

impl Process {
    /// `twinned run`, with a log that nobody reads.
    pub fn twinned(api: &str, token: &str) -> Process {
        let mut command = Command::new(env!("CARGO_BIN_EXE_twinned"));
        command.arg("run").env("DISCORD_TOKEN", token).env("TWINNED_DISCORD_API", api);
        Process::start(command)
    }

    /// This very program again, as a bare bot.
    pub fn bare(api: &str, token: &str, body: &str) -> Process {
        let mut command = Command::new(std::env::current_exe().expect("the path of this program"));
        command.env(bare::API, api).env(bare::TOKEN, token).env(bare::BODY, body);
        Process::start(command)
    }

    fn start(mut command: Command) -> Process {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        Process(child.expect("the bot starts"))
    }

    /// Resident memory, in megabytes of 1,000,000 bytes.
    pub fn resident_mb(&self) -> f64 {
        let status = self.read("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("VmRSS");
        let kib: f64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
        kib * 1024.0 / 1e6
    }

    /// Processor time so far, of user and system together.
    pub fn ticks(&self) -> u64 {
        let stat = self.read("stat");
        // The name in parentheses may hold anything; utime and stime are the 12th and 13th field after it.
        let fields: Vec<&str> = stat.rsplit(')').next().expect("fields").split_whitespace().collect();
        fields[11].parse::<u64>().expect("utime") + fields[12].parse::<u64>().expect("stime")
    }

    fn read(&self, what: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{what}", self.0.id())).expect("/proc, and a bot that runs")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing to do then.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
