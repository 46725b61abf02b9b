//! At the hour, after it, and long after it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use twinned::clock::Clock;
use twinned::dataset::Current;
use twinned::dataset::read::{self, Origin};
use twinned::discord::api::ApiBase;
use twinned::discord::posting;
use twinned::sandbox::Lie;
use twinned::sandbox::world::{Overwrite, permissions};
use twinned::state::PostState;

use crate::openapi;
use crate::support::{PATIENCE, Plan, Stage};

fn states(days: &[twinned::state::Shown]) -> Vec<PostState> {
    days.iter().map(|day| day.state).collect()
}

#[tokio::test]
async fn what_is_due_is_posted_once_and_a_restart_posts_nothing() {
    let stage = Stage::new(Plan { guilds: 2, ..Plan::default() }).await;
    let channels = stage.channels();
    let mut subscriptions = Vec::new();
    for &channel in &channels {
        subscriptions.push(stage.subscribe(channel, 1, |_| {}).await);
    }
    let bot = stage.start();
    stage.until_settled(&subscriptions, 1).await;
    assert_eq!(bot.stop().await, 0);
    for (&channel, &subscription) in channels.iter().zip(&subscriptions) {
        let posts = stage.posts(channel);
        assert_eq!(posts.len(), 1);
        let days = stage.days(subscription).await;
        assert_eq!((states(&days), days[0].message), (vec![PostState::Posted], Some(posts[0].id.0)));
        assert!(posts[0].content().contains("1 partnership has its day"), "{}", posts[0].content());
    }
    openapi::check_all(&stage.sandbox.requests());
    let bot = stage.start();
    stage.sandbox.forget_requests();
    assert!(stage.sandbox.wait_for(PATIENCE, |sandbox| asked(sandbox, "/users/@me")).await);
    tokio::time::sleep(Duration::from_secs(2)).await;
    stage.sandbox.ready(1).await.unwrap();
    assert_eq!(bot.stop().await, 0);
    assert!(stage.log().contains("Discord has the commands as they are"), "{}", stage.log());
    assert!(channels.iter().all(|&channel| stage.posts(channel).len() == 1));
}

fn asked(sandbox: &twinned::sandbox::Sandbox, path: &str) -> bool {
    sandbox.requests().iter().any(|request| request.path == path)
}

#[tokio::test]
async fn who_was_down_makes_up_for_it_within_the_bound_and_says_so() {
    let stage = Stage::new(Plan::default()).await;
    let channel = stage.channels()[0];
    let subscription = stage
        .subscribe(channel, 6, |settings| {
            settings.hour = jiff::civil::Time::midnight();
            settings.catch_up_days = 3;
        })
        .await;
    let bot = stage.start();
    stage.until_settled(&[subscription], 5).await;
    assert_eq!(bot.stop().await, 0);
    let days = stage.days(subscription).await;
    let skipped = days.iter().filter(|day| day.state == PostState::Skipped).count();
    let posted: Vec<_> = days.iter().filter(|day| day.state == PostState::Posted).collect();
    assert!(skipped >= 1 && days.iter().all(|day| day.state != PostState::Skipped || day.reason.is_some()), "{days:?}");
    assert!(posted.len() >= 3, "{days:?}");
    assert_eq!(skipped + posted.len(), days.len());
    let posts = stage.posts(channel);
    assert_eq!(posts.len(), 2, "the days before in one message, and today's");
    assert!(posts[0].content().contains("passed without a post"), "{}", posts[0].content());
}

#[tokio::test]
async fn a_post_on_its_way_is_finished_before_the_end() {
    let stage = Stage::new(Plan::default()).await;
    let channel = stage.channels()[0];
    stage.sandbox.lie("POST /channels/*/messages", 1, Lie::Late(Duration::from_secs(3)));
    let subscription = stage.subscribe(channel, 1, |_| {}).await;
    let bot = stage.start();
    assert!(stage.sandbox.wait_for(PATIENCE, |_| !stage.posts(channel).is_empty()).await);
    assert_eq!(stage.days(subscription).await[0].state, PostState::Trying);
    assert_eq!(bot.stop().await, 0);
    assert_eq!(states(&stage.days(subscription).await), [PostState::Posted]);
}

