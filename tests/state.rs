//! What must survive a restart, a damaged file, a newer release and a restored copy.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use tempfile::TempDir;
use twinned::state::{
    Day, NewPost, NewSubscription, Outcome, Paused, Planned, PostState, SenderLock, State, StateError, StateUrl, upkeep,
};

#[path = "state/files.rs"]
mod files;
#[path = "state/planned.rs"]
mod planned;

const KOBE: Date = date(2026, 6, 24);

struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn url(&self) -> StateUrl {
        StateUrl::parse("sqlite:twinned.db", self.0.path()).unwrap()
    }

    async fn open(&self) -> State {
        State::open(&self.url()).await.unwrap()
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn new(guild: u64) -> NewSubscription {
    let (settings, done_through) = ("{}".to_owned(), date(2026, 6, 1));
    NewSubscription { guild, channel: guild + 1, settings, made: at(0), done_through, digests_from: None }
}

async fn subscribe(state: &State, guild: u64) -> i64 {
    state.subscribe(&new(guild), 25).await.unwrap().unwrap()
}

fn plan(subscription: i64, messages: &[&[Date]]) -> Planned {
    let day = |date: &Date| Day { date: *date, nonce: format!("n{date}"), mark: format!("m{date}") };
    let post = |dates: &&[Date]| {
        let days = dates.iter().map(day).collect();
        NewPost { kind: "daily", days, body: "{}".to_owned(), crosspost: true }
    };
    let done_through = messages.iter().flat_map(|dates| dates.iter()).max().copied();
    let posts = messages.iter().map(post).collect();
    Planned { subscription, channel: 11, posts, skipped: Vec::new(), done_through }
}

async fn write(state: &State, subscription: i64, messages: &[&[Date]]) -> i64 {
    state.write_plans(&[plan(subscription, messages)], "too long ago", at(0)).await.unwrap()
}

#[tokio::test]
async fn ids_are_never_used_again() {
    let folder = Folder::new();
    let state = folder.open().await;
    let first = subscribe(&state, 10).await;
    let second = subscribe(&state, 10).await;
    assert!(state.unsubscribe(second).await.unwrap());
    let third = subscribe(&state, 10).await;
    assert!(first < second && second < third, "{first} {second} {third}");
    let database = state.database().to_owned();
    state.forget_guild(10).await.unwrap();
    state.close().await;
    let state = folder.open().await;
    assert_eq!(state.database(), database);
    assert!(subscribe(&state, 10).await > third);
}

#[tokio::test]
async fn a_server_has_no_more_than_it_may() {
    let folder = Folder::new();
    let state = folder.open().await;
    for expected in [true, true, false] {
        assert_eq!(state.subscribe(&new(10), 2).await.unwrap().is_some(), expected);
    }
    assert!(state.subscribe(&new(20), 2).await.unwrap().is_some());
}

#[tokio::test]
async fn days_of_one_message_are_claimed_and_settled_together() {
    let folder = Folder::new();
    let state = folder.open().await;
    let subscription = subscribe(&state, 10).await;
    let (early, late) = (KOBE.yesterday().unwrap(), KOBE);
    write(&state, subscription, &[&[early, late]]).await;
    // A second writing of one of the days changes nothing.
    write(&state, subscription, &[&[KOBE.tomorrow().unwrap(), late]]).await;
    let open = state.open_posts().await.unwrap();
    assert_eq!(open.len(), 1);
    let found = state.post(open[0].id).await.unwrap().unwrap();
    assert_eq!(found.days.iter().map(|day| day.date).collect::<Vec<_>>(), [early, late]);
    assert_eq!(found.nonce(), "n2026-06-24");
    assert_eq!(state.claim(found.id, at(1), false).await.unwrap(), Some(at(1)));
    assert_eq!(state.claim(found.id, at(5), false).await.unwrap(), Some(at(1)), "the first attempt is remembered");
    assert!(!state.claim_stands(found.id, at(1)).await.unwrap());
    assert!(state.claim_stands(found.id, at(5)).await.unwrap());
    let posted = Outcome::Posted { message: 77, lateness: 3 };
    state.settle(found.id, &posted, at(6)).await.unwrap();
    assert!(state.open_posts().await.unwrap().is_empty());
    let days = state.latest_days(subscription, 10).await.unwrap();
    assert_eq!(
        days.iter().map(|day| (day.date, day.state)).collect::<Vec<_>>(),
        [(late, PostState::Posted), (early, PostState::Posted)]
    );
    assert!(days.iter().all(|day| day.message == Some(77)));
    let lateness: Vec<_> = days.iter().map(|day| day.lateness).collect();
    assert_eq!(lateness, [Some(3), Some(86_403)], "each day is late by its own hour");
    assert_eq!(state.crossposts().await.unwrap().len(), 1, "handed on once, not once for each day");
    assert_eq!(state.claim(found.id, at(7), false).await.unwrap(), None, "what is settled is not claimed");
}

#[tokio::test]
async fn an_attempt_that_did_not_arrive_leaves_no_doubt_and_any_other_does() {
    let folder = Folder::new();
    let state = folder.open().await;
    let subscription = subscribe(&state, 10).await;
    write(&state, subscription, &[&[KOBE]]).await;
    let row = state.open_posts().await.unwrap()[0].id;
    let first_attempt = async || state.post(row).await.unwrap().unwrap().first_attempt;
    state.claim(row, at(1), false).await.unwrap();
    state.release(row, at(1)).await.unwrap();
    assert_eq!(first_attempt().await, None);
    state.claim(row, at(2), false).await.unwrap();
    state.claim(row, at(3), false).await.unwrap();
    state.release(row, at(3)).await.unwrap();
    assert_eq!(first_attempt().await, Some(at(2)), "the attempt before it may have arrived");
}

#[tokio::test]
async fn what_is_held_back_is_planned_anew_and_what_is_in_doubt_is_kept() {
    let folder = Folder::new();
    let state = folder.open().await;
    let subscription = subscribe(&state, 10).await;
    let paused = Paused { why: "no access".to_owned(), by_bot: true };
    let (sure, doubtful) = (KOBE, KOBE.tomorrow().unwrap());
    write(&state, subscription, &[&[sure], &[doubtful]]).await;
    let open = state.open_posts().await.unwrap();
    for open in &open {
        state.claim(open.id, at(1), false).await.unwrap();
    }
    state.claim(open[1].id, at(2), false).await.unwrap();
    state.hold(open[0].id, Some(at(1)), "no access", at(3)).await.unwrap();
    state.hold(open[1].id, Some(at(2)), "no access", at(3)).await.unwrap();
    state.pause(subscription, &paused).await.unwrap();
    assert!(state.open_posts().await.unwrap().is_empty());
    assert!(state.active_subscriptions().await.unwrap().is_empty());
    assert_eq!(state.latest_days(subscription, 1).await.unwrap()[0].state, PostState::Trying);
    state.resume(subscription, None).await.unwrap();
    let handled = state.handled_since(KOBE).await.unwrap();
    assert_eq!(handled[&subscription], [("daily".to_owned(), doubtful)]);
    let planned_from = state.active_subscriptions().await.unwrap()[0].done_through;
    assert_eq!(planned_from, sure.yesterday().unwrap(), "the day that is taken back is looked at again");
}

#[tokio::test]
async fn a_server_left_behind_stops_at_once_and_is_forgotten_later() {
    let folder = Folder::new();
    let state = folder.open().await;
    let kept = subscribe(&state, 10).await;
    let left = subscribe(&state, 20).await;
    write(&state, left, &[&[KOBE]]).await;
    let row = state.open_posts().await.unwrap()[0].id;
    state.guild_left(20, at(0)).await.unwrap();
    assert_eq!(state.claim(row, at(1), false).await.unwrap(), None);
    assert_eq!(state.active_subscriptions().await.unwrap().len(), 1);
    assert_eq!(state.forget_left_before(at(0)).await.unwrap(), 0);
    assert!(state.guild_there(20).await.unwrap());
    assert_eq!(state.active_subscriptions().await.unwrap().len(), 2);
    state.guild_left(20, at(0)).await.unwrap();
    assert_eq!(state.forget_left_before(at(1)).await.unwrap(), 1);
    assert_eq!(state.guilds().await.unwrap(), [10]);
    assert_eq!(state.active_subscriptions().await.unwrap()[0].id, kept);
}

#[tokio::test]
async fn one_process_sends() {
    let folder = Folder::new();
    let first = SenderLock::take(&folder.url()).unwrap();
    assert!(first.is_some());
    assert!(SenderLock::take(&folder.url()).unwrap().is_none());
    drop(first);
    assert!(SenderLock::take(&folder.url()).unwrap().is_some());
}

#[tokio::test]
async fn a_restored_copy_is_seen() {
    let folder = Folder::new();
    let state = folder.open().await;
    let subscription = subscribe(&state, 10).await;
    let mut lock = SenderLock::take(&folder.url()).unwrap().unwrap();
    assert_eq!(lock.noted(), None);
    lock.note(write(&state, subscription, &[&[KOBE]]).await);
    assert_eq!(lock.noted(), Some(state.writes().await.unwrap()));
    let copy = folder.0.path().join("copy.db");
    upkeep::backup(&folder.url(), &copy).await.unwrap();
    lock.note(write(&state, subscription, &[&[KOBE.tomorrow().unwrap()]]).await);
    let later = subscribe(&state, 10).await;
    state.close().await;

    std::fs::rename(&copy, folder.url().path()).unwrap();
    let state = folder.open().await;
    assert_ne!(lock.noted(), Some(state.writes().await.unwrap()));
    state.restored(at(9)).await.unwrap();
    assert_eq!(state.look_until().await.unwrap(), at(9));
    assert!(subscribe(&state, 10).await > later, "an id that was given out after the copy is not given out again");
}

#[tokio::test]
async fn damage_and_newer_formats_are_named_and_left_alone() {
    let folder = Folder::new();
    let path = folder.url().path().to_owned();
    let check = async |contents: &[u8], expected: &str| {
        let refused = State::open(&folder.url()).await.unwrap_err();
        assert!(refused.to_string().contains(expected), "{refused}");
        assert!(refused.to_string().contains("twinned.db"), "{refused}");
        assert!(std::fs::read(&path).unwrap() == contents, "left as it was");
    };
    let rubbish = b"this is no database at all, and it is long enough to have been one ".repeat(20);
    std::fs::write(&path, &rubbish).unwrap();
    check(&rubbish, "twinned state reset").await;
    assert!(matches!(upkeep::check(&folder.url()).await, Err(StateError::Damaged { .. })));
    let aside = upkeep::reset(&folder.url(), at(0)).unwrap();
    assert_eq!(std::fs::read(aside).unwrap(), rubbish);

    let state = folder.open().await;
    for guild in 0..2000 {
        subscribe(&state, guild).await;
    }
    state.close().await;
    let sound = std::fs::read(&path).unwrap();
    // Pages in the middle overwritten, as by a bad disk.
    let mut damaged = sound.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 9000].fill(0x5a);
    std::fs::write(&path, &damaged).unwrap();
    check(&damaged, "twinned state reset").await;

    std::fs::write(&path, &sound).unwrap();
    assert_eq!(upkeep::check(&folder.url()).await.unwrap().subscriptions, 2000);
    let pool = sqlx::SqlitePool::connect(&format!("sqlite:{}", path.display())).await.unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'of the future', TRUE, x'00', 0)",
    )
    .execute(&pool)
    .await
    .unwrap();
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&pool).await.unwrap();
    pool.close().await;
    let newer = std::fs::read(&path).unwrap();
    check(&newer, "newer twinned").await;
    assert!(matches!(upkeep::check(&folder.url()).await, Err(StateError::Newer { found: 9999, .. })));
}

