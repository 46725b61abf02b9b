//! The file of a state: one that is refused, one that is copied, one that several make at once.

use std::path::Path;

use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnectOptions;
use twinned::state::{State, StateError, StateUrl, upkeep};

use super::{Folder, at, program, subscribe};

/// Writes to a database as another program or release would.
async fn elsewhere(path: &Path, statement: &str) {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let pool = SqlitePool::connect_with(options).await.unwrap();
    sqlx::raw_sql(statement).execute(&pool).await.unwrap();
    pool.close().await;
}

#[tokio::test]
async fn whatever_is_refused_keeps_each_of_its_bytes() {
    let made = Folder::new();
    made.open().await.close().await;
    let sound = std::fs::read(made.url().path()).unwrap();
    let check = async |case: &str, contents: &[u8], statement: Option<&str>, newer: bool| {
        let folder = Folder::new();
        let (url, copy) = (folder.url(), folder.0.path().join("copy.db"));
        std::fs::write(url.path(), contents).unwrap();
        if let Some(statement) = statement {
            elsewhere(url.path(), statement).await;
        }
        let before = std::fs::read(url.path()).unwrap();
        let refused = [
            ("open", State::open(&url).await.err()),
            ("check", upkeep::check(&url).await.err()),
            ("backup", upkeep::backup(&url, &copy).await.err()),
            ("vacuum", upkeep::vacuum(&url).await.err()),
        ];
        for (what, error) in refused {
            match error {
                Some(StateError::Newer { path, found: 9999, .. }) if newer => assert_eq!(path, url.path()),
                Some(StateError::Damaged { path, .. }) if !newer => assert_eq!(path, url.path()),
                other => panic!("{case}, {what}: {other:?}"),
            }
        }
        assert!(std::fs::read(url.path()).unwrap() == before, "{case}: left as it was");
        assert!(!copy.exists(), "{case}: no copy is begun");
        for verb in [&["run"][..], &["state", "check"], &["state", "backup", "copy.db"], &["state", "vacuum"]] {
            let (code, printed) = program(&folder, verb);
            assert_eq!(code, 3, "{case}, {verb:?}: {printed}");
            assert!(printed.contains("twinned.db"), "{case}, {verb:?}: {printed}");
        }
        assert!(std::fs::read(url.path()).unwrap() == before, "{case}: left as it was");
        assert!(!copy.exists(), "{case}: no copy is begun");
    };
    check("nothing in it", b"", None, false).await;
    check("another program's", b"", Some("CREATE TABLE songs (name TEXT); INSERT INTO songs VALUES ('a')"), false)
        .await;
    let steps = "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL,
            installed_on TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL, execution_time BIGINT NOT NULL);
        INSERT INTO _sqlx_migrations VALUES (20240101, 'songs', 0, TRUE, x'00', 0)";
    check("another program's, with steps", b"", Some(steps), false).await;
    let newer = "PRAGMA journal_mode = DELETE;
        INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        VALUES (9999, 'of the future', TRUE, x'00', 0)";
    check("a newer release's", &sound, Some(newer), true).await;
    check("cut off", &sound[..sound.len() / 2], None, false).await;
}

#[tokio::test]
async fn all_who_start_at_once_have_one_state() {
    let folder = Folder::new();
    let starts: Vec<_> = (0..8)
        .map(|_| {
            let url = folder.url();
            tokio::spawn(async move { State::open(&url).await.unwrap().database().to_owned() })
        })
        .collect();
    let mut found = Vec::new();
    for start in starts {
        found.push(start.await.unwrap());
    }
    found.dedup();
    assert_eq!(found.len(), 1);
    let names = std::fs::read_dir(folder.0.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = names.filter(|name| name.to_string_lossy().contains("new")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn a_copy_is_whole_or_is_not_there() {
    let folder = Folder::new();
    let state = folder.open().await;
    subscribe(&state, 10).await;
    let check = async |to: &str, expected: &str| {
        let to = folder.0.path().join(to);
        let refused = upkeep::backup(&folder.url(), &to).await.unwrap_err().to_string();
        let named = format!("{}: the copy cannot be written: ", to.display());
        assert!(refused.starts_with(&named) && refused.contains(expected), "{refused}");
    };
    check("nowhere/copy.db", "No such file").await;
    std::fs::write(folder.0.path().join("there.db"), "kept").unwrap();
    check("there.db", "exists").await;
    assert_eq!(std::fs::read(folder.0.path().join("there.db")).unwrap(), b"kept");

    // A folder stands where SQLite would write its journal of the copy.
    std::fs::create_dir(folder.0.path().join("copy.db-journal")).unwrap();
    std::fs::write(folder.0.path().join("copy.db-journal/file"), "").unwrap();
    check("copy.db", "").await;
    assert!(!folder.0.path().join("copy.db").exists(), "nothing that could be taken for a copy");

    // What is still in the log is copied and counted, too; also where the process that wrote it was killed.
    let killed = Folder::new();
    for beside in ["", "-wal"] {
        let name = format!("twinned.db{beside}");
        std::fs::copy(folder.0.path().join(&name), killed.0.path().join(&name)).unwrap();
    }
    assert_eq!(upkeep::check(&killed.url()).await.unwrap().subscriptions, 1);
    let copy = killed.0.path().join("copy.db");
    upkeep::backup(&killed.url(), &copy).await.unwrap();
    std::fs::rename(&copy, folder.0.path().join("read.db")).unwrap();
    let read = StateUrl::parse("sqlite:read.db", folder.0.path()).unwrap();
    assert_eq!(upkeep::check(&read).await.unwrap().subscriptions, 1);
    let aside = upkeep::reset(&killed.url(), at(0)).unwrap();
    assert!(!killed.url().path().exists());
    let aside = StateUrl::parse(&format!("sqlite:{}", aside.display()), killed.0.path()).unwrap();
    assert_eq!(upkeep::check(&aside).await.unwrap().subscriptions, 1, "the log went with it");
}