#[tokio::test]
async fn a_global_limit_holds_everything_back() {
    let stage = Stage::new(Plan { channels: 6, ..Plan::default() }).await;
    let wait = Duration::from_secs(3);
    stage.sandbox.lie("POST /channels/*/messages", 1, Lie::RateLimited { retry_after: wait, global: true });
    let mut subscriptions = Vec::new();
    for channel in stage.channels() {
        subscriptions.push(stage.subscribe(channel, 1, |_| {}).await);
    }
    let bot = stage.start();
    stage.until_settled(&subscriptions, 1).await;
    assert_eq!(bot.stop().await, 0);
    let requests = stage.sandbox.requests();
    let limited = requests.iter().find(|request| request.status == Some(429)).unwrap().at;
    // What was on its way already is none of it.
    let soon = limited + Duration::from_millis(700)..limited + wait - Duration::from_millis(300);
    let sent = requests.iter().filter(|request| request.path.starts_with("/channels/") && soon.contains(&request.at));
    assert_eq!(sent.count(), 0);
    assert!(stage.channels().iter().all(|&channel| stage.posts(channel).len() == 1));
}

#[tokio::test]
async fn a_panic_is_logged_and_posting_begins_anew() {
    let stage = Stage::new(Plan::default()).await;
    let channel = stage.channels()[0];
    let subscription = stage.subscribe(channel, 1, |_| {}).await;
    let reads = AtomicU32::new(0);
    let clock = Clock::of(move || {
        assert_ne!(reads.fetch_add(1, Ordering::SeqCst), 4, "a clock that breaks once");
        Timestamp::now()
    });
    let data = read::read(&Origin::Folder(stage.folder.path().join("data")), jiff::civil::date(2027, 1, 1));
    let settings = posting::Settings {
        state: stage.state.clone(),
        wire: posting::Wire::new(&stage.sandbox.token().into(), ApiBase::parse(&stage.sandbox.api()).unwrap().as_ref())
            .unwrap(),
        clock,
        data: Current::new(data.dataset.unwrap()),
        changed: Arc::default(),
    };
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let running = tokio::spawn(posting::run(settings, stopped));
    stage.until_settled(&[subscription], 1).await;
    stop.send_replace(true);
    running.await.unwrap();
    assert_eq!(stage.posts(channel).len(), 1);
}

#[tokio::test]
async fn where_the_bot_may_not_post_it_pauses_and_says_why() {
    let stage = Stage::new(Plan::default()).await;
    let channels = stage.channels();
    stage.sandbox.change(|world| {
        let (id, deny) = (world.bot.id, permissions::SEND_MESSAGES);
        world.guilds[0].channels[0].overwrites = vec![Overwrite { id, member: true, allow: 0, deny }];
    });
    let denied = stage.subscribe(channels[0], 1, |_| {}).await;
    let allowed = stage.subscribe(channels[1], 1, |_| {}).await;
    let bot = stage.start();
    stage.until_settled(&[denied, allowed], 1).await;
    stage.until("paused", async |state| state.subscription(denied).await.unwrap().unwrap().paused.is_some()).await;
    let paused = stage.state.subscription(denied).await.unwrap().unwrap().paused.unwrap();
    assert!(paused.by_bot && paused.why.contains("may not post"), "{paused:?}");
    assert_eq!(states(&stage.days(denied).await), [PostState::Held]);
    let tries = stage.sandbox.requests().iter().filter(|request| request.status == Some(403)).count();
    assert_eq!(tries, 1, "a refusal is not tried again");

    stage.sandbox.change(|world| world.guilds[0].channels[0].overwrites.clear());
    stage.state.resume(denied, None).await.unwrap();
    stage.until_settled(&[denied], 1).await;
    assert_eq!(states(&stage.days(denied).await), [PostState::Posted]);
    assert_eq!(bot.stop().await, 0);
    assert_eq!((stage.posts(channels[0]).len(), stage.posts(channels[1]).len()), (1, 1));
}

#[tokio::test]
async fn without_embeds_it_is_posted_once_and_then_paused() {
    let stage = Stage::new(Plan::default()).await;
    let channel = stage.channels()[0];
    stage.sandbox.change(|world| {
        let (id, deny) = (world.bot.id, permissions::EMBED_LINKS);
        world.guilds[0].channels[0].overwrites = vec![Overwrite { id, member: true, allow: 0, deny }];
    });
    // The first answer is lost, so that the second tells what became of it.
    stage.sandbox.lie("POST /channels/*/messages", 1, Lie::CutAfter);
    let subscription = stage.subscribe(channel, 1, |_| {}).await;
    let bot = stage.start();
    assert!(stage.sandbox.wait_for(PATIENCE, |_| !stage.posts(channel).is_empty()).await);
    stage.until_settled(&[subscription], 1).await;
    assert_eq!(bot.stop().await, 0);
    assert_eq!(states(&stage.days(subscription).await), [PostState::Posted]);
    assert_eq!(stage.posts(channel).len(), 1);
    let paused = stage.state.subscription(subscription).await.unwrap().unwrap().paused.unwrap();
    assert!(paused.by_bot && paused.why.contains("Embed Links"), "{paused:?}");
}