#[tokio::test]
async fn a_copy_from_before_the_first_subscription_gives_out_no_id_again() {
    let folder = Folder::new();
    let state = folder.open().await;
    let copy = folder.0.path().join("copy.db");
    upkeep::backup(&folder.url(), &copy).await.unwrap();
    let later = subscribe(&state, 10).await;
    state.close().await;
    std::fs::rename(&copy, folder.url().path()).unwrap();
    let state = folder.open().await;
    state.restored(at(9)).await.unwrap();
    assert!(subscribe(&state, 10).await > later);
}

#[tokio::test]
async fn what_is_removed_stands_in_no_log() {
    let folder = Folder::new();
    let state = folder.open().await;
    let log = || std::fs::metadata(folder.0.path().join("twinned.db-wal")).map_or(0, |metadata| metadata.len());
    let removed = subscribe(&state, 10).await;
    subscribe(&state, 20).await;
    subscribe(&state, 30).await;
    assert!(log() > 0);
    assert!(state.unsubscribe(removed).await.unwrap());
    assert_eq!(log(), 0, "one subscription");
    state.guild_left(20, at(0)).await.unwrap();
    assert!(log() > 0);
    assert_eq!(state.forget_left_before(at(1)).await.unwrap(), 1);
    assert_eq!(log(), 0, "a server left behind");
    subscribe(&state, 30).await;
    assert_eq!(state.forget_guild(30).await.unwrap(), 2);
    assert_eq!(log(), 0, "a server that asked for it");
}

