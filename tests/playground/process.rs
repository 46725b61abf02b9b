//! `twinned playground` as a program: it starts, says where it is, and stops.

use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::browser::{self, PATIENCE};

/// The program, and the address that it printed.
pub struct Running {
    pub child: Child,
    pub address: String,
}

impl Running {
    /// Starts it in this folder, and waits until it says where it is.
    pub async fn start(folder: &Path) -> Self {
        // Neither a configuration nor a token.
        let mut child = Command::new(env!("CARGO_BIN_EXE_twinned"))
            .args(["playground", "--no-open", "--port", "0"])
            .current_dir(folder)
            .env_remove("DISCORD_TOKEN")
            .env("TWINNED_CONFIG", "/nowhere.toml")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = timeout(PATIENCE, lines.next_line()).await.unwrap().unwrap().unwrap();
        let address = line.strip_prefix("The playground is at ").unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, address }
    }
}

#[tokio::test]
async fn it_starts_says_where_it_is_and_stops() {
    let folder = tempfile::tempdir().unwrap();
    let Running { mut child, address } = Running::start(folder.path()).await;
    assert!(address.starts_with("http://127.0.0.1:") && address.contains("/#key="), "{address}");
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let page = client.get(&address).send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("/page/main.js"));

    #[cfg(unix)]
    {
        let pid = child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().await.unwrap().success());
        let status = timeout(PATIENCE, child.wait()).await.unwrap().unwrap();
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).await.unwrap();
        assert_eq!((status.code(), said.as_str()), (Some(0), ""));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "it left something behind");
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_stops_under_an_open_page() {
    let folder = tempfile::tempdir().unwrap();
    let Running { mut child, address } = Running::start(folder.path()).await;
    browser::with("it_stops_under_an_open_page", (1280, 860), |tab| async move {
        tab.open(&address).await;
        tab.sees(".side-head", "Sister Cities").await;
        tab.click(".example", "/partners place:Tianjin").await;
        tab.sees(".embed-title", "Tianjin").await;
        let pid = child.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().await.unwrap().success());
        let status = timeout(PATIENCE, child.wait()).await.unwrap().unwrap();
        assert_eq!(status.code(), Some(0));
        tab.sees(".banner", "The playground has stopped").await;
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    for (arguments, expected, code) in [
        (vec!["--port", &port], "cannot listen on 127.0.0.1:", 1),
        (vec!["--data", "/nowhere"], "/nowhere", 1),
        (vec!["--listen", "everywhere"], "invalid value 'everywhere'", 2),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_twinned"));
        let running = command.args(["playground", "--no-open"]).args(&arguments).kill_on_drop(true).output();
        let output = timeout(PATIENCE, running).await.unwrap().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(expected) && output.status.code() == Some(code), "{arguments:?}: {said}");
    }
}