#[tokio::test]
async fn without_the_history_a_late_post_is_unknown_and_not_sent() {
    let stage = Stage::new(Plan::default()).await;
    let channel = stage.channels()[0];
    stage.sandbox.change(|world| {
        let (id, deny) = (world.bot.id, permissions::READ_MESSAGE_HISTORY);
        world.guilds[0].channels[0].overwrites = vec![Overwrite { id, member: true, allow: 0, deny }];
    });
    let subscription = stage.subscribe(channel, 1, |_| {}).await;
    let bot = stage.start();
    stage.until_settled(&[subscription], 1).await;
    assert_eq!(bot.stop().await, 0);
    let days = stage.days(subscription).await;
    assert_eq!(states(&days), [PostState::Unknown]);
    assert!(days[0].reason.as_deref().unwrap().contains("Read Message History"), "{days:?}");
    assert!(stage.posts(channel).is_empty());
}

#[tokio::test]
async fn a_message_in_an_announcement_channel_is_handed_on() {
    let stage = Stage::new(Plan::default()).await;
    let channel = stage.channels()[0];
    stage.sandbox.change(|world| world.guilds[0].channels[0].announcement = true);
    stage.sandbox.lie("POST /channels/*/messages/*/crosspost", 1, Lie::FailsAfter(500));
    let subscription = stage.subscribe(channel, 1, |settings| settings.crosspost = true).await;
    let bot = stage.start();
    stage
        .until("handed on", async |state| {
            !stage.posts(channel).is_empty()
                && state.crossposts().await.unwrap().is_empty()
                && !state.open_posts().await.unwrap().iter().any(|open| open.subscription == subscription)
        })
        .await;
    assert_eq!(bot.stop().await, 0);
    assert!(stage.posts(channel)[0].crossposted());
    openapi::check_all(&stage.sandbox.requests());
    assert_eq!(stage.days(subscription).await[0].reason, None);
}

#[tokio::test]
async fn a_restored_copy_finds_what_it_does_not_remember() {
    let stage = Stage::new(Plan::default()).await;
    let channel = stage.channels()[0];
    let subscription = stage.subscribe(channel, 1, |_| {}).await;
    let copy = stage.folder.path().join("copy.db");
    twinned::state::upkeep::backup(stage.state.url(), &copy).await.unwrap();
    let bot = stage.start();
    stage.until_settled(&[subscription], 1).await;
    assert_eq!(bot.stop().await, 0);
    let posted = stage.posts(channel);
    assert_eq!(posted.len(), 1);

    // The copy takes the place of the state, which remembers nothing of the post.
    let path = stage.state.url().path().to_owned();
    let stage = stage.restored(&copy, &path).await;
    assert!(stage.days(subscription).await.is_empty());
    let bot = stage.start();
    stage.until_settled(&[subscription], 1).await;
    assert_eq!(bot.stop().await, 0);
    assert_eq!(stage.posts(channel), posted, "not posted again");
    assert_eq!(stage.days(subscription).await[0].message, Some(posted[0].id.0));
}

#[tokio::test]
async fn a_server_that_the_bot_left_is_posted_to_no_more() {
    let stage = Stage::new(Plan { guilds: 2, ..Plan::default() }).await;
    let channels = stage.channels();
    let (left, stayed) = (stage.subscribe(channels[0], 1, |_| {}).await, stage.subscribe(channels[2], 1, |_| {}).await);
    let guild = stage.sandbox.world().guilds[0].clone();
    // While the bot was away; it finds out at the start.
    stage.sandbox.remove_bot(guild.id);
    stage.sandbox.lie(&*format!("POST /channels/{}/messages", channels[0]), 1, Lie::Fails(500));
    let bot = stage.start();
    stage.until_settled(&[stayed], 1).await;
    let active = async |state: &twinned::state::State| state.active_subscriptions().await.unwrap().len();
    stage.until("it is noticed", async |state| active(state).await == 1).await;
    // An outage is none of that.
    stage.sandbox.outage(stage.sandbox.world().guilds[0].id);
    stage.sandbox.add_bot(guild);
    stage
        .until("it is back", async |state| {
            let back = active(state).await == 2;
            back || state.subscription(left).await.unwrap().is_some_and(|kept| kept.paused.is_some())
        })
        .await;
    assert_eq!(bot.stop().await, 0);
    assert_eq!(stage.state.guilds().await.unwrap().len(), 2);
}