/// Runs the program in a folder; gives its exit code, and all that it printed.
fn program(folder: &Folder, arguments: &[&str]) -> (i32, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_twinned"))
        .args(arguments)
        .current_dir(folder.0.path())
        .env_clear()
        .env("DISCORD_TOKEN", "a.b.c")
        .env("TWINNED_DISCORD_API", "http://127.0.0.1:9")
        .output()
        .unwrap();
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(printed).unwrap())
}

#[tokio::test]
async fn the_program_says_what_is_wrong_with_the_state_and_what_to_do() {
    let folder = Folder::new();
    let check = |arguments: &[&str], code: i32, expected: &str| {
        let (found, printed) = program(&folder, arguments);
        assert_eq!(found, code, "{arguments:?}: {printed}");
        assert!(printed.contains(expected), "{arguments:?}: {printed}");
    };
    check(&["state", "check"], 1, "there is no state yet");
    check(&["state", "reset"], 1, "there is no state yet");
    let state = folder.open().await;
    subscribe(&state, 10).await;
    check(&["state", "check"], 0, "sound, format 1; 1 subscription in 1 server; 0 days noted");
    check(&["state", "backup", "copy.db"], 0, "is copied to copy.db");
    check(&["state", "backup", "copy.db"], 2, "is there already");
    check(&["state", "vacuum"], 0, "bytes now");
    let lock = SenderLock::take(&folder.url()).unwrap();
    check(&["state", "reset"], 1, "stop it first");
    drop(lock);
    state.close().await;
    std::fs::write(folder.url().path(), "no database, but long enough to be taken for one".repeat(50)).unwrap();
    check(&["run"], 3, "twinned state reset");
    check(&["state", "check"], 3, "the state is damaged");
    check(&["state", "reset"], 0, "begins with a new state");
    check(&["state", "check"], 1, "there is no state yet");
    std::fs::rename(folder.0.path().join("copy.db"), folder.url().path()).unwrap();
    check(&["state", "check"], 0, "1 subscription in 1 server");
}

#[tokio::test]
async fn old_days_are_removed_and_open_ones_kept() {
    let folder = Folder::new();
    let state = folder.open().await;
    let subscription = subscribe(&state, 10).await;
    let skipped = Planned { skipped: vec![("daily", KOBE)], ..plan(subscription, &[&[KOBE.tomorrow().unwrap()]]) };
    state.write_plans(&[skipped], "too long ago", at(0)).await.unwrap();
    assert_eq!(state.prune(at(399 * 86_400)).await.unwrap(), 0);
    assert_eq!(state.prune(at(401 * 86_400)).await.unwrap(), 1);
    assert_eq!(state.open_posts().await.unwrap().len(), 1);
}
